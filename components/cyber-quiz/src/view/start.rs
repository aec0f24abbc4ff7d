//! The first screen.

use crate::{config::Config, data::bank::Bank, messages::Msg, state::State};
use commune_ui::{messages::Key, writer::Writer};

/// Five situations first; the other courses behind.
pub fn start(w: &mut Writer<'_>, bank: &Bank, config: &Config, state: &State) {
    let module = config.module.as_deref().and_then(|id| bank.modules.iter().find(|known| known.id == id));
    w.open("p id=screen class=figure tabindex=-1 part=figure");
    let words = match module {
        Some(module) => module.title.clone(),
        None => w.m.text(Msg::Promise).to_string(),
    };
    w.text(&words);
    w.close();
    w.open("button type=button part=button class=main data-do=five");
    let words = w.m.text(Msg::Start);
    w.text(&words);
    w.close();
    w.open("div");
    if !config.room {
        w.check_box("ask-confidence", Msg::AskConfidence, state.asks_confidence);
    }
    w.close();
    w.open("details class=part");
    w.say("summary", Msg::Courses);
    w.open("ul class=courses");
    for module in &bank.modules {
        w.open("li");
        w.button(&["module:", &module.id].concat(), &module.title);
        let minutes = w.m.plural(Msg::Minutes, module.minutes, &[]);
        w.leaf("span class=muted", &minutes);
        w.close();
    }
    w.open("li");
    w.press("adaptive", Msg::Adaptive);
    w.say("span class=muted", Msg::AdaptiveNote);
    w.close();
    w.close();
    w.close();
    if config.room {
        return;
    }
    w.open("details class=part");
    w.say("summary", Msg::KeptTitle);
    w.say("p", Msg::KeptNote);
    w.open("div class=field");
    w.say("label for=kept", Msg::KeptChoose);
    w.leaf("input type=file id=kept accept=.json data-on=file", "");
    w.close();
    w.open("div role=status");
    if !state.file.is_empty() {
        let words = w.m.by_name(state.file);
        w.leaf("p class=band", &words);
    }
    w.close();
    w.open("div");
    if state.file == Msg::FileRead.key() {
        w.press("review", Msg::Review);
    }
    w.close();
    w.close();
}
