//! The bank of an audience, format `commune-widgets/cyber-quiz/1` (`PACK.md`): what `commune-packs quiz build` writes
//! and what the widget reads. The same types serve both, so that they cannot drift.

use super::header::{Header, Source, is_false};
use serde::{Deserialize, Serialize};

/// The schema name that every bank opens with.
pub const SCHEMA: &str = "commune-widgets/cyber-quiz/1";

/// One audience's bank in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bank {
    /// What every pack opens with.
    #[serde(flatten)]
    pub header: Header,
    /// `residents`, `staff` or `elected`.
    pub audience: String,
    /// The themes that its items have, in the order of the guide.
    pub themes: Vec<Theme>,
    /// Fixed lists of items, for a meeting room.
    #[serde(default)]
    pub modules: Vec<Module>,
    /// The questions.
    pub questions: Vec<Question>,
    /// The messages to inspect.
    #[serde(default)]
    pub messages: Vec<Message>,
}

/// A theme, and what to do when it went badly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Its id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// What to do next.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next: String,
    /// Whom to call.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub call: String,
}

/// A fixed list of items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// Its id, which the page's `module` attribute names.
    pub id: String,
    /// As shown.
    pub title: String,
    /// How long it takes; 0 where unknown.
    #[serde(default)]
    pub minutes: u32,
    /// Ids of questions and messages, in order; all exist.
    pub items: Vec<String>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Unique over questions and messages.
    pub id: String,
    /// Id of a theme.
    pub theme: String,
    /// Finer than the theme; empty for the theme itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub skill: String,
    /// 1 (easy) to 5.
    pub difficulty: u32,
    /// Where its facts come from.
    pub source: Source,
    /// True until an expert has signed it off.
    #[serde(default, skip_serializing_if = "is_false")]
    pub to_review: bool,
    /// The question; `_____` is the place of a missing word, a line feed begins a paragraph.
    pub text: String,
    /// Said after any answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback: String,
    /// Its type and answers.
    #[serde(flatten)]
    pub body: Body,
}

/// The type of a question and its answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Body {
    /// One answer to tick.
    Single {
        /// At least two.
        answers: Vec<Answer>,
    },
    /// Several answers to tick.
    Multiple {
        /// At least two.
        answers: Vec<Answer>,
    },
    /// True or false.
    TrueFalse {
        /// What is right.
        truth: bool,
        /// Said when the answer is right.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        right: String,
        /// Said when it is wrong.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        wrong: String,
    },
    /// Sides to join.
    Matching {
        /// At least two; an empty left side has nothing to join.
        pairs: Vec<Pair>,
    },
    /// A word to write.
    Short {
        /// At least one; the first one of weight 100 is shown as the right answer.
        answers: Vec<Answer>,
    },
    /// A number to write.
    Numeric {
        /// At least one.
        numbers: Vec<Number>,
        /// Said for any other number.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        otherwise: String,
    },
    /// A text to read.
    Description,
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Its words.
    pub text: String,
    /// Per cent of the mark, −100 to 100.
    pub weight: f64,
    /// Said when it is chosen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback: String,
}

/// Two sides that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// What is shown; empty for a right side that belongs to nothing.
    #[serde(default)]
    pub left: String,
    /// What is to be chosen.
    pub right: String,
}

/// One number, or an interval of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// As it is written in the pack's language.
    pub text: String,
    /// The smallest that is accepted.
    pub min: f64,
    /// The greatest that is accepted.
    pub max: f64,
    /// Per cent of the mark, 0 to 100.
    pub weight: f64,
    /// Said for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback: String,
}

/// A message to inspect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Unique over questions and messages.
    pub id: String,
    /// `email`, `sms`, `call` or `qr`.
    pub channel: String,
    /// Whether it is what it claims to be: then no zone is suspicious.
    pub legitimate: bool,
    /// Id of a theme.
    pub theme: String,
    /// 1 (easy) to 5.
    pub difficulty: u32,
    /// Where its facts come from.
    pub source: Source,
    /// True until an expert has signed it off.
    #[serde(default, skip_serializing_if = "is_false")]
    pub to_review: bool,
    /// Names it without giving the answer away.
    pub title: String,
    /// Who one is and what arrives.
    pub context: String,
    /// What may be marked; at least one.
    pub zones: Vec<Zone>,
    /// Why it is, or is not, to be trusted.
    pub verdict: String,
    /// The gestures, and whom to call.
    pub what_to_do: String,
}

/// A part of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Zone {
    /// `sender`, `subject`, `body`, `link`, `attachment`, `request` or `place`.
    pub zone: String,
    /// What is displayed, or said.
    pub text: String,
    /// What 'show the real address' reveals; empty where there is none. Never a link.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub real_address: String,
    /// Whether it is to be marked.
    pub suspicious: bool,
    /// Why it is, or is not, suspicious.
    pub reason: String,
}
