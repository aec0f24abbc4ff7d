//! The index of services: built natively, kept as static files, searched in the page or natively by the
//! same code. Nothing here fetches or draws.
//!
//! # The path of a query
//! text → [`fold`] (words without accents) → terms of the index: the word itself, another of its forms, a
//! word that begins so, one that a typo away, a synonym → postings of these terms → scores → the best
//! documents → filters and distances from the facts → records.
//!
//! [`Index::query`] answers from the files that were [fed](Index::feed) so far: the names of those it still
//! needs, or the hits. The README tells the files, the interface of the side module and the shape of a hit.
//!
//! # In the browser
//! The features are those of `commune-meter`: `side-module` is the interface for a page, `bare` leaves `std` out.

#![cfg_attr(all(target_arch = "wasm32", feature = "bare"), no_std)]

extern crate alloc;

#[cfg(not(target_arch = "wasm32"))]
pub mod build;
mod bytes;
mod communes;
mod facts;
pub mod fold;
#[cfg(not(target_arch = "wasm32"))]
#[doc(hidden)]
pub mod fuzz;
#[cfg(not(target_arch = "wasm32"))]
pub mod generate;
mod index;
mod json;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod postings;
mod query;
mod records;
mod root;
mod synonyms;
mod top;
#[cfg(all(target_arch = "wasm32", feature = "side-module"))]
mod wasm;
mod words;

pub use index::Index;
pub use json::to_json;
pub use query::{Answer, Field, Hit, Hits, How, Query, Why};
pub use root::OpenError;
