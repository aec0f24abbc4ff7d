//! What the readers of exports tell of a file, as faults and remarks of a step.

use crate::french::count;
use crate::read::report::{self, UnknownHeader};
use crate::services::read as services;

/// Rows that are told of one file; its own report tells more.
const MOST: usize = 5;

/// What was read of a file.
pub(super) struct Heard<'r> {
    name: &'r str,
    rows: u64,
    missing: &'r [String],
    unknown: &'r [UnknownHeader],
    repeated: &'r [String],
    stopped: Option<&'r str>,
    not_utf8: u64,
    /// The first rows with a problem.
    problems: Vec<String>,
    /// All of them.
    wrong: u64,
    /// Nothing in it is of use, and that is a fault.
    useless: bool,
}

impl<'r> From<&'r report::FileReport> for Heard<'r> {
    fn from(file: &'r report::FileReport) -> Self {
        let place = if file.format == "json" { "enregistrement" } else { "ligne" };
        let told = |one: &crate::read::problem::Problem| format!("{place} {} : {}.", one.place, one.message);
        Self {
            name: &file.name,
            rows: file.rows,
            missing: &file.missing_headers,
            unknown: &file.unknown_headers,
            repeated: &file.repeated_headers,
            stopped: file.stopped.as_deref(),
            not_utf8: file.not_utf8,
            problems: file.problems.iter().take(MOST).map(told).collect(),
            wrong: file.bad + file.doubtful,
            useless: file.used == 0,
        }
    }
}

impl<'r> From<&'r services::FileReport> for Heard<'r> {
    fn from(file: &'r services::FileReport) -> Self {
        let told = |one: &services::RowProblem| match one.column.as_str() {
            "" => format!("ligne {} : {}.", one.line, one.message),
            column => format!("ligne {}, colonne {column} : {}.", one.line, one.message),
        };
        Self {
            name: &file.name,
            rows: file.rows,
            missing: &file.missing_headers,
            unknown: &file.unknown_headers,
            repeated: &[],
            stopped: file.stopped.as_deref(),
            not_utf8: file.not_utf8,
            problems: file.problems.iter().take(MOST).map(told).collect(),
            wrong: file.bad,
            // A directory of shops may well complete no place of these communes.
            useless: file.used == 0 && file.outside == 0,
        }
    }
}

impl Heard<'_> {
    /// Sorts what is told into faults, with which no pack may be replaced, and remarks. A strict source takes every
    /// doubt for a fault.
    pub(super) fn judge(&self, strict: bool, faults: &mut Vec<String>, remarks: &mut Vec<String>) {
        let name = self.name;
        for header in self.missing {
            faults.push(format!("{name} : il manque la colonne « {header} »."));
        }
        if self.missing.is_empty() {
            // A file that was cut would take away what its end said.
            faults.extend(self.stopped.map(|why| format!("{name} : {why}")));
            if self.useless && self.stopped.is_none() {
                let what =
                    if self.rows == 0 { "le fichier n'a aucune ligne" } else { "aucune ligne n'a pu servir" };
                faults.push(format!("{name} : {what}."));
            }
        }
        let doubts = if strict || !faults.is_empty() { &mut *faults } else { &mut *remarks };
        for header in self.unknown {
            let near = header.nearest.as_ref();
            let hint = near.map_or_else(String::new, |near| format!(" Elle ressemble à « {near} »."));
            doubts.push(format!("{name} : la colonne « {} » n'est pas connue.{hint}", header.name));
        }
        for header in self.repeated {
            doubts.push(format!("{name} : la colonne « {header} » est là deux fois, la première compte."));
        }
        if self.not_utf8 > 0 {
            let lines = count(self.not_utf8, "ligne");
            doubts.push(format!("{name} : {lines} hors UTF-8, lues comme d'un fichier Windows."));
        }
        doubts.extend(self.problems.iter().map(|told| format!("{name}, {told}")));
        let more = self.wrong.saturating_sub(self.problems.len() as u64);
        if more > 0 {
            doubts.push(format!("{name} : et {}.", count(more, "autre ligne")));
        }
    }
}
