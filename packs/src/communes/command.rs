//! `commune-packs communes`: the command line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::config::Config;
use super::row::Labels;
use super::{index, read, sheet};
use crate::french::count;
use crate::territory::{DEFAULT_EPCI, Territory};
use crate::{cli, date, input};

/// `commune-packs communes`.
#[derive(Debug, Args)]
pub(crate) struct Communes {
    /// The sheet, CSV, one row per commune; `templates/communes.csv` shows the columns.
    #[arg(value_name = "COMMUNES.csv")]
    pub(crate) sheet: PathBuf,
    /// Where to write; files land in DIR/communes/1.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Folder of npm @etalab/decoupage-administratif, its data folder, or its communes.json.
    #[arg(long, value_name = "PATH", default_value = "node_modules/@etalab/decoupage-administratif")]
    pub(crate) communes: PathBuf,
    /// SIREN code of the metropole.
    #[arg(long, default_value = DEFAULT_EPCI)]
    pub(crate) epci: String,
    /// The rows are made up for a demonstration.
    #[arg(long)]
    pub(crate) demo: bool,
    #[command(flatten)]
    pub(crate) labels: cli::Labels,
}

/// Writes a file per right row. A row with a fault writes nothing, and its file of the last time stays.
pub(crate) fn run(arguments: Communes) -> Result<()> {
    let generated = date::build_date(arguments.labels.generated.as_deref())?;
    let Made { written, wrong, folder } = make(arguments, |told| eprintln!("{told}"))?;
    index::write(&folder, &generated)?;
    eprintln!("{} dans {}", count(written, "commune écrite"), folder.display());
    if wrong > 0 {
        bail!("{} à corriger", count(wrong, "ligne"));
    }
    Ok(())
}

/// What became of a sheet.
pub(crate) struct Made {
    /// Files that were written.
    pub(crate) written: u64,
    /// Rows that are to be corrected.
    pub(crate) wrong: u64,
    /// Where the files are.
    pub(crate) folder: PathBuf,
}

/// Writes a file per right row, and no index; `tell` hears what is odd or wrong, in French.
pub(crate) fn make(arguments: Communes, mut tell: impl FnMut(String)) -> Result<Made> {
    let territory = Territory::read(&arguments.communes, &arguments.epci)?;
    let labels = Labels {
        generated: date::build_date(arguments.labels.generated.as_deref())?,
        owner: arguments.labels.owner,
        contact: arguments.labels.contact,
        next_update: arguments.labels.next_update.as_deref().map(date::iso).transpose()?.unwrap_or_default(),
        demo: arguments.demo,
    };
    let (name, mut file, bar) = input::open(&arguments.sheet)?;
    let sheet = sheet::read(&mut file).with_context(|| format!("{name} ne se lit pas"))?;
    bar.finish_and_clear();
    for remark in &sheet.remarks {
        tell(format!("{name} : {remark}"));
    }
    for (line, sentence) in &sheet.bad {
        tell(format!("{name}, ligne {line} : {sentence}."));
    }
    let mut wrong = sheet.bad.len() as u64;
    let mut lines: BTreeMap<String, u64> = BTreeMap::new();
    let folder = arguments.out.join("communes").join("1");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut written = 0;
    for row in &sheet.rows {
        let config = match read(row, &territory, &labels) {
            Ok(config) => config,
            Err(faults) => {
                wrong += 1;
                for fault in faults {
                    tell(format!("{name}, {fault}"));
                }
                continue;
            }
        };
        let insee = &config.commune.insee;
        if let Some(first) = lines.get(insee) {
            wrong += 1;
            tell(format!(
                "{name}, ligne {} : {} est déjà à la ligne {first}. Gardez une seule ligne par commune.",
                row.line, config.commune.name
            ));
            continue;
        }
        lines.insert(insee.clone(), row.line);
        write(&folder, &config)?;
        written += 1;
    }
    Ok(Made { written, wrong, folder })
}

/// Writes the file of a commune into the folder of configurations.
pub(super) fn write(folder: &Path, config: &Config) -> Result<()> {
    let mut json = serde_json::to_vec(config)?;
    json.push(b'\n');
    crate::write::replace(&folder.join(format!("{}.json", config.commune.insee)), &json)
}
