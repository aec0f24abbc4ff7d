//! The errors of a query that is not valid, in graphql-ruby's words.
//!
//! Whether a query is refused is apollo-compiler's decision; this only finds the words. What it
//! has no words for keeps those of apollo-compiler.

use apollo_compiler::ast::{Definition, Document, Field, Selection, Type, VariableDefinition};
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::{ExtendedType, FieldDefinition};
use apollo_compiler::validation::DiagnosticList;
use apollo_compiler::{Node, Schema};
use serde_json::{Value, json};

/// The `errors` of a refused query.
pub(crate) fn errors(schema: &Schema, query: &str, refused: &DiagnosticList) -> Vec<Value> {
    let Ok(document) = Document::parse(query, "query.graphql") else {
        return refused.iter().take(1).map(|problem| {
            let error = problem.to_json();
            let place = error.locations.first();
            let at = place.map_or(String::new(), |at| format!(" at [{}, {}]", at.line, at.column));
            json!({ "message": format!("Parse error: {}{at}", error.message), "locations": error.locations })
        }).collect();
    };
    let mut rules = Rules {
        schema,
        document: &document,
        path: Vec::new(),
        variables: &[],
        used: Vec::new(),
        found: Vec::new(),
    };
    rules.document();
    if rules.found.is_empty() {
        return refused.iter().map(|problem| json!(problem.to_json())).collect();
    }
    rules.found
}

/// The walk over a refused query.
pub(crate) struct Rules<'d> {
    pub(crate) schema: &'d Schema,
    document: &'d Document,
    pub(crate) path: Vec<String>,
    /// Of the operation that is looked at.
    pub(crate) variables: &'d [Node<VariableDefinition>],
    pub(crate) used: Vec<String>,
    found: Vec<Value>,
}

impl<'d> Rules<'d> {
    fn document(&mut self) {
        for definition in &self.document.definitions {
            // Fragments are looked at where they are spread.
            let Definition::OperationDefinition(operation) = definition else { continue };
            let kind = operation.operation_type.name();
            let name = operation.name.as_ref().map(|name| format!("{kind} {name}"));
            self.path = vec![name.unwrap_or_else(|| kind.to_owned())];
            self.variables = &operation.variables;
            self.used.clear();
            let Some(root) = self.schema.root_operation(operation.operation_type) else {
                let message = format!("Schema is not configured for {kind}s");
                self.report(message, operation.location(), json!({}));
                continue;
            };
            self.set(root.as_str(), &operation.selection_set, &mut Vec::new());
            for variable in &operation.variables {
                if !self.used.iter().any(|used| used == variable.name.as_str()) {
                    let by = operation.name.as_ref().map_or("anonymous query", |name| name.as_str());
                    let message = format!("Variable ${} is declared by {by} but not used", variable.name);
                    let code = json!({ "code": "variableNotUsed", "variableName": variable.name.as_str() });
                    self.report(message, variable.location(), code);
                }
            }
        }
    }

    pub(crate) fn report(&mut self, message: String, at: Option<SourceSpan>, extensions: Value) {
        let at = at.and_then(|span| span.line_column(&self.document.sources));
        self.found.push(json!({
            "message": message,
            "locations": at.into_iter().collect::<Vec<_>>(),
            "path": self.path,
            "extensions": extensions,
        }));
    }

