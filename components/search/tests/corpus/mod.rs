//! A small directory that the tests share.
#![allow(dead_code, clippy::unwrap_used, reason = "each test uses a part, and fails where it cannot go on")]

use std::collections::BTreeMap;

use commune_search::build::{Builder, Built, Document, Facts, Lang};
use commune_search::{Answer, Hits, Index, Query};

pub const SYNONYMS: &str = "\
poubelle, ordures, déchets
CNI, carte d'identité
j'ai perdu ma carte => perte de carte d'identité
";

pub fn document(id: &str, title: &str, keywords: &str, insee: &str, at: Option<(f64, f64)>) -> Document {
    Document {
        id: id.into(),
        title: title.into(),
        keywords: keywords.into(),
        insee: insee.into(),
        at,
        record: format!("{{\"n\":\"{id}\"}}"),
        ..Document::default()
    }
}

pub fn small() -> Builder {
    let mut builder = Builder::new();
    builder.synonyms(SYNONYMS, Lang::Fr).unwrap();
    let lille = Some((50.63, 3.06));
    let roubaix = Some((50.69, 3.17));
    for document in [
        document("mairie-lille", "Mairie de Lille", "hôtel de ville", "59350", lille),
        document("mairie-roubaix", "Mairie de Roubaix", "hôtel de ville", "59512", roubaix),
        document("ecole", "École maternelle Jules-Ferry", "", "59350", lille),
        document("ecoles", "Inscription dans les écoles", "rentrée", "", None),
        document("dechets", "Collecte des déchets", "tri", "59350", lille),
        document("dechetterie", "Déchetterie", "encombrants", "59512", roubaix),
        document("identite", "Carte d’identité et passeport", "renouvellement", "", None),
        document("perte", "Déclaration de perte d’une carte d’identité", "", "", None),
        document("piscine", "Piscine olympique", "natation", "59512", roubaix),
        document("oeuvre", "Les œuvres du musée", "", "59512", roubaix),
    ] {
        let facts = match document.id.as_str() {
            "piscine" => Facts { kind: 4, yes: 0b01, no: 0b10 },
            "mairie-lille" => Facts { kind: 1, yes: 0b11, no: 0 },
            "mairie-roubaix" => Facts { kind: 1, yes: 0b01, no: 0 },
            _ => Facts::default(),
        };
        builder.add(Document { facts, ..document }).unwrap();
    }
    builder
}

/// Feeds what is asked for; answers the hits and the names of the files.
pub fn ask(
    index: &mut Index,
    files: &BTreeMap<String, Vec<u8>>,
    text: &str,
    query: &Query,
) -> (Hits, Vec<String>) {
    let mut fed = Vec::new();
    loop {
        match index.query(text, query) {
            Answer::Hits(hits) => return (hits, fed),
            Answer::Needs(names) => {
                for name in names {
                    let path = name.split('?').next().unwrap();
                    assert!(index.feed(&name, files[path].clone()), "{name}");
                    fed.push(name);
                }
            }
        }
    }
}

pub fn open(built: &Built) -> Index {
    Index::open(built.files["root.bin"].clone()).unwrap()
}
