//! The JSON Schemas of `schemas/`, and their reasons as sentences.

use std::sync::LazyLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use super::Finding;
use super::kinds::Kind;
use crate::french::count;
use crate::read::problem::short;

/// Most faults that are told of one file: a wrong export has the same thousands of times.
const MOST: usize = 20;

macro_rules! schemas {
    ($($kind:ident $file:literal;)*) => {
        /// What the files say, each read once.
        static VALIDATORS: LazyLock<Vec<(Kind, Option<Validator>)>> = LazyLock::new(|| {
            vec![$((Kind::$kind, validator(include_str!(concat!("../../schemas/", $file)))),)*]
        });
    };
}

schemas! {
    Energy "energy.json";
    Services "services.json";
    Consultation "consultation.json";
    Quiz "cyber-quiz.json";
    Diagnosis "cyber-diagnosis.json";
    DegreeDays "degree-days.json";
    Commune "commune.json";
    Communes "communes.json";
}

fn validator(text: &str) -> Option<Validator> {
    let schema: Value = serde_json::from_str(text).ok()?;
    jsonschema::validator_for(&schema).ok()
}

pub(super) fn check(kind: Kind, json: &Value) -> Vec<Finding> {
    let found = VALIDATORS.iter().find(|(known, _)| *known == kind);
    let Some((_, Some(validator))) = found else {
        return vec![Finding::fault("", "le schéma de l'outil ne se lit pas.")];
    };
    let mut errors = validator.iter_errors(json);
    let mut out: Vec<Finding> =
        errors.by_ref().take(MOST).map(|error| Finding::fault(place(&error), french(&error))).collect();
    let more = errors.count() as u64;
    if more > 0 {
        out.push(Finding::fault("", format!("et {} à corriger.", count(more, "autre endroit"))));
    }
    out
}

/// Where: a missing field is told at its own place.
fn place(error: &ValidationError<'_>) -> String {
    let at = error.instance_path().as_str();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            format!("{at}/{}", property.as_str().unwrap_or_default())
        }
        _ => at.to_owned(),
    }
}

fn french(error: &ValidationError<'_>) -> String {
    let at = error.instance_path().as_str();
    let shown = match error.instance().as_ref() {
        Value::String(text) => format!("« {} »", short(text)),
        Value::Object(_) => "cet objet".to_owned(),
        Value::Array(_) => "cette liste".to_owned(),
        other => short(&other.to_string()),
    };
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            format!("il manque le champ « {} ».", property.as_str().unwrap_or_default())
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let list: Vec<String> = unexpected.iter().map(|name| format!("« {} »", short(name))).collect();
            format!("champ inconnu : {}.", list.join(", "))
        }
        ValidationErrorKind::Enum { options } => {
            let list = options.as_array().into_iter().flatten().filter_map(Value::as_str);
            format!("{shown} n'est pas permis ; il faut {}.", list.collect::<Vec<_>>().join(", "))
        }
        ValidationErrorKind::Constant { expected_value } => {
            format!("{shown} n'est pas permis ; il faut {}.", short(&expected_value.to_string()))
        }
        ValidationErrorKind::Pattern { .. } => format!("{shown} n'a pas la forme attendue{}.", expected(at)),
        ValidationErrorKind::AnyOf { .. } if !expected(at).is_empty() => {
            format!("{shown} n'a pas la forme attendue{}.", expected(at))
        }
        ValidationErrorKind::Minimum { limit } => {
            format!("{shown} est trop petit ; il faut au moins {limit}.")
        }
        ValidationErrorKind::Maximum { limit } => {
            format!("{shown} est trop grand ; il faut au plus {limit}.")
        }
        ValidationErrorKind::MinLength { .. } => "le champ est vide.".into(),
        ValidationErrorKind::MinItems { limit: 1 } => "la liste est vide.".into(),
        ValidationErrorKind::MinItems { limit } => {
            format!("{shown} n'a pas assez d'éléments ; il en faut {limit}.")
        }
        ValidationErrorKind::MaxItems { limit } => {
            format!("{shown} a trop d'éléments ; il en faut {limit} au plus.")
        }
        ValidationErrorKind::UniqueItems => "la liste a deux fois la même valeur.".into(),
        ValidationErrorKind::Type { kind } => {
            let wanted: Vec<String> = match kind {
                TypeKind::Single(one) => vec![one.to_string()],
                TypeKind::Multiple(several) => several.iter().map(|one| one.to_string()).collect(),
            };
            let wanted = wanted.iter().map(|name| match name.as_str() {
                "string" => "un texte",
                "object" => "un objet",
                "array" => "une liste",
                "boolean" => "true ou false",
                "number" => "un nombre",
                "integer" => "un nombre entier",
                other => other,
            });
            format!("il faut {}, et non {shown}.", wanted.collect::<Vec<_>>().join(" ou "))
        }
        _ => format!("{shown} ne suit pas le schéma."),
    }
}

/// What a pattern of a schema wants, by where it is.
fn expected(at: &str) -> &'static str {
    match at {
        "/commune/insee" => ", un code INSEE comme 59350",
        "/townHall/email" => ", une adresse comme mairie@exemple.fr",
        "/townHall/phone" | "/helpPhone" => ", un numéro comme 03 20 00 00 00",
        "/decidim/platform" => ", une adresse comme https://participer.exemple.fr, sans rien après",
        "/decidim/slug" => ", la fin d'une adresse comme place-du-marche",
        "/tokens/radius" => ", un arrondi comme 0, 4px ou 0.25em",
        "/generated" | "/nextUpdate" => ", une date comme 2026-11-24",
        _ if at.starts_with("/tokens/") => ", une couleur comme #00518a, en minuscules",
        _ if at.starts_with("/links/") => ", un lien qui commence par https://, http://, mailto:, tel: ou /",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_can_be_read() {
        for (kind, validator) in VALIDATORS.iter() {
            assert!(validator.is_some(), "{kind:?}");
        }
    }
}
