//! From the drafts of one place to its record: each field from the best source that has it.

use commune_services::data::{Access, Hours, Known, NEEDS, Record};

use super::draft::{Draft, digits};
use super::hours::{self, Span, Unread};

/// A record, the words to find it by, and where its sources contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The record.
    pub record: Record,
    /// Words to find it by, beside its fields.
    pub keywords: Vec<String>,
    /// Language of the title.
    pub lang: &'static str,
    /// Indices of the drafts, the main one first.
    pub drafts: Vec<usize>,
    /// Finding id, index of the draft that differs, and what was seen.
    pub conflicts: Vec<(&'static str, usize, String)>,
}

/// The hours of every draft, read once.
pub struct Read {
    /// The hours, where the draft has a text or a remark.
    pub hours: Option<Hours>,
    /// Why they could not be read.
    pub why: Option<Unread>,
}

/// Reads the hours of a draft.
#[must_use]
pub fn read_hours(draft: &Draft, span: Span) -> Read {
    if draft.hours.is_empty() && draft.osm.is_empty() && draft.remarks.is_empty() {
        return Read { hours: None, why: None };
    }
    let (mut hours, why) = if draft.osm.is_empty() {
        if draft.hours.is_empty() { (Hours::default(), None) } else { hours::read(&draft.hours, span) }
    } else {
        hours::read(&draft.osm, span)
    };
    hours.text.clone_from(&draft.hours);
    hours.remarks.clone_from(&draft.remarks);
    let date = if draft.hours_checked.is_empty() { &draft.record.sources[0].3 } else { &draft.hours_checked };
    hours.checked.clone_from(date);
    Read { hours: Some(hours), why }
}

/// Merges a group of drafts, sorted by origin.
#[must_use]
pub fn merge(group: &[usize], drafts: &[Draft], read: &[Read]) -> Merged {
    let main = &drafts[group[0]];
    let mut merged = Merged {
        record: Record { hours: read[group[0]].hours.clone(), ..main.record.clone() },
        keywords: main.keywords.clone(),
        lang: main.lang,
        drafts: group.to_vec(),
        conflicts: Vec::new(),
    };
    for (position, index) in group.iter().enumerate().skip(1) {
        let source = u16::try_from(position).unwrap_or(u16::MAX);
        let other = &drafts[*index];
        merged.record.sources.push(other.record.sources[0].clone());
        fields(&mut merged.record, &other.record, source);
        merged.keywords.extend(other.keywords.iter().cloned());
        // The other name is a way to find the place.
        if other.record.title != main.record.title {
            merged.keywords.push(other.record.title.clone());
        }
        conflicts(&mut merged, main, other, *index);
        take_hours(&mut merged, read, *index, source);
        take_access(&mut merged, &other.record.access, *index, source);
    }
    merged.record.from.sort();
    merged
}

/// Fills what is empty.
fn fields(record: &mut Record, other: &Record, source: u16) {
    macro_rules! fill {
        ($($field:ident),*) => {$(
            if record.$field.is_empty() && !other.$field.is_empty() {
                record.$field.clone_from(&other.$field);
                record.from.push((stringify!($field).to_owned(), source));
            }
        )*};
    }
    fill!(description, phone, email, links, audience, cost, online, appointment);
    if record.address.len() < 2 && other.address.len() > record.address.len() {
        record.address.clone_from(&other.address);
        record.from.push(("address".to_owned(), source));
    }
    if record.at.is_none() && other.at.is_some() {
        record.at = other.at;
        record.from.push(("at".to_owned(), source));
    }
    if record.insee.is_empty() {
        record.insee.clone_from(&other.insee);
        record.commune.clone_from(&other.commune);
    }
    if matches!(record.kind.as_str(), "autre" | "") && other.kind != "autre" {
        record.kind.clone_from(&other.kind);
    }
    for event in &other.events {
        if !record.events.contains(event) {
            record.events.push(event.clone());
        }
    }
}

fn conflicts(merged: &mut Merged, main: &Draft, other: &Draft, index: usize) {
    let numbers = |draft: &Draft| draft.record.phone.iter().map(|number| digits(number)).collect::<Vec<_>>();
    let (ours, theirs) = (numbers(main), numbers(other));
    if !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|number| theirs.contains(number)) {
        let seen = format!("{} / {}", main.record.phone.join(", "), other.record.phone.join(", "));
        merged.conflicts.push(("disagree-phone", index, seen));
    }
}

fn take_hours(merged: &mut Merged, read: &[Read], index: usize, source: u16) {
    let Some(theirs) = &read[index].hours else { return };
    let Some(ours) = &mut merged.record.hours else {
        merged.record.hours = Some(Hours { source, ..theirs.clone() });
        return;
    };
    if ours.is_read() && theirs.is_read() {
        let same = |day: i32| {
            (ours.day(day).open, ours.day(day).maybe) == (theirs.day(day).open, theirs.day(day).maybe)
        };
        if !(ours.first..ours.first + ours.count).all(same) {
            let seen = format!("« {} » / « {} »", ours.text, theirs.text);
            merged.conflicts.push(("disagree-hours", index, seen));
        }
    }
    // Hours that can be read beat hours that cannot.
    if !ours.is_read() && theirs.is_read() {
        let mut remarks = ours.remarks.clone();
        remarks.extend(theirs.remarks.iter().filter(|text| !ours.remarks.contains(text)).cloned());
        if !ours.text.is_empty() {
            remarks.push(ours.text.clone());
        }
        *ours = Hours { source, remarks, ..theirs.clone() };
    }
}

fn take_access(merged: &mut Merged, theirs: &Access, index: usize, source: u16) {
    for (need, name) in NEEDS {
        let Some(known) = theirs.get(need) else { continue };
        let ours = merged.record.access.get_mut(need);
        match ours {
            Some(Known(Some(ours), ..)) => {
                if known.0.is_some_and(|theirs| theirs != *ours) {
                    let word = |yes: bool| if yes { "oui" } else { "non" };
                    let seen = format!("{name} : {} / {}", word(*ours), word(!*ours));
                    merged.conflicts.push(("disagree-access", index, seen));
                }
            }
            // A note without an answer gives way to an answer.
            Some(Known(None, ..)) if known.0.is_none() => {}
            _ => *ours = Some(Known(known.0, source, known.2.clone())),
        }
    }
}
