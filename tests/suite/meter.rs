//! A resident's own meter: read on their device, and nowhere else.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Page, msg, out};

use crate::fixtures::{PER_INHABITANT, asked, commune, nothing_wrong, quiet, targets};
use crate::registry::scenarios;

scenarios! {
    "the meter's module is fetched when its view opens, and not before" => module;
    "a chosen file is read on the device, and only the library's own files are asked for" => file;
    "a meter's number is shown nowhere" => number;
    "a wrong file is told, and what was loaded stays" => wrong;
    "the view of the meter is left and found again by its own buttons" => back_and_forth;
}

/// A meter's number, as people leak it.
const NUMBER: &str = "30001234567897";

/// What three days of 1,000 W come to.
const TOTAL: &str = "72,0 kWh";

/// A Linky load curve of three days in January 2024, 1,000 W throughout: 24 kWh a day. Each
/// line says the end of its half-hour.
fn linky() -> Result<PathBuf> {
    let mut text = format!(
        "\u{feff}Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;\
         Grandeur metier;Etape metier;Unite;Pas en minutes\r\n\
         {NUMBER};Courbe de charge;15/01/2024;18/01/2024;Energie active;Consommation;Comptage Brut;W;30\r\n\
         Horodate;Valeur\r\n"
    );
    for half_hour in 1..=3 * 48 {
        let (day, rest) = (15 + half_hour / 48, half_hour % 48);
        let (hour, minute) = (rest / 2, rest % 2 * 30);
        write!(text, "2024-01-{day}T{hour:02}:{minute:02}:00+01:00;1000\r\n")?;
    }
    let file = out().join(format!("Enedis_Conso_Heure_20240115-20240118_{NUMBER}.csv"));
    std::fs::write(&file, text)?;
    Ok(file.canonicalize()?)
}

/// Opens the view and chooses the file.
async fn with_file(browser: &mut Browser) -> Result<Page> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.press(&msg("energy.my-title")?).await?;
    page.wait_for(&msg("energy.my-choose")?).await?;
    page.choose_file(&linky()?).await?;
    page.wait_for_within(&msg("energy.my-findings")?, Duration::from_secs(30)).await?;
    page.wait_for(TOTAL).await?;
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
    let pdf = out().join("facture.pdf");
    std::fs::write(&pdf, "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")?;
    page.choose_file(&pdf.canonicalize()?).await?;
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
