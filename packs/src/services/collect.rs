//! From files to drafts that know their commune.

use std::collections::HashSet;
use std::io::{self, BufRead};

use super::communes::{Belongs, Communes};
use super::draft::{Draft, Origins};
use super::findings::Finding;
use super::read::{FileReport, read};
use super::text::cut;
use crate::read::value::insee;

/// Drafts, and what was read.
#[derive(Debug, Default)]
pub struct Collected {
    /// The drafts that are kept.
    pub drafts: Vec<Draft>,
    /// Where each of them belongs.
    pub belongs: Vec<Belongs>,
    /// Names of the files, in the order read.
    pub files: Vec<String>,
    /// What was read of each.
    pub reports: Vec<FileReport>,
    /// Findings about rows that are not kept.
    pub findings: Vec<Finding>,
    ids: HashSet<String>,
}

impl Collected {
    /// Reads one file to its end.
    ///
    /// # Errors
    /// The input cannot be read.
    pub fn take(
        &mut self,
        communes: &mut Communes,
        origin: Origins,
        name: &str,
        input: &mut dyn BufRead,
    ) -> io::Result<()> {
        let file = self.files.len();
        self.files.push(name.to_owned());
        let Self { drafts, belongs, findings, ids, .. } = self;
        let report = read(origin, file, name, input, &mut |mut draft| {
            if let Some(code) = insee(&draft.record.insee) {
                draft.record.insee = code.iter().map(|byte| char::from(*byte)).collect();
            }
            communes.found(&draft);
            let place = communes.of(&draft);
            if place == Belongs::Elsewhere {
                return false;
            }
            if !ids.insert(draft.record.id.clone()) {
                findings.push(Finding {
                    kind: "id-repeated",
                    insee: draft.record.insee.clone(),
                    id: draft.record.sources[0].2.clone(),
                    title: draft.record.title.clone(),
                    source: origin.id(),
                    file: name.to_owned(),
                    line: draft.line,
                    seen: cut(&draft.record.sources[0].2, 60),
                });
                return false;
            }
            drafts.push(draft);
            belongs.push(place);
            true
        })?;
        self.reports.push(report);
        Ok(())
    }

    /// Once all files are read: gives each draft the code and name of its commune.
    pub fn settle(&mut self, communes: &mut Communes) {
        for (draft, belongs) in self.drafts.iter_mut().zip(&mut self.belongs) {
            if *belongs == Belongs::Unknown {
                // A later file may have named the commune.
                *belongs = communes.of(draft);
            }
            match *belongs {
                Belongs::To(at) => {
                    let commune = &communes.list[at];
                    draft.record.insee.clone_from(&commune.insee);
                    if !commune.name.is_empty() {
                        draft.record.commune.clone_from(&commune.name);
                    }
                }
                Belongs::All | Belongs::Elsewhere => {}
                Belongs::Unknown => draft.record.insee.clear(),
            }
        }
        communes.settle(&self.drafts);
    }
}
