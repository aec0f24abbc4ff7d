//! A component: its items as linked cards, by kind.

use super::{
    meetings, proposals,
    scene::{Scene, item_id, open_link},
};
use crate::{
    data::pack::{Attachment, Component, Item, Kind, Process, Question},
    messages::Msg,
    model::{
        link,
        view_items::{file_kind, file_name},
    },
    state::Live,
};
use commune_ui::{js::run, writer::Writer};

/// Writes a component behind its name.
pub fn component(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process, component: &Component) {
    w.open("details class=component");
    w.open("summary");
    w.open("span");
    scene.inline(w, &component.name);
    w.close();
    if !component.items.is_empty() {
        let mut count = component.items.len().to_string();
        if component.more {
            count.push('+');
        }
        w.text(" ");
        w.leaf("span class=count", &["(", &count, ")"].concat());
    }
    w.close();
    match component.kind {
        _ if component.items.is_empty() => {}
        Kind::Proposals => proposals::proposals(w, scene, process, component),
        Kind::Meetings => meetings::meetings(w, scene, process, component),
        kind => {
            let shown = scene.state.shown(&component.id);
            w.open("ul class=items");
            for (rank, item) in component.items.iter().take(shown).enumerate() {
                open(w, scene, process, component, item, rank);
                content(w, scene, process, component, item, kind);
                w.close();
            }
            w.close();
            scene.more(w, &component.id, component.items.len(), shown);
        }
    }
    further(w, scene, component);
    w.open("p");
    let href = link::component(&scene.pack.platform, process, component, scene.lang);
    if open_link(w, &href) {
        scene.around(w, Msg::ComponentOnPlatform, &component.name);
        w.close();
    }
    w.close();
    w.close();
}

/// What the platform has beyond what is here, one page at a time and on a press only.
fn further(w: &mut Writer<'_>, scene: &Scene<'_>, component: &Component) {
    let known = !scene.config.platform.is_empty() || !scene.pack.platform.url.is_empty();
    let id = &component.id;
    w.open("div");
    let fresh = scene.state.fresh.contains(id);
    if known && fresh && component.items.is_empty() {
        w.say("p", Msg::NothingThere);
    } else if known && (component.more || !fresh) {
        w.open("button type=button part=button");
        w.set("data-do", &["items:", id].concat());
        if scene.state.live == Live::Asking {
            w.set("aria-disabled", "true");
        }
        w.text(&w.m.text(if fresh { Msg::AskMore } else { Msg::AskItems }));
        w.close();
    }
    w.close();
    scene.update_bar(w, id);
}

/// Opens an item's card with its title, which leads to its page. The card is to be closed.
pub fn open(
    w: &mut Writer<'_>,
    scene: &Scene<'_>,
    process: &Process,
    component: &Component,
    item: &Item,
    rank: usize,
) {
    let href = link::item(&scene.pack.platform, process, component, item, scene.lang);
    w.open("li class=item");
    w.key(&[&item.id, "-", &rank.to_string()].concat());
    w.open(super::rich::HEADINGS[usize::from((scene.level + 1).min(5))]);
    w.set("class", "item-title");
    w.set("id", &item_id(&component.id, rank));
    w.set("tabindex", "-1");
    let link = open_link(w, &href);
    if item.title.is_empty() {
        scene.inline(w, &component.name);
    } else {
        scene.inline(w, &item.title);
    }
    if link {
        w.close();
    }
    w.close();
}

fn content(
    w: &mut Writer<'_>,
    scene: &Scene<'_>,
    process: &Process,
    component: &Component,
    item: &Item,
    kind: Kind,
) {
    let m = w.m;
    match kind {
        Kind::Results => result(w, scene, item),
        Kind::Budgets => {
            scene.excerpt(w, &item.body, 320);
            amount(w, item);
            w.open("ul");
            for project in &item.items {
                w.open("li");
                let href = link::project(&scene.pack.platform, process, component, item, project, scene.lang);
                let link = open_link(w, &href);
                scene.inline(w, &project.title);
                if link {
                    w.close();
                }
                amount(w, project);
                if project.selected == Some(true) {
                    w.say("strong class=state", Msg::Selected);
                }
                scene.excerpt(w, &project.body, 160);
                w.close();
            }
            w.close();
        }
        Kind::Surveys => {
            scene.rich(w, &item.body, scene.level + 3, 0);
            if !item.questions.is_empty() {
                scene.term(w, scene.level + 3, Msg::Prepare);
                w.open("ol");
                for question in &item.questions {
                    self::question(w, scene, question);
                }
                w.close();
            }
        }
        Kind::Debates => {
            if !item.start.is_empty() {
                let when = scene.moment(m, item);
                w.leaf("p", &when);
            }
            counts(w, item);
            scene.excerpt(w, &item.body, 320);
            scene.rich(w, &item.answer, scene.level + 3, 0);
        }
        Kind::Pages => scene.rich(w, &item.body, scene.level + 3, 0),
        _ => {
            if !item.published.is_empty() {
                let day = scene.day(m, &item.published);
                w.leaf("p class=muted", &m.with(Msg::On, &[("start", &day)]));
            }
            scene.excerpt(w, &item.body, 320);
            counts(w, item);
        }
    }
}

