//! All that a platform says of its processes.

use anyhow::{Result, bail};
use commune_consultation::client::{Failure, PAGE, Task, Want};
use commune_consultation::data::pack::{Component, Kind, Platform, Process};
use commune_consultation::model::html;
use indicatif::{ProgressBar, ProgressStyle};

use super::ask::{Asker, Untaken};

/// What was taken.
pub(super) struct Taken {
    pub(super) platform: Platform,
    pub(super) processes: Vec<Process>,
    /// What could not be taken, and why.
    pub(super) warnings: Vec<Untaken>,
    pub(super) requests: u32,
}

/// A platform by its address, which is reduced to its origin.
pub(super) fn platform(url: &str, image_hosts: Vec<String>) -> Result<Platform> {
    let origin = |url: &str| {
        let href = html::href(url, "").filter(|href| href.starts_with("http"));
        let Some(href) = href else { bail!("{url:?} is no http or https address") };
        let start = href.find("://").map_or(0, |at| at + 3);
        let end = href[start..].find(['/', '?', '#']).map_or(href.len(), |at| start + at);
        Ok(href[..end].to_owned())
    };
    let image_hosts = image_hosts.iter().map(|host| origin(host)).collect::<Result<_>>()?;
    Ok(Platform { url: origin(url)?, image_hosts, ..Platform::default() })
}

/// Takes the processes, or those of these slugs, with at most `most` items of each component. What fails within a
/// process is a warning; without a list there is nothing.
pub(super) fn take(platform: Platform, slugs: &[String], most: usize) -> Result<Taken> {
    let mut asker = Asker::new();
    let fatal = |failure: Failure| Untaken::new(platform.url.clone(), failure);
    let mut ping = Task::new(Want::Platform, &platform);
    asker.run(&mut ping).map_err(fatal)?;
    let mut list = Task::new(Want::Processes, &ping.found.platform);
    asker.run(&mut list).map_err(fatal)?;

    let mut taken = Taken {
        platform: list.found.platform,
        processes: list.found.processes,
        warnings: Vec::new(),
        requests: 0,
    };
    for slug in slugs {
        if taken.processes.iter().all(|process| process.slug != *slug) {
            bail!("the platform has no process {slug:?}");
        }
    }
    if !slugs.is_empty() {
        taken.processes.retain(|process| slugs.contains(&process.slug));
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
    let bar = ProgressBar::new(taken.processes.len() as u64);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    for process in &mut taken.processes {
        bar.set_message(process.slug.clone());
        let mut task = Task::new(Want::Process(process.slug.clone()), &taken.platform);
        match asker.run(&mut task) {
            Ok(()) => {
                taken.platform = task.found.platform;
                if let Some(mut whole) = task.found.processes.pop() {
                    keep(process, &mut whole);
                    *process = whole;
                }
            }
            Err(failure) => taken.warnings.push(Untaken::new(process.slug.clone(), failure)),
        }
        for component in &mut process.components {
            if let Err(failure) = fill(&mut asker, &taken.platform, component, most) {
                let place = format!("{}, component {}", process.slug, component.id);
                taken.warnings.push(Untaken::new(place, failure));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    taken.requests = asker.requests;
    Ok(taken)
}

/// Keeps what the list said and the process itself did not, for lack of an answer to its extras.
fn keep(list: &mut Process, whole: &mut Process) {
    if whole.themes.is_empty() && whole.areas.is_empty() {
        std::mem::swap(&mut whole.themes, &mut list.themes);
        std::mem::swap(&mut whole.areas, &mut list.areas);
    }
    if whole.url.is_empty() {
        std::mem::swap(&mut whole.url, &mut list.url);
    }
}

/// Asks for the content of a component, page by page.
fn fill(
    asker: &mut Asker,
    platform: &Platform,
    component: &mut Component,
    most: usize,
) -> Result<(), Failure> {
    if component.kind == Kind::Other {
        return Ok(());
    }
    let mut cursor = String::new();
    loop {
        let mut task = Task::new(Want::Items(component.kind, component.id.clone(), cursor.clone()), platform);
        let done = asker.run(&mut task);
        if done.is_err() {
            component.more = true;
            return done;
        }
        component.items.append(&mut task.found.items);
        let next = task.found.cursor;
        // A cursor that comes back would go on for ever.
        component.more = !next.is_empty() && next != cursor;
        if !component.more || component.items.len() >= most.max(1).next_multiple_of(PAGE) {
            break;
        }
        cursor = next;
    }
    if component.items.len() > most {
        component.items.truncate(most);
        component.more = true;
    }
    Ok(())
}
