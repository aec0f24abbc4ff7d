//! What was read, left out and doubted, file by file.

use serde::Serialize;

use super::problem::{LISTED, Problem, What};

/// The report of one run, `report.json` beside the packs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// `commune-widgets/energy-report/1`.
    pub schema: String,
    /// ISO date of the run.
    pub generated: String,
    /// One entry per input, in the order given.
    pub files: Vec<FileReport>,
}

/// What was read of one input.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileReport {
    /// File name without its folders, or `stdin`.
    pub name: String,
    /// `csv` or `json`, or empty where nothing could be read.
    pub format: String,
    /// Rows after the header, empty lines left aside.
    pub rows: u64,
    /// Rows that went into the packs.
    pub used: u64,
    /// Rows of communes outside the metropole.
    pub outside: u64,
    /// Used rows withheld by statistical secrecy, wholly or in part.
    pub masked: u64,
    /// Rows left out.
    pub bad: u64,
    /// Rows kept with a doubt.
    pub doubtful: u64,
    /// Rows whose text is not UTF-8 and was read as Windows-1252.
    pub not_utf8: u64,
    /// The first problems, one by one.
    pub problems: Vec<Problem>,
    /// Headers that these files do not have, each with the known one that it is nearest to.
    pub unknown_headers: Vec<UnknownHeader>,
    /// Headers that come twice; the first one was used.
    pub repeated_headers: Vec<String>,
    /// Required headers that are not there: nothing could be read.
    pub missing_headers: Vec<String>,
    /// Why reading stopped before the end, or why nothing was read. In French.
    pub stopped: Option<String>,
}

/// A header that these files do not have.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnknownHeader {
    /// As the file has it.
    pub name: String,
    /// The known header that it may stand for, in normal form.
    pub nearest: Option<String>,
}

impl FileReport {
    /// Counts a problem, and lists it while there is room.
    pub fn add(&mut self, place: u64, what: What) {
        if what.leaves_out() {
            self.bad += 1;
        } else {
            self.doubtful += 1;
        }
        if self.problems.len() < LISTED {
            self.problems.push(Problem::new(place, what));
        }
    }

    /// True where `--strict` accepts the file.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.bad == 0
            && self.doubtful == 0
            && self.not_utf8 == 0
            && self.unknown_headers.is_empty()
            && self.repeated_headers.is_empty()
            && self.missing_headers.is_empty()
            && self.stopped.is_none()
    }
}

impl Report {
    /// True where `--strict` accepts every file.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.files.iter().all(FileReport::is_clean)
    }
}
