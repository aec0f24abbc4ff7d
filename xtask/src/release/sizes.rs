//! The size table of a release, from the compressed files that a server sends.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result};
use commune_channel::bind::Names;

use super::tree::Tree;
use crate::size::{Size, Sizes, to_json};

/// The sizes of each module, as (`sizes.json`, `SIZES.md`). `modules` has the plain names of its files.
pub(super) fn documents(
    tree: &Tree,
    modules: &BTreeMap<String, Vec<String>>,
    names: &Names,
    version: &str,
) -> Result<(String, String)> {
    let mut sizes = Sizes::new();
    for (module, files) in modules {
        let mut sum = Size::default();
        for file in files {
            sum += size(tree, names.get(file).unwrap_or(file))?;
        }
        sizes.insert(module.clone(), sum);
    }
    let mut table = format!(
        "# Weights of commune-widgets {version}\n\nBytes of each module: its wasm, its JavaScript and its French \
         messages. A page with one widget loads the shell and that widget; with two kinds or more, the shell and \
         `all`. The others are loaded when a visitor needs them.\n\n\
         | module | raw | gzip | brotli |\n|---|---:|---:|---:|\n"
    );
    for (module, Size { raw, gzip, brotli }) in &sizes {
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| {module} | {raw} | {gzip} | {brotli} |");
    }
    Ok((format!("{:#}\n", to_json(&sizes)), table))
}

fn size(tree: &Tree, file: &str) -> Result<Size> {
    let raw = tree.get(file).with_context(|| format!("the release has no {file}"))?.len();
    // A file that does not get smaller is sent as it is.
    let packed = |ending: &str| tree.get(&format!("{file}.{ending}")).map_or(raw, <[u8]>::len) as u64;
    Ok(Size { raw: raw as u64, gzip: packed("gz"), brotli: packed("br") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_weighs_what_its_files_weigh_compressed() {
        let mut tree = Tree::default();
        for (path, bytes) in [("a.1.js", 10), ("a.1.js.br", 3), ("a.1.js.gz", 4), ("fr.json", 2)] {
            tree.add(path, vec![0; bytes]).unwrap();
        }
        let modules = BTreeMap::from([("a".to_owned(), vec!["a.js".to_owned(), "fr.json".to_owned()])]);
        let names = Names::from([("a.js".to_owned(), "a.1.js".to_owned())]);
        let (json, table) = documents(&tree, &modules, &names, "1.0.0").unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["widgets"]["a"], serde_json::json!({"raw": 12, "gzip": 6, "brotli": 5}));
        assert!(table.ends_with("| a | 12 | 6 | 5 |\n"), "{table}");
        let lost = BTreeMap::from([("b".to_owned(), vec!["b.js".to_owned()])]);
        assert!(documents(&tree, &lost, &names, "1.0.0").unwrap_err().to_string().contains("b.js"));
    }
}
