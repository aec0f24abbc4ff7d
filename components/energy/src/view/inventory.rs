//! Which figures exist, and where they come from.

use super::words;
use crate::{
    data::pack::{Pack, Source},
    messages::Msg,
    model::inventory::{State, inventory},
};
use commune_element::link::safe_href;
use commune_ui::{table::data_table, writer::Writer};

/// A panel that opens: the table of what exists, then the files it comes from.
pub fn inventory_panel(w: &mut Writer<'_>, pack: &Pack) {
    let m = w.m;
    let mut columns = vec![m.text(Msg::InventoryRow)];
    columns.extend(pack.years.iter().map(|year| year.to_string()));
    let mut rows = Vec::new();
    for row in inventory(pack) {
        let name = [&*words::carrier(m, row.carrier), ", ", &*words::sector(m, Some(row.sector))].concat();
        let mut cells = vec![name];
        cells.extend(row.years.into_iter().map(|state| {
            m.text(match state {
                State::Complete => Msg::InventoryComplete,
                State::Partly => Msg::InventoryPartly,
                State::Masked => Msg::Masked,
                State::Missing => Msg::Missing,
            })
        }));
        rows.push(cells);
    }
    w.open("details class=part");
    w.say("summary", Msg::InventoryTitle);
    data_table(w, "inventory", &m.text(Msg::InventoryCaption), &columns, &rows);
    w.say("p class=muted", Msg::InventoryNote);
    w.open("ul");
    for source in &pack.sources {
        source_item(w, source);
    }
    w.close();
    w.close();
}

fn source_item(w: &mut Writer<'_>, source: &Source) {
    w.open("li");
    match safe_href(&source.url) {
        Some(href) => w.link(href, &source.name),
        None => w.text(&source.name),
    }
    let mut more = String::new();
    let date = if source.date.is_empty() { String::new() } else { w.m.date(&source.date) };
    let rows = if source.rows > 0 { w.m.plural(Msg::FileRows, source.rows, &[]) } else { "".into() };
    for part in [&*source.owner, &*source.licence, &*date, &*rows] {
        if !part.is_empty() {
            more.push_str(", ");
            more.push_str(part);
        }
    }
    w.text(&more);
    w.close();
}
