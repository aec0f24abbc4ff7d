//! Plain HTML pages in French, readable without JavaScript, safe under a strict policy: no
//! script, no `style`, one linked sheet.

mod commune;
mod contributions;
mod figures;
mod housing;
mod index;
pub(crate) mod layout;
pub mod number;
mod report;
pub(crate) mod sources;
pub(crate) mod words;

pub use commune::commune;
pub use contributions::contributions;
pub use index::index;
pub use report::report;

/// The sheet that every page links, `packs.css` beside the `energy` folder.
pub const CSS: &str = include_str!("packs.css");
