//! `<commune-services>`: what narrows a search down, what answers nothing, and what goes wrong.

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Engine, Look, Page, msg, msg_with};
use serde_json::{Value, json};
use serve::Reply;

use crate::fixtures::{asked, json as answer, nothing_wrong, quiet};
use crate::registry::scenarios;
use crate::services::{focus_box, search};
use crate::services_pack::{HOSTILE, INDEX, PACK, PHONE, pack, page, page_with, services, town_hall};

scenarios! {
    "services are narrowed down to what is open now, or on a chosen day" => open_now;
    "services are narrowed down by kind and by what a person needs" => kinds_and_needs;
    "services are looked for in other communes, and near one that is typed" => near;
    "services near the visitor: the position is asked for on a press only, and each refusal has its sentence" => position;
    "where no service is found, the town hall's number ends the answer" => nothing;
    "without the index of services there is a sentence, the link and the town hall" => no_index;
    "after a retry the services are found" => retry;
    "a pack of services cannot send the search to another host" => other_host;
    "a pack of services that is missing, newer or no pack is told" => no_pack;
    "a hostile pack of services shows as text and runs nothing" => hostile;
    "axe-core finds nothing, texts stand out and targets are large enough in the states of the services, in light colours" => light;
    "axe-core finds nothing, texts stand out and targets are large enough in the states of the services, in dark colours" => dark;
    "axe-core finds nothing in the states of the services, in forced colours" => forced, only &[Engine::Chromium, Engine::Firefox];
    "targets of the services are large enough, and nothing sticks out at 320 pixels with doubled text" => narrow;
}

async fn open(browser: &mut Browser) -> Result<Page> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    Ok(page)
}

/// Opens the facets.
async fn unfold(page: &Page) -> Result<()> {
    let script = "widget().shadowRoot.querySelector('details.narrow').open = true;";
    page.js(script, Value::Null).await.map(drop)
}

/// Chooses an option as a visitor would.
async fn select(page: &Page, id: &str, value: &str) -> Result<()> {
    let script = "const select = widget().shadowRoot.getElementById(args[0]); select.value = args[1]; \
        select.dispatchEvent(new Event('change', { bubbles: true, composed: true })); return select.value === args[1];";
    let done = page.js(script, json!([id, value])).await?;
    ensure!(done == json!(true), "{id} has no option {value}");
    page.settle().await
}

async fn titles(page: &Page) -> Result<Vec<String>> {
    let script = "return [...widget().shadowRoot.querySelectorAll('.results .name')].map((name) => tidy(name.innerText));";
    Ok(serde_json::from_value(page.js(script, Value::Null).await?)?)
}

async fn open_now(browser: &mut Browser) -> Result<()> {
    let page = open(browser).await?;
    search(&page, "wattignies").await?;
    ensure!(!titles(&page).await?.is_empty(), "nothing is found by the commune's name");
    search(&page, "médiathèque").await?;
    unfold(&page).await?;
    select(&page, "when", "now").await?;
    page.wait_for(&msg_with("services.none", &[("text", "médiathèque")])?).await?;
    select(&page, "when", "at").await?;
    // In three days, at ten.
    select(&page, "when-day", "3").await?;
    page.wait_for("Médiathèque du Centre").await?;
    select(&page, "when-hour", "1200").await?;
    page.wait_gone(0, "Médiathèque du Centre").await?;
    page.press(&msg("services.reset")?).await?;
    page.wait_for("Médiathèque du Centre").await?;
    nothing_wrong(&page).await
}

async fn kinds_and_needs(browser: &mut Browser) -> Result<()> {
    let page = open(browser).await?;
    page.press("Médiathèque (1)").await?;
    page.wait_for(&msg_with("services.results", &[("text", "Médiathèque")])?).await?;
    page.wait_for("Médiathèque du Centre").await?;
    ensure!(titles(&page).await? == ["Médiathèque du Centre"], "{:?}", titles(&page).await?);
    let script = "return widget().shadowRoot.activeElement?.id === 'results-title';";
    page.wait_until("the focus on the results", script, Value::Null).await?;
    unfold(&page).await?;
    page.press(&msg("services.need-toilet")?).await?;
    page.wait_gone(0, "Médiathèque du Centre").await?;
    page.press(&msg("services.need-toilet")?).await?;
    page.press(&msg("services.need-entrance")?).await?;
    page.wait_for("Médiathèque du Centre").await?;
    // Nobody knows of a hearing loop there.
    page.press(&msg("services.need-loop")?).await?;
    page.wait_gone(0, "Médiathèque du Centre").await?;
    page.press(&msg("services.needs-unknown")?).await?;
    page.wait_for("Médiathèque du Centre").await?;
    nothing_wrong(&page).await
}

