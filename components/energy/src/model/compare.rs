//! The commune beside the metropole and the communes of like size: housing kWh per inhabitant.

use super::{Figure, Query, latest_year, total};
use crate::data::pack::{Group, Pack, Rank};

/// The comparison of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The year.
    pub year: u16,
    /// This commune.
    pub commune: Figure,
    /// The metropole's mean.
    pub metropole: Figure,
    /// The mean of the communes of like size, and which they are.
    pub peers: Option<Peers>,
    /// The commune's place, 1 being the lowest consumption, among how many.
    pub rank: Option<(u32, u32)>,
}

/// Communes of like size.
#[derive(Clone, Debug, PartialEq)]
pub struct Peers {
    /// Their mean.
    pub mean: Figure,
    /// How many they are.
    pub count: u32,
    /// Inhabitants of the smallest and of the largest.
    pub population: (u32, u32),
}

/// The comparison for the latest complete year; `None` where there is nothing to set beside.
pub fn compare(pack: &Pack) -> Option<Comparison> {
    let query = Query::default();
    let index = latest_year(pack, &query)?;
    let metropole = pack.comparison.metropole.as_ref().map_or(Figure::Missing, |group| mean(group, index));
    let peers = pack.comparison.peers.as_ref().filter(|group| group.count > 0).map(|group| Peers {
        mean: mean(group, index),
        count: group.count,
        population: (group.min_population, group.max_population),
    });
    let peers = peers.filter(|peers| peers.mean != Figure::Missing);
    if metropole == Figure::Missing && peers.is_none() {
        return None;
    }
    let place = |rank: &Rank| {
        let of = *rank.of.get(index)?;
        Some((rank.rank.get(index).copied().flatten()?, of))
    };
    let rank = pack.comparison.ranks.iter().find(|rank| rank.carrier == "all").and_then(place);
    Some(Comparison { year: pack.years[index], commune: total(pack, &query, index), metropole, peers, rank })
}

fn mean(group: &Group, year: usize) -> Figure {
    let Some(all) = group.carriers.iter().find(|mean| mean.carrier == "all") else { return Figure::Missing };
    match all.kwh_per_inhabitant.get(year).copied().flatten() {
        Some(kwh) => Figure::Known { kwh, at_least: all.at_least.get(year).copied().unwrap_or(false) },
        None => Figure::Missing,
    }
}
