//! A seeded generator of 5,000 records: places that several sources speak of, places that only look alike,
//! and faults, each with what must be found.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use commune_packs::services::communes::Communes;
use commune_packs::services::draft::Origins;
use commune_packs::services::geo::Contour;
use commune_services::data::Commune;
use serde_json::json;

/// SplitMix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Communes of the generator: squares of 0.05 degrees side by side.
pub(crate) const TOWNS: [(&str, &str, &str); 8] = [
    ("59101", "Aulnoy", "59110"),
    ("59102", "Bellevue-sur-Lys", "59120"),
    ("59103", "Clairfontaine", "59130"),
    ("59104", "Le Doulieu", "59140"),
    ("59105", "Estrées", "59150"),
    ("59106", "Fontaine-au-Bois", "59160"),
    ("59107", "Grandpré", "59170"),
    ("59108", "Hautmont", "59180"),
];

fn corner(town: usize) -> (f64, f64) {
    (3.0 + 0.05 * (town % 4) as f64, 50.5 + 0.05 * (town / 4) as f64)
}

pub(crate) fn communes() -> Communes {
    let mut contours = HashMap::new();
    for (town, (insee, ..)) in TOWNS.iter().enumerate() {
        let (x, y) = corner(town);
        let ring = vec![(x, y), (x + 0.05, y), (x + 0.05, y + 0.05), (x, y + 0.05), (x, y)];
        contours.insert((*insee).to_owned(), Contour { polygons: vec![vec![ring]] });
    }
    let mut communes = Communes::open(contours);
    communes.closed = true;
    for (insee, name, postcode) in TOWNS {
        communes.add(Commune {
            insee: insee.into(),
            name: name.into(),
            postcodes: vec![postcode.into()],
            ..Commune::default()
        });
    }
    communes
}

/// One place of the world, whatever is said of it.
#[derive(Clone)]
struct Place {
    town: usize,
    kind: &'static str,
    name: String,
    at: (f64, f64),
    street: String,
    siret: String,
    phone: String,
}

/// A row of one source; cells by column.
pub(crate) type Row = BTreeMap<&'static str, String>;

/// What was generated.
#[derive(Default)]
pub(crate) struct World {
    /// Rows by source.
    pub(crate) rows: HashMap<Origins, Vec<Row>>,
    /// Place of each record: (source, id) → number.
    pub(crate) place_of: HashMap<(Origins, String), usize>,
    /// Findings that must be there: kind and id of the record.
    pub(crate) planted: Vec<(&'static str, String)>,
    /// How each pair was planted, for the figures.
    pub(crate) joins: BTreeMap<&'static str, usize>,
}

const KINDS: [(&str, &str); 12] = [
    ("creche", "Crèche"),
    ("mediatheque", "Médiathèque"),
    ("ecole", "École élémentaire"),
    ("sport", "Gymnase"),
    ("centre-social", "Centre social"),
    ("piscine", "Piscine"),
    ("numerique", "Espace numérique"),
    ("seniors", "Résidence"),
    ("culture", "Salle"),
    ("dechetterie", "Déchetterie"),
    ("mairie-annexe", "Mairie annexe"),
    ("sante", "Maison de santé"),
];

const FIRST: [&str; 36] = [
    "Coquelicots",
    "Tilleuls",
    "Peupliers",
    "Marronniers",
    "Glycines",
    "Alouettes",
    "Hirondelles",
    "Libellules",
    "Bruyères",
    "Genêts",
    "Églantines",
    "Noisetiers",
    "Acacias",
    "Primevères",
    "Violettes",
    "Pervenches",
    "Lavandes",
    "Mimosas",
    "Saules",
    "Roseaux",
    "Ajoncs",
    "Fougères",
    "Cerisiers",
    "Pommiers",
    "Chênes",
    "Érables",
    "Bouleaux",
    "Cyprès",
    "Lauriers",
    "Jonquilles",
    "Capucines",
    "Mésanges",
    "Cigognes",
    "Papillons",
    "Coccinelles",
    "Écureuils",
];
const SECOND: [&str; 14] = [
    "",
    "du Moulin",
    "de la Fontaine",
    "du Canal",
    "de la Gare",
    "du Marais",
    "de la Colline",
    "du Pont",
    "de la Plaine",
    "du Château",
    "de la Forge",
    "du Lavoir",
    "des Remparts",
    "de la Chapelle",
];

fn siret(random: &mut Random) -> String {
    let mut digits: Vec<u32> = (0..13).map(|_| random.below(10) as u32).collect();
    if digits[0] == 3 {
        digits[0] = 4;
    }
    digits.push(0);
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| if index % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit })
        .sum();
    digits[13] = (10 - sum % 10) % 10;
    digits.iter().map(u32::to_string).collect()
}

