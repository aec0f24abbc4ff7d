//! The figures of a commune for a spreadsheet: `;`, decimal commas, UTF-8 with BOM, which is how
//! French spreadsheets open a file without asking.

use anyhow::Result;
use commune_energy::data::pack::Pack;

/// One line per year, carrier and sector. `consommation_mwh` is blank where nothing is known;
/// where `chiffres_masques` is not 0 it is a lower bound.
///
/// # Errors
/// None in practice: the bytes go to memory.
pub fn csv(pack: &Pack) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record([
        "code_commune",
        "commune",
        "annee",
        "energie",
        "secteur",
        "consommation_mwh",
        "chiffres_masques",
        "compteurs",
        "consommation_corrigee_du_climat_mwh",
        "demonstration",
    ])?;
    for series in &pack.series {
        for (index, year) in pack.years.iter().enumerate() {
            let decimal =
                |value: Option<f64>| value.map(|mwh| mwh.to_string().replace('.', ",")).unwrap_or_default();
            let of = |values: &[Option<f64>]| decimal(values.get(index).copied().flatten());
            let sites = series.sites.get(index).copied().flatten();
            let masked = series.masked.get(index).copied().unwrap_or(0);
            writer.write_record([
                pack.commune.insee.as_str(),
                pack.commune.name.as_str(),
                year.to_string().as_str(),
                french_carrier(&series.carrier),
                french_sector(&series.sector),
                of(&series.mwh).as_str(),
                masked.to_string().as_str(),
                sites.map(|sites| sites.to_string()).unwrap_or_default().as_str(),
                of(&series.corrected).as_str(),
                if pack.demo { "oui" } else { "non" },
            ])?;
        }
    }
    Ok(writer.into_inner()?)
}

fn french_carrier(id: &str) -> &str {
    match id {
        "electricity" => "electricite",
        "gas" => "gaz",
        "heat" => "chaleur",
        other => other,
    }
}

fn french_sector(id: &str) -> &str {
    match id {
        "housing" => "logements",
        "services" => "services",
        "industry" => "industrie",
        "agriculture" => "agriculture",
        "unknown" => "inconnu",
        other => other,
    }
}
