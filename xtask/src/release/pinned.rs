//! The lines that pin one release in a page: an import map with the hash of each module, and the script with its own.
//! The browser then runs these bytes or nothing, and nothing changes until the page does.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commune_channel::bind::Names;
use commune_channel::hash::sri;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::integrity::FILE as INTEGRITY;
use super::tree::Tree;
use crate::build::SHELL;

/// The file in a release.
pub(super) const FILE: &str = "PINNED.md";

/// A module that failed is asked for again under the query `?retry=1` and so on, which is another address to an
/// import map. The shell tries no further.
const RETRIES: u32 = 3;

/// Names of scripts, the shell among them, and the hash of each as `integrity` has it.
pub(crate) type Scripts = BTreeMap<String, String>;

/// The lines for one address.
pub(crate) struct Lines {
    /// The text of the import map.
    map: String,
    /// The script's address and hash.
    script: (String, String),
}

impl Lines {
    /// The lines of the release whose folder is at `base`, an absolute address with `/` at its end.
    pub(crate) fn new(base: &str, hashes: &Scripts) -> Result<Self> {
        let at = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]%".contains(c);
        if !at.is_some_and(|rest| rest.len() > 1 && rest.ends_with('/') && rest.chars().all(plain)) {
            bail!("`{base}` is no folder's address, such as https://widgets.example/1.0.0/");
        }
        let mut integrity = Map::new();
        for (name, hash) in hashes.iter().filter(|(name, _)| *name != SHELL) {
            integrity.insert(format!("{base}{name}"), hash.as_str().into());
            for retry in 1..=RETRIES {
                integrity.insert(format!("{base}{name}?retry={retry}"), hash.as_str().into());
            }
        }
        let hash = hashes.get(SHELL).with_context(|| format!("the release has no {SHELL}"))?;
        // One line: a CMS that writes `<br>` at the end of each would break it.
        let map = json!({ "integrity": integrity }).to_string();
        Ok(Self { map, script: (format!("{base}{SHELL}"), hash.clone()) })
    }

    /// The two lines.
    pub(crate) fn html(&self) -> String {
        let (src, hash) = &self.script;
        format!(
            "<script type=\"importmap\">{}</script>\n\
             <script type=\"module\" src=\"{src}\" integrity=\"{hash}\" crossorigin=\"anonymous\"></script>",
            self.map
        )
    }

    /// What `script-src` of a page's policy needs to let the import map through, quotes included.
    pub(super) fn source(&self) -> String {
        format!("'sha256-{}'", STANDARD.encode(Sha256::digest(&self.map)))
    }
}

/// The shell and the modules' scripts with their hashes, while a release is made.
pub(super) fn scripts(tree: &Tree, names: &Names) -> Result<Scripts> {
    of(names, |name| tree.get(name).map(sri))
}

/// The same, of the `integrity.json` of a release.
pub(super) fn scripts_of(document: &str) -> Result<Scripts> {
    let document: Value =
        serde_json::from_str(document).with_context(|| format!("{INTEGRITY} is not JSON"))?;
    let names: Names = serde_json::from_value(document["names"].clone())
        .with_context(|| format!("{INTEGRITY} has no `names`"))?;
    of(&names, |name| document["files"][name].as_str().map(str::to_owned))
}

fn of(names: &Names, hash: impl Fn(&str) -> Option<String>) -> Result<Scripts> {
    let scripts = names.values().map(String::as_str).filter(|name| name.ends_with(".js")).chain([SHELL]);
    scripts
        .map(|name| Ok((name.to_owned(), hash(name).with_context(|| format!("the release has no {name}"))?)))
        .collect()
}

