//! The errors of a field's arguments, in graphql-ruby's words.

use apollo_compiler::Node;
use apollo_compiler::ast::{Argument, Field, Type, Value as Literal};
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::{ExtendedType, FieldDefinition};
use serde_json::{Value, json};

use crate::literal::{Misfit, misfit, written};
use crate::refuse::Rules;

impl Rules<'_> {
    /// Reports what is wrong with the arguments of a field, and notes which variables they use.
    pub(crate) fn arguments(&mut self, field: &Node<Field>, definition: &FieldDefinition) {
        let name = field.name.as_str();
        for argument in &field.arguments {
            let path = self.path.clone();
            self.path.push(argument.name.to_string());
            match definition.argument_by_name(&argument.name) {
                Some(declared) => self.argument(name, argument, &declared.ty),
                None => {
                    let key = argument.name.as_str();
                    self.not_accepted("Field", name, key, argument.location());
                }
            }
            self.path = path;
        }
        let given = |name: &str| field.arguments.iter().any(|given| given.name == name);
        let required = definition.arguments.iter().filter(|declared| declared.is_required());
        let missing: Vec<_> =
            required.map(|declared| declared.name.as_str()).filter(|name| !given(name)).collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            let code = json!({
                "code": "missingRequiredArguments", "className": "Field", "name": name, "arguments": missing,
            });
            let message = format!("Field '{name}' is missing required arguments: {missing}");
            self.report(message, field.location(), code);
        }
    }

    fn not_accepted(&mut self, kind: &str, name: &str, key: &str, at: Option<SourceSpan>) {
        let message = format!("{kind} '{name}' doesn't accept argument '{key}'");
        let code =
            json!({ "code": "argumentNotAccepted", "name": name, "typeName": kind, "argumentName": key });
        self.report(message, at, code);
    }

    fn argument(&mut self, field: &str, argument: &Node<Argument>, ty: &Type) {
        let (key, at) = (argument.name.as_str(), argument.location());
        self.variables_of(&argument.value, key, ty, at);
        let (kind, owner, key, value, expected) = match misfit(self.schema, &argument.value, ty) {
            None => return,
            Some(Misfit::Whole) => {
                let value = written(&argument.value);
                ("Field", field.to_owned(), key.to_owned(), value, ty.to_string())
            }
            Some(Misfit::Key { object, key, value, expected }) => {
                self.path.push(key.clone());
                ("InputObject", object, key, value, expected)
            }
            Some(Misfit::UnknownKey { object, key }) => {
                self.path.push(key.clone());
                self.not_accepted("InputObject", &object, &key, at);
                return;
            }
        };
        let message = format!(
            "Argument '{key}' on {kind} '{owner}' has an invalid value ({value}). Expected type '{expected}'."
        );
        let code: Value =
            json!({ "code": "argumentLiteralsIncompatible", "typeName": kind, "argumentName": key });
        self.report(message, at, code);
    }

    /// Checks the variables in a value against the type of their place.
    fn variables_of(&mut self, value: &Literal, key: &str, ty: &Type, at: Option<SourceSpan>) {
        match value {
            Literal::Variable(name) => self.variable(name, key, ty, at),
            Literal::List(items) => {
                items.iter().for_each(|item| self.variables_of(item, key, ty.item_type(), at))
            }
            Literal::Object(pairs) => {
                let Some(ExtendedType::InputObject(input)) = self.schema.types.get(ty.inner_named_type())
                else {
                    return;
                };
                for (key, value) in pairs {
                    if let Some(field) = input.fields.get(key) {
                        self.variables_of(value, key, &field.ty, at);
                    }
                }
            }
            _ => {}
        }
    }

    fn variable(&mut self, name: &str, key: &str, ty: &Type, at: Option<SourceSpan>) {
        self.used.push(name.to_owned());
        let Some(declared) = self.variables.iter().find(|declared| declared.name == name) else {
            let by = self
                .path
                .first()
                .and_then(|root| root.split_once(' '))
                .map_or("anonymous query", |(_, by)| by);
            let message = format!("Variable ${name} is used by {by} but not declared");
            let code = json!({ "code": "variableNotDefined", "variableName": name });
            self.report(message, at, code);
            return;
        };
        let filled = declared.default_value.as_ref().is_some_and(|value| !value.is_null());
        let given = declared.ty.as_ref().clone();
        if given.is_assignable_to(ty) || filled && given.non_null().is_assignable_to(ty) {
            return;
        }
        let (given, trouble) = (
            &declared.ty,
            if declared.ty.inner_named_type() == ty.inner_named_type() {
                "Nullability mismatch"
            } else {
                "Type mismatch"
            },
        );
        let message = format!("{trouble} on variable ${name} and argument {key} ({given} / {ty})");
        let code = json!({
            "code": "variableMismatch", "variableName": name, "typeName": given.to_string(),
            "argumentName": key, "errorMessage": trouble,
        });
        self.report(message, at, code);
    }
}
