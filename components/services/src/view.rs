//! What the resident sees: no arithmetic, no parsing.

mod actions;
mod alone;
mod entry;
mod facets;
mod field;
mod find;
mod first;
mod hands;
mod hours;
mod map;
mod near;
mod print;
mod results;
mod when;
mod words;

use crate::{
    config::Config,
    data::{Pack, Record, read_pack},
    messages::Msg,
    model::hours::Moment,
    state::{Action, State},
};
use alone::Alone;
use commune_element::{
    Attributes, Instance,
    mount::{Mounted, Widget},
    pack::PackPath,
};
use commune_map::atlas::{self, Atlas};
use commune_source::value::Value;
use commune_ui::{
    Ui, frame,
    i18n::Messages,
    place::at_in_french,
    stage::{Act, Asked, Load, Stage, heard, perform},
    writer::Writer,
};
use find::Finder;
use hands::Hands;
use std::{cell::RefCell, rc::Rc};
use web_sys::{Element, Event};

/// The widget, for the bundle to register.
pub struct Services;

impl Widget for Services {
    const KIND: &'static str = "services";
    const CSS: &'static [&'static str] = &[commune_ui::CSS, commune_element::style_sheet!("services.css")];

    fn mount(instance: Instance, host: Element, attributes: &Attributes) -> Rc<dyn Mounted> {
        perform::<Engine>(instance, host, attributes)
    }
}

/// Everything that one element holds.
pub struct Engine {
    stage: Rc<Stage>,
    config: RefCell<Config>,
    pack: RefCell<Load<Rc<Pack>>>,
    asked: Asked,
    state: RefCell<State>,
    finder: Finder,
    hands: Hands,
    alone: RefCell<Alone>,
    ids: Asked,
    records: Asked,
    atlas: Atlas,
}

/// What a part of the view is drawn from.
pub struct Scene<'a> {
    /// The commune's pack.
    pub pack: &'a Pack,
    /// The attributes.
    pub config: &'a Config,
    /// Now, in the commune's time zone.
    pub now: Moment,
    /// The level of the widget's parts.
    pub level: u8,
    /// What became of the last action: the id of its record (none for the search itself), and a sentence.
    pub note: &'a (String, String),
    /// The words of the map, while it is open.
    pub map: Option<&'a Messages>,
}

impl Act for Engine {
    fn new(stage: Rc<Stage>) -> Rc<Self> {
        Rc::new(Self {
            stage,
            config: RefCell::default(),
            pack: RefCell::default(),
            asked: Asked::default(),
            state: RefCell::default(),
            finder: Finder::default(),
            hands: Hands::default(),
            alone: RefCell::default(),
            ids: Asked::default(),
            records: Asked::default(),
            atlas: Atlas::default(),
        })
    }

    fn stage(&self) -> &Rc<Stage> {
        &self.stage
    }

    fn configure(self: &Rc<Self>, attributes: &Attributes) {
        let (config, mut problems) = Config::read(attributes);
        problems.extend(self.known_missing(&config));
        self.stage.set_problems(problems);
        self.stage.speak(config.common.lang);
        let (kind, place) = (config.kind.clone(), config.place.clone());
        let before = self.config.replace(config);
        self.fill_help();
        if kind != before.kind || place != before.place {
            self.start_over();
        }
        self.ask_pack(false);
        if place != before.place {
            self.find_alone();
        }
    }

    fn draw(self: &Rc<Self>, w: &mut Writer<'_>) {
        let config = self.config.borrow();
        let common = &config.common;
        let pack = self.pack.borrow();
        let alone = self.alone.borrow();
        let alone = pack.ready().and_then(|pack| alone.record(pack)).filter(|_| config.place.is_some());
        let (title, demo) = match (pack.ready(), alone) {
            (None, _) => (w.m.text(Msg::TitleEmpty), false),
            (Some(_), Some(record)) => (words::title(w.m, record).0.to_owned(), record.demo),
            (Some(pack), None) => {
                let name = &pack.commune.name;
                (w.m.with(Msg::Title, &[("at", &*at_in_french(name)), ("commune", name)]), pack.demo)
            }
        };
        frame::head(w, common, &self.stage.problems(), &title, demo);
        w.open("div class=view");
        match &*pack {
            Load::Waiting if PackPath::of(common, Services::KIND).is_some() => frame::waiting(w),
            Load::Waiting => frame::fallback(w),
            Load::Failed(error) => frame::error_panel(w, common.heading_level + 1, error, "retry"),
            Load::Ready(pack) => {
                let (now, note) = (when::now(&pack.time_zone), self.hands.note.borrow());
                let level = common.heading_level + 1;
                let words = self.atlas.words(map::LIST);
                let map = words.as_ref();
                let scene = Scene { pack, config: &config, now, level, note: &note, map };
                self.draw_ready(w, &scene, alone);
            }
        }
        w.close();
        frame::help(w, common);
    }

