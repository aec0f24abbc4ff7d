//! The communes of a run: those of a metropole, or those that the records name.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use commune_services::data::Commune;
use serde::Deserialize;

use super::draft::{Draft, Origins};
use super::geo::Contour;
use crate::read::column::normal;
use crate::read::value::insee;
use crate::territory::Territory;

/// The communes, and what leads to them.
#[derive(Clone, Debug, Default)]
pub struct Communes {
    /// By INSEE code.
    pub list: Vec<Commune>,
    /// Name of the metropole, or empty.
    pub name: String,
    /// Contours by INSEE code.
    pub contours: HashMap<String, Contour>,
    /// True where records of other communes are left out.
    pub closed: bool,
    codes: HashMap<String, usize>,
    names: HashMap<String, Vec<usize>>,
}

/// Where a record belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// To this commune.
    To(usize),
    /// To all of them: a procedure of the metropole.
    All,
    /// To no commune that is known, though it names one.
    Unknown,
    /// To a commune that is not of this run.
    Elsewhere,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NpmCommune {
    code: String,
    #[serde(default)]
    codes_postaux: Vec<String>,
}

impl Communes {
    /// The communes of a metropole, with their postcodes from `communes.json`.
    ///
    /// # Errors
    /// The files cannot be read.
    pub fn of_territory(
        territory: &Territory,
        path: &Path,
        contours: HashMap<String, Contour>,
    ) -> Result<Self> {
        let mut communes = Self { name: territory.name.clone(), contours, closed: true, ..Self::default() };
        for commune in &territory.communes {
            communes.add(Commune {
                insee: commune.insee.clone(),
                name: commune.name.clone(),
                population: commune.population,
                ..Commune::default()
            });
        }
        for file in [path.to_path_buf(), path.join("communes.json"), path.join("data/communes.json")] {
            if file.is_file() {
                let opened = File::open(&file).with_context(|| format!("cannot open {}", file.display()))?;
                let all: Vec<NpmCommune> = serde_json::from_reader(BufReader::new(opened))
                    .with_context(|| format!("cannot read {}", file.display()))?;
                for commune in all {
                    // Associated communes lend their postcodes to the commune that they belong to.
                    if let Some(index) = territory.index_of(&commune.code) {
                        let home = &mut communes.list[index].postcodes;
                        home.extend(commune.codes_postaux);
                        home.sort();
                        home.dedup();
                        communes.codes.insert(commune.code, index);
                    }
                }
                break;
            }
        }
        communes.centre();
        Ok(communes)
    }

    /// No commune yet: they come with the records.
    #[must_use]
    pub fn open(contours: HashMap<String, Contour>) -> Self {
        Self { contours, ..Self::default() }
    }

    /// Adds a commune, and says where it stands.
    pub fn add(&mut self, commune: Commune) -> usize {
        let index = self.list.len();
        self.codes.insert(commune.insee.clone(), index);
        self.names.entry(normal(&commune.name)).or_default().push(index);
        self.list.push(commune);
        index
    }

    fn centre(&mut self) {
        for commune in &mut self.list {
            if commune.at.is_none() {
                commune.at = self.contours.get(&commune.insee).and_then(Contour::centre);
            }
        }
    }

    /// Where a commune stands.
    #[must_use]
    pub fn index_of(&self, insee: &str) -> Option<usize> {
        self.codes.get(insee).copied()
    }

    /// Says where a draft belongs, by its code, else by its town's name and postcode.
    #[must_use]
    pub fn of(&self, draft: &Draft) -> Belongs {
        let record = &draft.record;
        if !record.insee.is_empty() {
            return match self.index_of(&record.insee) {
                Some(index) => Belongs::To(index),
                None if self.closed && insee(&record.insee).is_some() => Belongs::Elsewhere,
                None => Belongs::Unknown,
            };
        }
        let town = normal(record.commune.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '));
        if town.is_empty() && draft.postcode.is_empty() {
            return if draft.origin == Origins::Own { Belongs::All } else { Belongs::Unknown };
        }
        let same = |index: &&usize| {
            draft.postcode.is_empty() || self.list[**index].postcodes.contains(&draft.postcode)
        };
        let named: &[usize] = self.names.get(&town).map_or(&[], Vec::as_slice);
        if let Some(index) = named.iter().find(same) {
            return Belongs::To(*index);
        }
        let of_postcode: Vec<usize> = (0..self.list.len())
            .filter(|index| self.list[*index].postcodes.contains(&draft.postcode))
            .collect();
        match (&of_postcode[..], named, draft.origin) {
            // A wrong postcode beside a right name is told later.
            (_, [one], Origins::Own) => Belongs::To(*one),
            ([one], ..) if town.is_empty() || draft.origin == Origins::Own => Belongs::To(*one),
            (.., Origins::Own) => Belongs::Unknown,
            _ if self.closed => Belongs::Elsewhere,
            _ => Belongs::Unknown,
        }
    }

    /// In an open run: lets a draft found its commune.
    pub fn found(&mut self, draft: &Draft) {
        let record = &draft.record;
        if self.closed || insee(&record.insee).is_none() {
            return;
        }
        let index = match self.index_of(&record.insee) {
            Some(index) => index,
            None => {
                let (insee, name) = (record.insee.clone(), record.commune.clone());
                self.add(Commune { insee, name, ..Commune::default() })
            }
        };
        let commune = &mut self.list[index];
        if commune.name.is_empty() {
            commune.name.clone_from(&record.commune);
        }
        if !draft.postcode.is_empty() && !commune.postcodes.contains(&draft.postcode) {
            commune.postcodes.push(draft.postcode.clone());
        }
    }

    /// Gives each commune without a centre the middle (median) of its places, and sorts out names.
    pub fn settle(&mut self, drafts: &[Draft]) {
        self.centre();
        for commune in &mut self.list {
            if commune.name.is_empty() {
                commune.name.clone_from(&commune.insee);
            }
            if commune.at.is_none() {
                let places = drafts.iter().filter(|draft| draft.record.insee == commune.insee);
                let points: Vec<_> = places.filter_map(|draft| draft.record.at).collect();
                let middle = |mut values: Vec<f64>| {
                    values.sort_by(f64::total_cmp);
                    values.get(values.len() / 2).copied()
                };
                let x = middle(points.iter().map(|point| point.0).collect());
                let y = middle(points.iter().map(|point| point.1).collect());
                commune.at = x.zip(y);
            }
        }
    }
}
