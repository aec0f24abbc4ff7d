//! Character references.

/// The named ones that editors of French, Dutch and English write. Another one stays as it is written: it is
/// text, whatever it would have stood for.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ocirc", 'ô'),
    ("oelig", 'œ'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("Agrave", 'À'),
    ("Ccedil", 'Ç'),
    ("Eacute", 'É'),
    ("Egrave", 'È'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("euro", '€'),
    ("deg", '°'),
    ("middot", '·'),
];

/// The text with its references decoded once, without what is no text: controls, and the marks that turn the
/// direction of what follows.
pub(super) fn decode(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        push(&mut out, &rest[..at]);
        rest = &rest[at..];
        let (decoded, length) = reference(rest);
        match decoded {
            Some(character) => push(&mut out, character.encode_utf8(&mut [0; 4])),
            None => push(&mut out, &rest[..length]),
        }
        rest = &rest[length..];
    }
    push(&mut out, rest);
    out
}

fn push(out: &mut String, text: &str) {
    for character in text.chars() {
        let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let control = character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{c}');
        if !turns && !control {
            out.push(character);
        }
    }
}

/// The reference that `text` begins with, and its length; what is none has the length of its `&`.
fn reference(text: &str) -> (Option<char>, usize) {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
        let (start, radix) = if hex { (3, 16) } else { (2, 10) };
        let digits = bytes[start.min(bytes.len())..]
            .iter()
            .take_while(|byte| char::from(**byte).is_digit(radix))
            .count();
        if digits == 0 {
            return (None, 1);
        }
        let end = start + digits;
        let mut code: u32 = 0;
        for byte in &bytes[start..end] {
            let digit = char::from(*byte).to_digit(radix).unwrap_or_default();
            code = code.saturating_mul(radix).saturating_add(digit);
        }
        let length = end + usize::from(bytes.get(end) == Some(&b';'));
        return (Some(char::from_u32(code).unwrap_or('\u{fffd}')), length);
    }
    for (name, character) in NAMED {
        let end = 1 + name.len();
        if bytes.get(1..end) == Some(name.as_bytes()) && bytes.get(end) == Some(&b';') {
            return (Some(*character), end + 1);
        }
    }
    (None, 1)
}
