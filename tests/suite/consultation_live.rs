//! `<commune-consultation>` and a platform that answers: of 0.24, of today, and as each failure.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Page, Policy, msg};
use decidim_standin::{Failure, Limits, Options, Platform, Version};
use serde_json::{Value, json as value};

use crate::consultation::{PACK, PACK_TEXT, element};
use crate::fixtures::json;
use crate::registry::scenarios;

scenarios! {
    "a press asks a platform of 0.24 in at most three requests, and no refused field twice" => old;
    "a press asks a platform of today in at most three requests, and no refused field twice" => modern;
    "without a press the platform is not asked" => not_asked;
    "the platform's pictures wait for a press" => pictures;
    "a live list needs no pack and at most three requests" => live;
    "a platform that is asked gives its documents with what they belong to, whatever its version" => documents;
    "of fifty-eight meetings the second page is asked for on a press only" => pages;
    "each failure of a platform has its sentence, and what was on screen stays" => failures;
    "a platform that never answers is told after its time" => silence;
    "what people write on a platform runs nothing and reports nothing" => hostile;
}

/// A platform whose data are of the present day.
pub(crate) fn platform(version: Version) -> Result<Platform> {
    let limits = Limits { requests_per_minute: None, ..Limits::of(version) };
    let options = Options::new(version).limits(limits).now(jiff::Timestamp::now());
    Platform::start(options).context("the stand-in platform does not start")
}

/// A page whose pack is of that platform, which its attributes name.
pub(crate) fn page(platform: &Platform, attributes: &str) -> Case {
    let origin = platform.origin();
    let body = element(&format!("insee=\"59648\" platform=\"{origin}\" {attributes}"));
    let pack = PACK_TEXT.replace("https://participer.example.org", &origin);
    Case::new(&body).answer(PACK, [json(&pack)]).policy(Policy::StrictAnd(origin))
}

/// What no page may do, where one more host is named.
pub(crate) async fn nothing_wrong(page: &Page, platform: &Platform) -> Result<()> {
    let violations = page.violations().await?;
    ensure!(violations.is_empty(), "policy reports: {violations:?}");
    let errors = page.errors().await?;
    ensure!(errors.is_empty(), "uncaught: {errors:?}");
    let left = page.leftovers().await?.0;
    ensure!(left.is_empty(), "left on the device: {left:?}");
    let blanks = page.blanks().await?;
    ensure!(blanks.is_empty(), "a widget showed nothing for a moment: {blanks:?}");
    let own = [page.site().origin(), page.site().other_origin(), platform.origin()];
    let elsewhere: Vec<String> = page
        .network()
        .await?
        .into_iter()
        .filter(|url| !own.iter().any(|origin| url.starts_with(origin)))
        .collect();
    ensure!(elsewhere.is_empty(), "asked of other hosts: {elsewhere:?}");
    Ok(())
}

/// The requests to the platform's API.
fn api(platform: &Platform) -> usize {
    platform.requests().iter().filter(|request| request.path == "/api").count()
}

async fn update(page: &Page) -> Result<()> {
    page.press(&msg("consultation.update")?).await?;
    page.wait_gone(0, &msg("consultation.asking")?).await
}

