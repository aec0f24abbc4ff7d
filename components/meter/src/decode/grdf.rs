//! GRDF JSON: the API's French keys (`journeeGaziere`, `energieConsomme`…) and those of pygazpar
//! (`time_period`, `energy_kwh`…), at any depth. Every key may be null or absent.
//!
//! A gas day runs from 06:00 to 06:00; it is counted on the date that names it.

use super::sniff::other;
use super::text::{date, digits, is_empty_value, rank, starts_with, thousandths};
use super::tokens::{Stop, Token, Tokens, place, skip_at};
use crate::error::{DecodeError, OtherFormat};
use crate::model::{Block, Carrier, Decoded, Energy, FileKind, FileReport, SkipReason};
use crate::time::{Day, days_from_civil, month_length};
use alloc::vec::Vec;

/// What one object says.
#[derive(Clone, Copy, Default)]
pub(super) struct Record {
    /// First day and number of days.
    pub(super) period: Option<(Day, u32)>,
    pub(super) start: Option<Day>,
    pub(super) end: Option<Day>,
    /// Thousandths of a kWh, which are Wh.
    pub(super) energy: Option<i64>,
    /// Thousandths of a m³.
    pub(super) volume: Option<i64>,
    /// Thousandths of a kWh per m³.
    pub(super) coefficient: Option<i64>,
    /// A key of a date was there, null or not.
    pub(super) dated: bool,
    /// A key of an energy or a volume was there, null or not.
    pub(super) measured: bool,
}

impl Record {
    fn set(&mut self, key: &[u8], value: &[u8]) {
        const KEYS: [&[u8]; 12] = [
            b"journeeGaziere",
            b"time_period",
            b"date",
            b"dateDebutReleve",
            b"dateFinReleve",
            b"energieConsomme",
            b"energy_kwh",
            b"volumeBrutConsomme",
            b"volume_m3",
            b"coeffConversion",
            b"converter_factor_kwh/m3",
            b"converter_factor",
        ];
        let number = thousandths(value).filter(|v| *v >= 0);
        let day = date(value).map(|d| d.0);
        match rank(&KEYS, key) {
            0..=2 => (self.dated, self.period) = (true, period(value)),
            3 => (self.dated, self.start) = (true, day),
            4 => (self.dated, self.end) = (true, day),
            5 | 6 => (self.measured, self.energy) = (true, number),
            7 | 8 => (self.measured, self.volume) = (true, number),
            9..=11 => self.coefficient = number,
            _ => {}
        }
    }

    /// Adds what the record says to the blocks, or answers why it is left out.
    pub(super) fn keep(self, blocks: &mut Vec<Block>, report: &mut FileReport) -> Option<SkipReason> {
        let from_dates = match (self.start, self.end) {
            (Some(start), Some(end)) if end >= start => Some((start, (end - start).max(1) as u32)),
            _ => None,
        };
        let Some((start, days)) = self.period.or(from_dates) else {
            return Some(SkipReason::Date);
        };
        let wh = match (self.energy, self.volume, self.coefficient) {
            (Some(wh), ..) => wh,
            // kWh = m³ × coefficient, as on a gas bill.
            (None, Some(volume), Some(coefficient)) => {
                report.from_volume += 1;
                (volume.saturating_mul(coefficient)) / 1_000
            }
            _ => {
                report.empty_values += 1;
                return None;
            }
        };
        // More than a terawatt-hour is no household: it would only overflow.
        if wh > 1_000_000_000_000 || days > 40_000 {
            return Some(SkipReason::Value);
        }
        blocks.push(Block { start, days, energy: Energy::from_wh(wh) });
        None
    }
}

