//! What was right, and why. The right answer is always shown.

use super::{
    item::letter,
    words::{confidence, found, grade, named, paragraphs},
};
use crate::{
    config::Config,
    data::bank::{Answer, Bank, Body, Message, Number, Pair, Question},
    messages::Msg,
    model::{
        check::{Grade, Mark, is_right},
        inspection::{Found, zones},
        run::Item,
        seed::answer_order,
    },
    state::State,
};
use commune_ui::{icon, writer::Writer};

const CHECK: &str = "M4 13l5 5L20 7";
const CROSS: &str = "M5 5l14 14M19 5L5 19";

/// The verdict; its heading takes the focus.
pub fn verdict(w: &mut Writer<'_>, bank: &Bank, config: &Config, state: &State, item: Item, level: u8) {
    let Some(mark) = &state.mark else { return };
    // A room answers by hands: it is shown what is right, not told how it did.
    let said = if config.room { Msg::RoomVerdict } else { grade(mark.grade) };
    let words = w.m.text(said);
    w.heading(level, "title2", "verdict", &words);
    if let Some(sure) = state.filled.confidence {
        let sure = w.m.text(confidence(sure));
        w.leaf("p class=muted", &w.m.with(Msg::YouWere, &[("sure", &sure)]));
    }
    let (source, to_review) = match item {
        Item::Question(at) => {
            let question = &bank.questions[at];
            answered(w, question, config, state, mark);
            if !question.feedback.is_empty() {
                w.open("div class=band");
                icon::info(w);
                w.open("div");
                paragraphs(w, "p", &question.feedback);
                w.close();
                w.close();
            }
            (&question.source, question.to_review)
        }
        Item::Message(at) => {
            let message = &bank.messages[at];
            inspected(w, message, state);
            (&message.source, message.to_review)
        }
    };
    if !source.title.is_empty() {
        let words = if source.measure > 0 {
            w.m.with(Msg::SourceMeasure, &[("title", &source.title), ("n", &source.measure.to_string())])
        } else {
            w.m.with(Msg::Source, &[("title", &source.title)])
        };
        w.leaf("p class=source", &words);
    }
    if to_review && config.review {
        w.say("p class=band", Msg::ToReview);
    }
    let last = state.run.as_ref().is_none_or(|run| run.current().is_none());
    w.open("button type=button part=button class=main data-do=next");
    let words = w.m.text(if last { Msg::ToResults } else { Msg::Next });
    w.text(&words);
    w.close();
}

fn sign(w: &mut Writer<'_>, good: bool) {
    icon::icon(w, if good { CHECK } else { CROSS });
}

/// One line: a sign and a word where there is something to say, the words of the answer, what it was worth.
fn line(w: &mut Writer<'_>, right: bool, chosen: bool, text: &str, feedback: &str, hands: &str) {
    w.open("li");
    w.set(
        "class",
        match (right, chosen) {
            (true, _) => "good",
            (false, true) => "bad",
            _ => "other",
        },
    );
    w.open("p class=answer-text");
    if right || chosen {
        sign(w, right);
    }
    w.leaf("b", text);
    w.close();
    w.open("p class=tags");
    if right {
        w.say("span", Msg::RightAnswer);
    }
    if chosen {
        w.say("span", Msg::YourAnswer);
    }
    if !hands.is_empty() {
        w.leaf("span", &w.m.with(Msg::HandsUp, &[("n", hands)]));
    }
    w.close();
    paragraphs(w, "p", feedback);
    w.close();
}

