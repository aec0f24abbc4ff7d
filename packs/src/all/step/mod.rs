//! One step per table of the config: which files it reads, and the command that it lets run on them.

mod catalogue;
mod communes;
mod consultation;
mod degree_days;
mod embed;
mod energy;
mod heard;
mod quiz;
mod services;

use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::config::{Common, Next, Sources};
use super::key::unreadable;
use crate::cli::{Communes, Labels};

/// What every step of a run shares.
pub(super) struct Build<'b> {
    pub(super) common: &'b Common,
    /// Folder of the config, to which its paths are relative.
    pub(super) base: &'b Path,
    /// The folder that is published.
    pub(super) place: &'b Path,
    /// ISO date of the build.
    pub(super) generated: String,
    /// The same.
    pub(super) today: Date,
    /// The network may not be asked.
    pub(super) offline: bool,
}

/// When a step is run although nothing that it reads changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Never.
    Changed,
    /// So many days after its last success.
    Days(u32),
    /// At each run, unless it is offline: it asks the network.
    Asked,
}

/// What a step wrote, or why it did not.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// What is good to know, in French.
    pub(super) remarks: Vec<String>,
    /// What must be corrected, in French: nothing is moved.
    pub(super) faults: Vec<String>,
    /// All the same, move what was written: the faults are of rows that wrote nothing.
    pub(super) partly: bool,
}

/// What a step reads: files, or what is wrong with their names.
pub(super) type Inputs = Result<Vec<PathBuf>, Vec<String>>;

/// A source.
pub(super) trait Step {
    /// Its name in the config, in the state and on the command line.
    fn id(&self) -> &'static str;
    /// As the report is titled.
    fn title(&self) -> &'static str;
    /// What it depends on beside its files.
    fn settings(&self, build: &Build<'_>) -> Value;
    /// The files that it reads.
    fn inputs(&self, build: &Build<'_>) -> Inputs;
    /// When it is run.
    fn when(&self) -> When {
        When::Changed
    }
    /// What its table says of the next update, where its packs tell one.
    fn next(&self) -> Option<Next> {
        None
    }
    /// Writes below `out`, which is empty and laid out as the published folder.
    ///
    /// # Errors
    /// It cannot be done; what can be told in French is told by [`Made::faults`].
    fn run(&self, build: &Build<'_>, out: &Path) -> Result<Made>;
    /// Follows in the published folder what was moved there.
    ///
    /// # Errors
    /// A file cannot be read or written.
    fn placed(&self, _build: &Build<'_>) -> Result<()> {
        Ok(())
    }
}

/// The steps of a config, in the order in which they are run: the last ones read what the others wrote.
pub(super) fn all(sources: &Sources) -> Vec<Box<dyn Step + '_>> {
    let Sources { common: _, energy, degree_days, services, consultation, quiz, communes, embed, catalogue } =
        sources;
    let mut out: Vec<Box<dyn Step + '_>> = Vec::new();
    out.extend(energy.as_ref().map(|table| Box::new(energy::Energy(table)) as _));
    out.extend(degree_days.as_ref().map(|table| Box::new(degree_days::DegreeDays(table)) as _));
    out.extend(services.as_ref().map(|table| Box::new(services::Services(table)) as _));
    out.extend(consultation.as_ref().map(|table| Box::new(consultation::Consultation(table)) as _));
    out.extend(quiz.as_ref().map(|table| Box::new(quiz::Quiz(table)) as _));
    out.extend(communes.as_ref().map(|table| Box::new(communes::Communes(table)) as _));
    out.extend(embed.as_ref().map(|table| Box::new(embed::Embed(table)) as _));
    out.extend(catalogue.as_ref().map(|table| Box::new(catalogue::Catalogue(table)) as _));
    out
}

impl Build<'_> {
    /// A path of the config.
    fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.base.join(path)
    }

