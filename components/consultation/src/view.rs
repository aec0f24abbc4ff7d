//! What the resident sees: no arithmetic, no parsing.

mod acts;
mod items;
mod list;
mod live;
mod map;
mod meetings;
mod process;
mod proposals;
mod rich;
mod scene;
mod sheet;
mod timeline;
mod ways;

use crate::{
    config::{self, Config},
    data::{self, pack::Pack},
    messages::Msg,
    model::{
        ics,
        view_items::{ANSWERS, ORDERS},
    },
    state::{Action, State, View},
};
use commune_element::{
    Attributes, Instance,
    mount::{Mounted, Widget},
    pack::PackPath,
};
use commune_map::atlas::{self, Atlas};
use commune_source::value::Value;
use commune_ui::{
    download, frame,
    js::{object, run},
    stage::{Act, Asked, Load, Stage, heard, perform},
    writer::Writer,
};
use live::Line;
use scene::Scene;
use std::{cell::RefCell, rc::Rc};
use web_sys::{Element, Event};

/// The widget, for the bundle to register.
pub struct Consultation;

impl Widget for Consultation {
    const KIND: &'static str = "consultation";
    const CSS: &'static [&'static str] =
        &[commune_ui::CSS, commune_element::style_sheet!("consultation.css")];

    fn mount(instance: Instance, host: Element, attributes: &Attributes) -> Rc<dyn Mounted> {
        perform::<Engine>(instance, host, attributes)
    }
}

/// Everything that one element holds.
pub struct Engine {
    stage: Rc<Stage>,
    config: RefCell<Config>,
    pack: RefCell<Load<Pack>>,
    asked: Asked,
    state: RefCell<State>,
    line: Line,
    atlas: Atlas,
}

impl Act for Engine {
    fn new(stage: Rc<Stage>) -> Rc<Self> {
        Rc::new(Self {
            stage,
            config: RefCell::default(),
            pack: RefCell::default(),
            asked: Asked::default(),
            state: RefCell::default(),
            line: Line::default(),
            atlas: Atlas::default(),
        })
    }

    fn stage(&self) -> &Rc<Stage> {
        &self.stage
    }

    fn configure(self: &Rc<Self>, attributes: &Attributes) {
        let (config, problems) = Config::read(attributes);
        self.stage.set_problems(problems);
        self.stage.speak(config.common.lang);
        let live = |config: &Config| (config.live, config.platform.clone(), config.process.clone());
        let other = live(&self.config.borrow()) != live(&config);
        *self.config.borrow_mut() = config;
        // A pack that is on its way comes first: the platform's answer is taken into it.
        if !self.ask_pack(false) && other {
            self.go_live();
        }
    }

    fn draw(self: &Rc<Self>, w: &mut Writer<'_>) {
        let config = self.config.borrow();
        let common = &config.common;
        let pack = self.pack.borrow();
        let title = w.m.text(Msg::Title);
        let demo = pack.ready().is_some_and(|pack| pack.demo);
        frame::head(w, common, &self.stage.problems(), &title, demo);
        let state = self.state.borrow();
        w.open("div class=view");
        match &*pack {
            Load::Ready(pack) => {
                let scene = Scene::new(w.m, &config, pack, &state, &self.atlas);
                let one = scene.in_sight();
                match (&state.view, one) {
                    (View::Sheet(_), Some(process)) => sheet::sheet(w, &scene, process),
                    (_, Some(process)) => process::process(w, &scene, process),
                    _ => list::list(w, &scene),
                }
                scene.source(w);
            }
            Load::Failed(error) => frame::error_panel(w, common.heading_level + 1, error, "retry"),
            Load::Waiting if PackPath::of(common, Consultation::KIND).is_some() || config.live => {
                frame::waiting(w);
            }
            Load::Waiting => frame::fallback(w),
        }
        w.close();
        frame::help(w, common);
    }

