//! `commune-packs all` as a command: what it makes, what it leaves alone, what it keeps when a source fails.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use common::HEADER;
use decidim_standin::{Failure, Options, Platform, Version};
use serde_json::{Value, json};

const COMMON: &str = r#"
[common]
owner = "Métropole Exemple"
contact = "donnees@exemple.example"
next-update-days = 31
communes = "npm"
base = "https://widgets.exemple.example"
"#;

/// Every source that asks no network.
const SOURCES: &str = r#"
[energy]
files = ["exports/ore*.csv"]
next-update = 2027-10-01

[degree-days]
files = ["exports/meteo.csv"]
station = "59343001"

[services]
own = ["communes/*.csv"]
refresh-days = 7

[quiz]
content = "quiz"

[communes]
sheet = "communes.csv"

[embed]

[catalogue]
"#;

/// A fresh folder with a config and its sources, all of them invented.
fn folder(name: &str, sources: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all").join(name);
    let _ = fs::remove_dir_all(&folder);
    let communes = r#"[
        {"code":"59350","nom":"Lille","type":"commune-actuelle","population":238246},
        {"code":"59332","nom":"Lannoy","type":"commune-actuelle","population":1812}]"#;
    let epci =
        r#"[{"code":"200093201","nom":"Métropole Exemple","membres":[{"code":"59350"},{"code":"59332"}]}]"#;
    put(&folder, "sources.toml", &format!("{COMMON}{sources}"));
    put(&folder, "npm/data/communes.json", communes);
    put(&folder, "npm/data/epci.json", epci);
    put(&folder, "exports/ore.csv", &energy(HEADER, 900));
    put(&folder, "exports/meteo.csv", &format!("{METEO}59343001;LILLE-LESQUIN;20240115;-3.4;8.9\n"));
    put(&folder, "communes/lille.csv", &places("59350", "Lille", "Piscine"));
    put(&folder, "communes/lannoy.csv", &places("59332", "Lannoy", "Salle"));
    put(&folder, "communes.csv", SHEET);
    put(&folder, "quiz/fr/bank.json", BANK);
    put(&folder, "quiz/fr/residents.gift", QUESTION);
    put(&folder, "quiz/REVIEW.md", "| Id | Signed off by an expert |\n| --- | --- |\n| colis | no |\n");
    folder
}

const METEO: &str = "NUM_POSTE;NOM_USUEL;AAAAMMJJ;TN;TX\n";
const SHEET: &str = "commune;téléphone\nLille;03 53 01 00 00\nLannoy;03 53 01 00 01\n";
const BANK: &str = r#"{"lang":"fr","themes":[{"id":"sensibiliser","name":"Se méfier"}]}"#;
const QUESTION: &str = "// [id:colis] [tag:habitant] [tag:theme-sensibiliser] [tag:niveau-1] [tag:anssi-2]\n\
    // [tag:source:Guide] [tag:relu-non]\n\
    ::colis::Un SMS annonce un colis bloqué. Que faites-vous ? {\n\
    ~Je paie.#Non.\n=Je tape moi-même l'adresse.#Oui.\n####On repart d'une adresse connue.\n}\n";

fn energy(header: &str, mwh: u32) -> String {
    format!(
        "{header}\nEnedis;Electricité;2024;59350;RES;RESIDENTIEL;;100;{mwh}\n\
         Enedis;Electricité;2024;59332;RES;RESIDENTIEL;;10;90\n"
    )
}

fn places(insee: &str, town: &str, hall: &str) -> String {
    format!(
        "id;titre;type;genre;commune;code_insee;telephone;horaires\n\
         {insee}-m;Mairie;lieu;mairie;{town};{insee};03 53 01 00 00;lundi au vendredi 9h-12h\n\
         {insee}-s;{hall};lieu;sport;{town};{insee};;\n"
    )
}

fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn command(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_commune-packs"))
        .args(arguments)
        .current_dir(folder)
        // The stand-in's clock.
        .env("SOURCE_DATE_EPOCH", decidim_standin::NOW.as_second().to_string())
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .output()
        .unwrap()
}

