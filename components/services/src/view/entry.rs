//! One place or procedure.

use super::{Scene, actions, hours, words};
use crate::{
    answer::Hit,
    data::{NEEDS, Record},
    messages::Msg,
    model::{spots::spot, why::Why},
    state::State,
};
use commune_element::link::safe_href;
use commune_map::words::MapMsg;
use commune_ui::writer::Writer;

/// How a record is drawn.
struct Look<'a> {
    /// Opens the ids within; unique in the shadow root.
    id: &'a str,
    /// The level of its heading; `None` where the widget's title is its title.
    level: Option<u8>,
    /// Only what a card has.
    brief: bool,
    metres: Option<u32>,
    why: &'a [Why],
}

/// Writes a result. Distances are told where a point was given, not from the middle of the commune.
pub fn result(w: &mut Writer<'_>, scene: &Scene<'_>, state: &State, hit: &Hit, id: &str) {
    let metres = hit.metres.filter(|_| state.facets.point().is_some());
    // Where a kind was chosen instead of words, it is why.
    let words = state.asked.as_ref().is_some_and(|asked| !asked.text.is_empty());
    let look = Look {
        id,
        level: Some(scene.level + 1),
        brief: false,
        metres,
        why: if words { &hit.why } else { &[] },
    };
    record(w, scene, &hit.record, &look);
}

/// Writes a card: whether it is open, its telephone, its hours.
pub fn card(w: &mut Writer<'_>, scene: &Scene<'_>, place: &Record, id: &str, level: u8) {
    record(w, scene, place, &Look { id, level: Some(level), brief: true, metres: None, why: &[] });
}

/// Writes the one record that the widget shows, whose title is the widget's.
pub fn alone(w: &mut Writer<'_>, scene: &Scene<'_>, place: &Record) {
    record(w, scene, place, &Look { id: "alone", level: None, brief: false, metres: None, why: &[] });
}

fn french(w: &mut Writer<'_>, french: bool) {
    if french {
        w.set("lang", "fr");
    }
}

fn record(w: &mut Writer<'_>, scene: &Scene<'_>, record: &Record, look: &Look<'_>) {
    let (title, in_french) = words::title(w.m, record);
    w.open("article class=record part=result");
    let own = ["entry-", look.id].concat();
    w.set("id", &own);
    let heading = [look.id, "-title"].concat();
    match look.level {
        Some(level) => {
            w.set("aria-labelledby", &heading);
            w.open("div");
            french(w, in_french);
            w.heading(level, "name", &heading, title);
            w.close();
        }
        None => w.set("aria-labelledby", "title"),
    }
    if !look.brief {
        sort(w, scene, record, look.metres);
        if !look.why.is_empty() {
            let words = words::why(w.m, look.why);
            w.leaf("p class=muted", &words);
        }
    }
    if record.demo && !scene.pack.demo {
        w.say("p class=muted", Msg::DemoRecord);
    }
    hours::status(w, scene, record);
    let (description, in_french) = words::description(w.m, record);
    if !look.brief && !description.is_empty() {
        w.open("p");
        french(w, in_french);
        w.text(description);
        w.close();
    }
    w.open("dl class=facts");
    let one = std::slice::from_ref::<String>;
    let hall = hall_of(scene, record);
    let line = hall.map(|hall| w.m.with(Msg::WhereHall, &[("title", words::title(w.m, hall).0)]).to_string());
    let all = [
        (Msg::Phone, &record.phone[..]),
        (Msg::Address, &record.address),
        (Msg::Audience, &record.audience),
        (Msg::Cost, one(&record.cost)),
        (Msg::Delay, one(&record.delay)),
        (Msg::Bring, &record.bring),
        (Msg::Where, line.as_slice()),
        (Msg::Phone, hall.map_or(&[], |hall| &hall.phone)),
    ];
    for (name, lines) in &all[..if look.brief { 2 } else { all.len() }] {
        fact(w, *name, lines);
    }
    w.close();
    if !look.brief {
        links(w, scene, record);
    }
    w.open("div class=more");
    let open = look.level.is_none();
    if let Some(known) = &record.hours {
        unfold(w, Msg::Hours, open);
        hours::hours(w, scene, record, known, look.id, title);
        w.close();
    }
    if !record.procedure {
        unfold(w, Msg::Access, open);
        access(w, record);
        w.close();
    }
    if !look.brief {
        unfold(w, Msg::Actions, open);
        sources(w, record);
        actions::actions(w, scene, record, title);
        w.close();
    }
    w.close();
    w.close();
}

/// Opens what a visitor unfolds.
fn unfold(w: &mut Writer<'_>, summary: Msg, open: bool) {
    w.open("details");
    if open {
        w.set("open", "open");
    }
    w.say("summary", summary);
}

/// What it is, where, how far.
fn sort(w: &mut Writer<'_>, scene: &Scene<'_>, record: &Record, metres: Option<u32>) {
    let mut line = words::sort(w.m, record);
    if !record.commune.is_empty() && record.insee != scene.pack.commune.insee {
        words::add(&mut line, &record.commune);
    }
    if let Some(metres) = metres.filter(|_| !record.procedure) {
        words::add(&mut line, &words::distance(w.m, metres));
    }
    w.leaf("p class=sort", &line);
}

