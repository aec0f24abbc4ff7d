//! How to take part without the platform, and where the institution goes.

use super::pack::{Step, Texts};
use serde::{Deserialize, Serialize};

/// How to take part other than on the platform: one way of the commune.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Way {
    /// `phone`, `paper`, `dropIn`, `childcare`, `signLanguage`, `transport`, `easyRead`, `reserve`, `panel`,
    /// or another, which shows by its text alone.
    pub kind: String,
    /// What to say of it, plain: times, places, conditions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text: Texts,
    /// Telephone number, as shown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// A form, a page.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Where, one line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// The last day it holds, `YYYY-MM-DD`, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// Slug of the only process it is for; empty, it is for all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub process: String,
}

/// Initiatives and their milestones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Roadmap {
    /// Title, plain.
    pub title: Texts,
    /// What it is, HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summary: Texts,
    /// The initiatives, in order.
    pub initiatives: Vec<Initiative>,
}

/// One initiative.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Initiative {
    /// A short name without spaces.
    pub id: String,
    /// Title, plain.
    pub title: Texts,
    /// What it brings, HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summary: Texts,
    /// Who works on it: teams, plain, never a person's name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Texts>,
    /// The milestones, drawn by the timeline of the phases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What could go wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Risk>,
}

/// What could go wrong, and what is done about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Risk {
    /// `low`, `medium` or `high`.
    pub level: String,
    /// What could happen, plain.
    pub text: Texts,
    /// What is done about it, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer: Texts,
}
