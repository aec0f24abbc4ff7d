//! Degree days of a weather station: `degree-days/1/<station>.json`.
//!
//! Source: Météo-France, daily climatological data by department, CSV `;`, often gzip
//! (`NUM_POSTE;NOM_USUEL;LAT;LON;ALTI;AAAAMMJJ;…;TN;…;TX;…`, temperatures in °C, blank where
//! nothing was measured). Degree days of a day: `max(0, 18 − (TN + TX) / 2)`, base
//! 18 °C as `commune_meter::DegreeDay` has it. Quality codes (`QTN`, `QTX`) are not looked at.
//!
//! The file, one entry per day that has both temperatures, ascending:
//! `{"schema":"commune-widgets/degree-days/1","generated":"2026-11-24","source":"Météo-France…",
//! "licence":"…","demo":false,"station":{"id":"59343001","name":"LILLE-LESQUIN"},"base":18,
//! "days":[{"date":"2024-01-15","dju":15.25},…]}`

use std::collections::BTreeMap;
use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use commune_meter::DegreeDay;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::read::lines::{Line, Lines, Parser, text};

/// The schema name that the file opens with.
pub const SCHEMA: &str = "commune-widgets/degree-days/1";

/// Outdoor temperature, in °C, from which nothing is heated.
pub const BASE: f64 = 18.0;

/// `degree-days/1/<station>.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DegreeDays {
    /// `commune-widgets/degree-days/<major>`.
    pub schema: String,
    /// ISO date of the build.
    pub generated: String,
    /// One line that names the source.
    pub source: String,
    /// Licence of the data.
    pub licence: String,
    /// True where the temperatures are made up, see [`crate::degree_days_demo`].
    #[serde(default)]
    pub demo: bool,
    /// The station.
    pub station: Station,
    /// [`BASE`].
    pub base: f64,
    /// Ascending; a day without both temperatures is not there.
    pub days: Vec<DegreeDay>,
}

/// A weather station.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// `NUM_POSTE`, eight digits: a string, it may open with a zero.
    pub id: String,
    /// `NOM_USUEL`.
    pub name: String,
}

/// What was read of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Days of the station with both temperatures.
    pub days: u64,
    /// Days of the station without one of them.
    pub incomplete: u64,
    /// Lines that could not be read.
    pub bad: u64,
    /// The first of them; 0 where there is none.
    pub first_bad: u64,
}

/// The days of one station, from as many files as needed. A later file wins.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    station: Station,
    since: Option<Date>,
    days: BTreeMap<Date, f64>,
}

/// A file lacks a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoColumn {
    /// Its header.
    pub name: &'static str,
    /// A header of the file that may stand for it.
    pub near: Option<String>,
}

impl std::fmt::Display for NoColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no column {}", self.name)
    }
}

impl std::error::Error for NoColumn {}

/// Where the columns stand.
struct Columns {
    count: usize,
    station: usize,
    name: Option<usize>,
    date: usize,
    lowest: usize,
    highest: usize,
}

impl Reader {
    /// Reads the days of a station from a given day on.
    #[must_use]
    pub fn new(station: &str, since: Option<Date>) -> Self {
        let station = Station { id: station.to_owned(), name: String::new() };
        Self { station, since, days: BTreeMap::new() }
    }

