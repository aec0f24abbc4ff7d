//! 'Open now', the next opening and the week, from compact intervals.
//!
//! Everything is local civil time: a day number (civil days since 1970-01-01) and a minute from
//! midnight. The page has both from `Intl`, so that no time-zone database is needed and the two
//! changes of the clocks need no care: what a door says is civil time.

use crate::data::{Hours, pattern_of};

/// Minutes of a civil day on the clock face.
pub const DAY: u16 = 1440;

/// A point of local civil time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Civil days since 1970-01-01.
    pub day: i32,
    /// Minutes from midnight, below [`DAY`].
    pub minute: u16,
}

/// Whether a place is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// Open, and when it closes; `None` where it does not within the known days.
    Open(Option<Moment>),
    /// Closed.
    Closed,
    /// The text itself says that nobody knows.
    Maybe,
    /// The text could not be read, or the day is out of the known ones.
    Unknown,
}

/// The hours of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day<'h> {
    /// Civil days since 1970-01-01.
    pub day: i32,
    /// False where nothing is known of that day.
    pub known: bool,
    /// `open, close, open, close…` in minutes; a close past 1440 is on the next day.
    pub open: &'h [u16],
    /// The minutes at which the text says 'unknown', in the same form.
    pub maybe: &'h [u16],
    /// A remark, or empty.
    pub said: &'h str,
    /// True where the day differs from its weekday at that time of the year.
    pub differs: bool,
}

/// The day of the week of a day number: 0 is Monday.
#[must_use]
pub fn weekday(day: i32) -> u8 {
    // 1970-01-01 was a Thursday.
    (day + 3).rem_euclid(7) as u8
}

/// The day number of a civil date (proleptic Gregorian; month 1 to 12).
///
/// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
#[must_use]
pub fn day_number(year: i32, month: u8, day: u8) -> i32 {
    let month = i32::from(month);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The civil date of a day number: year, month (1 to 12), day.
///
/// After Howard Hinnant, `civil_from_days`.
#[must_use]
pub fn civil(day: i32) -> (i32, u8, u8) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let date = (of_year - (153 * shifted_month + 2) / 5 + 1) as u8;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u8;
    (year + era * 400 + i32::from(month <= 2), month, date)
}

impl Hours {
    /// True where the text could be read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.count > 0
    }

    /// The state at a civil moment.
    #[must_use]
    pub fn at(&self, day: i32, minute: u16) -> Now {
        let today = self.day(day);
        if !today.known {
            return Now::Unknown;
        }
        let before = self.day(day - 1);
        if let Some(close) = within(today.open, minute) {
            return Now::Open(self.close(day, close));
        }
        if let Some(close) = within(before.open, minute + DAY) {
            return Now::Open(self.close(day - 1, close));
        }
        if within(today.maybe, minute).or_else(|| within(before.maybe, minute + DAY)).is_some() {
            return Now::Maybe;
        }
        Now::Closed
    }

    /// Follows openings that touch: open round the clock has one close a day, all but the last
    /// of them no close at all.
    fn close(&self, mut day: i32, mut close: u16) -> Option<Moment> {
        loop {
            if close >= DAY {
                day += 1;
                close -= DAY;
            }
            let today = self.day(day);
            if !today.known {
                return None;
            }
            match within(today.open, close)
                .or_else(|| within(self.day(day - 1).open, close + DAY).map(|c| c - DAY))
            {
                Some(next) if next > close => close = next,
                _ => return Some(Moment { day, minute: close }),
            }
        }
    }

    /// The next opening after a moment at which the place is not open; `None` where there is none
    /// within the known days.
    #[must_use]
    pub fn next_opening(&self, day: i32, minute: u16) -> Option<Moment> {
        let mut from = minute + 1;
        for day in day..self.first + self.count {
            let open = self.day(day).open;
            let mut at = 0;
            while at + 1 < open.len() {
                if open[at] >= from {
                    return Some(Moment { day, minute: open[at] });
                }
                at += 2;
            }
            from = 0;
        }
        None
    }

    /// The hours of a day.
    #[must_use]
    pub fn day(&self, day: i32) -> Day<'_> {
        let offset = day - self.first;
        let mut answer = Day { day, known: false, open: &[], maybe: &[], said: "", differs: false };
        if offset < 0 || offset >= self.count {
            return answer;
        }
        let usual = self.usual(offset);
        let pattern = self.exception(offset).unwrap_or(usual);
        if let Some(open) = self.days.get(pattern) {
            answer.known = true;
            answer.differs = pattern != usual;
            answer.open = open;
            answer.maybe = self.maybe.get(pattern).map_or(&[], Vec::as_slice);
            answer.said = self.said.get(pattern).map_or("", String::as_str);
        }
        answer
    }

    /// The seven days, Monday to Sunday, around a day.
    #[must_use]
    pub fn week(&self, day: i32) -> [Day<'_>; 7] {
        let monday = day - i32::from(weekday(day));
        [0, 1, 2, 3, 4, 5, 6].map(|offset| self.day(monday + offset))
    }

    /// The pattern of the run that holds on a day; `offset` counts from `first`.
    fn usual(&self, offset: i32) -> usize {
        let week = offset / 7;
        let mut letters: &[u8] = &[];
        for (from, patterns) in &self.weeks {
            if i32::from(*from) > week {
                break;
            }
            letters = patterns.as_bytes();
        }
        letters.get((offset % 7) as usize).map_or(usize::MAX, |letter| pattern_of(*letter))
    }

    /// The pattern of a day that differs from its run.
    fn exception(&self, offset: i32) -> Option<usize> {
        let mut day = 0;
        let mut at = 0;
        while at + 1 < self.but.len() {
            day += i32::from(self.but[at]);
            if day >= offset {
                return (day == offset).then(|| usize::from(self.but[at + 1]));
            }
            at += 2;
        }
        None
    }
}

