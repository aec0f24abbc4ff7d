//! Workbooks written by another library, read here and decoded by the meter.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use commune_meter::{Carrier, DecodeError, Energy, FileKind, decode};
use commune_xlsx::{XlsxError, rows};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// A day in the text and the energy of the cell beside it, or `NA`.
type DayCell<'a> = (&'a str, Option<f64>);

/// The shape of Enedis since 2025: a cover sheet, then the header at B14:C14.
fn enedis(sheet: &str, header: &str, days: &[DayCell<'_>], serial: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("Page d'accueil").unwrap();
    cover.write(5, 1, "Les données de ce fichier sont à vous & à vous seul").unwrap();
    let page = book.add_worksheet().set_name(sheet).unwrap();
    page.write(7, 1, "Point Référence Mesure (PRM) :").unwrap();
    page.write(7, 2, "09000000000000").unwrap();
    page.write(13, 1, "Date").unwrap();
    page.write(13, 2, header).unwrap();
    let format = Format::new().set_num_format("dd/mm/yyyy");
    for (rank, (day, kwh)) in days.iter().enumerate() {
        let row = 14 + rank as u32;
        if serial {
            let parts: Vec<u16> = day.split('/').map(|p| p.parse().unwrap()).collect();
            let date = ExcelDateTime::from_ymd(parts[2], parts[1] as u8, parts[0] as u8).unwrap();
            page.write_with_format(row, 1, &date, &format).unwrap();
        } else {
            page.write(row, 1, *day).unwrap();
        }
        match kwh {
            Some(kwh) => page.write(row, 2, *kwh).unwrap(),
            None => page.write(row, 2, "NA").unwrap(),
        };
    }
    book.save_to_buffer().unwrap()
}

const DAYS: [DayCell<'_>; 3] =
    [("30/03/2025", Some(6.329)), ("31/03/2025", None), ("01/04/2025", Some(12.0))];

#[test]
fn the_daily_workbook_of_enedis_with_text_or_serial_dates() {
    for serial in [false, true] {
        let book = enedis("Export Consommation Quotidienne", "Valeur (en kWh)", &DAYS, serial);
        let text = rows(&book).unwrap();
        let decoded = decode("export.xlsx", text.as_bytes()).unwrap();
        assert_eq!(decoded.report.kind, FileKind::LinkyXlsx);
        assert_eq!(decoded.report.carrier, Carrier::Electricity);
        assert_eq!(decoded.report.empty_values, 1);
        assert!(decoded.report.meter_number_masked);
        let energies: Vec<Energy> = decoded.blocks.iter().map(|b| b.energy).collect();
        assert_eq!(energies, [Energy::from_wh(6_329), Energy::from_wh(12_000)]);
        assert_eq!(decoded.report.from.as_deref(), Some("2025-03-30"));
        assert_eq!(decoded.report.to.as_deref(), Some("2025-04-01"));
    }
}

#[test]
fn the_text_keeps_rows_columns_and_names() {
    let book = enedis("Export Consommation Quotidienne", "Valeur (en kWh)", &DAYS, true);
    let text = rows(&book).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], commune_meter::decode::ROWS_HEADER);
    assert_eq!(commune_xlsx::ROWS_HEADER, commune_meter::decode::ROWS_HEADER);
    assert_eq!(lines[1], "=\tPage d'accueil");
    assert_eq!(lines[2], "6\t\tLes données de ce fichier sont à vous & à vous seul");
    assert!(lines.contains(&"14\t\tDate\tValeur (en kWh)"), "{text}");
    assert!(lines.contains(&"15\t\t2025-03-30\t6.329"), "{text}");
    assert!(lines.contains(&"16\t\t2025-03-31\tNA"), "{text}");
}

