//! Words that find others: synonyms, and situations that lead to procedures.
//!
//! A group: the number of its phrases, and how many of them only lead to the others (0 when each leads to
//! every other). A phrase: the number of its words, and for each its term and its entry among the words.

use alloc::vec::Vec;

use crate::bytes::Cursor;

/// Most words of a phrase.
pub(crate) const MOST_WORDS: usize = 8;

/// One phrase: pairs of term and entry.
pub(crate) type Phrase = Vec<(u32, u32)>;

/// The phrases of one line of a synonym file.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) phrases: Vec<Phrase>,
    /// So many phrases from the first lead to the others, and no others lead anywhere; 0: all do.
    pub(crate) one_way: usize,
}

impl Group {
    /// The phrases that the one of that number leads to.
    pub(crate) fn targets(&self, from: usize) -> impl Iterator<Item = &Phrase> {
        let first = self.one_way;
        let leads = first == 0 || from < first;
        let others = move |&(n, _): &(usize, &Phrase)| leads && n != from && n >= first;
        self.phrases.iter().enumerate().filter(others).map(|(_, phrase)| phrase)
    }
}

/// Reads the next group into `group`, whose space is used again; false at the end.
pub(crate) fn next(cursor: &mut Cursor<'_>, group: &mut Group) -> bool {
    read(cursor, group).is_some()
}

fn read(cursor: &mut Cursor<'_>, group: &mut Group) -> Option<()> {
    let count = cursor.varint()? as usize;
    group.one_way = cursor.varint()? as usize;
    group.phrases.truncate(count);
    for n in 0..count {
        let words = cursor.varint()? as usize;
        if words > MOST_WORDS {
            return None;
        }
        if n == group.phrases.len() {
            group.phrases.push(Vec::new());
        }
        let phrase = &mut group.phrases[n];
        phrase.clear();
        for _ in 0..words {
            phrase.push((cursor.varint()?, cursor.varint()?));
        }
    }
    Some(())
}
