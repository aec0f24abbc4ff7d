//! A question or a message, to be answered.

use super::words::{named, paragraphs};
use crate::{
    config::Config,
    data::bank::{Answer, Bank, Body, Message, Pair, Question},
    messages::Msg,
    model::{
        run::{Confidence, Item},
        seed::answer_order,
    },
    state::State,
};
use commune_ui::{
    icon,
    messages::Key,
    writer::{Choice, Writer},
};

/// The item under its place in the run.
pub fn item(w: &mut Writer<'_>, bank: &Bank, config: &Config, state: &State, item: Item, level: u8) {
    let (place, of) = state.run.as_ref().map_or((1, 1), crate::model::run::Run::place);
    let words = w.m.with(Msg::Place, &[("n", &place.to_string()), ("of", &of.to_string())]);
    w.heading(level, "title2", "screen", &words);
    match item {
        Item::Question(at) => question(w, &bank.questions[at], config, state),
        Item::Message(at) => message(w, &bank.messages[at], state, level),
    }
    w.open("div");
    if state.asks_confidence
        && !config.room
        && !matches!(item, Item::Question(at) if bank.questions[at].body == Body::Description)
    {
        confidence(w, state);
    }
    w.close();
    w.open("div");
    if state.blank {
        w.open("p id=blank class=wrong tabindex=-1 role=alert");
        icon::warning(w);
        let words = w.m.text(Msg::Blank);
        w.text(&words);
        w.close();
    }
    w.close();
    w.open("div class=actions");
    w.open("button type=button part=button class=main");
    let description = matches!(item, Item::Question(at) if bank.questions[at].body == Body::Description);
    let (action, words) = match (config.room, description) {
        (_, true) => ("answer", Msg::Continue),
        (true, _) => ("reveal", Msg::Reveal),
        _ => ("answer", Msg::Answer),
    };
    w.set("data-do", action);
    let words = w.m.text(words);
    w.text(&words);
    w.close();
    w.press("home", Msg::Stop);
    w.close();
}

fn confidence(w: &mut Writer<'_>, state: &State) {
    let choice = |action: &str, words: Msg, this: Confidence| -> Choice {
        (action.to_owned(), w.m.text(words), state.filled.confidence == Some(this))
    };
    let choices = [
        choice("sure:2", Msg::Sure2, Confidence::Sure),
        choice("sure:1", Msg::Sure1, Confidence::Rather),
        choice("sure:0", Msg::Sure0, Confidence::Guess),
    ];
    w.radios("sure", Msg::Sure, &choices);
}

/// The letter of an answer in a room.
pub fn letter(rank: usize) -> String {
    let letter = b'A' + (rank % 26) as u8;
    char::from(letter).to_string()
}

fn question(w: &mut Writer<'_>, question: &Question, config: &Config, state: &State) {
    match &question.body {
        Body::Single { answers } => choices(w, question, answers, "one:", config, state),
        Body::Multiple { answers } => choices(w, question, answers, "tick:", config, state),
        Body::TrueFalse { .. } => {
            w.open("fieldset class=answers");
            legend(w, &question.text, None);
            for (truth, words) in [(true, Msg::True), (false, Msg::False)] {
                w.open("label class=answer");
                w.open("input type=radio name=truth");
                w.set("data-on", if truth { "truth:1" } else { "truth:0" });
                w.check(state.filled.truth == Some(truth));
                w.close();
                let words = w.m.text(words);
                w.leaf("span", &words);
                w.close();
                hands(w, usize::from(!truth), config);
            }
            w.close();
        }
        Body::Matching { pairs } => matching(w, question, pairs, state),
        Body::Short { .. } | Body::Numeric { .. } => {
            w.open("div class=field");
            w.open("label for=written class=question");
            w.text(&question.text);
            w.close();
            w.open("input type=text id=written autocomplete=off data-key=answer");
            if matches!(question.body, Body::Numeric { .. }) {
                w.set("inputmode", "decimal");
            }
            w.close();
            w.close();
        }
        Body::Description => paragraphs(w, "p class=question", &question.text),
    }
}

fn legend(w: &mut Writer<'_>, text: &str, note: Option<Msg>) {
    w.open("legend class=question");
    for line in text.split('\n') {
        w.leaf("span class=line", line);
    }
    if let Some(note) = note {
        w.say("span class=note", note);
    }
    w.close();
}

