//! Answers of the portals' APIs, one record at a time.
//!
//! Shapes: Data Fair `{"total": …, "results": [{…}]}`, Opendatasoft v2.1 the same with
//! `total_count`, Opendatasoft v2.0 `{"records": [{"record": {"fields": {…}}}]}` and v1
//! `[{"fields": {…}}]`, a bare array of records, and one record per line.
//!
//! A key that is absent is a blank: Data Fair leaves empty fields out.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use serde::de::DeserializeSeed;

use super::column::{COLUMNS, Column, REQUIRED};
use super::ingest::Ingest;
use super::json_walk::{Node, Walk};
use super::report::FileReport;

/// The most bytes that one record may take. Past it reading stops: memory stays bounded.
pub const LONGEST_RECORD: u64 = 16 << 20;

/// True where the first byte that is neither a byte order mark nor blank opens an object or an
/// array. Skips what it passed over.
pub(crate) fn looks_like_json(input: &mut impl BufRead) -> io::Result<bool> {
    let buffer = input.fill_buf()?;
    let mark = if buffer.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let first = buffer[mark..].iter().find(|byte| !byte.is_ascii_whitespace()).copied();
    let json = matches!(first, Some(b'{' | b'['));
    if json {
        input.consume(mark);
    }
    Ok(json)
}

/// Reads an answer to its end, or to where it stops being JSON.
///
/// # Errors
/// The input cannot be read.
pub(crate) fn read(
    input: &mut impl BufRead,
    ingest: &mut Ingest<'_>,
    report: &mut FileReport,
) -> io::Result<()> {
    let record = Rc::new(Cell::new(0));
    let guard = Guard { input, record: Rc::clone(&record) };
    let mut json = serde_json::Deserializer::from_reader(guard);
    let mut walk = Walk { ingest, report, record, number: 0, seen: [false; COLUMNS], listed: false };
    let end = loop {
        match json.end() {
            Ok(()) => break None,
            Err(error) if error.is_io() => break Some(error),
            Err(_) => {}
        }
        if let Err(error) = (Node { walk: &mut walk, depth: 0 }).deserialize(&mut json) {
            break Some(error);
        }
    };
    let Walk { seen, listed, .. } = walk;
    if let Some(error) = end {
        let (line, column) = (error.line(), error.column());
        if error.is_io() {
            let error = io::Error::from(error);
            if error.kind() != io::ErrorKind::FileTooLarge {
                return Err(error);
            }
            report.stopped = Some(format!("Un enregistrement dépasse {LONGEST_RECORD} octets."));
        } else {
            report.stopped = Some(format!(
                "Le JSON est coupé ou abîmé à la ligne {line}, colonne {column}. La suite n'est pas lue."
            ));
        }
    } else if report.rows == 0 && !listed {
        report.stopped = Some("Aucun enregistrement dans ce fichier.".into());
    }
    if report.rows > 0 {
        for (column, label) in REQUIRED {
            let given = column == Column::Carrier && ingest.options.carrier.is_some();
            if !seen[column as usize] && !given {
                report.missing_headers.push(label.to_owned());
            }
        }
    }
    Ok(())
}

/// Counts the bytes of the record being read.
struct Guard<'r, R> {
    input: &'r mut R,
    record: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Guard<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let total = self.record.get() + read as u64;
        self.record.set(total);
        if total > LONGEST_RECORD {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(read)
    }
}
