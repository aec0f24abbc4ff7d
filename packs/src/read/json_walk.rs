//! The walk through the tree of an answer, which keeps nothing but the record under way.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::column::{COLUMNS, Column, Header, nearest, recognise};
use super::ingest::{Fields, Ingest};
use super::problem::{What, short};
use super::report::{FileReport, UnknownHeader};

/// How many unknown keys are named.
const NAMED_KEYS: usize = 50;

/// What is carried through the tree of an answer.
pub(super) struct Walk<'w, 't> {
    pub(super) ingest: &'w mut Ingest<'t>,
    pub(super) report: &'w mut FileReport,
    /// Bytes of the record being read.
    pub(super) record: Rc<Cell<u64>>,
    pub(super) number: u64,
    /// The columns that some record has had.
    pub(super) seen: [bool; COLUMNS],
    /// True once a list of records was there, be it empty.
    pub(super) listed: bool,
}

/// A list of records, an envelope around one, or a record.
pub(super) struct Node<'n, 'w, 't> {
    pub(super) walk: &'n mut Walk<'w, 't>,
    /// 0 at the top, 1 for the value of `results`, 2 inside a list, more inside `fields`.
    pub(super) depth: u8,
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl Node<'_, '_, '_> {
    /// A value where a record was expected.
    fn not_a_record<E>(self) -> Result<(), E> {
        self.walk.number += 1;
        self.walk.report.rows += 1;
        self.walk.record.set(0);
        self.walk.report.add(self.walk.number, What::NotARecord);
        Ok(())
    }
}

impl<'de> Visitor<'de> for Node<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if self.depth > 1 {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return self.not_a_record();
        }
        self.walk.listed = true;
        self.walk.record.set(0);
        while items.next_element_seed(Node { walk: self.walk, depth: 2 })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut texts: [Option<String>; COLUMNS] = Default::default();
        let mut is_record = true;
        while let Some(key) = entries.next_key_seed(KeyOf { walk: self.walk })? {
            match key {
                Key::List if self.depth == 0 => {
                    entries.next_value_seed(Node { walk: self.walk, depth: 1 })?;
                    is_record = false;
                }
                Key::Inner if self.depth >= 2 && self.depth < 5 => {
                    let depth = self.depth + 1;
                    entries.next_value_seed(Node { walk: self.walk, depth })?;
                    is_record = false;
                }
                Key::Column(column) => {
                    let text = entries.next_value_seed(Scalar)?;
                    let place = &mut texts[column as usize];
                    if place.is_none() {
                        *place = text;
                    }
                }
                _ => {
                    entries.next_value::<IgnoredAny>()?;
                }
            }
        }
        let walk = self.walk;
        walk.record.set(0);
        if is_record && (self.depth > 0 || texts.iter().any(Option::is_some)) {
            walk.number += 1;
            let fields: Fields<'_> = std::array::from_fn(|index| texts[index].as_deref());
            walk.ingest.take(&fields, walk.number, walk.report);
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.not_a_record()
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.not_a_record()
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.not_a_record()
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.not_a_record()
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.not_a_record()
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.not_a_record()
    }
}

enum Key {
    List,
    Inner,
    Column(Column),
    Other,
}

/// Names a key without keeping its text.
struct KeyOf<'n, 'w, 't> {
    walk: &'n mut Walk<'w, 't>,
}

impl<'de> DeserializeSeed<'de> for KeyOf<'_, '_, '_> {
    type Value = Key;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Key, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyOf<'_, '_, '_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(match key {
            "results" | "records" => Key::List,
            "record" | "fields" => Key::Inner,
            _ => match recognise(key) {
                Header::Used(column) => {
                    self.walk.seen[column as usize] = true;
                    Key::Column(column)
                }
                Header::Unknown if !ENVELOPE.contains(&key) => {
                    let named = &mut self.walk.report.unknown_headers;
                    let name = short(key);
                    if named.len() < NAMED_KEYS && named.iter().all(|known| known.name != name) {
                        let nearest = nearest(key).map(str::to_owned);
                        named.push(UnknownHeader { name, nearest });
                    }
                    Key::Other
                }
                _ => Key::Other,
            },
        })
    }
}

/// Keys around the records that say nothing about them.
const ENVELOPE: [&str; 14] = [
    "total",
    "total_count",
    "next",
    "links",
    "nhits",
    "parameters",
    "facet_groups",
    "hint",
    "datasetid",
    "recordid",
    "record_timestamp",
    "geometry",
    "id",
    "timestamp",
];

/// The text of a used value; `None` for `null`.
struct Scalar;

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = Option<String>;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Option<String>, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }
    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Some(truth.to_string()))
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Some("[…]".into()))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Some("{…}".into()))
    }
}
