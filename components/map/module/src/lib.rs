//! The crate `commune-map` as a wasm module of its own; what a page calls is in its `view` module.
#![cfg_attr(target_arch = "wasm32", no_std)]

#[cfg(target_arch = "wasm32")]
pub use commune_map::*;