/// The close of the interval that holds a minute.
fn within(intervals: &[u16], minute: u16) -> Option<u16> {
    let mut at = 0;
    while at + 1 < intervals.len() {
        if intervals[at] <= minute && minute < intervals[at + 1] {
            return Some(intervals[at + 1]);
        }
        at += 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weekdays 9–12 and 14–17:30, Saturday 22:00–02:00, one closed Wednesday.
    fn hours() -> Hours {
        Hours {
            first: 20780,
            count: 14,
            days: vec![vec![], vec![540, 720, 840, 1050], vec![1320, 1560]],
            weeks: vec![(0, "1111120".to_owned())],
            but: vec![9, 0],
            ..Hours::default()
        }
    }

    #[test]
    fn the_calendar_goes_there_and_back() {
        assert_eq!(day_number(1970, 1, 1), 0);
        assert_eq!(day_number(2026, 11, 23), 20780);
        assert_eq!(weekday(20780), 0);
        for day in (-800_000..800_000).step_by(13) {
            let (year, month, date) = civil(day);
            assert_eq!(day_number(year, month, date), day);
        }
    }

    #[test]
    fn open_is_half_open() {
        let hours = hours();
        assert_eq!(hours.at(20780, 539), Now::Closed);
        assert_eq!(hours.at(20780, 540), Now::Open(Some(Moment { day: 20780, minute: 720 })));
        assert_eq!(hours.at(20780, 720), Now::Closed);
    }

    #[test]
    fn a_night_runs_into_the_next_day() {
        let hours = hours();
        let close = Some(Moment { day: 20786, minute: 120 });
        assert_eq!(hours.at(20785, 1330), Now::Open(close));
        assert_eq!(hours.at(20786, 119), Now::Open(close));
        assert_eq!(hours.at(20786, 120), Now::Closed);
    }

    #[test]
    fn an_exception_differs_from_its_week() {
        let hours = hours();
        assert_eq!(hours.at(20789, 600), Now::Closed);
        assert!(hours.week(20789)[2].differs);
        assert!(!hours.week(20782)[2].differs);
        assert_eq!(hours.next_opening(20789, 600), Some(Moment { day: 20790, minute: 540 }));
    }

    #[test]
    fn out_of_the_known_days_nothing_is_said() {
        let hours = hours();
        assert_eq!(hours.at(20779, 600), Now::Unknown);
        assert_eq!(hours.at(20794, 600), Now::Unknown);
        assert_eq!(hours.next_opening(20793, 1439), None);
        assert_eq!(Hours::default().at(20780, 600), Now::Unknown);
    }

    #[test]
    fn round_the_clock_has_no_close() {
        let always = Hours {
            first: 20780,
            count: 7,
            days: vec![vec![0, 1440]],
            weeks: vec![(0, "0000000".into())],
            ..Hours::default()
        };
        assert_eq!(always.at(20781, 0), Now::Open(None));
        assert_eq!(always.next_opening(20781, 0), Some(Moment { day: 20782, minute: 0 }));
    }

    #[test]
    fn what_comes_damaged_never_panics() {
        let mut hours = hours();
        hours.weeks = vec![(0, "19é".into())];
        hours.days = vec![vec![5], vec![700, 600, 1]];
        hours.but = vec![3];
        for day in 20770..20800 {
            for minute in [0, 600, 1439] {
                let _ = (hours.at(day, minute), hours.next_opening(day, minute));
            }
        }
    }
}