fn answered(w: &mut Writer<'_>, question: &Question, config: &Config, state: &State, mark: &Mark) {
    let filled = &state.filled;
    let hands = |at: usize| filled.hands.get(at).map_or("", |hands| hands.trim());
    if question.body == Body::Description {
        return;
    }
    paragraphs(w, "p class=question", &question.text);
    w.open("ul class=answers-list");
    match &question.body {
        Body::Single { answers } | Body::Multiple { answers } => {
            for (rank, at) in answer_order(&state.seed, &question.id, answers.len()).into_iter().enumerate() {
                let Answer { text, feedback, .. } = &answers[at];
                let letter = if config.room { [&*letter(rank), ". "].concat() } else { String::new() };
                let chosen = filled.ticked.contains(&at);
                let text = [&*letter, text].concat();
                line(w, is_right(&question.body, &answers[at]), chosen, &text, feedback, hands(at));
            }
        }
        Body::TrueFalse { truth, right, wrong } => {
            for (value, words) in [(true, Msg::True), (false, Msg::False)] {
                let feedback = match (value == *truth, mark.grade == Grade::Right) {
                    (true, true) => right.as_str(),
                    (true, false) => wrong.as_str(),
                    _ => "",
                };
                let words = w.m.text(words);
                let chosen = filled.truth == Some(value);
                line(w, value == *truth, chosen, &words, feedback, hands(usize::from(!value)));
            }
        }
        Body::Matching { pairs } => {
            for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| !pair.left.is_empty()) {
                joined(w, pairs, pair, filled.joined.get(at).copied().flatten());
            }
        }
        Body::Short { answers } => {
            for (at, answer) in answers.iter().enumerate() {
                if answer.weight >= 100.0 || mark.matched == Some(at) {
                    let chosen = mark.matched == Some(at);
                    line(w, answer.weight >= 100.0, chosen, &answer.text, &answer.feedback, "");
                }
            }
            if mark.matched.is_none() {
                written(w, &filled.written, "");
            }
        }
        Body::Numeric { numbers, otherwise } => {
            for (at, number) in numbers.iter().enumerate() {
                if number.weight >= 100.0 || mark.matched == Some(at) {
                    let Number { text, feedback, weight, .. } = number;
                    line(w, *weight >= 100.0, mark.matched == Some(at), text, feedback, "");
                }
            }
            if mark.matched.is_none() {
                written(w, &filled.written, otherwise);
            }
        }
        Body::Description => {}
    }
    w.close();
}

/// What was written and matches nothing.
fn written(w: &mut Writer<'_>, written: &str, feedback: &str) {
    if !written.trim().is_empty() {
        line(w, false, true, written, feedback, "");
    }
}

fn joined(w: &mut Writer<'_>, pairs: &[Pair], pair: &Pair, chosen: Option<usize>) {
    let chosen = chosen.and_then(|at| pairs.get(at));
    let right = chosen.is_some_and(|chosen| chosen.right == pair.right);
    line(w, true, right, &[&*pair.left, " → ", &pair.right].concat(), "", "");
    if let (Some(chosen), false) = (chosen, right) {
        line(w, false, true, &[&*pair.left, " → ", &chosen.right].concat(), "", "");
    }
}

fn inspected(w: &mut Writer<'_>, message: &Message, state: &State) {
    w.leaf("p class=takeaway", &message.verdict);
    let marked: Vec<bool> =
        (0..message.zones.len()).map(|zone| state.filled.ticked.contains(&zone)).collect();
    w.open("ul class=answers-list");
    for (zone, became) in message.zones.iter().zip(zones(message, &marked)) {
        w.open("li");
        w.set(
            "class",
            match became {
                Found::Hit => "good",
                Found::Quiet => "other",
                Found::Missed | Found::FalseAlarm => "bad",
            },
        );
        w.open("p class=answer-text");
        if became != Found::Quiet {
            sign(w, became == Found::Hit);
        }
        w.leaf("b", &[&*named(w, "cyber-quiz.zone-", &zone.zone), "\u{a0}: "].concat());
        w.leaf("span", &zone.text);
        w.close();
        if !zone.real_address.is_empty() {
            w.open("p");
            w.say("span", Msg::RealAddressIs);
            w.text(" ");
            w.leaf("code", &zone.real_address);
            w.close();
        }
        w.open("p class=tags");
        w.say("span", found(became));
        w.close();
        paragraphs(w, "p", &zone.reason);
        w.close();
    }
    w.close();
    w.open("div class=band");
    icon::info(w);
    w.open("div");
    paragraphs(w, "p", &message.what_to_do);
    w.close();
    w.close();
}
