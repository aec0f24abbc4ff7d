//! Files bound downwards: the shell knows the hash of each bundle's JavaScript, this that of the side modules and of the
//! scripts that they import, and each module's JavaScript that of its wasm. Who trusts the shell needs no other hash.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::json;

/// Plain names of modules and the names they have in a release.
pub type Names = BTreeMap<String, String>;

/// What the shell of a release is told of scripts that it may import, by their names without `.js`: the
/// [`sum`](crate::hash::sum) of each, from which it has the file's name too, and after a space the script that it
/// imports of its own, if any.
#[derive(Debug, Default)]
pub struct Table(BTreeMap<String, String>);

impl Table {
    /// Takes a script in.
    pub fn add(&mut self, name: &str, sum: &str, need: Option<&str>) {
        let value = need.map_or_else(|| sum.to_owned(), |need| format!("{sum} {need}"));
        self.0.insert(name.to_owned(), value);
    }

    /// The table as an object of JavaScript.
    fn object(&self) -> String {
        json!(self.0).to_string()
    }
}

/// A bundle's JavaScript that tells the shell of the side modules which it may ask for.
#[must_use]
pub fn sides(glue: &str, table: &Table) -> String {
    format!("{glue}\nexport const SUMS = {};\n", table.object())
}

/// wasm-bindgen's JavaScript, minified or not, asking for one wasm only: by its hashed name, and refused by the
/// browser where its hash is another.
///
/// # Errors
/// Where the glue does not name that wasm once and fetch once.
pub fn glue(glue: &str, wasm: &str, wasm_hashed: &str, hash: &str) -> Result<String> {
    let quote = if glue.contains(&format!("\"{wasm}\"")) { '"' } else { '\'' };
    let glue = once(glue, &format!("{quote}{wasm}{quote}"), &format!("'{wasm_hashed}'"))?;
    let argument = |rest: &str| {
        let (name, _) = rest.split_once(')')?;
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || "_$".contains(c));
        (is_name && !name.is_empty()).then(|| name.to_owned())
    };
    let name = glue.split("fetch(").skip(1).find_map(argument).context("it fetches nothing")?;
    once(&glue, &format!("fetch({name})"), &format!("fetch({name}, {{ integrity: '{hash}' }})"))
}

/// The script beside it that the glue imports. The shell knows of one for a module.
///
/// # Errors
/// Where it imports several.
pub fn need(glue: &str, scripts: &Names) -> Result<Option<String>> {
    let imported = |name: &&String| ['"', '\''].iter().any(|q| glue.contains(&format!("{q}./{name}{q}")));
    let found: Vec<_> = scripts.keys().filter(imported).collect();
    match found.as_slice() {
        [] => Ok(None),
        [name] => Ok(Some(stem(name).to_owned())),
        more => bail!("it imports {} scripts, and the shell compares one", more.len()),
    }
}

/// The glue, importing scripts beside it by their hashed names.
#[must_use]
pub fn imports(glue: &str, scripts: &Names) -> String {
    scripts.iter().fold(glue.to_owned(), |glue, (name, hashed)| {
        ['"', '\''].iter().fold(glue, |glue, quote| {
            glue.replace(&format!("{quote}./{name}{quote}"), &format!("{quote}./{hashed}{quote}"))
        })
    })
}

/// The shell of a release, from its source: its version, and the bundles that it may import.
///
/// # Errors
/// Where the source has not the lines that are filled in.
pub fn shell(source: &str, version: &str, table: &Table) -> Result<String> {
    let shell = once(source, "const SUMS = {};", &format!("const SUMS = {};", table.object()))?;
    let line = shell.lines().find(|line| line.starts_with("const VERSION = "));
    let line = line.context("the shell has no `const VERSION = `")?.to_owned();
    once(&shell, &line, &format!("const VERSION = '{version}';"))
}

/// A script's name as the shell has it: `leaflet.js` is `leaflet`.
#[must_use]
pub fn stem(name: &str) -> &str {
    name.strip_suffix(".js").unwrap_or(name)
}

/// Replaces what must be there exactly once.
///
/// # Errors
/// Where it is not.
pub fn once(text: &str, old: &str, new: &str) -> Result<String> {
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
        let source = "x = new URL('a_bg.wasm', import.meta.url);\nmodule_or_path = fetch(module_or_path);\n";
        assert_eq!(
            glue(source, "a_bg.wasm", "a_bg.12.wasm", "sha384-x").unwrap(),
            "x = new URL('a_bg.12.wasm', import.meta.url);\n\
             module_or_path = fetch(module_or_path, { integrity: 'sha384-x' });\n"
        );
        let minified = "fetch(`u`),t=new URL(\"a_bg.wasm\",import.meta.url);t=fetch(t)";
        assert_eq!(
            glue(minified, "a_bg.wasm", "a_bg.12.wasm", "sha384-x").unwrap(),
            "fetch(`u`),t=new URL('a_bg.12.wasm',import.meta.url);t=fetch(t, { integrity: 'sha384-x' })"
        );
        assert!(glue("other glue", "a_bg.wasm", "", "").is_err());
        assert!(glue("'a_bg.wasm' fetch(a) fetch(a)", "a_bg.wasm", "", "").is_err());
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
    fn a_module_needs_the_script_that_it_imports() {
        let names = [("leaflet.js", "leaflet.0a.js"), ("other.js", "other.0b.js")];
        let scripts: Names = names.map(|(name, hashed)| (name.to_owned(), hashed.to_owned())).into();
        let leaflet = "import * as a from \"./leaflet.js\";";
        assert_eq!(need(leaflet, &scripts).unwrap().as_deref(), Some("leaflet"));
        assert_eq!(need("call('leaflet.js');", &scripts).unwrap(), None);
        assert!(need(&format!("{leaflet} import './other.js';"), &scripts).is_err());
    }

    #[test]
    fn the_shell_knows_its_version_and_the_hashes() {
        let source = "const VERSION = '0.1.0';\nconst SUMS = {};\nnext();";
        let mut table = Table::default();
        table.add("energy", "x+/=", None);
        assert_eq!(
            shell(source, "1.0.0", &table).unwrap(),
            "const VERSION = '1.0.0';\nconst SUMS = {\"energy\":\"x+/=\"};\nnext();"
        );
        assert!(shell("const VERSION = '0.1.0';", "1.0.0", &table).is_err());
    }

    #[test]
    fn a_bundle_tells_of_its_side_modules_and_what_they_need() {
        let mut table = Table::default();
        table.add("meter", "x+/=", None);
        table.add("map", "y+/=", Some("leaflet"));
        assert_eq!(
            sides("glue();", &table),
            "glue();\nexport const SUMS = {\"map\":\"y+/= leaflet\",\"meter\":\"x+/=\"};\n"
        );
    }
}
