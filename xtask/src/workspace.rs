//! What Cargo knows of the workspace: crates, features, who depends on whom.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::{Project, output};

/// The crate whose features are the widgets, and `all`.
const BUNDLE: &str = "commune-bundle";

/// The crates of the workspace.
pub(crate) struct Workspace {
    packages: Vec<Package>,
}

/// One crate.
pub(crate) struct Package {
    pub(crate) name: String,
    /// The folder of its manifest.
    pub(crate) folder: PathBuf,
    features: Vec<String>,
    side_module: bool,
    /// Folders of the crates of this workspace that it is built with.
    dependencies: Vec<PathBuf>,
}

/// One wasm module of pkg/.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Module {
    /// The name of its files and its key in the size table.
    pub(crate) name: String,
    pub(crate) package: String,
    pub(crate) folder: PathBuf,
    /// The one feature it is built with; none for a side module.
    pub(crate) feature: Option<String>,
}

impl Workspace {
    pub(crate) fn load(project: &Project) -> Result<Self> {
        let text = output(&mut project.cargo(["metadata", "--no-deps", "--format-version", "1"]))?;
        Self::parse(&text)
    }

    fn parse(metadata: &str) -> Result<Self> {
        let metadata: Value = serde_json::from_str(metadata)?;
        let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
        let packages = packages.iter().map(Package::parse).collect::<Result<_>>()?;
        Ok(Self { packages })
    }

    pub(crate) fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }

    /// The widgets: the bundle's features, one per widget, without `all`.
    pub(crate) fn widgets(&self) -> Vec<String> {
        let features = self.package(BUNDLE).map_or(&[][..], |bundle| &bundle.features);
        features.iter().filter(|name| !["all", "default"].contains(&name.as_str())).cloned().collect()
    }

    /// The modules of pkg/: a bundle per widget, `all`, then the side modules.
    pub(crate) fn modules(&self) -> Vec<Module> {
        let mut modules = Vec::new();
        if let Some(bundle) = self.package(BUNDLE) {
            let all = bundle.features.iter().any(|name| name == "all").then(|| "all".to_owned());
            for name in self.widgets().into_iter().chain(all) {
                modules.push(Module {
                    feature: Some(name.clone()),
                    name,
                    package: bundle.name.clone(),
                    folder: bundle.folder.clone(),
                });
            }
        }
        for package in &self.packages {
            if package.side_module {
                let name = package.name.trim_start_matches("commune-").trim_end_matches("-module");
                modules.push(Module {
                    name: name.to_owned(),
                    package: package.name.clone(),
                    folder: package.folder.clone(),
                    feature: None,
                });
            }
        }
        modules
    }

    /// The folders of a crate and of every crate of the workspace it is built with.
    pub(crate) fn closure(&self, package: &str) -> Vec<PathBuf> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<&Path> =
            self.package(package).map(|package| package.folder.as_path()).into_iter().collect();
        while let Some(folder) = waiting.pop() {
            if found.insert(folder.to_path_buf()) {
                let package = self.packages.iter().find(|package| package.folder == folder);
                waiting.extend(
                    package.iter().flat_map(|package| package.dependencies.iter().map(PathBuf::as_path)),
                );
            }
        }
        found.into_iter().collect()
    }
}

impl Package {
    fn parse(value: &Value) -> Result<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let name = text(&value["name"]).context("a package has no name")?;
        let manifest = text(&value["manifest_path"]).context("a package has no manifest")?;
        let folder = Path::new(&manifest).parent().context("a manifest has no folder")?;
        let features = value["features"].as_object();
        let dependencies = value["dependencies"].as_array();
        Ok(Self {
            name,
            folder: folder.to_path_buf(),
            features: features.map(|map| map.keys().cloned().collect()).unwrap_or_default(),
            side_module: value["metadata"]["commune"]["side-module"].as_bool().unwrap_or(false),
            dependencies: dependencies
                .into_iter()
                .flatten()
                .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
                .filter_map(|dependency| text(&dependency["path"]).map(PathBuf::from))
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> Workspace {
        let package = |name: &str, features: Value, dependencies: Value, metadata: Value| {
            serde_json::json!({
                "name": name, "manifest_path": format!("/w/{name}/Cargo.toml"),
                "features": features, "dependencies": dependencies, "metadata": metadata,
            })
        };
        let on = |name: &str, kind: Value| serde_json::json!({"name": name, "path": format!("/w/{name}"), "kind": kind});
        let packages = [
            package(
                "commune-bundle",
                serde_json::json!({"all": ["energy", "quiz"], "energy": [], "quiz": []}),
                serde_json::json!([on("commune-energy", Value::Null), {"name": "other", "kind": null}]),
                Value::Null,
            ),
            package(
                "commune-energy",
                serde_json::json!({}),
                serde_json::json!([on("commune-ui", Value::Null), on("commune-meter", "dev".into())]),
                Value::Null,
            ),
            package("commune-ui", serde_json::json!({}), serde_json::json!([]), Value::Null),
            package("commune-meter", serde_json::json!({}), serde_json::json!([]), Value::Null),
            package(
                "commune-meter-module",
                serde_json::json!({}),
                serde_json::json!([]),
                serde_json::json!({"commune": {"side-module": true}}),
            ),
        ];
        Workspace::parse(&serde_json::json!({ "packages": packages }).to_string()).unwrap()
    }

    #[test]
    fn modules_come_from_the_features_and_the_manifests() {
        let workspace = workspace();
        let names: Vec<String> = workspace.modules().into_iter().map(|m| m.name).collect();
        assert_eq!(names, ["energy", "quiz", "all", "meter"]);
        assert_eq!(workspace.widgets(), ["energy", "quiz"]);
    }

    #[test]
    fn a_crate_is_built_with_its_dependencies_and_not_with_those_of_its_tests() {
        let folders = workspace().closure("commune-bundle");
        let expected = ["/w/commune-bundle", "/w/commune-energy", "/w/commune-ui"];
        assert_eq!(folders, expected.map(PathBuf::from));
        assert!(workspace().closure("none").is_empty());
    }
}
