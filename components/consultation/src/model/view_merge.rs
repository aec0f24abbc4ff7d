//! What a platform answers, taken into what is on screen. What was not asked stays.

use super::filter::Filter;
use crate::client::Found;
use crate::data::pack::{Pack, Process, Way};

/// Takes a list of processes: those that are no longer there go, what the list does not tell of the others stays.
/// Of another platform than the pack's, the list replaces all.
pub fn list(pack: &mut Pack, found: Found) {
    let same = pack.platform.url == found.platform.url;
    let mut before = std::mem::take(&mut pack.processes);
    if !same {
        before.clear();
    }
    for mut process in found.processes {
        if let Some(at) = before.iter().position(|old| old.id == process.id) {
            let mut old = before.swap_remove(at);
            process.components = std::mem::take(&mut old.components);
            keep(&mut process, old);
        }
        pack.processes.push(process);
    }
    platform(pack, found.platform);
}

/// Takes one process: its texts, phases and components. The content of a component that is still there stays, until
/// it is asked for.
pub fn process(pack: &mut Pack, found: Found) {
    let Some(mut process) = found.processes.into_iter().next() else { return };
    let at = pack.processes.iter().position(|old| old.id == process.id);
    let mut old = match at {
        Some(at) => std::mem::take(&mut pack.processes[at]),
        None => Process::default(),
    };
    for component in &mut process.components {
        if let Some(before) = old.components.iter_mut().find(|before| before.id == component.id) {
            component.items = std::mem::take(&mut before.items);
            component.more = before.more;
            if component.url.is_empty() {
                component.url = std::mem::take(&mut before.url);
            }
        }
    }
    keep(&mut process, old);
    match at {
        Some(at) => pack.processes[at] = process,
        None => pack.processes.push(process),
    }
    platform(pack, found.platform);
}

/// Takes a page of the items of a component, the first one instead of those on screen. Gives back how many were there.
pub fn items(pack: &mut Pack, component: &str, first: bool, mut found: Found) -> usize {
    let mut before = 0;
    for process in &mut pack.processes {
        for known in process.components.iter_mut().filter(|known| known.id == component) {
            known.more = !found.cursor.is_empty();
            if first {
                known.items.clear();
            }
            before = known.items.len();
            known.items.append(&mut found.items);
        }
    }
    before
}

fn platform(pack: &mut Pack, found: crate::data::pack::Platform) {
    let hosts = std::mem::take(&mut pack.platform.image_hosts);
    pack.platform = found;
    if pack.platform.image_hosts.is_empty() {
        pack.platform.image_hosts = hosts;
    }
}

/// Fills what an answer does not tell from what was known.
fn keep(process: &mut Process, old: Process) {
    for (new, old) in [
        (&mut process.description, old.description),
        (&mut process.announcement, old.announcement),
        (&mut process.target, old.target),
        (&mut process.scope, old.scope),
        (&mut process.structure, old.structure),
    ] {
        if new.is_empty() {
            *new = old;
        }
    }
    if process.url.is_empty() {
        process.url = old.url;
    }
    if process.themes.is_empty() && process.areas.is_empty() {
        process.themes = old.themes;
        process.areas = old.areas;
    }
    // The list has no texts of phases.
    if process.steps.len() == old.steps.len() {
        for (new, old) in process.steps.iter_mut().zip(old.steps) {
            if new.description.is_empty() {
                new.description = old.description;
            }
        }
    }
    if process.files.is_empty() {
        process.files = old.files;
    }
    process.qr = process.qr.take().or(old.qr);
}

/// The ways to take part: the commune's attributes, each instead of the pack's of its kind.
#[must_use]
pub fn ways(attributes: &[Way], pack: &[Way]) -> Vec<Way> {
    let mut all = attributes.to_vec();
    all.extend(pack.iter().filter(|way| attributes.iter().all(|own| own.kind != way.kind)).cloned());
    all
}

