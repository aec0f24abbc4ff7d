//! The queries, and how much of one a platform is asked.
//!
//! Decidim's limits, by which the native test `tests/queries.rs` holds every form of every query: depth 10 (0.24; 15
//! later), 5 aliases (there are none here), a field name nested at most twice, 50 items to a page. Complexity is
//! graphql-ruby's: each field counts 1; from graphql-ruby 1.13 on, what is inside a connection counts once per item
//! asked for. 0.24 allows 300 by the first rule, later versions 5000 by the second.

use super::memory::Memory;

/// A query of `queries/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the file of its name, which tells what it asks")]
pub enum Query {
    Ping,
    Processes,
    ProcessesExtras,
    Process,
    ProcessExtras,
    Proposals,
    ProposalsExtras,
    Proposal,
    Meetings,
    MeetingsExtras,
    Meeting,
    Debates,
    Surveys,
    SurveysExtras,
    Budgets,
    BudgetsExtras,
    Results,
    Pages,
    Posts,
}

impl Query {
    /// All of them.
    pub const ALL: [Query; 19] = [
        Query::Ping,
        Query::Processes,
        Query::ProcessesExtras,
        Query::Process,
        Query::ProcessExtras,
        Query::Proposals,
        Query::ProposalsExtras,
        Query::Proposal,
        Query::Meetings,
        Query::MeetingsExtras,
        Query::Meeting,
        Query::Debates,
        Query::Surveys,
        Query::SurveysExtras,
        Query::Budgets,
        Query::BudgetsExtras,
        Query::Results,
        Query::Pages,
        Query::Posts,
    ];

    /// The file, comments and all.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Query::Ping => include_str!("../../queries/ping.graphql"),
            Query::Processes => include_str!("../../queries/processes.graphql"),
            Query::ProcessesExtras => include_str!("../../queries/processes-extras.graphql"),
            Query::Process => include_str!("../../queries/process.graphql"),
            Query::ProcessExtras => include_str!("../../queries/process-extras.graphql"),
            Query::Proposals => include_str!("../../queries/proposals.graphql"),
            Query::ProposalsExtras => include_str!("../../queries/proposals-extras.graphql"),
            Query::Proposal => include_str!("../../queries/proposal.graphql"),
            Query::Meetings => include_str!("../../queries/meetings.graphql"),
            Query::MeetingsExtras => include_str!("../../queries/meetings-extras.graphql"),
            Query::Meeting => include_str!("../../queries/meeting.graphql"),
            Query::Debates => include_str!("../../queries/debates.graphql"),
            Query::Surveys => include_str!("../../queries/surveys.graphql"),
            Query::SurveysExtras => include_str!("../../queries/surveys-extras.graphql"),
            Query::Budgets => include_str!("../../queries/budgets.graphql"),
            Query::BudgetsExtras => include_str!("../../queries/budgets-extras.graphql"),
            Query::Results => include_str!("../../queries/results.graphql"),
            Query::Pages => include_str!("../../queries/pages.graphql"),
            Query::Posts => include_str!("../../queries/posts.graphql"),
        }
    }

    /// The query as it is sent to a platform of which this is known: without comments, without the fields that it
    /// refused, and with those that stand in for them. `None` where nothing is left to ask.
    #[must_use]
    pub fn text(self, memory: &Memory) -> Option<String> {
        let mut out = String::new();
        let mut optional = 0;
        let mut asked = 0;
        for line in self.source().lines() {
            let (asks, note) = line.split_once('#').unwrap_or((line, ""));
            let asks = asks.trim();
            if asks.is_empty() {
                continue;
            }
            if !note.is_empty() {
                optional += 1;
                if !wanted(note, memory) {
                    continue;
                }
                asked += 1;
            }
            out.push_str(asks);
            out.push(' ');
        }
        (optional == 0 || asked > 0).then_some(out)
    }

    /// The fields that only some versions have and that a form of this query asks for, `Type.field`.
    #[must_use]
    pub fn optional(self, memory: &Memory) -> Vec<&'static str> {
        let notes = self
            .source()
            .lines()
            .filter_map(|line| line.split_once('#'))
            .filter(|(asks, note)| !asks.trim().is_empty() && wanted(note, memory));
        notes.map(|(_, note)| note.split_whitespace().next().unwrap_or_default()).collect()
    }
}

/// Whether the field of a line is asked: it was not refused, and the one that it stands in for was.
fn wanted(note: &str, memory: &Memory) -> bool {
    let mut words = note.split_whitespace();
    let field = words.next().unwrap_or_default();
    // 'instead of Type.field'
    let other = words.nth(2);
    !memory.refused(field) && other.is_none_or(|other| memory.refused(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_sent() {
        let memory = Memory::default();
        for query in Query::ALL {
            let text = query.text(&memory).unwrap();
            assert!(text.starts_with("query ") && !text.contains('#'), "{text}");
        }
    }

    #[test]
    fn a_field_that_was_refused_is_replaced_by_what_it_replaced() {
        let mut memory = Memory::default();
        let text = Query::SurveysExtras.text(&memory).unwrap();
        assert!(text.contains("responseOptions") && !text.contains("answerOptions"));
        memory.refuse("Question.responseOptions");
        let text = Query::SurveysExtras.text(&memory).unwrap();
        assert!(!text.contains("responseOptions") && text.contains("answerOptions"));
        assert_eq!(Query::SurveysExtras.optional(&memory), ["Survey.url", "Question.answerOptions"]);
        memory.refuse("Question.answerOptions");
        memory.refuse("Survey.url");
        assert_eq!(Query::SurveysExtras.text(&memory), None);
        assert!(Query::Surveys.text(&memory).is_some(), "a baseline query is always asked");
    }
}
