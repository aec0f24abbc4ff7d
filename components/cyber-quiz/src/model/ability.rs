//! What the answers say of a person's level: the logistic model of Rasch (1960), in quarter-logits.
//!
//! The chance of a right answer is 1 / (1 + e^(b − θ)), with θ the level of the person and b the difficulty of the
//! item. Levels and difficulties lie on a grid of quarters, so that a table stands for `exp`. θ is estimated as the
//! mean of its distribution after the answers, from N(0, 1) before them (EAP: Bock and Mislevy, 1982), and its
//! standard error is the standard deviation of that distribution.
//!
//! The five difficulties are declared by the authors, never calibrated on answers: the estimate serves to choose the
//! next question, and is not a mark. `packs/tests/quiz_engine.rs` simulates it, which shows the engine, not learning,
//! and depends on the scale below: the nearer the levels, the more random questions tell, and the less choosing saves.

/// 1 / (1 + e^(−k/4)) for k from 0 to 28.
const LOGISTIC: [f64; 29] = [
    0.500000, 0.562177, 0.622459, 0.679179, 0.731059, 0.777300, 0.817574, 0.851953, 0.880797, 0.904651,
    0.924142, 0.939913, 0.952574, 0.962673, 0.970688, 0.977023, 0.982014, 0.985936, 0.989013, 0.991423,
    0.993307, 0.994780, 0.995930, 0.996827, 0.997527, 0.998073, 0.998499, 0.998830, 0.999089,
];

/// e^(−(j/4)²/2) for j from 0 to 16: the normal curve, up to a factor.
const NORMAL: [f64; 17] = [
    1.000000, 0.969233, 0.882497, 0.754840, 0.606531, 0.457833, 0.324652, 0.216265, 0.135335, 0.079560,
    0.043937, 0.022794, 0.011109, 0.005086, 0.002187, 0.000884, 0.000335,
];

/// Half of the grid, in quarters: levels go from −4 to 4 logits.
const REACH: i32 = 16;

/// The difficulty of a level from 1 to 5 in quarter-logits: −3 to 3 logits, one and a half apart. Of a hundred people of
/// average level, about 95, 82, 50, 18 and 5 answer rightly: nearly everyone, most, one in two, few, hardly anyone.
pub fn difficulty(level: u32) -> i32 {
    (level.clamp(1, 5) as i32 - 3) * 6
}

/// The chance of a right answer where the person stands `quarters` above the item.
pub fn chance(quarters: i32) -> f64 {
    let at = LOGISTIC[(quarters.unsigned_abs() as usize).min(LOGISTIC.len() - 1)];
    if quarters < 0 { 1.0 - at } else { at }
}

/// What is known of a person's level.
#[derive(Clone, Debug, PartialEq)]
pub struct Ability {
    /// The distribution over the grid, up to a factor.
    weights: [f64; 33],
}

impl Default for Ability {
    /// N(0, 1).
    fn default() -> Self {
        let mut weights = [0.0; 33];
        for (at, weight) in weights.iter_mut().enumerate() {
            *weight = NORMAL[(at as i32 - REACH).unsigned_abs() as usize];
        }
        Ability { weights }
    }
}

impl Ability {
    /// Takes an answer to an item of this difficulty (1 to 5) into account.
    pub fn answered(&mut self, level: u32, right: bool) {
        let mut sum = 0.0;
        for (at, weight) in self.weights.iter_mut().enumerate() {
            let chance = chance(at as i32 - REACH - difficulty(level));
            *weight *= if right { chance } else { 1.0 - chance };
            sum += *weight;
        }
        // Otherwise hundreds of answers would come near the smallest numbers.
        for weight in &mut self.weights {
            *weight /= sum;
        }
    }

    /// The mean and the standard error, in logits.
    pub fn estimate(&self) -> (f64, f64) {
        let (mut sum, mut first, mut second) = (0.0, 0.0, 0.0);
        for (at, weight) in self.weights.iter().enumerate() {
            let level = f64::from(at as i32 - REACH) / 4.0;
            sum += weight;
            first += weight * level;
            second += weight * level * level;
        }
        let mean = first / sum;
        (mean, (second / sum - mean * mean).max(0.0).sqrt())
    }
}

/// How far an item is from where it tells most: it tells p (1 − p), which falls with the distance between the item's
/// difficulty and the level, so that the nearest item is the most informative. In logits.
pub fn distance(mean: f64, level: u32) -> f64 {
    (mean - f64::from(difficulty(level)) / 4.0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_those_of_the_formulas() {
        for (k, value) in LOGISTIC.iter().enumerate() {
            assert!((value - 1.0 / (1.0 + (-(k as f64) / 4.0).exp())).abs() < 1e-6);
        }
        for (j, value) in NORMAL.iter().enumerate() {
            assert!((value - (-(j as f64 / 4.0).powi(2) / 2.0).exp()).abs() < 1e-6);
        }
    }

    #[test]
    fn before_any_answer_it_is_the_normal_curve() {
        let (mean, error) = Ability::default().estimate();
        assert!(mean.abs() < 1e-12 && (error - 1.0).abs() < 0.01);
    }

    #[test]
    fn right_answers_raise_and_every_answer_tells() {
        let mut ability = Ability::default();
        let mut last = ability.estimate();
        for level in [1, 2, 3, 4, 5] {
            ability.answered(level, true);
            let next = ability.estimate();
            assert!(next.0 > last.0 && next.1 < last.1);
            last = next;
        }
        ability.answered(1, false);
        assert!(ability.estimate().0 < last.0);
        for _ in 0..500 {
            ability.answered(5, false);
        }
        assert!(ability.estimate().0.is_finite());
    }
}
