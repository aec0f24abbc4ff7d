//! An open page, and what can be asked of every page.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::WebDriver;

use crate::{Engine, Site};

/// How long a widget may take before a scenario says that it does not come. Four browsers share the processors of a
/// small machine.
const PATIENCE: Duration = Duration::from_secs(30);
const PRELUDE: &str = include_str!("prelude.js");

/// A page in a browser. Widgets are counted from 0 in the order of the document.
pub struct Page {
    pub(crate) engine: Engine,
    pub(crate) driver: WebDriver,
    pub(crate) site: Arc<Site>,
    /// Whether the page is in a frame, since no window is so small.
    framed: bool,
}

impl Page {
    pub(crate) fn new(engine: Engine, driver: WebDriver, site: Arc<Site>, framed: bool) -> Self {
        Self { engine, driver, site, framed }
    }

    /// The engine that shows it.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The hosts that answer it.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Runs the body of a function with the helpers of `prelude.js` and `args` as `args`, and
    /// gives back what it returns. A promise is waited for.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn js(&self, body: &str, args: Value) -> Result<Value> {
        let script = format!("const args = arguments[0];\n{PRELUDE}\n{body}");
        let answer = self.driver.execute(script, vec![args]).await;
        Ok(answer.with_context(|| format!("in the script {body:?}"))?.json().clone())
    }

    /// Runs the body of an async function, like [`Page::js`], with the driver's longest
    /// patience.
    ///
    /// # Errors
    /// When the script throws or takes more than two minutes.
    pub async fn js_async(&self, body: &str, args: Value) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const args = arguments[0];\n{PRELUDE}\n\
             (async () => {{ {body} }})().then((value) => done([value]), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.driver.execute_async(script, vec![args]).await?.json().clone();
        match answer["error"].as_str() {
            Some(error) => bail!("a script of the test throws: {error}"),
            None => Ok(answer[0].clone()),
        }
    }

    /// Waits until the script returns something true, and gives it back.
    ///
    /// # Errors
    /// After the deadline, with `what` was awaited and what the widgets showed instead.
    pub async fn wait_until(&self, what: &str, body: &str, args: Value) -> Result<Value> {
        self.wait_within(what, body, args, PATIENCE).await
    }

    async fn wait_within(&self, what: &str, body: &str, args: Value, patience: Duration) -> Result<Value> {
        let deadline = Instant::now() + patience;
        // What comes at once is seen at once; what takes long is not slowed down by being asked for.
        let mut pause = Duration::from_millis(20);
        loop {
            let value = self.js(body, args.clone()).await?;
            if !matches!(value, Value::Null | Value::Bool(false)) && value != json!(0) {
                return Ok(value);
            }
            if Instant::now() > deadline {
                bail!("waited in vain for {what}; {}", self.situation().await);
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 3 / 2).min(Duration::from_millis(200));
        }
    }

    /// What there is to see and to hear, in a few lines, for a failure's message.
    pub async fn situation(&self) -> String {
        let script = "return [...document.querySelectorAll(ELEMENTS)].map((element, n) => \
            `${element.localName} ${n} (${element.shadowRoot ? 'drawn' : 'not drawn'}, fallback \
            ${fallbackShows(n) ? 'shows' : 'hidden'}): ${drawn(n).slice(0, 1500)}`).join('\\n') \
            || 'no widget; the page says: ' + tidy(document.body?.innerText).slice(0, 300);";
        let seen = match self.js(script, Value::Null).await {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(error) => format!("the page does not answer: {error:#}"),
        };
        format!("there was instead:\n{seen}")
    }

    /// Waits until the first widget shows this text.
    ///
    /// # Errors
    /// After the deadline, with what it showed instead.
    pub async fn wait_for(&self, marker: &str) -> Result<()> {
        self.wait_for_in(0, marker).await
    }

    /// Waits until the n-th widget shows this text.
    ///
    /// # Errors
    /// After the deadline, with what it showed instead.
    pub async fn wait_for_in(&self, nth: usize, marker: &str) -> Result<()> {
        let what = format!("{marker:?} in widget {nth}");
        let script = "return drawn(args[0]).includes(tidy(args[1]));";
        self.wait_until(&what, script, json!([nth, marker])).await.map(drop)
    }

    /// Waits until the first widget shows this text, but for another time than usual.
    ///
    /// # Errors
    /// After the deadline, with what it showed instead.
    pub async fn wait_for_within(&self, marker: &str, patience: Duration) -> Result<()> {
        let what = format!("{marker:?} within {patience:?}");
        let script = "return drawn(0).includes(tidy(args[0]));";
        self.wait_within(&what, script, json!([marker]), patience).await.map(drop)
    }

    /// Waits until the n-th widget no longer shows this text.
    ///
    /// # Errors
    /// After the deadline, with what it shows.
    pub async fn wait_gone(&self, nth: usize, marker: &str) -> Result<()> {
        let what = format!("the end of {marker:?} in widget {nth}");
        let script = "return !drawn(args[0]).includes(tidy(args[1]));";
        self.wait_until(&what, script, json!([nth, marker])).await.map(drop)
    }

    /// Waits until every widget of the page has told that it is ready.
    ///
    /// # Errors
    /// After the deadline, with what they show.
    pub async fn wait_ready(&self, count: usize) -> Result<()> {
        let script =
            "return communeProbe.events.filter((e) => e.type === 'commune-ready').length >= args[0];";
        self.wait_until(&format!("{count} times commune-ready"), script, json!([count])).await.map(drop)
    }

    /// The text that the n-th widget shows, white space reduced.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn text(&self, nth: usize) -> Result<String> {
        let text = self.js("return drawn(args[0]);", json!([nth])).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Whether a child of the n-th widget's light DOM is laid out.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn fallback_shows(&self, nth: usize) -> Result<bool> {
        Ok(self.js("return fallbackShows(args[0]);", json!([nth])).await? == json!(true))
    }

    /// How many elements match the selector within the n-th widget's shadow root.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn count(&self, nth: usize, selector: &str) -> Result<usize> {
        let script = "const root = widget(args[0])?.shadowRoot; \
            return root ? [...deep(root, args[1])].length : 0;";
        let count = self.js(script, json!([nth, selector])).await?;
        Ok(usize::try_from(count.as_u64().unwrap_or(0))?)
    }

    /// Sets an attribute of the n-th widget, or removes it.
    ///
    /// # Errors
    /// When there is no such widget.
    pub async fn set_attribute(&self, nth: usize, name: &str, value: Option<&str>) -> Result<()> {
        let script = "const [n, name, value] = args; \
            if (value === null) widget(n).removeAttribute(name); \
            else widget(n).setAttribute(name, value);";
        self.js(script, json!([nth, name, value])).await.map(drop)
    }

    /// Presses the control that is called so, in any widget, by the mouse, once it is in the
    /// middle of the viewport and nothing covers it.
    ///
    /// # Errors
    /// When there is no such control, with those that there are, or when it is covered.
    pub async fn press(&self, name: &str) -> Result<()> {
        self.settle().await?;
        let script = "const found = [...deep(document, 'button, a[href], summary, input, label, [role=button], [role=tab], [role=option]')]\
            .find((element) => called(element) === tidy(args[0]) && visible(element)); \
            if (!found) return null; \
            found.scrollIntoView({ block: 'center', behavior: 'instant' }); \
            const top = onTop(found); \
            return [found, top === found || found.contains(top) || top?.localName];";
        let found = self.js(script, json!([name])).await?;
        if found.is_null() {
            let all = "return [...deep(document, 'button, a[href], summary, input')].map(called);";
            bail!("no control is called {name:?}; there are {}", self.js(all, Value::Null).await?);
        }
        if found[1] != json!(true) {
            bail!("{name:?} is covered by {}", found[1]);
        }
        if self.framed {
            // WebKitGTK's driver scrolls the wrong frame when it clicks in a frame.
            self.driver.execute("arguments[0].click();", vec![found[0].clone()]).await?;
            return Ok(());
        }
        let element = thirtyfour::WebElement::from_json(found[0].clone(), Arc::clone(self.driver.handle()))?;
        element.click().await.map_err(|error| anyhow!("cannot press {name:?}: {error}"))
    }

    /// Chooses a file of this computer in the first file field of the widgets.
    ///
    /// # Errors
    /// When there is no such field, or the driver refuses.
    pub async fn choose_file(&self, file: &Path) -> Result<()> {
        let script = "return [...deep(document, 'input[type=file]')][0] ?? null;";
        let found = self.js(script, Value::Null).await?;
        ensure!(!found.is_null(), "no widget has a field for files");
        let input = thirtyfour::WebElement::from_json(found, Arc::clone(self.driver.handle()))?;
        Ok(input.send_keys(file.to_string_lossy().as_ref()).await?)
    }

    /// Waits until what the widgets show has not changed for a fifth of a second, as after a
    /// chart has measured its room.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn settle(&self) -> Result<()> {
        let script = "const now = () => [...deep(document, ELEMENTS)].map((element) => \
            (element.shadowRoot?.firstElementChild?.getBoundingClientRect().height ?? 0) \
            + (element.shadowRoot?.textContent ?? '') \
            + [...deep(element.shadowRoot ?? element, 'svg')].map((svg) => svg.getAttribute('viewBox'))).join(); \
            const end = performance.now() + 5000; let was = now(); let same = was === window.communeSettled ? 3 : 0; \
            while (same < 4 && performance.now() < end) { \
              await new Promise((resolve) => setTimeout(resolve, 50)); \
              const is = now(); same = is === was ? same + 1 : 0; was = is; } \
            window.communeSettled = was;";
        self.js_async(script, Value::Null).await.map(drop)
    }

    /// Scrolls the page until the n-th widget is in the middle of the viewport.
    ///
    /// # Errors
    /// When there is no such widget.
    pub async fn scroll_to(&self, nth: usize) -> Result<()> {
        let script = "widget(args[0]).scrollIntoView({ block: 'center', behavior: 'instant' });";
        self.js(script, json!([nth])).await.map(drop)
    }

    /// Makes all text of the page twice as large, as a visitor's setting would.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn double_text(&self) -> Result<()> {
        let script = "const size = parseFloat(getComputedStyle(document.documentElement).fontSize); \
            document.documentElement.style.fontSize = `${2 * size}px`;";
        self.js(script, Value::Null).await.map(drop)
    }

    /// Takes [`Page::double_text`] back.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn single_text(&self) -> Result<()> {
        self.js("document.documentElement.style.fontSize = '';", Value::Null).await.map(drop)
    }

    /// Saves a picture of the viewport as PNG.
    ///
    /// # Errors
    /// When the engine gives none or the file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        Ok(self.driver.screenshot(file).await?)
    }

    /// Sends a command of the Chrome DevTools Protocol.
    ///
    /// # Errors
    /// In another engine than Chromium, or when the command fails.
    pub async fn cdp(&self, method: &str, params: Value) -> Result<Value> {
        if self.engine != Engine::Chromium {
            bail!("{method} is for Chromium only");
        }
        Ok(self.driver.cdp().send_raw(method, params).await?)
    }
}
