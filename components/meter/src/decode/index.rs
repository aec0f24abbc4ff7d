//! Enedis `Jour` files: cumulative indexes in Wh, one row per day, then a table of tariffs.
//!
//! A row at local midnight closes the day before, so a day's energy is the difference between its
//! own row and the next. Summer rows are written `01:00+02:00` and mean midnight all the same.

use super::header::{Header, Unit};
use super::text::{Lines, Stamp, cells, is_empty_value, stamp, starts_with, thousandths};
use crate::error::DecodeError;
use crate::model::{Block, Decoded, Energy, FileReport, SkipReason};
use crate::order::sort_by_key;
use crate::redact::quote;
use crate::time::{Day, Instant, local_day, midnight};
use alloc::vec::Vec;

/// A reading of the index: the day that it opens, thousandths of a Wh, the line.
#[derive(Clone, Copy)]
struct Reading {
    day: Day,
    milli_wh: i64,
    line: u32,
}

pub(super) fn decode(bytes: &[u8], header: &Header<'_>, out: &mut Decoded) -> Result<(), DecodeError> {
    let Decoded { report, blocks: found, .. } = out;
    let unit = header.unit.unwrap_or(Unit::WattHour);
    if unit.is_power() {
        let column = header.columns.len() as u32;
        return Err(DecodeError::UnknownUnit { found: "W".into(), line: header.line, column });
    }
    let columns = Columns::of(header);
    let mut readings: Vec<Reading> = Vec::new();
    let mut first_bad = None;
    let mut last_line = header.line;
    for line in Lines::from(bytes, header.body, header.line) {
        last_line = line.number;
        if line.bytes.trim_ascii().is_empty() {
            continue;
        }
        let first = cells(line.bytes, header.separator).next().map_or(&b""[..], |c| c.0);
        // The second table: calendars and names of the registers.
        if starts_with(first, b"periode") || starts_with(first, "période".as_bytes()) {
            break;
        }
        let bad = match (stamp(first).map(opened_day), columns.total(line.bytes, header.separator)) {
            // Without the line feed, the total may have lost digits.
            _ if !line.ended => {
                report.cut_line = Some(line.number);
                continue;
            }
            (None, _) => (1, SkipReason::Date),
            (Some(None), _) => {
                report.off_grid += 1;
                continue;
            }
            (_, Total::Empty) => {
                report.empty_values += 1;
                continue;
            }
            (_, Total::Bad(column)) => (column, SkipReason::Value),
            (Some(Some(day)), Total::Value(value)) => {
                let milli_wh = value.saturating_mul(unit.factor());
                readings.push(Reading { day, milli_wh, line: line.number });
                continue;
            }
        };
        report.skip(line.number, bad.0, bad.1);
        if first_bad.is_none() {
            let found = quote(line.bytes);
            first_bad = Some(DecodeError::BadRows { found, line: line.number, column: bad.0 });
        }
    }
    if let Some(error) = first_bad.filter(|_| report.lines_skipped as usize > readings.len()) {
        return Err(error);
    }
    blocks(readings, found, report);
    if found.is_empty() {
        return Err(match report.cut_line {
            Some(line) => DecodeError::Truncated { line, column: 1 },
            None => DecodeError::NoReadings { line: last_line },
        });
    }
    Ok(())
}

/// The local day that a row opens: `Some(None)` would be a row at another time than midnight.
fn opened_day(stamp: Stamp) -> Option<Day> {
    match (stamp.seconds, stamp.offset) {
        (0, None | Some(3_600 | 7_200)) | (3_600, Some(7_200)) => Some(stamp.day),
        (86_400, None) => Some(stamp.day + 1),
        (_, None) => None,
        (_, Some(offset)) => {
            let instant = (i64::from(stamp.local()) - i64::from(offset)) as Instant;
            let day = local_day(instant);
            (instant == midnight(day)).then_some(day)
        }
    }
}

/// What each column holds: the total, one of the distributor's four registers, one of the
/// supplier's ten, or something else.
struct Columns(Vec<Register>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Register {
    Total,
    Distributor,
    Supplier,
    Other,
}

enum Total {
    Value(i64),
    Empty,
    Bad(u32),
}

impl Columns {
    fn of(header: &Header<'_>) -> Self {
        let mut columns = Vec::new();
        for (name, _) in cells(header.columns, header.separator) {
            columns.push(match name {
                [b'E', b'A', b'S', b' ', b'T', ..] => Register::Total,
                [b'E', b'A', b'S', b' ', b'D', ..] => Register::Distributor,
                [b'E', b'A', b'S', b' ', b'F', ..] => Register::Supplier,
                _ => Register::Other,
            });
        }
        Self(columns)
    }

    /// `EAS T`, or what it is the sum of: the distributor's registers, else the supplier's.
    fn total(&self, line: &[u8], separator: u8) -> Total {
        for wanted in [Register::Total, Register::Distributor, Register::Supplier] {
            let mut sum = None;
            for (register, (cell, column)) in self.0.iter().zip(cells(line, separator)) {
                if *register != wanted || is_empty_value(cell) {
                    continue;
                }
                match thousandths(cell) {
                    Some(value) if value >= 0 => sum = Some(value.saturating_add(sum.unwrap_or(0))),
                    _ => return Total::Bad(column),
                }
            }
            if let Some(sum) = sum {
                return Total::Value(sum);
            }
        }
        Total::Empty
    }
}

/// Differences between consecutive indexes.
fn blocks(mut readings: Vec<Reading>, found: &mut Vec<Block>, report: &mut FileReport) {
    sort_by_key(&mut readings, |r| r.day as u32);
    readings.dedup_by(|next, kept| {
        if next.day != kept.day {
            return false;
        }
        if next.milli_wh == kept.milli_wh {
            report.duplicates += 1;
        } else {
            report.conflicts += 1;
            kept.milli_wh = next.milli_wh;
        }
        true
    });
    for pair in readings.windows(2) {
        let [before, after] = pair else { continue };
        let milli_wh = after.milli_wh - before.milli_wh;
        if milli_wh < 0 {
            report.skip(after.line, 1, SkipReason::IndexDown);
            continue;
        }
        let days = (after.day - before.day) as u32;
        found.push(Block { start: before.day, days, energy: Energy::from_milli_wh(milli_wh) });
    }
}
