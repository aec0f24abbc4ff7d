//! The data against the schemas.

use std::collections::BTreeSet;

use apollo_compiler::ast::Type;
use apollo_compiler::response::JsonValue;
use apollo_compiler::schema::ExtendedType;

use super::{Datum, World, build};
use crate::clock::Clock;
use crate::{NOW, Version, schema};

fn world(version: Version) -> World {
    build(version, &Clock::new(NOW), "https://stockage.example.org", false)
}

/// What only the resolver of the world looks at.
const INTERNAL: [&str; 4] = ["components", "manifestName", "space", "publishedAt"];

#[test]
fn every_field_of_the_data_is_of_a_schema() {
    for version in Version::ALL {
        for node in world(version).nodes {
            for field in node.fields.keys() {
                let known = Version::ALL
                    .into_iter()
                    .any(|version| schema(version).type_field(node.kind, field).is_ok());
                // `url` is set on every item, `categories` and its like on everything sorted.
                let common =
                    ["url", "category", "categories", "scope", "taxonomies", "createdAt", "updatedAt"];
                assert!(known || INTERNAL.contains(field) || common.contains(field), "{}.{field}", node.kind);
            }
        }
    }
}

#[test]
fn what_the_schema_promises_is_there_save_what_real_platforms_lack() {
    for version in Version::ALL {
        let mut missing = BTreeSet::new();
        for node in world(version).nodes {
            let Some(ExtendedType::Object(object)) = schema(version).types.get(node.kind) else { continue };
            for field in object
                .fields
                .values()
                .filter(|field| field.arguments.iter().all(|argument| !argument.is_required()))
            {
                let value = node.fields.get(field.name.as_str());
                let null = matches!(value, None | Some(Datum::Leaf(JsonValue::Null)));
                if null && field.ty.is_non_null() {
                    missing.insert(format!("{}.{}", node.kind, field.name));
                } else if let Some(value) = value.filter(|_| !null) {
                    assert!(fits(value, &field.ty, version), "{}.{} is {value:?}", node.kind, field.name);
                }
            }
        }
        let expected: &[&str] = match version {
            Version::V0_24 => &[
                "Coordinates.latitude",
                "Coordinates.longitude",
                "Debate.category",
                "Meeting.category",
                "Meeting.onlineMeetingUrl",
                "Project.category",
                "Proposal.category",
                "Result.category",
            ],
            Version::Modern => &["Coordinates.latitude", "Coordinates.longitude", "Meeting.onlineMeetingUrl"],
        };
        assert_eq!(missing.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{}", version.name());
    }
}

fn fits(value: &Datum, ty: &Type, version: Version) -> bool {
    let kind = ty.inner_named_type().as_str();
    match value {
        Datum::Text(_) => kind == "TranslatedField",
        Datum::Address(_) => kind == "String",
        Datum::One(_) => {
            schema(version).types[kind].is_object() || schema(version).types[kind].is_interface()
        }
        Datum::Many(_) => ty.is_list() || kind.ends_with("Connection"),
        Datum::Leaf(value) => match kind {
            "Int" => value.is_i64(),
            "Float" => value.is_f64(),
            "Boolean" => value.is_boolean(),
            _ => value.is_string(),
        },
    }
}

#[test]
fn identifiers_differ_within_a_list() {
    let world = world(Version::Modern);
    for list in ["participatoryProcesses", "components", "participatoryProcessGroups"] {
        let ids: Vec<_> = world.list(World::ROOT, list).iter().map(|id| world.word(*id, "id")).collect();
        let different: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), different.len(), "{list}");
        assert!(!ids.is_empty() && ids.iter().all(Option::is_some), "{list}");
    }
}

#[test]
fn every_state_of_a_process_and_every_kind_of_component_is_there() {
    let clock = Clock::new(NOW);
    let (world, today) = (world(Version::Modern), clock.day(0));
    let mut seen = BTreeSet::new();
    for process in world.list(World::ROOT, "participatoryProcesses") {
        let (start, end) = (world.word(*process, "startDate"), world.word(*process, "endDate"));
        seen.insert(match (start, end) {
            (None, None) => "without dates",
            (Some(start), _) if start > today.as_str() => "to come",
            (_, Some(end)) if end < today.as_str() => "past",
            (_, Some(end)) if end == today.as_str() => "last day",
            _ => "open",
        });
    }
    assert_eq!(
        seen.into_iter().collect::<Vec<_>>(),
        ["last day", "open", "past", "to come", "without dates"]
    );
    let kinds: BTreeSet<_> =
        world.list(World::ROOT, "components").iter().map(|id| world.node(*id).kind).collect();
    let all = [
        "Accountability",
        "Blogs",
        "Budgets",
        "Component",
        "Debates",
        "Meetings",
        "Pages",
        "Proposals",
        "Surveys",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
}
