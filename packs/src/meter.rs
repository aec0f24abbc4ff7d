//! `commune-packs meter`: the analysis of the widget, natively, for staff, trainers and tests.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use commune_meter::{
    Analysis, Carrier, DecodeError, FileReport, MAX_BYTES, Options, OtherFormat, Prices, Store, Window,
    analyse, mask,
};
use commune_xlsx::XlsxError;
use serde::Serialize;

use crate::{degree_days, meter_text};

/// `commune-packs meter`.
#[derive(Debug, Args)]
pub(crate) struct Meter {
    /// Files of one meter: Linky CSV or xlsx, GRDF JSON or xlsx, Green Button XML; `-` reads the
    /// standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the analysis as JSON rather than as French sentences.
    #[arg(long)]
    json: bool,
    /// The carrier to analyse: electricity or gas; by default electricity if there is some.
    #[arg(long, value_parser = carrier)]
    carrier: Option<Carrier>,
    /// Off-peak hours in local time, such as 22:30-06:30.
    #[arg(long, value_name = "FROM-TO", value_parser = window)]
    off_peak: Vec<Window>,
    /// Prices in euros per kWh, all taxes included: single, peak, off-peak.
    #[arg(long, value_name = "BASE,PEAK,OFF", value_parser = prices)]
    prices: Option<Prices>,
    /// Degree days of the nearest station, as `commune-packs degree-days` writes them.
    #[arg(long, value_name = "FILE")]
    degree_days: Option<PathBuf>,
}

/// What `--json` prints: the analysis, then the files.
#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    analysis: &'a Analysis,
    files: Vec<MeterFile<'a>>,
}

/// One file, read or refused.
#[derive(Serialize)]
#[serde(untagged)]
enum MeterFile<'a> {
    Read { name: &'a str, report: &'a FileReport },
    Refused { name: &'a str, error: &'a Refusal },
}

/// Why a file was refused.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Refusal {
    /// By the decoder of meter files.
    File(DecodeError),
    /// As a workbook, before the decoder saw its rows.
    Workbook {
        /// `workbook`.
        kind: &'static str,
        /// The name of the error.
        found: &'static str,
    },
}

/// Analyses the files and prints what they say.
///
/// # Errors
/// No file can be read. Where some are refused, the others are analysed all the same, and the
/// error tells which.
pub(crate) fn run(arguments: Meter) -> Result<()> {
    let degree_days = match &arguments.degree_days {
        Some(path) => degree_days::load(path)?,
        None => Vec::new(),
    };
    let options = Options {
        carrier: arguments.carrier,
        off_peak: arguments.off_peak,
        prices: arguments.prices,
        degree_days,
    };
    let mut store = Store::new();
    let mut refused: Vec<(String, Refusal)> = Vec::new();
    for path in &arguments.files {
        let (name, bytes) = bytes(path)?;
        if let Err(error) = add(&mut store, &name, &bytes) {
            refused.push((mask(&name).0, error));
        }
    }
    let analysis = analyse(&store, &options);
    let out = if arguments.json {
        let read = store.files().iter();
        let read = read.map(|file| MeterFile::Read { name: &file.name, report: &file.decoded.report });
        let not = refused.iter().map(|(name, error)| MeterFile::Refused { name, error });
        let printed = Printed { analysis: &analysis, files: read.chain(not).collect() };
        serde_json::to_string(&printed)? + "\n"
    } else {
        meter_text::summary(&analysis, &store, &refused)
    };
    io::stdout().write_all(out.as_bytes())?;
    if !refused.is_empty() {
        let names: Vec<&str> = refused.iter().map(|(name, _)| name.as_str()).collect();
        bail!("refused: {}", names.join(", "));
    }
    Ok(())
}

/// Decodes a file; a workbook is turned into rows first. Half a workbook looks like any archive.
fn add(store: &mut Store, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let refused = match store.add(name, bytes) {
        Ok(_) => return Ok(()),
        Err(refused) => refused,
    };
    let archive = matches!(
        refused,
        DecodeError::NeedsXlsx | DecodeError::OtherFormat { found: OtherFormat::Archive, .. }
    );
    // APPNOTE.TXT 4.3.7: how a zip archive opens.
    if !archive || !bytes.starts_with(b"PK\x03\x04") {
        return Err(Refusal::File(refused));
    }
    match commune_xlsx::rows(bytes) {
        Ok(rows) => store.add(name, rows.as_bytes()).map(|_| ()).map_err(Refusal::File),
        Err(XlsxError::NotAWorkbook) => Err(Refusal::File(refused)),
        Err(error) => Err(Refusal::Workbook { kind: "workbook", found: error.name() }),
    }
}

/// The name without its folders, and the bytes: at most one more than the decoder accepts.
fn bytes(path: &Path) -> Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 + 1;
    if path == Path::new("-") {
        io::stdin().take(limit).read_to_end(&mut bytes).context("cannot read the standard input")?;
        return Ok(("stdin".into(), bytes));
    }
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    file.take(limit).read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes))
}

fn carrier(text: &str) -> Result<Carrier, String> {
    match text {
        "electricity" => Ok(Carrier::Electricity),
        "gas" => Ok(Carrier::Gas),
        _ => Err("electricity or gas".into()),
    }
}

/// `22:30-06:30`.
fn window(text: &str) -> Result<Window, String> {
    let minutes = |time: &str| -> Option<u32> {
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    text.split_once('-')
        .and_then(|(from, to)| Some(Window { from: minutes(from)?, to: minutes(to)? }))
        .ok_or_else(|| "two times, such as 22:30-06:30".into())
}

/// `0.20,0.22,0.16`.
fn prices(text: &str) -> Result<Prices, String> {
    let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    match numbers.as_deref() {
        Some([base, peak, off_peak]) if numbers.iter().flatten().all(|n| n.is_finite() && *n >= 0.0) => {
            Ok(Prices { base: *base, peak: *peak, off_peak: *off_peak })
        }
        _ => Err("three prices in euros, such as 0.20,0.22,0.16".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments() {
        assert_eq!(window("22:30-06:30"), Ok(Window { from: 1350, to: 390 }));
        assert!(window("22:30").is_err() && window("24:00-06:00").is_err());
        assert_eq!(prices("0.20,0.22,0.16"), Ok(Prices { base: 0.2, peak: 0.22, off_peak: 0.16 }));
        assert!(prices("0.20,0.22").is_err() && prices("0.2,NaN,0.1").is_err());
        assert!(prices("0.2,-1,0.1").is_err());
    }
}
