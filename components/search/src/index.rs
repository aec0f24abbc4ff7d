//! The files that were fed, by kind.

use alloc::string::String;
use alloc::vec::Vec;

use crate::bytes::u32_at;
use crate::communes::Communes;
use crate::facts;
use crate::postings::{self, List};
use crate::query::score::Scratch;
use crate::records;
use crate::root::{OpenError, Root};

/// A file that is there or not yet.
type Slot = Option<Vec<u8>>;

/// An index, with the files fed to it so far.
#[derive(Debug)]
pub struct Index {
    pub(crate) root: Root,
    communes: Slot,
    postings: Vec<Slot>,
    facts: Vec<Slot>,
    records: Vec<Slot>,
    pub(crate) scratch: Scratch,
}

/// A file besides the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    Communes,
    Postings(u32),
    Facts(u32),
    Records(u32),
}

impl File {
    /// `p/12.bin?v=1a2b3c4d`
    pub(crate) fn name(self, build: u32) -> String {
        let (folder, number, ending) = match self {
            Self::Communes => ("c", None, ".bin"),
            Self::Postings(n) => ("p/", Some(n), ".bin"),
            Self::Facts(n) => ("f/", Some(n), ".bin"),
            Self::Records(n) => ("r/", Some(n), ".json"),
        };
        let mut name = String::from(folder);
        if let Some(number) = number {
            crate::json::push_number(&mut name, number);
        }
        name.push_str(ending);
        name.push_str("?v=");
        for shift in (0..8).rev() {
            name.push(char::from(b"0123456789abcdef"[(build >> (shift * 4)) as usize & 15]));
        }
        name
    }

    /// The file of a name, with or without the build.
    fn of_name(name: &str) -> Option<Self> {
        let path = name.split('?').next()?;
        if path == "c.bin" {
            return Some(Self::Communes);
        }
        let (folder, file) = path.split_once('/')?;
        let number = file.split('.').next()?.parse().ok()?;
        match folder {
            "p" => Some(Self::Postings(number)),
            "f" => Some(Self::Facts(number)),
            "r" => Some(Self::Records(number)),
            _ => None,
        }
    }
}

fn slots(count: u32) -> Vec<Slot> {
    let mut slots = Vec::new();
    slots.resize(count as usize, None);
    slots
}

impl Index {
    /// Opens an index by its root file.
    ///
    /// # Errors
    /// When the bytes are no root file of this version.
    pub fn open(root: Vec<u8>) -> Result<Self, OpenError> {
        let root = Root::open(root)?;
        Ok(Self {
            communes: None,
            postings: slots(root.posting_shards),
            facts: slots(root.docs.div_ceil(facts::PER_SHARD)),
            records: slots(root.record_shards),
            scratch: Scratch::default(),
            root,
        })
    }

    /// Takes the bytes of a file that a query named. No bytes stand for a file that cannot be had.
    /// False when they are not that file of this build; the file then counts as not fed.
    pub fn feed(&mut self, name: &str, bytes: Vec<u8>) -> bool {
        let Some(file) = File::of_name(name) else { return false };
        let text = matches!(file, File::Records(_));
        if !bytes.is_empty() && !text && u32_at(&bytes, 0) != self.root.build {
            return false;
        }
        let slot = match file {
            File::Communes => Some(&mut self.communes),
            File::Postings(n) => self.postings.get_mut(n as usize),
            File::Facts(n) => self.facts.get_mut(n as usize),
            File::Records(n) => self.records.get_mut(n as usize),
        };
        slot.map(|slot| *slot = Some(bytes)).is_some()
    }

    /// How many documents the index has.
    #[must_use]
    pub fn documents(&self) -> u32 {
        self.root.docs
    }

    pub(crate) fn has(&self, file: File) -> bool {
        let (slots, n) = match file {
            File::Communes => return self.communes.is_some(),
            File::Postings(n) => (&self.postings, n),
            File::Facts(n) => (&self.facts, n),
            File::Records(n) => (&self.records, n),
        };
        // What cannot be fed is not waited for.
        slots.get(n as usize).is_none_or(Option::is_some)
    }

    pub(crate) fn communes(&self) -> Communes<'_> {
        Communes::new(self.communes.as_deref().unwrap_or_default(), self.root.docs)
    }

    pub(crate) fn list(&self, term: u32) -> List<'_> {
        let (shard, rank) = self.root.posting(term);
        postings::list(bytes(&self.postings, shard), rank)
    }

    pub(crate) fn facts(&self, doc: u32) -> facts::Row {
        facts::row(bytes(&self.facts, doc / facts::PER_SHARD), doc % facts::PER_SHARD)
    }

    pub(crate) fn record(&self, doc: u32) -> Option<&str> {
        let (shard, rank) = self.root.record(doc);
        records::line(bytes(&self.records, shard), rank)
    }
}

fn bytes(slots: &[Slot], n: u32) -> &[u8] {
    slots.get(n as usize).and_then(Option::as_deref).unwrap_or_default()
}
