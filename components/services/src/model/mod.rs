//! The domain of the widget: plain Rust, no page, no language.

pub mod facets;
pub mod hours;
pub mod share;
pub mod spots;
pub mod standing;
pub mod towns;
pub mod why;
