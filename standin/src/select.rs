//! Filters, orders and finders: which nodes of a list, and in which order.

use std::cmp::Ordering;

use apollo_compiler::resolvers::FieldError;
use apollo_compiler::response::{JsonMap, JsonValue};

use crate::world::{Datum, Id, World};

/// The node of a list that has the `id` or the `slug` asked for.
pub(crate) fn find(world: &World, ids: &[Id], arguments: &JsonMap) -> Option<Id> {
    let wanted = |name: &str| {
        arguments.get(name).and_then(|value| match value {
            JsonValue::String(word) => Some(word.as_str().to_owned()),
            JsonValue::Number(number) => Some(number.to_string()),
            _ => None,
        })
    };
    let (field, value) = match (wanted("id"), wanted("slug")) {
        (Some(id), _) => ("id", id),
        (None, Some(slug)) => ("slug", slug),
        (None, None) => return None,
    };
    ids.iter().copied().find(|node| world.word(*node, field) == Some(value.as_str()))
}

/// The nodes that `filter` keeps, as `order` puts them.
pub(crate) fn select(world: &World, ids: &[Id], arguments: &JsonMap) -> Result<Vec<Id>, FieldError> {
    let mut kept = ids.to_vec();
    if let Some(names) = arguments.get("names").and_then(JsonValue::as_array) {
        kept.retain(|id| names.iter().any(|name| name.as_str() == world.word(*id, "name")));
    }
    if let Some(filter) = arguments.get("filter").and_then(JsonValue::as_object) {
        for (name, value) in filter {
            kept.retain(|id| keeps(world, *id, name.as_str(), value, filter));
        }
    }
    if let Some(order) = arguments.get("order").and_then(JsonValue::as_object) {
        let locale = order.get("locale").and_then(JsonValue::as_str).unwrap_or("fr");
        // The first key decides: the last is sorted first, and sorting keeps what is equal in place.
        for (name, value) in order.iter().collect::<Vec<_>>().into_iter().rev() {
            let field = name.as_str();
            if field == "locale" || value.is_null() {
                continue;
            }
            let down = match value.as_str().map(str::to_ascii_lowercase).as_deref() {
                Some("asc") => false,
                Some("desc") => true,
                _ => {
                    let message = format!("Invalid order value for `{field}`, should be \"asc\" or \"desc\"");
                    return Err(FieldError { message });
                }
            };
            kept.sort_by(|left, right| {
                let order = compare(world, *left, *right, field, locale);
                if down { order.reverse() } else { order }
            });
        }
    }
    Ok(kept)
}

fn keeps(world: &World, id: Id, name: &str, value: &JsonValue, filter: &JsonMap) -> bool {
    if value.is_null() {
        return true;
    }
    let word = value.as_str().unwrap_or_default();
    let day = |field: &str| world.word(id, field).and_then(|moment| moment.get(..10)).unwrap_or_default();
    match name {
        "publishedSince" => day("publishedAt") >= word,
        "publishedBefore" => day("publishedAt") <= word,
        "createdSince" => day("createdAt") >= word,
        "createdBefore" => day("createdAt") <= word,
        "updatedSince" => day("updatedAt") >= word,
        "updatedBefore" => day("updatedAt") <= word,
        "type" => world.word(id, "manifestName").is_some_and(|manifest| manifest.eq_ignore_ascii_case(word)),
        "name" => {
            let locale = filter.get("locale").and_then(JsonValue::as_str).unwrap_or("fr");
            text(world, id, "name", locale).to_lowercase().contains(&word.to_lowercase())
        }
        "withGeolocationEnabled" => {
            let placed = matches!(world.node(id).kind, "Proposals" | "Meetings");
            value.as_bool() == Some(placed)
        }
        "withCommentsEnabled" => {
            let silent = matches!(world.node(id).kind, "Pages" | "Surveys" | "Component");
            value.as_bool() == Some(!silent)
        }
        "hashtag" => world.word(id, "hashtag") == Some(word),
        // Of `name`.
        _ => true,
    }
}

fn compare(world: &World, left: Id, right: Id, field: &str, locale: &str) -> Ordering {
    let field = match field {
        "likeCount" => "likesCount",
        "endorsementCount" => "endorsementsCount",
        "type" => "manifestName",
        other => other,
    };
    if field == "name" {
        return text(world, left, field, locale).cmp(text(world, right, field, locale));
    }
    let number = |id: Id| match world.get(id, field) {
        Some(Datum::Leaf(JsonValue::String(word))) => word.as_str().parse::<i64>().ok(),
        Some(Datum::Leaf(value)) => value.as_i64(),
        _ => None,
    };
    match (number(left), number(right)) {
        (None, None) => world.word(left, field).cmp(&world.word(right, field)),
        (left, right) => left.cmp(&right),
    }
}

fn text<'w>(world: &'w World, id: Id, field: &str, locale: &str) -> &'w str {
    match world.get(id, field) {
        Some(Datum::Text(text)) => {
            text.0.iter().find(|said| said.locale == locale).map_or("", |said| said.text.as_str())
        }
        _ => "",
    }
}
