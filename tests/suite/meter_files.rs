//! Files of every way in: a workbook, a drop, one too large, many widgets at once.

use std::time::Duration;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Page, msg};
use serde_json::{Value, json};

use crate::files::{TOTAL, WORKBOOK_TOTAL, large, linky_text, workbook};
use crate::fixtures::{PACK, PER_INHABITANT, asked, energy, nothing_wrong, pack, targets};
use crate::meter::{choose, opened, with_file};
use crate::registry::scenarios;

scenarios! {
    "a workbook that is chosen is read like any other file" => book;
    "a file that is dropped is read, and the page stays" => drop_file;
    "a file of 40 MB is refused with its limit, unread, and what was loaded stays" => too_large;
    "twenty widgets each keep their own readings, with one copy of the module" => twenty;
}

async fn book(browser: &mut Browser) -> Result<()> {
    let page = opened(browser).await?;
    choose(&page, &workbook()?, WORKBOOK_TOTAL).await?;
    page.wait_for(&msg("energy.my-kind-linkyXlsx")?).await?;
    // A total of each day says nothing of hours.
    page.wait_for(&msg("energy.my-no-curve")?).await?;
    for file in ["/pkg/meter_bg.wasm", "/pkg/xlsx_bg.wasm"] {
        ensure!(asked(&page, file) == 1, "{file} is asked for {} times", asked(&page, file));
    }
    nothing_wrong(&page).await
}

/// Drags a text file over the middle of an element, and drops it there; gives back whether the
/// page took each of the two events, so that the browser does not open the file itself. WebDriver
/// cannot drag from outside of the page: these are the events that a drag would send.
async fn drop_on(page: &Page, selector: &str, name: &str, text: &str) -> Result<(bool, bool)> {
    let script = "const [selector, name, text] = args; \
        const target = [...deep(widget().shadowRoot, selector)].find(visible); \
        const dataTransfer = new DataTransfer(); \
        dataTransfer.items.add(new File([text], name, { type: 'text/csv' })); \
        const send = (type) => !target.dispatchEvent(new DragEvent(type, \
          { bubbles: true, cancelable: true, composed: true, dataTransfer })); \
        return [send('dragover'), send('drop')];";
    let taken = page.js(script, json!([selector, name, text])).await?;
    Ok((taken[0] == true, taken[1] == true))
}

async fn drop_file(browser: &mut Browser) -> Result<()> {
    let page = opened(browser).await?;
    let taken = drop_on(&page, ".drop", "courbe.csv", &linky_text()?).await?;
    ensure!(taken == (true, true), "dragover and drop taken: {taken:?}");
    page.wait_for_within(&msg("energy.my-findings")?, Duration::from_secs(30)).await?;
    page.wait_for(TOTAL).await?;
    page.wait_for("courbe.csv").await?;
    // Beside the zone: the view takes it all the same, or the browser would leave the page for it.
    let taken = drop_on(&page, "figure", "encore.csv", &linky_text()?).await?;
    ensure!(taken == (true, true), "beside the zone: {taken:?}");
    page.wait_for("encore.csv").await?;
    // The same instants count once.
    page.wait_for(TOTAL).await?;
    nothing_wrong(&page).await?;
    // Where this view is not in sight, drops are the page's affair.
    page.press(&msg("energy.my-back")?).await?;
    page.wait_for(PER_INHABITANT).await?;
    let taken = drop_on(&page, "figure", "trop.csv", &linky_text()?).await?;
    ensure!(taken == (false, false), "the commune's view takes drops: {taken:?}");
    nothing_wrong(&page).await
}

async fn too_large(browser: &mut Browser) -> Result<()> {
    let page = with_file(browser).await?;
    let script = "window.reads = 0; for (const name of ['arrayBuffer', 'text', 'stream', 'slice']) { \
        const real = Blob.prototype[name]; \
        Blob.prototype[name] = function (...given) { if (this.size > 1e6) window.reads += 1; return real.apply(this, given); }; }";
    page.js(script, Value::Null).await?;
    let file = large(page.engine().name())?;
    page.choose_file(&file).await?;
    page.wait_for(&msg("energy.my-x-tooLarge")?).await?;
    page.wait_for("tout-mon-disque.csv").await?;
    page.wait_for(TOTAL).await?;
    std::fs::remove_file(&file)?;
    let reads = page.js("return window.reads;", Value::Null).await?;
    ensure!(reads == json!(0), "a file past the limit is read {reads} times");
    nothing_wrong(&page).await
}

/// Presses the control of that name in the n-th widget, by script: a mouse finds only the first.
async fn press_in(page: &Page, nth: usize, name: &str) -> Result<()> {
    let script = "const found = [...deep(widget(args[0]).shadowRoot, 'button')]\
        .find((button) => called(button) === tidy(args[1]) && visible(button)); \
        found?.click(); return !!found;";
    page.wait_until(&format!("{name:?} in widget {nth}"), script, json!([nth, name])).await.map(drop)
}

async fn twenty(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::new(&energy("insee=\"59648\"").repeat(20)).answer(PACK, [pack()])).await?;
    for nth in 0..20 {
        page.scroll_to(nth).await?;
        page.wait_for_in(nth, PER_INHABITANT).await?;
        press_in(&page, nth, &msg("energy.my-title")?).await?;
        press_in(&page, nth, &msg("energy.my-sample")?).await?;
    }
    for nth in 0..20 {
        page.wait_for_in(nth, &msg("energy.my-sample-note")?).await?;
        page.wait_for_in(nth, &msg("energy.my-findings")?).await?;
    }
    for file in ["/pkg/meter.js", "/pkg/meter_bg.wasm"] {
        ensure!(
            asked(&page, file) == 1,
            "{file} is asked for {} times: {:?}",
            asked(&page, file),
            targets(&page)
        );
    }
    let memories = "return communeProbe.memories.map((memory) => memory.buffer.byteLength);";
    let memories = page.js(memories, Value::Null).await?;
    ensure!(memories.as_array().is_some_and(|list| list.len() == 2), "memories of modules: {memories}");
    eprintln!("20 widgets, two years of half-hours in each: WebAssembly memories of {memories} bytes");

    // A resident's own file in the first of them touches no other.
    choose(&page, &crate::files::linky()?, TOTAL).await?;
    page.wait_gone(0, &msg("energy.my-sample-note")?).await?;
    for nth in [1, 19] {
        let text = page.text(nth).await?;
        ensure!(text.contains(&msg("energy.my-sample-note")?), "widget {nth} lost its example: {text}");
        ensure!(!text.contains(TOTAL), "widget {nth} shows the readings of another: {text}");
    }
    press_in(&page, 19, &msg("energy.my-back")?).await?;
    page.wait_for(TOTAL).await?;
    nothing_wrong(&page).await
}
