//! `commune-packs communes`: one row of a spreadsheet per commune → one configuration file per commune.
//!
//! The path of the data: the sheet → [`sheet`] (rows, by the name of a column) → [`name`] (which commune a
//! row means: the sheet has names, never codes) → [`row`] (a [`Config`], or what is wrong) → [`contrast`]
//! (whether its colours can be read, in every pair of [`pairs`]) → `communes/1/<insee>.json`, and [`index`].
//!
//! The format is `schemas/commune.json`; the template and its columns are in `templates/COMMUNES.md`.

mod columns;
mod command;
mod config;
pub mod contrast;
pub(crate) mod demo;
pub mod index;
pub mod name;
pub mod pairs;
mod row;
pub mod sheet;
pub mod tokens;

pub use config::{Commune, Config, Decidim, Languages, SCHEMA, Tokens, TownHall};
pub(crate) use row::wrong_link;
pub use row::{Fault, Labels, read};

pub(crate) use command::{Communes, make, run};
pub(crate) use index::{Switch, run as switch};
