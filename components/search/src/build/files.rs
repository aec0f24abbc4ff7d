//! The files of an index.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use super::Document;
use super::dictionary::{self, varint};
use super::lists;
use super::synonyms::Line;
use super::terms::Terms;
use crate::communes::{EVERYWHERE, NO_CENTRE};
use crate::facts::{NOWHERE, PER_SHARD, Place};
use crate::root::{MAGIC, eighths};

/// Bytes of postings after which a shard ends. Small: of a shard a query wants a list or two.
const POSTINGS_BYTES: usize = 4_096;
/// Bytes of records after which a file ends: a hit costs one.
const RECORDS_BYTES: usize = 4_096;

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents in the index.
    pub documents: u32,
    /// Words, all their forms counted.
    pub words: u32,
    /// Terms: words of one stem are one.
    pub terms: u32,
    /// Files.
    pub files: u32,
    /// Bytes of all files, not compressed.
    pub bytes: u64,
    /// Bytes of `root.bin`, not compressed.
    pub root_bytes: u64,
}

/// An index in memory.
#[derive(Clone, Debug)]
pub struct Built {
    /// Contents by name, such as `root.bin` and `p/3.bin`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Numbers to tell.
    pub report: Report,
}

impl Built {
    /// See [`Builder::write`](super::Builder::write).
    ///
    /// # Errors
    /// When a file cannot be written or removed.
    pub fn write(&self, folder: &Path) -> io::Result<Report> {
        for (sub, ending) in [("p", "bin"), ("f", "bin"), ("r", "json")] {
            let sub = folder.join(sub);
            fs::create_dir_all(&sub)?;
            for entry in fs::read_dir(&sub)? {
                let path = entry?.path();
                let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
                let number = !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit());
                if number && path.extension().is_some_and(|other| other == ending) {
                    fs::remove_file(path)?;
                }
            }
        }
        for (name, bytes) in &self.files {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(self.report)
    }
}

pub(super) fn build(mut documents: Vec<Document>, lines: &[Line]) -> Built {
    // Neighbours lie together, so that a commune's hits share files.
    documents.sort_by(|a, b| (&a.insee, &a.id).cmp(&(&b.insee, &b.id)));
    let terms = Terms::of(&documents, lines);
    let lists = lists::lists(&documents, &terms);
    let mut files = BTreeMap::new();
    let first_terms = postings(&lists, &mut files);
    let first_docs = records(&documents, &mut files);
    facts(&documents, &mut files);
    files.insert("c.bin".to_owned(), communes(&documents));

    let (blocks, words) = dictionary::encode(terms.words.iter().map(|(word, term)| (word.as_str(), *term)));
    let frequencies: Vec<u8> = lists.iter().map(|list| eighths(list.len() as u32)).collect();
    let numbers = |list: &[u32]| list.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let parts =
        [blocks, words, frequencies, numbers(&first_terms), numbers(&first_docs), synonyms(lines, &terms)];
    let [blocks, words, _, _, _, synonyms] = [0, 1, 2, 3, 4, 5].map(|n: usize| parts[n].len() as u32);
    let head = [
        MAGIC,
        0,
        documents.len() as u32,
        terms.count,
        blocks / 8,
        words,
        first_terms.len() as u32,
        first_docs.len() as u32,
        synonyms,
        0,
    ];
    let root = [numbers(&head), parts.concat()].concat();
    let build = fingerprint(files.values().chain([&root]));
    files.insert("root.bin".to_owned(), root);
    for (name, bytes) in &mut files {
        let at = if name == "root.bin" { 4 } else { 0 };
        if name.ends_with(".bin") {
            bytes[at..at + 4].copy_from_slice(&build.to_le_bytes());
        }
    }
    let report = Report {
        documents: documents.len() as u32,
        words: terms.words.len() as u32,
        terms: terms.count,
        files: files.len() as u32,
        bytes: files.values().map(|bytes| bytes.len() as u64).sum(),
        root_bytes: files["root.bin"].len() as u64,
    };
    Built { files, report }
}

/// FNV-1a of all bytes: tells builds apart, protects nothing.
fn fingerprint<'a>(files: impl Iterator<Item = &'a Vec<u8>>) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in files.flatten() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    (hash ^ hash >> 32) as u32
}

