//! What a town clerk should look at: the findings, and what to do about each.

use serde::Serialize;

/// One thing that is wrong or doubtful.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// INSEE code of the commune, or empty.
    pub insee: String,
    /// Id of the record as the source gives it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Id of the source.
    pub source: &'static str,
    /// File, without folders.
    pub file: String,
    /// Line of a CSV file (the header is line 1), or number of a JSON record (the first is 1).
    pub line: u64,
    /// What was seen.
    pub seen: String,
}

/// A kind of finding.
pub struct Kind {
    /// Its id.
    pub id: &'static str,
    /// What is wrong, in French, as a title.
    pub what: &'static str,
    /// How to correct it, in French.
    pub how: &'static str,
    /// True where residents are misled until it is corrected.
    pub serious: bool,
}

const fn kind(id: &'static str, serious: bool, what: &'static str, how: &'static str) -> Kind {
    Kind { id, what, how, serious }
}

/// Every kind, the serious ones first, in the order of the report.
pub const KINDS: &[Kind] = &[
    kind(
        "coordinates-outside",
        true,
        "Lieu placé hors de la commune",
        "Vérifiez la latitude et la longitude sur une carte. Si le lieu est bien dans une autre commune, corrigez le code INSEE.",
    ),
    kind(
        "coordinates-swapped",
        true,
        "Latitude et longitude inversées",
        "Échangez les deux colonnes pour ce lieu.",
    ),
    kind(
        "coordinates-invalid",
        true,
        "Coordonnées illisibles",
        "Écrivez deux nombres, comme 50.6292 pour la latitude et 3.0573 pour la longitude.",
    ),
    kind(
        "hours-unread",
        true,
        "Horaires que l'outil ne comprend pas",
        "Écrivez par exemple « lundi au vendredi 9h-12h et 14h-17h30, samedi 9h-12h ». Mettez le reste dans les remarques. En attendant, le texte est montré tel quel, sans dire « ouvert ».",
    ),
    kind(
        "hours-never",
        true,
        "Horaires qui n'ouvrent jamais",
        "Vérifiez les jours et les dates : d'après le texte, ce lieu est fermé toute l'année.",
    ),
    kind(
        "disagree-hours",
        true,
        "Deux sources donnent des horaires différents",
        "Vérifiez les bons horaires, puis faites corriger la source qui se trompe.",
    ),
    kind(
        "disagree-phone",
        true,
        "Deux sources donnent des téléphones différents",
        "Appelez les deux numéros, puis faites corriger la source qui se trompe.",
    ),
    kind(
        "disagree-access",
        true,
        "Deux sources se contredisent sur l'accessibilité",
        "Allez voir sur place, puis faites corriger la source qui se trompe.",
    ),
    kind(
        "link-dead",
        true,
        "Lien qui ne répond pas",
        "Ouvrez le lien. S'il ne marche plus, donnez la nouvelle adresse.",
    ),
    kind(
        "link-invalid",
        true,
        "Lien qui n'est pas une adresse",
        "Copiez l'adresse complète depuis le navigateur. Elle commence par https://.",
    ),
    kind("phone-invalid", true, "Numéro de téléphone impossible", "Écrivez les dix chiffres du numéro."),
    kind(
        "email-invalid",
        true,
        "Adresse électronique impossible",
        "Écrivez une adresse comme accueil@mairie.example.",
    ),
    kind(
        "duplicate",
        true,
        "Lieu ou démarche en double dans la même source",
        "Gardez une seule ligne, la plus complète.",
    ),
    kind(
        "id-repeated",
        true,
        "Identifiant utilisé deux fois",
        "Donnez un identifiant différent à chaque ligne. La deuxième ligne n'est pas montrée.",
    ),
    kind(
        "commune-unknown",
        true,
        "Commune introuvable",
        "Écrivez le code INSEE de la commune, ou son nom exact et son code postal.",
    ),
    kind(
        "postcode-mismatch",
        false,
        "Code postal qui n'est pas celui de la commune",
        "Vérifiez le code postal et la commune.",
    ),
    kind(
        "where-unknown",
        false,
        "Démarche rattachée à un lieu qui n'existe pas",
        "Dans la colonne « lieux », écrivez l'identifiant d'un lieu du fichier.",
    ),
    kind(
        "link-insecure",
        false,
        "Lien sans https",
        "Essayez la même adresse avec https://. Si elle marche, remplacez-la.",
    ),
    kind("link-scheme", false, "Lien sans https:// au début", "Ajoutez https:// devant l'adresse."),
    kind(
        "hours-school",
        false,
        "Horaires qui changent pendant les vacances scolaires",
        "L'outil ne connaît pas les vacances. Le texte est montré tel quel. Donnez les horaires avec des dates si vous le pouvez.",
    ),
    kind(
        "hours-sun",
        false,
        "Horaires qui suivent le soleil",
        "Donnez des heures par saison, par exemple « avril à septembre 8h-20h ; octobre à mars 8h-17h ».",
    ),
    kind(
        "hours-complex",
        false,
        "Horaires trop différents d'un jour à l'autre",
        "Simplifiez le texte. En attendant, il est montré tel quel.",
    ),
    kind(
        "hours-old",
        false,
        "Horaires non vérifiés depuis plus d'un an",
        "Vérifiez les horaires, puis mettez la date du jour.",
    ),
    kind(
        "hours-missing",
        false,
        "Lieu sans horaires",
        "Ajoutez les horaires, ou « sur rendez-vous » dans les remarques.",
    ),
    kind(
        "coordinates-missing",
        false,
        "Lieu sans coordonnées",
        "Ajoutez la latitude et la longitude : sans elles, pas de distance ni de carte.",
    ),
    kind("date-invalid", false, "Date impossible ou dans l'avenir", "Écrivez la date comme 2026-11-24."),
    kind(
        "siret-invalid",
        false,
        "SIRET impossible",
        "Un SIRET a quatorze chiffres. Copiez-le depuis un document officiel.",
    ),
    kind(
        "maybe-same",
        false,
        "Peut-être le même lieu dans deux sources",
        "Si c'est le même lieu, écrivez l'identifiant de l'autre source dans la colonne « identifiants_externes ».",
    ),
];

/// The kind of an id.
#[must_use]
pub fn kind_of(id: &str) -> &'static Kind {
    KINDS.iter().find(|kind| kind.id == id).unwrap_or(&KINDS[0])
}
