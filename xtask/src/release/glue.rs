//! Modules under hashed names, each bound to the next by its hash: the shell knows the names of the modules'
//! JavaScript, and each of these the name and the whole hash of its wasm. Who trusts the JavaScript needs no
//! hash of the wasm.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, bail};

use super::integrity::{Names, hashed, short, sri};
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
        let mut hashes = BTreeMap::new();
        for module in workspace.modules() {
            let name = module.name;
            let wasm = wasm_name(&name);
            let bytes = fs::read(project.pkg(&wasm)).with_context(|| format!("{wasm} is not built"))?;
            let wasm_hashed = hashed(&wasm, &bytes);
            let glue = read(&unminified(project, &name))?;
            let glue = bind(&glue, &wasm, &wasm_hashed, &sri(&bytes)).with_context(|| js_name(&name))?;
            let glue = imports(&glue, &scripts);
            let glue = minified(project, &js_name(&name), &glue)?;
            let glue_hashed = hashed(&js_name(&name), &glue);
            hashes.insert(name.clone(), short(&glue));
            tree.add(&wasm_hashed, bytes)?;
            tree.add(&glue_hashed, glue)?;
            names.insert(wasm, wasm_hashed);
            names.insert(js_name(&name), glue_hashed);
        }
        let shell = read(&project.path("components/element/src/shell.js"))?;
        tree.add(SHELL, minified(project, SHELL, &shell_of(&shell, version, &hashes)?)?)?;
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

/// The glue, importing scripts beside it by their hashed names.
fn imports(glue: &str, scripts: &Names) -> String {
    scripts.iter().fold(glue.to_owned(), |glue, (name, hashed)| {
        ['"', '\''].iter().fold(glue, |glue, quote| {
            glue.replace(&format!("{quote}./{name}{quote}"), &format!("{quote}./{hashed}{quote}"))
        })
    })
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

/// wasm-bindgen's JavaScript, asking for one wasm only: by its hashed name, and refused by the browser where
/// its hash is another.
fn bind(glue: &str, wasm: &str, wasm_hashed: &str, hash: &str) -> Result<String> {
    let glue = once(glue, &format!("'{wasm}'"), &format!("'{wasm_hashed}'"))?;
    let (fetch, checked) =
        ("fetch(module_or_path)", format!("fetch(module_or_path, {{ integrity: '{hash}' }})"));
    once(&glue, fetch, &checked)
}

/// The shell of a release: its version, and the hash in each module's name.
fn shell_of(shell: &str, version: &str, hashes: &BTreeMap<String, String>) -> Result<String> {
    let mut table = String::from("const HASHES = {");
    for (name, hash) in hashes {
        // Writing to a String cannot fail.
        let _ = write!(table, " '{name}': '.{hash}',");
    }
    let shell = once(shell, "const HASHES = {};", &format!("{table} }};"))?;
    let line = shell.lines().find(|line| line.starts_with("const VERSION = "));
    let line = line.context("the shell has no `const VERSION = `")?.to_owned();
    once(&shell, &line, &format!("const VERSION = '{version}';"))
}

/// Replaces what must be there exactly once.
pub(super) fn once(text: &str, old: &str, new: &str) -> Result<String> {
    let count = text.matches(old).count();
    if count != 1 {
        bail!("`{old}` is there {count} times, not once");
    }
    Ok(text.replacen(old, new, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_asks_for_one_wasm_only() {
        let glue = "x = new URL('a_bg.wasm', import.meta.url);\nmodule_or_path = fetch(module_or_path);\n";
        assert_eq!(
            bind(glue, "a_bg.wasm", "a_bg.12.wasm", "sha384-x").unwrap(),
            "x = new URL('a_bg.12.wasm', import.meta.url);\n\
             module_or_path = fetch(module_or_path, { integrity: 'sha384-x' });\n"
        );
        assert!(bind("other glue", "a_bg.wasm", "", "").is_err());
    }

    #[test]
    fn a_script_beside_is_imported_by_its_hashed_name() {
        let scripts = Names::from([("leaflet.js".to_owned(), "leaflet.0a.js".to_owned())]);
        let glue = "import * as a from \"./leaflet.js\"; import {b} from './leaflet.js'; c('leaflet.js');";
        let expected =
            "import * as a from \"./leaflet.0a.js\"; import {b} from './leaflet.0a.js'; c('leaflet.js');";
        assert_eq!(imports(glue, &scripts), expected);
    }

    #[test]
    fn the_shell_knows_its_version_and_the_names() {
        let shell = "const VERSION = '0.1.0';\nconst HASHES = {};\nnext();";
        let hashes = [("cyber-quiz", "0a"), ("all", "ff")];
        let hashes = hashes.map(|(name, hash)| (name.to_owned(), hash.to_owned())).into();
        assert_eq!(
            shell_of(shell, "1.0.0", &hashes).unwrap(),
            "const VERSION = '1.0.0';\nconst HASHES = { 'all': '.ff', 'cyber-quiz': '.0a', };\nnext();"
        );
        assert!(shell_of("const VERSION = '0.1.0';", "1.0.0", &hashes).is_err());
    }
}
