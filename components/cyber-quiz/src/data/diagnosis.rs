//! The self-diagnosis, format `commune-widgets/cyber-diagnosis/1` (`PACK.md`).

use super::header::{Header, is_false};
use serde::{Deserialize, Serialize};

/// The schema name that every diagnosis opens with.
pub const SCHEMA: &str = "commune-widgets/cyber-diagnosis/1";

/// The diagnosis in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// What every pack opens with.
    #[serde(flatten)]
    pub header: Header,
    /// In the order in which they are shown.
    pub themes: Vec<Theme>,
    /// Grouped by theme, in the order of the themes.
    pub questions: Vec<Question>,
}

/// A theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Its id.
    pub id: String,
    /// As shown.
    pub title: String,
    /// One sentence.
    pub intro: String,
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Id of a theme.
    pub theme: String,
    /// 1 to 3.
    pub weight: u32,
    /// Rank among the measures, 1 = first; ties are allowed.
    pub priority: u32,
    /// To be done first.
    pub critical: bool,
    /// 1, or 2 for what comes after [`Question::requires`].
    pub level: u32,
    /// Id of a question of level 1; empty at level 1.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub requires: String,
    /// True until an expert has signed it off.
    #[serde(default, skip_serializing_if = "is_false")]
    pub to_review: bool,
    /// The question.
    pub question: String,
    /// Four statements; the index is the score.
    pub statements: Vec<String>,
    /// Why it matters.
    pub why: String,
    /// What to look for.
    pub proof: String,
    /// What it is drawn from.
    pub references: References,
    /// What enters the plan.
    pub measure: Measure,
}

/// What a question is drawn from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct References {
    /// Measures of ANSSI's Guide d'hygiène informatique.
    pub anssi: Vec<u32>,
    /// Ids of MonAideCyber's measures.
    pub mac: Vec<String>,
    /// Text of law; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub law: String,
}

/// What enters the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What to do.
    pub text: String,
    /// Who does it.
    pub who: String,
    /// `none`, `low`, `medium` or `high`.
    pub cost: String,
    /// 1 (an hour or two) to 3 (a project).
    pub effort: u32,
    /// Days: 30, 180 or 365.
    pub horizon: u32,
    /// What the metropole could share.
    pub shared: String,
}
