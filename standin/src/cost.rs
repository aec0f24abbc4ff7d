//! graphql-ruby's complexity.
//!
//! A field costs 1 and what is under it. Fields of the same response name count once, and of the
//! types that an interface may be, the dearest counts. A connection either is a field like
//! another or, where pages multiply, costs `1 + metadata + page × (what is under it − metadata)`.

use apollo_compiler::ast::Value;
use apollo_compiler::collections::IndexMap;
use apollo_compiler::executable::{Field, Selection, SelectionSet};
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{ExecutableDocument, Schema};

use crate::Limits;
use crate::analyse::skipped;

/// What the cost of a field depends on.
pub(crate) struct Costs<'d> {
    pub(crate) schema: &'d Schema,
    pub(crate) document: &'d ExecutableDocument,
    pub(crate) variables: &'d JsonMap,
    pub(crate) limits: &'d Limits,
}

type Groups<'d> = IndexMap<&'d str, Vec<&'d Field>>;

impl<'d> Costs<'d> {
    /// The complexity of an operation.
    pub(crate) fn of(&self, set: &'d SelectionSet) -> u64 {
        self.dearest(&set.ty, &[set])
    }

    /// The cost of selections on the dearest of the types that `parent` may be.
    fn dearest(&self, parent: &str, sets: &[&'d SelectionSet]) -> u64 {
        let of_type = |kind: &str| self.groups(kind, sets).values().map(|group| self.group(group)).sum();
        self.possible(parent).into_iter().map(of_type).max().unwrap_or(0)
    }

    fn possible(&self, parent: &str) -> Vec<&'d str> {
        match self.schema.types.get(parent) {
            Some(ExtendedType::Object(object)) => vec![object.name.as_str()],
            Some(ExtendedType::Interface(interface)) => {
                let types = self.schema.types.values().filter_map(ExtendedType::as_object);
                let inside = types.filter(|object| object.implements_interfaces.contains(&interface.name));
                inside.map(|object| object.name.as_str()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The fields that apply to an object type, by response name.
    fn groups(&self, kind: &str, sets: &[&'d SelectionSet]) -> Groups<'d> {
        let mut groups = Groups::default();
        for set in sets {
            self.collect(kind, set, &mut groups);
        }
        groups
    }

    fn collect(&self, kind: &str, set: &'d SelectionSet, groups: &mut Groups<'d>) {
        let applies = |condition: &str| condition == kind || self.schema.is_subtype(condition, kind);
        for selection in &set.selections {
            if skipped(selection.directives(), self.variables) {
                continue;
            }
            match selection {
                Selection::Field(field) => {
                    groups.entry(field.response_key().as_str()).or_default().push(field);
                }
                Selection::InlineFragment(fragment) => {
                    if fragment.type_condition.as_ref().is_none_or(|condition| applies(condition)) {
                        self.collect(kind, &fragment.selection_set, groups);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.fragment_name)
                        && applies(fragment.type_condition())
                    {
                        self.collect(kind, &fragment.selection_set, groups);
                    }
                }
            }
        }
    }

    /// The cost of the fields of one response name.
    fn group(&self, fields: &[&'d Field]) -> u64 {
        let kind = fields[0].ty().inner_named_type().as_str();
        let sets: Vec<_> =
            fields.iter().map(|field| &field.selection_set).filter(|set| !set.is_empty()).collect();
        let children = self.dearest(kind, &sets);
        if !self.limits.pages_multiply || !kind.ends_with("Connection") {
            return 1 + children;
        }
        let metadata: u64 = (self.groups(kind, &sets).values())
            .map(|group| {
                let below: Vec<_> = group.iter().map(|field| &field.selection_set).collect();
                let name = group[0].name.as_str();
                let page = group[0].ty().inner_named_type();
                if matches!(name, "edges" | "nodes") { 1 } else { 1 + self.groups(page, &below).len() as u64 }
            })
            .sum();
        1 + metadata + self.page(fields[0]) * children.saturating_sub(metadata)
    }

    /// The page that a connection is asked for, before any reduction.
    fn page(&self, field: &Field) -> u64 {
        let asked = |name: &str| match field.specified_argument_by_name(name)?.as_ref() {
            Value::Int(number) => number.try_to_i32().ok().map(i64::from),
            Value::Variable(name) => self.variables.get(name.as_str()).and_then(JsonValue::as_i64),
            _ => None,
        };
        let page = asked("first").max(asked("last"));
        page.map_or(self.limits.page_size as u64, |page| u64::try_from(page).unwrap_or(0))
    }
}
