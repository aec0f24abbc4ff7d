//! The thermosensitive share: what follows the cold.
//!
//! Ordinary least squares of the energy of complete days on their degree days,
//! `energy = base + slope × DJU`: the fixed-reference form of the degree-day model of
//! M. F. Fels, "PRISM: An introduction", Energy and Buildings 9 (1986), 5–18. The share is
//! `slope × ΣDJU / Σenergy` over the days used. It is only given when the days are many enough,
//! part of them cold and part of them mild, and when the line explains the data.

use super::days::Timeline;
use crate::decode::text::date;
use crate::model::Energy;
use crate::options::DegreeDay;
use alloc::vec::Vec;
use serde::Serialize;

/// Fewest days with an energy and degree days.
pub const MIN_DAYS: u32 = 60;
/// Fewest days above, and fewest days at or below, [`COLD`].
pub const MIN_EACH: u32 = 15;
/// Degree days that make a cold day.
pub const COLD: f64 = 5.0;
/// Lowest coefficient of determination.
pub const MIN_FIT: f64 = 0.3;

/// The thermosensitive share, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "status", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Thermo {
    /// A line was found.
    Known {
        /// Part of the energy of the days used that follows the cold, 0 to 1.
        share: f64,
        /// Wh per degree day.
        wh_per_dju: f64,
        /// Wh per day without any cold.
        base_wh_per_day: f64,
        /// Coefficient of determination, 0 to 1.
        fit: f64,
        /// Days used.
        days: u32,
        /// Energy of these days, in Wh.
        wh: Energy,
    },
    /// No degree days were given, or none for these days.
    NoDegreeDays,
    /// Fewer than [`MIN_DAYS`] days.
    TooFewDays {
        /// Days that could be used.
        days: u32,
    },
    /// Too few cold days, or too few mild ones.
    OneSeason {
        /// Days above [`COLD`].
        cold: u32,
        /// The others.
        mild: u32,
    },
    /// The energy does not follow the cold.
    PoorFit {
        /// Coefficient of determination.
        fit: f64,
    },
}

pub(super) fn thermo(timeline: &Timeline, degree_days: &[DegreeDay]) -> Thermo {
    let Some(first) = timeline.days.first().map(|d| d.date.0) else { return Thermo::NoDegreeDays };
    let pairs: Vec<(f64, i64)> = degree_days
        .iter()
        .filter(|d| d.dju.is_finite())
        .filter_map(|d| {
            let (day, rest) = date(d.date.as_bytes())?;
            let value = timeline.days.get(usize::try_from(day - first).ok()?)?;
            (rest.is_empty() && value.complete).then_some((d.dju, value.wh.0))
        })
        .collect();
    if pairs.is_empty() {
        return Thermo::NoDegreeDays;
    }
    let days = pairs.len() as u32;
    if days < MIN_DAYS {
        return Thermo::TooFewDays { days };
    }
    let cold = pairs.iter().filter(|p| p.0 > COLD).count() as u32;
    let mild = days - cold;
    if cold < MIN_EACH || mild < MIN_EACH {
        return Thermo::OneSeason { cold, mild };
    }
    let n = f64::from(days);
    let energy = |p: &(f64, i64)| Energy(p.1).wh();
    let (sum_x, sum_y) = pairs.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0, y + energy(p)));
    let (mean_x, mean_y) = (sum_x / n, sum_y / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for p in &pairs {
        let (x, y) = (p.0 - mean_x, energy(p) - mean_y);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    let fit = if xx > 0.0 && yy > 0.0 { xy * xy / (xx * yy) } else { 0.0 };
    let slope = if xx > 0.0 { xy / xx } else { 0.0 };
    if fit < MIN_FIT || slope <= 0.0 {
        return Thermo::PoorFit { fit };
    }
    Thermo::Known {
        share: (slope * sum_x / sum_y).min(1.0),
        wh_per_dju: slope,
        base_wh_per_day: mean_y - slope * mean_x,
        fit,
        days,
        wh: Energy(pairs.iter().map(|p| p.1).sum()),
    }
}
