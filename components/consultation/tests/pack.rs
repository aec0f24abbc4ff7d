//! Writer and reader of a pack agree, and nothing that is no pack passes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use commune_consultation::client::{Memory, Task, Want};
use commune_consultation::data::pack::{Kind, Pack, Platform};
use commune_consultation::data::read;
use commune_source::FetchError;
use proptest::prelude::*;
use serde_json::{Value, json};

fn document() -> Value {
    serde_json::from_str(include_str!("fixtures/59999.json")).unwrap()
}

#[test]
fn what_is_read_field_by_field_is_what_serde_reads() {
    let by_serde: Pack = serde_json::from_value(document()).unwrap();
    assert_eq!(read(&document()), Ok(by_serde.clone()));
    // Every field of the format is in the fixture: what is written is what was read.
    assert_eq!(serde_json::to_value(by_serde).unwrap(), document());
}

#[test]
fn another_major_version_is_told() {
    let mut json = document();
    json["schema"] = json!("commune-widgets/consultation/2");
    let schema = "commune-widgets/consultation/2".to_owned();
    assert_eq!(read(&json), Err(FetchError::UnknownVersion { schema }));
    for json in [json!(null), json!([]), json!("x"), json!({}), json!({"schema": "commune-widgets/energy/1"})]
    {
        assert!(matches!(read(&json), Err(FetchError::Malformed { .. })), "{json}");
    }
}

/// Any JSON, with the names of the format among its keys.
fn any_json() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "data",
        "errors",
        "participatoryProcesses",
        "participatoryProcess",
        "component",
        "proposals",
        "meetings",
        "edges",
        "node",
        "id",
        "title",
        "translations",
        "locale",
        "text",
        "steps",
        "position",
        "components",
        "message",
        "extensions",
        "typeName",
        "fieldName",
        "pageInfo",
        "hasNextPage",
        "endCursor",
        "coordinates",
        "latitude",
        "url",
        "taxonomies",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(8, 200, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6).prop_map(|pairs| {
                Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn no_answer_makes_a_panic_or_a_fourth_request(answers in prop::collection::vec(any_json(), 4)) {
        let platform = Platform { url: "https://p.example.org".into(), ..Platform::default() };
        let items = [Kind::Proposals, Kind::Meetings, Kind::Surveys, Kind::Budgets, Kind::Results]
            .map(|kind| Want::Items(kind, "1".into(), String::new()));
        for want in [Want::Platform, Want::Processes, Want::Process("x".into())].into_iter().chain(items) {
            let mut memory = Memory::default();
            let mut task = Task::new(want, &platform);
            let mut requests = 0;
            while task.request(&memory).is_some() {
                requests += 1;
                prop_assert!(requests <= 3);
                let _ = task.answer(&mut memory, &answers[requests]);
            }
        }
    }

    #[test]
    fn no_pack_makes_a_panic(mut json in any_json()) {
        if let Some(object) = json.as_object_mut() {
            object.insert("schema".into(), json!("commune-widgets/consultation/1"));
        }
        let _ = read(&json);
    }
}
