//! What every file opens with: who answers for it, where it comes from, and whether it is still of today.

use jiff::Span;
use jiff::civil::Date;
use serde_json::Value;

use super::Finding;
use super::kinds::Kind;
use crate::date::french;

/// Days before `nextUpdate` from which it is told.
pub(crate) const SOON: i64 = 14;

/// Fields that are there and filled.
const FILLED: &[(&str, &str)] = &[
    ("generated", "la date de fabrication"),
    ("owner", "qui publie ces données (option --owner)"),
    ("contact", "à qui écrire (option --contact)"),
    ("source", "d'où viennent les données"),
];
/// Fields that are there, and better filled.
const THERE: &[(&str, &str)] = &[
    ("nextUpdate", "quand une mise à jour est attendue (option --next-update)"),
    ("licence", "la licence des données"),
    ("coverage", "ce que le fichier couvre"),
];

pub(super) fn check(json: &Value, kind: Kind, today: &str) -> Vec<Finding> {
    let mut out = Vec::new();
    let wanted = |(name, _): &&(&str, &str)| match kind {
        // Degree days are asked for by one widget and name a source, no owner.
        Kind::DegreeDays => ["generated", "source", "licence"].contains(name),
        // The schema of a configuration says what it needs, and it needs no licence.
        Kind::Commune => *name == "nextUpdate",
        _ => true,
    };
    for (name, what) in FILLED.iter().filter(wanted) {
        match &json[*name] {
            Value::Null => out.push(Finding::fault(format!("/{name}"), format!("il manque {what}."))),
            Value::String(text) if text.trim().is_empty() => {
                out.push(Finding::fault(format!("/{name}"), format!("le champ est vide : dites {what}.")));
            }
            Value::String(_) => {}
            _ => out.push(Finding::fault(format!("/{name}"), "ce doit être un texte.")),
        }
    }
    for (name, what) in THERE.iter().filter(wanted) {
        match &json[*name] {
            Value::Null => out.push(Finding::fault(format!("/{name}"), format!("il manque {what}."))),
            Value::String(text) if text.trim().is_empty() => {
                out.push(Finding::remark(format!("/{name}"), format!("le champ est vide : dites {what}.")));
            }
            Value::String(_) => {}
            _ => out.push(Finding::fault(format!("/{name}"), "ce doit être un texte.")),
        }
    }
    match &json["demo"] {
        Value::Bool(true) => {
            out.push(Finding::remark("/demo", "ce sont des données de démonstration : le widget le dit."))
        }
        Value::Bool(false) => {}
        _ => out.push(Finding::fault("/demo", "ce doit être true ou false.")),
    }
    dates(json, today, &mut out);
    out
}

fn dates(json: &Value, today: &str, out: &mut Vec<Finding>) {
    let Ok(now) = today.parse::<Date>() else { return };
    let mut date = |name: &str| {
        let text = json[name].as_str().filter(|text| !text.trim().is_empty())?;
        let date = iso(text);
        if date.is_none() {
            let sentence =
                format!("« {} » n'est pas une date comme 2026-11-24.", crate::read::problem::short(text));
            out.push(Finding::fault(format!("/{name}"), sentence));
        }
        date
    };
    let (generated, next) = (date("generated"), date("nextUpdate"));
    if let Some(generated) = generated.filter(|generated| *generated > now) {
        let sentence =
            format!("la date de fabrication, {}, est dans l'avenir.", french(&generated.to_string()));
        out.push(Finding::fault("/generated", sentence));
    }
    let Some(next) = next else { return };
    let when = french(&next.to_string());
    if generated.is_some_and(|generated| next < generated) {
        let sentence = format!("la mise à jour attendue, {when}, est avant la date de fabrication.");
        out.push(Finding::fault("/nextUpdate", sentence));
    } else if next < now {
        let sentence = format!("la mise à jour était attendue le {when} : fabriquez un nouveau fichier.");
        out.push(Finding::fault("/nextUpdate", sentence));
    } else if now.checked_add(Span::new().days(SOON)).is_ok_and(|soon| next <= soon) {
        let sentence = format!("la mise à jour est attendue le {when} : préparez-la.");
        out.push(Finding::remark("/nextUpdate", sentence));
    }
}

/// A date written `YYYY-MM-DD` and nothing more.
pub(crate) fn iso(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}
