//! Where each theme stands: an interval, drawn and said. No overall grade.

use crate::{
    data::{answers::Answers, diagnosis::Diagnosis},
    messages::Msg,
    model::{
        diagnosis::score::{ThemeScore, themes},
        diagnosis_view::exact,
    },
};
use commune_ui::{i18n::Messages, writer::Writer};

/// A percentage in words.
fn percent(m: &Messages, n: u32) -> String {
    m.with(Msg::DPercent, &[("n", &n.to_string())]).to_string()
}

/// The scores, theme by theme.
pub fn scores(w: &mut Writer<'_>, diagnosis: &Diagnosis, answers: &Answers, level: u8) {
    w.part(level, "", Msg::DScoresTitle);
    w.say("p class=muted", Msg::DScoresNote);
    w.open("ul class=themes");
    for score in themes(diagnosis, answers) {
        w.open("li");
        w.heading(level + 1, "steps", "", &diagnosis.themes[score.theme].title);
        bar(w, &score);
        let words = sentence(w.m, &score);
        w.leaf("p", &words);
        w.close();
    }
    w.close();
    w.close();
}

/// An interval in a table: one number where nothing is unknown.
pub fn range(m: &Messages, score: &ThemeScore) -> String {
    match (score.interval, exact(score.points)) {
        (None, _) => m.text(Msg::DStateNot),
        (_, Some(n)) => percent(m, n),
        (Some((low, high)), None) => {
            m.with(Msg::DRange, &[("low", &percent(m, low)), ("high", &percent(m, high))])
        }
    }
}

fn sentence(m: &Messages, score: &ThemeScore) -> String {
    let Some((low, high)) = score.interval else { return m.text(Msg::DNoScore).to_string() };
    let range = match exact(score.points) {
        Some(n) => m.with(Msg::DExact, &[("n", &percent(m, n))]),
        None => m.with(Msg::DBetween, &[("low", &percent(m, low)), ("high", &percent(m, high))]),
    };
    let known = m.plural(Msg::DKnown, score.known.0, &[("of", &score.known.1.to_string())]);
    [&range, " ", &known].concat()
}

/// The interval on a line from 0 to 100; the sentence under it says the same.
fn bar(w: &mut Writer<'_>, score: &ThemeScore) {
    w.open("svg class=interval aria-hidden=true preserveAspectRatio=none");
    w.set("viewBox", "0 0 100 8");
    w.leaf("rect class=track x=0 y=2 width=100 height=4", "");
    if let Some((low, high)) = score.interval {
        // One value is a stroke that can be seen, held within the line.
        let width = (high - low).max(2);
        w.open("rect class=range y=0 height=8");
        w.set("x", &low.min(100 - width).to_string());
        w.set("width", &width.to_string());
        w.close();
    }
    w.close();
}
