//! CSV one bounded line at a time.
//!
//! A record is a line: the exports that we read break no line inside quotes, and a quote that
//! never closes must cost one row, not the memory of the whole file.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::problem::What;

/// The longest line that is read. The widest rows of the national file (with `geom`) stay below.
pub const LONGEST_LINE: usize = 1 << 20;

/// More columns than any of these files has.
const MOST_COLUMNS: usize = 1024;

/// The text of a field. Bytes that are not UTF-8 come from older Windows tools: each is then the
/// Latin-1 character of its number, which is Windows-1252 for all accented letters.
pub(crate) fn text(field: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(field) {
        Ok(text) => (Cow::Borrowed(text), true),
        Err(_) => (Cow::Owned(field.iter().map(|byte| char::from(*byte)).collect()), false),
    }
}

/// `csv-core` with its buffers, which grow to the longest line and no further.
pub(crate) struct Parser {
    reader: Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
}

impl Parser {
    pub(crate) fn new() -> Self {
        Self { reader: Reader::new(), output: Vec::new(), ends: vec![0; MOST_COLUMNS] }
    }

    /// `;` in these exports; `,` and tabs come out of spreadsheets.
    pub(crate) fn choose_separator(&mut self, header: &[u8]) {
        let count = |separator: u8| header.iter().filter(|byte| **byte == separator).count();
        let best = [b'\t', b',', b';'].into_iter().max_by_key(|separator| count(*separator));
        self.reader = ReaderBuilder::new().delimiter(best.unwrap_or(b';')).build();
    }

    /// Parses one line that ends with a line feed, and returns its number of fields.
    pub(crate) fn parse(&mut self, line: &[u8]) -> Result<usize, What> {
        if self.output.len() < line.len() {
            self.output.resize(line.len(), 0);
        }
        self.reader.reset();
        let (result, _, _, ends) = self.reader.read_record(line, &mut self.output, &mut self.ends);
        match result {
            ReadRecordResult::Record => Ok(ends),
            ReadRecordResult::OutputEndsFull => Err(What::Columns(ends, MOST_COLUMNS)),
            // The line feed itself was taken for text.
            _ => Err(What::OpenQuote),
        }
    }

    pub(crate) fn field(&self, index: usize) -> &[u8] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.output[start..self.ends[index]]
    }
}

pub(crate) enum Line<'b> {
    /// With its line feed, added where the file ends without one.
    Whole(&'b [u8]),
    TooLong,
}

/// The lines of an input; memory holds one of them.
pub(crate) struct Lines<'r, R> {
    input: &'r mut R,
    buffer: Vec<u8>,
    number: u64,
}

impl<'r, R: BufRead> Lines<'r, R> {
    pub(crate) fn new(input: &'r mut R) -> Self {
        Self { input, buffer: Vec::new(), number: 0 }
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<(u64, Line<'_>)>> {
        self.buffer.clear();
        let read = self.input.take(LONGEST_LINE as u64).read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        if self.buffer.last() == Some(&b'\n') {
            return Ok(Some((self.number, Line::Whole(&self.buffer))));
        }
        if read == LONGEST_LINE {
            self.input.skip_until(b'\n')?;
            return Ok(Some((self.number, Line::TooLong)));
        }
        self.buffer.push(b'\n');
        Ok(Some((self.number, Line::Whole(&self.buffer))))
    }
}
