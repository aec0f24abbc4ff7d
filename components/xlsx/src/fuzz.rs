//! Bodies of the property tests and of the fuzz targets.

use crate::{ROWS_HEADER, limits, rows};

/// Any bytes are answered, within the limits, by text in the format.
pub fn any(bytes: &[u8]) {
    if let Ok(text) = rows(bytes) {
        assert!(text.len() <= limits::TEXT + limits::ENTRY);
        let mut lines = text.split('\n');
        assert_eq!(lines.next(), Some(ROWS_HEADER));
        assert!(text.ends_with('\n'));
        for line in lines.filter(|l| !l.is_empty()) {
            let first = line.split('\t').next().unwrap_or_default();
            assert!(first == "=" || first.bytes().all(|b| b.is_ascii_digit()), "{line:?}");
        }
    }
}
