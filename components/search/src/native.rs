//! Searching an index in a folder, by the code that searches in the page.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{Answer, Index, Query, Why};

/// An index in a folder. Files are read when a query first needs them.
#[derive(Debug)]
pub struct Searcher {
    folder: PathBuf,
    index: Index,
}

/// The answer to one query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Documents with at least one of the words.
    pub total: u32,
    /// Documents with all of them.
    pub complete: u32,
    /// Both are lower bounds.
    pub more: bool,
    /// What was searched, without stop words.
    pub words: Vec<String>,
    /// The best documents, best first.
    pub hits: Vec<Hit>,
}

/// One document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number in this build of the index.
    pub doc: u32,
    /// Its identifier; empty when its record was not asked for.
    pub id: String,
    /// Its title; empty when its record was not asked for.
    pub title: String,
    /// To compare with the other hits of the same query.
    pub score: u32,
    /// It has all words that any document has.
    pub all: bool,
    /// From the point that was given.
    pub metres: Option<u32>,
    /// The JSON text that the document was given as record, or `null`.
    pub record: String,
    /// Why it was found, word by word.
    pub why: Vec<Why>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    id: String,
    title: String,
    #[serde(borrow)]
    record: &'a RawValue,
}

impl Searcher {
    /// Opens the index of a folder.
    ///
    /// # Errors
    /// When `root.bin` cannot be read, or is not of this version.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let root = fs::read(folder.join("root.bin"))?;
        let index = Index::open(root).map_err(|error| invalid(format!("root.bin: {}", error.name())))?;
        Ok(Self { folder: folder.to_owned(), index })
    }

    /// Answers a query.
    ///
    /// # Errors
    /// When a file of the index cannot be read, or is of another build.
    pub fn search(&mut self, text: &str, query: &Query) -> io::Result<Found> {
        let hits = loop {
            match self.index.query(text, query) {
                Answer::Hits(hits) => break hits,
                Answer::Needs(names) => {
                    for name in names {
                        let path = name.split('?').next().unwrap_or_default();
                        let bytes = fs::read(self.folder.join(path))?;
                        if !self.index.feed(&name, bytes) {
                            return Err(invalid(format!("{path} is of another build than root.bin")));
                        }
                    }
                }
            }
        };
        let found = hits.hits.into_iter().map(|hit| {
            let text = hit.entry.map_or_else(
                || "{\"id\":\"\",\"title\":\"\",\"record\":null}".to_owned(),
                |entry| format!("{{{entry}}}"),
            );
            let entry: Entry<'_> = serde_json::from_str(&text)?;
            Ok(Hit {
                doc: hit.doc,
                id: entry.id,
                title: entry.title,
                score: hit.score,
                all: hit.all,
                metres: hit.metres,
                record: entry.record.get().to_owned(),
                why: hit.why,
            })
        });
        let found = found.collect::<Result<_, serde_json::Error>>()?;
        Ok(Found {
            total: hits.total,
            complete: hits.complete,
            more: hits.more,
            words: hits.words,
            hits: found,
        })
    }

    /// How many documents the index has.
    #[must_use]
    pub fn documents(&self) -> u32 {
        self.index.documents()
    }
}

fn invalid(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}
