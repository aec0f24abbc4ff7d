//! From the hours of each day to the compact form of the pack.

use std::collections::HashMap;

use commune_services::data::{Hours, MOST_PATTERNS, letter};

use super::Unread;
use super::expand::{DayHours, Expanded};

/// What a run and an exception cost, in characters of JSON, roughly.
const RUN: usize = 14;
const EXCEPTION: usize = 5;

/// Writes the days into `hours`.
///
/// # Errors
/// There are too many patterns, or it never opens; `hours` is then left unread.
pub(super) fn encode(expanded: &Expanded, hours: &mut Hours) -> Result<(), Unread> {
    let days = &expanded.days;
    if days.iter().all(|day| day.open.is_empty() && day.maybe.is_empty()) {
        return Err(Unread::Never);
    }
    let mut patterns: Vec<&DayHours> = Vec::new();
    let mut numbers: HashMap<&DayHours, usize> = HashMap::new();
    let mut by_day = Vec::with_capacity(days.len());
    for day in days {
        let number = *numbers.entry(day).or_insert_with(|| {
            patterns.push(day);
            patterns.len() - 1
        });
        by_day.push(number);
    }
    if patterns.len() > MOST_PATTERNS {
        return Err(Unread::Complex);
    }
    let bases = runs(&by_day);
    let mut last = 0;
    let mut run: Option<&[usize]> = None;
    for (week, base) in bases.iter().enumerate() {
        if run != Some(base) {
            let letters = base.iter().map(|pattern| letter(*pattern).unwrap_or('0')).collect();
            hours.weeks.push((u16::try_from(week).unwrap_or(u16::MAX), letters));
            run = Some(base);
        }
        for (offset, pattern) in by_day.iter().enumerate().skip(week * 7).take(7) {
            if base[offset % 7] != *pattern {
                for number in [offset - last, *pattern] {
                    hours.but.push(u16::try_from(number).unwrap_or(u16::MAX));
                }
                last = offset;
            }
        }
    }
    hours.first = expanded.span.first;
    hours.count = expanded.span.count;
    hours.days = patterns.iter().map(|day| day.open.clone()).collect();
    if patterns.iter().any(|day| !day.maybe.is_empty()) {
        hours.maybe = patterns.iter().map(|day| day.maybe.clone()).collect();
    }
    if patterns.iter().any(|day| !day.said.is_empty()) {
        hours.said = patterns.iter().map(|day| day.said.clone()).collect();
    }
    Ok(())
}

/// The base week of each week, so that runs and exceptions together are shortest: the cheapest path
/// through (week, base), a base being any week that occurs.
fn runs(by_day: &[usize]) -> Vec<Vec<usize>> {
    let weeks: Vec<&[usize]> = by_day.chunks(7).collect();
    let mut bases: Vec<&[usize]> = weeks.iter().copied().filter(|week| week.len() == 7).collect();
    bases.sort_unstable();
    bases.dedup();
    if bases.is_empty() {
        // Less than a week is known: its days, and the first of them again.
        let mut base = by_day.to_vec();
        base.resize(7, by_day.first().copied().unwrap_or(0));
        return vec![base];
    }
    let differs =
        |week: &[usize], base: &[usize]| week.iter().zip(base).filter(|(a, b)| a != b).count() * EXCEPTION;
    // The cost of the best path that ends in each base, and where each step came from.
    let mut costs: Vec<usize> = bases.iter().map(|base| RUN + differs(weeks[0], base)).collect();
    let mut came: Vec<Vec<usize>> = vec![(0..bases.len()).collect()];
    for week in &weeks[1..] {
        let cheapest = (0..bases.len()).min_by_key(|base| costs[*base]).unwrap_or(0);
        let switch = costs[cheapest] + RUN;
        let from: Vec<usize> =
            (0..bases.len()).map(|base| if costs[base] <= switch { base } else { cheapest }).collect();
        costs = (0..bases.len()).map(|base| costs[base].min(switch) + differs(week, bases[base])).collect();
        came.push(from);
    }
    let mut base = (0..bases.len()).min_by_key(|base| costs[*base]).unwrap_or(0);
    let mut path = Vec::with_capacity(weeks.len());
    for from in came.iter().rev() {
        path.push(bases[base].to_vec());
        base = from[base];
    }
    path.reverse();
    path
}
