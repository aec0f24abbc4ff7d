//! One's own consumption: what is chosen, checked and drawn, without a browser.

pub mod forms;
pub mod picture;
pub mod sample;

use crate::data::analysis::Bar;
use std::ops::Range;

/// Most days in one picture: a quarter of a year.
pub const WINDOW: usize = 92;

/// Largest file that is read, in bytes: the module's own limit, known before the module is.
pub const MAX_BYTES: f64 = 33_554_432.0;

/// Whether a file goes through the reader of workbooks.
pub fn is_workbook(name: &str) -> bool {
    name.len() > 5 && name.as_bytes()[name.len() - 5..].eq_ignore_ascii_case(b".xlsx")
}

/// Rank of the days among the levels: the only one that is shown by windows.
pub const DAYS: usize = 0;

/// The bars in sight, `back` windows before the last ones.
pub fn window(level: usize, bars: usize, back: usize) -> Range<usize> {
    if level != DAYS {
        return 0..bars;
    }
    let end = bars.saturating_sub(back * WINDOW);
    end.saturating_sub(WINDOW)..end
}

/// A bar's label under the axis, short: `15/01`, `01/2024` or `2024`. Weeks go by their first day.
pub fn axis_label(level: usize, bar: &Bar) -> String {
    let part = |range: Range<usize>| bar.start.get(range).unwrap_or_default();
    match level {
        0 | 1 => [part(8..10), "/", part(5..7)].concat(),
        2 => [part(5..7), "/", part(0..4)].concat(),
        _ => bar.label.clone(),
    }
}

/// The month of a long date on the first of it, as the three languages write it: `1 janvier 2024` or
/// `January 1, 2024`. `Intl` could say it, at the price of one more format for each page.
pub fn month_of(first: &str) -> String {
    let mut words = first.split(' ').filter(|word| !matches!(*word, "1" | "1er" | "1,"));
    [words.next().unwrap_or_default(), " ", words.next().unwrap_or_default()].concat()
}

/// The cell of a profile with the highest mean power: its rank, and the power in W.
pub fn busiest(profile: &[Option<f64>]) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for (rank, w) in profile.iter().enumerate() {
        if let Some(w) = w
            && best.is_none_or(|(_, most)| *w > most)
        {
            best = Some((rank, *w));
        }
    }
    best
}

/// A file's name without a meter number: people leak it there. A meter has 14 digits; a date has 8.
pub fn mask(name: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    // The space at the end closes the last number; it is cut again.
    for c in name.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        out.push_str(if digits.len() > 9 { "…" } else { &digits });
        digits.clear();
        out.push(c);
    }
    out.pop();
    out
}

/// Messages whose keys are put together while the page runs: after `energy.my-`.
pub const BY_NAME: &[&str] = &[
    "f-alwaysOn",
    "f-yearChange-up",
    "f-yearChange-down",
    "f-seasons-up",
    "f-seasons-down",
    "f-busiestHour",
    "f-weekend-up",
    "f-weekend-down",
    "f-night",
    "f-thermosensitive",
    "f-highestDay",
    "m-peak",
    "offPeak",
    "cost-up",
    "cost-down",
    "estimate",
    "q-holeCount",
    "q-missing",
    "q-incompleteDays",
    "q-duplicates",
    "q-conflicts",
    "q-emptyValues",
    "q-offGrid",
    "q-unknownStep",
    "q-linesSkipped",
    "q-filesCut",
    "q-stepChanges",
    "q-fromVolume",
    "q-clockChanges",
    "q-differing",
    "q-masked",
    "kind-linkyCurve",
    "kind-linkyIndex",
    "kind-linkyDaily",
    "kind-otherCurve",
    "kind-linkyXlsx",
    "kind-grdfJson",
    "kind-grdfXlsx",
    "kind-greenButton",
    "kind-sample",
    "x-empty",
    "x-tooLarge",
    "x-otherFormat",
    "x-production",
    "x-otherQuantity",
    "x-unknownUnit",
    "x-missingColumn",
    "x-badRows",
    "x-noReadings",
    "x-unknownStep",
    "x-truncated",
    "x-notAZip",
    "x-notAWorkbook",
    "x-unsupported",
    "x-corrupt",
    "x-module",
    "x-needsXlsx",
    "found-pdf",
    "found-image",
    "found-archive",
    "found-oldExcel",
    "found-html",
    "found-json",
    "found-xml",
    "found-text",
    "found-binary",
    "e-empty",
    "e-number",
    "e-pair",
    "e-badDate",
    "e-datesReversed",
    "e-badNumber",
    "e-indexDown",
    "level-0",
    "level-1",
    "level-2",
    "level-3",
    "readings",
    "bill",
    "tariff",
    "index1",
    "date1",
    "index2",
    "date2",
    "bill-kwh",
    "bill-from",
    "bill-to",
    "price-base",
    "price-peak",
    "price-off",
    "hours-from",
    "hours-to",
    "more-from",
    "more-to",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_by_quarters_and_the_rest_whole() {
        assert_eq!(window(0, 200, 0), 108..200);
        assert_eq!(window(0, 200, 1), 16..108);
        assert_eq!(window(0, 200, 2), 0..16);
        assert_eq!(window(0, 200, 9), 0..0);
        assert_eq!(window(2, 200, 1), 0..200);
    }

    #[test]
    fn axis_labels_are_short() {
        let bar = |label: &str, start: &str| Bar {
            label: label.into(),
            start: start.into(),
            wh: 0.0,
            complete: true,
            covered: (0, 0),
            before_wh: None,
        };
        assert_eq!(axis_label(0, &bar("2024-01-15", "2024-01-15")), "15/01");
        assert_eq!(axis_label(1, &bar("2024-W03", "2024-01-15")), "15/01");
        assert_eq!(axis_label(2, &bar("2024-01", "2024-01-01")), "01/2024");
        assert_eq!(axis_label(3, &bar("2024", "2024-01-01")), "2024");
        assert_eq!(axis_label(0, &bar("", "é")), "/");
    }

    #[test]
    fn a_month_is_a_long_date_without_its_first_day() {
        for (date, month) in [
            ("1 janvier 2024", "janvier 2024"),
            ("1er janvier 2024", "janvier 2024"),
            ("1 januari 2024", "januari 2024"),
            ("January 1, 2024", "January 2024"),
        ] {
            assert_eq!(month_of(date), month);
        }
    }

    #[test]
    fn the_busiest_hour_is_found_and_unknown_hours_are_not() {
        assert_eq!(busiest(&[Some(1.0), None, Some(3.0), Some(2.0)]), Some((2, 3.0)));
        assert_eq!(busiest(&[None]), None);
    }

    #[test]
    fn workbooks_go_by_their_name_and_the_limit_is_the_modules() {
        assert!(is_workbook("a.xlsx") && is_workbook("A.XLSX"));
        assert!(!is_workbook(".xlsx") && !is_workbook("a.csv") && !is_workbook("éé"));
        assert_eq!(MAX_BYTES, commune_meter::MAX_BYTES as f64);
    }

    #[test]
    fn a_meter_number_leaves_the_name_and_dates_stay() {
        assert_eq!(mask("Enedis_20230809_12345678901234.csv"), "Enedis_20230809_….csv");
        assert_eq!(mask("12345678901234"), "…");
        assert_eq!(mask("mes relevés"), "mes relevés");
        assert_eq!(mask(""), "");
    }
}
