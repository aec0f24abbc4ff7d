//! Records, kept as text: `r/N.json` is a JSON array with one record per line.
//!
//! A line is `{"id":…,"title":…,"record":…},`. Lines are counted, never parsed here.

/// What lies between the braces of the line of a record, by its rank in the file.
pub(crate) fn line(shard: &[u8], rank: u32) -> Option<&str> {
    let line = shard.split(|&byte| byte == b'\n').nth(rank as usize + 1)?;
    let line = line.strip_suffix(b",").unwrap_or(line);
    let inside = line.strip_prefix(b"{")?.strip_suffix(b"}")?;
    core::str::from_utf8(inside).ok()
}
