//! The channel: a page that nobody edits follows what we sign, and runs nothing else.

mod host;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Page};
use serde_json::{Value, json};
use serve::Reply;

use self::host::{Host, TAMPERED};
use crate::fixtures::{PER_INHABITANT, nothing_wrong, quiet};
use crate::registry::scenarios;

scenarios! {
    "a page that nobody edits shows 1.0.0, then 1.1.0, then 1.0.0 again" => walk;
    "a shell that was tampered with does not run, and the release before draws" => tampered_shell;
    "a module's script that was tampered with does not run, and the release before draws" => tampered_glue;
    "a wasm that was tampered with does not run, and the release before draws" => tampered_wasm;
    "where the release before is tampered with too, nothing runs and the link stays" => tampered_both;
    "elements that come later, and their changes, go to the release that took over" => taken_over;
    "a manifest that another key has signed starts nothing" => wrong_signature;
    "a manifest that was edited after it was signed starts nothing" => edited;
    "a release before the loader's floor is not started, though it is signed" => under_the_floor;
    "a manifest that has ended starts nothing" => expired;
    "a release of which half is there leaves the page to the one before, or to its link" => half;
    "without Ed25519 the page keeps its link, or gets the release that it pins" => no_ed25519;
    "the key that waits is trusted, and a new loader trusts the next one" => rotation;
    "a widget that the manifest switches off keeps its link" => off;
    "messages that did not come do not use up the release before" => messages_missing;
}

/// The page's one widget has drawn, by the shell of this version.
async fn drawn(page: &Page, version: &str) -> Result<()> {
    page.wait_for(PER_INHABITANT).await?;
    let by = page.js("return customElements.get('commune-energy').version;", Value::Null).await?;
    ensure!(by == json!(version), "drawn by {by}, not by {version}");
    clean(page).await
}

/// The link shows, the page is told why, and no module of ours has started.
async fn link_only(page: &Page, reason: &str) -> Result<()> {
    let script =
        "return communeProbe.events.some((e) => e.type === 'commune-error' && e.detail.reason === args[0]);";
    page.wait_until("commune-error", script, json!([reason])).await?;
    quiet(page).await;
    ensure!(page.fallback_shows(0).await?, "the link is gone: {}", page.situation().await);
    let started = page.js("return communeProbe.memories.length;", Value::Null).await?;
    ensure!(started == json!(0), "{started} modules have started");
    clean(page).await
}

/// Nothing ran that was not signed.
async fn clean(page: &Page) -> Result<()> {
    let tampered = page.js("return self.tampered ?? null;", Value::Null).await?;
    ensure!(tampered.is_null(), "unverified code has run");
    nothing_wrong(page).await
}

/// The page as a commune has it: the loader trusts two keys.
fn page(host: &Host) -> Result<Case> {
    host.page(&[0, 1], "1.0.0", "", "")
}

fn tamper(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend_from_slice(TAMPERED.as_bytes());
    bytes
}

async fn walk(browser: &mut Browser) -> Result<()> {
    let host = Host::new()?;
    host.promote("1.0.0", &host.keys[0])?;
    drawn(&browser.open(&page(&host)?).await?, "1.0.0").await?;
    host.promote("1.1.0", &host.keys[0])?;
    drawn(&browser.open(&page(&host)?).await?, "1.1.0").await?;
    host.rollback()?;
    drawn(&browser.open(&page(&host)?).await?, "1.0.0").await?;
    // What was taken back does not come back by itself.
    host.lose(&host.file("1.0.0", "energy.", ".js")?)?;
    link_only(&browser.open(&page(&host)?).await?, "load").await
}

async fn tampered_shell(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    host.change("1.1.0/commune-widgets.js", tamper)?;
    drawn(&browser.open(&page(&host)?).await?, "1.0.0").await?;
    let host = Host::updated()?;
    for version in ["1.0.0", "1.1.0"] {
        host.change(&format!("{version}/commune-widgets.js"), tamper)?;
    }
    link_only(&browser.open(&page(&host)?).await?, "channel").await
}

async fn tampered_glue(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    host.change(&host.file("1.1.0", "energy.", ".js")?, tamper)?;
    drawn(&browser.open(&page(&host)?).await?, "1.0.0").await
}

