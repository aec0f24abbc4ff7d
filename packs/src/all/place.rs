//! From the folder aside to the folder that is published.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::key;
use super::state::Past;

/// The folder aside, within the published one so that a file is moved and not copied; its name is hidden, as that of
/// nothing that is published.
pub(super) const ASIDE: &str = ".all-partial";

/// The files of the index: only the index leads to them, and a new one has others.
const INDEX: &str = "packs/services/index/";

/// What was moved.
pub(super) struct Moved {
    /// Every file of the step, with its SHA-256.
    pub(super) files: BTreeMap<String, String>,
    /// How many of them are new or other than before.
    pub(super) replaced: u64,
}

/// The files below a folder, with `/` between folders, in the order of their names.
///
/// # Errors
/// A folder cannot be read.
pub(super) fn files(folder: &Path) -> Result<Vec<String>> {
    let mut out = Vec::new();
    if folder.is_dir() {
        walk(folder, "", &mut out)?;
    }
    out.sort();
    Ok(out)
}

fn walk(folder: &Path, below: &str, out: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} ne se lit pas", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = format!("{below}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            walk(&path, &format!("{name}/"), out)?;
        } else {
            out.push(name);
        }
    }
    Ok(())
}

/// Moves what was written aside. A file whose bytes are there already is left as it is.
///
/// # Errors
/// A file cannot be moved: those before it are new, the others those of the last time, each of them whole.
pub(super) fn all(aside: &Path, folder: &Path) -> Result<Moved> {
    let mut moved = Moved { files: BTreeMap::new(), replaced: 0 };
    for name in files(aside)? {
        let (from, to) = (aside.join(&name), folder.join(&name));
        let hash = key::of_file(&from).with_context(|| format!("{} ne se lit pas", from.display()))?;
        if key::of_file(&to).ok().as_ref() != Some(&hash) {
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
            }
            fs::rename(&from, &to).with_context(|| format!("cannot write {}", to.display()))?;
            moved.replaced += 1;
        }
        moved.files.insert(name, hash);
    }
    Ok(moved)
}

/// Files of the last success that are written no more: those of the index are removed, the others kept and named.
///
/// # Errors
/// A file cannot be removed.
pub(super) fn stale(folder: &Path, past: &Past, now: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for name in past.files.keys().chain(&past.stale).filter(|name| !now.contains_key(*name)) {
        let path = folder.join(name);
        if !path.is_file() {
            continue;
        }
        if name.starts_with(INDEX) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        } else {
            out.push(name.clone());
        }
    }
    out.sort();
    out.dedup();
    Ok(out)
}

/// True where every file of a success is there as it was written.
pub(super) fn untouched(folder: &Path, past: &Past) -> bool {
    past.files.iter().all(|(name, hash)| key::of_file(&folder.join(name)).ok().as_ref() == Some(hash))
}
