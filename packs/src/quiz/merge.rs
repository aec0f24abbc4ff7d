//! The territorial picture: hand-over files of communes merged, cell by cell.
//!
//! A cell is a theme and a population band, or a theme and all communes. It says how many communes it holds and the
//! mean of their low and of their high ends. The rules:
//!
//! - A cell of fewer than [`MIN`] communes says nothing but “effectif insuffisant”, not even how many they are.
//! - Where the hidden bands of a theme together hold fewer than [`MIN`] communes, they could be computed from the
//!   line of all communes: the smallest published bands are hidden too until that is no longer so.
//! - Files that are equal to the byte after parsing count once: more likely a copy than two communes alike, and a
//!   count that is too low hides more, not less.
//! - Two pictures that differ by one commune tell its figures: publish by campaign.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use commune_cyber_quiz::data::answers::BANDS;
use commune_cyber_quiz::data::kept::WARNING;
use commune_cyber_quiz::model::diagnosis::handover::SCHEMA;
use serde::{Deserialize, Serialize};

use super::{content, embedded};

/// Communes below which a cell is not published.
pub const MIN: usize = 5;

/// What a hidden cell says.
pub const TOO_FEW: &str = "effectif insuffisant";

/// The name of the line of all communes.
pub const ALL: &str = "all";

/// Bytes beyond which a file is not read: ours are below two thousand.
const LARGEST_FILE: u64 = 100_000;

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Handover {
    schema: String,
    band: String,
    themes: Vec<Interval>,
}

/// One theme of a file, whole per cent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Interval {
    id: String,
    low: u32,
    high: u32,
}

/// The picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// `commune-widgets/cyber-picture/1`.
    pub schema: &'static str,
    /// [`WARNING`].
    pub warning: &'static str,
    /// ISO date of the build.
    pub generated: String,
    /// Communes that are counted.
    pub communes: usize,
    /// Files that could not be used.
    pub left_out: usize,
    /// Files that were there twice.
    pub repeated: usize,
    /// Communes below which a cell is hidden.
    pub minimum: usize,
    /// Theme by theme, all communes first, then the bands.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// Id of the theme.
    pub theme: String,
    /// Its French title.
    pub title: String,
    /// A band, or [`ALL`].
    pub band: String,
    /// Communes; absent where the cell is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub communes: Option<usize>,
    /// Means of the low and of the high ends, whole per cent, rounded outwards; absent where the cell is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<(u32, u32)>,
    /// [`TOO_FEW`] where the cell is hidden, else empty.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub note: &'static str,
}

/// Files being merged.
#[derive(Debug, Default)]
pub struct Merge {
    /// Themes of the diagnosis, id and French title.
    themes: Vec<(String, String)>,
    /// In an order of their own, so that the picture does not tell which file came first.
    files: BTreeSet<Handover>,
    left_out: usize,
    repeated: usize,
}

impl Merge {
    /// Nothing yet; the themes are those of the diagnosis that comes with the tool.
    #[must_use]
    pub fn new() -> Self {
        let content = content::read(&embedded());
        let diagnosis = content.langs.first().and_then(|lang| lang.diagnosis.clone()).unwrap_or_default();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let themes = diagnosis["themes"].as_array().into_iter().flatten();
        Merge {
            themes: themes.map(|theme| (text(&theme["id"]), text(&theme["title"]))).collect(),
            ..Merge::default()
        }
    }

    /// Takes a file; false where the same one was there before.
    ///
    /// # Errors
    /// It is no hand-over file, or says what cannot be.
    pub fn add(&mut self, bytes: &[u8]) -> Result<bool> {
        match self.parse(bytes) {
            Ok(file) => {
                let new = self.files.insert(file);
                self.repeated += usize::from(!new);
                Ok(new)
            }
            Err(why) => {
                self.left_out += 1;
                Err(why)
            }
        }
    }

    fn parse(&self, bytes: &[u8]) -> Result<Handover> {
        let mut file: Handover = serde_json::from_slice(bytes).context("not a hand-over file")?;
        if file.schema != SCHEMA {
            bail!("its schema is not {SCHEMA}");
        }
        ensure!(BANDS.contains(&file.band.as_str()), "its population band is unknown");
        for (at, theme) in file.themes.iter().enumerate() {
            ensure!(
                self.themes.iter().any(|(id, _)| *id == theme.id),
                "it has a theme that the diagnosis has not"
            );
            ensure!(file.themes[..at].iter().all(|other| other.id != theme.id), "it has a theme twice");
            ensure!(theme.low <= theme.high && theme.high <= 100, "an interval is no interval");
        }
        ensure!(!file.themes.is_empty(), "it has no theme");
        file.themes.sort();
        Ok(file)
    }

    /// Communes that are counted.
    #[must_use]
    pub fn communes(&self) -> usize {
        self.files.len()
    }

