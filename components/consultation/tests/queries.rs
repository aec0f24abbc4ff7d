//! Every form of every query is valid on the versions that it is for, and within the smallest limits of Decidim.
//!
//! The schemas are those of the stand-in platform and, where they are there, of `../shared/decidim`: subsets of 0.24 and
//! of the newest version.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test says that it skips")]

use apollo_compiler::executable::{Selection, SelectionSet};
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use commune_consultation::client::{Memory, PAGE, Query};
use decidim_standin::{Limits, Version, measure as measured};
use std::collections::HashMap;
use std::path::PathBuf;

fn shared(name: &str) -> Option<String> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/decidim")).join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: there is no shared/decidim/{name}");
    }
    text
}

/// 0.24 and the newest version, by each source.
fn schemas() -> Vec<[Valid<Schema>; 2]> {
    let standin = [Version::V0_24, Version::Modern].map(|version| decidim_standin::schema(version).clone());
    let schema = |name| Some(Schema::parse_and_validate(shared(name)?, name).unwrap());
    let both = || Some([schema("schema-0.24.graphql")?, schema("schema.graphql")?]);
    std::iter::once(standin).chain(both()).collect()
}

/// What a platform of a schema answers to a query that it does not know whole: an error per unknown field, as
/// graphql-ruby writes them, or `None` where the query is valid.
fn errors(schema: &Valid<Schema>, query: &str) -> Option<serde_json::Value> {
    let failed = ExecutableDocument::parse_and_validate(schema, query, "query.graphql").err()?;
    let mut errors = Vec::new();
    for diagnostic in failed.errors.iter() {
        let message = diagnostic.error.to_string();
        // type `Proposal` does not have a field `url`
        let parts: Vec<&str> = message.split('`').collect();
        assert!(parts.len() >= 4 && message.contains("does not have a field"), "{query}\n{message}");
        errors.push(serde_json::json!({
            "message": message,
            "extensions": {"code": "undefinedField", "typeName": parts[1], "fieldName": parts[3]},
        }));
    }
    Some(serde_json::json!({"errors": errors}))
}

#[test]
fn baseline_queries_are_valid_on_every_version_and_the_others_after_one_refusal() {
    for (schema, version) in schemas().iter().flat_map(|both| both.iter().zip(["0.24", "newest"])) {
        let mut memory = Memory::default();
        for query in Query::ALL {
            let mut tries = 0;
            while let Some(text) = query.text(&memory) {
                tries += 1;
                let Some(refused) = errors(schema, &text) else { break };
                let optional = query.optional(&memory);
                assert!(!optional.is_empty(), "{query:?} is refused by {version}: {refused}");
                assert!(tries < 2, "{query:?} is refused twice by {version}: {refused}");
                memory.learn(query, &refused);
                for error in refused["errors"].as_array().unwrap() {
                    let name = |field: &str| error["extensions"][field].as_str().unwrap().to_owned();
                    let field = format!("{}.{}", name("typeName"), name("fieldName"));
                    assert!(optional.contains(&field.as_str()), "{query:?} asks for {field} without a note");
                }
            }
            if version == "newest" {
                assert_eq!(tries, 1, "{query:?} is asked once of the newest version");
            }
        }
    }
}

#[test]
fn a_version_between_keeps_what_it_knows() {
    // 0.30: taxonomies are there, addresses and machine translations are not.
    let mut memory = Memory::default();
    for field in ["ParticipatoryProcess.url", "LocalizedString.machineTranslated", "ComponentInterface.url"] {
        memory.refuse(field);
    }
    let text = Query::ProcessesExtras.text(&memory).unwrap();
    assert!(text.contains("taxonomies") && !text.contains("url") && !text.contains("scope"));
    for [_, newest] in schemas() {
        assert_eq!(errors(&newest, &text), None);
    }
}

