//! The files of a release, before they are written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use super::integrity::is_demonstration;
use crate::compress::{brotli, brotli_of, gzip};
use crate::project::write;

/// Endings of the files that a server compresses.
const COMPRESSED: [&str; 11] = ["bin", "css", "csv", "html", "js", "json", "md", "svg", "ts", "txt", "wasm"];

/// Files by path, with `/`, in order.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Tree(BTreeMap<String, Vec<u8>>);

impl Tree {
    /// Adds a file. A path that is taken is an error: one file would silently hide another.
    pub(super) fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<()> {
        let path = path.into();
        if self.0.contains_key(&path) {
            bail!("two files of the release are called {path}");
        }
        self.0.insert(path, bytes.into());
        Ok(())
    }

    /// Adds a file of the disk.
    pub(super) fn add_file(&mut self, path: impl Into<String>, file: &Path) -> Result<()> {
        self.add(path, fs::read(file).with_context(|| format!("cannot read {}", file.display()))?)
    }

    /// Adds what a folder holds, below `path`, which ends with `/` or is empty.
    pub(super) fn add_folder(&mut self, path: &str, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let entry = entry?;
            let name = entry.file_name().into_string();
            let name = name.map_err(|name| anyhow!("{} is no text", name.display()))?;
            if entry.path().is_dir() {
                self.add_folder(&format!("{path}{name}/"), &entry.path())?;
            } else {
                self.add_file(format!("{path}{name}"), &entry.path())?;
            }
        }
        Ok(())
    }

    /// The bytes of a file.
    pub(super) fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Paths and bytes, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// How many files, and how many bytes in all.
    pub(super) fn measure(&self) -> (usize, usize) {
        (self.0.len(), self.0.values().map(Vec::len).sum())
    }

    /// Adds `.br` and `.gz` beside each file that they make smaller, on every core.
    pub(super) fn compress(&mut self) -> Result<()> {
        let wanted: Vec<(&str, &[u8])> = self
            .iter()
            .filter(|(path, _)| COMPRESSED.contains(&path.rsplit('.').next().unwrap_or_default()))
            .collect();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let parts: Vec<Result<Vec<_>>> = thread::scope(|scope| {
            let workers: Vec<_> = (0..cores)
                .map(|core| {
                    let share = wanted.iter().skip(core).step_by(cores);
                    scope.spawn(move || share.map(|(path, bytes)| packed(path, bytes)).collect())
                })
                .collect();
            let join = |worker: thread::ScopedJoinHandle<'_, Result<Vec<_>>>| {
                worker.join().unwrap_or_else(|_| Err(anyhow!("a compressor panicked")))
            };
            workers.into_iter().map(join).collect()
        });
        for part in parts {
            for (path, bytes) in part?.into_iter().flatten() {
                self.add(path, bytes)?;
            }
        }
        Ok(())
    }

    /// Writes every file below a folder that must not exist yet.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        for (path, bytes) in self.iter() {
            write(&folder.join(path), bytes)?;
        }
        Ok(())
    }
}

/// The two compressed forms of a file, where they are smaller. Made-up figures weigh as much as all the rest
/// ten times over, and nobody serves them for long: they are not worth minutes.
fn packed(path: &str, bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let brotli = if is_demonstration(path) { brotli_of(5, bytes)? } else { brotli(bytes)? };
    let forms = [(format!("{path}.br"), brotli), (format!("{path}.gz"), gzip(bytes)?)];
    Ok(forms.into_iter().filter(|(_, packed)| packed.len() < bytes.len()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_compression_makes_smaller_gets_its_two_forms() {
        let mut tree = Tree::default();
        tree.add("a.js", "commune ".repeat(100)).unwrap();
        tree.add("b.json", "{}").unwrap();
        tree.add("c.png", "commune ".repeat(100)).unwrap();
        tree.compress().unwrap();
        let paths: Vec<_> = tree.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["a.js", "a.js.br", "a.js.gz", "b.json", "c.png"]);
        assert_eq!(tree.get("a.js.gz").unwrap(), gzip("commune ".repeat(100).as_bytes()).unwrap());
    }

    #[test]
    fn a_path_is_taken_once() {
        let mut tree = Tree::default();
        tree.add("a", "1").unwrap();
        assert!(tree.add("a", "1").unwrap_err().to_string().contains("called a"));
    }

    #[test]
    fn what_was_written_reads_back() {
        let folder = std::env::temp_dir().join(format!("xtask-tree-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        let mut tree = Tree::default();
        tree.add("a/b.js", "1").unwrap();
        tree.add("c", [0, 255]).unwrap();
        tree.write(&folder).unwrap();
        let mut back = Tree::default();
        back.add_folder("", &folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(tree, back);
    }
}
