//! Everyday phrasings over a small directory of real kinds of entries, with the synonym files of the project.

mod corpus;

use commune_search::build::{Builder, Document, Lang};
use commune_search::{Index, Query};

/// Identifier, title, keywords, description.
const ENTRIES: &[(&str, &str, &str, &str)] = &[
    ("mairie", "Mairie", "accueil", "Accueil du public du lundi au samedi matin."),
    (
        "ci",
        "Carte nationale d’identité : demande ou renouvellement",
        "",
        "Sur rendez-vous, avec une photo et un justificatif de domicile.",
    ),
    (
        "ci-perte",
        "Perte ou vol de la carte d’identité",
        "déclaration",
        "Faites une déclaration de perte, puis demandez une nouvelle carte.",
    ),
    (
        "passeport",
        "Passeport : demande ou renouvellement",
        "",
        "Sur rendez-vous. Timbre fiscal à acheter avant.",
    ),
    (
        "acte-naissance",
        "Acte de naissance",
        "état civil copie extrait",
        "Demandez une copie en ligne, sur place ou par courrier.",
    ),
    (
        "naissance",
        "Déclaration de naissance",
        "état civil",
        "Dans les cinq jours qui suivent l’accouchement.",
    ),
    ("mariage", "Mariage : constituer le dossier", "état civil", "Retirez le dossier à l’état civil."),
    ("pacs", "Pacs : conclure un pacte civil", "état civil", "Déposez le dossier, puis venez à deux."),
    ("deces", "Déclaration de décès", "état civil obsèques", "Dans les vingt-quatre heures."),
    ("cimetiere", "Cimetière : concessions", "", "Acheter ou renouveler une concession."),
    (
        "listes",
        "Inscription sur les listes électorales",
        "vote",
        "Jusqu’au sixième vendredi avant un scrutin.",
    ),
    ("procuration", "Voter par procuration", "vote", "Au commissariat ou en ligne."),
    (
        "recensement",
        "Recensement citoyen à 16 ans",
        "journée défense",
        "Obligatoire pour tous les jeunes Français.",
    ),
    (
        "dechetterie",
        "Déchetterie",
        "encombrants gravats déchets verts",
        "Apportez ce que le bac ne prend pas.",
    ),
    (
        "collecte",
        "Collecte des déchets : calendrier",
        "ordures ménagères bac",
        "Les jours de passage dans votre rue.",
    ),
    ("encombrants", "Encombrants sur rendez-vous", "meubles matelas", "Un camion passe chez vous."),
    ("bac", "Bac roulant : demande, réparation", "déchets", "Un bac neuf ou réparé."),
    ("compost", "Composteur gratuit", "jardin", "Pour vos épluchures."),
    ("depot", "Signaler un dépôt sauvage", "propreté", "Nos agents passent sous deux jours."),
    (
        "ecole",
        "Inscription scolaire",
        "école maternelle élémentaire",
        "Pour une première rentrée ou un changement d’école.",
    ),
    ("cantine", "Restauration scolaire", "repas tarif", "Réservez et payez les repas."),
    ("loisirs", "Accueil de loisirs du mercredi", "vacances", "De trois à douze ans."),
    ("creche", "Crèche municipale", "petite enfance", "Demande de place."),
    ("ram", "Relais petite enfance", "assistantes maternelles", "La liste des assistantes maternelles."),
    ("logement", "Demande de logement social", "", "Un numéro unique pour tous les bailleurs."),
    ("fsl", "Fonds de solidarité logement", "impayé loyer énergie", "Une aide pour les dettes de loyer."),
    ("urgence", "Hébergement d’urgence : 115", "sans abri", "Appel gratuit, jour et nuit."),
    ("permis", "Permis de construire", "urbanisme", "Pour une maison ou un grand agrandissement."),
    (
        "dp",
        "Déclaration préalable de travaux",
        "urbanisme",
        "Pour une clôture, une fenêtre, une façade, un abri.",
    ),
    ("eclairage", "Éclairage public : signaler une panne", "", "Donnez le numéro du mât."),
    ("voirie", "Signaler un problème de voirie", "chaussée trottoir", "Un trou, un panneau tombé."),
    ("stationnement", "Carte de stationnement résident", "zone bleue", "Un véhicule par foyer."),
    ("velo", "Prime à l’achat d’un vélo", "mobilité", "Jusqu’à trois cents euros."),
    ("ccas", "Centre communal d’action sociale", "aide sociale secours", "Écoute et aides d’urgence."),
    ("alimentaire", "Aide alimentaire", "colis épicerie solidaire", "Distribution le jeudi."),
    ("medecin", "Maison de santé", "médecin infirmier", "Consultations sur rendez-vous."),
    ("mdph", "Maison départementale des personnes handicapées", "handicap allocation", "Dossiers et droits."),
    ("cmi", "Carte mobilité inclusion", "handicap stationnement", "Remplace la carte d’invalidité."),
    ("ehpad", "Résidence pour personnes âgées", "EHPAD", "Hébergement et soins."),
    ("repas", "Portage de repas à domicile", "seniors", "Tous les jours, au choix."),
    ("travail", "Agence France Travail", "emploi", "Accompagnement des demandeurs d’emploi."),
    ("ml", "Mission locale", "jeunes emploi formation", "De seize à vingt-cinq ans."),
    ("police", "Commissariat de police", "plainte", "Ouvert jour et nuit."),
    ("violences", "Violences conjugales : 3919", "écoute femmes", "Appel gratuit et anonyme."),
    ("numerique", "Conseiller numérique", "ordinateur internet aide", "Ateliers gratuits."),
    ("ecrivain", "Écrivain public", "courrier dossier", "Aide pour remplir vos papiers."),
    ("bibli", "Médiathèque", "livres", "Prêt gratuit."),
    ("piscine", "Piscine municipale", "natation", "Bassins et cours."),
    ("salle", "Location de la salle des fêtes", "", "Pour vos fêtes et réunions."),
    ("asso", "Maison des associations", "bénévolat", "Créer et gérer une association."),
    ("fourriere", "Fourrière animale", "chien chat refuge", "Animaux perdus ou trouvés."),
    ("frelons", "Destruction de nids de frelons", "nuisibles", "Intervention gratuite."),
    ("voisins", "Conciliateur de justice", "conflit voisin", "Permanence le mardi."),
    ("objets", "Objets trouvés", "", "À la police municipale."),
    ("impots", "Centre des finances publiques", "impôts", "Sur rendez-vous."),
    ("poste", "Bureau de poste", "courrier colis", "Courrier et banque."),
];

