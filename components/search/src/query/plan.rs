//! From a text to the terms that may answer each of its words.

use alloc::string::String;
use alloc::vec::Vec;

use super::{How, Needs};
use crate::Index;
use crate::fold::{self, Token};
use crate::index::File;
use crate::root::{Root, eighths};
use crate::synonyms::{self, Group, Phrase};
use crate::top::Top;
use crate::words::Found;

/// Words that are looked at; a bit of a mask each.
const MOST_WORDS: usize = 16;
/// Words that begin as the last one typed.
const MOST_BEGUN: usize = 128;
/// Words a typo away.
const MOST_NEAR: usize = 16;
/// Synonyms and situations of one query.
const MOST_SIDES: usize = 32;

/// A term that may answer a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) term: u32,
    pub(crate) entry: u32,
    pub(crate) how: How,
    pub(crate) edits: u8,
    /// Up to 16.
    pub(crate) weight: u32,
}

/// A word of the query.
#[derive(Debug)]
pub(crate) struct Word {
    folded: String,
    pub(crate) typed: String,
    /// It may be unfinished.
    open: bool,
    /// A stop word, if it is finished: what begins so is welcome, not wanted.
    pub(crate) optional: bool,
    pub(crate) candidates: Vec<Candidate>,
    /// How rare it is: what a match is worth.
    pub(crate) rarity: u32,
    typos: bool,
}

/// A phrase that may answer several words at once.
#[derive(Debug)]
pub(crate) struct Side {
    /// The words that it answers.
    pub(crate) mask: u16,
    pub(crate) phrase: Phrase,
    pub(crate) how: How,
    pub(crate) weight: u32,
}

#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) words: Vec<Word>,
    pub(crate) sides: Vec<Side>,
    /// The text has no word at all, not even a stop word.
    pub(crate) blank: bool,
}

/// Endings of one word: plural, feminine. Of forms that the index has seen it knows the term already.
const ENDINGS: [(&str, &str); 15] = [
    ("s", ""),
    ("x", ""),
    ("e", ""),
    ("es", ""),
    ("", "s"),
    ("", "e"),
    ("", "x"),
    ("", "es"),
    ("aux", "al"),
    ("al", "aux"),
    ("trice", "teur"),
    ("teur", "trice"),
    ("euse", "eur"),
    ("eur", "euse"),
    ("ive", "if"),
];

impl Plan {
    pub(crate) fn new(root: &Root, text: &str, typing: bool) -> Self {
        let tokens = fold::tokens(text);
        let last = tokens.len().saturating_sub(1);
        // What follows a word, be it a space, ends it.
        let open = |n: usize| typing && n == last && tokens[n].end == text.len();
        let alone = tokens.len() == 1;
        let mut words = Vec::new();
        for (n, token) in tokens.iter().enumerate() {
            if words.len() < MOST_WORDS {
                words.extend(word(root, text, token, open(n), alone));
            }
        }
        let mut plan = Self { words, sides: Vec::new(), blank: tokens.is_empty() };
        plan.add_sides(root);
        // What is known by no other way was mistyped.
        let mut unknown = false;
        for n in 0..plan.words.len() {
            let known =
                plan.words[n].optional || plan.words[n].candidates.iter().any(|c| root.frequency(c.term) > 0);
            if !known && !plan.sides.iter().any(|side| side.mask >> n & 1 == 1) {
                unknown |= plan.words[n].add_typos(root);
            }
        }
        if unknown {
            plan.add_sides(root);
        }
        plan.weigh(root);
        plan
    }

    /// Adds terms a typo away to every word that was not given them yet; false when there is none.
    pub(crate) fn add_typos(&mut self, root: &Root) -> bool {
        let mut added = false;
        for word in &mut self.words {
            added |= word.add_typos(root);
        }
        if added {
            self.add_sides(root);
            self.weigh(root);
        }
        added
    }

    /// The files with the postings of all these terms.
    pub(crate) fn needs(&self, index: &Index, needs: &mut Needs) {
        let mut need = |term: u32| {
            if index.root.frequency(term) > 0 {
                needs.add(index, File::Postings(index.root.posting(term).0));
            }
        };
        for word in &self.words {
            word.candidates.iter().for_each(|candidate| need(candidate.term));
        }
        for side in &self.sides {
            side.phrase.iter().for_each(|&(term, _)| need(term));
        }
    }

    /// The synonyms and situations that these words fire.
    fn add_sides(&mut self, root: &Root) {
        self.sides.clear();
        let mut groups = root.synonyms();
        let mut group = Group::default();
        while synonyms::next(&mut groups, &mut group) {
            for n in 0..group.phrases.len() {
                if let Some((mask, weight)) = self.fires(&group.phrases[n]) {
                    for target in group.targets(n) {
                        let alive = target.iter().all(|&(term, _)| root.frequency(term) > 0);
                        if alive && self.sides.len() < MOST_SIDES {
                            let (how, share) =
                                if group.one_way > 0 { (How::Situation, 14) } else { (How::Synonym, 12) };
                            let weight = weight * share / 16;
                            self.sides.push(Side { mask, phrase: target.clone(), how, weight });
                        }
                    }
                }
            }
        }
    }

