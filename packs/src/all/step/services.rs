//! `[services]`.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::heard::Heard;
use super::{Build, Inputs, Made, Step, When, unless};
use crate::all::config::{self, Next};
use crate::services;

pub(super) struct Services<'c>(pub(super) &'c config::Services);

impl Step for Services<'_> {
    fn id(&self) -> &'static str {
        "services"
    }

    fn title(&self) -> &'static str {
        "Services et démarches"
    }

    fn settings(&self, build: &Build<'_>) -> Value {
        build.with_common(self.0)
    }

    fn inputs(&self, build: &Build<'_>) -> Inputs {
        let table = self.0;
        let mut faults = Vec::new();
        let mut files = Vec::new();
        for patterns in [&table.own, &table.dila, &table.mednum, &table.acceslibre] {
            files.extend(build.files(patterns, &mut faults));
        }
        files.extend(table.contours.iter().chain(&table.synonyms).map(|path| build.path(path)));
        files.extend(build.communes_files());
        unless(faults, files)
    }

    fn when(&self) -> When {
        When::Days(self.0.refresh_days)
    }

    fn next(&self) -> Option<Next> {
        Some(self.0.next())
    }

    fn run(&self, build: &Build<'_>, out: &Path) -> Result<Made> {
        let table = self.0;
        let files = |patterns: &[String]| build.files(patterns, &mut Vec::new());
        let communes = build.communes();
        let arguments = services::Services {
            command: None,
            dila: files(&table.dila),
            acceslibre: files(&table.acceslibre),
            mednum: files(&table.mednum),
            own: files(&table.own),
            out: Some(Build::packs(out)),
            communes: build.common.communes.as_ref().map(|_| communes.communes),
            epci: communes.epci,
            contours: table.contours.as_ref().map(|path| build.path(path)),
            insee: table.insee.clone(),
            synonyms: table.synonyms.as_ref().map(|path| build.path(path)),
            check_links: table.check_links && !build.offline,
            labels: build.labels(Some(table.next())),
        };
        let mut made = Made::default();
        let written = services::make(&arguments, |file| {
            Heard::from(file).judge(table.strict, &mut made.faults, &mut made.remarks);
        })?
        .written;
        if written.index.documents == 0 && made.faults.is_empty() {
            made.faults.push("aucune ligne ne parle de ces communes.".into());
        }
        Ok(made)
    }
}
