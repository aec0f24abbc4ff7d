//! The attributes `tiles` and `tiles-attribution` of every widget that opens a map.

use crate::tiles::Tiles;
use commune_element::{Attributes, Problem, doc::AttributeDoc};

/// Tiles of one host, and who made them.
pub type Ground = (Tiles, String);

/// The documentation of `tiles`.
pub const TILES: AttributeDoc = AttributeDoc::new(
    "tiles",
    "string",
    "Tiles under the map: an https address with `{z}`, `{x}` and `{y}`. Their host is asked only after the visitor was \
     told its name and pressed. Without it the map has no streets, and asks no host.",
);

/// The documentation of `tiles-attribution`.
pub const ATTRIBUTION: AttributeDoc = AttributeDoc::new(
    "tiles-attribution",
    "string",
    "Who made these tiles, as they ask to be named; required with `tiles`.",
);

/// Reads the two; `key` names the sentence about a wrong one.
pub fn read(attributes: &Attributes, key: &'static str, problems: &mut Vec<Problem>) -> Option<Ground> {
    let text = attributes.get("tiles")?;
    // Who makes tiles asks to be named: without the text there are none.
    let by = attributes.get("tiles-attribution").map(str::to_owned);
    let ground = Tiles::read(text).zip(by);
    if ground.is_none() {
        let detail = "expected an https address with {z}, {x} and {y}, and tiles-attribution";
        problems.push(Problem { attribute: "tiles", value: text.to_owned(), key, detail });
    }
    ground
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_come_with_their_host_and_who_made_them() {
        let read = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            let mut problems = Vec::new();
            let ground = read(&Attributes::new(pairs, "fr".to_owned()), "x.y", &mut problems);
            (ground, problems.iter().map(|problem| problem.attribute).collect::<Vec<_>>())
        };
        let url = "https://tile.example.org/{z}/{x}/{y}.png";
        let (ground, problems) = read(&[("tiles", url), ("tiles-attribution", "© Essai")]);
        let (tiles, by) = ground.unwrap();
        assert_eq!((&*tiles.url, &*tiles.host, &*by), (url, "tile.example.org", "© Essai"));
        assert!(problems.is_empty());
        for wrong in [
            &[("tiles", url)][..],
            &[("tiles", "http://tile.example.org/{z}/{x}/{y}.png"), ("tiles-attribution", "© Essai")],
            &[("tiles", "https://tile.example.org/"), ("tiles-attribution", "© Essai")],
        ] {
            assert_eq!(read(wrong), (None, vec!["tiles"]));
        }
        assert_eq!(read(&[]), (None, vec![]));
    }
}
