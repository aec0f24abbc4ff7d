//! What the visitor sees and has chosen: a pure reducer.

use crate::{
    answer::{Answer, Hit},
    model::facets::{Facets, Scope},
};

/// Results asked for at once.
pub const PAGE: u32 = 10;
/// Suggestions at most.
pub const SUGGESTIONS: usize = 6;

/// A suggestion under the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The record's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its commune, where there is one to tell.
    pub commune: String,
}

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The text; empty where only a kind was chosen.
    pub text: String,
    /// The id of the result to show first, or empty.
    pub id: String,
}

/// Why the search does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The side module did not load or does not work.
    Module,
    /// The index is not there.
    Missing,
    /// The index cannot be read.
    Damaged,
}

/// Why the device's position is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The visitor or the page does not allow it.
    Refused,
    /// The device does not know.
    Unavailable,
    /// It took too long.
    TimedOut,
    /// The browser has no such thing.
    Absent,
}

/// What is said of the point to be near.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Nothing.
    #[default]
    Quiet,
    /// The device is asked.
    Asking,
    /// No commune is called so.
    NoTown(String),
    /// Several communes: name and INSEE code.
    Towns(Vec<(String, String)>),
    /// The device does not tell.
    Lost(Lost),
}

/// The state of one element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The suggestions are in sight.
    pub popup: bool,
    /// The suggestion that the keyboard is on.
    pub active: Option<usize>,
    /// The suggestions.
    pub suggestions: Vec<Suggestion>,
    /// What is searched or was; `None` on the first screen.
    pub asked: Option<Asked>,
    /// What the next search is narrowed down to.
    pub facets: Facets,
    /// Results wanted.
    pub limit: u32,
    /// An answer is awaited.
    pub busy: bool,
    /// The answer.
    pub answer: Option<Answer>,
    /// Why there is none.
    pub trouble: Option<Trouble>,
    /// Some files of the index did not come.
    pub partial: bool,
    /// What is said of the point to be near.
    pub place: Place,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Suggestions came for what is in the box.
    Suggested(Vec<Suggestion>),
    /// Opens the suggestions, or closes them.
    Popup(bool),
    /// A key of the list of suggestions.
    Move(Move),
    /// A search begins: what for, and the result to show first.
    Asked(String, String),
    /// Its answer, and whether some files were missing.
    Answered(Answer, bool),
    /// The search does not work.
    Failed(Trouble),
    /// What is said of the point to be near.
    Placed(Place),
    /// More results.
    More,
}

/// Where the keyboard goes among the suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The next one; from the last to the first.
    Next,
    /// The one before; from the first to the last.
    Previous,
    /// Back to the box.
    Box,
}

impl State {
    /// The next state.
    pub fn reduce(&mut self, action: Action) {
        match action {
            Action::Suggested(list) => {
                self.popup = !list.is_empty();
                self.active = None;
                self.suggestions = list;
            }
            Action::Popup(open) => {
                self.popup = open && !self.suggestions.is_empty();
                self.active = None;
            }
            Action::Move(to) => self.go(to),
            Action::Asked(text, id) => {
                self.close();
                self.asked = Some(Asked { text, id });
                self.limit = PAGE;
                self.begin();
            }
            Action::Answered(answer, partial) => {
                self.busy = false;
                self.partial = partial;
                self.trouble = None;
                self.answer = Some(answer);
            }
            Action::Failed(trouble) => {
                self.busy = false;
                self.close();
                self.answer = None;
                self.trouble = Some(trouble);
            }
            Action::Placed(place) => self.place = place,
            Action::More => {
                self.limit = (self.limit + PAGE).min(200);
                self.begin();
            }
        }
    }

    /// A facet was changed, see [`Facets::change`]: what was asked is asked anew. False for what is no facet.
    pub fn narrow(&mut self, name: &str, value: &str, checked: bool) -> bool {
        let known = self.facets.change(name, value, checked);
        if known {
            self.narrowed();
        }
        known
    }

    /// Something is narrowed down otherwise: what was asked is asked anew, from the first results on.
    pub fn narrowed(&mut self) {
        if !matches!(self.facets.scope, Scope::Around(_)) {
            self.place = Place::Quiet;
        }
        if self.asked.is_some() {
            self.limit = PAGE;
            self.begin();
        }
    }

    /// Back to the first screen, with this kind chosen.
    pub fn clear(&mut self, kind: &str) {
        *self = Self::default();
        kind.clone_into(&mut self.facets.kind);
    }

    fn begin(&mut self) {
        self.busy = true;
        self.trouble = None;
        self.partial = false;
    }

    fn close(&mut self) {
        self.popup = false;
        self.active = None;
        self.suggestions.clear();
    }

    fn go(&mut self, to: Move) {
        let count = self.suggestions.len();
        self.popup = self.popup || count > 0 && to != Move::Box;
        self.active = match (to, self.active) {
            (Move::Box, _) => None,
            _ if count == 0 => None,
            (Move::Next, None) => Some(0),
            (Move::Next, Some(at)) => Some(if at + 1 < count { at + 1 } else { 0 }),
            (Move::Previous, None | Some(0)) => Some(count - 1),
            (Move::Previous, Some(at)) => Some(at - 1),
        };
    }

