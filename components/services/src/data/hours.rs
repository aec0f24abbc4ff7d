//! Opening hours as compact intervals of local civil time.

use serde::{Deserialize, Serialize};

/// The hours of a place: the source's own words and, where they could be read, thirteen months of
/// intervals. [`crate::model::hours`] answers from them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// What the source wrote.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Day number (civil days since 1970-01-01) of the Monday that `weeks` begins with.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub first: i32,
    /// How many days are known from `first`; 0 where the text could not be read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub count: i32,
    /// The day patterns that occur: minutes from local midnight, `open, close, open, close…`,
    /// ascending, half-open. A close past 1440 runs into the next civil day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Vec<u16>>,
    /// Runs: number of the week from which it holds, and the patterns of Monday to Sunday, one
    /// [`letter`] each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weeks: Vec<(u16, String)>,
    /// The days that differ from their run, in pairs: days after the previous one (the first: after
    /// `first`), and the pattern.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub but: Vec<u16>,
    /// Empty, or one entry per pattern: the minutes at which the text says 'unknown'.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maybe: Vec<Vec<u16>>,
    /// Empty, or one remark per pattern.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<String>,
    /// Free texts about the whole, always displayed: exceptions live there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// ISO date at which the source last saw to them, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub checked: String,
    /// Index in the record's sources.
    #[serde(default, skip_serializing_if = "is_first")]
    pub source: u16,
}

fn is_zero(number: &i32) -> bool {
    *number == 0
}

fn is_first(number: &u16) -> bool {
    *number == 0
}

/// More day patterns than this have no letter.
pub const MOST_PATTERNS: usize = 62;

/// The letter of a pattern number below [`MOST_PATTERNS`]: `0`–`9`, `a`–`z`, `A`–`Z`; `None` above.
#[must_use]
pub fn letter(pattern: usize) -> Option<char> {
    let number = u8::try_from(pattern).ok()?;
    Some(char::from(match number {
        0..=9 => b'0' + number,
        10..=35 => b'a' + number - 10,
        36..=61 => b'A' + number - 36,
        _ => return None,
    }))
}

/// The pattern number of a letter; 255 for what is no letter of [`letter`], which no pattern has.
#[must_use]
pub fn pattern_of(letter: u8) -> usize {
    usize::from(match letter {
        b'0'..=b'9' => letter - b'0',
        b'a'..=b'z' => letter - b'a' + 10,
        b'A'..=b'Z' => letter - b'A' + 36,
        _ => u8::MAX,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_there_and_back() {
        for pattern in 0..MOST_PATTERNS {
            assert_eq!(pattern_of(letter(pattern).unwrap() as u8), pattern);
        }
        assert_eq!(letter(MOST_PATTERNS), None);
        assert_eq!(letter(300), None);
        assert_eq!(pattern_of(b'-'), 255);
    }
}
