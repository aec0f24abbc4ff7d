//! The stem of a word: forms with the same stem are one term.

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::Lang;
use crate::fold;

/// Stemmers of the three languages.
pub(super) struct Stemmers {
    fr: Stemmer,
    nl: Stemmer,
    en: Stemmer,
}

/// Feminine endings that Snowball's French keeps apart from the masculine.
const FEMININE: [(&str, &str); 6] = [
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("eaux", "eau"),
    ("elles", "el"),
];

impl Stemmers {
    pub(super) fn new() -> Self {
        let [fr, nl, en] = [Algorithm::French, Algorithm::Dutch, Algorithm::English].map(Stemmer::create);
        Self { fr, nl, en }
    }

    /// The stem of a word in lower case, with its accents; folded. Short words and those with digits are
    /// their own stem.
    pub(super) fn stem(&self, lang: Lang, lower: &str, folded: &str) -> String {
        if folded.len() < 4 || folded.bytes().any(|byte| byte.is_ascii_digit()) {
            // A plural of three letters at most is no plural.
            return folded.to_owned();
        }
        let word = if lower.chars().all(char::is_alphabetic) { lower } else { folded };
        let stem = match lang {
            Lang::Fr => {
                let masculine = FEMININE
                    .iter()
                    .find_map(|(ending, other)| Some(word.strip_suffix(ending)?.to_owned() + other))
                    .filter(|word| word.len() > 5);
                self.fr.stem(masculine.as_deref().unwrap_or(word)).into_owned()
            }
            Lang::Nl => self.nl.stem(word).into_owned(),
            Lang::En => self.en.stem(word).into_owned(),
        };
        let mut tokens = fold::tokens(&stem);
        // A stem of one or two letters brings together what has nothing in common.
        match (tokens.pop(), tokens.is_empty()) {
            (Some(token), true) if token.text.len() > 2 => token.text,
            _ => folded.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_feminine_and_verb_meet() {
        let stemmers = Stemmers::new();
        let same = |lang, words: &[&str]| {
            let stem = |word: &str| stemmers.stem(lang, word, &fold::tokens(word)[0].text);
            for word in words {
                assert_eq!(stem(word), stem(words[0]), "{word}");
            }
        };
        same(Lang::Fr, &["déchet", "déchets"]);
        same(Lang::Fr, &["directeur", "directrice", "directrices"]);
        same(Lang::Fr, &["municipal", "municipale", "municipaux", "municipales"]);
        same(Lang::Fr, &["inscription", "inscriptions"]);
        same(Lang::Fr, &["infirmier", "infirmière"]);
        same(Lang::Fr, &["bureau", "bureaux"]);
        same(Lang::Nl, &["boek", "boeken"]);
        same(Lang::En, &["school", "schools"]);
    }
}
