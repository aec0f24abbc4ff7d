//! A real table: what every chart has one action away.

use crate::dom::{el, text};
use yew::{AttrValue, Html};

/// One table; every cell is text, already formatted.
pub struct DataTable<'a> {
    /// Unique in the shadow root; the caption takes it.
    pub id: &'a str,
    /// What the table shows, with its unit.
    pub caption: AttrValue,
    /// One per column, the first one over the row headers.
    pub columns: &'a [AttrValue],
    /// A row header, then one cell per further column.
    pub rows: &'a [Vec<AttrValue>],
}

/// The table scrolls sideways in a box of its own, which the keyboard reaches.
pub fn data_table(table: DataTable<'_>) -> Html {
    let header = |scope: &str, words: &AttrValue| el("th", &["scope"], &[scope], vec![text(words.clone())]);
    let row = |cells: &Vec<AttrValue>| {
        let cell = |(index, words): (usize, &AttrValue)| match index {
            0 => header("row", words),
            _ => el("td", &[], &[], vec![text(words.clone())]),
        };
        el("tr", &[], &[], cells.iter().enumerate().map(cell).collect())
    };
    let head = table.columns.iter().map(|words| header("col", words)).collect();
    let head = el("thead", &[], &[], vec![el("tr", &[], &[], head)]);
    let body = el("tbody", &[], &[], table.rows.iter().map(row).collect());
    let caption = el("caption", &["id"], &[table.id], vec![text(table.caption)]);
    let whole = el("table", &["part"], &["table"], vec![caption, head, body]);
    let keys = &["class", "role", "tabindex", "aria-labelledby"];
    el("div", keys, &["table-scroll", "region", "0", table.id], vec![whole])
}
