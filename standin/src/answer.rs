//! From a query to what is sent back.

use apollo_compiler::executable::Operation;
use apollo_compiler::parser::SourceMap;
use apollo_compiler::resolvers::Execution;
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Node};
use serde_json::{Value, json};

use crate::analyse::{Measure, analyse};
use crate::params::Params;
use crate::resolve::{Object, Scene};
use crate::world::World;
use crate::{Limits, Version, refuse, schema, variables};

/// A query that may be executed.
struct Ready {
    document: Valid<ExecutableDocument>,
    operation: Node<Operation>,
    variables: Valid<JsonMap>,
}

/// Measures a query as a platform of that version would, by the complexity rule of its limits.
///
/// # Errors
/// What the platform would send as `errors` if the query is not valid on its schema, or its
/// variables are not what it declares. Limits are not applied here.
pub fn measure(
    version: Version,
    query: &str,
    variables: &Value,
    limits: &Limits,
) -> Result<Measure, Vec<Value>> {
    let params = Params {
        query: Some(query.to_owned()),
        variables: variables.as_object().cloned().unwrap_or_default(),
        operation: None,
    };
    let ready = prepare(version, &params)?;
    Ok(ready.measure(version, limits))
}

impl Ready {
    fn measure(&self, version: Version, limits: &Limits) -> Measure {
        analyse(schema(version), &self.document, &self.operation, &self.variables, limits)
    }
}

/// Parses, validates and coerces.
fn prepare(version: Version, params: &Params) -> Result<Ready, Vec<Value>> {
    let query = params.query.as_deref().map(str::trim).filter(|query| !query.is_empty());
    let query = query.ok_or_else(|| vec![json!({"message": "No query string was present"})])?;
    let schema = schema(version);
    let document = ExecutableDocument::parse_and_validate(schema, query, "query.graphql")
        .map_err(|refused| refuse::errors(schema, query, &refused.errors))?;
    let operation = document.operations.get(params.operation.as_deref());
    let operation = operation.map_err(|_| {
        let message = match &params.operation {
            Some(name) => format!("No operation named {name:?}"),
            None => "An operation name is required".to_owned(),
        };
        vec![json!({ "message": message })]
    })?;
    let operation = operation.clone();
    let variables = variables::coerce(schema, &operation, &params.variables, &document.sources)?;
    Ok(Ready { document, operation, variables })
}

/// Answers a request: the body of a 200.
pub(crate) fn answer(scene: &Scene<'_>, params: &Params, introspection: bool) -> String {
    let refused = |errors: Vec<Value>| json!({ "errors": errors }).to_string();
    let ready = match prepare(scene.version, params) {
        Ok(ready) => ready,
        Err(errors) => return refused(errors),
    };
    let root = |field: &str| ready.operation.root_fields(&ready.document).any(|asked| asked.name == field);
    if !introspection && (root("__schema") || root("__type")) {
        return refused(vec![json!({
            "message": "Introspection is disabled",
            "extensions": { "code": "INTROSPECTION_DISABLED_ERROR" },
        })]);
    }
    let excess = ready.measure(scene.version, scene.limits).excess(scene.limits);
    if !excess.is_empty() {
        let error = |(message, code): (String, Option<&str>)| match code {
            Some(code) => json!({ "message": message, "extensions": { "code": code } }),
            None => json!({ "message": message }),
        };
        return refused(excess.into_iter().map(error).collect());
    }
    execute(scene, &ready)
}

fn execute(scene: &Scene<'_>, ready: &Ready) -> String {
    let object = Object { scene, id: World::ROOT };
    let executed = Execution::new(schema(scene.version), &ready.document)
        .operation(&ready.operation)
        .coerced_variable_values(&ready.variables)
        .enable_schema_introspection(true)
        .execute_sync(&object);
    let response = match executed {
        Ok(response) => response,
        Err(error) => {
            return json!({ "errors": [error.to_graphql_error(&SourceMap::default())] }).to_string();
        }
    };
    let errors: Vec<Value> = (response.errors.into_iter())
        .map(|mut error| {
            if let Some(message) = error.message.strip_prefix("resolver error: ") {
                error.message = message.to_owned();
            }
            if scene.version == Version::V0_24 && error.message.starts_with("Cannot return null") {
                // graphql-ruby 1 says neither where nor at which path.
                return json!({ "message": error.message });
            }
            json!(error)
        })
        .collect();
    // Written as it is: its keys are in the order of the query, which serde_json's map would lose.
    let data = response.data.map_or(JsonValue::Null, JsonValue::Object);
    let data = serde_json::to_string(&data).unwrap_or_else(|_| "null".to_owned());
    if errors.is_empty() {
        format!("{{\"data\":{data}}}")
    } else {
        format!("{{\"errors\":{},\"data\":{data}}}", Value::Array(errors))
    }
}
