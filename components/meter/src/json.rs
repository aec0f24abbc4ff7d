//! Our types as JSON text, small.
//!
//! In the page the text goes through `JSON.parse`, which is faster than setting each property
//! from wasm, and lighter: this writer and one `JSON.parse` weigh a quarter of
//! `serde-wasm-bindgen`, and none of the formatting of floating-point numbers of `std` comes
//! along. Numbers that are not integers are rounded to six decimals.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;
use serde::ser::{self, Serializer};

/// The value as JSON text: integers exact, other numbers rounded to six decimals, numbers that
/// are not finite as `null`.
///
/// ```
/// let window = commune_meter::Window { from: 1_320, to: 360 };
/// assert_eq!(commune_meter::to_json(&window), r#"{"from":1320,"to":360}"#);
/// ```
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> String {
    let mut json = Json { out: Vec::new(), length: 0 };
    let done = value.serialize(&mut json);
    json.out.truncate(json.length);
    match done {
        // Only text was written.
        Ok(()) => String::from_utf8(json.out).unwrap_or_default(),
        // Only bytes, 128-bit integers and keys that are not text are unsupported; we have none.
        Err(Unsupported) => String::from("null"),
    }
}

struct Json {
    /// The text, and room behind it.
    out: Vec<u8>,
    length: usize,
}

/// A type that JSON text has no form for.
#[derive(Debug)]
struct Unsupported;

impl fmt::Display for Unsupported {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl core::error::Error for Unsupported {}

impl ser::Error for Unsupported {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl Json {
    /// Byte by byte, into room that is there: a copy of memory is a call, which short texts do
    /// not repay.
    #[inline(never)]
    fn push(&mut self, text: &[u8]) {
        let end = self.length + text.len();
        if end > self.out.len() {
            self.out.resize(2 * end, 0);
        }
        for (room, byte) in self.out[self.length..end].iter_mut().zip(text) {
            *room = *byte;
        }
        self.length = end;
    }

    #[inline(never)]
    fn integer(&mut self, value: u64, negative: bool) {
        let mut digits = [b'0'; 21];
        let (mut at, mut rest) = (21, value);
        while rest > 0 || at == 21 {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        if negative {
            at -= 1;
            digits[at] = b'-';
        }
        self.push(&digits[at..]);
    }

    #[inline(never)]
    fn number(&mut self, value: f64) {
        const SCALE: f64 = 1_000_000.0;
        let size = value.abs();
        // Above 2^53 / SCALE there is no sixth decimal to round to.
        if size.is_nan() || size >= 9.0e9 {
            if size.is_finite() {
                self.integer(size as u64, value < 0.0);
            } else {
                self.push(b"null");
            }
            return;
        }
        let scaled = (size * SCALE + 0.5) as u64;
        self.integer(scaled / 1_000_000, value < 0.0 && scaled > 0);
        let mut rest = (scaled % 1_000_000) as u32;
        if rest > 0 {
            self.push(b".");
            let mut divisor = 100_000;
            while rest > 0 {
                self.push(&[b'0' + (rest / divisor) as u8]);
                rest %= divisor;
                divisor /= 10;
            }
        }
    }

    #[inline(never)]
    fn text(&mut self, text: &str) {
        self.push(b"\"");
        // Names and dates have nothing to escape.
        if text.bytes().all(|b| b >= b' ' && b != b'"' && b != b'\\') {
            self.push(text.as_bytes());
        } else {
            for byte in text.bytes() {
                match byte {
                    b'"' | b'\\' => self.push(&[b'\\', byte]),
                    0..=0x1f => {
                        self.push(b"\\u00");
                        let digit = |half: u8| b"0123456789abcdef"[usize::from(half & 15)];
                        self.push(&[digit(byte >> 4), digit(byte)]);
                    }
                    _ => self.push(&[byte]),
                }
            }
        }
        self.push(b"\"");
    }

    /// True before the first item of a list or of an object.
    fn first(&self) -> bool {
        matches!(self.out[..self.length].last(), Some(b'{' | b'['))
    }

    fn comma(&mut self) {
        if !self.first() {
            self.push(b",");
        }
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.push(if self.first() { b"\"" } else { b",\"" });
        self.push(key.as_bytes());
        self.push(b"\":");
    }
}

type Done = Result<(), Unsupported>;

impl Serializer for &mut Json {
    type Ok = ();
    type Error = Unsupported;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = ser::Impossible<(), Unsupported>;
    type SerializeMap = ser::Impossible<(), Unsupported>;
    type SerializeStruct = Self;
    type SerializeStructVariant = ser::Impossible<(), Unsupported>;