/// Every form of the queries that any platform may be sent.
fn forms() -> Vec<(Query, String)> {
    let mut forms = Vec::new();
    for query in Query::ALL {
        let all = query.optional(&Memory::default());
        for refused in 0..1_u32 << all.len() {
            let mut memory = Memory::default();
            for (index, field) in all.iter().enumerate() {
                if refused >> index & 1 == 1 {
                    memory.refuse(field);
                }
            }
            if let Some(text) = query.text(&memory) {
                forms.push((query, text));
            }
        }
    }
    forms.sort_by(|a, b| a.1.cmp(&b.1));
    forms.dedup();
    forms
}

/// What Decidim measures of a query.
#[derive(Default)]
struct Cost {
    depth: usize,
    aliases: usize,
    /// One for each field: graphql-ruby before 1.13, and so Decidim 0.24.
    fields: usize,
    /// A connection's content once per item: graphql-ruby since 1.13.
    pages: usize,
    /// Most fields of one name inside one another.
    nested: usize,
}

fn measure(set: &SelectionSet, depth: usize, open: &mut HashMap<String, usize>, cost: &mut Cost) -> usize {
    let mut pages = 0;
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => {
                cost.fields += 1;
                cost.depth = cost.depth.max(depth + 1);
                cost.aliases += usize::from(field.alias.is_some());
                let name = field.name.to_string();
                let leaf = field.selection_set.selections.is_empty();
                let ignored = ["node", "edges", "nodes", "ofType"].contains(&name.as_str());
                if !leaf {
                    *open.entry(name.clone()).or_default() += 1;
                    if !ignored {
                        cost.nested = cost.nested.max(open[&name]);
                    }
                }
                let within = measure(&field.selection_set, depth + 1, open, cost);
                if !leaf {
                    *open.get_mut(&name).unwrap() -= 1;
                }
                // Counts pageInfo with each item too, which is more than graphql-ruby does.
                let connection = field.ty().inner_named_type().ends_with("Connection");
                pages += 1 + if connection { PAGE * within } else { within };
            }
            // The sum of all types, where graphql-ruby takes the dearest: at least as much.
            Selection::InlineFragment(fragment) => {
                pages += measure(&fragment.selection_set, depth, open, cost);
            }
            Selection::FragmentSpread(_) => panic!("no fragments here"),
        }
    }
    pages
}

#[test]
fn every_form_is_within_the_smallest_limits() {
    let schemas = schemas();
    let forms = forms();
    let mut highest = Cost::default();
    let mut seen = 0;
    for (query, text) in &forms {
        let parse = |schema| ExecutableDocument::parse_and_validate(schema, text, "q").ok();
        for document in schemas.iter().flatten().filter_map(parse) {
            seen += 1;
            let operation = document.operations.get(None).unwrap();
            let mut cost = Cost::default();
            cost.pages = measure(&operation.selection_set, 0, &mut HashMap::new(), &mut cost);
            // 0.24 has the first rule and its limit, later versions the second and theirs.
            assert!(cost.fields <= 300, "{query:?}: complexity {} on 0.24", cost.fields);
            assert!(cost.pages <= 5_000, "{query:?}: complexity {} of pages", cost.pages);
            assert!(cost.depth <= 10, "{query:?}: depth {}", cost.depth);
            assert_eq!(cost.aliases, 0, "{query:?}");
            assert!(cost.nested <= 2, "{query:?}: a name {} times inside itself", cost.nested);
            highest.fields = highest.fields.max(cost.fields);
            highest.pages = highest.pages.max(cost.pages);
            highest.depth = highest.depth.max(cost.depth);
            highest.nested = highest.nested.max(cost.nested);
        }
    }
    let mut standins = 0;
    for (_, text) in &forms {
        for version in [Version::V0_24, Version::Modern] {
            let limits = Limits::of(version);
            let variables = serde_json::json!({"component": "1", "slug": "a", "id": "1"});
            if let Ok(cost) = measured(version, text, &variables, &limits) {
                standins += 1;
                assert!(cost.complexity <= limits.complexity, "{text}: {}", cost.complexity);
                assert!(cost.depth <= limits.depth && cost.aliases.is_empty(), "{text}");
                assert!(cost.nesting.is_none_or(|(_, times)| times <= limits.nesting), "{text}");
            }
        }
    }
    println!("{standins} forms within the limits of the stand-in");
    assert!(standins >= Query::ALL.len() * 2 - 6);
    println!(
        "{} forms of {} queries, {seen} valid on a schema; highest: {} fields, {} with pages, depth {}, nesting {}",
        forms.len(),
        Query::ALL.len(),
        highest.fields,
        highest.pages,
        highest.depth,
        highest.nested,
    );
    assert!(seen >= Query::ALL.len() * 2 - 6);
}

