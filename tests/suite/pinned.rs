//! A page that pins a release: the lines that `cargo xtask pin` prints, on a host of the metropole's own.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Page, Policy};
use serde_json::{Value, json};
use serve::Reply;

use crate::fixtures::{PER_INHABITANT, energy, nothing_wrong, pack};
use crate::registry::scenarios;
use crate::release::{folder, replies, reply, xtask};

scenarios! {
    "a page with the pinned lines of a release draws under the strict policy and the hash of its map" => draws;
    "a pinned page does not run a module that was changed, and keeps its link" => changed_module;
    "a pinned page does not run what comes changed on a second try" => changed_retry;
    "a pinned page does not run a script that was changed, and keeps its link" => changed_script;
}

/// Where the release is on the other host.
const AT: &str = "/1.0.0/";
const SHELL: &str = "commune-widgets.js";

/// A page of the commune with the pinned lines and one widget.
fn pinned(browser: &Browser) -> Result<Case> {
    let release = folder()?;
    let base = format!("{}{AT}", browser.site().other_origin());
    let told = xtask(["pin", &release.display().to_string(), &base])?;
    let (lines, source) = told.trim().split_once("\n\nscript-src ").context("no source for the policy")?;
    let mut case = Case::new(&format!("{lines}\n{}", energy("insee=\"59648\"")))
        .shells(&[])
        .policy(Policy::StrictAndScripts(source.to_owned()));
    for name in names()?.into_values().chain([SHELL.to_owned()]) {
        case = case.answer(&format!("{AT}{name}"), [reply(&release.join(&name))?]);
    }
    for (path, reply) in replies(&release.join("locales"))? {
        case = case.answer(&format!("{AT}locales/{path}"), [reply]);
    }
    Ok(case.answer(&format!("{AT}packs/energy/1/59648.json"), [pack()]))
}

/// The names that the release gives its modules' files.
fn names() -> Result<BTreeMap<String, String>> {
    let document = std::fs::read_to_string(folder()?.join("integrity.json"))?;
    let mut document: Value = serde_json::from_str(&document)?;
    serde_json::from_value(document["names"].take()).context("integrity.json has no names")
}

fn hashed(name: &str) -> Result<String> {
    names()?.remove(name).with_context(|| format!("no {name}"))
}

/// A file of the release with a line more, which says that it ran.
fn changed(name: &str) -> Result<Reply> {
    let text = std::fs::read_to_string(folder()?.join(name)).with_context(|| format!("no {name}"))?;
    Ok(Reply::with(200, "text/javascript", format!("globalThis.changedRan = true;\n{text}")))
}

/// Whether the engine heeds the hashes of an import map; a sentence is printed where it does not.
async fn checks_maps(browser: &mut Browser) -> Result<bool> {
    let wrong = "A".repeat(64);
    let map = json!({"integrity": {"/probe/module.js": format!("sha384-{wrong}")}});
    let body = format!(
        "<script type=\"importmap\">{map}</script><script type=\"module\" src=\"/probe/entry.js\"></script>"
    );
    let script = |text: &str| [Reply::with(200, "text/javascript", text)];
    let entry = "import('/probe/module.js').then(() => (globalThis.told = 'ran'), () => (globalThis.told = 'refused'));";
    let case = Case::new(&body)
        .shells(&[])
        .policy(Policy::None)
        .answer("/probe/entry.js", script(entry))
        .answer("/probe/module.js", script("export {};"));
    let page = browser.open(&case).await?;
    let told = page.wait_until("the answer of the probe", "return globalThis.told;", Value::Null).await?;
    let checks = told == "refused";
    if !checks {
        eprintln!("{}: skipped, this engine does not heed the hashes of an import map", page.engine().name());
    }
    Ok(checks)
}

/// The link shows, the page was told why, and no changed byte ran.
async fn refused(page: &Page) -> Result<()> {
    let told =
        "return communeProbe.events.some((e) => e.type === 'commune-error' && e.detail.reason === 'load');";
    page.wait_until("the failure to be told", told, Value::Null).await?;
    kept(page).await
}

async fn kept(page: &Page) -> Result<()> {
    ensure!(page.fallback_shows(0).await?, "the link is gone: {}", page.situation().await);
    let ran = page.js("return Boolean(globalThis.changedRan);", Value::Null).await?;
    ensure!(ran == json!(false), "a changed script has run");
    ensure!(page.violations().await?.is_empty(), "{:?}", page.violations().await?);
    Ok(())
}

async fn draws(browser: &mut Browser) -> Result<()> {
    let case = pinned(browser)?;
    let page = browser.open(&case).await?;
    page.wait_for(PER_INHABITANT).await?;
    let asked = page.site().other_requests();
    let module = format!("{AT}{}", hashed("energy.js")?);
    ensure!(asked.iter().any(|request| request.path() == module), "{module} was not asked for");
    nothing_wrong(&page).await?;
    // A policy that does not know the map blocks it and says so. The widget draws still.
    let page = browser.open(&case.policy(Policy::StrictAndScripts(String::new()))).await?;
    page.wait_for(PER_INHABITANT).await?;
    ensure!(!page.violations().await?.is_empty(), "the policy lets a map through that it does not name");
    Ok(())
}

async fn changed_module(browser: &mut Browser) -> Result<()> {
    if !checks_maps(browser).await? {
        return Ok(());
    }
    let module = hashed("energy.js")?;
    let case = pinned(browser)?.answer(&format!("{AT}{module}"), [changed(&module)?]);
    let page = browser.open(&case).await?;
    refused(&page).await
}

async fn changed_retry(browser: &mut Browser) -> Result<()> {
    if !checks_maps(browser).await? {
        return Ok(());
    }
    let module = hashed("energy.js")?;
    let path = format!("{AT}{module}");
    let down = Reply::with(503, "text/plain", "down");
    let page = browser.open(&pinned(browser)?.answer(&path, [down])).await?;
    refused(&page).await?;
    page.site().answer(&path, [changed(&module)?]);
    page.js("communeProbe.events.length = 0; widget().retry();", Value::Null).await?;
    refused(&page).await?;
    let asked = page.site().other_requests();
    let again = format!("{path}?retry=1");
    ensure!(asked.iter().any(|request| request.target == again), "{again} was not asked for");
    Ok(())
}

async fn changed_script(browser: &mut Browser) -> Result<()> {
    let case = pinned(browser)?.answer(&format!("{AT}{SHELL}"), [changed(SHELL)?]);
    let page = browser.open(&case).await?;
    let there = "return document.readyState === 'complete';";
    page.wait_until("the end of the page's loading", there, Value::Null).await?;
    let defined = page.js("return Boolean(customElements.get('commune-energy'));", Value::Null).await?;
    ensure!(defined == json!(false), "the elements are defined");
    kept(&page).await
}
