//! Bodies, CORS, failures, records and pages.

mod support;

use std::time::{Duration, Instant};

use decidim_standin::{Failure, Options, Platform, Version};
use serde_json::{Value, json};
use support::{data, exchange, post, send, start};

const PING: &str = "query Ping { decidim { applicationName } }";
const JSON: (&str, &str) = ("Content-Type", "application/json");
const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

#[test]
fn a_body_is_json_or_a_form() {
    let platform = start(Version::Modern);
    let name = |headers: &[(&str, &str)], body: &str| {
        let answer = send(&platform, "POST", "/api", headers, body);
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    };
    let slug = "query Q($slug: String!) { participatoryProcess(slug: $slug) { id } }";
    let seven = json!({ "data": { "participatoryProcess": { "id": "7" } } });
    for variables in [json!({ "slug": "place-du-marche" }), json!("{\"slug\":\"place-du-marche\"}")] {
        let body = json!({ "query": slug, "variables": variables, "operationName": "Q" }).to_string();
        assert_eq!(name(&[JSON], &body), seven);
        assert_eq!(name(&[("Content-Type", "application/json; charset=utf-8")], &body), seven);
    }
    let form = "query=query+Q%28%24slug%3AString%21%29%7BparticipatoryProcess%28slug%3A%24slug%29%7Bid%7D%7D&variables=%7B%22slug%22%3A%22place-du-marche%22%7D&operationName=";
    assert_eq!(name(&[FORM], form), seven);
    // A type that Rails does not read is a request without a query.
    let none = json!({ "errors": [{ "message": "No query string was present" }] });
    assert_eq!(name(&[("Content-Type", "text/plain")], &json!({ "query": PING }).to_string()), none);
    assert_eq!(name(&[JSON], ""), none);
    let two = json!({ "query": "query A { decidim { applicationName } } query B { session { user { id } } }", "operationName": "B" });
    assert_eq!(name(&[JSON], &two.to_string()), json!({ "data": { "session": { "user": null } } }));
    assert_eq!(send(&platform, "POST", "/api", &[JSON], "{\"query\"").status, 400);
    let raised =
        send(&platform, "POST", "/api", &[JSON], &json!({ "query": PING, "variables": [1] }).to_string());
    assert_eq!(
        (raised.status, raised.json()),
        (500, json!({ "errors": [{ "message": "Internal Server error" }], "data": {} }))
    );
}

#[test]
fn an_answer_has_its_keys_in_the_order_of_the_query() {
    let platform = start(Version::Modern);
    let answer = post(
        &platform,
        "{ session { user { id } } decidim { version b: applicationName a: version } }",
        json!({}),
    );
    assert_eq!(
        answer.body,
        r#"{"data":{"session":{"user":null},"decidim":{"version":null,"b":"Participer à Exemple","a":null}}}"#
    );
}

#[test]
fn pages_of_other_origins_may_post_and_nothing_else() {
    let platform = start(Version::Modern);
    let origin = ("Origin", "http://commune.example");
    let preflight = send(
        &platform,
        "OPTIONS",
        "/api",
        &[
            origin,
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type"),
        ],
        "",
    );
    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.header("Access-Control-Allow-Origin"), Some("*"));
    assert_eq!(preflight.header("Access-Control-Allow-Methods"), Some("POST, OPTIONS"));
    assert_eq!(preflight.header("Access-Control-Allow-Headers"), Some("content-type"));
    assert_eq!(preflight.header("Access-Control-Allow-Credentials"), None);
    let body = json!({ "query": PING }).to_string();
    let allowed = |method: &str, path: &str, headers: &[(&str, &str)]| {
        let answer = send(&platform, method, path, headers, if method == "POST" { &body } else { "" });
        answer.header("Access-Control-Allow-Origin").map(str::to_owned)
    };
    assert_eq!(allowed("POST", "/api", &[origin, JSON]).as_deref(), Some("*"));
    assert_eq!(allowed("POST", "/api", &[JSON]), None);
    assert_eq!(allowed("POST", "/api/", &[origin, JSON]), None);
    assert_eq!(allowed("GET", "/api", &[origin]), None);
    assert_eq!(allowed("GET", "/fr/processes", &[origin]), None);
    assert_eq!(allowed("OPTIONS", "/api", &[origin, ("Access-Control-Request-Method", "DELETE")]), None);
    // A failure has them too: rack-cors stands before everything.
    platform.fail(Some(Failure::ErrorHtml));
    assert_eq!(allowed("POST", "/api", &[origin, JSON]).as_deref(), Some("*"));
}

