//! What every part of the view reads: the pack, the choices, the language, the day.

use super::rich;
use crate::{
    config::{Config, TIME_ZONE},
    data::pack::{Item, Pack, Process, Text, Way},
    messages::Msg,
    model::{
        html,
        status::Status,
        text, time,
        view_items::{When, when},
        view_merge,
    },
    state::{Live, State, View},
};
use commune_element::link::safe_href;
use commune_map::atlas::Atlas;
use commune_source::value::Value;
use commune_ui::{
    Ui, frame,
    i18n::{Messages, today},
    icon,
    js::{construct, global, object, run},
    writer::Writer,
};
use wasm_bindgen::JsValue;

/// What is drawn from.
pub struct Scene<'a> {
    /// What there is.
    pub pack: &'a Pack,
    /// The attributes.
    pub config: &'a Config,
    /// What is chosen.
    pub state: &'a State,
    /// The language of the words around.
    pub lang: &'static str,
    /// The visitor's date.
    pub today: String,
    /// The ISO instant of the drawing.
    pub now: String,
    /// The level of the headings of parts.
    pub level: u8,
    /// The ways to take part, those of the attributes first.
    pub ways: Vec<Way>,
    /// The map that is open, if any.
    pub atlas: &'a Atlas,
}

impl<'a> Scene<'a> {
    /// What there is to draw from.
    pub fn new(m: &Messages, config: &'a Config, pack: &'a Pack, state: &'a State, atlas: &'a Atlas) -> Self {
        let now = run(&construct(&global("Date"), &[]), "toISOString", &[]);
        Self {
            pack,
            config,
            state,
            lang: m.lang().tag(),
            today: today(),
            now: now.as_string().unwrap_or_default(),
            level: config.common.heading_level + 1,
            ways: view_merge::ways(&config.ways, &pack.inclusion),
            atlas,
        }
    }

