//! Frames: what stands in them, and how high they are.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Page, Policy};
use serde_json::{Value, json};
use thirtyfour::{WebDriver, WindowHandle};

/// Whether the page in a frame offers itself without one.
pub(super) const WHOLE: &str = "return !!document.querySelector('.whole')?.getClientRects().length;";

/// Opens a page of another server than the harness's at a width.
pub(super) async fn open(browser: &mut Browser, url: &str, width: u32) -> Result<Page> {
    let case = Case::new("").shells(&[]).policy(Policy::None).size(width, 900);
    let page = browser.open(&case).await?;
    let session = browser.session().context("no session")?;
    session.goto(url).await.with_context(|| format!("{url} does not load"))?;
    let inner = page.js("return innerWidth;", Value::Null).await?;
    ensure!(inner == json!(width), "the page is {inner} px wide");
    Ok(page)
}

/// Waits until the n-th widget of the document has drawn, scrolled to.
pub(super) async fn drawn(page: &Page, nth: usize) -> Result<()> {
    let there = "return !!widget(args);";
    page.wait_until(&format!("a widget {nth}"), there, json!(nth)).await?;
    page.scroll_to(nth).await?;
    let script = "return drawn(args).length > 150 && !fallbackShows(args);";
    page.wait_until(&format!("widget {nth} to draw"), script, json!(nth)).await.map(drop)
}

/// The frame's height and the height of what is in it, once both stand still; the widget in it has drawn.
pub(super) async fn heights(browser: &Browser, page: &Page, selector: &str) -> Result<(f64, f64)> {
    let session = browser.session().context("no session")?;
    let find = "const frame = document.querySelector(args); if (!frame) return false; \
        frame.scrollIntoView({ block: 'start', behavior: 'instant' }); \
        return frame.getBoundingClientRect().height > 50 && getComputedStyle(frame).position !== 'absolute';";
    page.wait_until("the frame to show", find, json!(selector)).await?;
    let nth = enter(session, page, selector).await?;
    let inside = async {
        drawn(page, 0).await?;
        page.settle().await
    };
    let told = inside.await;
    session.enter_default_frame().await?;
    told?;
    // The height comes by message: it is awaited, and given a moment to be wrong again.
    let (mut before, mut same) = ((-1.0, -1.0), 0);
    for _ in 0..120 {
        tokio::time::sleep(Duration::from_millis(150)).await;
        let outer = page.js("return document.querySelector(args).clientHeight;", json!(selector)).await?;
        session.enter_frame(nth).await?;
        let inner = page.js("return document.body.getBoundingClientRect().height;", Value::Null).await;
        session.enter_default_frame().await?;
        let now = (outer.as_f64().unwrap_or(0.0), inner?.as_f64().unwrap_or(0.0));
        same = if now == before { same + 1 } else { 0 };
        if same == 7 {
            return Ok(now);
        }
        before = now;
    }
    anyhow::bail!("the heights of the frame and of its content do not settle: {before:?}")
}

/// Goes into a frame, whose rank it returns.
pub(super) async fn enter(session: &WebDriver, page: &Page, selector: &str) -> Result<u16> {
    let nth = "return [...document.querySelectorAll('iframe')].indexOf(document.querySelector(args));";
    let nth = page.js(nth, json!(selector)).await?.as_u64().context("no frame")?;
    let nth = u16::try_from(nth)?;
    session.enter_frame(nth).await?;
    Ok(nth)
}

/// Whether the frame offers the page without a frame. It waits as long as the frame may take to do so.
pub(super) async fn whole(browser: &Browser, page: &Page, selector: &str) -> Result<bool> {
    tokio::time::sleep(Duration::from_secs(2)).await;
    let session = browser.session().context("no session")?;
    enter(session, page, selector).await?;
    let shows = page.js(WHOLE, Value::Null).await;
    session.enter_default_frame().await?;
    shows?.as_bool().context("no answer")
}

/// The window that has come since.
pub(super) async fn opened(session: &WebDriver, before: &[WindowHandle]) -> Result<WindowHandle> {
    for _ in 0..100 {
        if let Some(new) = session.windows().await?.into_iter().find(|window| !before.contains(window)) {
            return Ok(new);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("no window has opened")
}

/// The frame's `sandbox`, and the origin that its page has.
pub(super) async fn origin(browser: &Browser, page: &Page, selector: &str) -> Result<(String, String)> {
    let session = browser.session().context("no session")?;
    let sandbox =
        page.js("return document.querySelector(args).getAttribute('sandbox');", json!(selector)).await?;
    enter(session, page, selector).await?;
    let origin = page.js("return self.origin;", Value::Null).await;
    session.enter_default_frame().await?;
    Ok((sandbox.as_str().unwrap_or_default().to_owned(), origin?.as_str().unwrap_or_default().to_owned()))
}
