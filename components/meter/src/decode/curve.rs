//! Rows of a load curve to slots: order, duplicates, grid, and the step of each row.
//!
//! Each row says when its step ends, not when it starts, and the step changes inside real files.
//! One row cannot tell a longer step from a missing neighbour, so the rule is:
//!
//! 1. the distance to the row before is an upper bound of the step: a shorter distance than the
//!    current step always proves a shorter step;
//! 2. a longer distance that is itself a step (30 or 60 min) is a new step only if the following
//!    rows keep it: twice when they fall on multiples of it, four times otherwise, and twice as
//!    often again in a file where single rows are known to be missing;
//! 3. anything else is a hole, and the row after it has the step of the rows that follow.
//!
//! Rows without value count as rows here: they prove the grid.

use crate::model::{Decoded, Energy, FileReport, Slot};
use crate::order::sort_by_key;
use crate::time::Instant;
use alloc::vec::Vec;

/// What the values of a curve measure, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantity {
    /// Mean power over the step, in thousandths of a watt.
    Power,
    /// Energy of the step, in thousandths of a watt-hour.
    Energy,
}

impl Quantity {
    fn energy(self, value: u32, step: u32) -> Energy {
        match self {
            Self::Power => Energy(i64::from(value) * i64::from(step)),
            Self::Energy => Energy::from_milli_wh(value.into()),
        }
    }
}

/// A row as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) end: Instant,
    /// Thousandths of the unit; [`Row::EMPTY`] when there is no value.
    pub(crate) value: u32,
}

impl Row {
    pub(crate) const EMPTY: u32 = u32::MAX;
}

/// Readings are on quarters of an hour.
const GRID: u32 = 900;

const fn is_step(seconds: u32) -> bool {
    matches!(seconds, 900 | 1_800 | 3_600)
}

/// No step could be told from the rows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoStep;

/// Turns rows into sorted slots that do not overlap. `declared` is the step that the file's own
/// header states, in seconds, if it does.
pub(crate) fn finish(
    mut rows: Vec<Row>,
    quantity: Quantity,
    declared: Option<u32>,
    out: &mut Decoded,
) -> Result<(), NoStep> {
    let Decoded { report, slots, .. } = out;
    let mut constant = constant_step(&rows);
    if constant.is_none() {
        tidy(&mut rows, report)?;
        constant = constant_step(&rows);
    }
    slots.reserve_exact(rows.len());
    let mut steps = if constant.is_none() { Some(Steps::new(&rows, declared).ok_or(NoStep)?) } else { None };
    if let Some(step) = constant
        && rows.iter().all(|row| row.value != Row::EMPTY)
    {
        let slot = |row: &Row| Slot { end: row.end, step, energy: quantity.energy(row.value, step) };
        slots.extend(rows.iter().map(slot));
        return Ok(());
    }
    for (at, row) in rows.iter().enumerate() {
        let step = match &mut steps {
            Some(steps) => steps.step(at),
            None => constant,
        };
        if row.value == Row::EMPTY {
            report.empty_values += 1;
        } else if let Some(step) = step {
            slots.push(Slot { end: row.end, step, energy: quantity.energy(row.value, step) });
        } else {
            report.unknown_step += 1;
        }
    }
    report.step_changes += steps.map_or(0, |s| s.changes);
    Ok(())
}

/// Sorts, drops repeated and off-grid rows.
fn tidy(rows: &mut Vec<Row>, report: &mut FileReport) -> Result<(), NoStep> {
    let clean = rows.windows(2).all(|w| w[0].end < w[1].end) && rows.iter().all(|r| r.end % GRID == 0);
    if clean {
        return Ok(());
    }
    let total = rows.len();
    rows.retain(|r| r.end % GRID == 0);
    let off = total - rows.len();
    // A whole file off the grid (10 minutes, say) is another kind of file, not a few stray rows.
    if off > 8 && off > total / 4 {
        return Err(NoStep);
    }
    report.off_grid += off as u32;
    if rows.windows(2).any(|w| w[0].end > w[1].end) {
        // Stable: of two rows for one instant, the later in the file stays the later.
        sort_by_key(rows, |r| r.end);
    }
    rows.dedup_by(|next, kept| {
        if next.end != kept.end {
            return false;
        }
        if next.value == kept.value {
            report.duplicates += 1;
        } else if kept.value == Row::EMPTY {
            kept.value = next.value;
        } else if next.value != Row::EMPTY {
            report.conflicts += 1;
            kept.value = next.value;
        }
        true
    });
    Ok(())
}

