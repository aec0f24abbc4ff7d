//! The files of a run, below `DIR/consultation/1`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use commune_consultation::data::pack::Pack;
use commune_consultation::model::link::host;

use super::page;
use crate::write::replace as save;

/// Writes `<name>.json` and `<name>.html`, and the sheet that the page links. Each file replaces the old one whole: a page
/// that is being read never sees half of one.
pub(super) fn pack(out: &Path, name: &str, pack: &Pack) -> Result<()> {
    let folder = out.join("consultation").join("1");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut json = serde_json::to_vec(pack)?;
    json.push(b'\n');
    save(&folder.join(format!("{name}.json")), &json)?;
    save(&folder.join(format!("{name}.html")), page::page(pack).as_bytes())?;
    save(&out.join("packs.css"), crate::page::CSS.as_bytes())
}

/// The name of a platform's own pack: its host, with dashes.
pub(super) fn file_name(url: &str) -> String {
    let name = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    host(url).chars().map(name).collect()
}
