//! `[embed]`.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::{Build, Inputs, Made, Step};
use crate::all::{config, place};
use crate::embed;

pub(super) struct Embed<'c>(pub(super) &'c config::Embed);

impl Step for Embed<'_> {
    fn id(&self) -> &'static str {
        "embed"
    }

    fn title(&self) -> &'static str {
        "Pages intégrées"
    }

    fn settings(&self, build: &Build<'_>) -> Value {
        // A page is written where there is a pack, whatever it says.
        let there = place::files(&Build::packs(build.place)).unwrap_or_default();
        let packs = there.into_iter().filter(|name| name.ends_with(".json") && name.contains("/1/"));
        let packs: Vec<String> = packs.filter(|name| name.split('/').count() == 3).collect();
        json!([build.with_common(self.0), packs])
    }

    fn inputs(&self, build: &Build<'_>) -> Inputs {
        Ok(build.communes_files())
    }

    fn run(&self, build: &Build<'_>, out: &Path) -> Result<Made> {
        let table = self.0;
        let place = build.communes();
        let arguments = embed::Embed {
            base: build.common.base.clone().unwrap_or_default(),
            out: out.to_path_buf(),
            shell: table.shell.clone().unwrap_or_else(|| "commune-widgets.js".to_owned()),
            owner: build.common.owner.clone(),
            packs: Some(Build::packs(build.place)),
            widget: table.widgets.clone(),
            communes: place.communes,
            epci: place.epci,
            insee: table.insee.clone(),
        };
        let written = embed::make(&arguments)?.written;
        let mut made = Made::default();
        if written == 0 {
            made.faults.push("aucun paquet dont faire une page.".into());
        }
        Ok(made)
    }
}
