//! CSV tables whose cells may hold line ends, one bounded record at a time.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use super::report::FileReport;
use crate::read::column::normal;
use crate::read::lines::{LONGEST_LINE, Line, Lines, Parser, text};
use crate::read::problem::{What, short};
use crate::read::report::UnknownHeader;
use crate::services::draft::Draft;
use crate::services::text::cut;

/// Lines that one record may take. A quote that never closes costs one row, not the file.
const MOST_LINES: usize = 60;
/// Characters that one cell may take.
const LONGEST_CELL: usize = 4000;

/// The column that is wrong, or nothing for the whole row, and why, in French.
pub(super) type Wrong = (&'static str, String);

/// A table of the outside.
pub(super) struct Table {
    /// Normal form of a header → the name by which [`Cells::get`] knows it.
    pub(super) columns: &'static [(&'static str, &'static str)],
    /// Headers that are known and left aside, in normal form.
    pub(super) aside: &'static [&'static str],
    /// Names without which no row can be read.
    pub(super) required: &'static [&'static str],
    /// Makes a draft of a row, or says which column is wrong and why.
    pub(super) draft: fn(&Cells<'_>, usize, u64) -> Result<Draft, Wrong>,
}

/// The cells of a row by name.
pub(super) struct Cells<'c> {
    names: &'c [Option<&'static str>],
    texts: Vec<String>,
}

impl Cells<'_> {
    /// The text of a cell, trimmed; empty where there is none. Of two columns of one name the first
    /// that is filled counts.
    pub(super) fn get(&self, name: &str) -> &str {
        let mut found = self.names.iter().zip(&self.texts).filter(|(known, _)| **known == Some(name));
        found.find(|(_, text)| !text.is_empty()).map_or("", |(_, text)| text.as_str())
    }

    /// `True`, `False` or nothing: acceslibre's tri-state, and the words of a sheet.
    ///
    /// # Errors
    /// It is something else.
    pub(super) fn truth(&self, name: &'static str) -> Result<Option<bool>, Wrong> {
        let text = self.get(name);
        match normal(text).as_str() {
            "" | "nsp" | "inconnu" | "unknown" | "null" | "none" => Ok(None),
            "true" | "oui" | "yes" | "vrai" | "1" | "o" | "x" => Ok(Some(true)),
            "false" | "non" | "no" | "faux" | "0" | "n" => Ok(Some(false)),
            _ => Err((name, format!("« {} » n'est ni oui, ni non, ni vide", short(text)))),
        }
    }
}

/// Reads a table to its end.
pub(super) fn read(
    mut input: &mut dyn BufRead,
    table: &Table,
    file: usize,
    report: &mut FileReport,
    keep: &mut dyn FnMut(Draft) -> bool,
) -> io::Result<()> {
    let mut records = Records { lines: Lines::new(&mut input), waiting: VecDeque::new() };
    let mut parser = Parser::new();
    let mut names: Option<Vec<Option<&'static str>>> = None;
    while let Some((line, found)) = records.next(&mut parser, names.as_ref().map(Vec::len))? {
        let count = match found {
            Found::Fields(count) => count,
            Found::Blank => continue,
            Found::Bad(what) => {
                if names.is_none() {
                    report.stopped = Some("La ligne des titres est illisible.".into());
                    return Ok(());
                }
                report.rows += 1;
                report.bad(line, "", Problem(&what).french());
                continue;
            }
        };
        let mut utf8 = true;
        let texts: Vec<String> = (0..count)
            .map(|index| {
                let (text, is_utf8) = text(parser.field(index));
                utf8 &= is_utf8;
                cut(text.trim_start_matches('\u{feff}'), LONGEST_CELL)
            })
            .collect();
        report.not_utf8 += u64::from(!utf8);
        let Some(names) = &names else {
            let found = headers(table, &texts, report);
            if !report.missing_headers.is_empty() {
                report.stopped = Some("Des colonnes nécessaires manquent.".into());
                return Ok(());
            }
            names = Some(found);
            continue;
        };
        report.rows += 1;
        if texts.len() != names.len() {
            report.bad(line, "", format!("{} colonnes au lieu de {}", texts.len(), names.len()));
            continue;
        }
        match (table.draft)(&Cells { names, texts }, file, line) {
            Ok(draft) => *(if keep(draft) { &mut report.used } else { &mut report.outside }) += 1,
            Err((column, message)) => report.bad(line, column, message),
        }
    }
    if names.is_none() {
        report.stopped = Some("Le fichier est vide.".into());
    }
    Ok(())
}

