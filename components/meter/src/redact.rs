//! Meter numbers: they are noticed and never kept.
//!
//! A Linky meter number (PRM) and a gas one (PCE) have 14 digits; people mask them in part
//! (`1429xxxxxxxxxx`). Old gas meters are `GI` and six digits.

use alloc::string::String;

/// Shortest run of digits and `x` that is taken for a meter number. Dates (`20230809`) and
/// epoch seconds have at most 10.
const SHORTEST: usize = 11;

fn masked_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'x' | b'X' | b'*')
}

/// End of the meter number that starts at `at`, if one does.
fn number_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let length = rest.iter().take_while(|b| masked_digit(**b)).count();
    if length >= SHORTEST {
        return Some(at + length);
    }
    let gas = rest.get(..8)?;
    let named = gas.starts_with(b"GI") && gas.get(2..)?.iter().all(u8::is_ascii_digit);
    let alone = !rest.get(8).is_some_and(u8::is_ascii_alphanumeric);
    (named && alone).then_some(at + 8)
}

/// True when the bytes hold a meter number.
pub fn has_meter_number(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        if starts_word(bytes, at) && number_end(bytes, at).is_some() {
            return true;
        }
        at += 1;
    }
    false
}

/// True where a number may start: not in the middle of a word or of another number.
fn starts_word(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| bytes.get(i));
    !before.is_some_and(u8::is_ascii_alphanumeric)
}

/// The same text with each meter number replaced by `…`, and whether there was one.
///
/// ```
/// let (name, found) = commune_meter::mask("Enedis_Conso_Heure_20230809-20240725_12345678901234.csv");
/// assert_eq!(name, "Enedis_Conso_Heure_20230809-20240725_….csv");
/// assert!(found);
/// ```
pub fn mask(text: &str) -> (String, bool) {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let (mut at, mut kept, mut found) = (0, 0, false);
    while at < bytes.len() {
        let end = if starts_word(bytes, at) { number_end(bytes, at) } else { None };
        match end {
            Some(end) => {
                // Both borders are ASCII, so they are borders of characters.
                out.push_str(text.get(kept..at).unwrap_or_default());
                out.push('…');
                (at, kept, found) = (end, end, true);
            }
            None => at += 1,
        }
    }
    out.push_str(text.get(kept..).unwrap_or_default());
    (out, found)
}

/// At most 40 characters of a file for an error message, meter numbers masked.
pub(crate) fn quote(bytes: &[u8]) -> String {
    let cut = bytes.get(..160).unwrap_or(bytes).trim_ascii();
    // Control characters leave first: a number that they part would be whole again without them.
    let shown = |c: &char| *c >= ' ' && *c != '\x7f';
    let text: String = match core::str::from_utf8(cut) {
        Ok(text) => text.chars().filter(shown).collect(),
        // A cut in the middle of a character, or another encoding: what is ASCII.
        Err(_) => cut.iter().map(|b| if b.is_ascii() { *b as char } else { '?' }).filter(shown).collect(),
    };
    mask(&text).0.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_fourteen_digits_and_masked_ones_leave() {
        for name in ["12345678901234.csv", "a_1429xxxxxxxxxx_b", "PRM 00000000000000", "GI123456 mai"] {
            let (masked, found) = mask(name);
            assert!(found && masked.contains('…'), "{name}");
            assert!(has_meter_number(name.as_bytes()));
        }
    }

    #[test]
    fn dates_indexes_and_words_stay() {
        for name in ["20230809-20240725", "17424711", "1293868800", "texte", "xxxx", "GI12345"] {
            assert_eq!(mask(name), (name.to_owned(), false));
            assert!(!has_meter_number(name.as_bytes()));
        }
    }

    #[test]
    fn a_quote_is_short_and_masked() {
        assert_eq!(quote(b"12345678901234;x\x07y"), "…;xy");
        assert_eq!(quote(&[b'a'; 500]).len(), 40);
        assert_eq!(quote(b"1234567\r8901234;x"), "…;x");
    }
}
