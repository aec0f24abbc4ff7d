//! No bytes make it panic: an index cut, changed or made up is refused, or finds less.

mod corpus;

use commune_search::{Index, fuzz};
use proptest::prelude::*;

fn files() -> &'static std::collections::BTreeMap<String, Vec<u8>> {
    static FILES: std::sync::OnceLock<std::collections::BTreeMap<String, Vec<u8>>> =
        std::sync::OnceLock::new();
    FILES.get_or_init(|| corpus::small().build().files)
}

#[test]
fn a_root_that_was_cut_is_refused() {
    let root = &files()["root.bin"];
    assert!(Index::open(root.clone()).is_ok());
    for end in 0..root.len() {
        assert!(Index::open(root[..end].to_vec()).is_err(), "{end}");
    }
}

#[test]
fn a_file_of_another_build_is_refused_and_an_empty_one_is_not() {
    let mut index = Index::open(files()["root.bin"].clone()).unwrap();
    let mut other = files()["p/0.bin"].clone();
    assert!(index.feed("p/0.bin", other.clone()));
    other[0] ^= 1;
    assert!(!index.feed("p/0.bin", other));
    assert!(index.feed("p/0.bin?v=0", Vec::new()));
    for name in ["p/9999.bin", "x/0.bin", "p/", "", "p/-1.bin", "root.bin"] {
        assert!(!index.feed(name, Vec::new()), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_borne(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        fuzz::any(&bytes);
        fuzz::damaged(&files()["root.bin"], &bytes);
    }

    #[test]
    fn a_root_with_any_body_is_borne(
        sizes in proptest::collection::vec(0u32..40, 8),
        body in proptest::collection::vec(any::<u8>(), 0..2_000),
    ) {
        // The sizes of the parts, made to fit the body.
        let [docs, terms, blocks, words, postings, records] = [0, 1, 2, 3, 4, 5].map(|n| sizes[n]);
        let synonyms = (body.len() as u32).saturating_sub(blocks * 8 + words + terms + (postings + records) * 4);
        let head = [u32::from_le_bytes(*b"CWS1"), 7, docs * 100, terms, blocks, words, postings, records, synonyms, 0];
        let head: Vec<u8> = head.iter().flat_map(|number| number.to_le_bytes()).collect();
        fuzz::damaged(&[head, body.clone()].concat(), &body);
    }

    #[test]
    fn changed_bytes_are_borne(at in any::<prop::sample::Index>(), to in any::<u8>(), file in any::<prop::sample::Index>()) {
        let mut root = files()["root.bin"].clone();
        let place = 4 + at.index(root.len() - 4);
        root[place] = to;
        let names: Vec<_> = files().keys().collect();
        let name = names[file.index(names.len())];
        fuzz::damaged(&root, files()[name].get(4..).unwrap_or_default());
        let mut other = files()[name].clone();
        let place = at.index(other.len());
        other[place] = to;
        fuzz::damaged(&files()["root.bin"], other.get(4..).unwrap_or_default());
    }
}
