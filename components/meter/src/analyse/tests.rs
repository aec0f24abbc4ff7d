//! Every figure on small histories whose answer is known by hand.

use super::*;
use crate::model::{Block, Decoded, FileKind, FileReport, Slot};
use crate::options::{DegreeDay, Prices, Window};
use crate::time::{Day, days_from_civil, iso_date, midnight};

/// A store of one curve: `watts` of a step that starts at an instant.
fn curve(from: Day, days: i32, step: u32, watts: impl Fn(u32) -> i64) -> Store {
    let mut slots = Vec::new();
    let mut end = midnight(from) + step;
    while end <= midnight(from + days) {
        let energy = Energy(watts(end - step) * 1_000 * i64::from(step));
        slots.push(Slot { end, step, energy });
        end += step;
    }
    store(slots, Vec::new(), FileKind::LinkyCurve, Carrier::Electricity)
}

fn store(slots: Vec<Slot>, blocks: Vec<Block>, kind: FileKind, carrier: Carrier) -> Store {
    let mut store = Store::new();
    store.insert("f", Decoded { report: FileReport::new(kind, carrier), slots, blocks });
    store
}

fn daily(from: Day, wh: impl IntoIterator<Item = i64>) -> Store {
    let block = |(rank, wh)| Block { start: from + rank as Day, days: 1, energy: Energy::from_wh(wh) };
    let blocks = wh.into_iter().enumerate().map(block).collect();
    store(Vec::new(), blocks, FileKind::LinkyIndex, Carrier::Electricity)
}

fn hour(start: u32) -> u32 {
    (start + crate::time::offset_at(start)) / 3_600 % 24
}

#[test]
fn profile_base_peak_and_night_of_a_curve() {
    let from = days_from_civil(2024, 1, 15);
    // A Monday; 100 W always on, 900 W more from 19:00 to 20:00, one step of 3000 W.
    let peak = midnight(from + 3) + 12 * 3_600;
    let store = curve(from, 14, 1_800, |start| match hour(start) {
        _ if start == peak => 3_000,
        19 => 1_000,
        _ => 100,
    });
    let curve = analyse(&store, &Options::default()).curve.unwrap();
    assert_eq!(curve.profile.len(), 168);
    assert_eq!(curve.profile[19], Some(1_000.0));
    assert_eq!(curve.profile[18], Some(100.0));
    // Thursday 12:00: two Thursdays of two steps, one of them 3000 W.
    assert_eq!(curve.profile[3 * 24 + 12], Some((3_000.0 + 300.0) / 4.0));
    let base = curve.base.unwrap();
    assert_eq!((base.w, base.days), (100.0, 14));
    assert_eq!((curve.peak.w, curve.peak.start.as_str()), (3_000.0, "2024-01-18T12:00:00+01:00"));
    assert_eq!(curve.night.wh, Energy::from_wh(14 * 8 * 100));
    assert!(curve.off_peak.is_none());
}

#[test]
fn off_peak_hours_are_shared_out_and_priced() {
    let from = days_from_civil(2024, 1, 15);
    let store = curve(from, 1, 3_600, |_| 600);
    // 02:06 to 07:06: the hours at both borders are shared out by minutes.
    let windows = vec![Window { from: 126, to: 426 }];
    let prices = Some(Prices { base: 0.2, peak: 0.3, off_peak: 0.1 });
    let options = Options { off_peak: windows, prices, ..Options::default() };
    let off = analyse(&store, &options).curve.unwrap().off_peak.unwrap();
    assert_eq!((off.in_wh, off.out_wh), (Energy::from_wh(3_000), Energy::from_wh(11_400)));
    let cost = off.cost.unwrap();
    assert!((cost.base_eur - 2.88).abs() < 1e-9);
    assert!((cost.off_peak_eur - (0.3 + 3.42)).abs() < 1e-9);
    assert!((cost.saved_eur - (2.88 - 3.72)).abs() < 1e-9);
    // Over midnight: 22:00 to 06:00 is eight hours.
    let options = Options { off_peak: vec![Window { from: 1_320, to: 360 }], ..Options::default() };
    let off = analyse(&store, &options).curve.unwrap().off_peak.unwrap();
    assert_eq!(off.in_wh, Energy::from_wh(8 * 600));
}

#[test]
fn spring_has_46_half_hours_and_autumn_50() {
    for (day, steps) in [((2024, 3, 31), 46), ((2024, 10, 27), 50)] {
        let day = days_from_civil(day.0, day.1, day.2);
        let analysis = analyse(&curve(day, 1, 1_800, |_| 2), &Options::default());
        assert_eq!(analysis.days.len(), 1);
        assert!(analysis.days[0].complete);
        assert_eq!(analysis.days[0].wh, Energy::from_wh(steps));
        assert_eq!(analysis.quality.clock_changes.len(), 1);
        assert_eq!(analysis.quality.clock_changes[0].hours, if steps == 46 { 23 } else { 25 });
    }
}