async fn asked_well(browser: &mut Browser, version: Version) -> Result<()> {
    let platform = platform(version)?;
    let page = browser.open(&page(&platform, "")).await?;
    page.wait_for("sujets sont ouverts").await?;
    update(&page).await?;
    page.wait_for(&msg("consultation.fresh")?).await?;
    ensure!((1..=3).contains(&api(&platform)), "{} requests", api(&platform));
    page.wait_for("Réinventer la place du Marché").await?;
    // A refused query costs one request the first time, and none after: the next update needs two.
    let refused: usize = platform.requests().iter().filter(|request| request.status == 200).count();
    ensure!(refused > 0, "nothing was answered");
    platform.forget_requests();
    update(&page).await?;
    page.wait_for(&msg("consultation.fresh")?).await?;
    ensure!(api(&platform) <= 2, "{} requests for the second update", api(&platform));
    if version == Version::V0_24 {
        for request in platform.requests() {
            for field in ["participatoryProcesses.taxonomies", "participatoryProcesses.url"] {
                ensure!(!request.asks(field), "{field} was refused, and is asked again");
            }
        }
    }
    // One of them, then a page of each component, by its own press.
    page.press("Réinventer la place du Marché").await?;
    page.wait_for(&msg("consultation.now-title")?).await?;
    platform.forget_requests();
    update(&page).await?;
    page.wait_for(&msg("consultation.fresh")?).await?;
    ensure!((1..=3).contains(&api(&platform)), "{} requests for one consultation", api(&platform));
    let script =
        "return [...deep(widget().shadowRoot, 'details.component > summary')].map((s) => tidy(s.innerText));";
    let parts: Vec<String> = serde_json::from_value(page.js(script, Value::Null).await?)?;
    ensure!(parts.len() >= 8, "{parts:?}");
    let mut listed = 0;
    for part in &parts {
        page.press(part).await?;
        platform.forget_requests();
        let open = "return [...deep(widget().shadowRoot, 'details.component[open]')].length;";
        page.wait_until("an open part", open, Value::Null).await?;
        if page.count(0, "details[open] button[data-do^=items]").await? > 0 {
            let ask = page.js("const b = [...deep(widget().shadowRoot, 'details[open] button[data-do^=items]')][0]; b.click(); return b.dataset.do.slice(6);", Value::Null).await?;
            let id = ask.as_str().unwrap_or_default().to_owned();
            let came = "return [...deep(widget().shadowRoot, `[id^=\"i-${args[0]}-\"]`)].length;";
            page.wait_until(&format!("what {part} holds"), came, value!([id])).await?;
            page.wait_gone(0, &msg("consultation.asking")?).await?;
            ensure!((1..=3).contains(&api(&platform)), "{part}: {} requests", api(&platform));
            ensure!(page.count(0, ".component .band-warning").await? == 0, "{part}: {}", page.text(0).await?);
            listed += 1;
        }
        // Closed again, so that the next one is the only open one.
        page.js(
            "[...deep(widget().shadowRoot, 'details.component[open]')].forEach((d) => { d.open = false; });",
            Value::Null,
        )
        .await?;
    }
    ensure!(listed >= 8, "only {listed} parts were asked for");
    nothing_wrong(&page, &platform).await
}

async fn old(browser: &mut Browser) -> Result<()> {
    asked_well(browser, Version::V0_24).await
}

async fn modern(browser: &mut Browser) -> Result<()> {
    asked_well(browser, Version::Modern).await
}

async fn not_asked(browser: &mut Browser) -> Result<()> {
    let platform = platform(Version::Modern)?;
    let page = browser.open(&page(&platform, "")).await?;
    page.wait_for("sujets sont ouverts").await?;
    page.press("Réinventer la place").await?;
    page.wait_for(&msg("consultation.now-title")?).await?;
    page.press("Rencontres (3)").await?;
    crate::fixtures::quiet(&page).await;
    ensure!(platform.requests().is_empty(), "{:?}", platform.requests());
    nothing_wrong(&page, &platform).await
}

async fn pictures(browser: &mut Browser) -> Result<()> {
    let platform = platform(Version::V0_24)?;
    let page = browser.open(&page(&platform, "")).await?;
    page.wait_for("sujets sont ouverts").await?;
    ensure!(page.count(0, "img").await? == 0, "a picture before a press");
    update(&page).await?;
    page.wait_until("a picture", "return [...deep(widget().shadowRoot, 'img')].length;", Value::Null).await?;
    let script = "return [...deep(widget().shadowRoot, 'li.card')].map((card) => card.querySelectorAll('img').length).every((n) => n < 2) \
        && [...deep(widget().shadowRoot, 'img')].every((img) => img.alt === '' && img.src.startsWith(args[0]) && img.width > 0 && img.height > 0);";
    ensure!(
        page.js(script, value!([platform.origin()])).await? == true,
        "a picture of elsewhere, or without room"
    );
    nothing_wrong(&page, &platform).await
}

async fn live(browser: &mut Browser) -> Result<()> {
    for version in [Version::V0_24, Version::Modern] {
        let platform = platform(version)?;
        let body = element(&format!("platform=\"{}\" live", platform.origin()));
        let page = browser.open(&Case::new(&body).policy(Policy::StrictAnd(platform.origin()))).await?;
        page.wait_for("sujets sont ouverts").await?;
        page.wait_ready(1).await?;
        ensure!(api(&platform) <= 3, "{} requests for a live list", api(&platform));
        nothing_wrong(&page, &platform).await?;
    }
    Ok(())
}

