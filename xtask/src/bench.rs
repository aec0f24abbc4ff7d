//! `cargo xtask bench`: a side module beside what JavaScript has, in a browser.

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::browsers::{self, Engine};
use crate::build;
use crate::project::{Project, path_with, run as run_command};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// The meter module beside PapaParse and a loop.
    Meter,
    /// The search module beside MiniSearch and FlexSearch.
    Search,
}

/// What, where, and how long.
pub(crate) struct Options {
    subject: Subject,
    engine: Engine,
    /// Timed runs of each way; the bench's own number when not given.
    runs: Option<u32>,
}

impl Options {
    pub(crate) fn parse(args: &mut lexopt::Parser) -> Result<Self> {
        let mut options = Self { subject: Subject::Meter, engine: Engine::Chromium, runs: None };
        while let Some(arg) = args.next()? {
            match arg {
                Long("browser") => options.engine = Engine::parse(&args.value()?.string()?)?,
                Long("runs") => options.runs = Some(args.value()?.parse()?),
                Value(name) if name == "meter" => options.subject = Subject::Meter,
                Value(name) if name == "search" => options.subject = Subject::Search,
                other => return Err(other.unexpected().into()),
            }
        }
        if options.subject == Subject::Search && options.engine != Engine::Chromium {
            bail!("the search bench needs Chromium: other browsers do not tell their memory");
        }
        Ok(options)
    }
}

/// Builds the module as a page loads it, then runs the bench, whose table comes last. Fails when
/// the answers differ or a bar is missed.
pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    let folders = browsers::ensure(project, &[options.engine])?;
    // Module and program, and how the program calls its number of runs.
    let (module, program, runs_option) = match options.subject {
        Subject::Meter => ("meter", "bench", "--runs"),
        Subject::Search => ("search", "bench_search", "--rounds"),
    };
    build::run(project, &build::Options::parse(&mut lexopt::Parser::from_args([module]))?)?;
    println!("── bench: the medians of a minute's runs; keep the machine quiet");
    // The program of the search bench indexes a large directory: not a thing for a debug build.
    let mut command = project.cargo(["run", "--quiet", "--package", "browser-tests"]);
    if options.subject == Subject::Search {
        command.args(["--profile", "tool"]);
    }
    command.args(["--bin", program, "--", "--browser", options.engine.name()]);
    if let Some(runs) = options.runs {
        command.args([runs_option, &runs.to_string()]);
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
        assert_eq!((default.subject, default.engine, default.runs), (Subject::Meter, Engine::Chromium, None));
        let other = parse(&["--browser", "firefox", "--runs", "61"]).unwrap();
        assert_eq!((other.engine, other.runs), (Engine::Firefox, Some(61)));
        assert!(parse(&["--browser", "lynx"]).is_err());
        assert_eq!(parse(&["search", "--runs", "3"]).unwrap().subject, Subject::Search);
        assert!(parse(&["search", "--browser", "firefox"]).is_err());
        assert!(parse(&["quiz"]).is_err());
    }
}
