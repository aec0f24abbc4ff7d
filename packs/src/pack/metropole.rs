//! The metropole's aggregates, `metropole.json`: what exists, what is withheld, what is missing.

use commune_energy::data::pack::{Group, Mean};
use serde::{Deserialize, Serialize};

use super::assemble::{Publication, coverage};
use super::compare::Housing;
use super::round_mwh;
use crate::read::table::{Key, SECTORS, Table};
use crate::territory::Territory;

/// The schema name that `metropole.json` opens with.
pub const METROPOLE_SCHEMA: &str = "commune-widgets/energy-metropole/1";

/// `packs/energy/1/metropole.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metropole {
    /// `commune-widgets/energy-metropole/<major>`.
    pub schema: String,
    /// ISO date of the build.
    pub generated: String,
    /// Who publishes it.
    pub owner: String,
    /// How to reach the owner.
    pub contact: String,
    /// ISO date by which a newer one is expected, or empty.
    pub next_update: String,
    /// One line that names the source.
    pub source: String,
    /// Licence of the data.
    pub licence: String,
    /// What is covered, as shown.
    pub coverage: String,
    /// True where the figures are generated for a demonstration.
    pub demo: bool,
    /// SIREN code of the grouping.
    pub epci: String,
    /// Its name.
    pub name: String,
    /// Inhabitants of all communes.
    pub population: u32,
    /// The years of every array below.
    pub years: Vec<u16>,
    /// Sums over the communes.
    pub series: Vec<MetropoleSeries>,
    /// Mean housing consumption per inhabitant.
    pub housing: Option<Group>,
    /// One line per commune, by INSEE code.
    pub communes: Vec<CommuneLine>,
}

/// The sum of the communes' figures. Every array is as long as [`Metropole::years`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetropoleSeries {
    /// A carrier id.
    pub carrier: String,
    /// A sector id.
    pub sector: String,
    /// MWh; a lower bound where a figure is withheld or missing.
    pub mwh: Vec<Option<f64>>,
    /// Figures withheld, in all communes.
    pub masked: Vec<u32>,
    /// Communes whose figure is complete.
    pub complete: Vec<u32>,
    /// Communes whose figure is withheld, wholly or in part.
    pub withheld: Vec<u32>,
    /// Communes that no row speaks of that year, and that have one in another year.
    pub missing: Vec<u32>,
}

/// A commune in the metropole's table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommuneLine {
    /// INSEE code.
    pub insee: String,
    /// Its name.
    pub name: String,
    /// Inhabitants.
    pub population: u32,
    /// Rows read, all files together.
    pub rows: u32,
    /// Housing consumption per inhabitant by carrier and for `all`.
    pub housing: Vec<Mean>,
}

/// The aggregates of a metropole.
#[must_use]
pub fn metropole(territory: &Territory, table: &Table, publication: &Publication) -> Metropole {
    let years = table.years();
    let housing = Housing::new(territory, table, &years);
    let communes = territory
        .communes
        .iter()
        .enumerate()
        .map(|(index, commune)| CommuneLine {
            insee: commune.insee.clone(),
            name: commune.name.clone(),
            population: commune.population,
            rows: table.rows.iter().map(|rows| rows[index]).sum(),
            housing: housing.per_inhabitant(index),
        })
        .collect();
    Metropole {
        schema: METROPOLE_SCHEMA.into(),
        generated: publication.generated.clone(),
        owner: publication.owner.clone(),
        contact: publication.contact.clone(),
        next_update: publication.next_update.clone(),
        source: publication.source.clone(),
        licence: publication.licence.clone(),
        coverage: coverage(&years),
        demo: publication.demo,
        epci: territory.epci.clone(),
        name: territory.name.clone(),
        population: territory.population(),
        series: series(territory, table, &years),
        housing: housing.whole(),
        communes,
        years,
    }
}

fn series(territory: &Territory, table: &Table, years: &[u16]) -> Vec<MetropoleSeries> {
    let mut all = Vec::new();
    for (carrier, carrier_id) in table.carriers.iter().enumerate() {
        for (sector, sector_id) in SECTORS.iter().enumerate() {
            let cell = |commune: usize, year: u16| table.cells.get(&Key { commune, carrier, sector, year });
            let members: Vec<usize> = (0..territory.communes.len())
                .filter(|commune| years.iter().any(|year| cell(*commune, *year).is_some()))
                .collect();
            if members.is_empty() {
                continue;
            }
            let mut sum = MetropoleSeries {
                carrier: carrier_id.clone(),
                sector: (*sector_id).to_owned(),
                mwh: Vec::new(),
                masked: Vec::new(),
                complete: Vec::new(),
                withheld: Vec::new(),
                missing: Vec::new(),
            };
            for year in years {
                let cells: Vec<_> = members.iter().filter_map(|commune| cell(*commune, *year)).collect();
                let known = cells.iter().filter_map(|cell| cell.total());
                let withheld = cells.iter().filter(|cell| cell.masked > 0).count();
                sum.mwh.push(known.clone().next().map(|_| round_mwh(known.sum())));
                sum.masked.push(cells.iter().map(|cell| cell.masked).sum());
                sum.complete.push((cells.len() - withheld) as u32);
                sum.withheld.push(withheld as u32);
                sum.missing.push((members.len() - cells.len()) as u32);
            }
            all.push(sum);
        }
    }
    all
}