/// Whether a list is limited at all.
#[must_use]
pub fn is_limited(filter: &Filter) -> bool {
    filter.status.is_some()
        || !filter.theme.is_empty()
        || !filter.area.is_empty()
        || !filter.text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::pack::{Component, Item, Platform, Qr, Step, Text};

    fn text(words: &str) -> Vec<Text> {
        vec![Text { lang: "fr".into(), text: words.into(), machine: false }]
    }

    fn pack() -> Pack {
        let platform = Platform { url: "https://p.example.org".into(), ..Platform::default() };
        let component =
            Component { id: "1".into(), items: vec![Item::default(); 2], more: true, ..Component::default() };
        let process = |id: &str| Process {
            id: id.into(),
            title: text("avant"),
            description: text("tout"),
            steps: vec![Step { description: text("étape"), ..Step::default() }],
            components: vec![component.clone()],
            qr: Some(Qr::default()),
            ..Process::default()
        };
        Pack { platform, processes: vec![process("7"), process("8")], ..Pack::default() }
    }

    fn found(url: &str, ids: &[&str]) -> Found {
        let process = |id: &&str| Process {
            id: (*id).into(),
            title: text("après"),
            steps: vec![Step::default()],
            ..Process::default()
        };
        Found {
            platform: Platform { url: url.into(), ..Platform::default() },
            processes: ids.iter().map(process).collect(),
            ..Found::default()
        }
    }

    #[test]
    fn a_list_keeps_what_it_does_not_tell() {
        let mut pack = pack();
        list(&mut pack, found("https://p.example.org", &["9", "7"]));
        let ids: Vec<&str> = pack.processes.iter().map(|process| process.id.as_str()).collect();
        assert_eq!(ids, ["9", "7"]);
        let known = &pack.processes[1];
        assert_eq!((known.title[0].text.as_str(), known.description[0].text.as_str()), ("après", "tout"));
        assert_eq!((known.components[0].items.len(), known.qr.is_some()), (2, true));
        assert_eq!(known.steps[0].description, text("étape"));
    }

    #[test]
    fn the_list_of_another_platform_keeps_nothing() {
        let mut pack = pack();
        list(&mut pack, found("https://q.example.org", &["7"]));
        assert_eq!(pack.platform.url, "https://q.example.org");
        assert!(pack.processes[0].components.is_empty() && pack.processes[0].description.is_empty());
    }

    #[test]
    fn a_process_keeps_the_content_of_its_components() {
        let mut pack = pack();
        let mut answer = found("https://p.example.org", &["8"]);
        answer.processes[0].components = vec![
            Component { id: "2".into(), ..Component::default() },
            Component { id: "1".into(), ..Component::default() },
        ];
        process(&mut pack, answer);
        let components = &pack.processes[1].components;
        assert_eq!((components[0].items.len(), components[1].items.len(), components[1].more), (0, 2, true));
        assert_eq!(pack.processes[0].title, text("avant"));
        process(&mut pack, found("https://p.example.org", &["10"]));
        assert_eq!(pack.processes.len(), 3);
    }

    #[test]
    fn pages_of_items_follow_each_other() {
        let mut pack = pack();
        pack.processes.truncate(1);
        let page = |cursor: &str| Found {
            items: vec![Item::default(); 3],
            cursor: cursor.into(),
            ..Found::default()
        };
        assert_eq!(items(&mut pack, "1", true, page("abc")), 0);
        assert_eq!(items(&mut pack, "1", false, page("")), 3);
        assert_eq!(
            (pack.processes[0].components[0].items.len(), pack.processes[0].components[0].more),
            (6, false)
        );
        assert_eq!(items(&mut pack, "77", true, page("")), 0);
    }

    #[test]
    fn the_communes_own_words_win() {
        let way = |kind: &str, phone: &str| Way { kind: kind.into(), phone: phone.into(), ..Way::default() };
        let all = ways(&[way("phone", "1")], &[way("phone", "2"), way("paper", "")]);
        let seen: Vec<(&str, &str)> = all.iter().map(|way| (way.kind.as_str(), way.phone.as_str())).collect();
        assert_eq!(seen, [("phone", "1"), ("paper", "")]);
    }
}
