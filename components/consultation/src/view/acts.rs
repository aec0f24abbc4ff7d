//! What one can do now, first things first.

use super::scene::{Scene, open_link};
use crate::{
    data::pack::Process,
    messages::Msg,
    model::{
        act::{self, Kinds},
        status,
    },
};
use commune_ui::writer::Writer;

/// Writes what one can do in a consultation: each a link to where it is done.
pub fn acts(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process) {
    let acts = act::now(&scene.pack.platform, process, &scene.now, scene.lang);
    w.open("div class=part");
    let words = w.m.text(Msg::NowTitle);
    w.heading(scene.level + 1, "title2", "", &words);
    if acts.is_empty() {
        w.say("p", Msg::NowNothing);
    } else {
        w.open("ul class=acts");
        for act in &acts {
            w.open("li");
            let link = open_link(w, &act.url);
            words_of(w, scene, process, act);
            if link {
                w.close();
            }
            w.close();
        }
        w.close();
    }
    w.close();
}

fn words_of(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process, act: &act::Act) {
    let component = act.component.and_then(|index| process.components.get(index));
    let Some(component) = component else {
        let step = status::current(&process.steps, &scene.today);
        match step.filter(|step| !step.action.is_empty()) {
            Some(step) => scene.inline(w, &step.action),
            None => w.text(&w.m.text(Msg::DoCall)),
        }
        return;
    };
    let item = act.item.and_then(|index| component.items.get(index));
    match (act.kind, item) {
        (Kinds::Come, Some(item)) => {
            scene.around(w, Msg::DoCome, &item.title);
            w.text(", ");
            w.text(&scene.moment(w.m, item));
        }
        (Kinds::Debate, Some(item)) => scene.around(w, Msg::DoDebate, &item.title),
        (kind, _) => {
            let message = match kind {
                Kinds::Answer => Msg::DoAnswer,
                Kinds::Propose => Msg::DoPropose,
                Kinds::Vote => Msg::DoVote,
                Kinds::Read => Msg::DoRead,
                _ => Msg::DoOther,
            };
            scene.around(w, message, &component.name);
        }
    }
}
