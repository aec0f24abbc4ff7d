//! `<commune-consultation>`: the consultations of a Decidim platform, in the commune's page.
//!
//! The path of the data: attributes → a pack fetched by `commune-source`, or the platform asked through [`client`] →
//! [`data`] → [`model`] → state → view (wasm32 only). The format of the pack is told in `PACK.md`.

pub mod client;
pub mod data;
pub mod model;

/// Bodies of the property tests and of the fuzz targets.
#[cfg(not(target_arch = "wasm32"))]
pub mod fuzz;

pub mod config;

pub mod messages;

pub mod state;

#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
pub use view::Consultation;
