//! The example: two invented years of half-hours, by a rule.
//!
//! The home of the rule: 140 W always on; people up from 6:30 to 8:30 (+350 W) and from 18:00 to 22:30
//! (+600 W), at noon at the weekend (+500 W); hot water at night from 2:00 to 4:00 (+900 W); electric
//! heating by the month, lower at night; and up to 127 W that vary from one half-hour to the next. The
//! second year heats a tenth less. Times are UTC+1 all year, as a clock that nobody changes.

/// Heating by month, in W of daytime.
const HEATING: [u32; 12] = [900, 800, 550, 300, 80, 0, 0, 0, 60, 300, 620, 850];
const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The example as the text of a load curve in W, steps of 30 minutes, each row at the end of its step.
pub fn sample() -> String {
    let mut out = String::from("Horodate;Valeur\n");
    // 2024-01-01 was a Monday.
    let (mut weekday, mut noise) = (0u32, 1u32);
    for year in [2024u32, 2025] {
        for month in 0..12 {
            let days = MONTHS[month] + u32::from(year == 2024 && month == 1);
            for day in 1..=days {
                for step in 0..48u32 {
                    // Numerical Recipes' linear congruential generator: the same example for everyone.
                    noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let watts = power(year, month, weekday, step) + (noise >> 25);
                    // The day's first row closes the day before: written as its 23:59:60 would be, a minute
                    // past which no step is, so the day ends one second early instead.
                    let minute = (step + 1) * 30;
                    let (hour, minute, second) =
                        if step == 47 { (23, 59, 59) } else { (minute / 60, minute % 60, 0) };
                    for (value, mark) in [(year, "-"), (month as u32 + 1, "-"), (day, "T"), (hour, ":"), (minute, ":"), (second, "+01:00;")] {
                        two(&mut out, value);
                        out.push_str(mark);
                    }
                    out.push_str(&watts.to_string());
                    out.push('\n');
                }
                weekday = (weekday + 1) % 7;
            }
        }
    }
    out
}

fn two(out: &mut String, value: u32) {
    if value < 10 {
        out.push('0');
    }
    out.push_str(&value.to_string());
}

fn power(year: u32, month: usize, weekday: u32, step: u32) -> u32 {
    let within = |from: u32, to: u32, watts: u32| if (from..to).contains(&step) { watts } else { 0 };
    let weekend = if weekday > 4 { within(22, 28, 500) } else { 0 };
    let heating = HEATING[month] * if (12..46).contains(&step) { 10 } else { 6 } / 10;
    let heating = if year == 2025 { heating * 9 / 10 } else { heating };
    140 + within(13, 17, 350) + within(36, 45, 600) + within(4, 8, 900) + weekend + heating
}
