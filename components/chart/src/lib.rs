//! Charts as plain geometry: scales, ticks and marks, drawn by pure functions.
//!
//! A chart is laid out in whole pixels for the width at hand, so that its text keeps the page's size at
//! 320 px as at 1280, and so that no float is ever formatted in the browser. The views turn marks into SVG
//! elements; sizes are `i32` pixels, values are `f64` in the unit of the caller.

pub mod bars;
pub mod scale;

/// The box a chart is laid out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canvas {
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Font size of the labels, in pixels.
    pub em: i32,
}
