//! What is known of a platform while the page is open.

use commune_source::value::Value;

use super::Query;

/// Requests that may go out within [`WINDOW_MS`]. Decidim allows 100 a minute to one address, and others may share it.
const MOST: usize = 90;
/// A minute.
const WINDOW_MS: f64 = 60_000.0;

/// The fields that a platform refused, and when it was asked. One for a platform and a page: a field once refused is
/// never asked again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    refused: Vec<String>,
    sent: Vec<f64>,
}

impl Memory {
    /// Whether a field (`Type.field`) was refused.
    #[must_use]
    pub fn refused(&self, field: &str) -> bool {
        self.refused.iter().any(|refused| refused == field)
    }

    /// Remembers a field that was refused.
    pub fn refuse(&mut self, field: &str) {
        if !self.refused(field) {
            self.refused.push(field.to_owned());
        }
    }

    /// Learns from the errors of a query. Where none of them names a field of it, all those that only some versions
    /// have are taken for refused: the query would be refused again.
    pub fn learn<V: Value>(&mut self, query: Query, answer: &V) {
        let optional = query.optional(self);
        let mut learnt = false;
        for error in answer.list("errors") {
            if let Some(field) = unknown_field(&error) {
                learnt |= optional.contains(&field.as_str());
                self.refuse(&field);
            }
        }
        if !learnt {
            for field in optional {
                self.refuse(field);
            }
        }
    }

    /// Milliseconds to wait before the next request, at a time in milliseconds that never goes back; 0 takes the turn.
    #[must_use]
    pub fn wait_ms(&mut self, now: f64) -> u32 {
        self.sent.retain(|sent| now - sent < WINDOW_MS);
        if self.sent.len() < MOST {
            self.sent.push(now);
            return 0;
        }
        let first = self.sent.first().copied().unwrap_or(now);
        // At least one, so that a wait is never taken for a turn.
        (WINDOW_MS - (now - first)) as u32 + 1
    }
}

/// The field that an error says is unknown. graphql-ruby names it in `extensions`; where these are lost, its message
/// does: `Field 'url' doesn't exist on type 'Proposal'`.
fn unknown_field<V: Value>(error: &V) -> Option<String> {
    let extensions = error.field("extensions");
    let (kind, field) = (extensions.text_or_empty("typeName"), extensions.text_or_empty("fieldName"));
    if !kind.is_empty() && !field.is_empty() {
        return Some([&kind, ".", &field].concat());
    }
    let message = error.text_or_empty("message");
    let mut parts = message.split('\'');
    (parts.next()? == "Field ").then_some(())?;
    let field = parts.next()?;
    (parts.next()? == " doesn" && parts.next()? == "t exist on type ").then_some(())?;
    Some([parts.next()?, ".", field].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_refused_field_is_read_from_its_error() {
        for error in [
            json!({"message": "?", "extensions": {"code": "undefinedField", "typeName": "Proposal", "fieldName": "url"}}),
            json!({"message": "Field 'url' doesn't exist on type 'Proposal'"}),
        ] {
            let mut memory = Memory::default();
            memory.learn(Query::ProposalsExtras, &json!({"errors": [error]}));
            assert!(memory.refused("Proposal.url"));
            assert!(!memory.refused("Proposal.taxonomies"));
        }
    }

    #[test]
    fn an_error_that_names_no_field_refuses_the_whole_probe() {
        let mut memory = Memory::default();
        memory.learn(Query::BudgetsExtras, &json!({"errors": [{"message": "Query is too complex"}]}));
        assert_eq!(Query::BudgetsExtras.text(&memory), None);
    }

    #[test]
    fn no_more_than_ninety_requests_go_out_in_a_minute() {
        let mut memory = Memory::default();
        let mut now = 0.0;
        let mut sent: Vec<f64> = Vec::new();
        while sent.len() < 500 {
            match memory.wait_ms(now) {
                0 => sent.push(now),
                wait => now += f64::from(wait),
            }
            now += 7.0;
        }
        for (index, start) in sent.iter().enumerate() {
            let within = sent[index..].iter().take_while(|time| *time - start < WINDOW_MS).count();
            assert!(within <= MOST, "{within} from {start}");
        }
    }
}
