//! Limits, counted on the query and the schema.

mod support;

use decidim_standin::{Limits, Options, Platform, Version, measure};
use serde_json::{Value, json};
use support::{ask, data, refusal, send, start};

fn size(query: &str, variables: &Value, limits: &Limits) -> decidim_standin::Measure {
    measure(Version::Modern, query, variables, limits).unwrap_or_else(|errors| panic!("{errors:?}"))
}

#[test]
fn complexity_is_that_of_graphql_ruby() {
    let (pages, fields) = (Limits::of(Version::Modern), Limits::of(Version::V0_24));
    let plain = "{ participatoryProcesses { id title { translations { locale text } } } }";
    assert_eq!(size(plain, &json!({}), &pages).complexity, 6);
    // As in graphql-ruby's guide: the connection, its metadata, and ten times what is in it.
    let page = "query Q($first: Int) { component(id: 1) { ... on Meetings { meetings(first: $first) {
        nodes { id } pageInfo { endCursor } } } } }";
    // component 1 + meetings 1 + nodes 1 + pageInfo 2 + 10 × id.
    assert_eq!(size(page, &json!({ "first": 10 }), &pages).complexity, 15);
    assert_eq!(size(page, &json!({}), &pages).complexity, 55);
    // More than a page is counted as it was asked.
    assert_eq!(size(page, &json!({ "first": 200 }), &pages).complexity, 205);
    // Before pages counted: component, meetings, nodes, id, pageInfo, endCursor.
    assert_eq!(size(page, &json!({ "first": 10 }), &fields).complexity, 6);
}

#[test]
fn the_dearest_of_the_possible_types_counts_and_a_name_counts_once() {
    let limits = Limits::of(Version::V0_24);
    let query = "{ component(id: 1) { id __typename ... on Pages { name { locales } weight } ... on Blogs { weight } ...F } }
        fragment F on ComponentInterface { id name { locales } }";
    // component 1, id 1, __typename 1, name 2, weight 1: whether pages or blogs.
    assert_eq!(size(query, &json!({}), &limits).complexity, 6);
    let skipped = "query Q($no: Boolean = false) { decidim { applicationName version @include(if: $no) } }";
    assert_eq!(size(skipped, &json!({}), &limits).complexity, 2);
    assert_eq!(size(skipped, &json!({ "no": true }), &limits).complexity, 3);
}

/// A query of several hundred fields, without an alias: every text of processes, in five places.
fn wide() -> String {
    let texts = [
        "title",
        "subtitle",
        "shortDescription",
        "description",
        "announcement",
        "target",
        "localArea",
        "metaScope",
        "developerGroup",
        "participatoryScope",
        "participatoryStructure",
    ];
    let leaf = "{ locales translations { locale text } }";
    let all = texts.map(|text| format!("{text} {leaf}")).join(" ");
    let group = format!(
        "participatoryProcessGroups {{ title {leaf} description {leaf} participatoryProcesses {{ {all} }} }}"
    );
    let list = format!(
        "participatoryProcesses {{ {all} participatoryProcessGroup {{ participatoryProcesses {{ {all} }} title {leaf} }} }}"
    );
    let one = format!(
        "participatoryProcess(slug: \"a\") {{ {all} steps {{ title {leaf} description {leaf} participatoryProcess {{ {all} }} }} }}"
    );
    format!("{{ {group} {list} {one} }}")
}

#[test]
fn too_much_at_once_is_refused_on_the_old_version_only() {
    let query = wide();
    let counted = size(&query, &json!({}), &Limits::of(Version::V0_24)).complexity;
    assert!(counted > 300, "{counted}");
    let old = Platform::start(Options::new(Version::V0_24)).unwrap();
    let error = refusal(&old, &query);
    assert_eq!(
        error["message"],
        format!("Query has complexity of {counted}, which exceeds max complexity of 300")
    );
    assert!(ask(&start(Version::Modern), &query, json!({}))["data"].is_object());
}

#[test]
fn a_page_counts_on_the_modern_version() {
    let query = "query Q($first: Int) { component(id: 102) { ... on Meetings { meetings(first: $first) { edges { node {
        id title { translations { locale text } } description { translations { locale text } } agenda { items { id title { translations { locale text } } } }
    } } } } } }";
    let modern = start(Version::Modern);
    assert!(ask(&modern, query, json!({ "first": 50 }))["data"].is_object());
    let error = ask(&modern, query, json!({ "first": 500 }))["errors"][0]["message"].clone();
    let error = error.as_str().unwrap();
    assert!(
        error.starts_with("Query has complexity of ")
            && error.ends_with(" which exceeds max complexity of 5000"),
        "{error}"
    );
    assert!(ask(&start(Version::V0_24), query, json!({ "first": 500 }))["data"].is_object());
}

