//! Proposals: 'you said, we did'.

use super::{
    items::{files, open},
    map::{here, map},
    scene::Scene,
};
use crate::{
    data::pack::{Component, Item, Process},
    messages::Msg,
    model::{
        said,
        view_items::{self, ANSWERS, ORDERS},
    },
};
use commune_ui::writer::{Choice, Writer};

/// The ranks of the proposals that are chosen, in the order of their list.
pub fn in_order(scene: &Scene<'_>, component: &Component) -> Vec<usize> {
    view_items::proposals(component, scene.state.order, scene.state.answers)
}

/// Writes the proposals of a component.
pub fn proposals(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process, component: &Component) {
    let m = w.m;
    if component.items.len() > 2 {
        let words = [Msg::OrderRecent, Msg::OrderSupports, Msg::OrderComments, Msg::OrderAnswered];
        let mut orders: Vec<Choice> = Vec::new();
        for ((name, order), words) in ORDERS.iter().zip(words) {
            let possible = *name != "supports" || component.items.iter().any(|item| item.supports.is_some());
            if possible {
                orders.push(((*name).to_owned(), m.text(words), scene.state.order == *order));
            }
        }
        let words =
            [Msg::AllItems, Msg::Answered, Msg::Accepted, Msg::Rejected, Msg::Evaluating, Msg::Waiting];
        let mut answers: Vec<Choice> = Vec::new();
        for ((name, answer), words) in ANSWERS.iter().zip(words) {
            answers.push(((*name).to_owned(), m.text(words), scene.state.answers == *answer));
        }
        w.open("div class=fields");
        select(w, &component.id, "order", Msg::OrderLabel, &orders);
        select(w, &component.id, "answers", Msg::AnswersLabel, &answers);
        w.close();
    }
    let all = in_order(scene, component);
    w.leaf("p class=muted role=status", &m.plural(Msg::TallyProposals, all.len() as u32, &[]));
    let shown = scene.state.shown(&component.id);
    map(w, scene, component, &all[..shown.min(all.len())]);
    w.open("ul class=items");
    for (rank, index) in all.iter().take(shown).enumerate() {
        proposal(w, scene, process, component, &component.items[*index], rank);
    }
    w.close();
    scene.more(w, &component.id, all.len(), shown);
}

/// A select of its own for each component: two components may hold proposals.
fn select(w: &mut Writer<'_>, component: &str, name: &'static str, label: Msg, choices: &[Choice]) {
    let id = [name, "-", component].concat();
    w.open("div class=field");
    w.open("label");
    w.set("for", &id);
    w.text(&w.m.text(label));
    w.close();
    w.open("select");
    w.set("id", &id);
    w.set("data-on", name);
    for (value, words, selected) in choices {
        w.open("option");
        w.set("value", value);
        w.choose(*selected);
        w.text(words);
        w.close();
    }
    w.close();
    w.close();
}

fn proposal(
    w: &mut Writer<'_>,
    scene: &Scene<'_>,
    process: &Process,
    component: &Component,
    item: &Item,
    rank: usize,
) {
    let m = w.m;
    open(w, scene, process, component, item, rank);
    let state = match said::state(item) {
        said::State::Accepted => Some(Msg::Accepted),
        said::State::Rejected => Some(Msg::Rejected),
        said::State::Evaluating => Some(Msg::Evaluating),
        said::State::Withdrawn => Some(Msg::Withdrawn),
        said::State::Open | said::State::Other => None,
    };
    w.open("p class=facts-line");
    match state {
        Some(state) => w.say("strong class=state", state),
        None if said::state(item) == said::State::Other => {
            w.leaf("strong class=state", &said::own_name(item))
        }
        None => w.say("span class=state", Msg::NoAnswer),
    }
    if item.official {
        w.say("span", Msg::Official);
    }
    for (count, message) in [
        (item.supports, Msg::Supports),
        (item.likes.filter(|count| *count > 0), Msg::Likes),
        (item.comments.filter(|count| *count > 0), Msg::Comments),
    ] {
        if let Some(count) = count {
            w.leaf("span", &m.plural(message, count, &[]));
        }
    }
    if !item.published.is_empty() {
        let day = scene.day(m, &item.published);
        w.leaf("span", &m.with(Msg::On, &[("start", &day)]));
    }
    w.close();
    scene.excerpt(w, &item.body, 320);
    if !item.address.is_empty() {
        w.leaf("p class=muted", &item.address);
    }
    files(w, scene, scene.level + 3, &item.files);
    if said::is_answered(item) {
        w.open("div class=answer");
        scene.term(w, scene.level + 3, Msg::AnswerTitle);
        scene.rich(w, &item.answer, scene.level + 3, 0);
        w.close();
    }
    here(w, scene, component, item);
    w.close();
}
