//! Attributes: changed in place, and told when they are wrong.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Page, msg, msg_with};
use serde_json::{Value, json};

use crate::fixtures::{
    PACK, PACK_TEXT, PER_INHABITANT, asked, commune, energy, json as answer, nothing_wrong, pack, quiet,
    targets,
};
use crate::registry::scenarios;

scenarios! {
    "a change of language is drawn in place with one request" => language;
    "a change of commune is drawn in place with one request" => other_commune;
    "appearance, heading level and notice change in place without a request" => in_place;
    "the widget speaks the page's language unless told another" => page_language;
    "a notice ends with its last day" => notice;
    "a wrong attribute is told in the widget, in the console and to the page" => wrong;
    "a missing code is told and the link stays" => missing;
    "a link that would run a script is told and left out" => bad_link;
}

/// Marks what the widget is drawn in, to see later that it is still the same.
async fn mark(page: &Page) -> Result<()> {
    page.js("widget().shadowRoot.firstElementChild.communeMark = true;", Value::Null).await.map(drop)
}

async fn same(page: &Page) -> Result<()> {
    let script = "return [!!widget().shadowRoot.firstElementChild.communeMark, \
        document.querySelectorAll('commune-energy').length, widget().shadowRoot.childElementCount];";
    let found = page.js(script, Value::Null).await?;
    ensure!(found == json!([true, 1, 1]), "kept, elements, roots: {found}");
    Ok(())
}

async fn language(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.press(&msg("ui.table-show")?).await?;
    page.wait_for(&msg("ui.table-hide")?).await?;
    mark(&page).await?;
    quiet(&page).await;
    let before = targets(&page).len();
    page.set_attribute(0, "lang", Some("nl")).await?;
    page.wait_gone(0, &msg("ui.table-hide")?).await?;
    quiet(&page).await;
    let after = targets(&page);
    ensure!(after[before..] == ["/pkg/locales/energy/nl.json"], "{:?}", &after[before..]);
    let shown = page.js("return widget().shadowRoot.querySelector('[lang]')?.lang;", Value::Null).await?;
    ensure!(shown == json!("nl"), "the widget says that it speaks {shown}");
    ensure!(page.text(0).await?.contains("6.000"), "numbers are not Dutch: {}", page.text(0).await?);
    same(&page).await?;
    nothing_wrong(&page).await
}

async fn other_commune(browser: &mut Browser) -> Result<()> {
    let lille = PACK_TEXT.replace("59648", "59350").replace("Wattignies", "Lille");
    let case = commune().answer("/pkg/packs/energy/1/59350.json", [answer(&lille)]);
    let page = browser.open(&case).await?;
    page.wait_for("Wattignies").await?;
    mark(&page).await?;
    quiet(&page).await;
    let before = targets(&page).len();
    page.set_attribute(0, "insee", Some("59350")).await?;
    page.wait_for("Lille").await?;
    page.wait_gone(0, "Wattignies").await?;
    quiet(&page).await;
    let after = targets(&page);
    ensure!(after[before..] == ["/pkg/packs/energy/1/59350.json"], "{:?}", &after[before..]);
    same(&page).await?;
    page.wait_ready(2).await?;
    nothing_wrong(&page).await
}

async fn in_place(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    mark(&page).await?;
    quiet(&page).await;
    let before = targets(&page).len();
    ensure!(page.count(0, "h2").await? >= 1 && page.count(0, "h1").await? == 0, "the title is no h2");

    page.set_attribute(0, "heading-level", Some("4")).await?;
    let script =
        "return !!widget().shadowRoot.querySelector('h4') && !widget().shadowRoot.querySelector('h2');";
    page.wait_until("titles of level 4", script, Value::Null).await?;
    page.set_attribute(0, "notice", Some("Mairie fermée lundi")).await?;
    page.wait_for("Mairie fermée lundi").await?;
    page.set_attribute(0, "notice", None).await?;
    page.wait_gone(0, "Mairie fermée lundi").await?;

    let ground =
        "return getComputedStyle(widget().shadowRoot.querySelector('[part~=widget]')).backgroundColor;";
    page.set_attribute(0, "appearance", Some("light")).await?;
    let light = page.js(ground, Value::Null).await?;
    page.set_attribute(0, "appearance", Some("dark")).await?;
    let dark = page.js(ground, Value::Null).await?;
    ensure!(light == "rgb(255, 255, 255)" && dark == "rgb(20, 24, 29)", "grounds: {light}, {dark}");

    quiet(&page).await;
    ensure!(targets(&page).len() == before, "asked for: {:?}", &targets(&page)[before..]);
    same(&page).await?;
    ensure!(page.events("commune-ready").await?.len() == 1, "it is told as ready again");
    nothing_wrong(&page).await
}