/// Shards of postings; answers the first term of each.
fn postings(lists: &[Vec<(u32, u8)>], files: &mut BTreeMap<String, Vec<u8>>) -> Vec<u32> {
    let encoded: Vec<Vec<u8>> = lists.iter().map(|list| lists::encode(list)).collect();
    let mut firsts = Vec::new();
    let mut start = 0;
    while start < encoded.len() {
        let mut end = start + 1;
        let mut bytes = encoded[start].len();
        // A long list is a shard of its own.
        while end < encoded.len() && bytes + encoded[end].len() <= POSTINGS_BYTES {
            bytes += encoded[end].len();
            end += 1;
        }
        let mut shard = vec![0; 4];
        varint(&mut shard, (end - start) as u32);
        encoded[start..end].iter().for_each(|list| varint(&mut shard, list.len() as u32));
        encoded[start..end].iter().for_each(|list| shard.extend(list));
        files.insert(format!("p/{}.bin", firsts.len()), shard);
        firsts.push(start as u32);
        start = end;
    }
    firsts
}

/// Files of records; answers the first document of each.
fn records(documents: &[Document], files: &mut BTreeMap<String, Vec<u8>>) -> Vec<u32> {
    let quote = |text: &str| serde_json::Value::from(text).to_string();
    let mut firsts = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let mut bytes = 0;
    for (doc, document) in documents.iter().enumerate() {
        let record = if document.record.is_empty() { "null" } else { &document.record };
        let (id, title) = (quote(&document.id), quote(&document.title));
        let line = format!("{{\"id\":{id},\"title\":{title},\"record\":{record}}}");
        if lines.is_empty() {
            firsts.push(doc as u32);
        }
        bytes += line.len();
        lines.push(line);
        if bytes >= RECORDS_BYTES || doc + 1 == documents.len() {
            let file = format!("[\n{}\n]\n", lines.join(",\n"));
            files.insert(format!("r/{}.json", firsts.len() - 1), file.into_bytes());
            lines.clear();
            bytes = 0;
        }
    }
    firsts
}

fn place(document: &Document) -> Place {
    document.at.map_or(NOWHERE, |(lat, lon)| Place::of_degrees(lat, lon))
}

fn facts(documents: &[Document], files: &mut BTreeMap<String, Vec<u8>>) {
    for (n, documents) in documents.chunks(PER_SHARD as usize).enumerate() {
        let mut shard = vec![0; 4];
        shard.extend((documents.len() as u32).to_le_bytes());
        shard.extend(documents.iter().map(|d| d.facts.kind));
        shard.extend(documents.iter().flat_map(|d| d.facts.yes.to_le_bytes()));
        shard.extend(documents.iter().flat_map(|d| d.facts.no.to_le_bytes()));
        shard.extend(documents.iter().flat_map(|d| place(d).lat.to_le_bytes()));
        shard.extend(documents.iter().flat_map(|d| place(d).lon.to_le_bytes()));
        files.insert(format!("f/{n}.bin"), shard);
    }
}

fn communes(documents: &[Document]) -> Vec<u8> {
    let (mut codes, mut firsts, mut centres) = (Vec::new(), Vec::new(), Vec::new());
    let mut doc = 0_u32;
    for documents in documents.chunk_by(|a, b| a.insee == b.insee) {
        let insee = documents[0].insee.as_bytes();
        codes.extend(if insee.is_empty() { EVERYWHERE } else { insee.try_into().unwrap_or(EVERYWHERE) });
        firsts.extend(doc.to_le_bytes());
        let places: Vec<Place> = documents.iter().map(place).filter(|&place| place != NOWHERE).collect();
        let mean = |part: fn(&Place) -> i32| {
            let sum: i64 = places.iter().map(|place| i64::from(part(place))).sum();
            let mean = sum.checked_div(places.len() as i64);
            mean.map_or(NO_CENTRE, |mean| ((mean * 180 / 100_000) as i16).cast_unsigned())
        };
        centres.extend(mean(|place| place.lat).to_le_bytes());
        centres.extend(mean(|place| place.lon).to_le_bytes());
        doc += documents.len() as u32;
    }
    let count = (firsts.len() / 4) as u32;
    [vec![0; 4], count.to_le_bytes().to_vec(), codes, firsts, centres].concat()
}

/// Groups in the form of `crate::synonyms`.
fn synonyms(lines: &[Line], terms: &Terms) -> Vec<u8> {
    let mut out = Vec::new();
    for line in lines {
        varint(&mut out, line.phrases.len() as u32);
        varint(&mut out, line.one_way as u32);
        for phrase in &line.phrases {
            varint(&mut out, phrase.len() as u32);
            for word in phrase {
                let (entry, term) = terms.get(&word.folded);
                varint(&mut out, term);
                varint(&mut out, entry);
            }
        }
    }
    out
}
