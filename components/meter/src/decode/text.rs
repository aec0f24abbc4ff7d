//! Bytes to lines, cells, numbers and dates: no allocation, no floating point.

use crate::time::{DAY_SECONDS, Day, day_of};

/// Lines of a file, numbered from 1, without their `\n` or `\r\n`.
pub(crate) struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    number: u32,
}

/// One line and its number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) number: u32,
    /// False for a last line that no line feed ends.
    pub(crate) ended: bool,
}

impl<'a> Lines<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, number: 0 }
    }

    /// Goes on from a byte that starts the line after `number`.
    pub(crate) const fn from(bytes: &'a [u8], at: usize, number: u32) -> Self {
        Self { bytes, at, number }
    }

    /// Where the next line starts.
    pub(crate) const fn position(&self) -> usize {
        self.at
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.bytes.get(self.at..).filter(|r| !r.is_empty())?;
        self.number += 1;
        let (line, ended) = match rest.iter().position(|b| *b == b'\n') {
            Some(end) => (&rest[..end], true),
            None => (rest, false),
        };
        self.at += line.len() + usize::from(ended);
        let bytes = line.strip_suffix(b"\r").unwrap_or(line);
        Some(Line { bytes, number: self.number, ended })
    }
}

/// Without the byte-order mark of UTF-8.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Without spaces, no-break spaces (UTF-8 or Latin-1) and one pair of quotes.
pub(crate) fn trim(mut cell: &[u8]) -> &[u8] {
    loop {
        let before = cell.len();
        cell = cell.trim_ascii();
        cell = cell.strip_prefix(b"\xc2\xa0").or(cell.strip_prefix(b"\xa0")).unwrap_or(cell);
        cell = cell.strip_suffix(b"\xc2\xa0").unwrap_or(cell);
        if let Some(inner) = cell.strip_prefix(b"\"").and_then(|c| c.strip_suffix(b"\"")) {
            cell = inner;
        }
        if cell.len() == before {
            return cell;
        }
    }
}

/// The cells of a line, trimmed, with the column (from 1) of their first byte.
pub(crate) fn cells(line: &[u8], separator: u8) -> impl Iterator<Item = (&[u8], u32)> {
    let mut column = 1;
    line.split(move |b| *b == separator).map(move |raw| {
        let here = column;
        column += raw.len() as u32 + 1;
        (trim(raw), here)
    })
}

/// A cell by its rank from 0.
pub(crate) fn cell(line: &[u8], separator: u8, rank: usize) -> Option<(&[u8], u32)> {
    cells(line, separator).nth(rank)
}

/// True when the cell starts with the word, whatever the case of ASCII letters.
pub(crate) fn starts_with(cell: &[u8], word: &[u8]) -> bool {
    cell.get(..word.len()).is_some_and(|c| c.eq_ignore_ascii_case(word))
}

/// Where a word is, whatever the case of ASCII letters.
pub(crate) fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|w| w.eq_ignore_ascii_case(word))
}

/// Where a word is and what surrounds it, if the text says that energy is fed into the grid.
pub(crate) fn production(text: &[u8]) -> Option<usize> {
    find(text, b"production").or_else(|| find(text, b"injection")).or_else(|| find(text, b"surplus"))
}

/// The rank of a word in a list, or the length of the list. A `match` on words compiles to a
/// comparison of its own for each of them, which weighs much more.
#[inline(never)]
pub(crate) fn rank(words: &[&[u8]], word: &[u8]) -> usize {
    words.iter().take_while(|w| **w != word).count()
}

/// A decimal number in thousandths: `,` or `.` before decimals, spaces between thousands. More
/// than three decimals are rounded to the nearest thousandth.
pub(crate) fn thousandths(cell: &[u8]) -> Option<i64> {
    let (negative, digits) = match cell.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, cell.strip_prefix(b"+").unwrap_or(cell)),
    };
    let (mut value, mut decimals, mut seen) = (0i64, None::<u32>, false);
    let mut at = 0;
    while let Some(byte) = digits.get(at) {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                let digit = i64::from(byte - b'0');
                match decimals {
                    Some(3) => {
                        value += i64::from(digit >= 5);
                        decimals = Some(4);
                    }
                    Some(4) => {}
                    _ => {
                        value = value.checked_mul(10)?.checked_add(digit)?;
                        decimals = decimals.map(|d| d + 1);
                    }
                }
            }
            b',' | b'.' if decimals.is_none() => decimals = Some(0),
            b' ' | b'\xa0' if seen && decimals.is_none() => {}
            b'\xc2' if digits.get(at + 1) == Some(&b'\xa0') => {}
            // Narrow no-break space, U+202F.
            b'\xe2' if digits.get(at..at + 3) == Some(b"\xe2\x80\xaf") => at += 2,
            _ => return None,
        }
        at += 1;
    }
    if !seen {
        return None;
    }
    for _ in decimals.unwrap_or(0).min(3)..3 {
        value = value.checked_mul(10)?;
    }
    Some(if negative { -value } else { value })
}

/// True for the ways of writing that there is no value.
pub(crate) fn is_empty_value(cell: &[u8]) -> bool {
    cell.is_empty()
        || [&b"NA"[..], b"N/A", b"NC", b"ND", b"-", b"null", b"NaN"]
            .iter()
            .any(|w| cell.eq_ignore_ascii_case(w))
}

