//! The plan: what to do, in a total order, each rank with its reason.

use crate::data::answers::{Answers, Given};
use crate::data::diagnosis::{Diagnosis, Question};

/// What a rank asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Do the measure.
    Do,
    /// Nobody knows: check with the provider.
    Check,
}

/// What decided between a rank and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is the first.
    First,
    /// The one before is to be done first, this one is not.
    Critical,
    /// The one before has a smaller priority number.
    Priority,
    /// The one before closes more: gap × weight.
    Gap,
    /// The one before takes less effort.
    Effort,
    /// Nothing but the alphabet.
    Id,
    /// It would stand higher, but has to wait for its measure of level 1.
    AfterLevelOne,
}

/// One rank of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Index into [`Diagnosis::questions`].
    pub question: usize,
    /// What it asks for.
    pub kind: Kind,
    /// Days: 30, 180 or 365. A check takes a call: 30.
    pub horizon: u32,
    /// Statements that are missing, 1 to 3; 3 where nobody knows.
    pub gap: u32,
    /// Gap × weight of the question.
    pub gain: u32,
    /// What decided between it and the rank before.
    pub decided: Decided,
    /// Index of the question of level 1 that is in the plan before it, where it waits for one.
    pub after: Option<usize>,
}

/// The plan of the answers given so far. What has no answer is not in it.
///
/// The order: what is to be done first, priority, gap × weight (the most first), effort, id. A measure of level 2 is
/// in it only when the question that it requires stands at its two best statements or does not apply, and then after
/// the measure of that question. It depends on the answers only, not on when they were given.
pub fn plan(diagnosis: &Diagnosis, answers: &Answers) -> Vec<Rank> {
    let questions = &diagnosis.questions;
    let mut waiting: Vec<Rank> = Vec::new();
    for at in 0..questions.len() {
        waiting.extend(rank(questions, at, answers));
    }
    let mut out: Vec<Rank> = Vec::new();
    while !waiting.is_empty() {
        // The highest of those that wait for nothing that is still to come. A plan has some twenty ranks: choosing
        // the next one each time weighs less in the page than a sort.
        let blocked =
            |rank: &Rank| rank.after.is_some_and(|first| waiting.iter().any(|other| other.question == first));
        let mut best = None;
        for at in 0..waiting.len() {
            let above = |best: usize| compare(questions, &waiting[at], &waiting[best]).0;
            if !blocked(&waiting[at]) && best.is_none_or(above) {
                best = Some(at);
            }
        }
        // What waits for a question of level 1 cannot be waited for, so that one is always free.
        let mut next = waiting.remove(best.unwrap_or(0));
        next.decided = match out.last() {
            None => Decided::First,
            Some(before) => match compare(questions, before, &next) {
                (true, decided) => decided,
                (false, _) => Decided::AfterLevelOne,
            },
        };
        if let Some(first) = next.after
            && let Some(first) = out.iter().find(|rank| rank.question == first)
        {
            next.horizon = next.horizon.max(first.horizon);
        }
        out.push(next);
    }
    out
}

fn rank(questions: &[Question], at: usize, answers: &Answers) -> Option<Rank> {
    let question = &questions[at];
    let (kind, gap) = match answers.get(&question.id)? {
        Given::Statement(index) if *index < 3 => (Kind::Do, 3 - index),
        Given::Unknown => (Kind::Check, 3),
        _ => return None,
    };
    let mut after = None;
    if question.level == 2 {
        match answers.get(&question.requires) {
            Some(Given::Statement(index)) if *index >= 2 => {
                if *index == 2 {
                    after = questions.iter().position(|other| other.id == question.requires);
                }
            }
            Some(Given::NotApplicable(_)) => {}
            _ => return None,
        }
    }
    let horizon = if kind == Kind::Check { 30 } else { question.measure.horizon };
    let gain = gap * question.weight;
    Some(Rank { question: at, kind, horizon, gap, gain, decided: Decided::First, after })
}

/// Whether the first one stands higher, and what decides.
fn compare(questions: &[Question], a: &Rank, b: &Rank) -> (bool, Decided) {
    let (p, q) = (&questions[a.question], &questions[b.question]);
    if p.critical != q.critical {
        return (p.critical, Decided::Critical);
    }
    if p.priority != q.priority {
        return (p.priority < q.priority, Decided::Priority);
    }
    if a.gain != b.gain {
        return (a.gain > b.gain, Decided::Gap);
    }
    if p.measure.effort != q.measure.effort {
        return (p.measure.effort < q.measure.effort, Decided::Effort);
    }
    (p.id < q.id, Decided::Id)
}
