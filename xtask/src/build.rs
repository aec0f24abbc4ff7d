//! `cargo xtask build`: fills pkg/.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::fingerprint::{fingerprint, unless_done};
use crate::leaflet;
use crate::locales;
use crate::names;
use crate::project::{self, Project, path_with, step};
use crate::tools::{self, BuildTools};
use crate::workspace::{Module, Workspace};

/// What to build.
#[derive(Default)]
pub(crate) struct Options {
    /// Quick and large: no optimization, no minification.
    dev: bool,
    /// Only these modules; all when empty.
    only: Vec<String>,
    /// `commune-packs`, where it is compiled already.
    packs: Option<PathBuf>,
}

impl Options {
    /// Everything, with `commune-packs` as it was compiled before.
    pub(crate) fn with_packs(program: PathBuf) -> Self {
        Self { packs: Some(program), ..Self::default() }
    }

    pub(crate) fn parse(args: &mut lexopt::Parser) -> Result<Self> {
        let mut options = Self::default();
        while let Some(arg) = args.next()? {
            match arg {
                Long("dev") => options.dev = true,
                Value(name) => options.only.push(name.string()?),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }
}

/// Builds the shell, the modules, the messages and the demo packs, and skips what is up to
/// date. One thing at a time: Cargo uses every core already.
pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    let start = Instant::now();
    let tools = tools::ensure_build(project)?;
    let workspace = Workspace::load(project)?;
    let modules = workspace.modules();
    for name in &options.only {
        if !modules.iter().any(|module| module.name == *name) {
            let names: Vec<_> = modules.iter().map(|module| module.name.as_str()).collect();
            bail!("no module `{name}`; there are {}", names.join(", "));
        }
    }
    fs::create_dir_all(project.pkg(""))?;
    shell(project, options.dev)?;
    locales::build(project, &workspace)?;
    for module in &modules {
        if options.only.is_empty() || options.only.contains(&module.name) {
            let inputs = module_inputs(project, &workspace, module, &tools, options.dev)?;
            let outputs = [wasm_name(&module.name), js_name(&module.name)];
            let outputs = outputs.map(|file| project.pkg(file));
            unless_done(project, &module.name, &inputs, &outputs, || {
                step(&module.name, || build_module(project, module, &tools, options.dev))
            })?;
        }
    }
    if options.only.is_empty() || options.only.iter().any(|name| name == leaflet::MODULE) {
        leaflet::build(project, options.dev)?;
    }
    if options.only.is_empty() {
        packs(project, &workspace, options.packs.as_deref())?;
    }
    println!("── build: {:.1} s, see pkg/", start.elapsed().as_secs_f64());
    Ok(())
}

/// The wasm file of a module, as wasm-bindgen names it.
pub(crate) fn wasm_name(module: &str) -> String {
    format!("{module}_bg.wasm")
}

/// The JavaScript that instantiates a module.
pub(crate) fn js_name(module: &str) -> String {
    format!("{module}.js")
}

/// The file that a page loads.
pub(crate) const SHELL: &str = "commune-widgets.js";

fn shell(project: &Project, dev: bool) -> Result<()> {
    let source = project.path("components/element/src/shell.js");
    let npm = project.path("package-lock.json");
    let inputs = fingerprint(&[source.clone(), npm], &[if dev { "dev" } else { "release" }])?;
    let target = project.pkg(SHELL);
    unless_done(project, "shell", &inputs, std::slice::from_ref(&target), || {
        step("shell", || if dev { copy(&source, &target) } else { minify(project, &source, &target) })
    })?;
    Ok(())
}

fn module_inputs(
    project: &Project,
    workspace: &Workspace,
    module: &Module,
    tools: &BuildTools,
    dev: bool,
) -> Result<String> {
    let mut paths = workspace.closure(&module.package);
    paths.extend(["Cargo.toml", "Cargo.lock"].map(|file| project.path(file)));
    paths.push(project.path(".cargo/config.toml"));
    let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
    let feature = module.feature.as_deref().unwrap_or_default();
    let mode = if dev { "dev" } else { "release" };
    fingerprint(&paths, &[&tools.versions, &flags, feature, mode, level(module)])
}

fn build_module(project: &Project, module: &Module, tools: &BuildTools, dev: bool) -> Result<()> {
    let name = &module.name;
    let raw = project.work("wasm").join(name);
    fs::remove_dir_all(&raw).ok();
    let mut pack = project.command("wasm-pack");
    pack.env("PATH", path_with(&tools.folders)?);
    if let Some(target) = &project.wasm_target {
        pack.env("CARGO_TARGET_DIR", target);
    }
    // Paths of this machine would make the files differ from one machine to the next, and weigh.
    pack.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remapped_paths(project)?);
    pack.args(["--log-level", "warn", "build"]).arg(&module.folder);
    // wasm-opt runs below, at the version of the npm lockfile.
    pack.args(["--mode", "no-install", "--target", "web", "--no-pack", "--no-opt"]);
    pack.args(["--no-typescript", "--no-gitignore", if dev { "--dev" } else { "--release" }]);
    pack.arg("--out-dir").arg(&raw).args(["--out-name", name, "--"]);
    if let Some(feature) = &module.feature {
        pack.args(["--no-default-features", "--features", feature]);
    }
    project::run(&mut pack)?;
    if raw.join("snippets").exists() {
        bail!(
            "{name}: a dependency brings JavaScript snippets, which a page would have to load \
             one by one: see {}",
            raw.join("snippets").display()
        );
    }
    let wasm = wasm_name(name);
    let js = js_name(name);
    if dev {
        copy(&raw.join(&wasm), &project.pkg(&wasm))?;
        return copy(&raw.join(&js), &project.pkg(&js));
    }
    let mapping = optimize(project, module, &raw.join(&wasm), &project.pkg(&wasm))?;
    let short = unminified(project, name);
    let glue = fs::read_to_string(raw.join(&js)).with_context(|| format!("cannot read {js}"))?;
    fs::write(&short, names::shorten(&glue, &mapping)?)?;
    minify(project, &short, &project.pkg(&js))
}

