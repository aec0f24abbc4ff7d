//! Several files as one history: merged by instant, the later file winning.

use crate::decode::{decode, settle_blocks};
use crate::error::DecodeError;
use crate::model::{Block, Carrier, Decoded, FileReport, Slot};
use crate::redact::mask;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The files of one person, in the order in which they were loaded.
///
/// ```
/// use commune_meter::{Options, Store, analyse};
/// let csv = "Horodate;Valeur\n2024-01-15T00:30:00+01:00;100\n2024-01-15T01:00:00+01:00;200\n";
/// let mut store = Store::new();
/// store.add("courbe.csv", csv.as_bytes()).unwrap();
/// assert!(store.add("photo.png", b"\x89PNG").is_err());
/// let analysis = analyse(&store, &Options::default());
/// assert_eq!(analysis.total_wh.wh(), 150.0);
/// assert!(!analysis.days[0].complete);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Store {
    files: Vec<StoredFile>,
}

/// One loaded file.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// Its name, meter number masked.
    pub name: String,
    /// Its readings.
    pub decoded: Decoded,
}

/// The readings of one carrier from all files.
#[derive(Clone, Debug)]
pub struct Merged<'a> {
    /// Steps of load curves, sorted, not overlapping.
    pub slots: Cow<'a, [Slot]>,
    /// Whole days, sorted by start, then by length; blocks of different lengths may overlap.
    pub blocks: Cow<'a, [Block]>,
    /// Readings that two files give alike.
    pub duplicates: u32,
    /// Readings that a later file gives otherwise; the later one is kept.
    pub conflicts: u32,
}

impl Store {
    /// No file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Decodes a file and adds it.
    ///
    /// # Errors
    /// When the file is refused; the store is then as it was.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<&FileReport, DecodeError> {
        let decoded = decode(name, bytes)?;
        Ok(self.insert(name, decoded))
    }

    /// Adds a file that is already decoded.
    pub fn insert(&mut self, name: &str, mut decoded: Decoded) -> &FileReport {
        let (name, masked) = mask(name);
        decoded.report.meter_number_masked |= masked;
        let at = self.files.len();
        self.files.push(StoredFile { name, decoded });
        &self.files[at].decoded.report
    }

    /// Removes a file by its rank; false when there is none.
    pub fn remove(&mut self, rank: usize) -> bool {
        let known = rank < self.files.len();
        if known {
            self.files.remove(rank);
        }
        known
    }

    /// Removes all files.
    pub fn clear(&mut self) {
        self.files.clear();
    }

    /// The files, in the order in which they were loaded.
    pub fn files(&self) -> &[StoredFile] {
        &self.files
    }

    /// The carriers that the files measure.
    pub fn carriers(&self) -> Vec<Carrier> {
        [Carrier::Electricity, Carrier::Gas].into_iter().filter(|c| self.of(*c).next().is_some()).collect()
    }

    /// The reports of the files of one carrier.
    pub fn reports(&self, carrier: Carrier) -> impl Iterator<Item = &FileReport> {
        self.of(carrier).map(|d| &d.report)
    }

    fn of(&self, carrier: Carrier) -> impl Iterator<Item = &Decoded> {
        self.files.iter().map(|f| &f.decoded).filter(move |d| d.report.carrier == carrier)
    }

    /// All readings of one carrier. Nothing is copied when there is a single file.
    pub fn merged(&self, carrier: Carrier) -> Merged<'_> {
        let mut merged =
            Merged { slots: Cow::Borrowed(&[]), blocks: Cow::Borrowed(&[]), duplicates: 0, conflicts: 0 };
        for file in self.of(carrier) {
            if merged.slots.is_empty() {
                merged.slots = Cow::Borrowed(&file.slots);
            } else if !file.slots.is_empty() {
                merged.slots = Cow::Owned(merged.with_slots(&file.slots));
            }
            if merged.blocks.is_empty() {
                merged.blocks = Cow::Borrowed(&file.blocks);
            } else if !file.blocks.is_empty() {
                merged.blocks = Cow::Owned(merged.with_blocks(&file.blocks));
            }
        }
        merged
    }
}

