//! `commune-packs doctor`: a page that works, and everything that can keep it from working, planted one by one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use commune_packs::doctor::fetch::{Answer, Failure, Fetch, Network};
use commune_packs::doctor::{Report, diagnose};
use serde_json::{Value, json};
use serve::{Reply, Server};
use sha2::Digest as _;
use url::Url;

const TODAY: &str = "2026-11-24";
const SHELL: &str =
    "const VERSION = '1.0.0';\nconst SUMS = { 'energy': 'qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=' };";
const GLUE: &str = "new URL('energy_bg.wasm', import.meta.url)";
const TAG: &str = r#"<script type="module" src="/w/commune-widgets.js"></script>"#;
const ELEMENT: &str =
    r#"<commune-energy insee="59648"><a href="/w/packs/energy/1/59648.html">Énergie</a></commune-energy>"#;
const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/// What a server answers, by path. Nothing is added to it.
type Site = HashMap<&'static str, Reply>;

fn reply(kind: &str, body: impl Into<Vec<u8>>) -> Reply {
    Reply::with(200, kind, body).bare()
}

fn html(head: &str, body: &str) -> Reply {
    let page = format!(
        "<!doctype html><html lang=fr><head><title>x</title>{head}</head><body><p>{body}</p></body></html>"
    );
    reply("text/html; charset=utf-8", page)
}

fn pack() -> Value {
    json!({ "schema": "commune-widgets/energy/1", "generated": "2026-11-01", "nextUpdate": "2027-06-30", "demo": false })
}

fn json(value: &Value) -> Reply {
    reply("application/json", value.to_string())
}

/// A page that works, under the strict policy.
fn clean() -> Site {
    HashMap::from([
        ("/page", html(TAG, ELEMENT).header("Content-Security-Policy", STRICT)),
        ("/w/commune-widgets.js", reply("text/javascript", SHELL)),
        ("/w/energy.ab39cb72c4.js", reply("text/javascript; charset=utf-8", GLUE)),
        ("/w/energy_bg.wasm", reply("application/wasm", b"\0asm\x01\0\0\0".to_vec())),
        ("/w/locales/energy/fr.json", json(&json!({}))),
        ("/w/packs/energy/1/59648.json", json(&pack())),
    ])
}

fn serve(site: Site) -> Server {
    let site = Arc::new(Mutex::new(site));
    Server::new()
        .handle(move |request| {
            Some(site.lock().unwrap().get(request.path()).cloned().unwrap_or_else(|| Reply::new(404).bare()))
        })
        .start(0)
        .unwrap()
}

fn examine(server: &Server) -> Report {
    let url = Url::parse(&format!("{}/page", server.origin())).unwrap();
    diagnose(&url, &Network::new(), TODAY).unwrap()
}

fn ids(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.id).collect()
}

#[test]
fn a_clean_page_has_nothing_to_tell_and_every_file_is_asked_for() {
    let server = serve(clean());
    let report = examine(&server);
    assert_eq!(ids(&report), [""; 0], "{report:#?}");
    assert_eq!(report.widgets, ["energy 59648"]);
    let paths: Vec<String> =
        report.asked.iter().map(|url| Url::parse(url).unwrap().path().to_owned()).collect();
    assert_eq!(
        paths,
        [
            "/page",
            "/w/commune-widgets.js",
            "/w/energy.ab39cb72c4.js",
            "/w/energy_bg.wasm",
            "/w/locales/energy/fr.json",
            "/w/packs/energy/1/59648.json"
        ]
    );
}

#[test]
fn the_form_of_a_div_is_as_good_as_an_element() {
    let mut site = clean();
    let div =
        r#"<div class="commune-widget" data-widget="energy" data-insee="59648"><a href="/x">É</a></div>"#;
    site.insert("/page", html(TAG, div));
    assert_eq!(ids(&examine(&serve(site))), [""; 0]);
}

