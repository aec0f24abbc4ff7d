//! Reading packs: writer and reader agree, what is no pack is told.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

mod common;

use common::{bank_json, diagnosis_json};
use commune_cyber_quiz::data::bank::Bank;
use commune_cyber_quiz::data::diagnosis::Diagnosis;
use commune_cyber_quiz::data::{read_bank, read_diagnosis};
use commune_source::FetchError;
use serde_json::{Value, json};

#[test]
fn what_is_read_field_by_field_is_what_serde_reads() {
    let by_serde: Bank = serde_json::from_value(bank_json()).unwrap();
    assert_eq!(read_bank(&bank_json()), Ok(by_serde.clone()));
    assert_eq!(read_bank(&serde_json::to_value(&by_serde).unwrap()), Ok(by_serde));
    let by_serde: Diagnosis = serde_json::from_value(diagnosis_json()).unwrap();
    assert_eq!(read_diagnosis(&diagnosis_json()), Ok(by_serde.clone()));
    assert_eq!(read_diagnosis(&serde_json::to_value(&by_serde).unwrap()), Ok(by_serde));
}

#[test]
fn another_major_version_is_told() {
    let mut json = bank_json();
    json["schema"] = json!("commune-widgets/cyber-quiz/2");
    assert!(matches!(read_bank(&json), Err(FetchError::UnknownVersion { .. })));
    let mut json = diagnosis_json();
    json["schema"] = json!("commune-widgets/cyber-diagnosis/12");
    assert!(matches!(read_diagnosis(&json), Err(FetchError::UnknownVersion { .. })));
}

fn detail(json: &Value) -> String {
    match read_bank(json) {
        Err(FetchError::Malformed { detail }) => detail,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_bank_is_told() {
    for json in [json!(null), json!([]), json!({}), diagnosis_json()] {
        assert!(detail(&json).contains("no commune-widgets/cyber-quiz/ pack"));
        assert!(!matches!(read_diagnosis(&json), Err(FetchError::UnknownVersion { .. })));
    }
    let damaged = |change: &dyn Fn(&mut Value)| {
        let mut json = bank_json();
        change(&mut json);
        detail(&json)
    };
    assert_eq!(
        damaged(&|json| json["questions"][1]["type"] = json!("essay")),
        "question colis: unknown type"
    );
    assert_eq!(damaged(&|json| json["questions"][4]["truth"] = json!("no")), "question vrai: no truth");
    for field in ["answers", "text"] {
        assert!(
            damaged(&|json| json["questions"][1][field] = json!(null)).starts_with("question colis: no ")
        );
    }
    assert_eq!(damaged(&|json| json["questions"][1]["theme"] = json!("x")), "colis: theme x is missing");
    assert_eq!(damaged(&|json| json["messages"][1]["id"] = json!("colis")), "colis: twice");
    assert_eq!(
        damaged(&|json| json["modules"][0]["items"][0] = json!("x")),
        "module essentiel: x is missing"
    );
    assert!(
        damaged(&|json| json["messages"][0]["legitimate"] = json!(true)).starts_with("message msg-colis: ")
    );
    assert!(damaged(&|json| json["messages"][0]["zones"] = json!([])).starts_with("message msg-colis: "));
}

#[test]
fn what_is_no_diagnosis_is_told() {
    let damaged = |change: &dyn Fn(&mut Value)| {
        let mut json = diagnosis_json();
        change(&mut json);
        match read_diagnosis(&json) {
            Err(FetchError::Malformed { detail }) => detail,
            other => panic!("{other:?}"),
        }
    };
    assert!(
        damaged(&|json| drop(json["questions"][0]["statements"].as_array_mut().unwrap().pop()))
            .contains("four")
    );
    assert!(damaged(&|json| json["questions"][2]["requires"] = json!("a3")).contains("requires"));
    assert!(damaged(&|json| json["questions"][2]["theme"] = json!("z")).contains("theme"));
    assert!(damaged(&|json| json["questions"][2]["id"] = json!("a1")).contains("twice"));
    assert!(damaged(&|json| json["questions"] = json!([])).contains("no question"));
}
