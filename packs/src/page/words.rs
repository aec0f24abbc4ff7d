//! The French words of the ids.

/// A carrier, as a column is titled; an id that the commune supplies stands for itself.
pub(super) fn carrier(id: &str) -> String {
    match id {
        "electricity" => "Électricité".into(),
        "gas" => "Gaz".into(),
        "heat" => "Réseau de chaleur".into(),
        "all" => "Toutes les énergies".into(),
        other => {
            let text = other.replace('_', " ");
            let mut letters = text.chars();
            match letters.next() {
                Some(first) => first.to_uppercase().chain(letters).collect(),
                None => text,
            }
        }
    }
}

/// A sector, as a column is titled.
pub(super) fn sector(id: &str) -> &str {
    match id {
        "housing" => "Logements",
        "services" => "Commerces, bureaux et services",
        "industry" => "Industrie",
        "agriculture" => "Agriculture",
        "unknown" => "Secteur inconnu",
        other => other,
    }
}

/// `à Lille`, `au Maisnil`, `aux Essarts`, `à La Bassée`.
pub(crate) fn at(commune: &str) -> String {
    if let Some(rest) = commune.strip_prefix("Le ") {
        format!("au {rest}")
    } else if let Some(rest) = commune.strip_prefix("Les ") {
        format!("aux {rest}")
    } else {
        format!("à {commune}")
    }
}

/// A word with an `s` from two on, as French counts.
pub(crate) fn plural(count: u64, word: &str) -> String {
    let number = super::number::whole(count);
    let mark = if count >= 2 { "s" } else { "" };
    format!("{number}\u{a0}{word}{mark}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_a_commune() {
        assert_eq!(at("Le Maisnil"), "au Maisnil");
        assert_eq!(at("Les Essarts"), "aux Essarts");
        assert_eq!(at("La Bassée"), "à La Bassée");
        assert_eq!(at("Lesquin"), "à Lesquin");
        assert_eq!(carrier("bois_buches"), "Bois buches");
        assert_eq!(plural(1, "ligne"), "1\u{a0}ligne");
        assert_eq!(plural(0, "ligne"), "0\u{a0}ligne");
    }
}
