//! The sanitiser's tree as elements: never as markup.

use super::scene::open_link;
use crate::model::html::{Node, Tag};
use commune_ui::writer::Writer;

/// The headings, by level.
pub const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Writes the nodes. Their headings come `level` and below.
pub fn nodes(w: &mut Writer<'_>, nodes: &[Node], level: u8) {
    for node in nodes {
        match node {
            Node::Text(text) => w.text(text),
            Node::Break => w.leaf("br", ""),
            Node::Image { src, alt } => {
                w.open("img class=picture width=480 height=270 loading=lazy decoding=async referrerpolicy=no-referrer");
                w.set("alt", alt);
                w.set("src", src);
                w.close();
            }
            Node::Element { tag, href, children } => {
                if *tag == Tag::Link {
                    if open_link(w, href) {
                        self::nodes(w, children, level);
                        w.close();
                    } else {
                        self::nodes(w, children, level);
                    }
                    continue;
                }
                w.open(match tag {
                    Tag::Paragraph | Tag::Link => "p",
                    Tag::List => "ul",
                    Tag::Numbered => "ol",
                    Tag::Item => "li",
                    Tag::Quote => "blockquote",
                    Tag::Heading(rank) => HEADINGS[usize::from(level + rank - 1).clamp(1, 6) - 1],
                    Tag::Strong => "strong",
                    Tag::Emphasis => "em",
                });
                self::nodes(w, children, level);
                w.close();
            }
        }
    }
}
