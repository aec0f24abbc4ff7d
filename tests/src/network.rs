//! What the browser itself says that the page has sent.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::{Engine, Page};

/// A request as the browser noted it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sent {
    /// Its whole address.
    pub url: String,
    /// `GET`, `POST`… ; `WS` for a socket.
    pub method: String,
    /// Its headers, those that only the network layer adds included, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// What it carried, as far as the browser tells; `(some)` where it carried something untold.
    pub body: String,
}

impl Page {
    /// Chromium's own network log since it was last asked for, the harness's requests aside.
    ///
    /// # Errors
    /// In another engine.
    pub async fn sent(&self) -> Result<Vec<Sent>> {
        ensure!(self.engine == Engine::Chromium, "only Chromium gives its network log");
        let mut order = Vec::new();
        let mut by_id: BTreeMap<String, Sent> = BTreeMap::new();
        let mut hop = 0;
        for entry in self.driver.get_log("performance").await? {
            let entry: Value = serde_json::from_str(&entry.message)?;
            let params = &entry["message"]["params"];
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let id = text(&params["requestId"]);
            match entry["message"]["method"].as_str().unwrap_or_default() {
                "Network.requestWillBeSent" => {
                    // A redirection keeps its number: the request before it stays in the list.
                    if by_id.get(&id).is_some_and(|before| !before.url.is_empty()) {
                        hop += 1;
                        let (kept, before) = (format!("{id} {hop}"), by_id.remove(&id));
                        order.retain(|known| *known != id);
                        order.push(kept.clone());
                        by_id.extend(before.map(|before| (kept, before)));
                    }
                    order.push(id.clone());
                    let request = &params["request"];
                    let sent = by_id.entry(id).or_default();
                    sent.url = text(&request["url"]);
                    sent.method = text(&request["method"]);
                    sent.body = text(&request["postData"]);
                    if sent.body.is_empty() && request["hasPostData"] == true {
                        "(some)".clone_into(&mut sent.body);
                    }
                    add(&mut sent.headers, &request["headers"]);
                }
                // Comes before or after the event above.
                "Network.requestWillBeSentExtraInfo" => {
                    add(&mut by_id.entry(id).or_default().headers, &params["headers"]);
                }
                "Network.webSocketCreated" | "Network.webTransportCreated" => {
                    let sent = Sent { url: text(&params["url"]), method: "WS".into(), ..Sent::default() };
                    order.push(id.clone());
                    by_id.insert(id, sent);
                }
                _ => {}
            }
        }
        let sent = order.iter().filter_map(|id| by_id.remove(id));
        // What has another scheme, such as `blob:`, never leaves the browser.
        Ok(sent
            .filter(|sent| sent.url.starts_with("http") || sent.method == "WS")
            .filter(|sent| !self.of_harness(&sent.url))
            .collect())
    }

    /// The addresses that the page has asked for, the harness's own aside: from the browser's
    /// network log in Chromium, from its resource timings elsewhere.
    ///
    /// # Errors
    /// When the engine does not tell.
    pub async fn network(&self) -> Result<Vec<String>> {
        if self.engine == Engine::Chromium {
            return Ok(self.sent().await?.into_iter().map(|sent| sent.url).collect());
        }
        self.timings().await
    }

    /// The addresses in the page's resource timings, the harness's own aside: what the page has
    /// fetched since it began, as the engine tells the page itself.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn timings(&self) -> Result<Vec<String>> {
        let script = "return performance.getEntriesByType('resource').map((entry) => entry.name);";
        let all: Vec<String> = serde_json::from_value(self.js(script, Value::Null).await?)?;
        Ok(all.into_iter().filter(|url| !self.of_harness(url)).collect())
    }

    /// Leaves the page for an empty one, as when a resident closes it, and waits for what it may
    /// still send. The page does not answer any more. It is told that it closes a moment before it
    /// does, since Chromium's log does not note what is sent while a page goes.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn leave(&self) -> Result<()> {
        // Not while a script of the driver runs: Firefox's driver takes these events for its own.
        let script = "setTimeout(() => { document.dispatchEvent(new Event('visibilitychange')); \
            for (const name of ['beforeunload', 'pagehide']) dispatchEvent(new Event(name)); }, 0);";
        self.js(script, Value::Null).await?;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        self.driver.enter_default_frame().await?;
        self.driver.goto("about:blank").await?;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        Ok(())
    }

    fn of_harness(&self, url: &str) -> bool {
        let path = url.strip_prefix(&self.site.origin()).unwrap_or(url);
        path.starts_with("/t/") || ["/axe.js", "/favicon.ico", "/csp-report"].contains(&path)
    }
}

fn add(headers: &mut BTreeMap<String, String>, more: &Value) {
    for (name, value) in more.as_object().into_iter().flatten() {
        headers.insert(name.to_ascii_lowercase(), value.as_str().unwrap_or_default().to_owned());
    }
}
