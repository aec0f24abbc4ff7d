//! What a person sees: no arithmetic, no parsing.

mod diagnosis;
mod file;
mod item;
mod results;
mod start;
mod verdict;
mod words;

use crate::{
    config::Config,
    data::{self, bank::Bank, diagnosis::Diagnosis, kept, progress},
    messages::Msg,
    model::run::Confidence,
    state::{Action, Course, Page, State},
};
use commune_element::{
    Attributes, Instance,
    mount::{Mounted, Widget},
};
use commune_source::value::Value;
use commune_ui::{
    Ui, download, frame,
    print::print,
    stage::{Act, Asked, Load, Stage, heard, perform},
    writer::Writer,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};

/// The widget, for the bundle to register.
pub struct CyberQuiz;

impl Widget for CyberQuiz {
    const KIND: &'static str = "cyber-quiz";
    const CSS: &'static [&'static str] = &[commune_ui::CSS, commune_element::style_sheet!("cyber-quiz.css")];

    fn mount(instance: Instance, host: Element, attributes: &Attributes) -> Rc<dyn Mounted> {
        perform::<Engine>(instance, host, attributes)
    }
}

/// What was fetched.
pub enum Pack {
    /// The questions of an audience.
    Bank(Box<Bank>),
    /// The self-diagnosis.
    Diagnosis(Box<Diagnosis>),
}

/// Everything that one element holds.
pub struct Engine {
    stage: Rc<Stage>,
    config: RefCell<Config>,
    pack: RefCell<Load<Pack>>,
    asked: Asked,
    state: RefCell<State>,
    own: diagnosis::Own,
}

