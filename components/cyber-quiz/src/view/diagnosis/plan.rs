//! The plan: what is to be done first, the ranks by horizon, where each theme stands, the files.

use super::{answered, compare, main_button, rank, scores, sensitive};
use crate::{
    data::{answers::Given, diagnosis::Diagnosis},
    diagnosis_state::State,
    messages::Msg,
    model::{
        diagnosis::{
            plan::{Rank, plan as make},
            score,
        },
        diagnosis_view::{HORIZONS, later, not_applicable},
    },
};
use commune_ui::{i18n::today, icon, writer::Writer};

const CHECK: &str = "M4 13l5 5L20 7";
const ARROW: &str = "M4 12h15M13 6l6 6-6 6";
const ASK: &str = "M8.5 9a3.5 3.5 0 1 1 5 3c-1 .6-1.5 1.2-1.5 2.5M12 18v.5";
const LINE: &str = "M5 12h14";

/// The plan; its heading takes the focus.
pub fn plan(w: &mut Writer<'_>, diagnosis: &Diagnosis, state: &State, level: u8) {
    let answers = &state.answers;
    let words = w.m.text(Msg::DPlanTitle);
    w.heading(level, "title2", "screen", &words);
    let date = w.m.date(&today());
    let words = if answers.commune.is_empty() {
        w.m.with(Msg::DOfDate, &[("date", &date)])
    } else {
        w.m.with(Msg::DOf, &[("commune", &answers.commune), ("date", &date)])
    };
    w.leaf("p class=muted", &words);
    sensitive(w);
    answered(w, diagnosis, state);
    let unknown: u32 = score::themes(diagnosis, answers).iter().map(|score| score.unknown).sum();
    w.open("div");
    if unknown > 0 {
        let words = w.m.plural(Msg::DUnknowns, unknown, &[]);
        w.leaf("p", &words);
    }
    w.close();
    w.open("div class=actions");
    main_button(w, "d-save", Msg::DSave);
    w.press("d-print", Msg::DPrint);
    w.press("d-csv", Msg::DCsv);
    w.press("d-theme:0", Msg::DBack);
    w.press("d-home", Msg::DHome);
    w.close();
    w.open("div role=status");
    if state.unsaved {
        w.say("p class=muted", Msg::DUnsaved);
    }
    w.close();
    if answers.given.is_empty() {
        w.say("p class=takeaway", Msg::DPlanNone);
    } else {
        first(w, diagnosis, state, level + 1);
        let ranks = make(diagnosis, answers);
        horizons(w, diagnosis, &ranks, level + 1);
        rest(w, diagnosis, state, &ranks, level + 1);
        scores::scores(w, diagnosis, answers, level + 1);
    }
    compare::compare(w, diagnosis, state, level + 1);
    w.part(level + 1, "", Msg::DGiveTitle);
    w.say("p", Msg::DGiveTo);
    w.press("d-hand", Msg::DGive);
    w.close();
}

/// The critical measures, apart, each with where it stands.
fn first(w: &mut Writer<'_>, diagnosis: &Diagnosis, state: &State, level: u8) {
    w.part(level, "", Msg::DFirstTitle);
    w.say("p", Msg::DFirstNote);
    w.open("ul class=answers-list");
    for (question, given) in score::critical(diagnosis, &state.answers) {
        let (class, path, said) = match given {
            Some(Given::Statement(3..)) => ("good", CHECK, Msg::DStateDone),
            Some(Given::Statement(_)) => ("bad", ARROW, Msg::DStateDo),
            Some(Given::Unknown) => ("ask", ASK, Msg::DStateCheck),
            Some(Given::NotApplicable(_)) => ("open", LINE, Msg::DStateNot),
            None => ("open", LINE, Msg::DStateOpen),
        };
        w.open("li");
        w.set("class", class);
        w.open("p class=standing");
        icon::icon(w, path);
        w.say("span", said);
        w.close();
        w.open("p");
        w.leaf("strong", &question.measure.text);
        w.close();
        if let Some(Given::Statement(index)) = given
            && let Some(statement) = question.statements.get(*index as usize)
        {
            w.leaf("p class=muted", &w.m.with(Msg::DToday, &[("statement", statement)]));
        }
        w.close();
    }
    w.close();
    w.close();
}

fn horizons(w: &mut Writer<'_>, diagnosis: &Diagnosis, ranks: &[Rank], level: u8) {
    w.part(level, "", Msg::DOrderTitle);
    if ranks.is_empty() {
        w.say("p class=takeaway", Msg::DPlanEmpty);
        w.close();
        return;
    }
    w.say("p class=muted", Msg::DHorizonNote);
    for days in HORIZONS {
        w.open("div class=horizon");
        let words = w.m.text(rank::horizon(days));
        w.heading(level + 1, "steps", "", &words);
        if ranks.iter().any(|rank| rank.horizon == days) {
            w.open("ol class=plan");
            for at in 0..ranks.len() {
                if ranks[at].horizon == days {
                    rank::item(w, diagnosis, ranks, at);
                }
            }
            w.close();
        } else {
            w.say("p class=muted", Msg::DHorizonNone);
        }
        w.close();
    }
    w.close();
}

/// What comes in a later plan, and what does not apply.
fn rest(w: &mut Writer<'_>, diagnosis: &Diagnosis, state: &State, ranks: &[Rank], level: u8) {
    let m = w.m;
    let later = later(diagnosis, &state.answers, ranks);
    if !later.is_empty() {
        w.part(level, "", Msg::DLaterTitle);
        w.list("ul", &later, &|at| {
            let question = &diagnosis.questions[*at];
            let first = diagnosis.questions.iter().find(|other| other.id == question.requires);
            let first = first.map_or("", |first| first.question.as_str());
            m.with(Msg::DLaterLine, &[("question", &question.question), ("first", first)]).to_string()
        });
        w.close();
    }
    let out = not_applicable(diagnosis, &state.answers);
    if !out.is_empty() {
        w.part(level, "", Msg::DNotTitle);
        let none = m.text(Msg::DNoReason);
        w.list("ul", &out, &|(at, why)| {
            let why = if why.is_empty() { &none } else { *why };
            m.with(Msg::DNotLine, &[("question", &diagnosis.questions[*at].question), ("why", why)])
                .to_string()
        });
        w.close();
    }
}
