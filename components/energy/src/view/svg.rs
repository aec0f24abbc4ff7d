//! SVG shapes by name and numbers: one function per shape, since every `html!` literal costs the page
//! a few hundred bytes.

use yew::{AttrValue, Html, html};

/// A whole number of pixels as an attribute.
pub fn px(pixels: i32) -> AttrValue {
    pixels.to_string().into()
}

/// A rectangle; `fill` overrides what its class says.
pub fn rect(class: &'static str, [x, y, width, height]: [i32; 4], fill: Option<AttrValue>) -> Html {
    html! { <rect {class} x={px(x)} y={px(y)} width={px(width)} height={px(height)} {fill} /> }
}

/// A line across, from `x1` to `x2` at height `y`.
pub fn line(class: &'static str, x1: i32, x2: i32, y: i32) -> Html {
    html! { <line {class} x1={px(x1)} x2={px(x2)} y1={px(y)} y2={px(y)} /> }
}

/// A text at a point; its class says how it is anchored.
pub fn text(class: &'static str, x: i32, y: i32, words: Option<AttrValue>) -> Html {
    html! { <text {class} x={px(x)} y={px(y)}>{words}</text> }
}
