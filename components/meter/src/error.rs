//! Why a file was refused.

use alloc::string::String;
use serde::Serialize;

/// The shape of a file that is not one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum OtherFormat {
    /// A PDF document.
    Pdf,
    /// A picture.
    Image,
    /// A zip archive that is not a workbook, or another archive.
    Archive,
    /// A workbook in the old binary `.xls` format.
    OldExcel,
    /// A web page.
    Html,
    /// JSON without meter readings.
    Json,
    /// XML that is not Green Button.
    Xml,
    /// Text without a header we know.
    Text,
    /// Bytes that are not text.
    Binary,
}

/// Why a file was refused; nothing that was loaded before is lost. Lines and columns count from
/// 1 (in a workbook: rows and columns of the sheet; in JSON and XML: line and character). `found`
/// quotes at most 40 characters of the file, with long numbers masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DecodeError {
    /// The file is empty.
    Empty,
    /// The file is larger than we read.
    TooLarge {
        /// Size of the file, in bytes.
        bytes: u32,
        /// Largest size that is read, in bytes.
        max: u32,
    },
    /// A workbook: give its bytes to the `xlsx` module first, then its rows to this one.
    NeedsXlsx,
    /// Another format.
    OtherFormat {
        /// What it looks like.
        found: OtherFormat,
        /// Where that shows.
        line: u32,
        /// Where that shows.
        column: u32,
    },
    /// What a solar installation feeds into the grid, not a consumption.
    Production {
        /// The words that say so.
        found: String,
        /// Where they are.
        line: u32,
        /// Where they are.
        column: u32,
    },
    /// Another quantity than active energy (reactive energy, maximum power…).
    OtherQuantity {
        /// The words that say so.
        found: String,
        /// Where they are.
        line: u32,
        /// Where they are.
        column: u32,
    },
    /// A unit that we do not know.
    UnknownUnit {
        /// The unit, as written.
        found: String,
        /// Where it is.
        line: u32,
        /// Where it is.
        column: u32,
    },
    /// A column or key is missing.
    MissingColumn {
        /// Its name in a complete file.
        name: String,
        /// Line of the header.
        line: u32,
        /// Where the header ends.
        column: u32,
    },
    /// More lines are unreadable than readable.
    BadRows {
        /// What the first of them holds.
        found: String,
        /// Where it is.
        line: u32,
        /// Where it is.
        column: u32,
    },
    /// A header and no reading.
    NoReadings {
        /// Last line that was read.
        line: u32,
    },
    /// The step between readings is neither 15, 30 nor 60 minutes.
    UnknownStep {
        /// Line of the first reading that is out of step.
        line: u32,
    },
    /// The file stops before its first complete reading.
    Truncated {
        /// Line on which it stops.
        line: u32,
        /// Column on which it stops.
        column: u32,
    },
}
