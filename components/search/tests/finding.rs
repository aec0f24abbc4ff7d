//! What a resident types, and what is found.
#![allow(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod corpus;

use commune_search::build::{Builder, Lang};
use commune_search::native::{Found, Searcher};
use commune_search::{Field, How, Query};
use corpus::{ask, open, small};

fn search(text: &str, query: &Query) -> (Vec<String>, commune_search::Hits) {
    let built = small().build();
    let (hits, _) = ask(&mut open(&built), &built.files, text, query);
    let id = |entry: &str| entry.split('"').nth(3).unwrap().to_owned();
    (hits.hits.iter().map(|hit| id(hit.entry.as_ref().unwrap())).collect(), hits)
}

fn first(text: &str) -> (String, How, Field) {
    let (ids, hits) = search(text, &Query::default());
    assert!(!ids.is_empty(), "{text} finds nothing");
    let why = hits.hits[0].why.last().unwrap();
    (ids[0].clone(), why.how, why.field)
}

#[test]
fn accents_elision_ligatures_and_endings_do_not_matter() {
    for text in ["déchetterie", "dechetterie", "DECHETTERIES", "la déchetterie"] {
        assert_eq!(first(text).0, "dechetterie", "{text}");
    }
    assert_eq!(first("l'école maternelle ").0, "ecole");
    assert_eq!(first("oeuvre du musee"), ("oeuvre".into(), How::Exact, Field::Title));
    assert_eq!(first("piscines olympiques "), ("piscine".into(), How::Form, Field::Title));
}

#[test]
fn a_word_may_be_unfinished_or_mistyped() {
    assert_eq!(first("pisc"), ("piscine".into(), How::Prefix, Field::Title));
    assert_eq!(first("picsine "), ("piscine".into(), How::Typo, Field::Title));
    assert_eq!(first("dechetrie "), ("dechetterie".into(), How::Typo, Field::Title));
    // Both: unfinished and mistyped.
    assert_eq!(first("olimpi").0, "piscine");
    // What may be a word already may be the beginning of another.
    assert_eq!(first("collecte des"), ("dechets".into(), How::Exact, Field::Title));
    // A word that is followed by a space is finished.
    assert!(search("pisc ", &Query::default()).0.is_empty());
}

#[test]
fn synonyms_and_situations_lead_to_what_is_meant() {
    assert_eq!(first("poubelle "), ("dechets".into(), How::Synonym, Field::Title));
    assert_eq!(first("poubele "), ("dechets".into(), How::Synonym, Field::Title));
    assert_eq!(first("CNI"), ("identite".into(), How::Synonym, Field::Title));
    let (ids, hits) = search("j'ai perdu ma carte", &Query::default());
    assert_eq!(ids[0], "perte");
    let why = &hits.hits[0].why[0];
    assert_eq!((why.word.as_str(), why.term.as_str()), ("perdu", "perte carte identite"));
    assert_eq!((why.how, why.field), (How::Situation, Field::Title));
}

#[test]
fn all_words_come_before_some() {
    let (ids, hits) = search("mairie roubaix", &Query::default());
    assert_eq!(ids[..2], ["mairie-roubaix", "mairie-lille"]);
    assert_eq!((hits.total, hits.complete), (2, 1));
    assert_eq!(hits.hits.iter().map(|hit| hit.all).collect::<Vec<_>>(), [true, false]);
    assert_eq!(hits.words, ["mairie", "roubaix"]);
    // A word that nothing has does not hide the others.
    assert_eq!(search("mairie xylophone roubaix", &Query::default()).0[0], "mairie-roubaix");
}

#[test]
fn the_commune_the_kind_and_the_facts_filter() {
    let query = Query { communes: "59350".into(), ..Query::default() };
    assert_eq!(search("mairie", &query).0, ["mairie-lille"]);
    // What is of every commune stays.
    assert_eq!(search("inscription école", &query).0[0], "ecoles");
    // Nothing asked: all that the commune has.
    assert_eq!(search(" ", &query).1.complete, 6);
    assert_eq!(search(" ", &Query { kinds: 1 << 1, ..query.clone() }).0, ["mairie-lille"]);
    assert_eq!((search("", &Query::default()).1.total, search("de la", &query).1.total), (0, 0));
    let query = Query { yes: 0b10, ..Query::default() };
    assert_eq!(search("mairie", &query).0, ["mairie-lille"]);
    let query = Query { not_no: 0b10, ..Query::default() };
    assert!(search("piscine", &query).0.is_empty());
    let query = Query { kinds: 1 << 1, ..Query::default() };
    assert_eq!(search("mairie", &query).0.len(), 2);
    let query = Query { kinds: 1 << 4, ..Query::default() };
    assert!(search("mairie", &query).0.is_empty());
}

