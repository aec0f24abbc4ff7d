//! CSV files: the Enedis load curve and its cousins from suppliers and other tools.
//!
//! The load curve is the hot loop of the module: [`fast`] reads the one shape that Enedis writes,
//! and hands any other line to the general reader.

use super::curve::{self, Quantity, Row};
use super::header::{self, Header, Unit};
use super::text::{self, Line, Lines, Stamp, cell, is_empty_value, stamp, starts_with, thousandths};
use super::{decoded, index, local};
use crate::error::DecodeError;
use crate::model::{Block, Carrier, Decoded, Energy, FileKind, FileReport, SkipReason, Slot};
use crate::order::sort_by_key;
use crate::redact::quote;
use crate::time::{DAY_SECONDS, Day, Instant, iso_date, local_day, midnight};

pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let header = header::read(bytes)?;
    let kind = if header.enedis { FileKind::LinkyCurve } else { FileKind::OtherCurve };
    let mut report = FileReport::new(kind, Carrier::Electricity);
    report.meter_number_masked = header.meter_number;
    report.announced_to = header.end.map(|day| iso_date(day - 1));
    if text::cells(header.columns, header.separator).any(|c| starts_with(c.0, b"EAS")) {
        report.kind = FileKind::LinkyIndex;
        return index::decode(bytes, &header, report);
    }
    let mut body = Body { header: &header, report, ..Body::new(&header) };
    body.read(bytes);
    body.finish()
}

/// Readings under way, by the way they tell time.
struct Body<'a> {
    header: &'a Header<'a>,
    unit: Unit,
    report: FileReport,
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
    fn new(header: &'a Header<'a>) -> Self {
        Self {
            header,
            // Enedis writes W; its file may have lost its first two lines, meter number included.
            unit: header.unit.unwrap_or(Unit::Watt),
            report: FileReport::new(FileKind::LinkyCurve, Carrier::Electricity),
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
                self.report.cut_line = Some(line.number);
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
            self.report.cut_line = Some(line.number);
        }
    }

    /// True when the header announces readings after this one.
    fn cut_short(&self, when: Stamp) -> bool {
        self.header.end.is_some_and(|end| when.day < end)
    }

    fn bad(&mut self, line: Line<'_>, column: u32, reason: SkipReason) {
        if !line.ended {
            self.report.cut_line = Some(line.number);
            return;
        }
        self.report.skip(line.number, column, reason);
        if self.first_bad.is_none() {
            let found = quote(line.bytes);
            self.first_bad = Some(DecodeError::BadRows { found, line: line.number, column });
        }
    }

    fn finish(mut self) -> Result<Decoded, DecodeError> {
        let kept = self.rows.len() + self.local.len() + self.days.len();
        if let Some(error) = self.first_bad.filter(|_| self.report.lines_skipped as usize > kept) {
            return Err(error);
        }
        if kept == 0 {
            return Err(match self.report.cut_line {
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
                self.report.kind = FileKind::LinkyDaily;
            }
            let blocks = daily_blocks(self.days, &mut self.report);
            return Ok(decoded(self.report, Vec::new(), blocks));
        }
        let quantity = if self.unit.is_power() { Quantity::Power } else { Quantity::Energy };
        let finish = if self.header.starts { finish_starts } else { curve::finish };
        let slots = finish(self.rows, quantity, self.header.step, &mut self.report)
            .map_err(|_| DecodeError::UnknownStep { line: self.first_line })?;
        if slots.is_empty() {
            return Err(DecodeError::NoReadings { line: self.last_line });
        }
        Ok(decoded(self.report, slots, Vec::new()))
    }
}

