//! The metropole's picture, merged from the 'fichiers à transmettre' of its volunteers.
//!
//! A file is a [`Contribution`] (`commune-widgets/contribution/1`): monthly totals and a
//! normalised load shape of one household. Nothing is published of fewer than
//! [`FEWEST_HOUSEHOLDS`]; only means are, since a median or an extreme is somebody's own figure.
//! The same household counts once: a file that comes twice, or that repeats the months of
//! another, joins it.
//!
//! The picture:
//! `{"schema":"commune-widgets/contributions/1","generated":"2026-11-24","fewestHouseholds":10,
//! "files":40,"brokenFiles":1,"repeatedFiles":2,"carriers":[{"carrier":"electricity",
//! "households":37,"months":[{"month":"2024-01","households":12,"meanKwh":312.4}],
//! "withheldMonths":4,"shape":{"households":20,"cells":[612,…]},"shapeWithheld":false}]}`
//!
//! Two pictures that differ by one household tell its figures: publish by campaign, not after
//! each file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use commune_meter::contribution::SHAPE_CELLS;
use commune_meter::{Carrier, Contribution, mask};
use serde::{Deserialize, Serialize};

/// The schema name of the picture.
pub const SCHEMA: &str = "commune-widgets/contributions/1";
/// Nothing is published of fewer households.
pub const FEWEST_HOUSEHOLDS: usize = 10;
/// No household uses more in a month, in kWh: such a file is broken, or no household's.
pub const MOST_KWH: u32 = 20_000;
/// Files are larger only by mistake, in bytes.
pub const LARGEST_FILE: u64 = 1 << 20;
/// Two files with at least so many equal months, and no other in common, are of one household.
const EQUAL_MONTHS: usize = 3;

/// What is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// [`SCHEMA`].
    pub schema: String,
    /// ISO date of the build.
    pub generated: String,
    /// [`FEWEST_HOUSEHOLDS`].
    pub fewest_households: usize,
    /// Files seen.
    pub files: usize,
    /// Files that could not be read.
    pub broken_files: usize,
    /// Files of a household that had already sent one.
    pub repeated_files: usize,
    /// One entry per carrier that a file speaks of.
    pub carriers: Vec<CarrierPicture>,
}

/// The picture of one carrier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CarrierPicture {
    /// `electricity` or `gas`.
    pub carrier: Carrier,
    /// Households, in all.
    pub households: usize,
    /// Months with enough households, in order of time.
    pub months: Vec<MonthPicture>,
    /// Months with too few, left out.
    pub withheld_months: usize,
    /// Mean load shape; `null` with too few.
    pub shape: Option<ShapePicture>,
    /// True where some household has a load shape, and too few have.
    pub shape_withheld: bool,
}

/// One month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MonthPicture {
    /// `2024-01`.
    pub month: String,
    /// Households behind the mean, at least [`FEWEST_HOUSEHOLDS`].
    pub households: usize,
    /// kWh per household, to a tenth.
    pub mean_kwh: f64,
}

/// The mean load shape: every household weighs the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapePicture {
    /// Households behind the means, at least [`FEWEST_HOUSEHOLDS`].
    pub households: usize,
    /// 168 thousandths of the mean power: weekday (Monday first) × hour of the local clock.
    pub cells: Vec<u32>,
}

/// Files read so far.
#[derive(Clone, Debug, Default)]
pub struct Merge {
    households: Vec<Contribution>,
    files: usize,
    broken: usize,
    repeated: usize,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A household more.
    New,
    /// Of a household that is already there.
    Repeated,
    /// Why it is broken.
    Broken(String),
}

impl Merge {
    /// Takes one file.
    pub fn add(&mut self, bytes: &[u8]) -> Taken {
        self.files += 1;
        let contribution = match read(bytes) {
            Ok(contribution) => contribution,
            Err(why) => {
                self.broken += 1;
                return Taken::Broken(why);
            }
        };
        match self.households.iter_mut().find(|known| same_household(known, &contribution)) {
            Some(known) => {
                self.repeated += 1;
                join(known, contribution);
                Taken::Repeated
            }
            None => {
                self.households.push(contribution);
                Taken::New
            }
        }
    }

    /// The picture of everything taken.
    #[must_use]
    pub fn picture(&self, generated: String) -> Picture {
        let carriers = [Carrier::Electricity, Carrier::Gas];
        Picture {
            schema: SCHEMA.into(),
            generated,
            fewest_households: FEWEST_HOUSEHOLDS,
            files: self.files,
            broken_files: self.broken,
            repeated_files: self.repeated,
            carriers: carriers.into_iter().filter_map(|carrier| self.carrier(carrier)).collect(),
        }
    }

