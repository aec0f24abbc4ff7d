//! Three communes with colours, languages and links of their own, for the demonstration.

use std::path::Path;

use anyhow::{Result, bail};

use super::row::Labels;
use super::{command, index, read, sheet};
use crate::territory::Territory;

/// The sheet, as a clerk would fill it in; what it says is made up.
const SHEET: &[u8] = include_bytes!("demo.csv");

/// Writes the configurations of those of the communes that the territory has, and the index.
///
/// # Errors
/// A file cannot be written, or the sheet is wrong.
pub fn write(out: &Path, territory: &Territory, labels: &Labels) -> Result<()> {
    let folder = out.join("communes").join("1");
    std::fs::create_dir_all(&folder)?;
    for row in sheet::read(&mut &*SHEET)?.rows {
        if !territory.communes.iter().any(|commune| commune.name == row.get("commune")) {
            continue;
        }
        match read(&row, territory, labels) {
            Ok(config) => command::write(&folder, &config)?,
            Err(faults) => bail!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
        }
    }
    index::write(&folder, &labels.generated).map(drop)
}
