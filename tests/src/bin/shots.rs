//! Screenshots for human eyes: `cargo run -p browser-tests --bin shots -- PAGE…`
//!
//! Each page of the demo (or of the test server: `/t/…`) is drawn by Chromium at 320, 768 and
//! 1280 pixels, in light, dark and forced colours, whole, into `tests/out/shots`.

#![allow(clippy::print_stdout, reason = "a command prints where its pictures are")]

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use browser_tests::{Browser, Case, Engine, Look, Page, out, slug};
use lexopt::prelude::*;
use serde_json::json;

const HELP: &str = "\
shots [OPTIONS] PAGE...
  PAGE               a page of the demo, such as energie.html, or any path of the test server
  --body HTML        a page of the harness with this body, such as '<commune-energy insee=\"59648\">'
  --press NAME       press the control of that name before the picture; may be repeated
  --name NAME        what to call the pictures of a state, instead of the page's name
  --width W          only this width; may be repeated (320, 768, 1280)
  --look LOOK        only light, dark or forced-colors; may be repeated
  --browser NAME     chromium (whole pages), firefox or webkit (the viewport only)
  --text-200         with text twice as large";

#[derive(Default)]
struct Options {
    pages: Vec<Case>,
    names: Vec<String>,
    name: Option<String>,
    press: Vec<String>,
    widths: Vec<u32>,
    looks: Vec<Look>,
    engine: Option<Engine>,
    large: bool,
}

fn parse() -> Result<Option<Options>> {
    let mut options = Options::default();
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Value(page) => {
                let page = page.string()?;
                options.names.push(slug(page.trim_start_matches('/').trim_end_matches(".html")));
                options.pages.push(Case::at(&format!("/{}", page.trim_start_matches('/'))));
            }
            Long("body") => {
                options.names.push(format!("body-{}", options.pages.len() + 1));
                options.pages.push(Case::new(&args.value()?.string()?));
            }
            Long("press") => options.press.push(args.value()?.string()?),
            Long("name") => options.name = Some(args.value()?.string()?),
            Long("width") => options.widths.push(args.value()?.parse()?),
            Long("look") => {
                let name = args.value()?.string()?;
                let looks = [Look::Light, Look::Dark, Look::Forced];
                let look = looks.into_iter().find(|look| look.name() == name);
                options.looks.push(look.context("--look takes light, dark or forced-colors")?);
            }
            Long("browser") => {
                let name = args.value()?.string()?;
                let engine = Engine::ALL.into_iter().find(|engine| engine.name() == name);
                options.engine = Some(engine.context("--browser takes chromium, firefox or webkit")?);
            }
            Long("text-200") => options.large = true,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    if options.pages.is_empty() {
        bail!("no page was named\n{HELP}");
    }
    if options.widths.is_empty() {
        options.widths = vec![320, 768, 1280];
    }
    if options.looks.is_empty() {
        options.looks = vec![Look::Light, Look::Dark, Look::Forced];
    }
    Ok(Some(options))
}

fn main() -> Result<()> {
    let Some(options) = parse()? else {
        println!("{HELP}");
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut browser = Browser::start(options.engine.unwrap_or(Engine::Chromium))?;
        let done = draw_all(&mut browser, &options).await;
        browser.quit().await;
        done
    })
}

async fn draw_all(browser: &mut Browser, options: &Options) -> Result<()> {
    let folder = out().join("shots");
    std::fs::create_dir_all(&folder)?;
    // By look first: Firefox and WebKitGTK start anew for each.
    let engine = browser.engine();
    for look in options.looks.iter().copied().filter(|look| look.works_in(engine)) {
        for (case, page_name) in options.pages.iter().zip(&options.names) {
            for &width in &options.widths {
                let case = case.clone().look(look).size(width, 900);
                let page = browser.open(&case).await?;
                let mut name = options.name.clone().unwrap_or_else(|| page_name.clone());
                if browser.engine() != Engine::Chromium {
                    name += &format!("-{}", browser.engine().name());
                }
                let file = folder.join(format!("{name}-{width}-{}.png", look.name()));
                let remark = draw(&page, options, width, &file).await?;
                println!("{}{remark}", file.display());
            }
        }
    }
    Ok(())
}

/// Takes one picture; gives back what is to be said of it, such as a widget that did not draw.
async fn draw(page: &Page, options: &Options, width: u32, file: &std::path::Path) -> Result<String> {
    let mut remark = settle(page).await?;
    if options.large {
        page.double_text().await?;
    }
    for name in &options.press {
        page.press(name).await?;
        tokio::time::sleep(Duration::from_millis(400)).await;
    }
    let (overflow, what) = page.overflow().await?;
    if overflow > 0.0 {
        remark += &format!("  [{overflow} px too wide: {}]", what.join(", "));
    }
    if page.engine() == Engine::Chromium {
        // Whole: the viewport as tall as the page.
        let height =
            page.js("return document.documentElement.scrollHeight;", serde_json::Value::Null).await?;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        page.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    page.screenshot(file).await?;
    Ok(remark)
}

/// Waits until each widget has drawn or failed; says so if one has done neither.
async fn settle(page: &Page) -> Result<String> {
    let deadline = Instant::now() + Duration::from_secs(10);
    let script = "return [...document.querySelectorAll(ELEMENTS)].filter((e, n) => \
        !communeProbe.events.some((v) => v.target === e.localName) && !drawn(n)).length;";
    loop {
        let left = page.js(script, serde_json::Value::Null).await?;
        if left == json!(0) {
            tokio::time::sleep(Duration::from_millis(400)).await;
            return Ok(String::new());
        }
        if Instant::now() > deadline {
            return Ok(format!("  [{left} widgets have not drawn]"));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
