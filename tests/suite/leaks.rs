//! Memory over thousands of elements.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Engine, Heap, Page, msg};
use serde_json::{Value, json};

use crate::fixtures::{PACK, PER_INHABITANT, pack};
use crate::registry::scenarios;

scenarios! {
    "three thousand elements come and go, three thousand attributes change, and nothing stays in memory"
        => leaks, only &[Engine::Chromium];
}

/// Elements that are alive at once.
const AT_ONCE: usize = 50;
/// One megabyte.
const ALLOWED: f64 = 1_000_000.0;

// Draws, clicks and removes a batch of new elements, and waits until the shell has let go of
// them. Each tenth one is kept track of by a WeakRef.
const BATCH: &str = "
const [count, press, marker] = args;
const place = document.querySelector('#place');
const elements = [];
for (let i = 0; i < count; i++) {
  const element = document.createElement('commune-energy');
  element.setAttribute('insee', '59648');
  const link = document.createElement('a');
  link.href = '/index.html';
  link.textContent = 'Les chiffres';
  element.append(link);
  elements.push(element);
}
place.append(...elements);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const shows = (element, text) => tidy(element.shadowRoot?.firstElementChild?.textContent).includes(text);
const until = async (check, what) => {
  const end = performance.now() + 30000;
  for (const element of elements) {
    element.scrollIntoView({ block: 'center' });
    while (!check(element)) {
      if (performance.now() > end) throw new Error(`${what}: ${tidy(element.shadowRoot?.firstElementChild?.textContent).slice(0, 200)}`);
      await pause(5);
    }
  }
};
await until((element) => shows(element, tidy(marker)), 'not drawn');
for (const element of elements) {
  const button = [...element.shadowRoot.querySelectorAll('button')].find((b) => tidy(b.textContent) === press);
  if (!button) throw new Error('no button to click');
  button.click();
}
await until((element) => ![...element.shadowRoot.querySelectorAll('button')].some((b) => tidy(b.textContent) === press), 'not clicked');
window.tracked ??= [];
elements.forEach((element, i) => { if (i % 10 === 0) window.tracked.push(new WeakRef(element)); });
place.replaceChildren();
await pause(1100);
for (const name of ['events', 'console', 'blanks', 'shifts']) communeProbe[name].length = 0;
performance.clearResourceTimings();
return elements.length;
";

const CHANGES: &str = "
const element = widget();
const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
for (let i = 0; i < args[0]; i++) {
  if (i % 3 === 0) element.setAttribute('notice', `Message ${i}`);
  else if (i % 3 === 1) element.setAttribute('heading-level', String(2 + (i % 4)));
  else element.setAttribute('appearance', i % 2 ? 'dark' : 'light');
  await pause();
}
element.setAttribute('notice', 'Le dernier message');
communeProbe.events.length = 0;
communeProbe.console.length = 0;
return true;
";

async fn leaks(browser: &mut Browser) -> Result<()> {
    let case = Case::new("<div id=\"place\"></div>").answer(PACK, [pack()]);
    let page = browser.open(&case).await?;
    page.js("communeProbe.stopped = true;", Value::Null).await?;

    batches(&page, 100).await?;
    let before = page.heap().await?;
    batches(&page, 2900).await?;
    let after = page.heap().await?;
    within("3,000 elements", before, after)?;
    let script = "return tracked.filter((ref) => ref.deref()).length;";
    let alive = page.js(script, Value::Null).await?;
    ensure!(alive == json!(0), "{alive} of the tracked elements are still alive");
    let tracked = page.js("return tracked.length;", Value::Null).await?;
    ensure!(tracked == json!(300), "{tracked} elements were tracked");

    let script = "document.querySelector('#place').insertAdjacentElement('beforeend', document.createElement('commune-energy'));\
        widget().setAttribute('insee', '59648');";
    page.js(script, Value::Null).await?;
    page.wait_for(PER_INHABITANT).await?;
    for _ in 0..30 {
        page.js_async(CHANGES, json!([100])).await?;
    }
    page.wait_for("Le dernier message").await?;
    page.js("widget().remove();", Value::Null).await?;
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    let after = page.heap().await?;
    within("3,000 elements and 3,000 changes", before, after)?;
    ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
    Ok(())
}

async fn batches(page: &Page, count: usize) -> Result<()> {
    let press = msg("ui.table-show")?;
    for _ in 0..count / AT_ONCE {
        let drawn = page.js_async(BATCH, json!([AT_ONCE, press, PER_INHABITANT])).await?;
        ensure!(drawn == json!(AT_ONCE), "{drawn} were drawn");
        page.site().forget();
    }
    Ok(())
}

fn within(what: &str, before: Heap, after: Heap) -> Result<()> {
    let (js, wasm) = (after.js - before.js, after.wasm - before.wasm);
    eprintln!("    {what}: JavaScript heap {js:+.0} bytes, WebAssembly memory {wasm:+.0} bytes");
    ensure!(before.wasm > 0.0, "no WebAssembly memory was seen");
    ensure!(js <= ALLOWED, "{what}: the JavaScript heap grew by {js} bytes");
    ensure!(wasm <= ALLOWED, "{what}: the WebAssembly memory grew by {wasm} bytes");
    Ok(())
}
