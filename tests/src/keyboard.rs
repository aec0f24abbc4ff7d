//! The page by keyboard alone: real key presses, and where the focus is.

use anyhow::{Result, bail};
use serde_json::Value;
use thirtyfour::Key;

use crate::{Engine, Page};

/// The element that has the focus, shadow roots looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// Its tag, such as `button`; `body` when nothing has the focus.
    pub tag: String,
    /// Its id, or nothing.
    pub id: String,
    /// What it is called on screen.
    pub name: String,
    /// The custom element that it is in, if it is in one.
    pub host: String,
    /// Whether its middle is in the viewport, and nothing of the page lies over it (WCAG 2.4.11).
    pub seen: bool,
    /// Whether it shows that it has the focus: an outline. The parts that a browser itself draws within
    /// a field for a date or a time are marked by the browser (looked at): Chromium's button has a ring,
    /// while the field around it has the focus within only; WebKitGTK paints over the part to type in, and
    /// does not count the field as `:focus-visible`.
    pub marked: bool,
    /// The left and top edges of its box on the page, in whole CSS pixels.
    pub at: [i64; 2],
}

impl Page {
    /// Presses and releases one key, where the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn key(&self, key: Key) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    /// Types a text, where the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(text).perform().await?)
    }

    /// Where the focus is.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn focus(&self) -> Result<Focus> {
        let script = "const active = deepActive() ?? document.body; \
            const top = onTop(active); \
            const style = getComputedStyle(active); \
            const box = active.getBoundingClientRect(); \
            return { tag: active.localName, id: active.id, name: called(active).slice(0, 120), \
              at: [Math.round(box.x + scrollX), Math.round(box.y + scrollY)], \
              host: active.getRootNode().host?.localName ?? '', \
              seen: !!top && (top.contains(active) || top.getRootNode() === active.getRootNode()), \
              marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 \
                || (active.matches(':focus-within') && !active.matches(':focus')) \
                || (args && /^(date|time)$/.test(active.type) && active.matches(':focus')) };";
        let found = self.js(script, (self.engine == Engine::Webkit).into()).await?;
        let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        Ok(Focus {
            tag: text("tag"),
            id: text("id"),
            name: text("name"),
            host: text("host"),
            seen: found["seen"] == true,
            marked: found["marked"] == true,
            at: [0, 1].map(|axis| found["at"][axis].as_i64().unwrap_or(0)),
        })
    }

    /// Presses Shift and Tab together.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn tab_back(&self) -> Result<()> {
        let chain = self.driver.action_chain().key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift);
        Ok(chain.perform().await?)
    }

    /// Presses a key while another one, such as Alt, is held.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn key_with(&self, held: Key, key: Key) -> Result<()> {
        let chain = self.driver.action_chain().key_down(held.clone()).send_keys(key).key_up(held);
        Ok(chain.perform().await?)
    }

    /// Where the focus is once the page has scrolled to it, which WebKitGTK does a frame later.
    async fn stop(&self) -> Result<Focus> {
        let mut focus = self.focus().await?;
        for _ in 0..5 {
            if focus.seen {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(40)).await;
            focus = self.focus().await?;
        }
        Ok(focus)
    }

    /// Presses Tab until the control that is called so has the focus, and gives back every
    /// stop on the way, that one last.
    ///
    /// # Errors
    /// When the focus comes round without meeting it, with the stops that there were.
    pub async fn tab_to(&self, name: &str) -> Result<Vec<Focus>> {
        let name = tidy(name);
        self.tab_until(&name, true, |focus| focus.name == name).await
    }

    /// Presses Tab, or Shift and Tab, until what has the focus is the one looked for, and gives
    /// back every stop on the way, that one last.
    ///
    /// # Errors
    /// When it is not met, with the stops that there were.
    pub async fn tab_until(
        &self,
        what: &str,
        forward: bool,
        found: impl Fn(&Focus) -> bool,
    ) -> Result<Vec<Focus>> {
        let mut stops: Vec<Focus> = Vec::new();
        for _ in 0..80 {
            if forward {
                self.key(Key::Tab).await?;
            } else {
                self.tab_back().await?;
            }
            let focus = self.stop().await?;
            let done = found(&focus);
            stops.push(focus);
            if done {
                return Ok(stops);
            }
        }
        let names: Vec<&str> = stops.iter().map(|stop| stop.name.as_str()).collect();
        bail!("Tab never reaches {what:?}; it stops at {names:?}")
    }

    /// From now on notes each frame in which nothing has the focus, though something had it
    /// before: see [`Page::lost_focus`].
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn watch_focus(&self) -> Result<()> {
        let script = "window.lostFocus = []; let was = null; const look = () => { \
            const active = deepActive(); \
            if (active && active !== document.body) was = called(active).slice(0, 60) || active.localName; \
            else if (was !== null) { window.lostFocus.push(was); was = null; } \
            requestAnimationFrame(look); }; look();";
        self.js(script, Value::Null).await.map(drop)
    }

    /// What had the focus each time that it was lost to the page's body.
    ///
    /// # Errors
    /// When [`Page::watch_focus`] was not called on this page.
    pub async fn lost_focus(&self) -> Result<Vec<String>> {
        Ok(serde_json::from_value(self.js("return window.lostFocus;", Value::Null).await?)?)
    }

    /// Every stop of the Tab key, from the top of the page until the focus leaves the page or
    /// comes round.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn tab_stops(&self) -> Result<Vec<Focus>> {
        self.js("document.activeElement?.blur?.(); scrollTo(0, 0);", Value::Null).await?;
        let mut stops: Vec<Focus> = Vec::new();
        for _ in 0..120 {
            self.key(Key::Tab).await?;
            let focus = self.focus().await?;
            let round = stops.first() == Some(&focus) && stops.len() > 1;
            if round || (focus.tag == "body" && !stops.is_empty()) {
                break;
            }
            if focus.tag != "body" {
                stops.push(focus);
            }
        }
        Ok(stops)
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
