//! Icons: inline SVG in the colour of the text, always beside a word, hidden from screen readers.

use yew::{Html, html};

fn icon(path: &'static str) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
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
