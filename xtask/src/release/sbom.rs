//! The bill of materials, CycloneDX 1.5 in JSON (<https://cyclonedx.org/docs/1.5/json/>).

use serde_json::{Value, json};

use super::crates::{Part, Parts};
use super::date;

/// The file in a release: the ending is that of the standard.
pub(super) const FILE: &str = "sbom.cdx.json";

/// Everything that ships, who needs whom, and the standard library of rustc `std`.
pub(super) fn document(version: &str, epoch: u64, std: &str, parts: &Parts) -> String {
    let own = format!("pkg:generic/commune-widgets@{version}");
    let std_key = format!("pkg:generic/rust-std@{std}");
    let mut components: Vec<Value> = parts.iter().map(|(key, part)| component(key, part)).collect();
    components.push(json!({
        "type": "library", "bom-ref": std_key, "purl": std_key, "name": "rust-std", "version": std,
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    }));
    // The roots: crates that nothing else needs are the modules.
    let needed = |key: &String| parts.values().any(|part| part.needs.contains(key));
    let mut roots: Vec<&String> = parts.keys().filter(|key| !needed(key)).collect();
    roots.push(&std_key);
    let mut dependencies = vec![json!({ "ref": own, "dependsOn": roots })];
    dependencies.extend(parts.iter().map(|(key, part)| json!({ "ref": key, "dependsOn": part.needs })));
    let document = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": date::instant(epoch),
            "component": {
                "type": "library", "bom-ref": own, "purl": own, "name": "commune-widgets", "version": version,
                "licenses": [{ "expression": "EUPL-1.2" }],
            },
        },
        "components": components,
        "dependencies": dependencies,
    });
    format!("{document:#}\n")
}

fn component(key: &str, part: &Part) -> Value {
    let mut component = json!({
        "type": "library", "bom-ref": key, "purl": key, "name": part.name, "version": part.version,
        "licenses": [{ "expression": part.licence }],
    });
    if let Some(checksum) = &part.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if !part.modules.is_empty() {
        let modules: Vec<&str> = part.modules.iter().map(String::as_str).collect();
        component["properties"] = json!([{ "name": "commune-widgets:modules", "value": modules.join(" ") }]);
    }
    component
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn parts() -> Parts {
        let part = |name: &str, checksum: Option<&str>, needs: &[&str]| {
            let key = format!("pkg:cargo/{name}@1.0.0");
            let part = Part {
                kind: "cargo",
                name: name.to_owned(),
                version: "1.0.0".to_owned(),
                licence: "MIT OR Apache-2.0".to_owned(),
                checksum: checksum.map(str::to_owned),
                modules: BTreeSet::from(["all".to_owned(), "energy".to_owned()]),
                needs: needs.iter().map(|name| format!("pkg:cargo/{name}@1.0.0")).collect(),
                ..Part::default()
            };
            (key, part)
        };
        let hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        Parts::from([part("bundle", None, &["talc"]), part("talc", Some(hash), &[])])
    }

    #[test]
    fn the_bill_is_valid_by_the_library_of_the_standard() {
        use cyclonedx_bom::prelude::*;
        let text = document("1.0.0-rc.1", 1_795_478_400, "1.95.0", &parts());
        let bom = Bom::parse_from_json_v1_5(text.as_bytes()).unwrap();
        let result = bom.validate_version(SpecVersion::V1_5);
        assert!(result.passed(), "{result:?}");
        // A library that passes everything would say nothing.
        let broken = text.replace("SHA-256", "ROT13").replace("MIT OR Apache-2.0", "no expression at all (");
        let bom = Bom::parse_from_json_v1_5(broken.as_bytes()).unwrap();
        assert!(!bom.validate_version(SpecVersion::V1_5).passed());
    }

    #[test]
    fn the_modules_are_the_roots_and_every_reference_is_a_component() {
        let text = document("1.0.0", 0, "1.95.0", &parts());
        let value: Value = serde_json::from_str(&text).unwrap();
        let roots = &value["dependencies"][0]["dependsOn"];
        assert_eq!(*roots, json!(["pkg:cargo/bundle@1.0.0", "pkg:generic/rust-std@1.95.0"]));
        let components = value["components"].as_array().unwrap();
        for dependency in value["dependencies"].as_array().unwrap() {
            for reference in dependency["dependsOn"].as_array().unwrap() {
                assert!(components.iter().any(|component| component["bom-ref"] == *reference), "{reference}");
            }
        }
        assert_eq!(components[0]["properties"][0]["value"], "all energy");
    }
}
