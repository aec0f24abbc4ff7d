//! One small fixture per quirk.

use super::*;
use crate::error::{DecodeError as E, OtherFormat};
use crate::model::{Carrier, Energy, FileKind, SkipReason};
use crate::time::{days_from_civil, iso_instant, midnight};

fn head(kind: &str, trade: &str, physical: &str, unit: &str) -> String {
    format!(
        "\u{feff}Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;\
         Etape metier;Unite;Pas en minutes\n12345678901234;{kind};14/01/2024;17/01/2024;{physical};{trade};\
         Comptage Brut;{unit};\nHorodate;Valeur\n"
    )
}

fn curve(rows: &str) -> Result<Decoded, E> {
    decode("f", (head("Courbe de charge", "Consommation", "Energie active", "W") + rows).as_bytes())
}

fn watts(decoded: &Decoded) -> Vec<f64> {
    decoded.slots.iter().map(|s| s.energy.wh() * 3_600.0 / f64::from(s.step)).collect()
}

#[test]
fn a_load_curve_is_mean_power_and_the_stamp_ends_the_step() {
    let d = curve("2024-01-15T00:30:00+01:00;100\n2024-01-15T01:00:00+01:00;201\n").unwrap();
    assert_eq!((d.report.kind, d.report.carrier), (FileKind::LinkyCurve, Carrier::Electricity));
    assert!(d.report.meter_number_masked);
    assert_eq!(d.slots[0].start(), midnight(days_from_civil(2024, 1, 15)));
    assert_eq!(d.slots[0].energy, Energy::from_wh(50));
    assert_eq!(d.slots[1].energy.wh(), 100.5);
    assert_eq!(d.report.from.as_deref(), Some("2024-01-15"));
    assert_eq!(d.report.announced_to.as_deref(), Some("2024-01-16"));
}

#[test]
fn carriage_returns_commas_points_quotes_spaces_and_blank_lines() {
    let d = curve(
        "\r\n2024-01-15T00:30:00+01:00;100,5\r\n 2024-01-15T01:00:00+01:00 ; 1 200.25 \r\n\
         \"2024-01-15T01:30:00+01:00\";\"7\"\r\n\r\n2024-01-15T02:00:00+01:00;8;x;y\r\n",
    )
    .unwrap();
    assert_eq!(watts(&d), [100.5, 1_200.25, 7.0, 8.0]);
}

#[test]
fn empty_values_are_holes_and_prove_the_grid() {
    let d = curve(
        "2024-01-15T00:30:00+01:00;1\n2024-01-15T01:00:00+01:00;\n2024-01-15T01:30:00+01:00;NA\n\
         2024-01-15T02:00:00+01:00;4\n",
    )
    .unwrap();
    assert_eq!((watts(&d), d.report.empty_values), (vec![1.0, 4.0], 2));
    assert!(d.slots.iter().all(|s| s.step == 1_800));
}

#[test]
fn exact_duplicates_conflicts_and_off_grid_rows() {
    let d = curve(
        "2024-01-15T00:30:00+01:00;1\n2024-01-15T00:30:00+01:00;1\n2024-01-15T01:00:00+01:00;2\n\
         2024-01-15T01:00:00+01:00;9\n2024-01-15T01:14:10+01:00;5\n2024-01-15T01:30:00+01:00;3\n",
    )
    .unwrap();
    assert_eq!(watts(&d), [1.0, 9.0, 3.0]);
    assert_eq!((d.report.duplicates, d.report.conflicts, d.report.off_grid), (1, 1, 1));
}

#[test]
fn both_autumn_hours_and_the_missing_spring_hour() {
    let d = curve(
        "2023-10-29T02:00:00+02:00;1\n2023-10-29T02:30:00+02:00;2\n2023-10-29T02:00:00+01:00;3\n\
         2023-10-29T02:30:00+01:00;4\n2023-10-29T03:00:00+01:00;5\n",
    )
    .unwrap();
    assert_eq!(watts(&d), [1.0, 2.0, 3.0, 4.0, 5.0]);
    let d = curve("2024-03-31T01:30:00+01:00;1\n2024-03-31T03:00:00+02:00;2\n2024-03-31T03:30:00+02:00;3\n")
        .unwrap();
    assert!(d.slots.windows(2).all(|w| w[1].end - w[0].end == 1_800));
}

