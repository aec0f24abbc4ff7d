//! Whatever comes: no panic, and nothing lost or made up.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

mod common;

use common::{HEADER, read, territory};
use commune_packs::pack::{Publication, metropole, packs};
use commune_packs::page;
use proptest::prelude::*;

/// A row of an export with what it must add.
#[derive(Clone, Debug)]
struct Row {
    code: &'static str,
    year: u16,
    carrier: &'static str,
    sector: &'static str,
    /// Watt-hours, or nothing where it is withheld.
    wh: Option<u32>,
    comma: bool,
    serial: u32,
}

fn row() -> impl Strategy<Value = Row> {
    let codes = prop::sample::select(vec!["59350", "59298", "59355", "59332", "01004", "75056"]);
    let sectors = prop::sample::select(vec!["RESIDENTIEL", "TERTIAIRE", "INDUSTRIE", "NAP", ""]);
    let carriers = prop::sample::select(vec!["Electricité", "Gaz"]);
    let wh = prop::option::weighted(0.8, any::<u32>());
    (codes, 2018_u16..2025, carriers, sectors, wh, any::<bool>(), any::<u32>()).prop_map(
        |(code, year, carrier, sector, wh, comma, serial)| Row {
            code,
            year,
            carrier,
            sector,
            wh,
            comma,
            serial,
        },
    )
}

fn text(rows: &[Row]) -> String {
    let mut out = format!("{HEADER}\n");
    for row in rows {
        let total = match row.wh {
            Some(wh) => format!("{}.{:06}", wh / 1_000_000, wh % 1_000_000),
            None => ["", "NC"][row.serial as usize % 2].to_owned(),
        };
        let total = if row.comma { total.replace('.', ",") } else { total };
        out.push_str(&format!(
            "op{};{};{};{};RES;{};;;{total}\n",
            row.serial, row.carrier, row.year, row.code, row.sector
        ));
    }
    out
}

fn draw_everything(territory: &commune_packs::territory::Territory, bytes: &[u8]) {
    let (ingest, report) = read(territory, bytes);
    assert!(report.used + report.outside + report.bad == report.rows, "{report:?}");
    let mut publication = Publication::default();
    publication.sources.push(Default::default());
    for pack in packs(territory, &ingest.table, &publication) {
        let html = page::commune(&pack, &territory.name);
        assert!(!html.contains("style=") && !html.contains("<script"));
    }
    let _ = page::index(&metropole(territory, &ingest.table, &publication), |_| true);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        draw_everything(&territory(), &bytes);
    }

    #[test]
    fn arbitrary_rows_below_a_good_header_never_panic(
        rows in prop::collection::vec("[0-9A-Za-z;,.\"\u{e9}\r\t -]{0,60}", 0..30),
        junk in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut bytes = format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes();
        bytes.extend(junk);
        draw_everything(&territory(), &bytes);
    }

    #[test]
    fn arbitrary_json_never_panics(
        text in r#"(\{|\[|\}|\]|,|:|"results"|"fields"|"annee"|"code_commune"|"59350"|2024|null|1e99| ){0,60}"#
    ) {
        draw_everything(&territory(), format!("[{text}").as_bytes());
        draw_everything(&territory(), format!("{{\"results\":[{{{text}").as_bytes());
    }

    #[test]
    fn totals_are_conserved(rows in prop::collection::vec(row(), 0..120)) {
        let territory = territory();
        let (ingest, report) = read(&territory, text(&rows).as_bytes());
        let inside: Vec<&Row> = rows.iter().filter(|row| row.code != "75056").collect();
        prop_assert_eq!(report.used as usize, inside.len());
        prop_assert_eq!(report.outside as usize, rows.len() - inside.len());

        let given: f64 = inside.iter().filter_map(|row| row.wh).map(|wh| f64::from(wh) / 1e6).sum();
        let withheld = inside.iter().filter(|row| row.wh.is_none()).count();
        let publication = Publication { sources: vec![Default::default()], ..Default::default() };
        let packs = packs(&territory, &ingest.table, &publication);
        let series = || packs.iter().flat_map(|pack| &pack.series);
        let published: f64 = series().flat_map(|s| &s.mwh).flatten().sum();
        let masked: u32 = series().flat_map(|s| &s.masked).sum();
        // Each published figure is rounded to the kWh.
        let figures = series().flat_map(|s| &s.mwh).flatten().count() as f64;
        prop_assert!((given - published).abs() <= figures * 0.0005 + 1e-6, "{given} {published}");
        prop_assert_eq!(masked as usize, withheld);

        let whole = metropole(&territory, &ingest.table, &publication);
        let whole: f64 = whole.series.iter().flat_map(|s| &s.mwh).flatten().sum();
        prop_assert!((given - whole).abs() <= figures * 0.0005 + 1e-6);
        let rows: u32 = packs.iter().map(|pack| pack.sources[0].rows).sum();
        prop_assert_eq!(u64::from(rows), report.used);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        (rows, shuffled) in prop::collection::vec(row(), 0..60)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        let territory = territory();
        let publication = Publication::default();
        let build = |rows: &[Row]| {
            let (ingest, _) = read(&territory, text(rows).as_bytes());
            packs(&territory, &ingest.table, &publication)
        };
        let (one, other) = (build(&rows), build(&shuffled));
        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!(&one.years, &other.years);
            for (one, other) in one.series.iter().zip(&other.series) {
                prop_assert_eq!(&one.masked, &other.masked);
                for (one, other) in one.mwh.iter().zip(&other.mwh) {
                    // Binary sums in another order may round to the neighbouring kWh.
                    let near = one.zip(*other).is_none_or(|(a, b)| (a - b).abs() < 0.0011);
                    prop_assert!(one.is_some() == other.is_some() && near);
                }
            }
        }
    }
}
