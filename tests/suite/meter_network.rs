//! Nothing of a resident's file leaves: what the server, the page and the browser itself noted.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Engine, Page, Sent, msg};
use serde_json::json;
use serve::Reply;

use crate::files::{NUMBER, TOTAL, WORKBOOK_TOTAL, linky, other_linky, pdf, workbook};
use crate::fixtures::{commune, nothing_wrong, quiet};
use crate::meter::{choose, opened};
use crate::registry::scenarios;

scenarios! {
    "the harness sees a page that sends something of a file" => leak;
    "from the choice of a file to the end of the page, the same is asked for whatever the file" => same;
    "a workbook asks for its reader beside that, and a wrong file for nothing more" => others;
}

/// A request at the server: method, address, headers, body.
type Request = (String, String, Vec<(String, String)>, Vec<u8>);

/// What was noted of one use of the view, from the choice of the file to the end of the page.
#[derive(Debug, Default, PartialEq, Eq)]
struct Noted {
    /// At the server.
    server: BTreeSet<Request>,
    /// In the page's resource timings.
    timings: BTreeSet<String>,
    /// In the browser's own network log; Chromium alone has one.
    log: BTreeSet<Sent>,
}

impl Noted {
    fn targets(&self) -> BTreeSet<&str> {
        self.server.iter().map(|(_, target, ..)| target.as_str()).collect()
    }
}

/// Chooses the file, does everything that the view offers, and leaves the page. `total` shows that
/// the file was read; none where it is to be refused.
async fn used(browser: &mut Browser, file: &Path, total: Option<&str>) -> Result<Noted> {
    let page = opened(browser).await?;
    quiet(&page).await;
    nothing_wrong(&page).await?;
    let before: BTreeSet<String> = page.timings().await?.into_iter().collect();
    if page.engine() == Engine::Chromium {
        page.sent().await?;
    }
    page.site().forget();
    page.catch_downloads().await?;

    if let Some(total) = total {
        choose(&page, file, total).await?;
        page.press(&msg("energy.my-level-0")?).await?;
        page.press(&msg("ui.table-show")?).await?;
        page.wait_for(&msg("ui.table-hide")?).await?;
        for download in ["energy.download-csv", "energy.my-csv", "energy.my-svg", "energy.my-png"] {
            page.press(&msg(download)?).await?;
        }
        page.press(&msg("energy.my-give-show")?).await?;
        let saved = page.downloads().await?;
        ensure!(saved.len() == 4, "offered to save: {:?}", saved.iter().map(|d| &d.name).collect::<Vec<_>>());
        page.press(&msg("energy.my-back")?).await?;
    } else {
        page.choose_file(file).await?;
        page.wait_for(&msg("energy.my-refused")?).await?;
    }
    quiet(&page).await;
    for request in page.site().requests() {
        timed(&page, request.path()).await?;
    }
    let timings = page.timings().await?.into_iter().collect::<BTreeSet<_>>();
    page.leave().await?;
    let log = if page.engine() == Engine::Chromium { page.sent().await? } else { Vec::new() };
    ensure!(page.site().other_requests().is_empty(), "another host was asked");
    let server = page.site().all_requests().into_iter().map(|request| {
        let mut headers = request.headers;
        headers.sort();
        (request.method, request.target, headers, request.body)
    });
    Ok(Noted {
        server: server.collect(),
        timings: timings.difference(&before).cloned().collect(),
        log: log.into_iter().collect(),
    })
}

/// Waits until a request that has been made is in the page's timings, which may take a while.
async fn timed(page: &Page, path: &str) -> Result<()> {
    let script = "return performance.getEntriesByType('resource').some((entry) => new URL(entry.name).pathname === args);";
    page.wait_until(&format!("{path} in the timings"), script, json!(path)).await.map(drop)
}

/// No note goes elsewhere, carries anything, or names the file.
fn innocent(noted: &Noted, origin: &str, secrets: &[&str]) -> Result<()> {
    for (method, target, headers, body) in &noted.server {
        ensure!(method == "GET" && body.is_empty(), "{method} {target} carries {} bytes", body.len());
        ensure!(target.starts_with("/pkg/") && !target.contains('?'), "asked for {target:?}");
        let cookie = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("cookie"));
        ensure!(!cookie, "a cookie was sent to {target}");
    }
    for url in &noted.timings {
        ensure!(url.starts_with(&format!("{origin}/pkg/")) && !url.contains('?'), "timed: {url}");
    }
    for sent in &noted.log {
        ensure!(sent.method == "GET" && sent.body.is_empty(), "{sent:?}");
        ensure!(sent.url.starts_with(&format!("{origin}/pkg/")) && !sent.url.contains('?'), "{sent:?}");
        ensure!(!sent.headers.contains_key("cookie"), "{sent:?}");
    }
    let all = format!("{noted:?}");
    for secret in secrets {
        ensure!(!all.contains(secret), "{secret:?} of the file is in {all}");
    }
    Ok(())
}

