//! Demonstration figures, generated from populations.
//!
//! No real rows of the Nord can be had offline, so the demo writes the rows that an export would
//! have and sends them through the same reader. The rule:
//!
//! - Each carrier and sector has a yearly consumption per inhabitant (`SHARES`: round numbers
//!   of the order of French cities, measured nowhere). A commune's own factor, 0.75 to 1.25 for
//!   housing and wider for industry, comes from a hash of its INSEE code; so does each exception.
//! - A year's factor is a falling trend times, for the temperature-sensitive part, the coldness of
//!   the year ([`YEARS`], invented). The corrected value leaves the coldness out.
//! - Heat networks exist above 40,000 inhabitants; farming shrinks with size.
//! - Withheld: industry of every third commune under 2,500 inhabitants wholly and one activity
//!   of other small ones in part; gas of housing in every fifth commune under 1,200.
//! - Missing: gas of 2018 in every eleventh commune.
//! - Only housing has the correction for climate.
//! - Services come in two categories and industry in two activities, so that rows are summed.
//!
//! Same communes, same bytes.

use std::fmt::Write as _;

use commune_energy::data::pack::Commune;

use crate::territory::Territory;

/// What the demonstration says of its source.
pub const SOURCE: &str = "Données de démonstration, calculées à partir de la population";

/// Year, trend, coldness of the year (1 = normal).
pub const YEARS: [(u16, f64, f64); 7] = [
    (2018, 1.000, 0.97),
    (2019, 0.990, 0.98),
    (2020, 0.985, 0.90),
    (2021, 0.980, 1.04),
    (2022, 0.930, 0.89),
    (2023, 0.890, 0.90),
    (2024, 0.880, 0.91),
];

/// Inhabitants above which the demo has a heat network.
pub const HEAT_ABOVE: u32 = 40_000;

/// One sector of one carrier.
struct Share {
    carrier: &'static str,
    sector: &'static str,
    /// kWh per inhabitant and year.
    kwh: f64,
    /// Part that follows the temperature.
    sensitive: f64,
    /// kWh per delivery point and year, to count these.
    per_site: f64,
    /// How far a commune's factor goes either way from 1.
    spread: f64,
}

/// The shares of an average commune.
const SHARES: [Share; 11] = [
    share("Electricité", "RESIDENTIEL", 2100.0, 0.30, 4400.0, 0.25),
    share("Electricité", "TERTIAIRE", 1900.0, 0.15, 21_000.0, 0.45),
    share("Electricité", "INDUSTRIE", 1300.0, 0.0, 240_000.0, 0.80),
    share("Electricité", "AGRICULTURE", 45.0, 0.0, 17_000.0, 0.60),
    share("Electricité", "INCONNU", 12.0, 0.0, 6000.0, 0.80),
    share("Gaz", "RESIDENTIEL", 4300.0, 0.75, 12_500.0, 0.25),
    share("Gaz", "TERTIAIRE", 1350.0, 0.65, 90_000.0, 0.45),
    share("Gaz", "INDUSTRIE", 1100.0, 0.10, 2_600_000.0, 0.80),
    share("Gaz", "AGRICULTURE", 20.0, 0.30, 120_000.0, 0.60),
    share("Chaleur", "RESIDENTIEL", 620.0, 0.80, 900_000.0, 0.25),
    share("Chaleur", "TERTIAIRE", 480.0, 0.75, 1_200_000.0, 0.25),
];

const fn share(
    carrier: &'static str,
    sector: &'static str,
    kwh: f64,
    sensitive: f64,
    per_site: f64,
    spread: f64,
) -> Share {
    Share { carrier, sector, kwh, sensitive, per_site, spread }
}

const HEADER: &str = "OPERATEUR;FILIERE;Année;Code Commune;Nom Commune;Code EPCI;\
CODE CATEGORIE CONSOMMATION;CODE GRAND SECTEUR;CODE SECTEUR NAF2;Nb sites;Conso totale (MWh);\
Nombre de mailles secretisées;Conso totale  usages thermosensibles (MWh);\
Conso totale  usages non thermosensibles (MWh);\
Conso totale corrigée de l'aléa climatique  usages thermosensibles (MWh)\r\n";

/// An export of the metropole, as Agence ORE writes them: `;`, decimal commas, CRLF, UTF-8 with BOM.
#[must_use]
pub fn export(territory: &Territory) -> String {
    let mut out = String::from("\u{feff}");
    out.push_str(HEADER);
    for commune in &territory.communes {
        for share in &SHARES {
            if exists(commune, share) {
                for (year, trend, coldness) in YEARS {
                    rows(&mut out, territory, commune, share, (year, trend, coldness));
                }
            }
        }
    }
    out
}

