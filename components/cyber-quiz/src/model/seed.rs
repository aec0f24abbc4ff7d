//! Order under a seed: the same word gives the same order, on every machine and for ever.

/// A generator of numbers: SplitMix64 (Steele, Lea and Flood, 2014).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw(u64);

impl Draw {
    /// From the `seed` attribute, or any word (FNV-1a).
    pub fn new(seed: &str) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in seed.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Draw(hash)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 where `limit` is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        // The bias for limits of some hundreds is below 10⁻⁷.
        ((self.number() >> 32) as usize).checked_rem(limit).unwrap_or(0)
    }

    /// Puts the numbers from 0 to `count` in an order of its own (Fisher–Yates).
    pub fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            let other = self.below(last + 1);
            order.swap(last, other);
        }
        order
    }
}

/// The order in which the answers of an item are shown: it depends on the seed and on the item, not on when it comes.
pub fn answer_order(seed: &str, id: &str, count: usize) -> Vec<usize> {
    Draw::new(&[seed, "/", id].concat()).order(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_order_for_ever() {
        assert_eq!(Draw::new("2026").order(8), [3, 7, 6, 0, 1, 2, 5, 4]);
        assert_eq!(answer_order("2026", "agt-rib", 4), answer_order("2026", "agt-rib", 4));
        assert_ne!(Draw::new("a").order(20), Draw::new("b").order(20));
    }

    #[test]
    fn every_order_is_whole() {
        for count in 0..20 {
            let mut order = Draw::new("x").order(count);
            order.sort_unstable();
            assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
    }
}
