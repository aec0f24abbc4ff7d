//! Sorting by an integer key, in one compiled copy: the sorts of `std` are compiled anew for each
//! type and weigh 8 kB each in the module. Ours is only met by files out of order and short lists.

use alloc::vec::Vec;

/// Sorts by `key`; items with the same key keep their order.
pub(crate) fn sort_by_key<T: Copy>(items: &mut Vec<T>, key: impl Fn(&T) -> u32) {
    let mut keys = Vec::with_capacity(items.len());
    for (rank, item) in items.iter().enumerate() {
        keys.push(u64::from(key(item)) << 32 | rank as u64);
    }
    sort(&mut keys);
    let sorted = keys.iter().filter_map(|k| items.get((k & 0xffff_ffff) as usize).copied()).collect();
    *items = sorted;
}

/// Heapsort: n log n at worst, no buffer, no recursion.
#[inline(never)]
pub(crate) fn sort(keys: &mut [u64]) {
    for root in (0..keys.len() / 2).rev() {
        sift(keys, root);
    }
    for end in (1..keys.len()).rev() {
        keys.swap(0, end);
        sift(&mut keys[..end], 0);
    }
}

/// The key that would stand at `rank` if the keys were sorted: C. A. R. Hoare's FIND
/// (Communications of the ACM 4 (1961), 321–322), a tenth of the time of sorting them.
pub(crate) fn select(keys: &mut [u64], rank: usize) -> u64 {
    let (mut low, mut high) = (0, keys.len());
    while low + 1 < high {
        let pivot = keys[rank];
        let (mut from, mut to) = (low, high);
        while from < to {
            while keys[from] < pivot {
                from += 1;
            }
            while pivot < keys[to - 1] {
                to -= 1;
            }
            if from < to {
                keys.swap(from, to - 1);
                (from, to) = (from + 1, to - 1);
            }
        }
        if to <= rank {
            low = from;
        }
        if rank < from {
            high = to;
        }
    }
    keys[rank]
}

fn sift(keys: &mut [u64], mut root: usize) {
    loop {
        let mut child = 2 * root + 1;
        if child >= keys.len() {
            return;
        }
        if child + 1 < keys.len() && keys[child] < keys[child + 1] {
            child += 1;
        }
        if keys[root] >= keys[child] {
            return;
        }
        keys.swap(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_std(items in prop::collection::vec((0u32..20, any::<u8>()), 0..80)) {
            let (mut ours, mut std) = (items.clone(), items);
            sort_by_key(&mut ours, |i| i.0);
            std.sort_by_key(|i| i.0);
            prop_assert_eq!(ours, std);
        }

        #[test]
        fn the_key_of_a_rank_is_that_of_the_sorted_keys(
            keys in prop::collection::vec(0u64..30, 1..80),
            rank: prop::sample::Index,
        ) {
            let rank = rank.index(keys.len());
            let mut sorted = keys.clone();
            sorted.sort();
            prop_assert_eq!(select(&mut keys.clone(), rank), sorted[rank]);
        }
    }
}
