//! A theme: three questions, each with its four statements, 'don't know' and 'does not apply'.

use super::{answered, main_button};
use crate::{
    config::Config,
    data::{
        answers::Given,
        diagnosis::{Diagnosis, Question, References},
    },
    diagnosis_state::State,
    messages::Msg,
    model::diagnosis_view::{answered as count, of_theme},
};
use commune_ui::{messages::Key, writer::Writer};

/// One theme; its heading takes the focus.
pub fn theme(
    w: &mut Writer<'_>,
    diagnosis: &Diagnosis,
    config: &Config,
    state: &State,
    at: usize,
    level: u8,
) {
    let Some(theme) = diagnosis.themes.get(at) else { return };
    let of = diagnosis.themes.len();
    let (n, last) = ((at + 1).to_string(), of.to_string());
    let words = w.m.with(Msg::DThemePlace, &[("n", &n), ("of", &last), ("title", &theme.title)]);
    w.heading(level, "title2", "screen", &words);
    w.leaf("p", &theme.intro);
    answered(w, diagnosis, state);
    all_themes(w, diagnosis, state, at);
    for index in of_theme(diagnosis, at) {
        question(w, &diagnosis.questions[index], index, config, state);
    }
    w.open("div class=actions");
    if at + 1 < of {
        main_button(w, &["d-theme:", &(at + 1).to_string()].concat(), Msg::DNext);
    } else {
        main_button(w, "d-plan", Msg::DToPlan);
    }
    if at > 0 {
        w.press(&["d-theme:", &(at - 1).to_string()].concat(), Msg::DPrevious);
    }
    if at + 1 < of {
        w.press("d-plan", Msg::DToPlan);
    }
    w.press("d-save", Msg::DSave);
    w.press("d-home", Msg::DHome);
    w.close();
    w.open("div role=status");
    if state.unsaved {
        w.say("p class=muted", Msg::DUnsaved);
    }
    w.close();
}

/// The way to every theme, with what is answered in each.
fn all_themes(w: &mut Writer<'_>, diagnosis: &Diagnosis, state: &State, current: usize) {
    w.open("details class=theme-list");
    w.say("summary", Msg::DThemes);
    w.open("ol class=themes");
    for (at, theme) in diagnosis.themes.iter().enumerate() {
        let questions = of_theme(diagnosis, at);
        let n = count(diagnosis, &state.answers, &questions).to_string();
        w.open("li");
        w.open("button type=button part=button");
        w.set("data-do", &["d-theme:", &at.to_string()].concat());
        if at == current {
            w.set("aria-current", "step");
        }
        w.leaf("span", &theme.title);
        let fields = [("n", n.as_str()), ("of", &questions.len().to_string())];
        w.text(" ");
        w.leaf("span class=muted", &w.m.with(Msg::DThemeDone, &fields));
        w.close();
        w.close();
    }
    w.close();
    w.close();
}

fn question(w: &mut Writer<'_>, question: &Question, index: usize, config: &Config, state: &State) {
    let given = state.answers.get(&question.id);
    let action = ["d-set:", &index.to_string(), "."].concat();
    w.open("div class=part");
    w.open("fieldset class=answers");
    w.open("legend class=question");
    w.leaf("span class=line", &question.question);
    if question.critical {
        w.say("span class=first", Msg::DCritical);
    }
    w.close();
    for (rank, statement) in question.statements.iter().enumerate() {
        let chosen = matches!(given, Some(Given::Statement(index)) if *index as usize == rank);
        answer(w, question, &[&action, &*rank.to_string()].concat(), chosen, statement);
    }
    w.open("div class=others");
    for (end, message, chosen) in [
        ("u", Msg::DUnknown, given == Some(&Given::Unknown)),
        ("n", Msg::DNot, matches!(given, Some(Given::NotApplicable(_)))),
    ] {
        let words = w.m.by_name(message.key());
        answer(w, question, &[&action, end].concat(), chosen, &words);
    }
    w.close();
    w.open("div class=reason");
    if let Some(Given::NotApplicable(why)) = given {
        let id = ["why-", &question.id].concat();
        w.open("div class=field");
        w.open("label");
        w.set("for", &id);
        let words = w.m.text(Msg::DWhy);
        w.text(&words);
        w.close();
        w.open("input type=text autocomplete=off maxlength=600");
        w.set("id", &id);
        w.set("data-in", &["d-why:", &index.to_string()].concat());
        w.words(why);
        w.close();
        w.close();
    }
    w.close();
    more(w, question, config);
    w.close();
    w.close();
}

fn answer(w: &mut Writer<'_>, question: &Question, action: &str, chosen: bool, words: &str) {
    w.open("label class=answer");
    w.open("input type=radio");
    w.set("name", &["q-", &question.id].concat());
    w.set("data-on", action);
    w.check(chosen);
    w.close();
    w.leaf("span", words);
    w.close();
}

/// Why it matters, the proof to look for, where it comes from.
fn more(w: &mut Writer<'_>, question: &Question, config: &Config) {
    w.open("details");
    w.say("summary", Msg::DMore);
    w.open("dl class=facts");
    fact(w, Msg::DMoreWhy, &question.why);
    fact(w, Msg::DMoreProof, &question.proof);
    w.say("dt", Msg::DMoreRefs);
    w.open("dd");
    references(w, &question.references);
    w.close();
    w.close();
    if question.to_review && config.review {
        w.say("p class=band", Msg::ToReview);
    }
    w.close();
}

/// A term and what is said of it.
pub fn fact(w: &mut Writer<'_>, term: Msg, words: &str) {
    w.say("dt", term);
    w.leaf("dd", words);
}

fn references(w: &mut Writer<'_>, references: &References) {
    w.open("ul");
    for number in &references.anssi {
        w.leaf("li", &w.m.with(Msg::DAnssi, &[("n", &number.to_string())]));
    }
    for id in &references.mac {
        w.leaf("li", &w.m.with(Msg::DMac, &[("id", id)]));
    }
    if !references.law.is_empty() {
        w.leaf("li", &references.law);
    }
    w.close();
}
