//! What the screens of the self-diagnosis work out from its model, on a made-up one.

mod common;

use common::{answers, diagnosis};
use commune_cyber_quiz::data::answers::Given;
use commune_cyber_quiz::model::diagnosis::{compare::Change, plan::plan};
use commune_cyber_quiz::model::diagnosis_view::{
    answered, changes, exact, in_order, is_known, later, not_applicable, of_theme,
};

fn na(why: &str) -> Given {
    Given::NotApplicable(why.into())
}

#[test]
fn a_theme_knows_its_questions_and_how_many_are_answered() {
    let diagnosis = diagnosis();
    let theme = of_theme(&diagnosis, 0);
    let ids: Vec<&str> = theme.iter().map(|at| diagnosis.questions[*at].id.as_str()).collect();
    assert_eq!(ids, ["a1", "a2", "a3"]);
    let given = answers(&[("a2", Given::Unknown), ("b1", Given::Statement(0))]);
    assert_eq!(answered(&diagnosis, &given, &theme), 1);
    assert!(of_theme(&diagnosis, 9).is_empty());
}

#[test]
fn a_saved_file_says_nothing_of_the_order_of_the_answers() {
    let diagnosis = diagnosis();
    let mut pairs = vec![("b1", Given::Unknown), ("a2", Given::Statement(1)), ("a1", na("x"))];
    let one = in_order(&diagnosis, &answers(&pairs));
    pairs.reverse();
    assert_eq!(one, in_order(&diagnosis, &answers(&pairs)));
    assert_eq!(one.given.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["a1", "a2", "b1"]);
}

#[test]
fn what_is_known_is_one_number_and_what_is_not_is_none() {
    assert_eq!(exact((2, 2, 3)), Some(67));
    assert_eq!(exact((1, 1, 3)), Some(33));
    assert_eq!(exact((0, 0, 3)), Some(0));
    assert_eq!(exact((3, 3, 3)), Some(100));
    assert_eq!((exact((0, 3, 3)), exact((0, 0, 0))), (None, None));
    assert!(!is_known(&answers(&[("a1", Given::Unknown), ("a2", na(""))])));
    assert!(is_known(&answers(&[("a1", Given::Statement(0))])));
}

#[test]
fn what_waits_for_level_one_is_told_apart() {
    let diagnosis = diagnosis();
    // a3 is of level 2 and requires a1.
    let given = answers(&[("a1", Given::Statement(0)), ("a3", Given::Statement(0)), ("b1", na("pas ici"))]);
    let ranks = plan(&diagnosis, &given);
    let waiting = later(&diagnosis, &given, &ranks);
    assert_eq!(waiting.iter().map(|at| diagnosis.questions[*at].id.as_str()).collect::<Vec<_>>(), ["a3"]);
    let not = not_applicable(&diagnosis, &given);
    assert_eq!((diagnosis.questions[not[0].0].id.as_str(), not[0].1, not.len()), ("b1", "pas ici", 1));
    let best = answers(&[("a1", Given::Statement(3)), ("a3", Given::Statement(3))]);
    assert!(later(&diagnosis, &best, &plan(&diagnosis, &best)).is_empty());
}

#[test]
fn a_question_is_better_worse_the_same_or_cannot_be_told() {
    let diagnosis = diagnosis();
    let then = answers(&[
        ("a1", Given::Statement(0)),
        ("a2", Given::Statement(3)),
        ("a3", Given::Statement(1)),
        ("b1", Given::Unknown),
        ("b2", na("")),
    ]);
    let now = answers(&[
        ("a1", Given::Statement(2)),
        ("a2", Given::Statement(2)),
        ("a3", Given::Statement(1)),
        ("b1", Given::Statement(3)),
        ("b2", Given::Statement(3)),
    ]);
    let told = changes(&diagnosis, &then, &now);
    let expected = [Change::Better, Change::Worse, Change::Same, Change::CannotTell, Change::NotComparable];
    assert_eq!(told[..5], expected);
    assert_eq!(changes(&diagnosis, &answers(&[]), &now)[0], Change::CannotTell);
}
