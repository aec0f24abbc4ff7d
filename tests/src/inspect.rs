//! What has happened on a page: events, reports, errors, requests, what was left on the device.

use anyhow::Result;
use serde_json::{Value, json};

use crate::Page;

/// A `commune-*` event as it reached the document.
#[derive(Clone, Debug)]
pub struct ProbeEvent {
    /// Its name.
    pub kind: String,
    /// Whether it bubbles.
    pub bubbles: bool,
    /// Whether it crosses shadow roots.
    pub composed: bool,
    /// The local name of the element that it came from, seen from the document.
    pub target: String,
    /// Its detail.
    pub detail: Value,
    /// When it came, in milliseconds since the page began.
    pub at: f64,
}

/// What a page has left on the visitor's device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leftovers(pub Vec<String>);

impl Page {
    /// The events of that name, in order.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn events(&self, name: &str) -> Result<Vec<ProbeEvent>> {
        let script = "return communeProbe.events.filter((event) => event.type === args[0]);";
        let list = self.js(script, json!([name])).await?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(list
            .as_array()
            .cloned()
            .unwrap_or_default()
            .iter()
            .map(|event| ProbeEvent {
                kind: text(&event["type"]),
                bubbles: event["bubbles"] == json!(true),
                composed: event["composed"] == json!(true),
                target: text(&event["target"]),
                detail: event["detail"].clone(),
                at: event["at"].as_f64().unwrap_or(0.0),
            })
            .collect())
    }

    /// Policy violations: those that the page was told and those that were posted to the server.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn violations(&self) -> Result<Vec<String>> {
        let told = self.js("return communeProbe.violations;", Value::Null).await?;
        let told = told.as_array().cloned().unwrap_or_default();
        let mut all: Vec<String> = told.iter().map(Value::to_string).collect();
        all.extend(self.site.reports());
        Ok(all)
    }

    /// Uncaught errors and unhandled rejections.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn errors(&self) -> Result<Vec<String>> {
        self.strings("return communeProbe.errors;").await
    }

    /// What was written to the console at that level (`info`, `warn`, `error`…) by scripts.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn console(&self, level: &str) -> Result<Vec<String>> {
        let script =
            "return communeProbe.console.filter((line) => line.level === args[0]).map((line) => line.text);";
        strings(&self.js(script, json!([level])).await?)
    }

    /// Moments at which a widget that had been seen showed nothing.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn blanks(&self) -> Result<Vec<String>> {
        self.strings("return communeProbe.blanks.map((blank) => JSON.stringify(blank));").await
    }

    /// Layout shifts after the last widget of the page was ready, each as JSON; only Chromium
    /// tells them.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn shifts_after_ready(&self) -> Result<Vec<String>> {
        self.strings(
            "const ready = communeProbe.events.filter((e) => e.type === 'commune-ready').map((e) => e.shown); \
             return communeProbe.shifts.filter((s) => s.at > Math.max(...ready) && !s.input).map((s) => JSON.stringify(s));",
        ).await
    }

    /// Everything that the page could have written on the device, and has.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn leftovers(&self) -> Result<Leftovers> {
        let script = "const done = arguments[arguments.length - 1]; (async () => { \
            const left = []; \
            if (document.cookie) left.push('cookie ' + document.cookie); \
            for (const [name, store] of [['localStorage', localStorage], ['sessionStorage', sessionStorage]]) \
              for (let i = 0; i < store.length; i++) left.push(name + ' ' + store.key(i)); \
            for (const base of (await indexedDB.databases?.()) ?? []) left.push('indexedDB ' + base.name); \
            if (self.caches) for (const name of await caches.keys()) left.push('cache ' + name); \
            const workers = (await navigator.serviceWorker?.getRegistrations?.()) ?? []; \
            for (const worker of workers) left.push('service worker ' + worker.scope); \
            return left; })().then(done, (error) => done(['cannot be asked: ' + error]));";
        let answer = self.driver.execute_async(script, Vec::new()).await?;
        let mut left = strings(answer.json())?;
        for cookie in self.driver.get_all_cookies().await? {
            left.push(format!("cookie {}", cookie.name));
        }
        Ok(Leftovers(left))
    }

    async fn strings(&self, script: &str) -> Result<Vec<String>> {
        strings(&self.js(script, Value::Null).await?)
    }
}

fn strings(list: &Value) -> Result<Vec<String>> {
    Ok(serde_json::from_value(list.clone())?)
}
