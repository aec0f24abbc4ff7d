//! `cargo xtask verify FOLDER`: a release made again from nothing, beside the one that is there.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use commune_channel::version;

use super::toolchain::{self, Toolchain};
use super::tree::Tree;
use super::{integrity, make};
use crate::project::{Project, read};

/// Fails at a file that is not what `integrity.json` says, at a tool that is not here, at the first file that
/// comes out otherwise.
pub(crate) fn run(project: &Project, folder: &str) -> Result<()> {
    let folder = project.path(folder);
    let recorded = Toolchain::from_json(&read(&folder.join(toolchain::FILE))?)?;
    version::check(&recorded.version)?;
    let mut there = Tree::default();
    there.add_folder("", &folder)?;
    integrity::check(&there)?;

    let name = recorded.rustup_name(project);
    let temporary = std::env::temp_dir().join(format!("commune-verify-{}", std::process::id()));
    let apart = project.apart(&temporary, Some(recorded.epoch), true).with_toolchain(name);
    recorded.require(&Toolchain::here(&apart, &recorded.version, recorded.epoch)?)?;
    if recorded.modified {
        println!("── it was made of files that differ from its commit");
    }
    let made = make(&apart, &recorded);
    // It weighs hundreds of megabytes, and nobody reads it.
    fs::remove_dir_all(temporary.join("target")).ok();
    let made = made?;
    if let Some(difference) = difference(&there, &made) {
        made.write(&temporary.join("made"))?;
        bail!("{difference}; what was made again is in {}", temporary.join("made").display());
    }
    fs::remove_dir_all(&temporary).with_context(|| format!("cannot remove {}", temporary.display()))?;
    let (files, bytes) = made.measure();
    println!("── {}: the same {files} files, {bytes} bytes, made again", shown(&folder));
    Ok(())
}

fn shown(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The first file, in order, that is not the same in both.
fn difference(there: &Tree, made: &Tree) -> Option<String> {
    let mut paths: Vec<&str> = there.iter().chain(made.iter()).map(|(path, _)| path).collect();
    paths.sort_unstable();
    paths.into_iter().find_map(|path| match (there.get(path), made.get(path)) {
        (None, _) => Some(format!("{path} is made and is not in the folder")),
        (_, None) => Some(format!("{path} is in the folder and is not made")),
        (Some(there), Some(made)) if there != made => {
            let at = there.iter().zip(made).take_while(|(one, other)| one == other).count();
            let (one, other) = (there.len(), made.len());
            Some(format!("{path} differs from byte {at} on ({one} bytes there, {other} made)"))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::default();
        for (path, bytes) in files {
            tree.add(*path, *bytes).unwrap();
        }
        tree
    }

    #[test]
    fn the_first_differing_file_is_named() {
        let there = tree(&[("a", "1"), ("b", "same"), ("c", "123")]);
        let told = |made: &[(&str, &str)]| difference(&there, &tree(made)).unwrap_or_default();
        assert_eq!(told(&[("a", "1"), ("b", "same"), ("c", "123")]), "");
        assert_eq!(
            told(&[("a", "1"), ("b", "same"), ("c", "12x4")]),
            "c differs from byte 2 on (3 bytes there, 4 made)"
        );
        assert!(told(&[("a", "0"), ("b", "other"), ("c", "")]).starts_with("a differs from byte 0"));
        assert_eq!(told(&[("a", "1"), ("c", "123")]), "b is in the folder and is not made");
        assert_eq!(told(&[("a", "1"), ("aa", ""), ("b", "same")]), "aa is made and is not in the folder");
    }
}
