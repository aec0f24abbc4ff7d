//! Local days: the curve where it covers a whole day, else a daily reading, else what there is.

use super::pass::Pass;
use crate::model::{Block, Energy};
use crate::time::{Day, with_date};
use alloc::vec;
use alloc::vec::Vec;
use serde::{Serialize, Serializer};

/// A calendar day, serialised as `2024-01-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub Day);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        with_date(self.0, |text| serializer.serialize_str(text))
    }
}

/// The energy of one local day. An incomplete day holds what was measured and is never scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayValue {
    /// The day.
    pub date: Date,
    /// Its energy, in Wh.
    pub wh: Energy,
    /// True when the readings cover the whole day.
    pub complete: bool,
}

/// How curve and daily readings agree on the days that both cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CrossCheck {
    /// Days covered by both.
    pub days: u32,
    /// Days on which they differ.
    pub differing: u32,
    /// Largest difference, in Wh.
    pub largest_difference_wh: Energy,
}

/// A line of consecutive days.
pub(super) struct Timeline {
    pub(super) days: Vec<DayValue>,
    /// True for days with a reading of their own, complete or not.
    pub(super) touched: Vec<bool>,
    pub(super) cross_check: Option<CrossCheck>,
}

/// True when the curve covers a day from midnight to midnight.
pub(super) fn covered(pass: &Pass, rank: usize) -> bool {
    pass.days.get(rank).is_some_and(|c| c.length > 0 && c.covered == c.length && !c.shared)
}

pub(super) fn timeline(pass: Option<&Pass>, blocks: &[Block]) -> Timeline {
    let mut timeline = Timeline { days: Vec::new(), touched: Vec::new(), cross_check: None };
    let (mut first, mut last) = (Day::MAX, Day::MIN);
    if let Some(pass) = pass {
        (first, last) = (pass.first, pass.first + pass.days.len() as Day - 1);
    }
    for block in blocks {
        first = first.min(block.start);
        last = last.max(block.start + block.days as Day - 1);
    }
    if first > last {
        return timeline;
    }
    let none = |day| DayValue { date: Date(day), wh: Energy(0), complete: false };
    timeline.days = (first..=last).map(none).collect();
    timeline.touched = vec![false; timeline.days.len()];
    if let Some(pass) = pass {
        let from = (pass.first - first) as usize;
        for (rank, cell) in pass.days.iter().enumerate() {
            let (Some(day), Some(touched)) =
                (timeline.days.get_mut(from + rank), timeline.touched.get_mut(from + rank))
            else {
                continue;
            };
            day.wh = Energy(cell.energy);
            day.complete = covered(pass, rank);
            *touched = cell.covered > 0;
        }
    }
    for block in blocks.iter().filter(|b| b.days == 1) {
        let at = (block.start - first) as usize;
        let (Some(day), Some(touched)) = (timeline.days.get_mut(at), timeline.touched.get_mut(at)) else {
            continue;
        };
        if day.complete {
            let check = timeline.cross_check.get_or_insert_default();
            let difference = Energy((day.wh.0 - block.energy.0).abs());
            check.days += 1;
            check.differing += u32::from(difference.0 != 0);
            check.largest_difference_wh = check.largest_difference_wh.max(difference);
        } else {
            (day.wh, day.complete, *touched) = (block.energy, true, true);
        }
    }
    timeline
}
