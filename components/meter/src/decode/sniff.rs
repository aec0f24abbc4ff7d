//! The shape of a file from its first bytes.

use super::{MAX_BYTES, text};
use crate::error::{DecodeError, OtherFormat};

/// A shape that one of the decoders reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Lines of text: CSV.
    Text,
    /// JSON: GRDF.
    Json,
    /// The rows of a workbook, in our interchange format.
    Rows,
    /// XML: Green Button.
    Xml,
}

/// How many bytes are looked at to tell text from noise.
const HEAD: usize = 4_096;

const MAGIC: [(&[u8], OtherFormat); 12] = [
    (b"%PDF", OtherFormat::Pdf),
    (b"\x89PNG", OtherFormat::Image),
    (b"\xff\xd8\xff", OtherFormat::Image),
    (b"GIF8", OtherFormat::Image),
    (b"RIFF", OtherFormat::Image),
    (b"II*\0", OtherFormat::Image),
    (b"\xd0\xcf\x11\xe0", OtherFormat::OldExcel),
    (b"PK\x03\x04", OtherFormat::Archive),
    (b"PK\x05\x06", OtherFormat::Archive),
    (b"\x1f\x8b", OtherFormat::Archive),
    (b"7z\xbc\xaf", OtherFormat::Archive),
    (b"Rar!", OtherFormat::Archive),
];

pub(crate) fn sniff(bytes: &[u8]) -> Result<Shape, DecodeError> {
    if bytes.len() > MAX_BYTES {
        return Err(DecodeError::TooLarge { bytes: bytes.len() as u32, max: MAX_BYTES as u32 });
    }
    for (magic, found) in MAGIC {
        if bytes.starts_with(magic) {
            if is_workbook(bytes) {
                return Err(DecodeError::NeedsXlsx);
            }
            return Err(other(found, 1, 1));
        }
    }
    let head = text::without_bom(bytes.get(..HEAD).unwrap_or(bytes));
    if let Some(at) = head.iter().position(|b| matches!(b, 0..=8 | 14..=31 | 127)) {
        let line = head[..at].iter().filter(|b| **b == b'\n').count();
        let start = head[..at].iter().rposition(|b| *b == b'\n').map_or(0, |p| p + 1);
        return Err(other(OtherFormat::Binary, line as u32 + 1, (at - start) as u32 + 1));
    }
    let head = head.trim_ascii_start();
    match head.first() {
        None => Err(DecodeError::Empty),
        Some(b'<') if text::starts_with(head, b"<!doctype html") || text::starts_with(head, b"<html") => {
            Err(other(OtherFormat::Html, 1, 1))
        }
        Some(b'<') => Ok(Shape::Xml),
        Some(b'{' | b'[') => Ok(Shape::Json),
        Some(_) if head.starts_with(super::ROWS_HEADER.as_bytes()) => Ok(Shape::Rows),
        Some(_) => Ok(Shape::Text),
    }
}

pub(crate) const fn other(found: OtherFormat, line: u32, column: u32) -> DecodeError {
    DecodeError::OtherFormat { found, line, column }
}

/// A zip whose entries are those of a workbook: their names are in clear at the start of the
/// first entry and in the directory at the end.
fn is_workbook(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(16 * HEAD)..).unwrap_or_default();
    bytes.starts_with(b"PK\x03\x04") && [head, tail].iter().any(|part| part.windows(4).any(|w| w == b"xl/w"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_named() {
        for (bytes, found) in [
            (&b"%PDF-1.7"[..], OtherFormat::Pdf),
            (b"\x89PNG\r\n", OtherFormat::Image),
            (b"PK\x03\x04 photo.jpg", OtherFormat::Archive),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", OtherFormat::OldExcel),
            (b"<!DOCTYPE html><p>", OtherFormat::Html),
        ] {
            assert_eq!(sniff(bytes), Err(other(found, 1, 1)));
        }
        assert_eq!(sniff(b"ab\nc\0d"), Err(other(OtherFormat::Binary, 2, 2)));
        assert_eq!(sniff(b"PK\x03\x04 xl/workbook.xml"), Err(DecodeError::NeedsXlsx));
        assert_eq!(sniff(b" \r\n\t"), Err(DecodeError::Empty));
        assert_eq!(sniff(b""), Err(DecodeError::Empty));
    }

    #[test]
    fn fifty_megabytes_are_refused_at_once() {
        let noise = vec![b'a'; 50_000_000];
        let expected = DecodeError::TooLarge { bytes: 50_000_000, max: MAX_BYTES as u32 };
        assert_eq!(sniff(&noise), Err(expected));
    }
}
