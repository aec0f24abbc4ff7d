//! "My consumption": a resident's own files, read by the side module `meter`, in their browser alone.
//!
//! No Yew component of its own: each adds 3 kB to a bundle. A hook keeps the [`Engine`] and its state, and
//! plain functions draw it with a [`Writer`].

mod chart;
mod engine;
mod js;
mod results;
mod start;
mod words;
mod writer;

use crate::{
    config::Config,
    messages::Msg,
    meter_state::{Page, State},
};
use commune_ui::{
    frame::{error_panel, waiting},
    hooks::Load,
    i18n::Messages,
    icon,
};
use engine::Engine;
use std::rc::Rc;
use web_sys::Event;
use writer::Writer;
use yew::{
    Html, hook, use_force_update, use_mut_ref,
    virtual_dom::{Listener, ListenerKind},
};

/// The state of this view in one element.
#[hook]
pub fn use_meter() -> Rc<Engine> {
    let redraw = use_force_update();
    let engine = use_mut_ref(|| Rc::new(Engine::new(redraw)));
    Rc::clone(&engine.borrow())
}

/// One of the events that the root of the view hears.
struct On(u8, Rc<Engine>);

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.0 {
            0 => ListenerKind::onclick,
            1 => ListenerKind::onchange,
            2 => ListenerKind::ondragover,
            _ => ListenerKind::ondrop,
        }
    }

    fn handle(&self, event: Event) {
        self.1.handle(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// The way in, under the commune's headline.
pub fn entry(m: &Messages) -> Html {
    let mut w = Writer::new(m);
    w.open("button type=button part=button class=main id=my-open data-do=open");
    w.text(&m.text(Msg::MyTitle));
    w.close();
    w.say("p class=muted", Msg::MyPrivate);
    w.finish().into()
}

/// The commune's view, or this one in its place; each keeps what was chosen while the other is in sight.
///
/// `words` are those of this view, asked for when it first opens; `m` are those that are there already.
pub fn beside(
    engine: &Rc<Engine>,
    m: &Messages,
    words: (Load<Messages>, Rc<dyn Fn()>),
    config: &Config,
    commune: Html,
) -> Html {
    let (words, retry) = words;
    *engine.words.borrow_mut() = Some(words.ready().unwrap_or(m).clone());
    let state = engine.state.borrow();
    let open = state.page == Page::Open;
    let mut w = Writer::new(m);
    w.open("div class=view");
    if open {
        w.set("hidden", "hidden");
    }
    w.node(commune);
    w.close();
    w.open("div class=view");
    if !open {
        w.set("hidden", "hidden");
    }
    if state.page != Page::Closed {
        let level = config.common.heading_level + 1;
        w.press("close", Msg::MyBack);
        w.heading(level, "title", "my-title", &m.text(Msg::MyTitle));
        w.say("p", Msg::MyPrivate);
        match &words {
            Load::Ready(own) => {
                let mut inner = Writer::new(own);
                view(&mut inner, &state, config, level);
                w.node(inner.finish().into());
            }
            Load::Waiting => w.node(waiting(m)),
            Load::Failed(error) => w.node(error_panel(m, level + 1, error, retry)),
        }
    }
    w.close();
    let mut root = w.finish();
    root.node_ref = engine.node.clone();
    // Files dropped beside the zone would replace the page; the commune's view leaves them to it.
    let kinds = if open { 4 } else { 2 };
    root.set_listeners(
        (0..kinds).map(|kind| Some(Rc::new(On(kind, engine.clone())) as Rc<dyn Listener>)).collect(),
    );
    root.into()
}

fn view(w: &mut Writer<'_>, state: &State, config: &Config, level: u8) {
    choose(w, state);
    news(w, state);
    w.open("div class=view");
    match &state.analysis {
        Some(analysis) => results::results(w, state, analysis, config, level + 1),
        None => start::start(w, state, level + 1),
    }
    w.close();
}

/// The files, the way to choose more, and the example.
fn choose(w: &mut Writer<'_>, state: &State) {
    w.open("div class=part");
    w.open("ul class=files");
    for (rank, file) in state.files.iter().enumerate() {
        let kind = w.my(&["kind-", &file.kind].concat());
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
            w.node(icon::warning());
        }
        w.leaf("p", &words);
        w.close();
    }
    w.close();
}
