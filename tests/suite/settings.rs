//! What a commune chose for all its widgets, and what ISD switched off: `packs/communes/1/` beside the shell.

use anyhow::{Result, bail, ensure};
use browser_tests::{Browser, Case, Look, Page};
use serde_json::{Value, json};
use serve::Reply;

use crate::fixtures::{PER_INHABITANT, asked, commune, json as answer, nothing_wrong, quiet};
use crate::registry::scenarios;

scenarios! {
    "an element that names its commune only takes the colours, the languages and the links that the commune chose" => chosen;
    "an attribute wins over what the commune chose, and the page's colours do" => attributes_win;
    "a commune without settings costs one small request for the whole page" => none;
    "settings that are broken, hostile or never come do not keep a widget from drawing" => broken;
    "a widget that is switched off keeps its fallback and tells the webmaster why" => off;
    "three communes in three languages, each in its colours, can be read in light and in dark" => three;
}

const INDEX: &str = "/pkg/packs/communes/1/index.json";
const FILE: &str = "/pkg/packs/communes/1/59648.json";

fn index(communes: &Value, off: &Value) -> Reply {
    let index = json!({ "schema": "commune-widgets/communes/1", "generated": "2026-11-24", "communes": communes, "off": off });
    answer(&index.to_string())
}

fn settings() -> Value {
    json!({
        "schema": "commune-widgets/commune/1", "commune": { "insee": "59648", "name": "Wattignies" },
        "languages": ["nl", "fr"], "links": { "help": "/aide", "opinion": "/avis" }, "helpPhone": "03 53 01 00 01",
        "tokens": {
            "light": { "--commune-accent": "#8f2d1c" }, "dark": { "--commune-accent": "#ffab94" }, "radius": "0"
        }
    })
}

fn with(file: &str) -> Case {
    commune().answer(INDEX, [index(&json!(["59350", "59648"]), &json!({}))]).answer(FILE, [answer(file)])
}

/// The colour of the widget's first link, and where its links go.
async fn links(page: &Page) -> Result<(String, Vec<String>)> {
    let script = "const links = [...widget().shadowRoot.querySelectorAll('a')]; \
        return [getComputedStyle(links[0]).color, links.map((link) => link.getAttribute('href'))];";
    Ok(serde_json::from_value(page.js(script, Value::Null).await?)?)
}

async fn speaks(page: &Page, lang: &str) -> Result<()> {
    let script = "return widget().shadowRoot.querySelector('[lang]')?.lang === args;";
    page.wait_until(&format!("the language {lang}"), script, json!(lang)).await.map(drop)
}

async fn chosen(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&with(&settings().to_string())).await?;
    page.wait_for("03 53 01 00 01").await?;
    let (colour, hrefs) = links(&page).await?;
    ensure!(colour == "rgb(143, 45, 28)", "links are {colour}");
    ensure!(
        hrefs.iter().any(|href| href == "/aide") && hrefs.iter().any(|href| href == "/avis"),
        "{hrefs:?}"
    );
    // The page is French, and the commune offers that; it has no English.
    speaks(&page, "fr").await?;
    page.js("document.documentElement.lang = 'en';", Value::Null).await?;
    speaks(&page, "nl").await?;
    ensure!(asked(&page, FILE) == 1, "asked {} times", asked(&page, FILE));
    nothing_wrong(&page).await?;

    let page = browser.open(&with(&settings().to_string()).look(Look::Dark)).await?;
    page.wait_for("03 53 01 00 01").await?;
    let (colour, _) = links(&page).await?;
    // A page without `color-scheme` is light, whatever the visitor prefers.
    ensure!(["rgb(143, 45, 28)", "rgb(255, 171, 148)"].contains(&&*colour), "links are {colour} in the dark");
    nothing_wrong(&page).await
}

async fn attributes_win(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&with(&settings().to_string())).await?;
    page.wait_for("03 53 01 00 01").await?;
    page.set_attribute(0, "help-phone", Some("03 20 00 00 00")).await?;
    page.wait_for("03 20 00 00 00").await?;
    page.wait_gone(0, "03 53 01 00 01").await?;
    page.set_attribute(0, "help-phone", None).await?;
    page.wait_for("03 53 01 00 01").await?;
    let root = "document.documentElement.style.setProperty('--commune-accent', '#123456');";
    page.js(root, Value::Null).await?;
    page.set_attribute(0, "lang", Some("nl")).await?;
    speaks(&page, "nl").await?;
    let (colour, _) = links(&page).await?;
    ensure!(colour == "rgb(18, 52, 86)", "links are {colour}, not as the page says");
    nothing_wrong(&page).await
}

