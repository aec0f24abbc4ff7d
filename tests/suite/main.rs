//! The browser suite: `cargo test -p browser-tests --test browser`.
//!
//! `COMMUNE_BROWSERS=chromium,firefox,webkit` chooses the engines; a filter after `--` chooses
//! sentences: `-- fallback`.

mod accessibility;
mod attributes;
mod bound;
mod channel;
mod cms;
mod consultation;
mod consultation_access;
mod consultation_leaks;
mod consultation_live;
mod consultation_map;
mod demo;
mod diagnosis;
mod drawing;
mod embedding;
mod failures;
mod files;
mod fixtures;
mod harness;
mod keyboard;
mod leaks;
mod meter;
mod meter_files;
mod meter_forms;
mod meter_keyboard;
mod meter_network;
mod newcomer;
mod npm;
mod panics;
mod pinned;
mod quiz;
mod quiz_leaks;
mod registry;
mod release;
mod services;
mod services_leaks;
mod services_map;
mod services_map_leaks;
mod services_narrow;
mod services_pack;
mod settings;
mod whole;
mod www;

use std::process::ExitCode;
use std::sync::Arc;

use browser_tests::Engine;
use libtest_mimic::{Arguments, Trial};
use registry::Bench;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let engines = match Engine::chosen() {
        Ok(engines) => engines,
        Err(error) => {
            eprintln!("{error:#}");
            return ExitCode::FAILURE;
        }
    };
    let mut benches: Vec<Arc<Bench>> = engines.iter().map(|&engine| Arc::new(Bench::new(engine))).collect();
    // What only Chromium can tell takes as long as all the rest: it has a second one for that.
    let second = Arc::new(Bench::new(Engine::Chromium));

    let mut trials = Vec::new();
    let mut scenarios = scenarios();
    scenarios.sort_by_key(|scenario| !scenario.is_only_for(second.engine()));
    let alone = scenarios.iter().filter(|scenario| scenario.is_only_for(second.engine())).count();
    // One page at a time in each engine: a bench has one scenario at a time. The other threads wait for theirs, so
    // that an engine that is ahead goes on with what follows.
    arguments.test_threads.get_or_insert(alone + benches.len() * 6 + 1);
    for scenario in scenarios {
        for bench in &benches {
            if scenario.runs_in(bench.engine()) {
                let bench = Arc::clone(if scenario.is_only_for(second.engine()) { &second } else { bench });
                let name = format!("{}: {}", bench.engine().name(), scenario.sentence);
                trials.push(Trial::test(name, move || bench.run(&scenario)));
            }
        }
    }
    std::fs::remove_file(registry::times()).ok();
    std::fs::remove_dir_all(files::folder()).ok();
    benches.push(second);
    let conclusion = libtest_mimic::run(&arguments, trials);
    for bench in benches {
        bench.end();
    }
    conclusion.exit_code()
}

fn scenarios() -> Vec<registry::Scenario> {
    // From the harness to what takes longest.
    [
        harness::scenarios(),
        drawing::scenarios(),
        embedding::scenarios(),
        attributes::scenarios(),
        settings::scenarios(),
        bound::scenarios(),
        channel::scenarios(),
        failures::scenarios(),
        meter::scenarios(),
        meter_files::scenarios(),
        meter_network::scenarios(),
        consultation::scenarios(),
        consultation_live::scenarios(),
        consultation_map::scenarios(),
        consultation_access::scenarios(),
        panics::scenarios(),
        services::scenarios(),
        services_narrow::scenarios(),
        services_map::scenarios(),
        diagnosis::scenarios(),
        quiz::scenarios(),
        keyboard::scenarios(),
        meter_keyboard::scenarios(),
        meter_forms::scenarios(),
        accessibility::scenarios(),
        demo::scenarios(),
        www::scenarios(),
        newcomer::scenarios(),
        whole::scenarios(),
        pinned::scenarios(),
        npm::scenarios(),
        cms::scenarios(),
        leaks::scenarios(),
        consultation_leaks::scenarios(),
        services_leaks::scenarios(),
        services_map_leaks::scenarios(),
        quiz_leaks::scenarios(),
    ]
    .concat()
}
