//! The configuration of a commune, format `commune-widgets/commune/1`: `communes/1/<insee>.json`.
//!
//! `schemas/commune.json` says what each field may hold; a test checks that what is written follows it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The schema name that every configuration opens with.
pub const SCHEMA: &str = "commune-widgets/commune/1";

/// Codes of the languages that the widgets speak.
pub type Languages = Vec<String>;

/// What a commune chose for all its widgets. An attribute of an element wins over it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Config {
    /// `commune-widgets/commune/<major>`.
    pub schema: String,
    /// ISO date of the build.
    pub generated: String,
    /// Who publishes the file.
    pub owner: String,
    /// How to reach the owner: a mail address, telephone or URL.
    pub contact: String,
    /// ISO date by which the commune is asked again, or empty.
    pub next_update: String,
    /// One line that names where it comes from.
    pub source: String,
    /// Licence, or empty.
    pub licence: String,
    /// What it covers: the commune's name.
    pub coverage: String,
    /// True where it was made up for a demonstration.
    pub demo: bool,
    /// The commune.
    pub commune: Commune,
    /// How to reach its town hall.
    pub town_hall: TownHall,
    /// `light`, `dark` or `auto`; empty: the page's own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// Languages that the commune offers, the first one by default; empty: the page's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Languages,
    /// Its place on a Decidim platform.
    #[serde(skip_serializing_if = "Decidim::is_empty")]
    pub decidim: Decidim,
    /// Its colours.
    #[serde(skip_serializing_if = "Tokens::is_empty")]
    pub tokens: Tokens,
    /// Addresses by the attribute that they stand for: `help`, `join`, `opinion`, `reserve`, `panel`,
    /// `renovation`, `advice`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<String, String>,
    /// Telephone number of the place that helps, attribute `help-phone`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help_phone: String,
    /// Attribute `hide-rank`: leaves out the commune's place among the others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hide_rank: bool,
}

/// Which commune.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Commune {
    /// INSEE code, a string.
    pub insee: String,
    /// Official name.
    pub name: String,
}

/// How to reach a town hall. Empty texts are unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TownHall {
    /// Telephone number, as shown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Mail address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Lines of its address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
}

/// A commune's place on a Decidim platform.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decidim {
    /// Origin of the platform, attribute `platform`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub platform: String,
    /// Slug of the consultation that is shown alone, attribute `process`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub slug: String,
    /// Names or ids of the platform's areas that are the commune's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
}

impl Decidim {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Design tokens: a custom property (`--commune-accent`) and its value, by scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tokens {
    /// Colours in the light scheme.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub light: BTreeMap<String, String>,
    /// Colours in the dark scheme.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dark: BTreeMap<String, String>,
    /// `--commune-radius` in both.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub radius: String,
}

impl Tokens {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