#[test]
fn a_step_across_midnight_is_shared_out_and_both_days_are_incomplete() {
    let day = days_from_civil(2024, 1, 15);
    let slot = Slot { end: midnight(day) + 900, step: 3_600, energy: Energy::from_wh(400) };
    let store = store(vec![slot], Vec::new(), FileKind::GreenButton, Carrier::Electricity);
    let days = analyse(&store, &Options::default()).days;
    let found: Vec<_> = days.iter().map(|d| (d.wh.wh(), d.complete)).collect();
    assert_eq!(found, [(300.0, false), (100.0, false)]);
}

#[test]
fn daily_values_give_no_curve_and_complete_what_a_curve_lacks() {
    let from = days_from_civil(2024, 1, 15);
    let alone = analyse(&daily(from, [10, 20, 30]), &Options::default());
    assert!(alone.curve.is_none());
    assert_eq!(alone.resolution, Resolution::Days);
    let mut both = curve(from, 1, 1_800, |_| 1_000);
    let mut slots = both.files()[0].decoded.slots.clone();
    slots.extend([Slot { end: midnight(from + 1) + 1_800, step: 1_800, energy: Energy::from_wh(1) }]);
    both.clear();
    let report = FileReport::new(FileKind::LinkyCurve, Carrier::Electricity);
    both.insert("curve", Decoded { report, slots, blocks: Vec::new() });
    let index = daily(from, [24_000, 77]).files()[0].decoded.clone();
    both.insert("index", index);
    let analysis = analyse(&both, &Options::default());
    let found: Vec<_> = analysis.days.iter().map(|d| (d.wh.wh(), d.complete)).collect();
    assert_eq!(found, [(24_000.0, true), (77.0, true)]);
    let check = analysis.quality.cross_check.unwrap();
    assert_eq!((check.days, check.differing), (1, 0));
}

#[test]
fn weeks_months_and_years_and_the_year_before() {
    // Two years of 2023 and 2024: 100 Wh a day, then 110.
    let from = days_from_civil(2023, 1, 1);
    let store = daily(from, (0..731).map(|rank| if rank < 365 { 100 } else { 110 }));
    let analysis = analyse(&store, &Options::default());
    assert_eq!(analysis.years.len(), 2);
    assert!(analysis.years.iter().all(|y| y.complete));
    assert_eq!(analysis.years[1].wh, Energy::from_wh(366 * 110));
    let february = &analysis.months[13];
    assert_eq!(february.period.label(), "2024-02");
    assert_eq!((february.days, february.complete), (29, true));
    assert_eq!(february.year_before_wh, Some(Energy::from_wh(2_800)));
    // 2023-01-01 is a Sunday: the last day of week 52 of 2022.
    let first = &analysis.weeks[0];
    assert_eq!((first.period.label().as_str(), first.complete_days), ("2022-W52", 1));
    assert!(!first.complete);
    assert_eq!(analysis.weeks[1].wh, Energy::from_wh(700));
    let comparison = analysis.comparison.unwrap();
    // The last 365 days without 29 February.
    assert_eq!(comparison.days, 364);
    assert!((comparison.change.unwrap() - 0.1).abs() < 1e-12);
    assert_eq!(comparison.wh, Energy::from_wh(364 * 110));
}

#[test]
fn long_blocks_complete_months_without_giving_days() {
    let month = |m, wh| Block {
        start: days_from_civil(2024, m, 1),
        days: if m == 2 { 29 } else { 31 },
        energy: Energy::from_wh(wh),
    };
    let blocks = vec![month(1, 500), month(2, 400)];
    let store = store(Vec::new(), blocks, FileKind::GrdfJson, Carrier::Gas);
    let analysis = analyse(&store, &Options::default());
    assert_eq!(analysis.resolution, Resolution::Periods);
    assert!(analysis.days.iter().all(|d| !d.complete && d.wh == Energy(0)));
    let months: Vec<_> = analysis.months.iter().map(|m| (m.wh.wh(), m.complete)).collect();
    assert_eq!(months, [(500.0, true), (400.0, true)]);
    assert_eq!(analysis.total_wh, Energy::from_wh(900));
}

#[test]
fn carriers_are_kept_apart() {
    let from = days_from_civil(2024, 1, 15);
    let mut both = daily(from, [10]);
    let gas = Block { start: from, days: 1, energy: Energy::from_wh(99) };
    let report = FileReport::new(FileKind::GrdfJson, Carrier::Gas);
    both.insert("gas", Decoded { report, slots: Vec::new(), blocks: vec![gas] });
    let analysis = analyse(&both, &Options::default());
    assert_eq!(analysis.carriers, [Carrier::Electricity, Carrier::Gas]);
    assert_eq!(analysis.total_wh, Energy::from_wh(10));
    let options = Options { carrier: Some(Carrier::Gas), ..Options::default() };
    assert_eq!(analyse(&both, &options).total_wh, Energy::from_wh(99));
}

