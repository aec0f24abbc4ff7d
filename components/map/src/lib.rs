//! A map that a widget opens on request, beside a list that stays the primary view.
//!
//! [`tiles`], [`spots`] and [`group`] are pure. With the feature `widget` it is what a widget has of a map: `ground`,
//! its attributes, `words`, and on wasm32 `atlas`, which opens it on a press and keeps it to its list. With the feature `bare` on wasm32 this is the side module `map`:
//! `view::View` draws into an element of the widget's shadow root through Leaflet, whose bindings are in
//! `leaflet`. It knows no widget, asks nothing of the network but tiles that it was told to show, and frees
//! everything when it is removed. The README tells its interface.

#![cfg_attr(all(target_arch = "wasm32", feature = "bare"), no_std)]

extern crate alloc;

#[cfg(all(target_arch = "wasm32", feature = "widget"))]
pub mod atlas;
#[cfg(feature = "widget")]
pub mod ground;
pub mod group;
pub mod spots;
pub mod tiles;
#[cfg(feature = "widget")]
pub mod words;

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
