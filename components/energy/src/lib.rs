//! `<commune-energy>`: what the commune consumes by carrier, sector and year, and one's own meter.
//!
//! The path of the data: attributes → [`config`] → a pack fetched by `commune-source` →
//! [`data`] → [`model`] → [`state`] → `view` (wasm32 only).

pub mod config;
pub mod data;
pub mod messages;
pub mod meter_state;
pub mod model;
pub mod state;

#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
pub use view::Energy;
