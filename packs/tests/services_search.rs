//! Everyday phrasings find the right entry: the own CSV of the demonstration's procedures and of a town's places.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "the figures of the bars")]

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use commune_packs::services::build::build;
use commune_packs::services::collect::Collected;
use commune_packs::services::communes::Communes;
use commune_packs::services::demo::PROCEDURES;
use commune_packs::services::draft::Origins;
use commune_packs::services::{index, query};
use commune_search::Query;

const PLACES: &str = include_str!("data/places.csv");
const PHRASINGS: &str = include_str!("data/phrasings.tsv");

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The index of procedures and places, and the ids in it.
fn indexed(name: &str) -> (PathBuf, Vec<String>) {
    let mut communes = Communes::open(HashMap::new());
    let mut collected = Collected::default();
    for (name, text) in [("procedures.csv", PROCEDURES), ("places.csv", PLACES)] {
        collected.take(&mut communes, Origins::Own, name, &mut text.as_bytes()).unwrap();
    }
    for report in &collected.reports {
        assert_eq!((report.bad, report.outside, &report.stopped), (0, 0, &None), "{report:?}");
        assert!(report.unknown_headers.is_empty(), "{report:?}");
    }
    collected.settle(&mut communes);
    let built = build(&mut collected, &communes, jiff::civil::date(2026, 11, 24), &BTreeMap::new(), false);
    let told: Vec<_> = built.findings.iter().filter(|one| !matches!(one.kind, "hours-missing")).collect();
    assert!(told.is_empty(), "{told:?}");
    let folder = folder(name);
    index::write(&built.merged, "", &folder).unwrap();
    (folder, built.merged.iter().map(|one| one.record.id.clone()).collect())
}

#[test]
fn a_hundred_phrasings_find_their_entry() {
    let (folder, ids) = indexed("phrasings");
    let mut searcher = query::open(&folder).unwrap();
    let options = Query { limit: 3, ..Query::default() };
    let (mut tuned, mut held_out) = ((0, 0), (0, 0));
    let mut missed = Vec::new();
    for line in PHRASINGS.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split('\t');
        let (text, wanted) = (parts.next().unwrap(), parts.next().unwrap());
        let is_held_out = parts.next() == Some("held-out");
        for id in wanted.split('|') {
            assert!(ids.iter().any(|known| known == id), "{id} is no entry");
        }
        let answer = query::answer(&mut searcher, text, &options).unwrap();
        let found = answer.hits.iter().any(|hit| wanted.split('|').any(|id| hit.id == id));
        let counts = if is_held_out { &mut held_out } else { &mut tuned };
        counts.1 += 1;
        counts.0 += usize::from(found);
        // The held-out ones are counted, never told: tuning must not see them.
        if !found && !is_held_out {
            let hits: Vec<&str> = answer.hits.iter().map(|hit| hit.id.as_str()).collect();
            missed.push(format!("{text:?}: wanted {wanted}, found {hits:?}"));
        }
    }
    println!(
        "{} entries; tuned: {} of {}; held out: {} of {}",
        ids.len(),
        tuned.0,
        tuned.1,
        held_out.0,
        held_out.1
    );
    println!("{}", missed.join("\n"));
    assert_eq!((tuned.1, held_out.1), (70, 30));
    assert!(tuned.0 * 100 >= tuned.1 * 95, "{}", missed.join("\n"));
    assert!(held_out.0 >= 25);
}
