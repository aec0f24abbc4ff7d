//! The channel: how one host shows a new release on pages that nobody edits, and only what we have signed.
//!
//! The path of trust: a page's `integrity` → the [`loader`], with our public [`key`]s → a signed [`manifest`] → the
//! shell of a [`release`] → the modules that it is bound to ([`bind`]). [`channel`] edits the folder of a host.
//! `docs/THREATS.md` says against whom this holds, and where it ends.

pub mod bind;
pub mod channel;
pub mod hash;
pub mod key;
pub mod loader;
pub mod manifest;
pub mod release;
pub mod version;

#[cfg(test)]
mod testing;
