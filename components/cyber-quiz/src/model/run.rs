//! A run: which items come, in which order, and what was answered.

use super::ability::Ability;
use super::adaptive;
use super::check::{Grade, Mark};
use super::review::{GAP, RETURNS, is_due};
use super::seed::Draw;
use crate::data::bank::{Bank, Body};
use crate::data::progress::Progress;

/// How many situations the residents' default has.
pub const FIVE: usize = 5;

/// An item of a bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Index into [`Bank::questions`].
    Question(usize),
    /// Index into [`Bank::messages`].
    Message(usize),
}

impl Item {
    /// Its id.
    pub fn id(self, bank: &Bank) -> &str {
        match self {
            Item::Question(at) => &bank.questions[at].id,
            Item::Message(at) => &bank.messages[at].id,
        }
    }

    /// Its theme.
    pub fn theme(self, bank: &Bank) -> &str {
        match self {
            Item::Question(at) => &bank.questions[at].theme,
            Item::Message(at) => &bank.messages[at].theme,
        }
    }

    /// Its difficulty, 1 to 5.
    pub fn difficulty(self, bank: &Bank) -> u32 {
        match self {
            Item::Question(at) => bank.questions[at].difficulty,
            Item::Message(at) => bank.messages[at].difficulty,
        }
    }

    fn named(bank: &Bank, id: &str) -> Option<Item> {
        let question = bank.questions.iter().position(|question| question.id == id);
        let message = || bank.messages.iter().position(|message| message.id == id);
        question.map(Item::Question).or_else(|| message().map(Item::Message))
    }
}

/// How sure a person said to be, before the answer was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// A guess.
    Guess,
    /// Rather sure.
    Rather,
    /// Sure.
    Sure,
}

/// One answered item.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// Which.
    pub item: Item,
    /// Its mark.
    pub mark: Mark,
    /// How sure the person was, where it was asked.
    pub confidence: Option<Confidence>,
    /// Whether it had come before in this run.
    pub again: bool,
}

/// A run.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Items still to come, the next one first; of an adaptive run those to choose from.
    queue: Vec<Item>,
    /// For each missed item: itself, and how many answers there were when it is due.
    missed: Vec<(Item, usize)>,
    /// What was answered, in order.
    pub done: Vec<Done>,
    /// Items that an adaptive run still asks; `None` for a fixed run.
    left: Option<usize>,
    /// Whether missed items come back.
    returns: bool,
    ability: Ability,
    current: Option<Item>,
}

impl Run {
    fn new(bank: &Bank, queue: Vec<Item>, left: Option<usize>, returns: bool) -> Self {
        let mut run = Run {
            queue,
            missed: Vec::new(),
            done: Vec::new(),
            left,
            returns,
            ability: Ability::default(),
            current: None,
        };
        run.advance(bank);
        run
    }

    /// Five situations under a seed, of as many themes as there are. Where the bank has messages, one is among them.
    pub fn five(bank: &Bank, seed: &str) -> Self {
        let mut draw = Draw::new(seed);
        let messages = draw.order(bank.messages.len());
        let mut pool = shuffled_questions(bank, &mut draw);
        let mut queue: Vec<Item> = Vec::new();
        if let Some(at) = messages.first() {
            queue.push(Item::Message(*at));
        }
        while queue.len() < FIVE && !pool.is_empty() {
            let used =
                |item: &Item| queue.iter().filter(|other| other.theme(bank) == item.theme(bank)).count();
            // The first of those whose theme came least.
            let mut best = 0;
            for at in 1..pool.len() {
                if used(&pool[at]) < used(&pool[best]) {
                    best = at;
                }
            }
            queue.push(pool.remove(best));
        }
        let order = draw.order(queue.len());
        Run::new(bank, order.into_iter().map(|at| queue[at]).collect(), None, false)
    }

    /// A module, in its own order; `None` where the bank has none of this id.
    pub fn module(bank: &Bank, id: &str) -> Option<Self> {
        let module = bank.modules.iter().find(|module| module.id == id)?;
        let queue = module.items.iter().filter_map(|id| Item::named(bank, id)).collect();
        Some(Run::new(bank, queue, None, false))
    }

