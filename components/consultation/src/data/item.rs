//! What a process holds: components, and the one shape of all that is in them.

use super::pack::{Tag, Texts, is_false};
use serde::{Deserialize, Serialize};

/// What a component holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `Proposals`
    Proposals,
    /// `Meetings`
    Meetings,
    /// `Debates`
    Debates,
    /// `Surveys`
    Surveys,
    /// `Budgets`
    Budgets,
    /// `Accountability`
    Results,
    /// `Pages`
    Pages,
    /// `Blogs`
    Posts,
    /// Any other: a link.
    #[default]
    #[serde(other)]
    Other,
}

/// A part of a process.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Component {
    /// The platform's id.
    pub id: String,
    /// What it holds.
    pub kind: Kind,
    /// Its name, plain.
    pub name: Texts,
    /// Its page where the platform gave it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Its content; of [`Kind::Other`] none is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Whether the platform has more than is here.
    #[serde(skip_serializing_if = "is_false")]
    pub more: bool,
}

/// One thing in a component: a proposal, a meeting, a debate, a survey, a budget or a project of it, a
/// result, a page or a post. What the platform does not say is empty or absent; `PACK.md` tells which kind
/// has which field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Item {
    /// The platform's id.
    pub id: String,
    /// Its page where the platform gave it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Title, plain.
    pub title: Texts,
    /// The text, HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Texts,
    /// What the institution answered, concluded or reported, HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer: Texts,
    /// ISO instant of the answer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub answered: String,
    /// A proposal's state, or the key of a result's status, as the platform writes it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// That state in words, where the platform gives them, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub state_name: Texts,
    /// ISO instant of publication or creation.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub published: String,
    /// ISO instant of the last change.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub updated: String,
    /// ISO instant (meeting, debate) or date (result) of the start.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub start: String,
    /// ISO instant or date of the end.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub end: String,
    /// Name of the place, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub place: Texts,
    /// How to find or enter it, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hints: Texts,
    /// Address, one line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Latitude and longitude in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// Of a meeting: `in_person`, `online`, `hybrid`, or what else the platform says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mode: String,
    /// Of a meeting: over, with a report.
    #[serde(skip_serializing_if = "is_false")]
    pub closed: bool,
    /// Of a meeting: not open to everyone.
    #[serde(skip_serializing_if = "is_false")]
    pub private: bool,
    /// Of a proposal: made by the institution.
    #[serde(skip_serializing_if = "is_false")]
    pub official: bool,
    /// Of a meeting: one has to register.
    #[serde(skip_serializing_if = "is_false")]
    pub registration: bool,
    /// Of a debate or proposal: whether comments are taken.
    #[serde(skip_serializing_if = "is_false")]
    pub open: bool,
    /// Seats that are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// People who came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendees: Option<u32>,
    /// Supports of a proposal; absent where the platform hides them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supports: Option<u32>,
    /// Likes, or endorsements as they were called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likes: Option<u32>,
    /// Comments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<u32>,
    /// Of a budget its total, of a project its cost, in euros.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// Of a project: whether it was chosen; absent while nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selected: Option<bool>,
    /// Of a result: hundredths done, 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
    /// Of a result: the id of the one it is a part of.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub parent: String,
    /// Themes and areas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Of a survey: its questions, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Of a budget its projects, of a result its dated news, of a meeting its agenda.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Files that go with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attachment>,
}

/// A question of a survey.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Question {
    /// The platform's id.
    pub id: String,
    /// The question, HTML.
    pub body: Texts,
    /// What explains it, HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub description: Texts,
    /// The platform's type, such as `single_option`, `long_answer`, `matrix_single`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Whether one has to answer it.
    #[serde(skip_serializing_if = "is_false")]
    pub mandatory: bool,
    /// How many options one may choose; absent where free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// The options, each plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Texts>,
}

/// A file of an item or of a process. No version of the platform says how large it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attachment {
    /// Its title, plain; old platforms give none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub title: Texts,
    /// Absolute address.
    pub url: String,
    /// Media type or file ending, as the platform writes it.
    #[serde(rename = "type")]
    pub kind: String,
}