    fn hear(self: &Rc<Self>, event: &Event) {
        let Some((control, action)) = heard(event) else { return };
        let (name, argument) = action.split_once(':').unwrap_or((&action, ""));
        let value = control.text_or_empty("value");
        match name {
            "retry" => self.ask_pack(true),
            "box" => self.written(event, &value),
            "town" if event.type_() == "keydown" => self.town_key(event),
            "search" => self.search(None),
            "option" => self.choose(argument),
            "often" => self.ask_for(argument),
            "by-kind" => self.search_kind(argument),
            "clear" => self.clear(),
            "again" => self.again(),
            "more" => {
                self.dispatch(Action::More);
                self.run_search();
            }
            "copy" | "print" | "share" | "share-search" => self.act_on(name, argument),
            _ if atlas::press(self, name, argument) => (),
            _ => self.narrow(name, argument, &control, &value),
        }
    }

    fn drawn(self: &Rc<Self>) {
        self.listen();
        self.after_drawing();
        atlas::keep(self);
    }
}

impl Engine {
    /// Asks for the pack. Another one starts from nothing; a retry keeps the error in sight until the answer.
    fn ask_pack(self: &Rc<Self>, retry: bool) {
        let Some(path) = PackPath::of(&self.config.borrow().common, Services::KIND) else {
            self.asked.forget();
            *self.pack.borrow_mut() = Load::Waiting;
            return;
        };
        if retry {
            self.asked.forget();
        }
        let url = path.url();
        let other = self.asked.ask(&url, self, |engine, answer| {
            let pack = answer.and_then(|json| read_pack(&json)).map(Rc::new);
            engine.stage.report(&pack);
            *engine.pack.borrow_mut() = pack.into();
            engine.pack_came();
        });
        if other && !retry {
            self.finder.forget(&url);
            *self.pack.borrow_mut() = Load::Waiting;
            self.start_over();
        }
    }

    /// The telephone of the nearest place of digital help, unless an attribute names another.
    fn fill_help(&self) {
        let pack = self.pack.borrow();
        if let Some(help) = pack.ready().and_then(|pack| pack.help.as_ref()) {
            let phone = &mut self.config.borrow_mut().common.help_phone;
            if phone.is_none() {
                *phone = help.phone.first().cloned();
            }
        }
    }

    fn pack_came(self: &Rc<Self>) {
        self.fill_help();
        self.keep_time();
        self.find_alone();
        self.read_hash();
        self.stage.redraw();
    }

    /// Back to the first screen.
    fn start_over(&self) {
        self.state.borrow_mut().clear(self.config.borrow().kind.as_deref().unwrap_or_default());
    }

    fn dispatch(&self, action: Action) {
        self.state.borrow_mut().reduce(action);
        self.stage.redraw();
    }

    fn draw_ready(self: &Rc<Self>, w: &mut Writer<'_>, scene: &Scene<'_>, alone: Option<&Record>) {
        let state = self.state.borrow();
        // The ways to the answers, what is announced, and the answers: three elements that stay.
        w.open("div class=view");
        if scene.config.place.is_none() {
            field::field(w, &state);
            facets::facets(w, scene, &state);
        }
        w.close();
        w.leaf("p class=hidden role=status", &self.hands.told.borrow());
        w.open("div class=view");
        match (&scene.config.place, alone) {
            (Some(_), Some(record)) => entry::alone(w, scene, record),
            (Some(_), None) => {
                results::absent(w, scene, &state, matches!(*self.alone.borrow(), Alone::Waiting))
            }
            _ if state.asked.is_some() || state.trouble.is_some() => {
                results::results(w, scene, &state, &self.atlas)
            }
            _ => first::first(w, scene),
        }
        w.close();
        let pack = scene.pack;
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
