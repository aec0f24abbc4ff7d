//! The config: its template, and what is told of a mistake.

use serde::Serialize;
use serde_json::{Value, json};

use super::config::{Sources, parse};

const TEMPLATE: &str = include_str!("../../templates/sources.toml");

fn table(table: Option<&impl Serialize>) -> Value {
    serde_json::to_value(table.unwrap()).unwrap()
}

#[test]
fn the_template_is_read_as_it_is() {
    let sources = parse(TEMPLATE).unwrap();
    assert_eq!(sources.common.owner, "Métropole Exemple");
    assert_eq!(table(sources.energy.as_ref())["source-date"], "2026-10-01");
}

#[test]
fn the_template_shows_every_key() {
    let all: Vec<&str> = TEMPLATE
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase()) => rest,
            _ => line,
        })
        .collect();
    let Sources { common, energy, degree_days, services, consultation, quiz, communes, embed, catalogue } =
        parse(&all.join("\n")).unwrap();
    let tables = json!({
        "common": common, "energy": energy, "degree-days": degree_days, "services": services,
        "consultation": consultation, "quiz": quiz, "communes": communes, "embed": embed,
        "catalogue": catalogue,
    });
    for (name, table) in tables.as_object().unwrap() {
        let fields = table.as_object().unwrap_or_else(|| panic!("no [{name}]"));
        for (key, value) in fields {
            // Of the two ways to say when, a table shows one.
            let shown = !value.is_null() && *value != json!([]) && *value != json!(false);
            assert!(shown || key.starts_with("next-update"), "[{name}] {key}");
        }
        let when = |key: &str| fields.get(key).is_some_and(|value| !value.is_null());
        let has = fields.contains_key("next-update");
        assert!(!has || when("next-update") || when("next-update-days"), "[{name}] next-update");
    }
}

/// A config with what it needs in any case.
fn with(text: &str) -> String {
    format!("[common]\nowner = \"Métropole\"\ncontact = \"a@exemple.example\"\n{text}")
}

#[test]
fn a_mistake_is_told_with_its_line_and_its_key() {
    let energy = "[energy]\nfiles = [\"a.csv\"]";
    let mut wrong = Vec::new();
    for (text, line, sentence) in [
        (
            with("[energy]\nfils = []"),
            5,
            "[energy] : la clé « fils » n'est pas connue. Vouliez-vous dire « files » ?",
        ),
        (
            with("[energie]\nfiles = []"),
            4,
            "la table « [energie] » n'est pas connue. Vouliez-vous dire « energy » ?",
        ),
        (
            with("[energy]\nfiles = [\"a.csv\"]\nstrict = \"oui\""),
            6,
            "[energy] strict : il faut true ou false.",
        ),
        (
            with("[energy]\nfiles = \"a.csv\""),
            5,
            "[energy] files : il faut une liste comme [\"un.csv\", \"deux.csv\"].",
        ),
        (
            with("[services]\nown = [\"a.csv\"]\nrefresh-days = -1"),
            6,
            "[services] refresh-days : il faut un nombre entier.",
        ),
        (with("next-update = \"demain\""), 4, "[common] next-update : il faut une date comme 2027-10-01."),
        (
            with("next-update = 2027-10-01T12:00:00"),
            4,
            "[common] next-update : il faut une date comme 2027-10-01.",
        ),
        (with("[degree-days]\nfiles = [\"a.csv\"]"), 4, "[degree-days] : il manque la clé « station »."),
        (energy.to_owned(), 0, "il manque la table [common]."),
        (with(energy), 4, "[energy] demande la clé « communes » de [common]"),
        (with("[catalogue]"), 4, "[catalogue] demande la clé « base » de [common]"),
        (with("base = \"widgets\""), 1, "[common] base : il faut une adresse comme https://"),
        (with("[services]"), 4, "[services] ne nomme aucun fichier."),
        (
            with("next-update = 2027-10-01\nnext-update-days = 3"),
            1,
            "[common] : gardez « next-update » ou « next-update-days »",
        ),
        (
            with("[consultation]\nplatform = \"participer\""),
            4,
            "[consultation] platform : il faut une adresse",
        ),
        (with("owner = \"deux\""), 4, "[common] owner : cette clé est là deux fois."),
        (with("[energy\n"), 4, "ce n'est pas du TOML lisible"),
        ("[common]\nowner = \" \"\ncontact = \"a\"".to_owned(), 1, "[common] owner est vide"),
    ] {
        let (found, told) = parse(&text).unwrap_err();
        if !told.contains(sentence) || found != line {
            wrong.push(format!("{found}: {told}\n  not {line}: {sentence}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_date_may_stand_in_quotes_or_not() {
    for date in ["2027-10-01", "\"2027-10-01\""] {
        let sources = parse(&with(&format!("next-update = {date}"))).unwrap();
        assert_eq!(serde_json::to_value(&sources.common).unwrap()["next-update"], "2027-10-01");
    }
}