    fn hear(self: &Rc<Self>, event: &Event) {
        let Some((control, action)) = heard(event) else { return };
        let (name, argument) = action.split_once(':').unwrap_or((&action, ""));
        let argument = argument.to_owned();
        let value = control.text_or_empty("value");
        match name {
            "retry" => {
                self.ask_pack(true);
            }
            "ways" => self.choose(Action::Ways),
            "status" => self.choose(Action::Status(scene::status_of(&value))),
            "theme" => self.choose(Action::Theme(value)),
            "area" => self.choose(Action::Area(value)),
            "text" => self.choose(Action::Text(value)),
            "order" => {
                if let Some((_, order)) = ORDERS.iter().find(|(name, _)| *name == value) {
                    self.choose(Action::Order(*order));
                }
            }
            "answers" => {
                if let Some((_, answers)) = ANSWERS.iter().find(|(name, _)| *name == value) {
                    self.choose(Action::Answers(*answers));
                }
            }
            "open" => {
                self.atlas.close();
                self.go("subject");
                self.choose(Action::Open(argument));
                if self.config.borrow().live {
                    self.ask_process();
                }
            }
            "back" => {
                let focus = match &self.state.borrow().view {
                    View::Process(slug) => ["p-", slug].concat(),
                    _ => "sheet".to_owned(),
                };
                self.atlas.close();
                self.go(&focus);
                self.choose(Action::Back);
            }
            "sheet" => {
                self.atlas.close();
                self.go("subject");
                self.choose(Action::Sheet);
            }
            "print" => {
                commune_ui::print::print(self.stage.instance.element());
            }
            "more" => {
                let rank = self.state.borrow().shown(&argument);
                self.go(&scene::item_id(&argument, rank));
                self.choose(Action::More(argument));
            }
            "update" => self.update(),
            "items" => self.ask_items(argument),
            "ics" => self.save_calendar(&argument),
            _ => {
                atlas::press(self, name, &argument);
            }
        }
    }

    fn drawn(self: &Rc<Self>) {
        atlas::keep(self);
    }
}

impl Engine {
    /// Asks for the pack. Another one starts from nothing; a retry keeps the error in sight until the answer.
    /// True where one is on its way.
    fn ask_pack(self: &Rc<Self>, retry: bool) -> bool {
        let Some(path) = PackPath::of(&self.config.borrow().common, Consultation::KIND) else {
            self.asked.forget();
            return false;
        };
        if retry {
            self.asked.forget();
        }
        let other = self.asked.ask(&path.url(), self, |engine, answer| {
            let pack = answer.and_then(|json| data::read(&json)).map(|mut pack| {
                // What names no platform leads nowhere: a pack is no more trusted than a platform.
                let url = config::origin(&pack.platform.url).unwrap_or_default().to_owned();
                pack.platform.url = url;
                pack
            });
            engine.stage.report(&pack);
            *engine.pack.borrow_mut() = pack.into();
            engine.stage.redraw();
            engine.go_live();
        });
        if other && !retry {
            self.line.cancel();
            self.atlas.close();
            *self.pack.borrow_mut() = Load::Waiting;
            *self.state.borrow_mut() = State::default();
        }
        other
    }

    /// Gives the focus to an element that the next drawing brings. Until then the title holds it: the control that
    /// was pressed goes, and on a slow device a frame may pass in between.
    fn go(&self, id: &str) {
        let still = object(&[("preventScroll", true.into())]);
        run(&self.stage.element("title"), "focus", &[still]);
        self.stage.focus(id);
    }

    fn choose(&self, action: Action) {
        let next = self.state.borrow().reduce(action);
        *self.state.borrow_mut() = next;
        self.stage.redraw();
    }

    /// Saves one meeting, named `component/rank`, or all those of a component.
    fn save_calendar(&self, what: &str) {
        let Some(m) = self.stage.messages() else { return };
        let pack = self.pack.borrow();
        let Some(pack) = pack.ready() else { return };
        let (config, state) = (self.config.borrow(), self.state.borrow());
        let scene = Scene::new(&m, &config, pack, &state, &self.atlas);
        let (id, rank) = what.split_once('/').unwrap_or((what, ""));
        let Some(process) = scene.in_sight() else { return };
        let Some(component) = process.components.iter().find(|component| component.id == id) else { return };
        let rank: Option<usize> = rank.parse().ok();
        let mut events = Vec::new();
        for (index, item) in component.items.iter().enumerate() {
            if rank.is_none_or(|rank| rank == index) && item.state != "withdrawn" {
                events.extend(ics::event(&pack.platform, process, component, item, scene.lang));
            }
        }
        let end = rank.and_then(|rank| component.items.get(rank)).map_or("", |item| &item.id);
        let name = [&*process.slug, if end.is_empty() { "" } else { "-" }, end, ".ics"].concat();
        download::save(&name, "text/calendar;charset=utf-8", &ics::calendar(&events, &scene.now));
    }
}
