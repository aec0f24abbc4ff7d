//! Which figures exist, and where they come from.

use super::words;
use crate::{
    data::pack::{Pack, Source},
    messages::Msg,
    model::inventory::{State, inventory},
};
use commune_element::link::safe_href;
use commune_ui::{
    dom::{el, link, p, text},
    i18n::Messages,
    table::{DataTable, data_table},
};
use yew::{AttrValue, Html};

/// A panel that opens: the table of what exists, then the files it comes from.
pub fn inventory_panel(m: &Messages, pack: &Pack) -> Html {
    let mut columns = vec![m.text(Msg::InventoryRow)];
    columns.extend(pack.years.iter().map(|year| AttrValue::from(year.to_string())));
    let rows = inventory(pack)
        .into_iter()
        .map(|row| {
            let name = format!("{}, {}", words::carrier(m, row.carrier), words::sector(m, Some(row.sector)));
            let mut cells = vec![AttrValue::from(name)];
            cells.extend(row.years.into_iter().map(|state| state_word(m, state)));
            cells
        })
        .collect::<Vec<_>>();
    let caption = m.text(Msg::InventoryCaption);
    let children = vec![
        el("summary", &[], &[], vec![text(m.text(Msg::InventoryTitle))]),
        data_table(DataTable { id: "inventory", caption, columns: &columns, rows: &rows }),
        p("muted", m.text(Msg::InventoryNote)),
        el("ul", &[], &[], pack.sources.iter().map(|source| source_item(m, source)).collect()),
    ];
    el("details", &["class"], &["part"], children)
}

fn state_word(m: &Messages, state: State) -> AttrValue {
    m.text(match state {
        State::Complete => Msg::InventoryComplete,
        State::Partly => Msg::InventoryPartly,
        State::Masked => Msg::Masked,
        State::Missing => Msg::Missing,
    })
}

fn source_item(m: &Messages, source: &Source) -> Html {
    let name = match safe_href(&source.url) {
        Some(href) => link(href, source.name.clone()),
        None => text(source.name.clone()),
    };
    let date = (!source.date.is_empty()).then(|| m.date(&source.date));
    let rows = (source.rows > 0).then(|| m.plural(Msg::FileRows, source.rows, &[]).to_string());
    let more: Vec<String> = [Some(source.owner.clone()), Some(source.licence.clone()), date, rows]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    el("li", &[], &[], vec![name, text(format!(", {}", more.join(", ")))])
}
