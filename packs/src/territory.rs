//! The communes of a metropole, from npm `@etalab/decoupage-administratif`.
//!
//! The package holds `data/communes.json` (an array of communes with `code`, `nom`, `type`,
//! `population`, `anciensCodes`, `chefLieu`) and `data/epci.json` (an array of groupings with
//! `code`, `nom`, `membres`). Populations are the legal municipal populations of INSEE.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use commune_energy::data::pack::Commune;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The Métropole Européenne de Lille.
pub const DEFAULT_EPCI: &str = "200093201";

/// A metropole, its communes, and the codes that now belong to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Territory {
    /// SIREN code of the grouping (EPCI).
    pub epci: String,
    /// Its name.
    pub name: String,
    /// Its communes, by INSEE code.
    pub communes: Vec<Commune>,
    /// Version of the npm package, or empty.
    pub version: String,
    /// Every code that leads to one of `communes`: its own, its associated and delegated
    /// communes, its municipal districts, and the codes that it had before.
    codes: HashMap<String, usize>,
    /// Names of associated and delegated communes, and the commune that each is part of.
    parts: Vec<(String, usize)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NpmCommune {
    code: String,
    nom: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    population: u32,
    #[serde(default)]
    anciens_codes: Vec<String>,
    /// Of an associated or delegated commune: the commune that it belongs to.
    chef_lieu: Option<String>,
    /// Of a municipal district: its city.
    commune: Option<String>,
}

#[derive(Deserialize)]
struct NpmEpci {
    code: String,
    nom: String,
    membres: Vec<NpmMember>,
}

#[derive(Deserialize)]
struct NpmMember {
    code: String,
}

#[derive(Deserialize)]
struct NpmManifest {
    version: String,
}

impl Territory {
    /// Reads the communes of grouping `epci`. `path` is the npm package's folder, its `data`
    /// folder, or `communes.json` with `epci.json` beside it.
    ///
    /// # Errors
    /// A file is missing or unreadable, or the grouping or one of its communes is not there.
    pub fn read(path: &Path, epci: &str) -> Result<Self> {
        let folder = data_folder(path)?;
        let communes: Vec<NpmCommune> = read_json(&folder.join("communes.json"))?;
        let groupings: Vec<NpmEpci> = read_json(&folder.join("epci.json"))?;
        let grouping = groupings
            .into_iter()
            .find(|grouping| grouping.code == epci)
            .with_context(|| format!("no grouping {epci} in epci.json"))?;
        let version = read_json::<NpmManifest>(&folder.join("../package.json"))
            .map(|manifest| manifest.version)
            .unwrap_or_default();
        let mut territory = Self::assemble(communes, &grouping)?;
        territory.version = version;
        Ok(territory)
    }

