//! A folder of its own, programs that end with the test, and a static host with the embed pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use browser_tests::{root, stop_tree};
use serve::Server;

pub(super) use crate::release::output;

/// The communes of the tests: their packs go where they are asked for.
pub(super) const INSEE: &str = "59648";

/// A folder that goes with the test, and the programs that it has started, the last one first.
pub(super) struct Work {
    pub(super) folder: PathBuf,
    started: Vec<Child>,
}

impl Work {
    /// A fresh folder among the temporary ones, of this scenario in this engine alone: two engines run at a time. A
    /// socket's path must be short.
    pub(super) fn new(name: &str) -> Result<Self> {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let rank = LAST.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("cms-{name}-{}-{rank}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, started: Vec::new() })
    }

    /// Starts a program, its output going to `<name>.log`.
    pub(super) fn start(&mut self, name: &str, command: &mut Command) -> Result<()> {
        let log = fs::File::create(self.folder.join(format!("{name}.log")))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        self.started.push(child);
        Ok(())
    }

    /// Waits for what a started program is to do.
    pub(super) fn wait(&mut self, name: &str, done: impl Fn() -> bool) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(40);
        while !done() {
            let ended = self.started.last_mut().map(Child::try_wait).transpose()?.flatten();
            if ended.is_some() || Instant::now() > deadline {
                let log = fs::read_to_string(self.folder.join(format!("{name}.log"))).unwrap_or_default();
                let end: String = log
                    .lines()
                    .rev()
                    .take(8)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect::<Vec<_>>()
                    .join(" | ");
                bail!("{name} is not ready ({ended:?}): {end}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        while let Some(mut child) = self.started.pop() {
            stop_tree(child.id());
            child.wait().ok();
        }
        if std::env::var_os("COMMUNE_KEEP").is_none() {
            fs::remove_dir_all(&self.folder).ok();
        }
    }
}

/// The program of that name on `PATH`, or where Debian keeps servers.
pub(super) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    folders.map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// `commune-packs`, as a metropole runs it.
pub(super) fn packs(arguments: &[&str]) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root()).args(["run", "--quiet", "-p", "commune-packs", "--"]).args(arguments);
    output(&mut command).with_context(|| format!("commune-packs {}", arguments.join(" ")))
}

/// The built library.
pub(super) fn built() -> PathBuf {
    std::env::var_os("COMMUNE_PKG").map_or_else(|| root().join("pkg"), PathBuf::from)
}

/// A plugin for a CMS, from the built library, into `out`.
pub(super) fn plugin(kind: &str, out: &Path) -> Result<()> {
    let (release, out) = (built(), out.display().to_string());
    let release = release.display().to_string();
    packs(&["plugin", kind, "--release", &release, "--out", &out, "--insee", INSEE]).map(drop)
}

/// The metropole's static host: the built library and the embed pages, under the strict policy. Without
/// `shared` it lets no other origin read its files.
pub(super) fn host(folder: &Path, shared: bool) -> Result<Server> {
    let server = Server::new()
        .mount("/", built())
        .mount("/embed/", folder.join("embed"))
        .headers(move |request| {
            // WebKit takes 'self' for the frame's own origin, which is none: the host is named beside it.
            let own = format!("'self' http://{}", request.header("Host").unwrap_or_default());
            let policy = format!(
                "default-src 'none'; script-src {own} 'wasm-unsafe-eval'; style-src {own}; connect-src {own}; \
                 img-src {own}; require-trusted-types-for 'script'; trusted-types 'none'"
            );
            // The server of the tests allows every origin unless it is told which.
            let allowed = if shared { "*" } else { "https://another.example" };
            vec![
                ("Content-Security-Policy".to_owned(), policy),
                ("Access-Control-Allow-Origin".to_owned(), allowed.to_owned()),
            ]
        })
        .start(0)?;
    let (base, out) = (format!("{}/", server.origin()), folder.display().to_string());
    packs(&["embed", "--base", &base, "--out", &out, "--owner", "Métropole", "--insee", INSEE, "59152"])?;
    Ok(server)
}