/// The baseline queries of `../shared/decidim/queries`, and what asks for the same here, or why nothing does.
const COUNTERPARTS: [(&str, Result<Query, &str>); 16] = [
    ("01-ping", Ok(Query::Ping)),
    ("02-processes", Ok(Query::Processes)),
    ("03-process", Ok(Query::Process)),
    (
        "04-process-components-by-type",
        Err("Process gives all components with their type in the same request"),
    ),
    ("05-proposals", Ok(Query::Proposals)),
    ("06-proposal", Ok(Query::Proposal)),
    ("07-meetings", Ok(Query::Meetings)),
    ("08-meeting", Ok(Query::Meeting)),
    ("09-debates", Ok(Query::Debates)),
    ("10-surveys", Ok(Query::Surveys)),
    ("11-budgets", Ok(Query::Budgets)),
    ("12-results", Ok(Query::Results)),
    ("13-pages", Ok(Query::Pages)),
    ("14-posts", Ok(Query::Posts)),
    (
        "15-process-groups",
        Err("Processes gives each process its group's title, which is all that is shown of one"),
    ),
    (
        "16-process-one-locale",
        Err("the server does not fall back: another language would cost another request"),
    ),
];

/// The paths of the fields that a query asks for.
fn fields(set: &SelectionSet, path: &str, out: &mut Vec<String>) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => {
                let path = format!("{path}.{}", field.name);
                fields(&field.selection_set, &path, out);
                out.push(path);
            }
            Selection::InlineFragment(fragment) => fields(&fragment.selection_set, path, out),
            Selection::FragmentSpread(_) => panic!("no fragments here"),
        }
    }
}

#[test]
fn each_baseline_query_has_a_counterpart_or_a_reason() {
    if shared("queries/01-ping.graphql").is_none() {
        return;
    }
    let [old, _] = schemas().pop().unwrap();
    // What is not shown, and so not asked.
    const NOT_SHOWN: [&str; 4] = [
        ".component.meetings.edges.node.updatedAt",
        ".component.meeting.createdAt",
        ".component.proposal.authorsCount",
        ".component.surveys.edges.node.createdAt",
    ];
    let paths = |text: &str| {
        let document = ExecutableDocument::parse_and_validate(&old, text, "q").unwrap();
        let mut out = Vec::new();
        fields(&document.operations.get(None).unwrap().selection_set, "", &mut out);
        out
    };
    for (name, counterpart) in COUNTERPARTS {
        let theirs = paths(&shared(&format!("queries/{name}.graphql")).unwrap());
        match counterpart {
            Ok(query) => {
                let ours = paths(&query.text(&Memory::default()).unwrap());
                for path in theirs {
                    assert!(
                        ours.contains(&path) || NOT_SHOWN.contains(&path.as_str()),
                        "{query:?} lacks {path}"
                    );
                }
            }
            Err(reason) => assert!(!reason.is_empty()),
        }
    }
}

#[test]
fn no_list_asks_for_an_online_address_or_for_more_than_a_page() {
    for (query, text) in forms() {
        assert!(!text.contains("onlineMeetingUrl"), "{query:?}");
        assert_eq!(
            text.matches("first: $first").count(),
            text.matches("$first: Int = 50").count(),
            "{query:?}"
        );
        assert!(text.matches("(first:").count() <= 1, "{query:?} asks for two connections at once");
    }
}
