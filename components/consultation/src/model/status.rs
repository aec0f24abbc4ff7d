//! Open, to come or over; and where its phases are in time.

use crate::data::pack::{Process, Step};

/// Whether one can take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Between its first and last day; a missing day limits nothing.
    Open,
    /// Before its first day.
    Upcoming,
    /// After its last day.
    Past,
}

/// The status of a process.
#[must_use]
pub fn of(process: &Process, today: &str) -> Status {
    if !process.start.is_empty() && today < process.start.as_str() {
        Status::Upcoming
    } else if !process.end.is_empty() && today > process.end.as_str() {
        Status::Past
    } else {
        Status::Open
    }
}

/// Where a phase or milestone is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Over.
    Done,
    /// Now.
    Current,
    /// To come.
    Coming,
}

/// Where each step is in time. Dates decide; a step without any goes by the one that the platform says is active:
/// before it done, after it to come, and done throughout where none is.
#[must_use]
pub fn phases(steps: &[Step], today: &str) -> Vec<Phase> {
    let active = steps.iter().position(|step| step.active);
    let mut out = Vec::with_capacity(steps.len());
    for (index, step) in steps.iter().enumerate() {
        let (start, end) = (step.start.as_str(), step.end.as_str());
        let coming = !start.is_empty() && today < start;
        let done = !end.is_empty() && today > end;
        out.push(if coming {
            Phase::Coming
        } else if done {
            Phase::Done
        } else if !start.is_empty() || !end.is_empty() || active == Some(index) {
            Phase::Current
        } else if active.is_some_and(|active| index > active) {
            Phase::Coming
        } else {
            Phase::Done
        });
    }
    out
}

/// The current step: the one that the platform says is active if it is current by date too, else the first that is.
#[must_use]
pub fn current<'s>(steps: &'s [Step], today: &str) -> Option<&'s Step> {
    let phases = phases(steps, today);
    let mut first = None;
    for (step, phase) in steps.iter().zip(phases) {
        if phase == Phase::Current {
            if step.active {
                return Some(step);
            }
            first = first.or(Some(step));
        }
    }
    first
}

/// How far a day is between the first and the last day of the steps, in hundredths, for a timeline; `None` where
/// the steps have no dates.
#[must_use]
pub fn progress(steps: &[Step], today: &str) -> Option<u32> {
    let day = super::time::day_number;
    let mut first: Option<i64> = None;
    let mut last: Option<i64> = None;
    for step in steps {
        for number in [day(&step.start), day(&step.end)].into_iter().flatten() {
            first = Some(first.map_or(number, |first| first.min(number)));
            last = Some(last.map_or(number, |last| last.max(number)));
        }
    }
    let (first, last, now) = (first?, last?, day(today)?);
    if last == first {
        return Some(if now < first { 0 } else { 100 });
    }
    let part = (now - first) * 100 / (last - first);
    Some(part.clamp(0, 100) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(start: &str, end: &str, active: bool) -> Step {
        Step { start: start.into(), end: end.into(), active, ..Step::default() }
    }

    #[test]
    fn a_process_is_open_from_its_first_day_to_the_end_of_its_last() {
        let process =
            |start: &str, end: &str| Process { start: start.into(), end: end.into(), ..Process::default() };
        let both = process("2026-09-01", "2027-01-31");
        for (today, status) in [
            ("2026-08-31", Status::Upcoming),
            ("2026-09-01", Status::Open),
            ("2027-01-31", Status::Open),
            ("2027-02-01", Status::Past),
        ] {
            assert_eq!(of(&both, today), status, "{today}");
        }
        assert_eq!(of(&process("", ""), "2026-01-01"), Status::Open);
        assert_eq!(of(&process("", "2026-01-01"), "2026-01-02"), Status::Past);
        assert_eq!(of(&process("2026-01-02", ""), "2026-01-01"), Status::Upcoming);
    }

    #[test]
    fn phases_go_by_their_dates() {
        let steps = [
            step("2026-09-01", "2026-10-31", false),
            step("2026-11-01", "2027-01-31", true),
            step("2027-02-01", "", false),
        ];
        assert_eq!(phases(&steps, "2026-11-24"), [Phase::Done, Phase::Current, Phase::Coming]);
        assert_eq!(phases(&steps, "2026-10-31"), [Phase::Current, Phase::Coming, Phase::Coming]);
        assert_eq!(current(&steps, "2026-11-24"), Some(&steps[1]));
        assert_eq!(current(&steps, "2026-10-01"), Some(&steps[0]), "what the platform forgot to switch");
        assert_eq!(progress(&steps, "2026-11-16"), Some(49));
        assert_eq!(progress(&steps, "2020-01-01"), Some(0));
        assert_eq!(progress(&steps, "2030-01-01"), Some(100));
    }

    #[test]
    fn phases_without_dates_go_by_the_active_one() {
        let steps = [step("", "", false), step("", "", true), step("", "", false)];
        assert_eq!(phases(&steps, "2026-11-24"), [Phase::Done, Phase::Current, Phase::Coming]);
        assert_eq!(phases(&[step("", "", false)], "2026-11-24"), [Phase::Done]);
        assert_eq!(progress(&steps, "2026-11-24"), None);
        assert_eq!(current(&[], "2026-11-24"), None);
    }
}