#[test]
fn among_equals_the_nearest_comes_first() {
    let near = |lat, lon| Query { near: Some((lat, lon)), ..Query::default() };
    let (ids, hits) = search("mairie", &near(50.69, 3.16));
    assert_eq!(ids, ["mairie-roubaix", "mairie-lille"]);
    assert!(hits.hits[0].metres.unwrap() < 1_000 && hits.hits[1].metres.unwrap() > 5_000);
    assert_eq!(search("mairie", &near(50.63, 3.05)).0, ["mairie-lille", "mairie-roubaix"]);
}

#[test]
fn only_what_is_needed_is_asked_for() {
    let built = small().build();
    let mut index = open(&built);
    let (_, fed) = ask(&mut index, &built.files, "piscine ", &Query::default());
    assert!(fed.iter().all(|name| name.starts_with("p/") || name.starts_with("r/")), "{fed:?}");
    let (_, fed) = ask(&mut index, &built.files, "piscine ", &Query::default());
    assert!(fed.is_empty());
    let query = Query { records: false, ..Query::default() };
    let (hits, fed) = ask(&mut open(&built), &built.files, "piscine ", &query);
    assert!(fed.iter().all(|name| name.starts_with("p/")));
    assert_eq!(hits.hits[0].entry, None);
}

#[test]
fn the_same_documents_give_the_same_bytes_and_answers() {
    let (one, other) = (small().build(), small().build());
    assert!(one.files == other.files);
    for text in ["mairie", "carte identité perdue", "ecol", "m", "", "de la", "🙂"] {
        let answer = |built| ask(&mut open(built), &built.files, text, &Query::default()).0;
        assert_eq!(answer(&one), answer(&other));
        // Nothing is left over from one query to the next.
        let mut index = open(&one);
        ask(&mut index, &one.files, "mairie de roubaix", &Query::default());
        assert_eq!(ask(&mut index, &one.files, text, &Query::default()).0, answer(&one));
    }
}

#[test]
fn a_folder_is_searched_as_the_bytes_are() {
    let folder = std::env::temp_dir().join(format!("commune-search-{}", std::process::id()));
    let report = small().write(&folder).unwrap();
    // A second time over the first.
    assert_eq!(small().write(&folder).unwrap(), report);
    let mut searcher = Searcher::open(&folder).unwrap();
    let Found { hits, complete, .. } = searcher.search("mairie roubaix", &Query::default()).unwrap();
    assert_eq!((searcher.documents(), complete), (10, 1));
    assert_eq!((hits[0].id.as_str(), hits[0].title.as_str()), ("mairie-roubaix", "Mairie de Roubaix"));
    assert_eq!(hits[0].record, "{\"n\":\"mairie-roubaix\"}");
    let json = std::fs::read_to_string(folder.join("r/0.json")).unwrap();
    assert!(serde_json::from_str::<Vec<serde_json::Value>>(&json).is_ok(), "{json}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_synonym_files_of_the_project_can_be_read() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/synonyms"));
    let mut builder = Builder::new();
    for (file, lang) in [("fr.txt", Lang::Fr), ("nl.txt", Lang::Nl), ("en.txt", Lang::En)] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        builder.synonyms(&text, lang).unwrap_or_else(|error| panic!("{file}, {error}"));
    }
    builder.add(corpus::document("tri", "Collecte des déchets", "", "", None)).unwrap();
    builder.add(corpus::document("autre", "Mariage", "", "", None)).unwrap();
    let built = builder.build();
    println!("root.bin with the synonyms alone: {} bytes", built.files["root.bin"].len());
    for text in ["poubelle ", "vuilnis ", "garbage ", "quand passe la poubelle"] {
        let (hits, _) = ask(&mut open(&built), &built.files, text, &Query::default());
        assert!(hits.hits[0].entry.as_ref().unwrap().contains("\"tri\""), "{text}");
    }
}
