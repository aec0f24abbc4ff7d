//! What several scenarios serve and ask.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use browser_tests::{Case, Page};
use serve::Reply;

/// The pack that an element with `insee="59648"` asks for.
pub(crate) const PACK: &str = "/pkg/packs/energy/1/59648.json";
/// A hand-made pack: 60,000 MWh in the homes of 10,000 inhabitants in 2023.
pub(crate) const PACK_TEXT: &str = include_str!("../pages/energy.json");
/// What 60,000 MWh for 10,000 inhabitants come to, in kWh each.
pub(crate) const PER_INHABITANT: &str = "6 000";
/// The text of the light DOM.
pub(crate) const FALLBACK: &str = "Les chiffres en texte";

/// A `<commune-energy>` with a fallback link and these further attributes.
pub(crate) fn energy(attributes: &str) -> String {
    format!("<commune-energy {attributes}><a href=\"/index.html\">{FALLBACK}</a></commune-energy>")
}

/// The hand-made pack as an answer.
pub(crate) fn pack() -> Reply {
    json(PACK_TEXT)
}

/// A JSON answer.
pub(crate) fn json(text: &str) -> Reply {
    Reply::with(200, "application/json", text)
}

/// A page with one widget of commune 59648, answered by the hand-made pack.
pub(crate) fn commune() -> Case {
    Case::new(&energy("insee=\"59648\"")).answer(PACK, [pack()])
}

/// What no page may ever do: break the policy, throw, or leave something on the device.
pub(crate) async fn nothing_wrong(page: &Page) -> Result<()> {
    let violations = page.violations().await?;
    ensure!(violations.is_empty(), "policy reports: {violations:?}");
    let errors = page.errors().await?;
    ensure!(errors.is_empty(), "uncaught: {errors:?}");
    let left = page.leftovers().await?.0;
    ensure!(left.is_empty(), "left on the device: {left:?}");
    let blanks = page.blanks().await?;
    ensure!(blanks.is_empty(), "a widget showed nothing for a moment: {blanks:?}");
    let own = [page.site().origin(), page.site().other_origin()];
    let network = page.network().await?;
    let elsewhere: Vec<_> =
        network.iter().filter(|url| !own.iter().any(|origin| url.starts_with(origin))).collect();
    ensure!(elsewhere.is_empty(), "asked of other hosts: {elsewhere:?}");
    Ok(())
}

/// Brings each widget of the page into view, and waits until it shows more than so many characters in the place of its
/// link. Answers how many there are.
pub(crate) async fn each_drawn(page: &Page, least: usize) -> Result<usize> {
    let count =
        page.js("return document.querySelectorAll(ELEMENTS).length;", serde_json::Value::Null).await?;
    let count = usize::try_from(count.as_u64().unwrap_or(0))?;
    for nth in 0..count {
        // Again and again: a page whose style sheet comes late, or animates its sizes, has moved the widget away.
        let script = "if (drawn(args[0]).length > args[1] && !fallbackShows(args[0])) return true; \
            widget(args[0]).scrollIntoView({ block: 'center', behavior: 'instant' }); return false;";
        page.wait_until(&format!("widget {nth} to draw"), script, serde_json::json!([nth, least])).await?;
    }
    Ok(count)
}

/// The paths asked of the site, queries included.
pub(crate) fn targets(page: &Page) -> Vec<String> {
    page.site().requests().into_iter().map(|request| request.target).collect()
}

/// How many requests had this path, whatever their query.
pub(crate) fn asked(page: &Page, path: &str) -> usize {
    page.site().requests().iter().filter(|request| request.path() == path).count()
}

/// Waits until nothing new has been asked of the site for a while.
pub(crate) async fn quiet(page: &Page) {
    let mut count = page.site().requests().len();
    let mut since = Instant::now();
    while since.elapsed() < Duration::from_millis(400) {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let now = page.site().requests().len();
        if now != count {
            (count, since) = (now, Instant::now());
        }
    }
}
