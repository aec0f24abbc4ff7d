//! CSV files: the Enedis load curve and its cousins from suppliers and other tools.
//!
//! The load curve is the hot loop of the module: [`fast`] reads the one shape that Enedis writes,
//! and hands any other line to the general reader.

use super::curve::{self, Quantity, Row};
use super::header::{self, Header, Unit};
use super::text::{self, Line, Lines, Stamp, cell, is_empty_value, stamp, starts_with, thousandths};
use super::{index, local};
use crate::error::DecodeError;
use crate::model::{Block, Decoded, Energy, FileKind, SkipReason, Slot};
use crate::redact::quote;
use crate::time::{DAY_SECONDS, Day, Instant, iso_date, local_day, midnight};
use alloc::vec::Vec;

pub(super) fn decode(bytes: &[u8], out: &mut Decoded) -> Result<(), DecodeError> {
    let header = header::read(bytes)?;
    if header.enedis {
        out.report.kind = FileKind::LinkyCurve;
    }
    out.report.announced_to = header.end.map(|day| iso_date(day - 1));
    if text::cells(header.columns, header.separator).any(|c| starts_with(c.0, b"EAS")) {
        out.report.kind = FileKind::LinkyIndex;
        return index::decode(bytes, &header, out);
    }
    let mut body = Body::new(&header, out);
    body.read(bytes);
    body.finish()
}

/// Readings under way, by the way they tell time.
struct Body<'a> {
    header: &'a Header<'a>,
    unit: Unit,
    out: &'a mut Decoded,
    /// Ends of steps, as instants.
    rows: Vec<Row>,
    /// Times of the local clock without offset.
    local: Vec<Row>,
    /// Energies of whole days: the day, and thousandths of a Wh.
    days: Vec<(Day, i64)>,
    /// The date that stands alone on a line above its times (EDF).
    date: Option<Day>,
    first_bad: Option<DecodeError>,
    first_line: u32,
    last_line: u32,
}

impl<'a> Body<'a> {
    fn new(header: &'a Header<'a>, out: &'a mut Decoded) -> Self {
        Self {
            header,
            // Enedis writes W; its file may have lost its first two lines, meter number included.
            unit: header.unit.unwrap_or(Unit::Watt),
            out,
            rows: Vec::new(),
            local: Vec::new(),
            days: Vec::new(),
            date: None,
            first_bad: None,
            first_line: header.line + 1,
            last_line: header.line,
        }
    }

    fn read(&mut self, bytes: &[u8]) {
        let (mut at, mut number) = (self.header.body, self.header.line);
        let factor = self.unit.factor() as u32;
        // The shortest row of a curve has 28 bytes.
        self.rows.reserve(bytes.len().saturating_sub(at) / 28);
        let may_be_fast = self.header.separator == b';' && self.header.value == 1 && factor == 1;
        while at < bytes.len() {
            if may_be_fast {
                at = fast(bytes, at, &mut number, &mut self.rows);
            }
            let mut lines = Lines::from(bytes, at, number);
            let Some(line) = lines.next() else { break };
            self.line(line);
            (at, number) = (lines.position(), line.number);
        }
        self.last_line = number;
    }

    /// Reads one line of any shape.
    fn line(&mut self, line: Line<'_>) {
        if line.bytes.trim_ascii().is_empty() {
            return;
        }
        let separator = self.header.separator;
        let Some((time, column)) = cell(line.bytes, separator, 0) else { return };
        let value = cell(line.bytes, separator, self.header.value);
        let (when, alone) = match (stamp(time), text::time(time), self.date) {
            (Some(when), ..) => (when, time.len() <= 10),
            // Midnight closes the day whose date stands above it.
            (None, Some((seconds, b"")), Some(day)) => {
                let seconds = if seconds == 0 { DAY_SECONDS } else { seconds };
                (Stamp { day, seconds, offset: None }, false)
            }
            _ => return self.bad(line, column, SkipReason::Date),
        };
        let value = match value {
            Some((cell, _)) if is_empty_value(cell) => None,
            Some((cell, column)) => match thousandths(cell) {
                Some(value) if value >= 0 => Some(value.saturating_mul(self.unit.factor())),
                _ => return self.bad(line, column, SkipReason::Value),
            },
            None if line.ended => return self.bad(line, column, SkipReason::Columns),
            None => {
                self.out.report.cut_line = Some(line.number);
                return;
            }
        };
        if alone {
            match value {
                // A date above its times.
                None => self.date = Some(when.day),
                Some(_) if self.unit.is_power() => self.bad(line, column, SkipReason::Period),
                Some(value) => self.days.push((when.day, value)),
            }
            return;
        }
        let value = match value.map(u32::try_from) {
            None => Row::EMPTY,
            Some(Ok(value)) if value < Row::EMPTY => value,
            _ => return self.bad(line, column, SkipReason::Value),
        };
        match when.offset {
            Some(offset) => {
                let end = (i64::from(when.local()) - i64::from(offset)) as Instant;
                self.rows.push(Row { end, value });
            }
            None => self.local.push(Row { end: when.local(), value }),
        }
        if !line.ended && self.cut_short(when) {
            // `28` may be what is left of `284`.
            let list = if when.offset.is_some() { &mut self.rows } else { &mut self.local };
            list.pop();
            self.out.report.cut_line = Some(line.number);
        }
    }