async fn near(browser: &mut Browser) -> Result<()> {
    let page = open(browser).await?;
    search(&page, "piscine").await?;
    page.press(&msg("services.elsewhere")?).await?;
    page.wait_for("Piscine de Lille").await?;
    let script = "return widget().shadowRoot.activeElement?.id === 'results-title';";
    page.wait_until("the focus on the results", script, Value::Null).await?;
    unfold(&page).await?;
    select(&page, "scope", "around").await?;
    let typed = async |text: &str| -> Result<()> {
        let script =
            "const town = widget().shadowRoot.getElementById('town'); town.focus(); town.value = args[0];";
        page.js(script, json!([text])).await?;
        page.key(thirtyfour::Key::Enter).await
    };
    typed("nulle part").await?;
    page.wait_for(&msg_with("services.no-town", &[("text", "nulle part")])?).await?;
    typed("59810").await?;
    page.wait_for(&msg("services.towns")?).await?;
    page.press("Templemars").await?;
    page.wait_for(&msg_with("services.near", &[("name", "Templemars")])?).await?;
    page.wait_for("à 7,1 km").await?;
    select(&page, "km", "5").await?;
    page.wait_gone(0, "Piscine de Lille").await?;
    typed("LILLE").await?;
    page.wait_for(&msg_with("services.near", &[("name", "Lille")])?).await?;
    page.wait_for("Piscine de Lille").await?;
    nothing_wrong(&page).await
}

async fn position(browser: &mut Browser) -> Result<()> {
    let page = open(browser).await?;
    let stub = "window.positions = 0; const geolocation = { getCurrentPosition(found, lost) { window.positions += 1; \
        if (window.lostCode) lost({ code: window.lostCode }); else found({ coords: { longitude: 3.06, latitude: 50.63 } }); } }; \
        Object.defineProperty(navigator, 'geolocation', { configurable: true, value: geolocation });";
    page.js(stub, Value::Null).await?;
    search(&page, "piscine").await?;
    unfold(&page).await?;
    select(&page, "scope", "around").await?;
    quiet(&page).await;
    ensure!(page.js("return window.positions;", Value::Null).await? == json!(0), "asked before the press");
    for (code, key) in
        [(1, "services.lost-refused"), (2, "services.lost-unavailable"), (3, "services.lost-timed-out")]
    {
        page.js("window.lostCode = args[0];", json!([code])).await?;
        page.press(&msg("services.position")?).await?;
        page.wait_for(&msg(key)?).await?;
    }
    page.js("window.lostCode = 0;", Value::Null).await?;
    page.press(&msg("services.position")?).await?;
    page.wait_for(&msg("services.near-me")?).await?;
    page.wait_for("Piscine de Lille").await?;
    page.js(
        "Object.defineProperty(navigator, 'geolocation', { configurable: true, value: undefined });",
        Value::Null,
    )
    .await?;
    page.press(&msg("services.position")?).await?;
    page.wait_for(&msg("services.lost-absent")?).await?;
    nothing_wrong(&page).await
}

async fn nothing(browser: &mut Browser) -> Result<()> {
    let page = open(browser).await?;
    search(&page, "xylophone").await?;
    page.wait_for(&msg_with("services.none", &[("text", "xylophone")])?).await?;
    let text = page.text(0).await?;
    let (none, phone) = (text.find("xylophone"), text.rfind(PHONE));
    ensure!(none < phone && phone.is_some(), "no number after: {text}");
    let told =
        "return tidy(widget().shadowRoot.querySelector('[role=status]').textContent).includes('xylophone');";
    page.wait_until("the announced sentence", told, Value::Null).await?;
    nothing_wrong(&page).await
}

