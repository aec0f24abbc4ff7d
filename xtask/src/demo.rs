//! `cargo xtask demo`: a commune's site with the built widgets in it.

use anyhow::{Context, Result};
use lexopt::prelude::*;
use serve::Server;

use crate::build;
use crate::project::Project;

/// Where to serve, if at all.
#[derive(Default)]
pub(crate) struct Options {
    /// 0 takes a free port.
    port: u16,
    no_serve: bool,
}

impl Options {
    pub(crate) fn parse(args: &mut lexopt::Parser) -> Result<Self> {
        let mut options = Self::default();
        while let Some(arg) = args.next()? {
            match arg {
                Long("port") => options.port = args.value()?.parse()?,
                Long("no-serve") => options.no_serve = true,
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }
}

/// Builds, then serves until it is interrupted.
pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    build::run(project, &build::Options::default())?;
    if options.no_serve {
        println!("── pkg/ and demo/ are ready; without --no-serve they would be served");
        return Ok(());
    }
    let server = Server::new()
        .mount("/", project.path("demo"))
        .mount("/pkg/", project.pkg(""))
        .start(options.port)
        .with_context(|| format!("cannot listen on 127.0.0.1:{}", options.port))?;
    println!("\nThe demo is at {}/ until you press Ctrl-C.", server.origin());
    server.wait();
    Ok(())
}
