//! `commune-packs quiz` and `commune-packs diagnosis`: the content of `<commune-cyber-quiz>` checked, packed and
//! exported, and hand-over files merged.
//!
//! The path of the data: a content folder ([`content`]: GIFT, strict JSON, REVIEW.md) → what its tags say (`tags`) →
//! questions of a pack (`convert`) → one pack per audience and language ([`assemble`], `same` compares the
//! languages) → files (`write`), each pack with its page ([`plain`]). The format is in `components/cyber-quiz/PACK.md`.

pub mod assemble;
mod check;
mod command;
pub mod content;
mod convert;
mod embedded;
pub mod merge;
mod merge_page;
pub mod plain;
mod preview;
mod review;
mod same;
mod tags;
mod told;
mod write;

pub(crate) use command::{Build, Diagnosis, Quiz, diagnosis, make, quiz};
pub(crate) use write::demo;

pub use embedded::embedded;
pub use told::Told;
