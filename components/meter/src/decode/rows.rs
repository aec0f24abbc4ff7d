//! Rows of a workbook, as the `xlsx` module hands them over.
//!
//! # Interchange format `commune-widgets/rows/1`
//! UTF-8 text, lines ended by `\n`, cells separated by tabs. The first line is
//! [`ROWS_HEADER`]. Then, sheet after sheet, a line `=` + tab + name of the sheet, and one line per
//! row that has a cell: its number (from 1), then its cells from column A on, empty ones included
//! up to the last. In names and cells, `\` is written `\\`, a tab `\t`, a line feed `\n` and a
//! carriage return `\r`. Dates are `2024-01-15` or `2024-01-15T00:30:00`, numbers plain decimals
//! with `.`.
//!
//! # Workbooks that are read
//! - Enedis since 2025: a cover sheet, then `Export Consommation Quotidienne` with a row
//!   `Date`, `Valeur (en kWh)` somewhere in it (row 14 so far) and one row per day; or a curve
//!   with times and `Valeur (en W)` or `(en kW)`, stamped at the end of the step.
//! - GRDF: from row 10 on, columns B to I: date, start index, end index, m³, kWh, coefficient,
//!   °C, type; for weeks and months, columns B to D: period, m³, kWh.

use super::csv::daily_blocks;
use super::curve::{Quantity, Row, finish};
use super::grdf::{Record, period};
use super::header::{Unit, unit_word};
use super::local;
use super::sniff::other;
use super::text::{
    Line, Lines, Stamp, digits, find, is_empty_value, production, stamp, starts_with, thousandths, trim,
};
use crate::error::{DecodeError, OtherFormat};
use crate::model::{Carrier, Decoded, FileKind, SkipReason};
use crate::redact::quote;
use crate::time::{DAY_SECONDS, Day, Instant, days_from_civil};
use alloc::vec::Vec;

/// First line of the interchange format.
pub const ROWS_HEADER: &str = "commune-widgets/rows/1";

/// Column of the periods in a GRDF sheet, from 0.
const GRDF_PERIOD: usize = 1;
/// First row of readings in a GRDF sheet.
const GRDF_FIRST_ROW: u32 = 10;

/// One row of a sheet: its number and its cells.
#[derive(Clone, Copy)]
struct SheetRow<'a> {
    number: u32,
    cells: &'a [u8],
}

impl<'a> SheetRow<'a> {
    fn of(line: Line<'a>) -> Option<Self> {
        let (number, rest) = digits(line.bytes, 1, 7)?;
        Some(Self { number, cells: rest.strip_prefix(b"\t").unwrap_or(rest) })
    }

    fn cells(self) -> impl Iterator<Item = &'a [u8]> {
        self.cells.split(|b| *b == b'\t').map(trim)
    }

    fn cell(self, rank: usize) -> &'a [u8] {
        self.cells().nth(rank).unwrap_or_default()
    }
}

/// A sheet: its name and its rows.
struct Sheet<'a> {
    name: &'a [u8],
    rows: Vec<SheetRow<'a>>,
}

