//! Comparing a written word with the expected ones: case, accents, spaces, apostrophes and hyphens do not count.

/// The letters of a word as they are compared.
pub fn fold(text: &str) -> String {
    let mut out = String::new();
    for ch in text.chars() {
        match ch {
            'A'..='Z' => out.push(ch.to_ascii_lowercase()),
            'à'..='å' | 'À'..='Å' => out.push('a'),
            'ç' | 'Ç' => out.push('c'),
            'è'..='ë' | 'È'..='Ë' => out.push('e'),
            'ì'..='ï' | 'Ì'..='Ï' => out.push('i'),
            'ñ' | 'Ñ' => out.push('n'),
            'ò'..='ö' | 'Ò'..='Ö' => out.push('o'),
            'ù'..='ü' | 'Ù'..='Ü' => out.push('u'),
            'ý' | 'ÿ' | 'Ý' | 'Ÿ' => out.push('y'),
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ĳ' | 'Ĳ' => out.push_str("ij"),
            'ß' => out.push_str("ss"),
            // Combining accents, spaces of all widths, apostrophes, hyphens, guillemets, and zero-width signs.
            '\u{300}'..='\u{36f}' | ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200d}' => {}
            '\u{202f}' | '\u{2010}'..='\u{2015}' | '\'' | '’' | '‘' | '`' | '´' | '-' | '«' | '»' | '"' =>
                {}
            '“' | '”' | '\u{feff}' | '\u{ad}' => {}
            _ => out.push(ch),
        }
    }
    // A sentence's full stop is no part of a word; an address keeps its inner ones.
    out.truncate(out.trim_end_matches(['.', '!', '?', ',', ';']).len());
    out
}

/// Whether a written word is the expected one, in which `*` stands for any characters and `\*` for a star, as in
/// Moodle.
pub fn matches(expected: &str, written: &str) -> bool {
    let written = fold(written);
    if written.is_empty() {
        return false;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut part = String::new();
    let mut chars = expected.chars().peekable();
    while let Some(ch) = chars.next() {
        if ch == '\\' && chars.peek() == Some(&'*') {
            chars.next();
            part.push('*');
        } else if ch == '*' {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(ch);
        }
    }
    if parts.is_empty() {
        return fold(&part) == written;
    }
    let (first, last) = (fold(&parts.remove(0)), fold(&part));
    let Some(mut rest) = written.strip_prefix(first.as_str()) else { return false };
    for part in &parts {
        let part = fold(part);
        let Some(at) = rest.find(part.as_str()) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_count() {
        for written in ["17Cyber", "17 cyber", " 17\u{a0}CYBER. ", "17-cyber", "17cyber !"] {
            assert!(matches("17Cyber", written), "{written}");
        }
        assert!(matches("rançongiciel", "Rancongiciel"));
        assert!(matches("hameçonnage", "hamec\u{327}onnage"));
        assert!(matches("l'œuvre", "L’OEUVRE"));
        assert!(matches("17cyber.gouv.fr", "17cyber.gouv.fr."));
        assert!(!matches("17Cyber", "17"));
        assert!(!matches("17Cyber", ""));
    }

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(matches("*cyber*", "le 17Cyber, en ligne"));
        assert!(matches("17*", "17 ou 112") && !matches("17*", "le 17"));
        assert!(matches("a*b*c", "aXbYc") && !matches("a*b*c", "ac"));
        assert!(!matches("ab*ba", "aba"));
        assert!(matches("*", "n'importe quoi"));
        assert!(matches(r"5\*", "5*") && !matches(r"5\*", "55"));
    }
}
