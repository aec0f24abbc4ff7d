//! SVG shapes by name and numbers.

use commune_ui::dom::{Keys, el, text as words};
use yew::{AttrValue, Html};

fn shape(
    tag: &'static str,
    keys: Keys,
    class: &str,
    numbers: &[i32],
    fill: &str,
    children: Vec<Html>,
) -> Html {
    let numbers: Vec<String> = numbers.iter().map(i32::to_string).collect();
    let mut values = vec![class];
    values.extend(numbers.iter().map(String::as_str));
    values.push(fill);
    el(tag, keys, &values, children)
}

/// A rectangle (left, top, width, height); a `fill` that is not empty overrides what its class says.
pub fn rect(class: &str, place: [i32; 4], fill: &str) -> Html {
    shape("rect", &["class", "x", "y", "width", "height", "fill"], class, &place, fill, Vec::new())
}

/// A line across, from `x1` to `x2` at height `y`.
pub fn line(class: &str, x1: i32, x2: i32, y: i32) -> Html {
    shape("line", &["class", "x1", "x2", "y1", "y2", "fill"], class, &[x1, x2, y, y], "", Vec::new())
}

/// A text at a point; its class says how it is anchored.
pub fn text(class: &str, x: i32, y: i32, content: impl Into<AttrValue>) -> Html {
    shape("text", &["class", "x", "y", "fill"], class, &[x, y], "", vec![words(content)])
}
