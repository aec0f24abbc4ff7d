//! Any bytes, mutated valid files, and what is written is what is read, for every decoder.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use commune_meter::time::{Instant, iso_instant, midnight};
use commune_meter::{Block, Energy, Slot, decode, fuzz};
use proptest::prelude::*;
use std::fmt::Write;

type Body = fn(&[u8]);

/// Valid bodies, one per decoder, to be mutated.
const SEEDS: [(Body, &str); 6] = [
    (
        fuzz::linky_curve,
        "2023-10-29T02:00:00+02:00;366\r\n2023-10-29T02:30:00+02:00;368\r\n\
         2023-10-29T02:00:00+01:00;414\r\n2023-10-29T02:30:00+01:00;\r\n2023-10-29T03:30:00+01:00;5,5\r\n",
    ),
    (
        fuzz::linky_index,
        "2024-03-31T00:00:00+01:00;Arrêté quotidien;1;2;3;3\n2024-04-01T01:00:00+02:00;A;2;3;;5\n\
         2024-04-03T01:00:00+02:00;A;4;5;9;\nPeriode;x\nDu 2024-01-10T00:00:00+01:00 au;FC\n",
    ),
    (
        fuzz::other_curve,
        "2025-10-26T02:00:00;0,496\n2025-10-26T02:30:00;0.366\n2025-10-26T02:00:00;1\n26/10/2025;;\n\
         02:30:00;2;Réelle\n00:00:00;3;Réelle\n",
    ),
    (
        fuzz::grdf_json,
        r#"{"journeeGaziere":"2021-04-18","energieConsomme":69,"volumeBrutConsomme":6.2},
           {"time_period":"Mai 2019","energy_kwh":918.0},{"dateDebutReleve":"2021-04-18T06:00:00+02:00",
           "dateFinReleve":"2021-04-20T06:00:00+02:00","energieConsomme":null,"coeffConversion":11.2,
           "volumeBrutConsomme":3}]"#,
    ),
    (
        fuzz::green_button,
        "<IntervalReading><timePeriod><duration>3600</duration><start>1293868800</start></timePeriod>\
         <value>703</value></IntervalReading><IntervalReading><timePeriod><duration>900</duration>\
         <start>1293872400</start></timePeriod><value>-7</value></IntervalReading></IntervalBlock></entry></feed>",
    ),
    (
        fuzz::sheet_rows,
        "15\t\t30/03/2025\t6.329\n16\t\t31/03/2025\tNA\n17\t\t45749\t12\n18\t\t2025-04-02\t1.5\n",
    ),
];

/// Bytes overwritten, put in and taken out of a text.
fn mutated(text: &str, edits: &[(u16, u8, u8)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, kind, byte) in edits {
        let at = usize::from(*at) % (bytes.len() + 1);
        match kind % 4 {
            0 if at < bytes.len() => bytes[at] = *byte,
            1 => bytes.insert(at, *byte),
            2 if at < bytes.len() => drop(bytes.remove(at)),
            3 => bytes.truncate(bytes.len() - usize::from(*byte) % 8 % (bytes.len() + 1)),
            _ => {}
        }
    }
    bytes
}