/// How the index is broken, and the message that tells it.
fn broken() -> Vec<(&'static str, String, Reply, &'static str)> {
    let root = format!("{INDEX}root.bin");
    let bytes = |text: &'static str| Reply::with(200, "application/octet-stream", text);
    vec![
        ("module", "/pkg/search.js".into(), Reply::new(404), "services.trouble-module"),
        ("wasm", "/pkg/search_bg.wasm".into(), Reply::new(404), "services.trouble-module"),
        ("missing", root.clone(), Reply::new(404), "services.trouble-missing"),
        ("damaged", root.clone(), bytes("<html>pas un index"), "services.trouble-damaged"),
        ("empty", root, bytes(""), "services.trouble-damaged"),
    ]
}

async fn no_index(browser: &mut Browser) -> Result<()> {
    for (name, path, reply, message) in broken() {
        let page = browser.open(&page(&services(""))?.answer(&path, [reply])).await?;
        page.wait_for(PHONE).await?;
        focus_box(&page, 0).await?;
        page.type_text("piscine").await?;
        page.key(thirtyfour::Key::Enter).await?;
        page.wait_for(&msg(message)?).await.context(name)?;
        ensure!(
            page.fallback_shows(0).await? && page.text(0).await?.contains(PHONE),
            "{name}: {}",
            page.text(0).await?
        );
        ensure!(page.violations().await?.is_empty(), "{name}: {:?}", page.violations().await?);
    }
    Ok(())
}

async fn retry(browser: &mut Browser) -> Result<()> {
    for (name, path, reply, message) in broken() {
        let case = page(&services(""))?.answer(&path, [reply]);
        let page = browser.open(&case).await?;
        page.wait_for(PHONE).await?;
        focus_box(&page, 0).await?;
        page.type_text("médiathèque").await?;
        page.key(thirtyfour::Key::Enter).await?;
        page.wait_for(&msg(message)?).await.context(name)?;
        // A module that failed once stays so in some browsers, but for what it names itself.
        if name == "wasm" || name == "module" {
            let folder =
                std::env::var_os("COMMUNE_PKG").map_or_else(|| browser_tests::root().join("pkg"), Into::into);
            let file = folder.join(path.trim_start_matches("/pkg/"));
            let kind = if name == "wasm" { "application/wasm" } else { "text/javascript" };
            page.site().answer(&path, [Reply::with(200, kind, std::fs::read(file)?)]);
        } else {
            let index = crate::services_pack::index()?;
            let (_, bytes) = index.into_iter().find(|(name, _)| name == "root.bin").context("no root")?;
            page.site().answer(&path, [Reply::with(200, "application/octet-stream", bytes)]);
        }
        page.press(&msg("ui.retry")?).await?;
        page.wait_for("Médiathèque du Centre").await.context(name)?;
        ensure!(page.focus().await?.tag != "body", "{name}: the focus is lost");
    }
    Ok(())
}

async fn other_host(browser: &mut Browser) -> Result<()> {
    let mut evil = pack();
    let opened = browser.open(&page(&services(""))?).await?;
    evil["index"] = json!(format!("{}/index/", opened.site().other_origin()));
    let page = browser.open(&page_with(&services(""), &evil)?).await?;
    page.wait_for(PHONE).await?;
    focus_box(&page, 0).await?;
    page.type_text("piscine").await?;
    page.key(thirtyfour::Key::Enter).await?;
    page.wait_for(&msg("services.trouble-missing")?).await?;
    ensure!(page.site().other_requests().is_empty(), "asked: {:?}", page.site().other_requests());
    nothing_wrong(&page).await
}

async fn no_pack(browser: &mut Browser) -> Result<()> {
    let newer = pack().to_string().replace("commune-widgets/services/1", "commune-widgets/services/2");
    for (reply, message) in [
        (Reply::new(404), "error.not-found"),
        (answer(&newer), "error.newer-version"),
        (answer("[1, 2"), "error.malformed"),
        (answer("{}"), "error.malformed"),
    ] {
        let page = browser.open(&Case::new(&services("")).answer(PACK, [reply])).await?;
        page.wait_for(&msg(message)?).await?;
        ensure!(page.fallback_shows(0).await?, "the link is gone");
        nothing_wrong(&page).await?;
    }
    Ok(())
}

