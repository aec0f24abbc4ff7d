//! What the controls of the self-diagnosis do.

use super::{handover, rank};
use crate::{
    data::{
        answers::{self, Answers, Given},
        diagnosis::Diagnosis,
        kept::FileError,
    },
    diagnosis_state::{Action, Page},
    model::{diagnosis::plan::plan, diagnosis_view::in_order},
    view::{Engine, Pack, file::chosen, words::refused},
};
use commune_source::value::Value;
use commune_ui::{csv::csv, download::save, i18n::today, print::print, stage::Load};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

/// Calls `use_it` with the diagnosis, where it has come.
fn with<T>(engine: &Engine, use_it: impl FnOnce(&Diagnosis) -> T) -> Option<T> {
    match &*engine.pack.borrow() {
        Load::Ready(Pack::Diagnosis(diagnosis)) => Some(use_it(diagnosis)),
        _ => None,
    }
}

impl Engine {
    /// One of the actions of the self-diagnosis, all of which begin with `d-`.
    pub fn hear_diagnosis(self: &Rc<Self>, control: &Element, name: &str, argument: &str) {
        let number =
            |text: &str| text.bytes().fold(0, |n, digit| n * 10 + usize::from(digit.wrapping_sub(b'0')));
        let value = || control.text_or_empty("value");
        match name {
            "d-retry" => {
                self.stage.focus_now("title");
                self.own.asked.forget();
                self.ask_words();
            }
            "d-theme" => self.show(Page::Theme(number(argument))),
            "d-plan" => self.show(Page::Plan),
            "d-home" => self.show(Page::Start),
            "d-hand" => self.show(Page::Handover),
            "d-set" => {
                let Some((question, chosen)) = argument.split_once('.') else { return };
                let given = match chosen {
                    "u" => Given::Unknown,
                    "n" => Given::NotApplicable(String::new()),
                    index => Given::Statement(number(index) as u32),
                };
                self.act(Action::Answer(number(question), given));
            }
            "d-why" => self.act(Action::Why(number(argument), value())),
            "d-commune" => self.act(Action::Commune(value())),
            "d-band" => self.act(Action::Band(value())),
            "d-load" | "d-before" => self.read_answers(control.clone(), name == "d-load"),
            "d-alone" => {
                self.stage.focus_now("d-compare");
                self.act(Action::Alone);
            }
            "d-save" => {
                let date = today();
                self.act(Action::Saved(date.clone()));
                let text = with(self, |diagnosis| {
                    answers::write(&in_order(diagnosis, &self.own.state.borrow().answers))
                });
                let name = ["autodiagnostic-", &date, ".json"].concat();
                save(&name, "application/json", &text.unwrap_or_default());
            }
            "d-csv" => {
                let words = self.own.words.borrow();
                let Some(m) = words.ready() else { return };
                let rows = with(self, |diagnosis| {
                    rank::rows(m, diagnosis, &plan(diagnosis, &self.own.state.borrow().answers))
                });
                if let Some((head, rows)) = rows.as_deref().and_then(<[Vec<String>]>::split_first) {
                    save("plan-d-action.csv", "text/csv", &csv(head, rows));
                }
            }
            "d-print" => print(self.stage.instance.element()),
            "d-give" => {
                let text = with(self, |diagnosis| handover::text(diagnosis, &self.own.state.borrow()));
                save("fichier-a-transmettre.json", "application/json", &text.flatten().unwrap_or_default());
            }
            _ => {}
        }
    }

    fn act(&self, action: Action) {
        with(self, |diagnosis| self.own.state.borrow_mut().reduce(diagnosis, action));
        self.stage.redraw();
    }

    /// Goes to another screen: the focus goes to its heading.
    fn show(&self, page: Page) {
        self.stage.focus_now("title");
        self.stage.focus("screen");
        self.act(Action::Show(page));
    }

    /// Reads a file of answers: to go on with it, or to compare with it.
    fn read_answers(self: &Rc<Self>, input: Element, go_on: bool) {
        let engine = self.clone();
        spawn_local(async move {
            let read = chosen(input).await.and_then(|json| engine.known_answers(&json));
            engine.act(match read {
                Ok((answers, left_out)) if go_on => Action::Loaded(answers, left_out),
                Ok((answers, left_out)) => Action::Before(answers, left_out),
                Err(error) => Action::Refused(refused(&error)),
            });
        });
    }

    fn known_answers(&self, json: &JsValue) -> Result<(Answers, u32), FileError> {
        let known =
            |diagnosis: &Diagnosis, id: &str| diagnosis.questions.iter().any(|question| question.id == id);
        with(self, |diagnosis| answers::read(json, |id| known(diagnosis, id)))
            .unwrap_or(Err(FileError::NothingKnown))
    }
}