async fn none(browser: &mut Browser) -> Result<()> {
    let two = format!("{0}{0}", crate::fixtures::energy("insee=\"59648\""));
    let case = Case::new(&two)
        .answer(crate::fixtures::PACK, [crate::fixtures::pack()])
        .answer(INDEX, [index(&json!(["59350"]), &json!({}))]);
    let page = browser.open(&case).await?;
    page.wait_for_in(1, PER_INHABITANT).await?;
    quiet(&page).await;
    ensure!(asked(&page, INDEX) == 1, "the index is asked for {} times", asked(&page, INDEX));
    ensure!(asked(&page, FILE) == 0, "a file that the index does not name is asked for");
    nothing_wrong(&page).await
}

async fn broken(browser: &mut Browser) -> Result<()> {
    let evil = json!({
        "languages": 3, "links": { "help": "javascript:alert(1)", "src": "https://evil.example/" }, "townHall": null,
        "appearance": "pink", "tokens": { "light": { "--commune-accent": "red;}*{display:none" }, "radius": ["1px"] }
    });
    for file in ["", "{", "null", "[]", "\"x\"", &evil.to_string()] {
        let page = browser.open(&with(file)).await?;
        page.wait_for(PER_INHABITANT).await?;
        let (_, hrefs) = links(&page).await?;
        ensure!(hrefs.iter().all(|href| !href.contains("alert") && !href.contains("evil")), "{hrefs:?}");
        nothing_wrong(&page).await?;
    }
    for index in [Reply::with(404, "text/plain", "none"), answer("[]"), answer("{\"off\":3,\"communes\":7}")]
    {
        let page = browser.open(&commune().answer(INDEX, [index])).await?;
        page.wait_for(PER_INHABITANT).await?;
        nothing_wrong(&page).await?;
    }
    let late = commune().slow("communes/1/index.json", std::time::Duration::from_secs(20));
    let page = browser.open(&late).await?;
    page.wait_for(PER_INHABITANT).await?;
    nothing_wrong(&page).await
}

async fn off(browser: &mut Browser) -> Result<()> {
    for switch in ["energy", "all"] {
        let case = commune().answer(INDEX, [index(&json!([]), &json!({ switch: "figures under review" }))]);
        let page = browser.open(&case).await?;
        let told = "return communeProbe.events.some((event) => event.type === 'commune-error');";
        page.wait_until("the event", told, Value::Null).await?;
        quiet(&page).await;
        let events = page.events("commune-error").await?;
        let [event] = &events[..] else { bail!("{events:?}") };
        ensure!(event.detail["reason"] == "off", "{event:?}");
        ensure!(event.detail["message"].to_string().contains("figures under review"), "{event:?}");
        ensure!(page.fallback_shows(0).await?, "the link is gone");
        ensure!(asked(&page, crate::fixtures::PACK) == 0, "the pack is asked for");
        nothing_wrong(&page).await?;
    }
    let case = commune().answer(INDEX, [index(&json!([]), &json!({ "services": "figures under review" }))]);
    let page = browser.open(&case).await?;
    page.wait_for(PER_INHABITANT).await?;
    nothing_wrong(&page).await
}

async fn three(browser: &mut Browser) -> Result<()> {
    for look in [Look::Light, Look::Dark] {
        let page = browser.open(&Case::at("/communes.html").look(look)).await?;
        for (nth, lang) in ["fr", "nl", "en"].iter().enumerate() {
            page.scroll_to(nth).await?;
            let script = "const root = document.querySelectorAll(ELEMENTS)[args[0]].shadowRoot; \
                return drawn(args[0]).length > 200 && root.querySelector('[lang]')?.lang === args[1];";
            page.wait_until(&format!("widget {nth} in {lang}"), script, json!([nth, lang])).await?;
        }
        let script = "return [...document.querySelectorAll(ELEMENTS)].map((element) => \
            getComputedStyle(element.shadowRoot.querySelector('a')).color);";
        let colours: Vec<String> = serde_json::from_value(page.js(script, Value::Null).await?)?;
        let mut different = colours.clone();
        different.sort();
        different.dedup();
        ensure!(different.len() == 3, "three communes have the colours {colours:?}");
        let unreadable = page.unreadable().await?;
        ensure!(unreadable.is_empty(), "{}", unreadable.join("\n"));
        ensure!(page.text(1).await?.contains("03 53 01 00 11"), "Halluin's telephone is not there");
        nothing_wrong(&page).await?;
    }
    Ok(())
}
