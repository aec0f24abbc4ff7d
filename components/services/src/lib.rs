//! `<commune-services>`: residents find the right place or procedure.
//!
//! The path of the data: attributes → [`config`] → a pack fetched by `commune-source` → [`data`] → the first
//! screen. From the first key or focus on: what is written in the box → the side module `search`, which asks
//! for files of the index → [`answer`] → [`model`] → [`state`] → `view` (wasm32 only).

pub mod answer;
pub mod config;
pub mod data;
pub mod messages;
pub mod model;
pub mod state;

#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
pub use view::Services;