/// What people write, and what they should find among the first three.
const PHRASINGS: &[(&str, &str)] = &[
    ("j'ai perdu ma carte", "ci-perte"),
    ("renouveler carte d identite", "ci"),
    ("CNI", "ci"),
    ("passport", "passeport"),
    ("poubelle", "collecte"),
    ("quand passent les poubelles", "collecte"),
    ("jeter un vieux frigo", "dechetterie"),
    ("me débarrasser d'un canapé", "encombrants"),
    ("ma poubelle est cassée", "bac"),
    ("cantine", "cantine"),
    ("menu de la cantine", "cantine"),
    ("inscrire mon fils à l'école", "ecole"),
    ("garderie bébé", "creche"),
    ("nounou", "ram"),
    ("centre aéré", "loisirs"),
    ("je cherche un logement", "logement"),
    ("HLM", "logement"),
    ("je peux plus payer mon loyer", "fsl"),
    ("je suis à la rue", "urgence"),
    ("changer mes fenetres", "dp"),
    ("construire une maison", "permis"),
    ("lampadaire en panne", "eclairage"),
    ("trou dans la route", "voirie"),
    ("aide pour acheter un vélo", "velo"),
    ("rien à manger", "alimentaire"),
    ("docteur", "medecin"),
    ("AAH", "mdph"),
    ("place handicapé", "cmi"),
    ("maison de retraite", "ehpad"),
    ("repas pour ma grand-mère à domicile", "repas"),
    ("je cherche du travail", "travail"),
    ("porter plainte", "police"),
    ("mon mari me frappe", "violences"),
    ("apprendre internet", "numerique"),
    ("aide pour remplir des papiers", "ecrivain"),
    ("bibliotheque", "bibli"),
    ("louer une salle", "salle"),
    ("créer une association", "asso"),
    ("j'ai perdu mon chien", "fourriere"),
    ("nid de guêpes", "frelons"),
    ("problème avec mon voisin", "voisins"),
    ("j'ai perdu mes clés", "objets"),
    ("extrait de naissance", "acte-naissance"),
    ("je me marie", "mariage"),
    ("mon père est mort", "deces"),
    ("voter à ma place", "procuration"),
    ("mon fils a 16 ans", "recensement"),
    ("m'inscrire pour voter", "listes"),
    ("swimming pool", "piscine"),
    ("ik heb mijn paspoort nodig", "passeport"),
    ("lost my id card", "ci-perte"),
    ("dechetrie", "dechetterie"),
    ("impots", "impots"),
    ("dépot sauvage", "depot"),
];

#[test]
fn everyday_words_find_the_entry_among_the_first_three() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/synonyms"));
    let mut builder = Builder::new();
    for (file, lang) in [("fr.txt", Lang::Fr), ("nl.txt", Lang::Nl), ("en.txt", Lang::En)] {
        builder.synonyms(&std::fs::read_to_string(folder.join(file)).unwrap(), lang).unwrap();
    }
    for &(id, title, keywords, description) in ENTRIES {
        let document = corpus::document(id, title, keywords, "59350", None);
        builder.add(Document { description: description.into(), ..document }).unwrap();
    }
    let built = builder.build();
    let mut index = Index::open(built.files["root.bin"].clone()).unwrap();
    let mut missed = Vec::new();
    for &(text, id) in PHRASINGS {
        let (hits, _) = corpus::ask(&mut index, &built.files, text, &Query::default());
        let ids: Vec<&str> =
            hits.hits.iter().take(3).filter_map(|hit| hit.entry.as_ref()?.split('"').nth(3)).collect();
        if !ids.contains(&id) {
            missed.push(format!("{text}: {ids:?} instead of {id}"));
        }
    }
    println!("{} of {} among the first three", PHRASINGS.len() - missed.len(), PHRASINGS.len());
    assert!(missed.is_empty(), "{missed:#?}");
}
