//! The program as it is run: what it writes, what it refuses, what it says.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::HEADER;
use commune_energy::data::pack::Pack;

/// A fresh folder with the two files of the npm package, for a metropole of three communes.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("npm/data")).unwrap();
    let communes = r#"[
        {"code":"59350","nom":"Lille","type":"commune-actuelle","population":238246,"anciensCodes":["59298"]},
        {"code":"59332","nom":"Lannoy","type":"commune-actuelle","population":1812},
        {"code":"59371","nom":"Le Maisnil","type":"commune-actuelle","population":628},
        {"code":"59298","nom":"Hellemmes-Lille","type":"commune-associee","chefLieu":"59350"}]"#;
    let epci = r#"[{"code":"200093201","nom":"Métropole <b>Européenne</b> de Lille",
        "membres":[{"code":"59350"},{"code":"59332"},{"code":"59371"}]}]"#;
    fs::write(folder.join("npm/data/communes.json"), communes).unwrap();
    fs::write(folder.join("npm/data/epci.json"), epci).unwrap();
    fs::write(folder.join("npm/package.json"), r#"{"version":"6.0.0"}"#).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_commune-packs"))
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795478400")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn pack(folder: &Path, insee: &str) -> Pack {
    let path = folder.join(format!("out/energy/1/{insee}.json"));
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

const ENERGY: [&str; 4] = ["--communes", "npm", "--out", "out"];

fn export() -> String {
    format!(
        "{HEADER}\n\
         Enedis;Electricité;2023;59350;RES;RESIDENTIEL;;100;1000,5\n\
         Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;100;900\n\
         Enedis;Electricité;2024;59298;RES;RESIDENTIEL;;10;90\n\
         Enedis;Electricité;2024;59332;RES;RESIDENTIEL;;;NC\n\
         GRDF;Gaz;2024;59350;RES;RESIDENTIEL;;40;3000\n\
         Enedis;Electricité;2024;75056;RES;RESIDENTIEL;;10;90\n"
    )
}

#[test]
fn an_export_becomes_packs_pages_and_a_report() {
    let folder = folder("energy");
    fs::write(folder.join("ore.csv"), export()).unwrap();
    let arguments = [
        &["energy", "ore.csv", "--strict", "--owner", "Service <énergie>", "--contact"][..],
        &["energie@example.org", "--source-date", "2026-10-01", "--next-update", "2027-10-01"],
        &ENERGY,
    ]
    .concat();
    let output = run(&folder, &arguments, b"");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("ore.csv: 6 rows, 5 used, 1 of other communes, 1 withheld"));

    let lille = pack(&folder, "59350");
    assert_eq!((lille.generated.as_str(), lille.demo), ("2026-11-24", false));
    assert_eq!(lille.years, [2023, 2024]);
    assert_eq!(lille.series[0].mwh, [Some(1000.5), Some(990.0)]);
    assert_eq!(lille.series[0].sites, [Some(100), Some(110)]);
    assert_eq!(lille.sources[0].rows, 4);
    assert_eq!(lille.sources[0].date, "2026-10-01");
    assert!(lille.sources[1].name.ends_with("decoupage-administratif 6.0.0"));
    let lannoy = pack(&folder, "59332");
    assert_eq!((&lannoy.series[0].mwh, &lannoy.series[0].masked), (&vec![None; 2], &vec![0, 1]));
    assert_eq!(pack(&folder, "59371").series, []);

    let page = |name: &str| fs::read_to_string(folder.join("out/energy/1").join(name)).unwrap();
    let lille = page("59350.html");
    assert!(lille.contains("<title>L'énergie à Lille</title>"));
    assert!(lille.contains("Service &lt;énergie&gt;"));
    assert!(lille.contains("mailto:energie@example.org"));
    assert!(lille.contains("1er\u{a0}octobre\u{a0}2027"));
    assert!(lille.contains("3\u{202f}990"), "electricity and gas of 2024");
    assert!(page("59332.html").contains("chiffre masqué pour protéger les personnes"));
    assert!(page("59371.html").contains("<h1>L'énergie au Maisnil</h1>"));
    assert!(page("59371.html").contains("Aucun chiffre pour cette commune."));
    assert!(page("index.html").contains("Métropole &lt;b&gt;Européenne&lt;/b&gt; de Lille"));
    assert!(page("59350.csv").contains("59350;Lille;2023;electricite;logements;1000,5;0;100;;non"));
    check_pages(&folder.join("out"));
}

