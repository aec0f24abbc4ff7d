//! The file that is read once: words, frequencies, synonyms, and where the rest lies.
//!
//! Ten numbers of four bytes (see [`Root::open`]), then one after the other: the blocks of words, the words,
//! a byte per term of how many documents have it, the first term of each shard of postings, the first
//! document of each shard of records, the synonyms.

use alloc::vec::Vec;

use crate::bytes::{Cursor, u32_at};
use crate::words::Words;

/// The form of these files; a reader knows one.
pub(crate) const MAGIC: u32 = u32::from_le_bytes(*b"CWS1");
pub(crate) const HEAD: usize = 40;
/// More than a country has: what claims more is damaged.
const MOST_DOCS: u32 = 4_000_000;
const MOST_TERMS: u32 = 0xff_ffff;

/// Why an index cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The bytes are not those of a root file, or were cut.
    Damaged,
    /// A root file of another version.
    Version,
}

impl OpenError {
    /// `"damaged"` or `"version"`, as the side module throws it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Version => "version",
        }
    }
}

/// A root file.
#[derive(Debug)]
pub(crate) struct Root {
    bytes: Vec<u8>,
    pub(crate) build: u32,
    pub(crate) docs: u32,
    pub(crate) posting_shards: u32,
    pub(crate) record_shards: u32,
    /// Where each part ends.
    ends: [usize; 6],
}

impl Root {
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, OpenError> {
        let number = |n: usize| u32_at(&bytes, n * 4);
        if number(0) != MAGIC {
            let other = bytes.starts_with(b"CWS");
            return Err(if other { OpenError::Version } else { OpenError::Damaged });
        }
        let [build, docs, terms, blocks] = [1, 2, 3, 4].map(number);
        let [words, posting_shards, record_shards, synonyms] = [5, 6, 7, 8].map(number);
        let parts = [
            blocks.saturating_mul(8),
            words,
            terms,
            posting_shards.saturating_mul(4),
            record_shards.saturating_mul(4),
            synonyms,
        ];
        let mut end = HEAD;
        let ends = parts.map(|part| {
            end = end.saturating_add(part as usize);
            end
        });
        if bytes.len() != end || docs > MOST_DOCS || terms > MOST_TERMS || words > MOST_TERMS {
            return Err(OpenError::Damaged);
        }
        Ok(Self { build, docs, posting_shards, record_shards, ends, bytes })
    }

    fn part(&self, n: usize) -> &[u8] {
        let start = if n == 0 { HEAD } else { self.ends[n - 1] };
        self.bytes.get(start..self.ends[n]).unwrap_or_default()
    }

    pub(crate) fn words(&self) -> Words<'_> {
        Words { blocks: self.part(0), entries: self.part(1) }
    }

    /// How many documents have a term, in eighths of a doubling plus one: 0 none, 1 one, 9 two, 17 four.
    pub(crate) fn frequency(&self, term: u32) -> u8 {
        self.part(2).get(term as usize).copied().unwrap_or(0)
    }

    /// The shard of a term and its rank there.
    pub(crate) fn posting(&self, term: u32) -> (u32, u32) {
        place(self.part(3), term)
    }

    /// The shard of a record and its rank there.
    pub(crate) fn record(&self, doc: u32) -> (u32, u32) {
        place(self.part(4), doc)
    }

    pub(crate) fn synonyms(&self) -> Cursor<'_> {
        Cursor::new(self.part(5))
    }
}

/// The shard that a number lies in, by the first number of each, and its rank there.
fn place(firsts: &[u8], number: u32) -> (u32, u32) {
    let (mut low, mut high) = (0, firsts.len() / 4);
    while low + 1 < high {
        let middle = low.midpoint(high);
        if u32_at(firsts, middle * 4) <= number { low = middle } else { high = middle }
    }
    (low as u32, number.wrapping_sub(u32_at(firsts, low * 4)))
}

/// A count in eighths of a doubling plus one, rounded down.
pub(crate) fn eighths(count: u32) -> u8 {
    let Some(log) = count.checked_ilog2() else { return 0 };
    // The part above the power of two, from 0 to 7: 2^(n/8) in 65,536ths.
    const STEPS: [u64; 8] = [65_536, 71_468, 77_936, 84_990, 92_682, 101_070, 110_218, 120_194];
    let part = (u64::from(count) << 16) >> log;
    let part = STEPS.iter().filter(|&&step| step <= part).count() as u32 - 1;
    (1 + log * 8 + part) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_kept_in_eighths_of_a_doubling() {
        assert_eq!([0, 1, 2, 3, 4, 8, 85_000].map(eighths), [0, 1, 9, 13, 17, 25, 132]);
        assert!((1..100_000).map(eighths).is_sorted());
    }
}
