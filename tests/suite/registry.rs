//! Sentences, and the engines that they run in.

use std::fs::File;
use std::future::Future;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use browser_tests::{Browser, Engine, save_evidence};
use libtest_mimic::Failed;
use tokio::runtime::Runtime;

/// The body of a scenario, boxed so that all have one type.
pub(crate) type Steps<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// A sentence that is true of the widgets, and how it is tried.
#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    /// What is true, in plain words.
    pub(crate) sentence: &'static str,
    engines: &'static [Engine],
    steps: fn(&mut Browser) -> Steps<'_>,
}

impl Scenario {
    /// A scenario for all three engines.
    pub(crate) fn new(sentence: &'static str, steps: fn(&mut Browser) -> Steps<'_>) -> Self {
        Self { sentence, engines: &Engine::ALL, steps }
    }

    /// Only where it can be tried.
    pub(crate) fn only(self, engines: &'static [Engine]) -> Self {
        Self { engines, ..self }
    }

    pub(crate) fn is_only_for(&self, engine: Engine) -> bool {
        self.engines == [engine]
    }

    pub(crate) fn runs_in(&self, engine: Engine) -> bool {
        self.engines.contains(&engine)
    }
}

/// Lists scenarios as `"sentence" => function`, each an `async fn(&mut Browser) -> Result<()>`.
macro_rules! scenarios {
    ($($sentence:literal => $steps:path $(, only $engines:expr)?;)*) => {
        pub(crate) fn scenarios() -> Vec<crate::registry::Scenario> {
            vec![$(
                crate::registry::Scenario::new($sentence, |browser| Box::pin($steps(browser)))
                    $(.only($engines))?
            ),*]
        }
    };
}
pub(crate) use scenarios;

/// An engine with the runtime that its session lives in; one scenario at a time.
pub(crate) struct Bench {
    engine: Engine,
    work: Mutex<Option<Work>>,
}

struct Work {
    runtime: Runtime,
    browser: Browser,
}

impl Bench {
    /// An engine that starts with its first scenario.
    pub(crate) fn new(engine: Engine) -> Self {
        Self { engine, work: Mutex::new(None) }
    }

    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// Runs a scenario; a failure names the files that were kept of it.
    pub(crate) fn run(&self, scenario: &Scenario) -> Result<(), Failed> {
        // A scenario that panicked left the lock poisoned, not the engine broken.
        let mut slot = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            *slot = Some(start(self.engine).map_err(|error| format!("{error:#}"))?);
        }
        let Some(Work { runtime, browser }) = slot.as_mut() else { return Err("no engine".into()) };
        let start = Instant::now();
        let steps = AssertUnwindSafe(|| runtime.block_on((scenario.steps)(browser)));
        let end = catch_unwind(steps);
        note(self.engine, scenario.sentence, start.elapsed());
        let failure = match end {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => format!("{error:#}"),
            Err(panic) => panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                .unwrap_or_else(|| "it panicked".to_owned()),
        };
        let files = runtime.block_on(async {
            let mut files = Vec::new();
            if let Some(session) = browser.session() {
                let name = scenario.sentence;
                files = save_evidence(self.engine, session, browser.site(), name).await;
            }
            // The next scenario gets a browser that this one has not touched.
            browser.close().await;
            files
        });
        let files: Vec<String> = files.iter().map(|file| format!("  see {}", file.display())).collect();
        Err(format!("{failure}\n{}", files.join("\n")).into())
    }

    /// Ends the engine, if it has started.
    pub(crate) fn end(&self) {
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Work { runtime, browser }) = work {
            runtime.block_on(browser.quit());
        }
    }
}

/// Where the suite's time goes: a line of `out/times.tsv` to each scenario that has ended, in seconds.
fn note(engine: Engine, sentence: &str, took: Duration) {
    let file = File::options().create(true).append(true).open(times());
    let line = format!("{:.1}\t{}\t{sentence}\n", took.as_secs_f64(), engine.name());
    // Without the file only a help to the suite's own keepers is missing.
    file.and_then(|mut file| file.write_all(line.as_bytes())).ok();
}

/// The file with the times of this run.
pub(crate) fn times() -> PathBuf {
    browser_tests::out().join("times.tsv")
}

fn start(engine: Engine) -> Result<Work> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
    Ok(Work { runtime, browser: Browser::start(engine)? })
}
