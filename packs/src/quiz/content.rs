//! A content folder: what it holds, read and checked file by file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use commune_cyber_quiz::data::bank::{Message, Theme};
use commune_gift::Severity;
use serde::Deserialize;
use serde_json::Value;

use super::review;
use super::tags::{self, Tags};
use super::told::Told;

/// The languages, the original first.
pub const LANGS: [&str; 3] = ["fr", "nl", "en"];

const INSPECTION_SCHEMA: &str = include_str!("../../../components/cyber-quiz/schemas/inspection.schema.json");
const DIAGNOSIS_SCHEMA: &str = include_str!("../../../components/cyber-quiz/schemas/diagnosis.schema.json");

/// The texts of a content folder, by path below it, `/` between folders.
pub type Files = BTreeMap<String, String>;

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Content {
    /// By language, in the order of [`LANGS`].
    pub langs: Vec<Lang>,
    /// Items that an expert has signed off, and those that wait.
    pub signed: BTreeMap<String, bool>,
    /// What is to be told.
    pub told: Vec<Told>,
}

/// One language.
#[derive(Debug, Default)]
pub struct Lang {
    /// `fr`, `nl` or `en`.
    pub lang: String,
    /// In the order of the files' names.
    pub questions: Vec<Tagged>,
    /// Of `bank.json`.
    pub themes: Vec<Theme>,
    /// Of `bank.json`.
    pub(crate) modules: Vec<RawModule>,
    /// Of `inspection.json`.
    pub(crate) messages: Vec<RawMessage>,
    /// `diagnosis.json`, where there is one.
    pub diagnosis: Option<Value>,
}

/// A question with its tags.
#[derive(Debug)]
pub struct Tagged {
    /// The file that holds it.
    pub(crate) file: String,
    /// As GIFT has it.
    pub question: commune_gift::Question,
    pub(crate) tags: Tags,
}

/// A module of `bank.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawModule {
    pub(crate) id: String,
    pub(crate) audience: Vec<String>,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) minutes: u32,
    #[serde(default)]
    pub(crate) items: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBank {
    #[serde(default, rename = "$schema")]
    _schema: String,
    lang: String,
    themes: Vec<Theme>,
    #[serde(default)]
    modules: Vec<RawModule>,
}

/// A message with what the pack leaves out.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RawMessage {
    pub(crate) audience: Vec<String>,
    pub(crate) signed_off: bool,
    #[serde(flatten)]
    pub(crate) message: Message,
}

/// The files below a folder that belong to the content.
///
/// # Errors
/// The folder cannot be read, or a file of it is not UTF-8: its name is told.
pub fn files(folder: &Path) -> Result<Files> {
    let mut out = Files::new();
    collect(folder, "", &mut out)?;
    if out.keys().all(|path| !path.ends_with(".gift") && !path.ends_with(".json")) {
        bail!("{} holds neither .gift nor .json files", folder.display());
    }
    Ok(out)
}

fn collect(folder: &Path, prefix: &str, out: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), out)?;
        } else if [".gift", ".json", "REVIEW.md"].iter().any(|end| name.ends_with(end)) {
            out.insert(name, text(&path)?);
        }
    }
    Ok(())
}

/// A text file.
///
/// # Errors
/// It cannot be read, or is not UTF-8: the line is told in French, as the person who wrote it may see it.
pub(crate) fn text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            bail!(
                "{}, ligne {line} : le fichier n'est pas en UTF-8. Enregistrez-le en UTF-8.",
                path.display()
            )
        }
    }
}

