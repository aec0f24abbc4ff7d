//! The end of a run: by theme, what to do next and whom to call.

use super::words::confidence;
use crate::{
    data::bank::Bank,
    messages::Msg,
    model::{
        results::{by_theme, calibration, sure_and_wrong, total},
        run::Item,
    },
    state::State,
};
use commune_ui::{i18n::today, writer::Writer};

/// The results. What is printed bears no name and claims nothing beyond what was answered.
pub fn results(w: &mut Writer<'_>, bank: &Bank, state: &State, level: u8) {
    let Some(run) = &state.run else { return };
    let (right, asked) = total(run);
    let words = w.m.text(Msg::ResultsTitle);
    w.heading(level, "title2", "screen", &words);
    let n = |n: u32| n.to_string();
    w.open("p class=figure part=figure");
    let words = if asked == 0 {
        w.m.text(Msg::NothingDue)
    } else {
        w.m.plural(Msg::Total, right, &[("of", &n(asked))])
    };
    w.text(&words);
    w.close();
    let date = w.m.date(&today());
    w.leaf("p class=muted", &w.m.with(Msg::ResultsNote, &[("date", &date)]));

    let themes = by_theme(bank, run);
    w.open("ul class=themes");
    for result in &themes {
        let theme = &bank.themes[result.theme];
        w.open("li");
        w.heading(level + 1, "steps", "", &theme.name);
        let fields = [("n", &*n(result.right)), ("of", &n(result.asked))];
        w.leaf("p", &w.m.with(Msg::ThemeTotal, &fields));
        if result.advise {
            w.leaf("p", &theme.next);
            w.leaf("p class=muted", &theme.call);
        }
        w.close();
    }
    w.close();

    let sure = calibration(run);
    w.open("div");
    if !sure.is_empty() {
        w.part(level + 1, "", Msg::SureTitle);
        let m = w.m;
        w.list("ul", &sure, &|line| {
            let words = m.text(confidence(line.confidence));
            let fields = [("sure", &*words), ("n", &n(line.right)), ("of", &n(line.asked))];
            m.with(Msg::SureLine, &fields).to_string()
        });
        let wrong = sure_and_wrong(run);
        if !wrong.is_empty() {
            w.say("p", Msg::SureWrong);
            w.list("ul", &wrong, &|item| match item {
                Item::Question(at) => bank.questions[*at].text.clone(),
                Item::Message(at) => bank.messages[*at].title.clone(),
            });
        }
        w.close();
    }
    w.close();

    w.open("div class=actions");
    w.open("button type=button part=button class=main data-do=home");
    let words = w.m.text(Msg::Again);
    w.text(&words);
    w.close();
    w.press("print", Msg::Print);
    if !state.progress.items.is_empty() {
        w.press("keep", Msg::Keep);
    }
    w.close();
    w.say("p class=muted", Msg::KeepNote);
}
