//! What a commune's housing figures are set beside: means and ranks.
//!
//! Rules, the same for real and demonstration figures:
//! - A mean is all kWh of the group's communes that a source speaks of that year, over all their
//!   inhabitants (the latest legal population, for every year). A commune without any row for the
//!   carrier (no gas network) is in neither sum.
//! - A withheld figure makes the mean a lower bound. So does, for `all`, a carrier that the
//!   commune has in other years and not in this one.
//! - Peers: the communes whose population is between half and double; at most the ten nearest by
//!   ratio; none at all under two. The commune itself is left out.
//! - Ranks: among the communes whose figure is complete that year, 1 for the lowest; equal
//!   figures share a rank.

use std::collections::BTreeSet;

use commune_energy::data::pack::{Comparison, Group, Mean, Rank};

use super::round_kwh;
use crate::read::table::{Key, Table};
use crate::territory::Territory;

/// A peer has at most this many times the inhabitants, and at least as many times fewer.
pub const PEERS_FACTOR: f64 = 2.0;
/// The most peers.
pub const PEERS_AT_MOST: usize = 10;
/// Under this many there is no group of peers.
pub const PEERS_AT_LEAST: usize = 2;

/// Index of housing in [`crate::read::table::SECTORS`].
const HOUSING: usize = 0;

/// The housing figure of one commune, one year, one carrier or all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Figure {
    mwh: Option<f64>,
    /// A source speaks of it, be it to withhold it.
    spoken_of: bool,
    /// Known, and nothing withheld or missing.
    complete: bool,
}

/// The housing figures of every commune, computed once.
pub(super) struct Housing<'t> {
    territory: &'t Territory,
    /// Carrier ids that housing has, then `all`.
    carriers: Vec<String>,
    years: usize,
    /// By carrier, then commune, then year.
    figures: Vec<Vec<Vec<Figure>>>,
}

impl<'t> Housing<'t> {
    pub(super) fn new(territory: &'t Territory, table: &Table, years: &[u16]) -> Self {
        let present: BTreeSet<usize> =
            table.cells.keys().filter(|key| key.sector == HOUSING).map(|key| key.carrier).collect();
        let figure = |commune: usize, carrier: usize, year: u16| {
            let key = Key { commune, carrier, sector: HOUSING, year };
            table.cells.get(&key).map_or(Figure::default(), |cell| Figure {
                mwh: cell.total(),
                spoken_of: true,
                complete: cell.masked == 0 && cell.known > 0,
            })
        };
        let mut figures: Vec<Vec<Vec<Figure>>> = present
            .iter()
            .map(|carrier| {
                (0..territory.communes.len())
                    .map(|commune| years.iter().map(|year| figure(commune, *carrier, *year)).collect())
                    .collect()
            })
            .collect();
        let all = (0..territory.communes.len())
            .map(|commune| {
                let own: Vec<&Vec<Figure>> = figures
                    .iter()
                    .map(|communes| &communes[commune])
                    .filter(|years| years.iter().any(|figure| figure.spoken_of))
                    .collect();
                (0..years.len()).map(|year| together(&own, year)).collect()
            })
            .collect();
        figures.push(all);
        let mut carriers: Vec<String> =
            present.iter().map(|carrier| table.carriers[*carrier].clone()).collect();
        carriers.push("all".into());
        Self { territory, carriers, years: years.len(), figures }
    }

    /// The comparison of the commune at `index`.
    pub(super) fn comparison(&self, index: usize) -> Comparison {
        if self.carriers.len() == 1 || self.years == 0 {
            return Comparison::default();
        }
        let everyone: Vec<usize> = (0..self.territory.communes.len()).collect();
        let peers = peers(self.territory, index);
        Comparison {
            metropole: Some(self.group(&everyone)),
            peers: (peers.len() >= PEERS_AT_LEAST).then(|| self.group(&peers)),
            ranks: self.ranks(index),
        }
    }

    /// The group of every commune.
    pub(super) fn whole(&self) -> Option<Group> {
        let everyone: Vec<usize> = (0..self.territory.communes.len()).collect();
        (self.carriers.len() > 1 && self.years > 0).then(|| self.group(&everyone))
    }

