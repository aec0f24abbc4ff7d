//! A release as a static host has it: its folder and nothing else, kept for ever by caches, under the strict policy.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Engine, Page, Policy, msg};
use serde_json::{Value, json};
use serve::{Reply, Server};

use crate::fixtures::each_drawn;
use crate::registry::scenarios;
use crate::release::folder;

scenarios! {
    "the demo and the site of a release run from its folder alone, cached for ever, under the strict policy" => alone, only &[Engine::Chromium];
    "the embed page of a release draws the widget that its address names, over the link to the plain page" => embedded, only &[Engine::Chromium];
    "with JavaScript off, the link of each widget leads to the same figures, places, consultations and gestures" => scriptless, only &[Engine::Chromium];
}

const REPORT: &str = "/csp-report";
/// A page that shows what a commune without data gets: the one whose file is missing on purpose.
const ABSENT: &str = "demo/absente.html";

/// Any static host: no path of it is answered but by a file of the release.
fn host(release: &Path) -> Result<Server> {
    let policy = Policy::Strict.header("").context("the strict policy has a header")?;
    let server = Server::new()
        .mount("/", release)
        .handle(|request| (request.path() == REPORT).then(|| Reply::new(204)))
        .headers(move |_| {
            vec![
                ("Content-Security-Policy".to_owned(), policy.clone()),
                ("Cache-Control".to_owned(), "public, max-age=31536000, immutable".to_owned()),
            ]
        });
    server.start(0).context("the host does not start")
}

/// The pages of a folder of the release, by their paths.
fn pages(release: &Path, folder: &str) -> Result<Vec<String>> {
    let mut pages = Vec::new();
    for entry in
        std::fs::read_dir(release.join(folder)).with_context(|| format!("no {folder}/ in the release"))?
    {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".html") {
            pages.push(format!("{folder}/{name}"));
        }
    }
    pages.sort();
    ensure!(pages.len() > 10, "{folder}/ has too few pages: {pages:?}");
    Ok(pages)
}

/// Opens a page of the host, and waits until each widget has drawn.
async fn drawn(page: &Page, browser: &Browser, url: &str) -> Result<usize> {
    browser.session().context("no session")?.goto(url).await?;
    each_drawn(page, 60).await
}

async fn alone(browser: &mut Browser) -> Result<()> {
    let release = folder()?;
    let host = host(release)?;
    let page = browser.open(&Case::new("").shells(&[]).policy(Policy::None)).await?;
    let mut widgets = 0;
    for path in [pages(release, "demo")?, pages(release, "www")?].concat() {
        if path == ABSENT {
            continue;
        }
        host.clear_requests();
        let url = format!("{}/{path}", host.origin());
        widgets += drawn(&page, browser, &url).await.with_context(|| path.clone())?;
        let asked: BTreeSet<String> =
            host.requests().iter().map(|request| request.path().to_owned()).collect();
        ensure!(!asked.contains(REPORT), "{path} breaks the policy: {}", reports(&host));
        let missing: Vec<_> =
            asked.iter().filter(|asked| !release.join(asked.trim_start_matches('/')).exists()).collect();
        ensure!(missing.is_empty(), "{path} asks for what the release has not: {missing:?}");
    }
    ensure!(widgets >= 20, "too few widgets were drawn: {widgets}");
    Ok(())
}

/// What an address asks the embed page for.
const EMBEDDED: [&str; 6] = [
    "widget=energy&insee=59648",
    "widget=services&insee=59648",
    "widget=consultation&insee=59648",
    "widget=cyber-quiz",
    "widget=cyber-quiz&audience=staff",
    "widget=cyber-quiz&audience=commune",
];

async fn embedded(browser: &mut Browser) -> Result<()> {
    let release = folder()?;
    let host = host(release)?;
    let page = browser.open(&Case::new("").shells(&[]).policy(Policy::None)).await?;
    let mut links = BTreeSet::new();
    for query in EMBEDDED {
        host.clear_requests();
        let url = format!("{}/embed.html?{query}", host.origin());
        let count = drawn(&page, browser, &url).await.with_context(|| query.to_owned())?;
        ensure!(count == 1, "{query}: {count} widgets");
        let link = page.js("return widget().querySelector('a')?.getAttribute('href');", Value::Null).await?;
        let link = link.as_str().with_context(|| format!("{query}: no link to a plain page"))?;
        ensure!(release.join(link).is_file(), "{query}: the release has no {link}");
        links.insert(link.to_owned());
        ensure!(reports(&host).is_empty(), "{query} breaks the policy: {}", reports(&host));
    }
    ensure!(links.len() == EMBEDDED.len(), "several widgets have the same plain page: {links:?}");
    let session = browser.session().context("no session")?;
    session.goto(format!("{}/embed.html?widget=other", host.origin())).await?;
    let told = page.js("return tidy(document.body.innerText);", Value::Null).await?;
    ensure!(told.as_str().is_some_and(|text| text.contains("n’existe pas")), "an unknown widget: {told}");
    Ok(())
}

