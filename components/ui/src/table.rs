//! A real table: what every chart has one action away.
//!
//! A function, like all that has no state of its own here: each Yew component adds 3 kB to a bundle.

use yew::{AttrValue, Html, html};

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
    let row = |cells: &Vec<AttrValue>| {
        let mut cells = cells.iter().cloned();
        html! {
            <tr>
                <th scope="row">{cells.next()}</th>
                {for cells.map(|cell| html! { <td>{cell}</td> })}
            </tr>
        }
    };
    let id: AttrValue = table.id.to_owned().into();
    html! {
        <div class="table-scroll" role="region" tabindex="0" aria-labelledby={id.clone()}>
            <table part="table">
                <caption id={id.clone()}>{table.caption}</caption>
                <thead>
                    <tr>{for table.columns.iter().map(|column| html! { <th scope="col">{column.clone()}</th> })}</tr>
                </thead>
                <tbody>{for table.rows.iter().map(row)}</tbody>
            </table>
        </div>
    }
}
