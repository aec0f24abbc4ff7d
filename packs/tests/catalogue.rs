//! `commune-packs catalogue` as a command.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// Every term that may be used: the classes and properties of DCAT-AP 3.0.1 that a catalogue of ours needs, and those
/// of the vocabularies that it takes them from.
const TERMS: &[&str] = &[
    // Classes.
    "dcat:Catalog",
    "dcat:Dataset",
    "dcat:Distribution",
    "dct:LicenseDocument",
    "dct:Location",
    "dct:ProvenanceStatement",
    "foaf:Agent",
    "foaf:Document",
    "vcard:Kind",
    "dct:LinguisticSystem",
    "dct:MediaType",
    "dct:MediaTypeOrExtent",
    "skos:Concept",
    "xsd:date",
    // Properties.
    "dcat:accessURL",
    "dcat:contactPoint",
    "dcat:dataset",
    "dcat:distribution",
    "dcat:downloadURL",
    "dcat:keyword",
    "dcat:landingPage",
    "dcat:mediaType",
    "dcat:theme",
    "dct:description",
    "dct:format",
    "dct:identifier",
    "dct:issued",
    "dct:language",
    "dct:license",
    "dct:modified",
    "dct:provenance",
    "dct:publisher",
    "dct:spatial",
    "dct:title",
    "foaf:homepage",
    "foaf:name",
    "rdfs:label",
    "vcard:fn",
    "vcard:hasEmail",
    "vcard:hasTelephone",
    "vcard:hasURL",
];

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("catalogue-{name}"));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(folder.join("packs")).unwrap();
    folder
}

fn put(folder: &Path, path: &str, content: &str) {
    let path = folder.join("packs").join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

fn pack(schema: &str, more: Value) -> String {
    let mut pack = json!({ "schema": format!("commune-widgets/{schema}/1"), "generated": "2026-11-01",
        "owner": "Métropole Exemple", "contact": "donnees@exemple.example", "nextUpdate": "2027-06-30",
        "source": "Agence ORE", "licence": "Licence Ouverte 2.0", "coverage": "2018-2024", "demo": false });
    for (name, value) in more.as_object().unwrap() {
        pack[name] = value.clone();
    }
    pack.to_string()
}

fn run(folder: &Path, more: &[&str]) -> Output {
    let (packs, out) = (folder.join("packs"), folder.join("catalogue.jsonld"));
    Command::new(env!("CARGO_BIN_EXE_commune-packs"))
        .args(["catalogue", packs.to_str().unwrap(), "--out", out.to_str().unwrap()])
        .args(["--base", "https://widgets.exemple.example/packs"])
        .args(more)
        .output()
        .unwrap()
}

fn read(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("catalogue.jsonld")).unwrap()).unwrap()
}

/// Each key and type of a node and of those below it.
fn terms(json: &Value, out: &mut Vec<String>) {
    match json {
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| *name != "@context") {
                if name == "@type" {
                    out.push(value.as_str().unwrap().to_owned());
                } else if !name.starts_with('@') {
                    out.push(name.clone());
                }
                terms(value, out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| terms(item, out)),
        _ => {}
    }
}

