//! From worths to hits: filters, distances, records.

use alloc::string::String;
use alloc::vec::Vec;

use super::plan::Plan;
use super::score::{Counts, Scratch, Selection};
use super::{Hit, Hits, MOST_HITS, Needs, Query, why};
use crate::Index;
use crate::facts::{self, Place, Row};
use crate::index::File;
use crate::top::Top;

/// Documents whose facts are looked at when a filter needs them.
const MOST_FILTERED: usize = 512;
/// Documents that are compared by their own distance, besides the hits wanted.
const NEARBY: usize = 30;
/// Worths this part of the best one apart count as equal when distances decide.
const STEPS: u64 = 32;

pub(super) fn hits(
    index: &Index,
    plan: &Plan,
    query: &Query,
    scratch: &Scratch,
    selection: &Selection<'_>,
    mut counts: Counts,
) -> Result<Hits, Needs> {
    let limit = query.limit.min(MOST_HITS);
    let filtered = query.kinds != 0 || query.yes != 0 || query.not_no != 0;
    let point = query.near.map(|(lat, lon)| Place::of_degrees(lat, lon));
    let order = Order { scratch, plan, counts, nearest: query.nearest, best: 0 };
    let order = order.with_best(selection, point.is_some());

    let wanted = match (filtered, point) {
        (true, _) => MOST_FILTERED,
        (false, Some(_)) => limit + NEARBY,
        (false, None) => limit,
    };
    let mut top = Top::new(wanted);
    let communes = index.communes();
    for &doc in &scratch.touched {
        if selection.has(doc) {
            top.offer(order.key(doc, point.map(|point| point.metres(communes.centre(doc)))));
        }
    }
    let mut docs: Vec<u32> = top.keys().iter().map(|&key| doc(key)).collect();
    let mut needs = Needs::default();
    let more = filtered && counts.total as usize > docs.len();
    if filtered || point.is_some() {
        for &doc in &docs {
            needs.add(index, File::Facts(doc / facts::PER_SHARD));
        }
        needs.settle()?;
    }
    if filtered {
        docs.retain(|&doc| passes(query, &index.facts(doc)));
        counts.total = docs.len() as u32;
        counts.complete = docs.iter().filter(|&&doc| scratch.is_complete(doc, counts)).count() as u32;
    }
    if let Some(point) = point {
        let mut top = Top::new(limit);
        for &doc in &docs {
            top.offer(order.key(doc, Some(point.metres(index.facts(doc).place))));
        }
        docs = top.keys().iter().map(|&key| doc(key)).collect();
    }
    docs.truncate(limit);
    if query.records {
        for &doc in &docs {
            needs.add(index, File::Records(index.root.record(doc).0));
        }
        needs.settle()?;
    }
    let mut hits: Vec<Hit> = docs
        .iter()
        .map(|&doc| Hit {
            doc,
            score: scratch.worth(doc, plan, counts),
            all: scratch.is_complete(doc, counts),
            metres: point.and_then(|point| point.metres(index.facts(doc).place)),
            entry: if query.records { index.record(doc).map(String::from) } else { None },
            why: Vec::new(),
        })
        .collect();
    why::explain(index, plan, &mut hits);
    let words = plan.words.iter().map(|word| word.typed.clone()).collect();
    Ok(Hits { total: counts.total, complete: counts.complete, more, words, hits })
}

fn passes(query: &Query, row: &Row) -> bool {
    (query.kinds == 0 || 1u32.checked_shl(row.kind.into()).unwrap_or(0) & query.kinds != 0)
        && row.yes & query.yes == query.yes
        && row.no & query.not_no == 0
}

/// What comes first: as one number, larger is better, whose lower half tells the document.
struct Order<'a> {
    scratch: &'a Scratch,
    plan: &'a Plan,
    counts: Counts,
    nearest: bool,
    best: u64,
}

impl Order<'_> {
    fn with_best(mut self, selection: &Selection<'_>, needed: bool) -> Self {
        if needed {
            let docs = self.scratch.touched.iter().filter(|&&doc| selection.has(doc));
            let worths = docs.map(|&doc| self.scratch.worth(doc, self.plan, self.counts));
            self.best = worths.max().unwrap_or(0).into();
        }
        self
    }

    /// Worth, then the order of the index; with a distance: worth in steps, then distance.
    fn key(&self, doc: u32, distance: Option<Option<u32>>) -> u64 {
        let worth = u64::from(self.scratch.worth(doc, self.plan, self.counts));
        let upper = match distance {
            None => worth,
            Some(metres) => {
                const FURTHEST: u64 = (1 << 25) - 1;
                let near = FURTHEST - metres.map_or(FURTHEST, |metres| u64::from(metres).min(FURTHEST));
                let complete = self.scratch.is_complete(doc, self.counts);
                let step = if self.nearest && complete { STEPS } else { worth * STEPS / (self.best + 1) };
                step << 25 | near
            }
        };
        upper << 32 | u64::from(!doc)
    }
}

/// The document of a key.
fn doc(key: u64) -> u32 {
    !(key as u32)
}
