//! What a run shows at its end: by theme, and how well a person knew what they knew.

use super::check::Grade;
use super::run::{Confidence, Done, Item, Run};
use crate::data::bank::Bank;

/// One theme's result.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeResult {
    /// Index into [`Bank::themes`].
    pub theme: usize,
    /// Items that were marked, each once.
    pub asked: u32,
    /// Items that were wholly right at the first answer.
    pub right: u32,
    /// Mean mark of the first answers, per cent.
    pub percent: f64,
    /// Whether the theme's advice is to be shown: a first answer was not wholly right.
    pub advise: bool,
}

/// The first answers, those that count.
fn firsts(run: &Run) -> impl Iterator<Item = &Done> {
    run.done.iter().filter(|done| !done.again && done.mark.grade != Grade::Unmarked)
}

/// The themes of a run, in the order of the bank; a theme of which nothing was asked is left out.
pub fn by_theme(bank: &Bank, run: &Run) -> Vec<ThemeResult> {
    let mut out = Vec::new();
    for (theme, of_bank) in bank.themes.iter().enumerate() {
        let mut result = ThemeResult { theme, asked: 0, right: 0, percent: 0.0, advise: false };
        for done in firsts(run).filter(|done| done.item.theme(bank) == of_bank.id) {
            result.asked += 1;
            result.right += u32::from(done.mark.grade == Grade::Right);
            result.percent += done.mark.percent;
        }
        if result.asked > 0 {
            result.percent /= f64::from(result.asked);
            result.advise = result.right < result.asked;
            out.push(result);
        }
    }
    out
}

/// Right first answers, and first answers.
pub fn total(run: &Run) -> (u32, u32) {
    firsts(run)
        .fold((0, 0), |(right, asked), done| (right + u32::from(done.mark.grade == Grade::Right), asked + 1))
}

/// One line of the calibration: of the answers given with this confidence, how many were right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calibration {
    /// How sure the person was.
    pub confidence: Confidence,
    /// Answers.
    pub asked: u32,
    /// Wholly right ones.
    pub right: u32,
}

/// The calibration, surest first; lines without answers are left out, and there is none where confidence was not
/// asked.
pub fn calibration(run: &Run) -> Vec<Calibration> {
    let mut out = Vec::new();
    for confidence in [Confidence::Sure, Confidence::Rather, Confidence::Guess] {
        let mut line = Calibration { confidence, asked: 0, right: 0 };
        for done in firsts(run).filter(|done| done.confidence == Some(confidence)) {
            line.asked += 1;
            line.right += u32::from(done.mark.grade == Grade::Right);
        }
        if line.asked > 0 {
            out.push(line);
        }
    }
    out
}

/// What was answered surely and wrongly, in order: what to look at first.
pub fn sure_and_wrong(run: &Run) -> Vec<Item> {
    let wrong = |done: &&Done| done.confidence == Some(Confidence::Sure) && done.mark.grade == Grade::Wrong;
    firsts(run).filter(wrong).map(|done| done.item).collect()
}
