//! The map of `<commune-services>`: on request, beside the list, with no host asked but the one that was told.

use anyhow::{Context, Result, bail, ensure};
use browser_tests::{Browser, Case, Engine, Look, Page, Policy, msg, msg_with};
use serde_json::{Value, json};
use serve::Reply;
use thirtyfour::Key;

use crate::fixtures::{asked, nothing_wrong, quiet};
use crate::registry::scenarios;
use crate::services::search;
use crate::services_pack::{PHONE, pack, page_with, services};

scenarios! {
    "the map of services opens by keyboard, its markers are named, and it closes without losing the focus" => by_keyboard;
    "a marker of the map of services leads to its entry, and an entry to its marker" => both_ways;
    "markers of services that would cover one another are one, which comes apart or is gone through" => groups;
    "keys, buttons and clicks move the map of services, and the wheel scrolls the page until it has the focus" => moving;
    "the map of services follows the list, and goes with it" => follows;
    "without tiles the map of services asks no other host and shows the commune's contour" => no_tiles;
    "tiles of the map of services come after the press that said who sees what, from that host alone" => tiles;
    "without its module the map of services says so, and a retry opens it" => no_module;
    "the map of services speaks Dutch and English" => languages;
    "where movement is not wanted, the map of services does not glide" => still, only &[Engine::Chromium];
    "axe-core finds nothing and texts stand out with the map of services open, in light, dark and forced colours" => looks;
    "targets of the map of services are large enough, and nothing sticks out at 320 pixels with doubled text" => narrow;
}

/// Where the tiles are, below the origin of their host.
const TILES: &str = "/tuiles/{z}/{x}/{y}.png";
const BY: &str = "© Les cartographes d’essai";

/// The pack with the outline of a commune.
pub(crate) fn pack_with_contour() -> Value {
    let mut pack = pack();
    pack["contour"] = json!([[[3.02, 50.57], [3.07, 50.57], [3.075, 50.6], [3.03, 50.605], [3.02, 50.57]]]);
    pack
}

fn case(attributes: &str) -> Result<Case> {
    page_with(&services(attributes), &pack_with_contour())
}

/// Opens a page and searches.
async fn found(browser: &mut Browser, case: &Case, text: &str) -> Result<Page> {
    let page = browser.open(case).await?;
    page.wait_for(PHONE).await?;
    search(&page, text).await?;
    Ok(page)
}

/// Opens the map and waits for its markers.
async fn open_map(page: &Page) -> Result<()> {
    page.press(&msg("services.map-show")?).await?;
    wait_for_markers(page).await
}

async fn wait_for_markers(page: &Page) -> Result<()> {
    let there = "return widget().shadowRoot.querySelector('.map-at button') !== null;";
    page.wait_until("the markers", there, Value::Null).await?;
    // Until the map has come to all of them, near ones are one.
    stand_still(page).await
}

/// The names of the markers, in the order of the keyboard.
async fn markers(page: &Page) -> Result<Vec<String>> {
    let script = "return [...widget().shadowRoot.querySelectorAll('.map-at button')].map(called);";
    Ok(serde_json::from_value(page.js(script, Value::Null).await?)?)
}

/// The markers that are marked, the text of the line that names the one under the pointer or the keyboard.
async fn current(page: &Page) -> Result<Value> {
    let script = "const root = widget().shadowRoot; \
        const all = [...root.querySelectorAll('.map-at button[aria-current=true]')].map(called); \
        return [all, tidy(root.querySelector('.map-name').textContent)];";
    page.js(script, Value::Null).await
}

/// Waits until the map moves no more.
async fn stand_still(page: &Page) -> Result<()> {
    page.settle().await?;
    let still = "return widget().shadowRoot.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim') === null;";
    page.wait_until("the end of a movement", still, Value::Null).await?;
    page.settle().await
}

/// Where the map's ground stands, as Leaflet moves it, and how far apart two places are drawn.
async fn state(page: &Page) -> Result<Value> {
    stand_still(page).await?;
    let script = "const root = widget().shadowRoot; const box = root.querySelector('.map-pane path').getBoundingClientRect(); \
        const pane = root.querySelector('.map-pane').getBoundingClientRect(); \
        return [Math.round(box.width), Math.round(box.left - pane.left), Math.round(box.top - pane.top)];";
    page.js(script, Value::Null).await
}

