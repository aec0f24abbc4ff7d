//! What one can do now, first things first.

use super::{link, status, status::Status, time};
use crate::data::pack::{Component, Item, Kind, Platform, Process};

/// A thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// What the platform itself calls for in the current phase; its words are the step's `action`.
    Call,
    /// Come to a meeting.
    Come,
    /// Answer a survey.
    Answer,
    /// Make or support a proposal.
    Propose,
    /// Take part in a debate.
    Debate,
    /// Look at the projects of a budget, and vote where the platform says so.
    Vote,
    /// Read what was answered, decided or done.
    Read,
}

/// One thing to do, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What.
    pub kind: Kinds,
    /// Its page on the platform; empty where there is none.
    pub url: String,
    /// Index of the component; `None` for the platform's call.
    pub component: Option<usize>,
    /// Index of the item in it, where it is one: the next meeting, the first open debate.
    pub item: Option<usize>,
}

/// What one can do in a process: the platform's call, then the next meeting, a survey, proposals, a debate, a budget.
/// Of a process that is over, and at the end of any other, what can be read. `now` is the ISO instant of the visit.
///
/// The API does not say whether a component takes proposals or votes: these are offered while the process is open,
/// and the platform's page says what holds.
#[must_use]
pub fn now(platform: &Platform, process: &Process, now: &str, lang: &str) -> Vec<Act> {
    let today = time::date(now);
    let status = status::of(process, today);
    let mut acts = Vec::new();
    if status == Status::Open
        && let Some(step) = status::current(&process.steps, today)
        && !step.action_url.is_empty()
    {
        let url = link::localised(platform, &step.action_url, lang);
        acts.push(Act { kind: Kinds::Call, url, component: None, item: None });
    }
    for kind in [Kinds::Come, Kinds::Answer, Kinds::Propose, Kinds::Debate, Kinds::Vote, Kinds::Read] {
        for (index, component) in process.components.iter().enumerate() {
            let Some(item) = offered(kind, component, status, now) else { continue };
            let url = match item {
                Some(item) => link::item(platform, process, component, &component.items[item], lang),
                None => link::component(platform, process, component, lang),
            };
            acts.push(Act { kind, url, component: Some(index), item });
        }
    }
    acts
}

/// Whether a component offers this, and by which item.
fn offered(kind: Kinds, component: &Component, status: Status, now: &str) -> Option<Option<usize>> {
    let open = status == Status::Open;
    let items = &component.items;
    match (kind, component.kind) {
        // A meeting may come before the first day or after the last one.
        (Kinds::Come, Kind::Meetings) => next_meeting(items, now).map(Some),
        (Kinds::Answer, Kind::Surveys) if open => Some(None),
        (Kinds::Propose, Kind::Proposals) if open => Some(None),
        (Kinds::Debate, Kind::Debates) if open => {
            items.iter().position(|debate| debate.open && !is_over(debate, now)).map(Some)
        }
        (Kinds::Vote, Kind::Budgets) if open && !decided(items) => Some(None),
        (Kinds::Read, Kind::Results) => Some(None),
        (Kinds::Read, Kind::Budgets) if decided(items) => Some(None),
        (Kinds::Read, Kind::Proposals) if status == Status::Past => Some(None),
        _ => None,
    }
}

/// Whether the projects of a budget were chosen.
fn decided(budgets: &[Item]) -> bool {
    budgets.iter().any(|budget| budget.items.iter().any(|project| project.selected == Some(true)))
}

/// Whether something with an end is over.
#[must_use]
pub fn is_over(item: &Item, now: &str) -> bool {
    let end = if item.end.is_empty() { &item.start } else { &item.end };
    match (time::instant(end), time::instant(now)) {
        (Some(end), Some(now)) => end.seconds < now.seconds,
        _ => false,
    }
}

/// Index of the next meeting: not over, not closed, with a start.
#[must_use]
pub fn next_meeting(items: &[Item], now: &str) -> Option<usize> {
    let mut best: Option<(i64, usize)> = None;
    for (index, item) in items.iter().enumerate() {
        let Some(start) = time::instant(&item.start) else { continue };
        if !item.closed && !is_over(item, now) && best.is_none_or(|(seconds, _)| start.seconds < seconds) {
            best = Some((start.seconds, index));
        }
    }
    best.map(|(_, index)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::pack::Step;

    fn component(id: &str, kind: Kind, items: Vec<Item>) -> Component {
        Component { id: id.into(), kind, items, ..Component::default() }
    }

    fn meeting(id: &str, start: &str, closed: bool) -> Item {
        Item { id: id.into(), start: start.into(), closed, ..Item::default() }
    }

    fn process() -> Process {
        Process {
            slug: "p".into(),
            start: "2026-09-01".into(),
            end: "2027-01-31".into(),
            steps: vec![Step {
                active: true,
                action_url: "https://p.example.org/x".into(),
                ..Step::default()
            }],
            components: vec![
                component("1", Kind::Proposals, vec![]),
                component(
                    "2",
                    Kind::Meetings,
                    vec![
                        meeting("9", "2026-12-12T18:00:00+01:00", false),
                        meeting("8", "2026-12-05T10:00:00+01:00", false),
                        meeting("7", "2026-09-10T18:30:00+02:00", true),
                    ],
                ),
                component("3", Kind::Surveys, vec![]),
                component("4", Kind::Results, vec![]),
                component("5", Kind::Debates, vec![Item { open: true, ..Item::default() }]),
            ],
            ..Process::default()
        }
    }

    fn kinds(now: &str) -> Vec<Kinds> {
        let platform = Platform { url: "https://p.example.org".into(), ..Platform::default() };
        super::now(&platform, &process(), now, "fr").iter().map(|act| act.kind).collect()
    }

    #[test]
    fn what_one_can_do_comes_in_order() {
        let all = [Kinds::Call, Kinds::Come, Kinds::Answer, Kinds::Propose, Kinds::Debate, Kinds::Read];
        assert_eq!(kinds("2026-11-24T12:00:00Z"), all);
        assert_eq!(kinds("2026-08-01T12:00:00Z"), [Kinds::Come, Kinds::Read]);
        assert_eq!(kinds("2027-06-01T12:00:00Z"), [Kinds::Read, Kinds::Read], "answers and results");
    }

    #[test]
    fn the_next_meeting_is_the_first_that_is_not_over() {
        let items = &process().components[1].items;
        assert_eq!(next_meeting(items, "2026-11-24T12:00:00Z"), Some(1));
        assert_eq!(next_meeting(items, "2026-12-06T12:00:00Z"), Some(0));
        assert_eq!(next_meeting(items, "2027-01-01T00:00:00Z"), None);
    }
}
