//! From the words of a source to the kinds of places.

use crate::read::column::normal;

/// The kind that a name or a type of place tells, if any. `text` is in any spelling.
pub(super) fn of_words(text: &str) -> Option<&'static str> {
    let name = normal(text);
    let words: Vec<&str> = name.split('_').collect();
    let has = |word: &str| words.iter().any(|known| known.starts_with(word));
    let all = |list: &[&str]| list.iter().all(|word| has(word));
    const KNOWN: &[(&[&str], &str)] = &[
        (&["france", "services"], "france-services"),
        (&["mairie", "annexe"], "mairie-annexe"),
        (&["mairie", "quartier"], "mairie-annexe"),
        (&["police", "municipale"], "police-municipale"),
        (&["centre", "social"], "centre-social"),
        (&["centre", "loisirs"], "centre-loisirs"),
        (&["accueil", "loisirs"], "centre-loisirs"),
        (&["action", "sociale"], "ccas"),
        (&["maison", "justice"], "justice"),
        (&["maison", "sante"], "sante"),
        (&["espace", "numerique"], "numerique"),
        (&["point", "numerique"], "numerique"),
        (&["cyber"], "numerique"),
        (&["finances", "publiques"], "impots"),
        (&["france", "travail"], "emploi"),
        (&["mission", "locale"], "emploi"),
        (&["pole", "emploi"], "emploi"),
        (&["hotel", "ville"], "mairie"),
        (&["mairie"], "mairie"),
        (&["ccas"], "ccas"),
        (&["mediatheque"], "mediatheque"),
        (&["bibliotheque"], "mediatheque"),
        (&["ludotheque"], "mediatheque"),
        (&["creche"], "creche"),
        (&["halte", "garderie"], "creche"),
        (&["petite", "enfance"], "creche"),
        (&["college"], "college"),
        (&["lycee"], "college"),
        (&["ecole", "musique"], "culture"),
        (&["ecole", "conduite"], ""),
        (&["auto", "ecole"], ""),
        (&["ecole"], "ecole"),
        (&["piscine"], "piscine"),
        (&["patinoire"], "sport"),
        (&["gymnase"], "sport"),
        (&["stade"], "sport"),
        (&["salle", "sports"], "sport"),
        (&["salle", "multisports"], "sport"),
        (&["complexe", "sportif"], "sport"),
        (&["dechetterie"], "dechetterie"),
        (&["decheterie"], "dechetterie"),
        (&["ressourcerie"], "dechetterie"),
        (&["gendarmerie"], "police"),
        (&["commissariat"], "police"),
        (&["pompiers"], "pompiers"),
        (&["poste", "agence"], "poste"),
        (&["bureau", "poste"], "poste"),
        (&["relais", "poste"], "poste"),
        (&["la", "poste"], "poste"),
        (&["caf"], ""),
        (&["prefecture"], "prefecture"),
        (&["tribunal"], "justice"),
        (&["conciliateur"], "justice"),
        (&["cimetiere"], "cimetiere"),
        (&["musee"], "culture"),
        (&["theatre"], "culture"),
        (&["cinema"], "culture"),
        (&["conservatoire"], "culture"),
        (&["salle", "spectacle"], "culture"),
        (&["centre", "sante"], "sante"),
        (&["pmi"], "sante"),
        (&["residence", "autonomie"], "seniors"),
        (&["foyer", "restaurant"], "seniors"),
        (&["hebergement", "agees"], "seniors"),
        (&["administration", "publique"], "autre"),
        (&["gare"], "transport"),
        (&["parc"], ""),
    ];
    // What a name begins with says more than what it ends with: `Gymnase de la piscine`.
    let first = |list: &[&str]| {
        list.iter().filter_map(|word| words.iter().position(|known| known.starts_with(word))).min()
    };
    let found = KNOWN.iter().filter(|(words, _)| all(words));
    let (_, kind) = found.min_by_key(|(words, _)| (first(words), std::cmp::Reverse(words.len())))?;
    (!kind.is_empty()).then_some(*kind)
}

/// The kind of a `type_service_local` of the DILA directory.
pub(super) fn of_dila(pivot: &str) -> Option<&'static str> {
    const KNOWN: &[(&str, &str)] = &[
        ("mairie_com", "mairie-annexe"),
        ("mairie_mobile", "mairie-annexe"),
        ("mairie", "mairie"),
        ("ccas", "ccas"),
        ("clic", "seniors"),
        ("msap", "france-services"),
        ("france_services", "france-services"),
        ("commissariat", "police"),
        ("gendarmerie", "police"),
        ("police_municipale", "police-municipale"),
        ("caf", "prestations"),
        ("cpam", "prestations"),
        ("carsat", "prestations"),
        ("msa", "prestations"),
        ("mdph", "prestations"),
        ("maison_handicapees", "prestations"),
        ("pole_emploi", "emploi"),
        ("france_travail", "emploi"),
        ("mission_locale", "emploi"),
        ("cap_emploi", "emploi"),
        ("sip", "impots"),
        ("sie", "impots"),
        ("tresorerie", "impots"),
        ("hypotheque", "impots"),
        ("prefecture", "prefecture"),
        ("sous_pref", "prefecture"),
        ("tribunal", "justice"),
        ("tj", "justice"),
        ("mjd", "justice"),
        ("cidf", "autre"),
        ("pmi", "sante"),
        ("ars", "sante"),
        ("adil", "logement"),
        ("anah", "logement"),
        ("epci", "autre"),
        ("cg", "autre"),
        ("sdis", "pompiers"),
    ];
    KNOWN.iter().find(|(known, _)| pivot.starts_with(known)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kinds() {
        for (name, kind) in [
            ("Mairie - Lille", Some("mairie")),
            ("Mairie annexe du Bourg", Some("mairie-annexe")),
            ("Gymnase de la piscine", Some("sport")),
            ("École de musique", Some("culture")),
            ("École maternelle", Some("ecole")),
            ("Point numérique de la médiathèque", Some("numerique")),
            ("École de conduite", None),
            ("Boulangerie", None),
        ] {
            assert_eq!(of_words(name), kind, "{name}");
        }
        assert_eq!(of_dila("mairie_com"), Some("mairie-annexe"));
    }
}
