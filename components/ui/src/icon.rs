//! Icons: inline SVG in the colour of the text, always beside a word, hidden from screen readers.

use crate::writer::Writer;

/// Draws the strokes of `path` on a square of 24.
pub fn icon(w: &mut Writer<'_>, path: &str) {
    w.open("svg class=icon aria-hidden=true");
    w.set("viewBox", "0 0 24 24");
    w.open("path");
    w.set("d", path);
    w.close();
    w.close();
}

/// A triangle with an exclamation mark.
pub fn warning(w: &mut Writer<'_>) {
    icon(w, "M12 3 2 20h20zM12 10v4M12 17v.5");
}

/// A circle with an i.
pub fn info(w: &mut Writer<'_>) {
    icon(w, "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 7.5V8");
}

/// Rows and columns.
pub fn table(w: &mut Writer<'_>) {
    icon(w, "M3 5h18v14H3zM3 10h18M3 14.5h18M9 5v14");
}

/// An arrow down to a line.
pub fn download(w: &mut Writer<'_>) {
    icon(w, "M12 4v11M7 11l5 5 5-5M4 20h16");
}
