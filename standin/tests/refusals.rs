//! What a Decidim would refuse, and the words for it.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use decidim_standin::{Limits, Version, measure};
use serde_json::{Value, json};
use support::{ask, post, refusal, start};

/// The code and the message of a refusal.
fn words(error: &Value) -> (&str, &str) {
    (error["extensions"]["code"].as_str().unwrap_or_default(), error["message"].as_str().unwrap())
}

#[test]
fn a_field_of_another_version_is_refused_with_the_whole_query() {
    let old = start(Version::V0_24);
    let error = refusal(
        &old,
        "query ProcessUrl($slug: String!) {\n  participatoryProcess(slug: $slug) { id url }\n}",
    );
    assert_eq!(
        error,
        json!({
            "message": "Field 'url' doesn't exist on type 'ParticipatoryProcess'",
            "locations": [{ "line": 2, "column": 42 }],
            "path": ["query ProcessUrl", "participatoryProcess", "url"],
            "extensions": { "code": "undefinedField", "typeName": "ParticipatoryProcess", "fieldName": "url" },
        })
    );
    let modern = start(Version::Modern);
    for gone in
        ["metrics { name }", "participatoryProcesses { hashtag }", "participatoryProcesses { scope { id } }"]
    {
        assert_eq!(words(&refusal(&modern, &format!("{{ {gone} }}"))).0, "undefinedField", "{gone}");
    }
    let nodes = "{ component(id: 102) { ... on Meetings { meetings { nodes { id } } } } }";
    assert_eq!(words(&refusal(&old, nodes)).1, "Field 'nodes' doesn't exist on type 'MeetingConnection'");
    assert_eq!(
        refusal(&old, nodes)["path"],
        json!(["query", "component", "... on Meetings", "meetings", "nodes"])
    );
}

#[test]
fn each_mistake_has_the_words_of_graphql_ruby() {
    let platform = start(Version::Modern);
    for (query, code, message) in [
        (
            "{ component { id } }",
            "missingRequiredArguments",
            "Field 'component' is missing required arguments: id",
        ),
        (
            "{ component(id: {a: 1}) { id } }",
            "argumentLiteralsIncompatible",
            "Argument 'id' on Field 'component' has an invalid value ({a: 1}). Expected type 'ID!'.",
        ),
        (
            "{ component(id: null) { id } }",
            "argumentLiteralsIncompatible",
            "Argument 'id' on Field 'component' has an invalid value (null). Expected type 'ID!'.",
        ),
        (
            "{ component(id: 1, slug: \"a\") { id } }",
            "argumentNotAccepted",
            "Field 'component' doesn't accept argument 'slug'",
        ),
        (
            "{ participatoryProcesses(order: {publishedAt: 1}) { id } }",
            "argumentLiteralsIncompatible",
            "Argument 'publishedAt' on InputObject 'ParticipatoryProcessSort' has an invalid value (1). Expected type 'String'.",
        ),
        (
            "{ participatoryProcesses(order: {title: \"asc\"}) { id } }",
            "argumentNotAccepted",
            "InputObject 'ParticipatoryProcessSort' doesn't accept argument 'title'",
        ),
        (
            "{ participatoryProcesses }",
            "selectionMismatch",
            "Field must have selections (field 'participatoryProcesses' returns ParticipatoryProcess but has no selections. Did you mean 'participatoryProcesses { ... }'?)",
        ),
        (
            "{ participatoryProcesses { slug { a } } }",
            "selectionMismatch",
            "Selections can't be made on scalars (field 'slug' returns String but has selections [\"a\"])",
        ),
        (
            "{ component(id: 1) { ... on Nothing { id } } }",
            "undefinedType",
            "No such type Nothing, so it can't be a fragment condition",
        ),
        (
            "{ component(id: 1) { ... on Meeting { id } } }",
            "cannotSpreadFragment",
            "Fragment on Meeting can't be spread inside ComponentInterface",
        ),
        (
            "query Q { participatoryProcess(slug: $slug) { id } }",
            "variableNotDefined",
            "Variable $slug is used by Q but not declared",
        ),
        (
            "query Q($slug: String) { participatoryProcesses { id } }",
            "variableNotUsed",
            "Variable $slug is declared by Q but not used",
        ),
        (
            "query Q($slug: Int) { participatoryProcess(slug: $slug) { id } }",
            "variableMismatch",
            "Type mismatch on variable $slug and argument slug (Int / String)",
        ),
        (
            "query Q($id: ID) { component(id: $id) { id } }",
            "variableMismatch",
            "Nullability mismatch on variable $id and argument id (ID / ID!)",
        ),
        ("{ ...None }", "useAndDefineFragment", "Fragment None was used, but not defined"),
        (
            "{ component(id: 1) { ...A } } fragment A on ComponentInterface { ...A }",
            "infiniteLoop",
            "Fragment A contains an infinite loop",
        ),
        ("mutation { x }", "", "Schema is not configured for mutations"),
    ] {
        assert_eq!(words(&refusal(&platform, query)), (code, message), "{query}");
    }
}

