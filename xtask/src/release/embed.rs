//! The embed page: any widget in an iframe, by the query of its address. Its sources are in `xtask/assets/`; how it
//! speaks with the page around is that of the permanent pages of `commune-packs embed`, whose script it takes.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use commune_channel::bind::once;
use serde_json::{Map, Value, json};

use super::glue::minified;
use super::tree::Tree;
use crate::project::{Project, read};
use crate::workspace::Workspace;

/// The script and the sheet of the permanent pages.
const FRAME: &str = "packs/src/embed";

/// The attribute that may be set though it is text: it names a commune, and the widget checks it.
const CODE: &str = "insee";

/// Adds `embed.html` and its files. The packs are in the tree already.
pub(super) fn add(project: &Project, workspace: &Workspace, manifest: &str, tree: &mut Tree) -> Result<()> {
    let attributes = attributes(manifest, &workspace.widgets())?;
    let pages = pages(tree, &workspace.widgets());
    let script = read(&project.path("xtask/assets/embed.js"))?;
    let script = fill(&script, &attributes, &pages)?;
    tree.add("embed.js", minified(project, "embed.js", &script)?)?;
    let frame = read(&project.path(FRAME).join("embed.js"))?;
    tree.add("frame.js", minified(project, "frame.js", &frame)?)?;
    tree.add_file("embed.css", &project.path(FRAME).join("embed.css"))?;
    tree.add_file("embed.html", &project.path("xtask/assets/embed.html"))
}

/// Which plain pages there are, by widget: `true` for one per commune, else their names without `.html`.
fn pages(tree: &Tree, widgets: &[String]) -> Map<String, Value> {
    let mut pages = Map::new();
    for widget in widgets {
        let folder = format!("packs/{widget}/1/");
        let name = |path: &'_ str| Some(path.strip_prefix(&folder)?.strip_suffix(".html")?.to_owned());
        let names: Vec<String> = tree.iter().filter_map(|(path, _)| name(path)).collect();
        let by_commune = |name: &String| name.len() == 5 && name.starts_with(|c: char| c.is_ascii_digit());
        if names.iter().any(by_commune) {
            pages.insert(widget.clone(), true.into());
        } else if !names.is_empty() {
            pages.insert(widget.clone(), names.into());
        }
    }
    pages
}

/// Attributes that the address of an embed page may set, by widget, from `custom-elements.json`: those with a
/// fixed list of values or none, and the commune's code. A link or a sentence in it would be put under the
/// name of whoever publishes the page.
fn attributes(manifest: &str, widgets: &[String]) -> Result<BTreeMap<String, Vec<String>>> {
    let manifest: Value = serde_json::from_str(manifest).context("custom-elements.json is not JSON")?;
    let modules = manifest["modules"].as_array().into_iter().flatten();
    let declarations: Vec<&Value> =
        modules.flat_map(|module| module["declarations"].as_array().into_iter().flatten()).collect();
    let of = |widget: &String| {
        let tag = format!("commune-{widget}");
        let found = declarations.iter().find(|declaration| declaration["tagName"] == tag.as_str());
        let found = found.with_context(|| format!("custom-elements.json has no {tag}"))?;
        let mut names = Vec::new();
        for attribute in found["attributes"].as_array().into_iter().flatten() {
            let name = attribute["name"].as_str().context("an attribute has no name")?;
            let kind = attribute["type"]["text"].as_str().unwrap_or_default();
            if name == CODE || kind == "boolean" || kind.starts_with('"') {
                names.push(name.to_owned());
            }
        }
        if names.is_empty() {
            bail!("{tag} has no attribute that an address may set");
        }
        Ok((widget.clone(), names))
    };
    widgets.iter().map(of).collect()
}

fn fill(
    script: &str,
    attributes: &BTreeMap<String, Vec<String>>,
    pages: &Map<String, Value>,
) -> Result<String> {
    let script =
        once(script, "const ATTRIBUTES = {};", &format!("const ATTRIBUTES = {};", json!(attributes)))?;
    once(&script, "const PAGES = {};", &format!("const PAGES = {};", json!(pages)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r#"{"modules": [{"declarations": [{"tagName": "commune-energy", "attributes": [
        {"name": "insee", "type": {"text": "string"}},
        {"name": "src", "type": {"text": "string"}},
        {"name": "lang", "type": {"text": "\"fr\" | \"nl\""}},
        {"name": "hide-rank", "type": {"text": "boolean"}}
    ]}]}]}"#;

    #[test]
    fn an_address_sets_no_link_and_no_sentence() {
        let attributes = attributes(MANIFEST, &["energy".to_owned()]).unwrap();
        assert_eq!(attributes["energy"], ["insee", "lang", "hide-rank"]);
        assert!(super::attributes(MANIFEST, &["other".to_owned()]).is_err());
    }

    #[test]
    fn the_script_gets_both_lists() {
        let attributes = attributes(MANIFEST, &["energy".to_owned()]).unwrap();
        let script = "const ATTRIBUTES = {};\nconst PAGES = {};";
        let mut tree = Tree::default();
        for name in
            ["energy/1/59648.html", "energy/1/page.css", "quiz/1/staff.fr.html", "quiz/1/staff.fr.json"]
        {
            tree.add(format!("packs/{name}"), "").unwrap();
        }
        let pages = pages(&tree, &["energy", "quiz", "other"].map(str::to_owned));
        assert_eq!(
            fill(script, &attributes, &pages).unwrap(),
            "const ATTRIBUTES = {\"energy\":[\"insee\",\"lang\",\"hide-rank\"]};\n\
             const PAGES = {\"energy\":true,\"quiz\":[\"staff.fr\"]};"
        );
    }
}
