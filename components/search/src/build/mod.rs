//! Making an index: documents and synonyms in, files out. The same documents give the same bytes.

pub(crate) mod dictionary;
mod document;
mod files;
mod lists;
mod stem;
mod stop;
mod synonyms;
mod terms;

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::Path;

pub use document::{Document, Facts, Lang};
pub use files::{Built, Report};
pub use synonyms::SynonymError;

use synonyms::Line;

/// Why a document is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// Another document has that identifier.
    SameId(String),
    /// The code is neither five letters or digits nor empty.
    Insee(String),
    /// The record is not JSON, or not on one line.
    Record(String),
    /// The kind is above 31.
    Kind(u8),
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameId(id) => write!(f, "two documents have the identifier {id:?}"),
            Self::Insee(code) => write!(f, "{code:?} is not an INSEE code of five letters or digits"),
            Self::Record(id) => write!(f, "the record of {id:?} is not JSON on one line"),
            Self::Kind(kind) => write!(f, "kind {kind} is above 31"),
        }
    }
}

impl std::error::Error for DocumentError {}

/// Collects documents and synonyms, then writes the index.
#[derive(Debug, Default)]
pub struct Builder {
    documents: Vec<Document>,
    ids: BTreeSet<String>,
    lines: Vec<Line>,
}

impl Builder {
    /// No document, no synonym.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the lines of a synonym file. Files of several languages may be added.
    ///
    /// # Errors
    /// The first line that cannot be read, with its number and the reason.
    pub fn synonyms(&mut self, text: &str, lang: Lang) -> Result<(), SynonymError> {
        self.lines.append(&mut synonyms::parse(text, lang)?);
        Ok(())
    }

    /// Adds a document. What it gives as record comes back with its hit, as it is.
    ///
    /// # Errors
    /// When the document cannot be kept as it is.
    pub fn add(&mut self, document: Document) -> Result<(), DocumentError> {
        let insee = &document.insee;
        if !insee.is_empty() && (insee.len() != 5 || !insee.bytes().all(|b| b.is_ascii_alphanumeric())) {
            return Err(DocumentError::Insee(insee.clone()));
        }
        if document.facts.kind > 31 {
            return Err(DocumentError::Kind(document.facts.kind));
        }
        let record = &document.record;
        let json = record.is_empty() || serde_json::from_str::<serde::de::IgnoredAny>(record).is_ok();
        if record.contains(['\n', '\r']) || !json {
            return Err(DocumentError::Record(document.id));
        }
        if !self.ids.insert(document.id.clone()) {
            return Err(DocumentError::SameId(document.id));
        }
        self.documents.push(document);
        Ok(())
    }

    /// The files of the index, in memory.
    #[must_use]
    pub fn build(self) -> Built {
        files::build(self.documents, &self.lines)
    }

    /// Writes the files of the index into a folder, which is made if need be. Files of an index that lies
    /// there are replaced, and those that are no longer part of it removed.
    ///
    /// # Errors
    /// When a file cannot be written or removed.
    pub fn write(self, folder: &Path) -> io::Result<Report> {
        self.build().write(folder)
    }
}