/// A module's JavaScript before it is minified, in the working folder.
pub(crate) fn unminified(project: &Project, module: &str) -> PathBuf {
    project.work("wasm").join(module).join("short.js")
}

/// Flags that leave the folders of sources out of panic messages.
fn remapped_paths(project: &Project) -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let registries = home.context("neither CARGO_HOME nor a home folder is set")?.join("registry/src");
    let mut flags = format!("--remap-path-prefix={}/=", project.path("").display());
    for registry in fs::read_dir(registries).into_iter().flatten().flatten() {
        flags += &format!(" --remap-path-prefix={}/=", registry.path().display());
    }
    if let Some(target) = &project.wasm_target {
        flags += &format!(" --remap-path-prefix={}/=target/", target.display());
    }
    // With the component rust-src, rustc writes where the sources of std are on this machine; without it,
    // this name.
    let sysroot = project::output(project.command("rustc").args(["--print", "sysroot"]))?;
    let version = project::output(project.command("rustc").arg("-vV"))?;
    if let Some(commit) = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")) {
        flags += &format!(" --remap-path-prefix={}/lib/rustlib/src/rust/=/rustc/{commit}/", sysroot.trim());
    }
    Ok(flags)
}

/// Side modules compute: for them speed costs nothing once compressed. For the bundles it would.
fn level(module: &Module) -> &'static str {
    if module.feature.is_some() { "-Oz" } else { "-O3" }
}

/// Not `--all-features`: it may emit encodings that browsers refuse. The features come from
/// the target_features section that rustc writes; the section goes once they are known.
/// Answers the short names that it gave, for [`names::shorten`].
fn optimize(project: &Project, module: &Module, from: &Path, to: &Path) -> Result<String> {
    step("wasm-opt", || {
        let mut command = project.command("node");
        command.arg("node_modules/binaryen/bin/wasm-opt").arg(level(module));
        command.args(["--strip-producers", "--strip-target-features"]);
        command.arg("--minify-imports-and-exports-and-modules");
        // Functions called once stay functions: larger raw, half a per cent less compressed.
        command.arg("--one-caller-inline-max-function-size=0");
        project::output(command.arg(from).arg("-o").arg(to))
    })
}

pub(crate) fn minify(project: &Project, from: &Path, to: &Path) -> Result<()> {
    let mut command = project.command("node");
    command.arg("node_modules/terser/bin/terser").arg(from);
    command.args(["--module", "--compress", "--mangle", "--output"]).arg(to);
    project::run(&mut command)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map(drop).with_context(|| format!("cannot copy {}", from.display()))
}

/// The packs and plain pages of the demo, made from the populations of an npm package.
fn packs(project: &Project, workspace: &Workspace, compiled: Option<&Path>) -> Result<()> {
    const PACKAGE: &str = "commune-packs";
    if workspace.package(PACKAGE).is_none() {
        bail!("the workspace has no crate {PACKAGE}");
    }
    let communes = "node_modules/@etalab/decoupage-administratif/data/communes.json";
    let mut inputs: Vec<PathBuf> = workspace.closure(PACKAGE);
    inputs.extend(["Cargo.lock", "Cargo.toml", "package-lock.json"].map(|file| project.path(file)));
    let date = project.date();
    let inputs = fingerprint(&inputs, &date.iter().map(String::as_str).collect::<Vec<_>>())?;
    let folder = project.pkg("packs");
    unless_done(project, "packs", &inputs, std::slice::from_ref(&folder), || {
        step("packs", || {
            fs::remove_dir_all(&folder).ok();
            let mut command = match compiled {
                Some(program) => project.command(program),
                None => project.cargo(["run", "--quiet", "--package", PACKAGE, "--"]),
            };
            command.args(["demo", "--communes", communes, "--out"]).arg(&folder);
            project::run(&mut command)?;
            if !folder.is_dir() {
                bail!("commune-packs ended well but wrote nothing to {}", folder.display());
            }
            Ok(())
        })
    })?;
    Ok(())
}
