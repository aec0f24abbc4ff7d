//! This year beside another one: theme by theme, then question by question.

use super::{file_field, scores::range};
use crate::{
    data::{answers::Given, diagnosis::Diagnosis},
    diagnosis_state::State,
    messages::Msg,
    model::{
        diagnosis::{
            compare::{Change, compare as themes},
            score,
        },
        diagnosis_view::changes,
    },
};
use commune_ui::{i18n::Messages, table::data_table, writer::Writer};

fn said(change: Change) -> Msg {
    match change {
        Change::Better => Msg::DBetter,
        Change::Worse => Msg::DWorse,
        Change::Same => Msg::DSame,
        Change::CannotTell => Msg::DCannotTell,
        Change::NotComparable => Msg::DNotComparable,
    }
}

/// The file to compare with, and what comes of it.
pub fn compare(w: &mut Writer<'_>, diagnosis: &Diagnosis, state: &State, level: u8) {
    w.part(level, "d-compare", Msg::DCompareTitle);
    w.say("p", Msg::DCompareNote);
    file_field(w, "d-before", Msg::DCompare, state);
    w.open("div class=compared");
    if let Some(before) = &state.before {
        let date = w.m.date(&before.date);
        w.open("p");
        if !date.is_empty() {
            w.text(&w.m.with(Msg::DCompareOf, &[("date", &date)]));
        }
        w.close();
        w.press("d-alone", Msg::DCompareStop);
        let m = w.m;
        let head = [Msg::DThen, Msg::DNow, Msg::DChange].map(|message| m.text(message));
        let columns = |first: Msg| [&[m.text(first)][..], &head].concat();
        let mut rows = Vec::new();
        let (then, now) = (score::themes(diagnosis, before), score::themes(diagnosis, &state.answers));
        for (at, theme) in themes(diagnosis, before, &state.answers).iter().enumerate() {
            rows.push(vec![
                diagnosis.themes[theme.theme].title.clone(),
                range(m, &then[at]),
                range(m, &now[at]),
                m.text(said(theme.change)),
            ]);
        }
        data_table(w, "d-by-theme", &m.text(Msg::DByTheme), &columns(Msg::DThemeColumn), &rows);
        let mut rows = Vec::new();
        for (question, change) in diagnosis.questions.iter().zip(changes(diagnosis, before, &state.answers)) {
            rows.push(vec![
                question.question.clone(),
                given(m, before.get(&question.id)),
                given(m, state.answers.get(&question.id)),
                m.text(said(change)),
            ]);
        }
        w.open("div class=by-question");
        data_table(w, "d-by-question", &m.text(Msg::DByQuestion), &columns(Msg::DQuestionColumn), &rows);
        w.close();
    }
    w.close();
    w.close();
}

/// A statement is called by its place, from 1 to 4.
fn given(m: &Messages, given: Option<&Given>) -> String {
    match given {
        Some(Given::Statement(index)) => {
            m.with(Msg::DThemeDone, &[("n", &(index + 1).to_string()), ("of", "4")])
        }
        Some(Given::Unknown) => m.text(Msg::DUnknown),
        Some(Given::NotApplicable(_)) => m.text(Msg::DStateNot),
        None => m.text(Msg::DStateOpen),
    }
}
