//! `commune-packs degree-days`: the command line.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::cli::OPEN_LICENCE;
use crate::degree_days::{self, Counts};
use crate::{date, input};

/// The source of daily temperatures, where nothing else is said.
pub(crate) const METEO_FRANCE: &str = "Météo-France, données climatologiques quotidiennes";

/// `commune-packs degree-days`.
#[derive(Clone, Debug, Args)]
pub(crate) struct DegreeDays {
    /// Daily files of the department, CSV, plain or gzip; of a day in two of them the later
    /// file counts.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Number of the station; Lille-Lesquin is 59343001.
    #[arg(long, value_name = "NUM_POSTE")]
    pub(crate) station: String,
    /// Where to write; the file lands in DIR/degree-days/1.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The first day that is kept (YYYY-MM-DD).
    #[arg(long, value_name = "DATE", default_value = "2018-01-01")]
    pub(crate) since: jiff::civil::Date,
    /// Date of the build (YYYY-MM-DD); by default SOURCE_DATE_EPOCH, else today.
    #[arg(long, value_name = "DATE")]
    pub(crate) generated: Option<String>,
    /// One line that names the source.
    #[arg(long, default_value = METEO_FRANCE)]
    pub(crate) source: String,
    /// Licence of the source.
    #[arg(long, default_value = OPEN_LICENCE)]
    pub(crate) licence: String,
}

/// Writes the degree days of a station, and says what was read.
pub(crate) fn run(arguments: DegreeDays) -> Result<()> {
    let (station, since) = (arguments.station.clone(), arguments.since);
    let out = arguments.out.clone();
    let file = make(arguments, |name, counts| {
        eprintln!("{name}: {} days, {} without both temperatures", counts.days, counts.incomplete);
        if counts.bad > 0 {
            eprintln!("  {} lines left out, the first is line {}", counts.bad, counts.first_bad);
        }
    })?;
    if file.days.is_empty() {
        bail!("no day of station {station} since {since}");
    }
    let path = degree_days::write(&out, &file)?;
    eprintln!("{} days written to {}", file.days.len(), path.display());
    Ok(())
}

/// Reads the files, in their order; `tell` hears of each. Nothing is written.
pub(crate) fn make(
    arguments: DegreeDays,
    mut tell: impl FnMut(&str, Counts),
) -> Result<degree_days::DegreeDays> {
    let DegreeDays { inputs, station, since, generated, source, licence, .. } = arguments;
    if !degree_days::is_station(&station) {
        bail!("{station:?} is no station number");
    }
    let generated = date::build_date(generated.as_deref())?;
    let mut reader = degree_days::Reader::new(&station, Some(since));
    for path in &inputs {
        let (name, mut input, bar) = input::open(path)?;
        let counts = reader.read(&mut input).with_context(|| format!("cannot read {}", path.display()))?;
        bar.finish_and_clear();
        tell(&name, counts);
    }
    Ok(reader.finish(generated, source, licence))
}
