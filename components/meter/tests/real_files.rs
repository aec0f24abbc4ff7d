//! The real sample files, where the folder of shared data lies beside the project.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use commune_meter::analyse::{Resolution, Thermo};
use commune_meter::{Carrier, Energy, FileKind, Options, Store, analyse, decode};
use std::path::PathBuf;

/// A shared sample, or `None` with a word on the console when the folder is absent.
fn shared(path: &str) -> Option<(String, Vec<u8>)> {
    let full = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(path);
    let name = full.file_name()?.to_string_lossy().into_owned();
    match std::fs::read(&full) {
        Ok(bytes) => Some((name, bytes)),
        Err(_) => {
            println!("skipped: no shared sample {path}");
            None
        }
    }
}

const HEURE: &str = "linky/Enedis_Conso_Heure_20230809-20240725_1429xxxxxxxxxx.csv";
const JOUR: &str = "linky/Enedis_Conso_Jour_20240109-20240725_1429xxxxxxxxxx.csv";

#[test]
fn the_load_curve_agrees_with_the_indexes_to_0_wh_on_every_common_day() {
    let (Some((_, heure)), Some((_, jour))) = (shared(HEURE), shared(JOUR)) else { return };
    let mut curve = Store::new();
    curve.add("heure", &heure).unwrap();
    let mut index = Store::new();
    index.add("jour", &jour).unwrap();
    let by_curve = analyse(&curve, &Options::default());
    let by_index = analyse(&index, &Options::default());
    let mut common = 0;
    for day in by_index.days.iter().filter(|d| d.complete) {
        let Some(same) = by_curve.days.iter().find(|d| d.date == day.date && d.complete) else { continue };
        assert_eq!(same.wh, day.wh, "{:?}", day.date);
        common += 1;
    }
    println!("{common} common days agree to 0 Wh");
    assert_eq!(common, 197);
    assert_eq!(by_index.days.len(), 197);
    assert_eq!(by_curve.complete_days, 351);
}

#[test]
fn both_files_together_check_each_other() {
    let (Some((name, heure)), Some((_, jour))) = (shared(HEURE), shared(JOUR)) else { return };
    let mut store = Store::new();
    let report = store.add(&name, &heure).unwrap();
    assert_eq!(report.kind, FileKind::LinkyCurve);
    assert!(report.meter_number_masked);
    assert_eq!(report.readings, 16_848);
    assert_eq!((report.duplicates, report.off_grid, report.lines_skipped), (0, 0, 0));
    assert_eq!(report.to, report.announced_to);
    let report = store.add("jour", &jour).unwrap();
    assert_eq!(report.kind, FileKind::LinkyIndex);
    assert_eq!(report.readings, 197);
    let analysis = analyse(&store, &Options::default());
    let check = analysis.quality.cross_check.unwrap();
    assert_eq!((check.days, check.differing, check.largest_difference_wh), (197, 0, Energy(0)));
    assert_eq!(analysis.quality.incomplete_days, 0);
    assert_eq!(analysis.quality.hole_count, 0);
    assert_eq!(analysis.quality.clock_changes.len(), 2);
    assert_eq!(analysis.quality.steps, [30]);
    assert_eq!(analysis.resolution, Resolution::Curve);
    assert_eq!(analysis.carrier, Some(Carrier::Electricity));
    assert!(analysis.curve.as_ref().unwrap().base.unwrap().w > 0.0);
    assert!(analysis.findings.len() >= 3);
    assert_eq!(analysis.thermo, Thermo::NoDegreeDays);
    assert!(!store.files()[0].name.contains("1429"));
}

#[test]
fn the_third_party_sample_has_both_autumn_hours() {
    let Some((name, bytes)) = shared("linky/SYNTHETIC_conso-courbe-30min_dst.csv") else { return };
    let decoded = decode(&name, &bytes).unwrap();
    assert_eq!(decoded.report.kind, FileKind::OtherCurve);
    assert_eq!(decoded.slots.len(), 6);
    assert!(decoded.slots.windows(2).all(|w| w[1].end - w[0].end == 1_800));
    assert!(decoded.report.meter_number_masked);
}

#[test]
fn the_gas_samples_by_day_week_month_and_year() {
    let (Some((_, daily)), Some((_, weekly)), Some((_, monthly)), Some((_, yearly)), Some((_, hourly))) = (
        shared("grdf/daily_data_sample.json"),
        shared("grdf/weekly_data_sample.json"),
        shared("grdf/monthly_data_sample.json"),
        shared("grdf/yearly_data_sample.json"),
        shared("grdf/hourly_data_sample.json"),
    ) else {
        return;
    };
    let rows = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    for (bytes, days) in [(&daily, 1), (&weekly, 7), (&monthly, 31), (&yearly, 365)] {
        let decoded = decode("x", bytes).unwrap();
        assert_eq!(decoded.report.kind, FileKind::GrdfJson);
        assert_eq!(decoded.report.carrier, Carrier::Gas);
        let values = rows(bytes);
        let sum: f64 = values.as_array().unwrap().iter().filter_map(|r| r["energy_kwh"].as_f64()).sum();
        let ours: i64 = decoded.blocks.iter().map(|b| b.energy.0).sum();
        assert_eq!(Energy(ours).wh(), sum * 1_000.0);
        assert!(decoded.blocks.iter().any(|b| b.days == days), "{days}");
        assert_eq!(decoded.report.lines_skipped, 0);
    }
    assert!(decode("x", &hourly).is_err());
    let mut store = Store::new();
    store.add("daily", &daily).unwrap();
    store.add("weekly", &weekly).unwrap();
    let analysis = analyse(&store, &Options::default());
    assert_eq!(analysis.carrier, Some(Carrier::Gas));
    assert_eq!(analysis.resolution, Resolution::Days);
    assert!(analysis.curve.is_none());
    assert!(analysis.comparison.is_some());
}

#[test]
fn the_green_button_sample() {
    let Some((name, bytes)) = shared("greenbutton/espi_hourly_sample_24h.xml") else { return };
    let decoded = decode(&name, &bytes).unwrap();
    assert_eq!(decoded.report.kind, FileKind::GreenButton);
    assert_eq!(decoded.slots.len(), 24);
    assert!(decoded.slots.iter().all(|s| s.step == 3_600));
    // `start` is the START of the interval.
    assert_eq!(decoded.slots[0].start(), 1_293_868_800);
    assert_eq!(decoded.slots[0].energy, Energy::from_wh(703));
    assert_eq!(decoded.report.cut_line, None);
}
