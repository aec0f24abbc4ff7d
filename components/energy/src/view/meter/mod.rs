//! "My consumption": a resident's own files, read by the side module `meter`, in their browser alone.

mod chart;
mod hands;
mod paint;
mod results;
mod start;
mod words;

use super::{Engine, chart::Chart};
use crate::{
    config::Config,
    messages::Msg,
    meter_state::{Page, State},
};
use commune_element::mount::beside_shell;
use commune_ui::{frame, icon, stage::Load, writer::Writer};
pub use hands::Hands;
use std::rc::Rc;
use words::my;

/// The way in, under the commune's headline.
pub fn entry(w: &mut Writer<'_>) {
    w.open("div");
    w.open("button type=button part=button class=main id=my-open data-do=open");
    let words = w.m.text(Msg::MyTitle);
    w.text(&words);
    w.close();
    w.say("p class=muted", Msg::MyPrivate);
    w.close();
}

impl Engine {
    /// Asks for the words of this view once it has been opened, in the language of those around it.
    pub fn ask_words(self: &Rc<Self>) {
        let Some(m) = self.stage.messages().filter(|_| self.own.page() != Page::Closed) else { return };
        let url = beside_shell(&["locales/energy/meter/", m.lang().tag(), ".json"].concat());
        self.own.asked.ask(&url, self, |engine, answer| {
            let Some(m) = engine.stage.messages() else { return };
            let words = answer.map(|catalogue| m.and(&catalogue));
            *engine.own.words.borrow_mut() = words.into();
            engine.stage.redraw();
        });
    }

    /// The chart of one's own consumption, where there is one.
    pub fn own_chart(&self) -> Option<Chart> {
        let words = self.own.words.borrow();
        let state = self.own.state.borrow();
        Some(chart::chart(words.ready()?, &state, state.analysis.as_deref()?))
    }

    /// Writes this view, from its first opening on.
    pub fn draw_own(&self, w: &mut Writer<'_>, config: &Config) {
        let state = self.own.state.borrow();
        if state.page == Page::Closed {
            return;
        }
        let level = config.common.heading_level + 1;
        w.press("close", Msg::MyBack);
        let title = w.m.text(Msg::MyTitle);
        w.heading(level, "title", "my-title", &title);
        w.say("p", Msg::MyPrivate);
        match &*self.own.words.borrow() {
            Load::Ready(own) => {
                let mut inner = w.speaking(own);
                self.view(&mut inner, &state, config, level);
                w.resume(inner);
            }
            Load::Waiting => frame::waiting(w),
            Load::Failed(error) => frame::error_panel(w, level + 1, error, "retry-words"),
        }
    }

    fn view(&self, w: &mut Writer<'_>, state: &State, config: &Config, level: u8) {
        choose(w, state);
        news(w, state);
        w.open("div class=view");
        match &state.analysis {
            Some(analysis) => {
                let [_, reading] = self.reading.get();
                results::results(w, state, analysis, config, level + 1, (reading, self.room.canvas()));
            }
            None => start::start(w, state, level + 1),
        }
        w.close();
    }
}
/// The files, the way to choose more, and the example.
fn choose(w: &mut Writer<'_>, state: &State) {
    w.open("div class=part");
    w.open("ul class=files");
    for (rank, file) in state.files.iter().enumerate() {
        let kind = my(w.m, &["kind-", &file.kind].concat());
        let dates = words::filled(w.m, &w.m.text(Msg::MyFileDates), &file.facts);
        w.open("li");
        w.leaf("span", &[&*file.name, "\u{a0}: ", &kind, ", ", &dates].concat());
        w.open("button type=button part=button");
        w.set("data-do", &["remove:", &rank.to_string()].concat());
        w.set("aria-label", &w.m.with(Msg::MyRemoveFile, &[("name", &file.name)]));
        w.text(&w.m.text(Msg::MyRemove));
        w.close();
        w.close();
    }
    w.close();
    w.open("div class=drop");
    w.say("label for=my-files", if state.files.is_empty() { Msg::MyChoose } else { Msg::MyChooseMore });
    w.leaf("input type=file id=my-files multiple=multiple accept=.csv,.xlsx,.json,.xml data-on=files aria-describedby=my-accepted", "");
    w.say("span id=my-accepted class=muted", Msg::MyAccepted);
    w.close();
    // Always there, so that the input above keeps its rank and with it the focus.
    w.open("div");
    if state.sample {
        w.say("p class=band", Msg::MySampleNote);
    } else if state.files.is_empty() {
        w.press("sample", Msg::MySample);
    }
    w.close();
    w.close();
}

/// What became of the files chosen last.
fn news(w: &mut Writer<'_>, state: &State) {
    w.open("div role=status");
    if state.busy {
        w.say("p", Msg::MyReading);
    }
    for news in &state.news {
        let words = match &news.refusal {
            None => w.m.with(Msg::MyRead, &[("name", &news.name)]),
            Some(why) => w.m.with(Msg::MyRefused, &[("name", &news.name), ("why", &words::say(w.m, why))]),
        };
        w.open("div class=band");
        if news.refusal.is_some() {
            w.set("class", "band band-warning");
            icon::warning(w);
        }
        w.leaf("p", &words);
        w.close();
    }
    w.close();
}
