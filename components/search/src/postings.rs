//! Which documents have a term, in which field, how strongly.
//!
//! A shard `p/N.bin`: the build, the number of its terms, then for each term the length of its list, then
//! the lists. A list: the number of documents, the steps from one document to the next (from −1), and one
//! byte per document: two bits of the field that counts most, six of the strength in the document.

use crate::bytes::Cursor;
use crate::query::Field;

/// The largest strength.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) const STRONGEST: u32 = 63;

/// The list of the `nth` term of a shard; nothing when the bytes are damaged.
pub(crate) fn list(shard: &[u8], nth: u32) -> List<'_> {
    find(shard, nth).unwrap_or_default()
}

fn find(shard: &[u8], nth: u32) -> Option<List<'_>> {
    let mut cursor = Cursor::new(shard.get(4..)?);
    let terms = cursor.varint()?;
    let (mut start, mut length) = (0usize, 0usize);
    for n in 0..terms {
        let one = cursor.varint()? as usize;
        if n < nth {
            start = start.checked_add(one)?;
        } else if n == nth {
            length = one;
        }
    }
    cursor.take(start)?;
    let list = cursor.take(length)?;
    let mut steps = Cursor::new(list);
    let count = steps.varint()? as usize;
    let marks = list.get(length.checked_sub(count)?..)?;
    // The first step counts from −1.
    Some(List { steps, marks, at: 0, doc: u32::MAX })
}

/// The documents of one term, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct List<'a> {
    steps: Cursor<'a>,
    marks: &'a [u8],
    at: usize,
    doc: u32,
}

/// One document of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    pub(crate) doc: u32,
    mark: u8,
}

impl Posting {
    /// From 1 to 64.
    pub(crate) fn strength(self) -> u32 {
        u32::from(self.mark & 0x3f) + 1
    }

    pub(crate) fn field(self) -> Field {
        Field::ALL[usize::from(self.mark >> 6)]
    }
}

impl Iterator for List<'_> {
    type Item = Posting;

    fn next(&mut self) -> Option<Posting> {
        let &mark = self.marks.get(self.at)?;
        let step = self.steps.varint()?;
        self.doc = self.doc.wrapping_add(step);
        self.at += 1;
        Some(Posting { doc: self.doc, mark })
    }
}
