//! Reading open data exports: bytes → rows → sums by commune, year, carrier and sector.

use std::io::{self, BufRead};

pub mod column;
mod csv;
mod ingest;
mod json;
mod json_walk;
pub(crate) mod lines;
pub mod problem;
pub mod report;
pub mod table;
pub mod value;

pub use ingest::{Ingest, Options};
pub use json::LONGEST_RECORD;
pub use lines::LONGEST_LINE;
use report::FileReport;

impl Ingest<'_> {
    /// Reads one export to its end, CSV or JSON, and says what it found in it.
    ///
    /// # Errors
    /// The input cannot be read. What is wrong with its content is told by the report.
    pub fn read_export(&mut self, name: &str, input: &mut impl BufRead) -> io::Result<FileReport> {
        let mut report = FileReport { name: name.to_owned(), ..FileReport::default() };
        self.open_file();
        if json::looks_like_json(input)? {
            "json".clone_into(&mut report.format);
            json::read(input, self, &mut report)?;
        } else {
            "csv".clone_into(&mut report.format);
            csv::read(input, self, &mut report)?;
        }
        Ok(report)
    }
}
