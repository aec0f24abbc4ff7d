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
    driver: Driver,
    /// What the driver was last started or asked with.
    look: Look,
    session: Option<(Look, WebDriver)>,
    site: Arc<Site>,
}

impl Browser {
    /// Starts the engine's driver and the two hosts; the browser itself starts with the first page.
    ///
    /// # Errors
    /// When a program is missing, with what installs it.
    pub fn start(engine: Engine) -> Result<Self> {
        Ok(Self {
            engine,
            driver: Driver::start(engine, Look::Light)?,
            look: Look::Light,
            session: None,
            site: Arc::new(Site::start()?),
        })
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
        self.session.as_ref().map(|(_, session)| session)
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
        let fits = |had: Look| had == look || self.engine == Engine::Chromium;
        if let Some((had, driver)) = self.session.as_mut().filter(|(had, _)| fits(*had)) {
            if *had != look {
                emulate(driver, look).await?;
            }
            *had = look;
            return Ok(driver.clone());
        }
        self.close_session().await;
        if self.engine == Engine::Webkit && self.look != look {
            self.driver = Driver::start(self.engine, look)?;
        }
        self.look = look;
        let capabilities = self.driver.capabilities(look)?;
        let driver = WebDriver::builder(self.driver.url(), capabilities)
            .request_timeout(Duration::from_secs(180))
            .await
            .with_context(|| format!("{} does not start a session", self.engine.name()))?;
        driver.set_script_timeout(Duration::from_secs(120)).await?;
        driver.set_page_load_timeout(Duration::from_secs(60)).await?;
        if self.engine == Engine::Chromium {
            emulate(&driver, look).await?;
        }
        self.session = Some((look, driver.clone()));
        Ok(driver)
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

    /// Ends the session, so that the next page gets a new one. An engine that has crashed is
    /// left behind without a word: its driver ends it.
    pub async fn close_session(&mut self) {
        if let Some((_, driver)) = self.session.take() {
            tokio::time::timeout(Duration::from_secs(20), driver.quit()).await.ok();
        }
    }

    /// Ends the session and the driver.
    pub async fn quit(mut self) {
        self.close_session().await;
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
