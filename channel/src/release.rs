//! A release's folder, before it is shown: whole, and with nothing made up in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::hash::sri;
use crate::manifest::Entry;
use crate::version;

/// The file that lists the others. It does not list itself.
pub const INTEGRITY: &str = "integrity.json";
/// The script that starts it.
pub const SHELL: &str = "commune-widgets.js";
/// Pages that show what is made up: no channel has them.
pub const DEMO: &str = "demo/";
/// Folders of what an installation replaces: figures and settings, and pages that show them.
const DATA: [&str; 3] = ["packs/", "communes/", DEMO];
/// How many faults are told before they are only counted.
const TOLD: usize = 8;

/// Whether an installation replaces the file, or leaves it out.
#[must_use]
pub fn is_data(path: &str) -> bool {
    DATA.iter().any(|folder| path.starts_with(folder))
}

/// The paths of a folder's files, with `/`, in order.
///
/// # Errors
/// When a folder cannot be listed, or a name is no text.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    list(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn list(folder: &Path, path: &str, found: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().with_context(|| format!("{} is no text", name.display()))?;
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{path}{name}/"), found)?;
        } else {
            found.push(format!("{path}{name}"));
        }
    }
    Ok(())
}

/// Compares every file of the library with the hash that [`INTEGRITY`] has; the data is the installation's own.
/// Answers what a manifest says of the release.
///
/// # Errors
/// At the first file that is another, that is missing, or that is not listed.
pub fn check(folder: &Path) -> Result<Entry> {
    let read = |path: &str| {
        fs::read(folder.join(path)).with_context(|| format!("cannot read {}", folder.join(path).display()))
    };
    let list: Value =
        serde_json::from_slice(&read(INTEGRITY)?).with_context(|| format!("{INTEGRITY} is not JSON"))?;
    let version = version::check(list["version"].as_str().unwrap_or_default())?.to_owned();
    let hashes = list["files"].as_object().with_context(|| format!("{INTEGRITY} has no `files`"))?;
    let mut hashes: BTreeMap<_, _> =
        hashes.iter().map(|(path, hash)| (path.as_str(), hash.as_str().unwrap_or_default())).collect();
    let mut shell = None;
    for path in files(folder)?.iter().filter(|path| *path != INTEGRITY && !is_data(path)) {
        let hash = hashes.remove(path.as_str()).with_context(|| format!("{path} is not in {INTEGRITY}"))?;
        if sri(&read(path)?) != hash {
            bail!("{path} is not the file whose hash {INTEGRITY} has");
        }
        if path == SHELL {
            shell = Some(hash.to_owned());
        }
    }
    if let Some(path) = hashes.keys().next() {
        bail!("{path} is in {INTEGRITY} and not in the folder");
    }
    Ok(Entry { version, shell: shell.with_context(|| format!("it has no {SHELL}"))? })
}

/// Refuses what residents must not take for true: packs of the demonstration, and content that no expert has signed off.
///
/// # Errors
/// With each pack that is refused, and why.
pub fn refuse_invented(folder: &Path) -> Result<()> {
    let mut faults = Vec::new();
    for path in files(folder)? {
        if !is_data(&path) || path.starts_with(DEMO) || !path.ends_with(".json") {
            continue;
        }
        let bytes = fs::read(folder.join(&path)).with_context(|| format!("cannot read {path}"))?;
        let pack: Value = serde_json::from_slice(&bytes).with_context(|| format!("{path} is not JSON"))?;
        if pack["demo"] == true {
            faults.push(format!("{path}: figures of the demonstration (`demo` is true)"));
        }
        match to_review(&pack) {
            0 => {}
            items => faults.push(format!("{path}: {items} items that no expert has signed off (`toReview`)")),
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    let more = faults.len().saturating_sub(TOLD);
    faults.truncate(TOLD);
    if more > 0 {
        faults.push(format!("and {more} more"));
    }
    bail!(
        "the release is not promoted. Put your own packs in the place of packs/ and communes/, and the quiz's content \
         as `commune-packs quiz build --signed-only` writes it:\n  {}",
        faults.join("\n  ")
    )
}

/// How many objects, however deep, are still to review.
fn to_review(value: &Value) -> usize {
    match value {
        Value::Object(fields) => {
            usize::from(fields.get("toReview") == Some(&Value::Bool(true)))
                + fields.values().map(to_review).sum::<usize>()
        }
        Value::Array(items) => items.iter().map(to_review).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Folder, release};

    #[test]
    fn a_whole_release_is_known_by_its_shell() {
        let folder = Folder::new("release");
        release(&folder, "r", "1.0.0");
        let entry = check(&folder.path("r")).unwrap();
        assert_eq!(entry, Entry { version: "1.0.0".to_owned(), shell: sri(b"shell of 1.0.0") });
        // Data is the installation's own.
        folder.write("r/packs/energy/1/59648.json", "{}");
        check(&folder.path("r")).unwrap();
    }

    #[test]
    fn a_changed_an_added_and_a_lost_file_are_named() {
        let folder = Folder::new("faults");
        let told = |change: &dyn Fn()| {
            fs::remove_dir_all(folder.path("r")).ok();
            release(&folder, "r", "1.0.0");
            change();
            check(&folder.path("r")).unwrap_err().to_string()
        };
        let changed = told(&|| drop(folder.write("r/energy.0a.js", "other")));
        assert!(changed.starts_with("energy.0a.js is not the file"), "{changed}");
        let added = told(&|| drop(folder.write("r/extra.js", "")));
        assert!(added.starts_with("extra.js is not in"), "{added}");
        let lost = told(&|| fs::remove_file(folder.path("r/energy.0a.js")).unwrap());
        assert!(lost.starts_with("energy.0a.js is in"), "{lost}");
    }

    #[test]
    fn made_up_figures_and_unsigned_content_are_each_named() {
        let folder = Folder::new("invented");
        release(&folder, "r", "1.0.0");
        refuse_invented(&folder.path("r")).unwrap();
        folder.write("r/packs/energy/1/59648.json", r#"{"demo": true}"#);
        folder.write(
            "r/packs/cyber-quiz/1/staff.fr.json",
            r#"{"demo": false, "questions": [{"toReview": true}, {"toReview": false}, {"toReview": true}]}"#,
        );
        let told = refuse_invented(&folder.path("r")).unwrap_err().to_string();
        assert!(told.contains("packs/energy/1/59648.json: figures of the demonstration"), "{told}");
        assert!(told.contains("packs/cyber-quiz/1/staff.fr.json: 2 items that no expert"), "{told}");
    }
}
