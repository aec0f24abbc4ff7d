//! The lines above the readings of a CSV: metadata, unit, names of columns.

use super::sniff::other;
use super::text::{Line, Lines, cell, cells, digits, find, production, stamp, starts_with};
use crate::error::{DecodeError, OtherFormat};
use crate::redact::quote;
use crate::time::Day;

/// How many lines are searched for the names of columns.
const MAX_HEADER_LINES: usize = 20;

/// What the values measure, and how many thousandths of W or Wh one unit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Watt,
    Kilowatt,
    WattHour,
    KilowattHour,
}

impl Unit {
    pub(super) fn of(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"W" | b"w" => Self::Watt,
            b"kW" | b"KW" | b"kw" => Self::Kilowatt,
            b"Wh" | b"WH" | b"wh" => Self::WattHour,
            b"kWh" | b"KWH" | b"KWh" | b"kwh" | b"Kwh" => Self::KilowattHour,
            _ => return None,
        })
    }

    pub(super) const fn is_power(self) -> bool {
        matches!(self, Self::Watt | Self::Kilowatt)
    }

    /// Thousandths of W or Wh in a thousandth of the unit.
    pub(super) const fn factor(self) -> i64 {
        match self {
            Self::Watt | Self::WattHour => 1,
            Self::Kilowatt | Self::KilowattHour => 1_000,
        }
    }
}

/// What the header says.
#[derive(Clone, Debug, Default)]
pub(super) struct Header<'a> {
    /// The header is in the shape of Enedis.
    pub(super) enedis: bool,
    pub(super) unit: Option<Unit>,
    /// Step in seconds, if the header states it.
    pub(super) step: Option<u32>,
    /// Last announced day: readings stop at the midnight that starts it.
    pub(super) end: Option<Day>,
    /// Stamps are the start of the step, not its end.
    pub(super) starts: bool,
    pub(super) separator: u8,
    /// Names of the columns.
    pub(super) columns: &'a [u8],
    /// Line of the names of columns.
    pub(super) line: u32,
    /// Rank of the value, from 0.
    pub(super) value: usize,
    /// Where the readings start.
    pub(super) body: usize,
}

/// Reads the header of a CSV.
pub(super) fn read(bytes: &[u8]) -> Result<Header<'_>, DecodeError> {
    let mut header = Header { separator: b';', ..Header::default() };
    let mut lines = Lines::new(bytes);
    let mut seen = 0;
    while seen < MAX_HEADER_LINES {
        let Some(line) = lines.next() else { break };
        seen += 1;
        let separator = separator(line.bytes);
        let first = cell(line.bytes, separator, 0).map_or(&b""[..], |c| c.0);
        if starts_with(first, b"identifiant") && cells(line.bytes, separator).count() > 4 {
            header.separator = separator;
            if cells(line.bytes, separator).any(|c| starts_with(c.0, b"grandeur")) {
                let Some(values) = lines.next() else {
                    return Err(truncated(line));
                };
                metadata(&mut header, line.bytes, values)?;
                continue;
            }
        }
        if is_names(line.bytes, separator) {
            header.separator = separator;
            header.columns = line.bytes;
            header.line = line.number;
            header.body = lines.position();
            names(&mut header)?;
            return Ok(header);
        }
        if let Some(at) = production(line.bytes) {
            return Err(DecodeError::Production {
                found: quote(around(line.bytes, at)),
                line: line.number,
                column: at as u32 + 1,
            });
        }
    }
    if header.enedis {
        // Metadata, then nothing: half a file.
        return Err(DecodeError::NoReadings { line: seen as u32 });
    }
    Err(other(OtherFormat::Text, 1, 1))
}

fn truncated(line: Line<'_>) -> DecodeError {
    DecodeError::Truncated { line: line.number, column: line.bytes.len() as u32 + 1 }
}

fn separator(line: &[u8]) -> u8 {
    [b';', b'\t'].into_iter().find(|s| line.contains(s)).unwrap_or(b',')
}

/// The word of a line around a byte.
fn around(line: &[u8], at: usize) -> &[u8] {
    let edge = |b: &u8| matches!(b, b';' | b'\t' | b',');
    let start = line[..at].iter().rposition(edge).map_or(0, |p| p + 1);
    let end = line[at..].iter().position(edge).map_or(line.len(), |p| at + p);
    &line[start..end]
}

