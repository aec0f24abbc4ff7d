//! The words of the index, in order, each written as what differs from the one before it.
//!
//! An entry is a byte (letters shared with the entry before, letters of its own, four bits each; 15 says
//! that a number follows), its own letters, and a number: 0 for a term of its own, the next one, else
//! 1 + how far back its term lies. Every 64th entry shares nothing, and a table tells where it lies and
//! which term was the latest before it. Term 0 is that of stop words.
//!
//! A list in this form is walked like a tree: what was computed for the letters that an entry shares with
//! the one before it stays. So the row of an edit distance is computed once per branch, and dead branches
//! are stepped over. The crate `fst` with its automaton does the same for 7 kB more of a page with brotli
//! (12.0 against 4.9 in a module of nothing else), and without swapped neighbours.

use alloc::vec::Vec;
use core::ops::Range;

use crate::bytes::{Cursor, u32_at};
use crate::fold::MAX_WORD;

/// Entries in a block.
pub(crate) const BLOCK: u32 = 64;

/// The words of an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    /// Eight bytes a block: where it begins in `entries`, and the latest term before it.
    pub(crate) blocks: &'a [u8],
    pub(crate) entries: &'a [u8],
}

/// A word that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its number.
    pub(crate) entry: u32,
    pub(crate) term: u32,
    /// Letters to change, add, leave out or swap.
    pub(crate) edits: u8,
    /// Letters that follow what was typed; 0 for a whole word.
    pub(crate) rest: u8,
}

/// Most words that one search gives: far more than are used.
const MOST: usize = 4_096;

/// A place between two entries.
struct Walk<'a> {
    cursor: Cursor<'a>,
    word: Vec<u8>,
    /// Letters that the last entry shares with the one before.
    shared: usize,
    next: u32,
    latest: u32,
    term: u32,
}

impl Walk<'_> {
    /// Steps over the next entry; false at the end, or where the bytes are damaged.
    fn step(&mut self) -> bool {
        self.read().is_some()
    }

    fn read(&mut self) -> Option<()> {
        let head = self.cursor.byte()?;
        let mut shared = usize::from(head >> 4);
        let mut own = usize::from(head & 15);
        if shared == 15 {
            shared += self.cursor.varint()? as usize;
        }
        if own == 15 {
            own += self.cursor.varint()? as usize;
        }
        let letters = self.cursor.take(own)?;
        if shared > self.word.len() || shared + own > MAX_WORD {
            return None;
        }
        self.word.truncate(shared);
        self.word.extend_from_slice(letters);
        self.shared = shared;
        self.term = match self.cursor.varint()? {
            0 => {
                self.latest += 1;
                self.latest
            }
            back => (self.latest + 1).checked_sub(back)?,
        };
        self.next += 1;
        Some(())
    }
}

impl<'a> Words<'a> {
    fn blocks(&self) -> u32 {
        (self.blocks.len() / 8) as u32
    }

