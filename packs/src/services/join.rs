//! Finding the same place in several sources.
//!
//! In order: an id that one source cites of another; the same SIRET, where the names do not tell two
//! places apart (communes lend theirs to their libraries); names alike, and near. Every join keeps its
//! reason. What is not sure is told to the clerk instead of joined.

use std::collections::HashMap;

use serde::Serialize;

use super::draft::{Draft, Origins, digits};
use super::geo::metres;
use super::text::{likeness, telling, told_apart};
use crate::read::column::normal;

/// Why two records are one place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// One cites the other's id.
    Id,
    /// The same SIRET, and names that go together.
    Siret,
    /// Names alike, and near each other or at one address.
    NameAndPlace,
}

/// Two drafts that are one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// Indices of the drafts, the lower one first.
    pub pair: (usize, usize),
    /// The reason.
    pub why: Why,
    /// How alike the names are, 0 to 1.
    pub likeness: f64,
    /// Metres between them, where both have coordinates.
    pub metres: Option<f64>,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Joined {
    /// Groups of drafts that are one place, each sorted by origin; single ones too.
    pub groups: Vec<Vec<usize>>,
    /// The joins.
    pub joins: Vec<Join>,
    /// Pairs of one source that are one place.
    pub duplicates: Vec<Join>,
    /// Pairs that may be one place.
    pub doubtful: Vec<Join>,
}

/// What is compared of a draft.
struct Face<'d> {
    draft: &'d Draft,
    words: Vec<String>,
    street: String,
    phones: Vec<String>,
}

impl<'d> Face<'d> {
    fn of(draft: &'d Draft) -> Self {
        let record = &draft.record;
        Self {
            draft,
            words: telling(&record.title, &record.commune),
            street: normal(&draft.street),
            phones: record.phone.iter().map(|number| digits(number)).collect(),
        }
    }
}

/// A square of about 700 m.
fn cell(draft: &Draft) -> Option<(i32, i32)> {
    let (x, y) = draft.record.at?;
    Some(((x * 100.0).floor() as i32, (y * 150.0).floor() as i32))
}

