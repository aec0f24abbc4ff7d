//! The search module beside MiniSearch and FlexSearch: `cargo xtask bench search`
//!
//! Generates a directory, indexes it, and lets `tests/pages/bench-search` search it in three ways from one
//! page, turn by turn. Fails when the module misses a bar of loading, query time, memory or finding.

#![allow(clippy::print_stdout, reason = "a command prints its table")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use browser_tests::{Browser, Case, Engine, Heap, Page, root};
use commune_search::build::{Builder, Document, Lang};
use commune_search::generate::{Wording, directory, queries};
use lexopt::prelude::*;
use serde_json::{Value as Json, json};
use serve::Reply;

const HELP: &str = "\
bench_search [OPTIONS]
  --records N        records of the directory (36000)
  --rounds N         how many times each query is timed (3), after a round of warm-up
Chromium only: other engines do not tell their memory.";

/// At least so many times faster than the faster of MiniSearch's building and loading.
const LOAD_BAR: f64 = 20.0;
/// At most this part of MiniSearch's 95th percentile.
const QUERY_BAR: f64 = 0.25;
/// At most this part of MiniSearch's memory.
const MEMORY_BAR: f64 = 0.5;
/// Queries of each wording.
const QUERIES: usize = 50;
const SEED: u64 = 2026;
/// For one step of the page, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(900);
const PAGE: &str = "/t/bench-search/bench.html";

struct Options {
    records: usize,
    rounds: usize,
}

fn parse() -> Result<Option<Options>> {
    let mut options = Options { records: 36_000, rounds: 3 };
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("records") => options.records = args.value()?.parse()?,
            Long("rounds") => options.rounds = args.value()?.parse()?,
            Long("browser") => {
                let name = args.value()?;
                if name != "chromium" {
                    bail!("only Chromium tells what a page's memory holds");
                }
            }
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    if options.rounds == 0 || options.records < 1_000 {
        bail!("at least one round and 1,000 records");
    }
    Ok(Some(options))
}

