//! `[quiz]`.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::{Build, Inputs, Made, Step};
use crate::all::config::{self, Next};
use crate::all::key::unreadable;
use crate::quiz;

/// The licence of the content that comes with the tool.
const LICENCE: &str = "EUPL-1.2";

pub(super) struct Quiz<'c>(pub(super) &'c config::Quiz);

impl Step for Quiz<'_> {
    fn id(&self) -> &'static str {
        "quiz"
    }

    fn title(&self) -> &'static str {
        "Quiz"
    }

    fn settings(&self, build: &Build<'_>) -> Value {
        build.with_common(self.0)
    }

    fn inputs(&self, build: &Build<'_>) -> Inputs {
        let folder = build.path(&self.0.content);
        if let Err(error) = std::fs::read_dir(&folder) {
            return Err(vec![unreadable(&build.shown(&folder), &error)]);
        }
        let names = quiz::content::files(&folder).map_err(|error| vec![format!("{error:#}")])?;
        Ok(names.into_keys().map(|name| folder.join(name)).collect())
    }

    fn next(&self) -> Option<Next> {
        Some(self.0.next())
    }

    fn run(&self, build: &Build<'_>, out: &Path) -> Result<Made> {
        let table = self.0;
        let arguments = quiz::Build {
            content: build.path(&table.content),
            out: Build::packs(out),
            labels: build.labels(Some(table.next())),
            // The content is not data: the common licence is none of its own.
            licence: table.licence.clone().unwrap_or_else(|| LICENCE.to_owned()),
            signed_only: table.signed_only,
        };
        let built = quiz::make(arguments)?;
        let mut made = Made::default();
        for one in &built.told {
            let told = if one.error { &mut made.faults } else { &mut made.remarks };
            told.push(one.to_string());
        }
        if built.lines.is_empty() && made.faults.is_empty() {
            let why = if table.signed_only { "aucun élément n'est signé" } else { "le contenu est vide" };
            made.faults.push(format!("rien à écrire : {why}."));
        }
        Ok(made)
    }
}