    /// Reads a file to its end.
    ///
    /// # Errors
    /// The file cannot be read, or lacks a column.
    pub fn read(&mut self, input: &mut impl BufRead) -> Result<Counts> {
        let mut lines = Lines::new(input);
        let mut parser = Parser::new();
        let mut columns: Option<Columns> = None;
        let mut counts = Counts::default();
        while let Some((number, line)) = lines.next()? {
            let fields = match line {
                Line::Whole(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => continue,
                Line::Whole(bytes) => {
                    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
                    if columns.is_none() {
                        parser.choose_separator(bytes);
                    }
                    parser.parse(bytes).ok()
                }
                Line::TooLong => None,
            };
            let Some(columns) = &columns else {
                columns = Some(Columns::find(&parser, fields.unwrap_or(0))?);
                continue;
            };
            let read = fields
                .filter(|fields| *fields == columns.count)
                .and_then(|_| self.row(columns, &parser, &mut counts));
            if read.is_none() {
                counts.bad += 1;
                if counts.first_bad == 0 {
                    counts.first_bad = number;
                }
            }
        }
        if columns.is_none() {
            bail!("the file is empty");
        }
        Ok(counts)
    }

    /// Takes a row; nothing where it cannot be read.
    fn row(&mut self, columns: &Columns, parser: &Parser, counts: &mut Counts) -> Option<()> {
        let of = |index: usize| text(parser.field(index)).0.trim().to_owned();
        if of(columns.station) != self.station.id {
            return Some(());
        }
        let date = date(&of(columns.date))?;
        if let Some(name) = columns.name {
            self.station.name = of(name);
        }
        if self.since.is_some_and(|since| date < since) {
            return Some(());
        }
        let temperature = |text: String| match text.as_str() {
            "" => Some(None),
            text => {
                let degrees: f64 = text.replace(',', ".").parse().ok()?;
                // Outside of it no temperature was ever measured in France.
                (-60.0..=60.0).contains(&degrees).then_some(Some(degrees))
            }
        };
        let lowest = temperature(of(columns.lowest))?;
        let highest = temperature(of(columns.highest))?;
        match lowest.zip(highest) {
            Some((lowest, highest)) => {
                counts.days += 1;
                self.days.insert(date, degree_days(lowest, highest));
            }
            None => counts.incomplete += 1,
        }
        Some(())
    }

    /// The file of everything read.
    #[must_use]
    pub fn finish(self, generated: String, source: String, licence: String) -> DegreeDays {
        let days = self.days.into_iter();
        DegreeDays {
            schema: SCHEMA.into(),
            generated,
            source,
            licence,
            demo: false,
            station: self.station,
            base: BASE,
            days: days.map(|(date, dju)| DegreeDay { date: date.to_string(), dju }).collect(),
        }
    }
}

impl Columns {
    fn find(parser: &Parser, count: usize) -> Result<Self> {
        let find = |name: &str| {
            (0..count).find(|index| text(parser.field(*index)).0.trim().eq_ignore_ascii_case(name))
        };
        let needed = |name: &'static str| {
            let near = || {
                let mut headers = (0..count).map(|index| text(parser.field(index)).0.trim().to_owned());
                headers.find(|header| resembles(&header.to_ascii_uppercase(), name))
            };
            find(name).ok_or_else(|| NoColumn { name, near: near() })
        };
        Ok(Self {
            count,
            station: needed("NUM_POSTE")?,
            name: find("NOM_USUEL"),
            date: needed("AAAAMMJJ")?,
            lowest: needed("TN")?,
            highest: needed("TX")?,
        })
    }
}

