//! What the side module `search` answers, read field by field.

use crate::{
    data::{Record, read_record},
    model::why::Why,
};
use commune_source::value::Value;
use std::rc::Rc;

/// One result.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The place or procedure.
    pub record: Rc<Record>,
    /// Metres from the point that was given.
    pub metres: Option<u32>,
    /// It has every word.
    pub all: bool,
    /// Why it was found.
    pub why: Vec<Why>,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Records with at least one of the words, or more: see `more`.
    pub total: u32,
    /// Records with all of them.
    pub complete: u32,
    /// Both are lower bounds.
    pub more: bool,
    /// How many hits there were, those without a readable record included.
    pub given: u32,
    /// The best ones, best first.
    pub hits: Vec<Hit>,
}

/// The files that are still needed; empty where the answer is there.
#[must_use]
pub fn needs<V: Value>(json: &V) -> Vec<String> {
    json.list("needs").iter().filter_map(V::text).collect()
}

/// Reads an answer. A hit without a readable record is left out. `spelled` gives the word of a text that folds
/// to a term, or an empty one.
#[must_use]
pub fn read_answer<V: Value>(json: &V, spelled: &dyn Fn(&str, &str) -> String) -> Answer {
    let hits = json.list("hits");
    Answer {
        total: json.count_or_zero("total"),
        complete: json.count_or_zero("complete"),
        more: json.field("more").boolean().unwrap_or(false),
        given: hits.len() as u32,
        hits: hits.iter().filter_map(|hit| read_hit(hit, spelled)).collect(),
    }
}

fn read_hit<V: Value>(json: &V, spelled: &dyn Fn(&str, &str) -> String) -> Option<Hit> {
    let record = read_record(&json.field("record"))?;
    let mut why = Vec::new();
    for reason in json.list("why") {
        let term = reason.text_or_empty("term");
        let written = spelled(&term, &record.title);
        why.push(Why {
            word: reason.text_or_empty("word"),
            term: if written.is_empty() { term } else { written },
            how: reason.text_or_empty("how"),
            field: reason.text_or_empty("field"),
        });
    }
    let metres = json.field("metres").number().map(|metres| metres as u32);
    Some(Hit { record: Rc::new(record), metres, all: json.field("all").boolean().unwrap_or(false), why })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_is_read_and_what_is_no_record_left_out() {
        let json = json!({
            "total": 3, "complete": 1, "more": true, "words": ["poubele"],
            "hits": [
                { "doc": 1, "all": true, "metres": 420.0, "record": { "id": "a", "title": "Poubelles" },
                  "why": [{ "word": "poubele", "term": "poubelles", "how": "typo", "field": "title", "edits": 1 }] },
                { "doc": 2, "record": { "title": "sans id" } },
                { "doc": 3 }
            ]
        });
        let spelled = |term: &str, text: &str| {
            if text.to_lowercase() == term { text.to_owned() } else { String::new() }
        };
        let answer = read_answer(&json, &spelled);
        assert_eq!((answer.total, answer.complete, answer.more, answer.given), (3, 1, true, 3));
        assert_eq!(answer.hits.len(), 1);
        let hit = &answer.hits[0];
        assert_eq!((hit.record.id.as_str(), hit.metres, hit.all), ("a", Some(420), true));
        assert_eq!(hit.why[0].term, "Poubelles");
        assert_eq!(hit.why[0].how, "typo");
    }

    #[test]
    fn needs_are_names() {
        assert_eq!(needs(&json!({ "needs": ["p/1.bin?v=1", 4] })), ["p/1.bin?v=1"]);
        assert!(needs(&json!({ "hits": [] })).is_empty());
        assert_eq!(read_answer(&json!(null), &|_, _| String::new()), Answer::default());
    }
}
