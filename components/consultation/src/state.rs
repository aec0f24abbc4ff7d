//! What the visitor chose, and a pure function from one state to the next.

use crate::client::Failure;
use crate::model::{filter::Filter, order::Order, status::Status, view_items::Answers};

/// What is in sight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// All consultations.
    #[default]
    List,
    /// One, by its slug.
    Process(String),
    /// Its sheet for the notice board.
    Sheet(String),
}

/// Where a question to the platform stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Live {
    /// Nothing was asked.
    #[default]
    Idle,
    /// Asked, not answered.
    Asking,
    /// The answer is on screen.
    Fresh,
    /// It could not be had; the key of the sentence that says why.
    Failed(&'static str),
}

/// Items that a list opens with, and that each press adds.
pub const STEP: usize = 10;

/// Everything that the visitor chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What is in sight.
    pub view: View,
    /// Whether the ways to take part are open on the first screen.
    pub ways: bool,
    /// What the list is limited to.
    pub filter: Filter,
    /// How proposals are sorted.
    pub order: Order,
    /// Which proposals show.
    pub answers: Answers,
    /// How many items of a component show, where it is not [`STEP`].
    pub shown: Vec<(String, usize)>,
    /// Where the last question to the platform stands.
    pub live: Live,
    /// What it was about: the id of a component; empty, the view.
    pub about: String,
    /// Components whose content came from the platform itself.
    pub fresh: Vec<String>,
    /// Whether the platform's pictures may be asked for.
    pub images: bool,
}

/// What a visitor does, or the platform.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Opens a consultation.
    Open(String),
    /// Goes back: from a sheet to its consultation, from there to the list.
    Back,
    /// Opens the sheet of the consultation in sight.
    Sheet,
    /// Opens or closes the ways to take part.
    Ways,
    /// Limits the list to a status.
    Status(Option<Status>),
    /// To a theme.
    Theme(String),
    /// To an area.
    Area(String),
    /// To words.
    Text(String),
    /// Sorts proposals.
    Order(Order),
    /// Limits proposals.
    Answers(Answers),
    /// Shows further items of a component.
    More(String),
    /// The platform is asked about a component, or about the view.
    Asked(String),
    /// It answered.
    Answered,
    /// It did not; the key of the sentence.
    Failed(&'static str),
}

impl State {
    /// The next state.
    #[must_use]
    pub fn reduce(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Open(slug) => next.enter(View::Process(slug)),
            Action::Back => next.enter(match &self.view {
                View::Sheet(slug) => View::Process(slug.clone()),
                _ => View::List,
            }),
            Action::Sheet => {
                if let View::Process(slug) = &self.view {
                    next.enter(View::Sheet(slug.clone()));
                }
            }
            Action::Ways => next.ways = !next.ways,
            Action::Status(status) => next.filter.status = status,
            Action::Theme(id) => next.filter.theme = id,
            Action::Area(id) => next.filter.area = id,
            Action::Text(text) => next.filter.text = text,
            Action::Order(order) => next.order = order,
            Action::Answers(answers) => next.answers = answers,
            Action::More(id) => {
                let more = self.shown(&id) + STEP;
                next.shown.retain(|(known, _)| *known != id);
                next.shown.push((id, more));
            }
            Action::Asked(about) => {
                next.live = Live::Asking;
                next.about = about;
            }
            Action::Answered => {
                next.live = Live::Fresh;
                next.images = true;
                if !next.about.is_empty() && !next.fresh.contains(&next.about) {
                    next.fresh.push(next.about.clone());
                }
            }
            Action::Failed(key) => next.live = Live::Failed(key),
        }
        next
    }

    /// What was told of one view is not told again in another; a question under way stays one.
    fn enter(&mut self, view: View) {
        if self.view != view {
            self.view = view;
            if self.live != Live::Asking {
                self.live = Live::Idle;
            }
        }
    }

    /// How many items of a component show.
    #[must_use]
    pub fn shown(&self, id: &str) -> usize {
        self.shown.iter().find(|(known, _)| known == id).map_or(STEP, |(_, count)| *count)
    }
}

/// The action of a failure.
#[must_use]
pub fn failed(failure: &Failure) -> Action {
    Action::Failed(failure.key())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: &[Action]) -> State {
        actions.iter().fold(State::default(), |state, action| state.reduce(action.clone()))
    }

    #[test]
    fn one_goes_into_a_consultation_and_back() {
        let open = Action::Open("a".into());
        assert_eq!(after(&[open.clone(), Action::Sheet]).view, View::Sheet("a".into()));
        assert_eq!(after(&[open.clone(), Action::Sheet, Action::Back]).view, View::Process("a".into()));
        assert_eq!(after(&[open, Action::Back]).view, View::List);
        assert_eq!(after(&[Action::Sheet]).view, View::List, "the list has no sheet");
    }

    #[test]
    fn pictures_wait_for_an_answer_and_stay_after_a_failure() {
        assert!(!after(&[Action::Asked(String::new())]).images);
        assert!(!after(&[Action::Asked(String::new()), Action::Failed("x")]).images);
        let state = after(&[Action::Asked(String::new()), Action::Answered, Action::Failed("x")]);
        assert!(state.images && state.fresh.is_empty());
        assert_eq!(after(&[Action::Asked("1".into()), Action::Answered]).fresh, ["1"]);
        assert_eq!(state.live, Live::Failed("x"));
        assert_eq!(state.reduce(Action::Open("a".into())).live, Live::Idle);
        assert_eq!(after(&[Action::Asked("1".into()), Action::Open("a".into())]).live, Live::Asking);
    }

    #[test]
    fn each_list_grows_by_itself() {
        let state = after(&[Action::More("1".into()), Action::More("1".into()), Action::More("2".into())]);
        assert_eq!((state.shown("1"), state.shown("2"), state.shown("3")), (30, 20, 10));
    }

    #[test]
    fn filters_are_kept_when_one_comes_back() {
        let state = after(&[Action::Text("parc".into()), Action::Open("a".into()), Action::Back]);
        assert_eq!(state.filter.text, "parc");
    }
}
