//! `cargo xtask npm FOLDER`: the npm package of a release, from the release's own files.
//!
//! What a page loads goes below `files/` as it is. Beside it are the types, the schemas, and a plugin for Vite.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use commune_channel::bind::{Names, once};
use commune_channel::hash::sri;
use serde_json::Value;

use super::integrity;
use super::tree::Tree;
use crate::build::SHELL;
use crate::project::{Project, output, read};

/// Sources of what only the package has.
const ASSETS: &str = "xtask/assets/npm";
/// Where the package has what a page loads.
const SERVED: &str = "files/";
/// Files of a release that are in the package under their own names.
const BESIDE: [&str; 6] = [
    "CHANGELOG.md",
    "LICENSE",
    "THIRD-PARTY-LICENCES.txt",
    "commune-widgets.d.ts",
    "custom-elements.json",
    "sbom.cdx.json",
];

/// Makes the package in `out`, by default `pkg/npm/<version>/`, and has npm list it.
pub(crate) fn run(project: &Project, folder: &str, out: Option<&str>) -> Result<()> {
    let (version, tree) = package(project, &project.path(folder))?;
    let out = out.map_or_else(|| project.pkg("npm").join(&version), |out| project.path(out));
    if out.exists() {
        if !out.join("package.json").is_file() || !out.join(SERVED).is_dir() {
            bail!("{} is there and is no package of ours", out.display());
        }
        fs::remove_dir_all(&out).with_context(|| format!("cannot remove {}", out.display()))?;
    }
    tree.write(&out)?;
    let (packed, unpacked) = packs(project, &out, &tree)?;
    println!("── {}: {} files, {packed} bytes packed, {unpacked} unpacked", out.display(), tree.measure().0);
    Ok(())
}

/// The version of a release and the files of its package.
fn package(project: &Project, release: &Path) -> Result<(String, Tree)> {
    let document = read(&release.join(integrity::FILE))?;
    let document: Value = serde_json::from_str(&document).context("integrity.json is not JSON")?;
    let version = document["version"].as_str().context("integrity.json has no version")?;
    let names: Names = serde_json::from_value(document["names"].clone()).context("no `names`")?;
    let files = document["files"].as_object().context("integrity.json has no `files`")?;
    let mut tree = Tree::default();
    for (path, hash) in files {
        let Some(place) = place(path, &names) else { continue };
        let bytes = fs::read(release.join(path)).with_context(|| format!("cannot read {path}"))?;
        if *hash != sri(&bytes).as_str() {
            bail!("{path} is not the file whose hash integrity.json has");
        }
        if path == "custom-elements.json" {
            tree.add(place, manifest(&String::from_utf8(bytes)?)?)?;
        } else {
            tree.add(place, bytes)?;
        }
    }
    let assets = project.path(ASSETS);
    for name in ["README.md", "vite.js", "vite.d.ts"] {
        tree.add_file(name, &assets.join(name))?;
    }
    let public = read(&project.path("publiccode.yml"))?;
    tree.add("package.json", filled(&read(&assets.join("package.json"))?, version, &public)?)?;
    Ok((version.to_owned(), tree))
}

/// Where the package has a file of a release; none where it has not.
fn place(path: &str, names: &Names) -> Option<String> {
    if path.ends_with(".br") || path.ends_with(".gz") {
        return None;
    }
    if path == SHELL || path.starts_with("locales/") || names.values().any(|name| name == path) {
        return Some(format!("{SERVED}{path}"));
    }
    let beside = BESIDE.contains(&path) || ["schemas/", "licences/"].iter().any(|at| path.starts_with(at));
    beside.then(|| path.to_owned())
}

/// `custom-elements.json` names the module by its path in the package.
fn manifest(text: &str) -> Result<String> {
    let module = format!("\"{SHELL}\"");
    if !text.contains(&module) {
        bail!("custom-elements.json does not name {SHELL}");
    }
    Ok(text.replace(&module, &format!("\"{SERVED}{SHELL}\"")))
}

/// `package.json`, with what `publiccode.yml` says of the project.
fn filled(template: &str, version: &str, public: &str) -> Result<String> {
    let value = |key: &str| {
        let mut lines = public.lines().filter_map(|line| line.trim().strip_prefix(key)?.strip_prefix(": "));
        // The description in English is the last one.
        let value = lines.next_back().with_context(|| format!("publiccode.yml has no {key}"))?;
        Ok::<_, anyhow::Error>(value.trim_matches('"').replace('"', "\\\""))
    };
    let text = once(template, "{{version}}", version)?;
    let text = once(&text, "{{description}}", &value("shortDescription")?)?;
    once(&text, "{{repository}}", &format!("git+{}", value("url")?))
}

/// Asks npm what it would publish of the folder. Answers the bytes packed and unpacked.
fn packs(project: &Project, folder: &Path, tree: &Tree) -> Result<(u64, u64)> {
    let mut npm = project.command("npm");
    npm.current_dir(folder).args(["pack", "--dry-run", "--json", "--ignore-scripts"]);
    let told: Value = serde_json::from_str(&output(&mut npm)?).context("npm pack printed no JSON")?;
    let told = &told[0];
    let files = told["files"].as_array().context("npm pack listed no files")?;
    let listed: BTreeSet<&str> = files.iter().filter_map(|file| file["path"].as_str()).collect();
    let written: BTreeSet<&str> = tree.iter().map(|(path, _)| path).collect();
    if let Some(path) = written.symmetric_difference(&listed).next() {
        bail!("{path} is in the folder or in what npm packs, not in both: see `files` of package.json");
    }
    let size = |key: &str| told[key].as_u64().with_context(|| format!("npm pack told no {key}"));
    Ok((size("size")?, size("unpackedSize")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_has_what_a_page_loads_and_no_figures() {
        let names = Names::from([("energy.js".to_owned(), "energy.0a.js".to_owned())]);
        let place = |path| place(path, &names).unwrap_or_default();
        assert_eq!(place("energy.0a.js"), "files/energy.0a.js");
        assert_eq!(place(SHELL), "files/commune-widgets.js");
        assert_eq!(place("locales/energy/fr.json"), "files/locales/energy/fr.json");
        assert_eq!(place("schemas/energy.json"), "schemas/energy.json");
        assert_eq!(place("LICENSE"), "LICENSE");
        for out in ["energy.0a.js.br", "packs/energy/1/59648.json", "communes/a.json", "www/index.html"] {
            assert_eq!(place(out), "", "{out}");
        }
    }

    #[test]
    fn the_description_of_the_package_is_that_of_the_public_catalogue() {
        let project = Project::find().unwrap();
        let template = read(&project.path(ASSETS).join("package.json")).unwrap();
        let public = read(&project.path("publiccode.yml")).unwrap();
        let package: Value = serde_json::from_str(&filled(&template, "1.2.3", &public).unwrap()).unwrap();
        assert_eq!(package["version"], "1.2.3");
        assert_eq!(package["license"], env!("CARGO_PKG_LICENSE"));
        let description = package["description"].as_str().unwrap();
        assert!(description.starts_with("Services that a commune adds to its website"), "{description}");
        assert!(package["repository"]["url"].as_str().unwrap().starts_with("git+https://"));
    }

    #[test]
    fn the_manifest_names_the_module_where_the_package_has_it() {
        let text = read(&Project::find().unwrap().path("custom-elements.json")).unwrap();
        let manifest: Value = serde_json::from_str(&manifest(&text).unwrap()).unwrap();
        assert_eq!(manifest["modules"][0]["path"], "files/commune-widgets.js");
        assert!(super::manifest("{}").is_err());
    }
}
