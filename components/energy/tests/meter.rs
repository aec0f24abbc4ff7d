//! The view reads what the meter module writes: both sides of the border, on the same objects.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use commune_energy::{
    data::analysis::{self, FIELDS, Kind, QUALITY, number, said},
    model::meter::{BY_NAME, sample::sample},
};
use commune_meter::{
    DecodeError, DegreeDay, FileKind, Options, OtherFormat, Prices, Store, Window, analyse, analyse::Finding,
    to_json,
};
use serde_json::Value;

fn parsed<T: serde::Serialize>(value: &T) -> Value {
    serde_json::from_str(&to_json(value)).unwrap()
}

fn known(key: &str) {
    assert!(BY_NAME.contains(&key), "no message for {key}");
}

fn options() -> Options {
    // Heating follows these: cold in the months in which the example heats.
    let dju = |day: u32| if !(100..280).contains(&(day % 365)) { 12.0 } else { 0.0 };
    let date = |day: u32| commune_meter::time::iso_date(19_723 + day as i32);
    Options {
        off_peak: vec![Window { from: 1320, to: 360 }],
        prices: Some(Prices { base: 0.2, peak: 0.22, off_peak: 0.15 }),
        degree_days: (0..731).map(|day| DegreeDay { date: date(day), dju: dju(day) }).collect(),
        ..Options::default()
    }
}

fn example() -> (commune_meter::Analysis, analysis::Analysis) {
    let mut store = Store::new();
    store.add("exemple.csv", sample().as_bytes()).unwrap();
    let written = analyse(&store, &options());
    let read = analysis::read(&parsed(&written));
    (written, read)
}

#[test]
fn an_analysis_is_read_as_it_was_written() {
    let (written, read) = example();
    assert!(!read.gas && !read.both);
    assert_eq!(read.total_wh, written.total_wh.wh());
    assert_eq!(read.period, ("2024-01-01".to_owned(), "2025-12-31".to_owned()));
    let lengths = [written.days.len(), written.weeks.len(), written.months.len(), written.years.len()];
    assert_eq!(read.levels.each_ref().map(Vec::len), lengths);
    let january = &read.levels[2][12];
    assert_eq!((&*january.label, &*january.start, january.covered), ("2025-01", "2025-01-01", (31, 31)));
    assert_eq!(january.wh, written.months[12].wh.wh());
    assert_eq!(january.before_wh, Some(written.months[0].wh.wh()));
    assert_eq!((&*read.levels[0][0].label, read.levels[0][0].covered), ("2024-01-01", (0, 0)));
    assert_eq!(read.profile.len(), 168);
    let told = |key: &str| read.findings.iter().chain(&read.marks).filter(|said| said.key == key).count();
    for key in ["f-alwaysOn", "m-peak", "f-night", "f-yearChange-down", "f-thermosensitive"] {
        assert_eq!(told(key), 1, "{key} is told once");
    }
    let base = written.curve.as_ref().unwrap().base.unwrap().w;
    let on = read.findings.iter().chain(&read.marks).find(|said| said.key == "f-alwaysOn").unwrap();
    assert!((number(&on.facts, "year").unwrap() - base * 8.76).abs() < 0.1);
    for said in [&read.findings[..], &read.marks, &read.tariff, &read.quality].concat() {
        for text in LOCALES {
            names_only(text, &said.key, &said.facts);
        }
    }
    let tariff: Vec<&str> = read.tariff.iter().map(|said| &*said.key).collect();
    assert!(matches!(tariff[..], ["offPeak", "cost-up" | "cost-down"]), "{tariff:?}");
    for said in read.findings.iter().chain(&read.marks).chain(&read.tariff).chain(&read.quality) {
        known(&said.key);
    }
}

#[test]
fn daily_files_have_no_profile_and_no_night() {
    let mut store = Store::new();
    let rows: String = (1..=28).map(|day| format!("2024-02-{day:02};12,5\n")).collect();
    store.add("jour.csv", format!("Date;Valeur (en kWh)\n{rows}").as_bytes()).unwrap();
    let read = analysis::read(&parsed(&analyse(&store, &Options::default())));
    assert!(read.profile.is_empty() && read.tariff.is_empty());
    assert!(read.marks.iter().all(|mark| mark.key != "f-night" && mark.key != "f-alwaysOn"));
    assert_eq!(read.levels[2][0].covered, (28, 29));
    assert!(!read.levels[2][0].complete);
}

#[test]
fn every_finding_has_its_sentence_both_ways() {
    let (written, _) = example();
    let date = written.days[0].date;
    let wh = written.days[0].wh;
    for finding in [
        Finding::YearChange { change: 0.1, days: 30, wh, before_wh: wh },
        Finding::YearChange { change: -0.1, days: 30, wh, before_wh: wh },
        Finding::Seasons { winter_wh: 2.0, summer_wh: 1.0, ratio: 2.0 },
        Finding::Seasons { winter_wh: 1.0, summer_wh: 2.0, ratio: 0.5 },
        Finding::BusiestHour { hour: 19, w: 900.0, mean_w: 300.0 },
        Finding::Weekend { weekend_wh: 2.0, week_wh: 1.0, change: 1.0 },
        Finding::Weekend { weekend_wh: 1.0, week_wh: 2.0, change: -0.5 },
        Finding::Night { share: 0.5 },
        Finding::Thermosensitive { share: 0.4 },
        Finding::HighestDay { date, wh, mean_wh: 1.0 },
    ] {
        let json = parsed(&finding);
        let kind = json["kind"].as_str().unwrap();
        let said = said(&format!("f-{kind}"), &json);
        known(&said.key);
        // Every field that the sentence names is among its facts, in the three languages.
        for text in [LOCALES[0], LOCALES[1], LOCALES[2]] {
            names_only(text, &said.key, &said.facts);
        }
    }
}

