//! ISO dates: today's, given ones, and how a page writes them.

use anyhow::{Context, Result};
use jiff::civil::Date;

/// The ISO date of the build: the given one, else `SOURCE_DATE_EPOCH` (seconds, as
/// reproducible-builds.org defines it), else today in UTC.
///
/// # Errors
/// The given date is no date.
pub fn build_date(given: Option<&str>) -> Result<String> {
    if let Some(given) = given {
        return iso(given);
    }
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    let now = match epoch {
        Some(second) => jiff::Timestamp::from_second(second).context("SOURCE_DATE_EPOCH")?,
        None => jiff::Timestamp::now(),
    };
    Ok(jiff::tz::TimeZone::UTC.to_datetime(now).date().to_string())
}

/// Checks an ISO date.
///
/// # Errors
/// It is none.
pub fn iso(text: &str) -> Result<String> {
    let date: Date = text.parse().with_context(|| format!("{text:?} is not YYYY-MM-DD"))?;
    Ok(date.to_string())
}

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// `24 novembre 2026`; the text itself where it is no ISO date.
#[must_use]
pub fn french(iso: &str) -> String {
    let Ok(date) = iso.parse::<Date>() else { return iso.to_owned() };
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    // No-break spaces: a date does not break over lines.
    format!("{day}\u{a0}{}", month_and_year(date))
}

const DUTCH: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as a page in this language writes it: `nl`, `en`, else French.
#[must_use]
pub fn in_words(lang: &str, iso: &str) -> String {
    let months = match lang {
        "nl" => DUTCH,
        "en" => ENGLISH,
        _ => return french(iso),
    };
    let Ok(date) = iso.parse::<Date>() else { return iso.to_owned() };
    let month = months[usize::from(date.month().unsigned_abs()) - 1];
    format!("{}\u{a0}{month}\u{a0}{}", date.day(), date.year())
}

/// `novembre 2026` for `2026-11`; the text itself where it is no month.
#[must_use]
pub fn french_month(month: &str) -> String {
    format!("{month}-01").parse().map_or_else(|_| month.to_owned(), month_and_year)
}

fn month_and_year(date: Date) -> String {
    let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
    format!("{month}\u{a0}{}", date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(french("2026-11-24"), "24\u{a0}novembre\u{a0}2026");
        assert_eq!(french("2026-01-01"), "1er\u{a0}janvier\u{a0}2026");
        assert_eq!(french("bientôt"), "bientôt");
        assert_eq!(in_words("fr", "2026-01-01"), "1er\u{a0}janvier\u{a0}2026");
        assert_eq!(in_words("nl", "2026-03-01"), "1\u{a0}maart\u{a0}2026");
        assert_eq!(in_words("en", "2026-11-24"), "24\u{a0}November\u{a0}2026");
        assert_eq!(in_words("en", "soon"), "soon");
        assert_eq!(french_month("2024-08"), "août\u{a0}2024");
        assert_eq!(french_month("2024-13"), "2024-13");
        assert!(iso("2026-02-30").is_err());
        assert_eq!(build_date(Some("2026-02-28")).unwrap(), "2026-02-28");
    }
}