async fn documents(browser: &mut Browser) -> Result<()> {
    for version in [Version::V0_24, Version::Modern] {
        let platform = platform(version)?;
        let page = browser.open(&page(&platform, "")).await?;
        page.wait_for("sujets sont ouverts").await?;
        update(&page).await?;
        page.press("Réinventer la place du Marché").await?;
        page.wait_for(&msg("consultation.now-title")?).await?;
        update(&page).await?;
        for part in ["101", "102"] {
            let ask = "const b = [...deep(widget().shadowRoot, `[data-do=\"items:${args[0]}\"]`)][0]; \
                if (!b || b.hasAttribute('aria-disabled')) return false; b.closest('details').open = true; b.click(); return true;";
            page.wait_until("the press", ask, value!([part])).await?;
            let came = "return [...deep(widget().shadowRoot, `[id^=\"i-${args[0]}-\"]`)].length;";
            page.wait_until("the items", came, value!([part])).await?;
            page.wait_gone(0, &msg("consultation.asking")?).await?;
        }
        let all =
            "const b = [...deep(widget().shadowRoot, '[data-do^=\"more:\"]')][0]; b?.click(); return !b;";
        page.wait_until("all that came", all, Value::Null).await?;
        let listed = crate::consultation::listed(&page).await?;
        let url = |file: &str| [&platform.origin(), "/uploads/decidim/attachment/", file].concat();
        let wanted = match version {
            Version::Modern => [
                ("Dossier (PDF)", "dossier.pdf"),
                ("Croquis (PNG)", "croquis.png"),
                ("Note (PDF)", "note.pdf"),
                ("Compte rendu (PDF)", "reunion.pdf"),
            ],
            Version::V0_24 => [
                ("dossier.pdf (PDF)", "dossier.pdf"),
                ("croquis.png (PNG)", "croquis.png"),
                ("note.pdf (PDF)", "note.pdf"),
                ("reunion.pdf (PDF)", "reunion.pdf"),
            ],
        };
        for (words, file) in wanted {
            let one = (words.to_owned(), url(file));
            ensure!(listed.contains(&one), "{one:?} is not in {listed:?}");
        }
        nothing_wrong(&page, &platform).await?;
    }
    Ok(())
}

async fn pages(browser: &mut Browser) -> Result<()> {
    let platform = platform(Version::Modern)?;
    let page = browser.open(&page(&platform, "")).await?;
    page.wait_for("sujets sont ouverts").await?;
    update(&page).await?;
    page.press("Réinventer la place du Marché").await?;
    update(&page).await?;
    platform.forget_requests();
    let ask = "const d = [...deep(widget().shadowRoot, 'details.component')].find((d) => d.querySelector('[data-do=\"items:102\"]')); \
        if (!d) return false; d.open = true; d.querySelector('[data-do=\"items:102\"]').click(); return true;";
    page.wait_until("the press", ask, Value::Null).await?;
    page.wait_until(
        "the meetings",
        "return [...deep(widget().shadowRoot, '[id^=\"i-102-\"]')].length >= 10;",
        Value::Null,
    )
    .await?;
    page.wait_gone(0, &msg("consultation.asking")?).await?;
    crate::fixtures::quiet(&page).await;
    ensure!((1..=3).contains(&api(&platform)), "{} requests", api(&platform));
    let script = "return tidy([...deep(widget().shadowRoot, 'details.component')].find((d) => d.querySelector('[id^=\"i-102-\"]')).querySelector('summary').innerText);";
    let count = page.js(script, Value::Null).await?;
    ensure!(count.as_str().is_some_and(|words| words.ends_with("(50+)")), "{count}");
    platform.forget_requests();
    page.wait_until("the press", ask, Value::Null).await?;
    let more = "return tidy([...deep(widget().shadowRoot, 'details.component')].find((d) => d.querySelector('[id^=\"i-102-\"]')).querySelector('summary').innerText).endsWith('(58)');";
    page.wait_until("fifty-eight meetings", more, Value::Null).await?;
    ensure!((1..=2).contains(&api(&platform)), "{} requests for the second page", api(&platform));
    nothing_wrong(&page, &platform).await
}

