//! A release for the scenarios that need one: of what stands in `pkg/`, by the commands that make and use a release.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow, ensure};
use browser_tests::{out, root};
use serve::{Reply, content_type};

/// The folder of a release: the one that `COMMUNE_PKG` names, or the built library under hashed names, made once.
pub(crate) fn folder() -> Result<&'static Path> {
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let made = FOLDER.get_or_init(|| {
        if let Some(folder) = std::env::var_os("COMMUNE_PKG").map(PathBuf::from)
            && folder.join("integrity.json").is_file()
        {
            return Ok(folder);
        }
        let folder = out().join("release");
        let made = xtask(["assemble".as_ref(), "1.0.0".as_ref(), folder.as_os_str()]);
        made.map(|_| folder).map_err(|error| format!("{error:#}"))
    });
    made.as_deref().map_err(|error| anyhow!("there is no release to try: {error}"))
}

/// Runs `cargo xtask` and gives what it printed.
pub(crate) fn xtask<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root()).args(["run", "--quiet", "--package", "xtask", "--"]).args(arguments);
    output(&mut command)
}

/// Runs a program to its end and gives what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {name}"))?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name} ended with {}: {told} {errors}", output.status);
    Ok(told)
}

/// The files below a folder by path, with `/`, as a server answers them.
pub(crate) fn replies(folder: &Path) -> Result<Vec<(String, Reply)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            let inner = replies(&path)?.into_iter();
            found.extend(inner.map(|(path, reply)| (format!("{name}/{path}"), reply)));
        } else {
            found.push((name, reply(&path)?));
        }
    }
    Ok(found)
}

/// A file as a server answers it.
pub(crate) fn reply(file: &Path) -> Result<Reply> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(Reply::with(200, content_type(file), bytes))
}