impl Merged<'_> {
    /// Both lists in order of time; where they overlap, the new one.
    fn with_slots(&mut self, new: &[Slot]) -> Vec<Slot> {
        let (old, mut at) = (&self.slots, 0);
        let mut out = Vec::with_capacity(old.len() + new.len());
        for slot in new {
            while let Some(before) = old.get(at).filter(|o| o.end <= slot.start()) {
                out.push(*before);
                at += 1;
            }
            while let Some(over) = old.get(at).filter(|o| o.start() < slot.end) {
                if over == slot {
                    self.duplicates += 1;
                } else {
                    self.conflicts += 1;
                }
                at += 1;
            }
            out.push(*slot);
        }
        out.extend_from_slice(old.get(at..).unwrap_or_default());
        out
    }

    fn with_blocks(&mut self, new: &[Block]) -> Vec<Block> {
        let mut out = Vec::with_capacity(self.blocks.len() + new.len());
        out.extend_from_slice(&self.blocks);
        out.extend_from_slice(new);
        let (duplicates, conflicts) = settle_blocks(&mut out);
        self.duplicates += duplicates;
        self.conflicts += conflicts;
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Energy;

    fn csv(rows: &[(&str, u32)]) -> Vec<u8> {
        let mut out = String::from("Horodate;Valeur\n");
        for (time, watts) in rows {
            out += &format!("2024-01-15T{time}:00+01:00;{watts}\n");
        }
        out.into_bytes()
    }

    #[test]
    fn files_merge_by_instant_and_the_later_one_wins() {
        let mut store = Store::new();
        store.add("a", &csv(&[("00:30", 1), ("01:00", 2), ("01:30", 3)])).unwrap();
        store.add("b", &csv(&[("01:00", 2), ("01:30", 9), ("02:00", 4)])).unwrap();
        let merged = store.merged(Carrier::Electricity);
        let watts: Vec<i64> = merged.slots.iter().map(|s| s.energy.0 / 1_800_000).collect();
        assert_eq!(watts, [1, 2, 9, 4]);
        assert_eq!((merged.duplicates, merged.conflicts), (1, 1));
    }

    #[test]
    fn a_finer_file_replaces_a_coarser_one() {
        let mut store = Store::new();
        store.add("a", &csv(&[("01:00", 100), ("02:00", 100), ("03:00", 100)])).unwrap();
        store.add("b", &csv(&[("01:30", 40), ("02:00", 60)])).unwrap();
        let merged = store.merged(Carrier::Electricity);
        let total: i64 = merged.slots.iter().map(|s| s.energy.0).sum();
        assert_eq!(Energy(total), Energy::from_wh(250));
        assert_eq!(merged.conflicts, 1);
    }

    #[test]
    fn a_refused_file_loses_nothing_and_a_removed_one_leaves() {
        let mut store = Store::new();
        store.add("12345678901234.csv", &csv(&[("00:30", 1), ("01:00", 2)])).unwrap();
        assert!(store.add("b", b"%PDF").is_err());
        assert_eq!(store.files().len(), 1);
        assert_eq!(store.files()[0].name, "….csv");
        assert!(store.files()[0].decoded.report.meter_number_masked);
        assert!(store.remove(0) && !store.remove(0));
        assert!(store.merged(Carrier::Electricity).slots.is_empty());
    }

    #[test]
    fn same_energies_have_exact_sums() {
        let mut store = Store::new();
        store.add("a", &csv(&[("00:30", 1), ("01:00", 2)])).unwrap();
        let merged = store.merged(Carrier::Electricity);
        let sum = merged.slots.iter().fold(Energy::default(), |mut sum, s| {
            sum += s.energy;
            sum
        });
        assert_eq!(sum.wh(), 1.5);
    }
}