fn exists(commune: &Commune, share: &Share) -> bool {
    match (share.carrier, share.sector) {
        ("Chaleur", _) => commune.population > HEAT_ABOVE,
        (_, "AGRICULTURE") => commune.population < 20_000,
        _ => true,
    }
}

/// One or two rows: a year of a sector of a carrier of a commune.
fn rows(
    out: &mut String,
    territory: &Territory,
    commune: &Commune,
    share: &Share,
    (year, trend, coldness): (u16, f64, f64),
) {
    let draw = |salt: &str| unit(&[&commune.insee, share.carrier, share.sector, salt]);
    let small = commune.population < 2500;
    if share.carrier == "Gaz" && year == 2018 && one_in(11, &commune.insee, "gaz 2018") {
        return;
    }
    let withheld = match share.sector {
        "INDUSTRIE" => small && one_in(3, &commune.insee, "industrie"),
        "RESIDENTIEL" if share.carrier == "Gaz" => {
            commune.population < 1200 && one_in(5, &commune.insee, "gaz")
        }
        _ => false,
    };
    let rural = if share.sector == "AGRICULTURE" {
        (1.0 - f64::from(commune.population) / 20_000.0).max(0.0) * 3.0
    } else {
        1.0
    };
    let size = match share.sector {
        // Offices, shops and hospitals gather in the larger communes.
        "TERTIAIRE" => 0.55 + 0.06 * f64::from(commune.population.max(1)).ln(),
        _ => 1.0,
    };
    let own = 1.0 + share.spread * (2.0 * draw("factor") - 1.0);
    // A commune wanders a little from the trend, each year by itself.
    let wander = 1.0 + 0.02 * (2.0 * draw(&year.to_string()) - 1.0);
    let normal = share.kwh / 1000.0 * f64::from(commune.population) * own * rural * size * trend * wander;
    let parts: &[(&str, &str, f64)] = match share.sector {
        "TERTIAIRE" => &[("PRO", "47", 0.35), ("ENT", "84", 0.65)],
        "INDUSTRIE" => &[("ENT", "10", 0.6), ("ENT", "25", 0.4)],
        "AGRICULTURE" => &[("PRO", "01", 1.0)],
        "INCONNU" => &[("PRO", "", 1.0)],
        _ => &[("RES", "", 1.0)],
    };
    for (index, (category, naf, part)) in parts.iter().enumerate() {
        let normal = normal * part;
        // Meters do not follow the consumption: a little under one per cent more each year.
        let meters = normal / (trend * wander) * (1.0 + 0.008 * f64::from(year - YEARS[0].0));
        let sites = (meters * 1000.0 / share.per_site).round().max(1.0);
        let sensitive = normal * share.sensitive * coldness;
        let other = normal * (1.0 - share.sensitive);
        let in_part = share.sector == "INDUSTRIE"
            && index == 1
            && commune.population < 6000
            && one_in(2, &commune.insee, "activité");
        let _ = write!(
            out,
            "DEMO;{};{year};{};{};{};{category};{};{naf};",
            share.carrier, commune.insee, commune.name, territory.epci, share.sector,
        );
        let _ = if withheld || in_part {
            write!(out, ";NC;1;")
        } else {
            write!(out, "{sites};{};0;", comma(sensitive + other))
        };
        // Real exports leave the correction for climate empty almost everywhere but for housing.
        let _ = if share.sector == "RESIDENTIEL" && !withheld {
            let corrected = comma(normal * share.sensitive);
            write!(out, "{};{};{corrected}\r\n", comma(sensitive), comma(other))
        } else {
            write!(out, ";;\r\n")
        };
    }
}

/// Three decimals, with a decimal comma.
fn comma(mwh: f64) -> String {
    format!("{mwh:.3}").replace('.', ",")
}

fn one_in(many: u64, insee: &str, salt: &str) -> bool {
    hash(&[insee, salt]).is_multiple_of(many)
}

/// From 0 to 1.
pub(crate) fn unit(parts: &[&str]) -> f64 {
    (hash(parts) >> 11) as f64 / (1_u64 << 53) as f64
}

/// FNV-1a 64, then the finaliser of SplitMix64, since FNV leaves short keys alike in its high
/// bits. Both are fixed for ever, unlike the hasher of the standard library.
fn hash(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.join("\u{1f}").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
