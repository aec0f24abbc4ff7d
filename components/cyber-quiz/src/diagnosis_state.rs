//! What a commune is doing in its self-diagnosis: a pure reducer. Nothing leaves it but the files that somebody saves.

use crate::data::{
    answers::{Answers, BANDS, Given},
    diagnosis::Diagnosis,
    kept::MAX_TEXT,
};

/// What is on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The first screen.
    #[default]
    Start,
    /// A theme, by its index.
    Theme(usize),
    /// What to do, and where the commune stands.
    Plan,
    /// The file to hand over, before it is saved.
    Handover,
}

/// What became of a file that was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// A message's key, empty where no file was chosen.
    pub key: &'static str,
    /// Answers of the file that are not known here.
    pub left_out: u32,
}

/// Everything that the self-diagnosis shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// What is on screen.
    pub page: Page,
    /// What was answered.
    pub answers: Answers,
    /// Another year's answers, to compare with.
    pub before: Option<Answers>,
    /// What became of the file that was chosen last.
    pub news: News,
    /// Whether answers were given since the last file was saved or loaded.
    pub unsaved: bool,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Another screen.
    Show(Page),
    /// A question, by its index, is answered.
    Answer(usize, Given),
    /// Why a question does not apply.
    Why(usize, String),
    /// The name of the commune.
    Commune(String),
    /// Its population band: one of [`BANDS`], anything else takes it back.
    Band(String),
    /// A file of answers was read, to go on with; and the number of its answers that are not known.
    Loaded(Answers, u32),
    /// A file of answers was read, to compare with.
    Before(Answers, u32),
    /// Nothing is compared any more.
    Alone,
    /// A file was refused, and why: a message's key.
    Refused(&'static str),
    /// The answers were saved under this date.
    Saved(String),
}

/// The key that says that a file was read.
pub const READ: &str = "cyber-quiz.file-read";

fn cut(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}

impl State {
    /// Goes to the next state.
    pub fn reduce(&mut self, diagnosis: &Diagnosis, action: Action) {
        match action {
            Action::Show(Page::Theme(theme)) if theme >= diagnosis.themes.len() => {}
            Action::Show(page) => {
                self.page = page;
                self.news = News::default();
            }
            Action::Answer(at, given) => {
                let Some(question) = diagnosis.questions.get(at) else { return };
                if let Given::Statement(4..) = given {
                    return;
                }
                // Chosen again, 'not applicable' keeps its reason.
                let again = matches!(
                    (&given, self.answers.get(&question.id)),
                    (Given::NotApplicable(_), Some(Given::NotApplicable(_)))
                );
                if !again {
                    self.answers.set(&question.id, Some(given));
                    self.unsaved = true;
                }
            }
            Action::Why(at, why) => {
                let Some(question) = diagnosis.questions.get(at) else { return };
                if let Some(Given::NotApplicable(_)) = self.answers.get(&question.id) {
                    self.answers.set(&question.id, Some(Given::NotApplicable(cut(&why))));
                    self.unsaved = true;
                }
            }
            Action::Commune(name) => self.answers.commune = cut(name.trim()),
            Action::Band(band) => {
                self.answers.band = if BANDS.contains(&band.as_str()) { band } else { String::new() };
            }
            Action::Loaded(answers, left_out) => {
                self.answers = answers;
                self.unsaved = false;
                self.news = News { key: READ, left_out };
            }
            Action::Before(answers, left_out) => {
                self.before = Some(answers);
                self.news = News { key: READ, left_out };
            }
            Action::Alone => {
                self.before = None;
                self.news = News::default();
            }
            Action::Refused(key) => self.news = News { key, left_out: 0 },
            Action::Saved(date) => {
                self.answers.date = date;
                self.unsaved = false;
            }
        }
    }

    /// Goes on with a diagnosis that came later, such as the same one in another language: answers to questions
    /// that it does not have are dropped.
    pub fn adopt(&mut self, diagnosis: &Diagnosis) {
        let known = |id: &String| diagnosis.questions.iter().any(|question| question.id == *id);
        self.answers.given.retain(|(id, _)| known(id));
        if let Some(before) = &mut self.before {
            before.given.retain(|(id, _)| known(id));
        }
        if matches!(self.page, Page::Theme(theme) if theme >= diagnosis.themes.len()) {
            self.page = Page::Start;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::diagnosis::{Question, Theme};

    fn diagnosis() -> Diagnosis {
        let question =
            |id: &str| Question { id: id.into(), theme: "t".into(), level: 1, ..Question::default() };
        Diagnosis {
            header: crate::data::Header::default(),
            themes: vec![Theme { id: "t".into(), ..Theme::default() }],
            questions: vec![question("a"), question("b")],
        }
    }

    fn after(actions: Vec<Action>) -> State {
        let mut state = State::default();
        for action in actions {
            state.reduce(&diagnosis(), action);
        }
        state
    }

    fn na(why: &str) -> Given {
        Given::NotApplicable(why.into())
    }

    #[test]
    fn the_reason_belongs_to_not_applicable_alone() {
        let state = after(vec![
            Action::Answer(0, na("")),
            Action::Why(0, "Pas de serveur".into()),
            Action::Answer(0, na("")),
            Action::Answer(1, Given::Statement(2)),
            Action::Why(1, "rien".into()),
        ]);
        assert_eq!(state.answers.get("a"), Some(&na("Pas de serveur")));
        assert_eq!(state.answers.get("b"), Some(&Given::Statement(2)));
        assert!(state.unsaved);
    }

    #[test]
    fn what_cannot_be_changes_nothing() {
        let state = after(vec![
            Action::Show(Page::Theme(1)),
            Action::Answer(0, Given::Statement(4)),
            Action::Answer(2, Given::Unknown),
            Action::Why(0, "rien".into()),
            Action::Band("millions".into()),
        ]);
        assert_eq!(state, State::default());
    }

    #[test]
    fn a_file_replaces_the_answers_and_another_one_is_compared() {
        let file = Answers { given: vec![("b".into(), Given::Unknown)], ..Answers::default() };
        let state = after(vec![
            Action::Answer(0, Given::Statement(1)),
            Action::Loaded(file.clone(), 2),
            Action::Before(file.clone(), 0),
        ]);
        assert_eq!(state.answers, file);
        assert_eq!(state.before, Some(file.clone()));
        assert_eq!((state.news, state.unsaved), (News { key: READ, left_out: 0 }, false));
        let state = after(vec![Action::Before(file, 0), Action::Alone, Action::Refused("no")]);
        assert_eq!((state.before, state.news.key), (None, "no"));
    }

    #[test]
    fn another_diagnosis_keeps_what_it_knows() {
        let mut state = after(vec![Action::Answer(0, Given::Statement(1)), Action::Show(Page::Theme(0))]);
        state.answers.set("gone", Some(Given::Unknown));
        state.adopt(&diagnosis());
        assert_eq!((state.answers.given.len(), state.page), (1, Page::Theme(0)));
        state.adopt(&Diagnosis { themes: Vec::new(), ..diagnosis() });
        assert_eq!(state.page, Page::Start);
    }
}
