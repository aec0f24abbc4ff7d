//! `[degree-days]`.

use std::path::Path;

use anyhow::Result;
use jiff::civil::date;
use serde_json::Value;

use super::{Build, Inputs, Made, Step, unless};
use crate::all::config;
use crate::cli::OPEN_LICENCE;
use crate::degree_days::{self, NoColumn};
use crate::degree_days_command::{self, METEO_FRANCE};
use crate::french::count;

pub(super) struct DegreeDays<'c>(pub(super) &'c config::DegreeDays);

impl Step for DegreeDays<'_> {
    fn id(&self) -> &'static str {
        "degree-days"
    }

    fn title(&self) -> &'static str {
        "Degrés-jours"
    }

    fn settings(&self, build: &Build<'_>) -> Value {
        build.with_common(self.0)
    }

    fn inputs(&self, build: &Build<'_>) -> Inputs {
        let mut faults = Vec::new();
        let files = build.files(&self.0.files, &mut faults);
        if !degree_days::is_station(&self.0.station) {
            faults.push(format!(
                "« {} » n'est pas un numéro de station : celui de Lille-Lesquin est 59343001.",
                self.0.station
            ));
        }
        unless(faults, files)
    }

    fn run(&self, build: &Build<'_>, out: &Path) -> Result<Made> {
        let table = self.0;
        let since = table.since.map_or(date(2018, 1, 1), |day| day.0);
        let arguments = degree_days_command::DegreeDays {
            inputs: build.files(&table.files, &mut Vec::new()),
            station: table.station.clone(),
            out: Build::packs(out),
            since,
            generated: Some(build.generated.clone()),
            source: table.source.clone().unwrap_or_else(|| METEO_FRANCE.to_owned()),
            licence: build.licence(table.licence.as_ref(), OPEN_LICENCE),
        };
        let mut made = Made::default();
        let mut files = arguments.inputs.iter();
        let read = degree_days_command::make(arguments.clone(), |name, counts| {
            files.next();
            if counts.bad > 0 {
                let lines = count(counts.bad, "ligne laissée");
                made.remarks
                    .push(format!("{name} : {lines} de côté, d'abord la ligne {}.", counts.first_bad));
            }
        });
        let file = match read {
            Ok(file) => file,
            Err(error) => {
                let Some(lacks) = error.downcast_ref::<NoColumn>() else { return Err(error) };
                // The file after those that were read to their end.
                let name = files.next().and_then(|path| path.file_name()).unwrap_or_default();
                let near = lacks.near.as_ref();
                let hint =
                    near.map_or_else(String::new, |near| format!(" La colonne « {near} » lui ressemble."));
                made.faults.push(format!(
                    "{} : il manque la colonne « {} ».{hint}",
                    name.to_string_lossy(),
                    lacks.name
                ));
                return Ok(made);
            }
        };
        if file.days.is_empty() {
            made.faults.push(format!("aucun jour de la station {} depuis le {since}.", table.station));
            return Ok(made);
        }
        degree_days::write(&Build::packs(out), &file)?;
        Ok(made)
    }
}
