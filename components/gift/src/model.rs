//! What a bank holds.

use crate::plain;
use crate::problem::{Problem, Severity};

/// What was read of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bank {
    /// The questions that can be used, in the order of the text.
    pub questions: Vec<Question>,
    /// What is wrong or doubtful in the source, in the order of the lines.
    pub problems: Vec<Problem>,
}

impl Bank {
    /// Whether a question was refused.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity() == Severity::Error)
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Line of its first word in the source, from 1; 0 for one that was made elsewhere.
    pub line: u32,
    /// From `[id:…]`, empty where there is none.
    pub id: String,
    /// From `[tag:…]`, in their order.
    pub tags: Vec<String>,
    /// The `$CATEGORY` that it stands under, empty before the first one.
    pub category: String,
    /// Between `::` and `::`, empty where there is none.
    pub name: String,
    /// The question. `_____` marks the place of a missing word.
    pub text: Text,
    /// General feedback, after `####`.
    pub feedback: Text,
    /// Its type and answers.
    pub body: Body,
}

/// The type of a question and its answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// A text without answers.
    Description,
    /// One answer to tick (`multiple` false), or several.
    Choice {
        /// Whether several may be ticked: no `=` in the source.
        multiple: bool,
        /// At least two.
        answers: Vec<Answer>,
    },
    /// True or false.
    TrueFalse {
        /// What is right.
        truth: bool,
        /// Feedback when the response was wrong: the first one in the source, whatever the truth.
        wrong: Text,
        /// Feedback when it was right.
        right: Text,
    },
    /// Left sides to join with right sides; at least two.
    Matching(Vec<Pair>),
    /// A word to write; at least one answer, in which `*` stands for any characters.
    Short(Vec<Answer>),
    /// A number to write.
    Numeric {
        /// At least one.
        numbers: Vec<Number>,
        /// Feedback for every other number.
        otherwise: Text,
    },
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its words; never empty in a bank that was read.
    pub text: Text,
    /// What it is worth.
    pub weight: Weight,
    /// What is said when it is chosen.
    pub feedback: Text,
}

/// Two sides that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// What is shown; empty for a right side that belongs to nothing.
    pub left: Text,
    /// What is to be chosen, plain.
    pub right: String,
}

/// One number, or an interval of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// What is accepted.
    pub interval: Interval,
    /// What it is worth.
    pub weight: Weight,
    /// What is said then.
    pub feedback: Text,
}

/// Accepted numbers, as they were written. All are finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Interval {
    /// `value:tolerance`; the tolerance is not negative.
    Near {
        /// The middle.
        value: f64,
        /// How far a response may be.
        tolerance: f64,
    },
    /// `min..max`, in this order.
    Between {
        /// The smallest.
        min: f64,
        /// The greatest.
        max: f64,
    },
}

impl Interval {
    /// The smallest and the greatest accepted number.
    #[must_use]
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Interval::Near { value, tolerance } => (value - tolerance, value + tolerance),
            Interval::Between { min, max } => (min, max),
        }
    }
}

/// A part of the mark, in hundred-thousandths of a per cent: Moodle writes thirds as `33.33333`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(pub i32);

impl Weight {
    /// Nothing.
    pub const NONE: Weight = Weight(0);
    /// All of it.
    pub const FULL: Weight = Weight(10_000_000);

    /// A whole percentage.
    #[must_use]
    pub const fn percent(percent: i32) -> Self {
        Weight(percent * 100_000)
    }

    /// As a percentage.
    #[must_use]
    pub fn as_percent(self) -> f64 {
        f64::from(self.0) / 100_000.0
    }
}

impl std::fmt::Display for Weight {
    /// `50`, `-33.33333`: no digit more than is needed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100_000, self.0.unsigned_abs() % 100_000);
        write!(f, "{sign}{whole}")?;
        if part > 0 {
            write!(f, ".{}", format!("{part:05}").trim_end_matches('0'))?;
        }
        Ok(())
    }
}

/// Words and how they are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The words, escapes resolved.
    pub text: String,
    /// How they are to be read.
    pub format: Format,
}

impl Text {
    /// Words in the default format.
    pub fn new(text: impl Into<String>) -> Self {
        Text { text: text.into(), format: Format::Moodle }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The words without markup: tags of HTML are dropped with what scripts and styles hold, and paragraphs become
    /// lines. This is the only form that a page shows, so that no markup of a bank reaches it.
    #[must_use]
    pub fn to_plain(&self) -> String {
        if self.format == Format::Html { plain::from_html(&self.text) } else { self.text.clone() }
    }
}

/// Moodle's text formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `[moodle]`, the default.
    #[default]
    Moodle,
    /// `[html]`.
    Html,
    /// `[plain]`.
    Plain,
    /// `[markdown]`.
    Markdown,
}

impl Format {
    /// The name between brackets.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Moodle => "moodle",
            Format::Html => "html",
            Format::Plain => "plain",
            Format::Markdown => "markdown",
        }
    }

    /// The format of a name; case counts, as in Moodle.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Format::Moodle, Format::Html, Format::Plain, Format::Markdown].into_iter().find(|f| f.name() == name)
    }
}
