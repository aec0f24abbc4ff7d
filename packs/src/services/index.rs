//! The search index of the records.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use commune_search::build::{Builder, Built, Document, Facts, Lang, Report};
use commune_services::data::{Access, Known, NEEDS, kind_number};

use super::merge::Merged;
use super::words;

/// The synonyms that come with the tool, by language.
const SYNONYMS: [(&str, Lang); 3] = [
    (include_str!("../../synonyms/fr.txt"), Lang::Fr),
    (include_str!("../../synonyms/nl.txt"), Lang::Nl),
    (include_str!("../../synonyms/en.txt"), Lang::En),
];

/// An index that was written.
pub struct Index {
    /// Numbers to tell.
    pub report: Report,
    /// The name of its build: `1a2b3c4d`.
    build: String,
    /// For each commune (empty: for all of them), the files of its records and the ids in each.
    lists: BTreeMap<String, Vec<Vec<String>>>,
}

impl Index {
    /// Writes the file by which a page finds one record of a commune without a search, and gives its name, relative
    /// to the index's folder: see `Pack::ids`.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn ids(&self, insee: &str, folder: &Path) -> Result<String> {
        let list = |insee: &str| self.lists.get(insee).into_iter().flatten();
        let mut lines: Vec<String> = Vec::new();
        for one in list(insee).chain(list("").filter(|_| !insee.is_empty())) {
            lines.push(serde_json::to_string(one)?);
        }
        let ids = folder.join("id");
        fs::create_dir_all(&ids).with_context(|| format!("cannot create {}", ids.display()))?;
        let path = ids.join(format!("{insee}.json"));
        let text = format!("[\n{}\n]\n", lines.join(",\n"));
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(format!("id/{insee}.json?v={}", self.build))
    }
}

/// The lists of ids: the files of records hold each commune's one after the other.
fn lists(built: &Built, build: &str, merged: &[Merged]) -> Result<BTreeMap<String, Vec<Vec<String>>>> {
    #[derive(serde::Deserialize)]
    struct Line {
        id: String,
    }
    let communes: HashMap<&str, &str> =
        merged.iter().map(|one| (one.record.id.as_str(), one.record.insee.as_str())).collect();
    let mut lists: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for number in 0.. {
        let Some(bytes) = built.files.get(&format!("r/{number}.json")) else { break };
        let name = format!("r/{number}.json?v={build}");
        for Line { id } in serde_json::from_slice::<Vec<Line>>(bytes)? {
            let own = lists.entry(communes.get(id.as_str()).copied().unwrap_or_default().to_owned());
            let own = own.or_default();
            if own.last().is_none_or(|last| last[0] != name) {
                own.push(vec![name.clone()]);
            }
            if let Some(last) = own.last_mut() {
                last.push(id);
            }
        }
    }
    Ok(lists)
}

/// Builds the index and writes it to a folder. `synonyms` are a commune's own lines, added to those of
/// the tool.
///
/// # Errors
/// A line of synonyms is wrong, a record is refused, or the folder cannot be written.
pub fn write(merged: &[Merged], synonyms: &str, folder: &Path) -> Result<Index> {
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
    let built = builder.build();
    let report =
        built.write(folder).with_context(|| format!("cannot write the index to {}", folder.display()))?;
    // The lists of a former run may be of communes that this one has not.
    let ids = folder.join("id");
    if ids.exists() {
        fs::remove_dir_all(&ids).with_context(|| format!("cannot remove {}", ids.display()))?;
    }
    let root = &built.files["root.bin"];
    let build = format!("{:08x}", u32::from_le_bytes([root[4], root[5], root[6], root[7]]));
    let lists = lists(&built, &build, merged)?;
    Ok(Index { report, build, lists })
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
