//! Inspecting a message: which zones were marked as suspicious, and which are.

use super::check::{Grade, Mark};
use crate::data::bank::Message;

/// What became of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Suspicious, and marked.
    Hit,
    /// Suspicious, and not marked.
    Missed,
    /// Marked, and harmless.
    FalseAlarm,
    /// Neither.
    Quiet,
}

/// What became of each zone. Zones beyond the end of `marked` are not marked.
pub fn zones(message: &Message, marked: &[bool]) -> Vec<Found> {
    let one = |(at, zone): (usize, &crate::data::bank::Zone)| match (
        zone.suspicious,
        marked.get(at).copied().unwrap_or(false),
    ) {
        (true, true) => Found::Hit,
        (true, false) => Found::Missed,
        (false, true) => Found::FalseAlarm,
        (false, false) => Found::Quiet,
    };
    message.zones.iter().enumerate().map(one).collect()
}

/// Marks an inspection: the part of the zones that were judged rightly.
///
/// The grade says what matters outside: a fraud of which one zone was marked was noticed (`Partly` at least), one of
/// which none was marked was believed (`Wrong`), and a true message with a mark was doubted (`Wrong`).
pub fn mark(message: &Message, marked: &[bool]) -> Mark {
    let found = zones(message, marked);
    let count = |wanted: Found| found.iter().filter(|found| **found == wanted).count();
    let (hits, errors) = (count(Found::Hit), count(Found::Missed) + count(Found::FalseAlarm));
    let grade = match (errors, hits) {
        (0, _) => Grade::Right,
        (_, 0) => Grade::Wrong,
        _ => Grade::Partly,
    };
    let share = (found.len() - errors) as f64 / found.len().max(1) as f64;
    Mark { percent: if grade == Grade::Wrong { 0.0 } else { 100.0 * share }, grade, matched: None }
}