    /// A path as it is told: below the config or the published folder, without the folders above, which may tell a
    /// person's name.
    pub(super) fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.base).or_else(|_| path.strip_prefix(self.place));
        below.unwrap_or(path).display().to_string()
    }

    /// A sentence with its paths as they are told.
    pub(super) fn told(&self, sentence: String) -> String {
        [self.base, self.place].into_iter().fold(sentence, |sentence, folder| {
            match folder.to_string_lossy().trim_end_matches('/') {
                folder if !folder.starts_with('/') => sentence,
                folder => sentence.replace(&format!("{folder}/"), ""),
            }
        })
    }

    /// The folder that holds `energy/1` and its like, below a root.
    fn packs(root: &Path) -> PathBuf {
        root.join("packs")
    }

    /// What the packs of a table say of themselves.
    fn labels(&self, next: Option<Next>) -> Labels {
        Labels {
            owner: self.common.owner.clone(),
            contact: self.common.contact.clone(),
            next_update: self.next(next).map(|date| date.to_string()),
            generated: Some(self.generated.clone()),
        }
    }

    /// When newer packs are expected: what the table says, else what is common.
    fn next(&self, own: Option<Next>) -> Option<Date> {
        let of = |next: Next| {
            let after = |days: u32| self.today.checked_add(Span::new().days(i64::from(days))).ok();
            next.date.map(|day| day.0).or_else(|| next.days.and_then(after))
        };
        own.and_then(of).or_else(|| of(self.common.next()))
    }

    /// Days after which packs that promise newer ones are made again: where a date is promised, nothing but a newer
    /// source keeps the promise.
    pub(super) fn promised_days(&self, own: Next) -> Option<u32> {
        let common = self.common.next();
        let next = if own.date.is_some() || own.days.is_some() { own } else { common };
        next.days
    }

    /// The licence of a table, else the common one, else that of the command.
    fn licence(&self, own: Option<&String>, default: &str) -> String {
        own.or(self.common.licence.as_ref()).map_or(default, String::as_str).to_owned()
    }

    /// Where the communes are; a config whose tables need them says it.
    fn communes(&self) -> Communes {
        let communes = self.common.communes.as_ref().map(|path| self.path(path)).unwrap_or_default();
        Communes { communes, epci: self.common.epci.clone() }
    }

    /// The files of the communes that a key depends on.
    fn communes_files(&self) -> Vec<PathBuf> {
        let Some(path) = &self.common.communes else { return Vec::new() };
        let path = self.path(path);
        let folders =
            [path.join("data"), path.clone(), path.parent().map(Path::to_path_buf).unwrap_or_default()];
        let found = folders.into_iter().find(|folder| folder.join("communes.json").is_file());
        let folder = found.unwrap_or(path);
        let package = folder.join("../package.json");
        let mut out = vec![folder.join("communes.json"), folder.join("epci.json")];
        out.extend(package.is_file().then_some(package));
        out
    }

    /// The settings of a table with what it takes from `[common]`.
    fn with_common(&self, table: &impl Serialize) -> Value {
        json!([table, self.common])
    }

    /// The files that patterns mean, in the order of the patterns and then of their names.
    fn files(&self, patterns: &[String], faults: &mut Vec<String>) -> Vec<PathBuf> {
        let mut out = Vec::new();
        for pattern in patterns {
            if !pattern.contains(['*', '?', '[']) {
                let path = self.path(pattern);
                match std::fs::metadata(&path) {
                    Ok(there) if there.is_dir() => {
                        faults.push(unreadable(pattern, &std::io::ErrorKind::IsADirectory.into()));
                    }
                    Ok(_) => out.push(path),
                    Err(error) => faults.push(unreadable(pattern, &error)),
                }
                continue;
            }
            // The folder of the config may hold signs of patterns.
            let base = glob::Pattern::escape(&self.base.to_string_lossy());
            let whole = Path::new(&base).join(pattern);
            match glob::glob(&whole.to_string_lossy()) {
                Ok(found) => {
                    let before = out.len();
                    out.extend(found.flatten().filter(|path| path.is_file()));
                    if out.len() == before {
                        faults.push(format!("aucun fichier ne correspond à « {pattern} »."));
                    }
                }
                Err(error) => faults.push(format!("« {pattern} » n'est pas un motif de noms : {error}.")),
            }
        }
        out
    }
}

/// The files, unless something is wrong with a name.
fn unless(faults: Vec<String>, files: Vec<PathBuf>) -> Inputs {
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

/// Days since a date.
pub(super) fn days_since(past: Date, today: Date) -> i64 {
    (today - past).get_days().into()
}
