//! The domain: what a pack's figures add up to. A masked figure is never zero: it makes every total over
//! it a lower bound.

pub mod change;
pub mod compare;
pub mod inventory;
pub mod meter;
pub mod unit;

use crate::data::pack::{Pack, Series};

/// The sector whose figures can be set beside the inhabitants.
pub const HOUSING: &str = "housing";

/// The sectors in the order in which they are shown.
pub const SECTORS: [&str; 5] = [HOUSING, "services", "industry", "agriculture", "unknown"];

/// The carriers in the order in which they are shown; others follow.
pub const CARRIERS: [&str; 3] = ["electricity", "gas", "heat"];

/// One figure of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// No source speaks of it.
    Missing,
    /// It exists and is wholly withheld by statistical secrecy.
    Masked,
    /// kWh (or kWh per inhabitant or meter), and whether something in it is withheld.
    Known {
        /// The amount.
        kwh: f64,
        /// True where it is a lower bound.
        at_least: bool,
    },
}

impl Figure {
    /// The amount, where there is one.
    pub fn kwh(self) -> Option<f64> {
        match self {
            Figure::Known { kwh, .. } => Some(kwh),
            _ => None,
        }
    }

    /// The sum of two figures: what is masked in either makes it a lower bound.
    pub fn plus(self, other: Figure) -> Figure {
        use Figure::*;
        match (self, other) {
            (Missing, x) | (x, Missing) => x,
            (Masked, Masked) => Masked,
            (Masked, Known { kwh, .. }) | (Known { kwh, .. }, Masked) => Known { kwh, at_least: true },
            (Known { kwh: a, at_least: p }, Known { kwh: b, at_least: q }) => {
                Known { kwh: a + b, at_least: p || q }
            }
        }
    }

    fn divided_by(self, divisor: f64) -> Figure {
        match self {
            Figure::Known { kwh, at_least } if divisor > 0.0 => {
                Figure::Known { kwh: kwh / divisor, at_least }
            }
            Figure::Known { .. } => Figure::Missing,
            other => other,
        }
    }
}

/// What a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Measure {
    /// kWh of the sector.
    Total,
    /// kWh per inhabitant; housing only, since the other sectors do not follow the inhabitants.
    #[default]
    PerInhabitant,
    /// kWh per delivery point; one carrier at a time, since a home may have a meter for each.
    PerMeter,
}

/// What the resident chose to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// A sector, or `None` for all of them.
    pub sector: Option<String>,
    /// The measure.
    pub measure: Measure,
    /// Values corrected for climate, where the data have them.
    pub corrected: bool,
}

impl Default for Query {
    fn default() -> Self {
        Self { sector: Some(HOUSING.to_owned()), measure: Measure::PerInhabitant, corrected: false }
    }
}

impl Query {
    /// The measure that the sector allows.
    pub fn effective_measure(&self) -> Measure {
        match self.measure {
            Measure::PerInhabitant if self.sector.as_deref() != Some(HOUSING) => Measure::Total,
            measure => measure,
        }
    }
}

/// The carriers of a pack, in the order in which they are shown.
pub fn carriers(pack: &Pack) -> Vec<&str> {
    in_order(pack.series.iter().map(|series| series.carrier.as_str()), &CARRIERS)
}

/// The sectors of a pack, in the order in which they are shown.
pub fn sectors(pack: &Pack) -> Vec<&str> {
    in_order(pack.series.iter().map(|series| series.sector.as_str()), &SECTORS)
}

fn in_order<'a>(ids: impl Iterator<Item = &'a str>, order: &[&str]) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for id in ids {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    // Not a sort: the standard one weighs more in the page than a handful of ids deserve.
    let others = found.iter().filter(|id| !order.contains(id));
    let mut sorted = Vec::new();
    sorted.extend(order.iter().filter_map(|known| found.iter().find(|id| *id == known)));
    sorted.extend(others);
    sorted
}

/// One carrier's figure of the year at `year` (an index into the pack's years).
pub fn figure(pack: &Pack, query: &Query, carrier: &str, year: usize) -> Figure {
    let chosen = |series: &&Series| {
        series.carrier == carrier && query.sector.as_ref().is_none_or(|sector| *sector == series.sector)
    };
    let mut total = Figure::Missing;
    let mut sites = 0.0;
    for series in pack.series.iter().filter(chosen) {
        total = total.plus(raw(series, year, query.corrected));
        sites += series.sites.get(year).copied().flatten().map_or(0.0, f64::from);
    }
    match query.effective_measure() {
        Measure::Total => total,
        Measure::PerInhabitant => total.divided_by(f64::from(pack.commune.population)),
        Measure::PerMeter => total.divided_by(sites),
    }
}

/// All carriers together; [`Figure::Missing`] per meter, where a sum would mean nothing.
pub fn total(pack: &Pack, query: &Query, year: usize) -> Figure {
    if query.effective_measure() == Measure::PerMeter {
        return Figure::Missing;
    }
    carriers(pack)
        .into_iter()
        .fold(Figure::Missing, |sum, carrier| sum.plus(figure(pack, query, carrier, year)))
}

fn raw(series: &Series, year: usize, corrected: bool) -> Figure {
    let masked = series.masked.get(year).copied().unwrap_or(0) > 0;
    let measured = series.mwh.get(year).copied().flatten();
    let mwh = if corrected { series.corrected.get(year).copied().flatten() } else { measured };
    match mwh {
        Some(mwh) if mwh.is_finite() => Figure::Known { kwh: mwh * 1000.0, at_least: masked },
        _ if masked => Figure::Masked,
        _ => Figure::Missing,
    }
}

/// Whether the pack holds climate-corrected values for a sector.
pub fn has_corrected(pack: &Pack, sector: Option<&str>) -> bool {
    let chosen = |series: &&Series| sector.is_none_or(|sector| sector == series.sector);
    pack.series.iter().filter(chosen).any(|series| series.corrected.iter().any(Option::is_some))
}

/// Whether the pack counts delivery points for a sector.
pub fn has_sites(pack: &Pack, sector: Option<&str>) -> bool {
    let chosen = |series: &&Series| sector.is_none_or(|sector| sector == series.sector);
    pack.series.iter().filter(chosen).any(|series| series.sites.iter().any(Option::is_some))
}

/// The last year for which every carrier that the sector usually has is known or masked, else the last
/// with any figure: a year that only one carrier has published would look like a fall.
pub fn latest_year(pack: &Pack, query: &Query) -> Option<usize> {
    let known = |year: usize| {
        let has = |carrier: &&str| figure(pack, query, carrier, year) != Figure::Missing;
        carriers(pack).into_iter().filter(has).count()
    };
    let most = (0..pack.years.len()).map(known).max()?;
    (0..pack.years.len()).rev().find(|year| most > 0 && known(*year) == most)
}

#[cfg(test)]
mod tests;
