//! What became of the steps: the lines of the terminal, `rapport.json` and what its page is made of.

use std::fmt;

use serde::Serialize;

use super::due::Due;
use super::state::Past;
use super::step::Step;
use crate::date::french;
use crate::french::count;

/// The schema name that `rapport.json` opens with.
pub(super) const SCHEMA: &str = "commune-widgets/all-report/1";

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Outcome {
    /// New packs are there.
    Done,
    /// Nothing that it depends on changed, or what it wrote is what was there.
    Unchanged,
    /// The rows without a fault are there; of the others, the files of the last time.
    Partly,
    /// The packs of the last time are there.
    Failed,
    /// It needs the network, which was not to be asked.
    Offline,
    /// The config names it no more.
    Gone,
}

impl Outcome {
    /// True where somebody must correct something.
    pub(super) fn is_failure(self) -> bool {
        matches!(self, Self::Partly | Self::Failed)
    }
}

/// One step.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) outcome: Outcome,
    /// ISO date of the packs that are there; none where there never were any.
    pub(super) since: Option<String>,
    /// What must be corrected.
    pub(super) faults: Vec<String>,
    /// What is good to know.
    pub(super) remarks: Vec<String>,
    /// The files that it reads.
    pub(super) inputs: Vec<String>,
    /// Files that are there.
    pub(super) files: u64,
    /// How many of them this run replaced.
    pub(super) replaced: u64,
    /// Files that it wrote once and writes no more.
    pub(super) stale: Vec<String>,
}

impl Line {
    /// The line of a step before it is run.
    pub(super) fn of(step: &dyn Step, past: Option<&Past>) -> Self {
        Self::new(step.id(), step.title(), past)
    }

    /// The line of a step that the config names no more.
    pub(super) fn gone(id: &str, past: &Past) -> Self {
        Self { outcome: Outcome::Gone, ..Self::new(id, id, Some(past)) }
    }

    fn new(id: &str, title: &str, past: Option<&Past>) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            outcome: Outcome::Unchanged,
            since: past.map(|past| past.made.clone()),
            faults: Vec::new(),
            remarks: Vec::new(),
            inputs: past.map(|past| past.inputs.clone()).unwrap_or_default(),
            files: past.map_or(0, |past| past.files.len() as u64),
            replaced: 0,
            stale: past.map(|past| past.stale.clone()).unwrap_or_default(),
        }
    }

    /// The same step, failed.
    pub(super) fn failed(self, faults: Vec<String>) -> Self {
        Self { outcome: Outcome::Failed, faults, ..self }
    }

    /// What became of it, in French.
    pub(super) fn state(&self) -> String {
        let since = match &self.since {
            Some(since) => format!(" du {}", french(since)),
            None => String::new(),
        };
        let none = self.since.is_none();
        match self.outcome {
            Outcome::Done => {
                format!("fait, {}", count(self.replaced, "fichier remplacé"))
            }
            Outcome::Unchanged => format!("inchangé, paquets{since}"),
            Outcome::Partly => "fait en partie : les fichiers des lignes fausses sont gardés".into(),
            Outcome::Failed if none => "échec : pas encore de paquet".into(),
            Outcome::Failed => format!("échec : paquets{since} gardés"),
            Outcome::Offline if none => "hors ligne : pas encore de paquet".into(),
            Outcome::Offline => format!("hors ligne : paquets{since} gardés"),
            Outcome::Gone => format!("retiré de la configuration : paquets{since} gardés"),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} : {}", self.id, self.state())?;
        for fault in &self.faults {
            write!(f, "\n  à corriger : {fault}")?;
        }
        for remark in &self.remarks {
            write!(f, "\n  à savoir : {remark}")?;
        }
        for name in &self.stale {
            write!(f, "\n  à savoir : {name} n'est plus écrit, et reste : enlevez-le s'il ne sert plus.")?;
        }
        Ok(())
    }
}

/// `rapport.json`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    /// [`SCHEMA`].
    pub(super) schema: &'static str,
    /// ISO date of the run.
    pub(super) generated: String,
    /// True where nothing is to be corrected.
    pub(super) right: bool,
    /// In the order in which they were run.
    pub(super) steps: Vec<Line>,
    /// Packs whose next update is past or near.
    pub(super) due: Vec<Due>,
}