#[test]
fn each_failure_is_played() {
    let platform = start(Version::Modern);
    let played = |name: &str| {
        platform.fail(Some(name.parse().unwrap()));
        post(&platform, PING, json!({}))
    };
    let auth = played("auth");
    assert_eq!((auth.status, auth.json()), (401, json!({ "error": "Access denied" })));
    let redirect = played("login-redirect");
    assert_eq!((redirect.status, redirect.header("Location")), (302, Some("/users/sign_in")));
    let page = send(&platform, "GET", "/users/sign_in", &[("Origin", "http://commune.example")], "");
    assert!(
        page.status == 200
            && page.body.contains("<form")
            && page.header("Access-Control-Allow-Origin").is_none()
    );
    let login = played("login-page");
    assert!(login.status == 200 && login.header("Content-Type").unwrap().starts_with("text/html"));
    let many = played("rate-limit");
    assert_eq!((many.status, many.header("Retry-After")), (429, None));
    assert_eq!(played("rate-limit:30").header("Retry-After"), Some("30"));
    assert_eq!(send(&platform, "GET", "/fr/processes", &[], "").status, 429);
    let error = played("error-html");
    assert!(error.status == 500 && error.body.starts_with("<!DOCTYPE html>"));
    let error = played("error-json");
    assert_eq!(
        (error.status, error.json()["errors"][0]["message"].as_str()),
        (500, Some("Internal Server error"))
    );
    let broken = played("malformed");
    assert_eq!(broken.status, 200);
    assert!(serde_json::from_str::<Value>(&broken.body).is_err());
    assert_eq!(broken.header("Content-Length").unwrap(), broken.body.len().to_string());
    platform.fail(None);
    assert_eq!(data(&platform, PING, json!({}))["decidim"]["applicationName"], "Participer à Exemple");
}

