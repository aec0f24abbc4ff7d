//! With the attribute `place`: one record alone, found by its id from two small files, without the search.

use super::{Engine, find::address};
use crate::{
    config::Config,
    data::{Pack, Record, file_of, record_of},
    state::{Action, Trouble},
};
use commune_element::Problem;
use commune_source::{FetchError, value::Value};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The one record to show.
#[derive(Default)]
pub enum Alone {
    /// It is looked for.
    #[default]
    Waiting,
    /// There is none.
    Missing,
    /// It is the town hall of the pack.
    Hall,
    /// It is the pack's place of digital help.
    Help,
    /// It was found by the ids of the commune.
    Found(Box<Record>),
}

impl Alone {
    /// The record, where there is one.
    pub fn record<'a>(&'a self, pack: &'a Pack) -> Option<&'a Record> {
        match self {
            Alone::Hall => pack.town_hall.as_ref(),
            Alone::Help => pack.help.as_ref(),
            Alone::Found(record) => Some(record),
            Alone::Waiting | Alone::Missing => None,
        }
    }
}

impl Engine {
    /// Looks for the record of the attribute `place`.
    pub(super) fn find_alone(self: &Rc<Self>) {
        self.ids.forget();
        self.records.forget();
        let found = {
            let (config, pack) = (self.config.borrow(), self.pack.borrow());
            let (Some(wanted), Some(pack)) = (&config.place, pack.ready()) else {
                return self.show_alone(Alone::Waiting);
            };
            let is = |record: &Option<Record>| record.as_ref().is_some_and(|record| record.id == *wanted);
            if is(&pack.town_hall) {
                Alone::Hall
            } else if is(&pack.help) {
                Alone::Help
            } else if pack.ids.is_empty() {
                Alone::Missing
            } else {
                self.ids.ask(&self.in_index(&pack.ids), self, |engine, answer| {
                    engine.read_alone(answer, |engine, ids, id| match file_of(ids, id) {
                        Some(name) => {
                            engine.records.ask(&engine.in_index(&name), engine, Engine::take_alone);
                        }
                        None => engine.show_alone(Alone::Missing),
                    });
                });
                Alone::Waiting
            }
        };
        self.show_alone(found);
    }

    fn take_alone(self: &Rc<Self>, answer: Result<JsValue, FetchError>) {
        self.read_alone(answer, |engine, records, id| {
            let record = record_of(records, id);
            engine.show_alone(record.map_or(Alone::Missing, |record| Alone::Found(Box::new(record))));
        });
    }

    /// The address of a file of the index; none where the pack names another host than its own.
    fn in_index(&self, name: &str) -> String {
        let folder = self.index_folder().unwrap_or_default();
        address(name, &folder).text_or_empty("href")
    }

    fn read_alone(self: &Rc<Self>, answer: Result<JsValue, FetchError>, then: fn(&Rc<Self>, &JsValue, &str)) {
        let wanted = self.config.borrow().place.clone().unwrap_or_default();
        match answer {
            Ok(json) => then(self, &json, &wanted),
            Err(error) => {
                self.stage.instance.error("data", &error.to_string());
                self.dispatch(Action::Failed(Trouble::Missing));
            }
        }
    }

    fn show_alone(&self, alone: Alone) {
        let missing = matches!(alone, Alone::Missing);
        *self.alone.borrow_mut() = alone;
        let mut problems = self.stage.problems().clone();
        problems.retain(|problem| problem.attribute != "place");
        if missing {
            problems.extend(self.config.borrow().unknown_place());
        }
        self.stage.set_problems(problems);
        self.stage.redraw();
    }

    /// What the commune is told of the attribute `place` since the last search for it.
    pub(super) fn known_missing(&self, config: &Config) -> Option<Problem> {
        let same = config.place == self.config.borrow().place;
        let missing = same && matches!(*self.alone.borrow(), Alone::Missing);
        if missing { config.unknown_place() } else { None }
    }
}
