//! Why a result was found, grouped into as few sentences as there are reasons.

/// Why one word of the question found a record, as the index tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// The word as it was typed.
    pub word: String,
    /// What the record has, as it is spelled there where that is known.
    pub term: String,
    /// `exact`, `form`, `prefix`, `typo`, `synonym` or `situation`.
    pub how: String,
    /// `title`, `keywords`, `description` or `place`.
    pub field: String,
}

/// One sentence: which one, the words as typed, and what they were taken for or nothing. Which one is a field
/// for words that the record has there, else how a word was taken for another one.
pub type Reason = (&'static str, String, String);

/// The fields, from heaviest to lightest.
pub const FIELDS: [&str; 4] = ["title", "keywords", "description", "place"];
/// How a word may be taken for another one.
pub const LEADS: [&str; 3] = ["typo", "synonym", "situation"];

/// More sentences than these would be longer than the result.
const MOST: usize = 3;

/// The reasons: words that are there by field, then those that were taken for others.
#[must_use]
pub fn reasons(all: &[Why]) -> Vec<Reason> {
    let mut out: Vec<Reason> = Vec::new();
    for field in FIELDS {
        let mut words = String::new();
        for (rank, why) in all.iter().enumerate() {
            let same = |other: &Why| other.field == field && other.word == why.word;
            if why.field == field && !LEADS.contains(&&*why.how) && !all[..rank].iter().any(same) {
                if !words.is_empty() {
                    words.push_str(", ");
                }
                words.push_str(&why.word);
            }
        }
        if !words.is_empty() {
            out.push((field, words, String::new()));
        }
    }
    for how in LEADS {
        for why in all.iter().filter(|why| why.how == how) {
            let same = |known: &Reason| known.1 == why.word && known.2 == why.term;
            if !out.iter().any(same) {
                out.push((how, why.word.clone(), why.term.clone()));
            }
        }
    }
    out.truncate(MOST);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(word: &str, term: &str, how: &str, field: &str) -> Why {
        Why { word: word.into(), term: term.into(), how: how.into(), field: field.into() }
    }

    fn told(all: &[Why]) -> Vec<String> {
        reasons(all).iter().map(|(which, words, term)| format!("{which}: {words} > {term}")).collect()
    }

    #[test]
    fn words_of_a_field_share_a_sentence() {
        let all = [
            why("carte", "carte", "exact", "title"),
            why("mairie", "mairie", "exact", "keywords"),
            why("identites", "identite", "form", "title"),
            why("carte", "carte", "exact", "title"),
        ];
        assert_eq!(told(&all), ["title: carte, identites > ", "keywords: mairie > "]);
    }

    #[test]
    fn a_word_taken_for_another_is_told_apart() {
        let all = [
            why("cni", "carte", "synonym", "keywords"),
            why("poubele", "poubelle", "typo", "title"),
            why("cni", "carte", "synonym", "title"),
        ];
        assert_eq!(told(&all), ["typo: poubele > poubelle", "synonym: cni > carte"]);
        let many: Vec<Why> = (0..9).map(|n| why(&n.to_string(), "x", "synonym", "title")).collect();
        assert_eq!(told(&many).len(), 3);
        assert!(told(&[]).is_empty());
    }
}
