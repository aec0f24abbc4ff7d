//! Facts in words.

use crate::{
    data::analysis::{Fact, Facts, Kind, Said},
    model::unit::Unit,
};
use commune_ui::{i18n::Messages, messages::fill};

/// Kilowatt-hours with their unit.
pub fn kwh(m: &Messages, kwh: f64) -> String {
    [&*number(m, kwh), "\u{a0}kWh"].concat()
}

/// A number with three figures, no more.
pub fn number(m: &Messages, number: f64) -> String {
    m.number(number, Unit::digits(number))
}

/// A power.
pub fn watts(m: &Messages, w: f64) -> String {
    if w < 1000.0 {
        [&*m.number(w, 0), "\u{a0}W"].concat()
    } else {
        [&*m.number(w / 1e3, 1), "\u{a0}kW"].concat()
    }
}

fn written(m: &Messages, fact: &Fact) -> String {
    let n = fact.number;
    match fact.kind {
        Kind::Watts => watts(m, n),
        Kind::Wh => kwh(m, n / 1e3),
        Kind::Kwh => kwh(m, n),
        Kind::Percent => [&*m.number((n * 100.0).abs(), 0), "\u{a0}%"].concat(),
        Kind::Times => m.number(n, 1),
        Kind::Euros => [&*m.number(n.abs(), 2), "\u{a0}€"].concat(),
        Kind::Count => m.number(n, 0),
        Kind::Date => m.date(&fact.text),
        Kind::Instant => {
            let part = |from, to| fact.text.get(from..to).unwrap_or_default();
            [&*m.date(part(0, 10)), ", ", part(11, 16)].concat()
        }
        Kind::Text => fact.text.clone(),
    }
}

/// A template with its facts.
pub fn filled(m: &Messages, template: &str, facts: &Facts) -> String {
    let texts: Vec<String> = facts.iter().map(|fact| written(m, fact)).collect();
    let fields: Vec<(&str, &str)> =
        facts.iter().map(|fact| fact.name).zip(texts.iter().map(|t| &**t)).collect();
    fill(template, &fields)
}

/// A sentence.
pub fn say(m: &Messages, said: &Said) -> String {
    let mut template = my(m, &said.key);
    if let Some(format) = said.facts.iter().find(|fact| fact.name == "format") {
        template = fill(&template, &[("format", &my(m, &["found-", &format.text].concat()))]);
    }
    filled(m, &template, &said.facts)
}

/// A message of this view by the end of its key.
pub fn my(m: &Messages, key: &str) -> String {
    m.by_name(&["energy.my-", key].concat())
}
