//! What is known of the runs before: `all.json` in the folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::write::replace;

/// The schema name that the file opens with.
const SCHEMA: &str = "commune-widgets/all/1";
/// Its name.
pub(super) const FILE: &str = "all.json";

/// The state of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct State {
    schema: String,
    /// By id of the step.
    pub(super) steps: BTreeMap<String, Past>,
}

/// The last success of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Past {
    /// What it depended on; empty where a part of it failed, so that it is tried again.
    pub(super) key: String,
    /// ISO date of the build.
    pub(super) made: String,
    /// What was told that is still true while nothing changes.
    pub(super) remarks: Vec<String>,
    /// The files that it read.
    pub(super) inputs: Vec<String>,
    /// The files that it wrote, with their SHA-256.
    pub(super) files: BTreeMap<String, String>,
    /// Files that it wrote once and writes no more.
    pub(super) stale: Vec<String>,
}

impl State {
    /// The state of a folder; an empty one where there is none that can be read: everything is made again.
    pub(super) fn read(folder: &Path) -> Self {
        let bytes = fs::read(folder.join(FILE)).unwrap_or_default();
        let state: Self = serde_json::from_slice(&bytes).unwrap_or_default();
        if state.schema == SCHEMA { state } else { Self { schema: SCHEMA.to_owned(), ..Self::default() } }
    }

    /// Writes it, where it is not what is there.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        let path = folder.join(FILE);
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        replace(&path, &bytes)
    }
}
