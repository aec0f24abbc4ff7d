//! `commune-packs check`: what is wrong in files that are about to be published, as sentences in French.
//!
//! The path of the data: a file → its schema id → [`header`] (what every file opens with, its dates) →
//! [`kinds`] (its own structure) → [`links`] (every address in it) → [`Finding`]s. Configurations of communes
//! are checked against `schemas/commune.json` ([`schema`]) and for contrast; synonyms line by line.

mod command;
mod header;
mod kinds;
mod links;
mod schema;

use std::path::Path;

use serde_json::Value;

pub(crate) use command::{Check, folder, run};
pub(crate) use header::{SOON, iso};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// True where the file must not be published as it is; false for a remark.
    pub fault: bool,
    /// Where: a JSON pointer (`/commune/insee`), `ligne 3`, or empty for the whole file.
    pub at: String,
    /// What is wrong and what to do, in French.
    pub sentence: String,
}

impl Finding {
    fn fault(at: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { fault: true, at: at.into(), sentence: sentence.into() }
    }

    fn remark(at: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { fault: false, at: at.into(), sentence: sentence.into() }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.fault { "à corriger" } else { "à savoir" })?;
        if !self.at.is_empty() {
            write!(f, ", {}", self.at)?;
        }
        write!(f, " : {}", self.sentence)
    }
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// A file of ours, and what was found in it.
    Ours(Vec<Finding>),
    /// Something else: reports, the files of the index, aggregates.
    NotOurs,
}

/// Checks the bytes of a file. `today` is an ISO date: what is past by then is told.
#[must_use]
pub fn bytes(path: &Path, bytes: &[u8], today: &str) -> Checked {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt")) {
        return Checked::Ours(synonyms(path, bytes));
    }
    let json: Value = match serde_json::from_slice(bytes) {
        Ok(json) => json,
        Err(error) => return Checked::Ours(vec![unreadable(bytes, &error)]),
    };
    let Some(id) = json["schema"].as_str() else { return Checked::NotOurs };
    let Some((name, major)) = id.strip_prefix("commune-widgets/").and_then(|rest| rest.rsplit_once('/'))
    else {
        return Checked::NotOurs;
    };
    if kinds::SENSITIVE.contains(&name) {
        let sentence = "c'est un document sensible d'une commune ou d'une personne : ne le publiez pas.";
        return Checked::Ours(vec![Finding::fault("", sentence)]);
    }
    if kinds::ASIDE.contains(&name) {
        return Checked::NotOurs;
    }
    let Some(kind) = kinds::Kind::of(name) else {
        let sentence = format!("le schéma « {id} » n'est pas connu : les widgets ne lisent pas ce fichier.");
        return Checked::Ours(vec![Finding::fault("/schema", sentence)]);
    };
    if major != "1" {
        let sentence = format!(
            "la version {major} de « {name} » n'est pas connue : cet outil et les widgets lisent la version 1."
        );
        return Checked::Ours(vec![Finding::fault("/schema", sentence)]);
    }
    // Of an index its schema says all.
    let mut found =
        if kind == kinds::Kind::Communes { Vec::new() } else { header::check(&json, kind, today) };
    // What the header tells of a field, the schema need not tell again.
    let told: Vec<String> = found.iter().map(|one| one.at.clone()).filter(|at| !at.is_empty()).collect();
    found.extend(kinds::check(kind, path, bytes, &json).into_iter().filter(|one| !told.contains(&one.at)));
    if kind != kinds::Kind::Commune {
        found.extend(links::check(&json));
    }
    Checked::Ours(found)
}

/// True where a widget reads the document: a pack or a configuration, not what is written beside them.
pub(crate) fn is_read(json: &Value) -> bool {
    let name = json["schema"].as_str().and_then(|id| id.strip_prefix("commune-widgets/")?.split('/').next());
    name.is_some_and(|name| kinds::Kind::of(name).is_some())
}

fn unreadable(bytes: &[u8], error: &serde_json::Error) -> Finding {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Finding::fault("", "le fichier est vide.");
    }
    let at = format!("ligne {}, colonne {}", error.line(), error.column());
    let sentence = if error.is_eof() {
        "le fichier s'arrête avant la fin : il a été coupé pendant la copie."
    } else {
        "ce n'est pas du JSON lisible à cet endroit."
    };
    Finding::fault(at, sentence)
}

/// Checks a file of synonyms; its name may say its language (`nl.txt`).
fn synonyms(path: &Path, bytes: &[u8]) -> Vec<Finding> {
    use commune_search::build::{Builder, Lang};
    let Ok(text) = std::str::from_utf8(bytes) else {
        return vec![Finding::fault("", "le fichier n'est pas en UTF-8 : enregistrez-le en UTF-8.")];
    };
    let lang = match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("nl") => Lang::Nl,
        Some("en") => Lang::En,
        _ => Lang::Fr,
    };
    match Builder::new().synonyms(text, lang) {
        Ok(()) => Vec::new(),
        Err(error) => {
            // The reasons of `commune_search::build::synonyms`, for a French reader.
            let reason = match error.reason {
                reason if reason.contains("two phrases") => "il faut au moins deux expressions par ligne",
                reason if reason.contains("once only") => "une seule flèche « => » par ligne",
                reason if reason.contains("empty") => {
                    "une expression est vide : deux virgules de suite, ou une à la fin"
                }
                reason if reason.contains("not searched") => {
                    "une expression n'a que des mots comme « le » ou « mon », qui ne se cherchent pas"
                }
                reason if reason.contains("eight words") => "une expression a plus de huit mots",
                other => other,
            };
            vec![Finding::fault(format!("ligne {}", error.line), format!("{reason}."))]
        }
    }
}
