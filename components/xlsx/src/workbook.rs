//! The parts of a workbook (ECMA-376 part 1, section 18) to rows of text.

use crate::error::XlsxError;
use crate::limits;
use crate::number::{date, date_format, plain};
use crate::xml::{Event, Xml, attribute, unescape};
use crate::zip::Archive;

/// First line of the interchange format.
pub const ROWS_HEADER: &str = "commune-widgets/rows/1";

/// What the cells of a sheet refer to.
struct Shared {
    strings: Vec<String>,
    /// For each style: it is a date, with a time.
    styles: Vec<(bool, bool)>,
    from_1904: bool,
}

/// Turns a workbook into rows of text.
pub(crate) fn rows(bytes: &[u8]) -> Result<String, XlsxError> {
    let mut archive = Archive::open(bytes)?;
    let workbook = archive.read(b"xl/workbook.xml")?.ok_or(XlsxError::NotAWorkbook)?;
    let links = archive.read(b"xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let strings = archive.read(b"xl/sharedStrings.xml")?.map_or(Ok(Vec::new()), |xml| strings(&xml))?;
    let styles = archive.read(b"xl/styles.xml")?.map(|xml| styles(&xml)).unwrap_or_default();
    let from_1904 = Xml::new(&workbook).any(|event| match event {
        Event::Open(b"workbookPr", attributes, _) => {
            matches!(attribute(attributes, b"date1904"), Some(b"1" | b"true"))
        }
        _ => false,
    });
    let shared = Shared { strings, styles, from_1904 };
    let mut out = format_header();
    for event in Xml::new(&workbook) {
        let Event::Open(b"sheet", attributes, _) = event else { continue };
        let (Some(name), Some(id)) = (attribute(attributes, b"name"), attribute(attributes, b"id")) else {
            continue;
        };
        let Some(path) = target(&links, id) else { continue };
        let Some(xml) = archive.read(&path)? else { continue };
        out.push_str("=\t");
        let mut text = String::new();
        unescape(&mut text, name);
        push_escaped(&mut out, &text);
        out.push('\n');
        sheet(&xml, &shared, &mut out)?;
    }
    Ok(out)
}

fn format_header() -> String {
    let mut out = String::from(ROWS_HEADER);
    out.push('\n');
    out
}

/// The path of a part by the id of its relation.
fn target(links: &[u8], id: &[u8]) -> Option<Vec<u8>> {
    Xml::new(links).find_map(|event| match event {
        Event::Open(b"Relationship", attributes, _) if attribute(attributes, b"Id") == Some(id) => {
            let target = attribute(attributes, b"Target")?;
            // From the root of the archive, or from `xl/`.
            Some(match target.strip_prefix(b"/") {
                Some(absolute) => absolute.to_vec(),
                None => [b"xl/", target].concat(),
            })
        }
        _ => None,
    })
}

/// The shared strings, runs put together, phonetic hints left out.
fn strings(xml: &[u8]) -> Result<Vec<String>, XlsxError> {
    let mut out: Vec<String> = Vec::new();
    let (mut in_text, mut phonetic) = (false, false);
    for event in Xml::new(xml) {
        match event {
            Event::Open(b"si", ..) => {
                if out.len() == limits::CELLS {
                    return Err(XlsxError::TooLarge);
                }
                out.push(String::new());
            }
            Event::Open(b"t", _, single) => in_text = !single && !phonetic,
            Event::Close(b"t") => in_text = false,
            Event::Open(b"rPh", _, single) => phonetic = !single,
            Event::Close(b"rPh") => phonetic = false,
            Event::Text(text) if in_text => {
                if let Some(last) = out.last_mut() {
                    unescape(last, text);
                }
            }
            _ => {}
        }
    }
    Ok(out)
}

/// For each cell format: it is a date, with a time.
fn styles(xml: &[u8]) -> Vec<(bool, bool)> {
    let mut codes: Vec<(u32, &[u8])> = Vec::new();
    let mut out = Vec::new();
    let mut in_cells = false;
    for event in Xml::new(xml) {
        match event {
            Event::Open(b"numFmt", attributes, _) => {
                let id = attribute(attributes, b"numFmtId").and_then(whole);
                if let (Some(id), Some(code)) = (id, attribute(attributes, b"formatCode")) {
                    codes.push((id, code));
                }
            }
            Event::Open(b"cellXfs", _, single) => in_cells = !single,
            Event::Close(b"cellXfs") => in_cells = false,
            Event::Open(b"xf", attributes, _) if in_cells => {
                let id = attribute(attributes, b"numFmtId").and_then(whole).unwrap_or(0);
                let code = codes.iter().find(|c| c.0 == id).map(|c| c.1);
                out.push(date_format(id, code));
            }
            _ => {}
        }
    }
    out
}

fn whole(text: &[u8]) -> Option<u32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.iter().try_fold(0, |v, b| b.is_ascii_digit().then(|| v * 10 + u32::from(b - b'0')))
}

