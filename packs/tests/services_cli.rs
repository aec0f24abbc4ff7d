//! `commune-packs services` as a command: from CSV files to packs, pages, reports and answers.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use commune_source::value::Value as _;
use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("services-{name}"));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn packs(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_commune-packs")).args(arguments).output().unwrap()
}

fn run(arguments: &[&str]) -> String {
    let output = packs(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn the_smallest_own_file_is_searched() {
    let folder = folder("smallest");
    let own = folder.join("own.csv");
    fs::write(&own, "id,title,description\n1,Carte nationale d'identité,Sur rendez-vous.\n2,Collecte des déchets,\"Gravats, meubles\"\n").unwrap();
    run(&["services", "--own", text(&own), "--out", text(&folder)]);
    let queries = folder.join("queries.txt");
    fs::write(&queries, "poubelle\nCNI\ncarte didentite\n\nzzzz\n").unwrap();
    let out = run(&["services", "query", text(&folder), "--queries", text(&queries), "--top", "2", "--json"]);
    let answers: Value = serde_json::from_str(&out).unwrap();
    let answers = answers.as_array().unwrap();
    assert_eq!(answers.len(), 5);
    let queries: Vec<&str> = answers.iter().map(|answer| answer["query"].as_str().unwrap()).collect();
    assert_eq!(queries, ["poubelle", "CNI", "carte didentite", "", "zzzz"]);
    let first = |index: usize| answers[index]["hits"][0]["id"].as_str();
    assert_eq!(first(0), Some("2"));
    assert_eq!(first(1), Some("1"));
    assert_eq!(first(2), Some("1"));
    assert!(answers.iter().all(|answer| answer["ms"].is_number()));
    let hit = &answers[1]["hits"][0];
    assert_eq!(hit["title"], "Carte nationale d'identité");
    assert!(hit["score"].is_number() && !hit["why"].as_array().unwrap().is_empty());
    let one = run(&["services", "query", text(&folder), "déchets", "--json"]);
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(one.as_array().unwrap().len(), 1);
    assert!(run(&["services", "query", text(&folder), "meubles"]).contains("Collecte"));
}

#[test]
fn the_template_reads_cleanly_and_its_pack_is_read_by_the_widget() {
    let folder = folder("template");
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/services.csv");
    run(&[
        "services",
        "--own",
        template,
        "--out",
        text(&folder),
        "--generated",
        "2026-11-24",
        "--owner",
        "Exemple",
    ]);
    let pack = json(&folder.join("services/1/59999.json"));
    let by_serde: commune_services::data::Pack = serde_json::from_value(pack.clone()).unwrap();
    let read = commune_services::data::read_pack(&pack).unwrap();
    assert_eq!(read, by_serde);
    assert_eq!(pack.text_or_empty("coverage"), "2\u{a0}lieux, 1\u{a0}démarche");
    let hall = read.town_hall.unwrap();
    assert_eq!((hall.id.as_str(), hall.bring.len()), ("mairie", 0));
    let hours = hall.hours.unwrap();
    assert!(hours.is_read());
    // Christmas is closed because the text says so, the pool's text does not.
    let christmas = read.holidays.iter().find(|(_, name)| name == "Noël").unwrap().0;
    assert!(hours.day(christmas).known && hours.day(christmas).open.is_empty());
    let report = json(&folder.join("services/1/report/59999.json"));
    assert_eq!(report["findings"].as_array().unwrap().len(), 0, "{report}");
    assert!(report["files"][0]["unknownHeaders"].as_array().unwrap().is_empty());
}

/// One record as a page with `place` finds it: the pack, the list of ids, the file of records.
fn alone(folder: &Path, insee: &str, id: &str) -> Option<commune_services::data::Record> {
    let pack =
        commune_services::data::read_pack(&json(&folder.join(format!("services/1/{insee}.json")))).unwrap();
    let index = folder.join("services/1").join(&pack.index);
    let at = |name: &str| {
        let (path, build) = name.split_once("?v=").unwrap();
        assert_eq!(build.len(), 8, "{name}");
        json(&index.join(path))
    };
    let file = commune_services::data::file_of(&at(&pack.ids), id)?;
    Some(commune_services::data::record_of(&at(&file), id).unwrap())
}

#[test]
fn every_record_of_a_commune_is_found_by_its_id_without_a_search() {
    let folder = folder("ids");
    let own = folder.join("own.csv");
    let mut rows = String::from("id;titre;type;genre;commune;code_insee;description\n");
    // Enough for several files of records, two communes and the procedures of both in one of them.
    for n in 0..120 {
        let insee = if n % 3 == 0 { "59998" } else { "59999" };
        rows.push_str(&format!(
            "lieu-{n};Salle {n};lieu;sport;Bourg {insee};{insee};{}\n",
            "Grande salle. ".repeat(9)
        ));
    }
    for n in 0..30 {
        rows.push_str(&format!("acte-{n};Acte {n};démarche;;;;{}\n", "À la mairie. ".repeat(9)));
    }
    fs::write(&own, rows).unwrap();
    let arguments = ["services", "--own", text(&own), "--out", text(&folder), "--generated", "2026-11-24"];
    run(&arguments);
    let mut found = 0;
    for n in 0..120 {
        let (here, there) = if n % 3 == 0 { ("59998", "59999") } else { ("59999", "59998") };
        let id = format!("lieu-{n}");
        assert_eq!(alone(&folder, here, &id).unwrap().title, format!("Salle {n}"));
        assert_eq!(alone(&folder, there, &id), None, "{id} is of the other commune");
        found += 1;
    }
    for n in 0..30 {
        let id = format!("acte-{n}");
        for insee in ["59998", "59999"] {
            assert_eq!(alone(&folder, insee, &id).unwrap().title, format!("Acte {n}"));
        }
        found += 1;
    }
    assert_eq!(found, 150);
    assert_eq!(alone(&folder, "59999", "lieu-1200"), None);
    assert!(fs::read_dir(folder.join("services/index/r")).unwrap().count() > 5);
    // A later run of one commune only leaves no list of the other.
    fs::write(&own, "id;titre;type;code_insee;commune\nx;Piscine;lieu;59998;Bourg\n").unwrap();
    run(&arguments);
    assert_eq!(alone(&folder, "59998", "x").unwrap().title, "Piscine");
    assert!(!folder.join("services/index/id/59999.json").exists());
}

#[test]
fn the_page_says_what_the_pack_says_without_script() {
    let folder = folder("page");
    let own = folder.join("own.csv");
    fs::write(
        &own,
        "id;titre;type;genre;commune;code_insee;telephone;horaires;remarques;lien;cout\n\
         m;Mairie;lieu;mairie;Le Bourg;59999;03 53 01 00 00;lundi au vendredi 9h-12h;Sonnez <b>fort</b>;https://www.exemple.fr;\n\
         p;Passeport;démarche;;;;;;;;86 €\n",
    )
    .unwrap();
    run(&["services", "--own", text(&own), "--out", text(&folder), "--generated", "2026-11-24"]);
    let page = fs::read_to_string(folder.join("services/1/59999.html")).unwrap();
    for said in [
        "Les services au Bourg",
        "Mairie",
        "Lundi à vendredi",
        "9\u{a0}h – 12\u{a0}h",
        "tel:0353010000",
        "Passeport",
        "86 €",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(page.contains("Sonnez &lt;b&gt;fort&lt;/b&gt;"));
    assert!(!page.contains("<script") && !page.contains("style="));
    let report = fs::read_to_string(folder.join("services/1/report/59999.html")).unwrap();
    assert!(report.contains("Lieu sans coordonnées") && report.contains("Comment corriger"), "{report}");
    assert!(!report.contains("<script") && !report.contains("style="));
}

#[test]
fn hostile_files_are_told_with_their_place_and_end_nothing() {
    let folder = folder("hostile");
    let own = folder.join("own.csv");
    let mut bytes = b"id;titre;langue;entree_de_plain_pied\n".to_vec();
    bytes.extend(b"1;Mairie;fr;oui\n");
    bytes.extend(b"2;\"Ouvert et jamais ferm\xe9;fr;oui\n");
    bytes.extend(b"3;Piscine;fr\n");
    bytes.extend(b"4;Stade;klingon;oui\n");
    bytes.extend(b"5;Salle;fr;peut-etre\n");
    bytes.extend("6;\"Deux\nlignes\";fr;non\n".as_bytes());
    bytes.extend(b"7;\x00\x01;fr;\n");
    bytes.extend(b"8;Gar\xe7on;fr;\n");
    fs::write(&own, &bytes).unwrap();
    let dila = folder.join("dila.json");
    fs::write(
        &dila,
        "{\"service\":[{\"id\":\"a\",\"nom\":\"Mairie\",\"adresse\":\"[{broken\"},7,{\"id\":\"b\",\"nom\":\"Mairie - X\"},\n{\"id\":",
    )
    .unwrap();
    let output = packs(&["services", "--own", text(&own), "--dila", text(&dila), "--out", text(&folder)]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    for expected in [
        "line 3: guillemet ouvert",
        "line 4: 3 colonnes au lieu de 4",
        "line 5, column langue",
        "line 6, column entrance",
        "line 1, column adresse: JSON illisible",
        "line 2: ce n'est pas un enregistrement",
        "ligne 2, colonne",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
    let report = json(&folder.join("services/1/report/sans-commune.json"));
    assert_eq!(report["files"][0]["notUtf8"], 1);
    let out = run(&["services", "query", text(&folder), "garçon", "--json"]);
    assert!(out.contains("\"id\":\"8\""), "{out}");
}

#[test]
fn what_is_missing_is_said() {
    let folder = folder("missing");
    let own = folder.join("own.csv");
    fs::write(&own, "id;intitulé de la chose\n1;Mairie\n").unwrap();
    let output = packs(&["services", "--own", text(&own), "--out", text(&folder)]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("missing header \"title\"") && said.contains("unknown header"), "{said}");
    assert!(!packs(&["services", "--out", text(&folder)]).status.success());
    assert!(!packs(&["services", "query", text(&folder.join("nothing")), "x"]).status.success());
}

#[test]
fn dead_links_are_told_only_when_asked() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in server.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut buffer = [0; 2048];
            let read = stream.read(&mut buffer).unwrap_or(0);
            let lives = String::from_utf8_lossy(&buffer[..read]).starts_with("GET /la");
            let status = if lives { "200 OK" } else { "404 Not Found" };
            let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    let folder = folder("links");
    let own = folder.join("own.csv");
    let rows =
        format!("id;titre;lien\n1;Vivant;http://127.0.0.1:{port}/la\n2;Mort;http://127.0.0.1:{port}/parti\n");
    fs::write(&own, rows).unwrap();
    let kinds = |out: &Path| -> Vec<(String, String)> {
        let report = json(&out.join("services/1/report/sans-commune.json"));
        let findings = report["findings"].as_array().unwrap().clone();
        findings
            .iter()
            .map(|one| (one["kind"].as_str().unwrap().to_owned(), one["id"].as_str().unwrap().to_owned()))
            .filter(|(kind, _)| kind == "link-dead")
            .collect()
    };
    run(&["services", "--own", text(&own), "--out", text(&folder)]);
    assert!(kinds(&folder).is_empty());
    run(&["services", "--own", text(&own), "--out", text(&folder), "--check-links"]);
    assert_eq!(kinds(&folder), [("link-dead".to_owned(), "2".to_owned())]);
}

#[test]
fn the_demonstration_is_the_same_twice_and_says_that_it_is_one() {
    use commune_energy::data::pack::Commune;
    use commune_packs::pack::Publication;
    use commune_packs::services::demo;
    use commune_packs::territory::Territory;

    let commune =
        |insee: &str, name: &str, population| Commune { insee: insee.into(), name: name.into(), population };
    let communes = vec![commune("59350", "Lille", 238_246), commune("59332", "Lannoy", 1812)];
    let territory = Territory::new("200093201".into(), "Métropole".into(), communes);
    let publication = Publication { generated: "2026-11-24".into(), ..Publication::default() };
    let write = |name: &str| {
        let out = folder(name);
        demo::write(&out, &territory, Path::new("none"), &publication, &[]).unwrap();
        out
    };
    let (one, two) = (write("demo-1"), write("demo-2"));
    for file in ["1/59350.json", "1/59350.html", "1/report/59332.json", "index/root.bin"] {
        let read = |out: &Path| fs::read(out.join("services").join(file)).unwrap();
        assert!(read(&one) == read(&two), "{file}");
    }
    let pack = json(&one.join("services/1/59332.json"));
    let read = commune_services::data::read_pack(&pack).unwrap();
    let hall = read.town_hall.unwrap();
    assert!(read.demo && hall.demo && hall.hours.unwrap().is_read());
    assert_eq!(
        hall.sources.iter().map(|origin| origin.0.as_str()).take(2).collect::<Vec<_>>(),
        ["own", "dila"]
    );
    assert!(read.help.is_some());
    let report = json(&one.join("services/1/report/59350.json"));
    let kinds: std::collections::BTreeSet<&str> =
        report["findings"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    let expected = ["coordinates-missing", "disagree-access", "hours-missing", "hours-old", "maybe-same"];
    assert!(kinds.iter().all(|kind| expected.contains(kind)), "{kinds:?}");
    let page = fs::read_to_string(one.join("services/1/59350.html")).unwrap();
    assert!(page.contains("Données de démonstration"));
}