/// Names of columns: a first cell named after a date, and a second cell that is not a date.
fn is_names(line: &[u8], separator: u8) -> bool {
    let mut all = cells(line, separator).map(|c| c.0);
    let first = all.next().unwrap_or_default();
    let named = [&b"horodate"[..], b"date", b"jour", b"debut", b"timestamp", b"datetime"]
        .iter()
        .any(|w| starts_with(first, w));
    named && all.next().is_some_and(|c| !c.is_empty() && stamp(c).is_none())
}

/// The two lines of Enedis: labels, then their values.
fn metadata(header: &mut Header<'_>, labels: &[u8], values: Line<'_>) -> Result<(), DecodeError> {
    header.enedis = true;
    for (rank, (label, _)) in cells(labels, header.separator).enumerate() {
        let Some((value, column)) = cell(values.bytes, header.separator, rank) else {
            continue;
        };
        let (line, found) = (values.number, || quote(value));
        if starts_with(label, b"grandeur m") {
            if production(value).is_some() {
                return Err(DecodeError::Production { found: found(), line, column });
            }
            if !value.is_empty() && !starts_with(value, b"consommation") && !starts_with(value, b"soutirage")
            {
                return Err(DecodeError::OtherQuantity { found: found(), line, column });
            }
        } else if starts_with(label, b"grandeur p") {
            // « Energie active », with or without its accent; never « Énergie réactive ».
            let active =
                find(value, b"active").is_some() && find(value, b"active") != find(value, b"active inj");
            let reactive = find(value, b"ractive").is_some()
                || find(value, b"reactive").is_some()
                || find(value, "réactive".as_bytes()).is_some();
            if !value.is_empty() && (!active || reactive) {
                return Err(DecodeError::OtherQuantity { found: found(), line, column });
            }
        } else if starts_with(label, b"unit") && !value.is_empty() {
            header.unit = Some(Unit::of(value).ok_or_else(|| DecodeError::UnknownUnit {
                found: found(),
                line,
                column,
            })?);
        } else if starts_with(label, b"pas en minutes") {
            header.step = digits(value, 1, 4).map(|(minutes, _)| minutes * 60);
        } else if starts_with(label, b"date de fin") {
            header.end = super::text::date(value).map(|(day, _)| day);
        }
    }
    Ok(())
}

/// What the names of columns say: the rank of the value, its unit, start or end of step.
fn names(header: &mut Header<'_>) -> Result<(), DecodeError> {
    let line = header.line;
    let mut value = None;
    for (rank, (name, column)) in cells(header.columns, header.separator).enumerate() {
        if rank == 0 {
            header.starts = find(name, b"debut").is_some()
                || find(name, b"but").is_some_and(|at| {
                    // « début », in UTF-8 or Latin-1.
                    matches!(name.get(at.wrapping_sub(1)), Some(0xa9 | 0xe9))
                });
            continue;
        }
        if production(name).is_some() || starts_with(name, b"EAI") {
            return Err(DecodeError::Production { found: quote(name), line, column });
        }
        let unit = unit_word(name);
        if starts_with(name, b"EAS") || starts_with(name, b"valeur") && unit.is_none() {
            value = value.or(Some((rank, None)));
        } else if let Some((word, offset)) = unit {
            let column = column + offset;
            match Unit::of(word) {
                Some(unit) => value = value.or(Some((rank, Some(unit)))),
                // A column in another unit beside the one we want does not matter.
                None if value.is_some() => {}
                None => {
                    let found = quote(word);
                    return Err(DecodeError::UnknownUnit { found, line, column });
                }
            }
        }
    }
    let Some((rank, unit)) = value else {
        let column = header.columns.len() as u32 + 1;
        return Err(DecodeError::MissingColumn { name: "Valeur".into(), line, column });
    };
    header.value = rank;
    header.unit = header.unit.or(unit);
    header.enedis |= starts_with(header.columns, b"horodate;valeur");
    Ok(())
}

/// The unit in a name of column: what stands in parentheses, after « en » or not.
pub(super) fn unit_word(name: &[u8]) -> Option<(&[u8], u32)> {
    let open = name.iter().rposition(|b| *b == b'(')?;
    let inside = &name[open + 1..];
    let close = inside.iter().position(|b| *b == b')')?;
    let inside = inside[..close].trim_ascii();
    let word = inside.strip_prefix(b"en ").unwrap_or(inside);
    (!word.is_empty()).then_some((word, open as u32 + 1))
}
