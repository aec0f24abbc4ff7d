//! Tags and text, read the way that browsers read broken markup.
//! <https://html.spec.whatwg.org/multipage/parsing.html#tokenization>, of which the states that matter here.

use super::entity::decode;

/// What one reads in a text.
#[derive(Debug)]
pub(super) enum Token {
    /// Text, decoded.
    Text(String),
    /// A start tag; its name is in small letters.
    Open {
        /// The element.
        name: String,
        /// `href`, decoded.
        href: String,
        /// `src`, decoded.
        src: String,
        /// `alt`, decoded.
        alt: String,
    },
    /// An end tag.
    Close(String),
}

/// Elements that are dropped with all they hold, because it is code, or is read by other rules.
const DROPPED: &[&str] = &[
    "applet",
    "audio",
    "canvas",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Those whose content is text up to their own end tag, whatever tags seem to be in it.
const RAW: &[&str] = &[
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
];

/// Elements that stand within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

impl Token {
    /// Whether it ends a line: any tag but those that stand within one.
    pub(super) fn breaks(&self) -> bool {
        match self {
            Token::Open { name, .. } | Token::Close(name) => !INLINE.contains(&name.as_str()),
            Token::Text(_) => false,
        }
    }
}

/// The tokens of a text, without what is dropped.
pub(super) struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// Goes past a comment, a declaration or a processing instruction, which `rest` begins with.
    fn skip_declaration(&mut self) {
        let body = &self.rest[2..];
        self.rest = match body.strip_prefix("--") {
            Some(comment) if comment.starts_with('>') => &comment[1..],
            Some(comment) if comment.starts_with("->") => &comment[2..],
            Some(comment) => {
                let ends = [comment.find("-->").map(|at| at + 3), comment.find("--!>").map(|at| at + 4)];
                let end = ends.into_iter().flatten().min().unwrap_or(comment.len());
                &comment[end..]
            }
            None => {
                let body = &self.rest[1..];
                body.find('>').map_or("", |end| &body[end + 1..])
            }
        };
    }

    /// Goes past an element that is dropped, whose start tag was read.
    fn skip_element(&mut self, name: &str) {
        let raw = RAW.contains(&name);
        let mut depth = 1;
        while depth > 0 {
            let Some(at) = self.rest.find('<') else {
                self.rest = "";
                return;
            };
            self.rest = &self.rest[at..];
            let after = &self.rest[1..];
            if let Some(end_tag) = after.strip_prefix('/').filter(|end_tag| is_named(end_tag, name)) {
                depth -= 1;
                self.rest = end_tag;
                let _ = self.attributes();
            } else if !raw && (after.starts_with('!') || after.starts_with('?')) {
                self.skip_declaration();
            } else if !raw && is_named(after, name) {
                // One element in another of its name; within an attribute it counts too, and the rest is lost,
                // which only harms the one who wrote it.
                depth += 1;
                self.rest = after;
            } else {
                self.rest = after;
            }
        }
    }

    /// Reads the attributes from behind the name of a tag to behind its `>`: `href`, `src`, `alt`, the first of
    /// each. `None` where the text ends within the tag, which is no tag then.
    fn attributes(&mut self) -> Option<[String; 3]> {
        let mut found: [Option<String>; 3] = [None, None, None];
        loop {
            let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if let Some(behind) = rest.strip_prefix('>') {
                self.rest = behind;
                return Some(found.map(Option::unwrap_or_default));
            }
            // An `=` where a name should begin is its first letter.
            let skip = usize::from(rest.starts_with('='));
            let length = skip
                + rest[skip..]
                    .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='))
                    .unwrap_or(rest.len() - skip);
            let name = &rest[..length];
            let behind = rest[length..].trim_start_matches(|c: char| c.is_ascii_whitespace());
            let (value, behind) = match behind.strip_prefix('=') {
                None => ("", behind),
                Some(value) => {
                    let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
                    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
                    match quote {
                        Some(quote) => value[1..].split_once(quote).unwrap_or(("", "")),
                        None => {
                            let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>');
                            value.split_at(end.unwrap_or(value.len()))
                        }
                    }
                }
            };
            if behind.is_empty() {
                self.rest = "";
                return None;
            }
            self.rest = behind;
            for (index, wanted) in ["href", "src", "alt"].iter().enumerate() {
                if name.eq_ignore_ascii_case(wanted) && found[index].is_none() {
                    found[index] = Some(decode(value));
                }
            }
        }
    }
}

/// Whether the text begins with the name of this element, and no longer one.
fn is_named(text: &str, name: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b'/' | b'>'))
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        while !self.rest.is_empty() {
            let mut chars = self.rest.chars();
            if chars.next() != Some('<') {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Token::Text(decode(text)));
            }
            let second = chars.next();
            let third = chars.next();
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            match second {
                Some('!' | '?') => self.skip_declaration(),
                Some('/') if !letter(third) => self.skip_declaration(),
                Some('/') => {
                    self.rest = &self.rest[2..];
                    let name = self.name();
                    self.attributes()?;
                    return Some(Token::Close(name));
                }
                _ if letter(second) => {
                    self.rest = &self.rest[1..];
                    let name = self.name();
                    let [href, src, alt] = self.attributes()?;
                    if DROPPED.contains(&name.as_str()) {
                        self.skip_element(&name);
                        continue;
                    }
                    return Some(Token::Open { name, href, src, alt });
                }
                _ => {
                    self.rest = &self.rest[1..];
                    return Some(Token::Text("<".to_owned()));
                }
            }
        }
        None
    }
}

impl Tokens<'_> {
    /// The name of a tag, in small letters.
    fn name(&mut self) -> String {
        let end = self.rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        name.to_ascii_lowercase()
    }
}
