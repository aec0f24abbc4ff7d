//! `cargo xtask size`: what a visitor downloads, module by module.
//!
//! A module's figure is its wasm, its JavaScript and its French messages (styles are inside
//! the wasm), each file compressed by itself as a web server would, without the shell.

use std::collections::BTreeMap;
use std::fs;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use serde_json::{Value, json};

use crate::build::{SHELL, js_name, wasm_name};
use crate::compress;
use crate::leaflet;
use crate::project::{Project, read, write};
use crate::workspace::Workspace;

const BASELINE: &str = "size-baseline.json";
const BUDGET: &str = "size-budget.json";

/// What to do with the sizes.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Mode {
    Table,
    Check,
    Json,
    Save,
}

impl Mode {
    pub(crate) fn parse(args: &mut lexopt::Parser) -> Result<Self> {
        let mut mode = Self::Table;
        while let Some(arg) = args.next()? {
            mode = match arg {
                Long("check") => Self::Check,
                Long("json") => Self::Json,
                Long("save") => Self::Save,
                other => return Err(other.unexpected().into()),
            };
        }
        Ok(mode)
    }
}

/// Bytes of a file or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Size {
    pub(crate) raw: u64,
    pub(crate) gzip: u64,
    pub(crate) brotli: u64,
}

impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// Sizes by module.
pub(crate) type Sizes = BTreeMap<String, Size>;

pub(crate) fn run(project: &Project, mode: Mode) -> Result<()> {
    let workspace = Workspace::load(project)?;
    let files = files(project, &workspace);
    let mut by_file = BTreeMap::new();
    for file in list(&project.pkg(""))? {
        by_file.insert(file.clone(), measure(&fs::read(&file)?)?);
    }
    let sizes = total(&files, &by_file);
    match mode {
        Mode::Json => println!("{}", to_json(&sizes)),
        Mode::Save => {
            write(&project.path(BASELINE), format!("{:#}\n", to_json(&sizes)))?;
            println!("{BASELINE} written");
        }
        Mode::Table | Mode::Check => {
            println!("{:<28}{:>9}{:>9}{:>9}", "file", "raw", "gzip", "brotli");
            for (file, size) in &by_file {
                let name = file.strip_prefix(project.pkg("")).unwrap_or(file).display();
                println!("{name:<28}{:>9}{:>9}{:>9}", size.raw, size.gzip, size.brotli);
            }
            let baseline = fs::read_to_string(project.path(BASELINE)).ok();
            let old = baseline.map(|text| from_json(&text)).transpose()?.unwrap_or_default();
            println!("\n{}", table(&old, &sizes));
        }
    }
    if mode == Mode::Check {
        let budget: BTreeMap<String, u64> = serde_json::from_str(&read(&project.path(BUDGET))?)
            .with_context(|| format!("{BUDGET} is not an object of brotli bytes"))?;
        let over = over_budget(&budget, &sizes);
        if !over.is_empty() {
            bail!("past {BUDGET}:\n  {}", over.join("\n  "));
        }
        println!("within {BUDGET}");
    }
    Ok(())
}

/// The files that make each module's figure.
pub(crate) fn files(project: &Project, workspace: &Workspace) -> BTreeMap<String, Vec<PathBuf>> {
    let french = |widget: &str| project.pkg("locales").join(widget).join("fr.json");
    let widgets = workspace.widgets();
    let mut files = BTreeMap::from([("shell".to_owned(), vec![project.pkg(SHELL)])]);
    for module in workspace.modules() {
        let name = module.name;
        let mut own = vec![project.pkg(wasm_name(&name)), project.pkg(js_name(&name))];
        if name == leaflet::MODULE {
            own.push(project.pkg(leaflet::FILE));
        }
        if name == "all" {
            own.extend(widgets.iter().map(|widget| french(widget)));
        } else if widgets.contains(&name) {
            own.push(french(&name));
        } else {
            // Its own words, or those of the part of a widget that opens with it.
            let part = |widget: &String| project.pkg("locales").join(widget).join(&name).join("fr.json");
            let words = widgets.iter().map(part).chain([french(&name)]);
            own.extend(words.filter(|file| file.exists()));
        }
        files.insert(name, own);
    }
    files
}

/// Every file below a folder except the packs, which are data, the site, and releases, whose names begin with a digit.
fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder)
        .with_context(|| format!("{} is not built: run `cargo xtask build`", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        let release = name.to_string_lossy().starts_with(|c: char| c.is_ascii_digit());
        if path.is_dir() && name != "packs" && name != "www" && !release {
            found.extend(list(&path)?);
        } else if path.is_file() && name != "README.md" {
            found.push(path);
        }
    }
    Ok(found)
}

/// What a file weighs as it is and as servers send it.
pub(crate) fn measure(bytes: &[u8]) -> Result<Size> {
    let (gzip, brotli) = (compress::gzip(bytes)?, compress::brotli(bytes)?);
    Ok(Size { raw: bytes.len() as u64, gzip: gzip.len() as u64, brotli: brotli.len() as u64 })
}

/// Adds files up; a module that lacks one of its files is not there.
fn total(files: &BTreeMap<String, Vec<PathBuf>>, by_file: &BTreeMap<PathBuf, Size>) -> Sizes {
    let sum = |paths: &Vec<PathBuf>| {
        paths.iter().try_fold(Size::default(), |mut sum, path| {
            sum += *by_file.get(path)?;
            Some(sum)
        })
    };
    files.iter().filter_map(|(name, paths)| Some((name.clone(), sum(paths)?))).collect()
}

