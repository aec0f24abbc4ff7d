//! The data of a platform: nodes of a graph, each of a type of the schema.
//!
//! A node holds the fields of every version under their names; the schema decides which of them
//! can be asked. What a node lacks is null.

#[cfg(test)]
mod check;
mod comments;
mod components;
mod hostile;
mod meetings;
mod process;
mod processes;
mod proposals;
mod root;
mod talk;
mod texts;
mod words;

use std::collections::HashMap;

use apollo_compiler::response::JsonValue;

pub(crate) use root::build;
pub(crate) use texts::Text;

/// A node's place in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) usize);

/// The value of a field.
#[derive(Clone, Debug)]
pub(crate) enum Datum {
    /// A number, a word, a date, null.
    Leaf(JsonValue),
    /// A text in several languages.
    Text(Text),
    /// A path on the platform, given with the origin that was asked.
    Address(String),
    /// Another node.
    One(Id),
    /// Several, in the order of the database.
    Many(Vec<Id>),
}

/// A typed record.
pub(crate) struct Node {
    pub(crate) kind: &'static str,
    pub(crate) fields: HashMap<&'static str, Datum>,
}

/// All nodes; the first is the `Query`.
pub(crate) struct World {
    nodes: Vec<Node>,
}

impl World {
    /// The root of every query.
    pub(crate) const ROOT: Id = Id(0);

    fn new() -> Self {
        Self { nodes: vec![Node { kind: "Query", fields: HashMap::new() }] }
    }

    pub(crate) fn node(&self, id: Id) -> &Node {
        &self.nodes[id.0]
    }

    /// The value of a field, none if the node lacks it.
    pub(crate) fn get(&self, id: Id, field: &str) -> Option<&Datum> {
        self.node(id).fields.get(field)
    }

    /// The nodes of a list, none if it is missing.
    pub(crate) fn list(&self, id: Id, field: &str) -> &[Id] {
        match self.get(id, field) {
            Some(Datum::Many(ids)) => ids,
            _ => &[],
        }
    }

    /// A leaf of a node as a word: an identifier, a slug, a date.
    pub(crate) fn word(&self, id: Id, field: &str) -> Option<&str> {
        match self.get(id, field) {
            Some(Datum::Leaf(value)) => value.as_str(),
            _ => None,
        }
    }

    fn add(&mut self, kind: &'static str, fields: Vec<(&'static str, Datum)>) -> Id {
        self.nodes.push(Node { kind, fields: fields.into_iter().collect() });
        Id(self.nodes.len() - 1)
    }

    fn set(&mut self, id: Id, field: &'static str, value: impl Into<Datum>) {
        self.nodes[id.0].fields.insert(field, value.into());
    }
}

macro_rules! leaf {
    ($($type:ty),*) => { $(impl From<$type> for Datum {
        fn from(value: $type) -> Self {
            Self::Leaf(JsonValue::from(value))
        }
    })* };
}
leaf!(&str, String, bool, i32, i64, f64);

impl From<usize> for Datum {
    fn from(value: usize) -> Self {
        Self::Leaf(JsonValue::from(value as i64))
    }
}

impl From<Text> for Datum {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<Id> for Datum {
    fn from(id: Id) -> Self {
        Self::One(id)
    }
}

impl From<Vec<Id>> for Datum {
    fn from(ids: Vec<Id>) -> Self {
        Self::Many(ids)
    }
}

impl<T: Into<Datum>> From<Option<T>> for Datum {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Leaf(JsonValue::Null), Into::into)
    }
}

/// `fields! { "id" => "7", … }`: a list of named values.
macro_rules! fields {
    ($($name:literal => $value:expr),* $(,)?) => {
        vec![$(($name, $crate::world::Datum::from($value))),*]
    };
}
use fields;
