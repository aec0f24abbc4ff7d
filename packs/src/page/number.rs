//! Numbers as French pages write them: decimal comma, narrow no-break space between thousands
//! (Imprimerie nationale, and what `Intl.NumberFormat("fr")` gives).

/// U+202F, the narrow no-break space.
pub const THIN: char = '\u{202f}';

/// `1 234` with narrow no-break spaces.
#[must_use]
pub fn whole(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(THIN);
        }
        out.push(digit);
    }
    out
}

/// A quantity of zero or more: no decimal from 100 up, one below, and `0` for nothing at all.
#[must_use]
pub fn quantity(number: f64) -> String {
    let number = number.max(0.0);
    let tenths = (number * 10.0).round();
    if number >= 100.0 || tenths % 10.0 == 0.0 {
        // Saturates far above any consumption.
        return whole(number.round() as u64);
    }
    let tenths = tenths as u64;
    format!("{},{}", whole(tenths / 10), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_numbers() {
        assert_eq!(whole(0), "0");
        assert_eq!(whole(999), "999");
        assert_eq!(whole(1_195_234), "1\u{202f}195\u{202f}234");
        assert_eq!(quantity(29_703.245), "29\u{202f}703");
        assert_eq!(quantity(99.97), "100");
        assert_eq!(quantity(12.34), "12,3");
        assert_eq!(quantity(0.0), "0");
        assert_eq!(quantity(0.06), "0,1");
        assert_eq!(quantity(12.0), "12");
    }
}
