//! Memory over thousands of elements: what every widget's scenario of leaks does, and measures.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::{Heap, Page};

/// New elements that are drawn, used and removed, and changes of an attribute, in full.
pub const FULL: usize = 3000;
/// As many in an ordinary run of most widgets: what an element leaves would be seen in them too.
const USUAL: usize = 600;
/// Those after which memory is compared.
const WARM: usize = 100;
/// Elements that are alive at once.
const AT_ONCE: usize = 50;
/// One megabyte.
const ALLOWED: f64 = 1_000_000.0;

/// What a scenario of leaks does. The page holds an empty `<div id="place">`.
///
/// The scripts are bodies of functions with the helpers of `prelude.js`, `shows(element, text)`,
/// `until(check)`, which waits until `check()` is true, and `press(element, selector)`, which waits for a
/// control and clicks it; `own` is that of this.
#[derive(Clone, Debug)]
pub struct Wear<'a> {
    /// How many elements, and how many changes: a multiple of 100.
    pub times: usize,
    /// The local name of the element.
    pub element: &'a str,
    /// Its attributes.
    pub attributes: &'a [(&'a str, &'a str)],
    /// Given to the scripts.
    pub own: Value,
    /// Waits until `element`, which is in sight, is drawn, and uses it: an async function.
    pub used: &'a str,
    /// Changes an attribute of `element` for the `i`-th time.
    pub change: &'a str,
}

/// [`FULL`] where `COMMUNE_WEAR` is set, a fifth of it otherwise: five such scenarios in full take a quarter of an hour.
pub fn usual_wear() -> usize {
    if std::env::var_os("COMMUNE_WEAR").is_some() { FULL } else { USUAL }
}

/// The changes that every widget understands: the commune's message, the level of the headings, the colours.
pub const COMMON_CHANGES: &str = "
if (i % 3 === 0) element.setAttribute('notice', `Message ${i}`);
else if (i % 3 === 1) element.setAttribute('heading-level', String(2 + (i % 4)));
else element.setAttribute('appearance', i % 2 ? 'dark' : 'light');
";

const TOOLS: &str = "
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const said = (element) => tidy(element.shadowRoot?.firstElementChild?.textContent);
const shows = (element, text) => said(element).includes(tidy(text));
let subject;
const until = async (check) => {
  const end = performance.now() + 30000;
  for (let found; !(found = check()); await pause(4)) {
    if (performance.now() > end) throw new Error(`waited for ${check}: ${subject && said(subject).slice(0, 300)}`);
  }
};
const press = async (element, selector) => {
  await until(() => element.shadowRoot?.querySelector(selector));
  element.shadowRoot.querySelector(selector).click();
};
const fresh = (name, attributes) => {
  const element = document.createElement(name);
  for (const [key, value] of attributes) element.setAttribute(key, value);
  const link = document.createElement('a');
  link.href = '/index.html';
  link.textContent = 'En texte';
  element.append(link);
  return element;
};
const forget = () => {
  for (const name of ['events', 'console', 'blanks', 'shifts']) communeProbe[name].length = 0;
  performance.clearResourceTimings();
};
const { count, name, attributes, from, own } = args;
";

// The shell lets go of an element a second after it was removed.
const BATCH: &str = "
const place = document.querySelector('#place');
let elements = Array.from({ length: count }, () => fresh(name, attributes));
place.append(...elements);
for (const element of elements) {
  subject = element;
  element.scrollIntoView({ block: 'center' });
  await used(element);
}
subject = undefined;
window.tracked ??= [];
elements.forEach((element, i) => { if (i % 10 === 0) window.tracked.push(new WeakRef(element)); });
place.replaceChildren();
elements = undefined;
await pause(1100);
forget();
return count;
";

const CHANGE: &str = "
const element = document.querySelector('#place').firstElementChild;
for (let i = from; i < from + count; i++) {
  change(element, i);
  await pause(0);
}
element.setAttribute('notice', `Le dernier message ${from}`);
subject = element;
await until(() => shows(element, `Le dernier message ${from}`));
forget();
return count;
";

const ONE: &str = "
const element = fresh(name, attributes);
document.querySelector('#place').append(element);
subject = element;
await used(element);
return count;
";

impl Wear<'_> {
    fn script(&self, what: &str) -> String {
        let Self { used, change, .. } = self;
        format!(
            "{TOOLS}\nconst used = async (element) => {{ {used} }};\n\
             const change = (element, i) => {{ {change} }};\n{what}"
        )
    }

    async fn run(&self, page: &Page, what: &str, count: usize, from: usize) -> Result<()> {
        let Self { element, attributes, own, .. } = self;
        let args = json!({
            "count": count, "name": element, "attributes": attributes, "from": from, "own": own
        });
        let done = page.js_async(&self.script(what), args).await?;
        ensure!(done == json!(count), "{done} of {count}");
        page.site().forget();
        Ok(())
    }

    /// Newly created elements, each drawn, used and removed, then as many changes of an attribute of one: after a forced collection the JavaScript heap and the memories of all WebAssembly modules are
    /// within 1 MB of what they were after the first 100, and none of the elements that were tracked by a
    /// `WeakRef` lives. Chromium only.
    ///
    /// # Errors
    /// Memory grew, an element lives on, a script waited in vain, or the page threw.
    pub async fn leaves_nothing(&self, page: &Page) -> Result<()> {
        page.js("communeProbe.stopped = true;", Value::Null).await?;
        self.elements(page, WARM).await?;
        let before = page.heap().await?;
        ensure!(before.wasm > 0.0, "no WebAssembly memory was seen");
        self.elements(page, self.times - WARM).await?;
        within(&format!("{} elements", self.times), before, page.heap().await?)?;
        let script = "return [tracked.length, tracked.filter((ref) => ref.deref()).length];";
        let alive = page.js(script, Value::Null).await?;
        ensure!(alive == json!([self.times / 10, 0]), "tracked elements, and those alive: {alive}");

        self.run(page, ONE, 1, 0).await?;
        for from in (0..self.times).step_by(100) {
            self.run(page, CHANGE, 100, from).await?;
        }
        page.js("document.querySelector('#place').replaceChildren();", Value::Null).await?;
        tokio::time::sleep(Duration::from_millis(1200)).await;
        within(&format!("{0} elements and {0} changes", self.times), before, page.heap().await?)?;
        let errors = page.errors().await?;
        ensure!(errors.is_empty(), "uncaught: {errors:?}");
        Ok(())
    }

    async fn elements(&self, page: &Page, count: usize) -> Result<()> {
        for _ in 0..count / AT_ONCE {
            self.run(page, BATCH, AT_ONCE, 0).await?;
        }
        Ok(())
    }
}

fn within(what: &str, before: Heap, after: Heap) -> Result<()> {
    let (js, wasm) = (after.js - before.js, after.wasm - before.wasm);
    eprintln!("    {what}: JavaScript heap {js:+.0} bytes, WebAssembly memory {wasm:+.0} bytes");
    ensure!(js <= ALLOWED, "{what}: the JavaScript heap grew by {js} bytes");
    ensure!(wasm <= ALLOWED, "{what}: the WebAssembly memory grew by {wasm} bytes");
    Ok(())
}