/// Column, from 0, of a reference such as `B14`.
fn column(reference: &[u8]) -> Option<usize> {
    let letters = reference.iter().take_while(|b| b.is_ascii_alphabetic());
    let rank = letters.fold(0usize, |v, b| (v * 26 + usize::from(b & 31)).min(100_000));
    rank.checked_sub(1).filter(|c| *c < limits::COLUMNS)
}

/// A cell under way.
#[derive(Default)]
struct Cell<'a> {
    column: usize,
    kind: &'a [u8],
    style: usize,
    text: String,
}

/// Writes the rows of a sheet.
fn sheet(xml: &[u8], shared: &Shared, out: &mut String) -> Result<(), XlsxError> {
    let (mut row, mut rows, mut written, mut next, mut cells) = (0u32, 0usize, 0usize, 0usize, 0usize);
    let mut cell = Cell::default();
    let (mut in_value, mut phonetic) = (false, false);
    for event in Xml::new(xml) {
        match event {
            Event::Open(b"row", attributes, _) => {
                row = attribute(attributes, b"r").and_then(whole).unwrap_or(row + 1);
                rows += 1;
                // A damaged sheet may open a row inside another.
                if written > 0 {
                    out.push('\n');
                }
                (written, next) = (0, 0);
            }
            Event::Open(b"c", attributes, _) => {
                cells += 1;
                if rows > limits::ROWS || cells > limits::CELLS {
                    return Err(XlsxError::TooLarge);
                }
                let column = attribute(attributes, b"r").map_or(Some(next), column);
                cell = Cell {
                    column: column.ok_or(XlsxError::TooLarge)?,
                    kind: attribute(attributes, b"t").unwrap_or_default(),
                    style: attribute(attributes, b"s").and_then(whole).unwrap_or(0) as usize,
                    text: String::new(),
                };
                next = cell.column + 1;
            }
            Event::Open(b"v" | b"t", _, single) => in_value = !single && !phonetic,
            Event::Close(b"v" | b"t") => in_value = false,
            Event::Open(b"rPh", _, single) => phonetic = !single,
            Event::Close(b"rPh") => phonetic = false,
            Event::Text(text) if in_value => unescape(&mut cell.text, text),
            Event::Close(b"c") if !cell.text.is_empty() => {
                let text = value(&cell, shared);
                if text.is_empty() || cell.column < written {
                    continue;
                }
                if written == 0 {
                    push_whole(out, row);
                    out.push('\t');
                }
                // Empty cells before this one.
                let gap = if written == 0 { cell.column } else { cell.column + 1 - written };
                out.extend(std::iter::repeat_n('\t', gap));
                push_escaped(out, &text);
                written = cell.column + 1;
                if out.len() > limits::TEXT {
                    return Err(XlsxError::TooLarge);
                }
            }
            Event::Close(b"row") if written > 0 => {
                out.push('\n');
                (written, next) = (0, 0);
            }
            _ => {}
        }
    }
    if written > 0 {
        out.push('\n');
    }
    Ok(())
}

/// The text of a cell: a shared or own string, an ISO date, a plain decimal, or what is written.
fn value(cell: &Cell<'_>, shared: &Shared) -> String {
    let text = cell.text.trim();
    match cell.kind {
        b"s" => {
            let rank = whole(text.as_bytes()).map_or(usize::MAX, |rank| rank as usize);
            shared.strings.get(rank).cloned().unwrap_or_default()
        }
        b"" | b"n" => {
            let Some(number) = plain(text.as_bytes()) else { return text.to_owned() };
            match shared.styles.get(cell.style) {
                Some((true, timed)) => date(&number, *timed, shared.from_1904).unwrap_or(number),
                _ => number,
            }
        }
        // Errors (`#N/A`) count as no value.
        b"e" => String::new(),
        _ => text.to_owned(),
    }
}

fn push_whole(out: &mut String, value: u32) {
    let mut power = 1;
    while value / power >= 10 {
        power *= 10;
    }
    while power > 0 {
        out.push((b'0' + (value / power % 10) as u8) as char);
        power /= 10;
    }
}

fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_not_closed_still_ends_its_line() {
        let shared = Shared { strings: Vec::new(), styles: Vec::new(), from_1904: false };
        let read = |xml: &str| {
            let mut out = String::new();
            sheet(xml.as_bytes(), &shared, &mut out).map(|()| out)
        };
        assert_eq!(
            read("<row r='1'><c><v>1</v></c><row r='2'><c><v>2</v></c></row>").unwrap(),
            "1\t1\n2\t2\n"
        );
        assert_eq!(read("<row r='1'><c><v>1</v></c></roW><c><v>3</v></c>").unwrap(), "1\t1\t3\n");
        assert_eq!(read("<row r='1'><c><v>1</v></c></row><c><v>3</v></c>").unwrap(), "1\t1\n1\t3\n");
    }
}
