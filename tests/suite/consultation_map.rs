//! The map of the meetings and the proposals of `<commune-consultation>`, on request, beside the list.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Engine, Page, Policy, msg, msg_with};
use serde_json::{Value, json};

use crate::consultation::{enter, page};
use crate::fixtures::{asked, nothing_wrong, quiet};
use crate::registry::scenarios;

scenarios! {
    "the meetings of a consultation open on a map, a marker leads to its card, and a card to its marker" => meetings;
    "a consultation has one map at a time, which follows what is chosen of its list" => one_at_a_time;
    "the tiles of a consultation's map come after the press that said who sees what" => tiles, only &[Engine::Chromium];
}

/// The names of the markers.
async fn markers(page: &Page) -> Result<Vec<String>> {
    let script = "return [...deep(widget().shadowRoot, '.map-at button')].map(called);";
    Ok(serde_json::from_value(page.js(script, Value::Null).await?)?)
}

async fn wait_for_markers(page: &Page, names: &[&str]) -> Result<()> {
    let script =
        "return JSON.stringify([...deep(widget().shadowRoot, '.map-at button')].map(called)) === args[0];";
    page.wait_until(&format!("the markers {names:?}"), script, json!([json!(names).to_string()])).await?;
    page.settle().await
}

/// Opens a part of the first consultation by its name.
async fn part(page: &Page, summary: &str, text: &str) -> Result<()> {
    page.press(summary).await?;
    page.wait_for(text).await
}

async fn meetings(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    enter(&page).await?;
    part(&page, "Rencontres (3)", "Sans marche").await?;
    quiet(&page).await;
    ensure!(
        asked(&page, "/pkg/map.js") == 0 && asked(&page, "/pkg/leaflet.js") == 0,
        "asked before the press"
    );
    page.press(&msg("consultation.map-show")?).await?;
    // The third stands beyond the edge of every map: the list has it, the map does not.
    wait_for_markers(&page, &["Balade", "Atelier de fin d’été"]).await?;
    for path in ["/pkg/map.js", "/pkg/map_bg.wasm", "/pkg/leaflet.js", "/pkg/locales/map/fr.json"] {
        ensure!(asked(&page, path) == 1, "{path} was asked for {} times", asked(&page, path));
    }
    let label = "return widget().shadowRoot.querySelector('.map-pane').getAttribute('aria-label');";
    let label = page.js(label, Value::Null).await?;
    ensure!(label == json!(msg_with("map.label.other", &[("n", "2")])?), "{label}");
    page.press(&msg_with("map.here-of", &[("title", "Atelier de fin d’été")])?).await?;
    page.settle().await?;
    ensure!(page.focus().await?.name == "Atelier de fin d’été", "{:?}", page.focus().await?);
    let script = "const marker = [...widget().shadowRoot.querySelectorAll('.map-at button')].find((one) => called(one) === 'Balade'); \
        marker.scrollIntoView({ block: 'center' }); marker.click();";
    page.js(script, Value::Null).await?;
    page.settle().await?;
    let focus = page.focus().await?;
    ensure!(focus.id == "i-102-0" && focus.name.contains("Balade"), "{focus:?}");
    page.press(&msg("consultation.map-hide")?).await?;
    page.wait_until("no map", "return widget().shadowRoot.querySelector('.map') === null;", Value::Null)
        .await?;
    let buttons = "return [...widget().shadowRoot.querySelectorAll('[data-do^=map-here]')].length;";
    ensure!(page.js(buttons, Value::Null).await? == json!(0), "the cards still lead to a map");
    nothing_wrong(&page).await
}

async fn one_at_a_time(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    enter(&page).await?;
    part(&page, "Vos idées (3)", "Douze tilleuls").await?;
    page.press(&msg("consultation.map-show")?).await?;
    page.wait_until(
        "two markers",
        "return widget().shadowRoot.querySelectorAll('.map-at button').length === 2;",
        Value::Null,
    )
    .await?;
    let names = markers(&page).await?;
    ensure!(
        names.contains(&"Des tilleuls".to_owned()) && names.contains(&"Un parking".to_owned()),
        "{names:?}"
    );
    // Only those that were accepted.
    let script = "const select = widget().shadowRoot.querySelector('#answers-101'); select.value = 'accepted'; \
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    page.js(script, Value::Null).await?;
    wait_for_markers(&page, &["Des tilleuls"]).await?;
    part(&page, "Rencontres (3)", "Sans marche").await?;
    page.press(&msg("consultation.map-show")?).await?;
    wait_for_markers(&page, &["Balade", "Atelier de fin d’été"]).await?;
    ensure!(page.count(0, ".map").await? == 1, "two maps");
    // The map goes with the consultation.
    page.press(&msg("consultation.back")?).await?;
    page.wait_for("sujets sont ouverts").await?;
    page.wait_until("no map", "return widget().shadowRoot.querySelector('.map') === null;", Value::Null)
        .await?;
    // Nor does it come back by itself, where nobody sees it.
    enter(&page).await?;
    part(&page, "Rencontres (3)", "Sans marche").await?;
    quiet(&page).await;
    ensure!(page.count(0, ".map").await? == 0, "the map came back by itself");
    page.wait_for(&msg("consultation.map-show")?).await?;
    nothing_wrong(&page).await
}

async fn tiles(browser: &mut Browser) -> Result<()> {
    let origin = browser.site().other_origin();
    let by = "© Les cartographes d’essai";
    let attributes = format!("tiles=\"{origin}/tuiles/{{z}}/{{x}}/{{y}}.png\" tiles-attribution=\"{by}\"");
    let case = page(&attributes).policy(Policy::StrictAnd(origin));
    let page = browser.open(&case).await?;
    enter(&page).await?;
    part(&page, "Rencontres (3)", "Sans marche").await?;
    page.press(&msg("consultation.map-show")?).await?;
    wait_for_markers(&page, &["Balade", "Atelier de fin d’été"]).await?;
    quiet(&page).await;
    ensure!(page.site().other_requests().is_empty(), "before the press: {:?}", page.site().other_requests());
    page.wait_for(&msg("map.ask")?).await?;
    page.press(&msg("map.ground")?).await?;
    page.wait_for(by).await?;
    quiet(&page).await;
    ensure!(!page.site().other_requests().is_empty(), "no tile was asked for");
    nothing_wrong(&page).await
}
