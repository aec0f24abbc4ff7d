//! The score of a theme: an interval, since not knowing is neither nothing nor everything.

use crate::data::answers::{Answers, Given};
use crate::data::diagnosis::{Diagnosis, Question};

/// The best statement.
const BEST: u32 = 3;

/// One theme's score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeScore {
    /// Index into [`Diagnosis::themes`].
    pub theme: usize,
    /// Low and high end in whole per cent, rounded outwards; `None` where every question is said not to apply.
    pub interval: Option<(u32, u32)>,
    /// Points at the low end, at the high end, and in all; the interval before rounding.
    pub points: (u32, u32, u32),
    /// Questions answered by a statement, and questions that apply.
    pub known: (u32, u32),
    /// Questions without any answer.
    pub open: u32,
    /// Questions answered by 'don't know'.
    pub unknown: u32,
}

/// The scores of all themes, in their order.
///
/// A statement counts 0 to 3, times the weight of its question. 'Don't know', and no answer yet, count 0 at the low
/// end and 3 at the high end. What does not apply counts nowhere.
pub fn themes(diagnosis: &Diagnosis, answers: &Answers) -> Vec<ThemeScore> {
    let one = |(theme, of): (usize, &crate::data::diagnosis::Theme)| {
        let mut score =
            ThemeScore { theme, interval: None, points: (0, 0, 0), known: (0, 0), open: 0, unknown: 0 };
        let (mut low, mut high, mut all) = (0, 0, 0);
        for question in diagnosis.questions.iter().filter(|question| question.theme == of.id) {
            let given = answers.get(&question.id);
            let (from, to) = match given {
                Some(Given::NotApplicable(_)) => continue,
                Some(Given::Statement(index)) => ((*index).min(BEST), (*index).min(BEST)),
                Some(Given::Unknown) | None => (0, BEST),
            };
            low += question.weight * from;
            high += question.weight * to;
            all += question.weight * BEST;
            score.known.1 += 1;
            score.known.0 += u32::from(matches!(given, Some(Given::Statement(_))));
            score.open += u32::from(given.is_none());
            score.unknown += u32::from(given == Some(&Given::Unknown));
        }
        score.points = (low, high, all);
        score.interval = (100 * low).checked_div(all).map(|low| (low, (100 * high).div_ceil(all)));
        score
    };
    diagnosis.themes.iter().enumerate().map(one).collect()
}

/// How much is answered: questions with any answer, and all of them.
pub fn progress(diagnosis: &Diagnosis, answers: &Answers) -> (usize, usize) {
    let answered = diagnosis.questions.iter().filter(|question| answers.get(&question.id).is_some());
    (answered.count(), diagnosis.questions.len())
}

/// What is to be done first, shown apart: each critical question with its answer.
pub fn critical<'a>(
    diagnosis: &'a Diagnosis,
    answers: &'a Answers,
) -> Vec<(&'a Question, Option<&'a Given>)> {
    let critical = diagnosis.questions.iter().filter(|question| question.critical);
    critical.map(|question| (question, answers.get(&question.id))).collect()
}
