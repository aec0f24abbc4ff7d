//! Opening hours: what a source wrote → the OSM syntax → thirteen months of compact intervals.
//!
//! The crate `opening-hours` reads the OSM syntax only; [`french`] rewrites the common French ways to
//! say it. What neither can read keeps its text, and the quality report says why.

mod calendar;
mod encode;
mod expand;
mod french;
mod french_words;

pub use calendar::{Span, holidays, time_zone};
pub use expand::{Expanded, expand};
pub use french::normalise;

use commune_services::data::Hours;

/// Why a text gives no intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Neither the OSM syntax nor a common French way.
    Words,
    /// It depends on the school holidays, of which no calendar is at hand.
    SchoolHolidays,
    /// It depends on the sun.
    Sun,
    /// More day patterns than the format can number.
    Complex,
    /// It is readable, and never opens within the known days.
    Never,
}

/// Reads a text. Its intervals are empty where it could not be read, and the reason is told.
#[must_use]
pub fn read(text: &str, span: Span) -> (Hours, Option<Unread>) {
    let text = text.trim();
    let mut hours = Hours { text: text.to_owned(), ..Hours::default() };
    let why = match osm(text) {
        Ok(osm) => match expand(&osm, span) {
            Ok(expanded) => encode::encode(&expanded, &mut hours).err(),
            Err(why) => Some(why),
        },
        Err(why) => Some(why),
    };
    (hours, why)
}

/// The text in the OSM syntax: itself where it is, else rewritten from French.
///
/// # Errors
/// Neither works.
pub fn osm(text: &str) -> Result<String, Unread> {
    if expand::parses(text) {
        return Ok(text.to_owned());
    }
    let rewritten = normalise(text)?;
    if expand::parses(&rewritten) { Ok(rewritten) } else { Err(Unread::Words) }
}