#[test]
fn production_and_unknown_units_are_refused_where_they_stand() {
    let book = enedis("Export Production Quotidienne", "Valeur (en kWh)", &DAYS, false);
    let error = decode("x", rows(&book).unwrap().as_bytes()).unwrap_err();
    let found = "Export Production Quotidienne".to_owned();
    assert_eq!(error, DecodeError::Production { found, line: 14, column: 3 });
    let book = enedis("Export Consommation Quotidienne", "Valeur (en kVA)", &DAYS, false);
    let error = decode("x", rows(&book).unwrap().as_bytes()).unwrap_err();
    assert_eq!(error, DecodeError::UnknownUnit { found: "kVA".into(), line: 14, column: 3 });
}

#[test]
fn a_curve_workbook_with_times_at_the_end_of_the_step() {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("Export Consommation Horaire").unwrap();
    page.write(13, 1, "Date").unwrap();
    page.write(13, 2, "Valeur (en W)").unwrap();
    for (rank, (time, watts)) in
        [("2026-01-05T00:30:00+01:00", 1_200), ("2026-01-05T01:00:00+01:00", 800)].iter().enumerate()
    {
        page.write(14 + rank as u32, 1, *time).unwrap();
        page.write(14 + rank as u32, 2, *watts).unwrap();
    }
    let text = rows(&book.save_to_buffer().unwrap()).unwrap();
    let decoded = decode("x", text.as_bytes()).unwrap();
    assert_eq!(decoded.slots.len(), 2);
    assert_eq!(decoded.slots[0].energy, Energy::from_wh(600));
    assert_eq!(decoded.slots[0].step, 1_800);
}

#[test]
fn the_daily_workbook_of_grdf() {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("Historique par jour").unwrap();
    page.write(0, 1, "Vos consommations de gaz").unwrap();
    let rows_in = [("09/05/2019", "57,0"), ("10/05/2019", "59"), ("11/05/2019", "")];
    for (rank, (day, kwh)) in rows_in.iter().enumerate() {
        let row = 9 + rank as u32;
        for (column, cell) in [*day, "9642", "9647", "5,1", *kwh, "11,244", "12", "MES"].iter().enumerate() {
            page.write(row, 1 + column as u16, *cell).unwrap();
        }
    }
    let text = rows(&book.save_to_buffer().unwrap()).unwrap();
    let decoded = decode("x", text.as_bytes()).unwrap();
    assert_eq!(decoded.report.kind, FileKind::GrdfXlsx);
    assert_eq!(decoded.report.carrier, Carrier::Gas);
    let energies: Vec<Energy> = decoded.blocks.iter().map(|b| b.energy).collect();
    // The third day has no energy: 5.1 m³ × 11.244 kWh/m³.
    let converted = Energy::from_wh(57_344);
    assert_eq!(energies, [Energy::from_wh(57_000), Energy::from_wh(59_000), converted]);
    assert_eq!(decoded.report.from_volume, 1);
}

#[test]
fn what_is_not_a_workbook_is_named() {
    let book = enedis("Export Consommation Quotidienne", "Valeur (en kWh)", &DAYS, false);
    assert_eq!(rows(b"text"), Err(XlsxError::NotAZip));
    assert_eq!(rows(&book[..book.len() / 2]), Err(XlsxError::NotAZip));
    assert_eq!(rows(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err(XlsxError::Unsupported));
    let mut empty = b"PK\x05\x06".to_vec();
    empty.resize(22, 0);
    assert_eq!(rows(&empty), Err(XlsxError::NotAWorkbook));
}

#[test]
fn a_bomb_is_refused_before_it_fills_memory() {
    // 60 MB of one shared string of spaces deflate to some 60 kB.
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let long = "a".repeat(32_000);
    for row in 0..2_000u32 {
        // Distinct strings, so that they are not shared.
        page.write(row, 0, format!("{long}{row}")).unwrap();
    }
    let bomb = book.save_to_buffer().unwrap();
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    assert_eq!(rows(&bomb), Err(XlsxError::TooLarge));
}
