//! What the screens of the self-diagnosis show, worked out from its model.

use super::diagnosis::{compare::Change, plan::Rank};
use crate::data::{
    answers::{Answers, Given},
    diagnosis::Diagnosis,
};

/// The horizons of a plan, days.
pub const HORIZONS: [u32; 3] = [30, 180, 365];

/// The questions of a theme, by their index.
pub fn of_theme(diagnosis: &Diagnosis, theme: usize) -> Vec<usize> {
    let Some(theme) = diagnosis.themes.get(theme) else { return Vec::new() };
    (0..diagnosis.questions.len()).filter(|at| diagnosis.questions[*at].theme == theme.id).collect()
}

/// Of these questions, those with any answer.
pub fn answered(diagnosis: &Diagnosis, answers: &Answers, questions: &[usize]) -> usize {
    questions.iter().filter(|at| answers.get(&diagnosis.questions[**at].id).is_some()).count()
}

/// Whether one question at least is answered by a statement: without one, every interval goes from 0 to 100 %.
pub fn is_known(answers: &Answers) -> bool {
    answers.given.iter().any(|(_, given)| matches!(given, Given::Statement(_)))
}

/// The same answers in the order of the questions: a file says nothing of the order in which they were given.
pub fn in_order(diagnosis: &Diagnosis, answers: &Answers) -> Answers {
    let mut out = Answers { given: Vec::new(), ..answers.clone() };
    for question in &diagnosis.questions {
        if let Some(given) = answers.get(&question.id) {
            out.given.push((question.id.clone(), given.clone()));
        }
    }
    out
}

/// The score of a theme without anything unknown, in per cent, to the nearest one: its interval is rounded outwards
/// and may be one wide. `points` as in `ThemeScore`.
pub fn exact(points: (u32, u32, u32)) -> Option<u32> {
    let (low, high, all) = points;
    if low == high { (200 * low + all).checked_div(2 * all) } else { None }
}

/// Questions of level 2 that are not at their best and still wait for another one: they come in a later plan.
pub fn later(diagnosis: &Diagnosis, answers: &Answers, plan: &[Rank]) -> Vec<usize> {
    let wanting = |at: &usize| match answers.get(&diagnosis.questions[*at].id) {
        Some(Given::Statement(index)) => *index < 3,
        Some(Given::Unknown) => true,
        _ => false,
    };
    let planned = |at: &usize| plan.iter().any(|rank| rank.question == *at);
    (0..diagnosis.questions.len()).filter(|at| wanting(at) && !planned(at)).collect()
}

/// Questions that are said not to apply, and why.
pub fn not_applicable<'a>(diagnosis: &Diagnosis, answers: &'a Answers) -> Vec<(usize, &'a str)> {
    let mut out = Vec::new();
    for (at, question) in diagnosis.questions.iter().enumerate() {
        if let Some(Given::NotApplicable(why)) = answers.get(&question.id) {
            out.push((at, why.as_str()));
        }
    }
    out
}

/// Each question in both years, in their order.
pub fn changes(diagnosis: &Diagnosis, before: &Answers, after: &Answers) -> Vec<Change> {
    let mut out = Vec::new();
    for question in &diagnosis.questions {
        out.push(match (before.get(&question.id), after.get(&question.id)) {
            (Some(Given::Statement(from)), Some(Given::Statement(to))) if to > from => Change::Better,
            (Some(Given::Statement(from)), Some(Given::Statement(to))) if to < from => Change::Worse,
            (Some(Given::Statement(_)), Some(Given::Statement(_))) => Change::Same,
            (Some(Given::NotApplicable(_)), _) | (_, Some(Given::NotApplicable(_))) => Change::NotComparable,
            _ => Change::CannotTell,
        });
    }
    out
}