#[test]
fn strict_refuses_and_still_reports() {
    let folder = folder("strict");
    let bad = export() + "Enedis;Electricité;jamais;59350;RES;RESIDENTIEL;;1;1\n";
    fs::write(folder.join("ore.csv"), bad).unwrap();
    let lax = run(&folder, &[&["energy", "ore.csv"][..], &ENERGY].concat(), b"");
    assert!(lax.status.success() && stderr(&lax).contains("line 8: unreadable year \"jamais\""));
    assert!(folder.join("out/energy/1/59350.json").is_file());

    fs::remove_dir_all(folder.join("out")).unwrap();
    let strict = run(&folder, &[&["energy", "ore.csv", "--strict"][..], &ENERGY].concat(), b"");
    assert_eq!(strict.status.code(), Some(1));
    assert!(stderr(&strict).contains("no pack was written"));
    assert!(!folder.join("out/energy/1/59350.json").exists());
    let report = fs::read_to_string(folder.join("out/energy/1/report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["schema"], "commune-widgets/energy-report/1");
    assert_eq!(report["files"][0]["problems"][0]["place"], 8);
    assert_eq!(report["files"][0]["problems"][0]["message"], "année illisible : « jamais »");
    let page = fs::read_to_string(folder.join("out/energy/1/report.html")).unwrap();
    assert!(page.contains("année illisible : « jamais »"));
}

#[test]
fn an_unknown_header_is_only_refused_by_strict() {
    let folder = folder("headers");
    let text = export().replace(HEADER, &HEADER.replace("Nb sites", "Nombre sites"));
    fs::write(folder.join("ore.csv"), text).unwrap();
    let lax = run(&folder, &[&["energy", "ore.csv"][..], &ENERGY].concat(), b"");
    assert!(lax.status.success() && stderr(&lax).contains("unknown header \"Nombre sites\""));
    let strict = run(&folder, &[&["energy", "ore.csv", "--strict"][..], &ENERGY].concat(), b"");
    assert_eq!(strict.status.code(), Some(1));
    let text = export().replace("Conso totale (MWh)", "Conso totales (MWh)");
    fs::write(folder.join("ore.csv"), text).unwrap();
    let missing = run(&folder, &[&["energy", "ore.csv"][..], &ENERGY].concat(), b"");
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("missing header \"Conso totale (MWh)\""));
    assert!(stderr(&missing).contains("near \"conso_totale_mwh\""));
}

#[test]
fn the_standard_input_gzip_and_several_files() {
    let folder = folder("inputs");
    let output = run(&folder, &[&["energy", "-"][..], &ENERGY].concat(), export().as_bytes());
    assert!(output.status.success() && stderr(&output).contains("stdin: 6 rows"));

    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(export().as_bytes()).unwrap();
    fs::write(folder.join("ore.csv.gz"), gzip.finish().unwrap()).unwrap();
    let json = r#"{"total":1,"results":[{"annee":2022,"code_commune":"59332","filiere":"Gaz",
        "code_grand_secteur":"INDUSTRIE","conso_totale_mwh":7}]}"#;
    fs::write(folder.join("gaz.json"), json).unwrap();
    let arguments = [&["energy", "ore.csv.gz", "gaz.json", "--strict"][..], &ENERGY].concat();
    let output = run(&folder, &arguments, b"");
    assert!(output.status.success(), "{}", stderr(&output));
    let lannoy = pack(&folder, "59332");
    assert_eq!(lannoy.years, [2022, 2023, 2024]);
    assert_eq!(lannoy.series[1].mwh, [Some(7.0), None, None]);
    assert_eq!((lannoy.sources[0].rows, lannoy.sources[1].rows), (1, 1));
}

#[test]
fn the_demo_is_the_same_each_time_and_says_what_it_is() {
    let folder = folder("demo");
    let arguments = [&["demo"][..], &ENERGY].concat();
    let all = |folder: &Path| -> Vec<(PathBuf, Vec<u8>)> {
        let entries = fs::read_dir(folder.join("out/energy/1")).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    };
    assert!(run(&folder, &arguments, b"").status.success());
    let first = all(&folder);
    assert!(run(&folder, &arguments, b"").status.success());
    assert!(all(&folder) == first);

    let lille = pack(&folder, "59350");
    assert!(lille.demo && lille.source.starts_with("Données de démonstration"));
    assert_eq!(lille.years, (2018..=2024).collect::<Vec<u16>>());
    let carriers: BTreeSet<_> = lille.series.iter().map(|s| s.carrier.as_str()).collect();
    assert_eq!(carriers, BTreeSet::from(["electricity", "gas", "heat"]));
    let small = pack(&folder, "59371");
    assert!(small.series.iter().all(|series| series.carrier != "heat"));
    assert!(small.series.iter().all(|series| series.mwh.len() == 7 && series.masked.len() == 7));
    let page = fs::read_to_string(folder.join("out/energy/1/59350.html")).unwrap();
    assert!(page.contains("<strong>Données de démonstration.</strong>"));
    check_pages(&folder.join("out"));
}

