//! `commune-packs demo` and `commune-packs energy`: reading, then writing.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use commune_energy::data::pack::Source;

use crate::cli::{Communes, Demo, Energy, Labels};
use crate::communes;
use crate::consultation;
use crate::date;
use crate::degree_days;
use crate::degree_days_demo;
use crate::demo;
use crate::input;
use crate::pack::Publication;
use crate::quiz;
use crate::read::column::normal;
use crate::read::report::{FileReport, Report};
use crate::read::value;
use crate::read::{Ingest, Options};
use crate::services;
use crate::territory::Territory;
use crate::write;

/// The schema name of `report.json`.
const REPORT_SCHEMA: &str = "commune-widgets/energy-report/1";

/// Writes demonstration packs.
pub(crate) fn demo(arguments: Demo) -> Result<()> {
    let Demo { communes: npm, labels, out, insee } = arguments;
    let territory = territory(&npm)?;
    let mut publication = publication(labels)?;
    if publication.owner.is_empty() {
        "Démonstration de commune-widgets".clone_into(&mut publication.owner);
    }
    if publication.contact.is_empty() {
        "demo@exemple.example".clone_into(&mut publication.contact);
    }
    demo::SOURCE.clone_into(&mut publication.source);
    "Sans licence : chiffres inventés pour la démonstration".clone_into(&mut publication.licence);
    publication.demo = true;
    publication.sources = vec![Source {
        name: demo::SOURCE.into(),
        owner: publication.owner.clone(),
        date: publication.generated.clone(),
        ..Source::default()
    }];
    let mut ingest = Ingest::new(&territory, Options::default());
    let export = demo::export(&territory);
    let file = ingest.read_export("demo.csv", &mut export.as_bytes())?;
    let report =
        Report { schema: REPORT_SCHEMA.into(), generated: publication.generated.clone(), files: vec![file] };
    if !report.is_clean() {
        bail!("the generated export does not read cleanly: {:?}", report.files);
    }
    quiz::demo(&out, &publication.generated, &publication.owner, &publication.contact)?;
    degree_days::write(&out, &degree_days_demo::demo(&publication.generated, &publication.licence))?;
    consultation::demo::write(&out, &territory, &publication, &insee)?;
    services::demo::write(&out, &territory, &npm.communes, &publication, &insee)?;
    let labels = communes::Labels {
        generated: publication.generated.clone(),
        owner: publication.owner.clone(),
        contact: publication.contact.clone(),
        next_update: publication.next_update.clone(),
        demo: true,
    };
    communes::demo::write(&out, &territory, &labels)?;
    let written = write::all(&out, &territory, &ingest.table, &publication, &report, &insee)?;
    told(&written);
    Ok(())
}

/// Writes the packs of real exports, and says what was read.
pub(crate) fn energy(arguments: Energy) -> Result<()> {
    match make(arguments, tell)? {
        Made::Written(written) => told(&written),
        Made::Refused(why, report) => {
            bail!("{}; no pack was written, see {}", why.english(), report.display())
        }
    }
    Ok(())
}

/// What became of the exports.
pub(crate) enum Made {
    /// Packs, pages and the report.
    Written(write::Written),
    /// Nothing but the report, whose page is there.
    Refused(Refusal, PathBuf),
}

/// Why no pack was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A file lacks a header without which no row can be read.
    Headers,
    /// No row was used.
    Nothing,
    /// `--strict`, and something was doubtful.
    Strict,
}

impl Refusal {
    fn english(self) -> &'static str {
        match self {
            Self::Headers => "required headers are missing",
            Self::Nothing => "no row speaks of these communes",
            Self::Strict => "--strict accepts no bad row, doubtful row or unknown header",
        }
    }
}

