//! From the words of all documents and synonyms to terms: forms with the same stem are one.

use std::collections::BTreeMap;

use super::synonyms::{Line, Word, words};
use super::{Document, Lang, stem, stop};
use crate::query::Field;

/// What a word was seen as.
#[derive(Debug, Default)]
struct Seen {
    /// How often in each language.
    counts: [u32; 3],
    /// As it was written first.
    lower: String,
}

/// The words of an index and their terms.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// Folded words in order, each with its term.
    pub(super) words: Vec<(String, u32)>,
    places: BTreeMap<String, usize>,
    /// How many terms there are, that of stop words included.
    pub(super) count: u32,
}

impl Terms {
    pub(super) fn of(documents: &[Document], lines: &[Line]) -> Self {
        let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
        let mut see = |word: Word, lang: Lang| {
            let seen = seen.entry(word.folded).or_default();
            if seen.lower.is_empty() {
                seen.lower = word.lower;
            }
            seen.counts[lang as usize] += 1;
        };
        for document in documents {
            for field in Field::ALL {
                words(text(document, field)).for_each(|word| see(word, document.lang));
            }
        }
        for line in lines {
            line.phrases.iter().flatten().for_each(|word| see(word.clone(), line.lang));
        }
        for word in stop::all() {
            see(Word { lower: word.to_owned(), folded: word.to_owned() }, Lang::Fr);
        }
        Self::of_seen(seen)
    }

    fn of_seen(seen: BTreeMap<String, Seen>) -> Self {
        let stemmers = stem::Stemmers::new();
        let mut terms = Self { count: 1, ..Self::default() };
        let mut by_stem: BTreeMap<String, u32> = BTreeMap::new();
        for (folded, seen) in seen {
            let term = if stop::is_stop(&folded) {
                0
            } else {
                let [fr, nl, en] = seen.counts;
                let lang = if fr >= nl.max(en) {
                    Lang::Fr
                } else if nl >= en {
                    Lang::Nl
                } else {
                    Lang::En
                };
                *by_stem.entry(stemmers.stem(lang, &seen.lower, &folded)).or_insert_with(|| {
                    terms.count += 1;
                    terms.count - 1
                })
            };
            terms.places.insert(folded.clone(), terms.words.len());
            terms.words.push((folded, term));
        }
        terms
    }

    /// The entry and the term of a word that was seen.
    pub(super) fn get(&self, folded: &str) -> (u32, u32) {
        let entry = self.places[folded];
        (entry as u32, self.words[entry].1)
    }
}

/// The text of a field.
pub(super) fn text(document: &Document, field: Field) -> &str {
    match field {
        Field::Title => &document.title,
        Field::Keywords => &document.keywords,
        Field::Description => &document.description,
        Field::Place => &document.place,
    }
}
