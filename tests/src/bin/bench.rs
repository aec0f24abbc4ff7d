//! The meter module beside two ways in JavaScript: `cargo xtask bench`
//!
//! `tests/pages/bench` generates a load curve of three years of half-hours (52,560 rows) and
//! turns it into the whole answer of the module in three ways, from one page, turn by turn. This
//! program fails when the answers differ in anything, or when the module misses its bars.

#![allow(clippy::print_stdout, reason = "a command prints its table")]

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use browser_tests::{Browser, Case, Engine, root};
use lexopt::prelude::*;
use serde_json::{Value as Json, json};
use serve::Reply;

const HELP: &str = "\
bench [OPTIONS]
  --runs N           how many timed runs of each way (41; at least 31), after the warm-up
  --browser NAME     chromium (default), firefox or webkit";

/// Fewest runs behind a median.
const FEWEST_RUNS: usize = 31;
/// At most this part of the time of PapaParse with `Date`.
const PAPA_BAR: f64 = 0.1;
/// At most this many times the time of the loop written by hand.
const LOOP_BAR: f64 = 2.0;
const PAGE: &str = "/t/bench/bench.html";

struct Options {
    runs: usize,
    engine: Engine,
}

fn parse() -> Result<Option<Options>> {
    let mut options = Options { runs: 41, engine: Engine::Chromium };
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("runs") => options.runs = args.value()?.parse()?,
            Long("browser") => {
                let name = args.value()?.string()?;
                let engine = Engine::ALL.into_iter().find(|engine| engine.name() == name);
                options.engine = engine.context("--browser takes chromium, firefox or webkit")?;
            }
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    if options.runs < FEWEST_RUNS {
        bail!("a median of fewer than {FEWEST_RUNS} runs says little");
    }
    Ok(Some(options))
}

fn main() -> Result<ExitCode> {
    let Some(options) = parse()? else {
        println!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let mut browser = Browser::start(options.engine)?;
        let result = measure(&mut browser, options.runs).await;
        browser.quit().await;
        result
    })?;
    let passed = report(options.engine, &result)?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn measure(browser: &mut Browser, runs: usize) -> Result<Json> {
    let page = std::fs::read_to_string(root().join("tests/pages/bench/bench.html"))?;
    let papa = root().join("node_modules/papaparse/papaparse.min.js");
    let papa = std::fs::read(&papa).with_context(|| papa.display().to_string())?;
    // An isolated page has a clock of some microseconds instead of up to a millisecond:
    // https://developer.mozilla.org/docs/Web/API/Performance_API/High_precision_timing
    let html = Reply::with(200, "text/html; charset=utf-8", page)
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Embedder-Policy", "require-corp");
    let script = Reply::with(200, "text/javascript; charset=utf-8", papa);
    let case = Case::at(PAGE).answer(PAGE, [html]).answer("/papaparse.js", [script]);
    let page = browser.open(&case).await?;
    page.wait_until("the bench", "return Boolean(window.bench);", Json::Null).await?;
    page.js_async("return await window.bench.measure(args[0]);", json!([runs])).await
}

/// What the runs of one way took, in milliseconds.
struct Times(Vec<f64>);

impl Times {
    fn of(times: &Json) -> Result<Self> {
        let times = times.as_array().context("the page gives no times")?;
        let mut times: Vec<f64> = times.iter().filter_map(Json::as_f64).collect();
        if times.is_empty() {
            bail!("the page gives no times");
        }
        times.sort_by(f64::total_cmp);
        Ok(Self(times))
    }

    /// The value below which that part of the runs lies, between two runs if need be.
    fn quantile(&self, part: f64) -> f64 {
        let at = part * (self.0.len() - 1) as f64;
        let (below, above) = (self.0[at.floor() as usize], self.0[at.ceil() as usize]);
        below + (above - below) * at.fract()
    }

    fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    fn row(&self, name: &str) -> String {
        let [least, lower, median, upper, most] = [0.0, 0.25, 0.5, 0.75, 1.0].map(|q| self.quantile(q));
        format!(
            "{name:<32} {median:>8.2} {lower:>8.2} {upper:>8.2} {least:>8.2} {most:>8.2} {:>5}",
            self.0.len()
        )
    }
}

/// Prints the table; true when the answers are the same and both bars hold.
fn report(engine: Engine, result: &Json) -> Result<bool> {
    println!(
        "{}: {} rows, {} bytes, to the same {} values of one answer (findings: {}); \
         not computed by the other two: nothing",
        engine.name(),
        result["rows"],
        result["bytes"],
        result["leaves"],
        texts(&result["findings"]).join(", "),
    );
    let mut passed = true;
    for name in ["papaparse", "loop"] {
        let differing = result["differing"][name].as_array().context("the answers were not compared")?;
        for difference in differing {
            println!("DIFFERENT, wasm and {name}: {}", difference.as_str().unwrap_or_default());
            passed = false;
        }
    }
    let [wasm, papa, hand] = ["wasm", "papaparse", "loop"].map(|name| Times::of(&result["times"][name]));
    let (wasm, papa, hand) = (wasm?, papa?, hand?);
    println!(
        "{:<32} {:>8} {:>8} {:>8} {:>8} {:>8} {:>5}",
        "ms", "median", "lower q.", "upper q.", "least", "most", "runs"
    );
    println!("{}", wasm.row("meter module (copy included)"));
    for part in ["add", "analyse", "free"] {
        println!("{}", Times::of(&result["parts"][part])?.row(&format!("  of which {part}")));
    }
    println!("{}", papa.row("PapaParse with Date"));
    println!("{}", hand.row("loop written by hand"));
    let bars = [("PapaParse with Date", &papa, PAPA_BAR), ("the loop", &hand, LOOP_BAR)];
    for (name, other, bar) in bars {
        let ratio = wasm.median() / other.median();
        let kept = ratio <= bar;
        passed &= kept;
        let verdict = if kept { "kept" } else { "MISSED" };
        println!("the module takes {ratio:.3} of {name}; the bar of {bar} is {verdict}");
    }
    Ok(passed)
}

fn texts(list: &Json) -> Vec<&str> {
    list.as_array().map(|list| list.iter().filter_map(Json::as_str).collect()).unwrap_or_default()
}
