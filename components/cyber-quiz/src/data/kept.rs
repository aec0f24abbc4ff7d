//! Files that a person keeps and gives back: what may be wrong with them, whoever made them.

use commune_source::value::Value;

/// Bytes beyond which a file is not even parsed: ours are a few kilobytes.
pub const MAX_BYTES: usize = 200_000;

/// Characters of a text that are kept; the rest is cut.
pub const MAX_TEXT: usize = 600;

/// What the files of the diagnosis are headed with, in every language of the widget: they circulate in French town
/// halls.
pub const WARNING: &str = "Document sensible, ne pas publier";

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// Not JSON; told by the page, which parses it.
    NotJson,
    /// Not a file of this widget, or another one of its files.
    NotOurs,
    /// Of a later version of the widget.
    LaterVersion,
    /// Its items are missing, or none of them is known.
    NothingKnown,
}

/// Checks the schema of a parsed file.
///
/// # Errors
/// [`FileError::LaterVersion`] for another major version, [`FileError::NotOurs`] for everything else.
pub fn check<V: Value>(json: &V, expected: &str) -> Result<(), FileError> {
    let schema = json.text_or_empty("schema");
    if schema == expected {
        return Ok(());
    }
    let family = expected.trim_end_matches(|c: char| c != '/');
    Err(if schema.starts_with(family) { FileError::LaterVersion } else { FileError::NotOurs })
}

/// A text of the file, cut at [`MAX_TEXT`] characters, without control characters.
pub fn text<V: Value>(json: &V, name: &str) -> String {
    json.text_or_empty(name).chars().filter(|ch| *ch >= ' ' && *ch != '\u{7f}').take(MAX_TEXT).collect()
}
