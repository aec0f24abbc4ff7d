//! Decoding and analysing a citizen's own meter files. Nothing here draws, fetches or stores.
//!
//! # The path of the data
//! bytes of a file → [`decode()`] → [`Decoded`] (slots of a load curve and blocks of whole days,
//! with a [`FileReport`]) → [`Store`] (several files, merged by instant) → [`analyse()`] with
//! [`Options`] → [`Analysis`] → a view, a JSON report, a cleaned CSV
//! ([`cleaned_csv`]) or a [`Contribution`].
//!
//! Energies are exact integers all the way ([`Energy`]); days are local days of French legal
//! time ([`time`]). A meter number is noticed, and never leaves the decoder ([`mask`]).
//!
//! # In the browser
//! The feature `side-module` makes this crate a module of its own on wasm32: its
//! interface and its allocator. The feature `bare` (both are on by default) also leaves `std` out
//! there, and panics only trap: their texts and the formatting behind them are a twentieth of the module.

#![cfg_attr(all(target_arch = "wasm32", feature = "bare"), no_std)]

extern crate alloc;

pub mod analyse;
pub mod contribution;
pub mod decode;
mod error;
pub mod estimate;
pub mod export;
#[doc(hidden)]
pub mod fuzz;
mod json;
mod model;
mod options;
mod order;
mod redact;
mod store;
pub mod time;
#[cfg(all(target_arch = "wasm32", feature = "side-module"))]
mod wasm;

pub use analyse::{Analysis, analyse};
pub use contribution::{CONTRIBUTION_SCHEMA, Contribution, MonthTotal};
pub use decode::{MAX_BYTES, decode};
pub use error::{DecodeError, OtherFormat};
pub use estimate::{Estimate, EstimateError, from_bill, from_two_readings};
pub use export::cleaned_csv;
pub use json::to_json;
pub use model::{Block, Carrier, Decoded, Energy, FileKind, FileReport, SkipReason, Skipped, Slot};
pub use options::{DegreeDay, Options, Prices, Window};
pub use redact::{has_meter_number, mask};
pub use store::{Merged, Store, StoredFile};