    /// The consultation in sight.
    pub fn in_sight(&self) -> Option<&'a Process> {
        let slug = slug_in_sight(self.config, self.state);
        self.pack.processes.iter().find(|process| process.slug == slug)
    }

    /// A text of one line within the element that is open, in its language, with what is to be said of it.
    pub fn inline(&self, w: &mut Writer<'_>, texts: &[Text]) {
        let Some(picked) = text::pick(texts, self.lang) else { return };
        if picked.fallback {
            w.open("span");
            w.set("lang", picked.lang);
            w.text(&html::plain(picked.text));
            w.close();
        } else {
            w.text(&html::plain(picked.text));
        }
        self.tongue(w, &picked);
    }

    /// The same in an element of its own; none where there is no text.
    pub fn leaf(&self, w: &mut Writer<'_>, spec: &'static str, texts: &[Text]) {
        if text::pick(texts, self.lang).is_some() {
            w.open(spec);
            self.inline(w, texts);
            w.close();
        }
    }

    /// A heading with such a text. An `id` lets it take the focus.
    pub fn heading(&self, w: &mut Writer<'_>, level: u8, class: &str, id: &str, texts: &[Text]) {
        w.open(rich::HEADINGS[usize::from(level.clamp(1, 6)) - 1]);
        w.set("class", class);
        if !id.is_empty() {
            w.set("id", id);
            w.set("tabindex", "-1");
        }
        self.inline(w, texts);
        w.close();
    }

    /// A small heading with a message.
    pub fn term(&self, w: &mut Writer<'_>, level: u8, message: Msg) {
        let words = w.m.text(message);
        w.heading(level, "term", "", &words);
    }

    /// A message around such a text: its field `{title}`.
    pub fn around(&self, w: &mut Writer<'_>, message: Msg, texts: &[Text]) {
        let words = w.m.text(message);
        self.around_words(w, &words, texts);
    }

    /// The same with words of another part.
    pub fn around_words(&self, w: &mut Writer<'_>, words: &str, texts: &[Text]) {
        let (before, after) = words.split_once("{title}").unwrap_or((words, ""));
        w.text(before);
        self.inline(w, texts);
        w.text(after);
    }

    /// Says that a text is in another language, or that a machine translated it.
    pub fn tongue(&self, w: &mut Writer<'_>, picked: &text::Picked<'_>) {
        if picked.fallback {
            let options = object(&[("type", "language".into())]);
            let names = construct(&global("Intl").field("DisplayNames"), &[self.lang.into(), options]);
            let name = run(&names, "of", &[picked.lang.into()]).as_string();
            let name = name.unwrap_or_else(|| picked.lang.to_owned());
            let words = w.m.with(Msg::InLanguage, &[("lang", &name)]);
            w.text(" ");
            w.leaf("span class=tongue", &words);
        }
        if picked.machine {
            w.text(" ");
            w.say("span class=tongue", Msg::Machine);
        }
    }

    /// Rich text in a block of its own; none where there is no text.
    pub fn rich(&self, w: &mut Writer<'_>, texts: &[Text], level: u8, images: usize) {
        let Some(picked) = text::pick(texts, self.lang) else { return };
        let policy = html::Policy {
            base: &self.pack.platform.url,
            image_hosts: &self.pack.platform.image_hosts,
            images: if self.shows_images() { images } else { 0 },
        };
        w.open("div class=rich");
        w.open("div");
        if picked.fallback {
            w.set("lang", picked.lang);
        }
        rich::nodes(w, &html::nodes(picked.text, &policy), level);
        w.close();
        if picked.fallback || picked.machine {
            w.open("p");
            self.tongue(w, &picked);
            w.close();
        }
        w.close();
    }

    /// Whether the platform's pictures may be asked for.
    pub fn shows_images(&self) -> bool {
        self.state.images || self.config.live
    }

    /// The first words of a text, plain, in a paragraph.
    pub fn excerpt(&self, w: &mut Writer<'_>, texts: &[Text], most: usize) {
        let Some(picked) = text::pick(texts, self.lang) else { return };
        w.open("p");
        if picked.fallback {
            w.set("lang", picked.lang);
        }
        w.text(&crate::model::view_items::excerpt(&html::plain(picked.text), most));
        w.close();
        if picked.fallback || picked.machine {
            w.open("p class=marks");
            self.tongue(w, &picked);
            w.close();
        }
    }

    /// From one date to another, in words; empty where both are unknown.
    pub fn dates(&self, m: &Messages, start: &str, end: &str) -> String {
        let fields = [("start", &*m.date(start)), ("end", &*m.date(end))];
        let message = match (start.is_empty(), end.is_empty()) {
            (true, true) => return String::new(),
            (false, true) => Msg::From,
            (true, false) => Msg::Until,
            (false, false) if start == end => Msg::On,
            _ => Msg::FromUntil,
        };
        m.with(message, &fields).to_string()
    }

    /// When a meeting or a debate is, by `Intl`, in the time zone of the platform.
    pub fn moment(&self, m: &Messages, item: &Item) -> String {
        match when(item) {
            When::Days(first, last) => self.dates(m, &first, &last),
            When::Times(start, end) => {
                let words = self.clock(&start, &end, &self.config.time_zone);
                // A time zone that the browser does not know throws.
                words.or_else(|| self.clock(&start, &end, TIME_ZONE)).unwrap_or(start)
            }
            When::Unknown => m.text(Msg::WhenUnknown).to_string(),
        }
    }

    fn clock(&self, start: &str, end: &str, zone: &str) -> Option<String> {
        let options =
            object(&[("dateStyle", "full".into()), ("timeStyle", "short".into()), ("timeZone", zone.into())]);
        let format = construct(&global("Intl").field("DateTimeFormat"), &[self.lang.into(), options]);
        let date = |iso: &str| construct(&global("Date"), &[JsValue::from_str(iso)]);
        let words = if end.is_empty() {
            run(&format, "format", &[date(start)])
        } else {
            run(&format, "formatRange", &[date(start), date(end)])
        };
        words.as_string()
    }

    /// An instant's day, in words.
    pub fn day(&self, m: &Messages, iso: &str) -> String {
        m.date(time::date(iso))
    }

    /// A link, where the address may be followed; else the words.
    pub fn link(&self, w: &mut Writer<'_>, href: &str, words: &str) {
        if open_link(w, href) {
            w.text(words);
            w.close();
        } else {
            w.text(words);
        }
    }

    /// The picture of a process, its size reserved; only where pictures may be asked for.
    pub fn picture(&self, w: &mut Writer<'_>, process: &Process) {
        if !self.shows_images() {
            return;
        }
        let policy = html::Policy {
            base: &self.pack.platform.url,
            image_hosts: &self.pack.platform.image_hosts,
            images: 1,
        };
        let Some(src) = html::image(&process.image, &policy) else { return };
        w.open(
            "img class=picture width=480 height=270 loading=lazy decoding=async referrerpolicy=no-referrer",
        );
        w.set("alt", "");
        w.set("src", &src);
        w.close();
    }

    /// How old this is, the press that asks the platform, and what came of it.
    pub fn update_bar(&self, w: &mut Writer<'_>, about: &str) {
        if self.config.platform.is_empty() && self.pack.platform.url.is_empty() {
            return;
        }
        let mine = self.state.about == about;
        let asking = self.state.live == Live::Asking;
        w.open("div class=update");
        if about.is_empty() {
            let fresh = matches!(self.state.live, Live::Fresh);
            if !fresh && !self.pack.generated.is_empty() {
                let date = w.m.date(&self.pack.generated);
                let words = w.m.with(Msg::AsOf, &[("date", &date)]);
                w.leaf("p class=muted", &words);
            }
            w.open("button type=button part=button id=update data-do=update");
            if asking {
                w.set("aria-disabled", "true");
            }
            w.text(&w.m.text(Msg::Update));
            w.close();
        }
        w.open("div role=status");
        match self.state.live {
            Live::Asking if mine => w.say("p", Msg::Asking),
            Live::Fresh if mine => w.say("p", Msg::Fresh),
            Live::Failed(key) if mine => {
                w.open("div class=band");
                w.set("class", "band band-warning");
                icon::warning(w);
                w.open("div");
                let words = w.m.by_name(key);
                w.leaf("p", &words);
                if !self.pack.processes.is_empty() {
                    w.say("p", Msg::StillHere);
                }
                w.close();
                w.close();
            }
            _ => {}
        }
        w.close();
        w.close();
    }

    /// Where what is shown comes from.
    pub fn source(&self, w: &mut Writer<'_>) {
        let pack = self.pack;
        frame::source(
            w,
            &[
                (Ui::Source, &pack.source),
                (Ui::Licence, &pack.licence),
                (Ui::Owner, &pack.owner),
                (Ui::Contact, &pack.contact),
                (Ui::Generated, &pack.generated),
                (Ui::NextUpdate, &pack.next_update),
            ],
        );
    }
}

/// Opens a link, unless a browser should not follow it.
pub fn open_link(w: &mut Writer<'_>, href: &str) -> bool {
    let safe = safe_href(href).is_some();
    if safe {
        w.open("a");
        w.set("href", href);
    }
    safe
}

/// The slug of the consultation in sight; empty for the list.
pub fn slug_in_sight<'s>(config: &'s Config, state: &'s State) -> &'s str {
    match &state.view {
        View::Process(slug) | View::Sheet(slug) => slug,
        View::List => &config.process,
    }
}

/// The id of the heading of an item: the rank of it among those that show.
pub fn item_id(component: &str, rank: usize) -> String {
    ["i-", component, "-", &rank.to_string()].concat()
}

/// A status by the name of a select's option.
pub fn status_of(name: &str) -> Option<Status> {
    match name {
        "open" => Some(Status::Open),
        "upcoming" => Some(Status::Upcoming),
        "past" => Some(Status::Past),
        _ => None,
    }
}
