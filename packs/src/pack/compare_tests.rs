//! Means, peers and ranks on small tables made by hand.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

use commune_energy::data::pack::Commune;

use super::*;
use crate::read::table::Addition;

fn territory(populations: &[u32]) -> Territory {
    let communes = populations
        .iter()
        .enumerate()
        .map(|(index, population)| Commune {
            insee: format!("590{index:02}"),
            name: format!("Commune {index}"),
            population: *population,
        })
        .collect();
    Territory::new("200093201".into(), "Métropole".into(), communes)
}

/// Rows of housing in 2024: commune, carrier, MWh (nothing where withheld).
fn table(rows: &[(usize, usize, Option<f64>)]) -> Table {
    let mut table = Table::new(&[]);
    for (commune, carrier, mwh) in rows {
        let key = Key { commune: *commune, carrier: *carrier, sector: HOUSING, year: 2024 };
        let masked = u32::from(mwh.is_none());
        table.add(key, Addition { mwh: *mwh, masked, ..Addition::default() });
    }
    table
}

fn mean(group: Option<&Group>, carrier: &str) -> (Option<f64>, bool) {
    let group = group.unwrap();
    let mean = group.carriers.iter().find(|mean| mean.carrier == carrier).unwrap();
    (mean.kwh_per_inhabitant[0], mean.at_least[0])
}

fn rank(comparison: &Comparison, carrier: &str) -> Option<(Option<u32>, u32)> {
    let rank = comparison.ranks.iter().find(|rank| rank.carrier == carrier)?;
    Some((rank.rank[0], rank.of[0]))
}

#[test]
fn a_mean_is_of_inhabitants_not_of_communes() {
    let territory = territory(&[1000, 3000]);
    let table = table(&[(0, 0, Some(1000.0)), (1, 0, Some(9000.0))]);
    let housing = Housing::new(&territory, &table, &[2024]);
    let comparison = housing.comparison(0);
    assert_eq!(mean(comparison.metropole.as_ref(), "electricity"), (Some(2500.0), false));
    assert_eq!(mean(comparison.metropole.as_ref(), "all"), (Some(2500.0), false));
    assert_eq!(comparison.metropole.unwrap().count, 2);
}

#[test]
fn peers_leave_the_commune_itself_out() {
    let territory = territory(&[1000, 1000, 1999, 2001, 500, 499]);
    let rows: Vec<_> = (0..6).map(|commune| (commune, 0, Some(1000.0))).collect();
    let housing = Housing::new(&territory, &table(&rows), &[2024]);
    let peers = housing.comparison(0).peers.unwrap();
    assert_eq!((peers.count, peers.min_population, peers.max_population), (3, 500, 1999));
    // 3 communes × 1000 MWh over 1000 + 1999 + 500 inhabitants.
    assert_eq!(mean(Some(&peers), "electricity").0, Some(857.4));
}

#[test]
fn peers_are_at_most_ten_and_at_least_two() {
    let populations: Vec<u32> = (0..20).map(|index| 1000 + index).collect();
    let territory_of_many = territory(&populations);
    let rows: Vec<_> = (0..20).map(|commune| (commune, 0, Some(1.0))).collect();
    let peers = Housing::new(&territory_of_many, &table(&rows), &[2024]).comparison(0).peers;
    let peers = peers.unwrap();
    assert_eq!((peers.count, peers.min_population, peers.max_population), (10, 1001, 1010));
    let territory = territory(&[100_000, 99_000, 1000]);
    let housing = Housing::new(&territory, &table(&rows[..3]), &[2024]);
    assert_eq!(housing.comparison(0).peers, None);
}

