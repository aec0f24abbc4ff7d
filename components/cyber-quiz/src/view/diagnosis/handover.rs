//! The file to hand over for the territorial diagnosis: shown in full before it is saved.

use super::bands;
use crate::model::{
    diagnosis::{handover::write, score::themes},
    diagnosis_view::is_known,
};
use crate::{data::diagnosis::Diagnosis, diagnosis_state::State, messages::Msg};
use commune_ui::{icon, writer::Writer};

/// The file's text, where there is something to hand over.
pub fn text(diagnosis: &Diagnosis, state: &State) -> Option<String> {
    let answers = &state.answers;
    let ready = is_known(answers) && !answers.band.is_empty();
    ready.then(|| write(diagnosis, &themes(diagnosis, answers), &answers.band))
}

/// What it is, for whom, all that it holds.
pub fn handover(w: &mut Writer<'_>, diagnosis: &Diagnosis, state: &State, level: u8) {
    let words = w.m.text(Msg::DGiveTitle);
    w.heading(level, "title2", "screen", &words);
    w.open("div class=band");
    w.set("class", "band band-warning");
    icon::warning(w);
    w.open("p");
    w.say("strong", Msg::DSensitive);
    w.close();
    w.close();
    for message in [Msg::DGiveTo, Msg::DGiveHolds, Msg::DGiveFive] {
        w.say("p", message);
    }
    w.open("div class=fields");
    bands(w, Msg::DGiveBandLabel, state);
    w.close();
    w.open("div role=status");
    match text(diagnosis, state) {
        Some(_) => {}
        None if is_known(&state.answers) => w.say("p class=band", Msg::DGiveBand),
        None => w.say("p class=band", Msg::DGiveNone),
    }
    w.close();
    w.open("div class=given");
    if let Some(text) = text(diagnosis, state) {
        w.say("p id=d-file", Msg::DGiveShow);
        w.open("pre role=region tabindex=0 aria-labelledby=d-file");
        w.leaf("code", &text);
        w.close();
    }
    w.close();
    w.open("div class=actions");
    if text(diagnosis, state).is_some() {
        super::main_button(w, "d-give", Msg::DGiveSave);
    }
    w.press("d-plan", Msg::DGiveBack);
    w.close();
}
