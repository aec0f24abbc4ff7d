//! Bodies of the property tests and of the fuzz targets: any bytes, and what must hold of the
//! answer. They panic when it does not.

use crate::decode::{ROWS_HEADER, decode};
use crate::{
    Carrier, Contribution, DecodeError, Decoded, Options, Store, analyse, cleaned_csv, has_meter_number,
    to_json,
};
use alloc::vec;

/// What must hold of every decoded file, whatever its bytes.
pub fn check(decoded: &Decoded) {
    let Decoded { report, slots, blocks } = decoded;
    assert!(slots.iter().all(|s| s.step > 0 && s.step <= 3_600 && s.energy.0 >= 0));
    assert!(slots.windows(2).all(|w| w[0].end <= w[1].start()), "slots overlap");
    assert!(blocks.iter().all(|b| b.days > 0 && b.energy.0 >= 0));
    assert!(blocks.windows(2).all(|w| (w[0].start, w[0].days) < (w[1].start, w[1].days)));
    assert!(!slots.is_empty() || !blocks.is_empty(), "an accepted file has readings");
    assert_eq!(report.readings as usize, slots.len() + blocks.len());
    assert!(report.skipped.len() <= report.lines_skipped as usize);
    assert_eq!(report.from.is_some(), report.to.is_some());

    let mut store = Store::new();
    store.insert("12345678901234.csv", decoded.clone());
    let options = Options { off_peak: vec![crate::Window { from: 1_321, to: 366 }], ..Options::default() };
    let analysis = analyse(&store, &options);
    let days: i64 = analysis.days.iter().map(|d| d.wh.0).sum();
    let months: i64 = analysis.months.iter().map(|m| m.wh.0).sum();
    if blocks.is_empty() {
        let energy: i64 = slots.iter().map(|s| s.energy.0).sum();
        assert_eq!(days, energy, "energy is neither lost nor made");
        assert_eq!(months, energy);
    }
    if let Some(curve) = &analysis.curve {
        let off_peak = curve.off_peak.as_ref().map_or(0, |o| o.in_wh.0 + o.out_wh.0);
        assert_eq!(off_peak, curve.wh.0);
        assert_eq!(curve.profile.len(), 168);
    }
    assert!(analysis.carriers == [Carrier::Electricity] || analysis.carriers == [Carrier::Gas]);
    let json = to_json(&analysis);
    assert!(json.starts_with('{') && json.ends_with('}'));
    assert!(!has_meter_number(cleaned_csv(&store).as_bytes()), "the meter number leaves");
    if let Some(contribution) = Contribution::of(&analysis) {
        assert!(contribution.is_valid());
    }
}

fn run(bytes: &[u8]) {
    match decode("f", bytes) {
        Ok(decoded) => check(&decoded),
        Err(error) => check_error(&error),
    }
}

/// A refusal never quotes a meter number.
fn check_error(error: &DecodeError) {
    assert!(!has_meter_number(to_json(error).as_bytes()), "the meter number leaves");
}

/// Any file.
pub fn any(bytes: &[u8]) {
    run(bytes);
}

/// A curve in the shape of Enedis with any body.
pub fn linky_curve(bytes: &[u8]) {
    let head = b"Identifiant PRM;Type de donnees;Date de fin;Grandeur metier;Unite;Pas en minutes\n\
        1429xxxxxxxxxx;Courbe de charge;25/07/2024;Consommation;W;\nHorodate;Valeur\n";
    run(&[&head[..], bytes].concat());
}

/// Indexes in the shape of Enedis with any body.
pub fn linky_index(bytes: &[u8]) {
    run(&[&b"Horodate;Type de releve;EAS F1;EAS F2;EAS D1;EAS T\n"[..], bytes].concat());
}

/// A curve of another tool, local time, with any body.
pub fn other_curve(bytes: &[u8]) {
    run(&[&b"Horodate fin de pas;Puissance moyenne (kW)\n"[..], bytes].concat());
}

/// JSON with any content.
pub fn grdf_json(bytes: &[u8]) {
    run(&[&b"["[..], bytes].concat());
}

/// Green Button with any content.
pub fn green_button(bytes: &[u8]) {
    let head = b"<feed><entry><ReadingType><uom>72</uom></ReadingType></entry><entry><IntervalBlock>";
    run(&[&head[..], bytes].concat());
}

/// Rows of a workbook with any content.
pub fn sheet_rows(bytes: &[u8]) {
    let head = b"\n=\tExport\n14\t\tDate\tValeur (en kWh)\n";
    run(&[ROWS_HEADER.as_bytes(), head, bytes].concat());
}

/// Options with any content.
pub fn options(bytes: &[u8]) {
    let _ = Options::from_json(bytes);
}
