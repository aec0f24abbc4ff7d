//! Green Button: ESPI in Atom (`http://naesb.org/espi`).
//!
//! Facts used, from the ESPI schema (NAESB REQ.21): a reading's energy is
//! `value × 10^powerOfTenMultiplier` of the unit `uom` (72 is Wh); `start` is in epoch seconds and
//! is the START of the interval, `duration` in seconds; `ServiceCategory/kind` is 0 for
//! electricity and 1 for gas; `flowDirection` is 1 for energy delivered to the customer and 19 for
//! energy received from them. An `IntervalBlock` belongs to the `MeterReading` of its `up` link,
//! which names its `ReadingType` in a `related` link; with a single type, the links do not matter.

use super::settle_slots;
use super::sniff::other;
use super::text::{digits, find, rank, thousandths};
use super::tokens::{place, skip_at};
use super::xml::{Event, Xml};
use crate::error::{DecodeError, OtherFormat};
use crate::model::{Block, Carrier, Decoded, Energy, FileKind, SkipReason, Slot};
use crate::redact::quote;
use crate::time::{DAY_SECONDS, FIRST_YEAR, Instant, LAST_YEAR, days_from_civil, local_day, midnight};
use alloc::vec::Vec;

/// `uom` of watt-hours.
const WATT_HOUR: &[u8] = b"72";
/// `flowDirection` of what the customer feeds into the grid.
const RECEIVED: &[u8] = b"19";

/// A `ReadingType`, or a `MeterReading` that points to one, by its links.
#[derive(Clone, Copy, Default)]
struct Kind<'a> {
    this: &'a [u8],
    related: &'a [u8],
    uom: Option<(&'a [u8], usize)>,
    flow: &'a [u8],
    multiplier: i32,
    is_type: bool,
}

/// A reading, before its type is known.
#[derive(Clone, Copy)]
struct Reading {
    start: u32,
    duration: u32,
    value: i64,
    /// Rank of its block.
    block: usize,
    at: usize,
}

#[derive(Default)]
struct File<'a> {
    gas: bool,
    kinds: Vec<Kind<'a>>,
    /// Links of the entries that hold blocks.
    blocks: Vec<&'a [u8]>,
    readings: Vec<Reading>,
    bad: Vec<usize>,
    cut: Option<usize>,
    seen: bool,
}

pub(super) fn decode(bytes: &[u8], out: &mut Decoded) -> Result<(), DecodeError> {
    let file = read(bytes);
    if !file.seen {
        return Err(other(OtherFormat::Xml, 1, 1));
    }
    let carrier = if file.gas { Carrier::Gas } else { Carrier::Electricity };
    let Decoded { report, slots, blocks } = out;
    (report.kind, report.carrier) = (FileKind::GreenButton, carrier);
    report.cut_line = file.cut.map(|at| place(bytes, at).0);
    for at in &file.bad {
        skip_at(report, bytes, *at, SkipReason::Value);
    }
    let multipliers: Vec<Result<i32, DecodeError>> =
        file.blocks.iter().map(|link| file.multiplier(link, bytes)).collect();
    for reading in &file.readings {
        let Some(Ok(multiplier)) = multipliers.get(reading.block) else { continue };
        match energy(reading.value, *multiplier).map(|e| placed(reading, e)) {
            Some(Some(Placed::Slot(slot))) => slots.push(slot),
            Some(Some(Placed::Block(block))) => blocks.push(block),
            _ => skip_at(report, bytes, reading.at, SkipReason::Period),
        }
    }
    if slots.is_empty() && blocks.is_empty() {
        let refused = multipliers.into_iter().find_map(Result::err);
        let (line, column) = place(bytes, bytes.len());
        return Err(match (refused, report.cut_line) {
            (Some(error), _) => error,
            (None, Some(line)) => DecodeError::Truncated { line, column },
            (None, None) => DecodeError::NoReadings { line },
        });
    }
    settle_slots(out);
    Ok(())
}

enum Placed {
    Slot(Slot),
    Block(Block),
}

/// `value × 10^multiplier` Wh.
fn energy(value: i64, multiplier: i32) -> Option<Energy> {
    let mut milli = value;
    for _ in 0..multiplier.clamp(-12, 12).unsigned_abs() {
        milli = if multiplier > 0 { milli.checked_mul(10)? } else { milli / 10 };
    }
    // More than a terawatt-hour is no household: it would only overflow.
    (0..=1_000_000_000_000_000).contains(&milli).then(|| Energy::from_milli_wh(milli))
}

/// Steps of at most one hour are a curve; whole local days are blocks; nothing else is placed.
fn placed(reading: &Reading, energy: Energy) -> Option<Placed> {
    let Reading { start, duration, .. } = *reading;
    let end = start.checked_add(duration)?;
    let years = days_from_civil(FIRST_YEAR, 1, 1) as u32 * DAY_SECONDS + 7_200
        ..days_from_civil(LAST_YEAR, 12, 31) as u32 * DAY_SECONDS;
    if !years.contains(&start) || !years.contains(&end) {
        return None;
    }
    if (60..=3_600).contains(&duration) && duration % 60 == 0 {
        return Some(Placed::Slot(Slot { end, step: duration, energy }));
    }
    let (first, last) = (local_day(start), local_day(end));
    let whole = |day, instant: Instant| instant == midnight(day);
    (whole(first, start) && whole(last, end) && last > first)
        .then(|| Placed::Block(Block { start: first, days: (last - first) as u32, energy }))
}

