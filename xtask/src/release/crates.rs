//! The crates whose code is in the wasm of a release, and the npm packages whose files ship.
//!
//! Cargo tells them per module, with its feature and for its target; procedural macros, build scripts and what
//! tests need are left out. The linker may drop a crate of which nothing is called: it stays in the list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::{Project, output, read, step};
use crate::workspace::{Module, Workspace};

const TARGET: &str = "wasm32-unknown-unknown";

/// Something that ships.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// `cargo` or `npm`.
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) version: String,
    /// An SPDX expression.
    pub(super) licence: String,
    /// Where its sources, and so its licence files, are on this machine.
    pub(super) folder: PathBuf,
    /// SHA-256 of the archive of the registry, in hexadecimal; none for a crate of this workspace.
    pub(super) checksum: Option<String>,
    /// The modules that it is in; none for an npm package.
    pub(super) modules: BTreeSet<String>,
    /// Keys of what it depends on.
    pub(super) needs: BTreeSet<String>,
}

impl Part {
    /// Whether it comes from somebody else.
    pub(super) fn is_foreign(&self) -> bool {
        self.checksum.is_some() || self.kind == "npm"
    }
}

/// Parts by their package URL (<https://github.com/package-url/purl-spec>).
pub(super) type Parts = BTreeMap<String, Part>;

/// Everything that ships in a release; `npm` names the packages of scripts.
pub(super) fn parts(project: &Project, workspace: &Workspace, npm: &[String]) -> Result<Parts> {
    step("what ships", || {
        let mut parts = Parts::new();
        for module in workspace.modules() {
            add_tree(&mut parts, &module.name, &output(&mut tree_command(project, &module))?)?;
        }
        let metadata = ["metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET];
        let metadata: Value = serde_json::from_str(&output(&mut project.cargo(metadata))?)?;
        let checksums = checksums(&read(&project.path("Cargo.lock"))?);
        for part in parts.values_mut() {
            describe(part, &metadata, &checksums)?;
        }
        let lock: Value = serde_json::from_str(&read(&project.path("package-lock.json"))?)?;
        for name in npm {
            let mut part = package(name, &lock)?;
            part.folder = project.path("node_modules").join(&part.name);
            parts.insert(key(&part), part);
        }
        Ok(parts)
    })
}

fn tree_command(project: &Project, module: &Module) -> std::process::Command {
    let mut command = project.cargo(["tree", "--locked", "--package", &module.package, "--target", TARGET]);
    if let Some(feature) = &module.feature {
        command.args(["--no-default-features", "--features", feature]);
    }
    command.args(["--edges", "normal,no-proc-macro", "--prefix", "depth", "--format", "|{p}"]);
    command
}

/// Adds what `cargo tree` printed of a module: `depth|name vX.Y.Z (…)` a line.
fn add_tree(parts: &mut Parts, module: &str, tree: &str) -> Result<()> {
    let mut path: Vec<String> = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let read = || {
            let (depth, crate_) = line.split_once('|')?;
            let mut words = crate_.split(' ');
            let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
            Some((depth.parse::<usize>().ok()?, name.to_owned(), version.to_owned()))
        };
        let (depth, name, version) =
            read().with_context(|| format!("cargo tree printed `{line}`, which is no crate"))?;
        let part = Part { kind: "cargo", name, version, ..Part::default() };
        let key = key(&part);
        path.truncate(depth);
        if let Some(parent) = path.last().and_then(|parent| parts.get_mut(parent)) {
            parent.needs.insert(key.clone());
        }
        parts.entry(key.clone()).or_insert(part).modules.insert(module.to_owned());
        path.push(key);
    }
    Ok(())
}

/// Licence, folder and hash of a crate.
fn describe(part: &mut Part, metadata: &Value, checksums: &BTreeMap<String, String>) -> Result<()> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let found = packages
        .clone()
        .find(|package| package["name"] == part.name.as_str() && package["version"] == part.version.as_str());
    let package = found.with_context(|| format!("cargo metadata has no {} {}", part.name, part.version))?;
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap_or_default());
    part.folder = manifest.parent().context("a manifest has no folder")?.to_path_buf();
    // `MIT/Apache-2.0` is how old crates write `OR`.
    part.licence = package["license"].as_str().unwrap_or_default().replace('/', " OR ");
    part.checksum = checksums.get(&format!("{} {}", part.name, part.version)).cloned();
    Ok(())
}

/// `name version` → the checksum of a Cargo.lock.
fn checksums(lock: &str) -> BTreeMap<String, String> {
    let value = |block: &str, key: &str| {
        let lines = block.lines();
        let mut values =
            lines.filter_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'));
        values.next().map(str::to_owned)
    };
    let blocks = lock.split("[[package]]").skip(1);
    let row = |block| {
        Some((format!("{} {}", value(block, "name")?, value(block, "version")?), value(block, "checksum")?))
    };
    blocks.filter_map(row).collect()
}

/// An npm package as package-lock.json has it.
fn package(name: &str, lock: &Value) -> Result<Part> {
    let entry = &lock["packages"][format!("node_modules/{name}")];
    let text = |key: &str| entry[key].as_str().map(str::to_owned);
    let version = text("version").with_context(|| format!("package-lock.json has no {name}"))?;
    let licence = text("license").with_context(|| format!("package-lock.json has no licence of {name}"))?;
    Ok(Part { kind: "npm", name: name.to_owned(), version, licence, ..Part::default() })
}

fn key(part: &Part) -> String {
    // The `@` of an npm scope is escaped.
    format!("pkg:{}/{}@{}", part.kind, part.name.replacen('@', "%40", 1), part.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_listed_once_with_its_modules_and_what_it_needs() {
        let mut parts = Parts::new();
        let tree = "0|bundle v0.1.0 (/w/bundle)\n1|ui v0.1.0 (/w/ui)\n2|js-sys v0.3.1\n1|js-sys v0.3.1\n\n";
        add_tree(&mut parts, "energy", tree).unwrap();
        add_tree(&mut parts, "meter", "0|meter v0.1.0 (/w/meter)\n1|js-sys v0.3.1 (*)\n").unwrap();
        assert_eq!(parts.len(), 4);
        let js = &parts["pkg:cargo/js-sys@0.3.1"];
        assert_eq!(js.modules.iter().collect::<Vec<_>>(), ["energy", "meter"]);
        let needs: Vec<_> = parts["pkg:cargo/bundle@0.1.0"].needs.iter().collect();
        assert_eq!(needs, ["pkg:cargo/js-sys@0.3.1", "pkg:cargo/ui@0.1.0"]);
        assert!(add_tree(&mut parts, "x", "warning: something").is_err());
    }

    #[test]
    fn checksums_are_those_of_the_lockfile() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"0f\"\n\n\
                    [[package]]\nname = \"ours\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n]\n";
        assert_eq!(checksums(lock), BTreeMap::from([("a 1.0.0".to_owned(), "0f".to_owned())]));
    }

    #[test]
    fn a_script_of_no_known_package_is_refused() {
        let lock =
            serde_json::json!({"packages": {"node_modules/@a/b": {"version": "1.0.0", "license": "MIT"}}});
        assert_eq!(key(&package("@a/b", &lock).unwrap()), "pkg:npm/%40a/b@1.0.0");
        assert!(package("c", &lock).unwrap_err().to_string().contains("has no c"));
    }
}
