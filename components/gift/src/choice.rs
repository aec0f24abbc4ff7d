//! Answers to tick.

use crate::answers::{Weighed, equals_in_address, parts, weighed, weight, with_feedback};
use crate::model::{Answer, Body, Format, Weight};
use crate::piece::{self, Piece, find, starts_with, trim};
use crate::problem::{Kind, Problem};

/// Several may be ticked where no `=` acts.
pub(crate) fn read(inside: &[Piece], format: Format, problems: &mut Vec<Problem>) -> Result<Body, Problem> {
    let start = piece::line(inside, 1);
    let multiple = find(inside, '=').is_none();
    let mut answers = Vec::new();
    for part in parts(inside, &['~', '=']) {
        let line = part.line(start);
        equals_in_address(&part)?;
        let right = starts_with(part.pieces, "=");
        if !right && !starts_with(part.pieces, "~") {
            return Err(Problem { line, kind: Kind::TextBeforeAnswers });
        }
        let words = trim(&part.pieces[1..]);
        let (weight, words) = if right {
            if !matches!(weight(words), Weighed::None) {
                return Err(Problem { line, kind: Kind::WeightAfterEquals });
            }
            (Weight::FULL, words)
        } else {
            weighed(words, Weight::NONE, problems)?
        };
        let (answer, feedback) = with_feedback(words, format);
        let text = piece::text(answer, format);
        if text.is_empty() {
            return Err(Problem { line, kind: Kind::EmptyAnswer });
        }
        answers.push(Answer { text, weight, feedback });
    }
    if answers.len() < 2 {
        return Err(Problem { line: start, kind: Kind::TooFewAnswers });
    }
    let kind = if multiple { weights_of_several(&answers) } else { weights_of_one(&answers) };
    if let Some(kind) = kind {
        let problem = Problem { line: start, kind };
        if problem.severity() == crate::Severity::Error {
            return Err(problem);
        }
        problems.push(problem);
    }
    Ok(Body::Choice { multiple, answers })
}

fn weights_of_one(answers: &[Answer]) -> Option<Kind> {
    match answers.iter().filter(|answer| answer.weight == Weight::FULL).count() {
        0 => Some(Kind::NoRightAnswer),
        1 => None,
        _ => Some(Kind::SeveralRight),
    }
}

/// Three thirds make 99.99999: up to one per cent of rounding is none.
fn weights_of_several(answers: &[Answer]) -> Option<Kind> {
    let sum: i64 = answers.iter().map(|answer| i64::from(answer.weight.0.max(0))).sum();
    if sum == 0 {
        return Some(Kind::NoRightAnswer);
    }
    let far = (sum - i64::from(Weight::FULL.0)).abs() > i64::from(Weight::percent(1).0);
    far.then(|| Kind::WeightSum(Weight(i32::try_from(sum).unwrap_or(i32::MAX))))
}
