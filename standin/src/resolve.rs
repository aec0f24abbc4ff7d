//! Fields of a query, read from the world.

use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use apollo_compiler::response::{JsonMap, JsonValue};

use crate::connection::{Connection, Page};
use crate::select;
use crate::world::{Datum, Id, Text, World};
use crate::{Limits, Version};

/// What every field may need to know.
pub(crate) struct Scene<'w> {
    pub(crate) world: &'w World,
    pub(crate) version: Version,
    pub(crate) limits: &'w Limits,
    /// `http://127.0.0.1:4080`, as the client called it.
    pub(crate) origin: String,
}

/// A node of the world, asked for its fields.
pub(crate) struct Object<'w> {
    pub(crate) scene: &'w Scene<'w>,
    pub(crate) id: Id,
}

type Resolved<'a> = Result<ResolvedValue<'a>, FieldError>;

impl ObjectValue for Object<'_> {
    fn type_name(&self) -> &str {
        self.scene.world.node(self.id).kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        let value = self.value(info)?;
        let missing = matches!(value, ResolvedValue::Leaf(JsonValue::Null));
        if missing && info.field_definition().ty.is_non_null() {
            return Err(null_refused(self.type_name(), info.field_name(), self.scene.version));
        }
        Ok(value)
    }
}

/// graphql-ruby's words for a null where the schema promised none.
fn null_refused(kind: &str, field: &str, version: Version) -> FieldError {
    let stop = if version == Version::Modern { "." } else { "" };
    FieldError { message: format!("Cannot return null for non-nullable field {kind}.{field}{stop}") }
}

impl Object<'_> {
    fn value<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        let (world, field, arguments) = (self.scene.world, info.field_name(), info.arguments());
        if let Some(list) = finder(field, arguments) {
            let found = select::find(world, world.list(self.id, list), arguments);
            return Ok(ResolvedValue::nullable_object(found.map(|id| self.object(id))));
        }
        match world.get(self.id, field) {
            None => Ok(ResolvedValue::null()),
            Some(Datum::Leaf(value)) => Ok(ResolvedValue::leaf(value.clone())),
            Some(Datum::Address(path)) => Ok(ResolvedValue::leaf(format!("{}{path}", self.scene.origin))),
            Some(Datum::Text(text)) => Ok(ResolvedValue::object(Field { text, scene: self.scene })),
            Some(Datum::One(id)) => Ok(ResolvedValue::object(self.object(*id))),
            Some(Datum::Many(ids)) => {
                let ids = select::select(world, ids, arguments)?;
                let kind = info.field_definition().ty.inner_named_type().as_str();
                if kind.ends_with("Connection") {
                    let page = Page::cut(ids, arguments, self.scene)?;
                    return Ok(ResolvedValue::object(Connection {
                        kind: kind.to_owned(),
                        page,
                        scene: self.scene,
                    }));
                }
                Ok(ResolvedValue::list(ids.into_iter().map(|id| ResolvedValue::object(self.object(id)))))
            }
        }
    }

    fn object(&self, id: Id) -> Object<'_> {
        Object { scene: self.scene, id }
    }
}

/// The list in which `component(id: …)` and its like look.
fn finder(field: &str, arguments: &JsonMap) -> Option<&'static str> {
    let named = arguments.contains_key("id") || arguments.contains_key("slug");
    match field {
        // The only one that may be asked with neither, and then finds nothing.
        "participatoryProcess" => Some("participatoryProcesses"),
        _ if !named => None,
        "component" => Some("components"),
        "participatoryProcessGroup" => Some("participatoryProcessGroups"),
        "participatoryProcessType" => Some("participatoryProcessTypes"),
        "proposal" => Some("proposals"),
        "meeting" => Some("meetings"),
        "debate" => Some("debates"),
        "survey" => Some("surveys"),
        "budget" => Some("budgets"),
        "result" => Some("results"),
        "page" => Some("pages"),
        "post" => Some("posts"),
        _ => None,
    }
}

/// A `TranslatedField`.
struct Field<'w> {
    text: &'w Text,
    scene: &'w Scene<'w>,
}

impl ObjectValue for Field<'_> {
    fn type_name(&self) -> &str {
        "TranslatedField"
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        let said =
            || self.text.0.iter().filter(|said| !said.machine || self.scene.version == Version::Modern);
        let arguments = info.arguments();
        Ok(match info.field_name() {
            "locales" => ResolvedValue::list(said().map(|said| ResolvedValue::leaf(said.locale))),
            "translation" => {
                let locale = arguments.get("locale").and_then(JsonValue::as_str);
                let found = said().find(|said| Some(said.locale) == locale);
                found.map_or_else(ResolvedValue::null, |said| ResolvedValue::leaf(said.text.clone()))
            }
            "translations" => {
                let wanted = arguments.get("locales").and_then(JsonValue::as_array);
                // As in Ruby, an empty list chooses nothing rather than no language.
                let wanted = wanted.filter(|wanted| !wanted.is_empty());
                let chosen = said().filter(move |said| {
                    wanted
                        .is_none_or(|wanted| wanted.iter().any(|locale| locale.as_str() == Some(said.locale)))
                });
                ResolvedValue::list(chosen.map(|said| {
                    ResolvedValue::object(Plain {
                        kind: "LocalizedString",
                        fields: vec![
                            ("locale", said.locale.into()),
                            ("text", said.text.clone().into()),
                            ("machineTranslated", said.machine.into()),
                        ],
                    })
                }))
            }
            _ => return Err(self.unknown_field_error(info)),
        })
    }
}

/// An object of leaves, made on the way.
pub(crate) struct Plain {
    pub(crate) kind: &'static str,
    pub(crate) fields: Vec<(&'static str, JsonValue)>,
}

impl ObjectValue for Plain {
    fn type_name(&self) -> &str {
        self.kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        let found = self.fields.iter().find(|(name, _)| *name == info.field_name());
        Ok(found.map_or_else(ResolvedValue::null, |(_, value)| ResolvedValue::leaf(value.clone())))
    }
}
