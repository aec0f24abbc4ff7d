//! The schemas beside those that the project was given, where these are at hand.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests are tests too")]

mod support;

use std::fs;
use std::path::PathBuf;

use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use decidim_standin::{Limits, Version, measure, schema};
use serde_json::json;

/// The folder of the given facts, none where it is absent.
fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/decidim"));
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: ../shared/decidim is not beside the project");
    None
}

fn given(folder: &std::path::Path, version: Version) -> Valid<Schema> {
    let name = match version {
        Version::V0_24 => "schema-0.24.graphql",
        Version::Modern => "schema.graphql",
    };
    let text = fs::read_to_string(folder.join(name)).unwrap();
    Schema::parse_and_validate(text, name).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn every_type_field_and_argument_is_of_the_given_schema() {
    let Some(folder) = shared() else { return };
    for version in Version::ALL {
        let given = given(&folder, version);
        let (mut types, mut fields) = (0, 0);
        for (name, ours) in &schema(version).types {
            let theirs =
                given.types.get(name).unwrap_or_else(|| panic!("{name} is not of {}", version.name()));
            types += usize::from(!ours.is_built_in());
            match (ours, theirs) {
                (ExtendedType::Object(_), ExtendedType::Object(_))
                | (ExtendedType::Interface(_), ExtendedType::Interface(_)) => {
                    let declared = match ours {
                        ExtendedType::Object(ours) => &ours.fields,
                        ExtendedType::Interface(ours) => &ours.fields,
                        _ => unreachable!(),
                    };
                    for ours in declared.values() {
                        let theirs = given
                            .type_field(name, &ours.name)
                            .unwrap_or_else(|_| panic!("{name}.{} is not given", ours.name));
                        assert_eq!(ours.ty, theirs.ty, "{name}.{} of {}", ours.name, version.name());
                        assert_eq!(
                            ours.arguments.len(),
                            theirs.arguments.len(),
                            "arguments of {name}.{}",
                            ours.name
                        );
                        for argument in &ours.arguments {
                            let theirs = theirs
                                .argument_by_name(&argument.name)
                                .unwrap_or_else(|| panic!("{name}.{}({})", ours.name, argument.name));
                            assert_eq!(argument.ty, theirs.ty, "{name}.{}({})", ours.name, argument.name);
                        }
                        fields += 1;
                    }
                }
                (ExtendedType::InputObject(ours), ExtendedType::InputObject(theirs)) => {
                    let named = |input: &apollo_compiler::schema::InputObjectType| {
                        let mut all: Vec<_> = input
                            .fields
                            .values()
                            .map(|field| format!("{}: {}", field.name, field.ty))
                            .collect();
                        all.sort();
                        all
                    };
                    assert_eq!(named(ours), named(theirs), "{name} of {}", version.name());
                }
                (ExtendedType::Scalar(_), ExtendedType::Scalar(_))
                | (ExtendedType::Enum(_), ExtendedType::Enum(_)) => {}
                _ => panic!("{name} is of another kind in {}", version.name()),
            }
            if let (ExtendedType::Object(ours), ExtendedType::Object(theirs)) = (ours, theirs) {
                for interface in &ours.implements_interfaces {
                    assert!(
                        theirs.implements_interfaces.contains(interface),
                        "{name} is no {interface} in {}",
                        version.name()
                    );
                }
            }
        }
        println!("{}: {types} types, {fields} fields", version.name());
        assert!(types > 40 && fields > 300, "{types} types, {fields} fields");
    }
}

#[test]
fn the_given_queries_are_valid_here_and_are_answered() {
    let Some(folder) = shared() else { return };
    for version in Version::ALL {
        let platform = support::start(version);
        let own = match version {
            Version::V0_24 => "legacy",
            Version::Modern => "modern",
        };
        let mut asked = 0;
        for folder in [folder.join("queries"), folder.join("queries").join(own)] {
            let mut files: Vec<_> =
                fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.sort();
            for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "graphql")) {
                let text = fs::read_to_string(file).unwrap();
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                ExecutableDocument::parse_and_validate(schema(version), &text, &name)
                    .unwrap_or_else(|refused| panic!("{name} on {}: {}", version.name(), refused.errors));
                let component = match () {
                    () if text.contains("on Proposals") => "101",
                    () if text.contains("on Meetings") => "102",
                    () if text.contains("on Debates") => "103",
                    () if text.contains("on Surveys") => "104",
                    () if text.contains("on Budgets") => "105",
                    () if text.contains("on Accountability") => "106",
                    () if text.contains("on Blogs") => "107",
                    () => "100",
                };
                let id = if text.contains("meeting(id") { "601" } else { "501" };
                let variables = json!({ "slug": "place-du-marche", "component": component, "id": id, "type": "meetings", "locale": "nl" });
                let answer = support::ask(&platform, &text, variables.clone());
                let top = answer["data"]
                    .as_object()
                    .unwrap_or_else(|| panic!("{name} on {}: {answer}", version.name()));
                assert!(top.values().all(|value| !value.is_null()), "{name} on {}: {answer}", version.name());
                let figure = |limits: &Limits| {
                    measure(version, &text, &variables, limits).map(|size| size.complexity).unwrap()
                };
                let (counted, smallest) = (figure(&Limits::of(version)), figure(&Limits::smallest()));
                println!("{:>6} {name:40} complexity {counted}, with its page {smallest}", version.name());
                asked += 1;
            }
        }
        println!("{}: {asked} queries", version.name());
        assert!(asked >= 18, "{asked}");
    }
}
