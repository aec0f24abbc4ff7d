//! One commune's pack: `packs/services/1/<insee>.json`.

use serde::{Deserialize, Serialize};

use super::record::Record;

/// The schema name that every services pack opens with.
pub const SCHEMA: &str = "commune-widgets/services/1";

/// What a commune's page needs before anyone searches, and where the index lies.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Pack {
    /// `commune-widgets/services/<major>`.
    pub schema: String,
    /// ISO date of the build.
    pub generated: String,
    /// Who publishes the pack.
    pub owner: String,
    /// How to reach the owner: a mail address, telephone or URL.
    pub contact: String,
    /// ISO date by which a newer pack is expected, or empty.
    pub next_update: String,
    /// One line that names the sources.
    pub source: String,
    /// Licence of the data, as shown.
    pub licence: String,
    /// What the pack covers, as shown (for instance `42 lieux, 61 démarches`).
    pub coverage: String,
    /// True where the records are invented for a demonstration.
    pub demo: bool,
    /// The commune.
    pub commune: Commune,
    /// IANA time zone of the commune.
    pub time_zone: String,
    /// The index's folder, relative to the pack's own URL.
    pub index: String,
    /// The file that says where each record of the commune lies (see [`super::file_of`]), relative to the index's
    /// folder; empty in a pack without one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ids: String,
    /// The town hall, where a source has it.
    pub town_hall: Option<Record>,
    /// The nearest place of digital help, where a source has one.
    pub help: Option<Record>,
    /// Public holidays within the known days: day number and French name.
    pub holidays: Vec<(i32, String)>,
    /// Every commune known to the run, for distances from a typed name or postcode.
    pub communes: Vec<Commune>,
    /// Outer rings of the commune, `[longitude, latitude]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contour: Vec<Vec<(f64, f64)>>,
    /// The kinds of the commune's own places, and how many of each.
    pub kinds: Vec<(String, u32)>,
    /// The files that the records come from.
    pub sources: Vec<Source>,
}

/// A commune.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Commune {
    /// INSEE code, a string (`2A004` exists).
    pub insee: String,
    /// Official name.
    pub name: String,
    /// Inhabitants; 0 where unknown.
    #[serde(skip_serializing_if = "is_zero")]
    pub population: u32,
    /// Its postcodes; communes share some.
    pub postcodes: Vec<String>,
    /// Its centre, longitude and latitude in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<(f64, f64)>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// One file that the records come from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Source {
    /// Name of the dataset, as it must be cited.
    pub name: String,
    /// Where it is published.
    pub url: String,
    /// Its licence.
    pub licence: String,
    /// Who publishes it.
    pub owner: String,
    /// ISO date of the file, or empty.
    pub date: String,
    /// Records of this commune that use it.
    pub rows: u32,
    /// Rows left out because they could not be read, in the whole file.
    pub bad_rows: u32,
}
