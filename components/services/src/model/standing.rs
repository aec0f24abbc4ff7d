//! What may be said of a place at a moment: open, closed, or that nobody should rely on it.

use super::hours::{Moment, Now, day_number};
use crate::data::{Hours, Record};

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Open, and when it closes.
    Open(Option<Moment>),
    /// The hours say 'open', and are too old to be relied on: 'check by telephone'.
    Check(Option<Moment>),
    /// Closed, and when it opens next within the known days.
    Closed(Option<Moment>),
    /// The text itself says that nobody knows.
    Maybe,
    /// Nothing can be said.
    Unknown,
}

/// What is said of hours at `now`; `old` where they were checked too long ago.
#[must_use]
pub fn standing(hours: &Hours, now: Moment, old: bool) -> Standing {
    match hours.at(now.day, now.minute) {
        Now::Open(until) if old => Standing::Check(until),
        Now::Open(until) => Standing::Open(until),
        Now::Closed => Standing::Closed(hours.next_opening(now.day, now.minute)),
        Now::Maybe => Standing::Maybe,
        Now::Unknown => Standing::Unknown,
    }
}

/// When the hours of a record were checked, as an ISO date: by what they say, else by the record that they come
/// from; empty where neither tells.
#[must_use]
pub fn checked<'r>(record: &'r Record, hours: &'r Hours) -> &'r str {
    if !hours.checked.is_empty() {
        return &hours.checked;
    }
    record.sources.get(usize::from(hours.source)).map_or("", |origin| &origin.3)
}

/// Whether an ISO date lies more than `months` months before a day (civil days since 1970-01-01). What is no
/// date is old: nobody knows how old.
#[must_use]
pub fn is_old(checked: &str, today: i32, months: u16) -> bool {
    let Some([year, month, day]) = iso(checked) else { return true };
    let months = year * 12 + month - 1 + i32::from(months);
    // The same day of that month; past its end, the first days of the next one.
    let limit = day_number(months.div_euclid(12), (months.rem_euclid(12) + 1) as u8, 1) + day - 1;
    today > limit
}

/// Year, month and day of an ISO date; a time after it does not matter.
fn iso(date: &str) -> Option<[i32; 3]> {
    let part = |from, to| date.get(from..to).and_then(|part| part.parse::<u16>().ok()).map(i32::from);
    let all = [part(0, 4)?, part(5, 7)?, part(8, 10)?];
    ((1..=12).contains(&all[1]) && (1..=31).contains(&all[2])).then_some(all)
}

/// The public holiday of a day, by its French name.
#[must_use]
pub fn holiday(holidays: &[(i32, String)], day: i32) -> Option<&str> {
    holidays.iter().find(|(on, _)| *on == day).map(|(_, name)| name.as_str())
}

/// Whether a day is a public holiday on which the hours are the usual ones, so that a visitor should call first.
#[must_use]
pub fn holiday_unsaid<'h>(hours: &Hours, holidays: &'h [(i32, String)], day: i32) -> Option<&'h str> {
    let that = hours.day(day);
    let unsaid = !that.differs && (!that.known || !that.open.is_empty() || !that.maybe.is_empty());
    holiday(holidays, day).filter(|_| unsaid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Origin;

    fn hours() -> Hours {
        Hours {
            first: 20780,
            count: 14,
            days: vec![vec![], vec![540, 720]],
            weeks: vec![(0, "1111100".to_owned())],
            but: vec![2, 0],
            ..Hours::default()
        }
    }

    fn at(day: i32, minute: u16) -> Moment {
        Moment { day, minute }
    }

    #[test]
    fn old_hours_never_say_open() {
        let until = Some(at(20780, 720));
        assert_eq!(standing(&hours(), at(20780, 600), false), Standing::Open(until));
        assert_eq!(standing(&hours(), at(20780, 600), true), Standing::Check(until));
        assert_eq!(standing(&hours(), at(20780, 800), true), Standing::Closed(Some(at(20781, 540))));
        assert_eq!(standing(&Hours::default(), at(20780, 600), false), Standing::Unknown);
    }

    #[test]
    fn the_age_counts_in_months() {
        let today = day_number(2026, 11, 24);
        assert!(!is_old("2026-05-24", today, 6));
        assert!(is_old("2026-05-23", today, 6));
        assert!(!is_old("2026-11-24T10:00:00", today, 1));
        assert!(!is_old("2025-12-31", day_number(2026, 1, 31), 1));
        for none in ["", "hier", "2026-13-01", "2026-5-1", "20261124", "é026-11-24"] {
            assert!(is_old(none, today, 120), "{none}");
        }
    }

    #[test]
    fn the_record_tells_where_the_hours_do_not() {
        let origin = Origin("dila".into(), String::new(), String::new(), "2026-01-02".into(), String::new());
        let record = Record { sources: vec![origin], ..Record::default() };
        assert_eq!(checked(&record, &hours()), "2026-01-02");
        let own = Hours { checked: "2026-03-04".into(), ..hours() };
        assert_eq!(checked(&record, &own), "2026-03-04");
        assert_eq!(checked(&record, &Hours { source: 7, ..hours() }), "");
    }

    #[test]
    fn a_holiday_is_told_where_the_text_says_nothing_of_it() {
        let holidays =
            [(20781, "Noël".to_owned()), (20782, "Lendemain".to_owned()), (20786, "Dimanche".to_owned())];
        assert_eq!(holiday_unsaid(&hours(), &holidays, 20781), Some("Noël"));
        assert_eq!(holiday_unsaid(&hours(), &holidays, 20782), None, "the text closes that day");
        assert_eq!(holiday_unsaid(&hours(), &holidays, 20786), None, "closed anyway");
        assert_eq!(holiday_unsaid(&hours(), &holidays, 20780), None);
        assert_eq!(holiday_unsaid(&Hours::default(), &holidays, 20781), Some("Noël"));
    }
}
