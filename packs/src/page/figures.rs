//! The figures of a pack as a page shows them: known, at least, withheld or absent.

use commune_energy::data::pack::{Mean, Pack, Series};
use maud::{Markup, html};

use super::number::quantity;

/// A figure of one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shown {
    /// All that there is.
    Known(f64),
    /// Something is withheld or missing below it.
    AtLeast(f64),
    /// Withheld by statistical secrecy.
    Masked,
    /// No source speaks of it.
    Absent,
}

impl Shown {
    /// From a value and whether it is a lower bound.
    pub(super) fn mean(mean: &Mean, year: usize) -> Self {
        match mean.kwh_per_inhabitant.get(year).copied().flatten() {
            None => Self::Absent,
            Some(kwh) if mean.at_least.get(year) == Some(&true) => Self::AtLeast(kwh),
            Some(kwh) => Self::Known(kwh),
        }
    }

    /// The value, known or lower bound.
    pub(super) fn value(self) -> Option<f64> {
        match self {
            Self::Known(value) | Self::AtLeast(value) => Some(value),
            Self::Masked | Self::Absent => None,
        }
    }

    /// The same figure in another unit.
    pub(super) fn times(self, factor: f64) -> Self {
        match self {
            Self::Known(value) => Self::Known(value * factor),
            Self::AtLeast(value) => Self::AtLeast(value * factor),
            other => other,
        }
    }

    /// In a sentence or a cell.
    pub(super) fn text(self) -> String {
        match self {
            Self::Known(value) => quantity(value),
            Self::AtLeast(value) => format!("au moins {}", quantity(value)),
            Self::Masked => "chiffre masqué".into(),
            Self::Absent => "absent".into(),
        }
    }

    /// The cell of a table.
    pub(super) fn cell(self) -> Markup {
        let class = match self {
            Self::Known(_) => "figure",
            Self::AtLeast(_) => "figure at-least",
            Self::Masked => "figure masked",
            Self::Absent => "figure absent",
        };
        html! { td class=(class) { (self.text()) } }
    }
}

/// The figure of one series in one year.
pub(super) fn of(series: &Series, year: usize) -> Shown {
    let masked = series.masked.get(year).copied().unwrap_or(0) > 0;
    match (series.mwh.get(year).copied().flatten(), masked) {
        (Some(mwh), false) => Shown::Known(mwh),
        (Some(mwh), true) => Shown::AtLeast(mwh),
        (None, true) => Shown::Masked,
        (None, false) => Shown::Absent,
    }
}

/// The sum of several series in one year: a lower bound as soon as one is withheld or absent.
pub(super) fn sum<'s>(all: impl IntoIterator<Item = &'s Series>, year: usize) -> Shown {
    let (mut total, mut known, mut masked, mut incomplete) = (0.0, false, false, false);
    for series in all {
        match of(series, year) {
            Shown::Known(mwh) => (total, known) = (total + mwh, true),
            Shown::AtLeast(mwh) => (total, known, incomplete) = (total + mwh, true, true),
            Shown::Masked => (masked, incomplete) = (true, true),
            Shown::Absent => incomplete = true,
        }
    }
    match (known, incomplete) {
        (true, false) => Shown::Known(total),
        (true, true) => Shown::AtLeast(total),
        (false, _) if masked => Shown::Masked,
        _ => Shown::Absent,
    }
}

/// The carriers of a pack, each once, in its order.
pub(super) fn carriers(pack: &Pack) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for series in &pack.series {
        if !all.contains(&series.carrier.as_str()) {
            all.push(&series.carrier);
        }
    }
    all
}

/// The series of housing.
pub(super) fn housing(pack: &Pack) -> impl Iterator<Item = &Series> + Clone {
    pack.series.iter().filter(|series| series.sector == "housing")
}

/// kWh of housing per inhabitant; absent where the population is unknown.
pub(super) fn housing_per_inhabitant(pack: &Pack, year: usize) -> Shown {
    match pack.commune.population {
        0 => Shown::Absent,
        people => sum(housing(pack), year).times(1000.0 / f64::from(people)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(mwh: Option<f64>, masked: u32) -> Series {
        Series {
            carrier: "gas".into(),
            sector: "housing".into(),
            mwh: vec![mwh],
            masked: vec![masked],
            sites: vec![],
            corrected: vec![],
        }
    }

    #[test]
    fn a_withheld_or_absent_part_makes_a_lower_bound() {
        let (known, part) = (series(Some(5.0), 0), series(Some(2.0), 1));
        let (masked, absent) = (series(None, 1), series(None, 0));
        assert_eq!(sum([&known], 0), Shown::Known(5.0));
        assert_eq!(sum([&known, &part], 0), Shown::AtLeast(7.0));
        assert_eq!(sum([&known, &masked], 0), Shown::AtLeast(5.0));
        assert_eq!(sum([&known, &absent], 0), Shown::AtLeast(5.0));
        assert_eq!(sum([&masked, &absent], 0), Shown::Masked);
        assert_eq!(sum([&absent], 0), Shown::Absent);
        assert_eq!(sum([], 0), Shown::Absent);
        assert_eq!(Shown::AtLeast(1234.0).text(), "au moins 1\u{202f}234");
    }
}
