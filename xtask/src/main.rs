//! `cargo xtask`: everything a contributor or a build machine does with this repository.
//!
//! It depends on little so that its own first build is quick; the tools it needs are
//! installed at fixed versions beside other caches, never into the project.
#![allow(clippy::print_stdout, reason = "a command line tool speaks on standard output")]

mod bench;
mod browsers;
mod build;
mod channel;
mod compress;
mod demo;
mod fingerprint;
mod fuzz;
mod leaflet;
mod locales;
mod names;
mod project;
mod release;
mod site;
mod size;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::project::Project;

const HELP: &str = "\
cargo xtask COMMAND

  demo [--port P] [--no-serve]     install what is missing, build, serve the demo on 127.0.0.1
  test [--native] [--browser NAME] [-- ARGS]
                                   formatting, lints, native tests, then the browser suite in
                                   chromium, firefox and webkit (ARGS go to the suite)
  build [--dev] [MODULE...]        fill pkg/: bundles, side modules, messages, demo packs
  size [--check|--json|--save]     bytes of each module, raw, gzip and brotli, old against new;
                                   --check fails past size-budget.json, --save sets the baseline
  bench [meter|search] [--browser NAME] [--runs N]
                                   the meter module beside PapaParse and a loop in JavaScript, or the
                                   search module beside MiniSearch and FlexSearch (in Chromium)
  docs                             regenerate the reference tables, manifest and type definitions, then
                                   build pkg/ and the site in pkg/www/
  site                             the site in pkg/www/ alone, from what stands in pkg/
  release X.Y.Z                    make pkg/X.Y.Z/: all that is published, byte for byte the same anywhere
  verify FOLDER                    make a release again and compare it
  pin FOLDER ADDRESS               print the lines that pin a release whose folder is at that address
  npm FOLDER [OUT]                 make the npm package of a release, by default in pkg/npm/X.Y.Z/
  assemble X.Y.Z FOLDER            the library of a release of what stands in pkg/, for tests
  loader --channel DIR --key PUB [--next PUB] --floor X.Y.Z [--host URL]
                                   write the frozen script that pages pin, with its public keys
  promote FOLDER --channel DIR --key FILE [--old-key PUB]
                                   show a release on the channel; refuses what is made up or unsigned
  rollback --channel DIR --key FILE
                                   show again what was shown before
  resign --channel DIR --key FILE [--off WIDGET|none]
                                   sign anew what is shown, for two weeks; switch widgets off or on
  fuzz NAME --minutes N            run one fuzz target (nightly Rust)
  tools                            install the tools that the other commands need
  help                             this text
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let project = Project::find()?;
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(Value(command)) => command.string()?,
        Some(Short('h') | Long("help")) | None => "help".to_owned(),
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "demo" => demo::run(&project, &demo::Options::parse(&mut args)?),
        "test" => test::run(&project, &test::Options::parse(&mut args)?),
        "build" => build::run(&project, &build::Options::parse(&mut args)?),
        "size" => size::run(&project, size::Mode::parse(&mut args)?),
        "bench" => bench::run(&project, &bench::Options::parse(&mut args)?),
        "docs" => {
            no_more(&mut args)?;
            test::regenerate(&project)?;
            build::run(&project, &build::Options::default())?;
            site::build(&project)
        }
        "site" => {
            no_more(&mut args)?;
            site::build(&project)
        }
        "fuzz" => fuzz::start(&project, &fuzz::Options::parse(&mut args)?),
        "release" => release::run(&project, &release::folder(&mut args)?),
        "pin" => match release::folder_and(&mut args)? {
            (folder, Some(address)) => release::pin(&project, &folder, &address),
            _ => bail!("say where the folder is published, such as https://widgets.example/1.0.0/"),
        },
        "npm" => {
            let (folder, out) = release::folder_and(&mut args)?;
            release::npm(&project, &folder, out.as_deref())
        }
        "assemble" => match release::folder_and(&mut args)? {
            (version, Some(folder)) => release::assemble(&project, &version, &folder),
            _ => bail!("say where to"),
        },
        "verify" => release::verify(&project, &release::folder(&mut args)?),
        "loader" => channel::loader(&project, &channel::Options::parse("loader", &mut args)?),
        "promote" | "rollback" | "resign" => {
            channel::edit(&command, &channel::Options::parse(&command, &mut args)?)
        }
        "tools" => {
            no_more(&mut args)?;
            tools::ensure_build(&project).map(drop)
        }
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("no command `{other}`; `cargo xtask help` lists them"),
    }
}

/// Refuses arguments that a command does not take.
fn no_more(args: &mut lexopt::Parser) -> Result<()> {
    match args.next()? {
        Some(extra) => Err(extra.unexpected().into()),
        None => Ok(()),
    }
}
