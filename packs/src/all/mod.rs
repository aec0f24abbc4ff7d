//! `commune-packs all`: every source of a config, to a folder that is published as it is.
//!
//! The path of the data: `SOURCES.toml` → [`config`] (typed tables; [`wrong`] tells a mistake with its line) →
//! [`step`] (one per table: its files, and the command that reads them) → [`run`], which for each step compares its
//! [`key`] with the one in [`state`], lets it write into a folder aside, checks what it wrote and only then moves it
//! ([`place`]) → [`report`] and its pages.
//!
//! - A **key** is a hash of the tool's version, of the step's part of the config and of the bytes of its files. A step
//!   is run where its key is another one than at its last success, where one of the files that it wrote is not there
//!   any more or not the same, or where its time has come (`step::When`, and the days after which newer packs are
//!   promised).
//! - A step that **fails** moves nothing: the files of its last success stay byte for byte, and so does its state. The
//!   other steps go on.
//! - The state is written after each step: a run that was **interrupted** goes on with the steps that are missing. Every
//!   file is replaced whole; one whose bytes are the same is not touched, so that a copy tool sees what changed.
//! - A file that a step wrote once and writes no more (a commune that is gone) **stays**, and is told at each run until
//!   somebody removes it. Those of the search index are removed: nothing but the index leads to them.
//!
//! `DIR` is laid out as an installation is: `packs/` and `embed/`, beside which the files of a release go.

mod command;
mod config;
mod day;
mod due;
mod key;
mod pages;
mod place;
mod report;
mod run;
mod state;
mod step;
#[cfg(test)]
mod tests;
mod wrong;

pub(crate) use command::{All, run};
