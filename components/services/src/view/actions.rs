//! What can be done with a result: copy it, print it, pass on a link, report an error.

use super::{Engine, Scene, hours, when, words};
use crate::{
    data::Record,
    messages::Msg,
    model::share::{self, Shared},
};
use commune_element::link::safe_href;
use commune_source::value::Value;
use commune_ui::{
    i18n::Messages,
    js::{call, global},
    writer::Writer,
};
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Writes the actions on a record.
pub fn actions(w: &mut Writer<'_>, scene: &Scene<'_>, record: &Record, title: &str) {
    w.open("div class=actions");
    let mut all = vec![("copy:", Msg::Copy), ("print:", Msg::Print)];
    if scene.config.share && scene.config.place.is_none() {
        all.push(("share:", Msg::Share));
    }
    for (action, message) in all {
        w.open("button type=button part=button");
        w.set("data-do", &[action, &record.id].concat());
        name(w, message, title);
    }
    if let Some(href) = report(w.m, scene, record, title) {
        w.open("a class=button");
        w.set("href", &href);
        name(w, Msg::Report, title);
    }
    w.close();
    note(w, scene, &record.id);
}

/// Names the control that is open after what it does and on what, and closes it.
fn name(w: &mut Writer<'_>, message: Msg, title: &str) {
    let words = w.m.text(message);
    named(w, &words, title);
}

/// The same with words of another part.
pub fn named(w: &mut Writer<'_>, words: &str, title: &str) {
    w.set("aria-label", &w.m.with(Msg::ActionOn, &[("action", words), ("title", title)]));
    w.text(words);
    w.close();
}

/// What became of the last action on the record of that id.
pub fn note(w: &mut Writer<'_>, scene: &Scene<'_>, id: &str) {
    let (of, words) = scene.note;
    w.leaf("p class=note", if of == id { words } else { "" });
}

/// Where an error is told: the attribute, else the pack's contact; a letter has its subject already.
fn report(m: &Messages, scene: &Scene<'_>, record: &Record, title: &str) -> Option<String> {
    let contact = scene.pack.contact.trim();
    let href = match &scene.config.report {
        Some(href) => href.clone(),
        // A name and an address may stand there together; only an address alone is one.
        None if is_mail(contact) => ["mailto:", contact].concat(),
        None if contact.starts_with("http") => contact.to_owned(),
        None => return None,
    };
    let href = safe_href(&href)?;
    if !href.starts_with("mailto:") {
        return Some(href.to_owned());
    }
    let subject = m.with(Msg::ReportSubject, &[("title", title)]);
    let body = m.with(Msg::ReportBody, &[("title", title), ("id", &record.id)]);
    let more = if href.contains('?') { "&" } else { "?" };
    Some([href, more, "subject=", &words::escaped(&subject), "&body=", &words::escaped(&body)].concat())
}

fn is_mail(contact: &str) -> bool {
    contact.bytes().any(|b| b == b'@') && !contact.bytes().any(|b| matches!(b, b' ' | b':' | b'?' | b'<'))
}

/// A record as text.
fn as_text(m: &Messages, scene: &Scene<'_>, record: &Record) -> String {
    let mut out = words::title(m, record).0.to_owned();
    let mut line = |text: &str| {
        if !text.is_empty() {
            out.push('\n');
            out.push_str(text);
        }
    };
    line(&words::sort(m, record));
    line(words::description(m, record).0);
    for text in record.address.iter().chain(&record.phone).chain(&record.email) {
        line(text);
    }
    for (message, text) in [(Msg::Cost, &record.cost), (Msg::Delay, &record.delay)] {
        if !text.is_empty() {
            line(&[&*m.text(message), "\u{a0}: ", text].concat());
        }
    }
    if !record.bring.is_empty() {
        line(&[&*m.text(Msg::Bring), "\u{a0}:"].concat());
        for text in &record.bring {
            line(text);
        }
    }
    if let Some(known) = &record.hours {
        line(&m.text(Msg::Hours));
        if known.is_read() {
            for (day, words) in hours::week(m, scene, known) {
                line(&[&*day, "\u{a0}: ", &words].concat());
            }
        } else {
            line(&known.text);
        }
        for remark in &known.remarks {
            line(remark);
        }
    }
    line(safe_href(&record.online).unwrap_or_default());
    out
}

/// The page's address without what stands after `#`.
pub fn page() -> String {
    let location = global("location");
    ["origin", "pathname", "search"].map(|part| location.text_or_empty(part)).concat()
}

impl Engine {
    /// Gives the record of that id that is in sight.
    fn with_record(&self, id: &str, then: &mut dyn FnMut(&Messages, &Scene<'_>, &Record)) {
        let (config, pack, state) = (self.config.borrow(), self.pack.borrow(), self.state.borrow());
        let (Some(m), Some(pack)) = (self.stage.messages(), pack.ready()) else { return };
        let alone = self.alone.borrow();
        let alone = alone.record(pack);
        let hits = state.answer.iter().flat_map(|answer| &answer.hits).map(|hit| &*hit.record);
        let note = self.hands.note.borrow();
        let level = config.common.heading_level + 1;
        let now = when::now(&pack.time_zone);
        let scene = Scene { pack, config: &config, now, level, note: &note, map: None };
        for record in hits.chain(alone).chain(&pack.town_hall) {
            if record.id == id {
                return then(&m, &scene, record);
            }
        }
    }

    /// The page's address with a search in it.
    fn link_to(&self, id: &str) -> String {
        let page = page();
        let state = self.state.borrow();
        let text = state.asked.as_ref().map_or("", |asked| &*asked.text);
        [&*page, "#", &share::write(text, id, &state.facets)].concat()
    }

    /// One of the actions on the record of that id.
    pub(super) fn act_on(self: &Rc<Self>, action: &str, id: &str) {
        let Some(m) = self.stage.messages() else { return };
        let (mut text, mut done) = (String::new(), String::new());
        match action {
            "print" => {
                let mut title = String::new();
                self.with_record(id, &mut |m, _, record| words::title(m, record).0.clone_into(&mut title));
                return self.print(&title, id);
            }
            "copy" => self.with_record(id, &mut |m, scene, record| {
                text = as_text(m, scene, record);
                done = m.with(Msg::Copied, &[("title", words::title(m, record).0)]).to_string();
            }),
            _ => {
                text = self.link_to(id);
                done = m.text(Msg::Shared).to_string();
            }
        }
        let clipboard = global("navigator").field("clipboard");
        let written = call(&clipboard, "writeText", &[text.as_str().into()]);
        let (engine, id) = (self.clone(), id.to_owned());
        spawn_local(async move {
            let copied = match written {
                Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await.is_ok(),
                Err(_) => false,
            };
            let words = if copied { done } else { m.text(Msg::CopyFailed).to_string() };
            *engine.hands.note.borrow_mut() = (id, words.clone());
            engine.tell(words);
            engine.stage.redraw();
        });
    }

    /// Reads a search from the page's `#`, once, where the commune asked for that.
    pub(super) fn read_hash(self: &Rc<Self>) {
        let wanted = self.config.borrow().share && self.config.borrow().place.is_none();
        if !wanted || self.pack.borrow().ready().is_none() || self.hands.read.replace(true) {
            return;
        }
        let Some(Shared { text, id, facets }) = share::read(&global("location").text_or_empty("hash")) else {
            return;
        };
        *self.hands.fill.borrow_mut() = Some(text.clone());
        let mut state = self.state.borrow_mut();
        state.facets = facets;
        state.reduce(crate::state::Action::Asked(text, id));
        drop(state);
        self.run_search();
    }
}
