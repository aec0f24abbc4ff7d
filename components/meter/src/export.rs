//! The cleaned CSV that a resident can keep.
//!
//! UTF-8 without byte-order mark, `\n`, columns separated by `;` (what French spreadsheets open
//! at a double click), decimals with `.`, so that any program reads them:
//!
//! ```text
//! debut;fin;kwh;energie
//! 2024-01-15T00:00:00+01:00;2024-01-15T00:30:00+01:00;0.142;electricite
//! ```
//!
//! One row per step of the load curve, then one row per daily reading on days that the curve does
//! not cover. `debut` and `fin` are ISO 8601 with the offset of French legal time; `kwh` has at
//! most six decimals, rounded. There is no meter number.

use crate::model::{Block, Carrier, Energy};
use crate::store::Store;
use crate::time::{Clock, Instant, midnight, push_instant, push_number};
use alloc::string::String;

/// First line of the cleaned CSV.
pub const CLEANED_HEADER: &str = "debut;fin;kwh;energie";

/// All readings of a store as one cleaned CSV.
pub fn cleaned_csv(store: &Store) -> String {
    let mut out = String::from(CLEANED_HEADER);
    out.push('\n');
    for carrier in store.carriers() {
        let merged = store.merged(carrier);
        out.reserve(merged.slots.len() * 72);
        let mut writer = Writer { out: &mut out, carrier, clock: Clock { from: 0, until: 0, offset: 0 } };
        for slot in merged.slots.iter() {
            writer.row(slot.start(), slot.end, slot.energy);
        }
        for Block { start, days, energy } in merged.blocks.iter().copied() {
            let (from, to) = (midnight(start), midnight(start + days as i32));
            let known = merged.slots.partition_point(|s| s.end <= from);
            let overlaps = merged.slots.get(known).is_some_and(|s| s.start() < to);
            if !overlaps {
                writer.row(from, to, energy);
            }
        }
    }
    out
}

struct Writer<'a> {
    out: &'a mut String,
    carrier: Carrier,
    clock: Clock,
}

impl Writer<'_> {
    fn row(&mut self, from: Instant, to: Instant, energy: Energy) {
        for instant in [from, to] {
            if !self.clock.holds(instant) {
                self.clock = Clock::at(instant);
            }
            push_instant(self.out, instant, self.clock.offset);
            self.out.push(';');
        }
        push_kwh(self.out, energy);
        self.out.push_str(match self.carrier {
            Carrier::Electricity => ";electricite\n",
            Carrier::Gas => ";gaz\n",
        });
    }
}

/// kWh with as many decimals as needed, at most six (thousandths of a Wh).
fn push_kwh(out: &mut String, energy: Energy) {
    let per_milli = Energy::PER_WH / 1_000;
    let milli = (energy.0 + per_milli / 2) / per_milli;
    push_number(out, (milli / 1_000_000) as u32, 1);
    let mut rest = (milli % 1_000_000) as u32;
    if rest > 0 {
        let mut width = 6;
        while rest.is_multiple_of(10) {
            rest /= 10;
            width -= 1;
        }
        out.push('.');
        push_number(out, rest, width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kwh_are_written_without_floating_point() {
        for (milli, expected) in [
            (0, "0"),
            (142_000, "0.142"),
            (1_000_000, "1"),
            (1_234_567, "1.234567"),
            (50_500, "0.0505"),
            (12_000_000_000, "12000"),
        ] {
            let mut out = String::new();
            push_kwh(&mut out, Energy::from_milli_wh(milli));
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn rows_have_both_ends_and_no_meter_number() {
        let mut store = Store::new();
        let csv = "Horodate;Valeur\n2024-03-31T01:30:00+01:00;100\n2024-03-31T03:00:00+02:00;300\n";
        store.add("12345678901234.csv", csv.as_bytes()).unwrap();
        let out = cleaned_csv(&store);
        assert_eq!(
            out,
            "debut;fin;kwh;energie\n\
             2024-03-31T01:00:00+01:00;2024-03-31T01:30:00+01:00;0.05;electricite\n\
             2024-03-31T01:30:00+01:00;2024-03-31T03:00:00+02:00;0.15;electricite\n"
        );
    }
}
