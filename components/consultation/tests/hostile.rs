//! Hostile HTML. The vectors are those of OWASP's XSS filter evasion cheat sheet
//! (<https://cheatsheetseries.owasp.org/cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.html>) and of published mutation
//! XSS; `tests/fixtures/hostile.txt` has one to a block.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use commune_consultation::fuzz;
use commune_consultation::model::html::{Node, Policy, nodes, write};
use proptest::prelude::*;

const VECTORS: &str = include_str!("fixtures/hostile.txt");

fn vectors() -> impl Iterator<Item = &'static str> {
    VECTORS.split("\n----\n").filter(|vector| !vector.trim().is_empty())
}

/// Every attribute value and tag name of the tree.
fn values(nodes: &[Node], out: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Element { href, children, .. } => {
                out.push(href.clone());
                values(children, out);
            }
            Node::Image { src, .. } => out.push(src.clone()),
            Node::Text(_) | Node::Break => {}
        }
    }
}

#[test]
fn no_vector_leaves_an_address_that_runs_or_an_image_of_elsewhere() {
    let policy = Policy { base: "https://p.example.org", image_hosts: &[], images: 1 };
    let mut count = 0;
    for vector in vectors() {
        count += 1;
        // The invariants of any text hold.
        fuzz::html(vector.as_bytes());
        let tree = nodes(vector, &policy);
        let mut found = Vec::new();
        values(&tree, &mut found);
        for value in found.iter().filter(|value| !value.is_empty()) {
            let lower = value.to_lowercase();
            assert!(!lower.contains("script:") && !lower.starts_with("data:"), "{vector}: {value}");
        }
        // What is written again holds only the names of the allow-list.
        let markup = write(&tree);
        for tag in markup.split('<').skip(1) {
            let name = tag.trim_start_matches('/').split(['>', ' ']).next().unwrap();
            let allowed = [
                "p",
                "br",
                "ul",
                "ol",
                "li",
                "strong",
                "em",
                "a",
                "blockquote",
                "img",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
            ];
            assert!(allowed.contains(&name), "{vector}: <{name}>");
            assert!(!tag.to_lowercase().split('>').next().unwrap().contains(" on"), "{vector}: {tag}");
        }
    }
    assert!(count > 100, "{count} vectors");
}

/// Pieces that markup is made of, so that random texts get somewhere.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "<",
        ">",
        "</",
        "/>",
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "<b>",
        "</b>",
        "<i>",
        "<a href='",
        "<a href=https://x>",
        "</a>",
        "'>",
        "\">",
        "<img src=/a>",
        "<img src=\"https://p.example.org/b\">",
        "javascript:",
        "&#106;",
        "&lt;",
        "&amp;",
        "&nbsp;",
        "&#x0;",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<style>",
        "<h2>",
        "</h2>",
        "<h5>",
        "<blockquote>",
        "</blockquote>",
        "<ol>",
        "<div>",
        "</div>",
        "<br>",
        " ",
        "\n",
        "x",
        "é",
        "gid://",
        "gid://a/b",
        "g",
        "=",
        "'",
        "\"",
        "`",
        "\0",
        "\u{202e}",
        "<noscript>",
        "<title>",
        "</title>",
        "<table><td>",
        "<math>",
        "<template>",
    ];
    prop_oneof![8 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_tags_is_safe(pieces in prop::collection::vec(piece(), 0..60)) {
        fuzz::html(pieces.concat().as_bytes());
    }

    #[test]
    fn any_bytes_are_safe(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        fuzz::html(&bytes);
    }

    #[test]
    fn any_mutation_of_a_vector_is_safe(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<u16>(), piece()), 0..6),
    ) {
        let all: Vec<&str> = vectors().collect();
        let mut text = all[which.index(all.len())].to_owned();
        for (at, insert) in edits {
            let mut at = usize::from(at) % (text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            text.insert_str(at, &insert);
        }
        fuzz::html(text.as_bytes());
    }
}
