//! What is wrong with a row, said in English on the terminal and in French in the report.

use std::fmt;

use serde::Serialize;

/// How many problems of each file are told one by one; the others are only counted.
pub const LISTED: usize = 100;

/// One row that was left out, or kept with a doubt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    /// Line of a CSV file, the header being line 1; or number of a JSON record, the first being 1.
    pub place: u64,
    /// False where the row was kept.
    pub left_out: bool,
    /// In French, for the report.
    pub message: String,
    #[serde(skip)]
    what: What,
}

impl Problem {
    /// A problem at a line or record.
    #[must_use]
    pub fn new(place: u64, what: What) -> Self {
        Self { place, left_out: what.leaves_out(), message: what.french(), what }
    }

    /// In English, for the terminal.
    #[must_use]
    pub fn english(&self) -> String {
        self.what.to_string()
    }
}

/// The kinds of problem. Texts are shortened: they come from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The line is longer than any real one; the limit in bytes.
    TooLong(usize),
    /// A quote opens and does not close on its line.
    OpenQuote,
    /// Another number of columns than the header: found, expected.
    Columns(usize, usize),
    /// Not a JSON object.
    NotARecord,
    /// No such year.
    Year(String),
    /// Not an INSEE code.
    Commune(String),
    /// A carrier that nobody declared.
    Carrier(String),
    /// A sector that the format does not have.
    Sector(String),
    /// The total is neither a quantity nor a sign of secrecy.
    Total(String),
    /// The count of delivery points is no count; the row is kept without it.
    Sites(String),
    /// The count of withheld cells is no count; the row counts as one withheld cell.
    MaskedCells(String),
    /// The same row was read before, with the same figure; it is summed again.
    Twice,
}

impl What {
    /// False where the row is kept all the same.
    #[must_use]
    pub fn leaves_out(&self) -> bool {
        !matches!(self, Self::Sites(_) | Self::MaskedCells(_) | Self::Twice)
    }

    fn french(&self) -> String {
        match self {
            Self::TooLong(limit) => format!("ligne de plus de {limit} octets"),
            Self::OpenQuote => "guillemet ouvert et jamais fermé".into(),
            Self::Columns(found, expected) => {
                format!("{found} colonnes au lieu de {expected}")
            }
            Self::NotARecord => "ce n'est pas un enregistrement".into(),
            Self::Year(text) => format!("année illisible : « {text} »"),
            Self::Commune(text) => format!("code de commune illisible : « {text} »"),
            Self::Carrier(text) => format!("énergie inconnue : « {text} »"),
            Self::Sector(text) => format!("secteur inconnu : « {text} »"),
            Self::Total(text) => format!("consommation illisible : « {text} »"),
            Self::Sites(text) => {
                format!("nombre de compteurs illisible : « {text} » (ligne gardée sans ce nombre)")
            }
            Self::MaskedCells(text) => {
                format!("nombre de chiffres masqués illisible : « {text} » (ligne comptée comme masquée)")
            }
            Self::Twice => "ligne déjà lue à l'identique, additionnée deux fois".into(),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong(limit) => write!(f, "line longer than {limit} bytes"),
            Self::OpenQuote => f.write_str("a quote opens and does not close"),
            Self::Columns(found, expected) => write!(f, "{found} columns, not {expected}"),
            Self::NotARecord => f.write_str("not a record"),
            Self::Year(text) => write!(f, "unreadable year {text:?}"),
            Self::Commune(text) => write!(f, "unreadable commune code {text:?}"),
            Self::Carrier(text) => {
                write!(f, "unknown carrier {text:?} (--extra-carrier keeps it)")
            }
            Self::Sector(text) => write!(f, "unknown sector {text:?}"),
            Self::Total(text) => write!(f, "unreadable total {text:?}"),
            Self::Sites(text) => write!(f, "unreadable delivery points {text:?}, row kept"),
            Self::MaskedCells(text) => {
                write!(f, "unreadable withheld cells {text:?}, row kept as withheld")
            }
            Self::Twice => f.write_str("same row as an earlier one, summed twice"),
        }
    }
}

/// At most 40 characters of a text of the outside, without control characters.
#[must_use]
pub fn short(text: &str) -> String {
    let mut out: String =
        text.chars().take(41).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if let Some((end, _)) = out.char_indices().nth(40) {
        out.truncate(end);
        out.push('…');
    }
    out
}
