//! Marking an answer.

use super::{fold, number};
use crate::data::bank::{Answer, Body, Pair};

/// What a person answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Indexes of the ticked answers, at most one in a single choice.
    Ticked(Vec<usize>),
    /// True or false.
    Truth(bool),
    /// For each pair of the question, the index of the pair whose right side was chosen.
    Joined(Vec<Option<usize>>),
    /// What was written.
    Written(String),
    /// A text was read.
    Read,
}

impl Given {
    /// Whether nothing was answered: the page asks again rather than mark it.
    pub fn is_blank(&self) -> bool {
        match self {
            Given::Ticked(ticked) => ticked.is_empty(),
            Given::Joined(joined) => joined.iter().all(Option::is_none),
            Given::Written(text) => text.trim().is_empty(),
            Given::Truth(_) | Given::Read => false,
        }
    }
}

/// How an answer is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// All of it.
    Right,
    /// A part of it.
    Partly,
    /// Nothing of it.
    Wrong,
    /// There was nothing to mark.
    Unmarked,
}

/// A mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Per cent, 0 to 100.
    pub percent: f64,
    /// Its name.
    pub grade: Grade,
    /// Index of the answer or number that the written one matched.
    pub matched: Option<usize>,
}

/// Marks an answer. What was answered to another type of question is wrong.
pub fn mark(body: &Body, given: &Given) -> Mark {
    let (percent, matched) = match (body, given) {
        (Body::Description, _) => return Mark { percent: 0.0, grade: Grade::Unmarked, matched: None },
        (Body::Single { answers }, Given::Ticked(ticked)) => match ticked.as_slice() {
            [one] => (answers.get(*one).map_or(0.0, |answer| answer.weight), Some(*one)),
            _ => (0.0, None),
        },
        (Body::Multiple { answers }, Given::Ticked(ticked)) => (several(answers, ticked), None),
        (Body::TrueFalse { truth, .. }, Given::Truth(given)) => {
            (if truth == given { 100.0 } else { 0.0 }, None)
        }
        (Body::Matching { pairs }, Given::Joined(joined)) => (matching(pairs, joined), None),
        (Body::Short { answers }, Given::Written(text)) => {
            // The first that matches, as in Moodle: an author puts the exact word before `*`.
            let matched = answers.iter().position(|answer| fold::matches(&answer.text, text));
            (matched.map_or(0.0, |at| answers[at].weight), matched)
        }
        (Body::Numeric { numbers, .. }, Given::Written(text)) => {
            let matched = number::read(text)
                .and_then(|value| numbers.iter().position(|number| within(value, number.min, number.max)));
            (matched.map_or(0.0, |at| numbers[at].weight), matched)
        }
        _ => (0.0, None),
    };
    // Negative marks are none. `f64::clamp` would bring the printing of floats into the page.
    let percent = if percent > 0.0 { percent } else { 0.0 };
    // Three thirds make 99.99999.
    let grade = if percent > 99.9 {
        Grade::Right
    } else if percent > 0.0 {
        Grade::Partly
    } else {
        Grade::Wrong
    };
    Mark { percent: if grade == Grade::Right { 100.0 } else { percent }, grade, matched }
}

/// The bounds count, whatever the rounding of decimals.
fn within(value: f64, min: f64, max: f64) -> bool {
    let slack = 1e-9 * (1.0 + min.abs().max(max.abs()));
    value >= min - slack && value <= max + slack
}

/// The sum of the weights, each tick once. A wrong tick without a negative weight still is no whole mark.
fn several(answers: &[Answer], ticked: &[usize]) -> f64 {
    let (mut sum, mut wrong) = (0.0, false);
    for (at, answer) in answers.iter().enumerate() {
        if ticked.contains(&at) {
            sum += answer.weight;
            wrong |= answer.weight <= 0.0;
        }
    }
    if wrong && sum > 99.0 { 99.0 } else { sum }
}

/// The part of the left sides that got their right side; two pairs may share the words of one.
fn matching(pairs: &[Pair], joined: &[Option<usize>]) -> f64 {
    let (mut right, mut all) = (0.0, 0.0);
    for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| !pair.left.is_empty()) {
        all += 1.0;
        let chosen = joined.get(at).copied().flatten().and_then(|chosen| pairs.get(chosen));
        if chosen.is_some_and(|chosen| chosen.right == pair.right) {
            right += 1.0;
        }
    }
    if all > 0.0 { 100.0 * right / all } else { 0.0 }
}

/// Whether an answer is to be ticked, for showing the right ones: the best in a single choice, every positive one in
/// several.
pub fn is_right(body: &Body, answer: &Answer) -> bool {
    match body {
        Body::Multiple { .. } => answer.weight > 0.0,
        _ => answer.weight >= 100.0,
    }
}
