//! The files of a run, below `DIR/energy/1`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::contributions::Picture;
use crate::pack::{self, Publication};
use crate::page;
use crate::read::report::Report;
use crate::read::table::Table;
use crate::table_csv;
use crate::territory::Territory;

/// What was written.
pub(crate) struct Written {
    /// Communes that have a pack.
    pub(crate) communes: u64,
    /// Where the packs are.
    pub(crate) folder: PathBuf,
}

/// Writes every file: packs, pages, aggregates, report. `only` limits the packs and pages to
/// these communes; empty, it limits nothing.
pub(crate) fn all(
    out: &Path,
    territory: &Territory,
    table: &Table,
    publication: &Publication,
    report: &Report,
    only: &[String],
) -> Result<Written> {
    for code in only {
        if territory.index_of(code).is_none() {
            bail!("{code} is no commune of {}", territory.name);
        }
    }
    let folder = folder(out)?;
    let wanted = |insee: &str| {
        let index = territory.index_of(insee);
        only.is_empty() || only.iter().any(|code| territory.index_of(code) == index)
    };
    let mut communes = 0;
    for pack in pack::packs(territory, table, publication) {
        let name = &pack.commune.insee;
        if !wanted(name) {
            continue;
        }
        save(&folder.join(format!("{name}.json")), &json(&pack)?)?;
        save(&folder.join(format!("{name}.csv")), &table_csv::csv(&pack)?)?;
        let page = page::commune(&pack, &territory.name);
        save(&folder.join(format!("{name}.html")), page.as_bytes())?;
        communes += 1;
    }
    let metropole = pack::metropole(territory, table, publication);
    save(&folder.join("metropole.json"), &json(&metropole)?)?;
    save(&folder.join("index.html"), page::index(&metropole, wanted).as_bytes())?;
    self::report(out, report)?;
    Ok(Written { communes, folder })
}

/// Writes the report, and says where its page is.
pub(crate) fn report(out: &Path, report: &Report) -> Result<PathBuf> {
    let folder = folder(out)?;
    save(&folder.join("report.json"), &json(report)?)?;
    save(&out.join("packs.css"), page::CSS.as_bytes())?;
    let path = folder.join("report.html");
    save(&path, page::report(report).as_bytes())?;
    Ok(path)
}

/// Writes the volunteers' picture, its page and the sheet.
pub(crate) fn picture(out: &Path, picture: &Picture) -> Result<()> {
    let page = out.with_extension("html");
    if page == out {
        bail!("{} would be the page itself: name a .json file", out.display());
    }
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    save(out, &json(picture)?)?;
    save(&page, page::contributions(picture).as_bytes())?;
    save(&out.with_file_name("packs.css"), page::CSS.as_bytes())
}

fn folder(out: &Path) -> Result<PathBuf> {
    let folder = out.join("energy").join("1");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Writes a file whole or not at all: the host may be serving the one before.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    fs::write(&part, bytes)
        .and_then(|()| fs::rename(&part, path))
        .with_context(|| format!("cannot write {}", path.display()))
}

fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
