//! Civil dates and French legal time, without a time-zone database.
//!
//! Instants are `u32` seconds since 1970-01-01T00:00:00Z, which is enough until 2106; days are
//! `i32` days since 1970-01-01. Only years 1996 to 2099 are accepted: the common European rule
//! (summer time from the last Sunday of March to the last Sunday of October, both at 01:00 UTC)
//! has applied to France since 1996 (directive 94/21/EC, then 2000/84/EC).

use alloc::string::String;

/// Seconds since 1970-01-01T00:00:00Z.
pub type Instant = u32;
/// Days since 1970-01-01, in local (civil) time.
pub type Day = i32;

/// Seconds in a civil day without clock change.
pub const DAY_SECONDS: u32 = 86_400;
/// The first year of the common European rule in France.
pub const FIRST_YEAR: i32 = 1996;
/// The last accepted year.
pub const LAST_YEAR: i32 = 2099;

/// Days since 1970-01-01 of a proleptic Gregorian date.
///
/// Algorithm: Howard Hinnant, `days_from_civil`
/// (<https://howardhinnant.github.io/date_algorithms.html>).
pub const fn days_from_civil(year: i32, month: u32, day: u32) -> Day {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let shifted = (month + 9) % 12;
    let doy = (153 * shifted + 2) / 5 + day - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy as i32;
    era * 146_097 + doe - 719_468
}

/// Year, month (1–12) and day (1–31): the inverse of [`days_from_civil`], same source.
pub const fn civil_from_days(day: Day) -> (i32, u32, u32) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let d = (doy - (153 * mp + 2) / 5 + 1) as u32;
    let m = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
    (yoe + era * 400 + (m <= 2) as i32, m, d)
}

/// Length of a month, in days.
pub const fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of a date, or `None` when it does not exist or lies outside 1996–2099.
pub const fn day_of(year: i32, month: u32, day: u32) -> Option<Day> {
    if year < FIRST_YEAR
        || year > LAST_YEAR
        || month == 0
        || month > 12
        || day == 0
        || day > month_length(year, month)
    {
        return None;
    }
    Some(days_from_civil(year, month, day))
}

/// 0 for Monday, 6 for Sunday (1970-01-01 was a Thursday).
pub const fn weekday(day: Day) -> u32 {
    (day + 3).rem_euclid(7) as u32
}

/// ISO 8601 week: year of the week, and its number from 1 to 53.
pub const fn iso_week(day: Day) -> (i32, u32) {
    // The week belongs to the year of its Thursday.
    let thursday = day - weekday(day) as i32 + 3;
    let (year, _, _) = civil_from_days(thursday);
    let first = days_from_civil(year, 1, 1);
    (year, ((thursday - first) / 7) as u32 + 1)
}

const fn last_sunday(year: i32, month_of_31_days: u32) -> Day {
    let last = days_from_civil(year, month_of_31_days, 31);
    last - ((weekday(last) + 1) % 7) as i32
}

/// The two days on which clocks change in a year: spring, then autumn.
pub const fn change_days(year: i32) -> (Day, Day) {
    (last_sunday(year, 3), last_sunday(year, 10))
}

/// Offset of French legal time at an instant: 3600 or 7200 seconds ahead of UTC.
pub fn offset_at(instant: Instant) -> u32 {
    Clock::at(instant).offset
}

/// The instant of local midnight at the start of a day. Midnight is never ambiguous in France:
/// clocks change at 02:00 and 03:00.
pub fn midnight(day: Day) -> Instant {
    let (year, _, _) = civil_from_days(day);
    let (spring, autumn) = change_days(year);
    let offset = if day > spring && day <= autumn { 7_200 } else { 3_600 };
    day as u32 * DAY_SECONDS - offset
}

/// The local day that contains an instant.
pub fn local_day(instant: Instant) -> Day {
    ((instant + offset_at(instant)) / DAY_SECONDS) as Day
}

/// A stretch of time with one offset; ask again when an instant leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// First instant of the stretch.
    pub from: Instant,
    /// First instant after the stretch.
    pub until: Instant,
    /// Seconds ahead of UTC.
    pub offset: u32,
}

impl Clock {
    /// The stretch that contains an instant.
    pub fn at(instant: Instant) -> Self {
        let day = (instant / DAY_SECONDS) as Day;
        let (year, _, _) = civil_from_days(day);
        let turn = |d: Day| d as u32 * DAY_SECONDS + 3_600;
        let (spring, autumn) = change_days(year);
        let (from, until, offset) = if instant < turn(spring) {
            (change_days(year - 1).1, spring, 3_600)
        } else if instant < turn(autumn) {
            (spring, autumn, 7_200)
        } else {
            (autumn, change_days(year + 1).0, 3_600)
        };
        Self { from: if from < 0 { 0 } else { turn(from) }, until: turn(until), offset }
    }