    /// The words that make up a phrase, and how surely; none unless all of it is there.
    fn fires(&self, phrase: &Phrase) -> Option<(u16, u32)> {
        let (mut mask, mut weight) = (0, 16);
        for &(term, _) in phrase {
            let (n, candidate) = self.words.iter().enumerate().find_map(|(n, word)| {
                // An unfinished word fires what it nearly spells.
                let spelled = |c: &Candidate| word.folded.len() >= 4 && c.weight >= 10;
                let same = |c: &&Candidate| c.term == term && (c.how != How::Prefix || spelled(c));
                word.candidates.iter().find(same).map(|candidate| (n, candidate))
            })?;
            mask |= 1 << n;
            weight = weight.min(candidate.weight);
        }
        (mask != 0).then_some((mask, weight))
    }

    fn weigh(&mut self, root: &Root) {
        let most = u32::from(eighths(root.docs));
        for (n, word) in self.words.iter_mut().enumerate() {
            let mut frequency = word.candidates.first().map_or(0, |c| root.frequency(c.term));
            if frequency == 0 {
                let side = self.sides.iter().find(|side| side.mask >> n & 1 == 1);
                let term = side.and_then(|side| side.phrase.first()).map_or(0, |&(term, _)| term);
                frequency = root.frequency(term);
            }
            // Even the most frequent word is worth something.
            word.rarity = 6 + most.saturating_sub(frequency.into());
        }
    }
}

/// A word with the terms it is, leads to or begins; none for a stop word.
fn word(root: &Root, text: &str, token: &Token, open: bool, alone: bool) -> Option<Word> {
    let words = root.words();
    let folded = token.text.as_bytes();
    let mut candidates = Vec::new();
    let whole = words.whole(folded);
    let stop = whole.is_some_and(|found| found.term == 0);
    // “par” may become “parc”; of two letters too much may become.
    if stop && !(open && (alone || folded.len() > 2)) {
        return None;
    }
    if let Some(found) = whole
        && found.term != 0
    {
        candidates.push(candidate(found, How::Exact, 16));
    } else {
        for (ending, other) in ENDINGS {
            if let Some(stem) = token.text.strip_suffix(ending)
                && stem.len() >= 3
                && let Some(found) = words.whole(&[stem.as_bytes(), other.as_bytes()].concat())
            {
                add(&mut candidates, candidate(found, How::Form, 15));
            }
        }
    }
    if open && folded.len() >= 2 {
        let mut found = Vec::new();
        words.begins(folded, false, &mut found);
        for found in strongest(root, &found, MOST_BEGUN) {
            // The more is missing, the less it was meant.
            let weight = 13 - u32::from(found.rest).min(8) / 2;
            add(&mut candidates, candidate(found, How::Prefix, weight));
        }
    }
    let typed = text.get(token.start..token.end).unwrap_or_default();
    let folded = token.text.clone();
    let optional = stop && !alone;
    Some(Word { folded, typed: String::from(typed), open, optional, candidates, rarity: 0, typos: optional })
}

impl Word {
    /// Adds terms a typo away; false when that was done before or brings nothing.
    fn add_typos(&mut self, root: &Root) -> bool {
        let length = self.folded.len();
        let digits = self.folded.bytes().all(|byte| byte.is_ascii_digit());
        let most = match length {
            _ if digits => 0,
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        if core::mem::replace(&mut self.typos, true) || most == 0 {
            return false;
        }
        let mut found = Vec::new();
        root.words().near(self.folded.as_bytes(), most, self.open, &mut found);
        found.retain(|found| found.edits > 0);
        // Two typos where one explains the word is one too many.
        let least = found.iter().map(|found| found.edits).min();
        found.retain(|found| Some(found.edits) == least);
        let before = self.candidates.len();
        for found in strongest(root, &found, MOST_NEAR) {
            let weight = if found.edits == 1 { 10 } else { 7 };
            let weight = if found.rest > 0 { weight - 3 } else { weight };
            add(&mut self.candidates, candidate(found, How::Typo, weight));
        }
        self.candidates.len() > before
    }
}

fn candidate(found: Found, how: How, weight: u32) -> Candidate {
    Candidate { term: found.term, entry: found.entry, how, edits: found.edits, weight }
}

/// Adds a candidate unless its term is there (what comes first weighs more) or is that of stop words.
fn add(candidates: &mut Vec<Candidate>, new: Candidate) {
    if new.term != 0 && candidates.iter().all(|candidate| candidate.term != new.term) {
        candidates.push(new);
    }
}

/// Those with the fewest edits, then whole, then frequent, one per term.
fn strongest(root: &Root, found: &[Found], most: usize) -> impl Iterator<Item = Found> {
    let mut top = Top::new(most);
    for (n, found) in found.iter().enumerate() {
        let frequency = root.frequency(found.term);
        let key = u64::from(3 - found.edits.min(3)) << 62
            | u64::from(found.rest == 0) << 61
            | u64::from(frequency) << 52
            | u64::from(63 - found.rest.min(63)) << 46
            | u64::from(found.term & 0xff_ffff) << 22
            // The first of equals; `words` gives 4,096 at most.
            | (0x3f_ffff - n as u64);
        let same = |&key: &u64| (key >> 22) as u32 & 0xff_ffff == found.term;
        if top.takes(key) && !top.keys().iter().any(same) {
            top.offer(key);
        }
    }
    let keys: Vec<u64> = top.keys().to_vec();
    let found = found.to_vec();
    keys.into_iter().map(move |key| found[(0x3f_ffff - (key & 0x3f_ffff)) as usize])
}
