//! Bytes of a file to readings.
//!
//! [`decode`] looks at the first bytes, never at the name, and hands over to one decoder per
//! format. Every decoder answers a [`Decoded`] or a [`DecodeError`] and never panics; the same
//! bodies are property-tested and fuzzed (`crate::fuzz`).

mod csv;
mod curve;
mod espi;
mod grdf;
mod header;
mod index;
mod local;
mod rows;
mod sniff;
pub(crate) mod text;
pub(crate) mod tokens;
mod xml;

pub use rows::ROWS_HEADER;

use crate::error::DecodeError;
use crate::model::{Block, Carrier, Decoded, FileKind, Slot};
use crate::order::sort_by_key;
use crate::redact::has_meter_number;
use crate::time::{Day, iso_date, local_day};
use alloc::vec::Vec;

/// Largest file that is read: 32 MiB, about ten years of quarter-hours in the wordiest format.
pub const MAX_BYTES: usize = 32 << 20;

/// How many bytes are searched for a meter number.
const TOP: usize = 4_096;

/// Decodes one file. `name` is only used to tell that it holds a meter number.
///
/// # Errors
/// A [`DecodeError`] that says what was found, and where.
pub fn decode(name: &str, bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let shape = sniff::sniff(bytes)?;
    let bytes = text::without_bom(bytes);
    let mut out = Decoded::empty(FileKind::OtherCurve, Carrier::Electricity);
    match shape {
        sniff::Shape::Text => csv::decode(bytes, &mut out),
        sniff::Shape::Json => grdf::decode(bytes, &mut out),
        sniff::Shape::Rows => rows::decode(bytes, &mut out),
        sniff::Shape::Xml => espi::decode(bytes, &mut out),
    }?;
    close(&mut out);
    // A meter number stands at the top of a file, if anywhere.
    let top = bytes.get(..TOP).unwrap_or(bytes);
    out.report.meter_number_masked = has_meter_number(name.as_bytes()) || has_meter_number(top);
    Ok(out)
}

/// Puts the blocks in order and sums up.
fn close(out: &mut Decoded) {
    let Decoded { report, slots, blocks } = out;
    let (duplicates, conflicts) = settle_blocks(blocks);
    report.duplicates += duplicates;
    report.conflicts += conflicts;
    report.readings = (slots.len() + blocks.len()) as u32;
    let (mut from, mut to) = (Day::MAX, Day::MIN);
    if let (Some(first), Some(last)) = (slots.first(), slots.last()) {
        (from, to) = (local_day(first.start()), local_day(last.end - 1));
    }
    for block in blocks {
        from = from.min(block.start);
        to = to.max(block.start + block.days as Day - 1);
    }
    if from <= to {
        report.from = Some(iso_date(from));
        report.to = Some(iso_date(to));
    }
}

/// Sorts blocks by start, then by length; of several for the same days, the last is kept. Answers
/// how many were repeated, and how many were contradicted.
pub(crate) fn settle_blocks(blocks: &mut Vec<Block>) -> (u32, u32) {
    sort_by_key(blocks, |b| b.days);
    sort_by_key(blocks, |b| b.start as u32);
    let (mut duplicates, mut conflicts) = (0, 0);
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.iter() {
        match kept.last_mut().filter(|k| (k.start, k.days) == (block.start, block.days)) {
            Some(last) if last == block => duplicates += 1,
            Some(last) => {
                conflicts += 1;
                *last = *block;
            }
            None => kept.push(*block),
        }
    }
    *blocks = kept;
    (duplicates, conflicts)
}

/// Sorts slots; of two that overlap, the later is kept.
fn settle_slots(out: &mut Decoded) {
    let Decoded { report, slots, .. } = out;
    sort_by_key(slots, |s| s.end);
    let mut kept: Vec<Slot> = Vec::with_capacity(slots.len());
    for slot in slots.iter().copied() {
        while kept.last().is_some_and(|k| k.end > slot.start()) {
            if kept.pop() == Some(slot) {
                report.duplicates += 1;
            } else {
                report.conflicts += 1;
            }
        }
        kept.push(slot);
    }
    *slots = kept;
}

#[cfg(test)]
mod tests;
