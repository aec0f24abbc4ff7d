//! From merged readings to what the views show. Every figure of the widget is made here.

mod compare;
mod curve;
mod days;
mod findings;
mod pass;
mod periods;
mod quality;
mod thermo;

pub use compare::Comparison;
pub use curve::{BaseLoad, Cost, LoadCurve, MIN_BASE_DAYS, NIGHT, Night, OffPeak, Peak};
pub use days::{CrossCheck, Date, DayValue};
pub use findings::{Finding, MAX_FINDINGS};
pub use periods::{Period, PeriodValue};
pub use quality::{ClockChange, Hole, MAX_HOLES, Quality};
pub use thermo::{COLD, MIN_DAYS, MIN_EACH, MIN_FIT, Thermo};

use crate::model::{Carrier, Energy};
use crate::options::Options;
use crate::store::Store;
use alloc::vec::Vec;
use serde::Serialize;

/// The finest readings that the analysis rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Resolution {
    /// No reading.
    None,
    /// Weeks, months or years.
    Periods,
    /// Days.
    Days,
    /// A load curve.
    Curve,
}

/// What the readings of one carrier say. Energies are in Wh, powers in W, shares from 0 to 1,
/// times ISO 8601.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Analysis {
    /// The carrier that is analysed.
    pub carrier: Option<Carrier>,
    /// All carriers that the files measure.
    pub carriers: Vec<Carrier>,
    /// The finest readings.
    pub resolution: Resolution,
    /// First day with a reading.
    pub from: Option<Date>,
    /// Last day with a reading.
    pub to: Option<Date>,
    /// Energy of all readings, in Wh.
    pub total_wh: Energy,
    /// Complete days.
    pub complete_days: u32,
    /// Each day from the first to the last, complete or not.
    pub days: Vec<DayValue>,
    /// ISO weeks.
    pub weeks: Vec<PeriodValue>,
    /// Months.
    pub months: Vec<PeriodValue>,
    /// Years.
    pub years: Vec<PeriodValue>,
    /// What only a load curve tells; `null` without one.
    pub curve: Option<LoadCurve>,
    /// The same period a year before.
    pub comparison: Option<Comparison>,
    /// The thermosensitive share, or why there is none.
    pub thermo: Thermo,
    /// What stands out, at most [`MAX_FINDINGS`], most striking first.
    pub findings: Vec<Finding>,
    /// What the readings are worth.
    pub quality: Quality,
}

/// Analyses one carrier of a store.
pub fn analyse(store: &Store, options: &Options) -> Analysis {
    let carriers = store.carriers();
    let wanted = options.carrier.filter(|c| carriers.contains(c));
    let carrier = wanted.or(carriers.first().copied());
    let chosen = carrier.unwrap_or(Carrier::Electricity);
    let merged = store.merged(chosen);
    let pass = pass::pass(&merged.slots, NIGHT, &options.off_peak);
    let timeline = days::timeline(pass.as_ref(), &merged.blocks);
    let [weeks, months, years] = periods::periods(&timeline, &merged.blocks);
    let curve = pass.as_ref().and_then(|p| curve::load_curve(p, options));
    let comparison = compare::comparison(&timeline);
    let thermo = thermo::thermo(&timeline, &options.degree_days);
    let findings = findings::findings(&timeline.days, curve.as_ref(), comparison.as_ref(), &thermo);
    let quality = quality::quality(store, chosen, &merged, pass.as_ref(), &timeline);
    let resolution = match &timeline.days {
        _ if pass.is_some() => Resolution::Curve,
        days if days.iter().any(|d| d.complete) => Resolution::Days,
        days if days.is_empty() => Resolution::None,
        _ => Resolution::Periods,
    };
    let total = years.iter().fold(Energy(0), |mut sum, y| {
        sum += y.wh;
        sum
    });
    Analysis {
        carrier,
        carriers,
        resolution,
        from: timeline.days.first().map(|d| d.date),
        to: timeline.days.last().map(|d| d.date),
        total_wh: total,
        complete_days: timeline.days.iter().filter(|d| d.complete).count() as u32,
        days: timeline.days,
        weeks,
        months,
        years,
        curve,
        comparison,
        thermo,
        findings,
        quality,
    }
}

#[cfg(test)]
mod tests;
