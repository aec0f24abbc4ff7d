//! From a content to packs: one per audience and language, and the diagnosis per language.

use std::collections::BTreeMap;

use commune_cyber_quiz::data::bank::{self, Bank, Module};
use commune_cyber_quiz::data::diagnosis::{self, Diagnosis};
use commune_cyber_quiz::data::{AUDIENCES, Header, read_bank, read_diagnosis};
use serde_json::Value;

use super::content::{Content, Lang, RawMessage, Tagged};
use super::convert;
use super::same;
use super::told::Told;

/// What the packs say of themselves.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// ISO date of the build.
    pub generated: String,
    /// Who publishes.
    pub owner: String,
    /// How to reach the owner.
    pub contact: String,
    /// ISO date by which newer packs are expected, or empty.
    pub next_update: String,
    /// Licence of the content.
    pub licence: String,
    /// Leave out what no expert has signed off.
    pub signed_only: bool,
}

/// The packs of a content.
#[derive(Debug, Default)]
pub struct Packs {
    /// One per audience and language; empty banks are left out.
    pub banks: Vec<Bank>,
    /// One per language.
    pub diagnoses: Vec<Diagnosis>,
}

/// Assembles the packs. What is wrong is added to what the content tells; with an error, use none of them.
#[must_use]
pub fn assemble(content: &Content, publication: &Publication) -> (Packs, Vec<Told>) {
    let mut told = content.told.clone();
    same::compare(&content.langs, &mut told);
    if told.iter().all(|one| !one.error) {
        told.extend(unknown_reviews(content));
    }
    let mut packs = Packs::default();
    for lang in &content.langs {
        for audience in AUDIENCES {
            let bank = bank(content, lang, audience, publication, &mut told);
            if bank.questions.is_empty() && bank.messages.is_empty() {
                continue;
            }
            // What the widget refuses is refused here.
            let json = serde_json::to_value(&bank).unwrap_or_default();
            match read_bank(&json) {
                Ok(read) if read == bank => packs.banks.push(bank),
                Ok(_) => told.push(unreadable(lang, audience, "autre chose que ce qui est écrit")),
                Err(error) => told.push(unreadable(lang, audience, &format!("{error:?}"))),
            }
        }
        if let Some(json) = &lang.diagnosis {
            packs.diagnoses.extend(diagnosis(content, lang, json, publication, &mut told));
        }
    }
    (packs, told)
}

fn unreadable(lang: &Lang, audience: &str, why: &str) -> Told {
    Told::error(
        &format!("{}/", lang.lang),
        format!("la banque « {audience} » serait refusée par la page : {why}"),
    )
}

fn header(schema: &str, lang: &str, publication: &Publication) -> Header {
    let source = match lang {
        "nl" => "Situaties geschreven voor gemeenten, naar de gidsen van ANSSI en Cybermalveillance.gouv.fr",
        "en" => "Situations written for communes, after the guides of ANSSI and Cybermalveillance.gouv.fr",
        _ => {
            "Situations écrites pour les communes, d'après les guides de l'ANSSI et de Cybermalveillance.gouv.fr"
        }
    };
    Header {
        schema: schema.to_owned(),
        generated: publication.generated.clone(),
        owner: publication.owner.clone(),
        contact: publication.contact.clone(),
        next_update: publication.next_update.clone(),
        source: source.to_owned(),
        licence: publication.licence.clone(),
        coverage: String::new(),
        demo: false,
        lang: lang.to_owned(),
    }
}

/// Whether an item waits for an expert: `REVIEW.md` decides, and an author who says otherwise keeps it waiting.
fn to_review(signed: &BTreeMap<String, bool>, id: &str, unsigned: bool) -> bool {
    unsigned || !signed.get(id).copied().unwrap_or(false)
}

