//! The columns of the commune files of Agence ORE and Enedis.
//!
//! One normal form serves the CSV labels (`Conso totale (MWh)`) and the API keys
//! (`conso_totale_mwh`): lower case, no accent, words joined by `_`.

/// A column that the packs are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Column {
    /// `Année`.
    Year,
    /// `Code Commune`: INSEE code.
    Commune,
    /// `FILIERE`: electricity or gas.
    Carrier,
    /// `CODE GRAND SECTEUR`.
    Sector,
    /// `Conso totale (MWh)`.
    Total,
    /// `Nb sites`: delivery points.
    Sites,
    /// `Nombre de mailles secretisées`: cells withheld inside this row.
    MaskedCells,
    /// `Conso totale usages thermosensibles (MWh)`.
    Thermo,
    /// `Conso totale usages non thermosensibles (MWh)`.
    NonThermo,
    /// `Conso totale corrigée de l'aléa climatique usages thermosensibles (MWh)`.
    CorrectedThermo,
    /// `OPERATEUR`: the network operator; tells rows apart.
    Operator,
    /// `CODE CATEGORIE CONSOMMATION`; tells rows apart.
    Category,
    /// `CODE SECTEUR NAF2`; tells rows apart.
    Naf,
}

/// How many [`Column`]s there are.
pub const COLUMNS: usize = 13;

/// The columns without which no row can be placed, and their label in the CSV exports.
pub const REQUIRED: [(Column, &str); 5] = [
    (Column::Year, "Année"),
    (Column::Commune, "Code Commune"),
    (Column::Carrier, "FILIERE"),
    (Column::Sector, "CODE GRAND SECTEUR"),
    (Column::Total, "Conso totale (MWh)"),
];

/// Normal form → column. The first name of a column is the one seen in the export; the others
/// were seen in the API or in older exports, or are near spellings.
const USED: &[(&str, Column)] = &[
    ("annee", Column::Year),
    ("code_commune", Column::Commune),
    ("code_insee_commune", Column::Commune),
    ("filiere", Column::Carrier),
    ("code_grand_secteur", Column::Sector),
    ("conso_totale_mwh", Column::Total),
    ("nb_sites", Column::Sites),
    ("nombre_de_mailles_secretisees", Column::MaskedCells),
    ("nombre_mailles_secretisees", Column::MaskedCells),
    ("nombre_maille_secretisees", Column::MaskedCells),
    ("conso_totale_usages_thermosensibles_mwh", Column::Thermo),
    ("conso_totale_usages_non_thermosensibles_mwh", Column::NonThermo),
    ("conso_totale_corrigee_de_l_alea_climatique_usages_thermosensibles_mwh", Column::CorrectedThermo),
    ("operateur", Column::Operator),
    ("code_categorie_consommation", Column::Category),
    ("code_secteur_naf2", Column::Naf),
];

/// Columns that are known, and left aside.
const LEFT_ASIDE: &[&str] = &[
    "nom_commune",
    "code_epci",
    "nom_epci",
    "type_epci",
    "code_departement",
    "nom_departement",
    "libelle_departement",
    "code_region",
    "nom_region",
    "libelle_region",
    "conso_moyenne_mwh",
    "part_thermosensible",
    "thermosensibilite_totale_kwh_dju",
    "conso_moyenne_usages_thermosensibles_mwh",
    "conso_moyenne_usages_non_thermosensibles_mwh",
    "thermosensibilite_moyenne_kwh_dju",
    "conso_moyenne_corrigee_de_l_alea_climatique_usages_thermosensibles_mwh",
    "dju_a_tr",
    "dju_a_tn",
    "nombre_d_habitants",
    "taux_de_logements_collectifs",
    "taux_de_residences_principales",
    "superficie_des_logements_30_m2",
    "superficie_des_logements_30_a_40_m2",
    "superficie_des_logements_40_a_60_m2",
    "superficie_des_logements_60_a_80_m2",
    "superficie_des_logements_80_a_100_m2",
    "superficie_des_logements_100_m2",
    "residences_principales_avant_1919",
    "residences_principales_de_1919_a_1945",
    "residences_principales_de_1946_a_1970",
    "residences_principales_de_1971_a_1990",
    "residences_principales_de_1991_a_2005",
    "residences_principales_de_2006_a_2015",
    "residences_principales_apres_2016",
    "taux_de_chauffage_electrique",
    "geom",
    "centroid",
];

