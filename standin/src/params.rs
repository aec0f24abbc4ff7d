//! What a POST asks for, as Rails reads it.

use serde_json::{Map, Value};
use serve::Request;

/// The parameters that decidim-api looks at.
#[derive(Default)]
pub(crate) struct Params {
    pub(crate) query: Option<String>,
    pub(crate) variables: Map<String, Value>,
    pub(crate) operation: Option<String>,
}

/// Why a body cannot be answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// JSON that does not parse: Rails says 400.
    Broken,
    /// Variables that are no object: the controller raises, which is its 500.
    Raised,
}

impl Params {
    /// Reads a request's body by its content type; of another type than JSON or a form, nothing is read.
    pub(crate) fn read(request: &Request) -> Result<Self, Unread> {
        let kind = request.header("Content-Type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let values: Map<String, Value> = match kind.as_str() {
            "application/json" if request.body.is_empty() => Map::new(),
            "application/json" => match serde_json::from_slice(&request.body) {
                Ok(Value::Object(values)) => values,
                Ok(_) => Map::new(),
                Err(_) => return Err(Unread::Broken),
            },
            "application/x-www-form-urlencoded" => form_urlencoded::parse(&request.body)
                .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
                .collect(),
            _ => Map::new(),
        };
        let word = |name: &str| values.get(name).and_then(Value::as_str).map(str::to_owned);
        let variables = match values.get("variables") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(variables)) => variables.clone(),
            Some(Value::String(text)) if text.trim().is_empty() => Map::new(),
            Some(Value::String(text)) => match serde_json::from_str(text) {
                Ok(Value::Object(variables)) => variables,
                Ok(Value::Null) => Map::new(),
                _ => return Err(Unread::Raised),
            },
            Some(_) => return Err(Unread::Raised),
        };
        let operation = word("operationName").filter(|name| !name.is_empty());
        Ok(Self { query: word("query"), variables, operation })
    }
}
