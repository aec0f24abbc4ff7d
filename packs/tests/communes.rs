//! `commune-packs communes` and `commune-packs check` as commands.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

const NPM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../node_modules/@etalab/decoupage-administratif");

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("communes-{name}"));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn packs(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_commune-packs")).args(arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The npm package in a small: two communes with associated ones.
fn territory(folder: &Path) -> PathBuf {
    let data = folder.join("data");
    fs::create_dir_all(&data).unwrap();
    let communes = json!([
        { "code": "59350", "nom": "Lille", "type": "commune-actuelle", "population": 238_246 },
        { "code": "59332", "nom": "Lannoy", "type": "commune-actuelle", "population": 1812 },
        { "code": "59648", "nom": "Wattignies", "type": "commune-actuelle", "population": 14_474 },
        { "code": "59355", "nom": "Lomme", "type": "commune-associee", "chefLieu": "59350" },
    ]);
    let epci = json!([{ "code": "200093201", "nom": "Métropole Européenne de Lille",
        "membres": [{ "code": "59350" }, { "code": "59332" }, { "code": "59648" }] }]);
    fs::write(data.join("communes.json"), communes.to_string()).unwrap();
    fs::write(data.join("epci.json"), epci.to_string()).unwrap();
    folder.to_path_buf()
}

fn generate(folder: &Path, sheet: &[u8], more: &[&str]) -> Output {
    let csv = folder.join("communes.csv");
    fs::write(&csv, sheet).unwrap();
    let territory = territory(folder);
    let out = folder.join("out");
    let mut arguments = vec!["communes", text(&csv), "--out", text(&out), "--communes", text(&territory)];
    arguments.extend(["--owner", "Exemple", "--contact", "widgets@exemple.example"]);
    arguments.extend(["--generated", "2026-11-24", "--next-update", "2027-06-30"]);
    arguments.extend(more);
    packs(&arguments)
}

fn check(folder: &Path) -> Output {
    packs(&["check", text(folder), "--today", "2026-11-24"])
}

#[test]
fn the_template_makes_files_that_the_check_passes() {
    let folder = folder("template");
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/communes.csv");
    let output = generate(&folder, &fs::read(template).unwrap(), &[]);
    assert!(output.status.success(), "{}", told(&output));
    assert!(!told(&output).contains("colonne"), "no remark: {}", told(&output));
    let file: Value =
        serde_json::from_slice(&fs::read(folder.join("out/communes/1/59648.json")).unwrap()).unwrap();
    assert_eq!(file["schema"], "commune-widgets/commune/1");
    assert_eq!(file["commune"], json!({ "insee": "59648", "name": "Wattignies" }));
    assert_eq!(file["townHall"]["address"], json!(["1 place de la Mairie", "59139 Wattignies"]));
    assert_eq!(file["tokens"]["light"]["--commune-accent"], "#8f2d1c");
    assert_eq!(file["tokens"]["dark"]["--commune-accent"], "#ffab94");
    assert_eq!(file["links"]["join"], "https://www.exemple.example/benevoles");
    assert_eq!(file["decidim"]["areas"], json!(["Centre", "Blanc Riez"]));
    let other: Value =
        serde_json::from_slice(&fs::read(folder.join("out/communes/1/59332.json")).unwrap()).unwrap();
    assert_eq!((&other["languages"], &other["hideRank"]), (&json!(["fr", "nl"]), &json!(true)));
    let output = check(&folder.join("out"));
    assert!(output.status.success(), "{}", told(&output));
    assert!(
        told(&output).contains("3 fichiers vérifiés, 0 laissé de côté, 0 faute, 0 remarque."),
        "{}",
        told(&output)
    );
}

#[test]
fn every_fault_of_a_row_is_told_at_once_and_the_right_rows_are_written() {
    let folder = folder("faults");
    let sheet = "commune;téléphone;courriel;langues;lien_aide;couleur_accent;masquer_le_rang;concertation_decidim;arrondi;apparence;plateforme_decidim\n\
        Watignies;0;mairie@;klingon;javascript:alert(1);rouge;peut-être;a b;rond;rose;ftp://x\n\
        Lannoy;03 20 00 00 00;;;www.exemple.example;#9fc5e8;;;;;\n\
        59350;;;;;;;;;;\n\
        Lomme;;;;;;;;;;\n\
        LILLE;3939;mairie@lille.example;;/aide;;non;;;;\n\
        Lille;;;;;;;;;;\n";
    let output = generate(&folder, sheet.as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let told = told(&output);
    for wanted in [
        "ligne 2, Watignies, colonne « commune » : « Watignies » n'est pas dans la liste des communes (Métropole Européenne de Lille). Vouliez-vous dire Wattignies ?",
        "colonne « telephone » : « 0 » n'est pas un numéro",
        "colonne « courriel » : « mairie@ » n'est pas une adresse électronique",
        "colonne « langues » : « klingon »",
        "colonne « lien_aide » : « javascript:alert(1) » ne peut pas être un lien",
        "colonne « couleur_accent » : « rouge » n'est pas une couleur",
        "colonne « masquer_le_rang »",
        "colonne « concertation_decidim »",
        "colonne « arrondi »",
        "colonne « apparence »",
        "colonne « plateforme_decidim »",
        "ligne 3, Lannoy, colonne « lien_aide » : « www.exemple.example » serait lu comme une page de votre site",
        "ligne 3, Lannoy : thème clair, l'accent (#9fc5e8) n'a pas assez de contraste : les liens et les boutons avec le fond",
        "« 59350 » est un code : écrivez le nom de la commune, Lille.",
        "« Lomme » fait partie de la commune de Lille : écrivez Lille.",
        "ligne 7 : Lille est déjà à la ligne 6.",
        "1 commune écrite",
        "5 lignes à corriger",
    ] {
        assert!(told.contains(wanted), "« {wanted} » is not in:\n{told}");
    }
    let mut files: Vec<_> =
        fs::read_dir(folder.join("out/communes/1")).unwrap().map(|file| file.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["59350.json", "index.json"]);
}

#[test]
fn a_row_that_became_wrong_keeps_the_file_of_the_last_time() {
    let folder = folder("kept");
    assert!(generate(&folder, b"commune;courriel\nLille;a@lille.example\n", &[]).status.success());
    assert!(!generate(&folder, b"commune;courriel\nLille;a@\n", &[]).status.success());
    let kept = fs::read_to_string(folder.join("out/communes/1/59350.json")).unwrap();
    assert!(kept.contains("a@lille.example"));
}

#[test]
fn the_real_list_of_communes_resolves_the_names_that_people_write() {
    if !Path::new(NPM).is_dir() {
        println!("skipped: no node_modules (`npm ci` at the root)");
        return;
    }
    let folder = folder("real");
    let csv = folder.join("communes.csv");
    fs::write(
        &csv,
        "Commune\nVILLENEUVE D'ASCQ\nSt André lez Lille\nLa Madeleine\nFaches Thumesnil\nMarcq en Baroeul\n",
    )
    .unwrap();
    let output = packs(&[
        "communes",
        text(&csv),
        "--out",
        text(&folder),
        "--communes",
        NPM,
        "--owner",
        "E",
        "--contact",
        "e@e.example",
    ]);
    assert!(output.status.success(), "{}", told(&output));
    let mut files: Vec<String> = fs::read_dir(folder.join("communes/1"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, ["59009.json", "59220.json", "59368.json", "59378.json", "59527.json", "index.json"]);
}

/// A right pack of each kind that has a small one, by the name of its file.
fn right() -> Vec<(&'static str, Value)> {
    let header = |schema: &str| {
        json!({ "schema": format!("commune-widgets/{schema}/1"), "generated": "2026-11-01", "owner": "Exemple",
            "contact": "a@exemple.example", "nextUpdate": "2027-06-30", "source": "Essai", "licence": "Licence Ouverte 2.0",
            "coverage": "un essai", "demo": false })
    };
    let with = |schema: &str, more: Value| {
        let mut pack = header(schema);
        for (name, value) in more.as_object().unwrap() {
            pack[name] = value.clone();
        }
        pack
    };
    vec![
        (
            "59648.json",
            with(
                "energy",
                json!({ "commune": { "insee": "59648", "name": "Wattignies", "population": 14474 },
                "years": [2023, 2024],
                "series": [{ "carrier": "gas", "sector": "housing", "mwh": [1.0, null], "masked": [0, 1] }],
                "sources": [{ "name": "ORE", "url": "https://exemple.example" }] }),
            ),
        ),
        (
            "services/59648.json",
            with(
                "services",
                json!({ "commune": { "insee": "59648", "name": "Wattignies", "postcodes": ["59139"] }, "townHall": null, "help": null, "timeZone": "Europe/Paris",
                "index": "../index/", "communes": [], "kinds": [], "holidays": [], "sources": [] }),
            ),
        ),
        (
            "exemple.json",
            with(
                "consultation",
                json!({ "platform": { "url": "https://participer.exemple.example", "name": "Participer", "version": "", "localeRule": "query" }, "processes": [] }),
            ),
        ),
        (
            "residents.fr.json",
            with(
                "cyber-quiz",
                json!({ "lang": "fr", "audience": "residents", "themes": [], "questions": [] }),
            ),
        ),
        ("commune.fr.json", with("cyber-diagnosis", json!({ "lang": "fr", "themes": [], "questions": [] }))),
        (
            "59343001.json",
            json!({ "schema": "commune-widgets/degree-days/1", "generated": "2026-11-01", "source": "Météo-France",
                "licence": "Licence Ouverte 2.0", "demo": false, "station": { "id": "59343001", "name": "LILLE" },
                "base": 18.0, "days": [] }),
        ),
    ]
}

#[test]
fn right_packs_of_every_kind_pass_and_what_is_not_ours_is_left_aside() {
    let folder = folder("right");
    for (name, pack) in right() {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, pack.to_string()).unwrap();
    }
    fs::write(folder.join("report.json"), json!({ "schema": "commune-widgets/energy-report/1" }).to_string())
        .unwrap();
    fs::write(folder.join("other.json"), "[1]").unwrap();
    fs::create_dir_all(folder.join("synonyms")).unwrap();
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/synonyms/fr.txt"), folder.join("synonyms/fr.txt"))
        .unwrap();
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/synonyms/nl.txt"), folder.join("synonyms/nl.txt"))
        .unwrap();
    let output = check(&folder);
    assert!(output.status.success(), "{}", told(&output));
    assert!(
        told(&output).contains("8 fichiers vérifiés, 2 laissés de côté, 0 faute, 0 remarque."),
        "{}",
        told(&output)
    );
}

/// Each thing that can be wrong, planted in a right pack, and the sentence that tells it.
#[test]
fn each_planted_fault_gets_its_sentence() {
    let folder = folder("planted");
    type Plant = fn(&mut Value);
    let plants: [(usize, Plant, &str); 17] = [
        (
            0,
            |p| p["schema"] = json!("commune-widgets/energy/2"),
            "la version 2 de « energy » n'est pas connue",
        ),
        (
            0,
            |p| p["schema"] = json!("commune-widgets/nothing/1"),
            "le schéma « commune-widgets/nothing/1 » n'est pas connu",
        ),
        (0, |p| p["owner"] = json!(""), "/owner : le champ est vide : dites qui publie"),
        (0, |p| drop(p.as_object_mut().unwrap().remove("contact")), "/contact : il manque à qui écrire"),
        (0, |p| drop(p.as_object_mut().unwrap().remove("demo")), "/demo : ce doit être true ou false"),
        (
            0,
            |p| p["nextUpdate"] = json!("2026-11-23"),
            "la mise à jour était attendue le 23\u{a0}novembre\u{a0}2026",
        ),
        (0, |p| p["nextUpdate"] = json!("bientôt"), "« bientôt » n'est pas une date"),
        (0, |p| p["generated"] = json!("2026-12-25"), "est dans l'avenir"),
        (
            0,
            |p| p["years"] = json!([2022, 2023, 2024]),
            "la série gas / housing n'a pas une valeur par année (3)",
        ),
        (0, |p| p["series"] = json!("x"), "/series : il faut une liste, et non « x »."),
        (0, |p| drop(p.as_object_mut().unwrap().remove("years")), "il manque le champ « years »"),
        (0, |p| p["commune"]["insee"] = json!("59350"), "parle de la commune 59350"),
        (
            0,
            |p| p["sources"][0]["url"] = json!("javascript:alert(1)"),
            "/sources/0/url : « javascript:alert(1) » ne peut pas être un lien",
        ),
        (
            1,
            |p| p["townHall"] = json!({ "id": "a", "type": "place", "kind": "mairie", "title": "Mairie", "links": [["www.x.example", ""]] }),
            "/townHall/links/0",
        ),
        (2, |p| p["processes"] = json!([{ "id": "1", "url": "data:text/html,x" }]), "/processes/0/url"),
        (3, |p| p["source"] = json!(" "), "/source : le champ est vide"),
        (5, |p| drop(p.as_object_mut().unwrap().remove("source")), "/source : il manque d'où viennent"),
    ];
    for (index, plant, sentence) in plants {
        let (name, mut pack) = right().swap_remove(index);
        plant(&mut pack);
        let path = folder.join(Path::new(name).file_name().unwrap());
        fs::write(&path, pack.to_string()).unwrap();
        let output = packs(&["check", text(&path), "--today", "2026-11-24"]);
        assert_eq!(output.status.code(), Some(1), "{sentence}: {}", told(&output));
        assert!(told(&output).contains(sentence), "« {sentence} » is not in:\n{}", told(&output));
    }
}

#[test]
fn files_that_are_broken_sensitive_or_badly_written_are_refused() {
    let folder = folder("broken");
    for (name, content, sentence) in [
        ("cut.json", "{\"schema\":\"commune-widgets/energy/1\",", "il a été coupé pendant la copie"),
        ("empty.json", "", "le fichier est vide"),
        ("page.json", "<!doctype html>", "ce n'est pas du JSON"),
        ("other.json", "{}", "ce n'est pas un fichier des widgets"),
        ("answers.json", "{\"schema\":\"commune-widgets/cyber-answers/1\"}", "document sensible"),
        ("mots.txt", "poubelle, ordures\nseul\n", "ligne 2 : il faut au moins deux expressions"),
        ("vide.txt", "poubelle,,ordures\n", "ligne 1 : une expression est vide"),
    ] {
        let path = folder.join(name);
        fs::write(&path, content).unwrap();
        let output = packs(&["check", text(&path), "--today", "2026-11-24"]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(told(&output).contains(sentence), "{name}: « {sentence} » is not in:\n{}", told(&output));
    }
    assert!(!packs(&["check", text(&folder.join("nothing"))]).status.success());
}

#[test]
fn a_configuration_written_by_hand_is_checked_against_the_schema_and_for_contrast() {
    let folder = folder("hand");
    assert!(generate(&folder, b"commune\nLille\n", &[]).status.success());
    let path = folder.join("out/communes/1/59350.json");
    let right: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for (pointer, value, sentence) in [
        ("appearance", json!("rose"), "/appearance : « rose » n'est pas permis ; il faut light, dark, auto."),
        ("languages", json!([]), "/languages : la liste est vide"),
        ("colour", json!("x"), "champ inconnu : « colour »."),
        (
            "links",
            json!({ "help": "javascript:x" }),
            "/links/help : « javascript:x » n'a pas la forme attendue, un lien qui commence par https://",
        ),
        ("tokens", json!({ "light": { "--commune-accent": "red" } }), "une couleur comme #00518a"),
        (
            "tokens",
            json!({ "light": { "--commune-accent": "#ffee00" } }),
            "/tokens : thème clair, l'accent (#ffee00) n'a pas assez de contraste",
        ),
        ("nextUpdate", json!("demain"), "/nextUpdate : « demain » n'est pas une date"),
        ("nextUpdate", json!("2026-01-01"), "est avant la date de fabrication"),
        ("owner", json!(""), "/owner : le champ est vide."),
        ("hideRank", json!("oui"), "/hideRank : il faut true ou false, et non « oui »."),
        ("commune", json!({ "insee": "59350" }), "/commune/name : il manque le champ « name »."),
    ] {
        let mut config = right.clone();
        config[pointer] = value;
        fs::write(&path, config.to_string()).unwrap();
        let output = packs(&["check", text(&path), "--today", "2026-11-24"]);
        assert_eq!(output.status.code(), Some(1), "{sentence}");
        assert!(told(&output).contains(sentence), "« {sentence} » is not in:\n{}", told(&output));
    }
}

#[test]
fn the_index_lists_what_was_written_and_a_switch_outlives_a_new_sheet() {
    let folder = folder("index");
    assert!(generate(&folder, "commune\nLannoy\n".as_bytes(), &[]).status.success());
    let index = || -> Value {
        serde_json::from_slice(&fs::read(folder.join("out/communes/1/index.json")).unwrap()).unwrap()
    };
    assert_eq!(index()["communes"], json!(["59332"]));
    assert_eq!(index()["off"], json!({}));

    let out = folder.join("out");
    let off = packs(&["switch", text(&out), "services", "--off", "horaires faux"]);
    assert!(off.status.success() && told(&off).contains("Le widget services : arrêt (horaires faux)"));
    assert!(generate(&folder, "commune\nLannoy\nLille\n".as_bytes(), &[]).status.success());
    assert_eq!(index()["communes"], json!(["59332", "59350"]));
    assert_eq!(index()["off"], json!({ "services": "horaires faux" }));
    let checked = check(&folder);
    assert!(checked.status.success(), "{}", told(&checked));

    assert!(told(&packs(&["switch", text(&out)])).contains("arrêt (horaires faux)"));
    assert!(told(&packs(&["switch", text(&out), "services", "--on"])).contains("Tout est en marche."));
    assert_eq!(index()["off"], json!({}));
    for wrong in [&["services"][..], &["services", "--off", " "], &["meter", "--off", "x"], &["--off", "x"]] {
        let arguments: Vec<&str> = ["switch", text(&out)].into_iter().chain(wrong.iter().copied()).collect();
        assert!(!packs(&arguments).status.success(), "{wrong:?}");
    }
}

#[test]
fn a_colour_of_one_scheme_gets_its_default_in_the_other() {
    let folder = folder("schemes");
    let sheet = "commune;couleur_accent;couleur_texte_sombre\nLannoy;#8f2d1c;#ffffff\n";
    let written = generate(&folder, sheet.as_bytes(), &[]);
    assert!(written.status.success(), "{}", told(&written));
    let file = fs::read(folder.join("out/communes/1/59332.json")).unwrap();
    let file: Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(file["tokens"]["dark"], json!({ "--commune-accent": "#8cc8ff", "--commune-text": "#ffffff" }));
    assert_eq!(
        file["tokens"]["light"],
        json!({ "--commune-accent": "#8f2d1c", "--commune-text": "#1b1f24" })
    );
}
