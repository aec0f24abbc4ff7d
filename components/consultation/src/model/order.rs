//! The order of proposals and meetings.

use super::{act, time};
use crate::data::pack::Item;

/// How proposals are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest first.
    #[default]
    Recent,
    /// Most supports first; those without a public count come last.
    Supports,
    /// Most comments first.
    Comments,
    /// Those that were answered first, the latest answer first.
    Answered,
}

/// Indices of the items, sorted. Equal ones stay in the platform's order.
#[must_use]
pub fn proposals(items: &[Item], order: Order) -> Vec<usize> {
    let seconds = |iso: &str| time::instant(iso).map_or(i64::MIN, |instant| instant.seconds);
    let key = |item: &Item| match order {
        Order::Recent => seconds(&item.published),
        Order::Supports => item.supports.map_or(-1, i64::from),
        Order::Comments => item.comments.map_or(-1, i64::from),
        Order::Answered => seconds(&item.answered),
    };
    descending(items, &key)
}

/// Indices of the meetings: those to come, the next first, then those that are over, the latest first.
#[must_use]
pub fn meetings(items: &[Item], now: &str) -> Vec<usize> {
    let key = |item: &Item| {
        let start = time::instant(&item.start).map_or(0, |instant| instant.seconds);
        // What is to come counts down from far above anything that is over.
        if item.closed || act::is_over(item, now) { start } else { i64::MAX / 2 - start }
    };
    descending(items, &key)
}

/// The indices by falling key.
fn descending(items: &[Item], key: &dyn Fn(&Item) -> i64) -> Vec<usize> {
    let mut keyed: Vec<(i64, usize)> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let key = key(item);
        // Inserted where it belongs: for some hundred items at most, and the library's sort weighs two kilobytes.
        let at = keyed.iter().rposition(|(other, _)| *other >= key).map_or(0, |at| at + 1);
        keyed.insert(at, (key, index));
    }
    keyed.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proposals_are_sorted_and_equal_ones_stay() {
        let item = |published: &str, supports, answered: &str| Item {
            published: published.into(),
            supports,
            answered: answered.into(),
            ..Item::default()
        };
        let items = [
            item("2026-09-14T10:00:00+02:00", Some(8), ""),
            item("2026-09-20T18:12:00+02:00", None, "2026-10-20T09:30:00+02:00"),
            item("2026-09-01T18:12:00+02:00", Some(42), ""),
            item("", Some(8), "2026-10-21T09:30:00+02:00"),
        ];
        assert_eq!(proposals(&items, Order::Recent), [1, 0, 2, 3]);
        assert_eq!(proposals(&items, Order::Supports), [2, 0, 3, 1]);
        assert_eq!(proposals(&items, Order::Answered), [3, 1, 0, 2]);
        assert_eq!(proposals(&items, Order::Comments), [0, 1, 2, 3]);
    }

    #[test]
    fn the_next_meeting_comes_first_and_past_ones_last() {
        let item = |start: &str| Item { start: start.into(), ..Item::default() };
        let items = [
            item("2026-09-10T18:00:00+02:00"),
            item("2026-12-12T18:00:00+01:00"),
            item("2026-10-10T18:00:00+02:00"),
            item("2026-12-05T18:00:00+01:00"),
        ];
        assert_eq!(meetings(&items, "2026-11-24T00:00:00Z"), [3, 1, 2, 0]);
    }
}
