//! `[energy]`.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::heard::Heard;
use super::{Build, Inputs, Made, Step, unless};
use crate::all::config::{self, Next};
use crate::cli::{self, OPEN_LICENCE, ORE, ORE_OWNER, ORE_URL};
use crate::energy::{self, Refusal};

pub(super) struct Energy<'c>(pub(super) &'c config::Energy);

impl Step for Energy<'_> {
    fn id(&self) -> &'static str {
        "energy"
    }

    fn title(&self) -> &'static str {
        "Énergie"
    }

    fn settings(&self, build: &Build<'_>) -> Value {
        build.with_common(self.0)
    }

    fn inputs(&self, build: &Build<'_>) -> Inputs {
        let mut faults = Vec::new();
        let mut files = build.files(&self.0.files, &mut faults);
        files.extend(build.communes_files());
        unless(faults, files)
    }

    fn next(&self) -> Option<Next> {
        Some(self.0.next())
    }

    fn run(&self, build: &Build<'_>, out: &Path) -> Result<Made> {
        let table = self.0;
        let or = |own: &Option<String>, default: &str| own.clone().unwrap_or_else(|| default.to_owned());
        let arguments = cli::Energy {
            inputs: build.files(&table.files, &mut Vec::new()),
            communes: build.communes(),
            labels: build.labels(Some(table.next())),
            out: Build::packs(out),
            insee: table.insee.clone(),
            // The faults of all files are told below, in French.
            strict: table.strict,
            carrier: table.carrier.clone(),
            extra_carrier: table.extra_carriers.clone(),
            source: or(&table.source, ORE),
            source_url: or(&table.source_url, ORE_URL),
            source_owner: or(&table.source_owner, ORE_OWNER),
            source_date: table.source_date.map(|day| day.0.to_string()),
            licence: build.licence(table.licence.as_ref(), OPEN_LICENCE),
        };
        let mut made = Made::default();
        let result = energy::make(arguments, |file| {
            Heard::from(file).judge(table.strict, &mut made.faults, &mut made.remarks);
        })?;
        // Without one of the files the reader has nothing against the others.
        if let energy::Made::Refused(why, _) = result
            && made.faults.is_empty()
        {
            made.faults.push(match why {
                Refusal::Headers => "une colonne nécessaire manque.".into(),
                Refusal::Nothing => "aucune ligne ne parle de ces communes.".into(),
                Refusal::Strict => "avec « strict », rien ne doit être douteux.".into(),
            });
        }
        Ok(made)
    }
}