impl File<'_> {
    /// The power of ten of a block, or why its readings are refused.
    fn multiplier(&self, link: &[u8], bytes: &[u8]) -> Result<i32, DecodeError> {
        let of_type = |k: &&Kind<'_>| k.is_type;
        let single = self.kinds.iter().filter(of_type).count() == 1;
        // `…/MeterReading/01/IntervalBlock` is below `…/MeterReading/01`.
        let meter = self.kinds.iter().find(|k| !k.is_type && !k.this.is_empty() && link.starts_with(k.this));
        let linked = meter.and_then(|m| self.kinds.iter().find(|k| k.is_type && k.this == m.related));
        let found = if single { self.kinds.iter().find(of_type) } else { linked };
        let unknown = |found: &[u8], at| {
            let (line, column) = place(bytes, at);
            DecodeError::UnknownUnit { found: quote(found), line, column }
        };
        let kind = found.ok_or_else(|| unknown(b"", 0))?;
        if kind.flow == RECEIVED {
            let at = kind.uom.map_or(0, |u| u.1);
            let (line, column) = place(bytes, at);
            return Err(DecodeError::Production { found: "flowDirection 19".into(), line, column });
        }
        match kind.uom {
            Some((WATT_HOUR, _)) => Ok(kind.multiplier),
            Some((uom, at)) => Err(unknown(uom, at)),
            None => Err(unknown(b"", 0)),
        }
    }
}

/// Walks through the file once.
fn read(bytes: &[u8]) -> File<'_> {
    let mut file = File::default();
    let mut xml = Xml::new(bytes);
    let mut entry = Kind::default();
    let mut up: &[u8] = b"";
    let (mut has_block, mut has_meter, mut in_reading, mut in_category) = (false, false, false, false);
    let (mut start, mut duration, mut value, mut opened) = (None, None, None, 0);
    const TAGS: [&[u8]; 7] = [
        b"entry",
        b"link",
        b"ReadingType",
        b"MeterReading",
        b"ServiceCategory",
        b"IntervalBlock",
        b"IntervalReading",
    ];
    const TEXTS: [&[u8]; 7] =
        [b"kind", b"uom", b"flowDirection", b"powerOfTenMultiplier", b"start", b"duration", b"value"];
    loop {
        match xml.next() {
            Event::Open(name, attributes, at) => match rank(&TAGS, name) {
                0 => (entry, up, has_block, has_meter) = (Kind::default(), b"", false, false),
                1 => {
                    let href = xml.attribute(attributes, b"href");
                    match xml.attribute(attributes, b"rel") {
                        b"self" => entry.this = href,
                        b"up" => up = href,
                        b"related" if find(href, b"ReadingType").is_some() => entry.related = href,
                        _ => {}
                    }
                }
                2 => entry.is_type = true,
                3 => has_meter = true,
                4 => in_category = true,
                5 => {
                    (file.seen, has_block) = (true, true);
                    file.blocks.push(b"");
                }
                6 => {
                    in_reading = true;
                    (start, duration, value, opened) = (None, None, None, at);
                }
                _ => {}
            },
            Event::Text(name, text, at) => match (rank(&TEXTS, name), in_reading) {
                (0, _) if in_category => file.gas |= text == b"1",
                (1, _) if entry.is_type => entry.uom = Some((text, at)),
                (2, _) if entry.is_type => entry.flow = text,
                (3, _) if entry.is_type => entry.multiplier = power(text),
                (4, true) => start = whole(text),
                (5, true) => duration = whole(text),
                (6, true) => value = thousandths(text),
                _ => {}
            },
            Event::Close(name) => match rank(&TAGS, name) {
                6 => {
                    in_reading = false;
                    match (start, duration, value, file.blocks.len().checked_sub(1)) {
                        (Some(start), Some(duration), Some(value), Some(block)) => {
                            file.readings.push(Reading { start, duration, value, block, at: opened });
                        }
                        _ => file.bad.push(opened),
                    }
                }
                4 => in_category = false,
                0 => {
                    if has_block {
                        let link = if up.is_empty() { entry.this } else { up };
                        for block in file.blocks.iter_mut().rev().take_while(|b| b.is_empty()) {
                            *block = link;
                        }
                    }
                    if entry.is_type || has_meter {
                        file.seen = true;
                        file.kinds.push(entry);
                    }
                    entry = Kind::default();
                }
                _ => {}
            },
            Event::End => break,
            Event::Cut(at) => {
                file.cut = Some(at);
                break;
            }
        }
    }
    // A type outside of any entry, or in an entry that is cut.
    if entry.is_type {
        file.kinds.push(entry);
    }
    file
}

/// Ten digits at most, so that it fits.
fn whole(text: &[u8]) -> Option<u32> {
    let value = thousandths(text)?;
    u32::try_from(value / 1_000).ok().filter(|_| value % 1_000 == 0)
}

fn power(text: &[u8]) -> i32 {
    let (sign, text) = text.strip_prefix(b"-").map_or((1, text), |rest| (-1, rest));
    digits(text, 1, 2).map_or(0, |(value, _)| sign * value as i32)
}
