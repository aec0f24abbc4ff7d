//! Files of known energy, from a generator that shares no code with the decoder: time comes from
//! `jiff`, sums are in watt-minutes, and every slot has another value, so that a slot that is
//! lost, doubled, shifted or given another length changes a day.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use commune_meter::{Options, Store, analyse};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A day's watt-minutes, and whether a slot of it was left out.
#[derive(Clone, Copy, Default)]
struct Day {
    watt_minutes: i64,
    broken: bool,
}

struct File {
    csv: String,
    days: BTreeMap<Date, Day>,
    slots: usize,
    left_out: usize,
}

/// How the file writes time.
#[derive(Clone, Copy, PartialEq)]
enum Clock {
    Offset,
    Local,
    LocalDescending,
}

/// From 20 March to 5 November 2023: both clock changes. `step` gives the length of the slot that
/// starts at a moment (in minutes since the start), `hole` the slots that are left out.
fn file(clock: Clock, step: impl Fn(i64) -> i64, hole: impl Fn(i64) -> bool) -> File {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let start = jiff::civil::date(2023, 3, 20).to_zoned(paris.clone()).unwrap().timestamp();
    let end = jiff::civil::date(2023, 11, 6).to_zoned(paris.clone()).unwrap().timestamp();
    let mut rows = Vec::new();
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    let (mut at, mut index, mut left_out) = (start, 0i64, 0);
    while at < end {
        let minutes = (at.as_second() - start.as_second()) / 60;
        let length = step(minutes);
        let next: Timestamp = at.checked_add(length.minutes()).unwrap();
        // 7919 and 60013 are primes: no value comes twice in 60,013 slots.
        let watts = 1 + index * 7_919 % 60_013;
        index += 1;
        let day = days.entry(at.to_zoned(paris.clone()).date()).or_default();
        if hole(minutes) {
            day.broken = true;
            left_out += 1;
        } else {
            day.watt_minutes += watts * length;
            let local = next.to_zoned(paris.clone());
            rows.push(match clock {
                Clock::Offset => format!("{};{watts}", local.strftime("%Y-%m-%dT%H:%M:%S%:z")),
                _ => format!("{};{watts}", local.strftime("%Y-%m-%dT%H:%M:%S")),
            });
        }
        at = next;
    }
    let slots = rows.len();
    if clock == Clock::LocalDescending {
        rows.reverse();
    }
    let mut csv = String::from(match clock {
        Clock::Offset => {
            "\u{feff}Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;\
             Grandeur metier;Etape metier;Unite;Pas en minutes\r\n00000000000000;Courbe de charge;\
             20/03/2023;06/11/2023;Energie active;Consommation;Comptage Brut;W;\r\nHorodate;Valeur\r\n"
        }
        _ => "Horodate fin de pas;Puissance moyenne (W)\r\n",
    });
    for row in rows {
        write!(csv, "{row}\r\n").unwrap();
    }
    File { csv, days, slots, left_out }
}

/// Every day of the analysis has the energy that was generated, and says whether it is whole.
fn check(file: &File) -> commune_meter::Analysis {
    let mut store = Store::new();
    let report = store.add("file.csv", file.csv.as_bytes()).unwrap();
    assert_eq!(report.readings as usize, file.slots);
    let analysis = analyse(&store, &Options::default());
    assert_eq!(analysis.days.len(), file.days.len());
    for (day, (date, expected)) in analysis.days.iter().zip(&file.days) {
        assert_eq!(commune_meter::time::iso_date(day.date.0), date.to_string());
        assert_eq!(day.complete, !expected.broken, "{date}");
        // Watt-minutes to millijoules.
        assert_eq!(day.wh.0, expected.watt_minutes * 60_000, "{date}");
    }
    let total: i64 = file.days.values().map(|d| d.watt_minutes).sum();
    assert_eq!(analysis.total_wh.0, total * 60_000);
    assert_eq!(analysis.quality.clock_changes.len(), 2);
    analysis
}

const ALL: [Clock; 3] = [Clock::Offset, Clock::Local, Clock::LocalDescending];

#[test]
fn files_of_15_30_and_60_minutes_over_both_clock_changes() {
    for clock in ALL {
        for step in [15, 30, 60] {
            let analysis = check(&file(clock, |_| step, |_| false));
            assert_eq!(analysis.quality.steps, [step as u32]);
            assert_eq!(analysis.quality.incomplete_days, 0);
            assert_eq!(analysis.months.iter().filter(|m| m.complete).count(), 7);
        }
    }
}

