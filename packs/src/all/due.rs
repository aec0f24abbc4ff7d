//! Packs whose next update is past or near.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::state::State;
use crate::check::{SOON, is_read, iso};

/// Packs of one step that expect their update on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Due {
    /// Id of the step.
    pub(super) step: String,
    /// ISO date.
    pub(super) next_update: String,
    /// True where that day is past.
    pub(super) late: bool,
    /// How many packs.
    pub(super) packs: u64,
    /// The first of them.
    pub(super) example: String,
}

/// What is due in a folder, the latest first.
pub(super) fn all(place: &Path, state: &State, today: Date) -> Vec<Due> {
    let mut found: BTreeMap<(Date, &str), Vec<&str>> = BTreeMap::new();
    for (id, past) in &state.steps {
        let names = past.files.keys().chain(&past.stale);
        for name in names.filter(|name| name.ends_with(".json") && !name.contains("/index/")) {
            let bytes = fs::read(place.join(name)).unwrap_or_default();
            let json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
            if is_read(&json)
                && let Some(next) = json["nextUpdate"].as_str().and_then(iso)
                && super::step::days_since(today, next) <= SOON
            {
                found.entry((next, id)).or_default().push(name);
            }
        }
    }
    let due = found.into_iter().map(|((next, id), names)| Due {
        step: id.to_owned(),
        next_update: next.to_string(),
        late: next < today,
        packs: names.len() as u64,
        example: names[0].to_owned(),
    });
    due.collect()
}
