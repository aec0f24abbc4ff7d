//! The example: two invented years of half-hours, by a rule.
//!
//! The home of the rule: 140 W always on; people up from 6:30 to 8:30 (+350 W) and from 18:00 to 22:30
//! (+600 W), at noon at the weekend (+500 W); hot water at night from 2:00 to 4:00 (+900 W); electric
//! heating by the month, from 5:30 to 9:00 and from 17:00 to 23:00; and up to 127 W that vary from one half-hour to the next. The
//! second year heats a tenth less. Times are UTC+1 all year, as a clock that nobody changes.

/// Heating by month, in W.
const HEATING: [u32; 12] = [2000, 1800, 1200, 650, 180, 0, 0, 0, 130, 650, 1400, 1900];
const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The example as the text of a load curve in W, steps of 30 minutes, each row at the end of its step.
pub fn sample() -> String {
    let mut out = String::from("Horodate;Valeur\n");
    // 2024-01-01 was a Monday. Each row closes the step before it: the first one of all closes none.
    let (mut weekday, mut noise, mut watts) = (0u32, 1u32, None);
    let mut row = |[year, month, day, step]: [u32; 4], watts: Option<u32>| {
        let Some(watts) = watts else { return };
        let fields = [(year, "-"), (month, "-"), (day, "T"), (step / 2, ":"), (step % 2 * 30, ":00+01:00;")];
        for (value, mark) in fields {
            if value < 10 {
                out.push('0');
            }
            out.push_str(&value.to_string());
            out.push_str(mark);
        }
        out.push_str(&watts.to_string());
        out.push('\n');
    };
    for year in [2024, 2025] {
        for (month, length) in (1..).zip(MONTHS) {
            for day in 1..=length + u32::from(year == 2024 && month == 2) {
                for step in 0..48 {
                    row([year, month, day, step], watts);
                    // The generator of Numerical Recipes: the same example for everyone.
                    noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    watts = Some(power(year, month as usize - 1, weekday, step) + (noise >> 25));
                }
                weekday = (weekday + 1) % 7;
            }
        }
    }
    row([2026, 1, 1, 0], watts);
    out
}

fn power(year: u32, month: usize, weekday: u32, step: u32) -> u32 {
    let within = |from: u32, to: u32, watts: u32| if (from..to).contains(&step) { watts } else { 0 };
    let weekend = if weekday > 4 { within(22, 28, 500) } else { 0 };
    let heating = within(11, 18, HEATING[month]) + within(34, 46, HEATING[month]);
    let heating = if year == 2025 { heating * 9 / 10 } else { heating };
    140 + within(13, 17, 350) + within(36, 45, 600) + within(4, 8, 900) + weekend + heating
}

#[cfg(test)]
mod tests {
    use super::*;
    use commune_meter::{Options, Store, analyse};

    #[test]
    fn the_example_is_two_whole_years() {
        let mut store = Store::new();
        store.add("exemple.csv", sample().as_bytes()).unwrap();
        let analysis = analyse(&store, &Options::default());
        assert_eq!((analysis.days.len(), analysis.complete_days), (731, 731));
        assert!(analysis.years.iter().all(|year| year.complete));
        assert_eq!(analysis.quality.hole_count, 0);
        assert!(analysis.comparison.unwrap().change.unwrap() < 0.0);
        let base = analysis.curve.unwrap().base.unwrap();
        assert!((135.0..160.0).contains(&base.w), "{}", base.w);
    }
}
