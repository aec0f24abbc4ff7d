//! The answers of a self-diagnosis as a file, format `commune-widgets/cyber-answers/1`, to save, to load, and to
//! compare with next year.

use super::json::Writer;
use super::kept::{FileError, WARNING, check, text};
use commune_source::value::Value;

/// Its schema name.
pub const SCHEMA: &str = "commune-widgets/cyber-answers/1";

/// Population bands, inhabitants; what leaves a commune says no more of its size.
pub const BANDS: [&str; 5] = ["under-2000", "2000-4999", "5000-9999", "10000-19999", "20000-plus"];

/// What was answered to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A statement, 0 to 3.
    Statement(u32),
    /// Don't know.
    Unknown,
    /// Not applicable, and why.
    NotApplicable(String),
}

/// A diagnosis that was filled in, wholly or in part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// ISO date, or empty.
    pub date: String,
    /// Name of the commune, or empty.
    pub commune: String,
    /// One of [`BANDS`], or empty.
    pub band: String,
    /// Question ids and answers; a question that was not answered has none.
    pub given: Vec<(String, Given)>,
}

impl Answers {
    /// What was answered to a question.
    pub fn get(&self, id: &str) -> Option<&Given> {
        self.given.iter().find(|(known, _)| known == id).map(|(_, given)| given)
    }

    /// Answers a question, again or for the first time; `None` takes the answer back.
    pub fn set(&mut self, id: &str, given: Option<Given>) {
        self.given.retain(|(known, _)| known != id);
        if let Some(given) = given {
            self.given.push((id.to_owned(), given));
        }
    }
}

/// Reads a file. Answers that cannot be, or to unknown questions, are left out and counted.
///
/// # Errors
/// See [`FileError`]. A file without any known answer is refused.
pub fn read<V: Value>(json: &V, known: impl Fn(&str) -> bool) -> Result<(Answers, u32), FileError> {
    check(json, SCHEMA)?;
    let band = text(json, "band");
    let mut answers = Answers {
        date: text(json, "date"),
        commune: text(json, "commune"),
        band: if BANDS.contains(&band.as_str()) { band } else { String::new() },
        given: Vec::new(),
    };
    let mut left_out = 0;
    for item in json.list("answers") {
        let id = text(&item, "id");
        match read_given(&item) {
            Some(given) if known(&id) && answers.get(&id).is_none() => answers.given.push((id, given)),
            _ => left_out += 1,
        }
    }
    if answers.given.is_empty() { Err(FileError::NothingKnown) } else { Ok((answers, left_out)) }
}

fn read_given<V: Value>(json: &V) -> Option<Given> {
    let answer = json.field("answer");
    if let Some(statement) = answer.number() {
        let index = statement as u32;
        return (index <= 3 && f64::from(index) == statement).then_some(Given::Statement(index));
    }
    match answer.text()?.as_str() {
        "unknown" => Some(Given::Unknown),
        "na" => Some(Given::NotApplicable(text(json, "why"))),
        _ => None,
    }
}

/// The text of the file.
pub fn write(answers: &Answers) -> String {
    let mut writer = Writer::default();
    writer.open("");
    writer.text("schema", SCHEMA);
    writer.text("warning", WARNING);
    writer.text("date", &answers.date);
    writer.text("commune", &answers.commune);
    writer.text("band", &answers.band);
    writer.open_list("answers");
    for (id, given) in &answers.given {
        writer.open("");
        writer.text("id", id);
        match given {
            Given::Statement(index) => writer.number("answer", *index),
            Given::Unknown => writer.text("answer", "unknown"),
            Given::NotApplicable(why) => {
                writer.text("answer", "na");
                writer.text("why", why);
            }
        }
        writer.close();
    }
    writer.close_list();
    writer.close();
    writer.finish()
}