async fn tampered_wasm(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    host.change(&host.file("1.1.0", "energy_bg.", ".wasm")?, lengthen)?;
    drawn(&browser.open(&page(&host)?).await?, "1.0.0").await
}

/// A custom section without a name: the module would work as before.
fn lengthen(mut wasm: Vec<u8>) -> Vec<u8> {
    wasm.extend_from_slice(&[0, 1, 0]);
    wasm
}

async fn tampered_both(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    for version in ["1.0.0", "1.1.0"] {
        host.change(&host.file(version, "energy_bg.", ".wasm")?, lengthen)?;
    }
    link_only(&browser.open(&page(&host)?).await?, "load").await?;
    for version in ["1.0.0", "1.1.0"] {
        host.change(&host.file(version, "energy.", ".js")?, tamper)?;
    }
    let page = browser.open(&page(&host)?).await?;
    link_only(&page, "load").await?;
    // Nor do the retries run it, and there is an end to them.
    for _ in 0..5 {
        page.js_async("await widget().retry();", Value::Null).await?;
    }
    link_only(&page, "load").await?;
    for version in ["1.0.0", "1.1.0"] {
        let asked = glue_asked(&page, version);
        ensure!((1..=4).contains(&asked), "the script of {version} is asked for {asked} times");
    }
    Ok(())
}

/// How many times the script of the widget's module was asked for in that release.
fn glue_asked(page: &Page, version: &str) -> usize {
    let start = format!("/{version}/energy.");
    page.site().requests().iter().filter(|request| request.path().contains(&start)).count()
}

async fn taken_over(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    host.lose(&host.file("1.1.0", "energy.", ".js")?)?;
    let page = browser.open(&page(&host)?).await?;
    drawn(&page, "1.0.0").await?;
    let before = glue_asked(&page, "1.1.0");
    let add = "const made = document.createElement('commune-energy'); made.setAttribute('insee', '59648'); \
        widget().after(made);";
    page.js(add, Value::Null).await?;
    page.scroll_to(1).await?;
    page.wait_for_in(1, PER_INHABITANT).await?;
    page.set_attribute(0, "lang", Some("nl")).await?;
    let dutch = "return widget().shadowRoot.querySelector('[lang]')?.lang === 'nl';";
    page.wait_until("the first widget in Dutch", dutch, Value::Null).await?;
    ensure!(glue_asked(&page, "1.1.0") == before, "the module that did not come is asked for again");
    clean(&page).await
}

async fn wrong_signature(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    host.resign(&host.keys[2], 0, &[])?;
    let page = browser.open(&page(&host)?).await?;
    link_only(&page, "channel").await?;
    let shells = page.site().requests().iter().filter(|r| r.path().ends_with("commune-widgets.js")).count();
    ensure!(shells == 0, "a shell was asked for");
    Ok(())
}

async fn edited(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    let swap = |bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes).replace("\"1.1.0\"", "\"1.0.0\"");
        text.into_bytes()
    };
    host.change("channel.minisig", swap)?;
    link_only(&browser.open(&page(&host)?).await?, "channel").await?;
    host.change("channel.minisig", |_| b"<!doctype html>\n<title>a</title>\n".to_vec())?;
    link_only(&browser.open(&page(&host)?).await?, "channel").await?;
    host.lose("channel.minisig")?;
    link_only(&browser.open(&page(&host)?).await?, "channel").await
}

async fn under_the_floor(browser: &mut Browser) -> Result<()> {
    let host = Host::new()?;
    host.promote("1.0.0", &host.keys[0])?;
    link_only(&browser.open(&host.page(&[0, 1], "1.0.1", "", "")?).await?, "channel").await?;
    // Where the one before is not under the floor, it is what is left.
    host.promote("1.1.0", &host.keys[0])?;
    host.show("1.0.0", "1.1.0")?;
    drawn(&browser.open(&host.page(&[0, 1], "1.0.1", "", "")?).await?, "1.1.0").await
}