async fn by_keyboard(browser: &mut Browser) -> Result<()> {
    let page = found(browser, &case("")?, "salle de sport").await?;
    quiet(&page).await;
    ensure!(
        asked(&page, "/pkg/map.js") == 0 && asked(&page, "/pkg/leaflet.js") == 0,
        "asked before the press"
    );
    page.watch_focus().await?;
    page.tab_to(&msg("services.map-show")?).await?;
    page.key(Key::Enter).await?;
    wait_for_markers(&page).await?;
    for path in ["/pkg/map.js", "/pkg/map_bg.wasm", "/pkg/leaflet.js", "/pkg/locales/map/fr.json"] {
        ensure!(asked(&page, path) == 1, "{path} was asked for {} times", asked(&page, path));
    }
    let names = markers(&page).await?;
    ensure!(names.len() > 3 && names.iter().all(|name| name.contains("Salle de sport")), "{names:?}");
    // From the button on: the controls, the map, its markers.
    for name in ["map.in", "map.out", "map.whole"] {
        page.key(Key::Tab).await?;
        ensure!(page.focus().await?.name == msg(name)?, "after the button: {:?}", page.focus().await?);
    }
    page.key(Key::Tab).await?;
    let map = msg_with("map.label.other", &[("n", "10")])?;
    ensure!(page.focus().await?.name == map, "the map: {:?}", page.focus().await?);
    for name in &names {
        page.key(Key::Tab).await?;
        page.settle().await?;
        ensure!(page.focus().await?.name == *name, "{name}: {:?}", page.focus().await?);
        ensure!(
            current(&page).await?[1] == json!(name),
            "{name} is not in the line: {}",
            current(&page).await?
        );
    }
    for _ in 0..names.len() + 4 {
        page.tab_back().await?;
    }
    page.key(Key::Enter).await?;
    page.wait_until("no map", "return widget().shadowRoot.querySelector('.map') === null;", Value::Null)
        .await?;
    ensure!(page.focus().await?.name == msg("services.map-show")?, "closed: {:?}", page.focus().await?);
    ensure!(page.lost_focus().await?.is_empty(), "the focus was lost: {:?}", page.lost_focus().await?);
    nothing_wrong(&page).await
}

/// The names of the markers in view that stand for one place.
async fn single(page: &Page) -> Result<Vec<String>> {
    let script = "const root = widget().shadowRoot; const pane = root.querySelector('.map-pane').getBoundingClientRect(); \
        return [...root.querySelectorAll('.map-at button')].filter((one) => { \
          const box = one.getBoundingClientRect(); \
          return !one.textContent && box.top > pane.top && box.bottom < pane.bottom; }).map(called);";
    Ok(serde_json::from_value(page.js(script, Value::Null).await?)?)
}

async fn both_ways(browser: &mut Browser) -> Result<()> {
    let page = found(browser, &case("")?, "salle de sport").await?;
    open_map(&page).await?;
    page.watch_focus().await?;
    page.press(&msg("map.in")?).await?;
    page.press(&msg("map.in")?).await?;
    stand_still(&page).await?;
    let names = single(&page).await?;
    ensure!(names.len() > 1, "markers that stand alone: {names:?}");
    let (name, other) = (&names[0], &names[1]);
    page.press(name).await?;
    let heading = "const heading = widget().shadowRoot.activeElement; \
        return heading?.matches('.name') && tidy(heading.innerText) === args[0];";
    page.wait_until("the focus on the entry", heading, json!([name])).await?;
    ensure!(current(&page).await?[0] == json!([name]), "{}", current(&page).await?);
    // An entry that takes the focus marks its marker.
    let script = "[...widget().shadowRoot.querySelectorAll('.name')].find((one) => tidy(one.innerText) === args[0]).focus();";
    page.js(script, json!([other])).await?;
    page.settle().await?;
    ensure!(current(&page).await?[0] == json!([other]), "{}", current(&page).await?);
    // And one whose button is pressed gives its marker the focus.
    let here = msg("map.here")?;
    page.press(&msg_with("services.action-on", &[("action", &here), ("title", name)])?).await?;
    page.wait_until(
        "the focus on the marker",
        "const marker = widget().shadowRoot.activeElement; return marker?.matches('.map-at button') && called(marker) === args[0];",
        json!([name]),
    )
    .await?;
    ensure!(current(&page).await?[0] == json!([name]), "{}", current(&page).await?);
    page.key(Key::Enter).await?;
    page.wait_until("the focus back on the entry", heading, json!([name])).await?;
    ensure!(page.lost_focus().await?.is_empty(), "the focus was lost: {:?}", page.lost_focus().await?);
    nothing_wrong(&page).await
}

