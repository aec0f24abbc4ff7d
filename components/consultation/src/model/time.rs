//! Dates and instants as text, without a date library: in the page `Intl` writes them for people.
//!
//! Days are counted by the algorithms of <https://howardhinnant.github.io/date_algorithms.html>.

/// A point in time and the offset in which it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// East of Greenwich, in seconds.
    pub offset: i32,
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month, day of a count of days.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days - era * 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// A number of exactly `length` digits at `at`.
fn digits(text: &[u8], at: usize, length: usize) -> Option<i64> {
    let mut number = 0;
    for byte in text.get(at..at + length)? {
        number = number * 10 + i64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    Some(number)
}

/// Days from 1970-01-01 to the date that a date or an instant begins with; `None` where it is none.
#[must_use]
pub fn day_number(iso: &str) -> Option<i64> {
    let text = iso.as_bytes();
    let (year, month, day) = (digits(text, 0, 4)?, digits(text, 5, 2)?, digits(text, 8, 2)?);
    let count = days(year, month, day);
    // What is no day of the calendar comes out as another one.
    let real = text[4] == b'-' && text[7] == b'-' && civil(count) == (year, month, day);
    real.then_some(count)
}

/// The date of a date or of an instant in its own offset, `YYYY-MM-DD`; empty where it is none.
#[must_use]
pub fn date(iso: &str) -> &str {
    if day_number(iso).is_some() { &iso[..10] } else { "" }
}

/// Reads an ISO 8601 instant with seconds or without, with `Z` or an offset. A date alone is none.
#[must_use]
pub fn instant(iso: &str) -> Option<Instant> {
    let text = iso.as_bytes();
    let day = day_number(iso)?;
    if !matches!(text.get(10), Some(b'T' | b't' | b' ')) || text.get(13) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (digits(text, 11, 2)?, digits(text, 14, 2)?);
    let mut at = 16;
    let mut second = 0;
    if text.get(at) == Some(&b':') {
        second = digits(text, at + 1, 2)?;
        at += 3;
        if text.get(at) == Some(&b'.') {
            at += 1;
            while text.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
        }
    }
    let offset = match text.get(at)? {
        b'Z' | b'z' if text.len() == at + 1 => 0,
        sign @ (b'+' | b'-') => {
            let hours = digits(text, at + 1, 2)?;
            let colon = usize::from(text.get(at + 3) == Some(&b':'));
            let minutes = digits(text, at + 3 + colon, 2)?;
            if text.len() != at + 5 + colon || hours > 23 || minutes > 59 {
                return None;
            }
            let east = hours * 3_600 + minutes * 60;
            if *sign == b'-' { -east } else { east }
        }
        _ => return None,
    };
    if hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = day * 86_400 + hour * 3_600 + minute * 60 + second - offset;
    Some(Instant { seconds, offset: offset as i32 })
}

impl Instant {
    /// Seconds since midnight where it was written.
    #[must_use]
    pub fn of_day(self) -> i64 {
        (self.seconds + i64::from(self.offset)).rem_euclid(86_400)
    }

    /// Days since 1970-01-01 where it was written.
    #[must_use]
    pub fn day(self) -> i64 {
        (self.seconds + i64::from(self.offset)).div_euclid(86_400)
    }

    /// `20261205T090000Z`
    #[must_use]
    pub fn basic_utc(self) -> String {
        let mut out = basic_date(self.seconds.div_euclid(86_400));
        let rest = self.seconds.rem_euclid(86_400);
        out.push('T');
        for part in [rest / 3_600, rest / 60 % 60, rest % 60] {
            two(&mut out, part);
        }
        out.push('Z');
        out
    }
}

/// Days since 1970-01-01 of the first day and of the day after the last one, where both instants are at the ends of days: from 0:00 to 0:00 or
/// to 23:59.
#[must_use]
pub fn whole_days(start: Instant, end: Instant) -> Option<(i64, i64)> {
    let until = end.of_day();
    let after = if until == 0 {
        end.day()
    } else if until >= 23 * 3_600 + 59 * 60 {
        end.day() + 1
    } else {
        return None;
    };
    (start.of_day() == 0 && after > start.day()).then(|| (start.day(), after))
}

/// `20261205` for a count of days since 1970-01-01.
#[must_use]
pub fn basic_date(days: i64) -> String {
    let (year, month, day) = civil(days);
    let mut out = String::new();
    two(&mut out, year / 100);
    two(&mut out, year % 100);
    two(&mut out, month);
    two(&mut out, day);
    out
}

fn two(out: &mut String, number: i64) {
    for digit in [number / 10 % 10, number % 10] {
        out.push(char::from(b'0' + digit.unsigned_abs() as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_with_their_offset() {
        let summer = instant("2026-10-25T02:30:00+02:00").unwrap();
        let winter = instant("2026-10-25T02:30:00+01:00").unwrap();
        assert_eq!(winter.seconds - summer.seconds, 3_600, "the hour that comes twice");
        assert_eq!(summer.basic_utc(), "20261025T003000Z");
        assert_eq!(winter.basic_utc(), "20261025T013000Z");
        assert_eq!(instant("2026-12-31T23:30:00-01:00").unwrap().basic_utc(), "20270101T003000Z");
        assert_eq!(instant("1970-01-01T00:00:00Z").unwrap().seconds, 0);
        assert_eq!(instant("2026-12-05 10:00:00.123+0100").unwrap().basic_utc(), "20261205T090000Z");
        assert_eq!(instant("2024-02-29T12:00+00:00").unwrap().basic_utc(), "20240229T120000Z");
    }

    #[test]
    fn what_is_no_instant_is_none() {
        for text in [
            "",
            "2026-12-05",
            "2026-02-30T10:00:00Z",
            "2026-12-05T10:00:00",
            "2026-13-01T10:00:00Z",
            "bientôt",
            "2026-12-05T25:00:00Z",
            "2026-12-05T10:00:00+1",
            "2026-12-05T10:00:00Zé",
            "2026-12-05T10h00Z",
            "é026-12-05",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn the_calendar_is_the_gregorian_one() {
        for (text, number) in
            [("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1), ("2026-11-24", 20_781)]
        {
            assert_eq!(day_number(text), Some(number));
            assert_eq!(basic_date(number), text.replace('-', ""));
        }
        for number in (-800_000..800_000).step_by(97) {
            let (year, month, day) = civil(number);
            assert_eq!(days(year, month, day), number);
        }
        assert_eq!(date("2026-10-31T00:00:00+01:00"), "2026-10-31");
        assert_eq!(date("2026-02-29"), "");
    }
}
