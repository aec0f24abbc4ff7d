//! The forms of the meter's view by keyboard alone.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Engine, Page, msg};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::meter_keyboard::{go, kept, lands_on, loaded, opened, press, tidy, walk};
use crate::registry::scenarios;

scenarios! {
    "off-peak hours and prices are filled in by keyboard, mistakes first" => tariff;
    "two readings and a bill are filled in by keyboard" => forms;
}

/// Goes to a field, and types what a resident would type there; `value` is what the field then
/// holds. `parts` are those of a date or a time as American English writes them, which is what the
/// engines speak here: `02/02/2024`, `02:00 A`; empty for a field of text, which takes the value.
async fn fill(page: &Page, label: &str, parts: &[&str], value: &str) -> Result<()> {
    if page.focus().await?.name != tidy(label) {
        go(page, label).await?;
    }
    let kind = page.js("return deepActive().type;", Value::Null).await?;
    let by_part = page.engine() == Engine::Webkit;
    if kind == json!("text") {
        page.type_text(value).await?;
    } else if by_part {
        // WebKitGTK does not go on to the next part by itself, and has the whole day on its clock.
        let parts = if kind == json!("time") { &parts[..2] } else { parts };
        for (rank, part) in parts.iter().enumerate() {
            if rank > 0 {
                page.key(Key::Tab).await?;
            }
            page.type_text(part).await?;
        }
    } else {
        page.type_text(&parts.concat()).await?;
    }
    let holds = page.js("return deepActive().value;", Value::Null).await?;
    ensure!(holds == json!(value), "typing {parts:?} into {label:?}, a field of {kind}, leaves {holds}");
    Ok(())
}

async fn tariff(browser: &mut Browser) -> Result<()> {
    let page = loaded(browser).await?;
    // There is one button of that name in this state.
    let compute = msg("energy.my-compute")?;
    go(&page, &compute).await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-mistakes").await?;
    page.wait_for(&msg("energy.my-e-empty")?).await?;
    let from = msg("energy.my-hours-from")?;
    walk(&page, "the first mistake", true, |focus| focus.tag == "a" && focus.name.starts_with(&from)).await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-hours-from").await?;
    let invalid = page.js("return [deepActive().getAttribute('aria-invalid'), \
        deepActive().getRootNode().getElementById(deepActive().getAttribute('aria-describedby'))?.innerText];", Value::Null).await?;
    ensure!(invalid[0] == "true" && invalid[1].as_str().is_some_and(|why| !why.is_empty()), "{invalid}");

    fill(&page, &from, &["02", "00", "A"], "02:00").await?;
    fill(&page, &msg("energy.my-hours-to")?, &["07", "00", "A"], "07:00").await?;
    let price = |key: &str| -> Result<String> { Ok(format!("{} (€/kWh)", msg(key)?)) };
    fill(&page, &price("energy.my-price-base")?, &[], "0,25").await?;
    fill(&page, &price("energy.my-price-peak")?, &[], "0,27").await?;
    fill(&page, &price("energy.my-price-off")?, &[], "0,20").await?;
    press(&page, &compute, Key::Enter).await?;
    page.wait_for(&msg("energy.my-offPeak")?).await?;
    let text = page.text(0).await?;
    let costs = [msg("energy.my-cost-up")?, msg("energy.my-cost-down")?];
    ensure!(costs.iter().any(|cost| text.contains(cost)), "no cost: {text}");
    let gone = msg("energy.my-mistakes")?;
    ensure!(!text.contains(&gone), "the mistakes are still told: {text}");

    // Another price gives another cost, and nothing that was typed is lost.
    let off = price("energy.my-price-off")?;
    walk(&page, &off, false, |focus| focus.name == off).await?;
    for _ in 0..4 {
        page.key(Key::Backspace).await?;
    }
    fill(&page, &off, &[], "0,1").await?;
    press(&page, &compute, Key::Space).await?;
    page.wait_until("another cost", "return drawn() !== args[0];", json!([text])).await?;
    let kept_values = page
        .js(
            "return ['my-hours-from', 'my-price-base', 'my-price-off'].map((id) => \
        deepActive().getRootNode().getElementById(id).value);",
            Value::Null,
        )
        .await?;
    ensure!(kept_values == json!(["02:00", "0,25", "0,1"]), "typed values became {kept_values}");
    kept(&page).await
}

async fn forms(browser: &mut Browser) -> Result<()> {
    let page = opened(browser).await?;
    let kwh = |key: &str| -> Result<String> { Ok(format!("{} (kWh)", msg(key)?)) };
    let compute = msg("energy.my-compute")?;

    // Days and months alike, so that they are typed the same way in every country.
    fill(&page, &kwh("energy.my-index1")?, &[], "12000").await?;
    fill(&page, &msg("energy.my-date1")?, &["01", "01", "2024"], "2024-01-01").await?;
    fill(&page, &kwh("energy.my-index2")?, &[], "11000").await?;
    fill(&page, &msg("energy.my-date2")?, &["02", "02", "2024"], "2024-02-02").await?;
    go(&page, &compute).await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-mistakes").await?;
    page.wait_for(&msg("energy.my-e-indexDown")?).await?;
    page.key(Key::Tab).await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-index2").await?;
    for _ in 0..5 {
        page.key(Key::Backspace).await?;
    }
    fill(&page, &kwh("energy.my-index2")?, &[], "12320").await?;
    press(&page, &compute, Key::Enter).await?;
    // 320 kWh in 32 days.
    page.wait_for(&msg("energy.my-estimate")?).await?;
    page.wait_for("320 kWh").await?;

    fill(&page, &kwh("energy.my-bill-kwh")?, &[], "1 250,5").await?;
    fill(&page, &msg("energy.my-bill-from")?, &["03", "03", "2024"], "2024-03-03").await?;
    fill(&page, &msg("energy.my-bill-to")?, &["04", "04", "2024"], "2024-04-04").await?;
    press(&page, &compute, Key::Enter).await?;
    page.wait_gone(0, "320 kWh").await?;
    page.wait_for("1 251 kWh").await?;
    kept(&page).await
}
