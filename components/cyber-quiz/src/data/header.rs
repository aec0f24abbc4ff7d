//! What every pack opens with.

use commune_source::{FetchError, value::Value};
use serde::{Deserialize, Serialize};

/// The header of a pack.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// `commune-widgets/cyber-quiz/<major>` or `commune-widgets/cyber-diagnosis/<major>`.
    pub schema: String,
    /// ISO date of the build.
    pub generated: String,
    /// Who publishes the pack.
    #[serde(default)]
    pub owner: String,
    /// How to reach the owner: a mail address, telephone or URL.
    #[serde(default)]
    pub contact: String,
    /// ISO date by which a newer pack is expected, or empty.
    #[serde(default)]
    pub next_update: String,
    /// One line that names the source.
    pub source: String,
    /// Licence of the content, as shown.
    #[serde(default)]
    pub licence: String,
    /// What the pack covers, as shown.
    #[serde(default)]
    pub coverage: String,
    /// True where the content is a demonstration.
    #[serde(default)]
    pub demo: bool,
    /// `fr`, `nl` or `en`.
    pub lang: String,
}

/// Where the facts of an item come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Title of the document.
    pub title: String,
    /// Measure of ANSSI's Guide d'hygiène informatique, 1 to 42; 0 for none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub measure: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
pub(super) fn is_zero(number: &u32) -> bool {
    *number == 0
}

pub(super) fn is_false(flag: &bool) -> bool {
    !*flag
}

/// Reads a header and checks its schema, which comes first: a later major version may not have this one's fields.
pub(super) fn read<V: Value>(json: &V, expected: &str) -> Result<Header, FetchError> {
    let schema = json.text_or_empty("schema");
    if schema != expected {
        // The name without its major version.
        let family = expected.trim_end_matches(|c: char| c != '/');
        return Err(if schema.starts_with(family) {
            FetchError::UnknownVersion { schema }
        } else {
            malformed(&["no ", family, " pack"])
        });
    }
    let text = |name: &str| json.text_or_empty(name);
    Ok(Header {
        schema,
        generated: text("generated"),
        owner: text("owner"),
        contact: text("contact"),
        next_update: text("nextUpdate"),
        source: text("source"),
        licence: text("licence"),
        coverage: text("coverage"),
        demo: flag(json, "demo"),
        lang: text("lang"),
    })
}

pub(super) fn read_source<V: Value>(json: &V) -> Source {
    Source { title: json.text_or_empty("title"), measure: json.count_or_zero("measure") }
}

pub(super) fn flag<V: Value>(json: &V, name: &str) -> bool {
    json.field(name).boolean().unwrap_or(false)
}

pub(super) fn malformed(parts: &[&str]) -> FetchError {
    FetchError::Malformed { detail: parts.concat() }
}