/// Reads lines `2023-08-09T00:30:00+02:00;284` as long as they come; answers where the first
/// other line starts. `number` counts the lines read.
fn fast(bytes: &[u8], mut at: usize, number: &mut u32, rows: &mut Vec<Row>) -> usize {
    let mut cached: [u8; 10] = [0; 10];
    let mut base = 0u32;
    while let Some(head) = bytes.get(at..).and_then(|rest| rest.first_chunk::<26>()) {
        let [y0, y1, y2, y3, m0, mo0, mo1, m1, d0, d1, b'T', h0, h1, b':', n0, n1, b':', s0, s1, b'+', b'0', o, b':', b'0', b'0', b';'] =
            *head
        else {
            break;
        };
        let date = [y0, y1, y2, y3, m0, mo0, mo1, m1, d0, d1];
        if date != cached {
            match text::date(&date) {
                Some((day, [])) if m0 == b'-' => base = day as u32 * DAY_SECONDS,
                _ => break,
            }
            cached = date;
        }
        let two = |a: u8, b: u8| {
            let (a, b) = (u32::from(a.wrapping_sub(b'0')), u32::from(b.wrapping_sub(b'0')));
            if a > 9 || b > 9 { 99 } else { a * 10 + b }
        };
        let (hour, minute, second) = (two(h0, h1), two(n0, n1), two(s0, s1));
        let offset = match o {
            b'1' => 3_600,
            b'2' => 7_200,
            _ => break,
        };
        if hour > 23 || minute > 59 || second > 59 {
            break;
        }
        let (mut value, mut next, mut digits) = (0u32, at + 26, 0);
        let ending = loop {
            match bytes.get(next) {
                Some(byte @ b'0'..=b'9') if digits < 6 => {
                    value = value * 10 + u32::from(byte - b'0');
                    digits += 1;
                    next += 1;
                }
                ending => break ending,
            }
        };
        let length = match (ending, bytes.get(next + 1)) {
            (Some(b'\n'), _) => 1,
            (Some(b'\r'), Some(b'\n')) => 2,
            _ => break,
        };
        if digits == 0 {
            break;
        }
        let end = base + hour * 3_600 + minute * 60 + second - offset;
        rows.push(Row { end, value: value * 1_000 });
        *number += 1;
        at = next + length;
    }
    at
}

/// A curve whose stamps are the starts of the steps: the mirror of one with ends.
fn finish_starts(
    mut rows: Vec<Row>,
    quantity: Quantity,
    declared: Option<u32>,
    report: &mut FileReport,
) -> Result<Vec<Slot>, curve::NoStep> {
    // Any far instant on a whole hour keeps the grid.
    const MIRROR: Instant = u32::MAX - u32::MAX % 3_600;
    for row in &mut rows {
        row.end = MIRROR - row.end;
    }
    rows.reverse();
    let mut slots = curve::finish(rows, quantity, declared, report)?;
    for slot in &mut slots {
        slot.end = MIRROR - slot.end + slot.step;
    }
    slots.reverse();
    Ok(slots)
}

/// Takes the rows when all of them are at local midnight (written `01:00+02:00` in summer):
/// energies of the day that each names, not steps of a curve.
fn whole_days(rows: &mut Vec<Row>) -> Vec<(Day, i64)> {
    let day = |row: &Row| {
        let day = local_day(row.end);
        matches!(row.end - midnight(day), 0 | 3_600).then_some((day, i64::from(row.value)))
    };
    let spaced = rows.windows(2).all(|w| w[1].end.abs_diff(w[0].end) >= 23 * 3_600);
    match rows.iter().map(day).collect::<Option<Vec<_>>>() {
        Some(days) if spaced && !days.is_empty() => {
            rows.clear();
            days
        }
        _ => Vec::new(),
    }
}

/// One block per day; of two rows for one day, the last is kept.
pub(super) fn daily_blocks(mut days: Vec<(Day, i64)>, report: &mut FileReport) -> Vec<Block> {
    sort_by_key(&mut days, |d| d.0 as u32);
    let mut blocks: Vec<Block> = Vec::with_capacity(days.len());
    for (start, milli_wh) in days {
        if milli_wh == i64::from(Row::EMPTY) {
            report.empty_values += 1;
            continue;
        }
        let block = Block { start, days: 1, energy: Energy::from_milli_wh(milli_wh) };
        match blocks.last_mut().filter(|last| last.start == start) {
            Some(last) if *last == block => report.duplicates += 1,
            Some(last) => {
                report.conflicts += 1;
                *last = block;
            }
            None => blocks.push(block),
        }
    }
    blocks
}