/// First day of the written files: 2023-03-20, so that both clock changes are near.
fn first_day() -> i32 {
    commune_meter::time::days_from_civil(2023, 3, 20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>) {
        fuzz::any(&bytes);
        fuzz::options(&bytes);
        for (body, _) in SEEDS {
            body(&bytes);
        }
    }

    #[test]
    fn digits_and_marks_are_answered(text in "[0-9T:;+.,/<>\"{}a-c \t\r\n-]{0,300}") {
        for (body, _) in SEEDS {
            body(text.as_bytes());
        }
    }

    #[test]
    fn mutated_valid_files_are_answered(edits in prop::collection::vec(any::<(u16, u8, u8)>(), 0..12)) {
        for (body, seed) in SEEDS {
            body(&mutated(seed, &edits));
        }
    }

    #[test]
    fn a_written_curve_is_read_back(
        start in 0u32..20_000,
        step in prop::sample::select(vec![900u32, 1_800, 3_600]),
        watts in prop::collection::vec(0u32..40_000, 2..400),
        crlf: bool,
    ) {
        let first = midnight(first_day()) + start * 3_600;
        let mut csv = String::from("Horodate;Valeur\n");
        let mut slots = Vec::new();
        for (rank, value) in watts.iter().enumerate() {
            let end: Instant = first + (rank as u32 + 1) * step;
            write!(csv, "{};{value}{}", iso_instant(end), if crlf { "\r\n" } else { "\n" }).unwrap();
            let energy = Energy(i64::from(*value) * 1_000 * i64::from(step));
            slots.push(Slot { end, step, energy });
        }
        prop_assert_eq!(decode("f", csv.as_bytes()).unwrap().slots, slots);
    }

    #[test]
    fn written_indexes_are_read_back(wh in prop::collection::vec(0i64..200_000, 1..250), gap in 1u32..4) {
        let mut csv = String::from("Horodate;Type de releve;EAS F1;EAS T\n");
        let (mut day, mut index) = (first_day(), 21_000_000i64);
        let mut blocks = Vec::new();
        let row = |csv: &mut String, day: i32, index: i64| {
            // As Enedis writes it: 01:00+02:00 in summer.
            let date = commune_meter::time::iso_date(day);
            let summer = iso_instant(midnight(day)).ends_with("+02:00");
            let time = if summer { "T01:00:00+02:00" } else { "T00:00:00+01:00" };
            writeln!(csv, "{date}{time};Arrêté quotidien;{index};{index}").unwrap();
        };
        row(&mut csv, day, index);
        for (rank, energy) in wh.iter().enumerate() {
            let days = if rank % 7 == 6 { gap } else { 1 };
            blocks.push(Block { start: day, days, energy: Energy::from_wh(*energy) });
            (day, index) = (day + days as i32, index + energy);
            row(&mut csv, day, index);
        }
        csv.push_str("Periode;Identifiant calendrier fournisseur\nDu x au;FC\n");
        prop_assert_eq!(decode("f", csv.as_bytes()).unwrap().blocks, blocks);
    }

    #[test]
    fn a_written_green_button_is_read_back(
        steps in prop::collection::vec((1u32..60, 0i64..100_000, 0u32..5_000), 1..60),
        power in -3i32..=3,
    ) {
        let mut xml = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><ReadingType><powerOfTenMultiplier>{power}\
             </powerOfTenMultiplier><uom>72</uom></ReadingType></entry><entry><e:IntervalBlock>"
        );
        let mut at = midnight(first_day());
        let mut slots = Vec::new();
        for (minutes, value, gap) in steps {
            let (start, step) = (at + gap, minutes * 60);
            write!(xml, "<e:IntervalReading><e:timePeriod><e:duration>{step}</e:duration><e:start>{start}\
                </e:start></e:timePeriod><e:value>{value}</e:value></e:IntervalReading>").unwrap();
            let milli = value * 1_000 * 10i64.pow(power.max(0) as u32) / 10i64.pow(-power.min(0) as u32);
            slots.push(Slot { end: start + step, step, energy: Energy::from_milli_wh(milli) });
            at = start + step;
        }
        xml.push_str("</e:IntervalBlock></entry></feed>");
        prop_assert_eq!(decode("f", xml.as_bytes()).unwrap().slots, slots);
    }

    #[test]
    fn written_gas_days_are_read_back(kwh in prop::collection::vec(0i64..500_000, 1..120)) {
        let (mut json, mut rows) = (String::from("["), String::from("commune-widgets/rows/1\n=\tExport\n"));
        rows.push_str("14\t\tDate\tValeur (en kWh)\n");
        let mut blocks = Vec::new();
        for (rank, wh) in kwh.iter().enumerate() {
            let start = first_day() + rank as i32;
            let date = commune_meter::time::iso_date(start);
            let value = format!("{}.{:03}", wh / 1_000, wh % 1_000);
            write!(json, "{}{{\"journeeGaziere\":\"{date}\",\"energieConsomme\":{value},\"temperature\":null}}",
                if rank == 0 { "" } else { "," }).unwrap();
            writeln!(rows, "{}\t\t{date}\t{value}", 15 + rank).unwrap();
            blocks.push(Block { start, days: 1, energy: Energy::from_wh(*wh) });
        }
        json.push(']');
        prop_assert_eq!(&decode("f", json.as_bytes()).unwrap().blocks, &blocks);
        prop_assert_eq!(&decode("f", rows.as_bytes()).unwrap().blocks, &blocks);
    }
}
