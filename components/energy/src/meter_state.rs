//! What "My consumption" shows: a pure reducer. The files themselves stay in the meter module.

use crate::{
    data::analysis::{Analysis, Facts, Said},
    model::meter::{DAYS, WINDOW, forms::Mistake},
};
use std::rc::Rc;

/// Where the view is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Never opened.
    #[default]
    Closed,
    /// In sight.
    Open,
    /// Left for the commune; what was loaded stays.
    Away,
}

/// A loaded file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its name, without a meter number.
    pub name: String,
    /// What it is, after `kind-`.
    pub kind: String,
    /// Its period.
    pub facts: Facts,
}

/// What became of a file that was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// The file's name.
    pub name: String,
    /// Why it was refused; `None` where it was read.
    pub refusal: Option<Said>,
}

/// Everything that the view shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Where the view is.
    pub page: Page,
    /// True while files are being read.
    pub busy: bool,
    /// What became of the files chosen last.
    pub news: Vec<News>,
    /// The loaded files, in the module's order.
    pub files: Vec<File>,
    /// True where the only file is the example.
    pub sample: bool,
    /// Whose degree days these are, or that they are made up; empty without any.
    pub weather: String,
    /// Gas rather than electricity, where there are both.
    pub gas: bool,
    /// What the files say; `None` without files.
    pub analysis: Option<Rc<Analysis>>,
    /// Days, weeks, months or years.
    pub level: usize,
    /// How many windows of days before the last one.
    pub back: usize,
    /// Whether the profile's table is open.
    pub profile_table: bool,
    /// The form that has mistakes, and them.
    pub mistakes: (&'static str, Vec<Mistake>),
    /// What two readings or a bill say, and which of the two.
    pub estimate: Option<(&'static str, Said)>,
    /// The file to hand over, once it was asked for; empty where there is none.
    pub given: Option<String>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            page: Page::Closed,
            busy: false,
            news: Vec::new(),
            files: Vec::new(),
            sample: false,
            weather: String::new(),
            gas: false,
            analysis: None,
            // Months: what most files hold several of.
            level: 2,
            back: 0,
            profile_table: false,
            mistakes: ("", Vec::new()),
            estimate: None,
            given: None,
        }
    }
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The view opens or closes.
    Show(bool),
    /// Files are on their way.
    Reading,
    /// All of them were looked at; what they say together.
    Done(Option<Rc<Analysis>>),
    /// One was read.
    Read(File),
    /// One was refused; what was loaded stays.
    Refused(String, Said),
    /// The example took the place of no file, or leaves it.
    Sample(bool),
    /// One is taken out.
    Removed(usize),
    /// The same files seen otherwise: other hours, prices or degree days.
    Analysed(Option<Rc<Analysis>>),
    /// The other carrier.
    Gas(bool),
    /// Days, weeks, months or years.
    Level(usize),
    /// To older days, or to newer ones.
    Older(bool),
    /// The profile's table opens or closes.
    ProfileTable,
    /// A form has mistakes, or no more.
    Mistakes(&'static str, Vec<Mistake>),
    /// A form without a file has its answer.
    Estimate(&'static str, Said),
    /// The file to hand over is asked for.
    Given(String),
}

impl State {
    /// The next state.
    pub fn reduce(&mut self, action: Action) {
        match action {
            Action::Show(open) => self.page = if open { Page::Open } else { Page::Away },
            Action::Reading => {
                self.busy = true;
                self.news.clear();
            }
            Action::Done(analysis) => {
                self.busy = false;
                self.back = 0;
                self.seen(analysis);
            }
            Action::Read(file) => {
                self.news.push(News { name: file.name.clone(), refusal: None });
                self.files.push(file);
            }
            Action::Refused(name, why) => self.news.push(News { name, refusal: Some(why) }),
            Action::Sample(on) => {
                // The example never mixes with real readings.
                if self.sample || on {
                    self.files.clear();
                }
                self.sample = on;
            }
            Action::Removed(rank) => {
                if rank < self.files.len() {
                    self.files.remove(rank);
                }
                self.news.clear();
                self.sample &= !self.files.is_empty();
            }
            Action::Analysed(analysis) => self.seen(analysis),
            Action::Gas(gas) => {
                self.gas = gas;
                self.back = 0;
            }
            Action::Level(level) => {
                self.level = level.min(3);
                self.back = 0;
            }
            Action::Older(older) => {
                if !older {
                    self.back = self.back.saturating_sub(1);
                } else if self.has_older() {
                    self.back += 1;
                }
            }
            Action::ProfileTable => self.profile_table = !self.profile_table,
            Action::Mistakes(form, mistakes) => self.mistakes = (form, mistakes),
            Action::Estimate(form, said) => {
                self.mistakes = ("", Vec::new());
                self.estimate = Some((form, said));
            }
            Action::Given(text) => self.given = Some(text),
        }
    }

    /// Whether there are older days than those in sight.
    pub fn has_older(&self) -> bool {
        let days = self.analysis.as_ref().map_or(0, |analysis| analysis.levels[DAYS].len());
        (self.back + 1) * WINDOW < days
    }

    fn seen(&mut self, analysis: Option<Rc<Analysis>>) {
        // What was to be handed over came from other readings.
        self.given = None;
        self.analysis = analysis.filter(|_| !self.files.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::analysis::Bar;

    fn file(name: &str) -> File {
        File { name: name.into(), kind: "linkyCurve".into(), facts: Vec::new() }
    }

    fn after(actions: Vec<Action>) -> State {
        let mut state = State::default();
        actions.into_iter().for_each(|action| state.reduce(action));
        state
    }

    fn analysis() -> Option<Rc<Analysis>> {
        Some(Rc::new(Analysis::default()))
    }

    #[test]
    fn a_refused_file_loses_nothing_that_was_loaded() {
        let before = vec![Action::Reading, Action::Read(file("a")), Action::Done(analysis())];
        let refused = [
            Action::Reading,
            Action::Refused("b".into(), Said { key: "x-production".into(), facts: Vec::new() }),
            Action::Done(analysis()),
        ];
        let state = after(before.into_iter().chain(refused).collect());
        assert_eq!(state.files, [file("a")]);
        assert!(state.analysis.is_some() && !state.busy);
        assert_eq!(state.news.len(), 1);
    }

    #[test]
    fn the_example_never_mixes_with_real_files() {
        let sample = vec![Action::Sample(true), Action::Read(file("exemple")), Action::Done(analysis())];
        let state = after([sample, vec![Action::Sample(false), Action::Read(file("a"))]].concat());
        assert_eq!(state.files, [file("a")]);
        assert!(!state.sample);
        // Real files stay as more of them come.
        let mut state = after(vec![Action::Read(file("a")), Action::Sample(false)]);
        assert_eq!(state.files.len(), 1);
        state.reduce(Action::Removed(0));
        state.reduce(Action::Done(analysis()));
        assert_eq!((state.files.len(), state.analysis), (0, None));
    }

    #[test]
    fn days_stop_at_the_oldest_and_another_level_starts_from_the_latest() {
        let bar = Bar {
            label: String::new(),
            start: String::new(),
            wh: 1.0,
            complete: true,
            covered: (0, 0),
            before_wh: None,
        };
        let mut long = Analysis::default();
        long.levels[DAYS] = vec![bar; WINDOW * 2 + 1];
        let read = vec![Action::Read(file("a")), Action::Done(Some(Rc::new(long))), Action::Level(0)];
        let back = |moves: Vec<Action>| after([read.clone(), moves].concat()).back;
        assert_eq!(back(vec![Action::Older(true); 9]), 2);
        assert_eq!(back(vec![Action::Older(true), Action::Older(false), Action::Older(false)]), 0);
        assert_eq!(back(vec![Action::Older(true), Action::Level(1)]), 0);
        assert_eq!(after(vec![Action::Older(true)]).back, 0);
        assert_eq!(after(vec![Action::Level(9)]).level, 3);
    }

    #[test]
    fn what_was_to_be_handed_over_goes_when_the_readings_change() {
        let read = vec![Action::Read(file("a")), Action::Done(analysis()), Action::Given("{}".into())];
        assert!(after(read.clone()).given.is_some());
        assert_eq!(after([read, vec![Action::Analysed(analysis())]].concat()).given, None);
    }

    #[test]
    fn an_answer_clears_its_mistakes_and_a_return_keeps_the_files() {
        let said = Said { key: "estimate".into(), facts: Vec::new() };
        let state = after(vec![
            Action::Show(true),
            Action::Read(file("a")),
            Action::Mistakes("bill", vec![("bill-kwh", "e-empty")]),
            Action::Estimate("bill", said),
            Action::Show(false),
        ]);
        assert_eq!(state.mistakes, ("", Vec::new()));
        assert_eq!((state.page, state.files.len()), (Page::Away, 1));
    }
}
