//! The first screen: how many subjects are open, how to take part, and the consultations by status.

use super::{scene::Scene, timeline, ways};
use crate::{
    data::pack::Process,
    messages::Msg,
    model::{act, filter, said, status, status::Status, view_merge::is_limited},
};
use commune_ui::writer::{Choice, Writer};

/// Writes the list.
pub fn list(w: &mut Writer<'_>, scene: &Scene<'_>) {
    let processes = &scene.pack.processes;
    let open = processes.iter().filter(|process| status::of(process, &scene.today) == Status::Open).count();
    headline(w, open as u32);
    ways::entry(w, scene);
    w.open("div class=part");
    scene.update_bar(w, "");
    filters(w, scene);
    w.close();
    let filter = &scene.state.filter;
    let kept: Vec<&Process> =
        processes.iter().filter(|process| filter.takes(process, &scene.today)).collect();
    w.open("p class=muted role=status");
    if is_limited(filter) {
        let words = w.m.plural(Msg::Found, kept.len() as u32, &[]);
        w.text(&words);
    }
    w.close();
    let mut order = [
        (Status::Open, Msg::Open, "open"),
        (Status::Upcoming, Msg::Upcoming, "upcoming"),
        (Status::Past, Msg::Past, "past"),
    ];
    if open == 0 {
        // What was decided comes first where nothing is open.
        order.swap(1, 2);
    }
    for (wanted, title, id) in order {
        w.open("div class=group");
        let group: Vec<&&Process> =
            kept.iter().filter(|process| status::of(process, &scene.today) == wanted).collect();
        if !group.is_empty() {
            let words = w.m.text(title);
            w.heading(scene.level, "title2", "", &words);
            let shown = scene.state.shown(id);
            w.open("ul class=cards");
            for (rank, process) in group.iter().take(shown).enumerate() {
                card(w, scene, process, &super::scene::item_id(id, rank));
            }
            w.close();
            scene.more(w, id, group.len(), shown);
        }
        w.close();
    }
    roadmap(w, scene);
}

fn headline(w: &mut Writer<'_>, open: u32) {
    if open == 0 {
        return w.say("p class=figure part=figure", Msg::NoneOpen);
    }
    let words = w.m.plural(Msg::OpenCount, open, &[]);
    let number = w.m.number(open.into(), 0);
    let (before, after) = words.split_once(&*number).unwrap_or((&words, ""));
    w.open("p class=figure part=figure");
    w.text(before);
    w.leaf("strong", &number);
    w.text(after);
    w.close();
}

/// The filters; a handful of consultations needs none.
fn filters(w: &mut Writer<'_>, scene: &Scene<'_>) {
    let processes = &scene.pack.processes;
    if processes.len() < 4 {
        return;
    }
    let m = w.m;
    let filter = &scene.state.filter;
    w.open("div class=fields");
    w.open("div class=field");
    w.say("label for=text", Msg::Search);
    w.leaf("input type=search id=text autocomplete=off data-in=text", "");
    w.close();
    let mut states: Vec<Choice> = Vec::new();
    for (name, words, status) in [
        ("all", Msg::All, None),
        ("open", Msg::Open, Some(Status::Open)),
        ("upcoming", Msg::Upcoming, Some(Status::Upcoming)),
        ("past", Msg::Past, Some(Status::Past)),
    ] {
        states.push((name.to_owned(), m.text(words), filter.status == status));
    }
    w.select("status", Msg::StatusLabel, &states);
    for (areas, id, label, chosen) in
        [(false, "theme", Msg::ThemeLabel, &filter.theme), (true, "area", Msg::AreaLabel, &filter.area)]
    {
        w.open("div");
        let choices = filter::choices(processes, areas, scene.lang);
        if choices.len() > 1 {
            let mut all: Vec<Choice> = vec![(String::new(), m.text(Msg::All), chosen.is_empty())];
            for (id, name) in choices {
                let selected = *chosen == id;
                all.push((id, name, selected));
            }
            w.select(id, label, &all);
        }
        w.close();
    }
    w.close();
}

fn card(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process, id: &str) {
    w.open("li class=card part=card");
    w.key(&process.id);
    w.open("div");
    scene.picture(w, process);
    w.close();
    w.open(super::rich::HEADINGS[usize::from(scene.level.min(5))]);
    w.set("class", "card-title");
    w.set("id", id);
    w.set("tabindex", "-1");
    w.open("button type=button class=plain");
    w.set("id", &["p-", &process.slug].concat());
    w.set("data-do", &["open:", &process.slug].concat());
    scene.inline(w, &process.title);
    w.close();
    w.close();
    dates(w, scene, process);
    now(w, scene, process);
    scene.excerpt(w, if process.summary.is_empty() { &process.subtitle } else { &process.summary }, 220);
    w.close();
}

