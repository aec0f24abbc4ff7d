//! From the pasted lines to the figures.

use std::time::Duration;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Engine, Policy, msg, msg_text};
use serde_json::{Value, json};
use serve::Reply;

use crate::fixtures::{
    FALLBACK, PACK, PER_INHABITANT, asked, commune, energy, nothing_wrong, pack, quiet, targets,
};
use crate::registry::scenarios;

scenarios! {
    "the fallback link shows until the widget has drawn" => fallback;
    "the fallback link stays while the figures are on their way" => loading;
    "the widget draws the commune's figures from its pack under the strict policy" => figures;
    "the page is told when the widget is ready" => ready;
    "the library is fetched only when the widget comes near the viewport" => lazily;
    "one kind of widget loads its own bundle, two kinds load the bundle of all" => bundles;
    "made-up figures say so in the widget itself" => demo;
    "a pack of another host is asked for only where the commune named it" => other_host;
    "nothing moves on the page once the widget has drawn" => still, only &[Engine::Chromium];
    "without WebAssembly the page keeps its link" => no_wasm;
}

async fn fallback(browser: &mut Browser) -> Result<()> {
    let slow = commune().slow(".wasm", Duration::from_millis(1500));
    let page = browser.open(&slow).await?;
    ensure!(page.fallback_shows(0).await?, "the link does not show before the library has come");
    let early = page.js("return widget().shadowRoot === null;", Value::Null).await?;
    ensure!(early == json!(true), "a shadow root hides the link before the library has started");
    page.wait_for(PER_INHABITANT).await?;
    ensure!(!page.fallback_shows(0).await?, "the link still shows beside the figures");
    nothing_wrong(&page).await
}

async fn loading(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune().answer(PACK, [pack().delay(Duration::from_millis(1500))])).await?;
    page.wait_for(&msg("ui.loading")?).await?;
    ensure!(page.fallback_shows(0).await?, "the link is hidden while the figures are on their way");
    page.wait_for(PER_INHABITANT).await?;
    page.wait_gone(0, &msg("ui.loading")?).await?;
    ensure!(!page.fallback_shows(0).await?, "the link still shows beside the figures");
    nothing_wrong(&page).await
}

async fn figures(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(&msg("energy.headline")?).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.wait_for("Wattignies").await?;
    page.wait_for("2023").await?;
    quiet(&page).await;
    let asked_for = targets(&page);
    let fixed = [
        "/pkg/commune-widgets.js",
        "/pkg/energy.js",
        "/pkg/energy_bg.wasm",
        "/pkg/locales/energy/fr.json",
        "/pkg/packs/communes/1/index.json",
        PACK,
    ];
    for path in fixed {
        ensure!(asked(&page, path) == 1, "{path} is asked for {} times: {asked_for:?}", asked(&page, path));
    }
    ensure!(asked_for.len() == fixed.len(), "more is asked for than needed: {asked_for:?}");
    ensure!(page.site().other_requests().is_empty(), "another host was asked");
    for request in page.site().requests() {
        ensure!(request.header("Cookie").is_none(), "a cookie was sent to {}", request.target);
    }
    nothing_wrong(&page).await
}

async fn ready(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_ready(1).await?;
    page.wait_for(PER_INHABITANT).await?;
    quiet(&page).await;
    let events = page.events("commune-ready").await?;
    ensure!(events.len() == 1, "it is told {} times", events.len());
    let event = &events[0];
    ensure!(event.bubbles && event.composed, "{event:?}");
    ensure!(event.target == "commune-energy", "{event:?}");
    ensure!(event.detail["kind"] == json!("energy"), "{event:?}");
    ensure!(page.events("commune-error").await?.is_empty(), "an error was told as well");
    Ok(())
}

