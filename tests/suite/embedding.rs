//! What pages do to elements: filter them, double them, move them, take them away.

use std::time::Duration;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Page, msg};
use serde_json::{Value, json};

use crate::fixtures::{FALLBACK, PACK, PER_INHABITANT, asked, commune, energy, nothing_wrong, pack, targets};
use crate::registry::scenarios;

scenarios! {
    "a div of the class commune-widget draws like the element" => div;
    "two copies of the shell draw each widget once, and both say which one came first" => two_shells;
    "twenty widgets on one page draw with one copy of the library" => twenty;
    "a widget added later draws too" => added;
    "an element that is moved keeps what the resident had opened" => moved;
    "an element that comes back after a while starts afresh" => returned;
    "an element that is removed while it loads does no harm" => removed_early;
}

const DIV: &str = "<div class=\"commune-widget\" data-widget=\"energy\" data-insee=\"59648\" \
    data-heading-level=\"3\"><a href=\"/index.html\">Les chiffres en texte</a></div>";

async fn one_marked_child(page: &Page) -> Result<()> {
    let count = "return [document.querySelectorAll('.commune-widget > [data-commune-child]').length, \
        document.querySelectorAll('commune-energy').length];";
    let counts = page.js(count, Value::Null).await?;
    ensure!(counts == json!([1, 1]), "marked children, elements: {counts}");
    Ok(())
}

async fn div(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::new(DIV).answer(PACK, [pack()])).await?;
    page.wait_for(PER_INHABITANT).await?;
    one_marked_child(&page).await?;
    ensure!(page.count(0, "h3.title, [part=title]").await? >= 1, "no title");
    ensure!(page.count(0, "h3").await? >= 1, "data-heading-level is not heeded");
    let script =
        "document.querySelector('.commune-widget').setAttribute('data-notice', 'Mairie fermée lundi');";
    page.js(script, Value::Null).await?;
    page.wait_for("Mairie fermée lundi").await?;
    page.js("document.querySelector('.commune-widget').removeAttribute('data-notice');", Value::Null).await?;
    page.wait_gone(0, "Mairie fermée lundi").await?;
    one_marked_child(&page).await?;
    nothing_wrong(&page).await
}

async fn two_shells(browser: &mut Browser) -> Result<()> {
    let case = Case::new(&format!("{DIV}<p>Entre les deux</p>"))
        .shells(&["/pkg/commune-widgets.js", "/pkg2/commune-widgets.js?ver=2"])
        .answer(PACK, [pack()]);
    let page = browser.open(&case).await?;
    page.wait_for(PER_INHABITANT).await?;
    one_marked_child(&page).await?;
    let said = page.console("info").await?;
    let first = said.iter().any(|line| line.contains("defines") && line.contains("/pkg/"));
    let second = said.iter().any(|line| line.contains("stands back") && line.contains("/pkg2/"));
    ensure!(first && second, "{said:?}");
    ensure!(asked(&page, "/pkg/energy.js") == 1, "{:?}", targets(&page));
    ensure!(asked(&page, "/pkg2/energy.js") == 0, "the second copy loads a bundle: {:?}", targets(&page));
    nothing_wrong(&page).await
}

async fn twenty(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::new(&energy("insee=\"59648\"").repeat(20)).answer(PACK, [pack()])).await?;
    for nth in 0..20 {
        page.scroll_to(nth).await?;
        page.wait_for_in(nth, PER_INHABITANT).await?;
    }
    page.wait_ready(20).await?;
    for file in ["/pkg/energy.js", "/pkg/energy_bg.wasm"] {
        ensure!(asked(&page, file) == 1, "{file} is asked for {} times", asked(&page, file));
    }
    let memories = page.js("return communeProbe.memories.length;", Value::Null).await?;
    ensure!(memories == json!(1), "{memories} copies of the library run");
    // What one of them opens stays its own.
    page.press(&msg("ui.table-show")?).await?;
    let script = "return [...document.querySelectorAll('commune-energy')].map((e) => e.shadowRoot.querySelectorAll('table').length);";
    tokio::time::sleep(Duration::from_millis(200)).await;
    let tables = page.js(script, Value::Null).await?;
    let counts: Vec<u64> = tables.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let usual = counts[19];
    ensure!(counts[0] == usual + 1 && counts[1..].iter().all(|&n| n == usual), "tables: {counts:?}");
    nothing_wrong(&page).await
}

async fn added(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::new("<p id=\"place\">Rien encore</p>").answer(PACK, [pack()])).await?;
    let script = "const element = document.createElement('commune-energy'); \
        element.setAttribute('insee', '59648'); element.textContent = args[0]; \
        document.querySelector('#place').after(element);";
    page.js(script, json!([FALLBACK])).await?;
    page.wait_for(PER_INHABITANT).await?;
    let script = "const div = document.createElement('div'); div.className = 'commune-widget'; \
        div.dataset.widget = 'energy'; div.dataset.insee = '59648'; div.textContent = args[0]; \
        document.querySelector('#place').after(div);";
    page.js(script, json!([FALLBACK])).await?;
    page.wait_for_in(1, PER_INHABITANT).await?;
    page.wait_for_in(0, PER_INHABITANT).await?;
    nothing_wrong(&page).await
}

/// Removes the widget, and puts it back at the end of the page after so many milliseconds.
async fn away(page: &Page, ms: u64) -> Result<()> {
    page.js("window.kept = widget(); kept.remove();", Value::Null).await?;
    tokio::time::sleep(Duration::from_millis(ms)).await;
    page.js("document.querySelector('main').append(window.kept);", Value::Null).await?;
    Ok(())
}

async fn moved(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.press(&msg("ui.table-show")?).await?;
    page.wait_for(&msg("ui.table-hide")?).await?;
    page.js("document.querySelector('main').prepend(widget());", Value::Null).await?;
    page.wait_for(&msg("ui.table-hide")?).await?;
    away(&page, 400).await?;
    page.wait_for(&msg("ui.table-hide")?).await?;
    // Longer than the shell waits: nothing of the first removal may strike later.
    tokio::time::sleep(Duration::from_millis(1300)).await;
    page.wait_for(&msg("ui.table-hide")?).await?;
    ensure!(asked(&page, PACK) == 1, "the pack is asked for {} times", asked(&page, PACK));
    nothing_wrong(&page).await
}

async fn returned(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.press(&msg("ui.table-show")?).await?;
    page.wait_for(&msg("ui.table-hide")?).await?;
    away(&page, 1600).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.wait_for(&msg("ui.table-show")?).await?;
    let text = page.text(0).await?;
    ensure!(!text.contains(&msg("ui.table-hide")?), "the table is still open: {text}");
    ensure!(asked(&page, "/pkg/energy.js") == 1, "the library is fetched again");
    nothing_wrong(&page).await
}

async fn removed_early(browser: &mut Browser) -> Result<()> {
    let case = commune().slow(".wasm", Duration::from_millis(600));
    let page = browser.open(&case).await?;
    page.js("window.kept = widget(); kept.remove();", Value::Null).await?;
    tokio::time::sleep(Duration::from_millis(1800)).await;
    ensure!(asked(&page, PACK) == 0, "a pack is asked for though nobody sees the widget");
    page.js("document.querySelector('main').append(window.kept);", Value::Null).await?;
    page.wait_for(PER_INHABITANT).await?;
    nothing_wrong(&page).await
}
