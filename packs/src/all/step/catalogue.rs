//! `[catalogue]`.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Build, Inputs, Made, Step};
use crate::all::{config, place};
use crate::catalogue;

/// Below the folder of packs.
const FILE: &str = "catalogue.jsonld";

pub(super) struct Catalogue<'c>(pub(super) &'c config::Catalogue);

impl Step for Catalogue<'_> {
    fn id(&self) -> &'static str {
        "catalogue"
    }

    fn title(&self) -> &'static str {
        "Catalogue des données"
    }

    fn settings(&self, build: &Build<'_>) -> Value {
        build.with_common(self.0)
    }

    fn inputs(&self, build: &Build<'_>) -> Inputs {
        let packs = Build::packs(build.place);
        let names = place::files(&packs).map_err(|error| vec![format!("{error:#}")])?;
        // The pages and tables beside a pack are in the catalogue too, by their names.
        let described =
            names.into_iter().filter(|name| !name.starts_with("services/index/") && name.contains("/1/"));
        Ok(described.map(|name| packs.join(name)).collect())
    }

    fn run(&self, build: &Build<'_>, out: &Path) -> Result<Made> {
        let packs = Build::packs(build.place);
        let base = build.common.base.clone().unwrap_or_default() + "packs/";
        let aside = Build::packs(out);
        std::fs::create_dir_all(&aside).with_context(|| format!("cannot create {}", aside.display()))?;
        let arguments = catalogue::Catalogue {
            folder: packs.clone(),
            base: base.parse().with_context(|| format!("{base} is no address"))?,
            out: aside.join(FILE),
            owner: Some(build.common.owner.clone()),
            title: self.0.title.clone().unwrap_or_else(|| catalogue::TITLE.to_owned()),
            with_demo: false,
        };
        catalogue::make(&arguments, &packs.join(FILE))?;
        Ok(Made::default())
    }
}
