//! One consultation: what one can do now, how, its phases, what it is, what came of it, its parts.

use super::{acts, items, list, scene::Scene, timeline, ways};
use crate::{
    data::pack::{Kind, Process},
    messages::Msg,
    model::link,
};
use commune_ui::{icon, writer::Writer};

/// Writes it.
pub fn process(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process) {
    let level = scene.level;
    w.open("div");
    if scene.config.process != process.slug {
        w.press("back", Msg::Back);
    }
    w.close();
    w.open("div class=subject");
    scene.heading(w, level, "subject-title", "subject", &process.title);
    scene.leaf(w, "p class=subtitle", &process.subtitle);
    list::dates(w, scene, process);
    timeline::current(w, scene, &process.steps);
    w.close();
    w.open("div");
    if !process.announcement.is_empty() {
        w.set("class", "band");
        icon::info(w);
        scene.rich(w, &process.announcement, level + 1, 0);
    }
    w.close();
    acts::acts(w, scene, process);
    about(w, scene, process);
    ways::of_process(w, scene, process);
    w.open("div class=part");
    if !process.steps.is_empty() {
        let words = w.m.text(Msg::Phases);
        w.heading(level + 1, "title2", "", &words);
        timeline::timeline(w, scene, &process.steps);
    }
    w.close();
    w.open("div class=part");
    if let Some(words) = list::outcome(w, process) {
        let title = w.m.text(Msg::SaidTitle);
        w.heading(level + 1, "title2", "", &title);
        w.leaf("p", &words);
    }
    let words = w.m.text(Msg::Parts);
    w.heading(level + 1, "title2", "", &words);
    scene.update_bar(w, "");
    for component in &process.components {
        w.open("div");
        w.key(&component.id);
        if component.kind == Kind::Other {
            w.open("p");
            let href = link::component(&scene.pack.platform, process, component, scene.lang);
            let link = super::scene::open_link(w, &href);
            scene.inline(w, &component.name);
            if link {
                w.close();
            }
            w.close();
        } else {
            items::component(w, scene, process, component);
        }
        w.close();
    }
    w.close();
    w.open("div class=actions");
    w.open("button type=button part=button id=sheet data-do=sheet");
    w.text(&w.m.text(Msg::SheetOpen));
    w.close();
    w.close();
    let href = link::process(&scene.pack.platform, process, scene.lang);
    if !href.is_empty() {
        w.open("p");
        let words = w.m.text(Msg::OnPlatform);
        scene.link(w, &href, &words);
        w.close();
    }
}

/// The summary, and the rest behind a press.
fn about(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process) {
    let level = scene.level + 1;
    w.open("div class=part");
    let words = w.m.text(Msg::About);
    w.heading(level, "title2", "", &words);
    w.open("div");
    scene.picture(w, process);
    w.close();
    scene.rich(w, &process.summary, level + 1, 0);
    let facts = [
        (Msg::FactArea, &process.area),
        (Msg::FactTarget, &process.target),
        (Msg::FactScope, &process.scope),
        (Msg::FactStructure, &process.structure),
    ];
    if !process.description.is_empty() || facts.iter().any(|(_, texts)| !texts.is_empty()) {
        w.open("details");
        w.say("summary", Msg::ReadMore);
        // A card may have one picture: its own comes first.
        scene.rich(w, &process.description, level + 1, usize::from(process.image.is_empty()));
        w.open("dl");
        for (name, texts) in facts {
            if !texts.is_empty() {
                w.say("dt", name);
                scene.leaf(w, "dd", texts);
            }
        }
        w.close();
        w.close();
    }
    items::files(w, scene, level + 1, &process.files);
    w.close();
}