#[test]
fn a_bad_line_in_the_middle_is_skipped_and_told() {
    let d = curve(
        "2024-01-15T00:30:00+01:00;1\nn'importe quoi\n2024-01-15T01:00:00+01:00;-2\n\
         2024-01-15T01:30:00+01:00;3\n2024-01-15T02:00:00+01:00;4\n",
    )
    .unwrap();
    let skipped: Vec<_> = d.report.skipped.iter().map(|s| (s.line, s.column, s.reason)).collect();
    assert_eq!(skipped, [(5, 1, SkipReason::Date), (6, 27, SkipReason::Value)]);
}

#[test]
fn half_a_file_keeps_what_is_readable_and_tells_where_it_stops() {
    let whole = "2024-01-15T00:30:00+01:00;100\n2024-01-15T01:00:00+01:00;2\n2024-01-15T01:30:00+01:00;345";
    for cut in [0, 1, 2, 3, 4, 10, 20, 28] {
        let d = curve(&whole[..whole.len() - cut]).unwrap();
        assert_eq!((watts(&d), d.report.cut_line), (vec![100.0, 2.0], Some(6)), "{cut}");
    }
    assert_eq!(curve("2024-01-15T00:30").unwrap_err(), E::Truncated { line: 4, column: 1 });
    assert_eq!(curve("").unwrap_err(), E::NoReadings { line: 3 });
}

#[test]
fn kilowatts_are_a_thousand_watts() {
    let text = head("Courbe de charge", "Consommation", "Energie active", "kW")
        + "2024-01-15T00:30:00+01:00;0,284\n2024-01-15T01:00:00+01:00;1.5\n";
    assert_eq!(watts(&decode("f", text.as_bytes()).unwrap()), [284.0, 1_500.0]);
}

#[test]
fn production_other_quantities_and_units_are_refused_where_they_stand() {
    let rows = "2024-01-15T00:30:00+01:00;1\n2024-01-15T01:00:00+01:00;2\n";
    let refused = |kind, trade, physical, unit| {
        decode("f", (head(kind, trade, physical, unit) + rows).as_bytes()).unwrap_err()
    };
    let error = refused("Courbe de charge", "Production", "Energie active", "W");
    assert_eq!(error, E::Production { found: "Production".into(), line: 2, column: 70 });
    let error = refused("Courbe de charge", "Consommation", "Energie réactive", "W");
    assert!(matches!(error, E::OtherQuantity { line: 2, column: 55, .. }), "{error:?}");
    let error = refused("Puissance max", "Consommation", "Puissance maximale atteinte", "VA");
    assert!(matches!(error, E::OtherQuantity { .. }), "{error:?}");
    let error = refused("Courbe de charge", "Consommation", "Energie active", "VA");
    assert!(matches!(&error, E::UnknownUnit { found, line: 2, .. } if found == "VA"), "{error:?}");
    let index = "Horodate;Type de releve;EAI T\n2024-01-15T00:00:00+01:00;x;1\n";
    let error = decode("f", index.as_bytes()).unwrap_err();
    assert_eq!(error, E::Production { found: "EAI T".into(), line: 1, column: 25 });
    let missing = decode("f", b"Horodate;Commentaire\n2024-01-15T00:30:00+01:00;x\n").unwrap_err();
    assert_eq!(missing, E::MissingColumn { name: "Valeur".into(), line: 1, column: 21 });
}

#[test]
fn other_texts_and_other_steps_are_refused() {
    let noise = "lorem ipsum dolor\n".repeat(100_000);
    assert!(matches!(decode("f", noise.as_bytes()), Err(E::OtherFormat { found: OtherFormat::Text, .. })));
    let csv = "nom;prenom\na;b\n";
    assert!(matches!(decode("f", csv.as_bytes()), Err(E::OtherFormat { found: OtherFormat::Text, .. })));
    let ten: String =
        (0..60).map(|i| format!("2024-01-15T{:02}:{:02}:00+01:00;1\n", i / 6, i % 6 * 10)).collect();
    assert_eq!(curve(&ten).unwrap_err(), E::UnknownStep { line: 4 });
    let bad = "2024-01-15T00:30:00+01:00;a\n12345678901234;b\n";
    let E::BadRows { found, line: 4, column: 27 } = curve(bad).unwrap_err() else { panic!() };
    assert_eq!(found, "2024-01-15T00:30:00+01:00;a");
}