async fn lazily(browser: &mut Browser) -> Result<()> {
    let body = format!("<p>Haut de page</p><div class=\"far\"></div>{}", energy("insee=\"59648\""));
    let page = browser.open(&Case::new(&body).answer(PACK, [pack()])).await?;
    let script = "return !!customElements.get('commune-energy');";
    page.wait_until("the element to be defined", script, Value::Null).await?;
    tokio::time::sleep(Duration::from_millis(800)).await;
    let early = targets(&page);
    ensure!(early == ["/pkg/commune-widgets.js"], "asked for while far away: {early:?}");
    page.scroll_to(0).await?;
    page.wait_for(PER_INHABITANT).await?;
    nothing_wrong(&page).await
}

async fn bundles(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    ensure!(asked(&page, "/pkg/energy.js") == 1 && asked(&page, "/pkg/all.js") == 0, "{:?}", targets(&page));

    let other = "<commune-consultation><a href=\"/index.html\">Les consultations</a></commune-consultation>";
    let body = format!("{}{other}", energy("insee=\"59648\""));
    let page = browser.open(&Case::new(&body).answer(PACK, [pack()])).await?;
    page.wait_for(PER_INHABITANT).await?;
    ensure!(asked(&page, "/pkg/all.js") == 1 && asked(&page, "/pkg/energy.js") == 0, "{:?}", targets(&page));
    Ok(())
}

async fn demo(browser: &mut Browser) -> Result<()> {
    let made_up = crate::fixtures::PACK_TEXT.replace("\"demo\": false", "\"demo\": true");
    let page = browser.open(&commune().answer(PACK, [crate::fixtures::json(&made_up)])).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.wait_for(&msg("ui.demo")?).await?;

    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    let text = page.text(0).await?;
    ensure!(!text.contains(&msg_text("ui.demo")?), "real figures are called made up: {text}");
    Ok(())
}

async fn other_host(browser: &mut Browser) -> Result<()> {
    let case = Case::new(&energy("insee=\"59648\" src=\"{{other}}/energie.json\""))
        .policy(Policy::StrictAndOtherHost)
        .answer("/energie.json", [pack()]);
    let page = browser.open(&case).await?;
    page.wait_for(PER_INHABITANT).await?;
    quiet(&page).await;
    let other: Vec<_> = page.site().other_requests().into_iter().map(|r| (r.method, r.target)).collect();
    ensure!(other == [("GET".to_owned(), "/energie.json".to_owned())], "{other:?}");
    ensure!(asked(&page, PACK) == 0, "the pack beside the shell is asked for as well");
    nothing_wrong(&page).await
}

async fn still(browser: &mut Browser) -> Result<()> {
    let body = format!("{}<p>Ce qui suit sur la page</p>", energy("insee=\"59648\""));
    let case = Case::new(&body).answer(PACK, [pack().delay(Duration::from_millis(700))]);
    let page = browser.open(&case).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.wait_ready(1).await?;
    tokio::time::sleep(Duration::from_millis(1200)).await;
    let shifts = page.shifts_after_ready().await?;
    ensure!(shifts.is_empty(), "{shifts:?}");
    Ok(())
}

async fn no_wasm(browser: &mut Browser) -> Result<()> {
    // A policy without 'wasm-unsafe-eval' ends in the same place as a browser without
    // WebAssembly: the library's file does not run. Here the file itself is broken.
    let broken = Reply::with(200, "application/wasm", "not wasm");
    let page = browser.open(&commune().answer("/pkg/energy_bg.wasm", [broken])).await?;
    let script = "return communeProbe.events.some((e) => e.type === 'commune-error');";
    page.wait_until("commune-error", script, Value::Null).await?;
    let event = page.events("commune-error").await?.remove(0);
    ensure!(event.detail["kind"] == "energy" && event.detail["reason"] == "load", "{event:?}");
    ensure!(event.bubbles && event.composed, "{event:?}");
    ensure!(page.fallback_shows(0).await?, "the link {FALLBACK:?} is gone");
    ensure!(!page.console("error").await?.is_empty(), "the console says nothing");
    Ok(())
}
