//! `communes/1/index.json`, format `commune-widgets/communes/1`: which communes have a configuration, so that the
//! shell asks for no other, and the switch: which widgets are off everywhere.
//!
//! `schemas/communes.json` says what each field may hold. The shell asks for it anew on each page.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::{Deserialize, Serialize};

use super::config::SCHEMA as COMMUNE;
use crate::date;

/// The schema name that the index opens with.
pub const SCHEMA: &str = "commune-widgets/communes/1";

/// The file, beside the configurations.
const FILE: &str = "index.json";

/// What can be switched off: a widget, or all of them.
pub const SWITCHES: [&str; 5] = ["energy", "consultation", "services", "cyber-quiz", "all"];

/// The index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Index {
    /// `commune-widgets/communes/<major>`.
    pub schema: String,
    /// ISO date of the last change.
    pub generated: String,
    /// INSEE codes of the communes that have a file, in order.
    pub communes: Vec<String>,
    /// What is off, and why, told to the webmaster in the console.
    pub off: BTreeMap<String, String>,
}

/// Writes the index of a folder `communes/1`: the configurations that lie there, and the switch as it was.
///
/// # Errors
/// The folder cannot be read or written, or the old index is none.
pub fn write(folder: &Path, generated: &str) -> Result<Index> {
    let mut index = read(folder)?;
    let codes = codes(folder)?;
    // What is the same keeps its date, so that a copy tool sees what changed.
    if index.schema == SCHEMA && index.communes == codes {
        return Ok(index);
    }
    index.communes = codes;
    save(folder, index, generated)
}

fn save(folder: &Path, mut index: Index, generated: &str) -> Result<Index> {
    SCHEMA.clone_into(&mut index.schema);
    generated.clone_into(&mut index.generated);
    let mut json = serde_json::to_vec(&index)?;
    json.push(b'\n');
    crate::write::replace(&folder.join(FILE), &json)?;
    Ok(index)
}

/// The index as it is; an empty one where there is none.
fn read(folder: &Path) -> Result<Index> {
    let path = folder.join(FILE);
    if !path.exists() {
        return Ok(Index::default());
    }
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("{} n'est pas un index", path.display()))
}

/// Codes of the configurations in a folder.
fn codes(folder: &Path) -> Result<Vec<String>> {
    let mut codes = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "json") || path.ends_with(FILE) {
            continue;
        }
        let file: serde_json::Value = serde_json::from_slice(&fs::read(&path)?)
            .with_context(|| format!("{} is no JSON", path.display()))?;
        if file["schema"] == COMMUNE {
            codes.extend(file["commune"]["insee"].as_str().map(str::to_owned));
        }
    }
    codes.sort();
    Ok(codes)
}

/// `commune-packs switch`.
#[derive(Debug, Args)]
pub(crate) struct Switch {
    /// The folder of packs, in which `communes/1` lies.
    #[arg(value_name = "DIR")]
    packs: PathBuf,
    /// What to switch: a widget, or `all`. Without it, tells what is off.
    #[arg(value_parser = SWITCHES)]
    widget: Option<String>,
    /// Switches it off: pages show what they hold without the widget. The reason, for webmasters.
    #[arg(long, value_name = "WHY", requires = "widget", conflicts_with = "on")]
    off: Option<String>,
    /// Switches it on again.
    #[arg(long, requires = "widget")]
    on: bool,
}

/// Turns one switch, or tells how all stand.
pub(crate) fn run(arguments: Switch) -> Result<()> {
    let folder = arguments.packs.join("communes").join("1");
    let mut index = read(&folder)?;
    match (arguments.widget, arguments.off) {
        (Some(widget), Some(why)) => {
            let why = why.trim();
            if why.is_empty() {
                bail!("dites pourquoi : le webmestre d'une commune le lira");
            }
            index.off.insert(widget, why.to_owned());
        }
        (Some(widget), None) if arguments.on => {
            index.off.remove(&widget);
        }
        (Some(_), None) => bail!("dites --off POURQUOI, ou --on"),
        (None, _) => {
            tell(&index);
            return Ok(());
        }
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    index.communes = codes(&folder)?;
    tell(&save(&folder, index, &date::build_date(None)?)?);
    Ok(())
}

fn tell(index: &Index) {
    if index.off.is_empty() {
        eprintln!("Tout est en marche.");
    }
    for (widget, why) in &index.off {
        let what =
            if widget == "all" { "Tous les widgets".to_owned() } else { format!("Le widget {widget}") };
        eprintln!("{what} : arrêt ({why})");
    }
}
