//! The model on a small pack whose every quirk is on purpose.

use super::*;
use crate::data::pack::Pack;
use crate::model::{
    change::{change_since, comparable_years},
    compare::compare,
    inventory::{State, inventory},
};

fn pack() -> Pack {
    serde_json::from_str(include_str!("../../tests/fixtures/59999.json")).unwrap()
}

fn query(sector: Option<&str>, measure: Measure) -> Query {
    Query { sector: sector.map(str::to_owned), measure, corrected: false }
}

#[test]
fn housing_per_inhabitant_adds_the_carriers() {
    let pack = pack();
    let q = Query::default();
    assert_eq!(figure(&pack, &q, "electricity", 2), Figure::Known { kwh: 2000.0, at_least: false });
    assert_eq!(total(&pack, &q, 2), Figure::Known { kwh: 5000.0, at_least: false });
}

#[test]
fn a_masked_figure_makes_the_total_a_lower_bound_and_never_zero() {
    let pack = pack();
    let q = query(Some("industry"), Measure::Total);
    assert_eq!(figure(&pack, &q, "electricity", 0), Figure::Masked);
    assert_eq!(figure(&pack, &q, "electricity", 1), Figure::Known { kwh: 700_000.0, at_least: true });
    assert_eq!(total(&pack, &q, 0), Figure::Masked);
    let all = query(None, Measure::Total);
    assert!(matches!(total(&pack, &all, 0), Figure::Known { at_least: true, .. }));
}

#[test]
fn per_inhabitant_is_for_housing_only() {
    let pack = pack();
    let q = query(Some("industry"), Measure::PerInhabitant);
    assert_eq!(q.effective_measure(), Measure::Total);
    assert_eq!(figure(&pack, &q, "electricity", 2), Figure::Known { kwh: 800_000.0, at_least: false });
}

#[test]
fn per_meter_divides_by_the_delivery_points_and_is_never_summed() {
    let pack = pack();
    let q = query(Some(HOUSING), Measure::PerMeter);
    assert_eq!(figure(&pack, &q, "electricity", 2), Figure::Known { kwh: 5000.0, at_least: false });
    assert_eq!(total(&pack, &q, 2), Figure::Missing);
    assert_eq!(figure(&pack, &q, "gas", 2), Figure::Missing, "no delivery points counted");
}

#[test]
fn no_population_no_figure_per_inhabitant() {
    let mut pack = pack();
    pack.commune.population = 0;
    assert_eq!(total(&pack, &Query::default(), 2), Figure::Missing);
    assert_eq!(latest_year(&pack, &Query::default()), None);
}

#[test]
fn the_latest_year_is_one_that_all_carriers_have() {
    let pack = pack();
    assert_eq!(pack.years, [2021, 2022, 2023, 2024]);
    assert_eq!(latest_year(&pack, &Query::default()), Some(2), "2024 has electricity only");
}

#[test]
fn change_compares_complete_figures_only() {
    let pack = pack();
    let q = Query::default();
    let change = change_since(&pack, &q, 2021).unwrap();
    assert_eq!((change.from, change.to, change.percent.round()), (2021, 2023, -9.0));
    assert_eq!(change_since(&pack, &q, 2023), None, "the year itself");
    assert_eq!(change_since(&pack, &q, 1999), None);
    let industry = query(Some("industry"), Measure::Total);
    assert_eq!(comparable_years(&pack, &industry), [] as [u16; 0], "every earlier year is masked in part");
}

#[test]
fn climate_correction_is_offered_where_the_data_have_it() {
    let pack = pack();
    assert!(has_corrected(&pack, Some(HOUSING)) && !has_corrected(&pack, Some("industry")));
    let q = Query { corrected: true, ..Query::default() };
    assert_eq!(figure(&pack, &q, "electricity", 2), Figure::Known { kwh: 2100.0, at_least: false });
    assert_eq!(figure(&pack, &q, "gas", 2), Figure::Missing);
}

#[test]
fn the_comparison_names_its_year_and_rank() {
    let comparison = compare(&pack()).unwrap();
    assert_eq!(comparison.year, 2023);
    assert_eq!(comparison.commune.kwh(), Some(5000.0));
    assert_eq!(comparison.metropole, Figure::Known { kwh: 5200.0, at_least: true });
    assert_eq!(comparison.peers.unwrap().population, (400, 2_500));
    assert_eq!(comparison.rank, Some((12, 93)));
}

#[test]
fn the_inventory_tells_masked_from_missing() {
    let pack = pack();
    let rows = inventory(&pack);
    let row = |carrier, sector| {
        rows.iter().find(|r| r.carrier == carrier && r.sector == sector).unwrap().years.clone()
    };
    use State::*;
    assert_eq!(row("electricity", "industry"), [Masked, Partly, Complete, Missing]);
    assert_eq!(row("gas", "housing"), [Complete, Complete, Complete, Missing]);
    assert_eq!(row("gas", "industry"), [Missing; 4]);
    assert_eq!(rows[0].carrier, "electricity");
}