/// `2019-05-09`, `09/05/2019`, `Du 09/05/2019 au 12/05/2019` (both included), `Mai 2019`, `2021`.
pub(super) fn period(text: &[u8]) -> Option<(Day, u32)> {
    if let Some((day, rest)) = date(text) {
        return (rest.is_empty() || rest.starts_with(b"T") || rest.starts_with(b" ")).then_some((day, 1));
    }
    if starts_with(text, b"du ") {
        let (start, rest) = date(&text[3..])?;
        let (end, rest) = date(rest.strip_prefix(b" au ")?)?;
        return (rest.is_empty() && end >= start).then_some((start, (end - start) as u32 + 1));
    }
    if let Some((year, [])) = digits(text, 4, 4) {
        let year = year as i32;
        let first = super::super::time::day_of(year, 1, 1)?;
        return Some((first, (days_from_civil(year + 1, 1, 1) - first) as u32));
    }
    let space = text.iter().rposition(|b| *b == b' ')?;
    let (name, year) = (&text[..space], digits(&text[space + 1..], 4, 4)?);
    let month = month(name)?;
    let first = crate::time::day_of(year.0 as i32, month, 1)?;
    year.1.is_empty().then_some((first, month_length(year.0 as i32, month)))
}

/// A French month by the letters that tell it from the others: accents may be escaped.
fn month(name: &[u8]) -> Option<u32> {
    const MONTHS: [(&[u8], u32); 12] = [
        (b"ja", 1),
        (b"f", 2),
        (b"mar", 3),
        (b"av", 4),
        (b"mai", 5),
        (b"juin", 6),
        (b"juil", 7),
        (b"ao", 8),
        (b"s", 9),
        (b"o", 10),
        (b"n", 11),
        (b"d", 12),
    ];
    MONTHS.iter().find(|(start, _)| starts_with(name, start)).map(|m| m.1)
}

pub(super) fn decode(bytes: &[u8], out: &mut Decoded) -> Result<(), DecodeError> {
    let Decoded { report, blocks, .. } = out;
    (report.kind, report.carrier) = (FileKind::GrdfJson, Carrier::Gas);
    let mut tokens = Tokens::new(bytes);
    let (mut record, mut key, mut opened) = (Record::default(), &b""[..], 0);
    let (mut depth, mut objects, mut undated, mut unmeasured) = (0u32, 0u32, 0u32, 0u32);
    let stop = loop {
        let at = tokens.at;
        match tokens.next() {
            Ok(Token::Key(name)) => key = name,
            Ok(Token::Text(value) | Token::Number(value)) => {
                let value = if is_empty_value(value) { b"" } else { value };
                record.set(key, value);
                key = b"";
            }
            Ok(Token::Word) => {
                record.set(key, b"");
                key = b"";
            }
            Ok(Token::Open) => {
                (record, key, opened) = (Record::default(), b"", at);
                depth += 1;
            }
            Ok(Token::Close) => {
                depth = depth.saturating_sub(1);
                objects += 1;
                match (record.dated, record.measured) {
                    (true, true) => {
                        if let Some(reason) = record.keep(blocks, report) {
                            skip_at(report, bytes, opened, reason);
                        }
                    }
                    (true, false) => unmeasured += 1,
                    (false, true) => undated += 1,
                    (false, false) => {}
                }
                record = Record::default();
            }
            Err(stop) => break stop,
        }
    };
    let (line, column) = place(bytes, tokens.at);
    if stop == Stop::Odd {
        return Err(other(OtherFormat::Json, line, column));
    }
    if stop == Stop::Cut || depth > 0 {
        report.cut_line = Some(line);
    }
    if blocks.is_empty() {
        let missing = |name: &str| DecodeError::MissingColumn { name: name.into(), line: 1, column: 1 };
        return Err(match report.cut_line {
            Some(line) => DecodeError::Truncated { line, column },
            None if report.empty_values + report.lines_skipped > 0 => DecodeError::NoReadings { line },
            None if undated > 0 => missing("journeeGaziere"),
            None if unmeasured > 0 => missing("energieConsomme"),
            // `[]`: an export without a reading.
            None if objects <= 1 && bytes.trim_ascii().len() <= 2 => DecodeError::NoReadings { line },
            None => other(OtherFormat::Json, 1, 1),
        });
    }
    Ok(())
}