/// The step of a file in order and on the grid that never changes it and has no hole.
fn constant_step(rows: &[Row]) -> Option<u32> {
    let [first, second, ..] = rows else { return None };
    let step = second.end.checked_sub(first.end)?;
    (is_step(step) && first.end % GRID == 0 && rows.windows(2).all(|w| w[1].end == w[0].end + step))
        .then_some(step)
}

struct Steps<'a> {
    rows: &'a [Row],
    current: u32,
    /// Single rows are known to be missing somewhere.
    lossy: bool,
    changes: u32,
}

impl<'a> Steps<'a> {
    fn new(rows: &'a [Row], declared: Option<u32>) -> Option<Self> {
        let mut steps = Self { rows, current: 0, lossy: false, changes: 0 };
        let distances = || (1..rows.len()).map(|i| steps.distance(i)).filter(|d| is_step(*d));
        steps.current = distances().take(8).min().or(declared.filter(|d| is_step(*d)))?;
        steps.lossy = (2..rows.len().saturating_sub(1)).any(|i| {
            let (before, here) = (steps.distance(i - 1), steps.distance(i));
            here != before && before == steps.distance(i + 1) && is_step(here) && here == 2 * before
        });
        Some(steps)
    }

    /// Seconds since the row before.
    fn distance(&self, at: usize) -> u32 {
        match (at.checked_sub(1).and_then(|i| self.rows.get(i)), self.rows.get(at)) {
            (Some(before), Some(here)) => here.end - before.end,
            _ => 0,
        }
    }

    /// The step of a row; rows must be asked for in order.
    fn step(&mut self, at: usize) -> Option<u32> {
        if at == 0 {
            // The first row has no row before it: it is like its successor.
            let next = self.distance(1);
            if next != self.current && next != 0 {
                self.current = self.decide(1, next).unwrap_or(self.current);
            }
            return Some(self.current);
        }
        let distance = self.distance(at);
        if distance == self.current {
            return Some(distance);
        }
        let step = self.decide(at, distance)?;
        if step != self.current {
            self.changes += 1;
            self.current = step;
        }
        Some(step)
    }

    fn decide(&self, at: usize, distance: u32) -> Option<u32> {
        if is_step(distance) && (distance < self.current || self.kept(at, distance)) {
            return Some(distance);
        }
        // A hole: look at what follows.
        let next = self.distance(at + 1);
        if next < distance && is_step(next) && (next < self.current || self.kept(at + 1, next)) {
            return Some(next);
        }
        (self.current < distance).then_some(self.current)
    }