fn hands(w: &mut Writer<'_>, answer: usize, config: &Config) {
    if !config.room {
        return;
    }
    let id = ["hands-", &answer.to_string()].concat();
    w.open("div class=hands");
    w.open("label");
    w.set("for", &id);
    let words = w.m.text(Msg::Hands);
    w.text(&words);
    w.close();
    w.open("input type=text inputmode=numeric autocomplete=off");
    w.set("id", &id);
    w.set("data-on", &["hands:", &answer.to_string()].concat());
    w.close();
    w.close();
}

fn choices(
    w: &mut Writer<'_>,
    question: &Question,
    answers: &[Answer],
    action: &'static str,
    config: &Config,
    state: &State,
) {
    let several = action == "tick:";
    w.open("fieldset class=answers");
    legend(w, &question.text, several.then_some(Msg::Several));
    for (rank, answer) in answer_order(&state.seed, &question.id, answers.len()).into_iter().enumerate() {
        w.open("label class=answer");
        if several {
            w.open("input type=checkbox");
        } else {
            w.open("input type=radio name=answers");
        }
        w.set("data-on", &[action, &answer.to_string()].concat());
        w.check(state.filled.ticked.contains(&answer));
        w.close();
        if config.room {
            w.leaf("b", &letter(rank));
        }
        w.leaf("span", &answers[answer].text);
        w.close();
        hands(w, answer, config);
    }
    w.close();
}

fn matching(w: &mut Writer<'_>, question: &Question, pairs: &[Pair], state: &State) {
    let order = answer_order(&state.seed, &question.id, pairs.len());
    w.open("fieldset class=answers");
    legend(w, &question.text, Some(Msg::MatchNote));
    for (left, pair) in pairs.iter().enumerate().filter(|(_, pair)| !pair.left.is_empty()) {
        let id = ["join-", &left.to_string()].concat();
        let chosen = state.filled.joined.get(left).copied().flatten();
        w.open("div class=field");
        w.open("label");
        w.set("for", &id);
        w.text(&pair.left);
        w.close();
        w.open("select");
        w.set("id", &id);
        w.set("data-on", &["join:", &left.to_string()].concat());
        let mut options: Vec<Choice> = vec![(String::new(), w.m.text(Msg::Choose), chosen.is_none())];
        let mut known: Vec<&str> = Vec::new();
        for right in &order {
            // Two pairs may share the words of one right side.
            if !known.contains(&pairs[*right].right.as_str()) {
                known.push(&pairs[*right].right);
                options.push((right.to_string(), pairs[*right].right.clone(), chosen == Some(*right)));
            }
        }
        for (value, words, selected) in &options {
            w.open("option");
            w.set("value", value);
            w.choose(*selected);
            w.text(words);
            w.close();
        }
        w.close();
        w.close();
    }
    w.close();
}

/// A message with its zones, each a check box. Its links are text.
fn message(w: &mut Writer<'_>, message: &Message, state: &State, level: u8) {
    w.heading(level + 1, "steps", "", &message.title);
    let channel = named(w, "cyber-quiz.channel-", &message.channel);
    w.leaf("p class=muted", &channel);
    paragraphs(w, "p", &message.context);
    w.open("fieldset");
    w.set("class", &["answers message ", &message.channel].concat());
    w.open("legend class=question");
    w.say("span class=line", Msg::Inspect);
    w.say("span class=note", Msg::InspectNote);
    w.close();
    for (rank, zone) in message.zones.iter().enumerate() {
        let index = rank.to_string();
        w.open("div class=zone");
        w.open("label class=answer");
        w.open("input type=checkbox");
        w.set("data-on", &["tick:", &index].concat());
        w.check(state.filled.ticked.contains(&rank));
        w.close();
        w.open("span");
        let name = named(w, "cyber-quiz.zone-", &zone.zone);
        w.leaf("b class=zone-name", &name);
        w.leaf("span class=zone-text", &zone.text);
        w.close();
        w.close();
        if !zone.real_address.is_empty() {
            let shown = state.filled.real.contains(&rank);
            w.open("button type=button part=button");
            w.set("data-do", &["real:", &index].concat());
            w.set_bool("aria-expanded", shown);
            let words = w.m.by_name(Msg::RealAddress.key());
            w.text(&words);
            w.close();
            w.open("div role=status");
            if shown {
                w.leaf("code", &zone.real_address);
            }
            w.close();
        }
        w.close();
    }
    // An answer of its own: nothing checked may also mean that nobody has looked yet.
    w.open("div class=zone");
    w.open("label class=answer");
    w.open("input type=checkbox data-on=nothing");
    w.check(state.filled.nothing);
    w.close();
    w.say("b", Msg::Nothing);
    w.close();
    w.close();
    w.close();
}
