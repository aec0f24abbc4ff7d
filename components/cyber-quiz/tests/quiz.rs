//! Marking, runs, results and the progress file, on a made-up bank.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

mod common;

use common::bank;
use commune_cyber_quiz::data::bank::{Bank, Body};
use commune_cyber_quiz::data::kept::FileError;
use commune_cyber_quiz::data::progress::{self, Progress};
use commune_cyber_quiz::model::check::{Given, Grade, Mark, mark};
use commune_cyber_quiz::model::inspection::{self, Found};
use commune_cyber_quiz::model::results::{by_theme, calibration, sure_and_wrong, total};
use commune_cyber_quiz::model::review;
use commune_cyber_quiz::model::run::{Confidence, Item, Run};
use serde_json::json;

fn body(id: &str) -> Body {
    bank().questions.into_iter().find(|question| question.id == id).unwrap().body
}

fn percent(id: &str, given: &Given) -> (f64, Grade) {
    let mark = mark(&body(id), given);
    (mark.percent, mark.grade)
}

#[test]
fn each_type_is_marked() {
    let ticked = |indexes: &[usize]| Given::Ticked(indexes.to_vec());
    assert_eq!(percent("colis", &ticked(&[1])), (100.0, Grade::Right));
    assert_eq!(percent("colis", &ticked(&[2])), (50.0, Grade::Partly));
    assert_eq!(percent("colis", &ticked(&[0, 1])), (0.0, Grade::Wrong));
    assert_eq!(percent("colis", &ticked(&[9])), (0.0, Grade::Wrong));

    assert_eq!(percent("copies", &ticked(&[1, 0])), (100.0, Grade::Right));
    assert_eq!(percent("copies", &ticked(&[0])), (50.0, Grade::Partly));
    assert_eq!(percent("copies", &ticked(&[0, 0, 0])), (50.0, Grade::Partly));
    assert_eq!(percent("copies", &ticked(&[0, 1, 3])), (99.0, Grade::Partly));
    assert_eq!(percent("copies", &ticked(&[2])), (0.0, Grade::Wrong));
    assert_eq!(percent("tiers", &ticked(&[0, 1, 2])), (100.0, Grade::Right));

    assert_eq!(percent("vrai", &Given::Truth(false)), (100.0, Grade::Right));
    assert_eq!(percent("vrai", &Given::Truth(true)), (0.0, Grade::Wrong));

    assert_eq!(percent("gestes", &Given::Joined(vec![Some(0), Some(1), None])), (100.0, Grade::Right));
    assert_eq!(percent("gestes", &Given::Joined(vec![Some(0), Some(2), None])), (50.0, Grade::Partly));
    assert_eq!(percent("gestes", &Given::Joined(vec![])), (0.0, Grade::Wrong));

    let written = |text: &str| Given::Written(text.to_owned());
    assert_eq!(percent("aide", &written(" 17 cyber")), (100.0, Grade::Right));
    assert_eq!(percent("aide", &written("le 17")), (50.0, Grade::Partly));
    assert_eq!(percent("aide", &written("le 15")), (0.0, Grade::Wrong));
    assert_eq!(percent("longueur", &written("15,0 caractères")), (100.0, Grade::Right));
    assert_eq!(percent("longueur", &written("14,5")), (50.0, Grade::Partly));
    assert_eq!(percent("longueur", &written("14,6")), (0.0, Grade::Wrong));
    assert_eq!(percent("longueur", &written("quinze")), (0.0, Grade::Wrong));

    assert_eq!(percent("intro", &Given::Read).1, Grade::Unmarked);
    assert_eq!(percent("vrai", &written("faux")), (0.0, Grade::Wrong));
    assert!(ticked(&[]).is_blank() && written(" \u{a0}").is_blank() && Given::Joined(vec![None]).is_blank());
}

