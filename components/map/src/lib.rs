//! A map that a widget opens on request, beside a list that stays the primary view.
//!
//! [`tiles`] and [`group`] are pure. With the feature `bare` on wasm32 this is the side module `map`:
//! `view::View` draws into an element of the widget's shadow root through Leaflet, whose bindings are in
//! `leaflet`. It knows no widget, asks nothing of the network but tiles that it was told to show, and frees
//! everything when it is removed. The README tells its interface.

#![cfg_attr(all(target_arch = "wasm32", feature = "bare"), no_std)]

extern crate alloc;

pub mod group;
pub mod tiles;

#[cfg(all(target_arch = "wasm32", feature = "bare"))]
mod frame;
#[cfg(all(target_arch = "wasm32", feature = "bare"))]
mod leaflet;
#[cfg(all(target_arch = "wasm32", feature = "bare"))]
mod page;
#[cfg(all(target_arch = "wasm32", feature = "bare"))]
mod view;

#[cfg(all(target_arch = "wasm32", feature = "bare"))]
pub use view::View;
