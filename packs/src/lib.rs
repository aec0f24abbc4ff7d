//! Open data exports to static packs, plain HTML pages and reports.
//!
//! The path of the data: an export (CSV or API JSON) → [`read`] (rows, then sums by commune,
//! year, carrier and sector) → [`pack`] (series, comparison, provenance) → files. The communes
//! and their populations come from [`territory`]. [`demo`] writes an export of its own, which
//! takes the same path.

mod all;
mod catalogue;
pub mod check;
pub mod cli;
pub mod communes;
pub mod consultation;
pub mod contributions;
pub mod date;
pub mod degree_days;
mod degree_days_command;
pub mod degree_days_demo;
pub mod demo;
pub mod doctor;
mod embed;
mod energy;
mod french;
mod input;
mod meter;
mod meter_text;
pub mod pack;
pub mod page;
pub mod quiz;
pub mod read;
pub mod services;
pub mod table_csv;
pub mod territory;
pub mod usage;
mod write;