async fn groups(browser: &mut Browser) -> Result<()> {
    // Four places of the test stand at one point.
    let page = found(browser, &case("")?, "wattignies").await?;
    open_map(&page).await?;
    let apart = "const all = [...widget().shadowRoot.querySelectorAll('.map-at button')].map((one) => one.getBoundingClientRect()); \
        return all.every((a, i) => all.every((b, j) => i === j || Math.abs(a.left - b.left) >= 30 || Math.abs(a.top - b.top) >= 30));";
    ensure!(page.js(apart, Value::Null).await? == json!(true), "markers cover one another");
    let script = "const all = [...widget().shadowRoot.querySelectorAll('.map-at button')]; \
        const one = all.find((one) => tidy(one.textContent)); return [called(one), tidy(one.textContent), all.length];";
    let group = page.js(script, Value::Null).await?;
    let (name, count) = (group[0].as_str().unwrap_or_default(), group[1].as_str().unwrap_or_default());
    let opening = msg_with("map.several", &[("n", count), ("names", "")])?;
    let opening = opening.replace('\u{a0}', " ");
    ensure!(name.starts_with(opening.trim_end()), "{name:?} does not open with {opening:?}");
    page.watch_focus().await?;
    let press = "const one = [...widget().shadowRoot.querySelectorAll('.map-at button')].find((one) => tidy(one.textContent)); \
        one.focus(); one.click();";
    let mut chosen = Vec::new();
    for _ in 0..12 {
        page.js(press, Value::Null).await?;
        page.settle().await?;
        let focus = page.focus().await?;
        ensure!(focus.tag != "body", "the focus is lost");
        if focus.tag != "button" {
            chosen.push(focus.name.clone());
        }
        if chosen.len() > 1 {
            break;
        }
    }
    ensure!(
        chosen.len() > 1 && chosen[0] != chosen[1],
        "what is at one point is not gone through: {chosen:?}"
    );
    ensure!(page.js(apart, Value::Null).await? == json!(true), "markers cover one another");
    ensure!(page.lost_focus().await?.is_empty(), "the focus was lost: {:?}", page.lost_focus().await?);
    nothing_wrong(&page).await
}

/// Waits until the map stands as it should.
async fn stands(page: &Page, what: &str, right: &dyn Fn(&Value) -> bool) -> Result<Value> {
    let mut last = Value::Null;
    for _ in 0..20 {
        last = state(page).await?;
        if right(&last) {
            return Ok(last);
        }
    }
    bail!("{what}: {last}")
}

async fn moving(browser: &mut Browser) -> Result<()> {
    let page = found(browser, &case("")?, "médiathèque").await?;
    open_map(&page).await?;
    let at = |state: &Value, which: usize| state[which].as_i64().unwrap_or(0);
    let first = state(&page).await?;
    // Centres are rounded to whole pixels on the way.
    let all = |now: &Value| (0..3).all(|which| (at(now, which) - at(&first, which)).abs() <= 2);
    let larger = |now: &Value| at(now, 0) > at(&first, 0) * 3 / 2;
    page.press(&msg("map.in")?).await?;
    stands(&page, "not enlarged", &larger).await?;
    page.press(&msg("map.out")?).await?;
    stands(&page, "not reduced", &|now| !larger(now)).await?;
    page.press(&msg("map.whole")?).await?;
    stands(&page, "not all is seen again", &all).await?;
    let wheel = "const pane = widget().shadowRoot.querySelector('.map-pane'); \
        const event = new WheelEvent('wheel', { deltaY: 200, bubbles: true, cancelable: true, composed: true, ctrlKey: args[0] }); \
        pane.dispatchEvent(event); return event.defaultPrevented;";
    ensure!(page.js(wheel, json!([false])).await? == json!(false), "the wheel does not scroll the page");
    ensure!(page.js(wheel, json!([true])).await? == json!(true), "Ctrl and the wheel do not zoom");
    stands(&page, "Ctrl and the wheel do not zoom", &|now| at(now, 0) < at(&first, 0)).await?;
    page.press(&msg("map.whole")?).await?;
    stands(&page, "not all is seen again", &all).await?;
    page.js("widget().shadowRoot.querySelector('.map-pane').focus();", Value::Null).await?;
    page.key(Key::Right).await?;
    stands(&page, "the arrow does not move the map", &|now| at(now, 1) < at(&first, 1) - 40).await?;
    page.type_text("+").await?;
    stands(&page, "the key + does not enlarge", &larger).await?;
    ensure!(page.js(wheel, json!([false])).await? == json!(true), "the wheel does not zoom with the focus");
    // A click does what dragging does.
    page.press(&msg("map.whole")?).await?;
    stands(&page, "not all is seen again", &all).await?;
    let click = "const pane = widget().shadowRoot.querySelector('.map-pane'); const box = pane.getBoundingClientRect(); \
        const at = { bubbles: true, composed: true, detail: 1, clientX: box.left + 12, clientY: box.top + box.height / 2 }; \
        pane.dispatchEvent(new MouseEvent('click', at));";
    page.js(click, Value::Null).await?;
    stands(&page, "a click does not move the map", &|now| at(now, 1) > at(&first, 1) + 40).await?;
    nothing_wrong(&page).await
}

