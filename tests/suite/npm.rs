//! The npm package, in a page that Vite builds: `tests/npm/` is that page.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use browser_tests::{Browser, Case, Engine, Policy, out, root, stop_tree};
use serde_json::{Value, json};
use serve::Reply;

use crate::fixtures::{PACK_TEXT, PER_INHABITANT, nothing_wrong};
use crate::registry::scenarios;
use crate::release::{self, output, replies, xtask};

scenarios! {
    "a page that Vite has built with the npm package draws under the strict policy" => built;
    "in Vite's development server, the npm package draws" => served, only &[Engine::Chromium];
}

/// The packed package as npm installs it.
const INSTALLED: &str = "node_modules/commune-widgets";
/// The pack beside the script, where the package's README puts it.
const PACK: &str = "public/commune-widgets/packs/energy/1/59648.json";
/// What npm says where there is no registry to ask.
const UNREACHED: [&str; 6] =
    ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH"];

/// The page's folder with the package in it, built and checked once; none where npm's packages cannot be had.
fn page() -> Result<Option<&'static Path>> {
    static PAGE: OnceLock<Result<Option<PathBuf>, String>> = OnceLock::new();
    let made = PAGE.get_or_init(|| make().map_err(|error| format!("{error:#}")));
    made.as_ref().map(Option::as_deref).map_err(|error| anyhow!("{error}"))
}

fn make() -> Result<Option<PathBuf>> {
    let folder = out().join("npm");
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(root().join("tests/npm"))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), folder.join(entry.file_name()))?;
        }
    }
    let pack = folder.join(PACK);
    fs::create_dir_all(pack.parent().context("no folder")?)?;
    fs::write(&pack, PACK_TEXT)?;
    if !install(&folder)? {
        return Ok(None);
    }
    package(&folder)?;
    let tool = |name: &str| {
        let mut command = Command::new(folder.join("node_modules/.bin").join(name));
        command.current_dir(&folder);
        command
    };
    output(tool("publint").args(["run", INSTALLED, "--strict", "--pack", "false"]))?;
    output(tool("tsc").args(["--project", "."]))?;
    output(tool("vite").args(["build", "--logLevel", "warn"]))?;
    unchanged(&folder)?;
    Ok(Some(folder))
}

/// Installs Vite, TypeScript and publint as the committed lockfile has them, if they are not there. Says whether they
/// are.
fn install(folder: &Path) -> Result<bool> {
    let lock = fs::read_to_string(folder.join("package-lock.json"))?;
    // Inside node_modules, so that it goes when the packages go.
    let stamp = folder.join("node_modules/.lockfile");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(true);
    }
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]);
    npm.args(["--fetch-retries", "1", "--fetch-retry-mintimeout", "1000"]);
    match output(&mut npm) {
        Ok(_) => fs::write(&stamp, lock).map(|()| true).context("cannot write into node_modules"),
        Err(error) if UNREACHED.iter().any(|sign| format!("{error:#}").contains(sign)) => {
            eprintln!("skipped, no Vite to try: npm's registry cannot be reached");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Makes the package of the release, packs it, and unpacks it where npm would.
fn package(folder: &Path) -> Result<()> {
    let (made, installed) = (folder.join("package"), folder.join(INSTALLED));
    let told = xtask(["npm".as_ref(), release::folder()?.as_os_str(), made.as_os_str()])?;
    eprintln!("{}", told.trim());
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args(["pack", "--silent", "--ignore-scripts"]).arg(&made);
    let archive = output(&mut npm)?.trim().to_owned();
    fs::remove_dir_all(&installed).ok();
    fs::create_dir_all(&installed)?;
    let mut tar = Command::new("tar");
    tar.current_dir(folder).args(["--extract", "--strip-components", "1", "--file", &archive]);
    output(tar.arg("--directory").arg(&installed)).map(drop)
}

/// What Vite put into the site is what the package has, byte for byte.
fn unchanged(folder: &Path) -> Result<()> {
    let (package, site) = (folder.join(INSTALLED).join("files"), folder.join("dist/commune-widgets"));
    let files = replies(&package)?;
    ensure!(files.len() > 20, "the package has too few files: {}", files.len());
    for (path, _) in files {
        let read = |folder: &Path| fs::read(folder.join(&path)).with_context(|| format!("no {path}"));
        if read(&package)? != read(&site)? {
            bail!("Vite has changed {path}");
        }
    }
    Ok(())
}

async fn built(browser: &mut Browser) -> Result<()> {
    // Not below `/`: what the page imports is found beside it wherever it is published.
    const AT: &str = "/construit/";
    let Some(folder) = page()? else { return Ok(()) };
    let path = format!("{AT}index.html");
    let mut case = Case::at(&path);
    for (file, reply) in replies(&folder.join("dist"))? {
        case = case.answer(&format!("{AT}{file}"), [reply]);
    }
    let scripts = "<head><script src=\"/t/probe.js\"></script><script src=\"/axe.js\"></script>";
    let html = fs::read_to_string(folder.join("dist/index.html"))?.replacen("<head>", scripts, 1);
    case = case.answer(&path, [Reply::with(200, "text/html; charset=utf-8", html)]);
    let page = browser.open(&case).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.wait_ready(1).await?;
    let heard = page.js("return document.documentElement.dataset.ready;", Value::Null).await?;
    ensure!(heard == json!("energy"), "the page's own module heard {heard}");
    ensure!(page.count(0, "h3").await? >= 1, "what the page's own module set is not heeded");
    nothing_wrong(&page).await
}

/// A development server that ends with the scenario.
struct Development {
    child: Child,
    address: String,
}

impl Development {
    fn start(folder: &Path) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut vite = Command::new(folder.join("node_modules/.bin/vite"));
        vite.current_dir(folder).args(["--host", "127.0.0.1", "--strictPort", "--port", &port.to_string()]);
        let log = fs::File::create(folder.join("vite.log"))?;
        let child = vite.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
        let mut server = Self { child, address: format!("http://127.0.0.1:{port}/") };
        let deadline = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if server.child.try_wait()?.is_some() || Instant::now() > deadline {
                bail!("Vite does not listen: {}", fs::read_to_string(folder.join("vite.log"))?);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }
}

impl Drop for Development {
    fn drop(&mut self) {
        stop_tree(self.child.id());
        self.child.wait().ok();
    }
}

async fn served(browser: &mut Browser) -> Result<()> {
    let Some(folder) = page()? else { return Ok(()) };
    let server = Development::start(folder)?;
    let page = browser.open(&Case::new("").shells(&[]).policy(Policy::None)).await?;
    browser.session().context("no session")?.goto(&server.address).await?;
    page.wait_for(PER_INHABITANT).await
}
