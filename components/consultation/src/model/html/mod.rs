//! The sanitiser: HTML that people wrote becomes a small tree of safe nodes, and nothing else.
//!
//! A view draws the tree as DOM nodes and text, never as markup, so that no parser ever reads this text again:
//! what a mutation of markup would need does not exist. What is left to attack is an address, and those pass
//! [`href`] or [`image`].
//!
//! The browser's own parser cannot serve: `DOMParser.parseFromString` is a sink of Trusted Types, which are
//! `'none'` here. html5ever in wasm would weigh more than the widget. So a tolerant tokenizer reads
//! the tags that it knows; an unknown one is dropped and its text kept, one that could hold code is dropped with
//! all it holds.

mod address;
mod build;
mod entity;
mod token;
#[cfg(not(target_arch = "wasm32"))]
mod write;

pub use address::{href, image};
#[cfg(not(target_arch = "wasm32"))]
pub use write::write;

use token::{Token, Tokens};

/// Bytes of one text that are read; the rest is cut. Decidim's own limits are far below.
pub const MAX_BYTES: usize = 100_000;
/// Nodes that one text may make; the rest is dropped.
pub const MAX_NODES: usize = 4_000;
/// Elements open at once. Deeper ones are dropped, their text kept.
pub const MAX_DEPTH: usize = 12;

/// Where addresses may lead.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policy<'p> {
    /// The platform, `https://host` without a slash at the end: base of paths, and the first host of images.
    /// Empty, paths are no links.
    pub base: &'p str,
    /// Further origins of images, written alike.
    pub image_hosts: &'p [String],
    /// How many images may stay: none, or one for a card.
    pub images: usize,
}

/// A safe node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text, to be set as text.
    Text(String),
    /// A line break.
    Break,
    /// An image of an allowed host.
    Image {
        /// Absolute, http or https.
        src: String,
        /// Its alternative, plain; empty where none was given.
        alt: String,
    },
    /// An element without attributes, but for a link's address.
    Element {
        /// Which one.
        tag: Tag,
        /// Of a link: absolute, http, https, mailto or tel. Else empty.
        href: String,
        /// What it holds; never empty.
        children: Vec<Node>,
    },
}

/// The elements that a text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `p`
    Paragraph,
    /// `ul`; holds items only.
    List,
    /// `ol`; holds items only.
    Numbered,
    /// `li`
    Item,
    /// `blockquote`
    Quote,
    /// A heading. 1 is the highest that the text uses, whatever it was: the view adds its own level.
    Heading(u8),
    /// `strong`
    Strong,
    /// `em`
    Emphasis,
    /// `a`
    Link,
}

/// The safe nodes of a text: blocks ([`Tag::Paragraph`], lists, quotes, headings) at the top.
pub fn nodes(html: &str, policy: &Policy<'_>) -> Vec<Node> {
    let html = without_gid(cut(html), "");
    let mut builder = build::Builder::new(policy);
    for token in Tokens::new(&html) {
        builder.take(token);
    }
    builder.finish()
}

/// The text alone, on one line: for titles, cards, search and calendars.
pub fn plain(html: &str) -> String {
    let html = without_gid(cut(html), "");
    let mut out = String::new();
    for token in Tokens::new(&html) {
        match token {
            Token::Text(text) => out.push_str(&text),
            Token::Open { .. } | Token::Close(_) if token.breaks() => out.push(' '),
            _ => {}
        }
    }
    let mut words = String::with_capacity(out.len());
    for word in without_gid(&out, GID_MARK).split_ascii_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// The part of a text that is read.
fn cut(html: &str) -> &str {
    if html.len() <= MAX_BYTES {
        return html;
    }
    let mut end = MAX_BYTES;
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    &html[..end]
}

/// Stands for a token that was hidden from the first pass, by references or empty tags.
const GID_MARK: &str = "…";

/// A text without the tokens by which Decidim names people and hashtags (`gid://app/Decidim::User/12`). It
/// replaces them when it draws a page, its API does not. `mark` stands in their place.
fn without_gid(text: &str, mark: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = find_gid(rest) {
        out.push_str(&rest[..start]);
        out.push_str(mark);
        let token = &rest[start..];
        let end = token.find(|c: char| c.is_whitespace() || "<>\"'(),;".contains(c)).unwrap_or(token.len());
        rest = &token[end..];
    }
    out.push_str(rest);
    out
}

fn find_gid(text: &str) -> Option<usize> {
    const GID: &[u8] = b"gid://";
    text.as_bytes().windows(GID.len()).position(|window| window.eq_ignore_ascii_case(GID))
}

#[cfg(test)]
mod tests;
