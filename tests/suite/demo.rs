//! The demo's own pages, as `cargo xtask build` has filled `pkg/` for them.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Engine, Look, Page, msg, msg_text, root};
use serde_json::{Value, json};

use crate::fixtures::{each_drawn, nothing_wrong, quiet, targets};
use crate::registry::scenarios;

scenarios! {
    "each page of the demo draws its widgets, within the policy" => each_page;
    "the demo has every file that the meter's view asks for" => complete;
    "the page without data says so and keeps its link" => absent;
    "the page with a hostile style sheet can be read" => hostile;
    "no page of the demo sticks out at 320 pixels" => narrow;
    "axe-core finds nothing on the demo's pages" => axe, only &[Engine::Chromium];
}

/// The demo's pages that hold a widget.
fn pages() -> Result<Vec<String>> {
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(root().join("demo"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".html") {
            let text = std::fs::read_to_string(root().join("demo").join(&name))?;
            // The pages show the lines to paste as text, too: a tag is not escaped.
            if ["<commune-energy", "<commune-services", "<commune-consultation", "<commune-cyber-quiz"]
                .iter()
                .any(|tag| text.contains(tag))
                || text.contains("<div class=\"commune-widget\"")
            {
                pages.push(format!("/{name}"));
            }
        }
    }
    pages.sort();
    ensure!(pages.len() >= 4, "the demo has too few pages: {pages:?}");
    Ok(pages)
}

const ABSENT: &str = "/absente.html";

/// Scrolls to each widget and waits until it has drawn its figures.
async fn all_drawn(page: &Page) -> Result<usize> {
    let count = each_drawn(page, 200).await?;
    page.wait_ready(count).await?;
    ensure!(page.events("commune-error").await?.is_empty(), "{:?}", page.events("commune-error").await?);
    Ok(count)
}

async fn each_page(browser: &mut Browser) -> Result<()> {
    for path in pages()? {
        if path == ABSENT {
            continue;
        }
        let page = browser.open(&Case::at(&path)).await?;
        let count = all_drawn(&page).await?;
        ensure!(count > 0, "{path} has no widget");
        let french = page
            .js("return widget().shadowRoot.querySelector('[lang]')?.lang === 'fr';", Value::Null)
            .await?;
        // The questions of the quiz are the real ones, everywhere.
        let quiz = page.js("return widget().localName === 'commune-cyber-quiz';", Value::Null).await?;
        if french == json!(true) && quiz == json!(false) {
            ensure!(
                page.text(0).await?.contains(&msg_text("ui.demo")?),
                "{path} does not say that its figures are made up"
            );
        }
        nothing_wrong(&page).await.map_err(|error| error.context(path))?;
    }
    Ok(())
}

async fn complete(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::at("/energie.html")).await?;
    all_drawn(&page).await?;
    page.press(&msg("energy.my-title")?).await?;
    page.wait_for(&msg("energy.my-sample")?).await?;
    page.press(&msg("energy.my-sample")?).await?;
    page.wait_for(&msg("energy.my-findings")?).await?;
    quiet(&page).await;
    let asked = targets(&page);
    let weather = asked.iter().find(|target| target.contains("/degree-days/"));
    ensure!(weather.is_some(), "no degree days are asked for: {asked:?}");
    for target in &asked {
        let status = page.js_async("return (await fetch(args)).status;", json!(target)).await?;
        ensure!(status == 200, "{target} is answered by {status}");
    }
    // Temperatures of no station: the file says so.
    let made_up = page.js_async("return (await (await fetch(args)).json()).demo;", json!(weather)).await?;
    ensure!(made_up == true, "the demo's degree days do not say that they are made up");
    nothing_wrong(&page).await
}

async fn absent(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::at(ABSENT)).await?;
    page.wait_for(&msg("error.not-found")?).await?;
    ensure!(page.fallback_shows(0).await?, "the link is gone");
    nothing_wrong(&page).await
}

async fn hostile(browser: &mut Browser) -> Result<()> {
    for (width, height) in [(1280, 900), (320, 800)] {
        let page = browser.open(&Case::at("/hostile.html").size(width, height)).await?;
        all_drawn(&page).await?;
        page.press(&msg("ui.table-show")?).await?;
        page.wait_for(&msg("ui.table-hide")?).await?;
        let unreadable = page.unreadable().await?;
        ensure!(unreadable.is_empty(), "at {width} px:\n{}", unreadable.join("\n"));
        let small: Vec<_> = page.targets().await?.into_iter().filter(|t| !t.is_large_enough()).collect();
        ensure!(small.is_empty(), "at {width} px: {small:?}");
        nothing_wrong(&page).await?;
    }
    Ok(())
}

async fn narrow(browser: &mut Browser) -> Result<()> {
    let mut wrong = Vec::new();
    for path in pages()? {
        let page = browser.open(&Case::at(&path).size(320, 800)).await?;
        if path != ABSENT {
            all_drawn(&page).await?;
        }
        let (over, what) = page.overflow().await?;
        if over > 0.0 {
            wrong.push(format!("{path}: {over} px too wide: {what:?}"));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

async fn axe(browser: &mut Browser) -> Result<()> {
    let mut found = Vec::new();
    for path in pages()?.into_iter().filter(|path| path != "/hostile.html") {
        for look in [Look::Light, Look::Dark] {
            let page = browser.open(&Case::at(&path).look(look)).await?;
            if path != ABSENT {
                all_drawn(&page).await?;
            }
            if let Err(error) = page.assert_axe_clean(&path, look).await {
                found.push(format!("{error:#}"));
            }
        }
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
