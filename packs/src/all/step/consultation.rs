//! `[consultation]`.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::{Build, Inputs, Made, Step, When};
use crate::all::config::{self, Next};
use crate::consultation::{self, Untaken};

/// Items of a component, as the command has it.
const ITEMS: usize = 50;

pub(super) struct Consultation<'c>(pub(super) &'c config::Consultation);

impl Step for Consultation<'_> {
    fn id(&self) -> &'static str {
        "consultation"
    }

    fn title(&self) -> &'static str {
        "Consultations"
    }

    fn settings(&self, build: &Build<'_>) -> Value {
        build.with_common(self.0)
    }

    fn inputs(&self, build: &Build<'_>) -> Inputs {
        let files = self.0.roadmap.iter().chain(&self.0.inclusion);
        Ok(files.map(|path| build.path(path)).chain(build.communes_files()).collect())
    }

    fn when(&self) -> When {
        When::Asked
    }

    fn next(&self) -> Option<Next> {
        Some(self.0.next())
    }

    fn run(&self, build: &Build<'_>, out: &Path) -> Result<Made> {
        let table = self.0;
        let communes = build.communes();
        let arguments = consultation::Consultation {
            platform: table.platform.clone(),
            labels: build.labels(Some(table.next())),
            out: Build::packs(out),
            insee: table.insee.clone(),
            communes: build.common.communes.as_ref().map(|_| communes.communes),
            epci: communes.epci,
            slug: table.slugs.clone(),
            items: table.items.unwrap_or(ITEMS),
            image_host: table.image_hosts.clone(),
            roadmap: table.roadmap.as_ref().map(|path| build.path(path)),
            inclusion: table.inclusion.as_ref().map(|path| build.path(path)),
            licence: build.licence(table.licence.as_ref(), ""),
        };
        let mut made = Made::default();
        match consultation::make(arguments) {
            // What another day may give is missing in what was taken: the packs before have it.
            Ok(taken) => {
                for one in &taken.warnings {
                    let told = if one.is_lasting() { &mut made.remarks } else { &mut made.faults };
                    told.push(one.french());
                }
            }
            Err(error) => match error.downcast_ref::<Untaken>() {
                Some(untaken) => made.faults.push(untaken.french()),
                None => return Err(error),
            },
        }
        Ok(made)
    }
}