    /// True when the header announces readings after this one.
    fn cut_short(&self, when: Stamp) -> bool {
        self.header.end.is_some_and(|end| when.day < end)
    }

    fn bad(&mut self, line: Line<'_>, column: u32, reason: SkipReason) {
        if !line.ended {
            self.out.report.cut_line = Some(line.number);
            return;
        }
        self.out.report.skip(line.number, column, reason);
        if self.first_bad.is_none() {
            let found = quote(line.bytes);
            self.first_bad = Some(DecodeError::BadRows { found, line: line.number, column });
        }
    }

    fn finish(mut self) -> Result<(), DecodeError> {
        let kept = self.rows.len() + self.local.len() + self.days.len();
        if let Some(error) = self.first_bad.filter(|_| self.out.report.lines_skipped as usize > kept) {
            return Err(error);
        }
        if kept == 0 {
            return Err(match self.out.report.cut_line {
                Some(line) => DecodeError::Truncated { line, column: 1 },
                None => DecodeError::NoReadings { line: self.last_line },
            });
        }
        local::resolve(&mut self.local);
        self.rows.append(&mut self.local);
        if !self.unit.is_power() && self.days.is_empty() {
            self.days = whole_days(&mut self.rows);
        }
        if self.rows.is_empty() && !self.days.is_empty() {
            if self.header.enedis {
                self.out.report.kind = FileKind::LinkyDaily;
            }
            daily_blocks(&self.days, self.out);
            return Ok(());
        }
        let quantity = if self.unit.is_power() { Quantity::Power } else { Quantity::Energy };
        let turned = self.header.starts;
        if turned {
            turn(&mut self.rows);
        }
        curve::finish(self.rows, quantity, self.header.step, self.out)
            .map_err(|_| DecodeError::UnknownStep { line: self.first_line })?;
        if turned {
            turn_back(&mut self.out.slots);
        }
        if self.out.slots.is_empty() {
            return Err(DecodeError::NoReadings { line: self.last_line });
        }
        Ok(())
    }
}

/// Reads lines `2023-08-09T00:30:00+02:00;284` on quarters of an hour as long as they come;
/// answers where the first other line starts. `number` counts the lines read. It compares and
/// masks eight bytes at a time, which takes half the time of one by one.
fn fast(bytes: &[u8], mut at: usize, number: &mut u32, rows: &mut Vec<Row>) -> usize {
    const BLANK: u64 = u64::from_le_bytes(*b"T00:00:0");
    // All of a sign, and the upper half of a digit.
    const FIXED: u64 = u64::from_le_bytes([255, 240, 240, 255, 240, 240, 255, 255]);
    let mut batch = [Row { end: 0, value: 0 }; 64];
    let (mut count, mut cached, mut base) = (0, ([0; 2], 0), 0u32);
    while let Some((century, [date, clock, zone, tail])) = words(bytes.get(at..).unwrap_or_default()) {
        if (century, date) != cached {
            match text::date(&bytes[at..at + 10]) {
                Some((day, [])) if bytes[at + 4] == b'-' => base = day as u32 * DAY_SECONDS,
                _ => break,
            }
            cached = (century, date);
        }
        let clock = clock ^ BLANK;
        let offset = match &zone.to_le_bytes() {
            b"0+01:00;" => 3_600,
            b"0+02:00;" => 7_200,
            _ => break,
        };
        let (tens, units) = ((clock >> 8) as u32 & 15, (clock >> 16) as u32 & 15);
        let minutes = match (clock >> 32) as u16 {
            0x0000 => 0,
            0x0501 => 15,
            0x0003 => 30,
            0x0504 => 45,
            _ => break,
        };
        let hour = tens * 10 + units;
        let digits = digit_count(tail);
        if clock & FIXED != 0 || units > 9 || hour > 23 || digits == 0 || digits > 6 {
            break;
        }
        let ending = match (tail >> (8 * digits)) as u16 {
            0x0a0d => 2,
            ending if ending as u8 == b'\n' => 1,
            _ => break,
        };
        let value = decimal(tail, digits) * 1_000;
        batch[count] = Row { end: base + hour * 3_600 + minutes * 60 - offset, value };
        count += 1;
        *number += 1;
        if count == batch.len() {
            rows.extend_from_slice(&batch);
            count = 0;
        }
        at += 26 + (digits + ending) as usize;
    }
    rows.extend_from_slice(&batch[..count]);
    at
}