fn place(random: &mut Random, town: usize, number: usize) -> Place {
    // One name of a kind in a town: numbers walk through all pairs of words.
    let (kind, word) = KINDS[number % KINDS.len()];
    let serial = number / KINDS.len();
    let second = SECOND[(serial / FIRST.len()) % SECOND.len()];
    let name = format!("{word} des {} {second}", FIRST[serial % FIRST.len()]).trim().to_owned();
    let (x, y) = corner(town);
    Place {
        town,
        kind,
        name,
        at: (x + 0.004 + 0.042 * random.unit(), y + 0.004 + 0.042 * random.unit()),
        street: format!("{} rue {}", 1 + random.below(200), SECOND[1 + random.below(SECOND.len() - 1)]),
        siret: siret(random),
        phone: format!(
            "03 {:02} {:02} {:02} {:02}",
            20 + random.below(70),
            random.below(100),
            random.below(100),
            random.below(100)
        ),
    }
}

/// How a source writes a name: as it is, in capitals without accents, with the town, with one slip.
fn variant(random: &mut Random, place: &Place) -> String {
    let plain = |text: &str| {
        text.chars()
            .map(|c| match c {
                'é' | 'è' | 'ê' => 'e',
                'É' => 'E',
                'â' => 'a',
                other => other,
            })
            .collect::<String>()
    };
    match random.below(5) {
        0 => place.name.clone(),
        1 => plain(&place.name).to_uppercase(),
        2 => format!("{} - {}", place.name, TOWNS[place.town].1),
        3 => {
            // Two letters of the longest word change places.
            let longest = place.name.split(' ').max_by_key(|word| word.len()).unwrap().to_owned();
            let mut letters: Vec<char> = longest.chars().collect();
            let at = 3 + random.below(letters.len() - 4);
            letters.swap(at, at - 1);
            place.name.replace(&longest, &letters.iter().collect::<String>())
        }
        _ => plain(&place.name).replace("Mediatheque", "Bibliothèque"),
    }
}

fn moved(random: &mut Random, at: (f64, f64), metres: f64) -> (f64, f64) {
    let way = random.unit() * std::f64::consts::TAU;
    let far = metres * random.unit();
    (at.0 + far * way.cos() / 70_700.0, at.1 + far * way.sin() / 111_195.0)
}

fn uuid(number: usize) -> String {
    format!("{number:08x}-0000-4000-8000-{number:012x}")
}

/// How the other sources are tied to the first.
#[derive(Clone, Copy, PartialEq)]
enum Tie {
    Siret,
    Cited,
    NameNear,
    NameFar,
    Address,
}

const TIES: [(Tie, &str); 5] = [
    (Tie::Siret, "same SIRET"),
    (Tie::Cited, "cited id"),
    (Tie::NameNear, "name within 40 m"),
    (Tie::NameFar, "same name within 180 m"),
    (Tie::Address, "same address, no coordinates"),
];

impl World {
    pub(crate) fn generate(seed: u64, records: usize) -> Self {
        let mut random = Random(seed);
        let mut world = Self::default();
        let mut number = 0;
        while world.place_of.len() < records - 120 {
            let town = number % TOWNS.len();
            let place = place(&mut random, town, number / TOWNS.len());
            world.place(&mut random, number, &place);
            number += 1;
        }
        world.look_alikes(&mut random, &mut number);
        super::faults::plant(&mut world, &mut random);
        world
    }

    fn add(&mut self, origin: Origins, number: usize, id: String, row: Row) {
        self.place_of.insert((origin, id), number);
        self.rows.entry(origin).or_default().push(row);
    }