#[test]
fn the_thermosensitive_share_and_why_there_is_none() {
    let from = days_from_civil(2024, 1, 1);
    let dju = |rank: i64| (rank % 20) as f64;
    let degree_days = |count: i64| -> Vec<DegreeDay> {
        (0..count).map(|r| DegreeDay { date: iso_date(from + r as Day), dju: dju(r) }).collect()
    };
    // 5 kWh a day and 1 kWh per degree day.
    let store = daily(from, (0..100).map(|r| 5_000 + 1_000 * (r % 20)));
    let ask =
        |days: Vec<DegreeDay>| analyse(&store, &Options { degree_days: days, ..Options::default() }).thermo;
    let Thermo::Known { share, wh_per_dju, base_wh_per_day, fit, days, .. } = ask(degree_days(100)) else {
        panic!()
    };
    assert!((share - 9_500.0 / 14_500.0).abs() < 1e-9);
    assert!((wh_per_dju - 1_000.0).abs() < 1e-6 && (base_wh_per_day - 5_000.0).abs() < 1e-6);
    assert!((fit - 1.0).abs() < 1e-9);
    assert_eq!(days, 100);
    assert_eq!(ask(Vec::new()), Thermo::NoDegreeDays);
    assert_eq!(ask(degree_days(20)), Thermo::TooFewDays { days: 20 });
    let mild = degree_days(100).into_iter().map(|d| DegreeDay { dju: 0.0, ..d }).collect();
    assert_eq!(ask(mild), Thermo::OneSeason { cold: 0, mild: 100 });
    let other = daily(from, (0..100).map(|r| 5_000 + 1_000 * (r % 2)));
    let options = Options { degree_days: degree_days(100), ..Options::default() };
    assert!(matches!(analyse(&other, &options).thermo, Thermo::PoorFit { .. }));
}

#[test]
fn findings_are_ranked_and_few() {
    let from = days_from_civil(2023, 1, 1);
    let store = curve(from, 720, 3_600, |start| {
        let winter = matches!(crate::time::civil_from_days((start / 86_400) as Day).1, 12 | 1 | 2);
        let evening = if hour(start) == 19 { 2_000 } else { 300 };
        evening + if winter { 900 } else { 0 }
    });
    let analysis = analyse(&store, &Options::default());
    assert_eq!(analysis.findings.len(), MAX_FINDINGS);
    let seasons =
        analysis.findings.iter().any(|f| matches!(f, Finding::Seasons { ratio, .. } if *ratio > 2.0));
    let hour = analysis.findings.iter().any(|f| matches!(f, Finding::BusiestHour { hour: 19, .. }));
    assert!(seasons && hour, "{:?}", analysis.findings);
}

#[test]
fn nothing_gives_nothing() {
    let analysis = analyse(&Store::new(), &Options::default());
    assert_eq!((analysis.carrier, analysis.resolution), (None, Resolution::None));
    assert!(analysis.days.is_empty() && analysis.findings.is_empty());
    assert!(crate::Contribution::of(&analysis).is_none());
}

#[test]
fn the_contribution_holds_months_and_a_shape_and_nothing_else() {
    let from = days_from_civil(2024, 1, 1);
    let store = curve(from, 40, 1_800, |start| if hour(start) == 19 { 600 } else { 300 });
    let contribution = crate::Contribution::of(&analyse(&store, &Options::default())).unwrap();
    assert!(contribution.is_valid());
    assert_eq!(contribution.months.len(), 1);
    assert_eq!(contribution.months[0].month, "2024-01");
    assert_eq!(contribution.months[0].kwh, (31 * (23 * 300 + 600) + 500) / 1_000);
    assert_eq!(contribution.shape.len(), 168);
    let mean = contribution.shape.iter().sum::<u32>() / 168;
    assert!((999..=1_001).contains(&mean));
    let json = serde_json::to_string(&contribution).unwrap();
    assert_eq!(serde_json::from_str::<crate::Contribution>(&json).unwrap(), contribution);
    // No date finer than a month, no long number.
    assert!(!json.contains("2024-01-") && !crate::has_meter_number(json.as_bytes()));
}

#[test]
fn the_json_of_days_is_that_of_the_documentation() {
    let from = days_from_civil(2024, 1, 15);
    let analysis = analyse(&daily(from, [12_345]), &Options::default());
    let json = crate::to_json(&analysis);
    assert!(json.contains(r#""days":[{"date":"2024-01-15","wh":12345,"complete":true}]"#), "{json}");
    let ours: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(ours, serde_json::to_value(&analysis).unwrap());
}
