//! What the resident or the page may set.

use crate::decode::text::rank;
use crate::decode::tokens::{Token, Tokens};
use crate::model::Carrier;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What the analysis is asked for; everything may be left out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// The carrier to analyse; else electricity if there is some, else gas.
    pub carrier: Option<Carrier>,
    /// Off-peak hours of the contract, in local time.
    pub off_peak: Vec<Window>,
    /// Prices of both tariffs.
    pub prices: Option<Prices>,
    /// Degree days of the nearest station, for the thermosensitive share.
    pub degree_days: Vec<DegreeDay>,
}

/// A daily window in minutes since local midnight, `from` included, `to` excluded; it goes over
/// midnight when `to` is not after `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First minute.
    pub from: u32,
    /// First minute after.
    pub to: u32,
}

/// Prices in euros per kWh, all taxes included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Prices {
    /// Single price, at any hour.
    pub base: f64,
    /// Price outside off-peak hours.
    pub peak: f64,
    /// Price in off-peak hours.
    pub off_peak: f64,
}

/// Degree days of one day, base 18 °C: `max(0, 18 − (TN + TX) / 2)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DegreeDay {
    /// `2024-01-15`.
    pub date: String,
    /// In °C·day.
    pub dju: f64,
}

/// What an object under way is, by the key before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    OffPeak,
    Prices,
    DegreeDays,
    Other,
}

impl Options {
    /// Reads the same JSON as `Deserialize`, leniently: what is not of its form counts as left
    /// out. The page has this reader: the error texts of serde bring the formatting of
    /// floating-point numbers along, a fifth of the module.
    ///
    /// ```
    /// let json = br#"{ "carrier": "gas", "offPeak": [{ "from": 1320, "to": 360 }] }"#;
    /// let options = commune_meter::Options::from_json(json);
    /// assert_eq!(options.carrier, Some(commune_meter::Carrier::Gas));
    /// assert_eq!(options.off_peak, [commune_meter::Window { from: 1320, to: 360 }]);
    /// ```
    pub fn from_json(json: &[u8]) -> Self {
        const PARTS: [&[u8]; 3] = [b"offPeak", b"prices", b"degreeDays"];
        const NUMBERS: [&[u8]; 6] = [b"from", b"base", b"dju", b"to", b"peak", b"offPeak"];
        let mut options = Self::default();
        let mut tokens = Tokens::new(json);
        let (mut key, mut part, mut depth) = (&b""[..], Part::Other, 0u32);
        let none = [f64::NAN; 3];
        let (mut numbers, mut date) = (none, String::new());
        while let Ok(token) = tokens.next() {
            match token {
                Token::Key(name) => {
                    key = name;
                    if depth == 1 {
                        part = match rank(&PARTS, name) {
                            0 => Part::OffPeak,
                            1 => Part::Prices,
                            2 => Part::DegreeDays,
                            _ => Part::Other,
                        };
                    }
                }
                Token::Open => depth += 1,
                Token::Text(b"electricity") if key == b"carrier" => {
                    options.carrier = Some(Carrier::Electricity);
                }
                Token::Text(b"gas") if key == b"carrier" => options.carrier = Some(Carrier::Gas),
                Token::Text(text) if key == b"date" => {
                    date = String::from_utf8(text.to_vec()).unwrap_or_default();
                }
                Token::Number(text) => {
                    let number = decimal(text).unwrap_or(f64::NAN);
                    match rank(&NUMBERS, key) {
                        0..=2 => numbers[0] = number,
                        3 | 4 => numbers[1] = number,
                        5 => numbers[2] = number,
                        _ => {}
                    }
                }
                Token::Close => {
                    depth = depth.saturating_sub(1);
                    let [a, b, c] = core::mem::replace(&mut numbers, none);
                    let known = |n: f64| !n.is_nan();
                    match part {
                        Part::OffPeak if known(a) && known(b) => {
                            options.off_peak.push(Window { from: a as u32, to: b as u32 });
                        }
                        Part::Prices if known(a) && known(b) && known(c) => {
                            options.prices = Some(Prices { base: a, peak: b, off_peak: c });
                        }
                        Part::DegreeDays if known(a) => {
                            let date = core::mem::take(&mut date);
                            options.degree_days.push(DegreeDay { date, dju: a });
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        options
    }
}

/// A JSON number without exponent: prices and degree days have none. With at most 15 digits and a power of ten up to 22, both exact in binary, the
/// division is rounded once: the result is that of a full parser.
fn decimal(text: &[u8]) -> Option<f64> {
    let (negative, rest) = text.strip_prefix(b"-").map_or((false, text), |rest| (true, rest));
    let (mut mantissa, mut scale, mut point, mut digits) = (0u64, 0i32, false, 0);
    let mut at = 0;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'0'..=b'9' if digits < 15 => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                digits += i32::from(mantissa > 0);
                scale -= i32::from(point);
            }
            b'0'..=b'9' => scale += i32::from(!point),
            b'.' if !point => point = true,
            _ => return None,
        }
        at += 1;
    }
    let mut value = mantissa as f64;
    let mut power = 1.0;
    for _ in 0..scale.unsigned_abs().min(22) {
        power *= 10.0;
    }
    value = if scale < 0 { value / power } else { value * power };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_readers_agree() {
        let json = r#"{ "carrier": "electricity", "unknown": { "from": 1, "to": [2] },
            "offPeak": [{ "from": 1320, "to": 360 }, { "from": 720, "to": 840 }],
            "prices": { "base": 0.2016, "peak": 0.27, "offPeak": 0.2068 },
            "degreeDays": [{ "date": "2024-01-15", "dju": 12.35 }, { "date": "2024-01-16", "dju": 0 }] }"#;
        let by_serde: Options = serde_json::from_str(json).unwrap();
        assert_eq!(Options::from_json(json.as_bytes()), by_serde);
        assert_eq!(by_serde.off_peak.len(), 2);
        assert_eq!(Options::from_json(b"null"), Options::default());
        assert_eq!(Options::from_json(b"{}"), serde_json::from_str("{}").unwrap());
    }

    proptest! {
        #[test]
        fn decimals_are_those_of_std(cents in 0i64..1_000_000_000, decimals in 0usize..9) {
            let text = format!("{:.*}", decimals, cents as f64 / 1e5);
            prop_assert_eq!(decimal(text.as_bytes()), text.parse().ok());
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = Options::from_json(&bytes);
        }
    }
}
