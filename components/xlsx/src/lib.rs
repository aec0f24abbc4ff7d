//! A workbook (`.xlsx`) to plain rows of text, small and safe.
//!
//! # The path of the data
//! bytes of a workbook → the directory of the zip → inflated parts → [`rows()`]: text in the
//! interchange format `commune-widgets/rows/1` → `commune_meter::decode`, which documents it.
//! Sheets come in the order of the workbook, with their names; cells as text: strings as they are,
//! dates as ISO 8601, numbers as plain decimals with `.`, errors as nothing.
//!
//! # Why not a library
//! Measured as a module of its own (opt-level z, wasm-opt -Oz, brotli -q 11, without glue):
//! calamine 0.38 weighs 225.6 kB, this crate 17.2 kB. It reads what exports of meters hold:
//! strings, numbers, dates; not formulas, not the old binary format, not encrypted workbooks.
//!
//! # Limits
//! A workbook comes from anywhere and may be a bomb: [`limits`] bounds the inflated bytes of a
//! part and of all of them, the rows, the cells and the text.

mod error;
#[doc(hidden)]
pub mod fuzz;
mod number;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod workbook;
mod xml;
mod zip;

pub use error::XlsxError;
pub use workbook::ROWS_HEADER;

/// What is read at most of one workbook.
pub mod limits {
    /// Bytes of one inflated part: 48 MiB.
    pub const ENTRY: usize = 48 << 20;
    /// Bytes of all inflated parts: 96 MiB.
    pub const INFLATED: usize = 96 << 20;
    /// Entries of the archive that are looked at.
    pub const ENTRIES: usize = 4_096;
    /// Rows of one sheet.
    pub const ROWS: usize = 300_000;
    /// Columns of one sheet.
    pub const COLUMNS: usize = 256;
    /// Cells of one sheet, and shared strings.
    pub const CELLS: usize = 2_000_000;
    /// Bytes of text handed over: 32 MiB.
    pub const TEXT: usize = 32 << 20;
}

/// The rows of all sheets of a workbook, as text in the format `commune-widgets/rows/1`.
///
/// # Errors
/// An [`XlsxError`] when the bytes are not a workbook, are damaged, or go beyond [`limits`].
pub fn rows(bytes: &[u8]) -> Result<String, XlsxError> {
    workbook::rows(bytes)
}