#[test]
fn a_query_too_deep_is_refused() {
    let deep = |levels: usize| {
        let (open, close) = ("parent { ".repeat(levels), " }".repeat(levels));
        format!(
            "{{ component(id: 106) {{ ... on Accountability {{ results(first: 1) {{ edges {{ node {{ {open} id {close} }} }} }} }} }} }}"
        )
    };
    let limits = Limits { nesting: 99, ..Limits::of(Version::Modern) };
    let modern = Platform::start(Options::new(Version::Modern).limits(limits)).unwrap();
    // component, results, edges, node, the leaf: five beside the parents.
    assert!(ask(&modern, &deep(10), json!({}))["data"].is_object());
    assert_eq!(
        refusal(&modern, &deep(11))["message"],
        "Query has depth of 16, which exceeds max depth of 15"
    );
    let limits = Limits { nesting: 99, ..Limits::of(Version::V0_24) };
    let old = Platform::start(Options::new(Version::V0_24).limits(limits)).unwrap();
    assert_eq!(refusal(&old, &deep(6))["message"], "Query has depth of 11, which exceeds max depth of 10");
}

#[test]
fn a_name_inside_itself_is_let_pass_twice() {
    let platform = start(Version::Modern);
    let result = |inside: &str| {
        format!(
            "{{ component(id: 106) {{ ... on Accountability {{ results {{ edges {{ node {{ {inside} }} }} }} }} }} }}"
        )
    };
    // A leaf of the same name is not counted.
    data(&platform, &result("parent { parent { id } }"), json!({}));
    let error = refusal(&platform, &result("parent { parent { parent { id } } }"));
    assert_eq!(error["extensions"]["code"], "TOO_MANY_RECURSIONS_ERROR");
    let spread = "{ component(id: 106) { ... on Accountability { result(id: 81) { parent { ...F } } } } } fragment F on Result { parent { parent { id } } }";
    assert_eq!(refusal(&platform, spread)["extensions"]["code"], "TOO_MANY_RECURSIONS_ERROR");
    let counted = size(&result("parent { parent { id } }"), &json!({}), &Limits::of(Version::Modern));
    assert_eq!(counted.nesting, Some(("parent".to_owned(), 2)));
}

#[test]
fn six_aliases_are_too_many() {
    let platform = start(Version::Modern);
    let query = |names: &[&str]| {
        let fields: Vec<_> =
            names.iter().map(|name| format!("{name}: decidim {{ applicationName }}")).collect();
        format!("{{ {} }}", fields.join(" "))
    };
    data(&platform, &query(&["a", "b", "c", "d", "e"]), json!({}));
    let error = refusal(&platform, &query(&["a", "b", "c", "d", "e", "f"]));
    assert_eq!(error, json!({ "message": "Too many aliases used: a,b,c,d,e,f" }));
}

#[test]
fn the_hundred_and_first_request_of_a_minute_waits() {
    let limits = Limits { requests_per_minute: Some(3), ..Limits::of(Version::Modern) };
    let platform = Platform::start(Options::new(Version::Modern).limits(limits)).unwrap();
    assert_eq!(Limits::of(Version::Modern).requests_per_minute, Some(100));
    let page = || send(&platform, "GET", "/fr/processes", &[], "");
    assert_eq!([page().status, page().status, page().status], [200; 3]);
    let refused = support::post(&platform, "{ decidim { version } }", json!({}));
    assert_eq!((refused.status, refused.body.as_str()), (429, "Retry later\n"));
    assert_eq!(refused.header("Retry-After"), None);
    // Another address has its own; a preflight is not counted.
    assert_eq!(send(&platform, "GET", "/fr/processes", &[("X-Forwarded-For", "192.0.2.9")], "").status, 200);
    let preflight = [("Origin", "http://site.example"), ("Access-Control-Request-Method", "POST")];
    assert_eq!(send(&platform, "OPTIONS", "/api", &preflight, "").status, 200);
    platform.forget_requests();
    assert_eq!(page().status, 200);
}

#[test]
fn introspection_is_answered_or_blocked() {
    let query = "{ __schema { queryType { name } } __type(name: \"Meeting\") { kind } }";
    let open = start(Version::Modern);
    assert_eq!(
        data(&open, query, json!({})),
        json!({ "__schema": { "queryType": { "name": "Query" } }, "__type": { "kind": "OBJECT" } })
    );
    let closed = Platform::start(Options::new(Version::Modern).introspection(false)).unwrap();
    assert_eq!(refusal(&closed, query)["extensions"]["code"], "INTROSPECTION_DISABLED_ERROR");
    data(&closed, "{ decidim { __typename } }", json!({}));
}

#[test]
fn an_invalid_query_cannot_be_measured() {
    let errors =
        measure(Version::V0_24, "{ participatoryProcesses { url } }", &json!({}), &Limits::smallest())
            .unwrap_err();
    assert_eq!(errors[0]["extensions"]["code"], "undefinedField");
}
