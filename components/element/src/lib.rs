//! The custom-element contract: attributes, mounting, events.
//!
//! This crate knows no widget. `shell.js` is the script that a commune pastes; it finds the elements
//! and loads a bundle. The rest of the crate is the bundle's side of the contract: a widget implements
//! `mount::Widget`, and the functions that a bundle exports call `mount`.
//!
//! What a widget's `config` needs ([`attrs`], [`config`], [`doc`], [`settings`]) is pure and tested natively; what
//! touches the page compiles for wasm32 only.

pub mod attrs;
pub mod config;
pub mod css;
pub mod doc;
pub mod lang;
pub mod link;
pub mod pack;
pub mod settings;

#[cfg(target_arch = "wasm32")]
pub mod event;
#[cfg(target_arch = "wasm32")]
pub mod instance;
#[cfg(target_arch = "wasm32")]
pub mod mount;

pub use attrs::Attributes;
pub use config::{Appearance, Common, Problem};
pub use lang::Lang;
pub use settings::Settings;
#[cfg(target_arch = "wasm32")]
pub use {instance::Instance, mount::Widget};
