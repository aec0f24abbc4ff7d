//! Every state of the widget, under each look: axe-core, sizes of targets, narrow pages, large text.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Engine, Look, Page, msg};
use serve::Reply;

use crate::fixtures::{
    FALLBACK, PACK, PACK_TEXT, PER_INHABITANT, commune, energy, json, nothing_wrong, pack,
};
use crate::registry::scenarios;

scenarios! {
    "axe-core finds nothing, texts stand out and targets are large enough in any state, in light colours" => light;
    "axe-core finds nothing, texts stand out and targets are large enough in any state, in dark colours" => dark;
    "axe-core finds nothing in any state, in forced colours" => forced_colours, only &[Engine::Chromium, Engine::Firefox];
    "axe-core finds nothing where the commune has chosen the other colours" => axe_appearance;
    "nothing sticks out at 320 pixels, with normal and with doubled text" => narrow;
    "the longest name in a select does not widen a page of 320 pixels with doubled text" => long_names;
    "nothing is cut off with doubled text at 1280 pixels" => doubled;
    "text spacing set by the page cuts nothing off" => spacing;
    "what is chosen and focused can be told apart in forced colours" => forced, only &[Engine::Chromium, Engine::Firefox];
}

/// A state of the widget: how its page is answered, a text that shows that it has been
/// reached, and what is pressed then, each with the text that follows.
struct State {
    name: &'static str,
    case: Case,
    marker: String,
    press: Vec<(String, String)>,
}

fn states() -> Result<Vec<State>> {
    let state = |name, case, marker: String| State { name, case, marker, press: Vec::new() };
    let late = Duration::from_secs(30);
    let demo = PACK_TEXT.replace("\"demo\": false", "\"demo\": true");
    let down = Reply::with(503, "text/plain", "down");
    let slow = energy("insee=\"59648\" src=\"/late.json\"");
    let open_meter = (msg("energy.my-title")?, msg("energy.my-sample")?);
    let wrong = energy("insee=\"59648\" lang=\"xx\" heading-level=\"9\"");
    let notice = energy("insee=\"59648\" notice=\"Mairie fermée lundi\"");
    Ok(vec![
        state("fallback", commune().answer("/pkg/energy_bg.wasm", [Reply::new(404)]), String::new()),
        // Under an address of its own: browsers let a second request for the same one wait.
        state("loading", Case::new(&slow).answer("/late.json", [pack().delay(late)]), msg("ui.loading")?),
        state("commune", commune(), PER_INHABITANT.to_owned()),
        State {
            press: vec![(msg("ui.table-show")?, msg("ui.table-hide")?)],
            ..state("table open", commune(), PER_INHABITANT.to_owned())
        },
        state("error", commune().answer(PACK, [down]), msg("error.status")?),
        state("missing", commune().answer(PACK, [Reply::new(404)]), msg("error.not-found")?),
        state("demo", commune().answer(PACK, [json(&demo)]), msg("ui.demo")?),
        state("wrong attribute", Case::new(&wrong).answer(PACK, [pack()]), msg("ui.problem-title")?),
        State {
            press: vec![open_meter.clone()],
            ..state("meter empty", commune(), PER_INHABITANT.to_owned())
        },
        State {
            press: vec![open_meter, (msg("energy.my-sample")?, msg("energy.my-findings")?)],
            ..state("meter loaded", commune(), PER_INHABITANT.to_owned())
        },
        state("notice", Case::new(&notice).answer(PACK, [pack()]), "Mairie fermée lundi".to_owned()),
    ])
}

/// Opens a state and makes sure that it is the one.
async fn reach(browser: &mut Browser, state: &State, look: Look) -> Result<Page> {
    let page = browser.open(&state.case.clone().look(look)).await?;
    let reached = async {
        if state.marker.is_empty() {
            let script = "return tidy(document.body.innerText).includes(args[0]) && fallbackShows(0) && !widget().shadowRoot;";
            return page.wait_until("the fallback", script, serde_json::json!([FALLBACK])).await.map(drop);
        }
        page.wait_for(&state.marker).await?;
        for (press, marker) in &state.press {
            page.press(press).await?;
            page.wait_for(marker).await?;
        }
        Ok(())
    };
    reached.await.with_context(|| format!("state {:?}", state.name))?;
    Ok(page)
}

