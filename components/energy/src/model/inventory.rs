//! Which figures exist, are masked, or are missing: for the metropole's energy staff, and for residents
//! who wonder.

use crate::data::pack::{Pack, Series};

/// What is known of one carrier and sector in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Published, complete.
    Complete,
    /// Published, with some rows withheld.
    Partly,
    /// Wholly withheld.
    Masked,
    /// Not there.
    Missing,
}

/// One row of the inventory.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The carrier.
    pub carrier: &'a str,
    /// The sector.
    pub sector: &'a str,
    /// One state per year of the pack.
    pub years: Vec<State>,
}

/// The inventory, in the order in which carriers and sectors are shown.
pub fn inventory(pack: &Pack) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for carrier in super::carriers(pack) {
        for sector in super::sectors(pack) {
            let series = pack.series.iter().find(|s| s.carrier == carrier && s.sector == sector);
            let years = (0..pack.years.len()).map(|year| state(series, year)).collect();
            rows.push(Row { carrier, sector, years });
        }
    }
    rows
}

fn state(series: Option<&Series>, year: usize) -> State {
    let Some(series) = series else { return State::Missing };
    let masked = series.masked.get(year).copied().unwrap_or(0) > 0;
    match (series.mwh.get(year).copied().flatten(), masked) {
        (Some(_), false) => State::Complete,
        (Some(_), true) => State::Partly,
        (None, true) => State::Masked,
        (None, false) => State::Missing,
    }
}
