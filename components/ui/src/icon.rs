//! Icons: inline SVG in the colour of the text, always beside a word, hidden from screen readers.

use crate::dom::el;
use yew::Html;

fn icon(path: &str) -> Html {
    let path = el("path", &["d"], &[path], Vec::new());
    el("svg", &["class", "viewBox", "aria-hidden"], &["icon", "0 0 24 24", "true"], vec![path])
}

/// A triangle with an exclamation mark.
pub fn warning() -> Html {
    icon("M12 3 2 20h20zM12 10v4M12 17v.5")
}

/// A circle with an i.
pub fn info() -> Html {
    icon("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 7.5V8")
}

/// Rows and columns.
pub fn table() -> Html {
    icon("M3 5h18v14H3zM3 10h18M3 14.5h18M9 5v14")
}

/// An arrow down to a line.
pub fn download() -> Html {
    icon("M12 4v11M7 11l5 5 5-5M4 20h16")
}
