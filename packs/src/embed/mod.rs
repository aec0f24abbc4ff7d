//! Permanent embed pages and oEmbed JSON, one per commune and widget, from static files; the list of
//! communes' names; and the CMS plugins filled from a release.
//!
//! `DIR/embed/<widget>/<insee>.html` shows one widget in an iframe and names its oEmbed JSON beside it
//! (<https://oembed.com/>, discovery). A content management system asks for the page, follows the link and
//! keeps what the JSON says, so that these addresses never change: what is behind them does. Sandboxed
//! without `allow-same-origin`, the page's origin is `null`: module scripts, wasm and packs then need
//! `Access-Control-Allow-Origin: *` from the host.

mod command;
mod names;
mod page;
mod plugin;
#[cfg(test)]
mod tests;
mod widget;

pub(crate) use command::{Embed, make, run};
pub(crate) use plugin::{Plugin, run as plugin};
