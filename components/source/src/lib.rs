//! Fetching bytes with a time-out, retry and a size cap.
//!
//! [`policy`] and [`FetchError`] are pure; `fetch` (wasm32 only) talks to the browser. A request is a
//! handle: dropping it cancels the request and its callback never runs.

mod error;
pub mod policy;
pub mod value;

#[cfg(target_arch = "wasm32")]
mod fetch;

pub use error::FetchError;
#[cfg(target_arch = "wasm32")]
pub use fetch::{Body, Handle, fetch, post};
