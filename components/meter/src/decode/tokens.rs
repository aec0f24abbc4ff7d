//! JSON as a stream of tokens: enough for readings, without a tree and without copies.
//!
//! It is lenient: commas and colons are skipped wherever they are. It never loops and never
//! recurses: each token moves forward.

use crate::model::{FileReport, SkipReason};

/// A token. Texts are the bytes between the quotes, escapes left as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Open,
    Close,
    /// A text followed by a colon.
    Key(&'a [u8]),
    Text(&'a [u8]),
    Number(&'a [u8]),
    /// `true`, `false` or `null`.
    Word,
}

/// Why there is no further token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The end of the text, between tokens.
    End,
    /// The end of the text, inside a token.
    Cut,
    /// A byte that starts no token.
    Odd,
}

pub(crate) struct Tokens<'a> {
    bytes: &'a [u8],
    /// Where the next token starts, or where it stopped.
    pub(crate) at: usize,
}

impl<'a> Tokens<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(crate) fn next(&mut self) -> Result<Token<'a>, Stop> {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\r' | b'\n' | b',' | b':')) {
            self.at += 1;
        }
        let start = self.at;
        match self.bytes.get(start) {
            None => Err(Stop::End),
            Some(b'{' | b'[') => {
                self.at += 1;
                Ok(Token::Open)
            }
            Some(b'}' | b']') => {
                self.at += 1;
                Ok(Token::Close)
            }
            Some(b'"') => self.text(start + 1),
            Some(b'-' | b'0'..=b'9') => {
                let end = self.skip(|b| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
                // A number at the very end may have lost digits.
                if end == self.bytes.len() {
                    Err(Stop::Cut)
                } else {
                    Ok(Token::Number(&self.bytes[start..end]))
                }
            }
            Some(b't' | b'f' | b'n' | b'N') => {
                self.skip(|b| b.is_ascii_alphabetic());
                Ok(Token::Word)
            }
            Some(_) => Err(Stop::Odd),
        }
    }

    fn skip(&mut self, inside: fn(u8) -> bool) -> usize {
        while self.bytes.get(self.at).is_some_and(|b| inside(*b)) {
            self.at += 1;
        }
        self.at
    }

    fn text(&mut self, start: usize) -> Result<Token<'a>, Stop> {
        let mut end = start;
        loop {
            match self.bytes.get(end) {
                None => return Err(Stop::Cut),
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
            }
        }
        let text = &self.bytes[start..end];
        self.at = end + 1;
        let mut after = self.at;
        while matches!(self.bytes.get(after), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            after += 1;
        }
        Ok(if self.bytes.get(after) == Some(&b':') { Token::Key(text) } else { Token::Text(text) })
    }
}

/// Line and column, from 1, of a byte.
pub(crate) fn place(bytes: &[u8], at: usize) -> (u32, u32) {
    let before = &bytes[..at.min(bytes.len())];
    let mut line = 1;
    let mut start = 0;
    for (rank, byte) in before.iter().enumerate() {
        if *byte == b'\n' {
            line += 1;
            start = rank + 1;
        }
    }
    (line, (before.len() - start) as u32 + 1)
}

/// Notes what is left out; its place is only worked out while it is listed.
#[inline(never)]
pub(super) fn skip_at(report: &mut FileReport, bytes: &[u8], at: usize, reason: SkipReason) {
    let listed = report.skipped.len() < FileReport::MAX_SKIPPED;
    let (line, column) = if listed { place(bytes, at) } else { (0, 0) };
    report.skip(line, column, reason);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_an_object() {
        let mut tokens = Tokens::new(br#" { "a\"b" : 1.5, "c":["d", null] } "#);
        let mut all = Vec::new();
        let stop = loop {
            match tokens.next() {
                Ok(token) => all.push(token),
                Err(stop) => break stop,
            }
        };
        use Token::*;
        let expected =
            [Open, Key(br#"a\"b"#), Number(b"1.5"), Key(b"c"), Open, Text(b"d"), Word, Close, Close];
        assert_eq!(all, expected);
        assert_eq!(stop, Stop::End);
        assert_eq!(Tokens::new(b"\"half").next(), Err(Stop::Cut));
        assert_eq!(Tokens::new(b"\"half\\").next(), Err(Stop::Cut));
        assert_eq!(Tokens::new(b"12").next(), Err(Stop::Cut));
        assert_eq!(Tokens::new(b"%").next(), Err(Stop::Odd));
        assert_eq!(place(b"ab\ncd", 4), (2, 2));
    }
}