#[test]
fn an_emptied_platform_fills_again() {
    let platform = start(Version::Modern);
    let count = || {
        data(&platform, "{ participatoryProcesses { id } }", json!({}))["participatoryProcesses"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(count(), 10);
    platform.fail(Some(Failure::Empty));
    assert_eq!(count(), 0);
    platform.fail(None);
    assert_eq!(count(), 10);
}

#[test]
fn a_slow_answer_is_whole() {
    let platform = Platform::start(Options::new(Version::Modern).fail("slow:300".parse().unwrap())).unwrap();
    let since = Instant::now();
    assert!(data(&platform, PING, json!({})).is_object());
    assert!(since.elapsed() >= Duration::from_millis(300));
    platform.fail(Some(Failure::Trickle));
    let since = Instant::now();
    assert!(data(&platform, PING, json!({})).is_object());
    assert!(since.elapsed() >= Duration::from_millis(50));
}

#[test]
fn a_cut_answer_promises_more_than_it_sends() {
    let platform = start(Version::Modern);
    platform.fail(Some(Failure::Cut { after: 10 }));
    let answer = post(&platform, PING, json!({}));
    assert_eq!(answer.body.len(), 10);
    let promised: usize = answer.header("Content-Length").unwrap().parse().unwrap();
    assert!(promised > 10);
}

#[test]
fn silence_lasts_until_it_is_lifted() {
    let platform = start(Version::Modern);
    platform.fail(Some(Failure::Silence));
    let body = json!({ "query": PING }).to_string();
    let (heard, ended) = exchange(&platform, "POST", "/api", &[JSON], &body, Duration::from_millis(400));
    assert_eq!((heard.as_str(), ended), ("", false));
    assert_eq!(send(&platform, "GET", "/fr/processes", &[], "").status, 200);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| post(&platform, PING, json!({})).status);
        std::thread::sleep(Duration::from_millis(200));
        platform.fail(None);
        assert_eq!(waiting.join().unwrap(), 200);
    });
    // A platform that ends does not wait for those who wait.
    platform.fail(Some(Failure::Silence));
    let since = Instant::now();
    let (heard, _) = exchange(&platform, "POST", "/api", &[JSON], &body, Duration::from_millis(100));
    assert_eq!(heard, "");
    drop(platform);
    assert!(since.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_failure_may_come_after_some_requests() {
    let platform = start(Version::Modern);
    platform.fail(Some("after:2:auth".parse().unwrap()));
    let statuses: Vec<_> = (0..4).map(|_| post(&platform, PING, json!({})).status).collect();
    assert_eq!(statuses, [200, 200, 401, 401]);
    platform.fail(Some("after:1:error-json".parse().unwrap()));
    assert_eq!(
        [post(&platform, PING, json!({})).status, post(&platform, PING, json!({})).status],
        [200, 500]
    );
}

#[test]
fn requests_are_recorded_with_what_they_asked_for() {
    let platform = start(Version::V0_24);
    let query = "query List($slug: String!) { participatoryProcess(slug: $slug) { url other: title { ...T } components { ... on Meetings { meetings { edges { node { id } } } } } } } fragment T on TranslatedField { locales }";
    let body = json!({ "query": query, "variables": { "slug": "a" } }).to_string();
    send(&platform, "POST", "/api", &[JSON, ("Origin", "http://commune.example")], &body);
    send(&platform, "GET", "/processes/plan-velo?locale=nl", &[], "");
    let recorded = platform.requests();
    assert_eq!(recorded.len(), 2);
    let first = &recorded[0];
    assert_eq!((first.method.as_str(), first.path.as_str(), first.status), ("POST", "/api", 200));
    assert_eq!(first.origin.as_deref(), Some("http://commune.example"));
    assert_eq!(
        (first.operation.as_deref(), first.content_type.as_deref()),
        (Some("List"), Some("application/json"))
    );
    assert_eq!(first.variables["slug"], "a");
    // The query was refused for `url`: it is known that it was asked.
    assert!(first.asks("participatoryProcess.url") && first.asks("participatoryProcess.title.locales"));
    assert!(
        first.asks("participatoryProcess.components.meetings.edges.node")
            && !first.asks("participatoryProcess.tit")
    );
    assert_eq!((recorded[1].path.as_str(), recorded[1].status), ("/processes/plan-velo", 200));
    assert!(recorded[1].fields.is_empty() && recorded[1].operation.is_none());
    platform.forget_requests();
    assert!(platform.requests().is_empty());
}

#[test]
fn links_arrive_under_the_locale_rule_of_the_version() {
    let status = |platform: &Platform, path: &str| {
        let answer = send(platform, "GET", path, &[], "");
        (answer.status, answer.header("Location").map(str::to_owned))
    };
    let old = start(Version::V0_24);
    for path in ["/processes", "/processes/place-du-marche", "/processes/place-du-marche/f/102/meetings/601"]
    {
        assert_eq!(status(&old, path), (200, None), "{path}");
        assert_eq!(status(&old, &format!("/fr{path}")).0, 404, "{path}");
    }
    let modern = start(Version::Modern);
    for path in ["/processes", "/processes/place-du-marche", "/processes/place-du-marche/f/102/meetings/601"]
    {
        assert_eq!(status(&modern, &format!("/nl{path}")), (200, None), "{path}");
        assert_eq!(status(&modern, path), (301, Some(format!("/fr{path}"))), "{path}");
    }
    for none in ["/fr/processes/none", "/fr/processes/plan-velo/f/102/", "/fr/other"] {
        assert_eq!(status(&modern, none).0, 404, "{none}");
    }
    let page = send(&modern, "GET", "/nl/processes/place-du-marche", &[], "");
    assert!(
        page.body.contains("<html lang=\"nl\">") && page.body.contains("De Markt opnieuw uitvinden"),
        "{}",
        page.body
    );
    let hostile = send(&modern, "GET", "/fr/processes/texte-hostile", &[], "");
    assert!(!hostile.body.contains("<script"), "{}", hostile.body);
}

#[test]
fn pictures_that_processes_name_are_there() {
    for version in Version::ALL {
        let platform = Platform::start(Options::new(version).storage("http://127.0.0.1:9/")).unwrap();
        let answer =
            data(&platform, "{ participatoryProcesses { slug heroImage attachments { url } } }", json!({}));
        let (mut here, mut elsewhere) = (0, 0);
        for process in answer["participatoryProcesses"].as_array().unwrap() {
            let file = send(&platform, "GET", process["attachments"][0]["url"].as_str().unwrap(), &[], "");
            assert_eq!((file.status, file.header("Content-Type")), (200, Some("application/pdf")));
            let Some(path) = process["heroImage"].as_str() else { continue };
            if path.starts_with("http://127.0.0.1:9/hero-") {
                elsewhere += 1;
                continue;
            }
            let mut picture = send(&platform, "GET", path, &[], "");
            if version == Version::Modern {
                assert_eq!(picture.status, 302, "{path}");
                picture = send(&platform, "GET", picture.header("Location").unwrap(), &[], "");
            }
            assert_eq!((picture.status, picture.header("Content-Type")), (200, Some("image/png")), "{path}");
            here += 1;
        }
        assert_eq!((here, elsewhere), (8, 1));
    }
}