/// A fact of one or more lines, unless there is none. What visitors read of it is in French.
fn fact(w: &mut Writer<'_>, name: Msg, lines: &[String]) {
    if lines.iter().all(String::is_empty) {
        return;
    }
    w.open("div");
    w.say("dt", name);
    for line in lines {
        w.open("dd");
        match name {
            Msg::Phone => call(w, line),
            Msg::Address | Msg::Where => w.text(line),
            _ => {
                french(w, w.m.lang().tag() != "fr");
                w.text(line);
            }
        }
        w.close();
    }
    w.close();
}

/// A telephone number as a link, where it has digits.
fn call(w: &mut Writer<'_>, phone: &str) {
    let href = words::tel(phone);
    if href.is_empty() {
        return w.text(phone);
    }
    let words = w.m.with(Msg::Call, &[("phone", phone)]);
    w.open("a class=call");
    w.set("href", &href);
    w.set("aria-label", &words);
    w.text(phone);
    w.close();
}

/// The town hall, where a procedure is done there: unless it names other places.
fn hall_of<'p>(scene: &Scene<'p>, record: &Record) -> Option<&'p Record> {
    let hall = scene.pack.town_hall.as_ref().filter(|_| record.procedure)?;
    (record.places.is_empty() || record.places.contains(&hall.id)).then_some(hall)
}

/// Links that lead on; those to a map only where the visitor presses them.
fn links(w: &mut Writer<'_>, scene: &Scene<'_>, record: &Record) {
    w.open("ul class=links");
    if let (Some(m), Some(_)) = (scene.map, spot(record)) {
        w.open("li");
        w.open("button type=button part=button");
        w.set("data-do", &["map-here:", &record.id].concat());
        actions::named(w, &m.text(MapMsg::Here), words::title(w.m, record).0);
        w.close();
    }
    link(w, &record.online, Msg::Online, "");
    link(w, &record.appointment, Msg::Appointment, "");
    for (href, label) in &record.links {
        // A label of the data says better where it leads.
        let named = if label.is_empty() { Msg::Website } else { Msg::Labelled };
        link(w, href, named, label);
    }
    for mail in &record.email {
        link(w, &["mailto:", mail].concat(), Msg::Write, mail);
    }
    if let Some((longitude, latitude)) = record.at {
        let (lon, lat) = (words::degrees(longitude), words::degrees(latitude));
        let map = ["https://www.openstreetmap.org/?mlat=", &lat, "&mlon=", &lon, "#map=18/", &lat, "/", &lon];
        link(w, &map.concat(), Msg::OnMap, "");
        let route = ["https://www.openstreetmap.org/directions?to=", &lat, "%2C", &lon];
        link(w, &route.concat(), Msg::Route, "");
    }
    w.close();
}

/// A link that a browser may follow; others are left out. The message may have a field `{name}`.
fn link(w: &mut Writer<'_>, href: &str, message: Msg, name: &str) {
    let Some(href) = safe_href(href) else { return };
    w.open("li");
    w.open("a rel=noreferrer");
    w.set("href", href);
    let words = w.m.with(message, &[("name", name)]);
    w.text(&words);
    w.close();
    w.close();
}

/// What is known of each need: yes, no or unknown, and who says so.
fn access(w: &mut Writer<'_>, record: &Record) {
    w.open("ul class=needs");
    for (need, name) in NEEDS {
        let known = record.access.get(need);
        let (class, message) = match known.and_then(|known| known.0) {
            Some(true) => ("need yes", Msg::Yes),
            Some(false) => ("need no", Msg::No),
            None => ("need unknown", Msg::NotKnown),
        };
        let what = w.m.by_name(&["services.need-", name].concat());
        let answer = w.m.text(message);
        w.open("li");
        w.set("class", class);
        w.leaf("span", &[&*what, "\u{a0}: "].concat());
        w.leaf("strong", &answer);
        if let Some(known) = known {
            let mut more = String::new();
            if !known.2.is_empty() {
                more.push_str(" · ");
                more.push_str(&known.2);
            }
            if let Some(source) = record.sources.get(usize::from(known.1)) {
                more.push_str(" · ");
                more.push_str(&w.m.with(Msg::AccessSource, &[("source", &source.1)]));
            }
            w.leaf("span class=muted", &more);
        }
        w.close();
    }
    w.close();
}

fn sources(w: &mut Writer<'_>, record: &Record) {
    let mut all = String::new();
    for origin in record.sources.iter().filter(|origin| !origin.1.is_empty()) {
        let date = w.m.date(origin.3.get(..10).unwrap_or(&origin.3));
        words::add(&mut all, &origin.1);
        if !date.is_empty() {
            all.push_str(", ");
            all.push_str(&date);
        }
    }
    if !all.is_empty() {
        words::say(w, "p class=muted", Msg::SourcesOf, &[("sources", &all)]);
    }
}
