//! Numbers and dates of cells, as text: no floating point.

/// A number as a plain decimal: the exponent of `4.5306E4` or `1E-3` is worked into the digits.
/// `None` when it is not a number, or its exponent is beyond 300.
pub(crate) fn plain(text: &[u8]) -> Option<String> {
    let (negative, text) = text.strip_prefix(b"-").map_or((false, text), |rest| (true, rest));
    let split = text.iter().position(|b| matches!(b, b'e' | b'E')).unwrap_or(text.len());
    let (mantissa, exponent) = text.split_at(split);
    let exponent = if exponent.is_empty() { 0 } else { signed(&exponent[1..])? };
    let point = mantissa.iter().position(|b| *b == b'.').unwrap_or(mantissa.len());
    let digits: Vec<u8> = mantissa.iter().copied().filter(|b| *b != b'.').collect();
    if digits.is_empty() || digits.len() + 1 < mantissa.len() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let point = point as i32 + exponent;
    let mut out = String::from(if negative { "-" } else { "" });
    let first = digits.iter().position(|d| *d != b'0').unwrap_or(digits.len()) as i32;
    let last = digits.iter().rposition(|d| *d != b'0').map_or(0, |p| p as i32 + 1);
    let digit = |at: i32| usize::try_from(at).ok().and_then(|at| digits.get(at)).map_or('0', |d| *d as char);
    if point <= first {
        out.push('0');
    }
    for at in first..point {
        out.push(digit(at));
    }
    if last > point {
        out.push('.');
        for at in point..last {
            out.push(digit(at));
        }
    }
    Some(out)
}

fn signed(text: &[u8]) -> Option<i32> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if text.is_empty() {
        return None;
    }
    let value = text.iter().try_fold(0i32, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + i32::from(byte - b'0')).filter(|v| *v <= 300)
    })?;
    Some(if negative { -value } else { value })
}

/// Days from 1899-12-30, the origin of serial dates, to 1970-01-01.
const TO_UNIX: i64 = 25_569;
/// Days between that origin and the one of workbooks that count from 1904.
const FROM_1904: i64 = 1_462;

/// A serial date as `2024-01-15`, or `2024-01-15T00:30:00` when it is `timed` or holds a
/// fraction of a day; to the nearest second.
pub(crate) fn date(serial: &str, timed: bool, from_1904: bool) -> Option<String> {
    let (days, fraction) = serial.split_once('.').unwrap_or((serial, ""));
    let mut days = days.parse::<i64>().ok().filter(|d| (0..2_958_466).contains(d))?;
    let (mut value, mut scale) = (0u64, 1u64);
    for byte in fraction.bytes().take(12) {
        value = value * 10 + u64::from(byte.checked_sub(b'0').filter(|d| *d < 10)?);
        scale *= 10;
    }
    let mut seconds = (value * 86_400 + scale / 2) / scale;
    if seconds == 86_400 {
        (seconds, days) = (0, days + 1);
    }
    let days = days + if from_1904 { FROM_1904 } else { 0 } - TO_UNIX;
    let mut out = String::with_capacity(19);
    let (year, month, day) = civil(days);
    pad(&mut out, year as u64, 4);
    out.push('-');
    pad(&mut out, month, 2);
    out.push('-');
    pad(&mut out, day, 2);
    if timed || seconds > 0 {
        for (mark, part) in [('T', seconds / 3_600), (':', seconds / 60 % 60), (':', seconds % 60)] {
            out.push(mark);
            pad(&mut out, part, 2);
        }
    }
    Some(out)
}

/// Howard Hinnant's `civil_from_days` (<https://howardhinnant.github.io/date_algorithms.html>).
const fn civil(day: i64) -> (i64, u64, u64) {
    let z = day + 719_468;
    let (era, doe) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + (month <= 2) as i64, month as u64, (doy - (153 * mp + 2) / 5 + 1) as u64)
}

fn pad(out: &mut String, value: u64, width: u32) {
    for power in (0..width).rev() {
        out.push((b'0' + (value / 10u64.pow(power) % 10) as u8) as char);
    }
}

/// Whether a number format shows a date, and whether it shows a time of day. Ids below 164 are
/// built in (ECMA-376 part 1, 18.8.30); others are told by the letters of their code.
pub(crate) fn date_format(id: u32, code: Option<&[u8]>) -> (bool, bool) {
    let Some(code) = code else {
        return match id {
            14..=17 | 27..=31 | 34..=36 | 50..=58 => (true, false),
            18..=22 | 32 | 33 | 45..=47 => (true, true),
            _ => (false, false),
        };
    };
    let (mut date, mut time, mut at) = (false, false, 0);
    while let Some(byte) = code.get(at) {
        match byte {
            // Quoted text (`&quot;` in the file), bracketed colours and locales, escaped letters.
            b'"' => at += code[at + 1..].iter().position(|b| *b == b'"').map_or(code.len(), |p| p + 1),
            b'&' if code[at..].starts_with(b"&quot;") => {
                let rest = &code[at + 6..];
                at += rest.windows(6).position(|w| w == b"&quot;").map_or(code.len(), |p| p + 11);
            }
            b'[' => at += code[at..].iter().position(|b| *b == b']').unwrap_or(code.len()),
            b'\\' | b'_' | b'*' => at += 1,
            b'd' | b'D' | b'y' | b'Y' | b'j' | b'J' => date = true,
            b'h' | b'H' | b's' | b'S' => time = true,
            // Only the first section counts.
            b';' => break,
            _ => {}
        }
        at += 1;
    }
    (date || time, time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_their_exponent() {
        for (text, expected) in [
            ("6.329", Some("6.329")),
            ("45306", Some("45306")),
            ("4.5306E4", Some("45306")),
            ("1.5E-3", Some("0.0015")),
            ("-0.50", Some("-0.5")),
            ("0", Some("0")),
            ("1e2", Some("100")),
            ("12.50e1", Some("125")),
            ("", None),
            (".", None),
            ("1.2.3", None),
            ("1e", None),
            ("1e999", None),
            ("abc", None),
        ] {
            assert_eq!(plain(text.as_bytes()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn serial_dates() {
        assert_eq!(date("45306", false, false).as_deref(), Some("2024-01-15"));
        assert_eq!(date("45306", true, false).as_deref(), Some("2024-01-15T00:00:00"));
        assert_eq!(date("45306.020833333336", false, false).as_deref(), Some("2024-01-15T00:30:00"));
        assert_eq!(date("45305.999999999999", true, false).as_deref(), Some("2024-01-15T00:00:00"));
        assert_eq!(date("43844", false, true).as_deref(), Some("2024-01-15"));
        assert_eq!(date("-1", false, false), None);
    }

    #[test]
    fn formats_of_dates() {
        assert_eq!(date_format(14, None), (true, false));
        assert_eq!(date_format(22, None), (true, true));
        assert_eq!(date_format(2, None), (false, false));
        for (code, expected) in [
            ("dd/mm/yyyy", (true, false)),
            ("yyyy-mm-dd hh:mm", (true, true)),
            ("0.00", (false, false)),
            ("0.0\" days\"", (false, false)),
            ("0.0 &quot;kWh du jour&quot;", (false, false)),
            ("[Red]0.00", (false, false)),
            ("0\\d", (false, false)),
            ("[$-40C]d mmmm yyyy", (true, false)),
        ] {
            assert_eq!(date_format(164, Some(code.as_bytes())), expected, "{code}");
        }
    }
}
