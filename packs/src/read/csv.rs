//! CSV exports of commune energy.

use std::borrow::Cow;
use std::io::{self, BufRead};

use super::column::{COLUMNS, Column, Header, REQUIRED, nearest, recognise};
use super::ingest::{Fields, Ingest};
use super::lines::{LONGEST_LINE, Line, Lines, Parser, text};
use super::problem::{What, short};
use super::report::{FileReport, UnknownHeader};

/// Reads a CSV export to its end. What is wrong goes to the report.
///
/// # Errors
/// The input cannot be read.
pub(crate) fn read(
    input: &mut impl BufRead,
    ingest: &mut Ingest<'_>,
    report: &mut FileReport,
) -> io::Result<()> {
    let mut lines = Lines::new(input);
    let mut parser = Parser::new();
    let mut columns = None;
    while let Some((number, line)) = lines.next()? {
        let bytes = match line {
            Line::Whole(bytes) => bytes,
            Line::TooLong => {
                if columns.is_none() {
                    report.stopped = Some("La première ligne est trop longue.".into());
                    return Ok(());
                }
                report.rows += 1;
                report.add(number, What::TooLong(LONGEST_LINE));
                continue;
            }
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let Some(columns) = &columns else {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            parser.choose_separator(bytes);
            let Ok(count) = parser.parse(bytes) else {
                report.stopped = Some("La ligne des titres est illisible.".into());
                return Ok(());
            };
            let found = Columns::find(&parser, count, ingest, report);
            if !report.missing_headers.is_empty() {
                report.stopped = Some("Des colonnes nécessaires manquent.".into());
                return Ok(());
            }
            columns = Some(found);
            continue;
        };
        match parser.parse(bytes) {
            Ok(count) if count == columns.count => {
                let (texts, utf8) = columns.texts(&parser);
                report.not_utf8 += u64::from(!utf8);
                let fields: Fields<'_> = std::array::from_fn(|index| texts[index].as_deref());
                ingest.take(&fields, number, report);
            }
            Ok(count) => {
                report.rows += 1;
                report.add(number, What::Columns(count, columns.count));
            }
            Err(what) => {
                report.rows += 1;
                report.add(number, what);
            }
        }
    }
    if columns.is_none() {
        report.stopped = Some("Le fichier est vide.".into());
    }
    Ok(())
}

/// Where each column stands in the file.
struct Columns {
    at: [Option<usize>; COLUMNS],
    count: usize,
}

impl Columns {
    fn find(parser: &Parser, count: usize, ingest: &Ingest<'_>, report: &mut FileReport) -> Self {
        let mut at = [None; COLUMNS];
        for index in 0..count {
            let (name, utf8) = text(parser.field(index));
            report.not_utf8 += u64::from(!utf8);
            match recognise(&name) {
                Header::Used(column) => {
                    let place = &mut at[column as usize];
                    if place.is_some() {
                        report.repeated_headers.push(short(&name));
                    } else {
                        *place = Some(index);
                    }
                }
                Header::LeftAside => {}
                Header::Unknown => report
                    .unknown_headers
                    .push(UnknownHeader { name: short(&name), nearest: nearest(&name).map(str::to_owned) }),
            }
        }
        for (column, label) in REQUIRED {
            let given = column == Column::Carrier && ingest.options.carrier.is_some();
            if at[column as usize].is_none() && !given {
                report.missing_headers.push(label.to_owned());
            }
        }
        Self { at, count }
    }

    /// The texts of the row just parsed, and whether all of them are UTF-8.
    fn texts<'p>(&self, parser: &'p Parser) -> ([Option<Cow<'p, str>>; COLUMNS], bool) {
        let mut all_utf8 = true;
        let texts = self.at.map(|at| {
            at.map(|index| {
                let (text, utf8) = text(parser.field(index));
                all_utf8 &= utf8;
                text
            })
        });
        (texts, all_utf8)
    }
}