#[test]
fn every_refusal_and_kind_of_file_has_its_words() {
    let (found, name) = ("x".to_owned(), "x".to_owned());
    let (line, column) = (3, 4);
    for error in [
        DecodeError::Empty,
        DecodeError::NeedsXlsx,
        DecodeError::TooLarge { bytes: 1, max: 1 },
        DecodeError::Production { found: found.clone(), line, column },
        DecodeError::OtherQuantity { found: found.clone(), line, column },
        DecodeError::UnknownUnit { found: found.clone(), line, column },
        DecodeError::MissingColumn { name, line, column },
        DecodeError::BadRows { found, line, column },
        DecodeError::NoReadings { line },
        DecodeError::UnknownStep { line },
        DecodeError::Truncated { line, column },
        DecodeError::OtherFormat { found: OtherFormat::Pdf, line, column },
    ] {
        let said = analysis::refusal(&parsed(&error));
        known(&said.key);
        for text in LOCALES {
            names_only(text, &said.key, &said.facts);
        }
    }
    use OtherFormat::{Archive, Binary, Html, Image, Json, OldExcel, Pdf, Text, Xml};
    for format in [Pdf, Image, Archive, OldExcel, Html, Json, Xml, Text, Binary] {
        known(&format!("found-{}", parsed(&format).as_str().unwrap()));
    }
    use FileKind::{
        GrdfJson, GrdfXlsx, GreenButton, LinkyCurve, LinkyDaily, LinkyIndex, LinkyXlsx, OtherCurve,
    };
    for kind in [LinkyCurve, LinkyIndex, LinkyDaily, OtherCurve, LinkyXlsx, GrdfJson, GrdfXlsx, GreenButton] {
        known(&format!("kind-{}", parsed(&kind).as_str().unwrap()));
    }
    for name in ["notAZip", "notAWorkbook", "unsupported", "corrupt", "tooLarge"] {
        known(&analysis::refusal(&Value::from(name)).key);
    }
}

#[test]
fn the_quality_report_is_read_by_its_own_names() {
    let (written, _) = example();
    let json = parsed(&written.quality);
    for name in QUALITY {
        assert!(json[name].is_number(), "{name} is no count of the quality report");
        known(&format!("q-{name}"));
    }
    for name in ["clockChanges", "differing", "masked"] {
        known(&format!("q-{name}"));
    }
}

#[test]
fn holes_and_leaks_are_told() {
    let mut store = Store::new();
    let mut csv = String::from(
        "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n12345678901234;Puissances atteintes;2024-01-15T00:00:00+01:00;2024-01-16T00:00:00+01:00;Energie active;Consommation;Brut;W;30\nHorodate;Valeur\n",
    );
    for hour in [1, 2, 3, 9, 10, 11] {
        csv += &format!("2024-01-15T{hour:02}:00:00+01:00;100\n2024-01-15T{hour:02}:30:00+01:00;100\n");
    }
    store.add("a.csv", csv.as_bytes()).unwrap();
    let read = analysis::read(&parsed(&analyse(&store, &Options::default())));
    let keys: Vec<&str> = read.quality.iter().map(|said| &*said.key).collect();
    assert!(keys.contains(&"q-holeCount") && keys.contains(&"q-masked"), "{keys:?}");
    assert_eq!(read.holes.len(), 1);
    for text in LOCALES {
        names_only(text, "hole", &read.holes[0]);
    }
}

const LOCALES: [&str; 3] = [
    include_str!("../locales/meter/fr.json"),
    include_str!("../locales/meter/nl.json"),
    include_str!("../locales/meter/en.json"),
];

/// Fails where a message has a field that its facts do not fill.
fn names_only(locale: &str, key: &str, facts: &analysis::Facts) {
    let json: Value = serde_json::from_str(locale).unwrap();
    let message = json[format!("energy.my-{key}")].as_str().unwrap();
    for field in message.split('{').skip(1) {
        let name = field.split('}').next().unwrap();
        assert!(facts.iter().any(|fact| fact.name == name), "{key} names {name}: {message}");
    }
}

#[test]
fn fields_are_named_once() {
    for (rank, (name, _)) in FIELDS.iter().enumerate() {
        assert!(FIELDS[..rank].iter().all(|(other, _)| other != name), "{name} twice");
    }
    assert!(FIELDS.iter().any(|(_, kind)| *kind == Kind::Euros));
}

#[test]
fn a_file_s_name_is_masked_as_the_module_masks_its_content() {
    for name in [
        "Enedis_Conso_Heure_20230809-20240725_12345678901234.csv",
        "12345678901234",
        "prm 12345678901234 (1).csv",
        "conso-2024-01-15.csv",
        "mon compteur.csv",
    ] {
        assert_eq!(commune_energy::model::meter::mask(name), commune_meter::mask(name).0, "{name}");
    }
}
