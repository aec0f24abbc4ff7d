//! The progress file, format `commune-widgets/cyber-progress/1`: what was seen, for spaced review across visits. No
//! date and no identity: time is counted in visits.

use super::json::Writer;
use super::kept::{FileError, check, text};
use commune_source::value::Value;

/// Its schema name.
pub const SCHEMA: &str = "commune-widgets/cyber-progress/1";

/// What a person has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The audience of the bank.
    pub audience: String,
    /// How many visits there were, this one included.
    pub visit: u32,
    /// One entry per item that was answered.
    pub items: Vec<Seen>,
}

/// One item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// Its box, 0 (missed last time) to 4.
    pub level: u32,
    /// Times that it was answered.
    pub seen: u32,
    /// Times that it was answered rightly.
    pub right: u32,
    /// The visit from which it is due again.
    pub due: u32,
}

/// The highest box.
pub const TOP: u32 = 4;

/// Visits and counts beyond which a file is not believed.
const MAX_COUNT: u32 = 10_000;

/// Reads a file. Items that the bank does not know are left out and counted; so is the second of two that are the
/// same, and numbers that cannot be are brought within their bounds.
///
/// # Errors
/// See [`FileError`]. A file without any known item is refused: it would silently do nothing.
pub fn read<V: Value>(json: &V, known: impl Fn(&str) -> bool) -> Result<(Progress, u32), FileError> {
    check(json, SCHEMA)?;
    let mut progress = Progress {
        audience: text(json, "audience"),
        visit: json.count_or_zero("visit").min(MAX_COUNT),
        items: Vec::new(),
    };
    let mut left_out = 0;
    for item in json.list("items") {
        let id = text(&item, "id");
        if !known(&id) || progress.items.iter().any(|seen| seen.id == id) {
            left_out += 1;
            continue;
        }
        let seen = item.count_or_zero("seen").min(MAX_COUNT);
        progress.items.push(Seen {
            id,
            level: item.count_or_zero("box").min(TOP),
            seen,
            right: item.count_or_zero("right").min(seen),
            // The longest pause, so that no file can hide an item for ever.
            due: item.count_or_zero("due").min(progress.visit + (1 << TOP)),
        });
    }
    if progress.items.is_empty() { Err(FileError::NothingKnown) } else { Ok((progress, left_out)) }
}

/// The text of the file.
pub fn write(progress: &Progress) -> String {
    let mut writer = Writer::default();
    writer.open("");
    writer.text("schema", SCHEMA);
    writer.text("audience", &progress.audience);
    writer.number("visit", progress.visit);
    writer.open_list("items");
    for item in &progress.items {
        writer.open("");
        writer.text("id", &item.id);
        writer.number("box", item.level);
        writer.number("seen", item.seen);
        writer.number("right", item.right);
        writer.number("due", item.due);
        writer.close();
    }
    writer.close_list();
    writer.close();
    writer.finish()
}
