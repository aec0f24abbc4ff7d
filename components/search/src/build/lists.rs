//! How strongly each document has each term: BM25F, computed once.
//!
//! Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.6: the
//! frequencies of a term in the fields are weighed, made less by the field's length, added up, then saturated.
//! How rare the term is comes in when a query is answered.

use std::collections::BTreeMap;

use super::terms::{Terms, text};
use super::{Document, dictionary};
use crate::fold;
use crate::postings::STRONGEST;
use crate::query::Field;

/// Weight, and how much a field's length counts, in the order of [`Field::ALL`].
const FIELDS: [(f64, f64); 4] = [(8.0, 0.75), (5.0, 0.4), (1.0, 0.75), (1.5, 0.0)];
/// Where repetition stops counting.
const SATURATION: f64 = 6.0;

/// The documents of each term: (document, byte of field and strength).
pub(super) fn lists(documents: &[Document], terms: &Terms) -> Vec<Vec<(u32, u8)>> {
    let tokens: Vec<[Vec<u32>; 4]> = documents
        .iter()
        .map(|document| {
            Field::ALL.map(|field| {
                let tokens = fold::tokens(text(document, field));
                tokens.iter().map(|token| terms.get(&token.text).1).filter(|&term| term != 0).collect()
            })
        })
        .collect();
    let mut means = [0.0; 4];
    for (n, mean) in means.iter_mut().enumerate() {
        // Of the documents that have the field at all.
        let lengths = tokens.iter().map(|fields| fields[n].len()).filter(|&length| length > 0);
        let (count, sum) = lengths.fold((0, 0), |(count, sum), length| (count + 1, sum + length));
        *mean = (sum as f64 / f64::from(count.max(1))).max(1.0);
    }
    let mut lists = vec![Vec::new(); terms.count as usize];
    for (doc, fields) in tokens.iter().enumerate() {
        for (term, weights) in weights(fields, &means) {
            lists[term as usize].push((doc as u32, mark(weights)));
        }
    }
    lists
}

/// The weight of each term of a document by field.
fn weights(fields: &[Vec<u32>; 4], means: &[f64; 4]) -> BTreeMap<u32, [f64; 4]> {
    let mut weights: BTreeMap<u32, [f64; 4]> = BTreeMap::new();
    for (n, field) in fields.iter().enumerate() {
        let (weight, by_length) = FIELDS[n];
        let length = 1.0 - by_length + by_length * field.len() as f64 / means[n];
        for &term in field {
            weights.entry(term).or_default()[n] += weight / length;
        }
    }
    weights
}

fn mark(weights: [f64; 4]) -> u8 {
    let sum: f64 = weights.iter().sum();
    let strength = (sum / (sum + SATURATION) * f64::from(STRONGEST)).round() as u8;
    let field = (0..4).max_by(|&a, &b| weights[a].total_cmp(&weights[b]).then(b.cmp(&a))).unwrap_or(0);
    (field as u8) << 6 | strength
}

/// A list in the form of `crate::postings`.
pub(super) fn encode(list: &[(u32, u8)]) -> Vec<u8> {
    let mut out = Vec::new();
    dictionary::varint(&mut out, list.len() as u32);
    let mut next = 0;
    for (n, &(doc, _)) in list.iter().enumerate() {
        // The first counts from −1, so that a step is never 0.
        dictionary::varint(&mut out, if n == 0 { doc + 1 } else { doc - next });
        next = doc;
    }
    out.extend(list.iter().map(|&(_, mark)| mark));
    out
}
