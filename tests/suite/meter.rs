//! A resident's own meter: read on their device, and nowhere else.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Page, msg};

use crate::files::{NUMBER, TOTAL, linky, pdf};
use crate::fixtures::{PER_INHABITANT, asked, commune, nothing_wrong, quiet, targets};
use crate::registry::scenarios;

scenarios! {
    "the meter's module is fetched when its view opens, and not before" => module;
    "a chosen file is read on the device, and only the library's own files are asked for" => file;
    "a meter's number is shown nowhere" => number;
    "a wrong file is told, and what was loaded stays" => wrong;
    "the view of the meter is left and found again by its own buttons" => back_and_forth;
}

/// Opens the view.
pub(crate) async fn opened(browser: &mut Browser) -> Result<Page> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.press(&msg("energy.my-title")?).await?;
    page.wait_for(&msg("energy.my-choose")?).await?;
    Ok(page)
}

/// Chooses a file, and waits until the view shows what it comes to.
pub(crate) async fn choose(page: &Page, file: &Path, total: &str) -> Result<()> {
    page.choose_file(file).await?;
    page.wait_for_within(&msg("energy.my-findings")?, Duration::from_secs(30)).await?;
    page.wait_for(total).await
}

/// Opens the view and chooses the file.
pub(crate) async fn with_file(browser: &mut Browser) -> Result<Page> {
    let page = opened(browser).await?;
    choose(&page, &linky()?, TOTAL).await?;
    Ok(page)
}

async fn module(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    quiet(&page).await;
    let before = targets(&page);
    ensure!(!before.iter().any(|target| target.contains("meter")), "asked for too early: {before:?}");
    page.press(&msg("energy.my-title")?).await?;
    page.wait_for(&msg("energy.my-private")?).await?;
    page.wait_for(&msg("energy.my-sample")?).await?;
    page.press(&msg("energy.my-sample")?).await?;
    page.wait_for(&msg("energy.my-findings")?).await?;
    ensure!(asked(&page, "/pkg/meter_bg.wasm") == 1, "{:?}", targets(&page));
    ensure!(asked(&page, "/pkg/xlsx_bg.wasm") == 0, "the reader of xlsx is fetched without an xlsx");
    nothing_wrong(&page).await
}

async fn file(browser: &mut Browser) -> Result<()> {
    let page = with_file(browser).await?;
    quiet(&page).await;
    let mut with_a_file = targets(&page);
    for request in page.site().requests() {
        ensure!(request.method == "GET" && request.body.is_empty(), "{} {}", request.method, request.target);
        ensure!(request.target.starts_with("/pkg/"), "asked for {:?}", request.target);
        ensure!(!request.target.contains('?'), "asked for {:?}", request.target);
    }
    ensure!(page.site().other_requests().is_empty(), "another host was asked");
    nothing_wrong(&page).await?;

    // The same files for every file: those that the example asks for, which holds other dates.
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.press(&msg("energy.my-title")?).await?;
    page.press(&msg("energy.my-sample")?).await?;
    page.wait_for(&msg("energy.my-findings")?).await?;
    quiet(&page).await;
    let mut with_the_example = targets(&page);
    with_a_file.sort();
    with_the_example.sort();
    ensure!(with_a_file == with_the_example, "{with_a_file:?}, but {with_the_example:?}");
    nothing_wrong(&page).await
}

async fn number(browser: &mut Browser) -> Result<()> {
    let page = with_file(browser).await?;
    // Attributes, closed parts and the names of downloads as well as what shows.
    let script = "const root = widget().shadowRoot; const all = [root.textContent, \
        ...[...deep(root, '*')].flatMap((e) => e.getAttributeNames().map((name) => e.getAttribute(name)))]; \
        return all.filter((text) => text.includes(args[0]));";
    let found = page.js(script, serde_json::json!([NUMBER])).await?;
    ensure!(found == serde_json::json!([]), "the meter's number is in {found}");
    let said =
        page.js("return communeProbe.console.map((line) => line.text).join();", serde_json::Value::Null);
    ensure!(!said.await?.to_string().contains(NUMBER), "the meter's number is in the console");
    Ok(())
}

async fn wrong(browser: &mut Browser) -> Result<()> {
    let page = with_file(browser).await?;
    page.choose_file(&pdf()?).await?;
    page.wait_for(&msg("energy.my-found-pdf")?).await?;
    page.wait_for("facture.pdf").await?;
    page.wait_for(TOTAL).await?;
    nothing_wrong(&page).await
}

async fn back_and_forth(browser: &mut Browser) -> Result<()> {
    let page = with_file(browser).await?;
    page.press(&msg("energy.my-back")?).await?;
    page.wait_for(PER_INHABITANT).await?;
    let focus = page.focus().await?;
    ensure!(focus.host == "commune-energy", "the focus was lost: {focus:?}");
    page.press(&msg("energy.my-title")?).await?;
    page.wait_for(TOTAL).await?;
    let focus = page.focus().await?;
    ensure!(focus.host == "commune-energy", "the focus was lost: {focus:?}");
    nothing_wrong(&page).await
}
