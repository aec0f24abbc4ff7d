//! What is asked and what is answered.

mod plan;
mod rank;
pub(crate) mod score;
mod why;

use alloc::string::String;
use alloc::vec::Vec;

use crate::Index;
use crate::index::File;

/// Most hits that are given.
pub(crate) const MOST_HITS: usize = 200;
/// Most bytes of a text that are looked at.
const MOST_TEXT: usize = 400;

/// What is asked besides the text.
#[derive(Clone, Debug)]
pub struct Query {
    /// Hits at most; up to 200.
    pub limit: usize,
    /// The last word may be unfinished.
    pub typing: bool,
    /// INSEE codes between spaces: only documents of these communes, or of every commune. Empty: all. With
    /// a text that is blank, all of them are hits.
    pub communes: String,
    /// Latitude and longitude in degrees: among equals the nearest come first.
    pub near: Option<(f64, f64)>,
    /// With a point: documents with all words by distance alone.
    pub nearest: bool,
    /// Bit set of kinds (`1 << kind`): only these. 0: all.
    pub kinds: u32,
    /// Bit set: only documents known to have all these facts.
    pub yes: u16,
    /// Bit set: no documents known not to have one of these facts.
    pub not_no: u16,
    /// Hits with their records.
    pub records: bool,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            limit: 10,
            typing: true,
            communes: String::new(),
            near: None,
            nearest: false,
            kinds: 0,
            yes: 0,
            not_no: 0,
            records: true,
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The files to feed before asking again.
    Needs(Vec<String>),
    /// The hits.
    Hits(Hits),
}

/// The hits of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Documents with at least one of the words, after filters.
    pub total: u32,
    /// Documents with all of them.
    pub complete: u32,
    /// Both numbers are lower bounds: a filter on facts looked at the first 512 documents only.
    pub more: bool,
    /// What was searched, as it was typed; without stop words.
    pub words: Vec<String>,
    /// The best documents, best first.
    pub hits: Vec<Hit>,
}

/// One document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number in this build of the index.
    pub doc: u32,
    /// To compare with the other hits of the same query.
    pub score: u32,
    /// It has all words that any document has.
    pub all: bool,
    /// From the point that was given.
    pub metres: Option<u32>,
    /// `"id":…,"title":…,"record":…` as JSON; none when not asked for or not to be had.
    pub entry: Option<String>,
    /// Why it was found, word by word.
    pub why: Vec<Why>,
}

/// Why a document was found by a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The word as it was typed.
    pub word: String,
    /// What the document has, folded; several words where a synonym has several.
    pub term: String,
    /// How the one leads to the other.
    pub how: How,
    /// Where the document has it, above all.
    pub field: Field,
    /// Letters that differ, for a typo.
    pub edits: u8,
}

/// How a word leads to a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The same word.
    Exact,
    /// Another ending: plural, feminine, verb and noun.
    Form,
    /// It begins so.
    Prefix,
    /// One or two letters differ.
    Typo,
    /// A line of the synonym file.
    Synonym,
    /// A one-way line of the synonym file.
    Situation,
}

impl How {
    /// As it is written in an answer.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Form => "form",
            Self::Prefix => "prefix",
            Self::Typo => "typo",
            Self::Synonym => "synonym",
            Self::Situation => "situation",
        }
    }
}

/// The fields of a document, from heaviest to lightest but the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its name.
    Title,
    /// Words that are not seen but find it.
    Keywords,
    /// A text about it.
    Description,
    /// Commune, postcode, street.
    Place,
}

impl Field {
    /// In the order of their numbers in the files.
    pub const ALL: [Self; 4] = [Self::Title, Self::Keywords, Self::Description, Self::Place];

    /// As it is written in an answer.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Keywords => "keywords",
            Self::Description => "description",
            Self::Place => "place",
        }
    }
}

impl Index {
    /// Answers a query from the files that were fed: the same query, the same files, the same answer.
    pub fn query(&mut self, text: &str, query: &Query) -> Answer {
        let mut end = text.len().min(MOST_TEXT);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut plan = plan::Plan::new(&self.root, &text[..end], query.typing);
        let mut scratch = core::mem::take(&mut self.scratch);
        let answer = self.carry_out(&mut plan, query, &mut scratch);
        scratch.clear();
        self.scratch = scratch;
        match answer {
            Ok(hits) => Answer::Hits(hits),
            Err(needs) => Answer::Needs(needs.into_iter().map(|file| file.name(self.root.build)).collect()),
        }
    }

    fn carry_out(
        &self,
        plan: &mut plan::Plan,
        query: &Query,
        scratch: &mut score::Scratch,
    ) -> Result<Hits, Needs> {
        let mut needs = Needs::default();
        if !query.communes.is_empty() || query.near.is_some() {
            needs.add(self, File::Communes);
        }
        loop {
            plan.needs(self, &mut needs);
            needs.settle()?;
            let ranges = (!query.communes.is_empty()).then(|| self.communes().ranges(&query.communes));
            let selection = score::Selection { ranges: ranges.as_deref() };
            scratch.clear();
            match &ranges {
                // Nothing is asked: all that a commune has.
                Some(ranges) if plan.blank => scratch.take(self.root.docs, ranges),
                _ => scratch.score(self, plan),
            }
            let counts = scratch.count(plan, &selection);
            // Typos are looked for where no document has all words: a round more, for these only.
            if counts.complete == 0 && plan.add_typos(&self.root) {
                continue;
            }
            return rank::hits(self, plan, query, scratch, &selection, counts);
        }
    }
}

/// Files that are needed and not there.
#[derive(Debug, Default)]
pub(crate) struct Needs(Vec<File>);

impl Needs {
    pub(crate) fn add(&mut self, index: &Index, file: File) {
        if !index.has(file) && !self.0.contains(&file) {
            self.0.push(file);
        }
    }

    /// Goes on when nothing is missing.
    pub(crate) fn settle(&mut self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(core::mem::take(self)) }
    }

    fn into_iter(self) -> impl Iterator<Item = File> {
        self.0.into_iter()
    }
}