/// Reads a content. What is wrong is told, never thrown.
#[must_use]
pub fn read(files: &Files) -> Content {
    let mut content = Content::default();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with("REVIEW.md")) {
        content.signed.extend(review::read(text));
        if content.signed.is_empty() {
            content.told.push(Told::error(path, "aucun tableau avec une colonne « Signed off ».".into()));
        }
    }
    for lang in LANGS {
        let prefix = format!("{lang}/");
        let of_lang: Vec<(&String, &String)> =
            files.iter().filter(|(path, _)| path.starts_with(&prefix)).collect();
        if of_lang.is_empty() {
            continue;
        }
        let mut out = Lang { lang: lang.to_owned(), ..Lang::default() };
        for (path, text) in of_lang {
            match path.strip_prefix(&prefix) {
                Some("bank.json") => bank(path, text, &mut out, &mut content.told),
                Some("inspection.json") => inspection(path, text, &mut out, &mut content.told),
                Some("diagnosis.json") => {
                    out.diagnosis = checked(path, text, lang, DIAGNOSIS_SCHEMA, &mut content.told);
                }
                Some(name) if name.ends_with(".gift") => gift(path, text, &mut out, &mut content.told),
                _ => content.told.push(Told {
                    file: path.clone(),
                    line: 0,
                    error: false,
                    words: "ce fichier n'est lu par aucun outil.".into(),
                }),
            }
        }
        content.langs.push(out);
    }
    content
}

/// The problems of a bank, as remarks on its file.
pub(crate) fn problems(path: &str, bank: &commune_gift::Bank) -> Vec<Told> {
    let one = |problem: &commune_gift::Problem| Told {
        file: path.to_owned(),
        line: problem.line,
        error: problem.severity() == Severity::Error,
        words: problem.french(),
    };
    bank.problems.iter().map(one).collect()
}

fn gift(path: &str, text: &str, out: &mut Lang, told: &mut Vec<Told>) {
    let bank = commune_gift::read(text);
    told.extend(problems(path, &bank));
    for question in bank.questions {
        let tags = tags::read(&question);
        for words in &tags.problems {
            told.push(Told { file: path.to_owned(), line: question.line, error: true, words: words.clone() });
        }
        out.questions.push(Tagged { file: path.to_owned(), question, tags });
    }
}

fn bank(path: &str, text: &str, out: &mut Lang, told: &mut Vec<Told>) {
    match serde_json::from_str::<RawBank>(text) {
        Ok(bank) if bank.lang == out.lang => {
            out.themes = bank.themes;
            out.modules = bank.modules;
        }
        Ok(bank) => told.push(wrong_lang(path, &bank.lang)),
        Err(error) => told.push(json_error(path, &error)),
    }
}

fn inspection(path: &str, text: &str, out: &mut Lang, told: &mut Vec<Told>) {
    let Some(json) = checked(path, text, &out.lang, INSPECTION_SCHEMA, told) else { return };
    match serde_json::from_value::<Vec<RawMessage>>(json["messages"].clone()) {
        Ok(messages) => out.messages = messages,
        Err(error) => told.push(json_error(path, &error)),
    }
}

/// Parses a document and checks it against its published schema.
fn checked(path: &str, text: &str, lang: &str, schema: &str, told: &mut Vec<Told>) -> Option<Value> {
    let json: Value = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(error) => {
            told.push(json_error(path, &error));
            return None;
        }
    };
    let before = told.len();
    let schema: Value = serde_json::from_str(schema).ok()?;
    match jsonschema::validator_for(&schema) {
        Ok(validator) => told.extend(validator.iter_errors(&json).map(|error| {
            Told::error(path, format!("ne suit pas le schéma, en {} : {error}", error.instance_path()))
        })),
        Err(error) => told.push(Told::error(path, format!("le schéma publié ne se lit pas : {error}"))),
    }
    if json["lang"] != lang {
        told.push(wrong_lang(path, json["lang"].as_str().unwrap_or_default()));
    }
    (told.len() == before).then_some(json)
}

fn wrong_lang(path: &str, found: &str) -> Told {
    Told::error(path, format!("le fichier dit être en « {found} », son dossier dit autre chose."))
}

fn json_error(path: &str, error: &serde_json::Error) -> Told {
    Told {
        file: path.to_owned(),
        line: u32::try_from(error.line()).unwrap_or(0),
        error: true,
        words: format!("JSON illisible : {error}"),
    }
}