/// Writes the packs of real exports. `tell` hears of each file once it is read.
pub(crate) fn make(arguments: Energy, mut tell: impl FnMut(&FileReport)) -> Result<Made> {
    let territory = territory(&arguments.communes)?;
    let mut publication = publication(arguments.labels)?;
    publication.source = arguments.source;
    publication.licence = arguments.licence;
    let source_date = match &arguments.source_date {
        Some(date) => date::iso(date)?,
        None => String::new(),
    };
    let id = |name: &String| value::carrier(name).map_or_else(|| normal(name), str::to_owned);
    let carrier = arguments.carrier.as_ref().map(id);
    let mut extra_carriers: Vec<String> = arguments.extra_carrier.iter().map(|name| normal(name)).collect();
    extra_carriers.extend(carrier.clone());
    if extra_carriers.iter().any(|id| id.is_empty() || id == "all") {
        bail!("a carrier needs a name, and `all` is taken");
    }
    let mut ingest = Ingest::new(&territory, Options { carrier, extra_carriers });
    let mut report =
        Report { schema: REPORT_SCHEMA.into(), generated: publication.generated.clone(), files: Vec::new() };
    for path in &arguments.inputs {
        let (name, mut input, bar) = input::open(path)?;
        let file = ingest
            .read_export(&name, &mut input)
            .with_context(|| format!("cannot read {}", path.display()))?;
        bar.finish_and_clear();
        publication.sources.push(Source {
            name: format!("{} ({name})", publication.source),
            url: arguments.source_url.clone(),
            licence: publication.licence.clone(),
            owner: arguments.source_owner.clone(),
            date: source_date.clone(),
            rows: 0,
            bad_rows: u32::try_from(file.bad).unwrap_or(u32::MAX),
        });
        tell(&file);
        report.files.push(file);
    }
    let lacking = report.files.iter().any(|file| !file.missing_headers.is_empty());
    if lacking || ingest.table.cells.is_empty() || (arguments.strict && !report.is_clean()) {
        let path = write::report(&arguments.out, &report)?;
        let why = if lacking {
            Refusal::Headers
        } else if ingest.table.cells.is_empty() {
            Refusal::Nothing
        } else {
            Refusal::Strict
        };
        return Ok(Made::Refused(why, path));
    }
    let only = &arguments.insee;
    let written = write::all(&arguments.out, &territory, &ingest.table, &publication, &report, only)?;
    Ok(Made::Written(written))
}

fn told(written: &write::Written) {
    eprintln!("{} communes written to {}", written.communes, written.folder.display());
}

fn territory(communes: &Communes) -> Result<Territory> {
    Territory::read(&communes.communes, &communes.epci)
}

fn publication(labels: Labels) -> Result<Publication> {
    Ok(Publication {
        generated: date::build_date(labels.generated.as_deref())?,
        owner: labels.owner,
        contact: labels.contact,
        next_update: labels.next_update.as_deref().map(date::iso).transpose()?.unwrap_or_default(),
        ..Publication::default()
    })
}

/// What was read of a file, on the terminal.
fn tell(file: &FileReport) {
    eprintln!(
        "{}: {} rows, {} used, {} of other communes, {} withheld, {} bad, {} doubtful",
        file.name, file.rows, file.used, file.outside, file.masked, file.bad, file.doubtful,
    );
    for header in &file.unknown_headers {
        let hint = header.nearest.as_deref().map(|known| format!(", near {known:?}"));
        eprintln!("  unknown header {:?}{}", header.name, hint.unwrap_or_default());
    }
    for header in &file.repeated_headers {
        eprintln!("  repeated header {header:?}, the first one counts");
    }
    for header in &file.missing_headers {
        eprintln!("  missing header {header:?}");
    }
    if file.not_utf8 > 0 {
        eprintln!("  {} rows are not UTF-8, read as Windows-1252", file.not_utf8);
    }
    if let Some(why) = &file.stopped {
        eprintln!("  stopped: {why}");
    }
    let place = if file.format == "json" { "record" } else { "line" };
    for problem in file.problems.iter().take(20) {
        eprintln!("  {place} {}: {}", problem.place, problem.english());
    }
    let more = file.bad + file.doubtful;
    if more > 20 {
        eprintln!("  … {} more; the report lists the first {}", more - 20, file.problems.len());
    }
}