    fn serialize_bool(self, value: bool) -> Done {
        self.push(if value { b"true" } else { b"false" });
        Ok(())
    }
    fn serialize_i8(self, value: i8) -> Done {
        self.serialize_i64(value.into())
    }
    fn serialize_i16(self, value: i16) -> Done {
        self.serialize_i64(value.into())
    }
    fn serialize_i32(self, value: i32) -> Done {
        self.serialize_i64(value.into())
    }
    fn serialize_i64(self, value: i64) -> Done {
        self.integer(value.unsigned_abs(), value < 0);
        Ok(())
    }
    fn serialize_u8(self, value: u8) -> Done {
        self.serialize_u64(value.into())
    }
    fn serialize_u16(self, value: u16) -> Done {
        self.serialize_u64(value.into())
    }
    fn serialize_u32(self, value: u32) -> Done {
        self.serialize_u64(value.into())
    }
    fn serialize_u64(self, value: u64) -> Done {
        self.integer(value, false);
        Ok(())
    }
    fn serialize_f32(self, value: f32) -> Done {
        self.serialize_f64(value.into())
    }
    fn serialize_f64(self, value: f64) -> Done {
        self.number(value);
        Ok(())
    }
    fn serialize_char(self, value: char) -> Done {
        self.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }
    fn serialize_str(self, value: &str) -> Done {
        self.text(value);
        Ok(())
    }
    fn serialize_bytes(self, _: &[u8]) -> Done {
        Err(Unsupported)
    }
    fn serialize_none(self) -> Done {
        self.push(b"null");
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Done {
        self.serialize_none()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_none()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Done {
        Err(Unsupported)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unsupported> {
        self.push(b"[");
        Ok(self)
    }
    fn serialize_tuple(self, _: usize) -> Result<Self, Unsupported> {
        self.serialize_seq(None)
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Unsupported> {
        self.serialize_seq(None)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unsupported> {
        Err(Unsupported)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unsupported> {
        Err(Unsupported)
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unsupported> {
        self.push(b"{");
        Ok(self)
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unsupported> {
        Err(Unsupported)
    }
}

impl ser::SerializeSeq for &mut Json {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.comma();
        value.serialize(&mut **self)
    }
    fn end(self) -> Done {
        self.push(b"]");
        Ok(())
    }
}

impl ser::SerializeTuple for &mut Json {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Done {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleStruct for &mut Json {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Done {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeStruct for &mut Json {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.key(key);
        value.serialize(&mut **self)
    }
    fn end(self) -> Done {
        self.push(b"}");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DecodeError, OtherFormat};

    #[test]
    fn numbers_are_rounded_to_six_decimals() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (1.0 / 3.0, "0.333333"),
            (2.0 / 3.0, "0.666667"),
            (0.999_999_9, "1"),
            (1e-9, "0"),
            (136.04, "136.04"),
            (1e12, "1000000000000"),
            (f64::NAN, "null"),
            (f64::INFINITY, "null"),
        ] {
            assert_eq!(to_json(&value), expected);
        }
        assert_eq!(to_json(&i64::MIN), i64::MIN.to_string());
        assert_eq!(to_json(&u64::MAX), u64::MAX.to_string());
    }

    #[test]
    fn text_is_escaped() {
        let text = "é\"\\\n\u{1}";
        assert_eq!(to_json(text), r#""é\"\\\u000a\u0001""#);
        assert_eq!(serde_json::from_str::<String>(&to_json(text)).unwrap(), text);
    }

    #[test]
    fn the_text_is_what_serde_json_would_say() {
        let value = (
            vec![Some(1), None],
            DecodeError::OtherFormat { found: OtherFormat::Pdf, line: 1, column: 2 },
            DecodeError::Empty,
            ((), true, 'x'),
        );
        let ours: serde_json::Value = serde_json::from_str(&to_json(&value)).unwrap();
        assert_eq!(ours, serde_json::to_value(&value).unwrap());
    }
}
