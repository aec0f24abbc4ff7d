//! What the readings are worth.

use super::days::{CrossCheck, Date, Timeline};
use super::pass::Pass;
use crate::model::{Carrier, FileReport};
use crate::order::sort_by_key;
use crate::store::{Merged, Store};
use crate::time::{change_days, civil_from_days, iso_instant};
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// How many holes are listed.
pub const MAX_HOLES: usize = 50;

/// A stretch without reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hole {
    /// Where it starts, ISO 8601 with offset.
    pub start: String,
    /// Where it ends.
    pub end: String,
    /// Missing readings, at the step of what follows.
    pub missing: u32,
}

/// A clock change that the load curve goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ClockChange {
    /// The day.
    pub date: Date,
    /// Hours of that day: 23 in spring, 25 in autumn.
    pub hours: u32,
}

/// What the readings are worth. Sums are over all files of the carrier.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Quality {
    /// Files of this carrier.
    pub files: u32,
    /// Readings after merging.
    pub readings: u32,
    /// The longest holes of the load curve, in order of time, at most [`MAX_HOLES`].
    pub holes: Vec<Hole>,
    /// All holes.
    pub hole_count: u32,
    /// Missing readings in all holes.
    pub missing: u32,
    /// Exact repetitions, inside a file or between files.
    pub duplicates: u32,
    /// Readings that contradict an earlier one; the later is kept.
    pub conflicts: u32,
    /// Rows whose time is off the grid, left out.
    pub off_grid: u32,
    /// Rows without value.
    pub empty_values: u32,
    /// Rows whose step could not be told, left out.
    pub unknown_step: u32,
    /// Changes of step in the merged curve.
    pub step_changes: u32,
    /// Steps of the merged curve, in minutes.
    pub steps: Vec<u32>,
    /// Clock changes inside the curve.
    pub clock_changes: Vec<ClockChange>,
    /// A meter number was in a file or in its name; it was not kept.
    pub meter_number_masked: bool,
    /// Days of the period that are not complete.
    pub incomplete_days: u32,
    /// Lines left out.
    pub lines_skipped: u32,
    /// Files that stop in the middle of a line.
    pub files_cut: u32,
    /// Gas volumes turned into kWh with the file's own coefficient.
    pub from_volume: u32,
    /// Load curve beside daily readings.
    pub cross_check: Option<CrossCheck>,
}

pub(super) fn quality(
    store: &Store,
    carrier: Carrier,
    merged: &Merged<'_>,
    pass: Option<&Pass>,
    timeline: &Timeline,
) -> Quality {
    let sum = |field: fn(&FileReport) -> u32| store.reports(carrier).map(field).sum::<u32>();
    let gaps = pass.map_or(&[][..], |p| &p.gaps);
    let missing = |g: &super::pass::Gap| (g.end - g.start).div_ceil(g.step.max(1));
    let mut longest = gaps.to_vec();
    if longest.len() > MAX_HOLES {
        sort_by_key(&mut longest, |g| u32::MAX - (g.end - g.start));
        longest.truncate(MAX_HOLES);
        sort_by_key(&mut longest, |g| g.start);
    }
    let holes = longest
        .iter()
        .map(|g| Hole { start: iso_instant(g.start), end: iso_instant(g.end), missing: missing(g) })
        .collect();
    let seen = pass.map_or([false; 4], |p| p.steps);
    let steps = [(seen[0], 15), (seen[1], 30), (seen[2], 60)];
    Quality {
        files: store.reports(carrier).count() as u32,
        readings: (merged.slots.len() + merged.blocks.len()) as u32,
        holes,
        hole_count: gaps.len() as u32,
        missing: gaps.iter().map(missing).sum(),
        duplicates: merged.duplicates + sum(|r| r.duplicates),
        conflicts: merged.conflicts + sum(|r| r.conflicts),
        off_grid: sum(|r| r.off_grid),
        empty_values: sum(|r| r.empty_values),
        unknown_step: sum(|r| r.unknown_step),
        step_changes: pass.map_or(0, |p| p.step_changes),
        steps: steps.iter().filter(|s| s.0).map(|s| s.1).collect(),
        clock_changes: pass.map(clock_changes).unwrap_or_default(),
        meter_number_masked: store.reports(carrier).any(|r| r.meter_number_masked),
        incomplete_days: timeline.days.iter().filter(|d| !d.complete).count() as u32,
        lines_skipped: sum(|r| r.lines_skipped),
        files_cut: store.reports(carrier).filter(|r| r.cut_line.is_some()).count() as u32,
        from_volume: sum(|r| r.from_volume),
        cross_check: timeline.cross_check,
    }
}

fn clock_changes(pass: &Pass) -> Vec<ClockChange> {
    let last = pass.first + pass.days.len() as i32 - 1;
    let (from, to) = (civil_from_days(pass.first).0, civil_from_days(last).0);
    (from..=to)
        .flat_map(|year| {
            let (spring, autumn) = change_days(year);
            [ClockChange { date: Date(spring), hours: 23 }, ClockChange { date: Date(autumn), hours: 25 }]
        })
        .filter(|c| {
            let cell = usize::try_from(c.date.0 - pass.first).ok().and_then(|rank| pass.days.get(rank));
            cell.is_some_and(|cell| cell.covered > 0)
        })
        .collect()
}