/// The first 34 bytes of a row and of what follows it, none near the end of a file: two digits of
/// the year, the rest of the date, the clock, the offset, the value.
#[inline(always)]
fn words(bytes: &[u8]) -> Option<([u8; 2], [u64; 4])> {
    let (century, rest) = bytes.split_first_chunk::<2>()?;
    let (date, rest) = rest.split_first_chunk::<8>()?;
    let (clock, rest) = rest.split_first_chunk::<8>()?;
    let (zone, rest) = rest.split_first_chunk::<8>()?;
    let (value, _) = rest.split_first_chunk::<8>()?;
    // Not `map`, which is a call.
    let number = u64::from_le_bytes;
    Some((*century, [number(*date), number(*clock), number(*zone), number(*value)]))
}

/// How many of the bytes from the lowest on are digits.
#[inline(always)]
fn digit_count(word: u64) -> u32 {
    let word = word ^ ZEROS;
    // The upper bit of each byte is set where the byte is above 9; sums carry upwards only.
    let above = (word.wrapping_add(0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080;
    above.trailing_zeros() / 8
}

/// The number that the lowest bytes write, first digit lowest: digits, pairs, fours at once.
#[inline(always)]
fn decimal(word: u64, digits: u32) -> u32 {
    let word = (word ^ ZEROS) << (64 - 8 * digits);
    let pairs = word.wrapping_mul(10 << 8 | 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul(10_000 << 32 | 1) >> 32) as u32
}

const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);

/// Any far instant on a whole hour keeps the grid.
const MIRROR: Instant = u32::MAX - u32::MAX % 3_600;

/// Mirrors rows whose stamps start their step: they become rows whose stamps end it.
fn turn(rows: &mut [Row]) {
    for row in &mut *rows {
        row.end = MIRROR - row.end;
    }
    rows.reverse();
}

fn turn_back(slots: &mut [Slot]) {
    for slot in &mut *slots {
        slot.end = MIRROR - slot.end + slot.step;
    }
    slots.reverse();
}

/// Takes the rows when all of them are at local midnight (written `01:00+02:00` in summer):
/// energies of the day that each names, not steps of a curve.
fn whole_days(rows: &mut Vec<Row>) -> Vec<(Day, i64)> {
    let mut days = Vec::with_capacity(rows.len());
    let mut before = None;
    for row in rows.iter() {
        let day = local_day(row.end);
        let spaced = before.is_none_or(|b| row.end.abs_diff(b) >= 23 * 3_600);
        if !spaced || !matches!(row.end - midnight(day), 0 | 3_600) {
            return Vec::new();
        }
        before = Some(row.end);
        days.push((day, i64::from(row.value)));
    }
    rows.clear();
    days
}

/// One block per day.
pub(super) fn daily_blocks(days: &[(Day, i64)], out: &mut Decoded) {
    for (start, milli_wh) in days.iter().copied() {
        if milli_wh == i64::from(Row::EMPTY) {
            out.report.empty_values += 1;
        } else {
            out.blocks.push(Block { start, days: 1, energy: Energy::from_milli_wh(milli_wh) });
        }
    }
}