    /// True when the instant lies in this stretch.
    pub const fn holds(&self, instant: Instant) -> bool {
        instant >= self.from && instant < self.until
    }
}

/// Appends a decimal number, padded with zeros.
pub(crate) fn push_number(out: &mut String, value: u32, width: u32) {
    let mut divisor = 1u32;
    let mut digits = 1;
    while digits < width || value / divisor >= 10 {
        divisor *= 10;
        digits += 1;
    }
    while divisor > 0 {
        out.push((b'0' + (value / divisor % 10) as u8) as char);
        divisor /= 10;
    }
}

/// `2024-01-15`.
pub fn iso_date(day: Day) -> String {
    let mut out = String::with_capacity(25);
    push_date(&mut out, day);
    out
}

pub(crate) fn push_date(out: &mut String, day: Day) {
    with_date(day, |text| out.push_str(text));
}

/// Hands over `2024-01-15`, written without an allocation.
pub(crate) fn with_date<T>(day: Day, then: impl FnOnce(&str) -> T) -> T {
    let (year, month, date) = civil_from_days(day);
    let digit = |number: u32| b'0' + (number % 10) as u8;
    let [high, low] = [year as u32 / 100, year as u32 % 100];
    let text = [
        digit(high / 10),
        digit(high),
        digit(low / 10),
        digit(low),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(date / 10),
        digit(date),
    ];
    // Digits are ASCII.
    then(core::str::from_utf8(&text).unwrap_or_default())
}

/// `2024-01-15T00:30:00+01:00`, in French legal time.
pub fn iso_instant(instant: Instant) -> String {
    let mut out = String::with_capacity(25);
    push_instant(&mut out, instant, offset_at(instant));
    out
}

pub(crate) fn push_instant(out: &mut String, instant: Instant, offset: u32) {
    let local = instant + offset;
    push_date(out, (local / DAY_SECONDS) as Day);
    out.push('T');
    push_number(out, local / 3_600 % 24, 2);
    out.push(':');
    push_number(out, local / 60 % 60, 2);
    out.push(':');
    push_number(out, local % 60, 2);
    out.push_str(if offset == 7_200 { "+02:00" } else { "+01:00" });
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{civil, tz::TimeZone};

    #[test]
    fn civil_dates_agree_with_jiff_from_1996_to_2040() {
        let mut date = civil::date(1996, 1, 1);
        let mut day = days_from_civil(1996, 1, 1);
        while date.year() <= 2040 {
            let (y, m, d) = civil_from_days(day);
            assert_eq!((y, m, d), (date.year().into(), date.month() as u32, date.day() as u32));
            assert_eq!(days_from_civil(y, m, d), day);
            assert_eq!(weekday(day), date.weekday().to_monday_zero_offset() as u32);
            let iso = date.iso_week_date();
            assert_eq!(iso_week(day), (iso.year().into(), iso.week() as u32));
            date = date.tomorrow().unwrap();
            day += 1;
        }
    }

    #[test]
    fn legal_time_agrees_with_jiff_from_1996_to_2040() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let mut instant = days_from_civil(1996, 1, 1) as u32 * DAY_SECONDS;
        let end = days_from_civil(2041, 1, 1) as u32 * DAY_SECONDS;
        while instant < end {
            let stamp = jiff::Timestamp::from_second(instant.into()).unwrap();
            assert_eq!(offset_at(instant), paris.to_offset(stamp).seconds() as u32, "{stamp}");
            assert!(Clock::at(instant).holds(instant));
            instant += 1_800;
        }
    }

    #[test]
    fn midnights_agree_with_jiff_from_1996_to_2040() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let mut date = civil::date(1996, 1, 1);
        while date.year() <= 2040 {
            let day = days_from_civil(date.year().into(), date.month() as u32, date.day() as u32);
            let expected = date.to_zoned(paris.clone()).unwrap().timestamp().as_second();
            assert_eq!(i64::from(midnight(day)), expected, "{date}");
            assert_eq!(local_day(midnight(day)), day);
            assert_eq!(local_day(midnight(day) - 1), day - 1);
            date = date.tomorrow().unwrap();
        }
    }

    #[test]
    fn dates_are_written_as_iso_8601() {
        let day = days_from_civil(2024, 3, 31);
        assert_eq!(iso_date(day), "2024-03-31");
        assert_eq!(iso_instant(midnight(day)), "2024-03-31T00:00:00+01:00");
        assert_eq!(iso_instant(midnight(day + 1)), "2024-04-01T00:00:00+02:00");
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert_eq!(day_of(2023, 2, 29), None);
        assert!(day_of(2024, 2, 29).is_some());
        assert_eq!(day_of(1995, 12, 31), None);
        assert_eq!(day_of(2100, 1, 1), None);
        assert_eq!(day_of(2024, 13, 1), None);
    }
}
