//! `commune-packs services`: the command line.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};

use super::build::{Publication, build};
use super::collect::Collected;
use super::communes::Communes;
use super::draft::Origins;
use super::read::FileReport;
use super::{geo, links, query, write};
use crate::cli::Labels;
use crate::territory::{DEFAULT_EPCI, Territory};
use crate::{date, input};

/// `commune-packs services`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Services {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// The directory of the administration (DILA): bulk JSON or answers of the API; plain or gzip.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) dila: Vec<PathBuf>,
    /// acceslibre, CSV.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) acceslibre: Vec<PathBuf>,
    /// Mednum, places of digital help, CSV.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) mednum: Vec<PathBuf>,
    /// The commune's own places and procedures, CSV; `templates/services.csv` shows the columns.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) own: Vec<PathBuf>,
    /// Where to write; packs land in DIR/services/1, the index in DIR/services/index.
    #[arg(long, value_name = "DIR", required = true)]
    pub(crate) out: Option<PathBuf>,
    /// Folder of npm @etalab/decoupage-administratif: only its communes of the metropole are kept.
    #[arg(long, value_name = "PATH")]
    pub(crate) communes: Option<PathBuf>,
    /// SIREN code of the metropole.
    #[arg(long, default_value = DEFAULT_EPCI)]
    pub(crate) epci: String,
    /// Contours of the communes, GeoJSON: places outside their commune are told.
    #[arg(long, value_name = "FILE")]
    pub(crate) contours: Option<PathBuf>,
    /// Write the packs, pages and reports of these communes only; the index holds all.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub(crate) insee: Vec<String>,
    /// Synonyms of the commune's own, added to those of the tool.
    #[arg(long, value_name = "FILE")]
    pub(crate) synonyms: Option<PathBuf>,
    /// Ask every link whether it answers (needs a network).
    #[arg(long)]
    pub(crate) check_links: bool,
    #[command(flatten)]
    pub(crate) labels: Labels,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Searches an index that was built.
    Query(query::QueryArguments),
}

pub(crate) fn run(arguments: Services) -> Result<()> {
    match &arguments.command {
        Some(Command::Query(query)) => query::run(query),
        None => write_packs(&arguments),
    }
}

fn write_packs(arguments: &Services) -> Result<()> {
    let Made { written, lacking } = make(arguments, tell)?;
    eprintln!("{written}");
    if lacking {
        bail!("required headers are missing in a file; the packs are written without it");
    }
    if written.index.documents == 0 {
        bail!("no row speaks of these communes");
    }
    Ok(())
}

/// What a run wrote.
pub(crate) struct Made {
    pub(crate) written: write::Written,
    /// True where a file lacks a header that is needed: the packs are without it.
    pub(crate) lacking: bool,
}

/// Reads the sources and writes the packs; `tell` hears of each file once all are read.
pub(crate) fn make(arguments: &Services, mut tell: impl FnMut(&FileReport)) -> Result<Made> {
    let out = arguments.out.as_ref().context("--out is missing")?;
    let inputs = [
        (Origins::Own, &arguments.own),
        (Origins::Dila, &arguments.dila),
        (Origins::Mednum, &arguments.mednum),
        (Origins::Acceslibre, &arguments.acceslibre),
    ];
    if inputs.iter().all(|(_, files)| files.is_empty()) {
        bail!("give at least one of --own, --dila, --mednum, --acceslibre");
    }
    let publication = publication(&arguments.labels)?;
    let contours = arguments.contours.as_deref().map(geo::read_contours).transpose()?.unwrap_or_default();
    let mut communes = communes(arguments, contours)?;
    for code in &arguments.insee {
        if communes.closed && communes.index_of(code).is_none() {
            bail!("{code} is no commune of {}", communes.name);
        }
    }
    let synonyms = match &arguments.synonyms {
        Some(path) => fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?,
        None => String::new(),
    };
    let mut collected = Collected::default();
    for (origin, files) in inputs {
        for path in files {
            let (name, mut input, bar) = input::open(path)?;
            collected
                .take(&mut communes, origin, &name, &mut input)
                .with_context(|| format!("cannot read {}", path.display()))?;
            bar.finish_and_clear();
        }
    }
    collected.settle(&mut communes);
    let dead = if arguments.check_links { links::dead(&collected.drafts) } else { BTreeMap::new() };
    let today = publication.generated.parse().context("the date of the build")?;
    let built = build(&mut collected, &communes, today, &dead, publication.demo);
    for report in &collected.reports {
        tell(report);
    }
    let lacking = collected.reports.iter().any(|report| !report.missing_headers.is_empty());
    let only = &arguments.insee;
    let written = write::all(out, &built, &communes, &collected, &publication, &synonyms, only)?;
    Ok(Made { written, lacking })
}

fn communes(arguments: &Services, contours: HashMap<String, geo::Contour>) -> Result<Communes> {
    match &arguments.communes {
        Some(path) => Communes::of_territory(&Territory::read(path, &arguments.epci)?, path, contours),
        None => Ok(Communes::open(contours)),
    }
}

pub(super) fn publication(labels: &Labels) -> Result<Publication> {
    Ok(Publication {
        generated: date::build_date(labels.generated.as_deref())?,
        owner: labels.owner.clone(),
        contact: labels.contact.clone(),
        next_update: labels.next_update.as_deref().map(date::iso).transpose()?.unwrap_or_default(),
        demo: false,
    })
}

/// What was read of a file, on the terminal.
fn tell(report: &FileReport) {
    eprintln!(
        "{} ({}): {} rows, {} used, {} of other communes or no service, {} bad",
        report.name, report.source, report.rows, report.used, report.outside, report.bad
    );
    for header in &report.unknown_headers {
        let hint = header.nearest.as_deref().map(|known| format!(", near {known:?}"));
        eprintln!("  unknown header {:?}{}", header.name, hint.unwrap_or_default());
    }
    for header in &report.missing_headers {
        eprintln!("  missing header {header:?}");
    }
    if report.not_utf8 > 0 {
        eprintln!("  {} rows are not UTF-8, read as Windows-1252", report.not_utf8);
    }
    if let Some(why) = &report.stopped {
        eprintln!("  stopped: {why}");
    }
    for problem in report.problems.iter().take(20) {
        let column =
            if problem.column.is_empty() { String::new() } else { format!(", column {}", problem.column) };
        eprintln!("  line {}{column}: {}", problem.line, problem.message);
    }
    if report.bad > 20 {
        eprintln!("  … {} more", report.bad - 20);
    }
}
