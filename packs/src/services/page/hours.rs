//! The hours of a place, in words.

use commune_services::data::Hours;
use commune_services::model::hours::{Day, civil};
use maud::{Markup, html};

use crate::date::french;

const DAYS: [&str; 7] = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"];

/// How many days that differ are told.
const TOLD: usize = 12;

/// The usual week, the days that differ, and what the source says in its own words.
pub(super) fn hours(hours: &Hours, today: i32) -> Markup {
    html! {
        @if hours.is_read() {
            @let week = usual(hours, today);
            ul {
                @for (days, said) in grouped(&week) { li { (days) "\u{a0}: " (said) } }
            }
            @let other = differing(hours, today);
            @if !other.is_empty() {
                p { "Jours différents\u{a0}: " (other.join("\u{a0}; ")) "." }
            }
        } @else if !hours.text.is_empty() {
            p { "Horaires\u{a0}: " (hours.text) }
        }
        @for remark in &hours.remarks { p { (remark) } }
        @if !hours.checked.is_empty() {
            p class="note" { "Horaires vérifiés le " (french(&hours.checked)) "." }
        }
    }
}

/// Each weekday as it is usually: the first of the next weeks that does not differ.
fn usual(hours: &Hours, today: i32) -> Vec<String> {
    (0..7)
        .map(|offset| {
            let day = (0..8)
                .map(|week| {
                    hours.day(
                        today - i32::from(commune_services::model::hours::weekday(today)) + offset + 7 * week,
                    )
                })
                .find(|day| day.known && !day.differs);
            day.map_or_else(|| "variable".to_owned(), |day| in_words(&day))
        })
        .collect()
}

/// `Lundi à vendredi : …`
fn grouped(week: &[String]) -> Vec<(String, String)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for day in 0..week.len() {
        match groups.last_mut() {
            Some((first, last)) if week[*first] == week[day] => *last = day,
            _ => groups.push((day, day)),
        }
    }
    groups
        .into_iter()
        .map(|(first, last)| {
            let days = match last - first {
                0 => DAYS[first].to_owned(),
                1 => format!("{} et {}", DAYS[first], DAYS[last].to_lowercase()),
                _ => format!("{} à {}", DAYS[first], DAYS[last].to_lowercase()),
            };
            (days, week[first].clone())
        })
        .collect()
}

fn differing(hours: &Hours, today: i32) -> Vec<String> {
    (today.max(hours.first)..hours.first + hours.count)
        .map(|day| hours.day(day))
        .filter(|day| day.differs)
        .take(TOLD)
        .map(|day| {
            let (year, month, date) = civil(day.day);
            format!("{} {}", french(&format!("{year:04}-{month:02}-{date:02}")), in_words(&day))
        })
        .collect()
}

fn in_words(day: &Day<'_>) -> String {
    let spans = |minutes: &[u16]| {
        let spans = minutes.chunks_exact(2);
        spans.map(|span| format!("{} – {}", clock(span[0]), clock(span[1]))).collect::<Vec<_>>().join(", ")
    };
    let mut text = match (day.open, day.maybe.is_empty()) {
        ([0, 1440], _) => "24 heures sur 24".to_owned(),
        ([], true) => "fermé".to_owned(),
        (open, true) => spans(open),
        ([], false) => format!("à vérifier par téléphone ({})", spans(day.maybe)),
        (open, false) => format!("{}, à vérifier par téléphone ({})", spans(open), spans(day.maybe)),
    };
    if !day.said.is_empty() {
        text.push_str(&format!(" – {}", day.said));
    }
    text
}

/// `9 h`, `17 h 30`.
fn clock(minute: u16) -> String {
    let minute = if minute > 1440 { minute - 1440 } else { minute };
    match (minute / 60, minute % 60) {
        (hour, 0) => format!("{hour}\u{a0}h"),
        (hour, rest) => format!("{hour}\u{a0}h\u{a0}{rest:02}"),
    }
}
