//! The values of a request's variables.

use apollo_compiler::ast::Type;
use apollo_compiler::executable::Operation;
use apollo_compiler::parser::SourceMap;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::response::JsonMap;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::Valid;
use apollo_compiler::{Node, Schema};
use serde_json::{Map, Value, json};

/// The values as the operation declares them, defaults filled in.
///
/// # Errors
/// graphql-ruby's `Variable $x of type Y was provided invalid value`.
pub(crate) fn coerce(
    schema: &Valid<Schema>,
    operation: &Node<Operation>,
    values: &Map<String, Value>,
    sources: &SourceMap,
) -> Result<Valid<JsonMap>, Vec<Value>> {
    let mut errors = Vec::new();
    for variable in &operation.variables {
        let value = values.get(variable.name.as_str());
        if value.is_none() && variable.default_value.is_some() {
            continue;
        }
        let value = value.unwrap_or(&Value::Null);
        let mut path = Vec::new();
        let Some(why) = problem(schema, &variable.ty, value, &mut path) else { continue };
        let at = variable.location().and_then(|span| span.line_column(sources));
        let detail = path.last().map_or(String::new(), |_| {
            let words: Vec<_> =
                path.iter().map(|step| step.as_str().map_or(step.to_string(), str::to_owned)).collect();
            format!(" for {} ({why})", words.join("."))
        });
        errors.push(json!({
            "message": format!("Variable ${} of type {} was provided invalid value{detail}", variable.name, variable.ty),
            "locations": at.into_iter().collect::<Vec<_>>(),
            "extensions": { "value": value, "problems": [{ "path": path, "explanation": why }] },
        }));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let given: JsonMap =
        values.iter().map(|(name, value)| (name.as_str().into(), value.clone().into())).collect();
    coerce_variable_values(schema, operation, &given)
        .map_err(|error| vec![json!(error.to_graphql_error(sources))])
}

/// Why a value does not fit a type, and where in it.
fn problem(schema: &Schema, ty: &Type, value: &Value, path: &mut Vec<Value>) -> Option<String> {
    if value.is_null() {
        return ty.is_non_null().then(|| "Expected value to not be null".to_owned());
    }
    if ty.is_list() {
        let Value::Array(items) = value else { return problem(schema, ty.item_type(), value, path) };
        return items.iter().enumerate().find_map(|(index, item)| {
            path.push(json!(index));
            let found = problem(schema, ty.item_type(), item, path);
            if found.is_none() {
                path.pop();
            }
            found
        });
    }
    let name = ty.inner_named_type().as_str();
    let fits = match (name, schema.types.get(name)) {
        (_, Some(ExtendedType::InputObject(input))) => {
            let Value::Object(given) = value else {
                return Some(format!("Expected {value} to be a key-value object."));
            };
            let mut inside = |key: &str, found: Option<String>| found.inspect(|_| path.insert(0, json!(key)));
            if let Some(key) = given.keys().find(|key| !input.fields.contains_key(key.as_str())) {
                return inside(key, Some(format!("Field is not defined on {name}")));
            }
            for field in input.fields.values() {
                let given = given.get(field.name.as_str()).unwrap_or(&Value::Null);
                let mut below = Vec::new();
                let found = problem(schema, &field.ty, given, &mut below);
                if found.is_some() {
                    path.push(json!(field.name.as_str()));
                    path.append(&mut below);
                    return found;
                }
            }
            true
        }
        ("Int", _) => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        ("Float", _) => value.is_number(),
        ("String", _) => value.is_string(),
        ("Boolean", _) => value.is_boolean(),
        ("ID", _) => value.is_string() || value.is_i64() || value.is_u64(),
        _ => true,
    };
    (!fits).then(|| format!("Could not coerce value {value} to {name}"))
}
