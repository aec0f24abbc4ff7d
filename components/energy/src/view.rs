//! What the resident sees: no arithmetic, no parsing.

mod chart;
mod commune;
mod compare;
mod inventory;
mod meter;
mod room;
mod words;

use crate::{
    config::Config,
    data::{self, pack::Pack},
    messages::Msg,
    model::Measure,
    state::{Action, State},
};
use chart::Reading;
use commune_element::{
    Attributes, Instance,
    mount::{Mounted, Widget},
    pack::PackPath,
};
use commune_source::value::Value;
use commune_ui::{
    csv::csv,
    download, frame,
    place::at_in_french,
    stage::{Act, Asked, Load, Stage, heard, perform},
    writer::Writer,
};
use meter::Hands;
use room::Room;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use web_sys::{Element, Event};

/// The widget, for the bundle to register.
pub struct Energy;

impl Widget for Energy {
    const KIND: &'static str = "energy";
    const CSS: &'static [&'static str] = &[commune_ui::CSS, commune_element::style_sheet!("energy.css")];

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
    /// What is chosen for the years.
    years: RefCell<State>,
    /// How the chart of the years is read, and that of one's own consumption.
    reading: Cell<[Reading; 2]>,
    room: Room,
    /// One's own consumption.
    own: Hands,
}

impl Act for Engine {
    fn new(stage: Rc<Stage>) -> Rc<Self> {
        Rc::new(Self {
            stage,
            config: RefCell::default(),
            pack: RefCell::default(),
            asked: Asked::default(),
            years: RefCell::default(),
            reading: Cell::default(),
            room: Room::default(),
            own: Hands::default(),
        })
    }

    fn stage(&self) -> &Rc<Stage> {
        &self.stage
    }

    fn configure(self: &Rc<Self>, attributes: &Attributes) {
        let (config, problems) = Config::read(attributes);
        self.stage.set_problems(problems);
        self.stage.speak(config.common.lang);
        *self.config.borrow_mut() = config;
        self.ask_pack(false);
    }

    fn draw(self: &Rc<Self>, w: &mut Writer<'_>) {
        let config = self.config.borrow();
        let common = &config.common;
        let problems = self.stage.problems();
        let pack = self.pack.borrow();
        let (title, demo) = match pack.ready() {
            None => (w.m.text(Msg::TitleEmpty), false),
            Some(pack) => {
                let name = &pack.commune.name;
                (w.m.with(Msg::Title, &[("at", &*at_in_french(name)), ("commune", name)]), pack.demo)
            }
        };
        frame::head(w, common, &problems, &title, demo);
        w.open("div class=view");
        w.hide(self.own.is_shown());
        match &*pack {
            Load::Waiting if PackPath::of(common, Energy::KIND).is_some() => frame::waiting(w),
            Load::Waiting => {
                frame::fallback(w);
                meter::entry(w);
            }
            Load::Failed(error) => {
                frame::error_panel(w, common.heading_level + 1, error, "retry");
                meter::entry(w);
            }
            Load::Ready(pack) => {
                let [reading, _] = self.reading.get();
                commune::commune(w, pack, &config, &self.years.borrow(), reading, self.room.canvas());
            }
        }
        w.close();
        w.open("div class=view");
        w.hide(!self.own.is_shown());
        self.draw_own(w, &config);
        w.close();
        frame::help(w, common);
    }

    fn hear(self: &Rc<Self>, event: &Event) {
        // Dragging comes first: a file dropped beside its zone would replace the page.
        if event.type_().starts_with('d') {
            return self.dragged(event);
        }
        let Some((control, action)) = heard(event) else { return };
        let (name, argument) = action.split_once(':').unwrap_or((&action, ""));
        let value = control.text_or_empty("value");
        match name {
            "retry" => {
                self.stage.focus_now("title");
                self.ask_pack(true);
            }
            "sector" => self.choose(Action::Sector((value != "all").then_some(value))),
            "measure" => self.choose(Action::Measure(match value.as_str() {
                "inhabitant" => Measure::PerInhabitant,
                "meter" => Measure::PerMeter,
                _ => Measure::Total,
            })),
            "since" => self.choose(Action::Since(value.parse().unwrap_or_default())),
            "corrected" => {
                self.choose(Action::Corrected(control.field("checked").boolean().unwrap_or_default()));
            }
            "years" | "my-bars" => self.read_column(event, &control, name, argument),
            "table" => self.read(argument, |reading| reading.table = !reading.table),
            "rows" => self.save_rows(argument),
            _ => self.pressed(event, &control, name, argument),
        }
    }

    fn drawn(self: &Rc<Self>) {
        self.ask_words();
        let engine = Rc::downgrade(self);
        self.room.follow(&self.stage, move || {
            if let Some(engine) = engine.upgrade()
                && engine.room.measure(&engine.stage)
            {
                engine.stage.redraw();
            }
        });
    }
}

impl Engine {
    /// Asks for the pack. Another one starts from nothing; a retry keeps the error in sight until the answer.
    fn ask_pack(self: &Rc<Self>, retry: bool) {
        let Some(path) = PackPath::of(&self.config.borrow().common, Energy::KIND) else {
            self.asked.forget();
            *self.pack.borrow_mut() = Load::Waiting;
            return;
        };
        if retry {
            self.asked.forget();
        }
        let other = self.asked.ask(&path.url(), self, |engine, answer| {
            let pack = answer.and_then(|json| data::read(&json)).map(Rc::new);
            engine.stage.report(&pack);
            *engine.pack.borrow_mut() = pack.into();
            engine.stage.redraw();
        });
        if other && !retry {
            *self.pack.borrow_mut() = Load::Waiting;
        }
    }

    fn choose(&self, action: Action) {
        let next = self.years.borrow().reduce(action);
        *self.years.borrow_mut() = next;
        self.stage.redraw();
    }

    /// Changes how a chart is read.
    fn read(&self, chart: &str, change: impl FnOnce(&mut Reading)) {
        let mut readings = self.reading.get();
        change(&mut readings[usize::from(chart != "years")]);
        self.reading.set(readings);
        self.stage.redraw();
    }

    /// A pointer over a column, whose rank is the argument, or a key on the reader.
    fn read_column(&self, event: &Event, control: &Element, chart: &str, rank: &str) {
        let now = self.reading.get()[usize::from(chart != "years")];
        let column = if rank.is_empty() { now.after_key(event, control) } else { rank.parse().ok() };
        if column.is_some() && column != now.column {
            self.read(chart, |reading| reading.column = column);
        }
    }

    fn save_rows(&self, chart: &str) {
        let Some(m) = self.stage.messages() else { return };
        let pack = self.pack.borrow();
        let (name, chart) = match (chart, pack.ready()) {
            ("years", Some(pack)) => {
                let state = self.years.borrow();
                (commune::file_name(pack, &state), commune::years(&m, pack, &state))
            }
            _ => match self.own_chart() {
                Some(chart) => ("consommation-tableau.csv".to_owned(), chart),
                None => return,
            },
        };
        download::save(&name, "text/csv", &csv(&chart.head, &chart.rows));
    }
}