#[test]
fn every_pack_is_described_by_what_it_says_in_terms_of_dcat_ap() {
    let folder = folder("all");
    put(
        &folder,
        "energy/1/59648.json",
        &pack("energy", json!({ "commune": { "insee": "59648", "name": "Wattignies" } })),
    );
    put(&folder, "energy/1/59648.html", "<p>");
    put(&folder, "energy/1/59648.csv", "a");
    put(&folder, "energy/1/metropole.json", &pack("energy-metropole", json!({})));
    put(
        &folder,
        "cyber-quiz/1/residents.nl.json",
        &pack("cyber-quiz", json!({ "audience": "residents", "lang": "nl" })),
    );
    put(
        &folder,
        "services/1/59350.json",
        &pack("services", json!({ "demo": true, "commune": { "insee": "59350", "name": "Lille" } })),
    );
    put(&folder, "communes/1/59648.json", &pack("commune", json!({})));
    put(&folder, "services/index/id/59648.json", "[]");
    put(&folder, "broken.json", "{");
    let output = run(&folder, &[]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("1 paquet de démonstration") && told.contains("2 paquets décrits"), "{told}");

    let catalogue = read(&folder);
    let mut used = Vec::new();
    terms(&catalogue, &mut used);
    let invented: Vec<_> = used.iter().filter(|term| !TERMS.contains(&term.as_str())).collect();
    assert!(invented.is_empty(), "{invented:?}");
    for term in TERMS.iter().filter(|term| !["vcard:hasTelephone", "vcard:hasURL"].contains(term)) {
        assert!(used.iter().any(|known| known == term), "{term} is used nowhere");
    }
    let prefixes = catalogue["@context"].as_object().unwrap();
    assert!(used.iter().all(|term| prefixes.contains_key(term.split(':').next().unwrap())));

    assert_eq!(catalogue["dct:publisher"]["foaf:name"], "Métropole Exemple");
    let datasets = catalogue["dcat:dataset"].as_array().unwrap();
    assert_eq!(datasets.len(), 2);
    assert_eq!(datasets[0]["dct:title"]["@value"], "Quiz de cyber-hygiène, habitants, néerlandais");
    assert_eq!(
        datasets[0]["dct:language"]["@id"],
        "http://publications.europa.eu/resource/authority/language/NLD"
    );
    let energy = &datasets[1];
    let url = "https://widgets.exemple.example/packs/energy/1/59648";
    assert_eq!(energy["@id"], format!("{url}.json#dataset"));
    assert_eq!(energy["dct:title"]["@value"], "Consommation d'énergie, Wattignies");
    assert_eq!(
        energy["dct:description"]["@value"],
        "Consommation d'énergie, Wattignies. Contenu : 2018-2024. Source : Agence ORE. Prochaine mise à jour attendue le 30\u{a0}juin\u{a0}2027."
    );
    assert_eq!(energy["dcat:contactPoint"]["vcard:hasEmail"]["@id"], "mailto:donnees@exemple.example");
    assert_eq!(energy["dct:spatial"]["@id"], "http://id.insee.fr/geo/commune/59648");
    assert_eq!(energy["dct:modified"], json!({ "@value": "2026-11-01", "@type": "xsd:date" }));
    let files: Vec<_> = energy["dcat:distribution"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            assert_eq!(one["dct:license"]["@id"], "https://spdx.org/licenses/etalab-2.0");
            (
                one["dcat:accessURL"]["@id"].as_str().unwrap().to_owned(),
                one["dcat:mediaType"]["@id"].as_str().unwrap().rsplit_once("types/").unwrap().1.to_owned(),
            )
        })
        .collect();
    let wanted = [("json", "application/json"), ("html", "text/html"), ("csv", "text/csv")];
    assert_eq!(files, wanted.map(|(end, media)| (format!("{url}.{end}"), media.to_owned())));

    let output = run(&folder, &["--with-demo"]);
    assert!(output.status.success());
    let catalogue = read(&folder);
    assert_eq!(catalogue["dcat:dataset"].as_array().unwrap().len(), 3);
    let demo = catalogue["dcat:dataset"][2]["dct:description"]["@value"].as_str().unwrap();
    assert!(demo.ends_with("Données de démonstration, inventées."), "{demo}");
}

#[test]
fn the_first_date_is_kept_and_the_catalogue_is_the_same_twice() {
    let folder = folder("dates");
    let commune = json!({ "insee": "59648", "name": "Wattignies" });
    put(&folder, "energy/1/59648.json", &pack("energy", json!({ "commune": commune })));
    assert!(run(&folder, &[]).status.success());
    let first = fs::read(folder.join("catalogue.jsonld")).unwrap();
    assert!(run(&folder, &[]).status.success());
    assert_eq!(first, fs::read(folder.join("catalogue.jsonld")).unwrap());
    put(
        &folder,
        "energy/1/59648.json",
        &pack("energy", json!({ "commune": commune, "generated": "2026-12-01" })),
    );
    assert!(run(&folder, &[]).status.success());
    let dataset = &read(&folder)["dcat:dataset"][0];
    assert_eq!(
        (&dataset["dct:issued"]["@value"], &dataset["dct:modified"]["@value"]),
        (&json!("2026-11-01"), &json!("2026-12-01"))
    );
}

#[test]
fn what_packs_do_not_say_is_asked_for_or_left_out() {
    let folder = folder("missing");
    assert!(!run(&folder, &[]).status.success(), "an empty folder");
    let bare =
        json!({ "owner": "", "contact": "", "licence": "", "source": "", "coverage": "", "nextUpdate": "" });
    put(&folder, "energy/1/59648.json", &pack("energy", bare));
    let output = run(&folder, &[]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("donnez --owner"));
    assert!(run(&folder, &["--owner", "Métropole"]).status.success());
    let dataset = &read(&folder)["dcat:dataset"][0];
    for absent in
        ["dct:publisher", "dcat:contactPoint", "dct:provenance", "dct:spatial", "dct:accrualPeriodicity"]
    {
        assert!(dataset[absent].is_null(), "{absent}");
    }
    assert!(dataset["dcat:distribution"][0]["dct:license"].is_null());
    put(&folder, "energy/1/1.json", &pack("energy", json!({ "owner": "A", "contact": "03 20 00 00 00" })));
    put(
        &folder,
        "energy/1/2.json",
        &pack("energy", json!({ "owner": "B", "contact": "https://b.example/" })),
    );
    let output = run(&folder, &[]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("plusieurs responsables (A, B)"));
    assert!(run(&folder, &["--owner", "Métropole"]).status.success());
    let catalogue = read(&folder);
    assert_eq!(
        catalogue["dcat:dataset"][0]["dcat:contactPoint"]["vcard:hasTelephone"]["@id"],
        "tel:0320000000"
    );
    assert_eq!(
        catalogue["dcat:dataset"][1]["dcat:contactPoint"]["vcard:hasURL"]["@id"],
        "https://b.example/"
    );
}
