//! The published JSON Schemas beside what the tool writes: each file of the demonstration is valid, and says
//! nothing that its schema does not describe.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jsonschema::Validator;
use serde_json::{Value, json};

const SCHEMAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");

/// Files that are written beside packs and that no widget reads.
const ASIDE: [&str; 3] = ["energy-metropole", "energy-report", "services-report"];

/// The demonstration of two communes, in a folder of its own.
fn demonstration() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemas");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("npm/data")).unwrap();
    let communes = r#"[
        {"code":"59350","nom":"Lille","type":"commune-actuelle","population":238246},
        {"code":"59332","nom":"Lannoy","type":"commune-actuelle","population":1812}]"#;
    let epci = r#"[{"code":"200093201","nom":"Métropole Européenne de Lille",
        "membres":[{"code":"59350"},{"code":"59332"}]}]"#;
    fs::write(folder.join("npm/data/communes.json"), communes).unwrap();
    fs::write(folder.join("npm/data/epci.json"), epci).unwrap();
    fs::write(folder.join("npm/package.json"), r#"{"version":"6.0.0"}"#).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_commune-packs"))
        .args(["demo", "--communes", "npm", "--out", "out"])
        .current_dir(&folder)
        .env("SOURCE_DATE_EPOCH", "1795478400")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder.join("out")
}

fn schemas() -> BTreeMap<String, Value> {
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, serde_json::from_slice(&fs::read(&path).unwrap()).unwrap())
    };
    fs::read_dir(SCHEMAS).unwrap().map(read).collect()
}

/// The same schema, refusing fields that it does not describe: readers ignore them, our own tool writes none.
fn closed(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let alternatives = fields.contains_key("oneOf");
            if fields.contains_key("properties") {
                let closing = if alternatives { "unevaluatedProperties" } else { "additionalProperties" };
                fields.entry(closing).or_insert(json!(false));
            }
            for (name, value) in fields {
                match value {
                    // Each alternative adds its fields to those of the whole.
                    Value::Array(list) if name == "oneOf" => {
                        list.iter_mut().filter_map(|one| one.get_mut("properties")).for_each(closed);
                    }
                    // Fields of a pack may be called as words of a schema are.
                    Value::Object(fields) if name == "properties" || name == "$defs" => {
                        fields.values_mut().for_each(closed);
                    }
                    other => closed(other),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(closed),
        _ => {}
    }
}

/// The JSON files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
}

fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_pack_of_the_demonstration_is_as_its_schema_says() {
    let schemas = schemas();
    let validators = |close: bool| -> BTreeMap<String, Validator> {
        let one = |(name, schema): (&String, &Value)| {
            let mut schema = schema.clone();
            if close {
                closed(&mut schema);
            }
            (name.clone(), jsonschema::validator_for(&schema).unwrap())
        };
        schemas.iter().map(one).collect()
    };
    let (open, closed) = (validators(false), validators(true));
    let mut paths = Vec::new();
    files(&demonstration(), &mut paths);
    let mut seen = BTreeSet::new();
    for path in paths {
        let value: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let id = value["schema"].as_str().unwrap_or_default().to_owned();
        let Some(kind) = id.split('/').nth(1) else { continue };
        if ASIDE.contains(&kind) {
            continue;
        }
        let Some(open) = open.get(kind) else { panic!("no schema of {kind}, for {}", path.display()) };
        assert_eq!(faults(open, &value), [""; 0], "{}", path.display());
        assert_eq!(faults(&closed[kind], &value), [""; 0], "{}", path.display());
        seen.insert(kind.to_owned());

        // A schema that passes everything would say nothing.
        for (field, other) in [
            ("generated", json!("today")),
            ("schema", json!("commune-widgets/other/9")),
            ("source", json!(1)),
        ] {
            let mut wrong = value.clone();
            wrong[field] = other;
            assert!(!open.is_valid(&wrong), "{} with another {field}", path.display());
        }
        let mut more = value;
        more["futureField"] = json!(1);
        assert!(!closed[kind].is_valid(&more), "{}", path.display());
        // A person writes a commune's configuration: there an unknown field is a misspelt one.
        assert!(open.is_valid(&more) || kind.starts_with("commune"), "{}", path.display());
    }
    for kind in
        ["communes", "consultation", "cyber-diagnosis", "cyber-quiz", "degree-days", "energy", "services"]
    {
        assert!(seen.contains(kind), "the demonstration has no {kind}");
    }
}
