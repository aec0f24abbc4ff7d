//! Why a workbook was refused.

use std::fmt;

/// Why a workbook was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XlsxError {
    /// The bytes are not a zip archive, or its directory is missing: half a file.
    NotAZip,
    /// A zip archive without `xl/workbook.xml`.
    NotAWorkbook,
    /// A workbook protected by a password, or an entry in a compression that workbooks do not use.
    Unsupported,
    /// An entry whose compressed data is damaged.
    Corrupt,
    /// More bytes, rows or cells than we read; see [`crate::limits`].
    TooLarge,
}

impl XlsxError {
    /// A name for a page to map to a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotAZip => "notAZip",
            Self::NotAWorkbook => "notAWorkbook",
            Self::Unsupported => "unsupported",
            Self::Corrupt => "corrupt",
            Self::TooLarge => "tooLarge",
        }
    }
}

impl fmt::Display for XlsxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::error::Error for XlsxError {}
