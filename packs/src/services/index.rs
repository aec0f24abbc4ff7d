//! The search index of the records.

use std::path::Path;

use anyhow::{Context, Result};
use commune_search::build::{Builder, Document, Facts, Lang, Report};
use commune_services::data::{Access, Known, NEEDS, kind_number};

use super::merge::Merged;
use super::words;

/// The synonyms that come with the tool, by language.
const SYNONYMS: [(&str, Lang); 3] = [
    (include_str!("../../synonyms/fr.txt"), Lang::Fr),
    (include_str!("../../synonyms/nl.txt"), Lang::Nl),
    (include_str!("../../synonyms/en.txt"), Lang::En),
];

/// Builds the index and writes it to a folder. `synonyms` are a commune's own lines, added to those of
/// the tool.
///
/// # Errors
/// A line of synonyms is wrong, a record is refused, or the folder cannot be written.
pub fn write(merged: &[Merged], synonyms: &str, folder: &Path) -> Result<Report> {
    let mut builder = Builder::new();
    for (text, lang) in SYNONYMS {
        builder.synonyms(text, lang).map_err(|error| anyhow::anyhow!("synonyms of the tool: {error:?}"))?;
    }
    if !synonyms.is_empty() {
        builder.synonyms(synonyms, Lang::Fr).map_err(|error| anyhow::anyhow!("--synonyms: {error:?}"))?;
    }
    for one in merged {
        let document = document(one)?;
        let id = document.id.clone();
        builder.add(document).map_err(|error| anyhow::anyhow!("{id}: {error:?}"))?;
    }
    builder.write(folder).with_context(|| format!("cannot write the index to {}", folder.display()))
}

fn document(one: &Merged) -> Result<Document> {
    let record = &one.record;
    let mut keywords = one.keywords.join(" ; ");
    if !record.procedure {
        keywords.push_str(" ; ");
        keywords.push_str(words::kind(&record.kind));
    }
    for event in &record.events {
        keywords.push_str(" ; ");
        keywords.push_str(words::event(event));
    }
    for (_, title) in &record.titles {
        keywords.push_str(" ; ");
        keywords.push_str(title);
    }
    let mut description = record.description.clone();
    for (_, text) in &record.descriptions {
        description.push(' ');
        description.push_str(text);
    }
    let place = format!("{} {}", record.commune, record.address.join(" "));
    let (yes, no) = facts(&record.access);
    Ok(Document {
        id: record.id.clone(),
        lang: match one.lang {
            "nl" => Lang::Nl,
            "en" => Lang::En,
            _ => Lang::Fr,
        },
        title: record.title.clone(),
        keywords,
        description,
        place,
        insee: record.insee.clone(),
        at: record.at.map(|(longitude, latitude)| (latitude, longitude)),
        facts: Facts { kind: kind_number(&record.kind), yes, no },
        record: serde_json::to_string(record)?,
    })
}

/// Bits of the needs that are met, and of those that are not.
fn facts(access: &Access) -> (u16, u16) {
    let (mut yes, mut no) = (0, 0);
    for (bit, (need, _)) in NEEDS.iter().enumerate() {
        match access.get(*need) {
            Some(Known(Some(true), ..)) => yes |= 1 << bit,
            Some(Known(Some(false), ..)) => no |= 1 << bit,
            _ => {}
        }
    }
    (yes, no)
}