    fn set(&mut self, parent: &str, selections: &'d [Selection], spread: &mut Vec<&'d str>) {
        for selection in selections {
            match selection {
                Selection::Field(field) => self.field(parent, field, spread),
                Selection::InlineFragment(fragment) => {
                    let kind = fragment.type_condition.as_ref().map_or(parent, |name| name.as_str());
                    self.path.push(
                        fragment
                            .type_condition
                            .as_ref()
                            .map_or("...".to_owned(), |name| format!("... on {name}")),
                    );
                    if self.condition(parent, kind, fragment.location()) {
                        self.set(kind, &fragment.selection_set, spread);
                    }
                    self.path.pop();
                }
                Selection::FragmentSpread(used) => {
                    let fragments =
                        self.document.definitions.iter().filter_map(|definition| match definition {
                            Definition::FragmentDefinition(fragment) => Some(fragment),
                            _ => None,
                        });
                    let name = used.fragment_name.as_str();
                    let mut fragments = fragments.filter(|fragment| fragment.name == name);
                    let Some(fragment) = fragments.next() else {
                        let code = json!({ "code": "useAndDefineFragment", "fragmentName": name });
                        self.report(
                            format!("Fragment {name} was used, but not defined"),
                            used.location(),
                            code,
                        );
                        continue;
                    };
                    if spread.contains(&name) {
                        let code = json!({ "code": "infiniteLoop", "fragmentName": name });
                        self.report(
                            format!("Fragment {name} contains an infinite loop"),
                            used.location(),
                            code,
                        );
                        continue;
                    }
                    if self.condition(parent, &fragment.type_condition, used.location()) {
                        let path = std::mem::replace(&mut self.path, vec![format!("fragment {name}")]);
                        spread.push(name);
                        self.set(&fragment.type_condition, &fragment.selection_set, spread);
                        spread.pop();
                        self.path = path;
                    }
                }
            }
        }
    }

    /// Whether a fragment on `kind` may stand in `parent`.
    fn condition(&mut self, parent: &str, kind: &str, at: Option<SourceSpan>) -> bool {
        if !matches!(self.schema.types.get(kind), Some(ExtendedType::Object(_) | ExtendedType::Interface(_)))
        {
            let message = format!("No such type {kind}, so it can't be a fragment condition");
            self.report(message, at, json!({ "code": "undefinedType", "typeName": kind }));
            return false;
        }
        let may_be = |name: &str| -> Vec<&str> {
            let objects = self.schema.types.values().filter_map(ExtendedType::as_object);
            let inside =
                objects.filter(|object| object.name == name || self.schema.is_subtype(name, &object.name));
            inside.map(|object| object.name.as_str()).collect()
        };
        let here = may_be(parent);
        if may_be(kind).iter().any(|name| here.contains(name)) {
            return true;
        }
        let message = format!("Fragment on {kind} can't be spread inside {parent}");
        let code = json!({ "code": "cannotSpreadFragment", "typeName": kind, "fragmentName": "unknown", "parentName": parent });
        self.report(message, at, code);
        false
    }

    fn field(&mut self, parent: &str, field: &'d Node<Field>, spread: &mut Vec<&'d str>) {
        let name = field.name.as_str();
        self.path.push(field.alias.as_ref().unwrap_or(&field.name).to_string());
        match self.schema.type_field(parent, name) {
            Err(_) => {
                let message = format!("Field '{name}' doesn't exist on type '{parent}'");
                let code = json!({ "code": "undefinedField", "typeName": parent, "fieldName": name });
                self.report(message, field.location(), code);
            }
            Ok(definition) => {
                let definition: &FieldDefinition = definition;
                self.arguments(field, definition);
                let kind = definition.ty.inner_named_type().clone();
                self.selections(field, &kind, &definition.ty);
                if self.schema.types.get(&kind).is_some_and(|kind| kind.is_object() || kind.is_interface()) {
                    self.set(&kind, &field.selection_set, spread);
                }
            }
        }
        self.path.pop();
    }

    fn selections(&mut self, field: &Node<Field>, kind: &str, ty: &Type) {
        let name = field.name.as_str();
        let leaf =
            matches!(self.schema.types.get(kind), Some(ExtendedType::Scalar(_) | ExtendedType::Enum(_)));
        let shown = ty.to_string().replace(['!', '[', ']'], "");
        let message = if leaf && !field.selection_set.is_empty() {
            let names: Vec<_> = (field.selection_set.iter())
                .filter_map(|selection| selection.as_field())
                .map(|field| format!("\"{}\"", field.name))
                .collect();
            format!(
                "Selections can't be made on scalars (field '{name}' returns {shown} but has selections [{}])",
                names.join(", ")
            )
        } else if !leaf && field.selection_set.is_empty() {
            format!(
                "Field must have selections (field '{name}' returns {shown} but has no selections. Did you mean '{name} {{ ... }}'?)"
            )
        } else {
            return;
        };
        let code =
            json!({ "code": "selectionMismatch", "nodeName": format!("field '{name}'"), "typeName": shown });
        self.report(message, field.location(), code);
    }
}
