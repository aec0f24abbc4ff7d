//! XML as a stream of tags and texts: local names, no namespaces, no copies, no recursion.

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event<'a> {
    /// `<name attributes>`; `true` when it closes itself.
    Open(&'a [u8], &'a [u8], bool),
    /// `</name>`.
    Close(&'a [u8]),
    /// What stands between two tags, entities left as they are.
    Text(&'a [u8]),
}

/// Walks through XML; ends at the first tag that is not closed.
pub(crate) struct Xml<'a> {
    rest: &'a [u8],
}

impl<'a> Xml<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }
}

impl<'a> Iterator for Xml<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let start = self.rest.iter().position(|b| *b == b'<')?;
            if start > 0 {
                let (text, rest) = self.rest.split_at(start);
                self.rest = rest;
                return Some(Event::Text(text));
            }
            let closing: &[u8] = if self.rest.starts_with(b"<!--") { b"-->" } else { b">" };
            let end = self.rest.windows(closing.len()).position(|w| w == closing)?;
            let tag = &self.rest[1..end];
            self.rest = &self.rest[end + closing.len()..];
            match tag.first() {
                Some(b'!' | b'?') => {}
                Some(b'/') => return Some(Event::Close(local(tag[1..].trim_ascii()))),
                _ => {
                    let (tag, single) = tag.strip_suffix(b"/").map_or((tag, false), |t| (t, true));
                    let split = tag.iter().position(u8::is_ascii_whitespace).unwrap_or(tag.len());
                    let (name, attributes) = tag.split_at(split);
                    return Some(Event::Open(local(name), attributes, single));
                }
            }
        }
    }
}

/// Without the prefix of a namespace.
fn local(name: &[u8]) -> &[u8] {
    name.iter().rposition(|b| *b == b':').map_or(name, |colon| &name[colon + 1..])
}

/// The value of an attribute, by its name without prefix.
pub(crate) fn attribute<'a>(mut attributes: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    loop {
        let equals = attributes.iter().position(|b| *b == b'=')?;
        let key = local(attributes[..equals].trim_ascii());
        let value = attributes[equals + 1..].trim_ascii_start();
        let mark = *value.first().filter(|b| matches!(b, b'"' | b'\''))?;
        let end = value[1..].iter().position(|b| *b == mark)?;
        if key == name {
            return Some(&value[1..=end]);
        }
        attributes = &value[end + 2..];
    }
}

/// Appends text with its entities resolved; unknown entities stay as they are.
pub(crate) fn unescape(out: &mut String, text: &[u8]) {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|b| *b == b'&') {
        push(out, &rest[..at]);
        rest = &rest[at..];
        let end = rest.iter().take(12).position(|b| *b == b';');
        let known = end.and_then(|end| entity(&rest[1..end]).map(|c| (c, end)));
        match known {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    push(out, rest);
}

fn push(out: &mut String, bytes: &[u8]) {
    match std::str::from_utf8(bytes) {
        Ok(text) => out.push_str(text),
        Err(_) => out.extend(bytes.iter().map(|b| if b.is_ascii() { *b as char } else { '?' })),
    }
}

fn entity(name: &[u8]) -> Option<char> {
    Some(match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        [b'#', b'x' | b'X', hex @ ..] => number(hex, 16)?,
        [b'#', decimal @ ..] => number(decimal, 10)?,
        _ => return None,
    })
}

fn number(digits: &[u8], radix: u32) -> Option<char> {
    let value = digits.iter().take(8).try_fold(0u32, |value, byte| {
        value.checked_mul(radix)?.checked_add((*byte as char).to_digit(radix)?)
    })?;
    char::from_u32(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_texts_and_entities() {
        let all: Vec<_> = Xml::new(b"<?x?><a b='1' r:id=\"2\">t<c/><!-- <d> --></a><cut").collect();
        let [Event::Open(b"a", attributes, false), rest @ ..] = &all[..] else { panic!() };
        assert_eq!(attribute(attributes, b"b"), Some(&b"1"[..]));
        assert_eq!(attribute(attributes, b"id"), Some(&b"2"[..]));
        assert_eq!(attribute(attributes, b"none"), None);
        assert_eq!(rest, [Event::Text(b"t"), Event::Open(b"c", b"", true), Event::Close(b"a")]);
        let mut out = String::new();
        unescape(&mut out, b"a &amp; b &#233;&#xE9; &none; &");
        assert_eq!(out, "a & b éé &none; &");
    }
}
