//! How large a valid query is: depth, aliases, nesting, complexity.
//!
//! Counted as graphql-ruby and Decidim's own analyzers do.

use apollo_compiler::ExecutableDocument;
use apollo_compiler::Schema;
use apollo_compiler::ast::Value;
use apollo_compiler::executable::{DirectiveList, Operation, Selection, SelectionSet};
use apollo_compiler::response::{JsonMap, JsonValue};

use crate::Limits;
use crate::cost::Costs;

/// Fields that Decidim's RecursionAnalyzer does not count.
const IGNORED: [&str; 4] = ["node", "edges", "nodes", "ofType"];

/// The size of a query, in the units of [`Limits`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Fields inside one another, leaves included.
    pub depth: usize,
    /// Each different alias, in order.
    pub aliases: Vec<String>,
    /// The name that is most often inside itself, and how many times; none without subfields.
    pub nesting: Option<(String, usize)>,
    /// graphql-ruby's complexity, by the rule that the limits name.
    pub complexity: u64,
}

impl Measure {
    /// What exceeds the limits: message and, where there is one, code, in graphql-ruby's order.
    pub(crate) fn excess(&self, limits: &Limits) -> Vec<(String, Option<&'static str>)> {
        let mut found = Vec::new();
        if self.nesting.as_ref().is_some_and(|(_, times)| *times > limits.nesting) {
            // The sentence is a translation that was not read; its code was.
            found.push(("Too many recursions in the query".to_owned(), Some("TOO_MANY_RECURSIONS_ERROR")));
        }
        if self.aliases.len() > limits.aliases {
            found.push((format!("Too many aliases used: {}", self.aliases.join(",")), None));
        }
        let over = |what: &str, is: u64, most: u64| {
            (is > most)
                .then(|| (format!("Query has {what} of {is}, which exceeds max {what} of {most}"), None))
        };
        found.extend(over("depth", self.depth as u64, limits.depth as u64));
        found.extend(over("complexity", self.complexity, limits.complexity));
        found
    }
}

/// Measures an operation of a valid document. Complexity is left at 0 for a query that is too
/// deep: it would be refused all the same.
pub(crate) fn analyse(
    schema: &Schema,
    document: &ExecutableDocument,
    operation: &Operation,
    variables: &JsonMap,
    limits: &Limits,
) -> Measure {
    let mut walk =
        Walk { document, variables, open: Vec::new(), depth: 0, aliases: Vec::new(), nesting: None };
    walk.set(&operation.selection_set, 0);
    let Walk { depth, aliases, nesting, .. } = walk;
    let complexity = if depth > limits.depth {
        0
    } else {
        Costs { schema, document, variables, limits }.of(&operation.selection_set)
    };
    Measure { depth, aliases, nesting, complexity }
}

struct Walk<'d> {
    document: &'d ExecutableDocument,
    variables: &'d JsonMap,
    /// Names of the fields with subfields that the walk is inside of.
    open: Vec<&'d str>,
    depth: usize,
    aliases: Vec<String>,
    nesting: Option<(String, usize)>,
}

impl<'d> Walk<'d> {
    fn set(&mut self, set: &'d SelectionSet, depth: usize) {
        for selection in &set.selections {
            if skipped(selection.directives(), self.variables) {
                continue;
            }
            match selection {
                Selection::Field(field) => {
                    if let Some(alias) = &field.alias
                        && !self.aliases.iter().any(|known| known == alias.as_str())
                    {
                        self.aliases.push(alias.to_string());
                    }
                    self.depth = self.depth.max(depth + 1);
                    if field.selection_set.is_empty() {
                        continue;
                    }
                    self.open.push(field.name.as_str());
                    self.nest(&field.name);
                    self.set(&field.selection_set, depth + 1);
                    self.open.pop();
                }
                Selection::InlineFragment(fragment) => self.set(&fragment.selection_set, depth),
                Selection::FragmentSpread(spread) => {
                    // Validation has seen to it that fragments do not contain themselves.
                    if let Some(fragment) = self.document.fragments.get(&spread.fragment_name) {
                        self.set(&fragment.selection_set, depth);
                    }
                }
            }
        }
    }

    fn nest(&mut self, name: &str) {
        if IGNORED.contains(&name) {
            return;
        }
        let times = self.open.iter().filter(|open| **open == name).count();
        if self.nesting.as_ref().is_none_or(|(_, most)| times > *most) {
            self.nesting = Some((name.to_owned(), times));
        }
    }
}

/// Whether `@skip` or `@include` takes a selection away.
pub(crate) fn skipped(directives: &DirectiveList, variables: &JsonMap) -> bool {
    let says = |name: &str| {
        let argument = directives.get(name)?.specified_argument_by_name("if")?;
        match argument.as_ref() {
            Value::Boolean(value) => Some(*value),
            Value::Variable(name) => variables.get(name.as_str()).and_then(JsonValue::as_bool),
            _ => None,
        }
    };
    says("skip") == Some(true) || says("include") == Some(false)
}
