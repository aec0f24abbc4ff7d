//! Pages of a list, as graphql-ruby's connections give them.

use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use apollo_compiler::response::{JsonMap, JsonValue};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::Version;
use crate::resolve::{Object, Plain, Scene};
use crate::world::Id;

/// A part of a list.
pub(crate) struct Page {
    ids: Vec<Id>,
    /// The place of its first item in the list, from 0.
    start: usize,
    /// Items of the list.
    total: usize,
}

impl Page {
    /// The part that `first`, `after`, `last` and `before` ask for, never longer than the page size.
    pub(crate) fn cut(ids: Vec<Id>, arguments: &JsonMap, scene: &Scene<'_>) -> Result<Self, FieldError> {
        let total = ids.len();
        let count = |name: &str| {
            let asked = arguments.get(name).and_then(JsonValue::as_i64);
            asked.map(|asked| usize::try_from(asked).unwrap_or(0).min(scene.limits.page_size))
        };
        let place = |name: &str| arguments.get(name).and_then(JsonValue::as_str).map(place).transpose();
        // A cursor holds the place of its item from 1, which is where the next one starts.
        let mut start = place("after")?.unwrap_or(0).min(total);
        let before = place("before")?.map_or(total, |before| before.saturating_sub(1));
        let mut end = before.clamp(start, total);
        let (first, last) = (count("first"), count("last"));
        if let Some(first) = first {
            end = end.min(start + first);
        }
        match (first, last) {
            (_, Some(last)) => start = start.max(end.saturating_sub(last)),
            (None, None) => end = end.min(start + scene.limits.page_size),
            _ => {}
        }
        Ok(Self { ids: ids[start..end].to_vec(), start, total })
    }

    fn end(&self) -> usize {
        self.start + self.ids.len()
    }
}

/// The place in a cursor. As in Ruby, a cursor that is base64 of no number is the beginning.
fn place(cursor: &str) -> Result<usize, FieldError> {
    let refused = || FieldError { message: format!("Invalid cursor: {cursor:?}.") };
    let bytes = URL_SAFE_NO_PAD.decode(cursor.trim_end_matches('=')).map_err(|_| refused())?;
    Ok(String::from_utf8_lossy(&bytes).parse().unwrap_or(0))
}

/// Old versions pad their cursors, new ones do not.
fn cursor(place: usize, version: Version) -> String {
    match version {
        Version::V0_24 => STANDARD.encode((place + 1).to_string()),
        Version::Modern => URL_SAFE_NO_PAD.encode((place + 1).to_string()),
    }
}

/// A `…Connection`.
pub(crate) struct Connection<'w> {
    pub(crate) kind: String,
    pub(crate) page: Page,
    pub(crate) scene: &'w Scene<'w>,
}

impl ObjectValue for Connection<'_> {
    fn type_name(&self) -> &str {
        &self.kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        let (page, scene) = (&self.page, self.scene);
        let items = || page.ids.iter().enumerate().map(|(index, id)| (page.start + index, *id));
        Ok(match info.field_name() {
            "nodes" => {
                ResolvedValue::list(items().map(|(_, id)| ResolvedValue::object(Object { scene, id })))
            }
            "edges" => {
                let kind = info.field_definition().ty.inner_named_type().as_str();
                ResolvedValue::list(items().map(move |(place, id)| {
                    let cursor = cursor(place, scene.version);
                    ResolvedValue::object(Edge { kind: kind.to_owned(), cursor, node: Object { scene, id } })
                }))
            }
            "pageInfo" => {
                let edge = |place: Option<usize>| {
                    place.map_or(JsonValue::Null, |place| cursor(place, scene.version).into())
                };
                let filled = !page.ids.is_empty();
                ResolvedValue::object(Plain {
                    kind: "PageInfo",
                    fields: vec![
                        ("hasNextPage", (page.end() < page.total).into()),
                        ("hasPreviousPage", (page.start > 0).into()),
                        ("startCursor", edge(filled.then_some(page.start))),
                        ("endCursor", edge(filled.then(|| page.end() - 1))),
                    ],
                })
            }
            _ => return Err(self.unknown_field_error(info)),
        })
    }
}

struct Edge<'w> {
    kind: String,
    cursor: String,
    node: Object<'w>,
}

impl ObjectValue for Edge<'_> {
    fn type_name(&self) -> &str {
        &self.kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        Ok(match info.field_name() {
            "cursor" => ResolvedValue::leaf(self.cursor.clone()),
            "node" => ResolvedValue::object(Object { scene: self.node.scene, id: self.node.id }),
            _ => return Err(self.unknown_field_error(info)),
        })
    }
}
