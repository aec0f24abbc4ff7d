//! Directories that no town has, for benches and tests: French titles of services, near duplicates included.
//!
//! Place names are put together from the parts of real ones; nobody is named. The same seed gives the same
//! directory. Telephone numbers are of the block that France keeps for fiction (03 53 01).

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::build::{Document, Facts, Lang};

const STARTS: [&str; 64] = [
    "Aigue", "Ambre", "Arbe", "Aube", "Auber", "Bail", "Balle", "Bar", "Bazoches", "Beau", "Bel", "Berne",
    "Bois", "Bonne", "Bourg", "Brai", "Bré", "Bruy", "Caille", "Cham", "Chante", "Char", "Château", "Clair",
    "Colom", "Cour", "Crève", "Dame", "Dom", "Éper", "Étre", "Fage", "Ferri", "Fleur", "Fonte", "Frai",
    "Gare", "Grand", "Gué", "Haute", "Herme", "Isle", "Jou", "Lande", "Lar", "Lou", "Mar", "Mèze", "Mon",
    "Neuf", "Noise", "Or", "Pierre", "Pont", "Quer", "Roche", "Sau", "Sept", "Thé", "Tour", "Val", "Vaux",
    "Ver", "Ville",
];
const ENDS: [&str; 72] = [
    "ac", "agne", "aigne", "ainville", "ancourt", "andry", "anges", "arde", "argues", "ault", "aumont",
    "beuf", "bourg", "brun", "cé", "champ", "chêne", "court", "croix", "cy", "dun", "eaux", "ecques", "enay",
    "encourt", "eneuil", "ers", "eterre", "étang", "euil", "euse", "évry", "fontaine", "gny", "gnies",
    "hameau", "hoult", "icourt", "ières", "igny", "illac", "illon", "ingue", "isy", "îles", "lieu", "ligne",
    "loup", "maison", "mène", "mont", "moulin", "neuve", "olles", "onne", "oy", "puits", "quent", "rive",
    "roux", "sart", "saulx", "temple", "thun", "val", "vaux", "ver", "vert", "vigne", "ville", "voir",
    "zelle",
];
const KINDS: [(&str, &str, &str); 40] = [
    ("Mairie", "hôtel de ville état civil accueil", "Accueil du public, état civil et formalités"),
    ("Mairie annexe", "mairie de quartier état civil", "Formalités courantes dans le quartier"),
    ("Bibliothèque", "livres lecture prêt médiathèque", "Prêt de livres, presse et animations"),
    ("Médiathèque", "livres disques films numérique", "Livres, disques, films et postes informatiques"),
    ("École maternelle", "scolarité enfants rentrée", "Accueil des enfants de trois à six ans"),
    ("École élémentaire", "scolarité enfants rentrée", "Enseignement du cours préparatoire au cours moyen"),
    ("École primaire", "scolarité enfants rentrée", "Classes maternelles et élémentaires"),
    ("Collège", "scolarité adolescents", "Enseignement de la sixième à la troisième"),
    ("Crèche", "petite enfance garde bébé", "Accueil régulier ou occasionnel des tout-petits"),
    ("Halte-garderie", "petite enfance garde", "Accueil de quelques heures des jeunes enfants"),
    ("Centre de loisirs", "vacances mercredi enfants", "Activités le mercredi et pendant les vacances"),
    ("Restaurant scolaire", "cantine repas midi", "Repas des élèves, menus et réservation"),
    ("Piscine", "natation bassin nage", "Bassins, cours de natation et aquagym"),
    ("Gymnase", "sport salle club", "Salle omnisports pour les clubs et les écoles"),
    ("Stade", "football athlétisme terrain", "Terrains de football et piste d’athlétisme"),
    ("Salle des fêtes", "location réception association", "Location pour les fêtes et les réunions"),
    ("Maison des associations", "bénévolat salle réunion", "Salles et conseils pour les associations"),
    ("Centre social", "famille aide accueil", "Accompagnement des familles et ateliers"),
    ("Centre communal d’action sociale", "aide sociale secours CCAS", "Aides, domiciliation et écoute"),
    ("Déchetterie", "tri encombrants gravats", "Dépôt des encombrants, gravats et végétaux"),
    ("Point de collecte", "verre papier textile", "Bornes pour le verre, le papier et les textiles"),
    ("Cimetière", "concession obsèques", "Concessions, horaires et recueillement"),
    ("Commissariat", "police plainte sécurité", "Dépôt de plainte et mains courantes"),
    ("Police municipale", "tranquillité stationnement", "Tranquillité publique et objets trouvés"),
    ("Caserne de pompiers", "secours incendie", "Secours et incendie"),
    ("Bureau de poste", "courrier colis banque", "Courrier, colis et services bancaires"),
    ("Maison de santé", "médecin soins infirmier", "Médecins, infirmiers et kinésithérapeutes"),
    ("Centre de vaccination", "vaccin santé", "Vaccinations gratuites sur rendez-vous"),
    ("Pharmacie", "médicaments garde", "Médicaments et conseils"),
    ("Espace numérique", "ordinateur internet aide", "Aide aux démarches en ligne"),
    ("Agence pour l’emploi", "travail chômage recrutement", "Accompagnement des demandeurs d’emploi"),
    ("Mission locale", "jeunes emploi formation", "Emploi et formation des jeunes"),
    ("Office du logement", "logement social loyer", "Demandes de logement et attestations"),
    ("Service de l’urbanisme", "permis de construire travaux cadastre", "Permis, déclarations et cadastre"),
    ("Service de l’état civil", "naissance mariage décès acte", "Actes, livrets de famille et cérémonies"),
    ("Théâtre", "spectacle scène culture", "Spectacles et ateliers"),
    ("Musée", "exposition patrimoine culture", "Collections et expositions"),
    ("Conservatoire de musique", "instrument danse cours", "Cours de musique et de danse"),
    (
        "Résidence pour personnes âgées",
        "seniors retraite hébergement",
        "Logements et services pour les aînés",
    ),
    ("Tribunal de proximité", "justice droit litige", "Litiges du quotidien et accès au droit"),
];
const SUFFIXES: [&str; 6] = ["", "", "", " annexe", " Nord", " Sud"];