/// The addresses of the log and of the timings are those that the server noted.
fn agree(noted: &Noted, engine: Engine, origin: &str) -> Result<()> {
    let server: BTreeSet<String> =
        noted.targets().into_iter().map(|target| format!("{origin}{target}")).collect();
    ensure!(noted.timings == server, "timings {:?}, server {server:?}", noted.timings);
    if engine == Engine::Chromium {
        let log: BTreeSet<String> = noted.log.iter().map(|sent| sent.url.clone()).collect();
        ensure!(log == server, "log {log:?}, server {server:?}");
    }
    Ok(())
}

async fn same(browser: &mut Browser) -> Result<()> {
    let (engine, origin) = (browser.engine(), browser.site().origin());
    let one = used(browser, &linky()?, Some(TOTAL)).await?;
    let secrets = [NUMBER, "Enedis", "Horodate", "2024-01-1"];
    innocent(&one, &origin, &secrets)?;
    agree(&one, engine, &origin)?;
    // Another home's file: other number, days and power. Every note is the same to the byte, headers too.
    let other = used(browser, &other_linky()?, Some("120 kWh")).await?;
    innocent(&other, &origin, &["14299876543210", "Enedis", "Horodate", "2024-01-1"])?;
    ensure!(one == other, "{one:#?}\nbut with another file\n{other:#?}");
    eprintln!("{}: whatever the file, {:?}", engine.name(), one.targets());
    Ok(())
}

async fn others(browser: &mut Browser) -> Result<()> {
    let (engine, origin) = (browser.engine(), browser.site().origin());
    let csv = used(browser, &linky()?, Some(TOTAL)).await?;
    let book = used(browser, &workbook()?, Some(WORKBOOK_TOTAL)).await?;
    innocent(&book, &origin, &[NUMBER, "Export", "Quotidienne", "03/2025"])?;
    agree(&book, engine, &origin)?;
    let more: Vec<&str> = book.targets().difference(&csv.targets()).copied().collect();
    ensure!(more == ["/pkg/xlsx.js", "/pkg/xlsx_bg.wasm"], "a workbook asks for {more:?} more");
    ensure!(csv.targets().is_subset(&book.targets()), "a workbook asks for less: {:?}", book.targets());

    let wrong = used(browser, &pdf()?, None).await?;
    innocent(&wrong, &origin, &["facture", "Catalog"])?;
    agree(&wrong, engine, &origin)?;
    ensure!(wrong.targets().is_subset(&csv.targets()), "a wrong file asks for {:?}", wrong.targets());
    Ok(())
}

async fn leak(browser: &mut Browser) -> Result<()> {
    let taken = || [Reply::new(204)];
    let case = commune()
        .answer("/pkg/posted", taken())
        .answer("/pkg/header", taken())
        .answer("/pkg/beacon", taken());
    let page = browser.open(&case).await?;
    quiet(&page).await;
    if page.engine() == Engine::Chromium {
        page.sent().await?;
    }
    page.site().forget();
    let script = "await fetch('/pkg/posted', { method: 'POST', body: args[0] }); \
        await fetch('/pkg/header', { headers: { 'x-file': args[0] } }); \
        addEventListener('pagehide', () => navigator.sendBeacon('/pkg/beacon', args[0]));";
    page.js_async(script, json!([NUMBER])).await?;
    for path in ["/pkg/posted", "/pkg/header"] {
        timed(&page, path).await?;
    }
    page.leave().await?;
    let server = page.site().all_requests();
    let posted: Vec<&str> =
        server.iter().filter(|r| r.body == NUMBER.as_bytes()).map(|r| r.target.as_str()).collect();
    ensure!(posted == ["/pkg/posted", "/pkg/beacon", "/pkg/beacon"], "at the server: {posted:?}");
    ensure!(server.iter().any(|r| r.header("x-file") == Some(NUMBER)), "{server:?}");
    if page.engine() == Engine::Chromium {
        let log = page.sent().await?;
        let carried: Vec<&Sent> = log.iter().filter(|sent| !sent.body.is_empty()).collect();
        ensure!(carried.len() == 2, "the log shows {carried:?} of {log:?}");
        ensure!(log.iter().any(|sent| sent.headers.get("x-file").is_some_and(|v| v == NUMBER)), "{log:?}");
    }
    Ok(())
}
