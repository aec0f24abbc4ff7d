//! What was read of a file.

use serde::Serialize;

use crate::read::report::UnknownHeader;

/// How many problems of each file are told one by one.
pub(super) const LISTED: usize = 100;

/// One row that was left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowProblem {
    /// Line of a CSV file, the header being line 1; or number of a JSON record, the first being 1.
    pub line: u64,
    /// The column, or empty where the whole row is meant.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub column: String,
    /// In French.
    pub message: String,
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileReport {
    /// Name without folders.
    pub name: String,
    /// Id of the source.
    pub source: String,
    /// Rows read.
    pub rows: u64,
    /// Rows that became records.
    pub used: u64,
    /// Rows of other communes, or of no public service.
    pub outside: u64,
    /// Rows left out.
    pub bad: u64,
    /// Rows that are not UTF-8, read as Windows-1252.
    pub not_utf8: u64,
    /// The first problems.
    pub problems: Vec<RowProblem>,
    /// Headers that are none of the format.
    pub unknown_headers: Vec<UnknownHeader>,
    /// Headers without which no row can be read.
    pub missing_headers: Vec<String>,
    /// Why reading stopped early, in French.
    pub stopped: Option<String>,
}

impl FileReport {
    /// Counts a row that is left out, and tells it where there is room.
    pub(super) fn bad(&mut self, line: u64, column: &str, message: String) {
        self.bad += 1;
        if self.problems.len() < LISTED {
            self.problems.push(RowProblem { line, column: column.to_owned(), message });
        }
    }
}
