//! From a parsed JSON document to a diagnosis.

use super::diagnosis::{Diagnosis, Measure, Question, References, SCHEMA, Theme};
use super::header::{self, flag, malformed};
use commune_source::{FetchError, value::Value};

/// Reads a diagnosis.
///
/// # Errors
/// [`FetchError::UnknownVersion`] for another major version; [`FetchError::Malformed`] for what is no diagnosis, or
/// where a question has no four statements, no theme, or requires one that is not there or is of level 2.
pub fn read<V: Value>(json: &V) -> Result<Diagnosis, FetchError> {
    let header = header::read(json, SCHEMA)?;
    let diagnosis = Diagnosis {
        header,
        themes: json.list("themes").iter().map(theme).collect(),
        questions: json.list("questions").iter().map(question).collect(),
    };
    check(&diagnosis)?;
    Ok(diagnosis)
}

fn check(diagnosis: &Diagnosis) -> Result<(), FetchError> {
    let questions = &diagnosis.questions;
    if questions.is_empty() {
        return Err(malformed(&["no question"]));
    }
    for (at, question) in questions.iter().enumerate() {
        let wrong = |what: &str| Err(malformed(&["question ", &question.id, ": ", what]));
        if question.id.is_empty() || questions[..at].iter().any(|other| other.id == question.id) {
            return wrong("no id, or twice");
        }
        if question.statements.len() != 4 {
            return wrong("not four statements");
        }
        if diagnosis.themes.iter().all(|theme| theme.id != question.theme) {
            return wrong("its theme is missing");
        }
        let first = |other: &Question| other.id == question.requires && other.level == 1;
        if question.level == 2 && !questions.iter().any(first) {
            return wrong("what it requires is missing, or of level 2");
        }
    }
    Ok(())
}

fn theme<V: Value>(json: &V) -> Theme {
    let text = |name: &str| json.text_or_empty(name);
    Theme { id: text("id"), title: text("title"), intro: text("intro") }
}

/// A number between two bounds, the lower one where it is absent.
fn between<V: Value>(json: &V, name: &str, min: u32, max: u32) -> u32 {
    json.count_or_zero(name).max(min).min(max)
}

fn question<V: Value>(json: &V) -> Question {
    let text = |name: &str| json.text_or_empty(name);
    let references = json.field("references");
    let measure = json.field("measure");
    let level = between(json, "level", 1, 2);
    Question {
        id: text("id"),
        theme: text("theme"),
        weight: between(json, "weight", 1, 3),
        priority: between(json, "priority", 1, 99),
        critical: flag(json, "critical"),
        level,
        requires: if level == 2 { text("requires") } else { String::new() },
        to_review: flag(json, "toReview"),
        question: text("question"),
        statements: json.list("statements").iter().filter_map(V::text).collect(),
        why: text("why"),
        proof: text("proof"),
        references: References {
            anssi: references
                .list("anssi")
                .iter()
                .filter_map(V::number)
                .map(|number| number as u32)
                .collect(),
            mac: references.list("mac").iter().filter_map(V::text).collect(),
            law: references.text_or_empty("law"),
        },
        measure: Measure {
            text: measure.text_or_empty("text"),
            who: measure.text_or_empty("who"),
            cost: measure.text_or_empty("cost"),
            effort: between(&measure, "effort", 1, 3),
            horizon: match measure.count_or_zero("horizon") {
                0..=30 => 30,
                31..=180 => 180,
                _ => 365,
            },
            shared: measure.text_or_empty("shared"),
        },
    }
}