    fn group(&self, members: &[usize]) -> Group {
        let populations = members.iter().map(|index| self.territory.communes[*index].population);
        Group {
            count: members.len() as u32,
            min_population: populations.clone().min().unwrap_or(0),
            max_population: populations.max().unwrap_or(0),
            carriers: self
                .carriers
                .iter()
                .zip(&self.figures)
                .map(|(carrier, communes)| self.mean(carrier, communes, members))
                .collect(),
        }
    }

    fn mean(&self, carrier: &str, communes: &[Vec<Figure>], members: &[usize]) -> Mean {
        let of_year = |year: usize| {
            let spoken_of = members
                .iter()
                .map(|index| (communes[*index][year], self.population(*index)))
                .filter(|(figure, population)| figure.spoken_of && *population > 0.0);
            let inhabitants: f64 = spoken_of.clone().map(|(_, population)| population).sum();
            let known = spoken_of.clone().any(|(figure, _)| figure.mwh.is_some());
            let mwh: f64 = spoken_of.clone().filter_map(|(figure, _)| figure.mwh).sum();
            let incomplete = spoken_of.into_iter().any(|(figure, _)| !figure.complete);
            (known.then(|| round_kwh(mwh * 1000.0 / inhabitants)), known && incomplete)
        };
        let (kwh_per_inhabitant, at_least) = (0..self.years).map(of_year).unzip();
        Mean { carrier: carrier.to_owned(), kwh_per_inhabitant, at_least }
    }

    fn ranks(&self, index: usize) -> Vec<Rank> {
        self.carriers
            .iter()
            .zip(&self.figures)
            .filter(|(_, communes)| communes[index].iter().any(|figure| figure.spoken_of))
            .map(|(carrier, communes)| {
                let mut rank = Rank { carrier: carrier.clone(), rank: Vec::new(), of: Vec::new() };
                for year in 0..self.years {
                    let per_inhabitant = |commune: usize| {
                        let figure = communes[commune][year];
                        let population = self.population(commune);
                        figure.mwh.filter(|_| figure.complete && population > 0.0).map(|mwh| mwh / population)
                    };
                    let ranked: Vec<f64> = (0..communes.len()).filter_map(per_inhabitant).collect();
                    rank.rank.push(
                        per_inhabitant(index)
                            .map(|own| 1 + ranked.iter().filter(|other| **other < own).count() as u32),
                    );
                    rank.of.push(ranked.len() as u32);
                }
                rank
            })
            .collect()
    }

    fn population(&self, index: usize) -> f64 {
        f64::from(self.territory.communes[index].population)
    }

    /// kWh per inhabitant of the commune at `index` for every carrier and `all`, with whether
    /// the figure is complete, by year.
    pub(super) fn per_inhabitant(&self, index: usize) -> Vec<Mean> {
        self.carriers
            .iter()
            .zip(&self.figures)
            .map(|(carrier, communes)| self.mean(carrier, communes, &[index]))
            .collect()
    }
}

/// All carriers of a commune together.
fn together(carriers: &[&Vec<Figure>], year: usize) -> Figure {
    let figures = carriers.iter().map(|years| years[year]);
    let known = figures.clone().any(|figure| figure.mwh.is_some());
    Figure {
        mwh: known.then(|| figures.clone().filter_map(|figure| figure.mwh).sum()),
        spoken_of: figures.clone().any(|figure| figure.spoken_of),
        complete: known && figures.into_iter().all(|figure| figure.complete),
    }
}

/// The communes of like size, the nearest first.
fn peers(territory: &Territory, index: usize) -> Vec<usize> {
    let own = f64::from(territory.communes[index].population);
    let mut near: Vec<(f64, usize)> = territory
        .communes
        .iter()
        .enumerate()
        .filter(|(other, commune)| *other != index && commune.population > 0 && own > 0.0)
        .map(|(other, commune)| ((f64::from(commune.population) / own).ln().abs(), other))
        .filter(|(distance, _)| *distance <= PEERS_FACTOR.ln())
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    near.truncate(PEERS_AT_MOST);
    near.into_iter().map(|(_, other)| other).collect()
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
