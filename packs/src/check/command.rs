//! `commune-packs check`: the command line.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{Checked, Finding, bytes};
use crate::date;
use crate::french::count;

/// Bytes of one file: the largest pack is far below.
const LARGEST: u64 = 64 << 20;

/// `commune-packs check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Files or folders: packs, configurations of communes (`.json`), synonyms (`.txt`). In a folder, what is
    /// no file of ours is left aside.
    #[arg(required = true, value_name = "FILE_OR_DIR")]
    paths: Vec<PathBuf>,
    /// The date of today (YYYY-MM-DD); by default SOURCE_DATE_EPOCH, else today.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

pub(crate) fn run(arguments: &Check) -> Result<()> {
    let today = date::build_date(arguments.today.as_deref())?;
    let mut files = Vec::new();
    for path in &arguments.paths {
        if path.is_dir() {
            walk(path, &mut files)?;
        } else {
            files.push((path.clone(), true));
        }
    }
    let (mut checked, mut aside, mut faults, mut remarks) = (0, 0, 0, 0);
    for (path, asked) in files {
        match one(&path, &today)? {
            Checked::Ours(found) => {
                checked += 1;
                for one in found {
                    if one.fault {
                        faults += 1
                    } else {
                        remarks += 1
                    }
                    eprintln!("{} : {one}", path.display());
                }
            }
            Checked::NotOurs if asked => {
                faults += 1;
                eprintln!(
                    "{} : à corriger : ce n'est pas un fichier des widgets (pas de « schema »).",
                    path.display()
                );
            }
            Checked::NotOurs => aside += 1,
        }
    }
    eprintln!(
        "{}, {} de côté, {}, {}.",
        count(checked, "fichier vérifié"),
        count(aside, "laissé"),
        count(faults, "faute"),
        count(remarks, "remarque")
    );
    if faults > 0 {
        bail!("{} à corriger", count(faults, "faute"));
    }
    if checked == 0 {
        bail!("aucun fichier à vérifier");
    }
    Ok(())
}

/// Checks one file.
fn one(path: &Path, today: &str) -> Result<Checked> {
    let size = fs::metadata(path).with_context(|| format!("{} ne se lit pas", path.display()))?.len();
    if size > LARGEST {
        let sentence = format!("le fichier fait plus de {} Mo.", LARGEST >> 20);
        return Ok(Checked::Ours(vec![Finding::fault("", sentence)]));
    }
    let content = fs::read(path).with_context(|| format!("{} ne se lit pas", path.display()))?;
    Ok(bytes(path, &content, today))
}

/// What is found in the files of a folder, in the order of their names.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn folder(folder: &Path, today: &str) -> Result<Vec<(PathBuf, Finding)>> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    let mut out = Vec::new();
    for (path, _) in files {
        if let Checked::Ours(found) = one(&path, today)? {
            out.extend(found.into_iter().map(|one| (path.clone(), one)));
        }
    }
    Ok(out)
}

/// Collects the files of a folder that may be ours, in the order of their names.
fn walk(folder: &Path, files: &mut Vec<(PathBuf, bool)>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} ne se lit pas", folder.display()))?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let is = |wanted: &str| path.extension().is_some_and(|extension| extension == wanted);
        let beside = |name: &str| folder.file_name().is_some_and(|folder| folder == name);
        if path.is_dir() {
            walk(&path, files)?;
        } else if is("json") || (is("txt") && beside("synonyms")) {
            files.push((path, false));
        }
    }
    Ok(())
}
