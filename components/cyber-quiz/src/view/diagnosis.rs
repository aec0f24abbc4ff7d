//! The self-diagnosis of a commune: themes to fill in, a plan, the files that somebody saves. Only with
//! `audience="commune"`: its words are asked for there alone.

mod compare;
mod handover;
mod hands;
mod plan;
mod rank;
mod scores;
mod start;
mod theme;

use super::{Engine, Pack};
use crate::{
    config::Config,
    data::diagnosis::Diagnosis,
    diagnosis_state::{Page, State},
    messages::Msg,
};
use commune_element::mount::beside_shell;
use commune_source::FetchError;
use commune_ui::{
    frame,
    i18n::Messages,
    icon,
    stage::{Asked, Load},
    writer::Writer,
};
use std::{cell::RefCell, rc::Rc};

/// What the self-diagnosis holds.
#[derive(Default)]
pub struct Own {
    /// What it shows.
    pub state: RefCell<State>,
    /// Its words, with those around them.
    pub words: RefCell<Load<Messages>>,
    asked: Asked,
}

impl Engine {
    /// Asks for the words of the self-diagnosis where it is shown, in the language of those around it.
    pub fn ask_words(self: &Rc<Self>) {
        let Some(m) = self.stage.messages().filter(|_| self.config.borrow().is_diagnosis()) else { return };
        let url = beside_shell(&["locales/cyber-quiz/diagnosis/", m.lang().tag(), ".json"].concat());
        self.own.asked.ask(&url, self, |engine, answer| {
            let Some(m) = engine.stage.messages() else { return };
            let words = answer.map(|catalogue| m.and(&catalogue));
            let told = words.as_ref().map(|_| ()).map_err(Clone::clone);
            *engine.own.words.borrow_mut() = words.into();
            engine.report_diagnosis(told);
            engine.stage.redraw();
        });
    }

    /// Tells the page that the diagnosis is there, once its questions and its words are, or that the words are not.
    pub fn report_diagnosis(&self, words: Result<(), FetchError>) {
        let told = words.is_err() || self.own.words.borrow().ready().is_some();
        if told && matches!(&*self.pack.borrow(), Load::Ready(Pack::Diagnosis(_))) {
            self.stage.report(&words);
        }
    }

    /// Writes the self-diagnosis.
    pub fn draw_diagnosis(&self, w: &mut Writer<'_>, diagnosis: &Diagnosis, config: &Config) {
        let level = config.common.heading_level + 1;
        match &*self.own.words.borrow() {
            Load::Waiting => frame::waiting(w),
            Load::Failed(error) => frame::error_panel(w, level, error, "d-retry"),
            Load::Ready(own) => {
                let mut inner = w.speaking(own);
                screen(&mut inner, diagnosis, config, &self.own.state.borrow(), level);
                w.resume(inner);
            }
        }
    }
}

fn screen(w: &mut Writer<'_>, diagnosis: &Diagnosis, config: &Config, state: &State, level: u8) {
    // Each screen is an element of its own, so that nothing that was typed crosses from one to the next.
    w.open("div class=screen");
    w.key(&match state.page {
        Page::Start => "d-start".to_owned(),
        Page::Theme(theme) => ["d-theme-", &theme.to_string()].concat(),
        Page::Plan => "d-plan".to_owned(),
        Page::Handover => "d-hand".to_owned(),
    });
    match state.page {
        Page::Start => start::start(w, diagnosis, state),
        Page::Theme(theme) => theme::theme(w, diagnosis, config, state, theme, level),
        Page::Plan => plan::plan(w, diagnosis, state, level),
        Page::Handover => handover::handover(w, diagnosis, state, level),
    }
    w.close();
}

/// The main button of a screen.
fn main_button(w: &mut Writer<'_>, action: &str, words: Msg) {
    w.open("button type=button part=button class=main");
    w.set("data-do", action);
    let words = w.m.text(words);
    w.text(&words);
    w.close();
}

/// The heading of every sheet of the diagnosis.
fn sensitive(w: &mut Writer<'_>) {
    w.open("div class=band");
    w.set("class", "band band-warning");
    icon::warning(w);
    w.open("div");
    w.open("p");
    w.say("strong", Msg::DSensitive);
    w.close();
    w.say("p", Msg::DSensitiveNote);
    w.close();
    w.close();
}

/// A field for a file, heard as `id`, and what became of the file.
fn file_field(w: &mut Writer<'_>, id: &'static str, label: Msg, state: &State) {
    w.open("div class=field");
    w.open("label");
    w.set("for", id);
    let words = w.m.text(label);
    w.text(&words);
    w.close();
    w.open("input type=file accept=.json");
    w.set("id", id);
    w.set("data-on", id);
    w.close();
    w.close();
    w.open("div role=status");
    if !state.news.key.is_empty() {
        let words = w.m.by_name(state.news.key);
        w.leaf("p class=band", &words);
    }
    if state.news.left_out > 0 {
        let words = w.m.plural(Msg::DLeftOut, state.news.left_out, &[]);
        w.leaf("p class=band", &words);
    }
    w.close();
}

/// The population bands, heard as `d-band`.
fn bands(w: &mut Writer<'_>, label: Msg, state: &State) {
    let mut choices = vec![(String::new(), w.m.text(Msg::DBandNone), state.answers.band.is_empty())];
    for band in crate::data::answers::BANDS {
        let words = w.m.by_name(&["cyber-quiz.d-band-", band].concat());
        choices.push((band.to_owned(), words, state.answers.band == band));
    }
    w.select("d-band", label, &choices);
}

/// How many questions have an answer.
fn answered(w: &mut Writer<'_>, diagnosis: &Diagnosis, state: &State) {
    let (n, of) = crate::model::diagnosis::score::progress(diagnosis, &state.answers);
    let words = w.m.plural(Msg::DAnswered, n as u32, &[("of", &of.to_string())]);
    w.leaf("p", &words);
}
