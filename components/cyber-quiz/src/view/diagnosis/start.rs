//! The first screen: what it is, for whom, what happens to the answers.

use super::{answered, bands, file_field, main_button, sensitive};
use crate::{data::diagnosis::Diagnosis, diagnosis_state::State, messages::Msg};
use commune_ui::writer::Writer;

/// The first screen.
pub fn start(w: &mut Writer<'_>, diagnosis: &Diagnosis, state: &State) {
    w.open("p id=screen class=figure tabindex=-1 part=figure");
    let (questions, themes) = (diagnosis.questions.len().to_string(), diagnosis.themes.len().to_string());
    let words = w.m.with(Msg::DLength, &[("questions", &questions), ("themes", &themes)]);
    w.text(&words);
    w.close();
    w.say("p", Msg::DTogether);
    w.say("p", Msg::DNothingSent);
    sensitive(w);
    w.open("div class=fields");
    w.open("div class=field");
    w.say("label for=d-commune", Msg::DCommune);
    w.open("input type=text id=d-commune data-on=d-commune autocomplete=off maxlength=80");
    w.words(&state.answers.commune);
    w.close();
    w.close();
    bands(w, Msg::DBand, state);
    w.close();
    let begun = !state.answers.given.is_empty();
    w.open("div");
    if begun {
        answered(w, diagnosis, state);
    }
    w.close();
    w.open("div class=actions");
    main_button(w, "d-theme:0", if begun { Msg::DGoOn } else { Msg::DBegin });
    if begun {
        w.press("d-plan", Msg::DToPlan);
    }
    w.close();
    w.open("details class=part");
    w.say("summary", Msg::DLoadTitle);
    w.say("p", Msg::DLoadNote);
    file_field(w, "d-load", Msg::DLoad, state);
    w.close();
}
