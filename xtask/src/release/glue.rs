//! Modules under hashed names, each bound to the next by its hash (`commune_channel::bind`).

use std::fs;

use anyhow::{Context, Result, bail};
use commune_channel::bind::{self, Names, Table, stem};
use commune_channel::hash::{hashed, sri, sum};

use super::tree::Tree;
use crate::build::{SHELL, js_name, minify, unminified, wasm_name};
use crate::project::{Project, read, step, write};
use crate::workspace::Workspace;

/// Adds every module and the shell. Answers the names that the modules' files got.
pub(super) fn add(project: &Project, workspace: &Workspace, version: &str, tree: &mut Tree) -> Result<Names> {
    step("hashed names", || {
        let mut names = Names::new();
        for name in scripts(project, workspace)? {
            let bytes = fs::read(project.pkg(&name)).with_context(|| format!("cannot read {name}"))?;
            let named = hashed(&name, &bytes);
            tree.add(&named, bytes)?;
            names.insert(name, named);
        }
        let scripts = names.clone();
        // A bundle knows the side modules, the shell the bundles.
        let (mut sides, mut bundles) = (Table::default(), Table::default());
        for (name, named) in &scripts {
            let bytes = tree.get(named).with_context(|| format!("{named} is not there"))?;
            sides.add(stem(name), &sum(bytes), None);
        }
        let mut modules = workspace.modules();
        modules.sort_by_key(|module| module.feature.is_some());
        for module in modules {
            let name = module.name;
            let wasm = wasm_name(&name);
            let bytes = fs::read(project.pkg(&wasm)).with_context(|| format!("{wasm} is not built"))?;
            let wasm_hashed = hashed(&wasm, &bytes);
            let glue = read(&unminified(project, &name))?;
            let glue =
                bind::glue(&glue, &wasm, &wasm_hashed, &sri(&bytes)).with_context(|| js_name(&name))?;
            let needed = bind::need(&glue, &scripts).with_context(|| js_name(&name))?;
            let glue = bind::imports(&glue, &scripts);
            let side = module.feature.is_none();
            if !side && needed.is_some() {
                bail!("{} imports a script: only a side module's is compared before it runs", js_name(&name));
            }
            let glue = if side { glue } else { bind::sides(&glue, &sides) };
            let glue = minified(project, &js_name(&name), &glue)?;
            let glue_hashed = hashed(&js_name(&name), &glue);
            let table = if side { &mut sides } else { &mut bundles };
            table.add(&name, &sum(&glue), needed.as_deref());
            tree.add(&wasm_hashed, bytes)?;
            tree.add(&glue_hashed, glue)?;
            names.insert(wasm, wasm_hashed);
            names.insert(js_name(&name), glue_hashed);
        }
        let shell = read(&project.path("components/element/src/shell.js"))?;
        tree.add(SHELL, minified(project, SHELL, &bind::shell(&shell, version, &bundles)?)?)?;
        Ok(names)
    })
}

/// Scripts beside the modules that are neither a module's own nor the shell: what a module imports.
fn scripts(project: &Project, workspace: &Workspace) -> Result<Vec<String>> {
    let own: Vec<_> = workspace.modules().iter().map(|module| js_name(&module.name)).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(project.pkg("")).context("nothing is built")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".js") && name != SHELL && !own.contains(&name) {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

/// The npm packages that those scripts are: `leaflet.js` is `leaflet`.
pub(super) fn packages(workspace: &Workspace, names: &Names) -> Vec<String> {
    let own: Vec<_> = workspace.modules().iter().map(|module| js_name(&module.name)).collect();
    let others = names.keys().filter(|name| !own.contains(name));
    others.filter_map(|name| name.strip_suffix(".js").map(str::to_owned)).collect()
}

/// A script through the minifier.
pub(super) fn minified(project: &Project, name: &str, script: &str) -> Result<Vec<u8>> {
    // Tests make releases beside each other.
    let folder = project.work("release").join(format!("minify-{}", std::process::id()));
    let (from, to) = (folder.join(name), folder.join("minified").join(name));
    write(&from, script)?;
    write(&to, "")?;
    minify(project, &from, &to)?;
    let bytes = fs::read(&to).with_context(|| format!("cannot read {}", to.display()))?;
    fs::remove_dir_all(&folder).ok();
    Ok(bytes)
}
