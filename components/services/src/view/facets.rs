//! What a search can be narrowed down to.

use super::{Engine, Scene, near, when, words};
use crate::{
    data::{NEEDS, PROCEDURE},
    messages::Msg,
    model::facets::{Facets, What, When, need_bit},
    state::State,
};
use commune_source::value::Value;
use commune_ui::{
    i18n::Messages,
    writer::{Choice, Writer},
};
use std::rc::Rc;
use web_sys::Element;

/// The hours of the day that can be chosen: from 6 to 22, in minutes, each half hour.
const FIRST: u16 = 360;
const LAST: u16 = 1320;

/// Choices that have a message each.
pub fn choices(m: &Messages, all: &[(&str, Msg, bool)]) -> Vec<Choice> {
    let mut out = Vec::new();
    for (name, words, chosen) in all {
        out.push(((*name).to_owned(), m.text(*words), *chosen));
    }
    out
}

/// Writes the facets, closed at first.
pub fn facets(w: &mut Writer<'_>, scene: &Scene<'_>, state: &State) {
    let facets = &state.facets;
    let count = facets.count();
    w.open("details class=narrow");
    w.open("summary");
    w.say("span", Msg::Narrow);
    w.open("span class=muted");
    if count > 0 {
        let words = w.m.plural(Msg::NarrowCount, count, &[]);
        w.text(&[" (", &words, ")"].concat());
    }
    w.close();
    w.close();
    w.open("div class=narrow-groups");
    let all = choices(
        w.m,
        &[
            ("what:all", Msg::WhatAll, facets.what == What::All),
            ("what:places", Msg::WhatPlaces, facets.what == What::Places),
            ("what:procedures", Msg::WhatProcedures, facets.what == What::Procedures),
        ],
    );
    w.radios("what", Msg::What, &all);
    w.open("div class=fields");
    kind(w, scene, facets);
    time(w, scene, facets);
    w.close();
    needs(w, facets);
    near::scope(w, scene, state);
    w.open("div");
    if count > 0 {
        w.press("reset", Msg::Reset);
    }
    w.close();
    w.close();
    w.close();
}

fn kind(w: &mut Writer<'_>, scene: &Scene<'_>, facets: &Facets) {
    let mut all = choices(w.m, &[("", Msg::KindAll, facets.kind.is_empty())]);
    let mut put = |kind: &str| {
        let chosen = facets.kind == kind;
        all.push((kind.to_owned(), words::kind(w.m, kind), chosen));
        chosen
    };
    let mut chosen = facets.kind.is_empty();
    for (kind, _) in &scene.pack.kinds {
        if kind != PROCEDURE {
            chosen |= put(kind);
        }
    }
    // A kind that the commune has none of may be chosen by an attribute, or looked for elsewhere.
    if !chosen {
        put(&facets.kind);
    }
    w.select("kind", Msg::Kind, &all);
}

fn time(w: &mut Writer<'_>, scene: &Scene<'_>, facets: &Facets) {
    let at = if let When::At(day, minute) = facets.when { Some((day, minute)) } else { None };
    let all = choices(
        w.m,
        &[
            ("any", Msg::WhenAny, facets.when == When::Any),
            ("now", Msg::WhenNow, facets.when == When::Now),
            ("at", Msg::WhenAt, at.is_some()),
        ],
    );
    w.select("when", Msg::When, &all);
    w.open("div class=fields");
    if let Some((day, minute)) = at {
        let mut all: Vec<Choice> = Vec::new();
        for offset in 0..7u8 {
            let number = scene.now.day + i32::from(offset);
            let name = [&*when::weekday(w.m, number), " ", &w.m.date(&when::iso(number))].concat();
            all.push((offset.to_string(), name, offset == day));
        }
        w.select("when-day", Msg::WhenDay, &all);
        all.clear();
        let mut at = FIRST;
        while at <= LAST {
            all.push((at.to_string(), when::time(w.m, at), at == minute));
            at += 30;
        }
        w.select("when-hour", Msg::WhenHour, &all);
    }
    w.close();
}

fn needs(w: &mut Writer<'_>, facets: &Facets) {
    w.open("fieldset class=choices");
    w.say("legend", Msg::Needs);
    for (_, name) in NEEDS {
        check(w, &["need:", name].concat(), &["need-", name].concat(), facets.needs & need_bit(name) != 0);
    }
    w.open("div");
    if facets.needs != 0 {
        check(w, "unknown", "needs-unknown", facets.unknown_too);
    }
    w.close();
    w.close();
}

fn check(w: &mut Writer<'_>, action: &str, message: &str, checked: bool) {
    w.open("label class=check");
    w.open("input type=checkbox");
    w.set("data-on", action);
    w.check(checked);
    w.close();
    let words = w.m.by_name(&["services.", message].concat());
    w.text(&words);
    w.close();
}

impl Engine {
    /// One of the facets was changed, or the point to be near.
    pub(super) fn narrow(self: &Rc<Self>, name: &str, argument: &str, control: &Element, value: &str) {
        let value = if argument.is_empty() { value } else { argument };
        let checked = control.field("checked").boolean().unwrap_or_default();
        // A press takes its button away.
        let pressed = name == "reset" || argument == "all" && name == "scope";
        if !self.state.borrow_mut().narrow(name, value, checked) {
            return self.locate(name, argument, control);
        }
        if pressed {
            let results = self.state.borrow().asked.is_some();
            self.stage.focus(if results { "results-title" } else { "box" });
        }
        self.narrowed();
    }

    /// Other facets: the search is made anew.
    pub(super) fn narrowed(self: &Rc<Self>) {
        self.stage.redraw();
        if self.state.borrow().busy {
            self.run_search();
        }
    }
}
