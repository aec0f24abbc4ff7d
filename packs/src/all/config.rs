//! The config of sources: one table per kind of source, and what is common to all of them.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::wrong;
use crate::territory::DEFAULT_EPCI;

/// What is wrong with a config, in French: the file, the line, the key.
#[derive(Debug)]
pub(super) struct Wrong(pub(super) String);

/// `SOURCES.toml`. Paths are relative to its folder.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Sources {
    pub(super) common: Common,
    pub(super) energy: Option<Energy>,
    pub(super) degree_days: Option<DegreeDays>,
    pub(super) services: Option<Services>,
    pub(super) consultation: Option<Consultation>,
    pub(super) quiz: Option<Quiz>,
    pub(super) communes: Option<Communes>,
    pub(super) embed: Option<Embed>,
    pub(super) catalogue: Option<Catalogue>,
}

/// What holds for every source that does not say otherwise.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Common {
    pub(super) owner: String,
    pub(super) contact: String,
    /// Folder of npm @etalab/decoupage-administratif, its data folder, or its communes.json.
    pub(super) communes: Option<PathBuf>,
    #[serde(default = "epci")]
    pub(super) epci: String,
    /// Public address of the folder, for embed pages and the catalogue.
    pub(super) base: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) next_update: Option<Day>,
    pub(super) next_update_days: Option<u32>,
}

/// ORE and Enedis exports.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Energy {
    pub(super) files: Vec<String>,
    pub(super) source_date: Option<Day>,
    #[serde(default)]
    pub(super) strict: bool,
    pub(super) carrier: Option<String>,
    #[serde(default)]
    pub(super) extra_carriers: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) source_url: Option<String>,
    pub(super) source_owner: Option<String>,
    #[serde(default)]
    pub(super) insee: Vec<String>,
    pub(super) licence: Option<String>,
    pub(super) next_update: Option<Day>,
    pub(super) next_update_days: Option<u32>,
}

/// Météo-France daily files.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct DegreeDays {
    pub(super) files: Vec<String>,
    pub(super) station: String,
    pub(super) since: Option<Day>,
    pub(super) source: Option<String>,
    pub(super) licence: Option<String>,
}

/// Places and procedures.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Services {
    #[serde(default)]
    pub(super) own: Vec<String>,
    #[serde(default)]
    pub(super) dila: Vec<String>,
    #[serde(default)]
    pub(super) acceslibre: Vec<String>,
    #[serde(default)]
    pub(super) mednum: Vec<String>,
    pub(super) contours: Option<PathBuf>,
    pub(super) synonyms: Option<PathBuf>,
    #[serde(default)]
    pub(super) insee: Vec<String>,
    #[serde(default)]
    pub(super) strict: bool,
    /// Asks every link, where the network may be asked.
    #[serde(default)]
    pub(super) check_links: bool,
    /// Days after which the hours of 13 months are expanded again.
    #[serde(default = "one")]
    pub(super) refresh_days: u32,
    pub(super) next_update: Option<Day>,
    pub(super) next_update_days: Option<u32>,
}

/// A Decidim platform.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Consultation {
    pub(super) platform: String,
    #[serde(default)]
    pub(super) insee: Vec<String>,
    #[serde(default)]
    pub(super) slugs: Vec<String>,
    pub(super) items: Option<usize>,
    #[serde(default)]
    pub(super) image_hosts: Vec<String>,
    pub(super) roadmap: Option<PathBuf>,
    pub(super) inclusion: Option<PathBuf>,
    pub(super) licence: Option<String>,
    pub(super) next_update: Option<Day>,
    pub(super) next_update_days: Option<u32>,
}

/// A content folder of the quiz.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Quiz {
    pub(super) content: PathBuf,
    #[serde(default)]
    pub(super) signed_only: bool,
    pub(super) licence: Option<String>,
    pub(super) next_update: Option<Day>,
    pub(super) next_update_days: Option<u32>,
}

/// The spreadsheet of the communes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Communes {
    pub(super) sheet: PathBuf,
    #[serde(default)]
    pub(super) strict: bool,
    pub(super) next_update: Option<Day>,
    pub(super) next_update_days: Option<u32>,
}

/// Embed pages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Embed {
    pub(super) shell: Option<String>,
    #[serde(default)]
    pub(super) widgets: Vec<String>,
    #[serde(default)]
    pub(super) insee: Vec<String>,
}

/// The catalogue.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Catalogue {
    pub(super) title: Option<String>,
}

/// When newer packs are expected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next {
    pub(super) date: Option<Day>,
    /// So many days after the build.
    pub(super) days: Option<u32>,
}

macro_rules! next {
    ($($table:ty)*) => {
        $(impl $table {
            pub(super) fn next(&self) -> Next {
                Next { date: self.next_update, days: self.next_update_days }
            }
        })*
    };
}
next! { Common Energy Services Consultation Quiz Communes }

fn epci() -> String {
    DEFAULT_EPCI.to_owned()
}

fn one() -> u32 {
    1
}

/// Reads a config and checks what its tables need of each other.
///
/// # Errors
/// It cannot be read, or something in it is wrong: told in French, with the line and the key.
pub(super) fn read(path: &Path) -> Result<Sources, Wrong> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| Wrong(format!("{name} ne se lit pas : {error}.")))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Wrong(format!("{name} n'est pas en UTF-8 : enregistrez-le en UTF-8.")))?;
    let mut sources = parse(&text).map_err(|(line, sentence)| match line {
        0 => Wrong(format!("{name} : {sentence}")),
        line => Wrong(format!("{name}, ligne {line} : {sentence}")),
    })?;
    if let Some(base) = &mut sources.common.base
        && !base.ends_with('/')
    {
        base.push('/');
    }
    Ok(sources)
}

/// A config from its text, or the line (0 for the whole file) and the sentence of what is wrong.
pub(super) fn parse(text: &str) -> Result<Sources, (usize, String)> {
    let sources: Sources = toml::from_str(text).map_err(|error| wrong::told(text, &error))?;
    match wrong::together(&sources) {
        Some((table, sentence)) => Err((wrong::line_of_table(text, table), sentence)),
        None => Ok(sources),
    }
}