/// Joins the drafts.
#[must_use]
pub fn join(drafts: &[Draft]) -> Joined {
    let faces: Vec<Face<'_>> = drafts.iter().map(Face::of).collect();
    let mut found: Vec<Join> = Vec::new();
    let mut joined = Joined::default();
    for pair in candidates(&faces) {
        let (a, b) = (&faces[pair.0], &faces[pair.1]);
        let one_source = a.draft.origin == b.draft.origin;
        match compare(a, b) {
            Some((why, likeness, metres)) => {
                let join = Join { pair, why, likeness, metres };
                if one_source { joined.duplicates.push(join) } else { found.push(join) }
            }
            None if !one_source => {
                if let Some((likeness, metres)) = maybe(a, b) {
                    joined.doubtful.push(Join { pair, why: Why::NameAndPlace, likeness, metres });
                }
            }
            None => {}
        }
    }
    found.sort_by(|a, b| {
        let rank = |join: &Join| (join.why as u8, join.metres.unwrap_or(150.0));
        let (left, right) = (rank(a), rank(b));
        left.0
            .cmp(&right.0)
            .then(b.likeness.total_cmp(&a.likeness))
            .then(left.1.total_cmp(&right.1))
            .then(a.pair.cmp(&b.pair))
    });
    let mut group_of: Vec<usize> = (0..drafts.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..drafts.len()).map(|index| vec![index]).collect();
    for join in found {
        let (a, b) = (group_of[join.pair.0], group_of[join.pair.1]);
        if a == b {
            joined.joins.push(join);
            continue;
        }
        // A source has a place once: what would bring in a second one is another place.
        let origin = |index: &usize| drafts[*index].origin;
        if members[a].iter().any(|left| members[b].iter().any(|right| origin(left) == origin(right))) {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        for index in &moved {
            group_of[*index] = a;
        }
        members[a].extend(moved);
        joined.joins.push(join);
    }
    let in_group = |join: &Join| group_of[join.pair.0] == group_of[join.pair.1];
    joined.doubtful.retain(|join| !in_group(join));
    joined.groups = members.into_iter().filter(|group| !group.is_empty()).collect();
    for group in &mut joined.groups {
        group.sort_by_key(|index| (drafts[*index].origin, *index));
    }
    joined
}

/// Pairs that are worth a look: a SIRET, a cited id or a square in common; without coordinates, a
/// postcode or commune and a telling word.
fn candidates(faces: &[Face<'_>]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut add = |a: usize, b: usize| pairs.push((a.min(b), a.max(b)));
    let mut by_siret: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_cell: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    let mut by_word: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (index, face) in faces.iter().enumerate() {
        let draft = face.draft;
        if draft.siret.len() == 14 {
            by_siret.entry(&draft.siret).or_default().push(index);
        }
        let own = &draft.record.sources[0];
        by_id.entry(format!("{}:{}", own.0, own.2.to_lowercase())).or_default().push(index);
        if draft.record.procedure {
            if let Some(word) = face.words.first() {
                by_word.entry((&draft.record.insee, word)).or_default().push(index);
            }
            continue;
        }
        if let Some(cell) = cell(draft) {
            by_cell.entry(cell).or_default().push(index);
        }
        for word in &face.words {
            by_word.entry((&draft.record.insee, word)).or_default().push(index);
        }
    }
    for group in by_siret.values().filter(|group| group.len() <= 60) {
        for (position, a) in group.iter().enumerate() {
            group[position + 1..].iter().for_each(|b| add(*a, *b));
        }
    }
    for (index, face) in faces.iter().enumerate() {
        for id in &face.draft.elsewhere {
            let others = match id.strip_prefix("siret:") {
                Some(siret) => by_siret.get(siret),
                None => by_id.get(id),
            };
            others
                .into_iter()
                .flatten()
                .filter(|other| **other != index)
                .for_each(|other| add(index, *other));
        }
        if face.draft.record.procedure {
            continue;
        }
        if let Some((x, y)) = cell(face.draft) {
            for dx in -1..=1 {
                for dy in -1..=1 {
                    let near = by_cell.get(&(x + dx, y + dy)).into_iter().flatten();
                    near.filter(|other| **other > index).for_each(|other| add(index, *other));
                }
            }
        }
    }
    for group in by_word.values().filter(|group| group.len() <= 200) {
        for (position, a) in group.iter().enumerate() {
            for b in &group[position + 1..] {
                let placed = |index: usize| faces[index].draft.record.at.is_some();
                if !placed(*a) || !placed(*b) {
                    add(*a, *b);
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn compare(a: &Face<'_>, b: &Face<'_>) -> Option<(Why, f64, Option<f64>)> {
    let (left, right) = (&a.draft.record, &b.draft.record);
    if left.procedure != right.procedure {
        return None;
    }
    let metres = left.at.zip(right.at).map(|(a, b)| metres(a, b));
    let alike = likeness(&a.words, &b.words);
    if cites(a.draft, b.draft) || cites(b.draft, a.draft) {
        return Some((Why::Id, alike, metres));
    }
    if told_apart(&a.words, &b.words) {
        return None;
    }
    let one_source = a.draft.origin == b.draft.origin;
    if left.procedure {
        let same =
            one_source && left.insee == right.insee && alike >= 0.999 && a.words.len() == b.words.len();
        return same.then_some((Why::NameAndPlace, alike, metres));
    }
    let within = |most: f64| metres.is_none_or(|metres| metres <= most);
    let vague = |kind: &str| matches!(kind, "autre" | "numerique" | "");
    let kinds_agree = left.kind == right.kind || vague(&left.kind) || vague(&right.kind);
    if a.draft.siret.len() == 14 && a.draft.siret == b.draft.siret {
        let by_name = alike >= 0.75 && within(1500.0) && (kinds_agree || alike >= 0.9);
        let by_place = kinds_agree
            && !one_source
            && metres.is_some_and(|metres| metres <= 60.0)
            && (alike >= 0.4 || vague(&left.kind) != vague(&right.kind));
        if by_name || by_place {
            return Some((Why::Siret, alike, metres));
        }
    }
    let one_town = left.insee == right.insee
        || ((left.insee.is_empty() || right.insee.is_empty()) && a.draft.postcode == b.draft.postcode);
    if !one_town || !(kinds_agree || alike >= 0.95) {
        return None;
    }
    let phone = a.phones.iter().any(|number| number.len() == 10 && b.phones.contains(number));
    let address =
        !a.street.is_empty() && a.street == b.street && a.street.bytes().any(|byte| byte.is_ascii_digit());
    let same = match metres {
        Some(metres) if one_source => alike >= 0.93 && metres <= 60.0,
        Some(metres) => {
            // The nearer, the less alike the names have to be.
            let enough = match metres {
                ..=60.0 => 0.75,
                ..=200.0 => 0.82,
                ..=600.0 => 0.93,
                _ => f64::INFINITY,
            };
            alike >= enough || (phone && metres <= 300.0 && alike >= 0.6)
        }
        None => ((address || phone) && alike >= 0.8) || (alike >= 0.97 && is_telling(&a.words, &left.kind)),
    };
    same.then_some((Why::NameAndPlace, alike, metres))
}

/// A name that there is once in a commune: two words, or the town hall.
fn is_telling(words: &[String], kind: &str) -> bool {
    words.len() >= 2 || kind == "mairie" || kind == "ccas"
}

/// Near and rather alike, but not enough to be sure.
fn maybe(a: &Face<'_>, b: &Face<'_>) -> Option<(f64, Option<f64>)> {
    let (left, right) = (&a.draft.record, &b.draft.record);
    if left.procedure || right.procedure || left.insee != right.insee || told_apart(&a.words, &b.words) {
        return None;
    }
    let metres = metres(left.at?, right.at?);
    let alike = likeness(&a.words, &b.words);
    let same_kind = left.kind == right.kind && left.kind != "autre";
    ((metres <= 30.0 && alike >= 0.55) || (metres <= 40.0 && same_kind && alike >= 0.4))
        .then_some((alike, Some(metres)))
}

/// True where `a` names `b` by its id or SIRET.
fn cites(a: &Draft, b: &Draft) -> bool {
    let own = &b.record.sources[0];
    a.elsewhere.iter().any(|id| match id.strip_prefix("siret:") {
        Some(siret) => !siret.is_empty() && siret == b.siret && b.origin != Origins::Own,
        None => *id == format!("{}:{}", own.0, own.2.to_lowercase()),
    })
}
