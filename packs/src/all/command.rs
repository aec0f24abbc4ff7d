//! `commune-packs all`: the command line.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::config::{self, Sources, Wrong};
use super::report::{Line, Report, SCHEMA};
use super::state::State;
use super::step::{self, Build};
use super::{due, pages, place, run as steps};
use crate::write::replace;
use crate::{date, page};

/// `commune-packs all`.
#[derive(Debug, Args)]
pub(crate) struct All {
    /// The config of sources, TOML; `templates/sources.toml` shows every key.
    #[arg(value_name = "SOURCES.toml")]
    sources: PathBuf,
    /// The folder to publish; packs and configurations land in DIR/packs, embed pages in DIR/embed.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Ask no network: what needs it keeps its packs.
    #[arg(long)]
    offline: bool,
    /// Run these steps though nothing changed (`--force=energy,quiz`); without a name, all of them.
    #[arg(long, value_name = "STEP", num_args = 0..=1, require_equals = true, value_delimiter = ',')]
    force: Option<Vec<String>>,
    /// Date of the build (YYYY-MM-DD); by default SOURCE_DATE_EPOCH, else today.
    #[arg(long, value_name = "DATE")]
    generated: Option<String>,
}

/// What a scheduled job sees where the config is wrong: nothing was run.
const CONFIG: u8 = 2;
/// What it sees where another run works in the same folder: nothing was run either.
const BUSY: u8 = 3;
/// The file that a run holds in the folder. It stays, empty: the hold ends with its process, however that ends.
const LOCK: &str = ".all.lock";

/// Runs the steps that have to be, and writes the report. The exit code is 0 where every source is ready, 1 where one
/// of them failed, 2 where the config is wrong, 3 where another run works in the folder.
pub(crate) fn run(arguments: &All) -> Result<ExitCode> {
    match config::read(&arguments.sources).and_then(|sources| forced(arguments, &sources).map(|()| sources)) {
        Ok(sources) => build(arguments, &sources),
        Err(Wrong(sentence)) => {
            eprintln!("{sentence}");
            Ok(ExitCode::from(CONFIG))
        }
    }
}

/// `--force` names steps of the config.
fn forced(arguments: &All, sources: &Sources) -> Result<(), Wrong> {
    let ids: Vec<&str> = step::all(sources).iter().map(|step| step.id()).collect();
    if ids.is_empty() {
        let sentence = "la configuration ne nomme aucune source : ajoutez une table comme [energy].";
        return Err(Wrong(sentence.into()));
    }
    match arguments.force.iter().flatten().find(|name| !ids.contains(&name.as_str())) {
        Some(name) => {
            Err(Wrong(format!("--force : « {name} » n'est pas une étape. Elles sont : {}.", ids.join(", "))))
        }
        None => Ok(()),
    }
}

fn build(arguments: &All, sources: &Sources) -> Result<ExitCode> {
    let place = &arguments.out;
    let generated = date::build_date(arguments.generated.as_deref())?;
    let build = Build {
        common: &sources.common,
        base: arguments.sources.parent().unwrap_or(Path::new("")),
        place,
        today: generated.parse().context("the date of the build")?,
        generated,
        offline: arguments.offline,
    };
    fs::create_dir_all(place.join("packs")).with_context(|| format!("cannot create {}", place.display()))?;
    let Some(_alone) = hold(place)? else {
        eprintln!(
            "Une autre exécution travaille dans {} : rien n'a été fait. Relancez quand elle aura fini.",
            place.display()
        );
        return Ok(ExitCode::from(BUSY));
    };
    let mut state = State::read(place);
    let mut lines: Vec<Line> = Vec::new();
    for step in step::all(sources) {
        let named = |names: &Vec<String>| names.is_empty() || names.iter().any(|name| name == step.id());
        let line =
            steps::one(step.as_ref(), &build, &mut state, arguments.force.as_ref().is_some_and(named))?;
        eprintln!("{line}");
        state.write(place)?;
        lines.push(line);
    }
    for (id, past) in &state.steps {
        if lines.iter().all(|line| line.id != *id) {
            let line = Line::gone(id, past);
            eprintln!("{line}");
            lines.push(line);
        }
    }
    steps::clear(&place.join(place::ASIDE))?;
    let right = lines.iter().all(|line| !line.outcome.is_failure());
    let report = Report {
        schema: SCHEMA,
        generated: build.generated.clone(),
        right,
        due: due::all(place, &state, build.today),
        steps: lines,
    };
    write(place, &report, &state)?;
    eprintln!("Compte rendu : {}", place.join("rapport.html").display());
    Ok(if right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Holds the folder for this run; none where another one has it. Two at once would move each other's files.
fn hold(place: &Path) -> Result<Option<File>> {
    let path = place.join(LOCK);
    let file = File::options().create(true).append(true).open(&path);
    let file = file.with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => bail!("cannot hold {}: {error}", path.display()),
    }
}

/// Writes the pages and the report. A file whose bytes are there already is left as it is.
fn write(place: &Path, report: &Report, state: &State) -> Result<()> {
    let mut json = serde_json::to_vec_pretty(report)?;
    json.push(b'\n');
    let files: [(&str, Vec<u8>); 4] = [
        ("packs/packs.css", page::CSS.into()),
        ("packs/index.html", pages::index(place, state).into()),
        ("rapport.html", pages::report(report).into()),
        ("rapport.json", json),
    ];
    for (name, bytes) in files {
        let path = place.join(name);
        if fs::read(&path).ok().as_ref() != Some(&bytes) {
            replace(&path, &bytes)?;
        }
    }
    Ok(())
}
