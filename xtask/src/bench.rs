//! `cargo xtask bench`: the meter module beside two ways in JavaScript, in a browser.

use anyhow::Result;
use lexopt::prelude::*;

use crate::browsers::{self, Engine};
use crate::build;
use crate::project::{Project, path_with, run as run_command};

/// Where, and how long.
pub(crate) struct Options {
    engine: Engine,
    /// Timed runs of each way; the bench's own number when not given.
    runs: Option<u32>,
}

impl Options {
    pub(crate) fn parse(args: &mut lexopt::Parser) -> Result<Self> {
        let mut options = Self { engine: Engine::Chromium, runs: None };
        while let Some(arg) = args.next()? {
            match arg {
                Long("browser") => options.engine = Engine::parse(&args.value()?.string()?)?,
                Long("runs") => options.runs = Some(args.value()?.parse()?),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }
}

/// Builds the module as a page loads it, then runs the bench, whose table comes last. Fails when
/// the answers differ or a bar is missed.
pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    let folders = browsers::ensure(project, &[options.engine])?;
    build::run(project, &build::Options::parse(&mut lexopt::Parser::from_args(["meter"]))?)?;
    println!("── bench: the medians of a minute's runs; keep the machine quiet");
    let mut command = project.cargo(["run", "--quiet", "--package", "browser-tests", "--bin", "bench", "--"]);
    command.args(["--browser", options.engine.name()]);
    if let Some(runs) = options.runs {
        command.args(["--runs", &runs.to_string()]);
    }
    run_command(command.env("PATH", path_with(&folders)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bench_runs_in_chromium_unless_another_browser_is_named() {
        let parse = |args: &[&str]| Options::parse(&mut lexopt::Parser::from_args(args));
        let default = parse(&[]).unwrap();
        assert_eq!((default.engine, default.runs), (Engine::Chromium, None));
        let other = parse(&["--browser", "firefox", "--runs", "61"]).unwrap();
        assert_eq!((other.engine, other.runs), (Engine::Firefox, Some(61)));
        assert!(parse(&["--browser", "lynx"]).is_err());
        assert!(parse(&["meter"]).is_err());
    }
}
