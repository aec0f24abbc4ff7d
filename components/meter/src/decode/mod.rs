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
use crate::model::{Block, Decoded, FileReport, Slot};
use crate::order::sort_by_key;
use crate::redact::has_meter_number;
use crate::time::{iso_date, local_day};

/// Largest file that is read: 32 MiB, about ten years of quarter-hours in the wordiest format.
pub const MAX_BYTES: usize = 32 << 20;

/// Decodes one file. `name` is only used to tell that it holds a meter number.
///
/// # Errors
/// A [`DecodeError`] that says what was found, and where.
pub fn decode(name: &str, bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let shape = sniff::sniff(bytes)?;
    let bytes = text::without_bom(bytes);
    let mut decoded = match shape {
        sniff::Shape::Text => csv::decode(bytes)?,
        sniff::Shape::Json => grdf::decode(bytes)?,
        sniff::Shape::Rows => rows::decode(bytes)?,
        sniff::Shape::Xml => espi::decode(bytes)?,
    };
    decoded.report.meter_number_masked |= has_meter_number(name.as_bytes());
    Ok(decoded)
}

/// Puts a decoder's readings and report together.
fn decoded(mut report: FileReport, slots: Vec<Slot>, blocks: Vec<Block>) -> Decoded {
    let first = slots.first().map(|s| local_day(s.start()));
    let last = slots.last().map(|s| local_day(s.end - 1));
    let first_block = blocks.iter().map(|b| b.start).min();
    let last_block = blocks.iter().map(|b| b.start + b.days as i32 - 1).max();
    report.from = first.into_iter().chain(first_block).min().map(iso_date);
    report.to = last.into_iter().chain(last_block).max().map(iso_date);
    report.readings = (slots.len() + blocks.len()) as u32;
    Decoded { report, slots, blocks }
}

/// Sorts blocks; of two for the same days, the later is kept.
fn merge_blocks(mut blocks: Vec<Block>, report: &mut FileReport) -> Vec<Block> {
    sort_by_key(&mut blocks, |b| b.days);
    sort_by_key(&mut blocks, |b| b.start as u32);
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match kept.last_mut().filter(|k| (k.start, k.days) == (block.start, block.days)) {
            Some(last) if *last == block => report.duplicates += 1,
            Some(last) => {
                report.conflicts += 1;
                *last = block;
            }
            None => kept.push(block),
        }
    }
    kept
}

/// Sorts slots; of two that overlap, the later is kept.
fn merge_slots(mut slots: Vec<Slot>, report: &mut FileReport) -> Vec<Slot> {
    sort_by_key(&mut slots, |s| s.end);
    let mut kept: Vec<Slot> = Vec::with_capacity(slots.len());
    for slot in slots {
        while kept.last().is_some_and(|k| k.end > slot.start()) {
            if kept.pop() == Some(slot) {
                report.duplicates += 1;
            } else {
                report.conflicts += 1;
            }
        }
        kept.push(slot);
    }
    kept
}

#[cfg(test)]
mod tests;