fn counts(w: &mut Writer<'_>, item: &Item) {
    if let Some(count) = item.comments.filter(|count| *count > 0) {
        let words = w.m.plural(Msg::Comments, count, &[]);
        w.leaf("p class=muted", &words);
    }
}

fn amount(w: &mut Writer<'_>, item: &Item) {
    if let Some(euros) = item.amount {
        let words = w.m.number(euros, 0);
        w.text(" ");
        w.leaf("span class=amount", &[&words, "\u{a0}€"].concat());
    }
}

fn result(w: &mut Writer<'_>, scene: &Scene<'_>, item: &Item) {
    let m = w.m;
    let dates = scene.dates(m, &item.start, &item.end);
    w.open("p class=facts-line");
    scene.leaf(w, "strong class=state", &item.state_name);
    if !dates.is_empty() {
        w.leaf("span", &dates);
    }
    w.close();
    if let Some(progress) = item.progress {
        let percent = m.number(progress, 0);
        w.leaf("p", &m.with(Msg::Progress, &[("n", &percent)]));
        w.open("progress max=100 aria-hidden=true");
        w.set("value", &(progress as u32).min(100).to_string());
        w.close();
    }
    scene.rich(w, &item.body, scene.level + 3, 0);
    if !item.items.is_empty() {
        w.open("ul");
        for news in &item.items {
            w.open("li");
            if !news.start.is_empty() {
                let day = m.date(&news.start);
                w.leaf("strong", &day);
            }
            scene.rich(w, &news.body, scene.level + 3, 0);
            w.close();
        }
        w.close();
    }
}

fn question(w: &mut Writer<'_>, scene: &Scene<'_>, question: &Question) {
    w.open("li");
    w.open("p");
    scene.inline(w, &question.body);
    if question.mandatory {
        w.text(" ");
        w.say("span class=muted", Msg::Mandatory);
    }
    w.close();
    scene.rich(w, &question.description, scene.level + 3, 0);
    if !question.options.is_empty() {
        w.open("ul");
        for option in &question.options {
            scene.leaf(w, "li", option);
        }
        w.close();
    }
    w.close();
}

/// The files that go with something, each a link that says what kind it is.
pub fn files(w: &mut Writer<'_>, scene: &Scene<'_>, level: u8, files: &[Attachment]) {
    if files.is_empty() {
        return;
    }
    w.open("div");
    scene.term(w, level, Msg::Documents);
    w.open("ul");
    for file in files {
        w.open("li");
        let link = open_link(w, &file.url);
        if file.title.is_empty() {
            let name = file_name(&file.url);
            let words = run(&js_sys::global(), "decodeURIComponent", &[name.into()]).as_string();
            w.text(words.as_deref().unwrap_or(name));
        } else {
            scene.inline(w, &file.title);
        }
        let kind = file_kind(file);
        if !kind.is_empty() {
            w.text(&[" (", &kind, ")"].concat());
        }
        if link {
            w.close();
        }
        w.close();
    }
    w.close();
    w.close();
}

impl Scene<'_> {
    /// The press that shows further ones of a list.
    pub fn more(&self, w: &mut Writer<'_>, id: &str, all: usize, shown: usize) {
        w.open("div");
        if all > shown {
            let left = (all - shown).min(crate::state::STEP);
            let words = w.m.plural(Msg::More, left as u32, &[]);
            w.button(&["more:", id].concat(), &words);
        }
        w.close();
    }
}
