//! Decoding: a parsed document becomes records.

pub mod analysis;
pub mod pack;
mod read;

pub use read::read;
