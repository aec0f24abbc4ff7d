//! Whether what is written in a query fits the type of its argument.

use apollo_compiler::Schema;
use apollo_compiler::ast::{Type, Value};
use apollo_compiler::schema::ExtendedType;

/// Why a literal is refused.
pub(crate) enum Misfit {
    /// The whole of it is of another type.
    Whole,
    /// An input object has no such key.
    UnknownKey {
        /// The input object's type.
        object: String,
        /// The key.
        key: String,
    },
    /// A key of an input object has a value of another type.
    Key {
        /// The input object's type.
        object: String,
        /// The key.
        key: String,
        /// What was written.
        value: String,
        /// What it should be.
        expected: String,
    },
}

/// Checks a literal; variables are checked elsewhere.
pub(crate) fn misfit(schema: &Schema, value: &Value, ty: &Type) -> Option<Misfit> {
    match value {
        Value::Variable(_) => None,
        Value::Null => ty.is_non_null().then_some(Misfit::Whole),
        Value::List(items) if ty.is_list() => {
            items.iter().find_map(|item| misfit(schema, item, ty.item_type()))
        }
        _ if ty.is_list() => misfit(schema, value, ty.item_type()),
        _ => named(schema, value, ty.inner_named_type()),
    }
}

fn named(schema: &Schema, value: &Value, name: &str) -> Option<Misfit> {
    let fits = match (name, value) {
        ("Int", Value::Int(number)) => number.try_to_i32().is_ok(),
        ("Float", Value::Int(_) | Value::Float(_))
        | ("String", Value::String(_))
        | ("Boolean", Value::Boolean(_))
        | ("ID", Value::String(_) | Value::Int(_)) => true,
        ("Int" | "Float" | "String" | "Boolean" | "ID", _) => false,
        _ => match (schema.types.get(name), value) {
            (Some(ExtendedType::InputObject(input)), Value::Object(pairs)) => {
                for (key, value) in pairs {
                    let (object, key) = (name.to_owned(), key.to_string());
                    let Some(field) = input.fields.get(key.as_str()) else {
                        return Some(Misfit::UnknownKey { object, key });
                    };
                    match misfit(schema, value, &field.ty) {
                        None => {}
                        Some(Misfit::Whole) => {
                            let expected = field.ty.to_string();
                            return Some(Misfit::Key { object, key, value: written(value), expected });
                        }
                        deeper => return deeper,
                    }
                }
                true
            }
            (Some(ExtendedType::InputObject(_)), _) => false,
            _ => true,
        },
    };
    (!fits).then_some(Misfit::Whole)
}

/// A literal on one line, as graphql-ruby quotes it.
pub(crate) fn written(value: &Value) -> String {
    value.serialize().no_indent().to_string()
}
