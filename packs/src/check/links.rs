//! Every address of a pack: it must be one that a widget lets a visitor follow.

use serde_json::Value;

use super::Finding;
use crate::communes::wrong_link;
use crate::french::count;
use crate::read::problem::short;

/// Fields that hold addresses.
const FIELDS: &[&str] = &[
    "url",
    "href",
    "link",
    "links",
    "online",
    "appointment",
    "actionUrl",
    "image",
    "platform",
    "imageHosts",
];

/// What browsers would run or read instead of following it.
const DANGEROUS: &[&str] = &["javascript:", "vbscript:", "data:text/html", "blob:", "file:"];

/// Most faults that are told of one file: a wrong export has the same thousands of times.
const MOST: usize = 20;

pub(super) fn check(json: &Value) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut plain = 0_u64;
    walk(json, &mut String::new(), false, &mut out, &mut plain);
    if out.len() > MOST {
        let more = out.len() - MOST;
        out.truncate(MOST);
        out.push(Finding::fault("", format!("et {} à corriger.", count(more as u64, "autre adresse"))));
    }
    if plain > 0 {
        out.push(Finding::remark("", format!("{} en http:// : préférez https://.", count(plain, "adresse"))));
    }
    out
}

/// `address` is true inside a field of [`FIELDS`].
fn walk(json: &Value, at: &mut String, address: bool, out: &mut Vec<Finding>, plain: &mut u64) {
    let length = at.len();
    match json {
        Value::Object(fields) => {
            for (name, value) in fields {
                at.push('/');
                at.push_str(name);
                walk(value, at, FIELDS.contains(&name.as_str()), out, plain);
                at.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                at.push_str(&format!("/{index}"));
                match value {
                    // A link of a service is [address, label].
                    Value::Array(pair) if address => {
                        if let Some(Value::String(text)) = pair.first() {
                            string(text, at, true, out, plain);
                        }
                    }
                    _ => walk(value, at, address, out, plain),
                }
                at.truncate(length);
            }
        }
        Value::String(text) => string(text, at, address, out, plain),
        _ => {}
    }
}

fn string(text: &str, at: &str, address: bool, out: &mut Vec<Finding>, plain: &mut u64) {
    let lower = text.trim_start().to_ascii_lowercase();
    if address && !text.is_empty() {
        if let Some(sentence) = wrong_link(text) {
            out.push(Finding::fault(at, sentence));
        }
        *plain += u64::from(lower.starts_with("http://"));
    } else if DANGEROUS.iter().any(|scheme| lower.starts_with(scheme)) {
        let sentence = format!("« {} » ferait exécuter du code : enlevez-le.", short(text));
        out.push(Finding::fault(at, sentence));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(json: &Value) -> Vec<String> {
        check(json).into_iter().map(|found| format!("{} {}", found.at, found.fault)).collect()
    }

    #[test]
    fn addresses_are_found_where_they_are() {
        let pack = json!({
            "index": "../index/",
            "sources": [{ "url": "https://exemple.example", "name": "data:…" }, { "url": "www.exemple.example" }],
            "townHall": { "links": [["javascript:alert(1)", "Site"], ["https://a.example", "mailto"]] },
            "text": "javascript:alert(1)",
            "processes": [{ "url": "", "image": "ftp://x", "components": [{ "url": "http://a.example/b" }] }],
        });
        let mut found = faults(&pack);
        found.sort();
        assert_eq!(
            found,
            [
                " false",
                "/processes/0/image true",
                "/sources/1/url true",
                "/text true",
                "/townHall/links/0 true",
            ]
        );
    }

    #[test]
    fn thousands_of_faults_are_told_in_a_few() {
        let many: Vec<Value> = (0..500).map(|_| json!({ "url": "x:y" })).collect();
        assert_eq!(check(&Value::Array(many)).len(), MOST + 1);
    }
}