#[test]
fn ranks_ignore_withheld_communes() {
    let territory = territory(&[1000, 1000, 1000, 1000]);
    let table =
        table(&[(0, 0, Some(30.0)), (1, 0, Some(10.0)), (2, 0, None), (3, 0, Some(20.0)), (3, 0, None)]);
    let housing = Housing::new(&territory, &table, &[2024]);
    assert_eq!(rank(&housing.comparison(0), "electricity"), Some((Some(2), 2)));
    assert_eq!(rank(&housing.comparison(1), "electricity"), Some((Some(1), 2)));
    assert_eq!(rank(&housing.comparison(2), "electricity"), Some((None, 2)));
    assert_eq!(rank(&housing.comparison(3), "electricity"), Some((None, 2)));
}

#[test]
fn equal_figures_share_a_rank() {
    let territory = territory(&[1000, 2000, 1000]);
    let table = table(&[(0, 0, Some(10.0)), (1, 0, Some(20.0)), (2, 0, Some(30.0))]);
    let housing = Housing::new(&territory, &table, &[2024]);
    let ranks: Vec<_> = (0..3).map(|i| rank(&housing.comparison(i), "all")).collect();
    assert_eq!(ranks, [Some((Some(1), 3)), Some((Some(1), 3)), Some((Some(3), 3))]);
}

#[test]
fn a_withheld_figure_makes_the_mean_a_lower_bound() {
    let territory = territory(&[1000, 1000]);
    let table = table(&[(0, 0, Some(1000.0)), (1, 0, None)]);
    let housing = Housing::new(&territory, &table, &[2024]);
    assert_eq!(mean(housing.whole().as_ref(), "electricity"), (Some(500.0), true));
    let own = housing.per_inhabitant(1);
    assert_eq!((own[0].kwh_per_inhabitant[0], own[0].at_least[0]), (None, false));
}

#[test]
fn a_commune_without_a_network_is_in_neither_sum() {
    let territory = territory(&[1000, 1000]);
    let table = table(&[(0, 0, Some(1000.0)), (1, 0, Some(1000.0)), (0, 1, Some(4000.0))]);
    let housing = Housing::new(&territory, &table, &[2024]);
    assert_eq!(mean(housing.whole().as_ref(), "gas"), (Some(4000.0), false));
    assert_eq!(mean(housing.whole().as_ref(), "all"), (Some(3000.0), false));
    assert_eq!(rank(&housing.comparison(1), "gas"), None);
    assert_eq!(rank(&housing.comparison(1), "all"), Some((Some(1), 2)));
}

#[test]
fn a_carrier_of_other_years_makes_all_incomplete() {
    let territory = territory(&[1000, 1000]);
    let mut table = table(&[(0, 0, Some(1000.0)), (0, 1, Some(1000.0)), (1, 0, Some(3000.0))]);
    let key = Key { commune: 0, carrier: 0, sector: HOUSING, year: 2023 };
    table.add(key, Addition { mwh: Some(900.0), ..Addition::default() });
    let housing = Housing::new(&territory, &table, &[2023, 2024]);
    let comparison = housing.comparison(0);
    let all = comparison.ranks.iter().find(|rank| rank.carrier == "all").unwrap();
    assert_eq!((&all.rank, &all.of), (&vec![None, Some(1)], &vec![0, 2]));
    let whole = housing.whole().unwrap();
    let all = whole.carriers.iter().find(|mean| mean.carrier == "all").unwrap();
    assert_eq!(all.at_least, [true, false]);
}

#[test]
fn without_figures_there_is_nothing_to_compare() {
    let territory = territory(&[1000]);
    let housing = Housing::new(&territory, &Table::new(&[]), &[]);
    assert_eq!(housing.comparison(0), Comparison::default());
    let territory = self::territory(&[0, 1000]);
    let table = table(&[(0, 0, Some(5.0)), (1, 0, Some(1000.0))]);
    let housing = Housing::new(&territory, &table, &[2024]);
    assert_eq!(mean(housing.whole().as_ref(), "all"), (Some(1000.0), false));
    assert_eq!(rank(&housing.comparison(0), "all"), Some((None, 1)));
}