#[test]
fn holes_of_one_slot_of_25_hours_and_of_days() {
    for step in [15, 30, 60] {
        // Minutes since the start: one slot, 25 hours, three days, every 97th slot of a month.
        let hole = |m: i64| {
            m == 5 * 1_440 + 600
                || (8 * 1_440 + 300..8 * 1_440 + 1_800).contains(&m)
                || (20 * 1_440..23 * 1_440).contains(&m)
                || ((40 * 1_440..70 * 1_440).contains(&m) && m / step % 97 == 0)
        };
        for clock in ALL {
            let file = file(clock, |_| step, hole);
            assert_eq!(check(&file).quality.missing as usize, file.left_out);
        }
    }
}

#[test]
fn the_step_changes_inside_the_file() {
    // 30, 60, 30, 15, 60, 15, 30 minutes; changes at midday, in a hole and on the hour.
    let step = |m: i64| match m {
        ..14_400 => 30,
        14_400..50_400 => 60,
        50_400..90_720 => 30,
        90_720..120_000 => 15,
        120_000..200_040 => 60,
        200_040..250_020 => 15,
        _ => 30,
    };
    for clock in ALL {
        let analysis = check(&file(clock, step, |_| false));
        assert_eq!(analysis.quality.steps, [15, 30, 60]);
        assert_eq!(analysis.quality.step_changes, 6);
        let holes = |m: i64| {
            (50_000..51_000).contains(&m) || (119_000..121_500).contains(&m) || m == 30_000 || m == 60_000
        };
        check(&file(clock, step, holes));
    }
}

#[test]
fn single_slots_lost_at_random_are_holes_and_not_longer_steps() {
    for step in [15, 30, 60] {
        // About one slot in a hundred, without any pattern.
        let lost = |m: i64| (m / step).wrapping_mul(2_654_435_761).rem_euclid(1 << 32) >> 16 < 655;
        for clock in ALL {
            check(&file(clock, |_| step, |m| m > 1_440 && m < 300_000 && lost(m)));
        }
    }
}

#[test]
fn duplicates_off_grid_rows_and_shuffled_lines_change_nothing() {
    let file = file(Clock::Offset, |_| 30, |m| m == 60_000);
    let mut lines: Vec<&str> = file.csv.lines().collect();
    let body = lines.split_off(3);
    let mut shuffled = body.clone();
    for at in 0..shuffled.len() {
        shuffled.swap(at, at.wrapping_mul(7_919) % body.len());
    }
    shuffled.extend(body.iter().step_by(10));
    shuffled.push("2023-05-01T12:14:10+02:00;99999");
    lines.extend(shuffled);
    let mut store = Store::new();
    let report = store.add("f", (lines.join("\n") + "\n").as_bytes()).unwrap();
    assert_eq!(report.duplicates as usize, body.len().div_ceil(10));
    assert_eq!((report.off_grid, report.conflicts), (1, 0));
    let analysis = analyse(&store, &Options::default());
    for (day, expected) in analysis.days.iter().zip(file.days.values()) {
        assert_eq!((day.wh.0, day.complete), (expected.watt_minutes * 60_000, !expected.broken));
    }
}

#[test]
fn a_file_cut_in_two_and_loaded_in_both_orders_is_the_whole_file() {
    let file = file(Clock::Offset, |m| if m < 100_800 { 30 } else { 60 }, |m| m == 30_000);
    let lines: Vec<&str> = file.csv.lines().collect();
    let (head, body) = lines.split_at(3);
    // Halves that overlap.
    let first = [head, &body[..6_000]].concat().join("\n");
    let second = [head, &body[4_000..]].concat().join("\n");
    for parts in [[&first, &second], [&second, &first]] {
        let mut store = Store::new();
        for part in parts {
            store.add("part", format!("{part}\n").as_bytes()).unwrap();
        }
        let analysis = analyse(&store, &Options::default());
        assert_eq!((analysis.quality.duplicates, analysis.quality.conflicts), (2_000, 0));
        for (day, expected) in analysis.days.iter().zip(file.days.values()) {
            assert_eq!((day.wh.0, day.complete), (expected.watt_minutes * 60_000, !expected.broken));
        }
    }
}