#[test]
fn indexes_close_the_day_before_and_summer_rows_mean_midnight() {
    let csv = "Horodate;Type de releve;EAS F1;EAS F2;EAS D1;EAS T\n\
        2024-03-30T00:00:00+01:00;Arrêté quotidien;10;20;30;30\n\
        2024-03-31T00:00:00+01:00;Arrêté quotidien;11;22;33;33\n\
        2024-04-01T01:00:00+02:00;Arrêté quotidien;15;25;40;\n\
        2024-04-02T01:00:00+02:00;Arrêté quotidien;;;;\n\
        2024-04-03T01:00:00+02:00;Arrêté quotidien;20;30;;\n\
        2024-04-03T12:14:10+02:00;Relevé;20;31;51;51\n\
        Periode;Identifiant calendrier fournisseur\nDu 2024-01-10T00:00:00+01:00 au;FC000050\n";
    let d = decode("f", csv.as_bytes()).unwrap();
    assert_eq!(d.report.kind, FileKind::LinkyIndex);
    let day = |d, m| days_from_civil(2024, m, d);
    let blocks: Vec<_> = d.blocks.iter().map(|b| (b.start, b.days, b.energy.wh())).collect();
    assert_eq!(blocks, [(day(30, 3), 1, 3.0), (day(31, 3), 1, 7.0), (day(1, 4), 2, 10.0)]);
    assert_eq!((d.report.empty_values, d.report.off_grid, d.report.lines_skipped), (1, 1, 0));
}

#[test]
fn an_index_that_goes_down_gives_no_energy() {
    let csv = "Horodate;EAS T\n2024-01-01T00:00:00+01:00;900\n2024-01-02T00:00:00+01:00;5\n\
        2024-01-03T00:00:00+01:00;9\n";
    let d = decode("f", csv.as_bytes()).unwrap();
    assert_eq!(d.blocks.len(), 1);
    assert_eq!(d.report.skipped[0].reason, SkipReason::IndexDown);
}

#[test]
fn one_energy_per_day_in_wh() {
    let text = head("Energie", "Consommation", "Energie active", "Wh")
        + "2024-03-30T00:00:00+01:00;5\n2024-03-31T00:00:00+01:00;6\n2024-04-01T01:00:00+02:00;7\n";
    let d = decode("f", text.as_bytes()).unwrap();
    assert_eq!(d.report.kind, FileKind::LinkyDaily);
    let days: Vec<_> =
        d.blocks.iter().map(|b| (b.start - days_from_civil(2024, 3, 30), b.energy.wh())).collect();
    assert_eq!(days, [(0, 5.0), (1, 6.0), (2, 7.0)]);
}

#[test]
fn the_supplier_shape_with_a_date_above_its_times_in_latin_1() {
    // Newest first; 00:00:00 closes the day above it; accents are Latin-1.
    let text = b"R\xe9capitulatif de mes puissances atteintes en W\n\nDate et heure de rel\xe8ve par le \
        distributeur;Puissance atteinte (W);Nature de la donn\xe9e\n30/01/2026;;\n00:00:00;4;R\xe9elle\n\
        23:30:00;3;R\xe9elle\n23:30:00;3;R\xe9elle\n23:14:10;9;R\xe9elle\n23:00:00;2;R\xe9elle\n29/01/2026;;\n\
        00:00:00;1;R\xe9elle\n23:30:00;8;R\xe9elle\n";
    let d = decode("mes-puissances-12345678901234.csv", text).unwrap();
    assert_eq!(d.report.kind, FileKind::OtherCurve);
    assert_eq!(watts(&d), [8.0, 1.0, 2.0, 3.0, 4.0]);
    assert_eq!(iso_instant(d.slots[4].end), "2026-01-31T00:00:00+01:00");
    assert_eq!((d.report.duplicates, d.report.off_grid), (1, 1));
    assert!(d.report.meter_number_masked);
}

#[test]
fn stamps_that_start_the_step_say_so() {
    let csv = "Date de début,Consommation (kWh)\n2024-01-15T00:00:00,0.25\n2024-01-15T00:30:00,0.5\n\
        2024-01-15T01:30:00,0.75\n2024-01-15T02:00:00,1\n";
    let d = decode("f", csv.as_bytes()).unwrap();
    assert_eq!(d.slots[0].start(), midnight(days_from_civil(2024, 1, 15)));
    assert!(d.slots.iter().all(|s| s.step == 1_800));
    let energies: Vec<f64> = d.slots.iter().map(|s| s.energy.wh()).collect();
    assert_eq!(energies, [250.0, 500.0, 750.0, 1_000.0]);
}

