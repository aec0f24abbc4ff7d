//! `commune-packs consultation` against the stand-in platform: what it takes, how it asks, what it says when it cannot.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use commune_consultation::data::pack::{Kind, LocaleRule, Pack};
use decidim_standin::{Failure, Options, Platform, Version};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consultation").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(folder: &Path, platform: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_commune-packs"))
        .args(["consultation", "--platform", platform, "--out", "out"])
        .args(arguments)
        .current_dir(folder)
        // The stand-in's clock.
        .env("SOURCE_DATE_EPOCH", decidim_standin::NOW.as_second().to_string())
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn pack(folder: &Path, name: &str) -> Pack {
    let bytes = fs::read(folder.join(format!("out/consultation/1/{name}.json"))).unwrap();
    let pack: Pack = serde_json::from_slice(&bytes).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(commune_consultation::data::read(&json), Ok(pack.clone()), "the widget reads what is written");
    pack
}

/// Every text of a JSON document.
fn texts(json: &serde_json::Value, out: &mut Vec<String>) {
    match json {
        serde_json::Value::String(text) => out.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| texts(field, out)),
        _ => {}
    }
}

fn takes_everything(version: Version, name: &str) -> (Platform, Pack) {
    let platform = Platform::start(Options::new(version)).unwrap();
    let folder = folder(name);
    let output = run(&folder, &platform.origin(), &["--insee", "59648", "--items", "60"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(!stderr(&output).contains("warning"), "{}", stderr(&output));
    let pack = pack(&folder, "59648");
    assert!(pack.processes.len() > 1);
    let kinds: HashSet<String> = pack
        .processes
        .iter()
        .flat_map(|process| &process.components)
        .filter(|component| !component.items.is_empty())
        .map(|component| format!("{:?}", component.kind))
        .collect();
    for kind in ["Proposals", "Meetings", "Debates", "Surveys", "Budgets", "Results", "Pages", "Posts"] {
        assert!(kinds.contains(kind), "no {kind} with content");
    }
    // Nothing hostile gets through, in any text of the file.
    let mut all = Vec::new();
    texts(&serde_json::to_value(&pack).unwrap(), &mut all);
    for text in all {
        let lower = text.to_lowercase();
        assert!(
            !lower.contains("<script") && !lower.contains("gid://") && !lower.contains(" onerror="),
            "{text}"
        );
    }
    let page = fs::read_to_string(folder.join("out/consultation/1/59648.html")).unwrap();
    assert!(page.contains("<html lang=\"fr\">") && page.contains("État des lieux du"));
    assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains("javascript:"));
    assert!(page.contains("dossier.pdf\" rel=\"nofollow ugc\"") && page.contains("</a> (PDF)"));
    (platform, pack)
}

/// How many requests ask for a field of this name.
fn asked(platform: &Platform, field: &str) -> usize {
    let ends = |path: &String| path.rsplit('.').next() == Some(field);
    platform.requests().iter().filter(|request| request.fields.iter().any(ends)).count()
}

/// How many requests run this operation.
fn operations(platform: &Platform, name: &str) -> usize {
    platform.requests().iter().filter(|request| request.operation.as_deref() == Some(name)).count()
}

fn has_options(pack: &Pack) -> bool {
    let components = pack.processes.iter().flat_map(|process| &process.components);
    let mut questions = components
        .filter(|component| component.kind == Kind::Surveys)
        .flat_map(|component| &component.items)
        .flat_map(|item| &item.questions);
    questions.any(|question| !question.options.is_empty())
}

#[test]
fn an_old_platform_is_taken_whole() {
    let (platform, pack) = takes_everything(Version::V0_24, "old");
    // A field once refused is never asked again, in no other query either.
    for field in ["taxonomies", "machineTranslated", "responseOptions", "likesCount", "withdrawn"] {
        assert!(asked(&platform, field) <= 2, "{field} is asked {} times", asked(&platform, field));
    }
    assert_eq!(asked(&platform, "machineTranslated"), 1);
    assert_eq!(asked(&platform, "responseOptions"), 1);
    assert!(asked(&platform, "answerOptions") >= 1 && asked(&platform, "scope") > 1);
    assert_eq!(
        operations(&platform, "Processes") + operations(&platform, "ProcessesExtras"),
        3,
        "a list in three requests"
    );
    assert_eq!(pack.platform.locale_rule, LocaleRule::Query);
    assert!(pack.processes.iter().any(|process| !process.areas.is_empty()), "scopes are areas");
    assert!(has_options(&pack), "by their old name");
    assert!(pack.processes[0].qr.as_ref().unwrap().url.contains("?locale=fr"));
}

#[test]
fn the_newest_platform_is_taken_whole() {
    let (platform, pack) = takes_everything(Version::Modern, "modern");
    assert_eq!(
        operations(&platform, "Processes") + operations(&platform, "ProcessesExtras"),
        2,
        "a list in two requests"
    );
    assert_eq!(
        asked(&platform, "scope") + asked(&platform, "answerOptions"),
        0,
        "what was replaced is not asked"
    );
    assert_eq!(asked(&platform, "onlineMeetingUrl"), 0);
    let themes: usize = pack.processes.iter().map(|process| process.themes.len()).sum();
    assert!(themes > 0, "taxonomies are themes");
    assert!(has_options(&pack));
    assert!(pack.processes.iter().all(|process| !process.url.is_empty()), "addresses are given");
    let json = serde_json::to_string(&pack).unwrap();
    assert!(json.contains("\"machine\":true"), "machine translations are marked");
}

#[test]
fn each_failure_is_told_and_writes_nothing() {
    for (failure, said) in [
        (Failure::Auth, "wants an account"),
        (Failure::LoginPage, "answers by a page"),
        (Failure::LoginRedirect, "redirects"),
        (Failure::Malformed, "no JSON"),
        (Failure::RateLimit { retry_after: Some(600) }, "takes no more requests"),
        (Failure::Cut { after: 10 }, ""),
    ] {
        let platform = Platform::start(Options::new(Version::Modern).fail(failure.clone())).unwrap();
        let folder = folder(&format!("failure-{failure}").replace([':', ' ', '(', ')'], "-"));
        let output = run(&folder, &platform.origin(), &[]);
        assert!(!output.status.success(), "{failure}");
        assert!(stderr(&output).contains(said), "{failure}: {}", stderr(&output));
        assert!(!folder.join("out").exists(), "{failure}: nothing is written");
    }
    let folder = folder("nobody");
    let output = run(&folder, "http://127.0.0.1:1", &[]);
    assert!(stderr(&output).contains("cannot be reached"), "{}", stderr(&output));
    assert!(stderr(&run(&folder, "ftp://x", &[])).contains("no http"));
}

#[test]
fn an_empty_platform_has_an_empty_pack_that_says_so() {
    let platform = Platform::start(Options::new(Version::Modern).empty()).unwrap();
    let folder = folder("empty");
    let output = run(&folder, &platform.origin(), &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let name = format!("127-0-0-1-{}", platform.port());
    assert!(pack(&folder, &name).processes.is_empty());
    let page = fs::read_to_string(folder.join(format!("out/consultation/1/{name}.html"))).unwrap();
    assert!(page.contains("Aucun sujet ouvert."));
}

#[test]
fn a_platform_that_breaks_in_the_middle_gives_what_it_gave_and_a_warning() {
    let failure = Failure::After { requests: 4, then: Box::new(Failure::Auth) };
    let platform = Platform::start(Options::new(Version::Modern).fail(failure)).unwrap();
    let folder = folder("middle");
    let output = run(&folder, &platform.origin(), &["--insee", "59648"]);
    assert!(output.status.success() && stderr(&output).contains("warning"), "{}", stderr(&output));
    assert!(!pack(&folder, "59648").processes.is_empty());
}

#[test]
fn the_roadmap_and_the_ways_come_from_files() {
    let platform = Platform::start(Options::new(Version::Modern).empty()).unwrap();
    let folder = folder("files");
    let plan = r#"{"title":[{"lang":"fr","text":"Feuille de route"}],"initiatives":[{"id":"a","title":[{"lang":"fr","text":"Énergie"}],
        "summary":[{"lang":"fr","text":"<p>Oui<script>x</script></p>"}]}]}"#;
    let ways = r#"[{"kind":"phone","phone":"03 00 00 00 00","text":[{"lang":"fr","text":"Le matin"}]}]"#;
    fs::write(folder.join("plan.json"), plan).unwrap();
    fs::write(folder.join("ways.json"), ways).unwrap();
    fs::write(folder.join("bad.json"), "[").unwrap();
    let output = run(
        &folder,
        &platform.origin(),
        &["--roadmap", "plan.json", "--inclusion", "ways.json", "--insee", "59648"],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let pack = pack(&folder, "59648");
    assert_eq!(pack.roadmap.unwrap().initiatives[0].summary[0].text, "<p>Oui</p>");
    assert_eq!(pack.inclusion[0].phone, "03 00 00 00 00");
    let page = fs::read_to_string(folder.join("out/consultation/1/59648.html")).unwrap();
    assert!(page.contains("href=\"tel:0300000000\"") && page.contains("Feuille de route"));
    assert!(stderr(&run(&folder, &platform.origin(), &["--roadmap", "bad.json"])).contains("bad.json"));
    assert!(stderr(&run(&folder, &platform.origin(), &["--insee", "x"])).contains("no INSEE code"));
    assert!(stderr(&run(&folder, &platform.origin(), &["--slug", "x"])).contains("no process"));
}
