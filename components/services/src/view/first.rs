//! The first screen below the box: the town hall, what is often asked for, the kinds of places.

use super::{Scene, entry, words};
use crate::{data::PROCEDURE, messages::Msg};
use commune_ui::writer::Writer;

/// Writes it.
pub fn first(w: &mut Writer<'_>, scene: &Scene<'_>) {
    w.open("div class=part");
    match &scene.pack.town_hall {
        Some(hall) => entry::card(w, scene, hall, "hall", scene.level),
        None => w.say("p", Msg::NoHall),
    }
    w.close();
    w.part(scene.level, "", Msg::Often);
    w.open("ul class=chips");
    // The items of a list stand in one message, parted by `|`.
    for text in w.m.text(Msg::OftenList).split('|') {
        chip(w, &["often:", text].concat(), text);
    }
    w.close();
    w.close();
    if scene.pack.kinds.is_empty() {
        return;
    }
    w.part(scene.level, "", Msg::ByKind);
    w.open("ul class=chips");
    for (kind, count) in scene.pack.kinds.iter().filter(|(kind, _)| kind != PROCEDURE) {
        let words = [&*words::kind(w.m, kind), " (", &count.to_string(), ")"].concat();
        chip(w, &["by-kind:", kind].concat(), &words);
    }
    w.close();
    w.close();
}

fn chip(w: &mut Writer<'_>, action: &str, words: &str) {
    w.open("li");
    w.button(action, words);
    w.close();
}
