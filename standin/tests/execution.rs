//! What a query is answered with.

mod support;

use std::collections::BTreeSet;

use decidim_standin::{NOW, Options, Platform, Version};
use serde_json::{Value, json};
use support::{ask, data, start};

const MEETINGS: &str = "query Meetings($first: Int, $after: String) { component(id: 102) { ... on Meetings {
    meetings(first: $first, after: $after) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } } }
} } }";

#[test]
fn a_list_is_paged_through_to_its_end() {
    for version in Version::ALL {
        let platform = start(version);
        let (mut seen, mut after, mut pages) = (Vec::new(), Value::Null, Vec::new());
        loop {
            let answer = data(&platform, MEETINGS, json!({ "first": 25, "after": after }));
            let meetings = &answer["component"]["meetings"];
            let edges = meetings["edges"].as_array().unwrap();
            seen.extend(edges.iter().map(|edge| edge["node"]["id"].as_str().unwrap().to_owned()));
            assert_eq!(meetings["pageInfo"]["endCursor"], edges.last().unwrap()["cursor"]);
            assert_eq!(meetings["pageInfo"]["hasPreviousPage"], !pages.is_empty());
            pages.push(edges.len());
            if meetings["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = meetings["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(pages, [25, 25, 8]);
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 58);
    }
}

#[test]
fn a_page_is_never_longer_than_fifty() {
    let platform = start(Version::Modern);
    for first in [Value::Null, json!(50), json!(51), json!(200)] {
        let answer = data(&platform, MEETINGS, json!({ "first": first }));
        assert_eq!(answer["component"]["meetings"]["edges"].as_array().unwrap().len(), 50, "{first}");
    }
    let last = "{ component(id: 102) { ... on Meetings { meetings(last: 3) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } } } }";
    let answer = data(&platform, last, json!({}));
    assert_eq!(
        answer["component"]["meetings"]["nodes"],
        json!([{ "id": "655" }, { "id": "656" }, { "id": "657" }])
    );
    assert_eq!(
        answer["component"]["meetings"]["pageInfo"],
        json!({ "hasNextPage": false, "hasPreviousPage": true })
    );
    let wrong = ask(&platform, MEETINGS, json!({ "after": "??" }));
    assert!(wrong["errors"][0]["message"].as_str().unwrap().contains("Invalid cursor"), "{wrong}");
}

#[test]
fn old_cursors_are_padded_and_new_ones_are_not() {
    let end = |version| {
        let answer = data(&start(version), MEETINGS, json!({ "first": 1 }));
        answer["component"]["meetings"]["pageInfo"]["endCursor"].clone()
    };
    assert_eq!((end(Version::V0_24), end(Version::Modern)), (json!("MQ=="), json!("MQ")));
}

#[test]
fn orders_and_filters_are_followed() {
    let platform = start(Version::Modern);
    let ids = |arguments: &str| -> Vec<i64> {
        let query = format!(
            "{{ component(id: 101) {{ ... on Proposals {{ proposals({arguments}) {{ nodes {{ id publishedAt voteCount }} }} }} }} }}"
        );
        let answer = data(&platform, &query, json!({}));
        let nodes = answer["component"]["proposals"]["nodes"].as_array().unwrap().clone();
        nodes.iter().map(|node| node["id"].as_str().unwrap().parse().unwrap()).collect()
    };
    let newest = ids(r#"order: {publishedAt: "desc"}"#);
    assert_eq!((newest.len(), newest[0], newest[23]), (24, 523, 500));
    assert_eq!(ids(r#"first: 2, order: {id: "ASC"}"#), [500, 501]);
    assert_eq!(ids(r#"order: {publishedAt: "desc"}, filter: {publishedSince: "2026-11-01"}"#).len(), 5);
    let components = |filter: &str| {
        let query = format!(
            r#"{{ participatoryProcess(slug: "place-du-marche") {{ components({filter}) {{ __typename }} }} }}"#
        );
        let answer = data(&platform, &query, json!({}));
        let list = answer["participatoryProcess"]["components"].as_array().unwrap().clone();
        list.iter().map(|item| item["__typename"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(components(r#"filter: {type: "MEETINGS"}"#), ["Meetings"]);
    assert_eq!(components(r#"order: {weight: "desc"}"#)[..2], ["Component", "Blogs"]);
    assert_eq!(components(r#"filter: {withGeolocationEnabled: true}"#), ["Proposals", "Meetings"]);
    assert_eq!(components(r#"filter: {name: "idee", locale: "nl"}"#), ["Proposals"]);
    let wrong = ask(&platform, r#"{ participatoryProcesses(order: {id: "up"}) { id } }"#, json!({}));
    assert_eq!(wrong["errors"][0]["message"], "Invalid order value for `id`, should be \"asc\" or \"desc\"");
}

#[test]
fn texts_come_in_the_languages_that_they_have() {
    let query = r#"{ participatoryProcess(slug: "plan-velo") { title { locales translation(locale: "nl") translations(locales: ["nl", "de"]) { locale text } } } }"#;
    let title = |version| data(&start(version), query, json!({}))["participatoryProcess"]["title"].clone();
    // What a machine translated is shown by recent versions only.
    assert_eq!(title(Version::V0_24), json!({ "locales": ["fr"], "translation": null, "translations": [] }));
    let modern = title(Version::Modern);
    assert_eq!(modern["locales"], json!(["fr", "nl", "en"]));
    assert_eq!(modern["translations"], json!([{ "locale": "nl", "text": "Het fietsplan" }]));
    let marks = r#"{ participatoryProcess(slug: "plan-velo") { title { translations { locale machineTranslated } } } }"#;
    let answer = data(&start(Version::Modern), marks, json!({}));
    let marks = answer["participatoryProcess"]["title"]["translations"].as_array().unwrap().clone();
    assert_eq!(marks[0], json!({ "locale": "fr", "machineTranslated": false }));
    assert_eq!(marks[1], json!({ "locale": "nl", "machineTranslated": true }));
}

#[test]
fn what_was_never_located_is_null_with_an_error() {
    for version in Version::ALL {
        let platform = start(version);
        let answer = ask(
            &platform,
            "{ component(id: 101) { ... on Proposals { proposals(first: 2) { edges { node { id coordinates { latitude longitude } } } } } } }",
            json!({}),
        );
        let edges = &answer["data"]["component"]["proposals"]["edges"];
        assert_eq!(edges[0], json!({ "node": { "id": "500", "coordinates": null } }));
        assert_eq!(edges[1]["node"]["coordinates"]["latitude"], json!(50.62));
        let error = &answer["errors"][0];
        let message = error["message"].as_str().unwrap();
        assert!(
            message.starts_with("Cannot return null for non-nullable field Coordinates.latitude"),
            "{message}"
        );
        match version {
            Version::V0_24 => assert_eq!(error.as_object().unwrap().len(), 1, "{error}"),
            Version::Modern => {
                let path = json!(["component", "proposals", "edges", 0, "node", "coordinates", "latitude"]);
                assert_eq!(error["path"], path);
                assert_eq!(error["locations"][0]["line"], 1);
            }
        }
        assert_eq!(answer["errors"].as_array().unwrap().len(), 1, "{answer}");
    }
}

#[test]
fn a_missing_address_online_nulls_the_whole_meeting() {
    for version in Version::ALL {
        let platform = start(version);
        let answer = ask(
            &platform,
            "{ component(id: 102) { ... on Meetings { meetings(first: 4) { edges { node { id onlineMeetingUrl } } } } } }",
            json!({}),
        );
        let edges = &answer["data"]["component"]["meetings"]["edges"];
        let nulls: Vec<_> = edges.as_array().unwrap().iter().map(|edge| edge["node"].is_null()).collect();
        assert_eq!(nulls, [true, true, false, false]);
        assert_eq!(answer["errors"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn a_missing_category_nulls_the_whole_proposal_on_the_old_version() {
    let platform = start(Version::V0_24);
    let answer = ask(
        &platform,
        "{ component(id: 101) { ... on Proposals { proposals(first: 5) { edges { node { id category { id } } } } } } }",
        json!({}),
    );
    let edges = answer["data"]["component"]["proposals"]["edges"].as_array().unwrap().clone();
    assert_eq!(
        edges.iter().map(|edge| edge["node"].is_null()).collect::<Vec<_>>(),
        [false, false, false, true, false]
    );
    assert_eq!(answer["errors"][0]["message"], "Cannot return null for non-nullable field Proposal.category");
}

#[test]
fn addresses_have_the_origin_that_was_asked() {
    let platform = start(Version::Modern);
    let answer = data(
        &platform,
        r#"{ participatoryProcess(slug: "place-du-marche") { url components { id url } } }"#,
        json!({}),
    );
    let process = &answer["participatoryProcess"];
    assert_eq!(process["url"], format!("{}/fr/processes/place-du-marche", platform.origin()));
    assert_eq!(
        process["components"][1]["url"],
        format!("{}/fr/processes/place-du-marche/f/101/", platform.origin())
    );
}

#[test]
fn dates_follow_the_moment_that_was_chosen() {
    let dates = |options: Options| {
        let platform = Platform::start(options).unwrap();
        data(
            &platform,
            r#"{ participatoryProcess(slug: "place-du-marche") { startDate endDate steps { startDate } } }"#,
            json!({}),
        )
    };
    let modern = dates(Options::new(Version::Modern));
    assert_eq!(modern["participatoryProcess"]["startDate"], "2026-09-01");
    assert_eq!(modern["participatoryProcess"]["steps"][0]["startDate"], "2026-09-01T00:00:00+02:00");
    let old = dates(Options::new(Version::V0_24));
    assert_eq!(old["participatoryProcess"]["steps"][0]["startDate"], "2026-09-01");
    let later = dates(Options::new(Version::Modern).now(NOW + jiff::SignedDuration::from_hours(24 * 365)));
    assert_eq!(later["participatoryProcess"]["startDate"], "2027-09-01");
}

#[test]
fn what_does_not_exist_is_null() {
    let platform = start(Version::Modern);
    let answer = data(
        &platform,
        r#"{ a: participatoryProcess(slug: "none") { id } b: participatoryProcess { id } component(id: "9999") { id } session { user { id } } }"#,
        json!({}),
    );
    assert_eq!(answer, json!({ "a": null, "b": null, "component": null, "session": { "user": null } }));
}

#[test]
fn an_empty_platform_has_a_name_and_nothing_else() {
    for version in Version::ALL {
        let platform = Platform::start(Options::new(version).empty()).unwrap();
        let answer = data(
            &platform,
            "{ decidim { applicationName version } participatoryProcesses { id } participatoryProcessGroups { id } component(id: 101) { id } }",
            json!({}),
        );
        assert_eq!(answer["participatoryProcesses"], json!([]));
        assert_eq!(answer["participatoryProcessGroups"], json!([]));
        assert_eq!(answer["component"], Value::Null);
        assert!(!answer["decidim"]["applicationName"].as_str().unwrap().is_empty());
    }
}

#[test]
fn fragments_directives_and_aliases_are_executed() {
    let platform = start(Version::Modern);
    let query = r#"query Q($with: Boolean!, $type: String = "surveys") {
        one: participatoryProcess(slug: "place-du-marche") { ...P slug @skip(if: $with) components(filter: {type: $type}) { id ... on Surveys { survey(id: "51") { questionnaire { questions { questionType } } } } } }
    } fragment P on ParticipatoryProcess { id promoted @include(if: $with) }"#;
    let answer = data(&platform, query, json!({ "with": true }));
    let process = answer["one"].as_object().unwrap();
    assert_eq!(process.keys().collect::<Vec<_>>(), ["components", "id", "promoted"]);
    let questions =
        answer["one"]["components"][0]["survey"]["questionnaire"]["questions"].as_array().unwrap().len();
    assert_eq!(questions, 8);
}

#[test]
fn hostile_texts_are_really_there() {
    let platform = start(Version::Modern);
    let answer = data(
        &platform,
        r#"{ participatoryProcess(slug: "texte-hostile") { title { translation(locale: "fr") } description { translation(locale: "fr") } } }"#,
        json!({}),
    );
    let text = answer["participatoryProcess"]["description"]["translation"].as_str().unwrap();
    for vector in ["<script>", "gid://", "javascript:", "onerror=", "relative.png", "<iframe", "<style>"] {
        assert!(text.contains(vector), "{vector}");
    }
    assert!(answer["participatoryProcess"]["title"]["translation"].as_str().unwrap().contains("<script>"));
}
