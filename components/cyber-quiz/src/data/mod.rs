//! Decoding: a parsed document becomes records; a record becomes the text of a file that the person keeps.

pub mod answers;
pub mod bank;
pub mod diagnosis;
mod header;
pub mod json;
pub mod kept;
pub mod progress;
mod read_bank;
mod read_diagnosis;

pub use header::{Header, Source};
pub use read_bank::read as read_bank;
pub use read_diagnosis::read as read_diagnosis;

/// Audiences that have a bank, in the order of their size.
pub const AUDIENCES: [&str; 3] = ["residents", "staff", "elected"];

/// The audience of the self-diagnosis, which has no bank.
pub const COMMUNE: &str = "commune";
