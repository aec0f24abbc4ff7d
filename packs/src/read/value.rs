//! The values of a row: years, INSEE codes, carriers, sectors and quantities.

use super::column::normal;

/// A quantity as an export writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// A finite number, zero or more.
    Known(f64),
    /// Blank or `NC`: withheld to protect people. It is not zero.
    Masked,
}

/// Reads a quantity. Decimals come with `,` or `.`; spaces (plain, no-break and narrow) group
/// digits; where both signs occur, the last one is the decimal sign.
///
/// # Errors
/// Returns nothing where the text is neither a quantity nor a sign of secrecy.
pub fn amount(text: &str) -> Option<Amount> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("nc") || text.eq_ignore_ascii_case("n.c.") {
        return Some(Amount::Masked);
    }
    let number = decimal(text)?;
    (number >= 0.0 && number.is_finite()).then_some(Amount::Known(number))
}

fn decimal(text: &str) -> Option<f64> {
    // Anything else (`inf`, `NaN`, hexadecimal) is not how these files write a quantity.
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    if text.chars().all(plain) {
        return text.parse().ok();
    }
    let mut digits: String =
        text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')).collect();
    let (comma, point) = (digits.rfind(','), digits.rfind('.'));
    match (comma, point) {
        (Some(comma), Some(point)) if comma > point => digits.retain(|c| c != '.'),
        (Some(_), Some(_)) => digits.retain(|c| c != ','),
        _ => {}
    }
    let digits = digits.replace(',', ".");
    if digits.chars().all(plain) { digits.parse().ok() } else { None }
}

/// The text is no count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACount;

/// Reads a count (delivery points, withheld cells): `None` where it is blank or withheld.
///
/// # Errors
/// The text is no count.
pub fn count(text: &str) -> Result<Option<u32>, NotACount> {
    match amount(text) {
        Some(Amount::Masked) => Ok(None),
        Some(Amount::Known(number)) if number.fract() == 0.0 && number <= f64::from(u32::MAX) => {
            // In range and whole, as just checked.
            Ok(Some(number as u32))
        }
        _ => Err(NotACount),
    }
}

/// Reads a year; a spreadsheet may have made it `2024.0` or a date that opens with it.
pub fn year(text: &str) -> Option<u16> {
    let text = text.trim();
    let digits = text.get(..4)?;
    let rest = &text[4..];
    if !(rest.is_empty() || rest == ".0" || rest.starts_with('-')) {
        return None;
    }
    digits.parse().ok().filter(|year| (1990..=2100).contains(year))
}

/// Reads an INSEE code: two digits, or `2A` or `2B`, then three digits. Four digits are a code
/// whose leading zero a spreadsheet took away.
pub fn insee(text: &str) -> Option<[u8; 5]> {
    let bytes = text.trim().as_bytes();
    let mut code = [b'0'; 5];
    match bytes.len() {
        4 => code[1..].copy_from_slice(bytes),
        5 => code.copy_from_slice(bytes),
        _ => return None,
    }
    code[1].make_ascii_uppercase();
    let corsica = code[0] == b'2' && matches!(code[1], b'A' | b'B');
    let digits = |range: &[u8]| range.iter().all(u8::is_ascii_digit);
    let valid = digits(&code[..1]) && digits(&code[2..]) && (corsica || digits(&code[1..2]));
    valid.then_some(code)
}

/// The id of a sector, from the codes of the exports. Blank, `INCONNU` and `NAP` (no activity
/// code) are `unknown`.
pub fn sector(text: &str) -> Option<&'static str> {
    Some(match normal(text).as_str() {
        "residentiel" => "housing",
        "tertiaire" => "services",
        "industrie" => "industry",
        "agriculture" => "agriculture",
        "" | "inconnu" | "nap" | "non_affecte" => "unknown",
        _ => return None,
    })
}

/// The id of a carrier, from the words of the exports.
pub fn carrier(text: &str) -> Option<&'static str> {
    Some(match normal(text).as_str() {
        "electricite" | "electricity" | "elec" => "electricity",
        "gaz" | "gaz_naturel" | "gas" => "gas",
        "chaleur" | "reseau_de_chaleur" | "reseaux_de_chaleur" | "heat" => "heat",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_come_with_comma_and_with_point() {
        for (text, expected) in [
            ("1234.5", Some(Amount::Known(1234.5))),
            ("1234,5", Some(Amount::Known(1234.5))),
            ("1\u{202f}234,5", Some(Amount::Known(1234.5))),
            ("1 234", Some(Amount::Known(1234.0))),
            ("1.234,5", Some(Amount::Known(1234.5))),
            ("1,234.5", Some(Amount::Known(1234.5))),
            ("0", Some(Amount::Known(0.0))),
            ("1.5E3", Some(Amount::Known(1500.0))),
            ("", Some(Amount::Masked)),
            (" NC ", Some(Amount::Masked)),
            ("nc", Some(Amount::Masked)),
            ("-3", None),
            ("1.234.567", None),
            ("inf", None),
            ("NaN", None),
            ("1e999", None),
            ("douze", None),
        ] {
            assert_eq!(amount(text), expected, "{text:?}");
        }
    }

    #[test]
    fn insee_codes_are_strings() {
        assert_eq!(insee("59350").as_ref(), Some(b"59350"));
        assert_eq!(insee(" 2a004").as_ref(), Some(b"2A004"));
        assert_eq!(insee("1001").as_ref(), Some(b"01001"));
        assert_eq!(insee("5935"), Some(*b"05935"));
        assert_eq!(insee("593500"), None);
        assert_eq!(insee("5C350"), None);
        assert_eq!(insee("Lille"), None);
        assert_eq!(insee("é350"), None);
    }

    #[test]
    fn years_and_counts() {
        assert_eq!(year("2024"), Some(2024));
        assert_eq!(year("2024.0"), Some(2024));
        assert_eq!(year("2024-01-01"), Some(2024));
        assert_eq!(year("20245"), None);
        assert_eq!(year("0024"), None);
        assert_eq!(year("éé"), None);
        assert_eq!(count("12"), Ok(Some(12)));
        assert_eq!(count("NC"), Ok(None));
        assert_eq!(count("1,5"), Err(NotACount));
    }

    #[test]
    fn sectors_and_carriers() {
        assert_eq!(sector("RESIDENTIEL"), Some("housing"));
        assert_eq!(sector("Résidentiel"), Some("housing"));
        assert_eq!(sector("NAP"), Some("unknown"));
        assert_eq!(sector("PIRATERIE"), None);
        assert_eq!(carrier("Electricité"), Some("electricity"));
        assert_eq!(carrier("Gaz"), Some("gas"));
        assert_eq!(carrier("Bois"), None);
    }
}
