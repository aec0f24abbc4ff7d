//! A panic in the library: every element of that module falls back, and a retry starts anew.
//!
//! No hook in the library is needed: an element that the page has given a closed shadow root
//! cannot be drawn into, which the library takes for impossible and panics on.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Page};
use serde_json::{Value, json};

use crate::fixtures::{FALLBACK, PER_INHABITANT, asked, commune, targets};
use crate::registry::scenarios;

scenarios! {
    "a panic in one widget returns every widget of its module to the fallback" => falls_back;
    "after a panic, a retry draws with a fresh instance of the library" => retried;
}

/// Adds an element that makes the library panic, before or after the widget that is there.
async fn panic_in_another(page: &Page) -> Result<()> {
    let script = "const element = document.createElement('commune-energy'); \
        element.setAttribute('insee', '59648'); element.id = 'broken'; \
        const link = document.createElement('a'); link.href = '/index.html'; link.textContent = args[0]; \
        element.append(link); element.attachShadow({ mode: 'closed' }).append(document.createElement('slot')); \
        document.querySelector('main').append(element); element.scrollIntoView();";
    page.js(script, json!([FALLBACK])).await?;
    let script =
        "return communeProbe.events.some((e) => e.type === 'commune-error' && e.detail.reason === 'panic');";
    page.wait_until("the panic to be told", script, Value::Null).await.map(drop)
}

async fn falls_back(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    ensure!(!page.fallback_shows(0).await?, "the link shows beside the figures");
    panic_in_another(&page).await?;
    let script = "return fallbackShows(0) && fallbackShows(1);";
    page.wait_until("both links", script, Value::Null).await?;
    ensure!(!page.text(0).await?.contains(PER_INHABITANT), "the figures of a dead library still show");
    let events = page.events("commune-error").await?;
    ensure!(events.len() >= 2, "each element tells its own: {events:?}");
    ensure!(events.iter().all(|event| event.detail["kind"] == "energy"), "{events:?}");
    ensure!(page.violations().await?.is_empty(), "{:?}", page.violations().await?);
    ensure!(page.blanks().await?.is_empty(), "a widget showed nothing: {:?}", page.blanks().await?);
    let said = page.console("error").await?;
    ensure!(said.iter().any(|line| line.contains("panicked")), "the console is not told: {said:?}");
    Ok(())
}

async fn retried(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    panic_in_another(&page).await?;
    page.js("document.querySelector('#broken').remove();", Value::Null).await?;
    page.wait_until("the link", "return fallbackShows(0);", Value::Null).await?;
    let before = asked(&page, "/pkg/energy.js");
    page.js("widget().retry();", Value::Null).await?;
    page.wait_for(PER_INHABITANT).await?;
    ensure!(!page.fallback_shows(0).await?, "the link shows beside the figures");
    ensure!(asked(&page, "/pkg/energy.js") == before + 1, "{:?}", targets(&page));
    let memories = page.js("return communeProbe.memories.length;", Value::Null).await?;
    ensure!(memories == json!(2), "{memories} instances have run");
    // The fresh one works: it takes a change of attributes.
    page.set_attribute(0, "notice", Some("Mairie fermée lundi")).await?;
    page.wait_for("Mairie fermée lundi").await
}
