//! `commune-packs consultation`: a Decidim platform's consultations as a pack and a plain page.
//!
//! The path of the data: the platform's API, asked by the widget's own client through [`ask`] → [`snapshot`] (records)
//! → [`clean`] (texts made safe, QR codes) → [`write`] (JSON and the page). [`demo`] makes records of its own, which
//! take the rest of the path.

mod ask;
mod clean;
pub mod demo;
mod page;
mod parts;
mod roadmap;
mod snapshot;
mod write;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use commune_consultation::data::pack::{Commune, Pack, Roadmap, SCHEMA, Way};
use serde::de::DeserializeOwned;

use crate::cli::Labels;
use crate::date;
use crate::territory::{DEFAULT_EPCI, Territory};

pub(crate) use ask::Untaken;

/// `commune-packs consultation`.
#[derive(Debug, Args)]
pub(crate) struct Consultation {
    /// The platform's address, as `https://participer.example.org`.
    #[arg(long, value_name = "URL")]
    pub(crate) platform: String,
    #[command(flatten)]
    pub(crate) labels: Labels,
    /// Where to write; packs land in DIR/consultation/1.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Write a pack for each of these communes; without it one for the platform, named after its host.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub(crate) insee: Vec<String>,
    /// Where the names of the communes are: folder of npm @etalab/decoupage-administratif, its data folder, or its
    /// communes.json. Without it a pack has the code alone.
    #[arg(long, value_name = "PATH")]
    pub(crate) communes: Option<PathBuf>,
    /// SIREN code of the metropole.
    #[arg(long, default_value = DEFAULT_EPCI)]
    pub(crate) epci: String,
    /// Keep these processes only.
    #[arg(long, value_name = "SLUG", num_args = 1..)]
    pub(crate) slug: Vec<String>,
    /// Most items of a component.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) items: usize,
    /// A further host of the platform's images (its storage), as `https://storage.example.org`.
    #[arg(long, value_name = "URL", num_args = 1..)]
    pub(crate) image_host: Vec<String>,
    /// The roadmap, JSON; PACK.md of the widget tells its form.
    #[arg(long, value_name = "FILE")]
    pub(crate) roadmap: Option<PathBuf>,
    /// The ways to take part without the platform, JSON; PACK.md of the widget tells their form.
    #[arg(long, value_name = "FILE")]
    pub(crate) inclusion: Option<PathBuf>,
    /// Licence of the platform's content.
    #[arg(long, default_value = "")]
    pub(crate) licence: String,
}

/// Asks the platform and writes the packs. Where it cannot be asked nothing is written, and the packs of the last
/// time stay.
pub(crate) fn run(arguments: Consultation) -> Result<()> {
    let files = arguments.insee.len().max(1);
    let Made { warnings, processes, requests } = make(arguments)?;
    for warning in &warnings {
        eprintln!("warning: {warning}");
    }
    eprintln!("{processes} processes in {files} packs, {requests} requests");
    Ok(())
}

/// What was taken and written.
pub(crate) struct Made {
    /// What could not be taken within a process.
    pub(crate) warnings: Vec<Untaken>,
    pub(crate) processes: usize,
    pub(crate) requests: u32,
}

/// Asks the platform and writes the packs.
pub(crate) fn make(arguments: Consultation) -> Result<Made> {
    let platform = snapshot::platform(&arguments.platform, arguments.image_host)?;
    let roadmap: Option<Roadmap> = arguments.roadmap.as_deref().map(read).transpose()?;
    let inclusion: Vec<Way> = arguments.inclusion.as_deref().map(read).transpose()?.unwrap_or_default();
    let communes = communes(&arguments.insee, arguments.communes.as_deref(), &arguments.epci)?;
    let generated = date::build_date(arguments.labels.generated.as_deref())?;
    let next_update = arguments.labels.next_update.as_deref().map(date::iso).transpose()?.unwrap_or_default();

    let taken = snapshot::take(platform, &arguments.slug, arguments.items)?;
    let count = taken.processes.len();
    let s = if count > 1 { "s" } else { "" };
    let mut pack = Pack {
        schema: SCHEMA.into(),
        generated,
        owner: arguments.labels.owner,
        contact: arguments.labels.contact,
        next_update,
        source: format!("{} ({})", taken.platform.name, taken.platform.url),
        licence: arguments.licence,
        coverage: format!("{count} concertation{s}"),
        platform: taken.platform,
        processes: taken.processes,
        inclusion,
        roadmap,
        ..Pack::default()
    };
    clean::pack(&mut pack)?;
    if communes.is_empty() {
        let name = write::file_name(&pack.platform.url);
        write::pack(&arguments.out, &name, &pack)?;
    }
    for commune in communes {
        let name = commune.insee.clone();
        pack.commune = Some(commune);
        write::pack(&arguments.out, &name, &pack)?;
    }
    Ok(Made { warnings: taken.warnings, processes: count, requests: taken.requests })
}

/// The communes by their codes, with their names where these are known.
fn communes(codes: &[String], path: Option<&Path>, epci: &str) -> Result<Vec<Commune>> {
    let territory = path.map(|path| Territory::read(path, epci)).transpose()?;
    let mut out = Vec::new();
    for code in codes {
        let shape = code.len() == 5 && code.bytes().all(|b| b.is_ascii_alphanumeric());
        if !shape {
            bail!("{code:?} is no INSEE code");
        }
        let mut commune = Commune { insee: code.to_ascii_uppercase(), name: String::new() };
        if let Some(territory) = &territory {
            let Some(index) = territory.index_of(&commune.insee) else {
                bail!("{code} is no commune of {}", territory.name);
            };
            territory.communes[index].name.clone_into(&mut commune.name);
        }
        out.push(commune);
    }
    Ok(out)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("cannot read {}", path.display()))
}