#[test]
fn gas_with_the_keys_of_the_api_under_a_meter_number() {
    let json = r#"{"12345678901234": {"idPce": "12345678901234", "releves": [
        {"journeeGaziere": "2021-04-17", "energieConsomme": 86, "volumeBrutConsomme": 7.7, "temperature": null},
        {"journeeGaziere": "2021-04-18", "energieConsomme": null, "volumeBrutConsomme": 6.2, "coeffConversion": 11.268},
        {"journeeGaziere": "2021-04-19", "energieConsomme": null, "volumeBrutConsomme": null},
        {"journeeGaziere": null, "dateDebutReleve": "2021-04-20T06:00:00+02:00",
         "dateFinReleve": "2021-04-23T06:00:00+02:00", "energieConsomme": 12.5}]}}"#;
    let d = decode("f", json.as_bytes()).unwrap();
    assert_eq!((d.report.kind, d.report.carrier), (FileKind::GrdfJson, Carrier::Gas));
    let blocks: Vec<_> = d.blocks.iter().map(|b| (b.days, b.energy.wh())).collect();
    assert_eq!(blocks, [(1, 86_000.0), (1, 69_861.0), (3, 12_500.0)]);
    assert_eq!((d.report.from_volume, d.report.empty_values), (1, 1));
    assert!(d.report.meter_number_masked);
}

#[test]
fn half_a_json_and_other_json() {
    let half = r#"[{"time_period": "17/04/2021", "energy_kwh": 86.0}, {"time_period": "18/04/20"#;
    let d = decode("f", half.as_bytes()).unwrap();
    assert_eq!((d.blocks.len(), d.report.cut_line), (1, Some(1)));
    assert_eq!(decode("f", b"[]").unwrap_err(), E::NoReadings { line: 1 });
    assert_eq!(
        decode("f", br#"{"a": [1, 2]}"#).unwrap_err(),
        E::OtherFormat { found: OtherFormat::Json, line: 1, column: 1 }
    );
    let no_energy = br#"[{"journeeGaziere": "2021-04-17"}]"#;
    assert!(matches!(decode("f", no_energy), Err(E::MissingColumn { .. })));
}

#[test]
fn green_button_of_gas_of_production_and_of_unknown_units() {
    let file = |kind: &str, flow: &str, uom: &str| {
        format!(
            "<feed><entry><content><UsagePoint><ServiceCategory><kind>{kind}</kind></ServiceCategory></UsagePoint>\
             </content></entry><entry><ReadingType><flowDirection>{flow}</flowDirection>\
             <powerOfTenMultiplier>3</powerOfTenMultiplier><uom>{uom}</uom></ReadingType></entry>\n<entry>\
             <IntervalBlock><IntervalReading><timePeriod><duration>86400</duration><start>1705273200</start>\
             </timePeriod><value>12</value></IntervalReading></IntervalBlock></entry></feed>"
        )
    };
    let d = decode("f", file("1", "1", "72").as_bytes()).unwrap();
    assert_eq!(d.report.carrier, Carrier::Gas);
    assert_eq!(d.blocks[0].start, days_from_civil(2024, 1, 15));
    assert_eq!(d.blocks[0].energy, Energy::from_wh(12_000));
    assert!(matches!(decode("f", file("0", "19", "72").as_bytes()), Err(E::Production { line: 1, .. })));
    let unknown = decode("f", file("0", "1", "42").as_bytes()).unwrap_err();
    assert!(matches!(&unknown, E::UnknownUnit { found, line: 1, .. } if found == "42"), "{unknown:?}");
    assert!(matches!(
        decode("f", b"<rss><channel/></rss>"),
        Err(E::OtherFormat { found: OtherFormat::Xml, .. })
    ));
}

#[test]
fn a_green_button_with_two_types_keeps_what_is_consumed() {
    let xml = "<feed><entry><link rel='self' href='T/1'/><ReadingType><uom>72</uom></ReadingType></entry>\
        <entry><link rel='self' href='T/2'/><ReadingType><uom>72</uom><flowDirection>19</flowDirection></ReadingType></entry>\
        <entry><link rel='self' href='M/1'/><link rel='related' href='T/1'/><link rel='related' href='M/1/IntervalBlock'/><MeterReading/></entry>\
        <entry><link rel='self' href='M/2'/><link rel='related' href='T/2'/><MeterReading/></entry>\
        <entry><link rel='up' href='M/1/IntervalBlock'/><IntervalBlock><IntervalReading><timePeriod><duration>3600</duration>\
        <start>1705273200</start></timePeriod><value>5</value></IntervalReading></IntervalBlock></entry>\
        <entry><link rel='up' href='M/2/IntervalBlock'/><IntervalBlock><IntervalReading><timePeriod><duration>3600</duration>\
        <start>1705273200</start></timePeriod><value>9</value></IntervalReading></IntervalBlock></entry></feed>";
    // Links to a type are told by their name.
    let xml = xml.replace("'T/", "'ReadingType/");
    let d = decode("f", xml.as_bytes()).unwrap();
    assert_eq!(d.slots.len(), 1);
    assert_eq!(d.slots[0].energy, Energy::from_wh(5));
}
