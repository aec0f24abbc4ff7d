//! Where things are, and how commands are run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, bail};

/// The repository, and where what is built of it goes.
pub(crate) struct Project {
    root: PathBuf,
    pkg: PathBuf,
    work: PathBuf,
    /// Cargo's target folder of the wasm modules, where it is not the usual one.
    pub(crate) wasm_target: Option<PathBuf>,
    /// Seconds since 1970 that tools take for the date of the build; today where absent.
    epoch: Option<u64>,
    /// The toolchain of rustup, where it is not the one that runs us.
    toolchain: Option<String>,
}

impl Project {
    /// The repository that this xtask belongs to.
    pub(crate) fn find() -> Result<Self> {
        // Cargo sets the variable when it runs us; a moved target folder keeps the stale
        // compile-time value.
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.parent().context("xtask has no parent folder")?.to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        let work = root.join(target).join("xtask");
        Ok(Self { pkg: root.join("pkg"), work, root, wasm_target: None, epoch: None, toolchain: None })
    }

    /// The same sources, whose output goes below `folder` and is dated `epoch`. `fresh` compiles the wasm
    /// modules from nothing, below `folder` too.
    pub(crate) fn apart(&self, folder: &Path, epoch: Option<u64>, fresh: bool) -> Self {
        Self {
            root: self.root.clone(),
            pkg: folder.join("pkg"),
            work: folder.join("work"),
            wasm_target: fresh.then(|| folder.join("target")),
            epoch,
            toolchain: self.toolchain.clone(),
        }
    }

    /// The same, built by a toolchain that rustup has under that name.
    pub(crate) fn with_toolchain(mut self, name: Option<String>) -> Self {
        self.toolchain = name;
        self
    }

    /// A path inside the repository.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// A path inside the folder of built files.
    pub(crate) fn pkg(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.pkg.join(relative)
    }

    /// A program of this workspace, where Cargo puts it.
    pub(crate) fn debug(&self, program: &str) -> PathBuf {
        self.work.with_file_name("debug").join(program)
    }

    /// A path inside our own working folder, under Cargo's target folder.
    pub(crate) fn work(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.work.join(relative)
    }

    /// What a build's output depends on beside its inputs: the date that it is given, if any.
    pub(crate) fn date(&self) -> Option<String> {
        self.epoch.map(|epoch| epoch.to_string())
    }

    /// A command that runs at the root, without standard input.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).stdin(Stdio::null());
        if let Some(date) = self.date() {
            command.env("SOURCE_DATE_EPOCH", date);
        }
        if let Some(toolchain) = &self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        command
    }

    /// A cargo command at the root.
    pub(crate) fn cargo<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = self.command("cargo");
        command.args(args);
        command
    }
}

/// Runs one named step and prints how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("── {name}");
    let start = Instant::now();
    let result = work().with_context(|| format!("failed at “{name}”"))?;
    println!("── {name}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(result)
}

/// Runs a command whose output goes to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a command and gives what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot run `{}`", line(command)))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}:\n{}", line(command), output.status, errors.trim());
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed something else than text", line(command)))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Finds a program the way a shell would.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// `PATH` with these folders before it.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<std::ffi::OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(folders.iter().cloned().chain(env::split_paths(&old)))?)
}

/// Reads a text file, naming it in the error.
pub(crate) fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Writes a file and the folders above it, naming it in the error.
pub(crate) fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
}
