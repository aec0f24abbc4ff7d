//! One pass over the load curve: everything that needs its steps one by one.

use crate::model::Slot;
use crate::options::Window;
use crate::time::{Clock, DAY_SECONDS, Day, Instant, local_day, midnight, weekday};
use alloc::vec;
use alloc::vec::Vec;

/// Minutes in a civil day.
const MINUTES: usize = 1_440;

/// What is known of one local day from the curve.
#[derive(Clone, Copy, Debug)]
pub(super) struct DayCell {
    /// Millijoules.
    pub(super) energy: i64,
    /// Seconds covered by steps.
    pub(super) covered: u32,
    /// Lowest power of a step, in milliwatts.
    pub(super) lowest: f64,
    /// Seconds of the day: 23, 24 or 25 hours; none where no step starts.
    pub(super) length: u32,
    /// A step lies across midnight: its energy was shared out by time.
    pub(super) shared: bool,
}

/// A stretch without reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    pub(super) start: Instant,
    pub(super) end: Instant,
    /// Length of the steps after it, in seconds.
    pub(super) step: u32,
}

/// The sums of the pass.
pub(super) struct Pass {
    pub(super) first: Day,
    pub(super) days: Vec<DayCell>,
    /// Millijoules and seconds by weekday (Monday first) × hour of the local clock.
    pub(super) profile: [(i64, i64); 168],
    /// The step of highest power, and that power in milliwatts.
    pub(super) peak: Option<(Slot, f64)>,
    pub(super) energy: i64,
    pub(super) seconds: i64,
    pub(super) night: i64,
    pub(super) off_peak: i64,
    pub(super) gaps: Vec<Gap>,
    pub(super) step_changes: u32,
    /// Whether steps of 15, 30 and 60 minutes, and others, were seen.
    pub(super) steps: [bool; 4],
}

/// Minutes of two sets of windows before each minute of the day, and one hour beyond: those of
/// the first in the upper half.
struct Prefix([u32; MINUTES + 61]);

impl Prefix {
    fn new(sets: [&[Window]; 2]) -> Self {
        let inside = |minute: u32, windows: &[Window]| {
            windows.iter().any(|w| {
                if w.from < w.to {
                    (w.from..w.to).contains(&minute)
                } else {
                    minute >= w.from || minute < w.to
                }
            })
        };
        let mut sums = [0; MINUTES + 61];
        let mut sum = 0;
        for (minute, slot) in sums.iter_mut().enumerate() {
            *slot = sum;
            let [first, second] = sets.map(|w| u32::from(inside((minute % MINUTES) as u32, w)));
            sum += first << 16 | second;
        }
        Self(sums)
    }

    /// How many minutes fall in the windows of each set.
    fn inside(&self, minute: usize, minutes: usize) -> [u32; 2] {
        let (Some(from), Some(to)) = (self.0.get(minute), self.0.get(minute + minutes)) else {
            return [0, 0];
        };
        let inside = to - from;
        [inside >> 16, inside & 0xffff]
    }
}

/// The part of an energy that falls in windows, shared out by minutes.
#[inline(always)]
fn part(inside: u32, minutes: usize, energy: i64) -> i64 {
    if inside == 0 {
        0
    } else if inside as usize == minutes {
        energy
    } else {
        energy * i64::from(inside) / minutes as i64
    }
}

pub(super) fn pass(slots: &[Slot], night: Window, off_peak: &[Window]) -> Option<Pass> {
    let (first_slot, last_slot) = (slots.first()?, slots.last()?);
    let first = local_day(first_slot.start());
    let length = local_day(last_slot.end - 1) - first + 1;
    let empty = DayCell { energy: 0, covered: 0, lowest: f64::INFINITY, length: 0, shared: false };
    let mut out = Pass {
        first,
        days: vec![empty; length as usize],
        profile: [(0, 0); 168],
        peak: None,
        energy: 0,
        seconds: 0,
        night: 0,
        off_peak: 0,
        gaps: Vec::new(),
        step_changes: 0,
        steps: [false; 4],
    };
    let windows = Prefix::new([&[night], off_peak]);
    let (mut highest, mut peak) = (-1.0, *first_slot);
    let (mut rank, mut row, mut ahead, mut turn) = (0usize, 0usize, 0, 0);
    let (mut day_start, mut day_end) = (0, 0);
    let (mut step, mut minutes, mut last_end, mut per_second) = (0, 0usize, first_slot.start(), 0.0);
    for slot in slots {
        let start = slot.start();
        // Most steps go on where the one before ended, on the same day.
        if start != last_end {
            out.gaps.push(Gap { start: last_end, end: start, step: slot.step });
        }
        if slot.step != step {
            out.step_changes += u32::from(step != 0);
            step = slot.step;
            minutes = (step / 60) as usize;
            per_second = 1.0 / f64::from(step);
            out.steps[match step {
                900 => 0,
                1_800 => 1,
                3_600 => 2,
                _ => 3,
            }] = true;
        }
        if start >= turn {
            let clock = Clock::at(start);
            ahead = clock.offset;
            if start >= day_end {
                let day = ((start + ahead) / DAY_SECONDS) as Day;
                day_start = day as u32 * DAY_SECONDS;
                day_end = midnight(day + 1);
                rank = (day - first) as usize;
                row = weekday(day) as usize * 24;
                if let Some(cell) = out.days.get_mut(rank) {
                    cell.length = day_end - midnight(day);
                }
            }
            turn = day_end.min(clock.until);
        }
        last_end = slot.end;
        let energy = slot.energy.0;
        let power = energy as f64 * per_second;
        if power > highest {
            (highest, peak) = (power, *slot);
        }
        let minute = ((start + ahead - day_start) / 60) as usize;
        if let Some((sum, time)) = out.profile.get_mut(row + minute / 60) {
            *sum += energy;
            *time += i64::from(step);
        }
        let [at_night, low] = windows.inside(minute, minutes);
        out.night += part(at_night, minutes, energy);
        out.off_peak += part(low, minutes, energy);
        let Some(cell) = out.days.get_mut(rank) else { continue };
        // Not `min`: for its rule on NaN it calls a function.
        if power < cell.lowest {
            cell.lowest = power;
        }
        cell.energy += energy;
        cell.covered += step;
        if slot.end > day_end {
            let after = slot.end - day_end;
            let part = energy * i64::from(after) / i64::from(step);
            cell.energy -= part;
            cell.covered -= after;
            cell.shared = true;
            if let Some(next) = out.days.get_mut(rank + 1) {
                next.energy += part;
                next.covered += after;
                next.shared = true;
            }
        }
    }
    for cell in &out.days {
        out.energy += cell.energy;
        out.seconds += i64::from(cell.covered);
    }
    out.peak = Some((peak, highest));
    Some(out)
}