#[test]
fn two_kinds_need_the_bundle_of_all() {
    let mut site = clean();
    let both = format!(r#"{ELEMENT}<commune-cyber-quiz lang="nl"></commune-cyber-quiz>"#);
    site.insert("/page", html(TAG, &both));
    site.insert("/w/all.js", reply("text/javascript", "new URL(\"all_bg.wasm\",import.meta.url)"));
    site.insert("/w/all_bg.wasm", reply("application/wasm", b"\0asm\x01\0\0\0".to_vec()));
    site.insert("/w/locales/cyber-quiz/nl.json", json(&json!({})));
    let mut quiz = pack();
    quiz["schema"] = json!("commune-widgets/cyber-quiz/1");
    site.insert("/w/packs/cyber-quiz/1/residents.nl.json", json(&quiz));
    let report = examine(&serve(site));
    assert_eq!(ids(&report), [""; 0], "{report:#?}");
}

type Plant = fn(&mut Site);

/// What is planted, the finding that must be the only one, whether it blocks, and a part of what to do.
const PLANTS: [(&str, bool, &str, Plant); 30] = [
    ("csp-wasm", true, "script-src 'self' 'wasm-unsafe-eval';", |s| policy(s, "default-src 'self'")),
    ("csp-script", true, "script-src 'wasm-unsafe-eval' 'self';", |s| {
        policy(s, "script-src 'wasm-unsafe-eval'; connect-src *");
    }),
    ("csp-connect", true, "connect-src 'self';", |s| {
        policy(s, "script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'");
    }),
    ("csp-wasm", true, "la balise <meta>", |s| {
        let meta = r#"<meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline'">"#;
        s.insert("/page", html(&format!("{meta}{TAG}"), ELEMENT));
    }),
    ("csp-sandbox", true, "allow-scripts", |s| policy(s, "sandbox allow-same-origin")),
    ("mime-js", true, "AddType text/javascript .js", |s| {
        s.insert(
            "/w/commune-widgets.js",
            reply("text/plain", SHELL).header("X-Content-Type-Options", "nosniff"),
        );
    }),
    ("mime-js", true, "types { text/javascript js; }", |s| {
        s.insert("/w/energy.ab39cb72c4.js", reply("application/octet-stream", GLUE));
    }),
    ("mime-wasm", false, "AddType application/wasm .wasm", |s| {
        s.insert("/w/energy_bg.wasm", reply("application/octet-stream", b"\0asm\x01\0\0\0".to_vec()));
    }),
    ("wasm-broken", true, "mode binaire", |s| {
        s.insert("/w/energy_bg.wasm", reply("application/wasm", "<html>"));
    }),
    ("mime-json", false, "AddType application/json .json", |s| {
        s.insert("/w/packs/energy/1/59648.json", reply("text/plain", pack().to_string()));
    }),
    ("file-missing", true, "Publiez le paquet de cette commune", |s| {
        s.remove("/w/packs/energy/1/59648.json");
    }),
    ("file-missing", true, "Copiez tous les fichiers", |s| {
        s.remove("/w/energy_bg.wasm");
    }),
    ("pack-not-json", true, "page d'accueil", |s| {
        s.insert("/w/packs/energy/1/59648.json", html("", "Connectez-vous"));
    }),
    ("pack-schema", true, "de la même version", |s| {
        with_pack(s, "schema", json!("commune-widgets/energy/2"))
    }),
    ("pack-expired", false, "nouveau paquet", |s| with_pack(s, "nextUpdate", json!("2026-11-23"))),
    ("pack-soon", false, "nouveau paquet", |s| with_pack(s, "nextUpdate", json!("2026-12-01"))),
    ("pack-demo", false, "vraies données", |s| with_pack(s, "demo", json!(true))),
    ("script-missing", true, "le modèle du site", |s| page(s, "", ELEMENT)),
    ("script-missing", true, "Excluez commune-widgets de Autoptimize", |s| {
        page(
            s,
            r#"<script defer src="/wp-content/cache/autoptimize/js/autoptimize_1a.js"></script>"#,
            ELEMENT,
        );
    }),
    ("script-type", true, r#"type="module""#, |s| {
        page(s, r#"<script src="/w/commune-widgets.js"></script>"#, ELEMENT)
    }),
    ("optimiser", true, "WP Rocket", |s| {
        page(
            s,
            r#"<script type="rocketlazyloadscript" data-rocket-type="module" data-rocket-src="/w/commune-widgets.js"></script>"#,
            ELEMENT,
        );
    }),
    ("optimiser", true, r#"data-cfasync="false""#, |s| {
        page(
            s,
            r#"<script type="text/rocketscript" data-rocketsrc="/w/commune-widgets.js"></script>"#,
            ELEMENT,
        );
    }),
    ("optimiser", true, "Excluez commune-widgets de cet outil", |s| {
        page(s, r#"<script type="module" data-later="/w/commune-widgets.js"></script>"#, ELEMENT);
    }),
    ("optimiser", true, "pas besoin d'accord", |s| {
        page(
            s,
            r#"<script type="text/plain" data-category="x" src="/w/commune-widgets.js"></script>"#,
            ELEMENT,
        );
    }),
    ("element-stripped", true, "class=\"commune-widget\"", |s| {
        page(s, TAG, r#"<a href="/w/packs/energy/1/59648.html">Énergie</a>"#);
    }),
    ("element-escaped", true, "l'éditeur HTML", |s| {
        page(s, TAG, "<code>&lt;commune-energy insee=59648></code>")
    }),
    ("element-missing", true, "Vérifiez l'adresse", |s| page(s, TAG, "Bonjour")),
    ("div-attributes", true, "data-insee", |s| {
        page(s, TAG, r#"<div class="commune-widget"><a href="/x">x</a></div>"#)
    }),
    ("insee", true, "le nom de la commune", |s| {
        s.remove("/w/packs/energy/1/59648.json");
        page(s, TAG, "<commune-energy></commune-energy>");
    }),
    ("shell-versions", true, "Gardez une seule balise", |s| {
        s.insert("/w2/commune-widgets.js", reply("text/javascript", SHELL.replace("1.0.0", "1.1.0")));
        page(s, &format!(r#"{TAG}<script type="module" src="/w2/commune-widgets.js"></script>"#), ELEMENT);
    }),
];

fn page(site: &mut Site, head: &str, body: &str) {
    site.insert("/page", html(head, body));
}

fn policy(site: &mut Site, policy: &str) {
    site.insert("/page", html(TAG, ELEMENT).header("Content-Security-Policy", policy));
}

fn with_pack(site: &mut Site, field: &str, value: Value) {
    let mut pack = pack();
    pack[field] = value;
    site.insert("/w/packs/energy/1/59648.json", json(&pack));
}

#[test]
fn each_planted_fault_is_found_alone_with_what_to_do() {
    for (id, blocks, act, plant) in PLANTS {
        let mut site = clean();
        plant(&mut site);
        let report = examine(&serve(site));
        assert_eq!(ids(&report), [id], "{report:#?}");
        let finding = &report.findings[0];
        assert_eq!(finding.blocks, blocks, "{finding:#?}");
        assert!(finding.act.contains(act), "« {act} » is not in {finding:#?}");
        assert!(!finding.what.is_empty() && !finding.why.is_empty());
    }
}

#[test]
fn redirects_and_copies_are_told_as_what_they_cost() {
    let mut site = clean();
    let pack = site.remove("/w/packs/energy/1/59648.json").unwrap();
    site.insert("/w/packs/energy/1/59648.json", Reply::new(302).header("Location", "/elsewhere.json").bare());
    site.insert("/elsewhere.json", pack);
    let report = examine(&serve(site));
    assert_eq!(ids(&report), ["redirect"]);
    assert!(report.findings[0].act.ends_with("/elsewhere.json"));

    let mut site = clean();
    page(
        &mut site,
        &format!(r#"{TAG}<script type="module" src="/w/commune-widgets.js?ver=2"></script>"#),
        ELEMENT,
    );
    assert_eq!(ids(&examine(&serve(site))), ["shell-twice"]);
}

/// The page on one server and the widgets on another: another port is another origin.
fn two_servers(allow: Option<&str>, policy: Option<&str>) -> Report {
    let mut files = clean();
    files.remove("/page");
    if let Some(allow) = allow {
        files = files
            .into_iter()
            .map(|(path, reply)| (path, reply.header("Access-Control-Allow-Origin", allow)))
            .collect();
    }
    let files = serve(files);
    let head = format!(r#"<script type="module" src="{}/w/commune-widgets.js"></script>"#, files.origin());
    let mut page = html(&head, ELEMENT);
    if let Some(policy) = policy {
        page = page.header("Content-Security-Policy", &policy.replace("HOST", &files.origin()));
    }
    examine(&serve(HashMap::from([("/page", page)])))
}

#[test]
fn files_of_another_host_need_its_leave_and_the_policy_names_it() {
    assert_eq!(ids(&two_servers(Some("*"), None)), [""; 0]);
    let report = two_servers(None, None);
    assert_eq!(ids(&report), ["cors"]);
    assert_eq!(
        report.findings[0].act,
        "Sur le serveur des widgets, ajoutez : Access-Control-Allow-Origin: *"
    );
    assert_eq!(ids(&two_servers(Some("https://other.example"), None)), ["cors"]);
    let right = "script-src HOST 'wasm-unsafe-eval'; connect-src HOST";
    assert_eq!(ids(&two_servers(Some("*"), Some(right))), [""; 0]);
    let report = two_servers(Some("*"), Some("script-src 'self'; connect-src 'self'"));
    assert_eq!(ids(&report), ["csp-script", "csp-wasm", "csp-connect"]);
    assert!(report.findings[0].act.contains("script-src 'self' http://127.0.0.1:"), "{report:#?}");
}

#[test]
fn a_pinned_script_that_changed_is_told() {
    let tag = |hash: String| {
        format!(r#"<script type="module" src="/w/commune-widgets.js" integrity="sha384-{hash}"></script>"#)
    };
    let mut site = clean();
    page(&mut site, &tag(BASE64_STANDARD.encode(sha2::Sha384::digest(SHELL))), ELEMENT);
    assert_eq!(ids(&examine(&serve(site))), [""; 0]);
    let mut site = clean();
    page(&mut site, &tag(BASE64_STANDARD.encode(sha2::Sha384::digest("other"))), ELEMENT);
    assert_eq!(ids(&examine(&serve(site))), ["integrity"]);
}

#[test]
fn an_import_map_that_pins_the_bundle_is_held_to_its_word() {
    let with_map = |hash: &str, policy: &str| {
        let map = format!(
            r#"<script type="importmap">{{"integrity":{{"/w/energy.ab39cb72c4.js":"sha384-{hash}"}}}}</script>"#
        );
        let mut site = clean();
        site.insert("/page", html(&format!("{map}{TAG}"), ELEMENT).header("Content-Security-Policy", policy));
        examine(&serve(site))
    };
    let right = BASE64_STANDARD.encode(sha2::Sha384::digest(GLUE));
    let free = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'";
    assert_eq!(ids(&with_map(&right, free)), [""; 0]);
    assert_eq!(ids(&with_map("AAAA", free)), ["integrity"]);
    let report = with_map(&right, STRICT);
    assert_eq!(ids(&report), ["csp-importmap"]);
    let act = &report.findings[0].act;
    let hash = act.split('\'').find(|part| part.starts_with("sha256-")).unwrap();
    let allowed = STRICT.replace("script-src", &format!("script-src '{hash}'"));
    assert_eq!(ids(&with_map(&right, &allowed)), [""; 0]);
}

#[test]
fn a_platform_that_the_policy_does_not_name_is_told() {
    let widget = |live: &str| {
        let mut site = clean();
        let element = format!(
            r#"<commune-consultation insee="59648" platform="https://participer.exemple.example" {live}></commune-consultation>"#
        );
        site.insert("/page", html(TAG, &element).header("Content-Security-Policy", STRICT));
        site.insert("/w/consultation.js", reply("text/javascript", "'consultation_bg.wasm'"));
        site.insert("/w/consultation_bg.wasm", reply("application/wasm", b"\0asm\x01\0\0\0".to_vec()));
        site.insert("/w/locales/consultation/fr.json", json(&json!({})));
        let mut pack = pack();
        pack["schema"] = json!("commune-widgets/consultation/1");
        site.insert("/w/packs/consultation/1/59648.json", json(&pack));
        let report = examine(&serve(site));
        report.findings.iter().map(|finding| (finding.id, finding.blocks)).collect::<Vec<_>>()
    };
    assert_eq!(widget(""), [("csp-platform", false), ("csp-image", false)]);
    assert_eq!(widget("live"), [("csp-platform", true), ("csp-image", false)]);
}

#[test]
fn the_ground_of_a_map_needs_its_place_in_the_policy() {
    let mut site = clean();
    let tiles = r#"tiles="https://tuiles.exemple.example/{z}/{x}/{y}.png" tiles-attribution="Exemple""#;
    let element = format!(r#"<commune-services insee="59648" {tiles}></commune-services>"#);
    site.insert("/page", html(TAG, &element).header("Content-Security-Policy", STRICT));
    site.insert("/w/services.js", reply("text/javascript", "'services_bg.wasm'"));
    site.insert("/w/services_bg.wasm", reply("application/wasm", b"\0asm\x01\0\0\0".to_vec()));
    site.insert("/w/locales/services/fr.json", json(&json!({})));
    let mut pack = pack();
    pack["schema"] = json!("commune-widgets/services/1");
    site.insert("/w/packs/services/1/59648.json", json(&pack));
    let report = examine(&serve(site));
    assert_eq!(ids(&report), ["csp-image"]);
    assert!(
        report.findings[0].act.ends_with("img-src 'self' https://tuiles.exemple.example;"),
        "{report:#?}"
    );
}

/// Answers from memory, for addresses that no test can serve: https ones.
struct Memory(HashMap<&'static str, (&'static str, String)>);

impl Fetch for Memory {
    fn get(&self, url: &Url, _origin: Option<&str>) -> Result<Answer, Failure> {
        let (kind, body) = self.0.get(url.as_str()).ok_or(Failure::NoHost)?;
        Ok(Answer {
            url: url.clone(),
            redirects: Vec::new(),
            status: 200,
            headers: vec![("content-type".into(), (*kind).into())],
            body: body.clone().into_bytes(),
        })
    }
}

#[test]
fn a_script_without_encryption_in_an_encrypted_page_is_told() {
    let tag = r#"<script type="module" src="http://widgets.example/commune-widgets.js"></script>"#;
    let page = format!("<html lang=fr><head>{tag}</head><body>{ELEMENT}</body></html>");
    let memory = Memory(HashMap::from([("https://www.example/", ("text/html", page))]));
    let report = diagnose(&Url::parse("https://www.example/").unwrap(), &memory, TODAY).unwrap();
    assert_eq!(ids(&report), ["mixed-content"]);
    assert!(report.findings[0].act.contains("https://widgets.example/commune-widgets.js"));
    let nowhere = diagnose(&Url::parse("https://nowhere.example/").unwrap(), &memory, TODAY).unwrap_err();
    assert!(nowhere.contains("ce nom de site n'existe pas"));
}

fn command(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_commune-packs")).args(arguments).output().unwrap()
}

#[test]
fn the_command_says_it_in_french_and_in_its_exit_code() {
    let server = serve(clean());
    let url = format!("{}/page", server.origin());
    let output = command(&["doctor", &url, "--today", TODAY]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("Rien ne bloque les widgets de cette page.") && text.contains("Non vérifié"),
        "{text}"
    );

    let mut site = clean();
    policy(&mut site, "default-src 'self'");
    let server = serve(site);
    let url = format!("{}/page", server.origin());
    let output = command(&["doctor", &url, "--today", TODAY]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("BLOQUE : La politique de sécurité (CSP) de la page refuse WebAssembly."),
        "{text}"
    );
    assert!(
        text.contains(
            "À faire : Dans l'en-tête Content-Security-Policy, ajoutez cette directive : script-src"
        ),
        "{text}"
    );
    let output = command(&["doctor", &url, "--today", TODAY, "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["findings"][0]["id"], "csp-wasm");

    assert!(!command(&["doctor", "ftp://127.0.0.1/"]).status.success());
    let missing = command(&["doctor", &format!("{}/none", server.origin())]);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("erreur 404"));
}
