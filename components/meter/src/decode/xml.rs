//! XML as a stream of tags: local names only, no entities, no namespaces, no copies.

/// What comes next. Positions are those of the tag's `<`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event<'a> {
    /// `<name attributes>`, or `<name attributes/>`, which is not followed by a `Close`.
    Open(&'a [u8], &'a [u8], usize),
    /// The text between `<name>` and the next `<`, trimmed, when not empty.
    Text(&'a [u8], &'a [u8], usize),
    /// `</name>`.
    Close(&'a [u8]),
    /// The end of the file, with all tags closed.
    End,
    /// The end of the file inside a tag or with tags open.
    Cut(usize),
}

pub(super) struct Xml<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The tag whose text comes next.
    open: Option<&'a [u8]>,
    depth: u32,
}

impl<'a> Xml<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, open: None, depth: 0 }
    }

    pub(super) fn next(&mut self) -> Event<'a> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let Some(length) = rest.iter().position(|b| *b == b'<') else {
                return if self.depth == 0 { Event::End } else { Event::Cut(self.bytes.len()) };
            };
            let (start, text) = (self.at, rest[..length].trim_ascii());
            if let Some(name) = self.open.take().filter(|_| !text.is_empty()) {
                return Event::Text(name, text, start);
            }
            let tag = start + length;
            let (opening, closing): (&[u8], &[u8]) = match self.bytes.get(tag..).unwrap_or_default() {
                t if t.starts_with(b"<!--") => (b"<!--", b"-->"),
                t if t.starts_with(b"<![CDATA[") => (b"<![CDATA[", b"]]>"),
                t if t.starts_with(b"<?") => (b"<?", b"?>"),
                _ => (b"<", b">"),
            };
            let inside = &self.bytes[tag + opening.len()..];
            let Some(end) = inside.windows(closing.len()).position(|w| w == closing) else {
                self.at = self.bytes.len();
                return Event::Cut(tag);
            };
            self.at = tag + opening.len() + end + closing.len();
            let body = &inside[..end];
            if opening.len() > 1 || body.starts_with(b"!") {
                continue;
            }
            if let Some(name) = body.strip_prefix(b"/") {
                self.depth = self.depth.saturating_sub(1);
                return Event::Close(local(name.trim_ascii()));
            }
            let (body, single) = body.strip_suffix(b"/").map_or((body, false), |b| (b, true));
            let split = body.iter().position(u8::is_ascii_whitespace).unwrap_or(body.len());
            let (name, attributes) = body.split_at(split);
            let name = local(name);
            if !single {
                self.depth += 1;
                self.open = Some(name);
            }
            return Event::Open(name, attributes, tag);
        }
    }

    /// The value of an attribute, or nothing.
    pub(super) fn attribute(&self, attributes: &'a [u8], name: &[u8]) -> &'a [u8] {
        let mut rest = attributes;
        while let Some(equals) = rest.iter().position(|b| *b == b'=') {
            let key = rest[..equals].trim_ascii();
            let value = rest[equals + 1..].trim_ascii_start();
            let Some(mark) = value.first().filter(|b| matches!(b, b'"' | b'\'')) else { break };
            let Some(end) = value[1..].iter().position(|b| b == mark) else { break };
            if key == name {
                return &value[1..=end];
            }
            rest = &value[end + 2..];
        }
        b""
    }
}

/// Without the prefix of a namespace.
fn local(name: &[u8]) -> &[u8] {
    name.iter().rposition(|b| *b == b':').map_or(name, |colon| &name[colon + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_texts_and_attributes() {
        let mut xml = Xml::new(b"<?xml?><!-- <a> --><x:a href='1' rel=\"s\"><b/> 5 <c>6</c></x:a>");
        let Event::Open(b"a", attributes, 19) = xml.next() else { panic!() };
        assert_eq!(xml.attribute(attributes, b"rel"), b"s");
        assert_eq!(xml.attribute(attributes, b"href"), b"1");
        assert_eq!(xml.attribute(attributes, b"none"), b"");
        assert!(matches!(xml.next(), Event::Open(b"b", ..)));
        assert!(matches!(xml.next(), Event::Open(b"c", ..)));
        assert!(matches!(xml.next(), Event::Text(b"c", b"6", _)));
        assert_eq!(xml.next(), Event::Close(b"c"));
        assert_eq!(xml.next(), Event::Close(b"a"));
        assert_eq!(xml.next(), Event::End);
        assert_eq!(Xml::new(b"<a").next(), Event::Cut(0));
        let mut open = Xml::new(b"<a>1");
        open.next();
        assert_eq!(open.next(), Event::Cut(4));
    }
}
