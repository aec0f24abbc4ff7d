//! Records of a JSON file one at a time, whatever envelope they come in.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::read::LONGEST_RECORD;

/// How a file ended.
pub(super) enum End {
    /// At its end; whether a list of records was there.
    Whole(bool),
    /// Cut or damaged at a line and column.
    Broken(usize, usize),
    /// A record is longer than [`LONGEST_RECORD`].
    TooLong,
}

/// Gives each record to `take`: the items of `service`, `results` or `records`, of a bare array, or one
/// object per line.
pub(super) fn each(input: &mut dyn BufRead, take: &mut dyn FnMut(Value)) -> io::Result<End> {
    let mut input = input;
    if input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    let read = Rc::new(Cell::new(0));
    let guard = Guard { input: &mut input, read: Rc::clone(&read) };
    let mut json = serde_json::Deserializer::from_reader(guard);
    let mut walk = Walk { take, read, listed: false };
    loop {
        match json.end() {
            Ok(()) => return Ok(End::Whole(walk.listed)),
            Err(error) if error.is_io() => return ended(error),
            Err(_) => {}
        }
        if let Err(error) = (Top { walk: &mut walk }).deserialize(&mut json) {
            return ended(error);
        }
    }
}

fn ended(error: serde_json::Error) -> io::Result<End> {
    let (line, column) = (error.line(), error.column());
    if !error.is_io() {
        return Ok(End::Broken(line, column));
    }
    let error = io::Error::from(error);
    if error.kind() == io::ErrorKind::FileTooLarge { Ok(End::TooLong) } else { Err(error) }
}

/// Counts the bytes of the record being read.
struct Guard<'r, R> {
    input: &'r mut R,
    read: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Guard<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        if self.read.get() > LONGEST_RECORD {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(read)
    }
}

struct Walk<'t> {
    take: &'t mut dyn FnMut(Value),
    read: Rc<Cell<u64>>,
    listed: bool,
}

impl Walk<'_> {
    fn record(&mut self, record: Value) {
        self.read.set(0);
        (self.take)(record);
    }
}

/// A whole document: an envelope, an array, or a record.
struct Top<'w, 't> {
    walk: &'w mut Walk<'t>,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.walk.listed = true;
        while let Some(record) = items.next_element::<Value>()? {
            self.walk.record(record);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut record = serde_json::Map::new();
        let mut envelope = false;
        while let Some(key) = entries.next_key::<String>()? {
            if matches!(key.as_str(), "service" | "results" | "records") && record.get("nom").is_none() {
                envelope = true;
                entries.next_value_seed(List { walk: self.walk })?;
            } else if envelope {
                entries.next_value::<IgnoredAny>()?;
            } else {
                record.insert(key, entries.next_value()?);
            }
        }
        // `total_count` comes before `results`: what stood before a list is no record.
        if !envelope && record.contains_key("nom") {
            self.walk.listed = true;
            self.walk.record(Value::Object(record));
        }
        Ok(())
    }
}

/// The list inside an envelope.
struct List<'w, 't> {
    walk: &'w mut Walk<'t>,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.walk.listed = true;
        while let Some(record) = items.next_element::<Value>()? {
            self.walk.record(record);
        }
        Ok(())
    }
}
