//! What a person is doing in the quiz: a pure reducer.

use crate::{
    data::{
        bank::{Bank, Body},
        progress::Progress,
    },
    model::{
        check::{Given, Mark, mark},
        inspection,
        review::{begin, note},
        run::{Confidence, Item, Run},
    },
};

/// Items of a run that follows what the person knows.
pub const ADAPTIVE: usize = 10;

/// Items of a run after a file that the person kept.
pub const REVIEW: usize = 10;

/// What is on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The first screen.
    #[default]
    Start,
    /// An item to answer.
    Item,
    /// What was right, and why.
    Verdict,
    /// The end of a run.
    Results,
}

/// How a run is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// Five situations.
    Five,
    /// A fixed module, by its id.
    Module(String),
    /// What tells the most about what the person knows.
    Adaptive,
    /// What is due after the file that the person kept.
    Review,
}

/// What is filled in for the item on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Ticked answers, or marked zones, by their index.
    pub ticked: Vec<usize>,
    /// The person says that nothing in a message is suspicious.
    pub nothing: bool,
    /// True or false.
    pub truth: Option<bool>,
    /// For each pair, the pair whose right side was chosen.
    pub joined: Vec<Option<usize>>,
    /// What was written.
    pub written: String,
    /// How sure the person is.
    pub confidence: Option<Confidence>,
    /// Zones whose real address is shown.
    pub real: Vec<usize>,
    /// Hands raised for each answer, as written.
    pub hands: Vec<String>,
}

/// Everything that the quiz shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What is on screen.
    pub page: Page,
    /// The seed of the run.
    pub seed: String,
    /// The run, once one was started.
    pub run: Option<Run>,
    /// The item on screen; in a verdict, the one that was answered.
    pub item: Option<Item>,
    /// What is filled in.
    pub filled: Filled,
    /// Whether an answer without a choice was refused.
    pub blank: bool,
    /// The mark of the item that was answered.
    pub mark: Option<Mark>,
    /// Whether the person is asked how sure they are.
    pub asks_confidence: bool,
    /// What was seen so far, for the file to keep.
    pub progress: Progress,
    /// What became of a file that was given back, a message's key; empty where none was.
    pub file: &'static str,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A run starts, under this seed.
    Start(Course, String),
    /// An answer or a zone is ticked or not; true where only one may be.
    Tick(usize, bool),
    /// 'Nothing suspicious' is ticked or not.
    Nothing,
    /// True or false is chosen.
    Truth(bool),
    /// A right side, the second, is chosen for a left side; `None` takes it back.
    Join(usize, Option<usize>),
    /// How sure.
    Sure(Confidence),
    /// The real address of a zone is asked for.
    Real(usize),
    /// Hands raised for an answer.
    Hands(usize, String),
    /// The item is answered, with what was written.
    Answer(String),
    /// In a room: the right answer is shown, whatever was filled in.
    Reveal,
    /// The next item, or the end.
    Next,
    /// Back to the first screen.
    Home,
    /// Whether the person wants to be asked how sure they are.
    AskConfidence(bool),
    /// A file was given back and read.
    Loaded(Progress),
    /// A file was refused, and why: a message's key.
    Refused(&'static str),
}

fn toggle(list: &mut Vec<usize>, index: usize) {
    match list.iter().position(|known| *known == index) {
        Some(at) => drop(list.remove(at)),
        None => list.push(index),
    }
}

impl State {
    /// Goes to the next state.
    pub fn reduce(&mut self, bank: &Bank, action: Action) {
        match action {
            Action::Start(course, seed) => self.start(bank, &course, seed),
            Action::Tick(index, false) => {
                self.filled.nothing = false;
                toggle(&mut self.filled.ticked, index);
            }
            Action::Tick(index, true) => self.filled.ticked = vec![index],
            Action::Nothing => {
                self.filled.nothing = !self.filled.nothing;
                self.filled.ticked.clear();
            }
            Action::Truth(truth) => self.filled.truth = Some(truth),
            Action::Join(left, right) => {
                if self.filled.joined.len() <= left {
                    self.filled.joined.resize(left + 1, None);
                }
                self.filled.joined[left] = right;
            }
            Action::Sure(confidence) => self.filled.confidence = Some(confidence),
            Action::Real(zone) => toggle(&mut self.filled.real, zone),
            Action::Hands(index, hands) => {
                if self.filled.hands.len() <= index {
                    self.filled.hands.resize(index + 1, String::new());
                }
                self.filled.hands[index] = hands;
            }
            Action::Answer(written) => {
                self.filled.written = written;
                self.answer(bank, false);
            }
            Action::Reveal => self.answer(bank, true),
            Action::Next => self.next(),
            Action::Home => {
                let State { asks_confidence, progress, .. } = std::mem::take(self);
                *self = State { asks_confidence, progress, ..State::default() };
            }
            Action::AskConfidence(asks) => self.asks_confidence = asks,
            Action::Loaded(mut progress) => {
                begin(&mut progress, &bank.audience);
                self.progress = progress;
                self.file = "cyber-quiz.file-read";
            }
            Action::Refused(key) => self.file = key,
        }
    }