async fn expired(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    host.resign(&host.keys[0], 13, &[])?;
    drawn(&browser.open(&page(&host)?).await?, "1.1.0").await?;
    host.resign(&host.keys[0], 15, &[])?;
    link_only(&browser.open(&page(&host)?).await?, "channel").await
}

async fn half(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    host.lose(&host.file("1.1.0", "energy.", ".js")?)?;
    drawn(&browser.open(&page(&host)?).await?, "1.0.0").await?;
    // A release that is the first one has none before it.
    let host = Host::new()?;
    host.promote("1.0.0", &host.keys[0])?;
    host.lose(&host.file("1.0.0", "energy.", ".js")?)?;
    link_only(&browser.open(&page(&host)?).await?, "load").await?;
    let host = Host::updated()?;
    host.lose("1.1.0/commune-widgets.js")?;
    drawn(&browser.open(&page(&host)?).await?, "1.0.0").await
}

async fn no_ed25519(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    let old = "crypto.subtle.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'));";
    let path = format!("{}old.js", host.at);
    let before = format!("<script src=\"{path}\"></script>");
    let script = Reply::with(200, "text/javascript", old);
    let case = host.page(&[0, 1], "1.0.0", "", &before)?.answer(&path, [script.clone()]);
    link_only(&browser.open(&case).await?, "channel").await?;
    let pinned = host.pinned()?;
    let case = host.page(&[0, 1], "1.0.0", &pinned, &before)?.answer(&path, [script.clone()]);
    drawn(&browser.open(&case).await?, "1.0.0").await?;
    // What the page pins is compared too, and a hash that compares nothing is none.
    for odd in [pinned.replace("sha384-", "sha384"), pinned.replace("sha384-", "sha384-A")] {
        let case = host.page(&[0, 1], "1.0.0", &odd, &before)?.answer(&path, [script.clone()]);
        link_only(&browser.open(&case).await?, "channel").await?;
    }
    let host = Host::updated()?;
    host.change("1.0.0/commune-widgets.js", tamper)?;
    let case = host.page(&[0, 1], "1.0.0", &pinned, &before)?.answer(&path, [script]);
    link_only(&browser.open(&case).await?, "channel").await
}

async fn rotation(browser: &mut Browser) -> Result<()> {
    let host = Host::new()?;
    host.promote("1.0.0", &host.keys[0])?;
    host.promote("1.1.0", &host.keys[1])?;
    drawn(&browser.open(&page(&host)?).await?, "1.1.0").await?;
    // The page has taken the loader of the next pair; the key that was given up starts nothing there.
    drawn(&browser.open(&host.page(&[1, 2], "1.0.0", "", "")?).await?, "1.1.0").await?;
    host.resign(&host.keys[2], 0, &[])?;
    drawn(&browser.open(&host.page(&[1, 2], "1.0.0", "", "")?).await?, "1.1.0").await?;
    host.resign(&host.keys[0], 0, &[])?;
    link_only(&browser.open(&host.page(&[1, 2], "1.0.0", "", "")?).await?, "channel").await
}

async fn off(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    host.resign(&host.keys[0], 0, &["energy"])?;
    let page = browser.open(&page(&host)?).await?;
    page.wait_until("the shell", "return !!customElements.get('commune-services');", Value::Null).await?;
    quiet(&page).await;
    ensure!(page.fallback_shows(0).await?, "the link is gone");
    let glue = page.site().requests().iter().filter(|r| r.path().contains("/energy.")).count();
    ensure!(glue == 0, "the widget's module was asked for");
    clean(&page).await
}

async fn messages_missing(browser: &mut Browser) -> Result<()> {
    let host = Host::updated()?;
    host.lose(&host.file("1.1.0", "locales/energy/nl", ".json")?)?;
    let page = browser.open(&page(&host)?).await?;
    drawn(&page, "1.1.0").await?;
    page.set_attribute(0, "lang", Some("nl")).await?;
    let told = "return communeProbe.events.some((e) => e.type === 'commune-error');";
    page.wait_until("the messages to be missed", told, Value::Null).await?;
    quiet(&page).await;
    let started = page.site().requests().iter().any(|r| r.path().contains("/1.0.0/"));
    ensure!(!started, "the release before is started, though every bundle is there");
    Ok(())
}
