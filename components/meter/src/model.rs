//! What a file becomes: slots of a load curve, blocks of whole days, and a report.

use crate::time::{Day, Instant};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize, Serializer};

/// What the meter measures; the two are never added together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Carrier {
    /// Electricity.
    Electricity,
    /// Natural gas, in kWh of higher heating value as the distributor states it.
    Gas,
}

/// An amount of energy in millijoules, so that W × seconds, Wh and kWh with three decimals are
/// all exact integers. Serialised as Wh: an integer when it is one, else a decimal number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Energy(pub i64);

impl Energy {
    /// Millijoules in one watt-hour.
    pub const PER_WH: i64 = 3_600_000;

    /// From whole watt-hours.
    pub const fn from_wh(wh: i64) -> Self {
        Self(wh * Self::PER_WH)
    }

    /// From thousandths of a watt-hour.
    pub const fn from_milli_wh(milli: i64) -> Self {
        Self(milli * (Self::PER_WH / 1_000))
    }

    /// Watt-hours, as a number for charts and prices.
    pub fn wh(self) -> f64 {
        self.0 as f64 / Self::PER_WH as f64
    }
}

impl core::ops::AddAssign for Energy {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Serialize for Energy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % Self::PER_WH == 0 {
            serializer.serialize_i64(self.0 / Self::PER_WH)
        } else {
            serializer.serialize_f64(self.wh())
        }
    }
}

/// One step of a load curve: the energy used between `end - step` and `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// End of the step.
    pub end: Instant,
    /// Length of the step in seconds: at most one hour.
    pub step: u32,
    /// Energy of the step.
    pub energy: Energy,
}

impl Slot {
    /// Start of the step.
    pub const fn start(&self) -> Instant {
        self.end - self.step
    }
}

/// Energy of one or several whole local days, from indexes or daily rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// First day.
    pub start: Day,
    /// Number of days, at least 1.
    pub days: u32,
    /// Energy of all these days together.
    pub energy: Energy,
}

/// The kind of file that was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum FileKind {
    /// Enedis CSV, load curve (`Heure`).
    LinkyCurve,
    /// Enedis CSV, daily indexes (`Jour`).
    LinkyIndex,
    /// Enedis CSV, one energy per day.
    LinkyDaily,
    /// CSV of a supplier or another tool, local time without offset.
    OtherCurve,
    /// Enedis xlsx since 2025.
    LinkyXlsx,
    /// GRDF JSON (API keys or pygazpar keys).
    GrdfJson,
    /// GRDF xlsx.
    GrdfXlsx,
    /// Green Button (ESPI) XML.
    GreenButton,
}

/// Why a line was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SkipReason {
    /// The date could not be read.
    Date,
    /// The value could not be read.
    Value,
    /// A column was missing.
    Columns,
    /// The index went down (a meter was replaced, for instance).
    IndexDown,
    /// The period is not one we can place.
    Period,
}

/// A line that was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Line of the file (or row of the sheet, or rank of the object), from 1.
    pub line: u32,
    /// Column, from 1: characters in CSV, cells in a sheet.
    pub column: u32,
    /// Why.
    pub reason: SkipReason,
}

/// What was found in one file, with nothing of what identifies a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileReport {
    /// The kind of file.
    pub kind: FileKind,
    /// What it measures.
    pub carrier: Carrier,
    /// Readings kept.
    pub readings: u32,
    /// First local day with a reading, `2024-01-15`.
    pub from: Option<String>,
    /// Last local day with a reading.
    pub to: Option<String>,
    /// Last day that the file announces, when it does.
    pub announced_to: Option<String>,
    /// Rows that repeat a reading exactly.
    pub duplicates: u32,
    /// Rows that give another value for the same instant; the last one is kept.
    pub conflicts: u32,
    /// Rows without value.
    pub empty_values: u32,
    /// Rows whose time is not on a quarter of an hour.
    pub off_grid: u32,
    /// Rows whose step could not be told.
    pub unknown_step: u32,
    /// How many times the step changes inside the file.
    pub step_changes: u32,
    /// Gas volumes turned into kWh with the file's own coefficient, for want of an energy.
    pub from_volume: u32,
    /// Lines left out.
    pub lines_skipped: u32,
    /// The first of them, at most [`FileReport::MAX_SKIPPED`].
    pub skipped: Vec<Skipped>,
    /// The line on which the file stops short, if it does.
    pub cut_line: Option<u32>,
    /// A meter number was present, in the file or in its name. It is not kept.
    pub meter_number_masked: bool,
}

impl FileReport {
    /// How many skipped lines are listed.
    pub const MAX_SKIPPED: usize = 20;

    pub(crate) const fn new(kind: FileKind, carrier: Carrier) -> Self {
        Self {
            kind,
            carrier,
            readings: 0,
            from: None,
            to: None,
            announced_to: None,
            duplicates: 0,
            conflicts: 0,
            empty_values: 0,
            off_grid: 0,
            unknown_step: 0,
            step_changes: 0,
            from_volume: 0,
            lines_skipped: 0,
            skipped: Vec::new(),
            cut_line: None,
            meter_number_masked: false,
        }
    }

    pub(crate) fn skip(&mut self, line: u32, column: u32, reason: SkipReason) {
        self.lines_skipped += 1;
        if self.skipped.len() < Self::MAX_SKIPPED {
            self.skipped.push(Skipped { line, column, reason });
        }
    }
}

impl Decoded {
    /// Nothing yet, of a kind. Decoders fill it in place: moving it around costs the module more
    /// than reading files.
    pub(crate) const fn empty(kind: FileKind, carrier: Carrier) -> Self {
        Self { report: FileReport::new(kind, carrier), slots: Vec::new(), blocks: Vec::new() }
    }
}

/// A decoded file: its readings in order of time, without overlap, and its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// What was found.
    pub report: FileReport,
    /// Steps of a load curve, sorted, not overlapping.
    pub slots: Vec<Slot>,
    /// Whole days, sorted by start, then by length.
    pub blocks: Vec<Block>,
}
