//! `commune-packs usage`: the command line.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{Counts, csv, json};
use crate::french::count;
use crate::territory::{DEFAULT_EPCI, Territory};
use crate::{date, input};

/// `commune-packs usage`.
#[derive(Debug, Args)]
pub(crate) struct Usage {
    /// Access logs of Apache or nginx (combined or common format), plain or gzip; `-` reads the standard input.
    #[arg(required = true, value_name = "LOG")]
    logs: Vec<PathBuf>,
    /// Where to write the CSV; by default the standard output, unless --json is given.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Where to write the JSON; `-` is the standard output.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Folder of npm @etalab/decoupage-administratif: names the communes.
    #[arg(long, value_name = "PATH")]
    communes: Option<PathBuf>,
    /// SIREN code of the metropole.
    #[arg(long, default_value = DEFAULT_EPCI)]
    epci: String,
}

pub(crate) fn run(arguments: &Usage) -> Result<()> {
    let territory =
        arguments.communes.as_deref().map(|path| Territory::read(path, &arguments.epci)).transpose()?;
    let territory = territory.as_ref();
    let mut counts = Counts::default();
    for path in &arguments.logs {
        let (_, mut file, bar) = input::open(path)?;
        counts.read(&mut file).with_context(|| format!("{} ne se lit pas", path.display()))?;
        bar.finish_and_clear();
    }
    let put = |path: &PathBuf, bytes: &[u8]| {
        if path.as_os_str() == "-" {
            io::stdout().write_all(bytes).context("écriture impossible")
        } else {
            fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
        }
    };
    if let Some(path) = &arguments.json {
        put(path, &json(&counts, territory, &date::build_date(None)?)?)?;
    }
    let out = PathBuf::from("-");
    match (&arguments.csv, &arguments.json) {
        (Some(path), _) => put(path, &csv(&counts, territory)?)?,
        (None, None) => put(&out, &csv(&counts, territory)?)?,
        (None, Some(_)) => {}
    }
    let views: u64 = counts.views.values().sum();
    eprintln!(
        "{} dans {} ; laissé de côté : {} de robots, {} sans réponse utile, {}.",
        count(views, "vue"),
        count(counts.lines, "ligne"),
        count(counts.bots, "demande"),
        count(counts.failed, "demande"),
        count(counts.unreadable, "ligne illisible"),
    );
    if counts.without_agent > 0 {
        eprintln!(
            "{} d'un journal qui ne dit pas le navigateur : les robots y sont comptés.",
            count(counts.without_agent, "vue")
        );
    }
    if counts.lines > 0 && counts.unreadable == counts.lines {
        bail!("aucune ligne n'est au format « combined » ou « common » d'Apache ou de nginx");
    }
    Ok(())
}
