//! Decoding: a pack's JSON, or a platform's answer, becomes records.

pub mod decidim;
mod item;
pub mod pack;
mod plan;
mod read;

pub use read::read;
