//! The sums: one cell per commune, year, carrier and sector. Its size depends on the metropole
//! and the years, never on the length of the files.

use std::collections::BTreeMap;

/// The sectors, in the order of the packs.
pub const SECTORS: [&str; 5] = ["housing", "services", "industry", "agriculture", "unknown"];

/// Where a figure belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Index in `Territory::communes`.
    pub commune: usize,
    /// Index in [`Table::carriers`].
    pub carrier: usize,
    /// Index in [`SECTORS`].
    pub sector: usize,
    /// Calendar year.
    pub year: u16,
}

/// The sum of the rows of one [`Key`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// MWh of the rows that say a figure.
    pub mwh: f64,
    /// How many rows say a figure.
    pub known: u32,
    /// Figures withheld by statistical secrecy.
    pub masked: u32,
    /// Delivery points of the rows that count them.
    pub sites: Option<u32>,
    /// MWh corrected for climate.
    pub corrected: f64,
    /// How many rows say a corrected figure.
    pub corrected_rows: u32,
}

impl Cell {
    /// MWh; `None` where every row is withheld.
    #[must_use]
    pub fn total(&self) -> Option<f64> {
        (self.known > 0).then_some(self.mwh)
    }

    /// MWh corrected for climate; `None` unless every known row has a corrected value, since a
    /// sum of some of them would pass for the whole.
    #[must_use]
    pub fn corrected_total(&self) -> Option<f64> {
        (self.known > 0 && self.corrected_rows == self.known).then_some(self.corrected)
    }
}

/// What one row adds to its cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Addition {
    /// MWh, where the row says them.
    pub mwh: Option<f64>,
    /// Figures withheld inside the row.
    pub masked: u32,
    /// Delivery points.
    pub sites: Option<u32>,
    /// MWh corrected for climate.
    pub corrected: Option<f64>,
}

/// Every cell of the metropole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Carrier ids: electricity, gas, heat, then those that the commune supplies.
    pub carriers: Vec<String>,
    /// The sums.
    pub cells: BTreeMap<Key, Cell>,
    /// Rows used, by file (in the order read), then by commune.
    pub rows: Vec<Vec<u32>>,
}

impl Table {
    /// An empty table; `extra` are the ids of the carriers that the commune supplies.
    #[must_use]
    pub fn new(extra: &[String]) -> Self {
        let mut carriers: Vec<String> =
            ["electricity", "gas", "heat"].iter().map(|id| (*id).to_owned()).collect();
        for id in extra {
            if !carriers.contains(id) {
                carriers.push(id.clone());
            }
        }
        Self { carriers, ..Self::default() }
    }

    /// Adds a row.
    pub fn add(&mut self, key: Key, addition: Addition) {
        let cell = self.cells.entry(key).or_default();
        if let Some(mwh) = addition.mwh {
            cell.mwh += mwh;
            cell.known += 1;
            if let Some(corrected) = addition.corrected {
                cell.corrected += corrected;
                cell.corrected_rows += 1;
            }
        }
        cell.masked = cell.masked.saturating_add(addition.masked);
        if let Some(sites) = addition.sites {
            cell.sites = Some(cell.sites.unwrap_or(0).saturating_add(sites));
        }
    }

    /// Every year from the first to the last that a row speaks of, without gaps.
    #[must_use]
    pub fn years(&self) -> Vec<u16> {
        let mut years = self.cells.keys().map(|key| key.year);
        let Some(first) = years.next() else { return Vec::new() };
        let (first, last) =
            years.fold((first, first), |(first, last), year| (first.min(year), last.max(year)));
        (first..=last).collect()
    }
}
