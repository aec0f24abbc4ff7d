//! 'You said, we did': what became of the proposals.

use crate::data::pack::{Item, Kind, Process};

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Taken up.
    Accepted,
    /// Not taken up.
    Rejected,
    /// Under study.
    Evaluating,
    /// Taken back by who made it.
    Withdrawn,
    /// Without an answer so far.
    Open,
    /// A state of the platform's own; its name is all that is known.
    Other,
}

/// The state of a proposal, by the tokens that Decidim has had since 0.24.
#[must_use]
pub fn state(item: &Item) -> State {
    match item.state.as_str() {
        "accepted" => State::Accepted,
        "rejected" => State::Rejected,
        "evaluating" => State::Evaluating,
        "withdrawn" => State::Withdrawn,
        "" | "not_answered" | "published" => State::Open,
        _ => State::Other,
    }
}

/// The words of a state of the platform's own: `a_etudier` is 'a etudier'.
#[must_use]
pub fn own_name(item: &Item) -> String {
    item.state.replace(['_', '-'], " ")
}

/// What became of the proposals of a process, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Proposals here; `more` says whether the platform has others.
    pub proposals: u32,
    /// With an answer in words.
    pub answered: u32,
    /// Taken up.
    pub accepted: u32,
    /// Not taken up.
    pub rejected: u32,
    /// Under study.
    pub evaluating: u32,
    /// Results that are followed up.
    pub results: u32,
    /// Results that are done.
    pub done: u32,
    /// Whether the counts are of a part only.
    pub more: bool,
}

/// Counts what became of the proposals. Those taken back do not count; a result that is part of another counts with
/// that one.
#[must_use]
pub fn tally(process: &Process) -> Tally {
    let mut tally = Tally::default();
    for component in &process.components {
        match component.kind {
            Kind::Proposals => {
                tally.more |= component.more;
                for item in &component.items {
                    let state = state(item);
                    if state != State::Withdrawn {
                        tally.proposals += 1;
                        tally.answered += u32::from(is_answered(item));
                        tally.accepted += u32::from(state == State::Accepted);
                        tally.rejected += u32::from(state == State::Rejected);
                        tally.evaluating += u32::from(state == State::Evaluating);
                    }
                }
            }
            Kind::Results => {
                tally.more |= component.more;
                for item in component.items.iter().filter(|item| item.parent.is_empty()) {
                    tally.results += 1;
                    tally.done += u32::from(item.progress.is_some_and(|progress| progress >= 100.0));
                }
            }
            _ => {}
        }
    }
    tally
}

/// Whether the institution answered in words.
#[must_use]
pub fn is_answered(item: &Item) -> bool {
    item.answer.iter().any(|text| !text.text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::pack::{Component, Text};

    #[test]
    fn proposals_and_results_are_counted() {
        let proposal = |state: &str, answer: &str| Item {
            state: state.into(),
            answer: vec![Text { lang: "fr".into(), text: answer.into(), machine: false }],
            ..Item::default()
        };
        let result = |progress, parent: &str| Item { progress, parent: parent.into(), ..Item::default() };
        let component = |kind, items| Component { kind, items, ..Component::default() };
        let process = Process {
            components: vec![
                component(
                    Kind::Proposals,
                    vec![
                        proposal("accepted", "Oui"),
                        proposal("withdrawn", ""),
                        proposal("", " "),
                        proposal("a_etudier", ""),
                        proposal("rejected", "Non"),
                    ],
                ),
                component(
                    Kind::Results,
                    vec![result(Some(100.0), ""), result(None, ""), result(Some(100.0), "81")],
                ),
            ],
            ..Process::default()
        };
        let expected = Tally {
            proposals: 4,
            answered: 2,
            accepted: 1,
            rejected: 1,
            results: 2,
            done: 1,
            ..Tally::default()
        };
        assert_eq!(tally(&process), expected);
        assert_eq!(state(&proposal("a_etudier", "")), State::Other);
        assert_eq!(own_name(&proposal("a_etudier", "")), "a etudier");
    }
}