    fn walk(&self, block: u32) -> Walk<'a> {
        let at = block as usize * 8;
        let entries = self.entries.get(u32_at(self.blocks, at) as usize..).unwrap_or_default();
        // The terms of a sound index are far from the largest number: see `Root::open`.
        let latest = u32_at(self.blocks, at + 4) & 0xff_ffff;
        let word = Vec::with_capacity(MAX_WORD);
        Walk { cursor: Cursor::new(entries), word, shared: 0, next: block * BLOCK, latest, term: 0 }
    }

    /// The last block that begins with a word not after this one.
    fn block_of(&self, word: &[u8]) -> u32 {
        let (mut low, mut high) = (0, self.blocks());
        while low + 1 < high {
            let middle = low.midpoint(high);
            let mut walk = self.walk(middle);
            if walk.step() && walk.word.as_slice() <= word {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The letters of an entry.
    pub(crate) fn word(&self, entry: u32) -> Vec<u8> {
        let mut walk = self.walk(entry / BLOCK);
        while walk.next <= entry {
            if !walk.step() {
                return Vec::new();
            }
        }
        walk.word
    }

    /// The words that begin so, in order, the word itself first if it is there.
    pub(crate) fn begins(&self, word: &[u8], whole_only: bool, found: &mut Vec<Found>) {
        let mut walk = self.walk(self.block_of(word));
        while walk.step() && found.len() < MOST {
            if walk.word.starts_with(word) {
                let rest = (walk.word.len() - word.len()) as u8;
                if whole_only && rest > 0 {
                    return;
                }
                found.push(Found { entry: walk.next - 1, term: walk.term, edits: 0, rest });
            } else if walk.word.as_slice() > word {
                return;
            }
        }
    }

    /// The word itself.
    pub(crate) fn whole(&self, word: &[u8]) -> Option<Found> {
        let mut found = Vec::new();
        self.begins(word, true, &mut found);
        found.first().copied()
    }

    /// The words at most so many typos away (a letter changed, added or left out, or two neighbours
    /// swapped: optimal string alignment), in order; those that only begin so too, where `beginning` is set.
    pub(crate) fn near(&self, word: &[u8], most: u8, beginning: bool, found: &mut Vec<Found>) {
        let mut rows = Rows::new(word, most);
        let mut walk = self.walk(0);
        while walk.step() && found.len() < MOST {
            let (whole, begun) = rows.follow(&walk.word, walk.shared);
            let (edits, rest) = match (whole, begun) {
                (Some(edits), _) => (edits, 0),
                (None, Some(edits)) if beginning => {
                    (edits, walk.word.len().saturating_sub(word.len()).max(1) as u8)
                }
                _ => continue,
            };
            found.push(Found { entry: walk.next - 1, term: walk.term, edits, rest });
        }
    }
}

const WIDTH: usize = MAX_WORD + 1;

/// The edit distances between the beginnings of one word and those of the words of a walk.
struct Rows<'a> {
    word: &'a [u8],
    most: u8,
    /// Row `n`: distances of the first `n` letters of the walk's word to each beginning of ours.
    rows: Vec<[u8; WIDTH]>,
    /// The least distance of our whole word to a beginning of the walk's word, by that word's length.
    begun: [u8; WIDTH],
    /// Rows are computed up to this length; there every distance is too large.
    dead: usize,
}

impl<'a> Rows<'a> {
    fn new(word: &'a [u8], most: u8) -> Self {
        let word = &word[..word.len().min(MAX_WORD)];
        let mut first = [0; WIDTH];
        for (n, cell) in first.iter_mut().enumerate() {
            *cell = n as u8;
        }
        let begun = [word.len() as u8; WIDTH];
        let mut rows = Vec::with_capacity(WIDTH);
        rows.resize(WIDTH, first);
        Self { word, most, rows, begun, dead: usize::MAX }
    }

    /// The distance to that word, and to the beginning of it that comes nearest.
    fn follow(&mut self, other: &[u8], shared: usize) -> (Option<u8>, Option<u8>) {
        if shared < self.dead {
            self.dead = usize::MAX;
            for n in shared + 1..=other.len().min(MAX_WORD) {
                if !self.row(other, n) {
                    self.dead = n;
                    break;
                }
            }
        }
        let end = other.len().min(MAX_WORD).min(self.dead);
        let whole = if self.dead == usize::MAX { self.rows[end][self.word.len()] } else { u8::MAX };
        let within = |edits: u8| (edits <= self.most).then_some(edits);
        (within(whole), within(self.begun[end]))
    }

    /// Computes row `n`; false when no distance in it is small enough.
    fn row(&mut self, other: &[u8], n: usize) -> bool {
        let far = self.most + 1;
        let length = self.word.len();
        let band = usize::from(self.most);
        let band: Range<usize> = n.saturating_sub(band).max(1)..(n + band).min(length) + 1;
        let letter = other[n - 1];
        let mut row = [far; WIDTH];
        row[0] = (n as u8).min(far);
        let mut least = row[0];
        for m in band {
            let before = &self.rows[n - 1];
            let mut cell = before[m - 1] + u8::from(self.word[m - 1] != letter);
            cell = cell.min(before[m] + 1).min(row[m - 1] + 1);
            if n > 1 && m > 1 && letter == self.word[m - 2] && other[n - 2] == self.word[m - 1] {
                cell = cell.min(self.rows[n - 2][m - 2] + 1);
            }
            row[m] = cell.min(far);
            least = least.min(cell);
        }
        self.begun[n] = self.begun[n - 1].min(row[length]);
        self.rows[n] = row;
        least < far
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
