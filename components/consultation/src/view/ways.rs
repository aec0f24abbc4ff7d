//! How to take part: online beside all the others, with the same weight.

use super::scene::{Scene, open_link};
use crate::{
    data::pack::{Process, Way},
    messages::Msg,
    model::{link, ways},
};
use commune_source::value::Value;
use commune_ui::{
    Ui,
    js::{construct, global, object, run},
    writer::Writer,
};
use js_sys::Array;
use wasm_bindgen::JsValue;

/// `a, b ou c` in a language, by `Intl`.
pub fn listed(lang: &str, words: &[String]) -> String {
    let all = Array::new();
    for word in words {
        all.push(&JsValue::from_str(word));
    }
    let options = object(&[("type", "disjunction".into())]);
    let format = construct(&global("Intl").field("ListFormat"), &[lang.into(), options]);
    run(&format, "format", &[all.into()]).as_string().unwrap_or_else(|| words.join(", "))
}

/// The main action of the first screen, and what it opens.
pub fn entry(w: &mut Writer<'_>, scene: &Scene<'_>) {
    let m = w.m;
    let all = ways::of(&scene.ways, "", &scene.today);
    let mut names = Vec::new();
    if !scene.pack.platform.url.is_empty() {
        names.push(m.text(Msg::ByOnline).to_string());
    }
    for (kind, words) in [("phone", Msg::ByPhone), ("paper", Msg::ByPaper), ("dropIn", Msg::ByDropIn)] {
        if all.iter().any(|way| way.kind == kind) {
            names.push(m.text(words).to_string());
        }
    }
    if names.is_empty() && all.is_empty() {
        return;
    }
    w.open("div");
    w.open("button type=button part=button class=main id=ways-open data-do=ways aria-controls=ways");
    w.set_bool("aria-expanded", scene.state.ways);
    w.text(&m.text(Msg::HowTo));
    w.close();
    w.leaf("p class=muted", &listed(scene.lang, &names));
    w.close();
    w.open("div id=ways part=ways");
    w.hide(!scene.state.ways);
    if scene.state.ways {
        let href = link::localised(&scene.pack.platform, &scene.pack.platform.url, scene.lang);
        cards(w, scene, &href, &all, scene.level - 1);
    }
    w.close();
}

/// How to take part in a consultation.
pub fn of_process(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process) {
    let all = ways::of(&scene.ways, &process.slug, &scene.today);
    w.open("div class=part id=ways part=ways");
    let words = w.m.text(Msg::HowToTitle);
    w.heading(scene.level + 1, "title2", "", &words);
    let href = link::process(&scene.pack.platform, process, scene.lang);
    cards(w, scene, &href, &all, scene.level + 1);
    w.close();
}

fn cards(w: &mut Writer<'_>, scene: &Scene<'_>, online: &str, all: &[&Way], level: u8) {
    w.open("ul class=ways");
    if !online.is_empty() {
        w.open("li");
        let words = w.m.text(Msg::WayOnline);
        w.heading(level + 1, "way", "", &words);
        w.say("p", Msg::WayOnlineText);
        w.open("p");
        let words = w.m.text(Msg::WayOnlineLink);
        scene.link(w, online, &words);
        w.close();
        w.close();
    }
    for way in all {
        w.open("li");
        one(w, scene, way, level + 1);
        w.close();
    }
    w.close();
}

fn one(w: &mut Writer<'_>, scene: &Scene<'_>, way: &Way, level: u8) {
    let m = w.m;
    let title = match way.kind.as_str() {
        "phone" => Some(Msg::WayPhone),
        "paper" => Some(Msg::WayPaper),
        "dropIn" => Some(Msg::WayDropIn),
        "childcare" => Some(Msg::WayChildcare),
        "signLanguage" => Some(Msg::WaySign),
        "transport" => Some(Msg::WayTransport),
        "easyRead" => Some(Msg::WayEasy),
        "reserve" => Some(Msg::WayReserve),
        "panel" => Some(Msg::WayPanel),
        _ => None,
    };
    if let Some(title) = title {
        w.heading(level, "way", "", &m.text(title));
    }
    scene.leaf(w, "p", &way.text);
    if !way.address.is_empty() {
        w.leaf("p", &way.address);
    }
    if !way.phone.is_empty() {
        w.open("p");
        let digits = way.phone.replace(|c: char| !c.is_ascii_digit() && c != '+', "");
        let words = m.with(Ui::HelpPhone, &[("phone", &way.phone)]);
        scene.link(w, &["tel:", &digits].concat(), &words);
        w.close();
    }
    if !way.url.is_empty() {
        let words = match way.kind.as_str() {
            "paper" => Msg::LinkPaper,
            "easyRead" => Msg::LinkEasy,
            "reserve" => Msg::LinkReserve,
            "panel" => Msg::LinkPanel,
            _ => Msg::LinkMore,
        };
        w.open("p");
        if open_link(w, &way.url) {
            w.text(&m.text(words));
            if matches!(words, Msg::LinkMore)
                && let Some(title) = title
            {
                w.text("\u{a0}: ");
                w.text(&m.text(title));
            }
            w.close();
        }
        w.close();
    }
}
