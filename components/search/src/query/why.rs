//! Why the hits were found: the postings are read once more, for the hits only.

use alloc::string::String;
use alloc::vec::Vec;

use super::plan::Plan;
use super::{Field, Hit, Why};
use crate::Index;
use crate::root::Root;

/// The strongest reason of one word so far.
#[derive(Clone, Copy)]
struct Reason {
    worth: u32,
    field: Field,
    /// A candidate of the word, or past these a side of the plan.
    by: usize,
}

/// Adds to each hit its reasons.
pub(super) fn explain(index: &Index, plan: &Plan, hits: &mut [Hit]) {
    let mut docs: Vec<(u32, usize)> = hits.iter().enumerate().map(|(n, hit)| (hit.doc, n)).collect();
    // By insertion: a sort of the library weighs more in a page than this loop.
    for n in 1..docs.len() {
        let mut at = n;
        while at > 0 && docs[at - 1] > docs[at] {
            docs.swap(at - 1, at);
            at -= 1;
        }
    }
    let mut reasons: Vec<Option<Reason>> = Vec::new();
    for (n, word) in plan.words.iter().enumerate() {
        reasons.clear();
        reasons.resize(hits.len(), None);
        let mut offer = |rank: usize, worth: u32, field: Field, by: usize| {
            if reasons[rank].is_none_or(|reason| reason.worth < worth) {
                reasons[rank] = Some(Reason { worth, field, by });
            }
        };
        for (by, candidate) in word.candidates.iter().enumerate() {
            each(index, candidate.term, &docs, &mut |rank, strength, field| {
                offer(rank, strength * candidate.weight, field, by);
            });
        }
        for (side_number, side) in plan.sides.iter().enumerate() {
            if side.mask >> n & 1 == 0 {
                continue;
            }
            // All words of the phrase, and the field of the first.
            let mut sums: Vec<(u32, usize, Option<Field>)> = Vec::new();
            sums.resize(hits.len(), (0, 0, None));
            for &(term, _) in &side.phrase {
                each(index, term, &docs, &mut |rank, strength, field| {
                    let (sum, count, first) = &mut sums[rank];
                    *sum += strength;
                    *count += 1;
                    first.get_or_insert(field);
                });
            }
            for (rank, &(sum, count, field)) in sums.iter().enumerate() {
                if count == side.phrase.len()
                    && let Some(field) = field
                {
                    let worth = sum / count as u32 * side.weight;
                    offer(rank, worth, field, word.candidates.len() + side_number);
                }
            }
        }
        for (hit, reason) in hits.iter_mut().zip(&reasons) {
            let Some(reason) = reason else { continue };
            let (term, how, edits) = match word.candidates.get(reason.by) {
                Some(candidate) => (text(&index.root, candidate.entry), candidate.how, candidate.edits),
                None => {
                    let side = &plan.sides[reason.by - word.candidates.len()];
                    (phrase(&index.root, &side.phrase), side.how, 0)
                }
            };
            hit.why.push(Why { word: word.typed.clone(), term, how, field: reason.field, edits });
        }
    }
}

/// The documents of a term among those given, by their rank.
fn each(index: &Index, term: u32, docs: &[(u32, usize)], take: &mut dyn FnMut(usize, u32, Field)) {
    let mut wanted = docs.iter().peekable();
    for posting in index.list(term) {
        while wanted.next_if(|&&(doc, _)| doc < posting.doc).is_some() {}
        match wanted.peek() {
            None => return,
            Some(&&(doc, rank)) if doc == posting.doc => take(rank, posting.strength(), posting.field()),
            Some(_) => {}
        }
    }
}

fn text(root: &Root, entry: u32) -> String {
    String::from_utf8(root.words().word(entry)).unwrap_or_default()
}

fn phrase(root: &Root, phrase: &[(u32, u32)]) -> String {
    let mut all = String::new();
    for &(_, entry) in phrase {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&text(root, entry));
    }
    all
}
