//! Safe nodes as HTML again: what a pack keeps of a text, natively.

use super::{Node, Tag};

/// The nodes as HTML that [`super::nodes`] reads as the same nodes.
#[must_use]
pub fn write(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        write_node(&mut out, node);
    }
    out
}

fn write_node(out: &mut String, node: &Node) {
    match node {
        Node::Text(text) => escape(out, text),
        Node::Break => out.push_str("<br>"),
        Node::Image { src, alt } => {
            out.push_str("<img src=\"");
            escape(out, src);
            out.push_str("\" alt=\"");
            escape(out, alt);
            out.push_str("\">");
        }
        Node::Element { tag, href, children } => {
            let name = match tag {
                Tag::Paragraph => "p",
                Tag::List => "ul",
                Tag::Numbered => "ol",
                Tag::Item => "li",
                Tag::Quote => "blockquote",
                Tag::Heading(1) => "h1",
                Tag::Heading(2) => "h2",
                Tag::Heading(3) => "h3",
                Tag::Heading(4) => "h4",
                Tag::Heading(5) => "h5",
                Tag::Heading(_) => "h6",
                Tag::Strong => "strong",
                Tag::Emphasis => "em",
                Tag::Link => "a",
            };
            out.push('<');
            out.push_str(name);
            if *tag == Tag::Link {
                out.push_str(" href=\"");
                escape(out, href);
                out.push('"');
            }
            out.push('>');
            for child in children {
                write_node(out, child);
            }
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