async fn follows(browser: &mut Browser) -> Result<()> {
    let page = found(browser, &case("")?, "salle de sport").await?;
    open_map(&page).await?;
    search(&page, "médiathèque").await?;
    let only = "const all = [...widget().shadowRoot.querySelectorAll('.map-at button')].map(called); \
        return all.length === 1 && all[0] === 'Médiathèque du Centre';";
    page.wait_until("the marker of the new list", only, Value::Null).await?;
    let label = "return widget().shadowRoot.querySelector('.map-pane').getAttribute('aria-label');";
    ensure!(page.js(label, Value::Null).await? == json!(msg("map.label.one")?), "the map's name");
    // A procedure stands nowhere.
    search(&page, "carte d’identité").await?;
    page.wait_until("no map", "return widget().shadowRoot.querySelector('.map') === null;", Value::Null)
        .await?;
    search(&page, "médiathèque").await?;
    page.wait_until("the marker again", only, Value::Null).await?;
    page.press(&msg("services.clear")?).await?;
    page.wait_until("no map", "return widget().shadowRoot.querySelector('.map') === null;", Value::Null)
        .await?;
    let sheets = "return widget().shadowRoot.adoptedStyleSheets.length;";
    ensure!(page.js(sheets, Value::Null).await? == json!(1), "the styles of the map stay");
    nothing_wrong(&page).await
}

async fn no_tiles(browser: &mut Browser) -> Result<()> {
    let page = found(browser, &case("")?, "salle de sport").await?;
    open_map(&page).await?;
    quiet(&page).await;
    ensure!(page.count(0, ".map-pane path").await? == 1, "no contour");
    ensure!(page.count(0, ".map img").await? == 0, "there are pictures");
    ensure!(!page.text(0).await?.contains(&msg("map.ground")?), "a ground is offered");
    ensure!(page.site().other_requests().is_empty(), "asked: {:?}", page.site().other_requests());
    nothing_wrong(&page).await?;
    // No contour either: the markers stay, and a broken one is left out.
    for contour in [json!([]), json!([[[3.0, 50.0], ["x", null], [400.0, 99.0], [3.0, 50.0]], "x", [[1]]])] {
        let mut plain = pack();
        plain["contour"] = contour;
        let page = found(browser, &page_with(&services(""), &plain)?, "salle de sport").await?;
        open_map(&page).await?;
        ensure!(!markers(&page).await?.is_empty(), "no marker");
        nothing_wrong(&page).await?;
    }
    Ok(())
}

