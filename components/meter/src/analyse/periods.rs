//! Weeks, months and years, as sums of days.

use super::days::{Date, DayValue, Timeline};
use crate::model::{Block, Energy};
use crate::order::sort_by_key;
use crate::time::{Day, civil_from_days, days_from_civil, iso_week, month_length, push_number, weekday};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Serialize, Serializer};

/// A calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// ISO 8601 week: year of the week, number.
    Week(i32, u32),
    /// Year, month.
    Month(i32, u32),
    /// Year.
    Year(i32),
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.label())
    }
}

impl Period {
    /// `2024-W03`, `2024-01` or `2024`.
    pub fn label(self) -> String {
        let mut out = String::with_capacity(8);
        let (year, mark, number) = match self {
            Self::Week(year, week) => (year, "-W", Some(week)),
            Self::Month(year, month) => (year, "-", Some(month)),
            Self::Year(year) => (year, "", None),
        };
        push_number(&mut out, year as u32, 4);
        out.push_str(mark);
        if let Some(number) = number {
            push_number(&mut out, number, 2);
        }
        out
    }

    pub(super) fn month(day: Day) -> Self {
        let (year, month, _) = civil_from_days(day);
        Self::Month(year, month)
    }

    fn week(day: Day) -> Self {
        let (year, week) = iso_week(day);
        Self::Week(year, week)
    }

    fn year(day: Day) -> Self {
        Self::Year(civil_from_days(day).0)
    }

    /// The same period a year before.
    const fn year_before(self) -> Self {
        match self {
            Self::Week(year, week) => Self::Week(year - 1, week),
            Self::Month(year, month) => Self::Month(year - 1, month),
            Self::Year(year) => Self::Year(year - 1),
        }
    }

    /// First day and number of days, knowing one day of the period.
    fn extent(self, day: Day) -> (Day, u32) {
        match self {
            Self::Week(..) => (day - weekday(day) as Day, 7),
            Self::Month(year, month) => (days_from_civil(year, month, 1), month_length(year, month)),
            Self::Year(year) => {
                let first = days_from_civil(year, 1, 1);
                (first, (days_from_civil(year + 1, 1, 1) - first) as u32)
            }
        }
    }
}

/// The energy of a week, a month or a year. What is incomplete is never scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PeriodValue {
    /// `2024-W03`, `2024-01` or `2024`.
    pub period: Period,
    /// First day of the period.
    pub start: Date,
    /// Energy measured in the period, in Wh.
    pub wh: Energy,
    /// Days of the period in the calendar.
    pub days: u32,
    /// Days that the readings cover.
    pub complete_days: u32,
    /// True when the readings cover all its days.
    pub complete: bool,
    /// Energy of the same period a year before, when both are complete, in Wh.
    pub year_before_wh: Option<Energy>,
}

/// Weeks, months, years.
pub(super) fn periods(timeline: &Timeline, blocks: &[Block]) -> [Vec<PeriodValue>; 3] {
    // Short blocks first: where blocks overlap, the finer one counts.
    let mut long: Vec<Block> = blocks.iter().filter(|b| b.days > 1).copied().collect();
    sort_by_key(&mut long, |b| b.days);
    [Period::week, Period::month, Period::year].map(|of| level(timeline, &long, of))
}

fn level(timeline: &Timeline, long: &[Block], of: fn(Day) -> Period) -> Vec<PeriodValue> {
    let mut out: Vec<PeriodValue> = Vec::new();
    let Some(first) = timeline.days.first().map(|d| d.date.0) else { return out };
    let mut end = Day::MIN;
    for DayValue { date: Date(day), wh, complete } in &timeline.days {
        if *day >= end {
            let period = of(*day);
            let (start, days) = period.extent(*day);
            end = start + days as Day;
            out.push(PeriodValue {
                period,
                start: Date(start),
                wh: Energy(0),
                days,
                complete_days: 0,
                complete: false,
                year_before_wh: None,
            });
        }
        if let Some(last) = out.last_mut() {
            last.wh += *wh;
            last.complete_days += u32::from(*complete);
        }
    }
    let mut taken = timeline.touched.clone();
    for block in long {
        let from = (block.start - first) as usize;
        let Some(days) = taken.get_mut(from..from + block.days as usize) else { continue };
        if days.contains(&true) {
            continue;
        }
        let after = block.start + block.days as Day;
        let holds = |p: &&mut PeriodValue| p.start.0 <= block.start && after <= p.start.0 + p.days as Day;
        if let Some(period) = out.iter_mut().find(holds) {
            days.fill(true);
            period.wh += block.energy;
            period.complete_days += block.days;
        }
    }
    for rank in 0..out.len() {
        out[rank].complete = out[rank].complete_days == out[rank].days;
        if out[rank].complete {
            let before = out[rank].period.year_before();
            let found = out[..rank].iter().find(|p| p.period == before && p.complete);
            out[rank].year_before_wh = found.map(|p| p.wh);
        }
    }
    out
}
