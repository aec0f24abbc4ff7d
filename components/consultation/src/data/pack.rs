//! The consultation pack, format `commune-widgets/consultation/1`: what `commune-packs consultation` writes
//! and what the widget reads. A platform asked live gives the same types, see [`crate::client`].
//!
//! The format is told field by field in `PACK.md` at the crate's root. Unknown fields are ignored by the
//! reader; a writer that changes the meaning of a field raises the major version in [`SCHEMA`]. Empty texts,
//! empty lists and unknown numbers are not written.

pub use super::item::{Attachment, Component, Item, Kind, Question};
pub use super::plan::{Initiative, Risk, Roadmap, Way};
use serde::{Deserialize, Serialize};

/// The schema name that every consultation pack opens with.
pub const SCHEMA: &str = "commune-widgets/consultation/1";

/// A text in one or more languages, in the platform's order.
pub type Texts = Vec<Text>;

pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

/// One commune's pack: `packs/consultation/1/<insee>.json`, or a platform's: `<name>.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Pack {
    /// `commune-widgets/consultation/<major>`.
    pub schema: String,
    /// ISO date of the build, which is the date of the snapshot.
    pub generated: String,
    /// Who publishes the pack.
    pub owner: String,
    /// How to reach the owner: a mail address, telephone or URL.
    pub contact: String,
    /// ISO date by which a newer pack is expected, or empty.
    pub next_update: String,
    /// One line that names the source.
    pub source: String,
    /// Licence of the data, as shown.
    pub licence: String,
    /// What the pack covers, as shown.
    pub coverage: String,
    /// True where the content is made up for a demonstration.
    pub demo: bool,
    /// The commune; absent in a pack of the platform as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune: Option<Commune>,
    /// The platform that the processes come from.
    pub platform: Platform,
    /// The participatory processes, newest first.
    pub processes: Vec<Process>,
    /// How to take part without the platform.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inclusion: Vec<Way>,
    /// Where the institution goes, by when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roadmap: Option<Roadmap>,
}

/// The commune that a pack is for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Commune {
    /// INSEE code, a string.
    pub insee: String,
    /// Official name, or empty.
    pub name: String,
}

/// A text in one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    /// BCP 47 tag, as the platform writes it.
    pub lang: String,
    /// The text: plain, or HTML where the field says so. Never trusted: see [`crate::model::html`].
    pub text: String,
    /// Whether a machine translated it.
    #[serde(skip_serializing_if = "is_false")]
    pub machine: bool,
}

/// How page addresses of the platform say the language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LocaleRule {
    /// `?locale=fr`: up to 0.31, and where nothing is known.
    #[default]
    Query,
    /// `/fr/processes/…`: from 0.32 on.
    Path,
}

/// A Decidim platform.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Platform {
    /// `https://host`, without a slash at the end; empty where there is none.
    pub url: String,
    /// What the platform calls itself.
    pub name: String,
    /// Its version where it discloses it.
    pub version: String,
    /// How its page addresses say the language.
    pub locale_rule: LocaleRule,
    /// The languages that its texts come in, as it writes them; empty where unknown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locales: Vec<String>,
    /// Origins beside its own that images may come from (its storage).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub image_hosts: Vec<String>,
}

/// A participatory process: one consultation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Process {
    /// The platform's id.
    pub id: String,
    /// Its part of the address.
    pub slug: String,
    /// Its page where the platform gave it; else built from the slug, see [`crate::model::link`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Title, plain.
    pub title: Texts,
    /// Subtitle, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subtitle: Texts,
    /// A few sentences, HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summary: Texts,
    /// The whole text, HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub description: Texts,
    /// A notice at the top of the process, HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub announcement: Texts,
    /// Which area it is about, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub area: Texts,
    /// Who may take part, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target: Texts,
    /// What is decided, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scope: Texts,
    /// How it is decided, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub structure: Texts,
    /// First day, `YYYY-MM-DD`, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub start: String,
    /// Last day, `YYYY-MM-DD`, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub end: String,
    /// ISO instant of publication, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub published: String,
    /// Whether the platform promotes it.
    #[serde(skip_serializing_if = "is_false")]
    pub promoted: bool,
    /// Its picture, absolute, of an allowed host; asked only on a press or where the commune set `live`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub image: String,
    /// The group it belongs to, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Texts,
    /// What it is about, by which it is filtered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Tag>,
    /// Where it is about, by which it is filtered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Tag>,
    /// Its phases, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Its parts, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// Files that go with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attachment>,
    /// The QR code of its page, for a printed sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr: Option<Qr>,
}

/// A theme or an area.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    /// The platform's id; unlike between themes and areas.
    pub id: String,
    /// Its name, plain.
    pub name: Texts,
}

/// A phase of a process, or a milestone of the roadmap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Step {
    /// Title, plain.
    pub title: Texts,
    /// What happens, HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub description: Texts,
    /// First day, `YYYY-MM-DD`, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub start: String,
    /// Last day, `YYYY-MM-DD`, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub end: String,
    /// Whether the platform says that it is the current one.
    #[serde(skip_serializing_if = "is_false")]
    pub active: bool,
    /// Where its call to action leads, absolute, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub action_url: String,
    /// The words of that call, plain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub action: Texts,
}

/// A QR code made when the pack was built, see [`crate::model::qr`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Qr {
    /// The address that it holds.
    pub url: String,
    /// Modules along one side, without the quiet zone of four.
    pub size: u32,
    /// The modules row by row, four to a hexadecimal digit, most significant first; each row starts a digit.
    /// 1 is dark.
    pub bits: String,
}
