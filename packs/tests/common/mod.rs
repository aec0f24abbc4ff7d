//! What the tests share: a metropole of three communes, and reading a text.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]
#![allow(dead_code, reason = "each test file uses a part of it")]

use commune_energy::data::pack::Commune;
use commune_packs::read::report::FileReport;
use commune_packs::read::table::{Cell, Key, SECTORS};
use commune_packs::read::{Ingest, Options};
use commune_packs::territory::Territory;

pub(crate) const HEADER: &str = "OPERATEUR;FILIERE;Année;Code Commune;CODE CATEGORIE CONSOMMATION;\
CODE GRAND SECTEUR;CODE SECTEUR NAF2;Nb sites;Conso totale (MWh)";

/// Lille with its associated communes, Lannoy, and two communes of elsewhere whose codes open
/// with a zero and hold a letter.
pub(crate) fn territory() -> Territory {
    let commune =
        |insee: &str, name: &str, population| Commune { insee: insee.into(), name: name.into(), population };
    let mut territory = Territory::new(
        "200093201".into(),
        "Métropole Européenne de Lille".into(),
        vec![
            commune("59350", "Lille", 238_246),
            commune("59332", "Lannoy", 1812),
            commune("01004", "Ambérieu-en-Bugey", 15_000),
            commune("2A004", "Ajaccio", 74_000),
        ],
    );
    territory.add_alias("59298".into(), "59350");
    territory.add_alias("59355".into(), "59350");
    territory
}

/// Reads one input whose name is `test`.
pub(crate) fn read<'t>(territory: &'t Territory, bytes: &[u8]) -> (Ingest<'t>, FileReport) {
    read_with(territory, bytes, Options::default())
}

pub(crate) fn read_with<'t>(
    territory: &'t Territory,
    mut bytes: &[u8],
    options: Options,
) -> (Ingest<'t>, FileReport) {
    let mut ingest = Ingest::new(territory, options);
    let report = ingest.read_export("test", &mut bytes).unwrap();
    (ingest, report)
}

/// The cell of a commune, carrier, sector and year; empty where there is none.
pub(crate) fn cell(ingest: &Ingest<'_>, at: (&str, &str, &str, u16)) -> Cell {
    let (insee, carrier, sector, year) = at;
    let territory = territory();
    let key = Key {
        commune: territory.index_of(insee).unwrap(),
        carrier: ingest.table.carriers.iter().position(|id| id == carrier).unwrap(),
        sector: SECTORS.iter().position(|id| *id == sector).unwrap(),
        year,
    };
    ingest.table.cells.get(&key).copied().unwrap_or_default()
}