/// When it is, in words.
pub fn dates(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process) {
    let status = status::of(process, &scene.today);
    let (start, end) = (process.start.as_str(), process.end.as_str());
    let words = match status {
        Status::Open if end == scene.today => w.m.text(Msg::LastDay).to_string(),
        Status::Open => scene.dates(w.m, "", end),
        Status::Upcoming => scene.dates(w.m, start, ""),
        Status::Past => scene.dates(w.m, start, end),
    };
    let word = w.m.text(match status {
        Status::Open => Msg::IsOpen,
        Status::Upcoming => Msg::IsUpcoming,
        Status::Past => Msg::IsPast,
    });
    w.open("p");
    w.open("strong");
    w.set("class", if status == Status::Open { "state state-open" } else { "state" });
    w.text(&word);
    w.close();
    if !words.is_empty() {
        w.text(". ");
        w.text(&words);
    }
    w.text(".");
    w.close();
}

/// What one can do now, or what came of it.
fn now(w: &mut Writer<'_>, scene: &Scene<'_>, process: &Process) {
    let m = w.m;
    if status::of(process, &scene.today) == Status::Past {
        if let Some(words) = outcome(w, process) {
            w.leaf("p", &words);
        }
        return;
    }
    timeline::current(w, scene, &process.steps);
    let mut kinds: Vec<Msg> = Vec::new();
    for act in act::now(&scene.pack.platform, process, &scene.now, scene.lang) {
        let words = match act.kind {
            act::Kinds::Come => Msg::CanCome,
            act::Kinds::Answer => Msg::CanAnswer,
            act::Kinds::Propose => Msg::CanPropose,
            act::Kinds::Debate => Msg::CanDebate,
            act::Kinds::Vote => Msg::CanVote,
            act::Kinds::Call | act::Kinds::Read => continue,
        };
        if !kinds.contains(&words) {
            kinds.push(words);
        }
    }
    if !kinds.is_empty() {
        let words: Vec<String> = kinds.iter().map(|kind| m.text(*kind).to_string()).collect();
        let all = ways::listed(scene.lang, &words);
        w.leaf("p", &m.with(Msg::YouCan, &[("what", &all)]));
    }
}

/// What became of the proposals and results, in a sentence or two.
pub fn outcome(w: &Writer<'_>, process: &Process) -> Option<String> {
    let tally = said::tally(process);
    let m = w.m;
    let mut parts: Vec<String> = Vec::new();
    for (count, message) in [
        (tally.proposals, Msg::TallyProposals),
        (tally.answered, Msg::TallyAnswered),
        (tally.accepted, Msg::TallyAccepted),
        (tally.results, Msg::TallyResults),
        (tally.done, Msg::TallyDone),
    ] {
        if count > 0 {
            parts.push(m.plural(message, count, &[]).to_string());
        }
    }
    if parts.is_empty() {
        return None;
    }
    let list = parts.join(", ");
    Some(if tally.more {
        m.with(Msg::AtLeast, &[("what", &list)]).to_string()
    } else {
        [&list, "."].concat()
    })
}

/// Where the institution goes: initiatives on the timeline of the phases.
fn roadmap(w: &mut Writer<'_>, scene: &Scene<'_>) {
    w.open("div");
    if let Some(roadmap) = &scene.pack.roadmap {
        w.set("class", "part");
        scene.heading(w, scene.level, "title2", "", &roadmap.title);
        scene.rich(w, &roadmap.summary, scene.level + 1, 0);
        for initiative in &roadmap.initiatives {
            w.open("details");
            w.open("summary");
            scene.inline(w, &initiative.title);
            w.close();
            scene.rich(w, &initiative.summary, scene.level + 1, 0);
            timeline::timeline(w, scene, &initiative.steps);
            if !initiative.teams.is_empty() {
                scene.term(w, scene.level + 1, Msg::Teams);
                w.open("ul");
                for team in &initiative.teams {
                    scene.leaf(w, "li", team);
                }
                w.close();
            }
            if !initiative.risks.is_empty() {
                scene.term(w, scene.level + 1, Msg::Risks);
                w.open("ul");
                for risk in &initiative.risks {
                    w.open("li");
                    let level = match risk.level.as_str() {
                        "high" => Some(Msg::RiskHigh),
                        "medium" => Some(Msg::RiskMedium),
                        "low" => Some(Msg::RiskLow),
                        _ => None,
                    };
                    if let Some(level) = level {
                        w.say("strong", level);
                        w.text(" ");
                    }
                    scene.inline(w, &risk.text);
                    scene.leaf(w, "p", &risk.answer);
                    w.close();
                }
                w.close();
            }
            w.close();
        }
    }
    w.close();
}
