//! The self-diagnosis on a made-up one: intervals, plan, files.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

mod common;

use common::{answers, diagnosis};
use commune_cyber_quiz::data::answers::{self as file, Answers, BANDS, Given};
use commune_cyber_quiz::data::diagnosis::Diagnosis;
use commune_cyber_quiz::data::kept::FileError;
use commune_cyber_quiz::model::diagnosis::compare::{Change, compare, steps};
use commune_cyber_quiz::model::diagnosis::plan::{Decided, Kind, plan};
use commune_cyber_quiz::model::diagnosis::{handover, score};
use proptest::prelude::*;
use serde_json::json;

fn ids(diagnosis: &Diagnosis, answers: &Answers) -> Vec<String> {
    plan(diagnosis, answers).iter().map(|rank| diagnosis.questions[rank.question].id.clone()).collect()
}

#[test]
fn dont_know_is_an_interval_and_what_does_not_apply_counts_nowhere() {
    let diagnosis = diagnosis();
    let intervals = |pairs: &[(&str, Given)]| -> Vec<Option<(u32, u32)>> {
        score::themes(&diagnosis, &answers(pairs)).iter().map(|score| score.interval).collect()
    };
    // Theme a: weights 3, 2, 1; theme b: weights 1, 1.
    assert_eq!(intervals(&[]), [Some((0, 100)), Some((0, 100))]);
    let three = |index| Given::Statement(index);
    assert_eq!(intervals(&[("a1", three(3)), ("a2", three(0)), ("a3", Given::Unknown)])[0], Some((50, 67)));
    let na = Given::NotApplicable("pas de serveur".into());
    assert_eq!(intervals(&[("a1", three(3)), ("a2", na.clone()), ("a3", three(3))])[0], Some((100, 100)));
    assert_eq!(intervals(&[("b1", na.clone()), ("b2", na)])[1], None);
    let score = &score::themes(&diagnosis, &answers(&[("a1", three(1)), ("a2", Given::Unknown)]))[0];
    assert_eq!((score.known, score.open, score.unknown), ((1, 3), 1, 1));
}

#[test]
fn the_plan_has_its_order_and_each_rank_its_reason() {
    let diagnosis = diagnosis();
    let given = answers(&[
        ("a1", Given::Statement(2)),
        ("a2", Given::Unknown),
        ("a3", Given::Statement(0)),
        ("b1", Given::Statement(1)),
        ("b2", Given::Statement(3)),
    ]);
    let plan = plan(&diagnosis, &given);
    let told: Vec<_> = plan
        .iter()
        .map(|rank| {
            let id = diagnosis.questions[rank.question].id.as_str();
            (id, rank.kind, rank.gap, rank.gain, rank.horizon, rank.decided)
        })
        .collect();
    assert_eq!(
        told,
        [
            // a3 is of level 2, is critical, and waits for a1, which is not.
            ("b1", Kind::Do, 2, 2, 30, Decided::First),
            ("a1", Kind::Do, 1, 3, 180, Decided::Critical),
            ("a3", Kind::Do, 3, 3, 180, Decided::AfterLevelOne),
            ("a2", Kind::Check, 3, 6, 30, Decided::Critical),
        ]
    );
}

#[test]
fn level_two_waits_for_level_one() {
    let diagnosis = diagnosis();
    let with = |first: Given| ids(&diagnosis, &answers(&[("a1", first), ("a3", Given::Statement(0))]));
    assert_eq!(with(Given::Statement(1)), ["a1"]);
    assert_eq!(with(Given::Unknown), ["a1"]);
    assert_eq!(with(Given::Statement(2)), ["a1", "a3"]);
    assert_eq!(with(Given::Statement(3)), ["a3"]);
    assert_eq!(with(Given::NotApplicable("x".into())), ["a3"]);
    assert!(ids(&diagnosis, &answers(&[("a3", Given::Statement(0))])).is_empty());
}

