//! Reading a number that a person wrote.

/// A number with a decimal comma or point, spaces between thousands, and a unit after it: `12,5`, `1 000`,
/// `15 caractères`. `None` where it is none, or where the rest holds another number.
pub fn read(text: &str) -> Option<f64> {
    let text = text.trim_matches(is_space);
    let (negative, text) = match text.chars().next()? {
        '-' | '−' => (true, &text[text.chars().next().map_or(0, char::len_utf8)..]),
        '+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (mut value, mut digits, mut scale, mut decimals) = (0.0, 0, 1.0, false);
    let mut rest = text;
    let mut last_was_space = false;
    while let Some(ch) = rest.chars().next() {
        match ch {
            '0'..='9' => {
                let digit = f64::from(ch as u32 - '0' as u32);
                digits += 1;
                value = value * 10.0 + digit;
                if decimals {
                    scale *= 10.0;
                }
            }
            ',' | '.' if !decimals && digits > 0 && !last_was_space => decimals = true,
            ch if is_space(ch) && digits > 0 && !decimals => {}
            _ => break,
        }
        last_was_space = is_space(ch);
        rest = &rest[ch.len_utf8()..];
    }
    // Beyond fifteen digits the arithmetic is not exact, and no question asks for them.
    if digits == 0 || digits > 15 || rest.contains(|ch: char| ch.is_ascii_digit()) {
        return None;
    }
    // One division of two whole numbers is rounded as the literal would be.
    let value = value / scale;
    Some(if negative { -value } else { value })
}

fn is_space(ch: char) -> bool {
    matches!(ch, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, expected) in [
            ("15", 15.0),
            (" 12,5 ", 12.5),
            ("12.5", 12.5),
            ("0,1", 0.1),
            ("1 000", 1000.0),
            ("1\u{202f}234,5 €", 1234.5),
            ("15 caractères", 15.0),
            ("72h", 72.0),
            ("-3", -3.0),
            ("−3,25", -3.25),
            ("100 %", 100.0),
            ("15.", 15.0),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
        for text in ["", "quinze", "15 ou 16", "1.000,5", ",5", "-", "1e3", "12345678901234567"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
