//! Which commune a name means. People know the name of their commune, hardly anyone its INSEE code.

use crate::read::column::normal;
use crate::read::problem::short;
use crate::territory::Territory;

/// Names to suggest.
const MOST: usize = 3;
/// Below this likeness, names are alike by chance.
const LIKE: f64 = 0.7;

/// Where the commune of a name stands in [`Territory::communes`].
///
/// # Errors
/// A sentence in French: no commune or several have that name, with suggestions; or it is a code.
pub fn resolve(territory: &Territory, text: &str) -> Result<usize, String> {
    let wanted = key(text);
    let all = || territory.communes.iter().enumerate();
    let named: Vec<usize> =
        all().filter(|(_, commune)| key(&commune.name) == wanted).map(|(index, _)| index).collect();
    let exact = |index: &usize| normal(&territory.communes[*index].name) == normal(text);
    match named[..] {
        [one] => return Ok(one),
        [] => {}
        _ => {
            // 'La' or 'Le' in front tells two communes apart, where it was written.
            let mut same = named.iter().copied().filter(exact);
            if let (Some(one), None) = (same.next(), same.next()) {
                return Ok(one);
            }
            let list = named.iter().map(|index| full(territory, *index));
            return Err(format!(
                "« {} » désigne plusieurs communes : {}. Écrivez le nom exact.",
                short(text),
                list.collect::<Vec<_>>().join(", ")
            ));
        }
    }
    let code = text.trim().to_ascii_uppercase();
    if code.len() == 5 && code.is_ascii() && code[1..].bytes().filter(u8::is_ascii_digit).count() >= 3 {
        return Err(match territory.index_of(&code) {
            Some(index) => format!(
                "« {code} » est un code : écrivez le nom de la commune, {}.",
                territory.communes[index].name
            ),
            None => format!("« {} » est un code : écrivez le nom de la commune.", short(text)),
        });
    }
    if let Some((name, index)) = territory.parts().find(|(name, _)| key(name) == wanted) {
        return Err(format!(
            "« {name} » fait partie de la commune de {0} : écrivez {0}.",
            territory.communes[index].name
        ));
    }
    let near = suggestions(territory, &wanted);
    let known =
        if near.is_empty() { String::new() } else { format!(" Vouliez-vous dire {} ?", near.join(" ou ")) };
    Err(format!("« {} » n'est pas dans la liste des communes ({}).{known}", short(text), territory.name))
}

/// A name with what tells it from another of the same name.
fn full(territory: &Territory, index: usize) -> String {
    let commune = &territory.communes[index];
    format!("{} (département {}, {} habitants)", commune.name, department(&commune.insee), commune.population)
}

/// The department of a code: two characters, three overseas.
fn department(insee: &str) -> &str {
    let length = if insee.starts_with("97") || insee.starts_with("98") { 3 } else { 2 };
    insee.get(..length).unwrap_or(insee)
}

/// A name without accents, hyphens, its article and the ways of writing 'Saint'.
fn key(name: &str) -> String {
    let name = normal(name);
    let words = name.split('_').map(|word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    });
    let mut words: Vec<&str> = words.collect();
    if words.len() > 1 && ["le", "la", "les", "l"].contains(&words[0]) {
        words.remove(0);
    }
    words.join("_")
}

/// The names most like a text: those that hold all its words first, then near spellings.
fn suggestions(territory: &Territory, wanted: &str) -> Vec<String> {
    let parts: Vec<&str> = wanted.split('_').filter(|word| word.len() > 2).collect();
    let mut near: Vec<(f64, &str)> = territory
        .communes
        .iter()
        .filter_map(|commune| {
            let known = key(&commune.name);
            let words: Vec<&str> = known.split('_').collect();
            let every = |fits: &dyn Fn(&str, &str) -> bool| {
                !parts.is_empty() && parts.iter().all(|part| words.iter().any(|word| fits(part, word)))
            };
            let likeness = strsim::normalized_damerau_levenshtein(wanted, &known);
            let likeness = if every(&|part, word| word.starts_with(part)) {
                1.0 + likeness
            } else if every(&|part, word| strsim::normalized_damerau_levenshtein(part, word) >= 0.8) {
                LIKE + likeness * 0.3
            } else {
                likeness
            };
            (likeness >= LIKE).then_some((likeness, commune.name.as_str()))
        })
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use commune_energy::data::pack::Commune;

    fn territory() -> Territory {
        let names = [
            ("59350", "Lille"),
            ("59009", "Villeneuve-d'Ascq"),
            ("59527", "Saint-André-lez-Lille"),
            ("59143", "La Chapelle-d'Armentières"),
            ("59378", "Marcq-en-Barœul"),
            ("59482", "Quesnoy-sur-Deûle"),
            ("59648", "Wattignies"),
            ("59650", "Wattrelos"),
            ("59998", "Le Quesnoy"),
            ("59999", "Quesnoy"),
        ];
        let commune = |(insee, name): (&str, &str)| Commune {
            insee: insee.into(),
            name: name.into(),
            population: 1000,
        };
        let mut territory = Territory::new(
            "200093201".into(),
            "Métropole Européenne de Lille".into(),
            names.map(commune).to_vec(),
        );
        territory.add_alias("59355".into(), "59350");
        territory.add_part("Lomme".into(), "59350");
        territory
    }

    fn insee(text: &str) -> Result<String, String> {
        let territory = territory();
        resolve(&territory, text).map(|index| territory.communes[index].insee.clone())
    }

    #[test]
    fn a_name_is_known_however_it_is_spelt() {
        for (text, code) in [
            ("Lille", "59350"),
            (" LILLE ", "59350"),
            ("villeneuve d’ascq", "59009"),
            ("St André lez Lille", "59527"),
            ("Chapelle d'Armentieres", "59143"),
            ("Marcq en Baroeul", "59378"),
            ("Le Quesnoy", "59998"),
            ("Quesnoy", "59999"),
        ] {
            assert_eq!(insee(text).as_deref(), Ok(code), "{text}");
        }
    }

    #[test]
    fn an_unknown_name_gets_suggestions() {
        assert_eq!(
            insee("Vilneuve d'Ascq").unwrap_err(),
            "« Vilneuve d'Ascq » n'est pas dans la liste des communes (Métropole Européenne de Lille). Vouliez-vous dire Villeneuve-d'Ascq ?"
        );
        assert!(insee("Villeneuve").unwrap_err().ends_with("Vouliez-vous dire Villeneuve-d'Ascq ?"));
        assert!(insee("Watt").unwrap_err().ends_with("Wattrelos ou Wattignies ?"));
        assert!(insee("Villneuve").unwrap_err().ends_with("Vouliez-vous dire Villeneuve-d'Ascq ?"));
        assert!(insee("Marseille").unwrap_err().ends_with("(Métropole Européenne de Lille)."));
        assert!(insee("").is_err());
    }

    #[test]
    fn a_name_of_several_communes_is_not_guessed() {
        let told = insee("Les Quesnoy").unwrap_err();
        assert!(
            told.contains("Le Quesnoy (département 59, 1000 habitants), Quesnoy (département 59"),
            "{told}"
        );
    }

    #[test]
    fn a_code_or_a_part_leads_to_the_name() {
        assert_eq!(
            insee("59350").unwrap_err(),
            "« 59350 » est un code : écrivez le nom de la commune, Lille."
        );
        assert!(insee("13055").unwrap_err().contains("est un code"));
        assert_eq!(
            insee("lomme").unwrap_err(),
            "« Lomme » fait partie de la commune de Lille : écrivez Lille."
        );
    }
}
