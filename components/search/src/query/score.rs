//! What each document is worth: arrays as long as the index, used again from query to query.

use alloc::vec::Vec;

use super::plan::{Plan, Side};
use crate::Index;

/// Documents that are considered at all.
#[derive(Debug)]
pub(crate) struct Selection<'a> {
    /// From the first to before the second.
    pub(crate) ranges: Option<&'a [(u32, u32)]>,
}

impl Selection<'_> {
    pub(crate) fn has(&self, doc: u32) -> bool {
        self.ranges.is_none_or(|ranges| ranges.iter().any(|&(first, end)| first <= doc && doc < end))
    }
}

/// How many documents were found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) total: u32,
    /// With all words that any document has.
    pub(crate) complete: u32,
    /// These words.
    pub(crate) mask: u16,
}

/// Sums per document. All is zero but for the documents in `touched`.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// Of the word that is looked at.
    best: Vec<u32>,
    sums: Vec<u32>,
    masks: Vec<u16>,
    pub(crate) touched: Vec<u32>,
}

impl Scratch {
    pub(crate) fn clear(&mut self) {
        for &doc in &self.touched {
            self.sums[doc as usize] = 0;
            self.masks[doc as usize] = 0;
        }
        self.touched.clear();
    }

    /// Takes every document of these ranges, of no worth. `clear` comes before.
    pub(crate) fn take(&mut self, docs: u32, ranges: &[(u32, u32)]) {
        self.resize(docs);
        for &(first, end) in ranges {
            self.touched.extend(first..end.min(docs));
        }
    }

    fn resize(&mut self, docs: u32) {
        self.best.resize(docs as usize, 0);
        self.sums.resize(docs as usize, 0);
        self.masks.resize(docs as usize, 0);
    }

    /// Adds up every word of a plan. `clear` comes before.
    pub(crate) fn score(&mut self, index: &Index, plan: &Plan) {
        self.resize(index.root.docs);
        let sides: Vec<_> = plan.sides.iter().map(|side| together(index, side)).collect();
        let mut seen = Vec::new();
        for (n, word) in plan.words.iter().enumerate() {
            for candidate in &word.candidates {
                for posting in index.list(candidate.term) {
                    self.raise(posting.doc, posting.strength() * candidate.weight, &mut seen);
                }
            }
            for (side, docs) in plan.sides.iter().zip(&sides) {
                if side.mask >> n & 1 == 1 {
                    for &(doc, strength) in docs {
                        self.raise(doc, strength * side.weight, &mut seen);
                    }
                }
            }
            for &doc in &seen {
                let doc = doc as usize;
                if self.masks[doc] == 0 {
                    self.touched.push(doc as u32);
                }
                self.masks[doc] |= 1 << n;
                self.sums[doc] += core::mem::take(&mut self.best[doc]) * word.rarity;
            }
            seen.clear();
        }
    }

    fn raise(&mut self, doc: u32, worth: u32, seen: &mut Vec<u32>) {
        if let Some(best) = self.best.get_mut(doc as usize) {
            if *best == 0 {
                seen.push(doc);
            }
            *best = worth.max(*best);
        }
    }

    pub(crate) fn count(&self, plan: &Plan, selection: &Selection<'_>) -> Counts {
        let mask = possible(wanted(plan), &self.masks, &self.touched);
        let mut counts = Counts { mask, ..Counts::default() };
        for &doc in &self.touched {
            if selection.has(doc) {
                counts.total += 1;
                counts.complete += u32::from(self.is_complete(doc, counts));
            }
        }
        counts
    }

    pub(crate) fn is_complete(&self, doc: u32, counts: Counts) -> bool {
        self.masks[doc as usize] & counts.mask == counts.mask
    }

    /// The worth of a document: the sum over its words, less by the square of what share of the words it
    /// has, rare words counting more.
    pub(crate) fn worth(&self, doc: u32, plan: &Plan, counts: Counts) -> u32 {
        let mask = self.masks[doc as usize] & counts.mask;
        let sum = self.sums[doc as usize];
        if mask == counts.mask {
            return sum;
        }
        let share = |mask: u16| -> u32 {
            let words = plan.words.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1);
            words.map(|(_, word)| word.rarity).sum()
        };
        let share = u64::from(share(mask) * 256 / share(counts.mask).max(1));
        ((u64::from(sum) * share * share) >> 16) as u32
    }
}

/// The words that a document must have to have them all.
fn wanted(plan: &Plan) -> u16 {
    let words = plan.words.iter().enumerate().filter(|(_, word)| !word.optional);
    words.fold(0, |mask, (n, _)| mask | 1 << n)
}

/// Of these words, those that a document has.
fn possible(words: u16, masks: &[u16], touched: &[u32]) -> u16 {
    touched.iter().fold(0, |all, &doc| all | masks[doc as usize]) & words
}

/// The documents that have all words of a phrase, each with the mean of their strengths.
fn together(index: &Index, side: &Side) -> Vec<(u32, u32)> {
    let mut terms = side.phrase.iter();
    let Some(&(first, _)) = terms.next() else { return Vec::new() };
    let mut docs: Vec<(u32, u32)> = index.list(first).map(|p| (p.doc, p.strength())).collect();
    for &(term, _) in terms {
        let mut list = index.list(term).peekable();
        docs.retain_mut(|(doc, sum)| {
            while list.next_if(|posting| posting.doc < *doc).is_some() {}
            let same = list.peek().filter(|posting| posting.doc == *doc);
            if let Some(posting) = same {
                *sum += posting.strength();
            }
            same.is_some()
        });
    }
    for (_, sum) in &mut docs {
        *sum /= side.phrase.len() as u32;
    }
    docs
}