    /// The results that stay after what the index cannot narrow down, the chosen one first.
    pub fn shown(&self, keeps: &dyn Fn(&Hit) -> bool) -> Vec<&Hit> {
        let Some(answer) = &self.answer else { return Vec::new() };
        let chosen = self.asked.as_ref().map_or("", |asked| &*asked.id);
        let mut all: Vec<&Hit> = Vec::new();
        for hit in answer.hits.iter().filter(|hit| keeps(hit)) {
            if hit.record.id == chosen { all.insert(0, hit) } else { all.push(hit) }
        }
        all
    }

    /// Whether the index has more results than it was asked for.
    pub fn has_more(&self) -> bool {
        let more = |answer: &Answer| answer.given >= self.limit && answer.total > answer.given;
        self.limit < 200 && self.answer.as_ref().is_some_and(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Record, model::facets::When};
    use std::rc::Rc;

    fn suggestions(count: usize) -> Vec<Suggestion> {
        (0..count)
            .map(|n| Suggestion { id: n.to_string(), title: n.to_string(), commune: String::new() })
            .collect()
    }

    fn state(actions: Vec<Action>) -> State {
        let mut state = State::default();
        for action in actions {
            state.reduce(action);
        }
        state
    }

    fn hits(ids: &[&str]) -> Answer {
        let hit = |id: &&str| Hit {
            record: Rc::new(Record { id: (*id).to_owned(), ..Record::default() }),
            metres: None,
            all: true,
            why: Vec::new(),
        };
        Answer {
            total: 40,
            given: ids.len() as u32,
            hits: ids.iter().map(hit).collect(),
            ..Answer::default()
        }
    }

    #[test]
    fn the_keyboard_goes_round_the_suggestions() {
        let mut state = state(vec![Action::Suggested(suggestions(3))]);
        assert!(state.popup && state.active.is_none());
        let mut go = |to| {
            state.reduce(Action::Move(to));
            state.active
        };
        assert_eq!(go(Move::Previous), Some(2));
        assert_eq!(go(Move::Next), Some(0));
        assert_eq!(go(Move::Next), Some(1));
        assert_eq!(go(Move::Previous), Some(0));
        assert_eq!(go(Move::Box), None);
    }

    #[test]
    fn nothing_opens_without_suggestions() {
        let mut state = state(vec![Action::Popup(true), Action::Move(Move::Next)]);
        assert!(!state.popup && state.active.is_none());
        state.reduce(Action::Suggested(suggestions(1)));
        state.reduce(Action::Popup(false));
        assert!(!state.popup);
        state.reduce(Action::Move(Move::Next));
        assert!(state.popup && state.active == Some(0));
        state.reduce(Action::Suggested(Vec::new()));
        assert!(!state.popup && state.active.is_none());
    }

    #[test]
    fn what_is_narrowed_asks_again_only_where_something_was_asked() {
        let mut first = State::default();
        assert!(first.narrow("when", "now", false));
        assert!(!first.busy && first.facets.when == When::Now);
        let mut then = state(vec![
            Action::Asked("mairie".into(), String::new()),
            Action::Answered(hits(&["a"]), true),
            Action::More,
            Action::Answered(hits(&["a"]), true),
        ]);
        assert!(!then.narrow("colour", "red", true) && !then.busy);
        assert!(then.narrow("when", "now", false));
        assert!(then.busy && !then.partial && then.limit == PAGE);
    }

    #[test]
    fn the_chosen_result_comes_first() {
        let state = state(vec![
            Action::Asked("x".into(), "c".into()),
            Action::Answered(hits(&["a", "b", "c"]), false),
        ]);
        let ids = |keeps: &dyn Fn(&Hit) -> bool| {
            state.shown(keeps).iter().map(|hit| hit.record.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&|_| true), ["c", "a", "b"]);
        assert_eq!(ids(&|hit| hit.record.id != "a"), ["c", "b"]);
    }

    #[test]
    fn more_is_offered_while_the_index_has_more() {
        let ten: Vec<String> = (0..10).map(|n| n.to_string()).collect();
        let ten: Vec<&str> = ten.iter().map(String::as_str).collect();
        let mut state =
            state(vec![Action::Asked("x".into(), String::new()), Action::Answered(hits(&ten), false)]);
        assert!(state.has_more());
        state.reduce(Action::More);
        assert_eq!(state.limit, 20);
        state.reduce(Action::Answered(hits(&ten), false));
        assert!(!state.has_more(), "fewer came than were asked for");
    }

    #[test]
    fn a_failure_leaves_no_old_answer() {
        let failed = state(vec![
            Action::Asked("x".into(), String::new()),
            Action::Answered(hits(&["a"]), false),
            Action::Failed(Trouble::Damaged),
        ]);
        assert!(failed.answer.is_none() && !failed.busy && failed.trouble == Some(Trouble::Damaged));
        let mut cleared = failed;
        cleared.clear("mairie");
        let facets = Facets { kind: "mairie".into(), ..Facets::default() };
        assert_eq!(cleared, State { facets, ..State::default() });
    }
}
