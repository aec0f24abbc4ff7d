//! Skipping work whose inputs have not changed.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::{Project, write};

/// Folders that hold output. Tests stay in: a source may include one of their fixtures.
const SKIPPED: [&str; 2] = ["target", "node_modules"];

/// Hashes the files and folders at these paths (names and contents), and a few words such
/// as tool versions. The hash of the standard library may change with the toolchain, which
/// costs one build.
pub(crate) fn fingerprint(paths: &[PathBuf], words: &[&str]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for word in words {
        add(&mut hasher, word.as_bytes());
    }
    for path in paths {
        let mut files = Vec::new();
        collect(path, &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(path).unwrap_or(&file).to_string_lossy().into_owned();
            add(&mut hasher, name.as_bytes());
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            add(&mut hasher, &content);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The length goes first, so that two neighbours cannot exchange bytes unseen.
fn add(hasher: &mut DefaultHasher, bytes: &[u8]) {
    hasher.write_usize(bytes.len());
    hasher.write(bytes);
}

/// A file itself, or what a folder holds. A path that is absent is an input too: empty.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    if !path.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !SKIPPED.contains(&&*name) && !name.starts_with('.') {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

/// Does the work unless it was done for the same inputs and its outputs are still there.
/// Says whether it was done.
pub(crate) fn unless_done(
    project: &Project,
    name: &str,
    inputs: &str,
    outputs: &[PathBuf],
    work: impl FnOnce() -> Result<()>,
) -> Result<bool> {
    let stamp = project.work("stamps").join(name);
    let done = fs::read_to_string(&stamp).is_ok_and(|old| old == inputs);
    if done && outputs.iter().all(|output| output.exists()) {
        println!("── {name}: up to date");
        return Ok(false);
    }
    // An interrupted build must not look done, even if the inputs return to what they were.
    fs::remove_file(&stamp).ok();
    work()?;
    write(&stamp, inputs)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_follows_names_contents_and_words() {
        let folder = std::env::temp_dir().join(format!("xtask-fingerprint-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        write(&folder.join("src/a.rs"), "one").unwrap();
        let print = |words: &[&str]| fingerprint(std::slice::from_ref(&folder), words).unwrap();
        let first = print(&["1.0"]);
        assert_eq!(first, print(&["1.0"]));
        assert_ne!(first, print(&["1.1"]));
        write(&folder.join("target/a.rs"), "built").unwrap();
        write(&folder.join("src/.a.rs.swp"), "an editor's").unwrap();
        assert_eq!(first, print(&["1.0"]));
        write(&folder.join("src/a.rs"), "two").unwrap();
        assert_ne!(first, print(&["1.0"]));
        write(&folder.join("src/a.rs"), "one").unwrap();
        write(&folder.join("src/b.rs"), "").unwrap();
        assert_ne!(first, print(&["1.0"]));
        fs::remove_dir_all(&folder).unwrap();
    }
}
