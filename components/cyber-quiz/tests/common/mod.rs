//! A made-up bank and a made-up diagnosis, and the real diagnosis where its content is.
#![allow(clippy::unwrap_used, dead_code, reason = "helpers of several tests, which fail by panicking")]

use std::path::Path;

use commune_cyber_quiz::data::answers::{Answers, Given};
use commune_cyber_quiz::data::bank::Bank;
use commune_cyber_quiz::data::diagnosis::Diagnosis;
use commune_cyber_quiz::data::{read_bank, read_diagnosis};
use serde_json::Value;

pub(crate) fn bank_json() -> Value {
    serde_json::from_str(include_str!("../fixtures/residents.fr.json")).unwrap()
}

pub(crate) fn bank() -> Bank {
    read_bank(&bank_json()).unwrap()
}

pub(crate) fn diagnosis_json() -> Value {
    serde_json::from_str(include_str!("../fixtures/commune.fr.json")).unwrap()
}

pub(crate) fn diagnosis() -> Diagnosis {
    read_diagnosis(&diagnosis_json()).unwrap()
}

/// The made-up one, then the one of `content`, whose header the pack adds.
pub(crate) fn diagnoses() -> Vec<Diagnosis> {
    let mut all = vec![diagnosis()];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/fr/diagnosis.json");
    if let Ok(text) = std::fs::read_to_string(path) {
        let mut json: Value = serde_json::from_str(&text).unwrap();
        json["schema"] = "commune-widgets/cyber-diagnosis/1".into();
        all.push(read_diagnosis(&json).unwrap());
    }
    all
}

pub(crate) fn answers(pairs: &[(&str, Given)]) -> Answers {
    let mut answers = Answers::default();
    for (id, given) in pairs {
        answers.set(id, Some(given.clone()));
    }
    answers
}
