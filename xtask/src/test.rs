//! `cargo xtask test`: formatting, lints, native tests, then the browser suite.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Result;
use lexopt::prelude::*;

use crate::browsers::{self, Engine};
use crate::build;
use crate::project::{Project, path_with, run as run_command, step};
use crate::site;
use crate::tools;
use crate::workspace::Workspace;

/// The crate of the browser suite. It is compiled apart: what it is built with sets features of serde_json that would
/// change the order of keys in what the other crates write.
const SUITE: &str = "browser-tests";
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
const BUNDLE: [&str; 4] = ["--package", "commune-bundle", "--features", "all"];
const DENY_WARNINGS: [&str; 3] = ["--", "--deny", "warnings"];

/// What to test.
pub(crate) struct Options {
    native: bool,
    engines: Vec<Engine>,
    /// For the browser suite, such as part of a test's name.
    suite: Vec<OsString>,
}

impl Options {
    pub(crate) fn parse(args: &mut lexopt::Parser) -> Result<Self> {
        let mut options = Self { native: false, engines: Vec::new(), suite: Vec::new() };
        // lexopt swallows `--`: everything after it is read here.
        loop {
            if let Some(mut rest) = args.try_raw_args()
                && rest.next_if(|arg| arg == "--").is_some()
            {
                options.suite = rest.collect();
                break;
            }
            match args.next()? {
                Some(Long("native")) => options.native = true,
                Some(Long("browser")) => {
                    options.engines.push(Engine::parse(&args.value()?.string()?)?);
                }
                Some(other) => return Err(other.unexpected().into()),
                None => break,
            }
        }
        if options.engines.is_empty() {
            options.engines = Engine::ALL.to_vec();
        }
        Ok(options)
    }
}

/// Runs the steps in order and stops at the first that fails. When all pass, the last line
/// is that of the last test runner.
pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    // Lints for wasm need the target, tests may read the npm packages.
    tools::ensure_build(project)?;
    tools::ensure_components(project)?;
    let cargo = |name: &str, args: &[&[&str]]| step(name, || run_command(&mut project.cargo(args.concat())));
    cargo("formatting", &[&["fmt", "--all", "--check"]])?;
    let everything = ["clippy", "--workspace", "--all-targets", "--features", "commune-bundle/all"];
    cargo("lints, native", &[&everything, &DENY_WARNINGS])?;
    for module in Workspace::load(project)?.modules() {
        let package = ["clippy", "--package", &module.package];
        let features: &[&str] = match module.feature.as_deref() {
            Some(feature) => &["--no-default-features", "--features", feature],
            None => &[],
        };
        let name = format!("lints, wasm, {}", module.name);
        cargo(&name, &[&package, features, &WASM, &DENY_WARNINGS])?;
    }
    let native = ["test", "--workspace", "--exclude", SUITE, "--features", "commune-bundle/all"];
    cargo("tests of the browser suite's own code", &[&["test", "--package", SUITE, "--lib"]])?;
    if options.native {
        // Not a step: nothing is printed after the counts.
        println!("── native tests");
        return run_command(&mut project.cargo(native));
    }
    cargo("native tests", &[&native])?;
    let folders = browsers::ensure(project, &options.engines)?;
    // The tests have compiled it.
    let packs = project.debug("commune-packs");
    build::run(project, &build::Options::with_packs(packs.clone()))?;
    site::build(project)?;
    suite(project, options, &folders, &packs)
}

fn suite(project: &Project, options: &Options, folders: &[PathBuf], packs: &Path) -> Result<()> {
    let names: Vec<_> = options.engines.iter().map(|engine| engine.name()).collect();
    let names = names.join(",");
    println!("── browser suite: {names}");
    let mut command = project.cargo(["test", "--package", SUITE, "--test", "browser"]);
    command.arg("--").args(&options.suite);
    command.env("COMMUNE_BROWSERS", names).env("PATH", path_with(folders)?).env("COMMUNE_PACKS", packs);
    run_command(&mut command)
}

/// `cargo xtask docs`: the files that the bundle's `generated` test compares with what the
/// code says are written instead.
pub(crate) fn regenerate(project: &Project) -> Result<()> {
    step("reference tables, custom-elements.json, type definitions", || {
        let args = [&["test"], &BUNDLE[..], &["--test", "generated"]].concat();
        run_command(project.cargo(args).env("UPDATE_EXPECT", "1"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str]) -> Result<Options> {
        Options::parse(&mut lexopt::Parser::from_args(args))
    }

    #[test]
    fn every_browser_is_tested_unless_some_are_named() {
        assert_eq!(parse(&[]).unwrap().engines, Engine::ALL);
        let one = parse(&["--browser", "webkit", "--", "--exact", "a b"]).unwrap();
        assert_eq!(one.engines, [Engine::Webkit]);
        assert_eq!(one.suite, ["--exact", "a b"]);
        assert!(parse(&["--native"]).unwrap().native);
        assert!(parse(&["--browser", "lynx"]).is_err());
        assert!(parse(&["energy"]).is_err());
    }
}