/// `PINNED.md`: the lines for a folder of the version's name at `host`, which ends with `/`.
pub(super) fn document(host: &str, version: &str, hashes: &Scripts) -> Result<String> {
    let lines = Lines::new(&format!("{host}{version}/"), hashes)?;
    Ok(format!(
        "# Pinning commune-widgets {version}\n\n\
         Paste these two lines once, in the place of the usual script, before any other script of type `module`:\n\n\
         ```html\n{}\n```\n\n\
         They are for `{host}{version}/`. Where this folder has another address, `cargo xtask pin FOLDER ADDRESS` \
         writes them again.\n\n\
         - The browser runs the files of this release or none; where it runs none, the page keeps its links.\n\
         - The folder must stay as it is, at its address, for as long as a page names it.\n\
         - Each module checks its wasm itself: the import map need not name it. Messages and packs are data; no hash of the page guards them.\n\
         - A page whose policy lists its scripts must allow the import map by its hash, which changes with the \
         address: `script-src {}`. Without the first line nothing is to be allowed: the script, whose hash the second \
         line has, compares what it imports itself.\n\
         - Import maps check hashes from Chrome 127, Firefox 138 and Safari 18 on. The script compares where the browser \
         has `modulepreload`: from Chrome 66, Firefox 115 and Safari 17 on.\n\
         - A page that has an import map already takes the entries of `integrity` into its own: older browsers heed \
         only the first.\n",
        lines.html(),
        lines.source()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://widgets.example/1.0.0/";

    fn hashes() -> Scripts {
        let mut tree = Tree::default();
        for (path, text) in [(SHELL, "shell"), ("energy.0a.js", "energy"), ("energy_bg.0b.wasm", "wasm")] {
            tree.add(path, text).unwrap();
        }
        let names = [("energy.js", "energy.0a.js"), ("energy_bg.wasm", "energy_bg.0b.wasm")];
        let names: Names = names.map(|(name, hashed)| (name.to_owned(), hashed.to_owned())).into();
        let made = scripts(&tree, &names).unwrap();
        let document = super::super::integrity::document("1.0.0", &tree, &names);
        assert_eq!(made, scripts_of(&document).unwrap(), "a folder says what its release said");
        made
    }

    #[test]
    fn every_script_is_pinned_and_every_retry_of_it() {
        let lines = Lines::new(BASE, &hashes()).unwrap();
        let map: Value = serde_json::from_str(&lines.map).unwrap();
        let pinned = map["integrity"].as_object().unwrap();
        let expected = ["", "?retry=1", "?retry=2", "?retry=3"];
        assert_eq!(pinned.len(), expected.len());
        for query in expected {
            assert_eq!(pinned[&format!("{BASE}energy.0a.js{query}")], sri(b"energy"));
        }
        let script = format!("src=\"{BASE}{SHELL}\" integrity=\"{}\"", sri(b"shell"));
        assert!(lines.html().contains(&script), "{}", lines.html());
    }

    #[test]
    fn the_source_is_the_hash_of_what_stands_in_the_element() {
        let lines = Lines::new(BASE, &hashes()).unwrap();
        let html = lines.html();
        let text = html.split_once('>').unwrap().1.split_once("</script>").unwrap().0;
        assert_eq!(lines.source(), format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text))));
        assert!(!text.contains('\n'));
    }

    #[test]
    fn the_shell_tries_no_further_than_the_lines_go() {
        let project = crate::project::Project::find().unwrap();
        let shell = std::fs::read_to_string(project.path("components/element/src/shell.js")).unwrap();
        assert!(shell.contains(&format!("const RETRIES = {RETRIES};")));
    }

    #[test]
    fn an_address_that_is_no_folder_of_a_host_is_refused() {
        let refused =
            ["", "/1.0.0/", "https:///", "https://a", "https://a/\"x/", "ftp://a/", "https://a/?b/"];
        for base in refused {
            assert!(Lines::new(base, &hashes()).is_err(), "{base}");
        }
        for base in ["https://a/", "http://127.0.0.1:80/1.0.0/", "https://a.example/b%20c/"] {
            assert!(Lines::new(base, &hashes()).is_ok(), "{base}");
        }
    }
}
