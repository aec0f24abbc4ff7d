//! The tools that builds and tests need, at fixed versions.
//!
//! Rust tools go to `${XDG_CACHE_HOME:-$HOME/.cache}/commune-widgets/tools/<name>-<version>`,
//! npm packages to `node_modules` from the committed lockfile. What cannot be installed from
//! here is named with the command that does it.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result, anyhow, bail};

use crate::fingerprint::fingerprint;
use crate::project::{Project, output, read, run, step, which, write};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool that cargo installs.
#[derive(Clone, Copy)]
pub(crate) struct CargoTool<'a> {
    /// The package on crates.io.
    package: &'a str,
    /// The program it installs, and the name of its folder in the cache.
    pub(crate) program: &'a str,
    version: &'a str,
}

/// Builds a crate to wasm and runs wasm-bindgen on it.
const WASM_PACK: CargoTool<'_> = CargoTool { package: "wasm-pack", program: "wasm-pack", version: "0.15.1" };
/// Drives Firefox.
pub(crate) const GECKODRIVER: CargoTool<'_> =
    CargoTool { package: "geckodriver", program: "geckodriver", version: "0.37.1" };
/// Runs fuzz targets.
pub(crate) const CARGO_FUZZ: CargoTool<'_> =
    CargoTool { package: "cargo-fuzz", program: "cargo-fuzz", version: "0.13.2" };

/// What a build runs.
pub(crate) struct BuildTools {
    /// Folders of wasm-pack and wasm-bindgen.
    pub(crate) folders: Vec<PathBuf>,
    /// Every version that decides the bytes of the output.
    pub(crate) versions: String,
    /// The version of wasm-bindgen.
    pub(crate) bindgen: String,
    /// The version of wasm-pack.
    pub(crate) wasm_pack: &'static str,
}

/// Installs what a build lacks.
pub(crate) fn ensure_build(project: &Project) -> Result<BuildTools> {
    ensure_target(project)?;
    ensure_node_modules(project)?;
    let lock = read(&project.path("Cargo.lock"))?;
    let bindgen = locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock has no wasm-bindgen: run `cargo metadata` and look at its errors")?;
    let bindgen = CargoTool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version: bindgen };
    let folders = vec![ensure_cargo_tool(project, bindgen)?, ensure_cargo_tool(project, WASM_PACK)?];
    let rustc = output(project.command("rustc").arg("-vV"))?;
    let npm = read(&project.path("package-lock.json"))?;
    let versions = format!("{rustc} {} {} {npm}", bindgen.version, WASM_PACK.version);
    let (bindgen, wasm_pack) = (bindgen.version.to_owned(), WASM_PACK.version);
    Ok(BuildTools { folders, versions, bindgen, wasm_pack })
}

/// The version of a package in a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let head = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != head).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

fn ensure_target(project: &Project) -> Result<()> {
    let args = ["--print", "target-libdir", "--target", WASM_TARGET];
    let folder = output(project.command("rustc").args(args))?;
    let installed = || fs::read_dir(folder.trim()).is_ok_and(|mut entries| entries.next().is_some());
    if installed() {
        return Ok(());
    }
    if which("rustup").is_none() {
        bail!(
            "the standard library for {WASM_TARGET} is missing and there is no rustup. Either \
             install rustup (https://rustup.rs) and run `rustup target add {WASM_TARGET}`, or \
             install your distribution's package (Debian: `apt-get install libstd-rust-dev-wasm32`)"
        );
    }
    step(&format!("install the target {WASM_TARGET}"), || {
        run(project.command("rustup").args(["target", "add", WASM_TARGET]))
    })
}

/// Installs rustfmt and clippy, which rustup's minimal profile leaves out.
pub(crate) fn ensure_components(project: &Project) -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output(&mut project.cargo([subcommand, "--version"])).is_err() {
            step(&format!("install {component}"), || {
                run(project.command("rustup").args(["component", "add", component]))
                    .with_context(|| format!("by hand: rustup component add {component}"))
            })?;
        }
    }
    Ok(())
}

/// Installs the npm packages unless they are those of the lockfile.
pub(crate) fn ensure_node_modules(project: &Project) -> Result<()> {
    let inputs = [project.path("package.json"), project.path("package-lock.json")];
    let wanted = fingerprint(&inputs, &[])?;
    // Inside node_modules, so that the stamp goes when the packages go.
    let stamp = project.path("node_modules/.xtask-lockfile");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    for program in ["node", "npm"] {
        if which(program).is_none() {
            bail!(
                "`{program}` is missing: install Node 20 or newer (https://nodejs.org/en/download, \
                   or on Debian `apt-get install nodejs npm`)"
            );
        }
    }
    step("install the npm packages of package-lock.json", || {
        run(project.command("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
        write(&stamp, &wanted)
    })
}

/// The folder of a tool's program, installed first if need be.
pub(crate) fn ensure_cargo_tool(project: &Project, tool: CargoTool<'_>) -> Result<PathBuf> {
    let CargoTool { package, program, version } = tool;
    let cache = cache()?;
    let home = cache.join(format!("{program}-{version}"));
    let bin = home.join("bin");
    if bin.join(program).is_file() {
        return Ok(bin);
    }
    step(&format!("install {package} {version} (a few minutes, once)"), || {
        // Built aside and then renamed: an interrupted install is not taken for a whole one.
        let partial = cache.join(format!(".partial-{program}-{version}"));
        let target = cache.join(format!(".partial-{program}-{version}-target"));
        fs::remove_dir_all(&partial).ok();
        fs::create_dir_all(&cache).with_context(|| format!("cannot create {}", cache.display()))?;
        let install = |locked: bool| {
            let mut command = project.command("cargo");
            // Away from the workspace, whose settings are not the tool's.
            command.current_dir(&cache).env("CARGO_TARGET_DIR", &target);
            // The tools work for seconds; to optimize them to the utmost takes minutes.
            for (key, value) in
                [("OPT_LEVEL", "1"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "false")]
            {
                command.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
            }
            command.args(["install", package, "--version", version, "--bin", program]);
            command.args(locked.then_some("--locked")).arg("--root").arg(&partial);
            run(&mut command)
        };
        if let Err(error) = install(true) {
            // A version of its lockfile may have left the registry since.
            println!("── {error:#}\n── trying again without its lockfile");
            install(false).map_err(|error| {
                anyhow!(
                    "{error:#}\nBy hand: cargo install {package} --version {version} --root {}",
                    home.display()
                )
            })?;
        }
        fs::remove_dir_all(&home).ok();
        fs::rename(&partial, &home)
            .with_context(|| format!("cannot move {} into place", partial.display()))?;
        fs::remove_dir_all(&target).ok();
        Ok(())
    })?;
    Ok(bin)
}

/// The folder of installed tools, shared by every checkout of the repository.
fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        Some(base) => PathBuf::from(base),
        None => env::home_dir().context("neither XDG_CACHE_HOME nor HOME is set")?.join(".cache"),
    };
    Ok(base.join("commune-widgets/tools"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
