//! Memory over hundreds of maps of `<commune-services>`: the side module `map` and Leaflet's own lists count.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Engine, Heap, Page};
use serde_json::{Value, json};

use crate::registry::scenarios;
use crate::services_map::pack_with_contour;
use crate::services_pack::page_with;

scenarios! {
    "three hundred maps of services are opened, used and removed, and nothing stays in memory"
        => leaks, only &[Engine::Chromium];
}

/// Maps that are there at once.
const AT_ONCE: usize = 20;
/// Maps after which memory is compared, and all of them.
const WARM: usize = 40;
const MAPS: usize = 300;
/// One megabyte.
const ALLOWED: f64 = 1_000_000.0;

// Each element searches, opens its map and uses it; half of the maps are closed, the others go with their element.
const BATCH: &str = "
const place = document.querySelector('#place');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (check) => {
  for (const end = performance.now() + 20000; !check(); await pause(4))
    if (performance.now() > end) throw new Error(`waited for ${check}`);
};
let elements = Array.from({ length: args[0] }, () => {
  const element = document.createElement('commune-services');
  element.setAttribute('insee', '59648');
  return element;
});
place.append(...elements);
window.tracked ??= [];
let rank = 0;
for (const element of elements) {
  element.scrollIntoView({ block: 'center' });
  const find = (selector) => element.shadowRoot?.querySelector(selector);
  await until(() => find('#box'));
  const box = find('#box');
  box.focus();
  box.value = 'salle de sport';
  box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  find('[data-do=search]').click();
  await until(() => find('#map-open'));
  find('#map-open').click();
  await until(() => find('.map-at button'));
  find('[data-map=in]').click();
  find('.map-pane').focus();
  find('.map-at button').focus();
  find('.map-at button').click();
  window.tracked.push(new WeakRef(element), new WeakRef(find('.map')), new WeakRef(find('.map-pane')));
  if (rank++ % 2) {
    find('#map-open').click();
    await until(() => !find('.map'));
  }
}
place.replaceChildren();
const count = elements.length;
elements = undefined;
await pause(1200);
for (const name of ['events', 'console', 'blanks', 'shifts']) communeProbe[name].length = 0;
performance.clearResourceTimings();
return count;
";

async fn maps(page: &Page, count: usize) -> Result<Heap> {
    for _ in 0..count / AT_ONCE {
        let done = page.js_async(BATCH, json!([AT_ONCE])).await?;
        ensure!(done == json!(AT_ONCE), "{done} of {AT_ONCE}");
        page.site().forget();
    }
    page.heap().await
}

async fn leaks(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page_with("<div id=\"place\"></div>", &pack_with_contour())?).await?;
    page.js("communeProbe.stopped = true;", Value::Null).await?;
    let before = maps(&page, WARM).await?;
    let after = maps(&page, MAPS - WARM).await?;
    let (js, wasm) = (after.js - before.js, after.wasm - before.wasm);
    eprintln!("    {MAPS} maps: JavaScript heap {js:+.0} bytes, WebAssembly memory {wasm:+.0} bytes");
    ensure!(js <= ALLOWED, "the JavaScript heap grew by {js} bytes");
    ensure!(wasm <= ALLOWED, "the WebAssembly memory grew by {wasm} bytes");
    let script = "return [tracked.length, tracked.filter((ref) => ref.deref()).length];";
    let alive = page.js(script, Value::Null).await?;
    ensure!(alive == json!([3 * MAPS, 0]), "what was tracked, and what lives: {alive}");
    // Else the map was none.
    let memories = page.js("return communeProbe.memories.length;", Value::Null).await?;
    ensure!(memories == json!(3), "the memories of the widget, the search and the map: {memories}");
    let errors = page.errors().await?;
    ensure!(errors.is_empty(), "uncaught: {errors:?}");
    Ok(())
}
