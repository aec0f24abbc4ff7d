//! `cargo xtask fuzz`: one fuzz target for some minutes.

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::project::{Project, output, path_with, run};
use crate::tools::{self, CARGO_FUZZ};

/// Which target, and how long.
pub(crate) struct Options {
    name: String,
    minutes: u64,
}

impl Options {
    pub(crate) fn parse(args: &mut lexopt::Parser) -> Result<Self> {
        let (mut name, mut minutes) = (None, None);
        while let Some(arg) = args.next()? {
            match arg {
                Long("minutes") => minutes = Some(args.value()?.parse()?),
                Value(value) if name.is_none() => name = Some(value.string()?),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Self {
            name: name.context("usage: cargo xtask fuzz NAME --minutes N")?,
            minutes: minutes.context("--minutes N is missing: a fuzz target never ends by itself")?,
        })
    }
}

pub(crate) fn start(project: &Project, options: &Options) -> Result<()> {
    let folder = project.path("fuzz");
    if !folder.join("Cargo.toml").is_file() {
        bail!("there is no fuzz/Cargo.toml");
    }
    let toolchains = output(project.command("rustup").args(["toolchain", "list"])).context(
        "fuzzing needs nightly Rust from rustup (https://rustup.rs): \
         `rustup toolchain install nightly --profile minimal`",
    )?;
    if !toolchains.lines().any(|line| line.starts_with("nightly")) {
        bail!("fuzzing needs nightly Rust: `rustup toolchain install nightly --profile minimal`");
    }
    let tool = tools::ensure_cargo_tool(project, CARGO_FUZZ)?;
    let mut command = project.command("rustup");
    command.env("PATH", path_with(&[tool])?);
    command.args(["run", "nightly", "cargo", "fuzz", "run", "--fuzz-dir"]).arg(&folder);
    command.args([&options.name, "--"]);
    command.arg(format!("-max_total_time={}", options.minutes * 60));
    run(&mut command)
}
