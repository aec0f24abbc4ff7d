//! Memory over a thousand `<commune-consultation>` that are read and removed.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Engine, Page};
use serde_json::{Value, json as value};

use crate::consultation::{PACK, PACK_TEXT};
use crate::fixtures::json;
use crate::registry::scenarios;

scenarios! {
    "a thousand consultations are opened, read and removed, and nothing stays in memory" => leaks, only &[Engine::Chromium];
}

/// Elements that are alive at once.
const AT_ONCE: usize = 25;
/// One megabyte.
const ALLOWED: f64 = 1_000_000.0;

// Draws a batch of new elements, opens a consultation in each, removes them, and waits until the shell has let go.
const BATCH: &str = "
const place = document.querySelector('#place');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (element, text) => {
  const end = performance.now() + 30000;
  element.scrollIntoView({ block: 'center' });
  while (!tidy(element.shadowRoot?.firstElementChild?.textContent).includes(text)) {
    if (performance.now() > end) throw new Error(`no ${text}`);
    await pause(5);
  }
};
const elements = Array.from({ length: args[0] }, () => {
  const element = document.createElement('commune-consultation');
  element.setAttribute('insee', '59648');
  element.append(document.createElement('p'));
  return element;
});
place.append(...elements);
for (const element of elements) {
  await until(element, 'sujets sont ouverts');
  element.shadowRoot.querySelector('[data-do=ways]').click();
  element.shadowRoot.querySelector('#p-place').click();
  await until(element, 'Ce que vous pouvez faire maintenant');
}
window.tracked ??= [];
window.tracked.push(new WeakRef(elements[0]));
place.replaceChildren();
await pause(1100);
for (const name of ['events', 'console', 'blanks', 'shifts']) communeProbe[name].length = 0;
performance.clearResourceTimings();
return elements.length;
";

async fn batches(page: &Page, count: usize) -> Result<()> {
    for _ in 0..count / AT_ONCE {
        let drawn = page.js_async(BATCH, value!([AT_ONCE])).await?;
        ensure!(drawn == value!(AT_ONCE), "{drawn} were drawn");
        page.site().forget();
    }
    Ok(())
}

async fn leaks(browser: &mut Browser) -> Result<()> {
    let case = Case::new("<div id=\"place\"></div>").answer(PACK, [json(PACK_TEXT)]);
    let page = browser.open(&case).await?;
    page.js("communeProbe.stopped = true;", Value::Null).await?;
    batches(&page, 100).await?;
    let before = page.heap().await?;
    batches(&page, 1000).await?;
    let after = page.heap().await?;
    let (js, wasm) = (after.js - before.js, after.wasm - before.wasm);
    eprintln!("    1,000 consultations: JavaScript heap {js:+.0} bytes, WebAssembly memory {wasm:+.0} bytes");
    ensure!(before.wasm > 0.0, "no WebAssembly memory was seen");
    ensure!(
        js <= ALLOWED && wasm <= ALLOWED,
        "the heap grew by {js}, the WebAssembly memory by {wasm} bytes"
    );
    let alive = page.js("return tracked.filter((ref) => ref.deref()).length;", Value::Null).await?;
    ensure!(alive == value!(0), "{alive} of the tracked elements are still alive");
    ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
    Ok(())
}
