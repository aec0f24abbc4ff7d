//! Before there is a file: how to get one, and what can be said without one.

use super::words::{my, say};
use crate::{
    data::analysis::Said,
    messages::Msg,
    meter_state::State,
    model::meter::forms::{BILL, Form, Input, READINGS, TARIFF},
};
use commune_ui::{icon, writer::Writer};

/// The steps to a file, then the forms.
pub fn start(w: &mut Writer<'_>, state: &State, level: u8) {
    w.part(level, "my-how", Msg::MyHow);
    for (title, steps) in [
        (Msg::MyEnedis, Msg::MyEnedisSteps),
        (Msg::MyPhone, Msg::MyPhoneSteps),
        (Msg::MyGrdf, Msg::MyGrdfSteps),
    ] {
        let title = w.m.text(title);
        w.heading(level + 1, "steps", "", &title);
        w.open("ol");
        // The items of a list stand in one message, parted by `|`.
        for step in w.m.text(steps).split('|') {
            w.leaf("li", step);
        }
        w.close();
    }
    w.close();
    for known in [&READINGS, &BILL] {
        let answer = match &state.estimate {
            Some((id, said)) if *id == known.id => std::slice::from_ref(said),
            _ => &[],
        };
        form(w, state, known, level, answer);
    }
}

/// A form under its heading, its mistakes first and its answer last. What comes and goes has an element that
/// stays: siblings without keys are paired from the last one, and an input that changes its rank is made anew
/// and loses what was typed.
pub fn form(w: &mut Writer<'_>, state: &State, form: &Form, level: u8, answer: &[Said]) {
    let (wrong_form, mistakes) = &state.mistakes;
    let mistakes = if *wrong_form == form.id { &mistakes[..] } else { &[] };
    let label = |w: &Writer<'_>, rank: usize| {
        let (id, input) = form.fields[rank];
        let name = my(w.m, id);
        if let Input::Number(unit) = input { [&*name, " (", unit, ")"].concat() } else { name }
    };
    w.open("div class=part");
    let title = my(w.m, form.id);
    w.heading(level, "title2", "", &title);
    if form.id == TARIFF.id {
        w.say("p class=muted", Msg::MyTariffNote);
    }
    w.open("div");
    if !mistakes.is_empty() {
        w.open("div id=my-mistakes class=error tabindex=-1 role=alert");
        w.say("p class=error-title", Msg::MyMistakes);
        w.open("ul");
        for (id, key) in mistakes {
            let rank = form.fields.iter().position(|(known, _)| known == id).unwrap_or_default();
            let own = ["my-", id].concat();
            w.open("li");
            w.open("a");
            w.set("href", &["#", &own].concat());
            w.set("data-do", &["focus:", &own].concat());
            let words = [&*label(w, rank), "\u{a0}: ", &my(w.m, key)].concat();
            w.text(&words);
            w.close();
            w.close();
        }
        w.close();
        w.close();
    }
    w.close();
    w.open("div class=fields");
    for (rank, (id, input)) in form.fields.iter().enumerate() {
        let own = ["my-", id].concat();
        let wrong = [&*own, "-wrong"].concat();
        w.open("div class=field");
        w.open("label");
        w.set("for", &own);
        let words = label(w, rank);
        w.text(&words);
        w.close();
        w.open(match input {
            Input::Number(_) => "input type=text inputmode=decimal autocomplete=off",
            Input::Date => "input type=date",
            Input::Time => "input type=time",
        });
        w.set("id", &own);
        let mistake = mistakes.iter().find(|(field, _)| field == id);
        if mistake.is_some() {
            w.set("aria-invalid", "true");
            w.set("aria-describedby", &wrong);
        }
        w.close();
        w.open("span class=wrong");
        w.set("id", &wrong);
        if let Some((_, key)) = mistake {
            icon::warning(w);
            let words = my(w.m, key);
            w.text(&words);
        }
        w.close();
        w.close();
    }
    w.close();
    w.press(form.id, Msg::MyCompute);
    w.open("div role=status");
    for said in answer {
        let words = say(w.m, said);
        w.leaf("p class=takeaway", &words);
    }
    w.close();
    w.close();
}
