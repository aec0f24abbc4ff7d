//! The harness itself: a check that cannot fail is none, so each is first shown what must fail.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Engine, Look};
use serde_json::{Value, json};

use crate::registry::scenarios;

scenarios! {
    "the harness runs scripts under the strict policy and sees what that policy refuses" => policy;
    "the harness sees an overfull page at 320 pixels, and none without reason" => narrow;
    "the harness sees what a page leaves on the device" => leftovers;
    "axe-core runs under the strict policy and finds what is wrong" => axe;
    "the harness sets the visitor's colours" => looks;
    "the harness reads an accessibility tree through a shadow root" => tree, only &[Engine::Chromium];
}

/// A page with a hand-made shadow root, since the library's own must not be needed here.
fn by_hand(inside: &str) -> Case {
    let body = format!("<commune-energy id=\"hand\">{inside}</commune-energy>");
    Case::new(&body).shells(&["/t/by-hand.js"])
}

async fn policy(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&by_hand("<p>Bonjour</p><button>Voir le tableau</button>")).await?;
    page.wait_for("Bonjour").await?;
    ensure!(page.violations().await?.is_empty(), "{:?}", page.violations().await?);
    page.tab_to("Voir le tableau").await?;
    let focus = page.focus().await?;
    ensure!(focus.tag == "button" && focus.host == "commune-energy" && focus.seen, "{focus:?}");
    ensure!(page.targets().await?.len() == 1, "{:?}", page.targets().await?);

    page.js("document.body.setAttribute('style', 'color: red');", Value::Null).await?;
    let told = "return communeProbe.violations.some((v) => v.effectiveDirective.startsWith('style-src'));";
    page.wait_until("the page to be told of a violation", told, Value::Null).await?;
    let posted = page.violations().await?;
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(5);
    while page.site().reports().is_empty() {
        ensure!(std::time::Instant::now() < deadline, "no report was posted: {posted:?}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Ok(())
}

async fn narrow(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&by_hand("<p>Court</p>").size(320, 800)).await?;
    page.wait_for("Court").await?;
    let width = page.js("return innerWidth;", Value::Null).await?;
    ensure!(width == json!(320), "the viewport is {width} wide");
    ensure!(page.overflow().await?.0 <= 0.0, "{:?}", page.overflow().await?);
    page.double_text().await?;
    ensure!(page.unreadable().await?.is_empty(), "{:?}", page.unreadable().await?);
    let squeeze = "const [text] = deep(widget().shadowRoot, 'p'); \
        Object.assign(text.style, { width: '20px', overflow: 'hidden' });";
    page.js(squeeze, Value::Null).await?;
    let cut = page.unreadable().await?;
    ensure!(
        cut.iter().any(|what| what.contains("cut in width")),
        "a text that is cut off is not seen: {cut:?}"
    );

    let long = "<p class=\"wide\">Tropgrandpourcettepage</p>";
    let page = browser.open(&by_hand(long).size(320, 800)).await?;
    page.wait_for("Trop").await?;
    ensure!(page.overflow().await?.0 > 0.0, "a page of 900 pixels is not seen as wide");
    Ok(())
}

async fn leftovers(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&by_hand("<p>Rien</p>")).await?;
    page.wait_for("Rien").await?;
    ensure!(page.leftovers().await?.0.is_empty(), "{:?}", page.leftovers().await?);
    let write = "localStorage.setItem('essai', '1'); document.cookie = 'essai=1';";
    page.js(write, Value::Null).await?;
    let left = page.leftovers().await?.0;
    ensure!(left.iter().any(|what| what.starts_with("localStorage")), "{left:?}");
    ensure!(left.iter().any(|what| what.starts_with("cookie")), "{left:?}");
    let wipe = "localStorage.clear(); document.cookie = 'essai=; max-age=0';";
    page.js(wipe, Value::Null).await?;
    ensure!(page.leftovers().await?.0.is_empty(), "{:?}", page.leftovers().await?);
    Ok(())
}

async fn axe(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&by_hand("<p>Propre</p>")).await?;
    page.wait_for("Propre").await?;
    page.assert_axe_clean("harness", Look::Light).await?;
    ensure!(page.violations().await?.is_empty(), "{:?}", page.violations().await?);

    let page = browser.open(&by_hand("<p>Faute</p><button></button><p class=\"pale\">Pâle</p>")).await?;
    page.wait_for("Faute").await?;
    let found = page.axe().await?;
    for rule in ["button-name", "color-contrast"] {
        ensure!(found.iter().any(|finding| finding.rule == rule), "{rule} is not found: {found:?}");
    }
    Ok(())
}

async fn looks(browser: &mut Browser) -> Result<()> {
    let engine = browser.engine();
    for look in [Look::Dark, Look::Forced, Look::Light] {
        if !look.works_in(engine) {
            continue;
        }
        let page = browser.open(&by_hand("<p>Couleurs</p>").look(look)).await?;
        page.wait_for("Couleurs").await?;
        let script = "return [matchMedia('(prefers-color-scheme: dark)').matches, \
            matchMedia('(forced-colors: active)').matches];";
        let is = page.js(script, Value::Null).await?;
        let forced = look == Look::Forced;
        ensure!(is[1] == json!(forced), "forced colours under {look:?}: {is}");
        ensure!(forced || is[0] == json!(look == Look::Dark), "dark under {look:?}: {is}");
    }
    Ok(())
}

async fn tree(browser: &mut Browser) -> Result<()> {
    let inside = "<h2>Titre</h2><p>Un texte</p><button aria-expanded=\"false\">Voir</button>";
    let page = browser.open(&by_hand(inside)).await?;
    page.wait_for("Titre").await?;
    let tree = page.read_aloud(0).await?;
    let expected = "heading “Titre” level=2\nparagraph\n  “Un texte”\nbutton “Voir” expanded=false\n";
    ensure!(tree == expected, "{tree}");
    Ok(())
}
