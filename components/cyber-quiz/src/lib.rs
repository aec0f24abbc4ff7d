//! `<commune-cyber-quiz>`: the gestures of cyber-hygiene, and a commune's self-diagnosis.
//!
//! The path of the data: attributes → `config` → a pack fetched by `commune-source` (format: `PACK.md`) →
//! [`data`] → [`model`] → `state` → `view` (wasm32 only).

pub mod config;
pub mod data;
pub mod diagnosis_state;
pub mod messages;
pub mod model;
pub mod state;

#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
pub use view::CyberQuiz;
