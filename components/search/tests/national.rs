//! Large directories: what a first and a later query transfer, and whether titles find their records. The
//! sizes of the bars take minutes in a debug build, so that they wait for
//! `cargo test -p commune-search --profile tool --test national -- --include-ignored --nocapture`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests print figures, and fail where they cannot go on"
)]

mod corpus;

use std::collections::{BTreeMap, BTreeSet};

use commune_search::build::{Builder, Built, Lang};
use commune_search::generate::{Wording, directory, queries};
use commune_search::{Index, Query, fold};

/// Bytes after brotli at its best.
fn brotli(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22);
    std::io::Write::write_all(&mut writer, bytes).unwrap();
    drop(writer);
    out.len()
}

fn built(count: usize) -> (Built, Vec<commune_search::build::Document>) {
    let documents = directory(count, 2026);
    let mut builder = Builder::new();
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/synonyms"));
    for (file, lang) in [("fr.txt", Lang::Fr), ("nl.txt", Lang::Nl), ("en.txt", Lang::En)] {
        builder.synonyms(&std::fs::read_to_string(folder.join(file)).unwrap(), lang).unwrap();
    }
    documents.iter().for_each(|document| builder.add(document.clone()).unwrap());
    (builder.build(), documents)
}

#[test]
fn titles_find_their_records() {
    titles(8_000);
}

#[test]
#[ignore = "slow in a debug build"]
fn among_36_000_records_titles_find_theirs() {
    titles(36_000);
}

#[test]
fn a_query_transfers_little() {
    transfers(3_000);
}

#[test]
#[ignore = "slow in a debug build"]
fn among_85_000_records_a_query_transfers_little() {
    transfers(85_000);
}

/// Each title has its record in the top 10, however it is written.
fn titles(count: usize) {
    let (built, documents) = built(count);
    let words: BTreeSet<String> =
        documents.iter().flat_map(|document| fold::tokens(&document.title)).map(|token| token.text).collect();
    let titles: BTreeSet<&str> = documents.iter().map(|document| document.title.as_str()).collect();
    println!("{} words in titles, {} titles; {:?}", words.len(), titles.len(), built.report);
    assert!(words.len() >= 3_000, "{}", words.len());
    let mut index = corpus::open(&built);
    for wording in Wording::ALL {
        let mut missed = Vec::new();
        for (text, id) in queries(&documents, wording, 50, 1) {
            let (hits, _) = corpus::ask(&mut index, &built.files, &text, &Query::default());
            let marker = format!("\"id\":\"{id}\"");
            if !hits.hits.iter().any(|hit| hit.entry.as_ref().unwrap().starts_with(&marker)) {
                missed.push((text, id));
            }
        }
        println!("{}: {} of 50 in the top 10", wording.name(), 50 - missed.len());
        assert!(missed.is_empty(), "{}: {missed:?}", wording.name());
    }
}

/// The first query transfers at most 150 kB of index, its root included, later ones 40 kB in the median.
fn transfers(count: usize) {
    let (built, documents) = built(count);
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    let mut size = |names: &[String]| -> usize {
        let mut size_of = |name: &String| {
            let path = name.split('?').next().unwrap().to_owned();
            *sizes.entry(path).or_insert_with_key(|path| brotli(&built.files[path]))
        };
        names.iter().map(&mut size_of).sum()
    };
    let root = size(&["root.bin".to_owned()]);
    let wordings: Vec<_> = Wording::ALL.map(|wording| queries(&documents, wording, 25, 7)).into();
    let asked: Vec<&(String, String)> =
        (0..25).flat_map(|n| wordings.iter().map(move |list| &list[n])).collect();
    // Each query as the first one of a visit.
    let mut firsts: Vec<usize> = asked
        .iter()
        .map(|(text, _)| {
            let mut index = Index::open(built.files["root.bin"].clone()).unwrap();
            root + size(&corpus::ask(&mut index, &built.files, text, &Query::default()).1)
        })
        .collect();
    firsts.sort_unstable();
    // And all of them in one visit.
    let mut index = Index::open(built.files["root.bin"].clone()).unwrap();
    let mut laters: Vec<usize> = asked
        .iter()
        .map(|(text, _)| size(&corpus::ask(&mut index, &built.files, text, &Query::default()).1))
        .skip(1)
        .collect();
    laters.sort_unstable();
    println!(
        "{count} records, brotli: root {root}; first query {} in the median, {} at most; later ones {} in the median, \
         {} at most; {:?}",
        firsts[firsts.len() / 2],
        firsts[firsts.len() - 1],
        laters[laters.len() / 2],
        laters[laters.len() - 1],
        built.report,
    );
    assert!(firsts[firsts.len() - 1] <= 150_000, "{firsts:?}");
    assert!(laters[laters.len() / 2] <= 40_000, "{laters:?}");
}
