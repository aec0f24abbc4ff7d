//! Linear scales that start at zero, with few, round ticks.

/// Round values from 0 to at least `max`, about `wanted` of them (never fewer than two).
///
/// Steps are 1, 2 or 5 times a power of ten: Heckbert, "Nice numbers for graph labels", Graphics Gems
/// (1990), with 2.5 left out so that labels stay short. A `max` that is not a positive number gives the
/// ticks of 1.
pub fn ticks(max: f64, wanted: usize) -> Vec<f64> {
    let max = if max.is_finite() && max > 0.0 { max } else { 1.0 };
    let rough = max / wanted.max(1) as f64;
    // The power of ten below, by hand: `log10` and `powf` would bring a mathematics library into the page.
    let mut power = 1.0;
    while power > rough {
        power /= 10.0;
    }
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    let step = [1.0, 2.0, 5.0].into_iter().map(|m| m * power).find(|s| *s >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let count = (max / step - 1e-9).ceil() as usize;
    (0..=count).map(|i| i as f64 * step).collect()
}

/// The pixel of `value` on an axis of `length` pixels whose end is `max`, rounded.
// Not `clamp`: its panic message prints floats, and float printing weighs 4 kB in a page.
#[allow(clippy::manual_clamp)]
pub fn pixel(value: f64, max: f64, length: i32) -> i32 {
    if max <= 0.0 || !value.is_finite() {
        return 0;
    }
    (value.max(0.0).min(max) / max * f64::from(length)).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(4.2, 4), [0.0, 2.0, 4.0, 6.0]);
        assert_eq!(ticks(5000.0, 4), [0.0, 2000.0, 4000.0, 6000.0]);
        assert_eq!(ticks(100.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(0.0, 4), ticks(1.0, 4));
        assert_eq!(ticks(f64::NAN, 4), ticks(1.0, 4));
    }

    proptest! {
        #[test]
        fn ticks_cover_the_maximum_and_stay_few(max in 1e-6..1e12f64, wanted in 1usize..8) {
            let ticks = ticks(max, wanted);
            prop_assert!(ticks.len() >= 2 && ticks.len() <= wanted + 2);
            prop_assert!(ticks[ticks.len() - 1] >= max * 0.999_999);
            prop_assert!(ticks[ticks.len() - 2] < max);
        }

        #[test]
        fn pixels_stay_on_the_axis(value in -1e9..1e9f64, max in 0.0..1e9f64) {
            prop_assert!((0..=300).contains(&pixel(value, max, 300)));
        }
    }
}