async fn tiles(browser: &mut Browser) -> Result<()> {
    let origin = browser.site().other_origin();
    let host = origin.trim_start_matches("http://").to_owned();
    let attributes = format!("tiles=\"{origin}{TILES}\" tiles-attribution=\"{BY}\"");
    let page =
        found(browser, &case(&attributes)?.policy(Policy::StrictAnd(origin)), "salle de sport").await?;
    open_map(&page).await?;
    page.press(&msg("map.in")?).await?;
    quiet(&page).await;
    ensure!(page.site().other_requests().is_empty(), "before the press: {:?}", page.site().other_requests());
    let text = page.text(0).await?;
    let ask = msg_with("map.ask", &[("host", &host)])?;
    let plain = ask.replace('\u{a0}', " ");
    ensure!(text.contains(&plain), "{plain:?} is not in {text}");
    ensure!(!text.contains(BY), "who made the ground is named before it is there");
    page.watch_focus().await?;
    page.press(&msg("map.ground")?).await?;
    page.wait_for(BY).await?;
    quiet(&page).await;
    let asked = page.site().other_requests();
    ensure!(!asked.is_empty(), "no tile was asked for");
    for request in &asked {
        let path = request.path().trim_start_matches("/tuiles/").trim_end_matches(".png");
        let numbers = path.split('/').filter(|part| part.parse::<u32>().is_ok()).count();
        ensure!(request.path().starts_with("/tuiles/") && numbers == 3, "no tile: {}", request.path());
    }
    ensure!(page.focus().await?.tag != "body", "the focus is lost");
    ensure!(page.lost_focus().await?.is_empty(), "the focus was lost: {:?}", page.lost_focus().await?);
    // It was said once: closed and opened again, the ground is there.
    page.press(&msg("services.map-hide")?).await?;
    open_map(&page).await?;
    page.wait_for(BY).await?;
    ensure!(!page.text(0).await?.contains(&plain), "it is asked a second time");
    ensure!(page.violations().await?.is_empty(), "{:?}", page.violations().await?);
    nothing_wrong(&page).await?;
    // Other tiles are another question.
    let other = format!("{}/ailleurs/{{z}}/{{x}}/{{y}}.png", page.site().other_origin());
    page.set_attribute(0, "tiles", Some(&other)).await?;
    page.wait_for(&ask).await?;
    // What is no address of tiles, or names nobody, is told and leaves the map without a ground.
    for (tiles, by) in
        [("http://example.org/{z}/{x}/{y}.png", BY), ("https://example.org/{z}/{x}/{y}.png", "")]
    {
        let attributes = format!("tiles=\"{tiles}\" tiles-attribution=\"{by}\"");
        let page = found(browser, &case(&attributes)?, "salle de sport").await?;
        page.wait_for(&msg("services.problem-tiles")?).await?;
        open_map(&page).await?;
        ensure!(!page.text(0).await?.contains(&msg("map.ground")?), "a ground is offered");
        nothing_wrong(&page).await?;
    }
    Ok(())
}

async fn no_module(browser: &mut Browser) -> Result<()> {
    for path in ["/pkg/map_bg.wasm", "/pkg/map.js"] {
        let page = found(browser, &case("")?.answer(path, [Reply::new(404)]), "salle de sport").await?;
        page.press(&msg("services.map-show")?).await?;
        page.wait_for(&msg("map.failed")?).await.context(path)?;
        ensure!(page.count(0, ".results > li").await? == 10, "the list is gone");
        ensure!(page.violations().await?.is_empty(), "{path}: {:?}", page.violations().await?);
        let folder =
            std::env::var_os("COMMUNE_PKG").map_or_else(|| browser_tests::root().join("pkg"), Into::into);
        let file = folder.join(path.trim_start_matches("/pkg/"));
        let kind = if path.ends_with("wasm") { "application/wasm" } else { "text/javascript" };
        page.site().answer(path, [Reply::with(200, kind, std::fs::read(file)?)]);
        page.watch_focus().await?;
        page.press(&msg("ui.retry")?).await?;
        wait_for_markers(&page).await.context(path)?;
        ensure!(page.lost_focus().await?.is_empty(), "{path}: {:?}", page.lost_focus().await?);
    }
    // Without Leaflet a sentence is all that can be done: the browser keeps that it failed.
    for path in ["/pkg/leaflet.js", "/pkg/locales/map/fr.json"] {
        let page = found(browser, &case("")?.answer(path, [Reply::new(404)]), "salle de sport").await?;
        page.press(&msg("services.map-show")?).await?;
        let key = if path.ends_with("js") { "map.failed" } else { "error.not-found" };
        page.wait_for(&msg(key)?).await.context(path)?;
        ensure!(page.violations().await?.is_empty(), "{path}: {:?}", page.violations().await?);
    }
    Ok(())
}