    /// A place in one to three sources.
    fn place(&mut self, random: &mut Random, number: usize, place: &Place) {
        let digital = place.kind == "numerique" || random.below(4) == 0;
        let sources: Vec<Origins> = match random.below(6) {
            0 => vec![Origins::Own],
            1 => vec![Origins::Dila],
            2 => vec![Origins::Own, Origins::Acceslibre],
            3 => vec![Origins::Dila, Origins::Acceslibre],
            4 if digital => vec![Origins::Own, Origins::Mednum, Origins::Acceslibre],
            4 => vec![Origins::Own, Origins::Dila],
            _ if digital => vec![Origins::Mednum, Origins::Acceslibre],
            _ => vec![Origins::Own, Origins::Dila, Origins::Acceslibre],
        };
        let (mut tie, mut label) = TIES[random.below(TIES.len())];
        if tie == Tie::Cited && !sources.contains(&Origins::Own) {
            (tie, label) = TIES[2];
        }
        for (position, origin) in sources.iter().enumerate() {
            let mut name = if position == 0 { place.name.clone() } else { variant(random, place) };
            let mut at = Some(place.at);
            let mut siret = String::new();
            let mut street = place.street.clone();
            if position > 0 {
                *self.joins.entry(label).or_default() += 1;
                at = match tie {
                    Tie::Siret => Some(moved(random, place.at, 400.0)),
                    Tie::Cited => Some(moved(random, place.at, 300.0)),
                    Tie::NameNear => Some(moved(random, place.at, 40.0)),
                    Tie::NameFar => {
                        name = place.name.clone();
                        Some(moved(random, place.at, 180.0))
                    }
                    Tie::Address => None,
                };
                if tie != Tie::Address {
                    street = String::new();
                }
            }
            if tie == Tie::Siret {
                siret.clone_from(&place.siret);
            }
            let mut said = Place { name, street, siret, ..place.clone() };
            said.at = at.unwrap_or((f64::NAN, f64::NAN));
            let id = id(*origin, number);
            let mut row = row(*origin, &id, &said);
            if tie == Tie::Cited && *origin == Origins::Own {
                let others = sources.iter().filter(|other| **other != Origins::Own);
                let cited: Vec<String> =
                    others.map(|other| format!("{}:{}", other.id(), self::id(*other, number))).collect();
                row.insert("identifiants_externes", cited.join("|"));
            }
            self.add(*origin, number, id, row);
        }
    }

    /// Two places each that must not become one.
    fn look_alikes(&mut self, random: &mut Random, number: &mut usize) {
        const PAIRS: [(&str, &str, &str, &str); 8] = [
            ("École maternelle du Bourg", "ecole", "École élémentaire du Bourg", "ecole"),
            ("Crèche collective 1", "creche", "Crèche collective 2", "creche"),
            ("Mairie", "mairie", "Mairie annexe", "mairie-annexe"),
            ("Mairie", "mairie", "Médiathèque municipale", "mediatheque"),
            ("Salle Nord", "culture", "Salle Sud", "culture"),
            ("Centre social", "centre-social", "Centre de santé", "sante"),
            ("Piscine", "piscine", "Gymnase de la piscine", "sport"),
            ("CCAS", "ccas", "Police municipale", "police-municipale"),
        ];
        for town in 0..TOWNS.len() {
            let shared = siret(random);
            for (one, kind, other, other_kind) in PAIRS {
                let base = place(random, town, 5_000 + *number);
                // The mairie of a town is one place, though it has two look-alikes.
                let (same_at, same_street) = (base.at, base.street.clone());
                for (name, kind, origin) in
                    [(one, kind, Origins::Own), (other, other_kind, Origins::Acceslibre)]
                {
                    if name == "Mairie" && other != "Mairie annexe" {
                        continue;
                    }
                    let said = Place {
                        town,
                        kind,
                        name: name.into(),
                        at: moved(random, same_at, 20.0),
                        street: same_street.clone(),
                        // A commune's SIRET on all that it runs.
                        siret: shared.clone(),
                        phone: base.phone.clone(),
                    };
                    let id = id(origin, *number);
                    let row = row(origin, &id, &said);
                    self.add(origin, *number, id, row);
                    *number += 1;
                }
            }
        }
    }
}

fn id(origin: Origins, number: usize) -> String {
    match origin {
        Origins::Acceslibre => uuid(number),
        origin => format!("{}-{number}", &origin.id()[..1]),
    }
}