    fn start(&mut self, bank: &Bank, course: &Course, seed: String) {
        if self.progress.visit == 0 {
            begin(&mut self.progress, &bank.audience);
        }
        let run = match course {
            Course::Five => Some(Run::five(bank, &seed)),
            Course::Module(id) => Run::module(bank, id).map(Run::with_returns),
            Course::Adaptive => Some(Run::adaptive(bank, &seed, ADAPTIVE)),
            Course::Review => Some(Run::review(bank, &seed, &self.progress, REVIEW)),
        };
        let Some(run) = run else { return };
        self.seed = seed;
        self.file = "";
        self.run = Some(run);
        self.next();
    }

    fn next(&mut self) {
        self.filled = Filled::default();
        self.mark = None;
        self.blank = false;
        self.item = self.run.as_ref().and_then(Run::current);
        self.page = if self.item.is_some() { Page::Item } else { Page::Results };
    }

    /// What is filled in, as an answer to a question of that type.
    fn given(&self, body: &Body) -> Given {
        let filled = &self.filled;
        match body {
            Body::Single { .. } | Body::Multiple { .. } => Given::Ticked(filled.ticked.clone()),
            Body::TrueFalse { .. } => match filled.truth {
                Some(truth) => Given::Truth(truth),
                None => Given::Ticked(Vec::new()),
            },
            Body::Matching { .. } => Given::Joined(filled.joined.clone()),
            Body::Short { .. } | Body::Numeric { .. } => Given::Written(filled.written.clone()),
            Body::Description => Given::Read,
        }
    }

    fn answer(&mut self, bank: &Bank, room: bool) {
        let (Some(item), Page::Item) = (self.item, self.page) else { return };
        let mark = match item {
            Item::Question(at) => {
                let body = &bank.questions[at].body;
                let given = self.given(body);
                if given.is_blank() && !room {
                    self.blank = true;
                    return;
                }
                mark(body, &given)
            }
            // No zone marked is an answer only where the person says that nothing looks wrong.
            Item::Message(at) => {
                let message = &bank.messages[at];
                if self.filled.ticked.is_empty() && !self.filled.nothing && !room {
                    self.blank = true;
                    return;
                }
                let marked: Vec<bool> =
                    (0..message.zones.len()).map(|zone| self.filled.ticked.contains(&zone)).collect();
                inspection::mark(message, &marked)
            }
        };
        if let Some(run) = &mut self.run {
            let first = !run.done.iter().any(|done| done.item == item);
            // A room is many people: it has no progress of its own.
            if first && !room {
                note(&mut self.progress, item.id(bank), mark.grade);
            }
            run.answer(bank, mark.clone(), self.filled.confidence);
        }
        self.mark = Some(mark);
        self.blank = false;
        self.page = Page::Verdict;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::bank::{Answer, Message, Question, Theme, Zone},
        model::check::Grade,
    };

