use super::*;
use serde_json::{Value as Json, json};

fn document() -> Json {
    serde_json::from_str(include_str!("../../tests/fixtures/59999.json")).unwrap()
}

#[test]
fn what_is_read_field_by_field_is_what_serde_reads() {
    let by_serde: Pack = serde_json::from_value(document()).unwrap();
    assert_eq!(read_pack(&document()), Ok(by_serde));
}

#[test]
fn what_serde_writes_is_the_document() {
    let by_serde: Pack = serde_json::from_value(document()).unwrap();
    assert_eq!(serde_json::to_value(by_serde).unwrap(), document());
}

#[test]
fn another_major_version_is_told() {
    let mut json = document();
    json["schema"] = json!("commune-widgets/services/2");
    let schema = "commune-widgets/services/2".to_owned();
    assert_eq!(read_pack(&json), Err(FetchError::UnknownVersion { schema }));
}

#[test]
fn what_is_no_pack_is_told_and_never_panics() {
    for json in [json!(null), json!([]), json!("x"), json!({}), json!({"schema": "commune-widgets/energy/1"})]
    {
        assert!(matches!(read_pack(&json), Err(FetchError::Malformed { .. })), "{json}");
    }
    let mut nameless = document();
    nameless["commune"] = json!([]);
    assert!(matches!(read_pack(&nameless), Err(FetchError::Malformed { .. })));
}

#[test]
fn a_record_needs_an_id_and_a_title_and_no_more() {
    assert_eq!(read_record(&json!({"id": "a"})), None);
    assert_eq!(read_record(&json!({"title": "a"})), None);
    assert_eq!(read_record(&json!(null)), None);
    let record = read_record(&json!({"id": "a", "title": "Mairie", "at": "x", "links": [1, []], "hours": 3,
        "access": {"entrance": "yes", "toilet": []}, "from": []}))
    .unwrap();
    assert_eq!(record.at, None);
    assert_eq!(record.access.get(crate::data::Need::Toilet), Some(&Known::default()));
    assert_eq!(record.access.get(crate::data::Need::Entrance), None);
    assert!(!record.procedure);
}

#[test]
fn a_record_is_found_by_its_id_through_two_files() {
    let ids =
        json!([["r/0.json?v=1", "dila:1", "own:2"], [], 7, ["r/1.json?v=1", 4, "own:3"], [null, "own:4"]]);
    assert_eq!(file_of(&ids, "own:2").as_deref(), Some("r/0.json?v=1"));
    assert_eq!(file_of(&ids, "own:3").as_deref(), Some("r/1.json?v=1"));
    for unknown in ["own:4", "own:5", "r/0.json?v=1", ""] {
        assert_eq!(file_of(&ids, unknown), None, "{unknown}");
    }
    assert_eq!(file_of(&json!({}), "own:2"), None);
    let file = json!([{"id": "own:1", "record": null}, 4, {"id": "own:2", "title": "Mairie", "record": {"id": "own:2", "title": "Mairie"}}]);
    assert_eq!(record_of(&file, "own:2").map(|record| record.title).as_deref(), Some("Mairie"));
    assert!(record_of(&file, "own:1").is_none() && record_of(&file, "own:3").is_none());
    assert!(record_of(&json!(null), "own:2").is_none());
}