    fn carrier(&self, carrier: Carrier) -> Option<CarrierPicture> {
        let of: Vec<&Contribution> =
            self.households.iter().filter(|household| household.carrier == carrier).collect();
        if of.is_empty() {
            return None;
        }
        let mut totals: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
        for total in of.iter().flat_map(|household| &household.months) {
            let (households, kwh) = totals.entry(&total.month).or_default();
            *households += 1;
            *kwh += u64::from(total.kwh);
        }
        let all = totals.len();
        let months: Vec<MonthPicture> = totals
            .into_iter()
            .filter(|(_, (households, _))| *households >= FEWEST_HOUSEHOLDS)
            .map(|(month, (households, kwh))| MonthPicture {
                month: month.to_owned(),
                households,
                mean_kwh: (kwh as f64 / households as f64 * 10.0).round() / 10.0,
            })
            .collect();
        let shapes: Vec<&[u32]> = of
            .iter()
            .map(|household| household.shape.as_slice())
            .filter(|shape| shape.len() == SHAPE_CELLS)
            .collect();
        let shape = (shapes.len() >= FEWEST_HOUSEHOLDS).then(|| ShapePicture {
            households: shapes.len(),
            cells: (0..SHAPE_CELLS)
                .map(|cell| {
                    let sum: u64 = shapes.iter().map(|shape| u64::from(shape[cell])).sum();
                    // A mean of u32 values fits.
                    ((sum + shapes.len() as u64 / 2) / shapes.len() as u64) as u32
                })
                .collect(),
        });
        Some(CarrierPicture {
            carrier,
            households: of.len(),
            withheld_months: all - months.len(),
            months,
            shape_withheld: shape.is_none() && !shapes.is_empty(),
            shape,
        })
    }
}

fn read(bytes: &[u8]) -> Result<Contribution, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let contribution: Contribution = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if !contribution.is_valid() {
        return Err(format!("not of the format {}", commune_meter::CONTRIBUTION_SCHEMA));
    }
    if contribution.months.is_empty() && contribution.shape.is_empty() {
        return Err("nothing in it".into());
    }
    if let Some(total) = contribution.months.iter().find(|total| total.kwh > MOST_KWH) {
        return Err(format!("more than {MOST_KWH} kWh in {}", total.month));
    }
    // Thousandths of the mean add up to 1000 per cell, each rounded by half a unit at most.
    let sum: u64 = contribution.shape.iter().map(|cell| u64::from(*cell)).sum();
    let cells = contribution.shape.len() as u64;
    if sum.abs_diff(cells * 1000) > cells.div_ceil(2) {
        return Err("the load shape is not normalised".into());
    }
    Ok(contribution)
}

fn same_household(one: &Contribution, other: &Contribution) -> bool {
    if one.carrier != other.carrier {
        return false;
    }
    let mut shared = 0;
    for (a, b) in common(one, other) {
        if a != b {
            return false;
        }
        // An empty home looks like any other.
        shared += usize::from(a > 0);
    }
    let same_shape = !one.shape.is_empty() && one.shape == other.shape;
    same_shape || shared >= EQUAL_MONTHS || (one == other)
}

/// The kWh of the months that both have.
fn common<'c>(one: &'c Contribution, other: &'c Contribution) -> impl Iterator<Item = (u32, u32)> + 'c {
    one.months.iter().filter_map(|a| {
        let same = other.months.iter().find(|b| b.month == a.month)?;
        Some((a.kwh, same.kwh))
    })
}

/// Adds what a household's later file knows more.
fn join(known: &mut Contribution, later: Contribution) {
    for total in later.months {
        if known.months.iter().all(|month| month.month != total.month) {
            known.months.push(total);
        }
    }
    known.months.sort_by(|a, b| a.month.cmp(&b.month));
    if known.shape.is_empty() {
        known.shape = later.shape;
    }
}

/// Reads every `.json` file of a folder, in the order of names. Tells each broken or repeated
/// file, meter numbers masked.
///
/// # Errors
/// The folder cannot be read.
pub fn folder(path: &Path, mut tell: impl FnMut(&str, &Taken)) -> Result<Merge> {
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
        if json && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let mut merge = Merge::default();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let taken = match bytes(&path) {
            Ok(bytes) => merge.add(&bytes),
            Err(why) => {
                merge.files += 1;
                merge.broken += 1;
                Taken::Broken(format!("{why:#}"))
            }
        };
        if taken != Taken::New {
            tell(&mask(&name).0, &taken);
        }
    }
    Ok(merge)
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let size = fs::metadata(path)?.len();
    anyhow::ensure!(size <= LARGEST_FILE, "{size} bytes, more than {LARGEST_FILE}");
    Ok(fs::read(path)?)
}

#[cfg(test)]
#[path = "contributions_tests.rs"]
mod tests;