/// What a header names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// A column that the packs are made of.
    Used(Column),
    /// A known column that is left aside.
    LeftAside,
    /// Not a column of these files.
    Unknown,
}

/// What a header of the outside names.
#[must_use]
pub fn recognise(header: &str) -> Header {
    let name = normal(header);
    if let Some((_, column)) = USED.iter().find(|(known, _)| *known == name) {
        return Header::Used(*column);
    }
    // Data Fair adds technical fields (`_id`, `_i`, `_score`, `_geopoint`…) to each row.
    if LEFT_ASIDE.contains(&name.as_str()) || header.starts_with('_') {
        return Header::LeftAside;
    }
    Header::Unknown
}

/// The known header nearest to an unknown one, where one is near enough to be a slip.
#[must_use]
pub fn nearest(header: &str) -> Option<&'static str> {
    let known = USED.iter().map(|(known, _)| *known).chain(LEFT_ASIDE.iter().copied());
    likest(&normal(header), known)
}

/// The one of `known` that `name`, in normal form, is most likely a slip of, where one is near enough.
pub(crate) fn likest(name: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let words = |name: &str| {
        let mut words: Vec<&str> = name.split('_').collect();
        words.sort_unstable();
        words.join("_")
    };
    // An export whose words change places: « commune code ».
    let turned = |known: &str| words(known) == words(name);
    let likeness = |known: &str| match turned(known) {
        true => 1.0,
        false => strsim::normalized_damerau_levenshtein(name, known),
    };
    known
        .map(|known| (likeness(known), known))
        .filter(|(likeness, _)| *likeness >= 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

/// Lower case, without accents, words joined by one `_`.
#[must_use]
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            // Combining accents, where a file has them decomposed.
            '\u{300}'..='\u{36f}' => {}
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            _ => match unaccented(character) {
                plain if plain.is_ascii_alphanumeric() => out.push(plain),
                _ if out.is_empty() || out.ends_with('_') => {}
                _ => out.push('_'),
            },
        }
    }
    if out.ends_with('_') {
        out.pop();
    }
    out
}

fn unaccented(character: char) -> char {
    match character {
        'à' | 'â' | 'ä' | 'á' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' | 'ó' => 'o',
        'û' | 'ù' | 'ü' | 'ú' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_api_keys_are_one() {
        for (label, key) in [
            ("Année", "annee"),
            ("Conso totale (MWh)", "conso_totale_mwh"),
            ("CODE GRAND SECTEUR", "code_grand_secteur"),
            ("Nb sites", "nb_sites"),
            ("Nombre de mailles secretisées", "nombre_de_mailles_secretisees"),
        ] {
            assert_eq!(normal(label), key);
            assert_eq!(recognise(label), recognise(key));
            assert!(matches!(recognise(label), Header::Used(_)), "{label}");
        }
        assert_eq!(normal("Anne\u{301}e"), "annee");
    }

    #[test]
    fn every_label_of_the_export_is_known() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/ore/HEADERS_ONLY.csv");
        let Ok(text) = std::fs::read_to_string(path) else {
            println!("skipped: no shared/data/ore/HEADERS_ONLY.csv beside the project");
            return;
        };
        for label in text.trim_start_matches('\u{feff}').trim().split(';') {
            assert_ne!(recognise(label), Header::Unknown, "{label}");
        }
    }

    #[test]
    fn a_slip_is_led_to_the_known_header() {
        assert_eq!(recognise("Conso total (MWh)"), Header::Unknown);
        assert_eq!(nearest("Conso total (MWh)"), Some("conso_totale_mwh"));
        assert_eq!(nearest("code_comune"), Some("code_commune"));
        assert_eq!(nearest("Commune code"), Some("code_commune"));
        assert_eq!(nearest("température"), None);
    }
}