impl Act for Engine {
    fn new(stage: Rc<Stage>) -> Rc<Self> {
        Rc::new(Self {
            stage,
            config: RefCell::default(),
            pack: RefCell::default(),
            asked: Asked::default(),
            state: RefCell::default(),
            own: diagnosis::Own::default(),
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
        let pack = self.pack.borrow();
        let demo = match pack.ready() {
            Some(Pack::Bank(bank)) => bank.header.demo,
            Some(Pack::Diagnosis(diagnosis)) => diagnosis.header.demo,
            None => false,
        };
        let title = w.m.text(if config.is_diagnosis() { Msg::DiagnosisTitle } else { Msg::Title });
        frame::head(w, common, &self.stage.problems(), &title, demo);
        // Always in sight: who helps a victim.
        w.open("p class=victim");
        let words = w.m.text(Msg::Victim);
        w.text(&words);
        w.text(" ");
        w.link("https://17cyber.gouv.fr", "17cyber.gouv.fr");
        w.close();
        w.open("div");
        w.set("class", if config.room { "view room" } else { "view" });
        match &*pack {
            Load::Waiting => frame::waiting(w),
            Load::Failed(error) => frame::error_panel(w, common.heading_level + 1, error, "retry"),
            Load::Ready(Pack::Bank(bank)) => {
                quiz(w, bank, &config, &self.state.borrow());
                source(w, &bank.header);
            }
            Load::Ready(Pack::Diagnosis(diagnosis)) => {
                self.draw_diagnosis(w, diagnosis, &config);
                source(w, &diagnosis.header);
            }
        }
        w.close();
        frame::help(w, common);
    }

    fn hear(self: &Rc<Self>, event: &Event) {
        let Some((control, action)) = heard(event) else { return };
        let (name, argument) = action.split_once(':').unwrap_or((&action, ""));
        let index = || argument.bytes().fold(0, |n, digit| n * 10 + usize::from(digit.wrapping_sub(b'0')));
        match name {
            "retry" => {
                self.stage.focus_now("title");
                self.ask_pack(true);
            }
            "five" => self.begin(Course::Five),
            "module" => self.begin(Course::Module(argument.to_owned())),
            "adaptive" => self.begin(Course::Adaptive),
            "review" => self.begin(Course::Review),
            "one" => self.quietly(Action::Tick(index(), true)),
            // A zone and 'nothing suspicious' take each other back, which has to show.
            "tick" => self.dispatch(Action::Tick(index(), false)),
            "nothing" => self.dispatch(Action::Nothing),
            "truth" => self.quietly(Action::Truth(argument == "1")),
            "join" => {
                let chosen = control.text_or_empty("value").parse().ok();
                self.quietly(Action::Join(index(), chosen));
            }
            "sure" => self.quietly(Action::Sure(match argument {
                "2" => Confidence::Sure,
                "1" => Confidence::Rather,
                _ => Confidence::Guess,
            })),
            "hands" => self.quietly(Action::Hands(index(), control.text_or_empty("value"))),
            "ask-confidence" => {
                let on = control.field("checked").boolean().unwrap_or_default();
                self.quietly(Action::AskConfidence(on));
            }
            "real" => self.dispatch(Action::Real(index())),
            "answer" => self.answer(event),
            "reveal" => {
                self.stage.focus("verdict");
                self.dispatch(Action::Reveal);
            }
            "next" => self.move_on(Action::Next),
            "home" => self.move_on(Action::Home),
            "print" => print(self.stage.instance.element()),
            "keep" => {
                let text = progress::write(&self.state.borrow().progress);
                download::save("mon-avancee.json", "application/json", &text);
            }
            "file" => self.load(control),
            other => self.hear_diagnosis(&control, other, argument),
        }
    }

    fn drawn(self: &Rc<Self>) {
        self.ask_words();
    }
}

fn quiz(w: &mut Writer<'_>, bank: &Bank, config: &Config, state: &State) {
    // Each screen is an element of its own, so that nothing that was typed crosses from one to the next.
    w.open("div class=screen");
    w.key(&[words::page(state.page), state.item.map_or("", |item| item.id(bank))].concat());
    let level = config.common.heading_level + 1;
    match (state.page, state.item) {
        (Page::Item, Some(item)) => item::item(w, bank, config, state, item, level),
        (Page::Verdict, Some(item)) => verdict::verdict(w, bank, config, state, item, level),
        (Page::Results, _) => results::results(w, bank, state, level),
        _ => start::start(w, bank, config, state),
    }
    w.close();
}

fn source(w: &mut Writer<'_>, header: &data::Header) {
    frame::source(
        w,
        &[
            (Ui::Source, &header.source),
            (Ui::Licence, &header.licence),
            (Ui::Owner, &header.owner),
            (Ui::Contact, &header.contact),
            (Ui::Generated, &header.generated),
            (Ui::NextUpdate, &header.next_update),
        ],
    );
}

impl Engine {
    /// Asks for the pack. Another one starts from nothing; a retry keeps the error in sight until the answer.
    fn ask_pack(self: &Rc<Self>, retry: bool) {
        let path = {
            let config = self.config.borrow();
            config.pack_path(config.common.lang)
        };
        if retry {
            self.asked.forget();
        }
        let other = self.asked.ask(&path.url(), self, |engine, answer| {
            let diagnosis = engine.config.borrow().is_diagnosis();
            let pack = answer.and_then(|json| {
                if diagnosis {
                    data::read_diagnosis(&json).map(|read| Pack::Diagnosis(Box::new(read)))
                } else {
                    data::read_bank(&json).map(|read| Pack::Bank(Box::new(read)))
                }
            });
            match &pack {
                // It may be the same one in another language: answers are known by their questions.
                Ok(Pack::Diagnosis(diagnosis)) => engine.own.state.borrow_mut().adopt(diagnosis),
                _ => engine.stage.report(&pack),
            }
            *engine.pack.borrow_mut() = pack.into();
            engine.report_diagnosis(Ok(()));
            // What was under way belonged to another bank.
            *engine.state.borrow_mut() = State::default();
            engine.stage.redraw();
        });
        if other && !retry {
            *self.pack.borrow_mut() = Load::Waiting;
        }
    }

    /// Changes the state without drawing: the control already shows it.
    fn quietly(&self, action: Action) {
        if let Load::Ready(Pack::Bank(bank)) = &*self.pack.borrow() {
            self.state.borrow_mut().reduce(bank, action);
        }
    }

    fn dispatch(&self, action: Action) {
        self.quietly(action);
        self.stage.redraw();
    }

    /// Goes to another screen: the focus goes to its heading.
    fn move_on(&self, action: Action) {
        self.stage.focus_now("title");
        self.stage.focus("screen");
        self.dispatch(action);
    }

    fn begin(&self, course: Course) {
        let config = self.config.borrow();
        let course = match (&course, &config.module) {
            (Course::Five, Some(module)) => Course::Module(module.clone()),
            _ => course,
        };
        let seed = match &config.seed {
            Some(seed) => seed.clone(),
            None => ((js_sys::Math::random() * 1e9) as u32).to_string(),
        };
        self.move_on(Action::Start(course, seed));
    }

    fn answer(&self, event: &Event) {
        // Enter in a field answers, as it would in a form.
        if event.type_() == "keydown" {
            let key: &JsValue = event.as_ref();
            if key.text_or_empty("key") != "Enter" {
                return;
            }
            event.prevent_default();
        }
        let written = self.stage.element("written").text_or_empty("value");
        self.dispatch(Action::Answer(written));
        let blank = self.state.borrow().blank;
        if !blank {
            self.stage.focus_now("title");
        }
        self.stage.focus(if blank { "blank" } else { "verdict" });
    }

    /// Reads a file that the person kept.
    fn load(self: &Rc<Self>, input: Element) {
        let engine = self.clone();
        spawn_local(async move {
            let read = file::chosen(input).await.and_then(|json| engine.read_progress(&json));
            engine.dispatch(match read {
                Ok(progress) => Action::Loaded(progress),
                Err(error) => Action::Refused(words::refused(&error)),
            });
        });
    }

    fn read_progress(&self, json: &JsValue) -> Result<progress::Progress, kept::FileError> {
        match &*self.pack.borrow() {
            Load::Ready(Pack::Bank(bank)) => {
                let known = |id: &str| {
                    bank.questions.iter().any(|question| question.id == id)
                        || bank.messages.iter().any(|message| message.id == id)
                };
                progress::read(json, known).map(|(progress, _)| progress)
            }
            _ => Err(kept::FileError::NothingKnown),
        }
    }
}
