//! From parsed JSON to the pack and the records, field by field.

use commune_source::{FetchError, value::Value};

use super::hours::Hours;
use super::pack::{Commune, Pack, SCHEMA, Source};
use super::record::{Access, Known, NEEDS, Origin, Record};

/// Reads a pack. The schema comes first: a later major version may not have this one's fields.
///
/// # Errors
/// [`FetchError::UnknownVersion`] for another major version, [`FetchError::Malformed`] for what is no pack.
pub fn read_pack<V: Value>(json: &V) -> Result<Pack, FetchError> {
    let schema = json.text_or_empty("schema");
    if schema != SCHEMA {
        return Err(if schema.starts_with("commune-widgets/services/") {
            FetchError::UnknownVersion { schema }
        } else {
            FetchError::Malformed { detail: "not a services pack: no schema".to_owned() }
        });
    }
    let pack = Pack {
        schema,
        generated: json.text_or_empty("generated"),
        owner: json.text_or_empty("owner"),
        contact: json.text_or_empty("contact"),
        next_update: json.text_or_empty("nextUpdate"),
        source: json.text_or_empty("source"),
        licence: json.text_or_empty("licence"),
        coverage: json.text_or_empty("coverage"),
        demo: truth(json, "demo"),
        commune: commune(&json.field("commune")),
        time_zone: json.text_or_empty("timeZone"),
        index: json.text_or_empty("index"),
        ids: json.text_or_empty("ids"),
        town_hall: read_record(&json.field("townHall")),
        help: read_record(&json.field("help")),
        holidays: numbered(json, "holidays").into_iter().map(|(text, day)| (day as i32, text)).collect(),
        communes: json.list("communes").iter().map(commune).collect(),
        contour: json.list("contour").iter().map(ring).collect(),
        kinds: json
            .list("kinds")
            .iter()
            .map(|pair| {
                let pair = pair.items().unwrap_or_default();
                (text_at(&pair, 0), number_at(&pair, 1) as u32)
            })
            .collect(),
        sources: json.list("sources").iter().map(source).collect(),
    };
    if pack.commune.name.is_empty() {
        return Err(FetchError::Malformed { detail: "commune.name is missing".to_owned() });
    }
    Ok(pack)
}

/// Reads a record; `None` for what has no id or no title.
#[must_use]
pub fn read_record<V: Value>(json: &V) -> Option<Record> {
    let record = Record {
        id: json.text_or_empty("id"),
        procedure: json.text_or_empty("type") == "procedure",
        kind: json.text_or_empty("kind"),
        title: json.text_or_empty("title"),
        titles: languages(json, "titles"),
        description: json.text_or_empty("description"),
        descriptions: languages(json, "descriptions"),
        insee: json.text_or_empty("insee"),
        commune: json.text_or_empty("commune"),
        address: texts(json, "address"),
        at: point(&json.field("at")),
        phone: texts(json, "phone"),
        email: texts(json, "email"),
        links: json
            .list("links")
            .iter()
            .map(|pair| {
                let pair = pair.items().unwrap_or_default();
                (text_at(&pair, 0), text_at(&pair, 1))
            })
            .collect(),
        hours: read_hours(&json.field("hours")),
        access: access(&json.field("access")),
        audience: texts(json, "audience"),
        events: texts(json, "events"),
        cost: json.text_or_empty("cost"),
        bring: texts(json, "bring"),
        delay: json.text_or_empty("delay"),
        online: json.text_or_empty("online"),
        appointment: json.text_or_empty("appointment"),
        places: texts(json, "where"),
        sources: json.list("sources").iter().map(origin).collect(),
        from: origins_of_fields(&json.field("from")),
        demo: truth(json, "demo"),
    };
    (!record.id.is_empty() && !record.title.is_empty()).then_some(record)
}

/// Where the record of that id lies: the name of a file of records, relative to the index's folder. `ids` is the file
/// that [`Pack::ids`] names: a list of lists, each a file's name and the ids in it.
#[must_use]
pub fn file_of<V: Value>(ids: &V, id: &str) -> Option<String> {
    for list in ids.items()? {
        let list = list.items().unwrap_or_default();
        if list.iter().skip(1).any(|known| known.text().is_some_and(|known| known == id)) {
            return list.first()?.text();
        }
    }
    None
}

/// The record of that id in a file of records: a list of objects with `id` and `record`.
#[must_use]
pub fn record_of<V: Value>(file: &V, id: &str) -> Option<Record> {
    let list = file.items()?;
    read_record(&list.iter().find(|one| one.text_or_empty("id") == id)?.field("record"))
}

