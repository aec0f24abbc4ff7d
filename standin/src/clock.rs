//! Dates relative to the platform's present.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};

/// The present of a platform unless told otherwise: 2026-11-24 10:00 in Paris.
pub const NOW: Timestamp = Timestamp::constant(1_795_510_800, 0);

/// Writes moments as Rails does, in the time of Paris.
pub(crate) struct Clock {
    now: Zoned,
}

impl Clock {
    /// Paris by its present rule, without a time zone database: the last Sundays of March and October.
    pub(crate) fn new(now: Timestamp) -> Self {
        let paris = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC);
        Self { now: now.to_zoned(paris) }
    }

    fn shifted(&self, days: i64) -> Zoned {
        self.now.checked_add(Span::new().days(days)).unwrap_or_else(|_| self.now.clone())
    }

    /// `YYYY-MM-DD`, that many days from now.
    pub(crate) fn day(&self, days: i64) -> String {
        self.shifted(days).date().to_string()
    }

    /// ISO 8601 with offset: that many days from now, at that time of day.
    pub(crate) fn at(&self, days: i64, hour: i8, minute: i8) -> String {
        let date = self.shifted(days).date();
        let moment = date.at(hour, minute, 0, 0).to_zoned(self.now.time_zone().clone());
        let moment = moment.unwrap_or_else(|_| self.now.clone());
        moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The year, that many days from now: part of references.
    pub(crate) fn year(&self, days: i64) -> i16 {
        self.shifted(days).year()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_in_paris_on_both_sides_of_the_clock_change() {
        let clock = Clock::new(NOW);
        assert_eq!(clock.day(0), "2026-11-24");
        assert_eq!(clock.at(0, 10, 0), "2026-11-24T10:00:00+01:00");
        assert_eq!(clock.at(-60, 18, 30), "2026-09-25T18:30:00+02:00");
        assert_eq!(clock.at(11, 10, 0), "2026-12-05T10:00:00+01:00");
        assert_eq!(clock.year(60), 2027);
    }
}
