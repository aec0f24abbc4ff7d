//! Every task by keyboard alone.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Engine, Page, msg};
use serde_json::{Value, json};
use serve::Reply;
use thirtyfour::Key;

use crate::fixtures::{PACK, PER_INHABITANT, commune, nothing_wrong, pack};
use crate::registry::scenarios;

scenarios! {
    "Tab reaches every control, shows where it is, and leaves the widget" => every_stop;
    "Enter opens the table and closes it, and the focus stays" => table;
    "the arrow keys read the chart's values one by one" => chart;
    "'Réessayer' works by keyboard" => retry;
    "a select changes what is shown by keyboard" => select, only &[Engine::Chromium, Engine::Firefox];
    "Chromium's accessibility tree reads as it was written down" => read_aloud, only &[Engine::Chromium];
}

async fn drawn(browser: &mut Browser) -> Result<Page> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    Ok(page)
}

async fn every_stop(browser: &mut Browser) -> Result<()> {
    let page = drawn(browser).await?;
    let stops = page.tab_stops().await?;
    let inside: Vec<_> = stops.iter().filter(|stop| stop.host == "commune-energy").collect();
    ensure!(!inside.is_empty(), "Tab never enters the widget: {stops:?}");
    for stop in &inside {
        ensure!(stop.marked, "no focus to be seen on {stop:?}");
        ensure!(stop.seen, "out of sight or covered: {stop:?}");
        ensure!(!stop.name.is_empty(), "a stop without a name: {stop:?}");
    }
    let reached: BTreeSet<String> =
        inside.iter().map(|stop| format!("{} {}", stop.tag, short(&stop.name))).collect();
    let targets = page.targets().await?;
    ensure!(!targets.is_empty(), "the widget has no control");
    for target in targets {
        let (tag, name) = target.name.split_once(' ').unwrap_or((&target.name, ""));
        let key = format!("{tag} {}", short(name));
        ensure!(reached.contains(&key), "Tab does not reach {key:?}; it stops at {reached:?}");
    }
    nothing_wrong(&page).await
}

/// As much of a name as [`Page::targets`] gives.
fn short(name: &str) -> String {
    name.chars().take(60).collect::<String>().trim().to_owned()
}

async fn table(browser: &mut Browser) -> Result<()> {
    let page = drawn(browser).await?;
    let closed = page.count(0, "table").await?;
    page.tab_to(&msg("ui.table-show")?).await?;
    page.key(Key::Enter).await?;
    page.wait_for(&msg("ui.table-hide")?).await?;
    ensure!(page.count(0, "table").await? == closed + 1, "no table has opened");
    let focus = page.focus().await?;
    ensure!(focus.name == msg("ui.table-hide")?, "the focus went to {focus:?}");
    // A table that scrolls can be scrolled by keyboard: the next stop is its box, or it fits.
    page.type_text(" ").await?;
    page.wait_for(&msg("ui.table-show")?).await?;
    ensure!(page.count(0, "table").await? == closed, "the table is still there");
    let focus = page.focus().await?;
    ensure!(focus.name == msg("ui.table-show")?, "the focus went to {focus:?}");
    nothing_wrong(&page).await
}

/// What the chart's reading says: to the eye, and to a screen reader.
async fn reading(page: &Page) -> Result<(String, String)> {
    let script = "const slider = deepActive(); return [drawn(), \
        slider.getAttribute('aria-valuetext') ?? slider.getRootNode().querySelector('[role=status], [aria-live], output')?.innerText ?? ''];";
    let found = page.js(script, Value::Null).await?;
    let text = |index: usize| found[index].as_str().unwrap_or_default().to_owned();
    Ok((text(0), text(1)))
}

async fn chart(browser: &mut Browser) -> Result<()> {
    let page = drawn(browser).await?;
    let mut stops = Vec::new();
    let at_chart = |focus: &browser_tests::Focus| focus.host == "commune-energy" && focus.tag == "div";
    while !stops.last().is_some_and(at_chart) {
        ensure!(stops.len() < 40, "Tab does not stop at the chart: {stops:?}");
        page.key(Key::Tab).await?;
        stops.push(page.focus().await?);
    }
    let mut seen = Vec::new();
    for _ in 0..3 {
        page.key(Key::Right).await?;
        tokio::time::sleep(Duration::from_millis(250)).await;
        let (shown, said) = reading(&page).await?;
        ensure!(!said.is_empty(), "nothing says the value aloud");
        ensure!(!seen.contains(&(shown.clone(), said.clone())), "an arrow reads nothing new: {said:?}");
        seen.push((shown, said));
    }
    ensure!(seen[0].0 != seen[1].0 && seen[0].1 != seen[1].1, "said and shown differ: {seen:?}");
    page.key(Key::Left).await?;
    tokio::time::sleep(Duration::from_millis(250)).await;
    ensure!(reading(&page).await? == seen[1], "the left arrow does not go back");
    nothing_wrong(&page).await
}

async fn retry(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune().answer(PACK, [Reply::with(404, "text/plain", "no"), pack()])).await?;
    page.wait_for(&msg("error.not-found")?).await?;
    page.tab_to(&msg("ui.retry")?).await?;
    page.key(Key::Enter).await?;
    page.wait_for(PER_INHABITANT).await?;
    nothing_wrong(&page).await
}

async fn select(browser: &mut Browser) -> Result<()> {
    let page = drawn(browser).await?;
    let script = "const select = [...deep(widget().shadowRoot, 'select')][0]; \
        if (!select) return null; select.focus(); return select.selectedIndex;";
    let before = page.js(script, Value::Null).await?;
    ensure!(!before.is_null(), "there is no select");
    page.key(if before == json!(0) { Key::Down } else { Key::Up }).await?;
    let moved = "return [...deep(widget().shadowRoot, 'select')][0].selectedIndex !== args[0];";
    page.wait_until("another choice", moved, json!([before])).await?;
    let text = page.text(0).await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    ensure!(!text.is_empty(), "the widget is empty");
    nothing_wrong(&page).await
}

async fn read_aloud(browser: &mut Browser) -> Result<()> {
    let page = drawn(browser).await?;
    page.press(&msg("ui.table-show")?).await?;
    page.wait_for(&msg("ui.table-hide")?).await?;
    let tree = page.read_aloud(0).await?;
    // `UPDATE_EXPECT=1` writes the file anew; read the difference aloud before it is committed.
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/commune-table-open.txt");
    expect_test::expect_file![file].assert_eq(&tree);
    Ok(())
}
