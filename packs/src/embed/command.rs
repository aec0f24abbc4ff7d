//! `commune-packs embed`: the command line.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Serialize;

use super::names;
use super::page::{self, Site};
use super::widget::Widget;
use crate::territory::{DEFAULT_EPCI, Territory};
use crate::write::replace as save;

/// `commune-packs embed`.
#[derive(Debug, Args)]
pub(crate) struct Embed {
    /// Public address of the folder that holds the script, `packs/` and `embed/`.
    #[arg(long, value_name = "URL")]
    pub(crate) base: String,
    /// Where to write; files land in DIR/embed.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The script: a path below the base, or an address.
    #[arg(long, value_name = "PATH", default_value = "commune-widgets.js")]
    pub(crate) shell: String,
    /// Who publishes the widgets.
    #[arg(long, default_value = "")]
    pub(crate) owner: String,
    /// Folder of packs; a commune without a pack of a widget gets no page of it.
    #[arg(long, value_name = "DIR")]
    pub(crate) packs: Option<PathBuf>,
    /// These widgets only: energy, consultation, services, cyber-quiz.
    #[arg(long, value_name = "NAME", num_args = 1..)]
    pub(crate) widget: Vec<String>,
    /// Folder of npm @etalab/decoupage-administratif, its data folder, or its communes.json.
    #[arg(long, value_name = "PATH", default_value = "node_modules/@etalab/decoupage-administratif")]
    pub(crate) communes: PathBuf,
    /// SIREN code of the metropole.
    #[arg(long, default_value = DEFAULT_EPCI)]
    pub(crate) epci: String,
    /// Write these communes only.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub(crate) insee: Vec<String>,
}

/// Writes the pages, and says how many.
pub(crate) fn run(arguments: Embed) -> Result<()> {
    let Made { written, without, folder } = make(&arguments)?;
    eprintln!("{written} embed pages written to {}", folder.display());
    if without > 0 {
        eprintln!("{without} left out: no pack in {:?}", arguments.packs.unwrap_or_default());
    }
    Ok(())
}

/// What was written.
pub(crate) struct Made {
    /// Pages.
    pub(crate) written: u64,
    /// Pages that were left out for lack of a pack.
    pub(crate) without: u64,
    /// Where they are.
    pub(crate) folder: PathBuf,
}

/// Writes the pages, their JSON, what they share, and the list of names.
pub(crate) fn make(arguments: &Embed) -> Result<Made> {
    let site = Site::new(&arguments.base, &arguments.shell, &arguments.owner)?;
    let territory = Territory::read(&arguments.communes, &arguments.epci)?;
    for code in &arguments.insee {
        if territory.index_of(code).is_none() {
            bail!("{code} is no commune of {}", territory.name);
        }
    }
    let mut widgets = Vec::new();
    for name in &arguments.widget {
        widgets.push(Widget::of(name).with_context(|| format!("there is no widget {name:?}"))?);
    }
    if widgets.is_empty() {
        widgets.extend(Widget::ALL);
    }
    let folder = arguments.out.join("embed");
    let (mut written, mut without) = (0, 0);
    for widget in widgets {
        let own = folder.join(widget.name());
        fs::create_dir_all(&own).with_context(|| format!("cannot create {}", own.display()))?;
        for (index, commune) in territory.communes.iter().enumerate() {
            let asked = |code: &String| territory.index_of(code) == Some(index);
            if !arguments.insee.is_empty() && !arguments.insee.iter().any(asked) {
                continue;
            }
            let there = |packs: &PathBuf| packs.join(widget.pack(&commune.insee)).is_file();
            if !arguments.packs.as_ref().is_none_or(there) {
                without += 1;
                continue;
            }
            let file = |ending: &str| own.join(format!("{}.{ending}", commune.insee));
            save(&file("html"), page::html(&site, widget, commune).as_bytes())?;
            save(&file("json"), &json(&page::oembed(&site, widget, commune))?)?;
            written += 1;
        }
    }
    save(&folder.join("embed.css"), page::CSS.as_bytes())?;
    save(&folder.join("embed.js"), page::JS.as_bytes())?;
    save(&folder.join("communes.json"), &json(&names::names(&territory))?)?;
    Ok(Made { written, without, folder })
}

/// One line of JSON.
pub(super) fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