#[test]
fn years_are_compared_only_as_far_as_they_can_be() {
    let diagnosis = diagnosis();
    let all = |index| answers(&["a1", "a2", "a3"].map(|id| (id, Given::Statement(index))));
    let change = |before: &Answers, after: &Answers| compare(&diagnosis, before, after)[0].change;
    assert_eq!(change(&all(1), &all(2)), Change::Better);
    assert_eq!(change(&all(2), &all(1)), Change::Worse);
    assert_eq!(change(&all(2), &all(2)), Change::Same);
    assert_eq!(change(&all(1), &answers(&[("a1", Given::Statement(1))])), Change::CannotTell);
    assert_eq!(steps(&diagnosis, &all(1), &all(2)).len(), 3);
}

#[test]
fn the_files_are_read_as_they_were_written() {
    let diagnosis = diagnosis();
    let mut given = answers(&[
        ("a1", Given::Statement(2)),
        ("a2", Given::Unknown),
        ("a3", Given::NotApplicable("pas de \"serveur\"".into())),
    ]);
    given.date = "2026-11-24".into();
    given.commune = "Wambrechies".into();
    given.band = BANDS[3].into();
    let text = file::write(&given);
    assert!(text.contains("Document sensible, ne pas publier"));
    let known = |id: &str| diagnosis.questions.iter().any(|question| question.id == id);
    assert_eq!(
        file::read(&serde_json::from_str::<serde_json::Value>(&text).unwrap(), known),
        Ok((given.clone(), 0))
    );

    let scores = score::themes(&diagnosis, &given);
    let handed: serde_json::Value =
        serde_json::from_str(&handover::write(&diagnosis, &scores, &given.band)).unwrap();
    assert_eq!(
        handed,
        json!({"schema": "commune-widgets/cyber-handover/1", "warning": "Document sensible, ne pas publier",
            "band": "10000-19999", "themes": [{"id": "a", "low": 40, "high": 80}, {"id": "b", "low": 0, "high": 100}]})
    );
}

#[test]
fn hostile_files_are_told_and_never_believed() {
    let read = |json: serde_json::Value| file::read(&json, |id| id == "a1" || id == "a2");
    assert_eq!(read(json!(null)), Err(FileError::NotOurs));
    assert_eq!(read(json!({"schema": "commune-widgets/cyber-handover/1"})), Err(FileError::NotOurs));
    assert_eq!(read(json!({"schema": "commune-widgets/cyber-answers/2"})), Err(FileError::LaterVersion));
    assert_eq!(read(json!({"schema": "commune-widgets/cyber-answers/1"})), Err(FileError::NothingKnown));
    let (answers, left_out) = read(json!({
        "schema": "commune-widgets/cyber-answers/1", "commune": "x".repeat(100_000) + "\u{1}", "band": "<b>",
        "answers": [
            {"id": "a1", "answer": 2}, {"id": "a1", "answer": 3}, {"id": "a2", "answer": 4}, {"id": "a2", "answer": 1.5},
            {"id": "a2", "answer": -1}, {"id": "a2", "answer": "3"}, {"id": "zz", "answer": 1}, 7, null,
            {"id": "a2", "answer": "na", "why": {"a": 1}}
        ]
    }))
    .unwrap();
    assert_eq!(left_out, 8);
    assert_eq!((answers.commune.len(), answers.band.as_str()), (600, ""));
    assert_eq!(answers.get("a1"), Some(&Given::Statement(2)));
    assert_eq!(answers.get("a2"), Some(&Given::NotApplicable(String::new())));
}

fn given() -> impl Strategy<Value = Option<Given>> {
    prop_oneof![
        4 => (0u32..4).prop_map(|index| Some(Given::Statement(index))),
        1 => Just(Some(Given::Unknown)),
        1 => Just(Some(Given::NotApplicable("sans objet".into()))),
        1 => Just(None),
    ]
}

