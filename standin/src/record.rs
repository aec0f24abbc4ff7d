//! What reached the platform, for tests to read.

use apollo_compiler::ast::{Definition, Document, Selection};
use serde_json::{Map, Value};
use serve::Request;

use crate::params::Params;

/// Fragments inside one another that are followed.
const DEEPEST: usize = 32;

/// A request and how it was answered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// `GET`, `POST`, `OPTIONS`…
    pub method: String,
    /// The path, without its query.
    pub path: String,
    /// The page's origin, when a browser said it.
    pub origin: Option<String>,
    /// The body's type, as sent.
    pub content_type: Option<String>,
    /// The name of the operation, when it has one.
    pub operation: Option<String>,
    /// Dotted paths of the fields asked for, in order and each once; empty for other requests than queries.
    pub fields: Vec<String>,
    /// The variables sent.
    pub variables: Map<String, Value>,
    /// The status of the answer; 0 when there was none.
    pub status: u16,
    /// Its number, by which the status finds it.
    pub(crate) number: usize,
}

impl Recorded {
    pub(crate) fn new(request: &Request, params: Option<&Params>, number: usize) -> Self {
        let header = |name: &str| request.header(name).map(str::to_owned);
        let query = params.and_then(|params| params.query.as_deref()).unwrap_or_default();
        let document = Document::parse(query, "query.graphql").unwrap_or_else(|broken| broken.partial);
        let named = params.and_then(|params| params.operation.clone());
        let (operation, fields) = asked(&document, named.as_deref());
        Self {
            method: request.method.clone(),
            path: request.path().to_owned(),
            origin: header("Origin"),
            content_type: header("Content-Type"),
            operation,
            fields,
            variables: params.map(|params| params.variables.clone()).unwrap_or_default(),
            status: 0,
            number,
        }
    }

    /// Whether a field was asked for, or something in it: `participatoryProcess.url`.
    #[must_use]
    pub fn asks(&self, path: &str) -> bool {
        let inside = |field: &String| {
            field == path || field.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
        };
        self.fields.iter().any(inside)
    }
}

/// The name of the operation that would run, and the fields in it.
fn asked(document: &Document, named: Option<&str>) -> (Option<String>, Vec<String>) {
    let mut operations = document.definitions.iter().filter_map(Definition::as_operation_definition);
    let chosen = operations
        .find(|operation| named.is_none() || operation.name.as_ref().map(|name| name.as_str()) == named);
    let Some(operation) = chosen else { return (named.map(str::to_owned), Vec::new()) };
    let mut fields = Vec::new();
    walk(document, &operation.selection_set, "", 0, &mut fields);
    (operation.name.as_ref().map(ToString::to_string), fields)
}

fn walk(document: &Document, set: &[Selection], above: &str, spreads: usize, fields: &mut Vec<String>) {
    for selection in set {
        match selection {
            Selection::Field(field) => {
                let dot = if above.is_empty() { "" } else { "." };
                let path = format!("{above}{dot}{}", field.name);
                if !fields.contains(&path) {
                    fields.push(path.clone());
                }
                walk(document, &field.selection_set, &path, spreads, fields);
            }
            Selection::InlineFragment(fragment) => {
                walk(document, &fragment.selection_set, above, spreads, fields)
            }
            Selection::FragmentSpread(spread) if spreads < DEEPEST => {
                let fragments = document.definitions.iter().filter_map(Definition::as_fragment_definition);
                for fragment in fragments.filter(|fragment| fragment.name == spread.fragment_name) {
                    walk(document, &fragment.selection_set, above, spreads + 1, fields);
                }
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}