pub(super) fn decode(bytes: &[u8], out: &mut Decoded) -> Result<(), DecodeError> {
    let mut sheets: Vec<Sheet<'_>> = Vec::new();
    for line in Lines::new(bytes).skip(1) {
        if let Some(name) = line.bytes.strip_prefix(b"=\t") {
            sheets.push(Sheet { name, rows: Vec::new() });
        } else if let (Some(sheet), Some(row)) = (sheets.last_mut(), SheetRow::of(line)) {
            sheet.rows.push(row);
        }
    }
    let mut refused = None;
    for sheet in &sheets {
        let result = match linky_header(sheet) {
            Ok(Some(header)) => linky(sheet, &header, out),
            Ok(None) if is_gas(sheet) => gas(sheet, out),
            Ok(None) => continue,
            Err(error) => Err(error),
        };
        match result {
            Ok(()) => return Ok(()),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    Err(refused.unwrap_or(other(OtherFormat::Text, 1, 1)))
}

/// Where the readings of an Enedis sheet start.
struct LinkyHeader {
    row: usize,
    date: usize,
    value: usize,
    unit: Unit,
}

/// The row `Date`, `Valeur (en kWh)` of a sheet.
fn linky_header(sheet: &Sheet<'_>) -> Result<Option<LinkyHeader>, DecodeError> {
    for (row, cells) in sheet.rows.iter().enumerate().take(60) {
        let date = cells.cells().position(|c| {
            [&b"date"[..], b"horodate", b"fin"].iter().any(|name| c.eq_ignore_ascii_case(name))
                || starts_with(c, b"date de la mesure")
        });
        let value = cells.cells().enumerate().find_map(|(rank, c)| {
            let (word, _) = unit_word(c).filter(|_| starts_with(c, b"valeur"))?;
            Some((rank, word))
        });
        let (Some(date), Some((value, word))) = (date, value) else { continue };
        let (line, column) = (cells.number, value as u32 + 1);
        if production(sheet.name).is_some() {
            return Err(DecodeError::Production { found: quote(sheet.name), line, column });
        }
        let unit =
            Unit::of(word).ok_or_else(|| DecodeError::UnknownUnit { found: quote(word), line, column })?;
        return Ok(Some(LinkyHeader { row, date, value, unit }));
    }
    Ok(None)
}

/// A date cell: text, ISO, or the serial number of a spreadsheet (days since 1899-12-30).
fn moment(cell: &[u8]) -> Option<(Stamp, bool)> {
    if let Some(stamp) = stamp(cell) {
        return Some((stamp, cell.len() > 10));
    }
    let (days, rest) = digits(cell, 5, 5)?;
    let day = days as Day + days_from_civil(1899, 12, 30);
    if !(9_496..=47_481).contains(&day) {
        return None;
    }
    let seconds = match rest {
        b"" => return Some((Stamp { day, seconds: 0, offset: None }, false)),
        [b'.', fraction @ ..] => {
            // A fraction of a day, to the nearest second.
            let (value, count) = fraction.iter().take(9).try_fold((0u64, 1u64), |(v, n), b| {
                b.is_ascii_digit().then(|| (v * 10 + u64::from(b - b'0'), n * 10))
            })?;
            ((value * u64::from(DAY_SECONDS) + count / 2) / count) as u32
        }
        _ => return None,
    };
    Some((Stamp { day, seconds, offset: None }, true))
}

fn linky(sheet: &Sheet<'_>, header: &LinkyHeader, out: &mut Decoded) -> Result<(), DecodeError> {
    *out = Decoded::empty(FileKind::LinkyXlsx, Carrier::Electricity);
    let report = &mut out.report;
    let (mut days, mut rows, mut clock) = (Vec::new(), Vec::new(), Vec::new());
    let mut bad: Option<DecodeError> = None;
    let mut last = 0;
    for row in sheet.rows.iter().skip(header.row + 1) {
        last = row.number;
        let (date, value) = (row.cell(header.date), row.cell(header.value));
        if date.is_empty() {
            continue;
        }
        let number = if is_empty_value(value) { Some(None) } else { thousandths(value).map(Some) };
        let (rank, reason) = match (moment(date), number) {
            (None, _) => (header.date, SkipReason::Date),
            (Some(_), None | Some(Some(i64::MIN..0))) => (header.value, SkipReason::Value),
            (Some((when, timed)), Some(number)) => {
                let value = number.map(|n| n.saturating_mul(header.unit.factor()));
                let small =
                    value.map_or(Some(Row::EMPTY), |v| u32::try_from(v).ok().filter(|v| *v != Row::EMPTY));
                match (small, when.offset) {
                    (None, _) => {}
                    (Some(value), _) if !timed => days.push((when.day, i64::from(value))),
                    (Some(value), Some(offset)) => {
                        let end = (i64::from(when.local()) - i64::from(offset)) as Instant;
                        rows.push(Row { end, value });
                    }
                    (Some(value), None) => clock.push(Row { end: when.local(), value }),
                }
                if small.is_some() {
                    continue;
                }
                (header.value, SkipReason::Value)
            }
        };
        let column = rank as u32 + 1;
        report.skip(row.number, column, reason);
        let found = quote(row.cell(rank));
        bad = bad.or(Some(DecodeError::BadRows { found, line: row.number, column }));
    }
    let kept = days.len() + rows.len() + clock.len();
    if let Some(error) = bad.filter(|_| report.lines_skipped as usize > kept) {
        return Err(error);
    }
    let nothing = Err(DecodeError::NoReadings { line: last });
    // In Excel's own midnight, a day has no time: a sheet is one or the other.
    if !days.is_empty() && !header.unit.is_power() {
        daily_blocks(&days, out);
        return if out.blocks.is_empty() { nothing } else { Ok(()) };
    }
    for (day, value) in days {
        clock.push(Row { end: day as u32 * DAY_SECONDS, value: value as u32 });
    }
    local::resolve(&mut clock);
    rows.append(&mut clock);
    if rows.is_empty() {
        return nothing;
    }
    let quantity = if header.unit.is_power() { Quantity::Power } else { Quantity::Energy };
    let line = sheet.rows.get(header.row + 1).map_or(0, |r| r.number);
    finish(rows, quantity, None, out).map_err(|_| DecodeError::UnknownStep { line })?;
    if out.slots.is_empty() { nothing } else { Ok(()) }
}

/// A GRDF sheet is known by its name or by what stands above its rows.
fn is_gas(sheet: &Sheet<'_>) -> bool {
    let gas = |c: &[u8]| {
        [&b"gaz"[..], b"grdf", "m³".as_bytes(), b"(m3)"].iter().any(|word| find(c, word).is_some())
    };
    let mut head = sheet.rows.iter().take_while(|r| r.number < GRDF_FIRST_ROW);
    gas(sheet.name) || find(sheet.name, b"historique").is_some() || head.any(|r| gas(r.cells))
}

fn gas(sheet: &Sheet<'_>, out: &mut Decoded) -> Result<(), DecodeError> {
    *out = Decoded::empty(FileKind::GrdfXlsx, Carrier::Gas);
    let Decoded { report, blocks, .. } = out;
    let mut last = 0;
    for row in sheet.rows.iter().filter(|r| r.number >= GRDF_FIRST_ROW) {
        last = row.number;
        let cell = row.cell(GRDF_PERIOD);
        if cell.is_empty() {
            continue;
        }
        let dated = moment(cell).map(|(when, _)| (when.day, 1));
        let Some(period) = dated.or_else(|| period(cell)) else {
            report.skip(row.number, GRDF_PERIOD as u32 + 1, SkipReason::Date);
            continue;
        };
        // Days have two indexes before the volume; weeks and months have not.
        let first = if period.1 == 1 { 4 } else { 2 };
        let number = |rank| thousandths(row.cell(rank)).filter(|v| *v >= 0);
        let record = Record {
            period: Some(period),
            volume: number(first),
            energy: number(first + 1),
            coefficient: number(first + 2).filter(|_| period.1 == 1),
            ..Record::default()
        };
        if let Some(reason) = record.keep(blocks, report) {
            report.skip(row.number, first as u32 + 2, reason);
        }
    }
    if blocks.is_empty() {
        return Err(DecodeError::NoReadings { line: last });
    }
    Ok(())
}
