//! The energy pack, format `commune-widgets/energy/1`: what `commune-packs energy` writes
//! and what the widget reads. The same types serve both, so that they cannot drift.
//!
//! Unknown fields are ignored by the reader; a writer that changes the meaning of a field
//! raises the major version in [`SCHEMA`].

use serde::{Deserialize, Serialize};

/// The schema name that every energy pack opens with.
pub const SCHEMA: &str = "commune-widgets/energy/1";

/// One commune's pack: `packs/energy/1/<insee>.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pack {
    /// `commune-widgets/energy/<major>`.
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
    /// One line that names the source, shown under the figures.
    pub source: String,
    /// Licence of the data, as shown.
    #[serde(default)]
    pub licence: String,
    /// What the pack covers, as shown (for instance `2018-2024`).
    #[serde(default)]
    pub coverage: String,
    /// True where the figures are generated for a demonstration.
    #[serde(default)]
    pub demo: bool,
    /// The commune.
    pub commune: Commune,
    /// The years of every array below, ascending, without gaps.
    pub years: Vec<u16>,
    /// One entry per carrier and sector that the sources speak of.
    pub series: Vec<Series>,
    /// Means to compare with, and ranks.
    #[serde(default)]
    pub comparison: Comparison,
    /// The files that the figures come from.
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// Who the figures are about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Commune {
    /// INSEE code, a string (`2A004` exists).
    pub insee: String,
    /// Official name.
    pub name: String,
    /// Inhabitants, the latest legal population; 0 where unknown.
    pub population: u32,
}

/// Yearly consumption of one carrier by one sector. Every array is as long as [`Pack::years`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Series {
    /// `electricity`, `gas`, `heat`, or another id that the commune supplies.
    pub carrier: String,
    /// `housing`, `services`, `industry`, `agriculture` or `unknown`.
    pub sector: String,
    /// MWh; `null` where nothing is known. With `masked > 0` it is a lower bound.
    pub mwh: Vec<Option<f64>>,
    /// Rows withheld by statistical secrecy that year: 0 where the figure is complete.
    pub masked: Vec<u32>,
    /// Delivery points, where the source counts them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<Option<u32>>,
    /// MWh corrected for climate, where the source gives it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Option<f64>>,
}

/// What a commune's housing figures are set beside.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The metropole's mean, housing only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metropole: Option<Group>,
    /// The communes of like size, this one left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peers: Option<Group>,
    /// Rank by housing kWh per inhabitant, 1 = the lowest; per carrier and for `all`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranks: Vec<Rank>,
}

/// A set of communes and its mean housing consumption per inhabitant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// How many communes.
    pub count: u32,
    /// Inhabitants of the smallest of them.
    pub min_population: u32,
    /// Inhabitants of the largest of them.
    pub max_population: u32,
    /// One entry per carrier, and one for `all` of them together.
    pub carriers: Vec<Mean>,
}

/// Mean housing consumption per inhabitant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mean {
    /// A carrier, or `all`.
    pub carrier: String,
    /// kWh per inhabitant and year; `null` where nothing is known.
    pub kwh_per_inhabitant: Vec<Option<f64>>,
    /// True where a masked or missing figure makes the mean a lower bound.
    pub at_least: Vec<bool>,
}

/// The commune's place among the communes whose figure is complete that year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rank {
    /// A carrier, or `all`.
    pub carrier: String,
    /// 1 = the lowest consumption per inhabitant; `null` where the figure is masked or missing.
    pub rank: Vec<Option<u32>>,
    /// How many communes are ranked that year.
    pub of: Vec<u32>,
}

/// One file or API answer that the pack was built from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Name of the dataset.
    pub name: String,
    /// Where it is published.
    #[serde(default)]
    pub url: String,
    /// Its licence.
    #[serde(default)]
    pub licence: String,
    /// Who publishes it.
    #[serde(default)]
    pub owner: String,
    /// ISO date of the file, or empty.
    #[serde(default)]
    pub date: String,
    /// Rows that speak of this commune.
    #[serde(default)]
    pub rows: u32,
    /// Rows left out because they could not be read, in the whole file.
    #[serde(default)]
    pub bad_rows: u32,
}