    /// The picture.
    #[must_use]
    pub fn picture(&self, generated: String) -> Picture {
        let mut cells = Vec::new();
        for (theme, title) in &self.themes {
            let of_band = |band: &str| -> Vec<&Interval> {
                let files = self.files.iter().filter(|file| band == ALL || file.band == band);
                files.filter_map(|file| file.themes.iter().find(|interval| interval.id == *theme)).collect()
            };
            let hidden = hidden(BANDS.map(|band| of_band(band).len()));
            let bands = BANDS.iter().zip(hidden).map(|(band, hidden)| (*band, hidden));
            let all = (ALL, of_band(ALL).len() < MIN);
            for (band, hidden) in [all].into_iter().chain(bands) {
                cells.push(cell(theme, title, band, &of_band(band), hidden));
            }
        }
        Picture {
            schema: "commune-widgets/cyber-picture/1",
            warning: WARNING,
            generated,
            communes: self.files.len(),
            left_out: self.left_out,
            repeated: self.repeated,
            minimum: MIN,
            cells,
        }
    }
}

/// Which bands are hidden, by their numbers of communes.
fn hidden(counts: [usize; BANDS.len()]) -> [bool; BANDS.len()] {
    let mut hidden = counts.map(|count| count < MIN);
    loop {
        let masked: usize =
            counts.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| count).sum();
        if masked == 0 || masked >= MIN {
            return hidden;
        }
        let smallest = (0..counts.len()).filter(|at| !hidden[*at]).min_by_key(|at| counts[*at]);
        match smallest {
            Some(at) => hidden[at] = true,
            None => return hidden,
        }
    }
}

fn cell(theme: &str, title: &str, band: &str, intervals: &[&Interval], hidden: bool) -> Cell {
    let count = u32::try_from(intervals.len()).unwrap_or(u32::MAX);
    let sum = |end: fn(&Interval) -> u32| intervals.iter().map(|interval| end(interval)).sum::<u32>();
    let interval = (!hidden && count > 0)
        .then(|| (sum(|interval| interval.low) / count, sum(|interval| interval.high).div_ceil(count)));
    Cell {
        theme: theme.to_owned(),
        title: title.to_owned(),
        band: band.to_owned(),
        communes: interval.map(|_| intervals.len()),
        note: if interval.is_none() { TOO_FEW } else { "" },
        interval,
    }
}

/// The bytes of a file.
///
/// # Errors
/// It cannot be read, or is too large to be one of ours.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    let size = fs::metadata(path)?.len();
    ensure!(size <= LARGEST_FILE, "{size} bytes, more than {LARGEST_FILE}");
    Ok(fs::read(path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(band: usize, low: u32) -> Vec<u8> {
        let theme = Merge::new().themes[0].0.clone();
        let themes = [Interval { id: theme, low, high: low + 10 }];
        serde_json::to_vec(
            &serde_json::json!({"schema": SCHEMA, "warning": WARNING, "band": BANDS[band], "themes": themes}),
        )
        .unwrap()
    }

    fn merged(counts: [u32; 5]) -> Picture {
        let mut merge = Merge::new();
        for (band, count) in counts.into_iter().enumerate() {
            for n in 0..count {
                assert!(merge.add(&file(band, n)).unwrap());
            }
        }
        merge.picture("2026-11-24".into())
    }

    fn published(picture: &Picture) -> Vec<Option<usize>> {
        let theme = &picture.cells[0].theme;
        picture.cells.iter().filter(|cell| cell.theme == *theme).map(|cell| cell.communes).collect()
    }

    #[test]
    fn a_cell_needs_five_communes() {
        let picture = merged([5, 0, 0, 0, 0]);
        assert_eq!(published(&picture), [Some(5), Some(5), None, None, None, None]);
        assert_eq!((picture.cells[0].interval, picture.cells[2].note), (Some((2, 12)), TOO_FEW));
        assert_eq!(published(&merged([4, 0, 0, 0, 0])), [None; 6]);
        assert!(
            merged([4, 0, 0, 0, 0]).cells.iter().all(|cell| cell.interval.is_none() && cell.note == TOO_FEW)
        );
    }

    #[test]
    fn what_is_hidden_cannot_be_computed_from_the_rest() {
        // The two communes of the third band would be the total less the rest.
        assert_eq!(published(&merged([6, 5, 2, 0, 0])), [Some(13), Some(6), None, None, None, None]);
        assert_eq!(published(&merged([6, 0, 3, 2, 0])), [Some(11), Some(6), None, None, None, None]);
        assert_eq!(published(&merged([5, 0, 2, 0, 0])), [Some(7), None, None, None, None, None]);
    }

    #[test]
    fn hostile_files_are_left_out_and_copies_count_once() {
        let mut merge = Merge::new();
        assert!(merge.add(&file(0, 3)).unwrap());
        assert!(!merge.add(&file(0, 3)).unwrap());
        let text = String::from_utf8(file(1, 3)).unwrap();
        for (from, to) in [
            ("cyber-handover/1", "cyber-answers/1"),
            ("2000-4999", "59350"),
            ("\"low\":3", "\"low\":14"),
            ("\"high\":13", "\"high\":101"),
            ("\"low\":3", "\"low\":-3"),
            ("\"id\":\"", "\"id\":\"x"),
            ("}]", "},{\"id\":\"x\",\"low\":0,\"high\":1}]"),
            ("{", "["),
        ] {
            assert!(text.contains(from));
            assert!(merge.add(text.replacen(from, to, 1).as_bytes()).is_err(), "{to}");
        }
        let picture = merge.picture(String::new());
        assert_eq!((picture.communes, picture.left_out, picture.repeated), (1, 8, 1));
    }
}
