//! Evolution since a chosen year.

use super::{Figure, Query, figure, latest_year};
use crate::data::pack::Pack;

/// How consumption changed between two years, over the carriers that both years know completely.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The year compared with.
    pub from: u16,
    /// The latest year.
    pub to: u16,
    /// In hundredths: -12.3 is a fall by 12.3 %.
    pub percent: f64,
}

/// The change since `from`; `None` where nothing complete can be compared. A carrier counts only where
/// both years have it without a masked part: lower bounds cannot be subtracted.
pub fn change_since(pack: &Pack, query: &Query, from: u16) -> Option<Change> {
    let to = latest_year(pack, query)?;
    let start = pack.years.iter().position(|year| *year == from).filter(|start| *start < to)?;
    let exact = |carrier: &str, year| match figure(pack, query, carrier, year) {
        Figure::Known { kwh, at_least: false } => Some(kwh),
        _ => None,
    };
    let (mut before, mut after) = (0.0, 0.0);
    for carrier in super::carriers(pack) {
        let pair = (figure(pack, query, carrier, start), figure(pack, query, carrier, to));
        if pair == (Figure::Missing, Figure::Missing) {
            continue;
        }
        // One carrier that only one year knows would make the others' change look like its own.
        before += exact(carrier, start)?;
        after += exact(carrier, to)?;
    }
    (before > 0.0).then(|| Change { from, to: pack.years[to], percent: (after / before - 1.0) * 100.0 })
}

/// The years that can be compared with the latest one, ascending.
pub fn comparable_years(pack: &Pack, query: &Query) -> Vec<u16> {
    pack.years.iter().copied().filter(|year| change_since(pack, query, *year).is_some()).collect()
}
