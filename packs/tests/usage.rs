//! `commune-packs usage` as a command, on logs of Apache and nginx.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("usage-{name}"));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn packs(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_commune-packs")).args(arguments).output().unwrap()
}

fn line(day: &str, request: &str, status: u16, agent: &str) -> String {
    format!(
        "203.0.113.77 - marie [{day}:23:59:59 +0100] \"{request}\" {status} 512 \"https://www.exemple.example/page-de-marie\" \"{agent}\"\n"
    )
}

fn get(path: &str) -> String {
    line("24/Nov/2026", &format!("GET {path} HTTP/2.0"), 200, FIREFOX)
}

#[test]
fn views_are_counted_by_day_commune_and_widget_and_nobody_is_in_the_result() {
    let folder = folder("count");
    let first = [
        get("/packs/energy/1/59648.json"),
        get("/packs/energy/1/59648.json?v=2"),
        line("24/Nov/2026", "GET /packs/energy/1/59648.json HTTP/1.1", 304, FIREFOX),
        get("/packs/services/1/59350.json"),
        get("/widgets/1.0.0/packs/cyber-quiz/1/residents.fr.json"),
        get("/packs/energy/1/59648.html"),
        get("/commune-widgets.js"),
        line("24/Nov/2026", "HEAD /packs/energy/1/59648.json HTTP/1.1", 200, FIREFOX),
        line("24/Nov/2026", "GET /packs/energy/1/59648.json HTTP/1.1", 200, "Googlebot/2.1"),
        line("24/Nov/2026", "GET /packs/energy/1/59648.json HTTP/1.1", 200, "-"),
        line("24/Nov/2026", "GET /packs/energy/1/59999.json HTTP/1.1", 404, FIREFOX),
        "garbage 203.0.113.77\n".to_owned(),
        "\n".to_owned(),
    ]
    .concat();
    let second = line("25/Nov/2026", "GET /packs/energy/1/59648.json HTTP/1.1", 200, FIREFOX)
        + "203.0.113.77 - - [25/Nov/2026:00:00:00 +0100] \"GET /packs/energy/1/59350.json HTTP/1.1\" 200 12\n";
    let (plain, packed) = (folder.join("access.log"), folder.join("access.log.2.gz"));
    fs::write(&plain, first).unwrap();
    let mut encoder = GzEncoder::new(fs::File::create(&packed).unwrap(), Compression::default());
    encoder.write_all(second.as_bytes()).unwrap();
    encoder.finish().unwrap();
    let out = folder.join("usage.json");
    let csv = folder.join("usage.csv");
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let output =
        packs(&["usage", &path(&plain), &path(&packed), "--json", &path(&out), "--csv", &path(&csv)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json: Value = serde_json::from_slice(&fs::read(&out).unwrap()).unwrap();
    assert_eq!(
        json["views"],
        json!([
            { "day": "2026-11-24", "widget": "cyber-quiz", "views": 1 },
            { "day": "2026-11-24", "insee": "59350", "widget": "services", "views": 1 },
            { "day": "2026-11-24", "insee": "59648", "widget": "energy", "views": 3 },
            { "day": "2026-11-25", "insee": "59350", "widget": "energy", "views": 1 },
            { "day": "2026-11-25", "insee": "59648", "widget": "energy", "views": 1 },
        ])
    );
    let count = |name: &str| json[name].as_u64().unwrap();
    assert_eq!(
        (count("lines"), count("bots"), count("failed"), count("unreadable"), count("withoutAgent")),
        (14, 2, 1, 1, 1)
    );
    let csv = fs::read_to_string(&csv).unwrap();
    assert!(csv.contains("2026-11-24;59648;;energy;3"), "{csv}");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    for result in [json.to_string(), csv, told] {
        for private in ["203.0.113", "marie", "Mozilla", "Firefox", "23:59", "page-de"] {
            assert!(!result.contains(private), "{private} is in {result}");
        }
    }
}

#[test]
fn a_hostile_log_puts_nothing_of_its_own_into_the_result() {
    let folder = folder("hostile");
    let log = folder.join("access.log");
    let lines = [
        get("/packs/energy/1/=cmd|' /C calc'!A0.json"),
        get("/packs/<script>/1/59648.json"),
        get("/packs/energy/1/../../59648.json"),
        get("/packs/cyber-quiz/1/marie.fr.json"),
        get(&format!("/packs/energy/1/{}.json", "9".repeat(100_000))),
        "x".repeat(3 << 20) + "\n",
    ];
    fs::write(&log, lines.concat()).unwrap();
    let output = packs(&["usage", log.to_str().unwrap()]);
    assert!(output.status.success());
    let csv = String::from_utf8(output.stdout).unwrap();
    assert_eq!(csv.trim_start_matches('\u{feff}').trim(), "jour;code_commune;commune;widget;vues");
}

#[test]
fn what_is_no_log_is_refused_and_the_standard_input_is_read() {
    let folder = folder("other");
    let log = folder.join("page.html");
    fs::write(&log, "<html>\n</html>\n").unwrap();
    let output = packs(&["usage", log.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("« combined » ou « common »"));

    let mut child = Command::new(env!("CARGO_BIN_EXE_commune-packs"))
        .args(["usage", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(get("/packs/energy/1/2A004.json").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("2026-11-24;2A004;;energy;1"));
}