fn main() -> Result<ExitCode> {
    let Some(options) = parse()? else {
        println!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    let documents = directory(options.records, SEED);
    let asked: Vec<Vec<(String, String)>> =
        Wording::ALL.map(|wording| queries(&documents, wording, QUERIES, 1)).into();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let passed = runtime.block_on(async {
        let mut browser = Browser::start(Engine::Chromium)?;
        let passed = measure(&mut browser, &options, &documents, &asked).await;
        browser.quit().await;
        passed
    })?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The page with all that it fetches.
fn case(documents: &[Document]) -> Result<Case> {
    let mut builder = Builder::new();
    for lang in [(Lang::Fr, "fr"), (Lang::Nl, "nl"), (Lang::En, "en")] {
        let file = root().join(format!("packs/synonyms/{}.txt", lang.1));
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        builder.synonyms(&text, lang.0)?;
    }
    for document in documents {
        builder.add(document.clone())?;
    }
    let built = builder.build();
    println!("{:?}", built.report);
    let names: Vec<Json> = built.files.iter().map(|(name, bytes)| json!([name, bytes.len()])).collect();
    let mut index = serde_json::to_vec(&names)?;
    index.push(b'\n');
    built.files.values().for_each(|bytes| index.extend(bytes));
    let plain: Vec<Json> = documents.iter().map(plain).collect();

    let script = |path: &str| -> Result<Reply> {
        let file = root().join("node_modules").join(path);
        let text = std::fs::read(&file).with_context(|| file.display().to_string())?;
        Ok(Reply::with(200, "text/javascript; charset=utf-8", text))
    };
    let page = std::fs::read_to_string(root().join("tests/pages/bench-search/bench.html"))?;
    // An isolated page has a clock of some microseconds instead of up to a millisecond:
    // https://developer.mozilla.org/docs/Web/API/Performance_API/High_precision_timing
    let html = Reply::with(200, "text/html; charset=utf-8", page)
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Embedder-Policy", "require-corp");
    Ok(Case::at(PAGE)
        .answer(PAGE, [html])
        .answer("/minisearch.js", [script("minisearch/dist/es/index.js")?])
        .answer("/flexsearch.mjs", [script("flexsearch/dist/flexsearch.bundle.module.min.mjs")?])
        .answer("/bench/index.bin", [Reply::with(200, "application/octet-stream", index)])
        .answer("/bench/documents.json", [Reply::with(200, "application/json", serde_json::to_vec(&plain)?)]))
}

/// What the other engines index.
fn plain(document: &Document) -> Json {
    json!({
        "id": document.id,
        "title": document.title,
        "keywords": document.keywords,
        "description": document.description,
        "place": document.place,
        "record": document.record,
    })
}

async fn measure(
    browser: &mut Browser,
    options: &Options,
    documents: &[Document],
    asked: &[Vec<(String, String)>],
) -> Result<bool> {
    let case = case(documents)?;
    let page = browser.open(&case).await?;
    page.wait_until("the bench", "return Boolean(window.bench);", Json::Null).await?;
    let mut before = total(page.heap().await?);
    let mut results = Vec::new();
    for rank in 0..3 {
        let name = page.js("return window.bench.names[args[0]];", json!([rank])).await?;
        let mut loading = numbered(run(&page, json!(["load", rank])).await?);
        let loaded = total(page.heap().await?);
        loading.extend(numbered(run(&page, json!(["loadRecords", rank])).await?));
        let with_records = total(page.heap().await?);
        let memory = [loaded - before, with_records - before];
        before = with_records;
        results.push(Engined {
            name: name.as_str().unwrap_or_default().to_owned(),
            loading,
            memory,
            times: Vec::new(),
            missed: Vec::new(),
        });
    }
    let all: Vec<&(String, String)> = asked.iter().flatten().collect();
    let answer = run(&page, json!(["ask", all, options.rounds])).await?;
    for (rank, result) in results.iter_mut().enumerate() {
        result.times = numbers(&answer["times"][rank]);
        result.times.sort_by(f64::total_cmp);
        result.missed = numbers(&answer["missed"][rank]).into_iter().map(|n| n as usize).collect();
        if result.times.len() != all.len() * options.rounds {
            bail!("{} was not timed", result.name);
        }
    }
    report(documents.len(), &results, &all)
}

/// Begins a step of the page and waits for its result.
async fn run(page: &Page, step: Json) -> Result<Json> {
    page.js("window.bench.begin(...args);", step.clone()).await?;
    let begun = Instant::now();
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let mut job = page.js("return window.bench.job;", Json::Null).await?;
        if job["done"] == true {
            if let Some(error) = job["error"].as_str() {
                bail!("{}: {error}", step[0]);
            }
            return Ok(job["value"].take());
        }
        if begun.elapsed() > PATIENCE {
            bail!("{} takes too long", step[0]);
        }
    }
}

fn numbers(list: &Json) -> Vec<f64> {
    list.as_array().map(|list| list.iter().filter_map(Json::as_f64).collect()).unwrap_or_default()
}

/// Times by name.
fn numbered(times: Json) -> Vec<(String, f64)> {
    let times = times.as_object().cloned().unwrap_or_default().into_iter();
    times.filter_map(|(name, time)| Some((name, time.as_f64()?))).collect()
}

fn total(heap: Heap) -> f64 {
    heap.js + heap.wasm
}

/// What one engine did.
struct Engined {
    name: String,
    /// Milliseconds by what was loaded.
    loading: Vec<(String, f64)>,
    /// Bytes after collection: with what finds (the others keep titles too), and with all records.
    memory: [f64; 2],
    /// Milliseconds, sorted.
    times: Vec<f64>,
    /// Queries whose record is not among the ten.
    missed: Vec<usize>,
}

impl Engined {
    fn quantile(&self, part: f64) -> f64 {
        self.times[((self.times.len() - 1) as f64 * part).round() as usize]
    }

    /// The least and the most of its ways to load.
    fn loads(&self) -> (f64, f64) {
        let times = self.loading.iter();
        times.fold((f64::INFINITY, 0.0), |(least, most), &(_, time)| (time.min(least), time.max(most)))
    }
}

/// Prints the table; true when every bar holds.
fn report(records: usize, results: &[Engined], all: &[&(String, String)]) -> Result<bool> {
    let [ours, mini, _] = results else { bail!("three engines were asked for") };
    println!(
        "chromium: {records} records, {} queries, {} times each",
        all.len(),
        mini.times.len() / all.len()
    );
    println!(
        "{:<16} {:>10} {:>10} {:>10} {:>10} {:>12}   found of {QUERIES}",
        "", "median ms", "p95 ms", "most ms", "index MB", "+ records MB"
    );
    for result in results {
        let found: Vec<String> = Wording::ALL
            .iter()
            .enumerate()
            .map(|(n, wording)| {
                let missed = result.missed.iter().filter(|&&query| query / QUERIES == n).count();
                format!("{} {}", wording.name(), QUERIES - missed)
            })
            .collect();
        println!(
            "{:<16} {:>10.3} {:>10.3} {:>10.3} {:>10.2} {:>12.2}   {}",
            result.name,
            result.quantile(0.5),
            result.quantile(0.95),
            result.quantile(1.0),
            result.memory[0] / 1e6,
            result.memory[1] / 1e6,
            found.join(", "),
        );
    }
    for result in results {
        let ways: Vec<String> =
            result.loading.iter().map(|(way, time)| format!("{way} {time:.2} ms")).collect();
        println!("{:<16} loading: {}", result.name, ways.join(", "));
    }
    // Our slowest way, every file, beside their fastest.
    let load = mini.loads().0 / ours.loads().1;
    let query = ours.quantile(0.95) / mini.quantile(0.95);
    let [index, whole] = [0, 1].map(|n| ours.memory[n] / mini.memory[n]);
    for &missed in &ours.missed {
        println!("NOT FOUND: {:?}", all[missed]);
    }
    let bars = [
        (load >= LOAD_BAR, format!("loads {load:.1} times faster than MiniSearch; the bar is {LOAD_BAR}")),
        (query <= QUERY_BAR, format!("p95 is {query:.3} of MiniSearch's; the bar is {QUERY_BAR}")),
        (index <= MEMORY_BAR, format!("memory is {index:.3} of MiniSearch's; the bar is {MEMORY_BAR}")),
        (whole <= MEMORY_BAR, format!("with all records it is {whole:.3}; the bar is {MEMORY_BAR}")),
        (ours.missed.is_empty(), format!("finds {} of {}", all.len() - ours.missed.len(), all.len())),
    ];
    for (kept, text) in &bars {
        println!("{text}: {}", if *kept { "kept" } else { "MISSED" });
    }
    Ok(bars.iter().all(|(kept, _)| *kept))
}