#[test]
fn several_mistakes_are_told_together() {
    let answer = ask(&start(Version::Modern), "{ participatoryProcesses { a b } c }", json!({}));
    let messages: Vec<_> = answer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["extensions"]["fieldName"].clone())
        .collect();
    assert_eq!(messages, ["a", "b", "c"]);
}

#[test]
fn what_has_no_words_of_ours_is_refused_all_the_same() {
    let platform = start(Version::Modern);
    for query in [
        "{ a: decidim { version } a: session { user { id } } }",
        "query A { decidim { version } } query A { decidim { version } }",
        "{ decidim { version @unknown } }",
        "fragment F on Decidim { version } { decidim { applicationName } }",
    ] {
        let error = refusal(&platform, query);
        assert!(!error["message"].as_str().unwrap().is_empty(), "{query}");
    }
}

#[test]
fn what_is_no_query_is_told() {
    let platform = start(Version::Modern);
    let error = refusal(&platform, "{ decidim { ");
    assert!(error["message"].as_str().unwrap().starts_with("Parse error"), "{error}");
    assert!(error["locations"][0]["line"].is_u64());
    for nothing in ["", "  \n"] {
        assert_eq!(refusal(&platform, nothing), json!({ "message": "No query string was present" }));
    }
}

#[test]
fn variables_of_another_type_are_refused() {
    let platform = start(Version::Modern);
    let query = "query Q($component: ID!, $first: Int = 2, $order: ProposalSort) { component(id: $component) { ... on Proposals { proposals(first: $first, order: $order) { nodes { id } } } } }";
    let refused = |variables: Value| ask(&platform, query, variables)["errors"][0].take();
    let missing = refused(json!({}));
    assert_eq!(missing["message"], "Variable $component of type ID! was provided invalid value");
    assert_eq!(missing["extensions"]["problems"][0]["explanation"], "Expected value to not be null");
    assert_eq!(missing["locations"], json!([{ "line": 1, "column": 9 }]));
    assert_eq!(
        refused(json!({ "component": 101, "first": "2" }))["message"],
        "Variable $first of type Int was provided invalid value"
    );
    let unknown = refused(json!({ "component": 101, "order": { "title": "asc" } }));
    assert_eq!(
        unknown["message"],
        "Variable $order of type ProposalSort was provided invalid value for title (Field is not defined on ProposalSort)"
    );
    let wrong = refused(json!({ "component": 101, "order": { "id": 3 } }));
    assert_eq!(wrong["extensions"]["problems"][0]["path"], json!(["id"]));
    // An identifier may be a number, the default fills in, what is not declared is let pass.
    let fine = ask(&platform, query, json!({ "component": 101, "more": true }));
    assert_eq!(fine["data"]["component"]["proposals"]["nodes"].as_array().unwrap().len(), 2);
}

#[test]
fn a_refusal_is_a_200() {
    assert_eq!(post(&start(Version::V0_24), "{ nothing }", json!({})).status, 200);
}

#[test]
fn a_damaged_query_is_refused_with_a_message_and_never_a_panic() {
    let query = "query Q($id: ID!, $first: Int = 3, $no: Boolean = false) { one: component(id: $id) { __typename ...C \
        ... on Proposals { proposals(first: $first, order: {publishedAt: \"desc\"}, filter: {publishedSince: null}) { \
        pageInfo { endCursor } edges { node { id title @skip(if: $no) { translations(locales: [\"fr\"]) { locale text } } } } } } } } \
        fragment C on ComponentInterface { name { locales } participatorySpace { id } }";
    let variables = json!({ "id": "101" });
    let limits = Limits::smallest();
    let words: Vec<_> = query.split(' ').filter(|word| !word.is_empty()).collect();
    let mut damaged: Vec<String> = (0..query.len()).map(|end| query[..end].to_owned()).collect();
    for at in 0..words.len() {
        let (mut without, mut twice, mut swapped) = (words.clone(), words.clone(), words.clone());
        without.remove(at);
        twice.insert(at, words[at]);
        swapped.swap(at, (at + 1) % words.len());
        damaged.extend([without.join(" "), twice.join(" "), swapped.join(" ")]);
    }
    for version in Version::ALL {
        assert!(measure(version, query, &variables, &limits).is_ok());
        let mut refused = 0;
        for text in &damaged {
            let Err(errors) = measure(version, text, &variables, &limits) else { continue };
            assert!(!errors.is_empty(), "{text}");
            assert!(
                errors.iter().all(|error| !error["message"].as_str().unwrap().is_empty()),
                "{text}: {errors:?}"
            );
            refused += 1;
        }
        assert!(refused > damaged.len() / 2, "{refused} of {}", damaged.len());
    }
}
