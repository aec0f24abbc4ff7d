//! Texts of the outside: cut, cleaned, compared.

use crate::read::column::normal;

/// At most `most` characters of a text, without control characters but for line ends.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    let mut out: String = text
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .take(most)
        .collect::<String>()
        .trim()
        .to_owned();
    if text.chars().nth(most).is_some() {
        out.push('…');
    }
    out
}

/// The parts of a cell that holds several.
pub(super) fn parts(text: &str, separators: &[char]) -> Vec<String> {
    text.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Words that say nothing of which place it is.
const EMPTY: [&str; 22] = [
    "de",
    "du",
    "des",
    "d",
    "la",
    "le",
    "les",
    "l",
    "et",
    "a",
    "au",
    "aux",
    "en",
    "sur",
    "municipal",
    "municipale",
    "communal",
    "communale",
    "ville",
    "commune",
    "st",
    "ste",
];

/// The telling words of a name, folded, in order. `town` words are left out: the source that writes
/// `Mairie - Lille` and the one that writes `Mairie` mean one place.
pub(super) fn telling(name: &str, town: &str) -> Vec<String> {
    let town = normal(town);
    let town: Vec<&str> = town.split('_').collect();
    let name = normal(name);
    let mut words: Vec<String> = name
        .split('_')
        .filter(|word| !word.is_empty() && !EMPTY.contains(word))
        .map(|word| alike(word).to_owned())
        .collect();
    let without: Vec<String> = words.iter().filter(|word| !town.contains(&word.as_str())).cloned().collect();
    // A name that is all town keeps it.
    if !without.is_empty() {
        words = without;
    }
    words
}

/// One word for what sources name in two ways.
fn alike(word: &str) -> &str {
    match word {
        "bibliotheque" | "bibliotheques" | "mediatheques" => "mediatheque",
        "hotel" => "mairie",
        "decheterie" => "dechetterie",
        "ecoles" => "ecole",
        "saint" | "sainte" => "st",
        "primaire" => "elementaire",
        other => other,
    }
}

/// How alike two lists of telling words are, 0 to 1: the mean of how well each word of either finds a
/// partner in the other (Jaro-Winkler, so that a slip costs little).
pub(super) fn likeness(a: &[String], b: &[String]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let partner = |word: &String, others: &[String]| {
        let best = others.iter().map(|other| strsim::jaro_winkler(word, other)).fold(0.0, f64::max);
        // Below this, words are alike by chance.
        if best >= 0.88 { best } else { 0.0 }
    };
    let side =
        |words: &[String], others: &[String]| words.iter().map(|word| partner(word, others)).sum::<f64>();
    (side(a, b) + side(b, a)) / (a.len() + b.len()) as f64
}

/// True where the words that differ tell two places apart: numbers, or sides and ages.
pub(super) fn told_apart(a: &[String], b: &[String]) -> bool {
    const GROUPS: [&[&str]; 9] = [
        &["maternelle", "elementaire", "college", "lycee", "creche"],
        &["nord", "sud", "est", "ouest", "centre"],
        &["haut", "bas", "haute", "basse"],
        &["annexe", "principale", "centrale", "central"],
        &["ancienne", "nouvelle", "ancien", "nouveau"],
        &["garcons", "filles"],
        &["police", "ccas", "mairie", "mediatheque", "piscine", "dechetterie", "ecole"],
        &["petit", "grand", "petite", "grande", "petits", "grands"],
        &["adultes", "jeunesse", "seniors"],
    ];
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|word| !those.contains(word)).cloned().collect()
    };
    let (left, right) = (only(a, b), only(b, a));
    let number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit()) || is_roman(word);
    if left.iter().any(number) || right.iter().any(number) {
        return true;
    }
    GROUPS.iter().enumerate().any(|(index, group)| {
        let has = |words: &[String]| words.iter().any(|word| group.contains(&word.as_str()));
        // 'annexe' tells apart by itself: the other name is then the main place.
        has(&left) && has(&right) || (index == 3 && (has_annexe(&left) || has_annexe(&right)))
    })
}

fn has_annexe(words: &[String]) -> bool {
    words.iter().any(|word| word == "annexe")
}

fn is_roman(word: &str) -> bool {
    matches!(word, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "b" | "c")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        telling(name, "Lille")
    }

    #[test]
    fn one_place_by_two_names() {
        for (a, b) in [
            ("Mairie - Lille", "Mairie de Lille"),
            ("Hôtel de ville", "Mairie"),
            ("Médiathèque Jean Lévy", "Bibliothèque Jean-Lévy de Lille"),
            ("École élémentaire Jules Ferry", "Ecole primaire Jules Ferry"),
            ("Piscine Marx Dormoy", "PISCINE MARX-DORMOY"),
        ] {
            assert!(likeness(&words(a), &words(b)) >= 0.8, "{a} / {b}");
            assert!(!told_apart(&words(a), &words(b)), "{a} / {b}");
        }
    }

    #[test]
    fn two_places_by_near_names() {
        for (a, b) in [
            ("École maternelle Jules Ferry", "École élémentaire Jules Ferry"),
            ("Crèche 1", "Crèche 2"),
            ("Mairie annexe", "Mairie"),
            ("Salle Nord", "Salle Sud"),
        ] {
            assert!(told_apart(&words(a), &words(b)), "{a} / {b}");
        }
        assert!(likeness(&words("Médiathèque du Vieux Port"), &words("Médiathèque des Tilleuls")) < 0.6);
    }

    #[test]
    fn texts_are_cut() {
        assert_eq!(cut("a\u{7}b", 10), "a b");
        assert_eq!(cut("abcdef", 3), "abc…");
    }
}