/// Answers to the made-up diagnosis and to the real one, if it is there.
fn filled() -> impl Strategy<Value = (Diagnosis, Answers)> {
    let all = common::diagnoses();
    (0..all.len(), proptest::collection::vec(given(), 40)).prop_map(move |(which, given)| {
        let diagnosis = all[which].clone();
        let mut answers = Answers::default();
        for (question, given) in diagnosis.questions.iter().zip(given) {
            answers.set(&question.id, given);
        }
        (diagnosis, answers)
    })
}

fn lows(diagnosis: &Diagnosis, answers: &Answers) -> Vec<Option<(u32, u32)>> {
    score::themes(diagnosis, answers).iter().map(|score| score.interval).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn the_plan_is_the_same_under_any_order_of_answers((diagnosis, answers) in filled(), seed in any::<u64>()) {
        let expected = plan(&diagnosis, &answers);
        let mut shuffled = answers.clone();
        let mut draw = commune_cyber_quiz::model::seed::Draw::new(&seed.to_string());
        let order = draw.order(answers.given.len());
        shuffled.given = order.into_iter().map(|at| answers.given[at].clone()).collect();
        prop_assert_eq!(&plan(&diagnosis, &shuffled), &expected);
        // Answered one by one, with second thoughts.
        let mut again = Answers::default();
        for (id, given) in shuffled.given.iter().rev() {
            again.set(id, Some(Given::Unknown));
            again.set(id, Some(given.clone()));
        }
        prop_assert_eq!(&plan(&diagnosis, &again), &expected);
        // A total order: no question twice, each level 2 after its level 1.
        for (place, rank) in expected.iter().enumerate() {
            prop_assert!(expected[..place].iter().all(|other| other.question != rank.question));
            if let Some(first) = rank.after {
                prop_assert!(expected[..place].iter().any(|other| other.question == first));
            }
        }
    }

    #[test]
    fn dont_know_never_raises_a_low_bound((diagnosis, answers) in filled(), at in any::<prop::sample::Index>()) {
        let question = at.get(&diagnosis.questions);
        let mut unsure = answers.clone();
        for statement in 0..4 {
            let mut sure = answers.clone();
            sure.set(&question.id, Some(Given::Statement(statement)));
            unsure.set(&question.id, Some(Given::Unknown));
            for (sure, unsure) in lows(&diagnosis, &sure).into_iter().zip(lows(&diagnosis, &unsure)) {
                let (Some((sure_low, sure_high)), Some((low, high))) = (sure, unsure) else { continue };
                prop_assert!(low <= sure_low && high >= sure_high);
            }
        }
    }

    #[test]
    fn improving_an_answer_never_worsens_a_theme((diagnosis, answers) in filled(), at in any::<prop::sample::Index>()) {
        let question = at.get(&diagnosis.questions);
        let mut last: Option<Vec<Option<(u32, u32)>>> = None;
        for statement in 0..4 {
            let mut answers = answers.clone();
            answers.set(&question.id, Some(Given::Statement(statement)));
            let now = lows(&diagnosis, &answers);
            if let Some(last) = &last {
                for (before, after) in last.iter().zip(&now) {
                    let (Some(before), Some(after)) = (before, after) else { continue };
                    prop_assert!(after.0 >= before.0 && after.1 >= before.1);
                }
            }
            last = Some(now);
        }
    }

    #[test]
    fn any_json_is_read_or_refused(text in "\\PC{0,80}", number in any::<f64>(), n in any::<i64>()) {
        for value in [json!(text), json!(number), json!(n), json!([text]), json!({"id": text}), json!({"id": "a1", "answer": number})] {
            let json = json!({"schema": "commune-widgets/cyber-answers/1", "band": value, "answers": [value, {"id": "a1", "answer": value}]});
            if let Ok((answers, _)) = file::read(&json, |_| true) {
                let written: serde_json::Value = serde_json::from_str(&file::write(&answers)).unwrap();
                prop_assert_eq!(file::read(&written, |_| true).unwrap().0, answers);
            }
        }
    }
}
