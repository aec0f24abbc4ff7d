//! One rank of the plan in words, on screen and in the table for a spreadsheet.

use super::theme::fact;
use crate::{
    data::diagnosis::{Diagnosis, Measure, Question},
    messages::Msg,
    model::diagnosis::plan::{Decided, Kind, Rank},
};
use commune_ui::{i18n::Messages, messages::Key, writer::Writer};

/// The sentence that explains why the rank at this index of the plan is there.
pub fn reason(m: &Messages, plan: &[Rank], at: usize) -> String {
    let rank = &plan[at];
    // A rank is explained by the one before it, which is called by its number: from 1.
    let before = at.checked_sub(1).map(|before| &plan[before]);
    let first = rank.after.and_then(|first| plan.iter().position(|other| other.question == first));
    let message = match rank.decided {
        Decided::First => Msg::DRankFirst,
        Decided::Critical => Msg::DRankCritical,
        Decided::Priority => Msg::DRankPriority,
        Decided::Gap => Msg::DRankGap,
        Decided::Effort => Msg::DRankEffort,
        Decided::Id => Msg::DRankId,
        Decided::AfterLevelOne => Msg::DRankAfter,
    };
    let n = match (rank.decided, first) {
        (Decided::AfterLevelOne, Some(first)) => first + 1,
        _ => at,
    };
    let fields = [
        ("n", &*n.to_string()),
        ("more", &before.map_or(0, |before| before.gain).to_string()),
        ("less", &rank.gain.to_string()),
    ];
    m.with(message, &fields).to_string()
}

/// What is to be done, or checked.
pub fn task(m: &Messages, question: &Question, kind: Kind) -> String {
    match kind {
        Kind::Do => question.measure.text.clone(),
        Kind::Check => m.with(Msg::DCheckLine, &[("question", &question.question)]).to_string(),
    }
}

/// What a measure costs, in words.
pub fn cost(m: &Messages, measure: &Measure) -> String {
    m.by_name(&["cyber-quiz.d-cost-", &measure.cost].concat())
}

/// What a measure takes, in words.
pub fn effort(m: &Messages, measure: &Measure) -> String {
    m.by_name(&["cyber-quiz.d-effort-", &measure.effort.to_string()].concat())
}

/// The message of a horizon.
pub fn horizon(days: u32) -> Msg {
    match days {
        30 => Msg::DHorizon30,
        180 => Msg::DHorizon180,
        _ => Msg::DHorizon365,
    }
}

/// One rank of the plan as an item of a list.
pub fn item(w: &mut Writer<'_>, diagnosis: &Diagnosis, plan: &[Rank], at: usize) {
    let rank = &plan[at];
    let question = &diagnosis.questions[rank.question];
    let measure = &question.measure;
    w.open("li");
    w.set("value", &(at + 1).to_string());
    w.open("p");
    let words = task(w.m, question, rank.kind);
    w.leaf("strong", &words);
    if question.critical {
        w.text(" ");
        w.say("span class=first", Msg::DCritical);
    }
    w.close();
    w.open("dl class=facts");
    if rank.kind == Kind::Check {
        fact(w, Msg::DAsk, &question.proof);
        fact(w, Msg::DIfMissing, &measure.text);
    }
    fact(w, Msg::DWho, &measure.who);
    let words = cost(w.m, measure);
    fact(w, Msg::DCost, &words);
    let words = effort(w.m, measure);
    fact(w, Msg::DEffort, &words);
    if !measure.shared.is_empty() {
        fact(w, Msg::DShared, &measure.shared);
    }
    w.close();
    let words = reason(w.m, plan, at);
    w.leaf("p class=muted", &words);
    w.close();
}

/// The plan as rows: what it is, the names of the columns, then one row per rank.
pub fn rows(m: &Messages, diagnosis: &Diagnosis, plan: &[Rank]) -> Vec<Vec<String>> {
    let say = |message: Msg| m.by_name(message.key());
    let columns = [
        Msg::DRank,
        Msg::DHorizon,
        Msg::DThemeColumn,
        Msg::DMeasure,
        Msg::DWho,
        Msg::DCost,
        Msg::DEffort,
        Msg::DShared,
        Msg::DReason,
    ];
    let mut out = vec![vec![say(Msg::DSensitive)], columns.map(say).to_vec()];
    for (at, rank) in plan.iter().enumerate() {
        let question = &diagnosis.questions[rank.question];
        let theme = diagnosis.themes.iter().find(|theme| theme.id == question.theme);
        let measure = &question.measure;
        out.push(vec![
            (at + 1).to_string(),
            say(horizon(rank.horizon)),
            theme.map_or_else(String::new, |theme| theme.title.clone()),
            task(m, question, rank.kind),
            measure.who.clone(),
            cost(m, measure),
            effort(m, measure),
            measure.shared.clone(),
            reason(m, plan, at),
        ]);
    }
    out
}
