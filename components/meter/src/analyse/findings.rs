//! Three or four facts that stand out, as numbers: the view turns them into sentences.

use super::compare::Comparison;
use super::curve::LoadCurve;
use super::days::{Date, DayValue};
use super::thermo::Thermo;
use crate::model::Energy;
use crate::time::civil_from_days;
use alloc::vec::Vec;
use serde::Serialize;

/// How many facts are kept.
pub const MAX_FINDINGS: usize = 4;
/// Fewest complete days on each side of a comparison of seasons or of weekdays.
pub(super) const MIN_SIDE: u32 = 14;
/// Fewest compared days for a statement on the year before.
pub(super) const MIN_COMPARED: u32 = 28;

/// A fact, most striking first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Finding {
    /// Appliances always on.
    AlwaysOn {
        /// Power, in W.
        w: f64,
        /// Part of the energy, 0 to 1.
        share: f64,
    },
    /// The same dates a year before.
    YearChange {
        /// Relative change, 0.1 for 10 % more.
        change: f64,
        /// Days compared.
        days: u32,
        /// Energy now, in Wh.
        wh: Energy,
        /// Energy a year before, in Wh.
        before_wh: Energy,
    },
    /// Winter beside summer (December to February, June to August).
    Seasons {
        /// Mean of a winter day, in Wh.
        winter_wh: f64,
        /// Mean of a summer day, in Wh.
        summer_wh: f64,
        /// Winter over summer.
        ratio: f64,
    },
    /// The hour of the day with the highest mean power.
    BusiestHour {
        /// Hour of the local clock, 0 to 23.
        hour: u32,
        /// Mean power in that hour, in W.
        w: f64,
        /// Mean power at any hour, in W.
        mean_w: f64,
    },
    /// Saturdays and Sundays beside the other days.
    Weekend {
        /// Mean of a day of the weekend, in Wh.
        weekend_wh: f64,
        /// Mean of another day, in Wh.
        week_wh: f64,
        /// Relative difference, 0.1 for 10 % more at the weekend.
        change: f64,
    },
    /// Energy used at night.
    Night {
        /// Part of the energy, 0 to 1.
        share: f64,
    },
    /// What follows the cold.
    Thermosensitive {
        /// Part of the energy, 0 to 1.
        share: f64,
    },
    /// The day of highest energy, at least twice the mean.
    HighestDay {
        /// The day.
        date: Date,
        /// Its energy, in Wh.
        wh: Energy,
        /// Mean of a complete day, in Wh.
        mean_wh: f64,
    },
}

/// A mean under way.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: i64,
    count: u32,
}

impl Mean {
    fn add(&mut self, day: &DayValue) {
        self.sum += day.wh.0;
        self.count += 1;
    }

    fn wh(self) -> f64 {
        Energy(self.sum).wh() / f64::from(self.count)
    }
}

/// Every fact with its weight: how far it is from "nothing to say", on one scale from 0 to about 1.
pub(super) fn findings(
    days: &[DayValue],
    curve: Option<&LoadCurve>,
    comparison: Option<&Comparison>,
    thermo: &Thermo,
) -> Vec<Finding> {
    let mut all: Vec<(f64, Finding)> = Vec::new();
    if let Some(curve) = curve {
        of_curve(curve, &mut all);
    }
    if let Some((Some(change), c)) = comparison.map(|c| (c.change, c)).filter(|c| c.1.days >= MIN_COMPARED) {
        let Comparison { days, wh, before_wh, .. } = *c;
        all.push((change.abs() * 2.0, Finding::YearChange { change, days, wh, before_wh }));
    }
    if let Thermo::Known { share, .. } = *thermo {
        all.push((share, Finding::Thermosensitive { share }));
    }
    of_days(days, &mut all);
    all.retain(|f| f.0 >= 0.05);
    let mut out = Vec::new();
    while out.len() < MAX_FINDINGS && !all.is_empty() {
        let mut best = 0;
        for rank in 1..all.len() {
            if all[rank].0 > all[best].0 {
                best = rank;
            }
        }
        out.push(all.remove(best).1);
    }
    out
}

fn of_curve(curve: &LoadCurve, all: &mut Vec<(f64, Finding)>) {
    let mean_w = curve.mean_w;
    if mean_w <= 0.0 {
        return;
    }
    if let Some(base) = curve.base {
        all.push((base.share * 1.5, Finding::AlwaysOn { w: base.w, share: base.share }));
    }
    let mut busiest = (0, 0.0);
    for hour in 0..24 {
        let (mut sum, mut count) = (0.0, 0.0);
        for day in 0..7 {
            if let Some(Some(w)) = curve.profile.get(day * 24 + hour) {
                sum += w;
                count += 1.0;
            }
        }
        if count > 0.0 && sum / count > busiest.1 {
            busiest = (hour as u32, sum / count);
        }
    }
    let (hour, w) = busiest;
    all.push(((w / mean_w - 1.0) / 3.0, Finding::BusiestHour { hour, w, mean_w }));
    // A third of the hours are night: that share is nothing to tell.
    let share = curve.night.share;
    all.push(((share - 1.0 / 3.0).abs() * 2.0, Finding::Night { share }));
}

fn of_days(days: &[DayValue], all: &mut Vec<(f64, Finding)>) {
    let (mut any, mut winter, mut summer) = (Mean::default(), Mean::default(), Mean::default());
    let (mut weekend, mut week) = (Mean::default(), Mean::default());
    let mut highest: Option<&DayValue> = None;
    for day in days.iter().filter(|d| d.complete) {
        any.add(day);
        match civil_from_days(day.date.0).1 {
            12 | 1 | 2 => winter.add(day),
            6..=8 => summer.add(day),
            _ => {}
        }
        if crate::time::weekday(day.date.0) > 4 {
            weekend.add(day)
        } else {
            week.add(day)
        }
        if highest.is_none_or(|h| day.wh > h.wh) {
            highest = Some(day);
        }
    }
    if winter.count >= MIN_SIDE && summer.count >= MIN_SIDE && summer.sum > 0 {
        let (winter_wh, summer_wh) = (winter.wh(), summer.wh());
        let ratio = winter_wh / summer_wh;
        all.push(((ratio - 1.0).abs() / 2.0, Finding::Seasons { winter_wh, summer_wh, ratio }));
    }
    if weekend.count >= MIN_SIDE && week.count >= MIN_SIDE && week.sum > 0 {
        let (weekend_wh, week_wh) = (weekend.wh(), week.wh());
        let change = weekend_wh / week_wh - 1.0;
        all.push((change.abs(), Finding::Weekend { weekend_wh, week_wh, change }));
    }
    if let Some(day) = highest.filter(|_| any.count >= MIN_SIDE && any.sum > 0) {
        let mean_wh = any.wh();
        let ratio = day.wh.wh() / mean_wh;
        if ratio >= 2.0 {
            let Date(date) = day.date;
            all.push((ratio / 6.0, Finding::HighestDay { date: Date(date), wh: day.wh, mean_wh }));
        }
    }
}
