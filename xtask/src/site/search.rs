//! The index of the search: every part of every page with its words, in one file that the page asks for when
//! somebody writes in the box. At this number of pages a ready-made search engine would weigh more than all texts.

use serde_json::{Value, json};

use super::finish::Section;

/// A page: its file, its title, its parts.
pub(super) type Page = (String, String, Vec<Section>);

/// A row for each part: file, title of the page, anchor, heading, text.
pub(super) fn index(pages: &[Page]) -> Value {
    let rows = pages.iter().flat_map(|(file, title, sections)| {
        sections.iter().map(move |s| json!([file, title, s.id, s.heading, s.text]))
    });
    Value::Array(rows.collect())
}
