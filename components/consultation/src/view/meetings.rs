//! Meetings: the next one first, those that are over last.

use super::{
    items::{files, open},
    map::{here, map},
    scene::Scene,
};
use crate::{
    data::pack::{Component, Item, Process},
    messages::Msg,
    model::{act, order},
};
use commune_ui::{icon, writer::Writer};

/// The ranks of the meetings in the order of their list.
pub fn in_order(scene: &Scene<'_>, component: &Component) -> Vec<usize> {
    order::meetings(&component.items, &scene.now)
}

/// Writes the meetings of a component.
pub fn meetings(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process, component: &Component) {
    if component.items.len() > 1 {
        w.open("p");
        calendar(w, &component.id, Msg::CalendarAll);
        w.close();
    }
    let all = in_order(scene, component);
    let shown = scene.state.shown(&component.id);
    map(w, scene, component, &all[..shown.min(all.len())]);
    w.open("ul class=items");
    for (rank, index) in all.iter().take(shown).enumerate() {
        meeting(w, scene, process, component, *index, rank);
    }
    w.close();
    scene.more(w, &component.id, all.len(), shown);
}

fn calendar(w: &mut Writer<'_>, what: &str, words: Msg) {
    w.open("button type=button part=button");
    w.set("data-do", &["ics:", what].concat());
    icon::download(w);
    w.text(&w.m.text(words));
    w.close();
}

fn meeting(
    w: &mut Writer<'_>,
    scene: &Scene<'_>,
    process: &Process,
    component: &Component,
    index: usize,
    rank: usize,
) {
    let item = &component.items[index];
    open(w, scene, process, component, item, rank);
    facts(w, scene, item);
    let over = item.closed || act::is_over(item, &scene.now);
    scene.excerpt(w, &item.body, 320);
    if !item.answer.is_empty() {
        w.open("div class=answer");
        scene.term(w, scene.level + 3, Msg::Report);
        scene.rich(w, &item.answer, scene.level + 3, 0);
        w.close();
    }
    files(w, scene, scene.level + 3, &item.files);
    if !over && item.state != "withdrawn" {
        w.open("p");
        let what = [&*component.id, "/", &index.to_string()].concat();
        w.open("button type=button part=button");
        w.set("data-do", &["ics:", &what].concat());
        icon::download(w);
        w.open("span");
        scene.around(w, Msg::CalendarOne, &item.title);
        w.close();
        w.close();
        w.close();
    }
    here(w, scene, component, item);
    w.close();
}

/// When, where, how, with how many seats left.
pub fn facts(w: &mut Writer<'_>, scene: &Scene<'_>, item: &Item) {
    let m = w.m;
    w.open("p");
    w.leaf("strong", &scene.moment(m, item));
    w.close();
    if !item.place.is_empty() || !item.address.is_empty() {
        w.open("p");
        scene.inline(w, &item.place);
        if !item.address.is_empty() {
            if !item.place.is_empty() {
                w.text(", ");
            }
            w.text(&item.address);
        }
        w.close();
    }
    scene.leaf(w, "p", &item.hints);
    w.open("p class=facts-line");
    if item.state == "withdrawn" {
        w.say("strong class=state", Msg::Cancelled);
    } else if item.closed {
        w.say("span", Msg::Closed);
    } else if act::is_over(item, &scene.now) {
        w.say("span", Msg::Over);
    }
    let mode = match item.mode.as_str() {
        "in_person" => Some(Msg::InPerson),
        "online" => Some(Msg::Online),
        "hybrid" => Some(Msg::Hybrid),
        _ => None,
    };
    if let Some(mode) = mode {
        w.say("span", mode);
    }
    if item.private {
        w.say("span", Msg::Private);
    }
    if item.registration && !item.closed {
        match item.seats {
            Some(0) => w.say("strong", Msg::Full),
            Some(seats) => w.leaf("span", &m.plural(Msg::Seats, seats, &[])),
            None => w.say("span", Msg::Register),
        }
    }
    if let Some(count) = item.attendees.filter(|count| *count > 0) {
        w.leaf("span", &m.plural(Msg::Attendees, count, &[]));
    }
    w.close();
}