#[test]
fn a_message_is_marked_by_its_zones() {
    let bank = bank();
    let (fraud, real) = (&bank.messages[0], &bank.messages[1]);
    let grade = |marked: &[bool]| inspection::mark(fraud, marked).grade;
    assert_eq!(inspection::mark(fraud, &[true, false, true]).percent, 100.0);
    assert_eq!(grade(&[true, false, true]), Grade::Right);
    assert_eq!(grade(&[true, false, false]), Grade::Partly);
    assert_eq!(grade(&[true, true, true]), Grade::Partly);
    assert_eq!(grade(&[]), Grade::Wrong);
    assert_eq!(inspection::zones(fraud, &[true, true]), [Found::Hit, Found::FalseAlarm, Found::Missed]);
    assert_eq!(inspection::mark(real, &[false, false]).grade, Grade::Right);
    assert_eq!(inspection::mark(real, &[true, false]).grade, Grade::Wrong);
}

fn right() -> Mark {
    Mark { percent: 100.0, grade: Grade::Right, matched: None }
}

fn wrong() -> Mark {
    Mark { percent: 0.0, grade: Grade::Wrong, matched: None }
}

/// Answers all of a run, and gives back the ids in order.
fn play(run: &mut Run, bank: &Bank, mut answer: impl FnMut(&str, usize) -> Mark) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(item) = run.current() {
        let id = item.id(bank).to_owned();
        let times = ids.iter().filter(|other| **other == id).count();
        run.answer(bank, answer(&id, times), None);
        ids.push(id);
        assert!(ids.len() < 100);
    }
    ids
}

#[test]
fn five_situations_are_the_same_under_a_seed_and_of_all_themes() {
    let bank = bank();
    let five = |seed: &str| play(&mut Run::five(&bank, seed), &bank, |_, _| right());
    assert_eq!(five("2026"), five("2026"));
    for seed in 0..50 {
        let ids = five(&seed.to_string());
        assert_eq!(ids.len(), 5);
        assert!(!ids.contains(&"intro".to_owned()), "a text is no situation");
        assert_eq!(ids.iter().filter(|id| id.starts_with("msg-")).count(), 1);
        for theme in &bank.themes {
            let of_theme = |id: &&String| {
                let question = bank.questions.iter().find(|question| question.id == **id).map(|q| &q.theme);
                let message = bank.messages.iter().find(|message| message.id == **id).map(|m| &m.theme);
                question.or(message) == Some(&theme.id)
            };
            assert!((1..=2).contains(&ids.iter().filter(of_theme).count()), "{ids:?}");
        }
    }
    assert_ne!(five("a"), five("b"));
}

#[test]
fn a_module_keeps_its_order() {
    let bank = bank();
    let mut run = Run::module(&bank, "essentiel").unwrap();
    assert_eq!(run.place(), (1, 4));
    let unmarked = Mark { percent: 0.0, grade: Grade::Unmarked, matched: None };
    let ids = play(&mut run, &bank, |id, _| if id == "intro" { unmarked.clone() } else { right() });
    assert_eq!(ids, ["intro", "colis", "msg-colis", "copies"]);
    assert_eq!((run.place(), total(&run)), ((4, 4), (3, 3)));
    assert!(Run::module(&bank, "absent").is_none());
}

#[test]
fn what_is_missed_comes_back_after_others_and_not_for_ever() {
    let bank = bank();
    let mut run = Run::module(&bank, "essentiel").unwrap().with_returns();
    let ids = play(&mut run, &bank, |id, times| if id == "intro" && times < 1 { wrong() } else { right() });
    assert_eq!(ids, ["intro", "colis", "msg-colis", "copies", "intro"]);
    let mut run = Run::module(&bank, "essentiel").unwrap().with_returns();
    let ids = play(&mut run, &bank, |_, _| wrong());
    assert_eq!(ids.len(), 12);
    assert_eq!(total(&run), (0, 4), "returns do not count");
}