/// A whole number of at most `max` digits at the start of the bytes, and what follows.
pub(crate) fn digits(bytes: &[u8], min: usize, max: usize) -> Option<(u32, &[u8])> {
    let length = bytes.iter().take(max).take_while(|b| b.is_ascii_digit()).count();
    if length < min {
        return None;
    }
    let value = bytes[..length].iter().fold(0u32, |v, b| v * 10 + u32::from(b - b'0'));
    Some((value, &bytes[length..]))
}

/// A date and what follows it: `2024-01-15`, `2024/01/15` or `15/01/2024`.
pub(crate) fn date(bytes: &[u8]) -> Option<(Day, &[u8])> {
    let (first, rest) = digits(bytes, 1, 4)?;
    let mark = *rest.first().filter(|b| matches!(b, b'-' | b'/' | b'.'))?;
    let (second, rest) = digits(&rest[1..], 1, 2)?;
    let rest = rest.strip_prefix(&[mark])?;
    let (third, rest) = digits(rest, 1, 4)?;
    let day = if first >= 1_000 {
        day_of(first as i32, second, third)
    } else {
        day_of(third as i32, second, first)
    };
    Some((day?, rest))
}

/// A time of day, in seconds, and what follows it: `12:30`, `12:30:00`, `12:30:00.000`, `12h30`.
/// `24:00` is allowed.
pub(crate) fn time(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (hour, rest) = digits(bytes, 1, 2)?;
    let rest = rest.strip_prefix(b":").or(rest.strip_prefix(b"h")).or(rest.strip_prefix(b"H"))?;
    let (minute, mut rest) = digits(rest, 2, 2)?;
    let mut second = 0;
    if let Some(after) = rest.strip_prefix(b":") {
        (second, rest) = digits(after, 2, 2)?;
    }
    if let Some(after) = rest.strip_prefix(b".") {
        rest = digits(after, 1, 9)?.1;
    }
    let total = hour * 3_600 + minute * 60 + second;
    (minute < 60 && second < 60 && total <= DAY_SECONDS).then_some((total, rest))
}

/// A moment as written: local day, seconds since its midnight on the clock, and the offset from
/// UTC in seconds when it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) day: Day,
    pub(crate) seconds: u32,
    pub(crate) offset: Option<i32>,
}

/// A date with an optional time and offset, and nothing after it.
pub(crate) fn stamp(cell: &[u8]) -> Option<Stamp> {
    let (day, rest) = date(cell)?;
    if rest.is_empty() {
        return Some(Stamp { day, seconds: 0, offset: None });
    }
    let rest = rest.strip_prefix(b"T").unwrap_or(rest).trim_ascii_start();
    let (seconds, rest) = time(rest)?;
    let offset = match rest {
        b"" => None,
        b"Z" => Some(0),
        [sign @ (b'+' | b'-'), rest @ ..] => {
            let (hour, rest) = digits(rest, 2, 2)?;
            let (minute, rest) = digits(rest.strip_prefix(b":").unwrap_or(rest), 2, 2)?;
            if !rest.is_empty() || hour > 14 || minute > 59 {
                return None;
            }
            let seconds = (hour * 3_600 + minute * 60) as i32;
            Some(if *sign == b'-' { -seconds } else { seconds })
        }
        _ => return None,
    };
    Some(Stamp { day, seconds, offset })
}

impl Stamp {
    /// Seconds on the local clock since 1970-01-01.
    pub(crate) const fn local(&self) -> u32 {
        self.day as u32 * DAY_SECONDS + self.seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::days_from_civil;

    #[test]
    fn numbers_with_comma_point_and_spaces() {
        for (text, expected) in [
            ("284", Some(284_000)),
            ("12,5", Some(12_500)),
            ("12.345", Some(12_345)),
            ("6.3295", Some(6_330)),
            ("1 234,5", Some(1_234_500)),
            ("1\u{a0}234", Some(1_234_000)),
            ("1\u{202f}234", Some(1_234_000)),
            ("-3", Some(-3_000)),
            ("", None),
            (",", None),
            ("1,2,3", None),
            ("12a", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(thousandths(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn stamps_in_the_shapes_seen() {
        let day = days_from_civil(2024, 1, 15);
        for (text, seconds, offset) in [
            ("2024-01-15", 0, None),
            ("15/01/2024", 0, None),
            ("2024-01-15T00:30:00+01:00", 1_800, Some(3_600)),
            ("2024-01-15T00:30:00Z", 1_800, Some(0)),
            ("2024-01-15 12:14:10", 44_050, None),
            ("15/01/2024 12:30", 45_000, None),
            ("2024-01-15T06:00:00+00:00", 21_600, Some(0)),
            ("2024-01-15T06:00:00.000Z", 21_600, Some(0)),
        ] {
            assert_eq!(stamp(text.as_bytes()), Some(Stamp { day, seconds, offset }), "{text}");
        }
        for text in ["2024-02-30", "2024-01-15T", "2024-01-15T25:00", "2024-01-15x", "15-01", ""] {
            assert_eq!(stamp(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn cells_know_their_column() {
        let all: Vec<_> = cells(b"a; \"b\" ;;c", b';').collect();
        assert_eq!(all, [(&b"a"[..], 1), (b"b", 3), (b"", 9), (b"c", 10)]);
    }
}
