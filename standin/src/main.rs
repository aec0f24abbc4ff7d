//! The stand-in platform on the command line.
#![allow(clippy::print_stdout, reason = "a command line tool speaks on standard output")]

use std::process::ExitCode;

use decidim_standin::{Failure, Limits, Options, Platform, Version};
use jiff::Timestamp;
use lexopt::prelude::*;

const HELP: &str = "\
decidim-standin [OPTIONS]

A platform on 127.0.0.1 that answers GraphQL as Decidim would. For tests and for the demo.

  --schema 0.24|modern    the version (modern)
  --port P                the port (4080; 0 takes a free one)
  --fail NAME             plays a failure: auth, login-redirect, login-page, silence, rate-limit[:SECONDS],
                          error-html, error-json, malformed, empty, slow[:MS], trickle, cut[:BYTES],
                          after:COUNT:NAME
  --empty                 nothing has been published
  --now TIMESTAMP         dates the data from then (2026-11-24T10:00:00+01:00) instead of the present
  --storage ORIGIN        where the platform says that one of its pictures is
  --smallest-limits       the harshest limits of all versions together
  --unlimited             any number of requests a minute
  --no-introspection      refuses __schema and __type";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("decidim-standin: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut parser = lexopt::Parser::from_env();
    let (mut version, mut port, mut now) = (Version::Modern, 4080, Timestamp::now());
    let (mut smallest, mut unlimited) = (false, false);
    let mut choices: Vec<Box<dyn FnOnce(Options) -> Options>> = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("schema") => version = parser.value()?.string()?.parse()?,
            Long("port") => port = parser.value()?.parse()?,
            Long("fail") => {
                let failure: Failure = parser.value()?.string()?.parse()?;
                choices.push(Box::new(|options| options.fail(failure)));
            }
            Long("empty") => choices.push(Box::new(Options::empty)),
            Long("now") => now = parser.value()?.string()?.parse()?,
            Long("storage") => {
                let origin = parser.value()?.string()?;
                choices.push(Box::new(move |options| options.storage(&origin)));
            }
            Long("smallest-limits") => smallest = true,
            Long("unlimited") => unlimited = true,
            Long("no-introspection") => choices.push(Box::new(|options| options.introspection(false))),
            Short('h') | Long("help") => {
                println!("{HELP}");
                return Ok(());
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    let mut limits = if smallest { Limits::smallest() } else { Limits::of(version) };
    if unlimited {
        limits.requests_per_minute = None;
    }
    let options = Options::new(version).port(port).now(now).limits(limits);
    let platform = Platform::start(choices.into_iter().fold(options, |options, choose| choose(options)))?;
    println!("Decidim {}, played at {}", version.name(), platform.api());
    platform.wait();
    Ok(())
}
