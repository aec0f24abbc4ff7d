//! `commune-packs services`: places and procedures → packs, plain pages, quality reports, the index.
//!
//! The path of the data: files of the four sources → [`read`] (drafts) → [`collect`] (drafts that know
//! their commune) → [`join`] (which drafts are one place) → [`merge`] (records) and [`check`] (findings)
//! → [`build`] (packs) → [`write`]. [`hours`] reads opening hours; [`index`] and [`query`] build and ask
//! the search index. [`demo`] writes own CSV files that take the same path.

pub mod build;
pub mod check;
pub mod collect;
mod command;
pub mod communes;
pub mod demo;
pub mod draft;
pub mod findings;
pub mod geo;
pub mod hours;
pub mod index;
pub mod join;
pub mod links;
pub mod merge;
pub mod page;
pub mod query;
pub mod read;
pub mod report;
pub mod text;
pub mod words;
pub mod write;

pub(crate) use command::{Services, make, run};