    fn bank() -> Bank {
        let question = |id: &str, body| Question {
            id: id.into(),
            theme: "t".into(),
            skill: String::new(),
            difficulty: 2,
            source: crate::data::Source::default(),
            to_review: true,
            text: "?".into(),
            feedback: String::new(),
            body,
        };
        let answer = |text: &str, weight| Answer { text: text.into(), weight, feedback: String::new() };
        Bank {
            header: crate::data::Header::default(),
            audience: "residents".into(),
            themes: vec![Theme { id: "t".into(), name: "T".into(), ..Theme::default() }],
            modules: Vec::new(),
            questions: vec![
                question("q1", Body::Single { answers: vec![answer("a", 100.0), answer("b", 0.0)] }),
                question("q2", Body::TrueFalse { truth: false, right: String::new(), wrong: String::new() }),
                question("q3", Body::Short { answers: vec![answer("17Cyber", 100.0)] }),
            ],
            messages: vec![Message {
                id: "m".into(),
                theme: "t".into(),
                difficulty: 1,
                zones: vec![Zone { suspicious: true, ..Zone::default() }, Zone::default()],
                ..Message::default()
            }],
        }
    }

    fn started(course: Course) -> (Bank, State) {
        let bank = bank();
        let mut state = State::default();
        state.reduce(&bank, Action::Start(course, "seed".into()));
        (bank, state)
    }

    #[test]
    fn a_run_goes_from_item_to_verdict_to_results() {
        let (bank, mut state) = started(Course::Five);
        let mut seen = 0;
        while state.page == Page::Item {
            match state.item.unwrap() {
                Item::Message(_) => state.reduce(&bank, Action::Tick(0, false)),
                Item::Question(0) => state.reduce(&bank, Action::Tick(0, true)),
                Item::Question(1) => state.reduce(&bank, Action::Truth(false)),
                Item::Question(_) => {}
            }
            state.reduce(&bank, Action::Answer(" 17 cyber".into()));
            assert_eq!(state.page, Page::Verdict);
            assert_eq!(state.mark.as_ref().unwrap().grade, Grade::Right, "{:?}", state.item);
            seen += 1;
            state.reduce(&bank, Action::Next);
            assert_eq!(state.filled, Filled::default());
        }
        assert_eq!((seen, state.page), (4, Page::Results));
        assert_eq!(state.progress.items.len(), 4);
    }

    #[test]
    fn an_answer_without_a_choice_is_refused_and_said() {
        let (bank, mut state) = started(Course::Adaptive);
        state.reduce(&bank, Action::Answer("  ".into()));
        assert!(state.blank && state.page == Page::Item);
        assert!(state.run.as_ref().unwrap().done.is_empty() && state.progress.items.is_empty());
    }

    #[test]
    fn nothing_checked_in_a_message_is_no_answer_and_nothing_suspicious_is_one() {
        let (bank, mut state) = started(Course::Five);
        while !matches!(state.item, Some(Item::Message(_))) {
            state.reduce(&bank, Action::Reveal);
            state.reduce(&bank, Action::Next);
        }
        state.reduce(&bank, Action::Answer(String::new()));
        assert!(state.blank && state.page == Page::Item);
        // A zone takes it back, and it takes back the zones.
        state.reduce(&bank, Action::Nothing);
        state.reduce(&bank, Action::Tick(1, false));
        assert!(!state.filled.nothing && state.filled.ticked == [1]);
        state.reduce(&bank, Action::Nothing);
        assert!(state.filled.nothing && state.filled.ticked.is_empty());
        state.reduce(&bank, Action::Nothing);
        assert!(!state.filled.nothing);
        state.reduce(&bank, Action::Nothing);
        state.reduce(&bank, Action::Answer(String::new()));
        assert_eq!(state.page, Page::Verdict);
        assert_eq!(state.mark.as_ref().unwrap().grade, Grade::Wrong, "one zone was suspicious");
        state.reduce(&bank, Action::Next);
        assert!(!state.filled.nothing);
    }

    #[test]
    fn a_room_sees_the_answer_and_leaves_no_progress() {
        let (bank, mut state) = started(Course::Adaptive);
        state.reduce(&bank, Action::Hands(1, "12".into()));
        state.reduce(&bank, Action::Reveal);
        assert_eq!(state.page, Page::Verdict);
        assert!(state.progress.items.is_empty());
        assert_eq!(state.filled.hands, ["", "12"]);
    }

    #[test]
    fn home_keeps_what_was_learnt() {
        let (bank, mut state) = started(Course::Five);
        state.reduce(&bank, Action::Reveal);
        state.reduce(&bank, Action::AskConfidence(true));
        state.reduce(&bank, Action::Home);
        assert_eq!((state.page, state.asks_confidence, state.progress.visit), (Page::Start, true, 1));
        assert!(state.run.is_none());
    }
}
