//! A real table: what every chart has one action away.

use yew::{AttrValue, Html, Properties, component, html};

/// One table; every cell is text, already formatted.
#[derive(Clone, PartialEq, Properties)]
pub struct DataTableProps {
    /// Unique in the shadow root; the caption takes it.
    pub id: AttrValue,
    /// What the table shows, with its unit.
    pub caption: AttrValue,
    /// One per column, the first one over the row headers.
    pub columns: Vec<AttrValue>,
    /// A row header, then one cell per further column.
    pub rows: Vec<Vec<AttrValue>>,
}

/// The table scrolls sideways in a box of its own, which the keyboard reaches.
#[component]
pub fn DataTable(props: &DataTableProps) -> Html {
    let row = |cells: &Vec<AttrValue>| {
        let mut cells = cells.iter().cloned();
        html! {
            <tr>
                <th scope="row">{cells.next()}</th>
                {for cells.map(|cell| html! { <td>{cell}</td> })}
            </tr>
        }
    };
    html! {
        <div class="table-scroll" role="region" tabindex="0" aria-labelledby={props.id.clone()}>
            <table part="table">
                <caption id={props.id.clone()}>{props.caption.clone()}</caption>
                <thead>
                    <tr>{for props.columns.iter().map(|column| html! { <th scope="col">{column.clone()}</th> })}</tr>
                </thead>
                <tbody>{for props.rows.iter().map(row)}</tbody>
            </table>
        </div>
    }
}
