//! `commune-packs plugin`: a CMS plugin from its sources, a release and the list of names. It asks no network.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use super::command::json;
use super::names;
use crate::communes::index;
use crate::date;
use crate::territory::{DEFAULT_EPCI, Territory};
use crate::write::replace as save;

/// The systems that a plugin is filled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// A plugin for WordPress, `commune-widgets/`.
    Wordpress,
    /// A plugin for SPIP, `commune_widgets/`.
    Spip,
    /// Folders to lay over a Hugo site: `layouts/`, `data/`, `static/`.
    Hugo,
}

/// Where the parts of a plugin go, below `--out`.
struct Places {
    /// Below `--sources`.
    source: &'static str,
    /// The plugin itself.
    plugin: &'static str,
    /// The release.
    assets: &'static str,
    /// The list of names.
    names: &'static str,
    /// The PHP that both plugins share.
    php: Option<&'static str>,
}

impl Kind {
    fn places(self) -> Places {
        match self {
            Self::Wordpress => Places {
                source: "wordpress/commune-widgets",
                plugin: "commune-widgets",
                assets: "commune-widgets/assets",
                names: "commune-widgets/communes.json",
                php: Some("commune-widgets/includes"),
            },
            Self::Spip => Places {
                source: "spip/commune_widgets",
                plugin: "commune_widgets",
                assets: "commune_widgets/assets",
                names: "commune_widgets/communes.json",
                php: Some("commune_widgets/inc"),
            },
            Self::Hugo => Places {
                source: "hugo/module",
                plugin: "",
                assets: "static/commune-widgets",
                names: "data/commune_widgets.json",
                php: None,
            },
        }
    }
}

/// `commune-packs plugin`.
#[derive(Debug, Args)]
pub(crate) struct Plugin {
    /// Which system.
    kind: Kind,
    /// Folder of a release, or of `cargo xtask build`.
    #[arg(long, value_name = "DIR")]
    release: PathBuf,
    /// Where to write.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Folder of the integrations' sources.
    #[arg(long, value_name = "DIR", default_value = "www/integrations")]
    sources: PathBuf,
    /// Folder of npm @etalab/decoupage-administratif, its data folder, or its communes.json.
    #[arg(long, value_name = "PATH", default_value = "node_modules/@etalab/decoupage-administratif")]
    communes: PathBuf,
    /// SIREN code of the metropole.
    #[arg(long, default_value = DEFAULT_EPCI)]
    epci: String,
    /// Communes whose packs go into the plugin; without them, packs are asked of the metropole's host.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    insee: Vec<String>,
}

/// Writes the plugin anew: nothing of a former release stays in its assets.
pub(crate) fn run(arguments: Plugin) -> Result<()> {
    let Plugin { kind, release, out, sources, communes, epci, insee } = arguments;
    let shell = release.join("commune-widgets.js");
    if !shell.is_file() {
        bail!("{} is no release: there is no commune-widgets.js", release.display());
    }
    let territory = Territory::read(&communes, &epci)?;
    for code in &insee {
        if territory.index_of(code).is_none() {
            bail!("{code} is no commune of {}", territory.name);
        }
    }
    let places = kind.places();
    let assets = out.join(places.assets);
    if assets.is_dir() {
        fs::remove_dir_all(&assets).with_context(|| format!("cannot empty {}", assets.display()))?;
    }
    let all = |_: &Path| true;
    copy(&sources.join(places.source), &out.join(places.plugin), &all)?;
    if let Some(php) = places.php {
        copy(&sources.join("shared"), &out.join(php), &all)?;
    }
    let licence = sources.join("../../LICENSE");
    if licence.is_file() && kind != Kind::Hugo {
        file(&licence, &out.join(places.plugin).join("LICENSE"))?;
    }
    let mut count = modules(&release, &assets)?;
    count += copy(&release.join("locales"), &assets.join("locales"), &all)?;
    count += packs(&release, &assets, &insee)?;
    let names_file = out.join(places.names);
    if let Some(folder) = names_file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    save(&names_file, &json(&names::names(&territory))?)?;
    eprintln!("{count} files of the release in {}", assets.display());
    Ok(())
}

/// Scripts, wasm and sheets beside the shell, and what a licence asks to be handed on.
fn modules(release: &Path, assets: &Path) -> Result<usize> {
    copy_flat(release, assets, |path| {
        let ending = path.extension().and_then(OsStr::to_str);
        let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
        matches!(ending, Some("js" | "wasm" | "css"))
            || stem.eq_ignore_ascii_case("license")
            || stem.to_ascii_uppercase().starts_with("THIRD")
    })
}

/// The packs that belong to no commune, and all of the communes asked for.
fn packs(release: &Path, assets: &Path, insee: &[String]) -> Result<usize> {
    let mut count = 0;
    for common in ["packs/cyber-quiz", "packs/degree-days"] {
        count += copy(&release.join(common), &assets.join(common), &|_: &Path| true)?;
    }
    // The sheet of every plain page.
    count += copy_flat(&release.join("packs"), &assets.join("packs"), |path| path.ends_with("packs.css"))?;
    let of_these = |path: &Path| {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        insee.iter().any(|code| name.split('.').next() == Some(code))
    };
    let settings = "packs/communes/1";
    for own in ["packs/energy/1", "packs/consultation/1", "packs/services/1", settings] {
        count += copy_flat(&release.join(own), &assets.join(own), of_these)?;
    }
    // The shell asks for the index on each page; it names the settings that are here, of which there may be none.
    let settings = assets.join(settings);
    fs::create_dir_all(&settings).with_context(|| format!("cannot create {}", settings.display()))?;
    index::write(&settings, &date::build_date(None)?)?;
    count += 1;
    if insee.is_empty() {
        return Ok(count);
    }
    // What a search asks for is shared by all communes.
    let index = "packs/services/index";
    Ok(count + copy(&release.join(index), &assets.join(index), &|_: &Path| true)?)
}

/// Copies the files of a folder that `wanted` takes, without its folders; none where there is no such folder.
fn copy_flat(from: &Path, to: &Path, wanted: impl Fn(&Path) -> bool) -> Result<usize> {
    copy(from, to, &|path: &Path| !path.is_dir() && wanted(path))
}

/// Copies what `wanted` takes of a folder and of the folders in it.
fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<usize> {
    if !from.is_dir() {
        return Ok(0);
    }
    let mut count = 0;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = entry?.path();
        let Some(name) = path.file_name().filter(|_| wanted(&path)) else { continue };
        // A server that compresses ahead keeps these beside each file; a CMS serves none of them.
        let packed = matches!(path.extension().and_then(OsStr::to_str), Some("br" | "gz"));
        if path.is_dir() {
            count += copy(&path, &to.join(name), wanted)?;
        } else if !packed {
            file(&path, &to.join(name))?;
            count += 1;
        }
    }
    Ok(count)
}

fn file(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    fs::copy(from, to)
        .map(drop)
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))
}
