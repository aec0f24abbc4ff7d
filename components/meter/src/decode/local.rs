//! Local times without offset to instants: the autumn hour that comes twice is told apart by the
//! order of the rows.

use super::curve::Row;
use crate::time::{DAY_SECONDS, Day, change_days, civil_from_days};

const HOUR: u32 = 3_600;

/// Turns the local clock times in `rows[..].end` into instants. Rows in descending order are
/// turned over first. Where only one of the two autumn hours is there, it is taken for the first.
pub(super) fn resolve(rows: &mut [Row]) {
    let falls = rows.windows(2).filter(|w| w[1].end < w[0].end).count();
    let rises = rows.windows(2).filter(|w| w[1].end > w[0].end).count();
    if falls > rises {
        rows.reverse();
    }
    let (mut before, mut distance) = (0, 0);
    for row in rows {
        let end = instant(row.end, before, distance);
        if end != before {
            distance = end.saturating_sub(before);
        }
        before = end;
        row.end = end;
    }
}

/// The instant of a clock time, knowing the instant of the row before and its distance to the
/// row before it.
fn instant(local: u32, before: u32, distance: u32) -> u32 {
    let day = (local / DAY_SECONDS) as Day;
    let (spring, autumn) = change_days(civil_from_days(day).0);
    let clock = local % DAY_SECONDS;
    let summer = local.saturating_sub(2 * HOUR);
    let winter = local.saturating_sub(HOUR);
    if day == autumn && (2 * HOUR..3 * HOUR).contains(&clock) {
        // The same time again is the second hour in an hourly file, else a repeated row.
        let again = summer < before || (summer == before && distance == HOUR);
        return if again { winter } else { summer };
    }
    // 02:00 to 03:00 does not exist in spring: counted on from winter time, it is 03:00 to 04:00.
    let is_summer = (day > spring || (day == spring && clock >= 3 * HOUR))
        && (day < autumn || (day == autumn && clock < 2 * HOUR));
    if is_summer { summer } else { winter }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{days_from_civil, iso_instant};

    fn resolved(day: Day, minutes: &[u32]) -> Vec<String> {
        let mut rows: Vec<Row> =
            minutes.iter().map(|m| Row { end: day as u32 * DAY_SECONDS + m * 60, value: 1 }).collect();
        resolve(&mut rows);
        rows.iter().map(|r| iso_instant(r.end)[11..].to_owned()).collect()
    }

    #[test]
    fn the_autumn_hour_comes_twice() {
        let day = days_from_civil(2025, 10, 26);
        let expected = [
            "01:30:00+02:00",
            "02:00:00+02:00",
            "02:30:00+02:00",
            "02:00:00+01:00",
            "02:30:00+01:00",
            "03:00:00+01:00",
        ];
        assert_eq!(resolved(day, &[90, 120, 150, 120, 150, 180]), expected);
        assert_eq!(resolved(day, &[180, 150, 120, 150, 120, 90]), expected);
    }

    #[test]
    fn the_autumn_hour_in_an_hourly_file() {
        let day = days_from_civil(2025, 10, 26);
        assert_eq!(
            resolved(day, &[60, 120, 120, 180]),
            ["01:00:00+02:00", "02:00:00+02:00", "02:00:00+01:00", "03:00:00+01:00"]
        );
    }

    #[test]
    fn a_repeated_row_in_the_autumn_hour_stays_a_repeated_row() {
        let day = days_from_civil(2025, 10, 26);
        assert_eq!(resolved(day, &[90, 120, 120, 150, 120, 150])[1..3], ["02:00:00+02:00", "02:00:00+02:00"]);
    }

    #[test]
    fn spring_has_no_second_hour() {
        let day = days_from_civil(2025, 3, 30);
        assert_eq!(
            resolved(day, &[90, 120, 210, 240]),
            ["01:30:00+01:00", "03:00:00+02:00", "03:30:00+02:00", "04:00:00+02:00"]
        );
    }
}
