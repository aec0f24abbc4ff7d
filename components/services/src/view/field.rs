//! The box and its suggestions: the combobox with list autocomplete of the ARIA Authoring Practices,
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>.

use super::Engine;
use crate::{
    messages::Msg,
    state::{Action, Move, State},
};
use commune_source::value::Value;
use commune_ui::{
    js::{run, set},
    writer::Writer,
};
use std::rc::Rc;
use web_sys::Event;

/// Milliseconds without a key before suggestions are looked for.
const PAUSE_MS: u32 = 120;

/// Writes the box, its button and the suggestions.
pub fn field(w: &mut Writer<'_>, state: &State) {
    w.open("div class=finder role=search aria-labelledby=title");
    w.say("label for=box id=box-label", Msg::Box);
    w.open("div class=ask");
    w.open("div class=combo");
    w.open("input type=text id=box part=box role=combobox autocomplete=off autocapitalize=off enterkeyhint=search aria-autocomplete=list aria-controls=options aria-describedby=box-example data-in=box data-key=box data-do=box");
    w.set_bool("aria-expanded", state.popup);
    if let Some(active) = state.active {
        w.set("aria-activedescendant", &option_id(active));
    }
    w.close();
    w.open("ul id=options role=listbox");
    let label = w.m.by_name("services.suggestions");
    w.set("aria-label", &label);
    w.hide(!state.popup);
    for (rank, suggestion) in state.suggestions.iter().enumerate() {
        w.open("li role=option");
        let rank_text = rank.to_string();
        w.set("id", &option_id(rank));
        w.set("data-do", &["option:", &rank_text].concat());
        w.set_bool("aria-selected", state.active == Some(rank));
        w.leaf("span", &suggestion.title);
        if !suggestion.commune.is_empty() {
            w.text(" ");
            w.leaf("span class=muted", &suggestion.commune);
        }
        w.close();
    }
    w.close();
    w.close();
    w.open("button type=button part=button class=main data-do=search");
    let words = w.m.text(Msg::Search);
    w.text(&words);
    w.close();
    w.close();
    w.say("p class=muted id=box-example", Msg::Example);
    w.close();
}

fn option_id(rank: usize) -> String {
    ["option-", &rank.to_string()].concat()
}

impl Engine {
    /// What is in the box.
    pub(super) fn text(&self) -> String {
        self.stage.element("box").text_or_empty("value").trim().to_owned()
    }

    /// Puts a text into the box.
    pub(super) fn fill(&self, text: &str) {
        set(&self.stage.element("box"), "value", &text.into());
    }

    /// A press on the box, a key in it, or a change of its text.
    pub(super) fn written(self: &Rc<Self>, event: &Event, value: &str) {
        match event.type_().as_str() {
            "keydown" => self.key(event),
            "input" => {
                self.open_index();
                // While an input method composes, what is in the box is not yet a word.
                if !event.field("isComposing").boolean().unwrap_or(false) {
                    self.suggest_soon(value);
                }
            }
            _ => self.open_index(),
        }
    }

    /// Looks for suggestions after a pause.
    pub(super) fn suggest_soon(self: &Rc<Self>, value: &str) {
        let text = value.trim().to_owned();
        // What was answered meanwhile is for another text.
        self.finder.turn();
        if text.is_empty() {
            self.hands.pause.replace(None);
            return self.dispatch(Action::Suggested(Vec::new()));
        }
        self.after(&self.hands.pause, PAUSE_MS, move |engine| engine.suggest(text));
    }

    fn key(self: &Rc<Self>, event: &Event) {
        // The keys of an input method are its own; 229 is what old engines say instead.
        let composing = event.field("isComposing").boolean().unwrap_or(false);
        if composing || event.field("keyCode").number() == Some(229.0) {
            return;
        }
        self.open_index();
        let alt = event.field("altKey").boolean().unwrap_or(false);
        let (popup, active) = {
            let state = self.state.borrow();
            (state.popup, state.active)
        };
        let action = match event.text_or_empty("key").as_str() {
            "ArrowDown" if alt => Action::Popup(true),
            "ArrowUp" if alt => Action::Popup(false),
            "ArrowDown" => Action::Move(Move::Next),
            "ArrowUp" => Action::Move(Move::Previous),
            // The cursor goes back to the text, which moves there by itself.
            "Home" | "End" | "ArrowLeft" | "ArrowRight" => return self.dispatch(Action::Move(Move::Box)),
            "Enter" => {
                event.prevent_default();
                return match active {
                    Some(rank) => self.choose(&rank.to_string()),
                    None => self.search(None),
                };
            }
            "Escape" if popup => Action::Popup(false),
            "Escape" => {
                self.fill("");
                self.finder.turn();
                Action::Suggested(Vec::new())
            }
            "Tab" => return self.dispatch(Action::Popup(false)),
            _ => return,
        };
        event.prevent_default();
        self.dispatch(action);
    }

    /// Takes a suggestion.
    pub(super) fn choose(self: &Rc<Self>, rank: &str) {
        let rank: usize = rank.parse().unwrap_or(usize::MAX);
        let chosen = self.state.borrow().suggestions.get(rank).cloned();
        if let Some(chosen) = chosen {
            self.fill(&chosen.title);
            run(&self.stage.element("box"), "focus", &[]);
            self.search(Some(chosen.id));
        }
    }

    /// Keeps the suggestion that the keyboard is on in sight.
    pub(super) fn show_active(&self) {
        if let Some(active) = self.state.borrow().active {
            let options = commune_ui::js::object(&[("block", "nearest".into())]);
            run(&self.stage.element(&option_id(active)), "scrollIntoView", &[options]);
        }
    }
}