async fn languages(browser: &mut Browser) -> Result<()> {
    for (lang, show, map, whole) in [
        ("nl", "Op een kaart bekijken", "Kaart van één plaats", "Alles tonen"),
        ("en", "See on a map", "Map of one place", "Show everything"),
    ] {
        let page = browser.open(&case(&format!("lang=\"{lang}\""))?).await?;
        page.wait_for(PHONE).await?;
        crate::services::focus_box(&page, 0).await?;
        page.type_text("médiathèque").await?;
        page.key(Key::Enter).await?;
        page.wait_for(show).await?;
        page.press(show).await?;
        wait_for_markers(&page).await?;
        page.wait_for(whole).await?;
        let label = "return widget().shadowRoot.querySelector('.map-pane').getAttribute('aria-label');";
        let label = page.js(label, Value::Null).await?;
        ensure!(label == json!(map), "{label} for {map:?}");
        // The language changes while the map is open.
        page.set_attribute(0, "lang", Some("fr")).await?;
        page.wait_for(&msg("map.whole")?).await?;
        wait_for_markers(&page).await?;
        ensure!(page.count(0, ".map").await? == 1, "two maps");
        nothing_wrong(&page).await?;
    }
    Ok(())
}

async fn still(browser: &mut Browser) -> Result<()> {
    for (wanted, glides) in [("reduce", false), ("no-preference", true)] {
        let page = browser.open(&case("")?).await?;
        page.wait_for(PHONE).await?;
        let feature = json!({ "features": [{ "name": "prefers-reduced-motion", "value": wanted }] });
        page.cdp("Emulation.setEmulatedMedia", feature).await?;
        search(&page, "salle de sport").await?;
        open_map(&page).await?;
        let script = "const root = widget().shadowRoot; root.querySelector('.map-controls button').click(); \
            for (let i = 0; i < 10; i++) { \
              await new Promise(requestAnimationFrame); \
              if (root.querySelector('.leaflet-zoom-anim')) return true; } return false;";
        let gliding = page.js_async(script, Value::Null).await?;
        ensure!(gliding == json!(glides), "{wanted}: {gliding}");
        nothing_wrong(&page).await?;
    }
    Ok(())
}

/// The states of the map: what was searched, and what was done then.
const STATES: [(&str, &str); 4] = [
    ("many markers", "salle de sport"),
    ("a group", "wattignies"),
    ("a chosen one", "médiathèque"),
    ("with tiles", "piscine"),
];

/// Opens each state: in this look, or on a narrow page.
async fn states(browser: &mut Browser, look: Option<Look>) -> Result<()> {
    let mut found_wrong = Vec::new();
    for (name, text) in STATES {
        let origin = browser.site().other_origin();
        let attributes = format!("tiles=\"{origin}{TILES}\" tiles-attribution=\"{BY}\"");
        let mut case = case(&attributes)?.policy(Policy::StrictAnd(origin));
        case = look.map_or_else(|| case.clone().size(320, 800), |look| case.clone().look(look));
        let page = browser.open(&case).await?;
        page.wait_for(PHONE).await?;
        search(&page, text).await?;
        if text == "piscine" {
            page.press(&msg("services.elsewhere")?).await?;
            page.wait_for("Piscine de Lille").await?;
        }
        open_map(&page).await?;
        if name == "a chosen one" {
            page.press("Médiathèque du Centre").await?;
        }
        if name == "with tiles" {
            page.press(&msg("map.ground")?).await?;
            page.wait_for(BY).await?;
        }
        page.settle().await?;
        let all = page.targets().await?;
        ensure!(all.iter().any(|target| target.name.contains("Tout voir")), "no map in {name}");
        found_wrong.extend(match look {
            Some(look) => page.faults(name, look).await?,
            None => page.narrow_faults(name).await?,
        });
        let violations = page.violations().await?;
        ensure!(violations.is_empty(), "policy reports in {name}: {violations:?}");
    }
    ensure!(found_wrong.is_empty(), "{}", found_wrong.join("\n"));
    Ok(())
}

async fn looks(browser: &mut Browser) -> Result<()> {
    for look in [Look::Light, Look::Dark, Look::Forced] {
        if look.works_in(browser.engine()) {
            states(browser, Some(look)).await?;
        }
    }
    Ok(())
}

async fn narrow(browser: &mut Browser) -> Result<()> {
    states(browser, None).await
}