/// Each failure, and the key of the sentence that tells it.
fn told() -> Vec<(Failure, &'static str)> {
    vec![
        (Failure::Auth, "login-wanted"),
        (Failure::LoginRedirect, "redirected"),
        (Failure::LoginPage, "login-page"),
        (Failure::RateLimit { retry_after: Some(30) }, "too-many"),
        (Failure::ErrorHtml, "broken"),
        (Failure::ErrorJson, "broken"),
        (Failure::Malformed, "not-json"),
        (Failure::Cut { after: 40 }, "not-reached"),
        (Failure::Empty, "empty"),
    ]
}

async fn failures(browser: &mut Browser) -> Result<()> {
    let platform = platform(Version::Modern)?;
    let page = browser.open(&page(&platform, "")).await?;
    page.wait_for("sujets sont ouverts").await?;
    for (failure, key) in told() {
        platform.fail(Some(failure.clone()));
        platform.forget_requests();
        page.press(&msg("consultation.update")?).await?;
        let sentence = msg(&format!("consultation.live-{key}"))?;
        page.wait_for(&sentence).await.with_context(|| format!("{failure}"))?;
        ensure!(api(&platform) <= 3, "{failure}: {} requests", api(&platform));
        let text = page.text(0).await?;
        for words in ["2 sujets sont ouverts.", "Aller à vélo", &msg("consultation.still-here")?] {
            ensure!(text.contains(words), "{failure}: {words:?} is gone from {text}");
        }
        let focus = page.focus().await?;
        ensure!(focus.id == "update", "{failure}: the focus is on {focus:?}");
    }
    // Slow or in small pieces is no failure.
    for failure in [
        Failure::Slow { delay: Duration::from_millis(1500) },
        Failure::After { requests: 1, then: Box::new(Failure::ErrorHtml) },
    ] {
        platform.fail(Some(failure.clone()));
        page.press(&msg("consultation.update")?).await?;
        page.wait_for(&msg("consultation.fresh")?).await.with_context(|| format!("{failure}"))?;
    }
    platform.fail(None);
    update(&page).await?;
    page.wait_for("Réinventer la place du Marché").await?;
    nothing_wrong(&page, &platform).await
}

async fn silence(browser: &mut Browser) -> Result<()> {
    let platform = platform(Version::V0_24)?;
    platform.fail(Some(Failure::Silence));
    let page = browser.open(&page(&platform, "")).await?;
    page.wait_for("sujets sont ouverts").await?;
    page.press(&msg("consultation.update")?).await?;
    page.wait_for(&msg("consultation.asking")?).await?;
    page.wait_for_within(&msg("consultation.live-timed-out")?, Duration::from_secs(25)).await?;
    page.wait_for("2 sujets sont ouverts.").await?;
    nothing_wrong(&page, &platform).await
}

async fn hostile(browser: &mut Browser) -> Result<()> {
    for version in [Version::V0_24, Version::Modern] {
        let platform = platform(version)?;
        let body = element(&format!("platform=\"{}\" live process=\"texte-hostile\"", platform.origin()));
        let page = browser.open(&Case::new(&body).policy(Policy::StrictAnd(platform.origin()))).await?;
        page.wait_for(&msg("consultation.now-title")?).await?;
        let open = "for (const d of deep(widget().shadowRoot, 'details')) d.open = true; \
            const ask = [...deep(widget().shadowRoot, 'button[data-do^=items]:not([aria-disabled])')][0]; \
            ask?.click(); return !ask && ![...deep(widget().shadowRoot, '[aria-disabled]')].length;";
        page.wait_until("every part", open, Value::Null).await?;
        let script = "const all = [...deep(widget().shadowRoot, '*')]; return [window.hostile ?? null, \
            all.filter((e) => [...e.attributes].some((a) => a.name.startsWith('on') || a.name === 'style')).length, \
            all.filter((e) => ['script', 'iframe', 'form', 'style', 'object', 'embed'].includes(e.localName)).length, \
            all.map((e) => e.getAttribute('href') ?? e.getAttribute('src')).filter((url) => url && !/^(https?:|mailto:|tel:)/.test(url)), \
            (widget().shadowRoot.textContent.match(/gid:\\/\\//g) ?? []).length];";
        let found = page.js(script, Value::Null).await?;
        ensure!(found == value!([null, 0, 0, [], 0]), "{found}");
        ensure!(page.count(0, ".rich").await? > 0, "nothing was drawn");
        nothing_wrong(&page, &platform).await?;
    }
    Ok(())
}