async fn everywhere(browser: &mut Browser, look: Look) -> Result<()> {
    let mut faults = Vec::new();
    for state in states()? {
        faults.extend(reach(browser, &state, look).await?.faults(state.name, look).await?);
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

async fn light(browser: &mut Browser) -> Result<()> {
    everywhere(browser, Look::Light).await
}

async fn dark(browser: &mut Browser) -> Result<()> {
    everywhere(browser, Look::Dark).await
}

async fn forced_colours(browser: &mut Browser) -> Result<()> {
    everywhere(browser, Look::Forced).await
}

async fn axe_appearance(browser: &mut Browser) -> Result<()> {
    let body = energy("insee=\"59648\" appearance=\"dark\"");
    for (case, marker) in [
        (Case::new(&body).answer(PACK, [pack()]), PER_INHABITANT.to_owned()),
        (Case::new(&body).answer(PACK, [Reply::new(404)]), msg("error.not-found")?),
    ] {
        let page = browser.open(&case).await?;
        page.wait_for(&marker).await?;
        page.assert_axe_clean("appearance dark", Look::Light).await?;
    }
    Ok(())
}

async fn narrow(browser: &mut Browser) -> Result<()> {
    let mut faults = Vec::new();
    for mut state in states()? {
        state.case = state.case.size(320, 800);
        faults.extend(reach(browser, &state, Look::Light).await?.narrow_faults(state.name).await?);
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

async fn long_names(browser: &mut Browser) -> Result<()> {
    // Every sector that a pack may hold but farming, each as the chosen one in turn.
    let all = PACK_TEXT.replace("\"sector\": \"agriculture\"", "\"sector\": \"unknown\"");
    let page = browser.open(&commune().answer(PACK, [json(&all)]).size(320, 800)).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.double_text().await?;
    let script = "window.sectors = [...deep(widget().shadowRoot, 'select')]\
        .find((select) => [...select.options].some((option) => option.text === args[0])); \
        return [...(window.sectors?.options ?? [])].map((option) => option.text);";
    let names = page.js(script, serde_json::json!([msg("energy.sector-all")?])).await?;
    let names: Vec<String> = serde_json::from_value(names)?;
    for name in ["energy.sector-services", "energy.sector-unknown"] {
        let name = msg(name)?;
        ensure!(names.contains(&name), "{name:?} is not in the select: {names:?}");
    }
    for (index, name) in names.iter().enumerate() {
        let script = "const select = window.sectors; select.selectedIndex = args[0]; \
            select.dispatchEvent(new Event('change', { bubbles: true, composed: true })); \
            select.scrollIntoView({ block: 'center', behavior: 'instant' });";
        page.js(script, serde_json::json!([index])).await?;
        let (over, what) = page.overflow().await?;
        ensure!(over <= 0.0, "with {name:?} chosen: {over} px too wide: {what:?}");
        let moved = page.js("scrollTo(999, scrollY); return scrollX;", serde_json::Value::Null).await?;
        ensure!(moved == 0, "with {name:?} chosen the page moves {moved} px sideways");
        // The name may be cut within the select: the chart's title has it whole.
        let whole = "return window.sectors.selectedIndex === args[0] \
            && [...deep(widget().shadowRoot, 'figure')].some((figure) => tidy(figure.innerText).includes(args[1]));";
        page.wait_until(&format!("{name:?} in the chart's title"), whole, serde_json::json!([index, name]))
            .await?;
    }
    nothing_wrong(&page).await
}

async fn doubled(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.press(&msg("ui.table-show")?).await?;
    page.wait_for(&msg("ui.table-hide")?).await?;
    page.double_text().await?;
    ensure!(page.overflow().await?.0 <= 0.0, "{:?}", page.overflow().await?);
    let unreadable = page.unreadable().await?;
    ensure!(unreadable.is_empty(), "{unreadable:?}");
    Ok(())
}

async fn spacing(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune().size(320, 800)).await?;
    page.wait_for(PER_INHABITANT).await?;
    // WCAG 1.4.12, by the CSSOM as the strict policy asks.
    let script = "const style = document.documentElement.style; style.lineHeight = '1.5'; \
        style.letterSpacing = '0.12em'; style.wordSpacing = '0.16em';";
    page.js(script, serde_json::Value::Null).await?;
    let script = "return ['button', 'select', 'p'].flatMap((tag) => [...deep(widget().shadowRoot, tag)].slice(0, 1))\
        .map((e) => [e.localName, getComputedStyle(e).letterSpacing]).filter(([, s]) => parseFloat(s) < 1 || s === 'normal');";
    let deaf = page.js(script, serde_json::Value::Null).await?;
    ensure!(deaf == serde_json::json!([]), "these do not take the page's spacing: {deaf}");
    ensure!(page.overflow().await?.0 <= 0.0, "{:?}", page.overflow().await?);
    let unreadable = page.unreadable().await?;
    ensure!(unreadable.is_empty(), "{unreadable:?}");
    nothing_wrong(&page).await
}

async fn forced(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune().look(Look::Forced)).await?;
    page.wait_for(PER_INHABITANT).await?;
    for stop in page.tab_stops().await?.iter().filter(|stop| stop.host == "commune-energy") {
        ensure!(stop.marked, "no focus to be seen on {stop:?}");
    }
    // A button has an edge, since its ground is taken away.
    let script = "return [...deep(widget().shadowRoot, 'button, select')].filter((e) => e.getClientRects().length && \
        (getComputedStyle(e).borderStyle === 'none' || parseFloat(getComputedStyle(e).borderWidth) < 1)).map(called);";
    let bare = page.js(script, serde_json::Value::Null).await?;
    ensure!(bare == serde_json::json!([]), "controls without an edge: {bare}");
    // SVG keeps its fills in forced colours: marks must take the system's colour or an outline.
    let script = "const text = getComputedStyle(widget().shadowRoot.querySelector('[part~=widget]')).color; \
        return [...deep(widget().shadowRoot, 'svg text')].filter((e) => e.getClientRects().length \
        && getComputedStyle(e).fill !== text).map((e) => `${e.textContent.slice(0, 30)} ${getComputedStyle(e).fill} on ${text}`).slice(0, 5);";
    let odd = page.js(script, serde_json::Value::Null).await?;
    ensure!(odd == serde_json::json!([]), "texts of a chart keep a colour of their own: {odd}");
    Ok(())
}