    /// At most `length` questions, each chosen after the answers before it.
    pub fn adaptive(bank: &Bank, seed: &str, length: usize) -> Self {
        let queue = shuffled_questions(bank, &mut Draw::new(seed));
        Run::new(bank, queue, Some(length), false)
    }

    /// At most `length` items that are due in this visit, missed ones first; what is missed comes back.
    pub fn review(bank: &Bank, seed: &str, progress: &Progress, length: usize) -> Self {
        let mut draw = Draw::new(seed);
        let mut queue = shuffled_questions(bank, &mut draw);
        queue.extend(draw.order(bank.messages.len()).into_iter().map(Item::Message));
        queue.retain(|item| is_due(progress, item.id(bank)));
        let level =
            |item: &Item| progress.items.iter().find(|seen| seen.id == item.id(bank)).map_or(9, |s| s.level);
        let mut ordered = Vec::new();
        for wanted in [0, 1, 2, 3, 4, 9] {
            ordered.extend(queue.iter().copied().filter(|item| level(item) == wanted));
        }
        ordered.truncate(length);
        Run::new(bank, ordered, None, true)
    }

    /// Lets missed items come back within this run.
    pub fn with_returns(mut self) -> Self {
        self.returns = true;
        self
    }

    /// The item to show, or `None` at the end.
    pub fn current(&self) -> Option<Item> {
        self.current
    }

    /// Its place, from 1, and how many items are foreseen by now; the second grows when a missed item comes back.
    pub fn place(&self) -> (usize, usize) {
        let done = self.done.len() + usize::from(self.current.is_some());
        let to_come = match self.left {
            Some(left) => left.min(self.queue.len()),
            None => self.queue.len(),
        };
        (done, done + to_come + self.missed.len())
    }

    /// Takes the mark of the current item, and goes to the next one.
    pub fn answer(&mut self, bank: &Bank, mark: Mark, confidence: Option<Confidence>) {
        let Some(item) = self.current else { return };
        let before = self.done.iter().filter(|done| done.item == item).count();
        let (grade, again) = (mark.grade, before > 0);
        self.done.push(Done { item, mark, confidence, again });
        if grade != Grade::Unmarked && !again {
            self.ability.answered(item.difficulty(bank), grade == Grade::Right);
        }
        if self.returns && matches!(grade, Grade::Wrong | Grade::Partly) && before < RETURNS {
            self.missed.push((item, self.done.len() + GAP));
        }
        self.advance(bank);
    }

    fn advance(&mut self, bank: &Bank) {
        let done = self.done.len();
        let due = self.missed.iter().position(|(_, due)| *due <= done);
        let exhausted = self.queue.is_empty() || self.left == Some(0);
        // At the end nothing is left to put between.
        let due = if exhausted && !self.missed.is_empty() { Some(due.unwrap_or(0)) } else { due };
        self.current = if let Some(at) = due {
            Some(self.missed.remove(at).0)
        } else if exhausted {
            None
        } else if let Some(left) = &mut self.left {
            *left -= 1;
            self.choose(bank)
        } else {
            Some(self.queue.remove(0))
        };
    }

    /// The most informative question that is left.
    fn choose(&mut self, bank: &Bank) -> Option<Item> {
        let index = |item: &Item| match item {
            Item::Question(at) => Some(*at),
            Item::Message(_) => None,
        };
        let asked: Vec<usize> =
            self.done.iter().filter(|done| !done.again).filter_map(|done| index(&done.item)).collect();
        let mut pool = asked.clone();
        pool.extend(self.queue.iter().filter_map(index));
        let at = adaptive::next(&bank.questions, &pool, &asked, self.ability.estimate().0)?;
        self.queue.retain(|item| *item != Item::Question(at));
        Some(Item::Question(at))
    }

    /// The estimated level and its standard error, in logits; for choosing, not for showing.
    pub fn estimate(&self) -> (f64, f64) {
        self.ability.estimate()
    }
}

/// The questions that can be marked, in the order of the seed.
fn shuffled_questions(bank: &Bank, draw: &mut Draw) -> Vec<Item> {
    let order = draw.order(bank.questions.len());
    let marked = |at: &usize| bank.questions[*at].body != Body::Description;
    order.into_iter().filter(marked).map(Item::Question).collect()
}