/// A generator of numbers: SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

fn place_name(n: usize) -> String {
    let n = n % (STARTS.len() * ENDS.len());
    // A step that shares no factor with the number of pairs visits them all.
    let n = n * 1_009 % (STARTS.len() * ENDS.len());
    format!("{}{}", STARTS[n % STARTS.len()], ENDS[n / STARTS.len()])
}

/// Documents of 95 communes for up to 40,000, of more for more; about one title in three has near
/// duplicates: the same but for one word.
#[must_use]
pub fn directory(count: usize, seed: u64) -> Vec<Document> {
    let mut dice = Dice::new(seed);
    let communes = 95.max(count / 400);
    let mut titles: BTreeMap<String, u32> = BTreeMap::new();
    let mut documents: Vec<Document> = Vec::with_capacity(count);
    while documents.len() < count {
        let number = documents.len();
        let commune = dice.below(communes);
        let kind = dice.below(KINDS.len());
        let place = communes + dice.below(4_000 - communes);
        let link = ["", "de ", "du quartier de ", "rue de "][dice.below(4)];
        let suffix = SUFFIXES[dice.below(SUFFIXES.len())];
        let mut title = format!("{} {link}{}{suffix}", KINDS[kind].0, place_name(place));
        if dice.below(3) == 0 {
            title = format!("{title} à {}", place_name(commune));
        }
        documents.extend(once(&mut titles, title, number, kind, commune, &mut dice));
        // A near duplicate beside it.
        if documents.len() < count && dice.below(3) == 0 {
            let number = documents.len();
            let other = (kind + 1 + dice.below(3)) % KINDS.len();
            let title = format!("{} {link}{}", KINDS[other].0, place_name(place));
            documents.extend(once(&mut titles, title, number, other, commune, &mut dice));
        }
    }
    documents
}

/// The document, unless two have its title: nobody could tell more apart by their title.
fn once(
    titles: &mut BTreeMap<String, u32>,
    title: String,
    number: usize,
    kind: usize,
    commune: usize,
    dice: &mut Dice,
) -> Option<Document> {
    let seen = titles.entry(title.clone()).or_default();
    *seen += 1;
    (*seen <= 2).then(|| document(number, title, kind, commune, dice))
}