async fn page_language(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune().lang("en")).await?;
    page.wait_for("6,000").await?;
    ensure!(asked(&page, "/pkg/locales/energy/en.json") == 1, "{:?}", targets(&page));
    ensure!(asked(&page, "/pkg/locales/energy/fr.json") == 0, "two languages are fetched");
    page.js("document.documentElement.lang = 'fr';", Value::Null).await?;
    page.wait_for(PER_INHABITANT).await?;

    let case = Case::new(&energy("insee=\"59648\" lang=\"fr\"")).lang("de").answer(PACK, [pack()]);
    let page = browser.open(&case).await?;
    page.wait_for(PER_INHABITANT).await?;
    Ok(())
}

async fn notice(browser: &mut Browser) -> Result<()> {
    let attributes = "insee=\"59648\" notice=\"Fermé pour travaux\" notice-until=\"2020-01-31\"";
    let page = browser.open(&Case::new(&energy(attributes)).answer(PACK, [pack()])).await?;
    page.wait_for(PER_INHABITANT).await?;
    ensure!(!page.text(0).await?.contains("Fermé pour travaux"), "a notice of 2020 still shows");
    page.set_attribute(0, "notice-until", Some("2999-12-31")).await?;
    page.wait_for("Fermé pour travaux").await?;
    nothing_wrong(&page).await
}

async fn wrong(browser: &mut Browser) -> Result<()> {
    let cases = [("lang", "xx"), ("heading-level", "9"), ("appearance", "pink"), ("notice-until", "demain")];
    for (name, value) in cases {
        let body = energy(&format!("insee=\"59648\" {name}=\"{value}\""));
        let page = browser.open(&Case::new(&body).answer(PACK, [pack()])).await?;
        // The figures draw all the same.
        page.wait_for(PER_INHABITANT).await?;
        told(&page, name, value).await?;
        // Put right, it is no longer told.
        page.set_attribute(0, name, None).await?;
        page.wait_gone(0, &msg("ui.problem-title")?).await?;
        nothing_wrong(&page).await?;
    }
    let page = browser.open(&Case::new(&energy("insee=\"abc\"")).answer(PACK, [pack()])).await?;
    told(&page, "insee", "abc").await?;
    ensure!(page.fallback_shows(0).await?, "there are no figures, and no link either");
    nothing_wrong(&page).await?;
    page.set_attribute(0, "insee", Some("59648")).await?;
    page.wait_for(PER_INHABITANT).await?;
    nothing_wrong(&page).await
}

/// A wrong attribute is told three times: to the resident, in the console, to the page.
async fn told(page: &Page, name: &str, value: &str) -> Result<()> {
    let sentence = msg_with(&format!("problem.{name}"), &[("attribute", name), ("value", value)])?;
    page.wait_for(&msg("ui.problem-title")?).await?;
    page.wait_for(&sentence).await?;
    let events = page.events("commune-error").await?;
    let event = events.iter().find(|event| event.detail["reason"] == "attribute");
    ensure!(event.is_some_and(|e| e.detail["message"].to_string().contains(name)), "{name}: {events:?}");
    let mut said = page.console("warn").await?;
    said.extend(page.console("error").await?);
    ensure!(said.iter().any(|line| line.contains(name) && line.contains(value)), "{name}: {said:?}");
    Ok(())
}

async fn missing(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::new(&energy(""))).await?;
    page.wait_for(&msg_with("problem.insee-missing", &[("attribute", "insee")])?).await?;
    ensure!(page.fallback_shows(0).await?, "there are no figures, and no link either");
    nothing_wrong(&page).await
}

async fn bad_link(browser: &mut Browser) -> Result<()> {
    let body = energy("insee=\"59648\" renovation=\"javascript:alert(1)\" advice=\"/index.html\"");
    let page = browser.open(&Case::new(&body).answer(PACK, [pack()])).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.wait_for(&msg("energy.advice")?).await?;
    let links = page.count(0, "a[href^='javascript:' i]").await?;
    ensure!(links == 0, "a link runs a script");
    ensure!(!page.text(0).await?.contains(&msg("energy.renovation")?), "the bad link shows");
    page.wait_for(&msg("ui.problem-title")?).await?;
    nothing_wrong(&page).await
}