async fn hostile(browser: &mut Browser) -> Result<()> {
    let mut evil = pack();
    evil["contact"] = json!("javascript:alert(1)@x");
    evil["timeZone"] = json!("Mars/Olympus");
    evil["commune"]["name"] = json!("<b>Wattignies</b>");
    evil["holidays"] = json!([["x", 3], null, [0]]);
    evil["kinds"] = json!([["<i>", "x"], 3, null, ["mairie", 1]]);
    let mut hall = town_hall();
    hall["hours"] = json!({ "first": -5, "count": 1e9, "days": [[9, 3, 7], "x"], "weeks": [[0, "\u{1}é"]], "but": [1], "checked": "é" });
    hall["at"] = json!(["x", null]);
    evil["townHall"] = hall;
    let page = browser.open(&page_with(&services(""), &evil)?).await?;
    page.wait_for("Trouver un service à <b>Wattignies</b>").await?;
    page.wait_for(PHONE).await?;
    search(&page, "piège").await?;
    page.wait_for(HOSTILE).await?;
    page.wait_for("<script>alert(1)</script>").await?;
    for selector in [
        "img",
        "script",
        "style",
        ".results a[href^='javascript' i]",
        "a[href^='data' i]",
        "a[href^='vbscript' i]",
    ] {
        ensure!(page.count(0, selector).await? == 0, "{selector} is in the page");
    }
    let links = "return [...widget().shadowRoot.querySelectorAll('a')].every((a) => /^(https?|mailto|tel):/.test(a.href));";
    ensure!(page.js(links, Value::Null).await? == json!(true), "a link of another kind");
    ensure!(asked(&page, "/x") == 0, "an image was asked for");
    nothing_wrong(&page).await
}

/// The states: a name, its page, and what is done there. Without a look, they are opened on a narrow page.
async fn states(browser: &mut Browser, look: Option<Look>) -> Result<()> {
    let mut found = Vec::new();
    let mut evil = page(&services(""))?;
    evil = evil.answer(&format!("{INDEX}root.bin"), [Reply::new(404)]);
    let cases = [
        ("first screen", page(&services(""))?, ""),
        ("results", page(&services("share"))?, "salle de sport"),
        ("one result unfolded", page(&services(""))?, "médiathèque"),
        ("procedure", page(&services(""))?, "carte d’identité"),
        ("nothing found", page(&services(""))?, "xylophone"),
        ("no index", evil, "piscine"),
        ("alone", page(&services("place=\"t:mediatheque\""))?, ""),
        ("suggestions", page(&services(""))?, ""),
        ("near", page(&services(""))?, ""),
    ];
    for (name, case, text) in cases {
        let case = look.map_or_else(|| case.clone().size(320, 800), |look| case.clone().look(look));
        let page = browser.open(&case).await?;
        page.wait_for(if name == "alone" { "1 rue d’Essai" } else { PHONE }).await?;
        if !text.is_empty() {
            focus_box(&page, 0).await?;
            page.type_text(text).await?;
            page.key(thirtyfour::Key::Enter).await?;
            page.wait_until(
                "an answer",
                "return widget().shadowRoot.querySelector('.results li, .error, .takeaway') !== null;",
                Value::Null,
            )
            .await?;
        }
        if name == "suggestions" {
            focus_box(&page, 0).await?;
            page.type_text("salle").await?;
            page.wait_for("Salle de sport 1").await?;
            page.key(thirtyfour::Key::Down).await?;
        }
        if name == "near" {
            unfold(&page).await?;
            select(&page, "scope", "around").await?;
            select(&page, "when", "at").await?;
        }
        if name != "suggestions" {
            page.js(
                "widget().shadowRoot.querySelectorAll('details').forEach((one) => { one.open = true; });",
                Value::Null,
            )
            .await?;
        }
        page.settle().await?;
        found.extend(match look {
            Some(look) => page.faults(name, look).await?,
            None => page.narrow_faults(name).await?,
        });
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

async fn light(browser: &mut Browser) -> Result<()> {
    states(browser, Some(Look::Light)).await
}

async fn dark(browser: &mut Browser) -> Result<()> {
    states(browser, Some(Look::Dark)).await
}

async fn forced(browser: &mut Browser) -> Result<()> {
    states(browser, Some(Look::Forced)).await
}

async fn narrow(browser: &mut Browser) -> Result<()> {
    states(browser, None).await
}
