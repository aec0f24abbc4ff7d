//! The rows of a spreadsheet saved as CSV: UTF-8 or the encoding of older Windows tools, `;`, `,` or tabs,
//! cells with line ends.

use std::io::Read;

use anyhow::{Context, Result, bail};
use csv::{ByteRecord, ReaderBuilder};

use super::columns::{Header, recognise};
use crate::read::column::normal;
use crate::read::lines::text;
use crate::read::problem::short;

/// More than 36,000 communes with every column filled.
const LARGEST: u64 = 64 << 20;

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u64,
    cells: Vec<(&'static str, String)>,
}

impl Row {
    /// The text of a cell, trimmed; empty where there is none. Of two columns of one name the first that is
    /// filled counts.
    #[must_use]
    pub fn get(&self, column: &str) -> &str {
        let mut found = self.cells.iter().filter(|(name, _)| *name == column);
        found.find(|(_, text)| !text.is_empty()).map_or("", |(_, text)| text)
    }
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its rows; blank ones are left out.
    pub rows: Vec<Row>,
    /// What is odd without stopping anything, in French.
    pub remarks: Vec<String>,
    /// Rows that cannot be read: line, sentence.
    pub bad: Vec<(u64, String)>,
}

/// Reads a sheet.
///
/// # Errors
/// The input cannot be read, is too large or empty, or has no column of names.
pub fn read(input: &mut dyn Read) -> Result<Sheet> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes).context("lecture impossible")?;
    if bytes.len() as u64 > LARGEST {
        bail!("le fichier dépasse {} Mo", LARGEST >> 20);
    }
    // The `csv` crate counts the second half of a Windows line end with the line after it.
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    for line in &mut lines {
        *line = line.strip_suffix(b"\r").unwrap_or(line);
    }
    let bytes = lines.join(&b'\n');
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |separator: u8| first.iter().filter(|byte| **byte == separator).count();
    let separator = [b'\t', b',', b';'].into_iter().max_by_key(|separator| count(*separator));
    let mut reader = ReaderBuilder::new()
        .delimiter(separator.unwrap_or(b';'))
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut sheet = Sheet::default();
    let mut headers: Option<Vec<Header>> = None;
    let mut record = ByteRecord::new();
    let mut not_utf8 = false;
    while reader.read_byte_record(&mut record)? {
        let line = record.position().map_or(0, csv::Position::line);
        let mut texts: Vec<String> = Vec::with_capacity(record.len());
        for field in &record {
            let (text, utf8) = text(field);
            not_utf8 |= !utf8;
            texts.push(text.trim().to_owned());
        }
        if texts.iter().all(String::is_empty) {
            continue;
        }
        let Some(headers) = &headers else {
            headers = Some(sheet.headers(&texts)?);
            continue;
        };
        // Spreadsheets leave the empty cells at the end of a row out.
        while texts.len() > headers.len() && texts.last().is_some_and(String::is_empty) {
            texts.pop();
        }
        if texts.len() > headers.len() {
            let sentence = format!("{} cellules pour {} colonnes", texts.len(), headers.len());
            sheet.bad.push((line, sentence));
            continue;
        }
        let cells = headers.iter().zip(texts).filter_map(|(header, text)| match header {
            Header::Known(name) => Some((*name, text)),
            _ => None,
        });
        sheet.rows.push(Row { line, cells: cells.collect() });
    }
    if headers.is_none() {
        bail!("le fichier est vide");
    }
    if not_utf8 {
        sheet.remarks.push("Le fichier n'est pas en UTF-8 : il a été lu comme un fichier Windows.".into());
    }
    Ok(sheet)
}

impl Sheet {
    fn headers(&mut self, texts: &[String]) -> Result<Vec<Header>> {
        let mut found = Vec::with_capacity(texts.len());
        for written in texts {
            let header = recognise(&normal(written));
            match &header {
                Header::Known(name) if found.contains(&header) => {
                    self.remarks.push(format!(
                        "La colonne « {name} » est là deux fois : la première remplie compte."
                    ));
                }
                Header::Code => self.remarks.push(format!(
                    "La colonne « {} » n'est pas lue : le nom de la commune suffit.",
                    short(written)
                )),
                Header::Unknown(near) => {
                    let near =
                        near.map_or_else(String::new, |near| format!(" Vouliez-vous dire « {near} » ?"));
                    self.remarks.push(format!("La colonne « {} » n'est pas connue.{near}", short(written)));
                }
                Header::Known(_) | Header::Aside => {}
            }
            found.push(header);
        }
        if !found.contains(&Header::Known("commune")) {
            bail!("il manque la colonne « commune », le nom de la commune");
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(bytes: &[u8]) -> Sheet {
        read(&mut &bytes[..]).unwrap()
    }

    #[test]
    fn separators_and_encodings_of_spreadsheets_are_read() {
        let wanted = |sheet: &Sheet| {
            assert_eq!(sheet.rows.len(), 1, "{sheet:?}");
            assert_eq!(sheet.rows[0].get("commune"), "Séclin");
            assert_eq!(sheet.rows[0].get("telephone"), "03 20 00 00 00");
            assert_eq!(sheet.rows[0].line, 2);
        };
        for separator in [";", ",", "\t"] {
            let text = format!("Commune{separator}Téléphone\r\nSéclin{separator}03 20 00 00 00\r\n");
            wanted(&sheet(text.as_bytes()));
            wanted(&sheet(format!("\u{feff}{text}").as_bytes()));
            let windows: Vec<u8> = text.chars().map(|c| c as u8).collect();
            let read = sheet(&windows);
            wanted(&read);
            assert!(read.remarks[0].contains("Windows"));
        }
    }

    #[test]
    fn cells_may_hold_line_ends_and_rows_may_be_short() {
        let read = sheet(
            "commune;adresse;courriel\n\nLille;\"1 place\n59000 Lille\"\nLannoy;;;;\nX;a;b;c\n".as_bytes(),
        );
        assert_eq!(read.rows[0].get("adresse"), "1 place\n59000 Lille");
        assert_eq!(read.rows[1].get("commune"), "Lannoy");
        assert_eq!(read.bad, [(6, "4 cellules pour 3 colonnes".to_owned())]);
    }

    #[test]
    fn odd_headers_are_told() {
        let read = sheet(b"commune;code INSEE;couriel;notes\nLille;59350;a;b\n");
        assert_eq!(read.remarks.len(), 2, "{:?}", read.remarks);
        assert!(read.remarks[0].contains("le nom de la commune suffit"));
        assert!(read.remarks[1].contains("« courriel »"));
        assert_eq!(read.rows[0].get("courriel"), "");
        assert!(super::read(&mut &b"insee;courriel\n59350;a\n"[..]).is_err());
        assert!(super::read(&mut &b"\n\n"[..]).is_err());
    }
}