fn bank(
    content: &Content,
    lang: &Lang,
    audience: &str,
    publication: &Publication,
    told: &mut Vec<Told>,
) -> Bank {
    let kept = |waits: bool| !(waits && publication.signed_only);
    let mut questions = Vec::new();
    for Tagged { question, tags, .. } in
        lang.questions.iter().filter(|q| q.tags.audiences.contains(&audience))
    {
        let waits = to_review(&content.signed, &question.id, tags.unsigned);
        if tags.problems.is_empty() && kept(waits) {
            questions.push(convert::question(question, tags, waits, &lang.lang));
        }
    }
    let mut messages = Vec::new();
    for RawMessage { audience: audiences, signed_off, message } in &lang.messages {
        let waits = to_review(&content.signed, &message.id, !signed_off);
        if audiences.iter().any(|of| of == audience) && kept(waits) {
            messages.push(bank::Message { to_review: waits, ..message.clone() });
        }
    }
    let file = format!("{}/bank.json", lang.lang);
    let used =
        |theme: &str| questions.iter().any(|q| q.theme == theme) || messages.iter().any(|m| m.theme == theme);
    let themes = lang.themes.iter().filter(|theme| used(&theme.id)).cloned().collect();
    let mut modules = Vec::new();
    for raw in lang.modules.iter().filter(|module| module.audience.iter().any(|of| of == audience)) {
        let mut items = raw.items.clone();
        for tagged in &lang.questions {
            let id = &tagged.question.id;
            if tagged.tags.modules.contains(&raw.id)
                && tagged.tags.audiences.contains(&audience)
                && !items.contains(id)
            {
                items.push(id.clone());
            }
        }
        let there =
            |id: &String| questions.iter().any(|q| q.id == *id) || messages.iter().any(|m| m.id == *id);
        for id in items.iter().filter(|id| !there(id) && !publication.signed_only) {
            let words =
                format!("le module « {} » nomme « {id} », que la banque « {audience} » n'a pas.", raw.id);
            told.push(Told::error(&file, words));
        }
        items.retain(there);
        if !items.is_empty() {
            modules.push(Module {
                id: raw.id.clone(),
                title: raw.title.clone(),
                minutes: raw.minutes,
                items,
            });
        }
    }
    for tagged in &lang.questions {
        for module in
            tagged.tags.modules.iter().filter(|id| lang.modules.iter().all(|known| known.id != **id))
        {
            let words = format!("bank.json n'a pas de module « {module} ».");
            let line = tagged.question.line;
            let one = Told { file: tagged.file.clone(), line, error: true, words };
            if !told.contains(&one) {
                told.push(one);
            }
        }
    }
    Bank {
        header: header(bank::SCHEMA, &lang.lang, publication),
        audience: audience.to_owned(),
        themes,
        modules,
        questions,
        messages,
    }
}

fn diagnosis(
    content: &Content,
    lang: &Lang,
    json: &Value,
    publication: &Publication,
    told: &mut Vec<Told>,
) -> Option<Diagnosis> {
    let mut json = json.clone();
    for question in json["questions"].as_array_mut().into_iter().flatten() {
        let unsigned = question["signedOff"] != true;
        let id = question["id"].as_str().unwrap_or_default().to_owned();
        question["toReview"] = to_review(&content.signed, &id, unsigned).into();
    }
    if publication.signed_only {
        // A diagnosis without some of its questions would be another one.
        let waits =
            json["questions"].as_array().into_iter().flatten().any(|question| question["toReview"] == true);
        if waits {
            return None;
        }
    }
    json["schema"] = diagnosis::SCHEMA.into();
    let file = format!("{}/diagnosis.json", lang.lang);
    match read_diagnosis(&json) {
        Ok(read) => Some(Diagnosis { header: header(diagnosis::SCHEMA, &lang.lang, publication), ..read }),
        Err(error) => {
            told.push(Told::error(&file, format!("serait refusé par la page : {error:?}")));
            None
        }
    }
}

/// Ids that REVIEW.md names and that are nowhere, and the other way round.
fn unknown_reviews(content: &Content) -> Vec<Told> {
    let Some(lang) = content.langs.first() else { return Vec::new() };
    let mut ids: Vec<&str> = lang.questions.iter().map(|tagged| tagged.question.id.as_str()).collect();
    ids.extend(lang.messages.iter().map(|raw| raw.message.id.as_str()));
    let questions = lang.diagnosis.iter().filter_map(|json| json["questions"].as_array()).flatten();
    ids.extend(questions.filter_map(|question| question["id"].as_str()));
    let warning = |words: String| Told { file: "REVIEW.md".into(), line: 0, error: false, words };
    let mut told = Vec::new();
    for id in content.signed.keys().filter(|id| !ids.contains(&id.as_str())) {
        told.push(warning(format!("« {id} » n'existe pas dans le contenu.")));
    }
    let doubted =
        lang.questions.iter().filter(|tagged| tagged.tags.unsigned).map(|tagged| &tagged.question.id);
    let doubted =
        doubted.chain(lang.messages.iter().filter(|raw| !raw.signed_off).map(|raw| &raw.message.id));
    for id in doubted.filter(|id| content.signed.get(*id) == Some(&true)) {
        told.push(warning(format!("« {id} » y est signé, mais pas dans son fichier : il reste à relire.")));
    }
    for id in ids.iter().filter(|id| !content.signed.contains_key(**id)) {
        told.push(warning(format!("« {id} » manque : il reste à relire.")));
    }
    told
}