fn document(number: usize, title: String, kind: usize, commune: usize, dice: &mut Dice) -> Document {
    let (_, keywords, about) = KINDS[kind];
    let town = place_name(commune);
    let insee = format!("{:05}", 59_001 + commune);
    let postcode = 59_000 + commune / 4 * 10;
    let street = place_name(4_000 + dice.below(600));
    let house = 1 + dice.below(180);
    let lat = 50.3 + commune as f64 % 10.0 * 0.05 + dice.below(4_000) as f64 * 1e-5;
    let lon = 2.8 + (commune / 10) as f64 * 0.05 + dice.below(4_000) as f64 * 1e-5;
    let address = format!("{house} rue de {street}, {postcode} {town}");
    let description =
        format!("{about}, à {town}. Ouvert au public ; se renseigner avant de venir pendant les vacances.");
    let facts = Facts { kind: kind as u8 % 32, yes: dice.below(128) as u16, no: 0 };
    let facts = Facts { no: dice.below(128) as u16 & !facts.yes, ..facts };
    let mut record = format!(
        "{{\"kind\":{},\"address\":\"{address}\",\"phone\":\"03 53 01 {:02} {:02}\",\"lat\":{lat:.5},\"lon\":{lon:.5}",
        facts.kind,
        dice.below(100),
        dice.below(100),
    );
    let _ = write!(record, ",\"description\":\"{description}\",\"hours\":[");
    for day in 0..5 {
        let comma = if day == 0 { "" } else { "," };
        let (open, close) = (480 + dice.below(5) * 15, 1_020 + dice.below(5) * 15);
        let _ = write!(record, "{comma}[{day},{open},720],[{day},840,{close}]");
    }
    record.push_str("],\"source\":\"directory\",\"checked\":\"2026-11-01\"}");
    Document {
        id: format!("service-{number}"),
        lang: Lang::Fr,
        title,
        keywords: keywords.to_owned(),
        description,
        place: format!("{town} {postcode} rue de {street}"),
        insee,
        at: Some((lat, lon)),
        facts,
        record,
    }
}

/// One way to ask for a document by its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// The title.
    Exact,
    /// Without its accents; titles that have some.
    Unaccented,
    /// Its last word cut short, three letters at least left.
    Cut,
    /// A letter of one word of five or more changed, left out, added, or swapped with its neighbour.
    Typo,
}

impl Wording {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Exact, Self::Unaccented, Self::Cut, Self::Typo];

    /// As a table says it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Unaccented => "unaccented",
            Self::Cut => "cut",
            Self::Typo => "one typo",
        }
    }
}

/// So many queries of that wording, each with the identifier of the document that it asks for.
#[must_use]
pub fn queries(documents: &[Document], wording: Wording, count: usize, seed: u64) -> Vec<(String, String)> {
    let mut dice = Dice::new(seed + wording as u64);
    let mut queries = Vec::new();
    while queries.len() < count {
        let document = &documents[dice.below(documents.len())];
        if let Some(text) = reword(&document.title, wording, &mut dice) {
            queries.push((text, document.id.clone()));
        }
    }
    queries
}

fn reword(title: &str, wording: Wording, dice: &mut Dice) -> Option<String> {
    match wording {
        Wording::Exact => Some(title.to_owned()),
        Wording::Unaccented => {
            let plain: Vec<_> = crate::fold::tokens(title).into_iter().map(|token| token.text).collect();
            let lower = title.to_lowercase();
            let accents = lower.chars().any(|c| !c.is_ascii() && c != '’');
            accents.then(|| plain.join(" "))
        }
        Wording::Cut => {
            let (head, last) = title.rsplit_once(' ')?;
            let letters = last.chars().count();
            (letters > 3).then(|| {
                let left = 3 + dice.below(letters - 3);
                format!("{head} {}", last.chars().take(left).collect::<String>())
            })
        }
        Wording::Typo => {
            let mut words: Vec<Vec<char>> = title.split(' ').map(|word| word.chars().collect()).collect();
            let long: Vec<usize> = (0..words.len()).filter(|&n| words[n].len() >= 5).collect();
            let word = &mut words[*long.get(dice.below(long.len().max(1)))?];
            let at = dice.below(word.len() - 1);
            let letter = char::from(b'a' + dice.below(26) as u8);
            match dice.below(4) {
                0 => word[at] = letter,
                1 => drop(word.remove(at)),
                2 => word.insert(at, letter),
                _ => word.swap(at, at + 1),
            }
            let words: Vec<String> = words.into_iter().map(String::from_iter).collect();
            Some(words.join(" ")).filter(|text| text != title)
        }
    }
}
