//! One pack per commune.

use commune_energy::data::pack::{Pack, SCHEMA, Series, Source};

use super::compare::Housing;
use super::round_mwh;
use crate::read::table::{Cell, Key, SECTORS, Table};
use crate::territory::Territory;

/// What is said of the figures as a whole: who publishes them, from what, under which licence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Publication {
    /// ISO date of the build.
    pub generated: String,
    /// Who publishes the packs.
    pub owner: String,
    /// How to reach the owner.
    pub contact: String,
    /// ISO date by which newer packs are expected, or empty.
    pub next_update: String,
    /// One line that names the source.
    pub source: String,
    /// Licence of the data.
    pub licence: String,
    /// True where the figures are generated for a demonstration.
    pub demo: bool,
    /// One entry per input, in the order read; `rows` and `bad_rows` are filled in per commune.
    pub sources: Vec<Source>,
}

/// The packs of every commune, in the order of `territory.communes`.
#[must_use]
pub fn packs(territory: &Territory, table: &Table, publication: &Publication) -> Vec<Pack> {
    let years = table.years();
    let housing = Housing::new(territory, table, &years);
    (0..territory.communes.len())
        .map(|index| Pack {
            schema: SCHEMA.into(),
            generated: publication.generated.clone(),
            owner: publication.owner.clone(),
            contact: publication.contact.clone(),
            next_update: publication.next_update.clone(),
            source: publication.source.clone(),
            licence: publication.licence.clone(),
            coverage: coverage(&years),
            demo: publication.demo,
            commune: territory.communes[index].clone(),
            series: series(table, index, &years),
            comparison: housing.comparison(index),
            sources: sources(territory, table, publication, index),
            years: years.clone(),
        })
        .collect()
}

/// `2018-2024`, or `2024` for a single year.
pub(super) fn coverage(years: &[u16]) -> String {
    match years {
        [] => String::new(),
        [only] => only.to_string(),
        [first, .., last] => format!("{first}-{last}"),
    }
}

fn series(table: &Table, commune: usize, years: &[u16]) -> Vec<Series> {
    let mut all = Vec::new();
    for (carrier, carrier_id) in table.carriers.iter().enumerate() {
        for (sector, sector_id) in SECTORS.iter().enumerate() {
            let cells: Vec<_> = years
                .iter()
                .map(|year| table.cells.get(&Key { commune, carrier, sector, year: *year }))
                .collect();
            if cells.iter().all(Option::is_none) {
                continue;
            }
            let of = |cell: &Option<&Cell>| cell.copied().unwrap_or_default();
            let mut sites: Vec<_> = cells.iter().map(|cell| of(cell).sites).collect();
            let mut corrected: Vec<_> =
                cells.iter().map(|cell| of(cell).corrected_total().map(round_mwh)).collect();
            if sites.iter().all(Option::is_none) {
                sites.clear();
            }
            if corrected.iter().all(Option::is_none) {
                corrected.clear();
            }
            all.push(Series {
                carrier: carrier_id.clone(),
                sector: (*sector_id).to_owned(),
                mwh: cells.iter().map(|cell| of(cell).total().map(round_mwh)).collect(),
                masked: cells.iter().map(|cell| of(cell).masked).collect(),
                sites,
                corrected,
            });
        }
    }
    all
}

/// The inputs that speak of the commune, then where its name and population come from.
fn sources(territory: &Territory, table: &Table, publication: &Publication, commune: usize) -> Vec<Source> {
    let mut sources: Vec<Source> = publication
        .sources
        .iter()
        .zip(&table.rows)
        .map(|(source, rows)| Source { rows: rows[commune], ..source.clone() })
        .collect();
    let version =
        if territory.version.is_empty() { String::new() } else { format!(" {}", territory.version) };
    sources.push(Source {
        name: format!(
            "Communes et populations légales de l'INSEE, paquet @etalab/decoupage-administratif{version}"
        ),
        url: "https://github.com/etalab/decoupage-administratif".into(),
        licence: "Licence Ouverte 2.0".into(),
        owner: "INSEE, DGCL".into(),
        rows: 1,
        ..Source::default()
    });
    sources
}
