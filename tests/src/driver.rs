//! WebDriver servers: where they are, how they start, what they are asked for.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs};

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::Capabilities;

use crate::engine::{Engine, Look};
use crate::process::{Process, free_port, on_path};

/// A running driver of one engine.
pub(crate) struct Driver {
    engine: Engine,
    port: u16,
    // Dropped in this order: the driver and its browser, then their display and profiles.
    _process: Process,
    _display: Option<Display>,
    profiles: Profiles,
}

impl Driver {
    /// Starts the engine's driver on a free port of 127.0.0.1. The look matters to WebKitGTK,
    /// which takes it from its surroundings; the others are told later.
    ///
    /// # Errors
    /// When the driver is not installed, or does not answer; the message says which.
    pub(crate) fn start(engine: Engine, look: Look) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(program(engine)?);
        command.arg(format!("--port={port}"));
        let mut display = None;
        match engine {
            Engine::Chromium => {}
            Engine::Firefox => {
                command.arg("--host=127.0.0.1");
            }
            Engine::Webkit => {
                command.arg("--host=127.0.0.1");
                let own = Display::start()?;
                command.env("DISPLAY", &own.name).env("GDK_BACKEND", "x11");
                // Neither a session bus nor a graphics card is to be counted on.
                command.env("NO_AT_BRIDGE", "1").env("LIBGL_ALWAYS_SOFTWARE", "1");
                // Layers that a processor has to lay over one another cost a fifth of the suite's time.
                command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
                // The only way to tell WebKitGTK what the visitor prefers.
                let theme = if look == Look::Dark { "Adwaita:dark" } else { "Adwaita" };
                command.env("GTK_THEME", theme);
                display = Some(own);
            }
        }
        let log = crate::out().join(format!("{}-{}-driver.log", engine.name(), look.name()));
        let mut process = Process::start(command, &log)?;
        process.wait_for_port(port)?;
        let profiles = Profiles::default();
        Ok(Self { engine, port, _process: process, _display: display, profiles })
    }

    /// Where the driver answers.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What to ask for a new session that looks so.
    pub(crate) fn capabilities(&mut self, look: Look) -> Result<Capabilities> {
        let mut caps = Capabilities::new();
        match self.engine {
            Engine::Chromium => {
                let profile = self.profiles.fresh()?;
                caps.set("browserName", "chrome")?;
                caps.set("goog:loggingPrefs", json!({"browser": "ALL", "performance": "ALL"}))?;
                caps.set(
                    "goog:chromeOptions",
                    json!({"args": [
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--js-flags=--expose-gc",
                        format!("--user-data-dir={}", profile.display()),
                    ]}),
                )?;
            }
            Engine::Firefox => {
                caps.set("browserName", "firefox")?;
                caps.set(
                    "moz:firefoxOptions",
                    json!({"args": ["-headless"], "prefs": firefox_preferences(look)}),
                )?;
            }
            Engine::Webkit => {
                caps.set(
                    "webkitgtk:browserOptions",
                    json!({"binary": mini_browser()?, "args": ["--automation"]}),
                )?;
            }
        }
        Ok(caps)
    }
}

fn firefox_preferences(look: Look) -> serde_json::Value {
    let dark = look == Look::Dark;
    json!({
        // 0 is dark, 1 is light.
        "layout.css.prefers-color-scheme.content-override": i32::from(!dark),
        // 2: the visitor's colours always win, which is what forced-colors means.
        "browser.display.document_color_use": if look == Look::Forced { 2 } else { 1 },
        // What must be tested under any look is not Firefox's own traffic.
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        // Tab reaches links, as on every system but macOS.
        "accessibility.tabfocus": 7,
    })
}

/// The driver program: an environment variable, `PATH`, or the tool cache of `cargo xtask`.
fn program(engine: Engine) -> Result<PathBuf> {
    let (variable, name, hint) = match engine {
        Engine::Chromium => ("CHROMEDRIVER", "chromedriver", "apt-get install chromium-driver"),
        Engine::Firefox => ("GECKODRIVER", "geckodriver", "cargo install geckodriver"),
        Engine::Webkit => ("WEBKITWEBDRIVER", "WebKitWebDriver", "apt-get install webkit2gtk-driver xvfb"),
    };
    if let Some(given) = env::var_os(variable) {
        let given = PathBuf::from(given);
        // A folder is taken as the place of the program.
        return Ok(if given.is_dir() { given.join(name) } else { given });
    }
    on_path(name)
        .or_else(|| cached(name))
        .with_context(|| format!("{name} is neither in ${variable} nor on PATH: {hint}"))
}

/// `${XDG_CACHE_HOME:-$HOME/.cache}/commune-widgets/tools/<name>-<version>/bin/<name>`.
fn cached(name: &str) -> Option<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")))?;
    let tools = fs::read_dir(cache.join("commune-widgets/tools")).ok()?;
    let prefix = format!("{name}-");
    tools
        .flatten()
        .filter(|tool| tool.file_name().to_string_lossy().starts_with(&prefix))
        .map(|tool| tool.path().join("bin").join(name))
        .find(|file| file.is_file())
}

/// WebKitGTK's example browser, which distributions keep out of `PATH`.
fn mini_browser() -> Result<PathBuf> {
    if let Some(given) = env::var_os("MINIBROWSER") {
        return Ok(given.into());
    }
    let folders = ["/usr/lib", "/usr/libexec", "/usr/lib64"];
    let two_levels = folders.iter().flat_map(|folder| {
        let below: Vec<PathBuf> = fs::read_dir(folder)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        below.into_iter().chain([PathBuf::from(folder)])
    });
    for folder in two_levels {
        for version in ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"] {
            let file = folder.join(version).join("MiniBrowser");
            if file.is_file() {
                return Ok(file);
            }
        }
    }
    bail!("WebKitGTK's MiniBrowser was not found: apt-get install webkit2gtk-driver")
}

/// A virtual X display with a number of its own.
struct Display {
    name: String,
    server: std::process::Child,
}

impl Display {
    fn start() -> Result<Self> {
        // -displayfd makes the server take a free number and say which, once it is ready.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb does not start: apt-get install xvfb")?;
        let mut number = String::new();
        let mut byte = [0];
        let mut stdout = server.stdout.take().context("Xvfb has no output")?;
        while stdout.read(&mut byte)? == 1 && byte != *b"\n" {
            number.push(char::from(byte[0]));
        }
        if number.is_empty() {
            server.kill().ok();
            server.wait().ok();
            bail!("Xvfb ended without a display");
        }
        Ok(Self { name: format!(":{number}"), server })
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

/// Browser profiles in the temporary folder, removed at the end.
#[derive(Default)]
struct Profiles(Vec<PathBuf>);

impl Profiles {
    fn fresh(&mut self) -> Result<PathBuf> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("commune-widgets-{}-{count}", std::process::id());
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder)?;
        self.0.push(folder.clone());
        Ok(folder)
    }
}

impl Drop for Profiles {
    fn drop(&mut self) {
        for folder in &self.0 {
            fs::remove_dir_all(folder).ok();
        }
    }
}
