//! The pack and the records of the index: what `commune-packs services` writes and the widget reads.
//!
//! The same types serve both; PACK.md beside this crate shows the JSON.

mod hours;
mod pack;
mod read;
mod record;

pub use hours::{Hours, MOST_PATTERNS, letter, pattern_of};
pub use pack::{Commune, Pack, SCHEMA, Source};
pub use read::{FIELDS, file_of, read_hours, read_pack, read_record, record_of};
pub use record::{Access, KINDS, Known, LIFE_EVENTS, NEEDS, Need, Origin, PROCEDURE, Record, kind_number};
