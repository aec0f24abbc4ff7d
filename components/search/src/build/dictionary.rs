//! Writing words in the form of `crate::words`.

use crate::words::BLOCK;

/// Seven bits a byte, the lowest first.
pub(crate) fn varint(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The table of blocks and the entries of these words, in order, each with its term. Terms are numbered from
/// 1 in the order of their first words; 0 is that of stop words.
pub(crate) fn encode<'a>(words: impl Iterator<Item = (&'a str, u32)>) -> (Vec<u8>, Vec<u8>) {
    let (mut blocks, mut entries) = (Vec::new(), Vec::new());
    let mut before = "";
    let mut latest = 0;
    for (n, (word, term)) in words.enumerate() {
        // A power of two.
        if n as u32 & (BLOCK - 1) == 0 {
            blocks.extend((entries.len() as u32).to_le_bytes());
            blocks.extend(u32::to_le_bytes(latest));
            before = "";
        }
        let shared = word.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        let own = &word.as_bytes()[shared..];
        entries.push((shared.min(15) << 4 | own.len().min(15)) as u8);
        for length in [shared, own.len()] {
            if length >= 15 {
                varint(&mut entries, (length - 15) as u32);
            }
        }
        entries.extend(own);
        if term == latest + 1 {
            latest = term;
            varint(&mut entries, 0);
        } else {
            assert!(term <= latest, "terms are numbered in the order of their first words");
            varint(&mut entries, 1 + latest - term);
        }
        before = word;
    }
    (blocks, entries)
}
