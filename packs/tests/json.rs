//! The shapes of API answers, each on a fixture made by hand.

mod common;

use common::{cell, read, territory};
use commune_packs::read::LONGEST_RECORD;

const HOUSING: (&str, &str, &str, u16) = ("59350", "electricity", "housing", 2024);

const DATA_FAIR: &str = r#"{"total":4,"next":"https://example.org","results":[
  {"annee":2024,"code_commune":"59350","nom_commune":"Lille","filiere":"Electricité",
   "code_categorie_consommation":"RES","code_grand_secteur":"RESIDENTIEL","nb_sites":10,
   "conso_totale_mwh":100.5,"conso_moyenne_mwh":10.05,"_score":null},
  {"annee":"2024","code_commune":"59298","filiere":"Electricité",
   "code_grand_secteur":"RESIDENTIEL","conso_totale_mwh":"2,5"},
  {"annee":2023,"code_commune":59350,"filiere":"Electricité",
   "code_grand_secteur":"RESIDENTIEL","conso_totale_mwh":null},
  {"annee":2022,"code_commune":"59350","filiere":"Electricité",
   "code_grand_secteur":"RESIDENTIEL"}]}"#;

#[test]
fn data_fair_answers() {
    let territory = territory();
    let (ingest, report) = read(&territory, DATA_FAIR.as_bytes());
    assert_eq!(report.format, "json");
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(cell(&ingest, HOUSING).total(), Some(103.0));
    for year in [2023, 2022] {
        let withheld = cell(&ingest, ("59350", "electricity", "housing", year));
        assert_eq!((withheld.total(), withheld.masked), (None, 1), "{year}");
    }
}

#[test]
fn opendatasoft_answers_arrays_and_lines() {
    let record = r#"{"annee":"2024","code_commune":"59350","filiere":"Electricité","code_grand_secteur":"RESIDENTIEL","conso_totale_mwh":5.0}"#;
    for text in [
        format!(r#"{{"total_count":1,"results":[{record}]}}"#),
        format!(
            r#"{{"total_count":1,"links":[{{"rel":"self"}}],"records":[{{"links":[],"record":{{"id":"a","timestamp":"b","size":1,"fields":{record}}}}}]}}"#
        ),
        format!(r#"[{{"datasetid":"x","recordid":"y","fields":{record},"record_timestamp":"z"}}]"#),
        format!("[{record}]"),
        format!("\u{feff} [{record}]"),
        record.to_owned(),
    ] {
        let territory = territory();
        let (ingest, report) = read(&territory, text.as_bytes());
        assert_eq!((report.rows, report.used, report.bad), (1, 1, 0), "{text} {report:?}");
        assert_eq!(cell(&ingest, HOUSING).total(), Some(5.0), "{text}");
    }
    let territory = territory();
    let lines = format!("{record}\n{record}\n");
    let (ingest, report) = read(&territory, lines.as_bytes());
    assert_eq!((report.used, report.doubtful), (2, 1));
    assert_eq!(cell(&ingest, HOUSING).total(), Some(10.0));
}

#[test]
fn what_is_no_record_is_counted_by_its_number() {
    let territory = territory();
    let text = r#"{"results":[3,"x",null,[1],{"annee":"2024","code_commune":"nulle part"},
        {"annee":2024,"code_commune":"59350","filiere":"Electricité",
         "code_grand_secteur":"RESIDENTIEL","conso_totale_mwh":{"a":1}},
        {"annee":2024,"code_commune":"59350","filiere":"Electricité",
         "code_grand_secteur":"RESIDENTIEL","conso_totale_mwh":1}]}"#;
    let (_, report) = read(&territory, text.as_bytes());
    let places: Vec<u64> = report.problems.iter().map(|problem| problem.place).collect();
    assert_eq!(places, [1, 2, 3, 4, 5, 6]);
    assert_eq!((report.rows, report.used, report.bad), (7, 1, 6));
}

#[test]
fn an_answer_cut_in_the_middle_keeps_what_came_before() {
    let territory = territory();
    let cut = DATA_FAIR.len() - 60;
    let (ingest, report) = read(&territory, &DATA_FAIR.as_bytes()[..cut]);
    assert_eq!(cell(&ingest, HOUSING).total(), Some(103.0));
    assert!(report.stopped.is_some() && !report.is_clean());
}

#[test]
fn an_answer_without_records_says_so() {
    let territory = territory();
    let (_, report) = read(&territory, br#"{"error":"Access denied"}"#);
    assert_eq!(report.stopped.as_deref(), Some("Aucun enregistrement dans ce fichier."));
    let (_, report) = read(&territory, br#"{"total":0,"results":[]}"#);
    assert_eq!((report.stopped, report.rows), (None, 0));
}

#[test]
fn a_key_that_no_record_has_is_missing() {
    let territory = territory();
    let text = r#"[{"annee":2024,"code_commune":"59350","filiere":"Gaz","code_grand_secteur":"INDUSTRIE","conso_totale":1}]"#;
    let (_, report) = read(&territory, text.as_bytes());
    assert_eq!(report.missing_headers, ["Conso totale (MWh)"]);
    assert_eq!(report.unknown_headers[0].nearest.as_deref(), Some("conso_totale_mwh"));
}

#[test]
fn a_record_that_never_ends_stops_the_reading() {
    let territory = territory();
    let text = format!(r#"[{{"annee":"{}"}}]"#, "9".repeat(LONGEST_RECORD as usize + 1));
    let (_, report) = read(&territory, text.as_bytes());
    assert!(report.stopped.is_some_and(|why| why.contains("dépasse")));
}
