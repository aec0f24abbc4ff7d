//! The same days a year before.

use super::days::{Date, Timeline};
use crate::model::Energy;
use crate::time::{Day, civil_from_days, day_of};
use serde::Serialize;

/// Longest period compared, in days.
const WINDOW: Day = 365;

/// The last twelve months beside the same dates a year before. Only dates complete in both years
/// are counted, so both sums cover the same number of days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// First compared day.
    pub from: Date,
    /// Last compared day.
    pub to: Date,
    /// Days compared.
    pub days: u32,
    /// Energy of these days, in Wh.
    pub wh: Energy,
    /// Energy of the same dates a year before, in Wh.
    pub before_wh: Energy,
    /// Relative change, 0.1 for 10 % more; `null` when the year before is zero.
    pub change: Option<f64>,
}

/// The same date a year before; none for 29 February.
fn year_before(day: Day) -> Option<Day> {
    let (year, month, date) = civil_from_days(day);
    day_of(year - 1, month, date)
}

pub(super) fn comparison(timeline: &Timeline) -> Option<Comparison> {
    let days = &timeline.days;
    let first = days.first()?.date.0;
    let last = days.iter().rposition(|d| d.complete)?;
    let oldest = days[last].date.0 - WINDOW;
    let mut out: Option<Comparison> = None;
    for day in days[..=last].iter().filter(|d| d.complete && d.date.0 > oldest) {
        let before = year_before(day.date.0)
            .and_then(|b| days.get(usize::try_from(b - first).ok()?))
            .filter(|b| b.complete);
        let Some(before) = before else { continue };
        let sums = out.get_or_insert(Comparison {
            from: day.date,
            to: day.date,
            days: 0,
            wh: Energy(0),
            before_wh: Energy(0),
            change: None,
        });
        sums.to = day.date;
        sums.days += 1;
        sums.wh += day.wh;
        sums.before_wh += before.wh;
    }
    if let Some(sums) = &mut out {
        let before = sums.before_wh.0;
        sums.change = (before > 0).then(|| (sums.wh.0 - before) as f64 / before as f64);
    }
    out
}
