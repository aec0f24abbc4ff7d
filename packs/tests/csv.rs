//! The quirks of CSV exports, each on a fixture made by hand.

mod common;

use common::{HEADER, cell, read, read_with, territory};
use commune_packs::read::{LONGEST_LINE, Options};

const HOUSING: (&str, &str, &str, u16) = ("59350", "electricity", "housing", 2024);

fn export(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

#[test]
fn rows_of_several_operators_categories_and_activities_are_summed() {
    let territory = territory();
    let (ingest, report) = read(
        &territory,
        &export(&[
            "Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;10;100,5",
            "Régie;Electricité;2024;59350;RES;RESIDENTIEL;;2;20.25",
            "Enedis;Electricité;2024;59350;PRO;RESIDENTIEL;68;1;3",
            "Enedis;Electricité;2024;59350;ENT;INDUSTRIE;10;1;7",
            "GRDF;Gaz;2024;59350;RES;RESIDENTIEL;;4;1000",
        ]),
    );
    let housing = cell(&ingest, HOUSING);
    assert_eq!(housing.total(), Some(123.75));
    assert_eq!(housing.sites, Some(13));
    assert_eq!(cell(&ingest, ("59350", "electricity", "industry", 2024)).total(), Some(7.0));
    assert_eq!(cell(&ingest, ("59350", "gas", "housing", 2024)).total(), Some(1000.0));
    assert!(report.is_clean());
    assert_eq!((report.rows, report.used), (5, 5));
}

#[test]
fn a_blank_and_nc_are_withheld_and_never_zero() {
    let territory = territory();
    let (ingest, report) = read(
        &territory,
        &export(&[
            "Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;;NC",
            "Enedis;Electricité;2023;59350;RES;RESIDENTIEL;;;",
            "Enedis;Electricité;2023;59350;PRO;RESIDENTIEL;;3;12",
        ]),
    );
    assert_eq!(cell(&ingest, HOUSING).total(), None);
    assert_eq!(cell(&ingest, HOUSING).masked, 1);
    let part = cell(&ingest, ("59350", "electricity", "housing", 2023));
    assert_eq!((part.total(), part.masked), (Some(12.0), 1));
    assert_eq!(report.masked, 2);
    assert!(report.is_clean(), "secrecy is no fault");
}

#[test]
fn withheld_cells_inside_a_row_count_and_a_zero_over_them_is_no_figure() {
    let territory = territory();
    let text = "FILIERE;Année;Code Commune;CODE GRAND SECTEUR;Conso totale (MWh);Nombre de mailles secretisées\n\
        Gaz;2024;59350;INDUSTRIE;5,5;2\n\
        Gaz;2023;59350;INDUSTRIE;0;3\n\
        Gaz;2022;59350;INDUSTRIE;;0\n\
        Gaz;2021;59350;INDUSTRIE;0;0\n";
    let (ingest, _) = read(&territory, text.as_bytes());
    let of = |year| {
        let cell = cell(&ingest, ("59350", "gas", "industry", year));
        (cell.total(), cell.masked)
    };
    assert_eq!(of(2024), (Some(5.5), 2));
    assert_eq!(of(2023), (None, 3));
    assert_eq!(of(2022), (None, 1));
    assert_eq!(of(2021), (Some(0.0), 0));
}

#[test]
fn codes_keep_their_leading_zero_and_their_letter() {
    let territory = territory();
    let (ingest, report) = read(
        &territory,
        &export(&[
            "Enedis;Electricité;2024;01004;RES;RESIDENTIEL;;1;1",
            "Enedis;Electricité;2024;1004;RES;RESIDENTIEL;;1;2",
            "Enedis;Electricité;2024;2a004;RES;RESIDENTIEL;;1;4",
            "Enedis;Electricité;2024;2B033;RES;RESIDENTIEL;;1;8",
        ]),
    );
    assert_eq!(cell(&ingest, ("01004", "electricity", "housing", 2024)).total(), Some(3.0));
    assert_eq!(cell(&ingest, ("2A004", "electricity", "housing", 2024)).total(), Some(4.0));
    assert_eq!((report.used, report.outside), (3, 1));
}

#[test]
fn associated_communes_join_their_commune() {
    let territory = territory();
    let (ingest, _) = read(
        &territory,
        &export(&[
            "Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;1;1",
            "Enedis;Electricité;2024;59298;RES;RESIDENTIEL;;1;2",
            "Enedis;Electricité;2024;59355;RES;RESIDENTIEL;;1;4",
        ]),
    );
    assert_eq!(cell(&ingest, HOUSING).total(), Some(7.0));
}

#[test]
fn unknown_sectors_of_the_format_are_kept_and_others_are_left_out() {
    let territory = territory();
    let (ingest, report) = read(
        &territory,
        &export(&[
            "Enedis;Electricité;2024;59350;PRO;INCONNU;;1;1",
            "Enedis;Electricité;2024;59350;PRO;NAP;;1;2",
            "Enedis;Electricité;2024;59350;PRO;;;1;4",
            "Enedis;Electricité;2024;59350;PRO;PIRATERIE;;1;8",
        ]),
    );
    assert_eq!(cell(&ingest, ("59350", "electricity", "unknown", 2024)).total(), Some(7.0));
    assert_eq!((report.used, report.bad), (3, 1));
    assert_eq!(report.problems[0].place, 5);
    assert_eq!(report.problems[0].message, "secteur inconnu : « PIRATERIE »");
}

#[test]
fn byte_order_mark_crlf_and_blank_lines_change_nothing() {
    let territory = territory();
    let text = format!(
        "\u{feff}{HEADER}\r\n\r\nEnedis;Electricité;2024;59350;RES;RESIDENTIEL;;1;1,5\r\n \r\n\
         Enedis;Electricité;2024;59350;PRO;RESIDENTIEL;;1;2,5"
    );
    let (ingest, report) = read(&territory, text.as_bytes());
    assert_eq!(cell(&ingest, HOUSING).total(), Some(4.0));
    assert!(report.is_clean());
    assert_eq!(report.rows, 2);
}

#[test]
fn a_renamed_header_is_named_with_the_one_it_is_near_to() {
    let territory = territory();
    let text =
        "FILIERE;Année;Code Commune;CODE GRAND SECTEUR;Conso total (MWh)\nGaz;2024;59350;INDUSTRIE;5\n";
    let (ingest, report) = read(&territory, text.as_bytes());
    assert_eq!(report.missing_headers, ["Conso totale (MWh)"]);
    assert_eq!(report.unknown_headers[0].name, "Conso total (MWh)");
    assert_eq!(report.unknown_headers[0].nearest.as_deref(), Some("conso_totale_mwh"));
    assert!(ingest.table.cells.is_empty() && !report.is_clean());
}

#[test]
fn of_a_repeated_header_the_first_counts() {
    let territory = territory();
    let text = "FILIERE;Année;Code Commune;CODE GRAND SECTEUR;Conso totale (MWh);Conso totale (MWh)\n\
        Gaz;2024;59350;RESIDENTIEL;5;6\n";
    let (ingest, report) = read(&territory, text.as_bytes());
    assert_eq!(report.repeated_headers, ["Conso totale (MWh)"]);
    assert_eq!(cell(&ingest, ("59350", "gas", "housing", 2024)).total(), Some(5.0));
    assert!(!report.is_clean());
}

#[test]
fn bad_rows_are_counted_and_named_by_their_line() {
    let territory = territory();
    let (ingest, report) = read(
        &territory,
        &export(&[
            "Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;1;1",
            "Enedis;Electricité;2024;59350;RES",
            "Enedis;Electricité;vingt;59350;RES;RESIDENTIEL;;1;1",
            "Enedis;Electricité;2024;Lille;RES;RESIDENTIEL;;1;1",
            "Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;1;-1",
            "Enedis;Bois;2024;59350;RES;RESIDENTIEL;;1;1",
            "\"Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;1;1",
            "Enedis;Electricité;2024;59350;PRO;RESIDENTIEL;;beaucoup;1",
        ]),
    );
    let said: Vec<_> = report.problems.iter().map(|p| (p.place, p.left_out, p.message.as_str())).collect();
    assert_eq!(
        said,
        [
            (3, true, "5 colonnes au lieu de 9"),
            (4, true, "année illisible : « vingt »"),
            (5, true, "code de commune illisible : « Lille »"),
            (6, true, "consommation illisible : « -1 »"),
            (7, true, "énergie inconnue : « Bois »"),
            (8, true, "guillemet ouvert et jamais fermé"),
            (9, false, "nombre de compteurs illisible : « beaucoup » (ligne gardée sans ce nombre)"),
        ]
    );
    assert_eq!((report.rows, report.used, report.bad, report.doubtful), (8, 2, 6, 1));
    assert_eq!(cell(&ingest, HOUSING).total(), Some(2.0));
}

#[test]
fn the_list_of_problems_is_bounded_and_the_count_is_not() {
    let territory = territory();
    let rows = vec!["x"; 5000];
    let (_, report) = read(&territory, &export(&rows));
    assert_eq!((report.bad, report.problems.len()), (5000, 100));
}

#[test]
fn a_huge_line_costs_one_row() {
    let territory = territory();
    let huge = "x".repeat(3 * LONGEST_LINE);
    let row = "Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;1;1";
    let (ingest, report) = read(&territory, &export(&[&huge, row]));
    assert_eq!((report.rows, report.used, report.bad), (2, 1, 1));
    assert_eq!(report.problems[0].place, 2);
    assert_eq!(cell(&ingest, HOUSING).total(), Some(1.0));
}

#[test]
fn text_that_is_not_utf8_is_read_as_windows_1252_and_said() {
    let territory = territory();
    let text = "FILIERE;Ann\u{e9}e;Code Commune;CODE GRAND SECTEUR;Conso totale (MWh)\n\
        Electricit\u{e9};2024;59350;RESIDENTIEL;5\n";
    let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let (ingest, report) = read(&territory, &bytes);
    assert_eq!(cell(&ingest, HOUSING).total(), Some(5.0));
    assert_eq!((report.bad, report.not_utf8), (0, 2));
    assert!(!report.is_clean());
}

#[test]
fn the_climate_correction_needs_every_row() {
    let territory = territory();
    let head = "FILIERE;Année;Code Commune;CODE GRAND SECTEUR;CODE CATEGORIE CONSOMMATION;\
        Conso totale (MWh);Conso totale  usages thermosensibles (MWh);\
        Conso totale  usages non thermosensibles (MWh);\
        Conso totale corrigée de l'aléa climatique  usages thermosensibles (MWh)\n";
    let text = format!(
        "{head}Gaz;2024;59350;RESIDENTIEL;RES;10;6;4;7,5\n\
         Gaz;2024;59350;RESIDENTIEL;PRO;3;0;3;\n\
         Gaz;2023;59350;RESIDENTIEL;RES;10;6;;7,5\n\
         Gaz;2022;59350;RESIDENTIEL;RES;10;6;4;7,5\n\
         Gaz;2022;59350;RESIDENTIEL;PRO;3;;;\n"
    );
    let (ingest, report) = read(&territory, text.as_bytes());
    let of = |year| cell(&ingest, ("59350", "gas", "housing", year)).corrected_total();
    assert_eq!((of(2024), of(2023), of(2022)), (Some(14.5), Some(11.5), None));
    assert!(report.is_clean());
}

#[test]
fn a_file_without_carrier_takes_the_one_given() {
    let territory = territory();
    let text = "Année;Code Commune;CODE GRAND SECTEUR;Conso totale (MWh)\n2024;59350;RESIDENTIEL;5\n";
    let (_, report) = read(&territory, text.as_bytes());
    assert_eq!(report.missing_headers, ["FILIERE"]);
    let options = Options { carrier: Some("electricity".into()), ..Options::default() };
    let (ingest, report) = read_with(&territory, text.as_bytes(), options);
    assert!(report.is_clean());
    assert_eq!(cell(&ingest, HOUSING).total(), Some(5.0));
}

#[test]
fn a_carrier_that_the_commune_declares_is_kept() {
    let territory = territory();
    let rows = export(&["Ville;Bois bûches;2024;59350;RES;RESIDENTIEL;;1;5"]);
    let extra_carriers = vec!["bois_buches".into()];
    let options = Options { extra_carriers, ..Options::default() };
    let (ingest, report) = read_with(&territory, &rows, options);
    assert!(report.is_clean());
    assert_eq!(cell(&ingest, ("59350", "bois_buches", "housing", 2024)).total(), Some(5.0));
}

#[test]
fn the_same_row_twice_is_summed_and_doubted() {
    let territory = territory();
    let row = "Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;1;5";
    let masked = "Enedis;Electricité;2024;59350;ENT;INDUSTRIE;;;NC";
    let (ingest, report) = read(&territory, &export(&[row, masked, row, masked]));
    assert_eq!(cell(&ingest, HOUSING).total(), Some(10.0));
    assert_eq!((report.bad, report.doubtful), (0, 1));
    assert_eq!(report.problems[0].place, 4);
    assert!(!report.is_clean());
}

#[test]
fn commas_and_tabs_separate_too() {
    let territory = territory();
    for separator in [",", "\t"] {
        let text = export(&["Enedis;Electricité;2024;59350;RES;RESIDENTIEL;;1;\"1,5\""]);
        let text = String::from_utf8(text).unwrap().replace(';', separator);
        let (ingest, report) = read(&territory, text.as_bytes());
        assert!(report.is_clean(), "{separator:?}");
        assert_eq!(cell(&ingest, HOUSING).total(), Some(1.5));
    }
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    let territory = territory();
    for bytes in [&b""[..], b"\n\n", b"\xef\xbb\xbf"] {
        let (_, report) = read(&territory, bytes);
        assert!(!report.is_clean(), "{bytes:?}");
    }
}
