//! What may come instead of a pack: each failure has its sentence, and the link stays.

use std::time::Duration;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Page, msg};
use serde_json::Value;
use serve::Reply;

use crate::fixtures::{
    PACK, PACK_TEXT, PER_INHABITANT, asked, commune, energy, json, nothing_wrong, pack, targets,
};
use crate::registry::scenarios;

scenarios! {
    "a missing pack is told, and the link stays" => not_found;
    "a host that is down is asked again, then told, and 'Réessayer' brings the figures" => retry;
    "a busy host is asked again when it says, and its figures come" => busy;
    "a host that stays busy is told as busy" => too_busy;
    "a refusal is told as one" => forbidden;
    "an answer that never comes ends after its time" => timed_out;
    "a page of HTML in place of the pack is told" => wrong_type;
    "half a file is told as damaged" => half;
    "a connection that breaks is told as one" => cut;
    "a pack of a later major version is told" => later_version;
    "an answer of fifty megabytes is cut short" => huge;
    "JSON that is no pack is told as damaged" => no_pack;
    "a host that the policy does not allow is told, and the link stays" => not_allowed;
    "missing messages are told, and the link stays" => no_messages;
}

/// The sentence shows, the link too, and the page and the console are told.
async fn told(page: &Page, key: &str, within: Duration) -> Result<()> {
    page.wait_for_within(&msg(key)?, within).await?;
    page.wait_for(&msg("ui.error-title")?).await?;
    page.wait_for(&msg("ui.retry")?).await?;
    ensure!(page.fallback_shows(0).await?, "the link is gone: {}", page.situation().await);
    let events = page.events("commune-error").await?;
    ensure!(events.iter().any(|e| e.detail["reason"] == "data" && e.composed && e.bubbles), "{events:?}");
    let said = page.console("warn").await?.len() + page.console("error").await?.len();
    ensure!(said > 0, "the console says nothing");
    ensure!(page.events("commune-ready").await?.is_empty(), "it is told as ready");
    Ok(())
}

async fn fails(browser: &mut Browser, reply: Reply, key: &str) -> Result<()> {
    let page = browser.open(&commune().answer(PACK, [reply])).await?;
    told(&page, key, Duration::from_secs(15)).await?;
    // Where the fault has ended, the resident gets there alone.
    page.site().answer(PACK, [pack()]);
    page.press(&msg("ui.retry")?).await?;
    page.wait_for(PER_INHABITANT).await?;
    ensure!(!page.fallback_shows(0).await?, "the link still shows beside the figures");
    nothing_wrong(&page).await
}

async fn not_found(browser: &mut Browser) -> Result<()> {
    fails(browser, Reply::with(404, "text/html", "<h1>404</h1>"), "error.not-found").await
}

async fn retry(browser: &mut Browser) -> Result<()> {
    let down = Reply::with(500, "text/plain", "down");
    let page = browser.open(&commune().answer(PACK, [down.clone(), down.clone(), down, pack()])).await?;
    told(&page, "error.status", Duration::from_secs(15)).await?;
    ensure!(asked(&page, PACK) == 3, "asked {} times before it was told", asked(&page, PACK));
    page.press(&msg("ui.retry")?).await?;
    page.wait_for(PER_INHABITANT).await?;
    ensure!(asked(&page, PACK) == 4, "asked {} times in all", asked(&page, PACK));
    nothing_wrong(&page).await
}

async fn busy(browser: &mut Browser) -> Result<()> {
    let busy = Reply::with(429, "text/plain", "busy").header("Retry-After", "2");
    let page = browser.open(&commune().answer(PACK, [busy, pack()])).await?;
    page.wait_for(PER_INHABITANT).await?;
    let times: Vec<_> =
        page.site().requests().into_iter().filter(|r| r.path() == PACK).map(|r| r.at).collect();
    ensure!(times.len() == 2, "{:?}", targets(&page));
    let pause = times[1].duration_since(times[0])?;
    ensure!(pause >= Duration::from_millis(1900), "asked again after {pause:?}");
    nothing_wrong(&page).await
}

async fn too_busy(browser: &mut Browser) -> Result<()> {
    fails(
        browser,
        Reply::with(429, "text/plain", "busy").header("Retry-After", "600"),
        "error.too-many-requests",
    )
    .await
}

async fn forbidden(browser: &mut Browser) -> Result<()> {
    fails(browser, Reply::with(403, "text/plain", "no"), "error.forbidden").await
}

async fn timed_out(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune().answer(PACK, [pack().delay(Duration::from_secs(40)), pack()])).await?;
    page.wait_for(&msg("ui.loading")?).await?;
    told(&page, "error.timed-out", Duration::from_secs(30)).await?;
    page.press(&msg("ui.retry")?).await?;
    page.wait_for(PER_INHABITANT).await?;
    nothing_wrong(&page).await
}

async fn wrong_type(browser: &mut Browser) -> Result<()> {
    fails(browser, Reply::with(200, "text/html", "<!doctype html><p>Connexion"), "error.content-type").await
}

async fn half(browser: &mut Browser) -> Result<()> {
    fails(browser, json(&PACK_TEXT[..PACK_TEXT.len() / 2]), "error.malformed").await
}

async fn cut(browser: &mut Browser) -> Result<()> {
    fails(browser, pack().cut_after(300), "error.network").await
}

async fn later_version(browser: &mut Browser) -> Result<()> {
    let later = PACK_TEXT.replace("commune-widgets/energy/1", "commune-widgets/energy/2");
    fails(browser, json(&later), "error.newer-version").await
}

async fn huge(browser: &mut Browser) -> Result<()> {
    let mut bytes = vec![b' '; 50 << 20];
    bytes[0] = b'{';
    fails(browser, Reply::with(200, "application/json", bytes), "error.too-large").await
}

async fn no_pack(browser: &mut Browser) -> Result<()> {
    for other in
        ["null", "[]", "\"texte\"", "{}", "{\"schema\":\"commune-widgets/energy/1\",\"years\":\"?\"}"]
    {
        fails(browser, json(other), "error.malformed").await?;
    }
    Ok(())
}

async fn not_allowed(browser: &mut Browser) -> Result<()> {
    let body = energy("insee=\"59648\" src=\"{{other}}/energie.json\"");
    let page = browser.open(&Case::new(&body).answer("/energie.json", [pack()])).await?;
    told(&page, "error.network", Duration::from_secs(15)).await?;
    ensure!(page.site().other_requests().is_empty(), "the other host was asked");
    // The one page whose policy is meant to be broken.
    ensure!(!page.violations().await?.is_empty(), "the policy was not broken");
    Ok(())
}

async fn no_messages(browser: &mut Browser) -> Result<()> {
    let gone = Reply::with(404, "text/plain", "gone");
    let page = browser.open(&commune().answer("/pkg/locales/energy/fr.json", [gone])).await?;
    let script = "return communeProbe.events.some((e) => e.type === 'commune-error');";
    page.wait_until("commune-error", script, Value::Null).await?;
    ensure!(page.fallback_shows(0).await?, "the link is gone: {}", page.situation().await);
    nothing_wrong(&page).await
}