#[test]
fn some_communes_only() {
    let folder = folder("some");
    let arguments = [&["demo", "--insee", "59332", "--insee", "59298"][..], &ENERGY].concat();
    assert!(run(&folder, &arguments, b"").status.success());
    assert!(folder.join("out/energy/1/59332.json").is_file());
    assert!(folder.join("out/energy/1/59350.json").is_file(), "Hellemmes is in Lille");
    assert!(!folder.join("out/energy/1/59371.json").exists());
    assert_eq!(pack(&folder, "59332").comparison.metropole.unwrap().count, 3);
    check_pages(&folder.join("out"));
    let wrong = run(&folder, &[&["demo", "--insee", "75056"][..], &ENERGY].concat(), b"");
    assert!(!wrong.status.success() && stderr(&wrong).contains("75056 is no commune of"));
}

#[test]
fn the_metropole_of_the_npm_package() {
    let npm = concat!(env!("CARGO_MANIFEST_DIR"), "/../node_modules/@etalab/decoupage-administratif");
    if !Path::new(npm).is_dir() {
        println!("skipped: npm @etalab/decoupage-administratif is not installed");
        return;
    }
    let folder = folder("npm");
    let output = run(&folder, &["demo", "--communes", npm, "--out", "out"], b"");
    assert!(output.status.success(), "{}", stderr(&output));
    let metropole = fs::read(folder.join("out/energy/1/metropole.json")).unwrap();
    let metropole: serde_json::Value = serde_json::from_slice(&metropole).unwrap();
    assert_eq!(metropole["communes"].as_array().unwrap().len(), 95);
    assert_eq!(metropole["population"], 1_195_234);
    let packs: Vec<Pack> = metropole["communes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| pack(&folder, line["insee"].as_str().unwrap()))
        .collect();
    let some = |test: fn(&commune_energy::data::pack::Series) -> bool| {
        packs.iter().flat_map(|pack| &pack.series).any(test)
    };
    assert!(some(|s| s.sector == "housing" && s.masked[6] > 0 && s.mwh[6].is_none()));
    assert!(some(|s| s.sector == "industry" && s.masked[6] > 0 && s.mwh[6].is_some()));
    assert!(some(|s| s.carrier == "gas" && s.mwh[0].is_none() && s.masked[0] == 0));
    check_pages(&folder.join("out"));
}

#[test]
fn degree_days_of_a_station() {
    let folder = folder("degree-days");
    let text = "NUM_POSTE;NOM_USUEL;AAAAMMJJ;TN;TX\n 59343001;LILLE-LESQUIN;20240115;-3;8\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    fs::write(folder.join("Q_59.csv.gz"), gzip.finish().unwrap()).unwrap();
    let arguments = ["degree-days", "Q_59.csv.gz", "--station", "59343001", "--out", "out"];
    let output = run(&folder, &arguments, b"");
    assert!(output.status.success(), "{}", stderr(&output));
    let days = commune_packs::degree_days::load(&folder.join("out/degree-days/1/59343001.json"));
    let days = days.unwrap();
    assert_eq!((days.len(), days[0].date.as_str(), days[0].dju), (1, "2024-01-15", 15.5));
    let arguments = ["degree-days", "Q_59.csv.gz", "--station", "../x", "--out", "out"];
    assert!(!run(&folder, &arguments, b"").status.success());
}

#[test]
fn the_analysis_of_a_meter() {
    let folder = folder("meter");
    let mut csv = String::from("Horodate;Valeur\n");
    for half in 1..=48 {
        let (day, hour, minute) = (15 + half / 48, half / 2 % 24, half % 2 * 30);
        csv += &format!("2024-01-{day}T{hour:02}:{minute:02}:00+01:00;{}\n", 100 + half);
    }
    fs::write(folder.join("12345678901234.csv"), csv).unwrap();
    fs::write(folder.join("photo.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    let output = run(&folder, &["meter", "12345678901234.csv", "--json"], b"");
    assert!(output.status.success(), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("12345678901234"), "the meter number leaks");
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    // 48 half-hours of 101 to 148 W: 48 × 124.5 / 2 Wh.
    assert_eq!(json["days"], serde_json::json!([{"date": "2024-01-15", "wh": 2988, "complete": true}]));
    assert!(json["quality"]["holes"].is_array());
    assert_eq!(json["files"][0]["report"]["readings"], 48);

    let output = run(&folder, &["meter", "photo.png", "12345678901234.csv"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("refused: photo.png"));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("photo.png : c'est une image, pas un fichier de compteur."));
    assert!(text.contains("Total mesuré : 3 kWh. Jours complets : 1."), "{text}");
}

#[test]
fn a_workbook_is_analysed_too() {
    let folder = folder("workbook");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Export Consommation Quotidienne").unwrap();
    sheet.write(13, 1, "Date").unwrap();
    sheet.write(13, 2, "Valeur (en kWh)").unwrap();
    for day in 0..3_u32 {
        sheet.write(14 + day, 1, format!("{:02}/03/2025", day + 1)).unwrap();
        sheet.write(14 + day, 2, 10.5 + f64::from(day)).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    fs::write(folder.join("linky.xlsx"), &bytes).unwrap();
    fs::write(folder.join("half.xlsx"), &bytes[..bytes.len() / 2]).unwrap();
    let output = run(&folder, &["meter", "linky.xlsx", "--json"], b"");
    assert!(output.status.success(), "{}", stderr(&output));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["days"][2], serde_json::json!({"date": "2025-03-03", "wh": 12500, "complete": true}));
    let output = run(&folder, &["meter", "half.xlsx"], b"");
    assert!(!output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("half.xlsx : le fichier est coupé ou abîmé."), "{text}");
}

#[test]
fn the_picture_of_the_volunteers() {
    let folder = folder("contributions");
    fs::create_dir_all(folder.join("in")).unwrap();
    for kwh in 0..10 {
        let text = format!(
            r#"{{"schema":"commune-widgets/contribution/1","carrier":"electricity","months":[{{"month":"2024-01","kwh":{}}}],"shape":[]}}"#,
            100 + kwh
        );
        fs::write(folder.join(format!("in/{kwh}.json")), text).unwrap();
    }
    fs::write(folder.join("in/12345678901234.json"), "{").unwrap();
    fs::write(folder.join("in/lisez-moi.txt"), "rien").unwrap();
    let output = run(&folder, &["contributions", "in", "--out", "picture.json"], b"");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("….json: broken"), "{}", stderr(&output));
    let picture = fs::read_to_string(folder.join("picture.json")).unwrap();
    let picture: serde_json::Value = serde_json::from_str(&picture).unwrap();
    assert_eq!(picture["files"], 11);
    assert_eq!(picture["brokenFiles"], 1);
    assert_eq!(
        picture["carriers"][0]["months"],
        serde_json::json!([{"month": "2024-01", "households": 10, "meanKwh": 104.5}])
    );
    let page = fs::read_to_string(folder.join("picture.html")).unwrap();
    check_page(&folder, &folder.join("picture.html"));
    assert!(page.contains("<td class=\"figure\">105</td>") && page.contains("Illisibles\u{a0}: 1."));
}

/// What holds for every page: language, title, one h1, named tables, unique ids, links that lead
/// somewhere, nothing that a strict policy refuses.
fn check_pages(out: &Path) {
    let folder = out.join("energy/1");
    let mut pages = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        pages += 1;
        check_page(&folder, &path);
    }
    assert!(pages >= 3);
}

fn check_page(folder: &Path, path: &Path) {
    let html = fs::read_to_string(path).unwrap();
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"fr\">"), "{path:?}");
    for (what, count) in [("<title>", 1), ("<h1>", 1), ("<main>", 1)] {
        assert_eq!(html.matches(what).count(), count, "{what} in {path:?}");
    }
    for refused in ["<script", "<style", " style=", "javascript:", " onclick"] {
        assert!(!html.contains(refused), "{refused} in {path:?}");
    }
    let tables = html.matches("<table").count();
    assert_eq!(html.matches("<caption").count(), tables, "{path:?}");
    assert!(html.matches("scope=\"row\"").count() >= tables, "{path:?}");
    assert!(html.matches("scope=\"col\"").count() >= tables, "{path:?}");
    let ids: Vec<&str> = values(&html, " id=\"");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path:?}");
    for named in values(&html, "aria-labelledby=\"") {
        assert!(ids.contains(&named), "{named} in {path:?}");
    }
    for link in values(&html, "href=\"") {
        let outside = ["https://", "http://", "mailto:"].iter().any(|s| link.starts_with(s));
        assert!(outside || folder.join(link).is_file(), "{link} in {path:?}");
    }
}

fn values<'h>(html: &'h str, opening: &str) -> Vec<&'h str> {
    html.split(opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}
