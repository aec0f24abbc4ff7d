//! The QR code of a printed sheet. It is computed when the pack is built; here it only becomes a path.

use crate::data::pack::Qr;

/// Modules of light around the code that the standard asks for.
pub const QUIET: u32 = 4;

/// Path data of the dark modules, one unit to a module, for a view box of `size + 2 × QUIET` a side. Empty where the
/// pack's code is not as long as it says.
#[must_use]
pub fn path(qr: &Qr) -> String {
    let digits = qr.size.div_ceil(4) as usize;
    let bits = qr.bits.as_bytes();
    if qr.size > 177 || bits.len() != digits * qr.size as usize {
        return String::new();
    }
    let dark = |x: u32, y: u32| {
        let digit = bits.get(y as usize * digits + (x / 4) as usize);
        let value = digit.and_then(|digit| char::from(*digit).to_digit(16)).unwrap_or_default();
        x < qr.size && value >> (3 - x % 4) & 1 == 1
    };
    let mut out = String::new();
    for y in 0..qr.size {
        let mut x = 0;
        while x < qr.size {
            let start = x;
            while dark(x, y) {
                x += 1;
            }
            let run = x - start;
            if run > 0 {
                let (left, top, run) =
                    ((start + QUIET).to_string(), (y + QUIET).to_string(), run.to_string());
                for part in ["M", &left, " ", &top, "h", &run, "v1H", &left, "z"] {
                    out.push_str(part);
                }
            }
            x += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_modules_become_rectangles() {
        let qr = Qr { url: String::new(), size: 5, bits: "d800f0".into() };
        assert_eq!(path(&qr), "", "not as long as it says");
        // 11011, 00000, 11110, 00001, 10000
        let qr = Qr { bits: "d800f00880".into(), ..qr };
        assert_eq!(path(&qr), "M4 4h2v1H4zM7 4h2v1H7zM4 6h4v1H4zM8 7h1v1H8zM4 8h1v1H4z");
        assert_eq!(path(&Qr { size: 1_000_000, ..qr }), "");
    }
}
