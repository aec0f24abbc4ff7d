//! From the text of a row to the cell that it belongs to: the same for CSV and JSON.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::column::{COLUMNS, Column, normal};
use super::problem::{What, short};
use super::report::FileReport;
use super::table::{Addition, Key, SECTORS, Table};
use super::value::{self, Amount};
use crate::territory::Territory;

/// The texts of a row by [`Column`]; `None` where the file has no such column or the cell is
/// JSON `null`.
pub(super) type Fields<'a> = [Option<&'a str>; COLUMNS];

/// Choices that hold for every input of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The carrier of files that have no `FILIERE` column (Enedis publishes electricity only).
    pub carrier: Option<String>,
    /// Carriers beyond electricity, gas and heat that the commune supplies, in normal form.
    pub extra_carriers: Vec<String>,
}

/// How many identical rows are looked for. Past it the run goes on without looking: the metropole
/// has about 100,000 rows, and memory stays bounded whatever comes.
const REMEMBERED: usize = 2_000_000;

/// Sums the rows of a metropole.
pub struct Ingest<'t> {
    pub(crate) territory: &'t Territory,
    pub(crate) options: Options,
    /// The sums so far.
    pub table: Table,
    seen: HashSet<u64>,
}

impl<'t> Ingest<'t> {
    /// Nothing read yet.
    #[must_use]
    pub fn new(territory: &'t Territory, options: Options) -> Self {
        let table = Table::new(&options.extra_carriers);
        Self { territory, options, table, seen: HashSet::new() }
    }

    /// Opens the account of the next file.
    pub(crate) fn open_file(&mut self) {
        self.table.rows.push(vec![0; self.territory.communes.len()]);
    }

    /// Takes one row of the file opened last.
    pub(crate) fn take(&mut self, fields: &Fields<'_>, place: u64, report: &mut FileReport) {
        report.rows += 1;
        match self.read(fields, place, report) {
            Ok(Some((key, addition))) => {
                report.used += 1;
                report.masked += u64::from(addition.masked > 0);
                if let Some(rows) = self.table.rows.last_mut() {
                    rows[key.commune] += 1;
                }
                self.table.add(key, addition);
            }
            Ok(None) => report.outside += 1,
            Err(what) => report.add(place, what),
        }
    }

    fn read(
        &mut self,
        fields: &Fields<'_>,
        place: u64,
        report: &mut FileReport,
    ) -> Result<Option<(Key, Addition)>, What> {
        let text = |column: Column| fields[column as usize].unwrap_or("").trim();
        let commune = text(Column::Commune);
        let code = value::insee(commune).ok_or_else(|| What::Commune(short(commune)))?;
        // An INSEE code is ASCII: `insee` has checked it.
        let code = std::str::from_utf8(&code).unwrap_or_default();
        let Some(commune) = self.territory.index_of(code) else { return Ok(None) };
        let year = text(Column::Year);
        let year = value::year(year).ok_or_else(|| What::Year(short(year)))?;
        let sector = text(Column::Sector);
        let sector = value::sector(sector)
            .and_then(|id| SECTORS.iter().position(|known| *known == id))
            .ok_or_else(|| What::Sector(short(sector)))?;
        let carrier = self.carrier(text(Column::Carrier))?;
        let total = text(Column::Total);
        let total = value::amount(total).ok_or_else(|| What::Total(short(total)))?;

        let sites = text(Column::Sites);
        let sites = value::count(sites).unwrap_or_else(|_| {
            report.add(place, What::Sites(short(sites)));
            None
        });
        let cells = text(Column::MaskedCells);
        let cells = value::count(cells).unwrap_or_else(|_| {
            report.add(place, What::MaskedCells(short(cells)));
            Some(1)
        });
        let cells = cells.unwrap_or(0);
        let addition = match total {
            Amount::Masked => Addition { masked: cells.max(1), sites, ..Addition::default() },
            // Nothing but withheld cells: a zero would be a figure that nobody has measured.
            Amount::Known(0.0) if cells > 0 => Addition { masked: cells, sites, ..Addition::default() },
            Amount::Known(mwh) => {
                if self.is_known(fields) && mwh > 0.0 {
                    report.add(place, What::Twice);
                }
                let corrected = corrected(fields, mwh);
                Addition { mwh: Some(mwh), masked: cells, sites, corrected }
            }
        };
        Ok(Some((Key { commune, carrier, sector, year }, addition)))
    }

    fn carrier(&self, text: &str) -> Result<usize, What> {
        let text = match (&self.options.carrier, text) {
            (Some(carrier), "") => carrier.as_str(),
            _ => text,
        };
        let known = value::carrier(text).map(str::to_owned);
        let id = known.unwrap_or_else(|| normal(text));
        let position = self.table.carriers.iter().position(|carrier| *carrier == id);
        position.ok_or_else(|| What::Carrier(short(text)))
    }

    /// True where a row with the same texts was read before in this run.
    fn is_known(&mut self, fields: &Fields<'_>) -> bool {
        if self.seen.len() >= REMEMBERED {
            return false;
        }
        let mut hasher = DefaultHasher::new();
        fields.hash(&mut hasher);
        !self.seen.insert(hasher.finish())
    }
}

/// MWh corrected for climate. The source corrects the temperature-sensitive part only: to it
/// comes the part that is not sensitive, or the total less the uncorrected sensitive part.
fn corrected(fields: &Fields<'_>, total: f64) -> Option<f64> {
    let known = |column: Column| match fields[column as usize].map(value::amount) {
        Some(Some(Amount::Known(mwh))) => Some(mwh),
        _ => None,
    };
    let sensitive = known(Column::Thermo);
    if sensitive == Some(0.0) {
        return Some(total);
    }
    let corrected = known(Column::CorrectedThermo)?;
    match (known(Column::NonThermo), sensitive) {
        (Some(other), _) => Some(corrected + other),
        (None, Some(sensitive)) => Some(corrected + (total - sensitive).max(0.0)),
        (None, None) => None,
    }
}
