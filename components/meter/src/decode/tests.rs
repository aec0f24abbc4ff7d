use super::*;
use crate::model::{Carrier, FileKind};
use crate::time::days_from_civil;

const CURVE: &str = "\u{feff}Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n\
12345678901234;Courbe de charge;14/01/2024;16/01/2024;Energie active;Consommation;Comptage Brut;W;\n\
Horodate;Valeur\n";

fn curve(rows: &str) -> Result<Decoded, DecodeError> {
    decode("f.csv", format!("{CURVE}{rows}").as_bytes())
}

#[test]
fn a_load_curve_is_mean_power_and_the_stamp_ends_the_step() {
    let d = curve("2024-01-15T00:30:00+01:00;100\n2024-01-15T01:00:00+01:00;201\n").unwrap();
    assert_eq!(d.report.kind, FileKind::LinkyCurve);
    assert_eq!(d.report.carrier, Carrier::Electricity);
    assert!(d.report.meter_number_masked);
    assert_eq!(d.slots[0].start(), time_midnight(15));
    assert_eq!(d.slots[0].energy, Energy::from_wh(50));
    assert_eq!(d.slots[1].energy.wh(), 100.5);
    assert_eq!(d.report.from.as_deref(), Some("2024-01-15"));
    assert_eq!(d.report.announced_to.as_deref(), Some("2024-01-15"));
}

use crate::model::Energy;

fn time_midnight(day: u32) -> u32 {
    crate::time::midnight(days_from_civil(2024, 1, day))
}
