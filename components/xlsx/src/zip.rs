//! The directory of a zip archive and the two compressions of workbooks (stored, deflate).
//!
//! Layout: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory) and
//! 4.3.16 (end of central directory). No encryption, no zip64: a workbook under our size limit
//! needs neither.

use crate::error::XlsxError;
use crate::limits;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
/// Length of the end record without its comment.
const END_LENGTH: usize = 22;

/// An archive of which the directory was found.
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    directory: usize,
    /// Bytes that may still be inflated.
    left: usize,
}

/// One entry of the directory.
struct Entry<'a> {
    name: &'a [u8],
    method: u16,
    encrypted: bool,
    compressed: usize,
    inflated: usize,
    local: usize,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?) as usize)
}

impl<'a> Archive<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, XlsxError> {
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            // A protected workbook is an OLE container.
            return Err(XlsxError::Unsupported);
        }
        // The end record is last, before a comment of at most 65,535 bytes.
        let from = bytes.len().saturating_sub(END_LENGTH + 65_535);
        let tail = bytes.get(from..).unwrap_or_default();
        let end = tail.windows(4).rposition(|w| w == END).ok_or(XlsxError::NotAZip)? + from;
        let directory = u32_at(bytes, end + 16).ok_or(XlsxError::NotAZip)?;
        Ok(Self { bytes, directory, left: limits::INFLATED })
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'a>> {
        let (bytes, mut at) = (self.bytes, self.directory);
        std::iter::from_fn(move || {
            if bytes.get(at..at.checked_add(4)?)? != ENTRY {
                return None;
            }
            let length = |offset| u16_at(bytes, at + offset).map(usize::from);
            let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
            let entry = Entry {
                name: bytes.get(at + 46..at + 46 + name)?,
                method: u16_at(bytes, at + 10)?,
                encrypted: u16_at(bytes, at + 8)? & 1 == 1,
                compressed: u32_at(bytes, at + 20)?,
                inflated: u32_at(bytes, at + 24)?,
                local: u32_at(bytes, at + 42)?,
            };
            at += 46 + name + extra + comment;
            Some(entry)
        })
    }

    /// The content of an entry; `None` when there is none of that name.
    pub(crate) fn read(&mut self, name: &[u8]) -> Result<Option<Vec<u8>>, XlsxError> {
        let found = self.entries().take(limits::ENTRIES).find(|e| e.name.eq_ignore_ascii_case(name));
        let Some(entry) = found else { return Ok(None) };
        if entry.encrypted {
            return Err(XlsxError::Unsupported);
        }
        let limit = self.left.min(limits::ENTRY);
        if entry.inflated > limit {
            return Err(XlsxError::TooLarge);
        }
        let data = self.data(&entry).ok_or(XlsxError::Corrupt)?;
        let content = match entry.method {
            0 if data.len() > limit => return Err(XlsxError::TooLarge),
            0 => data.to_vec(),
            // The directory may lie about the size: the limit holds whatever it says.
            8 => decompress_to_vec_with_limit(data, limit).map_err(|error| match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => XlsxError::TooLarge,
                _ => XlsxError::Corrupt,
            })?,
            _ => return Err(XlsxError::Unsupported),
        };
        self.left -= content.len();
        Ok(Some(content))
    }

    fn data(&self, entry: &Entry<'_>) -> Option<&'a [u8]> {
        let local = self.bytes.get(entry.local..)?;
        if !local.starts_with(LOCAL) {
            return None;
        }
        let start = 30 + usize::from(u16_at(local, 26)?) + usize::from(u16_at(local, 28)?);
        local.get(start..start.checked_add(entry.compressed)?)
    }
}
