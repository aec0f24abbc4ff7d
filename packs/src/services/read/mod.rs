//! Reading the sources: bytes → drafts, and what was wrong with the rows.

pub(crate) mod acceslibre;
pub(crate) mod dila;
mod json;
mod kinds;
pub(crate) mod mednum;
pub(crate) mod own;
mod report;
mod rows;

pub use report::{FileReport, RowProblem};

use std::io::{self, BufRead};

use super::draft::{Draft, Origins};

/// Reads one file of a source to its end. Drafts go to `keep`, which says whether it took them; what
/// is wrong with a row goes to the report.
///
/// # Errors
/// The input cannot be read.
pub fn read(
    origin: Origins,
    file: usize,
    name: &str,
    input: &mut dyn BufRead,
    keep: &mut dyn FnMut(Draft) -> bool,
) -> io::Result<FileReport> {
    let mut report =
        FileReport { name: name.to_owned(), source: origin.id().to_owned(), ..FileReport::default() };
    match origin {
        Origins::Dila => dila::read(file, input, &mut report, keep)?,
        Origins::Acceslibre => rows::read(input, &acceslibre::TABLE, file, &mut report, keep)?,
        Origins::Mednum => rows::read(input, &mednum::TABLE, file, &mut report, keep)?,
        Origins::Own => rows::read(input, &own::TABLE, file, &mut report, keep)?,
    }
    Ok(report)
}