    fn assemble(all: Vec<NpmCommune>, grouping: &NpmEpci) -> Result<Self> {
        let mut wanted: Vec<&str> = grouping.membres.iter().map(|m| m.code.as_str()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut communes = Vec::with_capacity(wanted.len());
        let mut aliases = Vec::new();
        let mut parts = Vec::new();
        for commune in all {
            if commune.kind == "commune-actuelle" {
                if wanted.binary_search(&commune.code.as_str()).is_ok() {
                    for old in commune.anciens_codes {
                        aliases.push((old, commune.code.clone()));
                    }
                    communes.push(Commune {
                        insee: commune.code,
                        name: commune.nom,
                        population: commune.population,
                    });
                }
            } else if let Some(parent) = commune.chef_lieu.or(commune.commune) {
                parts.push((commune.nom, parent.clone()));
                aliases.push((commune.code, parent));
            }
        }
        if communes.len() != wanted.len() {
            let missing: Vec<&str> = wanted
                .into_iter()
                .filter(|code| !communes.iter().any(|commune| commune.insee == *code))
                .collect();
            bail!("communes.json lacks {}", missing.join(", "));
        }
        let mut territory = Self::new(grouping.code.clone(), grouping.nom.clone(), communes);
        for (code, parent) in aliases {
            territory.add_alias(code, &parent);
        }
        for (name, parent) in parts {
            territory.add_part(name, &parent);
        }
        Ok(territory)
    }

    /// A metropole of the given communes, each known by its own code only.
    #[must_use]
    pub fn new(epci: String, name: String, mut communes: Vec<Commune>) -> Self {
        communes.sort_by(|a, b| a.insee.cmp(&b.insee));
        let codes =
            communes.iter().enumerate().map(|(index, commune)| (commune.insee.clone(), index)).collect();
        Self { epci, name, communes, version: String::new(), codes, parts: Vec::new() }
    }

    /// Lets `code` lead to the commune `parent`, unless `code` is a commune of its own.
    pub fn add_alias(&mut self, code: String, parent: &str) {
        if let Some(index) = self.index_of(parent) {
            self.codes.entry(code).or_insert(index);
        }
    }

    /// Lets `name` be known as a part of the commune `parent`.
    pub fn add_part(&mut self, name: String, parent: &str) {
        if let Some(index) = self.index_of(parent) {
            self.parts.push((name, index));
        }
    }

    /// Names of associated and delegated communes, each with where its commune stands in
    /// [`Territory::communes`].
    pub fn parts(&self) -> impl Iterator<Item = (&str, usize)> {
        self.parts.iter().map(|(name, index)| (name.as_str(), *index))
    }

    /// Where the commune of an INSEE code stands in [`Territory::communes`].
    #[must_use]
    pub fn index_of(&self, code: &str) -> Option<usize> {
        self.codes.get(code).copied()
    }

    /// Inhabitants of all communes.
    #[must_use]
    pub fn population(&self) -> u32 {
        self.communes.iter().map(|commune| commune.population).sum()
    }
}

/// The folder that holds `communes.json`.
fn data_folder(path: &Path) -> Result<PathBuf> {
    let candidates = if path.is_dir() {
        vec![path.to_path_buf(), path.join("data")]
    } else {
        vec![path.parent().map(Path::to_path_buf).unwrap_or_default()]
    };
    candidates.into_iter().find(|folder| folder.join("communes.json").is_file()).with_context(|| {
        format!(
            "no communes.json at {}: give the folder of npm @etalab/decoupage-administratif",
            path.display()
        )
    })
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    serde_json::from_reader(BufReader::new(file)).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lille() -> Territory {
        let communes = r#"[
            {"code":"59350","nom":"Lille","type":"commune-actuelle","population":238246,
             "anciensCodes":["59298","59355"]},
            {"code":"59005","nom":"Allennes-les-Marais","type":"commune-actuelle","population":3545},
            {"code":"2A004","nom":"Ajaccio","type":"commune-actuelle","population":74000},
            {"code":"59298","nom":"Hellemmes-Lille","type":"commune-associee","chefLieu":"59350"},
            {"code":"59355","nom":"Lomme","type":"commune-associee","chefLieu":"59350"}]"#;
        let epci = r#"{"code":"200093201","nom":"Métropole Européenne de Lille",
            "membres":[{"code":"59350"},{"code":"59005"}]}"#;
        Territory::assemble(serde_json::from_str(communes).unwrap(), &serde_json::from_str(epci).unwrap())
            .unwrap()
    }

    #[test]
    fn associated_communes_lead_to_their_commune() {
        let territory = lille();
        assert_eq!(territory.communes.len(), 2);
        assert_eq!(territory.communes[0].insee, "59005");
        assert_eq!(territory.index_of("59350"), Some(1));
        assert_eq!(territory.index_of("59298"), Some(1));
        assert_eq!(territory.index_of("59355"), Some(1));
        assert_eq!(territory.index_of("2A004"), None);
        assert_eq!(territory.population(), 241_791);
        let parts: Vec<_> = territory.parts().collect();
        assert_eq!(parts, [("Hellemmes-Lille", 1), ("Lomme", 1)]);
    }

    #[test]
    fn an_alias_never_hides_a_commune() {
        let mut territory = lille();
        territory.add_alias("59005".into(), "59350");
        assert_eq!(territory.index_of("59005"), Some(0));
    }
}
