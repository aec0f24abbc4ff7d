//! Communes by a typed name or postcode, from the pack's own list: nobody is asked.

use crate::data::Commune;

/// A name as it is compared: `plain` is in lower case and decomposed (NFD); marks go, other signs part words,
/// and 'st' is 'saint'.
#[must_use]
pub fn fold(plain: &str) -> String {
    let mut out = String::new();
    let letters = plain.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    let mut words = String::new();
    for c in letters {
        match c {
            'œ' => words.push_str("oe"),
            'æ' => words.push_str("ae"),
            c if c.is_ascii_alphanumeric() || !c.is_ascii() && c != '’' && c != '\u{a0}' => words.push(c),
            _ => words.push(' '),
        }
    }
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(match word {
            "st" => "saint",
            "ste" => "sainte",
            word => word,
        });
    }
    out
}

/// The communes that a text may mean, those that the pack places on the map: all of a postcode, else the one of
/// that name, else those whose name begins so. `plain` gives a text in lower case and decomposed.
#[must_use]
pub fn towns<'p>(communes: &'p [Commune], typed: &str, plain: &dyn Fn(&str) -> String) -> Vec<&'p Commune> {
    let wanted = fold(&plain(typed));
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let code = wanted.len() == 5 && wanted.bytes().all(|b| b.is_ascii_digit());
    for commune in communes.iter().filter(|commune| commune.at.is_some()) {
        if code {
            if commune.postcodes.contains(&wanted) {
                found.push(commune);
            }
            continue;
        }
        let name = fold(&plain(&commune.name));
        if name == wanted {
            return vec![commune];
        }
        // 'Quesnoy' finds 'Le Quesnoy'.
        let bare = ["le ", "la ", "les ", "l "].iter().find_map(|article| name.strip_prefix(article));
        if name.starts_with(&wanted) || bare.is_some_and(|bare| bare.starts_with(&wanted)) {
            found.push(commune);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the browser does with `normalize('NFD')` and `toLowerCase()`, for the letters of this test.
    fn plain(text: &str) -> String {
        text.to_lowercase().replace('é', "e\u{301}").replace('è', "e\u{300}").replace('ë', "e\u{308}")
    }

    fn found(typed: &str) -> Vec<String> {
        let commune = |name: &str, postcode: &str| Commune {
            name: name.into(),
            postcodes: vec![postcode.into()],
            at: Some((3.0, 50.6)),
            ..Commune::default()
        };
        let mut all = vec![
            commune("Saint-André-lez-Lille", "59350"),
            commune("Lille", "59000"),
            commune("Lesquin", "59810"),
            commune("Le Maisnil", "59134"),
            commune("Fournes-en-Weppes", "59134"),
            commune("L’Épinette", "59999"),
        ];
        all.push(Commune { name: "Ailleurs".into(), postcodes: vec!["59000".into()], ..Commune::default() });
        towns(&all, typed, &plain).iter().map(|commune| commune.name.clone()).collect()
    }

    #[test]
    fn a_postcode_may_mean_several() {
        assert_eq!(found("59134"), ["Le Maisnil", "Fournes-en-Weppes"]);
        assert_eq!(found(" 59000 "), ["Lille"], "not one whose place nobody knows");
        assert!(found("99999").is_empty() && found("").is_empty() && found(" - ").is_empty());
    }

    #[test]
    fn a_name_is_found_whatever_its_accents_and_dashes() {
        assert_eq!(found("LILLE"), ["Lille"]);
        assert_eq!(found("st andre"), ["Saint-André-lez-Lille"]);
        assert_eq!(found("maisnil"), ["Le Maisnil"]);
        assert_eq!(found("epinette"), ["L’Épinette"]);
        assert_eq!(found("le"), ["Lesquin", "Le Maisnil"]);
    }
}
