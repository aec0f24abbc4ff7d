//! Bodies of the property tests and of the fuzz targets: files of any bytes, and what must hold of the answer.

use crate::{Answer, Index, Query, to_json};

/// A root of any bytes, and every other file of any bytes too, of the build that the root claims.
pub fn any(bytes: &[u8]) {
    damaged(bytes, bytes);
}

/// A root file and the rest of what a query may ask, fed from `bytes`.
pub fn damaged(root: &[u8], bytes: &[u8]) {
    let Ok(mut index) = Index::open(root.to_vec()) else { return };
    let build = root.get(4..8).unwrap_or_default();
    for text in ["mairie", "ecole de lile", "perdu carte identite", "a", ""] {
        for (near, yes) in [(None, 0), (Some((50.6, 3.0)), 1)] {
            let communes = if yes == 0 { String::new() } else { "59350".to_owned() };
            let query = Query { near, yes, communes, ..Query::default() };
            let mut answer = index.query(text, &query);
            // Each round feeds all that is missing, so that few are enough.
            for _ in 0..5 {
                let Answer::Needs(names) = &answer else { break };
                for name in names {
                    let head = if name.ends_with(".json") { &[] } else { build };
                    if !index.feed(name, [head, bytes].concat()) {
                        index.feed(name, Vec::new());
                    }
                }
                answer = index.query(text, &query);
            }
            let Answer::Hits(hits) = &answer else { panic!("a query never ends") };
            assert!(hits.hits.len() <= query.limit);
            assert!(hits.hits.iter().all(|hit| hit.doc < index.documents()));
            assert!(hits.complete <= hits.total);
            assert!(to_json(&answer).starts_with("{\"total\":"));
        }
    }
}
