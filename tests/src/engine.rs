//! The three engines, and how a visitor has set them up.

use anyhow::{Context, Result, bail};

/// A browser engine that the suite can drive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, by WebKitWebDriver under Xvfb.
    Webkit,
}

impl Engine {
    /// All three, in the order in which they run.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name in `COMMUNE_BROWSERS` and in front of each test's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// The engines that `COMMUNE_BROWSERS` names (comma-separated), Chromium without it.
    ///
    /// # Errors
    /// When it names another one, or none.
    pub fn chosen() -> Result<Vec<Self>> {
        let names = std::env::var("COMMUNE_BROWSERS").unwrap_or_else(|_| "chromium".to_owned());
        let engines = names
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| {
                let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
                found.with_context(|| {
                    format!("COMMUNE_BROWSERS names {name:?}; known are chromium, firefox, webkit")
                })
            })
            .collect::<Result<Vec<_>>>()?;
        if engines.is_empty() {
            bail!("COMMUNE_BROWSERS names no browser");
        }
        Ok(engines)
    }
}

/// The colours that a visitor has asked of their device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    /// `prefers-color-scheme: light`.
    #[default]
    Light,
    /// `prefers-color-scheme: dark`.
    Dark,
    /// `forced-colors: active`, as in Windows' contrast themes.
    Forced,
}

impl Look {
    /// For names of tests and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Forced => "forced-colors",
        }
    }

    /// Whether the engine can be set so. WebKitGTK has no forced colours.
    #[must_use]
    pub fn works_in(self, engine: Engine) -> bool {
        self != Self::Forced || engine != Engine::Webkit
    }
}
