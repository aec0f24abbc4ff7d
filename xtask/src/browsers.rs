//! The engines of the browser suite, and the programs that drive them.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::project::{Project, output, run, step, which};
use crate::tools::{self, GECKODRIVER};

/// A browser engine; `tests` starts it with its driver.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name on the command line and in `COMMUNE_BROWSERS`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    pub(crate) fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        found.with_context(|| format!("no browser `{name}`: chromium, firefox or webkit"))
    }

    /// What it needs: names of which one program must be found, and the Debian package that
    /// has it. geckodriver is not a Debian package: cargo installs it.
    fn needs(self) -> &'static [(&'static [&'static str], &'static str)] {
        match self {
            Self::Chromium => &[
                (&["chromium", "chromium-browser", "google-chrome"], "chromium"),
                (&["chromedriver"], "chromium-driver"),
            ],
            Self::Firefox => &[(&["firefox-esr", "firefox"], "firefox-esr")],
            Self::Webkit => &[(&["WebKitWebDriver"], "webkit2gtk-driver"), (&["Xvfb"], "xvfb")],
        }
    }
}

/// Installs what the engines lack where that is allowed, else names the commands. Gives the
/// folders to put on `PATH` for the suite.
pub(crate) fn ensure(project: &Project, engines: &[Engine]) -> Result<Vec<PathBuf>> {
    let missing = packages(engines, |program| which(program).is_some());
    if !missing.is_empty() {
        install(project, &missing)?;
        let missing = packages(engines, |program| which(program).is_some());
        if !missing.is_empty() {
            bail!("installed, yet their programs are not on PATH: {}", missing.join(" "));
        }
    }
    if engines.contains(&Engine::Firefox) && which(GECKODRIVER.program).is_none() {
        return Ok(vec![tools::ensure_cargo_tool(project, GECKODRIVER)?]);
    }
    Ok(Vec::new())
}

/// The Debian packages of the programs that are not found.
fn packages(engines: &[Engine], found: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let needs = engines.iter().flat_map(|engine| engine.needs());
    needs
        .filter(|(programs, _)| !programs.iter().any(|program| found(program)))
        .map(|(_, package)| *package)
        .collect()
}

fn install(project: &Project, packages: &[&str]) -> Result<()> {
    let by_hand = format!("apt-get update && apt-get install -y {}", packages.join(" "));
    let root = output(project.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if which("apt-get").is_none() {
        bail!(
            "missing: {}. This system has no apt-get: install the programs of these Debian \
             packages your own way, or test one browser with `--browser`",
            packages.join(" ")
        );
    }
    if !root {
        bail!("missing: {}. Run: sudo sh -c '{by_hand}'", packages.join(" "));
    }
    step(&format!("install {}", packages.join(" ")), || {
        let apt = |args: &[&str]| {
            let mut command = project.command("apt-get");
            run(command.env("DEBIAN_FRONTEND", "noninteractive").args(args))
        };
        apt(&["update"])
            .and_then(|()| apt(&[&["install", "-y", "--no-install-recommends"], packages].concat()))
            .with_context(|| format!("by hand: {by_hand}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_installed() {
        let here = ["chromium-browser", "firefox", "Xvfb"];
        let packages = packages(&Engine::ALL, |program| here.contains(&program));
        assert_eq!(packages, ["chromium-driver", "webkit2gtk-driver"]);
    }

    #[test]
    fn engines_are_named_as_on_the_command_line() {
        for engine in Engine::ALL {
            assert_eq!(Engine::parse(engine.name()).unwrap(), engine);
        }
        assert!(Engine::parse("safari").is_err());
    }
}
