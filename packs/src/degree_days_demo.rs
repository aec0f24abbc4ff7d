//! Degree days for the demonstration, made up by a rule.
//!
//! No real temperatures can be had offline, and the widget asks for this file in the demo too. The
//! rule: the mean temperature of a day lies on the line between the middles of two months
//! ([`MONTHS`], round numbers of a mild winter and a cool summer, measured nowhere), moved by up to
//! 3 °C for its week and 2 °C for itself, both from a hash of the date. Same dates, same values; the file
//! says `demo: true`, so that the widget can say it too.

use commune_meter::DegreeDay;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::degree_days::{BASE, DegreeDays, SCHEMA, Station, degree_days};
use crate::demo::unit;

/// The station whose file the widget asks for.
const STATION: &str = "59343001";

/// What the file says of its source.
const SOURCE: &str = "Données de démonstration, températures inventées";

/// Mean temperature in the middle of each month, in °C.
const MONTHS: [f64; 12] = [3.0, 4.0, 7.0, 10.0, 14.0, 17.0, 19.0, 19.0, 16.0, 12.0, 7.0, 4.0];

/// Days of 2018 up to the day of the build, `YYYY-MM-DD`; none where that is no date.
#[must_use]
pub fn demo(generated: &str, licence: &str) -> DegreeDays {
    let first = date(2018, 1, 1);
    let last = generated.parse::<Date>().unwrap_or(first);
    DegreeDays {
        schema: SCHEMA.into(),
        generated: generated.into(),
        source: SOURCE.into(),
        licence: licence.into(),
        demo: true,
        station: Station { id: STATION.into(), name: "DEMONSTRATION".into() },
        base: BASE,
        days: first
            .series(1.day())
            .take_while(|day| *day < last)
            .map(|day| {
                let mean = temperature(day);
                DegreeDay { date: day.to_string(), dju: degree_days(mean, mean) }
            })
            .collect(),
    }
}

/// The made-up mean temperature of a day, in °C.
fn temperature(day: Date) -> f64 {
    // How far the day is from the middle of its month, as a part of a month.
    let part = (f64::from(day.day()) - 0.5) / f64::from(day.days_in_month()) - 0.5;
    let month = usize::try_from(day.month() - 1).unwrap_or(0);
    let other = (month + if part < 0.0 { 11 } else { 1 }) % 12;
    let usual = MONTHS[month] + (MONTHS[other] - MONTHS[month]) * part.abs();
    let week = day.iso_week_date();
    let week = format!("{}-{}", week.year(), week.week());
    let either_way = |key: &str| 2.0 * unit(&[key, "temperature"]) - 1.0;
    usual + 3.0 * either_way(&week) + 2.0 * either_way(&day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_up_to_the_build_has_plausible_degree_days_and_the_file_says_demo() {
        let file = demo("2026-11-24", "");
        assert!(file.demo);
        assert_eq!(file.days.len(), 3249);
        assert_eq!(file.days[0].date, "2018-01-01");
        assert_eq!(file.days.last().unwrap().date, "2026-11-23");
        let sum = |year: &str| {
            let days = file.days.iter().filter(|day| day.date.starts_with(year));
            days.map(|day| day.dju).sum::<f64>()
        };
        for year in ["2018", "2020", "2025"] {
            // Cities of northern France have about 2,000 to 3,000 in a year.
            assert!((2000.0..3200.0).contains(&sum(year)), "{year}: {}", sum(year));
        }
        assert!(sum("2024-01") > 10.0 * sum("2024-07"), "{} {}", sum("2024-01"), sum("2024-07"));
        assert!(file.days.iter().all(|day| (0.0..25.0).contains(&day.dju)));
    }

    #[test]
    fn a_later_build_adds_days_and_changes_none() {
        let (early, late) = (demo("2025-01-01", ""), demo("2026-01-01", ""));
        assert_eq!(late.days[..early.days.len()], early.days);
        assert_eq!(late.days.len() - early.days.len(), 365);
        assert!(demo("no date", "").days.is_empty());
    }
}