pub(crate) fn to_json(sizes: &Sizes) -> Value {
    let one = |size: &Size| json!({"raw": size.raw, "gzip": size.gzip, "brotli": size.brotli});
    let widgets: serde_json::Map<_, _> = sizes.iter().map(|(name, size)| (name.clone(), one(size))).collect();
    json!({ "widgets": widgets })
}

fn from_json(text: &str) -> Result<Sizes> {
    let value: Value = serde_json::from_str(text).context("the baseline is not JSON")?;
    let widgets = value["widgets"].as_object().context("the baseline has no `widgets`")?;
    widgets
        .iter()
        .map(|(name, value)| {
            let bytes =
                |key: &str| value[key].as_u64().with_context(|| format!("the baseline has no {name}.{key}"));
            let size = Size { raw: bytes("raw")?, gzip: bytes("gzip")?, brotli: bytes("brotli")? };
            Ok((name.clone(), size))
        })
        .collect()
}

/// The sizes of each module with the brotli bytes it had in the baseline.
fn table(old: &Sizes, new: &Sizes) -> String {
    let mut text = format!(
        "{:<16}{:>9}{:>9}{:>9}{:>12}{:>9}\n",
        "module", "raw", "gzip", "brotli", "old brotli", "change"
    );
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        text += &format!("{name:<16} absent, it was {}\n", old[name].brotli);
    }
    for (name, size) in new {
        let (before, change) = match old.get(name) {
            Some(before) => (
                before.brotli.to_string(),
                format!("{:+}", size.brotli.cast_signed() - before.brotli.cast_signed()),
            ),
            None => ("-".to_owned(), "new".to_owned()),
        };
        let Size { raw, gzip, brotli } = size;
        text += &format!("{name:<16}{raw:>9}{gzip:>9}{brotli:>9}{before:>12}{change:>9}\n");
    }
    text
}

/// A sentence for each module past its budget, or absent though it has one.
fn over_budget(budget: &BTreeMap<String, u64>, sizes: &Sizes) -> Vec<String> {
    let sentence = |(name, limit): (&String, &u64)| match sizes.get(name) {
        None => Some(format!("{name}: not in pkg/, run `cargo xtask build`")),
        Some(size) if size.brotli > *limit => Some(format!(
            "{name}: {} brotli bytes, {} more than its {limit}",
            size.brotli,
            size.brotli - limit
        )),
        Some(_) => None,
    };
    budget.iter().filter_map(sentence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(list: &[(&str, u64)]) -> Sizes {
        let size = |&(name, brotli): &(&str, u64)| {
            (name.to_owned(), Size { raw: 3 * brotli, gzip: 2 * brotli, brotli })
        };
        list.iter().map(size).collect()
    }

    #[test]
    fn the_json_has_the_agreed_shape_and_reads_back() {
        let sizes = sizes(&[("shell", 10), ("energy", 100)]);
        let text = to_json(&sizes).to_string();
        assert_eq!(
            serde_json::from_str::<Value>(&text).unwrap(),
            json!({"widgets": {
                "shell": {"raw": 30, "gzip": 20, "brotli": 10},
                "energy": {"raw": 300, "gzip": 200, "brotli": 100},
            }})
        );
        assert_eq!(from_json(&text).unwrap(), sizes);
        assert!(from_json(r#"{"widgets":{"shell":{"raw":1}}}"#).is_err());
    }

    #[test]
    fn the_check_names_what_is_over_by_how_much_and_what_is_absent() {
        let budget = BTreeMap::from([("shell", 10), ("energy", 99), ("meter", 5)]);
        let budget = budget.into_iter().map(|(name, limit)| (name.to_owned(), limit)).collect();
        let over = over_budget(&budget, &sizes(&[("shell", 10), ("energy", 100), ("other", 9)]));
        assert_eq!(over.len(), 2);
        assert!(over[0].starts_with("energy: 100 brotli bytes, 1 more"), "{over:?}");
        assert!(over[1].starts_with("meter: not in pkg/"), "{over:?}");
    }

    #[test]
    fn a_module_that_lacks_a_file_has_no_figure() {
        let files = BTreeMap::from([
            ("whole".to_owned(), vec![PathBuf::from("a"), PathBuf::from("b")]),
            ("half".to_owned(), vec![PathBuf::from("a"), PathBuf::from("none")]),
        ]);
        let size = Size { raw: 1, gzip: 2, brotli: 3 };
        let by_file = BTreeMap::from([(PathBuf::from("a"), size), (PathBuf::from("b"), size)]);
        let total = total(&files, &by_file);
        assert_eq!(total, BTreeMap::from([("whole".to_owned(), Size { raw: 2, gzip: 4, brotli: 6 })]));
    }

    #[test]
    fn the_table_shows_old_against_new() {
        let text = table(&sizes(&[("a", 10), ("gone", 1)]), &sizes(&[("a", 7), ("b", 2)]));
        assert!(text.contains("gone             absent, it was 1"), "{text}");
        assert!(text.lines().any(|line| line.starts_with("a ") && line.ends_with("-3")), "{text}");
        assert!(text.lines().any(|line| line.starts_with("b ") && line.ends_with("new")), "{text}");
    }

    #[test]
    fn text_shrinks_and_both_formats_count() {
        let size = measure("commune ".repeat(1000).as_bytes()).unwrap();
        assert_eq!(size.raw, 8000);
        assert!(size.gzip < 200 && size.brotli < size.gzip, "{size:?}");
    }
}
