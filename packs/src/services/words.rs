//! French words of kinds, life events and needs: for the pages, and to find records by.

/// A kind, as a heading; an unknown one stands for itself.
#[must_use]
pub fn kind(id: &str) -> &str {
    match id {
        "mairie" => "Mairie",
        "mairie-annexe" => "Mairie annexe",
        "ccas" => "Action sociale (CCAS)",
        "france-services" => "France services",
        "numerique" => "Aide numérique",
        "mediatheque" => "Médiathèque",
        "ecole" => "École",
        "college" => "Collège ou lycée",
        "creche" => "Crèche",
        "centre-social" => "Centre social",
        "centre-loisirs" => "Centre de loisirs",
        "piscine" => "Piscine",
        "sport" => "Sport",
        "culture" => "Culture",
        "dechetterie" => "Déchetterie",
        "police-municipale" => "Police municipale",
        "police" => "Police ou gendarmerie",
        "pompiers" => "Pompiers",
        "poste" => "Poste",
        "prestations" => "Allocations et assurance maladie",
        "emploi" => "Emploi",
        "impots" => "Impôts",
        "prefecture" => "Préfecture",
        "justice" => "Justice et droit",
        "sante" => "Santé",
        "logement" => "Logement",
        "cimetiere" => "Cimetière",
        "parc" => "Parc ou jardin",
        "seniors" => "Personnes âgées",
        "transport" => "Transport",
        "autre" | "" => "Autre lieu",
        "procedure" => "Démarche",
        other => other,
    }
}

/// A life event, as a heading; an unknown one stands for itself.
#[must_use]
pub fn event(id: &str) -> &str {
    match id {
        "papiers" => "Papiers",
        "perte" => "Perte ou vol",
        "naissance" => "Naissance",
        "couple" => "Couple, mariage, pacs",
        "separation" => "Séparation, divorce",
        "deces" => "Décès",
        "demenagement" => "Déménagement",
        "logement" => "Logement",
        "travaux" => "Travaux",
        "scolarite" => "École",
        "petite-enfance" => "Petite enfance",
        "handicap" => "Handicap",
        "vieillir" => "Vieillir",
        "emploi" => "Emploi",
        "argent" => "Argent",
        "sante" => "Santé",
        "etranger" => "Étrangers",
        "citoyennete" => "Citoyenneté",
        "vehicule" => "Véhicule",
        "dechets" => "Déchets",
        "numerique" => "Numérique",
        "entreprise" => "Entreprise",
        "association" => "Association",
        "violence" => "Violences",
        "loisirs" => "Loisirs",
        "animal" => "Animaux",
        other => other,
    }
}

/// A need, as a line of a list.
#[must_use]
pub fn need(name: &str) -> &str {
    match name {
        "entrance" => "Entrée de plain-pied",
        "parking" => "Stationnement adapté",
        "toilet" => "Toilettes adaptées",
        "loop" => "Boucle magnétique",
        "signing" => "Langue des signes",
        "largePrint" => "Documents en gros caractères",
        "calm" => "Accueil au calme",
        other => other,
    }
}