fn reports(host: &Server) -> String {
    let reports = host.requests().into_iter().filter(|request| request.path() == REPORT);
    reports.map(|report| String::from_utf8_lossy(&report.body).into_owned()).collect::<Vec<_>>().join(" ")
}

/// The demo's page for each kind of widget, and how the facts are read that the widget shows there: the same must
/// stand in the plain page behind its link.
const KINDS: [(&str, &str); 5] = [
    ("energie.html", FIGURES),
    ("services.html", PLACES),
    ("consultation.html", TITLES),
    ("cyber.html", SITUATIONS),
    ("diagnostic.html", QUESTIONS),
];
/// Every cell of the chart's table.
const FIGURES: &str = "const root = widget().shadowRoot; \
    const show = [...deep(root, 'button')].find((button) => tidy(button.innerText) === args[0]); show?.click(); \
    await new Promise((done) => setTimeout(done, 500)); \
    return [...deep(root, 'td')].map((cell) => tidy(cell.innerText)).filter((text) => /\\d/.test(text));";
/// The places that are found by the commune's name, and every telephone number of the first screen.
const PLACES: &str = "const root = widget().shadowRoot; const box = root.getElementById('box'); \
    const numbers = [...deep(root, 'a[href^=\"tel:\"]')].map((link) => link.innerText.match(/\\d[\\d\\s]+\\d/)?.[0]); \
    box.focus(); box.value = 'wattignies'; box.dispatchEvent(new Event('input', { bubbles: true, composed: true })); \
    [...deep(root, 'button')].find((button) => tidy(button.innerText) === args[1]).click(); \
    const names = () => [...root.querySelectorAll('.results .name')]; const end = performance.now() + 15000; \
    while (!names().length && performance.now() < end) await new Promise((done) => setTimeout(done, 100)); \
    return [...numbers, ...names().map((name) => name.innerText)].map(tidy);";
/// The titles of what one can take part in.
const TITLES: &str = "const root = widget().shadowRoot; \
    return [...deep(root, 'h4, h5')].filter(visible).map((e) => tidy(e.innerText));";
/// Every situation of the bank that the widget has asked for.
const SITUATIONS: &str = "const pack = await bank(); return pack.questions.map((question) => question.text);";
/// Every question of the diagnosis.
const QUESTIONS: &str = "const pack = await bank(); \
    return pack.questions.map((question) => question.question);";

async fn scriptless(browser: &mut Browser) -> Result<()> {
    let host = host(folder()?)?;
    for (name, facts) in KINDS {
        let url = format!("{}/demo/{name}", host.origin());
        let page = browser.open(&Case::new("").shells(&[]).policy(Policy::None)).await?;
        drawn(&page, browser, &url).await?;
        let script = format!("const bank = {BANK}; {facts}");
        let shown = page.js_async(&script, json!([msg("ui.table-show")?, msg("services.search")?])).await?;
        let shown: BTreeSet<String> = serde_json::from_value(shown)?;
        ensure!(shown.len() >= 3, "{name}: too few facts to compare: {shown:?}");

        page.cdp("Emulation.setScriptExecutionDisabled", json!({"value": true})).await?;
        let plain = plain_page(browser, &page, &url).await;
        page.cdp("Emulation.setScriptExecutionDisabled", json!({"value": false})).await?;
        let plain = plain.with_context(|| name.to_owned())?;
        let lost: Vec<_> = shown.iter().filter(|fact| !plain.contains(fact.as_str())).collect();
        ensure!(lost.is_empty(), "{name}: the plain page has not {lost:?}");
    }
    Ok(())
}

/// The bank of the quiz, as the page has got it.
const BANK: &str = "async () => (await fetch(performance.getEntriesByType('resource').map((entry) => entry.name)\
    .find((name) => name.includes('/packs/cyber-quiz/')))).json()";

/// Follows the widget's link as one does without scripts, and gives the text of the page behind it.
async fn plain_page(browser: &Browser, page: &Page, url: &str) -> Result<String> {
    let session = browser.session().context("no session")?;
    session.goto(url).await?;
    // What the tests ask is a script too: the page has been read without any by then.
    let asks = |on: bool| page.cdp("Emulation.setScriptExecutionDisabled", json!({"value": !on}));
    asks(true).await?;
    let script = "const link = widget()?.querySelector('a'); \
        return link && visible(link) && !widget().shadowRoot ? link.href : null;";
    let href = page.js(script, Value::Null).await?;
    asks(false).await?;
    let href = href.as_str().context("the widget has no link in sight")?;
    session.goto(href).await?;
    asks(true).await?;
    let text = page.js("return tidy(document.body.innerText);", Value::Null).await?;
    asks(false).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}