    /// True when the rows from `at` on keep a longer distance long enough to make it a step.
    fn kept(&self, at: usize, distance: u32) -> bool {
        let aligned = self.rows.get(at).is_some_and(|r| r.end % distance == 0);
        let need = if aligned { 2 } else { 4 } * if self.lossy { 2 } else { 1 };
        let mut support = 0;
        for i in at..self.rows.len() {
            let here = self.distance(i);
            if !here.is_multiple_of(distance) {
                break;
            }
            support += u32::from(here == distance);
            if support >= need {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Carrier, FileKind};

    fn run(minutes: &[u32]) -> (Vec<u32>, FileReport) {
        let rows = minutes.iter().map(|m| Row { end: m * 60, value: 1_000 }).collect();
        let mut out = Decoded::empty(FileKind::LinkyCurve, Carrier::Electricity);
        finish(rows, Quantity::Power, None, &mut out).unwrap();
        let (slots, report) = (out.slots, out.report);
        (slots.iter().map(|s| s.step / 60).collect(), report)
    }

    #[test]
    fn a_constant_step_is_kept() {
        assert_eq!(run(&[30, 60, 90]).0, [30, 30, 30]);
        assert_eq!(run(&[15, 30, 45]).0, [15, 15, 15]);
        assert_eq!(run(&[60, 120, 180]).0, [60, 60, 60]);
    }

    #[test]
    fn thirty_sixty_thirty() {
        let (steps, report) = run(&[30, 60, 90, 120, 180, 240, 300, 330, 360]);
        assert_eq!(steps, [30, 30, 30, 30, 60, 60, 60, 30, 30]);
        assert_eq!(report.step_changes, 2);
    }

    #[test]
    fn one_missing_row_is_a_hole_and_not_a_longer_step() {
        let (steps, report) = run(&[30, 60, 90, 150, 180, 210]);
        assert_eq!(steps, [30; 6]);
        assert_eq!(report.step_changes, 0);
    }

    #[test]
    fn every_second_row_missing_for_an_hour_is_two_holes_where_others_are() {
        let (steps, _) = run(&[30, 60, 120, 150, 180, 240, 300, 330, 360]);
        assert_eq!(steps, [30; 9]);
    }

    #[test]
    fn after_a_hole_the_step_is_that_of_what_follows() {
        assert_eq!(run(&[30, 60, 90, 840, 900, 960, 1_020]).0, [30, 30, 30, 60, 60, 60, 60]);
        assert_eq!(run(&[60, 120, 180, 930, 960, 990]).0, [60, 60, 60, 30, 30, 30]);
        assert_eq!(run(&[60, 120, 180, 1_680, 1_740, 1_800]).0, [60; 6]);
        // Quarter hours, a hole of 30 minutes, then half-hours.
        assert_eq!(run(&[15, 30, 45, 120, 150, 180]).0, [15, 15, 15, 30, 30, 30]);
    }

    #[test]
    fn a_hole_at_the_very_start() {
        assert_eq!(run(&[30, 90, 120, 150, 180]).0, [30; 5]);
        assert_eq!(run(&[60, 180, 240, 300, 360]).0, [60; 5]);
    }

    #[test]
    fn repeated_unsorted_and_off_grid_rows() {
        let rows = [(120, 4), (90, 3), (90, 3), (60, 9), (60, 2), (30, 1), (47, 8)]
            .map(|(m, v)| Row { end: m * 60, value: v })
            .to_vec();
        let mut out = Decoded::empty(FileKind::LinkyCurve, Carrier::Electricity);
        finish(rows, Quantity::Power, None, &mut out).unwrap();
        let (slots, report) = (out.slots, out.report);
        let energies: Vec<i64> = slots.iter().map(|s| s.energy.0 / 1_800).collect();
        assert_eq!(energies, [1, 2, 3, 4]);
        assert_eq!((report.duplicates, report.conflicts, report.off_grid), (1, 1, 1));
    }

    #[test]
    fn empty_rows_prove_the_grid() {
        let rows = [(30, 1), (60, 2), (90, Row::EMPTY), (120, 4), (150, 5)]
            .map(|(m, v)| Row { end: m * 60, value: v })
            .to_vec();
        let mut out = Decoded::empty(FileKind::LinkyCurve, Carrier::Electricity);
        finish(rows, Quantity::Power, None, &mut out).unwrap();
        let (slots, report) = (out.slots, out.report);
        assert!(slots.iter().all(|s| s.step == 1_800));
        assert_eq!((slots.len(), report.empty_values), (4, 1));
    }

    #[test]
    fn ten_minutes_or_a_single_row_have_no_known_step() {
        let mut out = Decoded::empty(FileKind::LinkyCurve, Carrier::Electricity);
        let ten = (1..100).map(|i| Row { end: i * 600, value: 1 }).collect();
        assert_eq!(finish(ten, Quantity::Power, None, &mut out), Err(NoStep));
        let one = vec![Row { end: 1_800, value: 1_000 }];
        assert_eq!(finish(one.clone(), Quantity::Power, None, &mut out), Err(NoStep));
        finish(one, Quantity::Power, Some(1_800), &mut out).unwrap();
        assert_eq!(out.slots[0].step, 1_800);
    }
}
