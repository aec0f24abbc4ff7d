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

/// Minutes of a window set before each minute of the day, and one hour beyond.
struct Prefix([u16; MINUTES + 61]);

impl Prefix {
    fn new(windows: &[Window]) -> Self {
        let inside = |minute: u32| {
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
            sum += u16::from(inside((minute % MINUTES) as u32));
        }
        Self(sums)
    }

    /// The part of an energy that falls in the windows, shared out by minutes.
    #[inline(always)]
    fn part(&self, minute: usize, minutes: usize, energy: i64) -> i64 {
        let at = |m: usize| self.0.get(m).copied().unwrap_or_default();
        let inside = usize::from(at(minute + minutes) - at(minute));
        if inside == 0 {
            0
        } else if inside == minutes {
            energy
        } else {
            energy * inside as i64 / minutes as i64
        }
    }
}

pub(super) fn pass(slots: &[Slot], night: Window, off_peak: &[Window]) -> Option<Pass> {
    let (first_slot, last_slot) = (slots.first()?, slots.last()?);
    let first = local_day(first_slot.start());
    let length = local_day(last_slot.end - 1) - first + 1;
    let empty = DayCell { energy: 0, covered: 0, lowest: f64::INFINITY, shared: false };
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
    let (night, windows) = (Prefix::new(&[night]), Prefix::new(off_peak));
    let (mut highest, mut peak) = (-1.0, *first_slot);
    let mut clock = Clock::at(first_slot.start());
    let (mut rank, mut day_end, mut row) = (0usize, 0, 0usize);
    let (mut step, mut last_end, mut per_second) = (0, first_slot.start(), 0.0);
    for slot in slots {
        let start = slot.start();
        if start != last_end {
            out.gaps.push(Gap { start: last_end, end: start, step: slot.step });
        }
        last_end = slot.end;
        if slot.step != step {
            out.step_changes += u32::from(step != 0);
            step = slot.step;
            per_second = 1.0 / f64::from(step);
            out.steps[match step {
                900 => 0,
                1_800 => 1,
                3_600 => 2,
                _ => 3,
            }] = true;
        }
        if start >= clock.until {
            clock = Clock::at(start);
        }
        let local = start + clock.offset;
        if start >= day_end {
            let day = (local / DAY_SECONDS) as Day;
            day_end = midnight(day + 1);
            rank = (day - first) as usize;
            row = weekday(day) as usize * 24;
        }
        let energy = slot.energy.0;
        let power = energy as f64 * per_second;
        if power > highest {
            (highest, peak) = (power, *slot);
        }
        out.energy += energy;
        out.seconds += i64::from(step);
        let minute = (local % DAY_SECONDS / 60) as usize;
        if let Some((sum, time)) = out.profile.get_mut(row + minute / 60) {
            *sum += energy;
            *time += i64::from(step);
        }
        let minutes = (step / 60) as usize;
        out.night += night.part(minute, minutes, energy);
        out.off_peak += windows.part(minute, minutes, energy);
        let Some(cell) = out.days.get_mut(rank) else { continue };
        cell.lowest = cell.lowest.min(power);
        if slot.end <= day_end {
            cell.energy += energy;
            cell.covered += step;
        } else {
            let after = slot.end - day_end;
            let part = energy * i64::from(after) / i64::from(step);
            cell.energy += energy - part;
            cell.covered += step - after;
            cell.shared = true;
            if let Some(next) = out.days.get_mut(rank + 1) {
                next.energy += part;
                next.covered += after;
                next.shared = true;
            }
        }
    }
    out.peak = Some((peak, highest));
    Some(out)
}
