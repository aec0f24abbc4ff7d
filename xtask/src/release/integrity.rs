//! `integrity.json`: the hash of each file of a release.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use commune_channel::bind::Names;
use commune_channel::hash::sri;
pub(super) use commune_channel::release::{INTEGRITY as FILE, is_data as is_demonstration};
use serde_json::{Map, Value, json};

use super::tree::Tree;

/// `integrity.json`: the hash of each file of the library, of each file of the demonstration, and the names.
pub(super) fn document(version: &str, tree: &Tree, names: &Names) -> String {
    let (mut library, mut demonstration) = (Map::new(), Map::new());
    for (path, bytes) in tree.iter() {
        let part = if is_demonstration(path) { &mut demonstration } else { &mut library };
        part.insert(path.to_owned(), sri(bytes).into());
    }
    let document =
        json!({ "version": version, "names": names, "files": library, "demonstration": demonstration });
    format!("{document:#}\n")
}

/// Names the first file that is not as `integrity.json` says, or that one of both lacks.
pub(super) fn check(tree: &Tree) -> Result<()> {
    let text = tree.get(FILE).with_context(|| format!("there is no {FILE}"))?;
    let document: Value = serde_json::from_slice(text).with_context(|| format!("{FILE} is not JSON"))?;
    let mut wanted = BTreeMap::new();
    for part in ["files", "demonstration"] {
        let part = document[part].as_object().with_context(|| format!("{FILE} has no `{part}`"))?;
        wanted.extend(part.iter().map(|(path, hash)| (path.as_str(), hash.as_str().unwrap_or_default())));
    }
    for (path, bytes) in tree.iter().filter(|(path, _)| *path != FILE) {
        match wanted.remove(path) {
            None => bail!("{path} is not in {FILE}"),
            Some(hash) if hash != sri(bytes) => bail!("{path} is not the file whose hash {FILE} has"),
            Some(_) => {}
        }
    }
    match wanted.keys().next() {
        Some(path) => bail!("{path} is in {FILE} and not in the folder"),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let mut tree = Tree::default();
        tree.add("a.js", "1").unwrap();
        tree.add("packs/b.json", "2").unwrap();
        let document = document("1.0.0", &tree, &Names::new());
        tree.add(FILE, document).unwrap();
        tree
    }

    #[test]
    fn every_file_is_listed_and_data_apart() {
        let tree = tree();
        check(&tree).unwrap();
        let document: Value = serde_json::from_slice(tree.get(FILE).unwrap()).unwrap();
        assert_eq!(document["files"]["a.js"], sri(b"1"));
        assert_eq!(document["demonstration"]["packs/b.json"], sri(b"2"));
        assert!(document["files"].get(FILE).is_none());
    }

    #[test]
    fn a_changed_an_added_and_a_lost_file_are_named() {
        let with = |change: &[(&str, &str)], without: &str| {
            let old = tree();
            let mut new = Tree::default();
            for (path, bytes) in old.iter().filter(|(path, _)| *path != without) {
                let changed = change.iter().find(|(name, _)| *name == path);
                new.add(path, changed.map_or(bytes, |(_, bytes)| bytes.as_bytes())).unwrap();
            }
            for (path, bytes) in change.iter().filter(|(path, _)| old.get(path).is_none()) {
                new.add(*path, *bytes).unwrap();
            }
            check(&new).unwrap_err().to_string()
        };
        assert!(with(&[("a.js", "3")], "").starts_with("a.js is not the file"));
        assert!(with(&[("c.js", "3")], "").starts_with("c.js is not in"));
        assert!(with(&[], "packs/b.json").starts_with("packs/b.json is in"));
    }
}
