//! The page by keyboard alone: real key presses, and where the focus is.

use anyhow::{Result, bail};
use serde_json::Value;
use thirtyfour::Key;

use crate::Page;

/// The element that has the focus, shadow roots looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// Its tag, such as `button`; `body` when nothing has the focus.
    pub tag: String,
    /// What it is called on screen.
    pub name: String,
    /// The custom element that it is in, if it is in one.
    pub host: String,
    /// Whether its middle is in the viewport, and nothing of the page lies over it (WCAG 2.4.11).
    pub seen: bool,
    /// Whether it shows that it has the focus: an outline, or a change of border.
    pub marked: bool,
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
            return { tag: active.localName, name: called(active).slice(0, 120), \
              host: active.getRootNode().host?.localName ?? '', \
              seen: !!top && (top.contains(active) || top.getRootNode() === active.getRootNode()), \
              marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 };";
        let found = self.js(script, Value::Null).await?;
        let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        Ok(Focus {
            tag: text("tag"),
            name: text("name"),
            host: text("host"),
            seen: found["seen"] == true,
            marked: found["marked"] == true,
        })
    }

    /// Presses Tab until the control that is called so has the focus, and gives back every
    /// stop on the way, that one last.
    ///
    /// # Errors
    /// When the focus comes round without meeting it, with the stops that there were.
    pub async fn tab_to(&self, name: &str) -> Result<Vec<Focus>> {
        let mut stops: Vec<Focus> = Vec::new();
        for _ in 0..80 {
            self.key(Key::Tab).await?;
            let focus = self.focus().await?;
            let found = focus.name == tidy(name);
            stops.push(focus);
            if found {
                return Ok(stops);
            }
        }
        let names: Vec<&str> = stops.iter().map(|stop| stop.name.as_str()).collect();
        bail!("Tab never reaches {name:?}; it stops at {names:?}")
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
