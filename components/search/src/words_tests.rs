//! What is found is what looking at every word finds.

use proptest::prelude::*;

use super::*;
use crate::build::dictionary;

/// Words of few letters, so that many are near one another.
fn lexicon() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set("[abc]{1,9}", 1..300).prop_map(|set| set.into_iter().collect())
}

fn with_words<T>(lexicon: &[String], look: impl FnOnce(&Words<'_>) -> T) -> T {
    // Every third word is a form of the one before.
    let terms: Vec<u32> = (0..lexicon.len() as u32).map(|n| 1 + n - n / 3).collect();
    let (blocks, entries) = dictionary::encode(lexicon.iter().map(String::as_str).zip(terms.iter().copied()));
    look(&Words { blocks: &blocks, entries: &entries })
}

proptest! {
    #[test]
    fn every_word_is_found_with_its_term(lexicon in lexicon()) {
        with_words(&lexicon, |words| {
            for (n, word) in lexicon.iter().enumerate() {
                let found = words.whole(word.as_bytes()).unwrap();
                assert_eq!((found.entry as usize, found.term), (n, 1 + n as u32 - n as u32 / 3));
                assert_eq!(words.word(found.entry), word.as_bytes());
            }
            assert_eq!(words.whole(b"z"), None);
            assert_eq!(words.whole(b""), None);
        });
    }

    #[test]
    fn beginnings_agree_with_a_look_at_every_word(lexicon in lexicon(), typed in "[abc]{1,4}") {
        with_words(&lexicon, |words| {
            let mut found = Vec::new();
            words.begins(typed.as_bytes(), false, &mut found);
            let found: Vec<_> = found.iter().map(|f| (f.entry as usize, f.rest as usize)).collect();
            let all = lexicon.iter().enumerate().filter(|(_, word)| word.starts_with(&typed));
            let expected: Vec<_> = all.map(|(n, word)| (n, word.len() - typed.len())).collect();
            assert_eq!(found, expected);
        });
    }

    #[test]
    fn typos_agree_with_a_look_at_every_word(lexicon in lexicon(), typed in "[abc]{1,9}", most in 0u8..3) {
        with_words(&lexicon, |words| {
            let mut found = Vec::new();
            words.near(typed.as_bytes(), most, false, &mut found);
            let found: Vec<_> = found.iter().map(|f| (f.entry as usize, f.edits as usize)).collect();
            let all = lexicon.iter().enumerate().map(|(n, word)| (n, strsim::osa_distance(word, &typed)));
            let expected: Vec<_> = all.filter(|&(_, edits)| edits <= most.into()).collect();
            assert_eq!(found, expected);
        });
    }

    #[test]
    fn typos_in_a_beginning_agree_too(lexicon in lexicon(), typed in "[abc]{2,6}", most in 0u8..3) {
        with_words(&lexicon, |words| {
            let mut found = Vec::new();
            words.near(typed.as_bytes(), most, true, &mut found);
            let found: Vec<_> = found.iter().map(|f| f.entry as usize).collect();
            let near = |word: &str| (0..=word.len()).any(|n| strsim::osa_distance(&word[..n], &typed) <= most.into());
            let expected: Vec<_> = (0..lexicon.len()).filter(|&n| near(&lexicon[n])).collect();
            assert_eq!(found, expected);
        });
    }
}
