//! The files of a run, below `DIR/services`.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use commune_services::data::{Pack, Record};

use super::build::{Built, Publication, packs};
use super::collect::Collected;
use super::communes::Communes;
use super::report::{ByCommune, Report};
use super::{index, page};

/// What was written.
pub struct Written {
    /// Numbers of the index.
    pub index: commune_search::build::Report,
    /// Rows that were kept.
    pub rows: usize,
    /// Places that several of them told.
    pub joins: usize,
    /// What is told in the reports.
    pub findings: usize,
    /// Communes that have a pack.
    pub communes: u64,
    /// Where the packs are.
    pub folder: PathBuf,
    /// Where the reports are.
    pub reports: PathBuf,
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "{} records of {} rows in the index ({} files, {} kB), {} communes written to {}",
            self.index.documents,
            self.rows,
            self.index.files,
            self.index.bytes.div_ceil(1000),
            self.communes,
            self.folder.display()
        )?;
        write!(
            f,
            "{} joins, {} findings; the reports are in {}",
            self.joins,
            self.findings,
            self.reports.display()
        )
    }
}

/// Writes packs, pages, reports and the index. `only` limits packs, pages and reports to these communes.
///
/// # Errors
/// A folder or file cannot be written.
pub fn all(
    out: &Path,
    built: &Built,
    communes: &Communes,
    collected: &Collected,
    publication: &Publication,
    synonyms: &str,
    only: &[String],
) -> Result<Written> {
    let folder = out.join("services").join("1");
    let reports = folder.join("report");
    fs::create_dir_all(&reports).with_context(|| format!("cannot create {}", reports.display()))?;
    let index_folder = out.join("services").join("index");
    let index = index::write(&built.merged, synonyms, &index_folder)?;
    let mut by_commune: HashMap<&str, Vec<&Record>> = HashMap::new();
    for one in &built.merged {
        by_commune.entry(&one.record.insee).or_default().push(&one.record);
    }
    let shared: &[&Record] = by_commune.get("").map_or(&[], Vec::as_slice);
    let by = ByCommune::of(built, collected);
    let mut lines = Vec::new();
    let mut written = 0;
    for mut pack in packs(built, communes, collected, publication) {
        let insee = &pack.commune.insee;
        if !only.is_empty() && !only.contains(insee) {
            continue;
        }
        let own: &[&Record] = by_commune.get(insee.as_str()).map_or(&[], Vec::as_slice);
        pack.ids = index.ids(insee, &index_folder)?;
        save(&folder.join(format!("{insee}.json")), &json(&pack)?)?;
        save(&folder.join(format!("{insee}.html")), page::commune(&pack, own, shared).as_bytes())?;
        let report = by.report(insee, &pack.commune.name, &publication.generated, collected);
        write_report(&reports, insee, &report)?;
        lines.push(line(&pack, own, &report));
        written += 1;
    }
    // What names no commune, or one that does not exist, is somebody's affair too.
    let rest = by.report("", "", &publication.generated, collected);
    write_report(&reports, "sans-commune", &rest)?;
    let index_page = page::index(&lines, &communes.name, publication, &rest);
    save(&folder.join("index.html"), index_page.as_bytes())?;
    save(&out.join("packs.css"), crate::page::CSS.as_bytes())?;
    Ok(Written {
        index: index.report,
        rows: collected.drafts.len(),
        joins: built.joined.joins.len(),
        findings: built.findings.len(),
        communes: written,
        folder,
        reports,
    })
}

fn line(pack: &Pack, own: &[&Record], report: &Report) -> page::Line {
    page::Line {
        insee: pack.commune.insee.clone(),
        name: pack.commune.name.clone(),
        places: own.iter().filter(|record| !record.procedure).count(),
        serious: report.findings.iter().filter(|told| told.serious).count(),
        findings: report.findings.len(),
    }
}

fn write_report(folder: &Path, name: &str, report: &Report) -> Result<()> {
    save(&folder.join(format!("{name}.json")), &json(report)?)?;
    save(&folder.join(format!("{name}.html")), page::report(report).as_bytes())
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
