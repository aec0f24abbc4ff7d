//! The days that a pack knows, and the public holidays of France in them.

use chrono::{Datelike, NaiveDate};
use commune_services::model::hours::{civil, day_number, weekday};
use opening_hours::localization::Country;

/// The days that are expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Day number of a Monday.
    pub first: i32,
    /// How many days.
    pub count: i32,
}

impl Span {
    /// From the Monday of a build's week to thirteen months after the build.
    #[must_use]
    pub fn of_build(date: jiff::civil::Date) -> Self {
        let build = day_number(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs());
        let first = build - i32::from(weekday(build));
        // 13 months have 396 or 397 days, 395 where February is left out twice.
        Self { first, count: build + 397 - first }
    }
}

/// The date of a day number.
pub(super) fn date(day: i32) -> Option<NaiveDate> {
    let (year, month, day) = civil(day);
    NaiveDate::from_ymd_opt(year, month.into(), day.into())
}

/// The public holidays within a span: day number and French name. The dates are those of the crate
/// `opening-hours`, which knows the eleven of the whole country (Code du travail, L3133-1).
#[must_use]
pub fn holidays(span: Span) -> Vec<(i32, String)> {
    let days = Country::FR.holidays();
    let public = days.get_public();
    (span.first..span.first + span.count)
        .filter_map(|day| {
            let date = date(day)?;
            public.contains(date).then(|| (day, name(date).to_owned()))
        })
        .collect()
}

fn name(date: NaiveDate) -> &'static str {
    match (date.month(), date.day()) {
        (1, 1) => "Jour de l'an",
        (5, 1) => "Fête du Travail",
        (5, 8) => "Victoire de 1945",
        (7, 14) => "Fête nationale",
        (8, 15) => "Assomption",
        (11, 1) => "Toussaint",
        (11, 11) => "Armistice de 1918",
        (12, 25) => "Noël",
        // The movable ones: Easter Monday and Whit Monday are Mondays, Ascension a Thursday.
        _ if date.weekday() == chrono::Weekday::Thu => "Ascension",
        (3, _) => "Lundi de Pâques",
        (4, _) => "Lundi de Pâques",
        _ => "Lundi de Pentecôte",
    }
}

/// The IANA time zone of a commune, by its INSEE code.
#[must_use]
pub fn time_zone(insee: &str) -> &'static str {
    match insee.get(..3) {
        Some("971" | "977" | "978") => "America/Guadeloupe",
        Some("972") => "America/Martinique",
        Some("973") => "America/Cayenne",
        Some("974") => "Indian/Reunion",
        Some("975") => "America/Miquelon",
        Some("976") => "Indian/Mayotte",
        Some("986") => "Pacific/Wallis",
        Some("987") => "Pacific/Tahiti",
        Some("988") => "Pacific/Noumea",
        _ => "Europe/Paris",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_eleven_holidays_with_their_names() {
        let span = Span { first: day_number(2027, 1, 1), count: 365 };
        let names: Vec<String> = holidays(span).into_iter().map(|(_, name)| name).collect();
        assert_eq!(
            names,
            [
                "Jour de l'an",
                "Lundi de Pâques",
                "Fête du Travail",
                "Ascension",
                "Victoire de 1945",
                "Lundi de Pentecôte",
                "Fête nationale",
                "Assomption",
                "Toussaint",
                "Armistice de 1918",
                "Noël"
            ]
        );
    }

    #[test]
    fn a_span_begins_on_a_monday_and_holds_thirteen_months() {
        for day in 1..=28 {
            let date = jiff::civil::date(2026, 11, day);
            let span = Span::of_build(date);
            assert_eq!(weekday(span.first), 0);
            let later = date.checked_add(jiff::Span::new().months(13)).unwrap();
            let later = day_number(later.year().into(), later.month() as u8, later.day() as u8);
            assert!(span.first + span.count > later, "{date}");
        }
    }
}
