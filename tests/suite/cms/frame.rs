//! Frames: what stands in them, and how high they are.

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Page, Policy};
use serde_json::{Value, json};

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
    let nth = "return [...document.querySelectorAll('iframe')].indexOf(document.querySelector(args));";
    let nth = page.js(nth, json!(selector)).await?.as_u64().context("no frame")?;
    session.enter_frame(u16::try_from(nth)?).await?;
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
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        let outer = page.js("return document.querySelector(args).clientHeight;", json!(selector)).await?;
        session.enter_frame(u16::try_from(nth)?).await?;
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

/// The frame's `sandbox`, and the origin that its page has.
pub(super) async fn origin(browser: &Browser, page: &Page, selector: &str) -> Result<(String, String)> {
    let session = browser.session().context("no session")?;
    let sandbox =
        page.js("return document.querySelector(args).getAttribute('sandbox');", json!(selector)).await?;
    let nth = "return [...document.querySelectorAll('iframe')].indexOf(document.querySelector(args));";
    let nth = page.js(nth, json!(selector)).await?.as_u64().context("no frame")?;
    session.enter_frame(u16::try_from(nth)?).await?;
    let origin = page.js("return self.origin;", Value::Null).await;
    session.enter_default_frame().await?;
    Ok((sandbox.as_str().unwrap_or_default().to_owned(), origin?.as_str().unwrap_or_default().to_owned()))
}