#[test]
fn an_adaptive_run_follows_the_level() {
    // Thirty copies of a question, of five difficulties and three themes.
    let mut bank = bank();
    let question = bank.questions[1].clone();
    bank.questions = (0..30)
        .map(|n| {
            let mut question = question.clone();
            question.id = n.to_string();
            question.theme.clone_from(&bank.themes[n % 3].id);
            question.difficulty = n as u32 % 5 + 1;
            question
        })
        .collect();
    let levels = |mark: &dyn Fn() -> Mark| {
        let mut run = Run::adaptive(&bank, "x", 6);
        assert_eq!(run.place(), (1, 6));
        let ids = play(&mut run, &bank, |_, _| mark());
        let level = |id: &String| bank.questions.iter().find(|q| q.id == *id).unwrap().difficulty;
        (ids.iter().map(level).collect::<Vec<_>>(), run.estimate().0)
    };
    let (strong, weak) = (levels(&right), levels(&wrong));
    assert_eq!((strong.0, weak.0), (vec![3, 3, 3, 4, 4, 4], vec![3, 3, 3, 2, 2, 2]));
    assert!(strong.1 > 1.0 && weak.1 < -1.0);
    let mut run = Run::adaptive(&bank, "x", 99);
    assert_eq!(play(&mut run, &bank, |_, _| right()).len(), 30, "each question once, then the end");
}

#[test]
fn results_by_theme_and_calibration() {
    let bank = bank();
    let mut run = Run::module(&bank, "essentiel").unwrap();
    let unmarked = Mark { percent: 0.0, grade: Grade::Unmarked, matched: None };
    let half = Mark { percent: 50.0, grade: Grade::Partly, matched: None };
    run.answer(&bank, unmarked, Some(Confidence::Sure));
    run.answer(&bank, wrong(), Some(Confidence::Sure));
    run.answer(&bank, half, Some(Confidence::Guess));
    run.answer(&bank, right(), Some(Confidence::Sure));
    let themes = by_theme(&bank, &run);
    let told: Vec<_> = themes.iter().map(|t| (t.theme, t.asked, t.right, t.percent, t.advise)).collect();
    assert_eq!(told, [(0, 2, 0, 25.0, true), (2, 1, 1, 100.0, false)]);
    let lines: Vec<_> =
        calibration(&run).iter().map(|line| (line.confidence, line.asked, line.right)).collect();
    assert_eq!(lines, [(Confidence::Sure, 2, 1), (Confidence::Guess, 1, 0)]);
    assert_eq!(sure_and_wrong(&run), [Item::Question(1)]);
}

#[test]
fn a_review_asks_what_is_due_and_the_missed_first() {
    let bank = bank();
    let mut progress = Progress::default();
    review::begin(&mut progress, "residents");
    review::note(&mut progress, "colis", Grade::Right);
    review::note(&mut progress, "vrai", Grade::Wrong);
    review::note(&mut progress, "aide", Grade::Right);
    review::begin(&mut progress, "residents");
    let mut run = Run::review(&bank, "s", &progress, 20);
    let ids = play(&mut run, &bank, |_, _| right());
    assert_eq!(ids[0], "vrai");
    assert!(!ids.contains(&"colis".to_owned()) && !ids.contains(&"intro".to_owned()));
    assert_eq!(ids.len(), 7, "{ids:?}");
}

#[test]
fn the_progress_file_is_read_as_it_was_written_and_hostile_ones_are_told() {
    let known = |id: &str| id.len() < 10;
    let mut progress = Progress::default();
    review::begin(&mut progress, "staff");
    review::note(&mut progress, "a\"\\", Grade::Right);
    review::note(&mut progress, "b", Grade::Wrong);
    let text = progress::write(&progress);
    assert_eq!(
        progress::read(&serde_json::from_str::<serde_json::Value>(&text).unwrap(), known),
        Ok((progress, 0))
    );

    let schema = "commune-widgets/cyber-progress/1";
    assert_eq!(progress::read(&json!([]), known), Err(FileError::NotOurs));
    assert_eq!(
        progress::read(&json!({"schema": "commune-widgets/cyber-progress/9"}), known),
        Err(FileError::LaterVersion)
    );
    assert_eq!(progress::read(&json!({"schema": schema, "items": 3}), known), Err(FileError::NothingKnown));
    let hostile = json!({"schema": schema, "visit": 1e300, "items": [
        {"id": "a", "box": 99, "seen": -4, "right": 1e9, "due": 1e300}, {"id": "a"}, {"id": "unknown item"}, null, 3]});
    let (progress, left_out) = progress::read(&hostile, known).unwrap();
    assert_eq!(left_out, 2 + 1);
    let seen = &progress.items[0];
    assert_eq!((progress.visit, seen.level, seen.seen, seen.right, seen.due), (10_000, 4, 0, 0, 10_016));
}