/// Runs `all`, and gives what it said, once its exit code is the expected one.
fn all(folder: &Path, code: i32, arguments: &[&str]) -> String {
    let output = command(folder, &[&["all", "sources.toml", "--out", "out"][..], arguments].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join("out").join(name)).unwrap()).unwrap()
}

/// The outcomes of a run by step.
fn outcomes(folder: &Path) -> BTreeMap<String, String> {
    let steps = json(folder, "rapport.json")["steps"].as_array().unwrap().clone();
    let text = |step: &Value, field: &str| step[field].as_str().unwrap().to_owned();
    steps.iter().map(|step| (text(step, "id"), text(step, "outcome"))).collect()
}

/// Every file below a folder of `out` but the report and the state: bytes, and when it was written.
fn snapshot(folder: &Path, below: &str) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, (Vec<u8>, SystemTime)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                walk(&path, files);
            } else if !name.starts_with("rapport.") && name != "all.json" {
                let written = fs::metadata(&path).unwrap().modified().unwrap();
                files.insert(path.clone(), (fs::read(&path).unwrap(), written));
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(&folder.join("out").join(below), &mut files);
    assert!(!files.is_empty(), "nothing in {below}");
    files
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join("out").join(name)).unwrap()
}

#[test]
fn the_first_run_makes_everything_and_the_second_touches_nothing() {
    let folder = folder("twice", SOURCES);
    let said = all(&folder, 0, &[]);
    for name in [
        "packs/energy/1/59350.json",
        "packs/energy/1/59332.html",
        "packs/degree-days/1/59343001.json",
        "packs/services/1/59350.html",
        "packs/services/index/root.bin",
        "packs/cyber-quiz/1/residents.fr.json",
        "packs/cyber-quiz/1/residents.fr.html",
        "packs/communes/1/59332.json",
        "embed/energy/59350.html",
        "embed/cyber-quiz/59332.json",
        "packs/catalogue.jsonld",
        "packs/index.html",
        "packs/packs.css",
        "rapport.html",
    ] {
        assert!(folder.join("out").join(name).is_file(), "{name}: {said}");
    }
    assert!(outcomes(&folder).values().all(|outcome| outcome == "done"), "{said}");
    assert!(!folder.join("out/.all-partial").exists());
    let checked = command(&folder, &["check", "out"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let index = read(&folder, "packs/index.html");
    assert!(index.contains("energy/1/index.html") && index.contains("LILLE-LESQUIN"), "{index}");
    assert!(index.contains("cyber-quiz/1/residents.fr.html"), "{index}");
    assert!(!index.contains("<script") && !index.contains("style="));
    assert_eq!(json(&folder, "packs/energy/1/59350.json")["nextUpdate"], "2027-10-01");

    let before = snapshot(&folder, "");
    let state = fs::read(folder.join("out/all.json")).unwrap();
    let said = all(&folder, 0, &[]);
    assert!(outcomes(&folder).values().all(|outcome| outcome == "unchanged"), "{said}");
    assert!(said.contains("energy : inchangé, paquets du 24\u{a0}novembre\u{a0}2026"), "{said}");
    assert!(snapshot(&folder, "") == before, "a file was touched");
    assert!(fs::read(folder.join("out/all.json")).unwrap() == state);
    assert!(read(&folder, "rapport.html").contains("Toutes les sources sont prêtes."));
}

#[test]
fn two_runs_at_once_are_one() {
    let folder = folder("busy", "[degree-days]\nfiles = [\"exports/meteo.csv\"]\nstation = \"59343001\"\n");
    fs::create_dir_all(folder.join("out")).unwrap();
    let other = fs::File::create(folder.join("out/.all.lock")).unwrap();
    other.lock().unwrap();
    let said = all(&folder, 3, &[]);
    assert!(said.contains("Une autre exécution travaille dans out"), "{said}");
    assert!(!folder.join("out/all.json").exists());
    drop(other);
    all(&folder, 0, &[]);
    assert!(folder.join("out/packs/degree-days/1/59343001.json").is_file());
}

#[test]
fn a_changed_header_keeps_the_packs_of_its_source_and_no_others() {
    let folder = folder("header", SOURCES);
    all(&folder, 0, &[]);
    let before = snapshot(&folder, "packs/energy");
    put(&folder, "exports/ore.csv", &energy(&HEADER.replace("Code Commune", "Commune code"), 700));
    put(&folder, "communes/lille.csv", &places("59350", "Lille", "Patinoire"));
    let said = all(&folder, 1, &[]);
    assert!(said.contains("energy : échec : paquets du 24\u{a0}novembre\u{a0}2026 gardés"), "{said}");
    assert!(said.contains("ore.csv : il manque la colonne « Code Commune »"), "{said}");
    assert!(said.contains("« Commune code » n'est pas connue. Elle ressemble à « code_commune »"), "{said}");
    assert!(snapshot(&folder, "packs/energy") == before, "a pack of the failed source was touched");
    assert!(read(&folder, "packs/services/1/59350.html").contains("Patinoire"));
    assert_eq!(
        (outcomes(&folder)["energy"].as_str(), outcomes(&folder)["services"].as_str()),
        ("failed", "done")
    );
    let page = read(&folder, "rapport.html");
    assert!(page.contains("1 source à corriger") && page.contains("« Code Commune »"), "{page}");
    assert!(!page.contains("<script") && !page.contains("style="));
    // It is told until it is repaired.
    assert!(all(&folder, 1, &[]).contains("« Code Commune »"));

    put(&folder, "exports/ore.csv", &energy(HEADER, 700));
    let said = all(&folder, 0, &[]);
    assert_eq!(outcomes(&folder)["energy"], "done", "{said}");
    assert_eq!(json(&folder, "packs/energy/1/59350.json")["series"][0]["mwh"][0], 700.0);
    assert_eq!(outcomes(&folder)["services"], "unchanged");
}

#[test]
fn each_failure_is_named_and_leaves_every_byte() {
    let folder =
        folder("failures", &SOURCES.replace("next-update = 2027", "strict = true\nnext-update = 2027"));
    all(&folder, 0, &[]);
    let before = snapshot(&folder, "");
    let row = "Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;100;beaucoup\n";
    for (step, file, text, words) in [
        ("energy", "exports/ore.csv", String::new(), "ore.csv : Le fichier est vide."),
        (
            "energy",
            "exports/ore.csv",
            energy(HEADER, 9) + row,
            "ore.csv, ligne 4 : consommation illisible : « beaucoup ».",
        ),
        ("energy", "exports/ore.csv", format!("{HEADER}\n"), "ore.csv : le fichier n'a aucune ligne."),
        (
            "degree-days",
            "exports/meteo.csv",
            format!("{}59343001;LILLE-LESQUIN;20240115;-3.4;8.9\n", METEO.replace("TX", "TX (°C)")),
            "meteo.csv : il manque la colonne « TX ». La colonne « TX (°C) » lui ressemble.",
        ),
        ("degree-days", "exports/meteo.csv", METEO.to_owned(), "aucun jour de la station 59343001"),
        (
            "services",
            "communes/lille.csv",
            "id;intitulé de la chose\n1;Mairie\n".into(),
            "lille.csv : il manque la colonne « title »",
        ),
        ("quiz", "quiz/fr/residents.gift", "Vrai ?\n{VRAI}".into(), "residents.gift, ligne"),
        ("communes", "communes.csv", "nom du lieu\nLille\n".into(), "il manque la colonne « commune »"),
        ("communes", "communes.csv", "commune;téléphone\nLille;jamais\n".into(), "communes.csv, ligne 2"),
    ] {
        let right = fs::read_to_string(folder.join(file)).unwrap();
        put(&folder, file, &text);
        let said = all(&folder, 1, &[]);
        assert!(said.contains(words), "{words} in {said}");
        let failed: Vec<(String, String)> =
            outcomes(&folder).into_iter().filter(|(_, outcome)| outcome != "unchanged").collect();
        assert_eq!(failed, [(step.to_owned(), "failed".to_owned())], "{said}");
        assert!(snapshot(&folder, "") == before, "{words}: a file was touched");
        put(&folder, file, &right);
    }
    // A download that was cut, packed: the first bytes of a gzip file.
    let right = fs::read(folder.join("exports/meteo.csv")).unwrap();
    fs::write(folder.join("exports/meteo.csv"), b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x01").unwrap();
    let said = all(&folder, 1, &[]);
    assert!(said.contains("exports/meteo.csv est coupé ou abîmé"), "{said}");
    fs::write(folder.join("exports/meteo.csv"), right).unwrap();
    // A file that is not there, and a pattern that no file follows.
    fs::rename(folder.join("exports/meteo.csv"), folder.join("exports/parti")).unwrap();
    fs::rename(folder.join("exports/ore.csv"), folder.join("exports/parti aussi")).unwrap();
    let said = all(&folder, 1, &[]);
    assert!(said.contains("exports/meteo.csv n'est pas là."), "{said}");
    assert!(said.contains("aucun fichier ne correspond à « exports/ore*.csv »."), "{said}");
    assert!(snapshot(&folder, "") == before);
}

#[test]
fn a_file_that_stops_half_way_replaces_nothing() {
    let sources = "[services]\nown = [\"communes/lille.csv\"]\ndila = [\"annuaire.json\"]\n";
    let folder = folder("cut", sources);
    let town = r#"{"id":"a","nom":"Mairie - Lille","pivot":[{"type_service_local":"mairie","code_insee_commune":["59350"]}]}"#;
    put(&folder, "annuaire.json", &format!("{{\"service\":[{town}]}}"));
    all(&folder, 0, &[]);
    let before = snapshot(&folder, "packs");
    put(&folder, "annuaire.json", &format!("{{\"service\":[{town},\n{{\"id\":"));
    let said = all(&folder, 1, &[]);
    assert!(said.contains("annuaire.json : "), "{said}");
    assert!(snapshot(&folder, "packs") == before);
}

#[test]
fn an_interrupted_run_goes_on_with_what_is_missing() {
    let folder = folder("interrupted", SOURCES);
    all(&folder, 0, &[]);
    // As a run leaves it that was ended between two steps, within the writing of the second.
    let mut state = json(&folder, "all.json");
    state["steps"].as_object_mut().unwrap().remove("services");
    fs::write(folder.join("out/all.json"), state.to_string()).unwrap();
    fs::remove_dir_all(folder.join("out/packs/services")).unwrap();
    put(&folder, "out/.all-partial/packs/services/1/59350.json", "{");
    let before = snapshot(&folder, "packs/energy");
    let said = all(&folder, 0, &[]);
    let outcomes = outcomes(&folder);
    assert_eq!((outcomes["energy"].as_str(), outcomes["services"].as_str()), ("unchanged", "done"), "{said}");
    assert!(folder.join("out/packs/services/1/59350.json").is_file());
    assert!(snapshot(&folder, "packs/energy") == before && !folder.join("out/.all-partial").exists());
}

#[test]
fn what_was_removed_or_changed_by_hand_is_made_again() {
    let folder = folder("by-hand", SOURCES);
    all(&folder, 0, &[]);
    let before = snapshot(&folder, "packs/energy");
    put(&folder, "out/packs/energy/1/59350.json", "{}");
    fs::remove_file(folder.join("out/packs/communes/1/59350.json")).unwrap();
    let said = all(&folder, 0, &[]);
    assert_eq!(
        (outcomes(&folder)["energy"].as_str(), outcomes(&folder)["communes"].as_str()),
        ("done", "done"),
        "{said}"
    );
    let bytes = |files: BTreeMap<PathBuf, (Vec<u8>, SystemTime)>| -> Vec<Vec<u8>> {
        files.into_values().map(|(bytes, _)| bytes).collect()
    };
    assert!(bytes(snapshot(&folder, "packs/energy")) == bytes(before));
    // Asked for by name, a step is run and has nothing to replace; so are all of them.
    for force in ["--force=quiz,energy", "--force"] {
        let said = all(&folder, 0, &[force]);
        assert!(said.contains("quiz : inchangé") && said.contains("energy : inchangé"), "{said}");
    }
}

#[test]
fn a_day_later_only_what_depends_on_the_date_is_made_again() {
    let folder = folder("date", SOURCES);
    all(&folder, 0, &["--generated", "2026-11-24"]);
    all(&folder, 0, &["--generated", "2026-11-30"]);
    assert!(outcomes(&folder).values().all(|outcome| outcome == "unchanged"));
    all(&folder, 0, &["--generated", "2026-12-01"]);
    let outcomes = outcomes(&folder);
    assert_eq!((outcomes["services"].as_str(), outcomes["energy"].as_str()), ("done", "unchanged"));
    assert_eq!(json(&folder, "packs/services/1/59350.json")["generated"], "2026-12-01");
    assert_eq!(outcomes["catalogue"], "done", "it tells the date of each pack");
    // Packs that are past their date are told, and are no failure of this run.
    let said = all(&folder, 0, &["--generated", "2027-10-02"]);
    let due = json(&folder, "rapport.json")["due"].as_array().unwrap().clone();
    let energy = due.iter().find(|due| due["step"] == "energy").unwrap();
    assert_eq!((energy["late"].as_bool(), energy["packs"].as_u64()), (Some(true), Some(2)), "{said}");
    assert_eq!(due.len(), 1, "what promises newer packs in so many days is made again by then: {said}");
    assert!(read(&folder, "rapport.html").contains("attendue depuis le 1er\u{a0}octobre\u{a0}2027"));
}

#[test]
fn a_wrong_row_keeps_the_file_of_its_commune_alone() {
    let folder = folder("row", "[communes]\nsheet = \"communes.csv\"\n");
    all(&folder, 0, &[]);
    let lannoy = read(&folder, "packs/communes/1/59332.json");
    assert!(command(&folder, &["switch", "out/packs", "energy", "--off", "essai"]).status.success());
    put(&folder, "communes.csv", "commune;téléphone\nLille;03 53 01 00 09\nLannoy;jamais\n");
    let said = all(&folder, 1, &[]);
    assert!(
        said.contains("communes : fait en partie") && said.contains("communes.csv, ligne 3, Lannoy"),
        "{said}"
    );
    assert!(read(&folder, "packs/communes/1/59350.json").contains("03 53 01 00 09"));
    assert_eq!(read(&folder, "packs/communes/1/59332.json"), lannoy);
    assert_eq!(outcomes(&folder)["communes"], "partly");
    let index = json(&folder, "packs/communes/1/index.json");
    assert_eq!(index["communes"], json!(["59332", "59350"]));
    assert_eq!(index["off"]["energy"], "essai", "a new sheet switches nothing on");
    assert!(all(&folder, 1, &[]).contains("ligne 3"), "it is told until it is corrected");
}

#[test]
fn a_commune_that_is_gone_keeps_its_files_and_is_told_until_they_are_removed() {
    let folder = folder("gone", "[services]\nown = [\"communes/*.csv\"]\n");
    put(
        &folder,
        "sources.toml",
        &(COMMON.replace("communes = \"npm\"\n", "") + "[services]\nown = [\"communes/*.csv\"]\n"),
    );
    all(&folder, 0, &[]);
    assert!(folder.join("out/packs/services/index/id/59332.json").is_file());
    let lannoy = read(&folder, "packs/services/1/59332.json");
    fs::remove_file(folder.join("communes/lannoy.csv")).unwrap();
    let said = all(&folder, 0, &[]);
    assert!(said.contains("communes/lannoy.csv n'est plus lu"), "{said}");
    for _ in 0..2 {
        let said = all(&folder, 0, &[]);
        assert!(said.contains("packs/services/1/59332.json n'est plus écrit, et reste"), "{said}");
    }
    assert_eq!(read(&folder, "packs/services/1/59332.json"), lannoy);
    assert!(!folder.join("out/packs/services/index/id/59332.json").exists(), "the index leads to it no more");
    for entry in fs::read_dir(folder.join("out/packs/services/1/report")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_stem().unwrap() == "59332" {
            fs::remove_file(path).unwrap();
        }
    }
    fs::remove_file(folder.join("out/packs/services/1/59332.json")).unwrap();
    fs::remove_file(folder.join("out/packs/services/1/59332.html")).unwrap();
    assert!(!all(&folder, 0, &[]).contains("n'est plus écrit"));
    // A table that is taken away leaves its packs.
    put(&folder, "sources.toml", &format!("{COMMON}[communes]\nsheet = \"communes.csv\"\n"));
    let said = all(&folder, 0, &[]);
    assert!(said.contains("services : retiré de la configuration : paquets du"), "{said}");
    assert!(folder.join("out/packs/services/1/59350.json").is_file());
}

#[test]
fn a_platform_that_is_not_asked_or_does_not_answer_keeps_its_packs() {
    let platform = Platform::start(Options::new(Version::Modern)).unwrap();
    let folder = folder("platform", "");
    let table = format!(
        "[consultation]\nplatform = \"{}\"\ninsee = [\"59350\"]\nslugs = [\"place-du-marche\"]\nitems = 1\n",
        platform.origin()
    );
    put(&folder, "sources.toml", &format!("{COMMON}{table}"));
    let said = all(&folder, 0, &["--offline"]);
    assert!(said.contains("hors ligne : pas encore de paquet") && platform.requests().is_empty(), "{said}");

    let said = all(&folder, 0, &[]);
    assert_eq!(outcomes(&folder)["consultation"], "done", "{said}");
    assert!(read(&folder, "packs/index.html").contains("consultation/1/59350.html\">Lille</a>"));
    let before = snapshot(&folder, "packs/consultation");
    let asked = platform.requests().len();
    let said = all(&folder, 0, &["--offline"]);
    assert!(said.contains("consultation : hors ligne : paquets du"), "{said}");
    assert_eq!(platform.requests().len(), asked, "nothing was asked");

    // It fails at once, or after its list: what is had then is not whole.
    for requests in [0, 3] {
        platform.fail(Some(Failure::After { requests, then: Box::new(Failure::Auth) }));
        let said = all(&folder, 1, &[]);
        assert!(said.contains("consultation : échec : paquets du"), "{said}");
        assert!(said.contains("la plateforme demande un compte : son API n'est pas publique."), "{said}");
        assert!(snapshot(&folder, "packs/consultation") == before);
    }
    platform.fail(None);
    let said = all(&folder, 0, &[]);
    assert!(said.contains("consultation : inchangé"), "{said}");
    assert!(platform.requests().len() > asked && snapshot(&folder, "packs/consultation") == before);
}

#[test]
fn a_wrong_config_is_told_and_runs_nothing() {
    let folder = folder("config", "[energy]\nfils = [\"exports/ore.csv\"]\n");
    let said = all(&folder, 2, &[]);
    assert!(
        said.starts_with("sources.toml, ligne 9 : [energy] : la clé « fils » n'est pas connue."),
        "{said}"
    );
    assert!(!folder.join("out").exists());
    put(&folder, "sources.toml", &format!("{COMMON}{SOURCES}"));
    assert!(all(&folder, 2, &["--force=energie"]).contains("« energie » n'est pas une étape"));
    put(&folder, "sources.toml", COMMON);
    assert!(all(&folder, 2, &[]).contains("ne nomme aucune source"));
    fs::remove_file(folder.join("sources.toml")).unwrap();
    assert!(all(&folder, 2, &[]).contains("sources.toml ne se lit pas"));
}
