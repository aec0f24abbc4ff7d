//! Bodies of the property tests and of the fuzz targets: any bytes, and what must hold of the answer. They panic when
//! it does not.

use crate::model::html::{MAX_DEPTH, MAX_NODES, Node, Policy, Tag, nodes, plain, write};

const BASE: &str = "https://p.example.org";

/// Any text, as HTML from a platform: what comes out is safe, well formed, bounded, and reads as itself again.
pub fn html(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let hosts = ["https://s.example.org".to_owned()];
    let policy = Policy { base: BASE, image_hosts: &hosts, images: 1 };
    let tree = nodes(&text, &policy);
    let mut seen = Seen::default();
    for node in &tree {
        let Node::Element { tag, .. } = node else { panic!("{node:?} at the top") };
        assert!(!matches!(tag, Tag::Item | Tag::Strong | Tag::Emphasis | Tag::Link), "{tag:?} at the top");
        check(node, None, 1, &mut seen);
    }
    assert!(seen.images <= 1, "{} images", seen.images);
    assert!(seen.nodes <= MAX_NODES, "{} nodes", seen.nodes);
    let markup = write(&tree);
    // What was cut for its size may be cut elsewhere the second time.
    if text.len() < 10_000 && seen.nodes < MAX_NODES {
        assert_eq!(nodes(&markup, &policy), tree, "{markup}");
    }
    let words = plain(&text);
    assert!(!words.contains("gid://") && !words.contains("  "), "{words}");
    assert!(!words.chars().any(char::is_control));
}

#[derive(Default)]
struct Seen {
    images: usize,
    nodes: usize,
}

fn check(node: &Node, parent: Option<Tag>, depth: usize, seen: &mut Seen) {
    seen.nodes += 1;
    assert!(depth <= MAX_DEPTH + 3, "too deep");
    match node {
        Node::Text(text) => {
            assert!(!text.is_empty() && !text.to_ascii_lowercase().contains("gid://"), "{text:?}");
            assert!(!text.chars().any(char::is_control), "{text:?}");
            assert!(
                !matches!(parent, None | Some(Tag::List | Tag::Numbered | Tag::Quote)),
                "text in {parent:?}"
            );
        }
        Node::Break => {}
        Node::Image { src, .. } => {
            seen.images += 1;
            let own = src.starts_with("https://p.example.org/") || src.starts_with("https://s.example.org/");
            assert!(own, "{src}");
        }
        Node::Element { tag, href, children } => {
            assert!(!children.is_empty(), "an empty {tag:?}");
            assert_eq!(href.is_empty(), *tag != Tag::Link);
            if *tag == Tag::Link {
                let lower = href.to_ascii_lowercase();
                let safe =
                    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
                assert!(safe && !href.chars().any(char::is_control) && !href.contains('\\'), "{href:?}");
            }
            let list = matches!(parent, Some(Tag::List | Tag::Numbered));
            assert_eq!(*tag == Tag::Item, list, "{tag:?} in {parent:?}");
            if let Tag::Heading(level) = tag {
                assert!((1..=6).contains(level));
            }
            for child in children {
                check(child, Some(*tag), depth + 1, seen);
            }
        }
    }
}