/// True where a header may stand for a known one: a slip in a long name; of a short one, which many others are near
/// to (TN, TM, TX), the name with something after it (`TX (°C)`).
fn resembles(header: &str, name: &str) -> bool {
    if name.len() > 4 {
        return strsim::damerau_levenshtein(header, name) <= 2;
    }
    header.strip_prefix(name).is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

/// Degree days of one day, from its lowest and highest temperature in °C, to the hundredth.
#[must_use]
pub fn degree_days(lowest: f64, highest: f64) -> f64 {
    let exact = (BASE - (lowest + highest) / 2.0).max(0.0);
    (exact * 100.0).round() / 100.0
}

/// `20240115`.
fn date(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().ok();
    let (month, day) = (i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?);
    Date::new(number(0..4)?, month, day).ok()
}

/// Writes `degree-days/1/<station>.json` below a folder, and says where.
///
/// # Errors
/// The folder or file cannot be written.
pub fn write(out: &Path, degree_days: &DegreeDays) -> Result<PathBuf> {
    let folder = out.join("degree-days").join("1");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let path = folder.join(format!("{}.json", degree_days.station.id));
    let mut bytes = serde_json::to_vec(degree_days)?;
    bytes.push(b'\n');
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// True where a station's number can be a file name: digits only.
#[must_use]
pub fn is_station(id: &str) -> bool {
    !id.is_empty() && id.len() <= 12 && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads the days back, for the analysis of meters.
///
/// # Errors
/// The file cannot be read, or is of another schema.
pub fn load(path: &Path) -> Result<Vec<DegreeDay>> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let file: DegreeDays = serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is no degree-days file", path.display()))?;
    if file.schema != SCHEMA {
        bail!("{} is {:?}, not {SCHEMA}", path.display(), file.schema);
    }
    Ok(file.days)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "NUM_POSTE;NOM_USUEL;LAT;LON;ALTI;AAAAMMJJ;RR;QRR;TN;QTN;HTN;QHTN;TX;QTX\n\
        59343001;LILLE-LESQUIN;50.57;3.0975;47;20240115;0;1;-3.4;1;;;8.9;1\n\
        59343001;LILLE-LESQUIN;50.57;3.0975;47;20240116;0;1;;;;;3.1;1\n\
        59343001;LILLE-LESQUIN;50.57;3.0975;47;20240715;0;1;15.2;1;;;26.0;1\n\
        59343001;LILLE-LESQUIN;50.57;3.0975;47;20240230;0;1;1;1;;;2;1\n\
        59343001;LILLE-LESQUIN;50.57;3.0975;47;20240117;0;1;froid;1;;;2;1\n\
        59343001;LILLE-LESQUIN;50.57;3.0975;47;20171231;0;1;1.0;1;;;5.0;1\n\
        59343001;coupée\n\
         59009001;AUTRE;50;3;10;20240115;0;1;1.0;1;;;5.0;1\n";

    fn read() -> (Reader, Counts) {
        let mut reader = Reader::new("59343001", Some(jiff::civil::date(2018, 1, 1)));
        let counts = reader.read(&mut FILE.as_bytes()).unwrap();
        (reader, counts)
    }

    #[test]
    fn days_with_both_temperatures() {
        let (reader, counts) = read();
        assert_eq!(counts, Counts { days: 2, incomplete: 1, bad: 3, first_bad: 5 });
        let file = reader.finish("2026-11-24".into(), "Météo-France".into(), String::new());
        let json = serde_json::to_string(&file).unwrap();
        expect_test::expect![[r#"{"schema":"commune-widgets/degree-days/1","generated":"2026-11-24","source":"Météo-France","licence":"","demo":false,"station":{"id":"59343001","name":"LILLE-LESQUIN"},"base":18.0,"days":[{"date":"2024-01-15","dju":15.25},{"date":"2024-07-15","dju":0.0}]}"#]]
        .assert_eq(&json);
        assert_eq!(serde_json::from_str::<DegreeDays>(&json).unwrap(), file);
    }

    #[test]
    fn a_later_file_wins() {
        let (mut reader, _) = read();
        let later = "NUM_POSTE;AAAAMMJJ;TN;TX\n59343001;20240115;0;10\n";
        reader.read(&mut later.as_bytes()).unwrap();
        let file = reader.finish(String::new(), String::new(), String::new());
        assert_eq!(file.days[0].dju, 13.0);
        assert_eq!(file.station.name, "LILLE-LESQUIN");
    }

    #[test]
    fn a_file_without_temperatures_is_refused() {
        let mut reader = Reader::new("59343001", None);
        let error = reader.read(&mut &b"NUM_POSTE;AAAAMMJJ;RR\n"[..]).unwrap_err();
        assert_eq!(error.to_string(), "no column TN");
        assert!(reader.read(&mut &b""[..]).is_err());
        let mut lacks = |headers: &str| {
            let error = reader.read(&mut headers.as_bytes()).unwrap_err();
            error.downcast::<NoColumn>().unwrap().near
        };
        assert_eq!(lacks("NUM_POSTE;AAAAMMJJ;TN;QTX;TM;TX (°C)\n").as_deref(), Some("TX (°C)"));
        assert_eq!(lacks("NUM_POSTE;AAAAMMJJ;TNTXM;TX\n"), None);
        assert_eq!(lacks("NUM_POST;AAAAMMJJ;TN;TX\n").as_deref(), Some("NUM_POST"));
    }

    #[test]
    fn degree_days_never_go_below_zero() {
        assert_eq!(degree_days(-3.4, 8.9), 15.25);
        assert_eq!(degree_days(18.0, 18.0), 0.0);
        assert_eq!(degree_days(20.0, 35.0), 0.0);
    }
}
