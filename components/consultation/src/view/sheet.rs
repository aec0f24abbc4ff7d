//! The sheet of a consultation for the notice board: one page of A4, with a QR code.

use super::{list, meetings, scene::Scene, timeline, ways};
use crate::{
    data::pack::{Kind, Process},
    messages::Msg,
    model::{act, link, order, qr},
};
use commune_ui::writer::Writer;

/// Meetings that the sheet has room for.
const MEETINGS: usize = 4;

/// Writes it.
pub fn sheet(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process) {
    let level = scene.level;
    let m = w.m;
    w.open("div class=actions");
    w.press("back", Msg::SheetBack);
    w.open("button type=button part=button class=main data-do=print");
    w.text(&m.text(Msg::Print));
    w.close();
    w.close();
    w.open("div class=sheet");
    scene.heading(w, level, "subject-title", "subject", &process.title);
    scene.leaf(w, "p class=subtitle", &process.subtitle);
    list::dates(w, scene, process);
    code(w, scene, process);
    scene.rich(w, &process.summary, level + 1, 0);
    ways::of_process(w, scene, process);
    for component in process.components.iter().filter(|component| component.kind == Kind::Meetings) {
        let mut next = order::meetings(&component.items, &scene.now);
        next.retain(|index| {
            let item = &component.items[*index];
            !item.closed && item.state != "withdrawn" && !act::is_over(item, &scene.now)
        });
        next.truncate(MEETINGS);
        if !next.is_empty() {
            w.open("div class=part");
            scene.heading(w, level + 1, "title2", "", &component.name);
            w.open("ul class=items");
            for index in next {
                let item = &component.items[index];
                w.open("li class=item");
                scene.heading(w, level + 2, "item-title", "", &item.title);
                meetings::facts(w, scene, item);
                w.close();
            }
            w.close();
            w.close();
        }
    }
    w.open("div class=part");
    if !process.steps.is_empty() {
        let words = m.text(Msg::Phases);
        w.heading(level + 1, "title2", "", &words);
        timeline::timeline(w, scene, &process.steps);
    }
    w.close();
    let mut foot = m.with(Msg::SheetDate, &[("date", &m.date(&scene.today))]).to_string();
    if let Some(commune) = scene.pack.commune.as_ref().filter(|commune| !commune.name.is_empty()) {
        foot = [&*commune.name, ". ", &foot].concat();
    }
    w.leaf("p class=muted", &foot);
    w.close();
}

/// The QR code and, for who has no camera, the address in letters.
fn code(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process) {
    let mut url = link::process(&scene.pack.platform, process, scene.lang);
    w.open("div class=code");
    if let Some(code) = &process.qr {
        let path = qr::path(code);
        if !path.is_empty() {
            url.clone_from(&code.url);
            let side = (code.size + 2 * qr::QUIET).to_string();
            w.open("svg class=qr role=img");
            w.set("viewBox", &["0 0 ", &side, " ", &side].concat());
            w.set("aria-label", &w.m.with(Msg::QrLabel, &[("url", &url)]));
            w.open("path");
            w.set("d", &path);
            w.close();
            w.close();
        }
    }
    w.leaf("p class=address", &url);
    w.close();
}