fn headers(table: &Table, texts: &[String], report: &mut FileReport) -> Vec<Option<&'static str>> {
    let names: Vec<Option<&'static str>> = texts
        .iter()
        .map(|header| {
            let name = normal(header);
            let known = table.columns.iter().find(|(known, _)| *known == name).map(|(_, name)| *name);
            if known.is_none() && !table.aside.contains(&name.as_str()) && !name.is_empty() {
                let near = table.columns.iter().map(|(known, _)| *known);
                let near = near
                    .map(|known| (strsim::normalized_damerau_levenshtein(&name, known), known))
                    .filter(|(likeness, _)| *likeness >= 0.7)
                    .max_by(|a, b| a.0.total_cmp(&b.0));
                let nearest = near.map(|(_, known)| known.to_owned());
                report.unknown_headers.push(UnknownHeader { name: short(header), nearest });
            }
            known
        })
        .collect();
    for required in table.required {
        if !names.contains(&Some(*required)) {
            report.missing_headers.push((*required).to_owned());
        }
    }
    names
}

enum Found {
    Fields(usize),
    Blank,
    Bad(What),
}

/// The number of a line, and its bytes unless it was too long.
type Taken = (u64, Result<Vec<u8>, What>);

/// The records of a CSV input; memory holds one of them.
struct Records<'r, R> {
    lines: Lines<'r, R>,
    /// Lines that a record that came to nothing gave back.
    waiting: VecDeque<(u64, Vec<u8>)>,
}

impl<R: BufRead> Records<'_, R> {
    /// The next line: `Err` where it was too long.
    fn line(&mut self) -> io::Result<Option<Taken>> {
        if let Some((number, line)) = self.waiting.pop_front() {
            return Ok(Some((number, Ok(line))));
        }
        Ok(self.lines.next()?.map(|(number, line)| match line {
            Line::Whole(bytes) => (number, Ok(bytes.to_vec())),
            Line::TooLong => (number, Err(What::TooLong(LONGEST_LINE))),
        }))
    }

    /// `columns` is their number, once the header was read.
    fn next(&mut self, parser: &mut Parser, columns: Option<usize>) -> io::Result<Option<(u64, Found)>> {
        let Some((number, first)) = self.line()? else { return Ok(None) };
        let mut record = match first {
            Ok(line) => line,
            Err(what) => return Ok(Some((number, Found::Bad(what)))),
        };
        if columns.is_none() {
            if let Some(rest) = record.strip_prefix(b"\xef\xbb\xbf") {
                record = rest.to_vec();
            }
            parser.choose_separator(&record);
        }
        if record.iter().all(u8::is_ascii_whitespace) {
            return Ok(Some((number, Found::Blank)));
        }
        // A line end inside quotes goes on with the next line.
        let mut more: Vec<(u64, Vec<u8>)> = Vec::new();
        loop {
            match parser.parse(&record) {
                // A quote that closes on another row's quote has swallowed the rows between.
                Ok(count) if !more.is_empty() && columns.is_some_and(|columns| columns != count) => break,
                Ok(count) => return Ok(Some((number, Found::Fields(count)))),
                Err(What::OpenQuote) if more.len() < MOST_LINES && record.len() < LONGEST_LINE => {
                    match self.line()? {
                        Some((next, Ok(line))) => {
                            record.extend_from_slice(&line);
                            more.push((next, line));
                        }
                        _ => break,
                    }
                }
                Err(what) => {
                    self.give_back(more);
                    return Ok(Some((number, Found::Bad(what))));
                }
            }
        }
        self.give_back(more);
        Ok(Some((number, Found::Bad(What::OpenQuote))))
    }

    fn give_back(&mut self, lines: Vec<(u64, Vec<u8>)>) {
        for line in lines.into_iter().rev() {
            self.waiting.push_front(line);
        }
    }
}

/// The French sentence of a problem of the CSV itself.
struct Problem<'w>(&'w What);

impl Problem<'_> {
    fn french(&self) -> String {
        crate::read::problem::Problem::new(0, self.0.clone()).message
    }
}
