//! `[communes]`.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::{Build, Inputs, Made, Step};
use crate::all::config::{self, Next};
use crate::communes::{self, index};

pub(super) struct Communes<'c>(pub(super) &'c config::Communes);

impl Step for Communes<'_> {
    fn id(&self) -> &'static str {
        "communes"
    }

    fn title(&self) -> &'static str {
        "Réglages des communes"
    }

    fn settings(&self, build: &Build<'_>) -> Value {
        build.with_common(self.0)
    }

    fn inputs(&self, build: &Build<'_>) -> Inputs {
        let mut files = vec![build.path(&self.0.sheet)];
        files.extend(build.communes_files());
        Ok(files)
    }

    fn next(&self) -> Option<Next> {
        Some(self.0.next())
    }

    fn run(&self, build: &Build<'_>, out: &Path) -> Result<Made> {
        let table = self.0;
        let place = build.communes();
        let arguments = communes::Communes {
            sheet: build.path(&table.sheet),
            out: Build::packs(out),
            communes: place.communes,
            epci: place.epci,
            demo: false,
            labels: build.labels(Some(table.next())),
        };
        let mut told = Vec::new();
        let written = communes::make(arguments, |one| told.push(one))?;
        if written.wrong == 0 {
            return Ok(Made { remarks: told, ..Made::default() });
        }
        // One commune's slip keeps the file of that commune, and no other.
        Ok(Made { faults: told, partly: !table.strict && written.written > 0, ..Made::default() })
    }

    fn placed(&self, build: &Build<'_>) -> Result<()> {
        // Kept files count, and the switch is not the sheet's.
        index::write(&Build::packs(build.place).join("communes/1"), &build.generated).map(drop)
    }
}