/// A row as the source would have it, without a fault.
fn row(origin: Origins, id: &str, place: &Place) -> Row {
    let (insee, town, postcode) = TOWNS[place.town];
    let coordinate = |value: f64| if value.is_nan() { String::new() } else { format!("{value:.6}") };
    let mut row = Row::new();
    let mut set = |name, text: &str| {
        row.insert(name, text.to_owned());
    };
    set("id", id);
    set("nom", &place.name);
    set("commune", town);
    set("code_postal", postcode);
    set("code_insee", insee);
    set("adresse", &place.street);
    set("longitude", &coordinate(place.at.0));
    set("latitude", &coordinate(place.at.1));
    set("siret", &place.siret);
    match origin {
        Origins::Own => {
            set("genre", place.kind);
            set("type", "lieu");
            set("telephone", &place.phone);
            set("horaires", "lundi au vendredi 9h-12h et 14h-17h");
            set("date_maj", "2026-10-01");
        }
        Origins::Dila => {
            set("telephone", &place.phone);
            set("date_maj", "01/10/2026 10:00:00");
            set("debut", "09:00:00");
        }
        Origins::Mednum => {
            set("telephone", &place.phone);
            set("horaires", "Mo-Fr 09:00-12:00,14:00-17:00");
            set("date_maj", "2026-10-01");
        }
        Origins::Acceslibre => set("entree_plain_pied", "True"),
    }
    row
}

/// The file of a source.
pub(crate) fn file(origin: Origins, rows: &[Row]) -> String {
    if origin == Origins::Dila {
        let records: Vec<serde_json::Value> = rows.iter().map(directory).collect();
        return json!({ "total_count": rows.len(), "results": records }).to_string();
    }
    let columns: &[&str] = match origin {
        Origins::Own => &[
            "id",
            "nom",
            "type",
            "genre",
            "commune",
            "code_postal",
            "code_insee",
            "adresse",
            "longitude",
            "latitude",
            "siret",
            "telephone",
            "courriel",
            "lien",
            "horaires",
            "date_maj",
            "horaires_verifies_le",
            "identifiants_externes",
            "lieux",
            "entree_de_plain_pied",
        ],
        Origins::Mednum => &[
            "id",
            "siret",
            "nom",
            "commune",
            "code_postal",
            "code_insee",
            "adresse",
            "longitude",
            "latitude",
            "telephone",
            "horaires",
            "date_maj",
            "lien",
        ],
        _ => &[
            "id",
            "nom",
            "commune",
            "code_postal",
            "code_insee",
            "adresse",
            "longitude",
            "latitude",
            "siret",
            "entree_plain_pied",
            "entree_marches_rampe",
            "lien",
        ],
    };
    let header = |name: &&str| match (origin, *name) {
        (Origins::Mednum, "siret") => "pivot",
        (Origins::Mednum, "lien") => "site_web",
        (Origins::Acceslibre, "nom") => "name",
        (Origins::Acceslibre, "code_postal") => "postal_code",
        (Origins::Acceslibre, "adresse") => "voie",
        (Origins::Acceslibre, "lien") => "site_internet",
        (_, name) => match name {
            "id" => "id",
            other => columns.iter().find(|known| **known == other).unwrap(),
        },
    };
    let mut out = columns.iter().map(header).collect::<Vec<_>>().join(",");
    out.push('\n');
    for row in rows {
        let cells: Vec<String> = columns
            .iter()
            .map(|column| format!("\"{}\"", row.get(column).map_or("", String::as_str).replace('"', "\"\"")))
            .collect();
        let _ = writeln!(out, "{}", cells.join(","));
    }
    out
}

/// A record of the directory, nested fields as JSON in strings.
fn directory(row: &Row) -> serde_json::Value {
    let get = |name: &str| row.get(name).cloned().unwrap_or_default();
    let address = json!([{
        "type_adresse": "Adresse", "complement1": "", "complement2": "", "numero_voie": get("adresse"),
        "code_postal": get("code_postal"), "nom_commune": get("commune"), "longitude": get("longitude"),
        "latitude": get("latitude"), "accessibilite": "", "note_accessibilite": "",
    }]);
    let hours = json!([{
        "nom_jour_debut": "Lundi", "nom_jour_fin": "Vendredi",
        "valeur_heure_debut_1": get("debut"), "valeur_heure_fin_1": "12:00:00",
        "valeur_heure_debut_2": "14:00:00", "valeur_heure_fin_2": "17:00:00", "commentaire": "",
    }]);
    json!({
        "id": get("id"), "nom": get("nom"), "siret": get("siret"), "code_insee_commune": get("code_insee"),
        "date_modification": get("date_maj"), "adresse": address.to_string(), "plage_ouverture": hours.to_string(),
        "telephone": json!([{ "valeur": get("telephone"), "description": "" }]).to_string(),
        "site_internet": if get("lien").is_empty() { "[]".to_owned() } else { json!([{ "libelle": "", "valeur": get("lien") }]).to_string() },
        "pivot": "[]",
    })
}
