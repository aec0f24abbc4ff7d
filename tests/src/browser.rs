//! One engine at work: its driver, its session, its hosts.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::WebDriver;

use crate::case::Case;
use crate::driver::Driver;
use crate::page::Page;
use crate::site::{FRAME_PATH, Site};
use crate::{Engine, Look};

/// An engine that is ready to open pages. End it with [`Browser::quit`].
pub struct Browser {
    engine: Engine,
    /// The browsers that have been started, each with the colours that it was told last. A visitor's colours are
    /// set when Firefox and WebKitGTK start, and a start costs more than ten pages: none ends before the last.
    running: Vec<Running>,
    /// The one that shows the page of the scenario.
    current: usize,
    site: Arc<Site>,
}

struct Running {
    look: Look,
    session: WebDriver,
    // After the session: dropped, it ends the browser.
    driver: Driver,
}

impl Browser {
    /// Starts the two hosts; the engine itself starts with the first page.
    ///
    /// # Errors
    /// When nothing can listen.
    pub fn start(engine: Engine) -> Result<Self> {
        Ok(Self { engine, running: Vec::new(), current: 0, site: Arc::new(Site::start()?) })
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The hosts that its pages come from.
    #[must_use]
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// The session that is open, if any.
    #[must_use]
    pub fn session(&self) -> Option<&WebDriver> {
        self.running.get(self.current).map(|running| &running.session)
    }

    /// Opens a fresh page.
    ///
    /// # Errors
    /// When the engine cannot be set up so, or does not load the page.
    pub async fn open(&mut self, case: &Case) -> Result<Page> {
        let driver = self.session_for(case.look).await?;
        // Leaves the page before, so that none of its late requests counts as the next one's.
        driver.enter_default_frame().await?;
        driver.goto("about:blank").await?;
        if self.engine == Engine::Chromium {
            // Nor do those that are still in the browser's log.
            driver.get_log("performance").await?;
        }
        let mut url = self.site.prepare(case)?;
        let exact = self.resize(&driver, case).await?;
        if !exact {
            url = format!("{}{FRAME_PATH}", self.site.origin());
        }
        driver.goto(url.as_str()).await.with_context(|| format!("{url} does not load"))?;
        if !exact {
            driver.enter_frame(0).await?;
        }
        Ok(Page::new(self.engine, driver, Arc::clone(&self.site), !exact))
    }

    async fn session_for(&mut self, look: Look) -> Result<WebDriver> {
        // Chromium is told its colours page by page, Firefox by preferences at its start,
        // WebKitGTK by the surroundings of its driver.
        let fits = |running: &Running| running.look == look || self.engine == Engine::Chromium;
        let found = self.running.iter().position(fits);
        if let Some(former) = self.running.get(self.current)
            && found != Some(self.current)
        {
            // A page that stays open in another window would go on asking the hosts.
            former.session.enter_default_frame().await?;
            former.session.goto("about:blank").await?;
        }
        if let Some(index) = found {
            self.current = index;
            let running = &mut self.running[index];
            if running.look != look {
                emulate(&running.session, look).await?;
                running.look = look;
            }
            return Ok(running.session.clone());
        }
        let mut driver = Driver::start(self.engine, look)?;
        let capabilities = driver.capabilities(look)?;
        let session = WebDriver::builder(driver.url(), capabilities)
            .request_timeout(Duration::from_secs(180))
            .await
            .with_context(|| format!("{} does not start a session", self.engine.name()))?;
        session.set_script_timeout(Duration::from_secs(120)).await?;
        session.set_page_load_timeout(Duration::from_secs(60)).await?;
        if self.engine == Engine::Chromium {
            emulate(&session, look).await?;
        }
        self.current = self.running.len();
        self.running.push(Running { look, session: session.clone(), driver });
        Ok(session)
    }

    /// Gives the page its size; false where the window cannot be so small.
    async fn resize(&self, driver: &WebDriver, case: &Case) -> Result<bool> {
        let (width, height) = (case.width, case.height);
        if self.engine == Engine::Chromium {
            let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
            driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
            return Ok(true);
        }
        // The page is as wide as its window without the window's own edges.
        let read = "return [innerWidth, innerHeight, outerWidth, outerHeight];";
        for _ in 0..2 {
            let sizes = driver.execute(read, Vec::new()).await?.json().clone();
            let size = |index: usize| sizes[index].as_u64().unwrap_or(0) as u32;
            if size(0) == width {
                return Ok(true);
            }
            let (edge_x, edge_y) = (size(2).saturating_sub(size(0)), size(3).saturating_sub(size(1)));
            driver.set_window_rect(0, 0, width + edge_x, height + edge_y).await?;
        }
        let now = driver.execute("return innerWidth;", Vec::new()).await?;
        Ok(now.json().as_u64() == Some(u64::from(width)))
    }

    /// Ends the browsers, so that the next page gets a new one. An engine that has crashed is
    /// left behind without a word: its driver ends it.
    pub async fn close(&mut self) {
        self.current = 0;
        for Running { session, driver, .. } in self.running.drain(..) {
            tokio::time::timeout(Duration::from_secs(20), session.quit()).await.ok();
            drop(driver);
        }
    }

    /// Ends the browsers and the hosts.
    pub async fn quit(mut self) {
        self.close().await;
    }
}

/// Sets Chromium's colours.
async fn emulate(driver: &WebDriver, look: Look) -> Result<()> {
    let scheme = if look == Look::Dark { "dark" } else { "light" };
    let forced = if look == Look::Forced { "active" } else { "none" };
    let features = json!({"features": [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "forced-colors", "value": forced},
    ]});
    driver.cdp().send_raw("Emulation.setEmulatedMedia", features).await?;
    Ok(())
}
