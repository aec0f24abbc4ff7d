//! This year beside last year.

use super::score::{ThemeScore, themes};
use crate::data::answers::{Answers, Given};
use crate::data::diagnosis::Diagnosis;

/// What can be said of two intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Better whatever the unknown answers are.
    Better,
    /// Worse whatever they are.
    Worse,
    /// Two single values that are equal.
    Same,
    /// The intervals overlap.
    CannotTell,
    /// One of the two has no score.
    NotComparable,
}

/// One theme in both years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeChange {
    /// Index into [`Diagnosis::themes`].
    pub theme: usize,
    /// Low and high end then, per cent.
    pub before: Option<(u32, u32)>,
    /// Low and high end now.
    pub after: Option<(u32, u32)>,
    /// What can be said.
    pub change: Change,
}

/// Each theme in both years.
pub fn compare(diagnosis: &Diagnosis, before: &Answers, after: &Answers) -> Vec<ThemeChange> {
    let pair = |(before, after): (ThemeScore, ThemeScore)| ThemeChange {
        theme: after.theme,
        before: before.interval,
        after: after.interval,
        change: change(before.points, after.points),
    };
    themes(diagnosis, before).into_iter().zip(themes(diagnosis, after)).map(pair).collect()
}

/// In points, so that rounding decides nothing; the number of questions that apply may differ.
fn change(before: (u32, u32, u32), after: (u32, u32, u32)) -> Change {
    let (low, high, all) = (before.0 * after.2, before.1 * after.2, before.2 * after.2);
    let (new_low, new_high) = (after.0 * before.2, after.1 * before.2);
    if all == 0 {
        Change::NotComparable
    } else if new_low > high {
        Change::Better
    } else if new_high < low {
        Change::Worse
    } else if low == high && new_low == new_high {
        Change::Same
    } else {
        Change::CannotTell
    }
}

/// One question whose answer changed between two statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Index into [`Diagnosis::questions`].
    pub question: usize,
    /// The statement then.
    pub from: u32,
    /// The statement now.
    pub to: u32,
}

/// The questions that were answered by another statement then, in their order.
pub fn steps(diagnosis: &Diagnosis, before: &Answers, after: &Answers) -> Vec<Step> {
    let mut out = Vec::new();
    for (question, of) in diagnosis.questions.iter().enumerate() {
        if let (Some(Given::Statement(from)), Some(Given::Statement(to))) =
            (before.get(&of.id), after.get(&of.id))
            && from != to
        {
            out.push(Step { question, from: *from, to: *to });
        }
    }
    out
}
