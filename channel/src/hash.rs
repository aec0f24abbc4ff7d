//! Hashes as browsers compare them, and the names that are made of them.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

/// `sha384-…`, as the attribute `integrity` has it (<https://www.w3.org/TR/SRI/>).
#[must_use]
pub fn sri(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The hash by which the shell compares a script, in base64. The shell has one for each, and a visitor loads it: it is
/// not longer than it must be.
#[must_use]
pub fn sum(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// Forty bits of that hash: they tell two versions of one file apart. What guards a file is its whole hash.
#[must_use]
pub fn short(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in &Sha256::digest(bytes)[..5] {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// `energy.js` → `energy.0a1b2c3d4e.js`.
#[must_use]
pub fn hashed(name: &str, bytes: &[u8]) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{}.{ending}", short(bytes)),
        None => format!("{name}.{}", short(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_a_browser_computes() {
        // The examples of the standards.
        let example = b"alert('Hello, world.');";
        assert_eq!(sri(example), "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO");
        assert_eq!(sum(example), "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
        // The start of the one before, as the shell reads it.
        assert_eq!(short(example), "ab39cb72c4");
        assert_eq!(hashed("energy_bg.wasm", example), "energy_bg.ab39cb72c4.wasm");
    }
}