/// Reads opening hours; `None` where there are none.
#[must_use]
pub fn read_hours<V: Value>(json: &V) -> Option<Hours> {
    if json.is_absent() {
        return None;
    }
    let minutes = |name| json.list(name).iter().map(numbers).collect::<Vec<Vec<u16>>>();
    Some(Hours {
        text: json.text_or_empty("text"),
        first: json.field("first").number().unwrap_or(0.0) as i32,
        count: json.field("count").number().unwrap_or(0.0) as i32,
        days: minutes("days"),
        weeks: numbered_runs(json),
        but: numbers(&json.field("but")),
        maybe: minutes("maybe"),
        said: texts(json, "said"),
        remarks: texts(json, "remarks"),
        checked: json.text_or_empty("checked"),
        source: json.count_or_zero("source") as u16,
    })
}

fn numbered_runs<V: Value>(json: &V) -> Vec<(u16, String)> {
    numbered(json, "weeks").into_iter().map(|(text, week)| (week as u16, text)).collect()
}

/// Pairs of a number and a text.
fn numbered<V: Value>(json: &V, name: &str) -> Vec<(String, f64)> {
    json.list(name)
        .iter()
        .map(|pair| {
            let pair = pair.items().unwrap_or_default();
            (text_at(&pair, 1), number_at(&pair, 0))
        })
        .collect()
}

fn truth<V: Value>(json: &V, name: &str) -> bool {
    json.field(name).boolean().unwrap_or(false)
}

fn text_at<V: Value>(items: &[V], index: usize) -> String {
    items.get(index).and_then(V::text).unwrap_or_default()
}

fn number_at<V: Value>(items: &[V], index: usize) -> f64 {
    items.get(index).and_then(V::number).unwrap_or(0.0)
}

fn texts<V: Value>(json: &V, name: &str) -> Vec<String> {
    // A text that is none keeps its place: `said` counts on it.
    json.list(name).iter().map(|text| text.text().unwrap_or_default()).collect()
}

fn numbers<V: Value>(json: &V) -> Vec<u16> {
    // The cast saturates, and takes a NaN for 0.
    json.items().unwrap_or_default().iter().map(|n| n.number().unwrap_or(0.0) as u16).collect()
}

fn point<V: Value>(json: &V) -> Option<(f64, f64)> {
    let items = json.items()?;
    Some((items.first()?.number()?, items.get(1)?.number()?))
}

fn ring<V: Value>(json: &V) -> Vec<(f64, f64)> {
    json.items().unwrap_or_default().iter().filter_map(point).collect()
}

/// The languages of the widgets beside French.
fn languages<V: Value>(json: &V, name: &str) -> Vec<(String, String)> {
    let object = json.field(name);
    let text = |code: &str| object.field(code).text().map(|text| (code.to_owned(), text));
    ["en", "nl"].into_iter().filter_map(text).collect()
}

/// The fields that another source may give, in the order in which the tool writes them.
pub const FIELDS: [&str; 10] =
    ["address", "appointment", "at", "audience", "cost", "description", "email", "links", "online", "phone"];

fn origins_of_fields<V: Value>(json: &V) -> Vec<(String, u16)> {
    let origin = |name: &str| json.field(name).number().map(|source| (name.to_owned(), source as u16));
    FIELDS.into_iter().filter_map(origin).collect()
}

fn access<V: Value>(json: &V) -> Access {
    let mut access = Access::default();
    for (need, name) in NEEDS {
        if let Some(items) = json.field(name).items() {
            *access.get_mut(need) = Some(Known(
                items.first().and_then(V::boolean),
                number_at(&items, 1) as u16,
                text_at(&items, 2),
            ));
        }
    }
    access
}

fn origin<V: Value>(json: &V) -> Origin {
    let items = json.items().unwrap_or_default();
    Origin(text_at(&items, 0), text_at(&items, 1), text_at(&items, 2), text_at(&items, 3), text_at(&items, 4))
}

fn commune<V: Value>(json: &V) -> Commune {
    Commune {
        insee: json.text_or_empty("insee"),
        name: json.text_or_empty("name"),
        population: json.count_or_zero("population"),
        postcodes: texts(json, "postcodes"),
        at: point(&json.field("at")),
    }
}

fn source<V: Value>(json: &V) -> Source {
    Source {
        name: json.text_or_empty("name"),
        url: json.text_or_empty("url"),
        licence: json.text_or_empty("licence"),
        owner: json.text_or_empty("owner"),
        date: json.text_or_empty("date"),
        rows: json.count_or_zero("rows"),
        bad_rows: json.count_or_zero("badRows"),
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
