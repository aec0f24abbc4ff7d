//! Coming back: inside one visit to what was missed, across visits to what is due (Leitner's boxes, counted in visits
//! since the widget has no clock and no store).

use super::check::Grade;
use crate::data::progress::{Progress, Seen, TOP};

/// How many other items come between a miss and its return.
pub const GAP: usize = 3;

/// How often an item returns within a visit.
pub const RETURNS: usize = 2;

/// Visits until an item of this box is due again: 1, 2, 4, 8, 16.
pub fn pause(level: u32) -> u32 {
    1 << level.min(TOP)
}

/// Begins a visit: the count goes up by one.
pub fn begin(progress: &mut Progress, audience: &str) {
    progress.visit = progress.visit.saturating_add(1);
    audience.clone_into(&mut progress.audience);
}

/// Notes the first answer to an item in this visit. A right answer takes it one box up, any other one back to the
/// first; what was sure and wrong is treated like every miss.
pub fn note(progress: &mut Progress, id: &str, grade: Grade) {
    if grade == Grade::Unmarked {
        return;
    }
    let at = match progress.items.iter().position(|seen| seen.id == id) {
        Some(at) => at,
        None => {
            progress.items.push(Seen { id: id.to_owned(), ..Seen::default() });
            progress.items.len() - 1
        }
    };
    let visit = progress.visit;
    let seen = &mut progress.items[at];
    let right = grade == Grade::Right;
    // A first answer that is right begins in the second box.
    seen.level = if right { (seen.level + 1).min(TOP) } else { 0 };
    seen.seen = seen.seen.saturating_add(1);
    seen.right += u32::from(right);
    seen.due = visit.saturating_add(pause(seen.level));
}

/// Whether an item is to be asked in this visit: it is due, or was never seen.
pub fn is_due(progress: &Progress, id: &str) -> bool {
    progress.items.iter().find(|seen| seen.id == id).is_none_or(|seen| seen.due <= progress.visit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_comes_back_less_and_less_and_what_is_missed_next_time() {
        let mut progress = Progress::default();
        let mut visits = Vec::new();
        for _ in 0..40 {
            begin(&mut progress, "residents");
            if is_due(&progress, "a") {
                visits.push(progress.visit);
                note(&mut progress, "a", Grade::Right);
            }
        }
        assert_eq!(visits, [1, 3, 7, 15, 31]);
        progress.visit = 47;
        note(&mut progress, "a", Grade::Partly);
        assert_eq!((progress.items[0].level, progress.items[0].due), (0, 48));
        assert_eq!((progress.items[0].seen, progress.items[0].right), (6, 5));
        assert!(is_due(&progress, "never seen"));
        note(&mut progress, "text", Grade::Unmarked);
        assert_eq!(progress.items.len(), 1);
    }
}
