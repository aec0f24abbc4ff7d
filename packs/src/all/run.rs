//! One step after the other: whether it is run, and what becomes of what it wrote.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::report::{Line, Outcome};
use super::state::{Past, State};
use super::step::{Build, Step, When, days_since};
use super::{key, place};
use crate::check;
use crate::french::count;

/// Faults of written packs that are told one by one.
const MOST: usize = 10;

/// Runs a step where it has to be, and keeps in the state what became of it. `forced`: whatever did not change.
///
/// # Errors
/// The published folder cannot be read or written. What is wrong with the source is told by the line.
pub(super) fn one(step: &dyn Step, build: &Build<'_>, state: &mut State, forced: bool) -> Result<Line> {
    let past = state.steps.get(step.id()).cloned();
    let mut line = Line::of(step, past.as_ref());
    let asked = step.when() == When::Asked;
    if asked && build.offline {
        line.outcome = Outcome::Offline;
        line.remarks = past.as_ref().map(|past| past.remarks.clone()).unwrap_or_default();
        if past.is_none() {
            line.remarks.push("il n'y a pas encore de paquet : lancez la commande avec le réseau.".into());
        }
        return Ok(line);
    }
    let inputs = match step.inputs(build) {
        Ok(inputs) => inputs,
        Err(faults) => return Ok(line.failed(faults)),
    };
    let key = match key::of_step(&step.settings(build), &inputs, |path| build.shown(path)) {
        Ok(key) => key,
        Err(fault) => return Ok(line.failed(vec![fault])),
    };
    let names: Vec<String> = inputs.iter().map(|path| build.shown(path)).collect();
    line.inputs.clone_from(&names);
    if let Some(past) = &past
        && !forced
        && !asked
        && past.key == key
        && !is_due(step, build, past)
        && place::untouched(build.place, past)
    {
        line.outcome = Outcome::Unchanged;
        line.remarks.clone_from(&past.remarks);
        line.stale = place::stale(build.place, past, &past.files)?;
        if line.stale != past.stale {
            state.steps.insert(step.id().to_owned(), Past { stale: line.stale.clone(), ..past.clone() });
        }
        return Ok(line);
    }

    let aside = build.place.join(place::ASIDE);
    clear(&aside)?;
    fs::create_dir_all(&aside).with_context(|| format!("cannot create {}", aside.display()))?;
    let made = step.run(build, &aside);
    let mut made = match made {
        Ok(made) => made,
        Err(error) => {
            clear(&aside)?;
            return Ok(line.failed(vec![build.told(french(&error))]));
        }
    };
    if made.faults.is_empty() || made.partly {
        let found = checked(&aside, &build.generated)?;
        if !found.is_empty() {
            made.faults.extend(found);
            made.partly = false;
        }
    }
    let told = |sentences: Vec<String>| sentences.into_iter().map(|one| build.told(one)).collect();
    let (faults, mut remarks): (Vec<String>, Vec<String>) = (told(made.faults), told(made.remarks));
    if !faults.is_empty() && !made.partly {
        clear(&aside)?;
        return Ok(line.failed(faults));
    }
    let moved = place::all(&aside, build.place)?;
    step.placed(build)?;
    clear(&aside)?;
    let before = past.unwrap_or_default();
    let gone = before.inputs.iter().filter(|name| !names.contains(name));
    remarks.extend(gone.map(|name| format!("{name} n'est plus lu : il n'est plus là, ou plus nommé.")));
    line.replaced = moved.replaced;
    line.files = moved.files.len() as u64;
    line.since = Some(build.generated.clone());
    let mut past = Past { made: build.generated.clone(), remarks, inputs: names, ..Past::default() };
    if faults.is_empty() {
        line.outcome = if moved.replaced == 0 { Outcome::Unchanged } else { Outcome::Done };
        past.key = key;
        past.stale = place::stale(build.place, &before, &moved.files)?;
        past.files = moved.files;
    } else {
        // The files of wrong rows are those of the last time, and still the step's.
        line.outcome = Outcome::Partly;
        past.files = before.files;
        past.files.extend(moved.files);
        past.stale = before.stale;
    }
    line.faults = faults;
    line.remarks.clone_from(&past.remarks);
    line.stale.clone_from(&past.stale);
    state.steps.insert(step.id().to_owned(), past);
    Ok(line)
}

/// An error of a command: a file that cannot be read in French, all else as the command tells it.
fn french(error: &anyhow::Error) -> String {
    let outer = error.to_string();
    let path = outer.strip_prefix("cannot read ").or_else(|| outer.strip_prefix("cannot open "));
    match (path, error.root_cause().downcast_ref::<std::io::Error>()) {
        (Some(path), Some(cause)) => key::unreadable(path, cause),
        _ => format!("{error:#}."),
    }
}

fn is_due(step: &dyn Step, build: &Build<'_>, past: &Past) -> bool {
    let refreshed = match step.when() {
        When::Days(days) => Some(days),
        _ => None,
    };
    let promised = step.next().and_then(|next| build.promised_days(next));
    let Some(days) = refreshed.into_iter().chain(promised).min() else { return false };
    // A clock that went back counts as time that passed.
    past.made.parse().is_ok_and(|made| !(0..i64::from(days)).contains(&days_since(made, build.today)))
}

/// What `check` has against the packs.
fn checked(aside: &Path, today: &str) -> Result<Vec<String>> {
    let found = check::folder(aside, today)?;
    let faults = found.iter().filter(|(_, finding)| finding.fault);
    let told = |(path, finding): &(std::path::PathBuf, check::Finding)| {
        let name = path.strip_prefix(aside).unwrap_or(path).display();
        format!("{name} {} : {}", finding.at, finding.sentence).replace("  :", " :")
    };
    let mut out: Vec<String> = faults.map(told).collect();
    let more = out.len().saturating_sub(MOST);
    out.truncate(MOST);
    if more > 0 {
        out.push(format!("et {}.", count(more as u64, "autre faute")));
    }
    Ok(out)
}

/// Removes what a run left aside, this one or one that was interrupted.
pub(super) fn clear(aside: &Path) -> Result<()> {
    match fs::remove_dir_all(aside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", aside.display()))
        }
        _ => Ok(()),
    }
}
