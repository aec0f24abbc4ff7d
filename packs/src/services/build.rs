//! From drafts to records, findings and packs.

use std::collections::{BTreeMap, HashMap};

use commune_services::data::{Commune, Pack, Record, SCHEMA, Source};
use jiff::civil::Date;

use super::check::Checks;
use super::collect::Collected;
use super::communes::{Belongs, Communes};
use super::draft::{Draft, Origins};
use super::findings::Finding;
use super::geo::{metres, round};
use super::hours::{Span, holidays, time_zone};
use super::join::{Joined, join};
use super::links::addresses_of;
use super::merge::{Merged, Read, merge, read_hours};

/// What the packs say of themselves.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// ISO date of the build.
    pub generated: String,
    /// Who publishes.
    pub owner: String,
    /// How to reach the owner.
    pub contact: String,
    /// ISO date by which newer packs are expected, or empty.
    pub next_update: String,
    /// True for invented records.
    pub demo: bool,
}

/// Everything that is written.
pub struct Built {
    /// The records, in a fixed order.
    pub merged: Vec<Merged>,
    /// The joins and duplicates.
    pub joined: Joined,
    /// The findings.
    pub findings: Vec<Finding>,
    /// The days that are known.
    pub span: Span,
}

/// Joins, merges and checks what was collected.
#[must_use]
pub fn build(
    collected: &mut Collected,
    communes: &Communes,
    today: Date,
    dead: &BTreeMap<String, String>,
    demo: bool,
) -> Built {
    let span = Span::of_build(today);
    let drafts = &collected.drafts;
    let read = read_all(drafts, span);
    let joined = join(drafts);
    let checks = Checks { communes, drafts, read: &read, files: &collected.files, today };
    let mut findings = std::mem::take(&mut collected.findings);
    let mut merged = Vec::with_capacity(joined.groups.len());
    let mut left_out = vec![false; drafts.len()];
    for group in &joined.groups {
        // A shop that completes no place of the commune's is none of its services.
        if let [alone] = group[..]
            && drafts[alone].only_joined
        {
            left_out[alone] = true;
            let report = &mut collected.reports[drafts[alone].file];
            report.used -= 1;
            report.outside += 1;
            continue;
        }
        merged.push(merge(group, drafts, &read));
    }
    for (index, draft) in drafts.iter().enumerate() {
        if left_out[index] {
            continue;
        }
        checks.draft(index, collected.belongs[index], &mut findings);
        for address in addresses_of(draft) {
            if let Some(why) = dead.get(address) {
                findings.push(checks.finding(index, "link-dead", format!("{address} ({why})")));
            }
        }
    }
    checks.joined(&joined, &mut findings);
    checks.merged(&merged, &mut findings);
    for one in &mut merged {
        one.record.demo = demo;
        if let Some((longitude, latitude)) = one.record.at {
            one.record.at = Some((round(longitude), round(latitude)));
        }
    }
    merged.sort_by(|a, b| a.record.id.cmp(&b.record.id));
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| {
            (finding.insee.clone(), finding.source, finding.file.clone(), finding.line, finding.kind)
        };
        key(a).cmp(&key(b))
    });
    findings.dedup();
    Built { merged, joined, findings, span }
}

/// Reads the hours of every draft; a text is expanded once.
fn read_all(drafts: &[Draft], span: Span) -> Vec<Read> {
    let mut known: HashMap<(&str, &str), (commune_services::data::Hours, Option<super::hours::Unread>)> =
        HashMap::new();
    drafts
        .iter()
        .map(|draft| {
            let key = (draft.hours.as_str(), draft.osm.as_str());
            if let Some((hours, why)) = known.get(&key) {
                let mut read = Read { hours: Some(hours.clone()), why: *why };
                if let Some(hours) = &mut read.hours {
                    hours.remarks.clone_from(&draft.remarks);
                    let date = &draft.record.sources[0].3;
                    let date = if draft.hours_checked.is_empty() { date } else { &draft.hours_checked };
                    hours.checked.clone_from(date);
                }
                return read;
            }
            let read = read_hours(draft, span);
            if let Some(hours) = &read.hours
                && key != ("", "")
            {
                known.insert(key, (hours.clone(), read.why));
            }
            read
        })
        .collect()
}

/// The packs of the communes, in the order of [`Communes::list`].
#[must_use]
pub fn packs(
    built: &Built,
    communes: &Communes,
    collected: &Collected,
    publication: &Publication,
) -> Vec<Pack> {
    let holidays = holidays(built.span);
    let files = Files::of(collected);
    let list: Vec<Commune> = communes
        .list
        .iter()
        .map(|commune| Commune { at: commune.at.map(|(x, y)| (round(x), round(y))), ..commune.clone() })
        .collect();
    let shared =
        built.merged.iter().filter(|one| one.record.procedure && one.record.insee.is_empty()).count();
    let mut by_commune: HashMap<&str, Vec<&Merged>> = HashMap::new();
    for one in &built.merged {
        by_commune.entry(&one.record.insee).or_default().push(one);
    }
    let helps: Vec<&Record> =
        built.merged.iter().map(|one| &one.record).filter(|record| is_help(record)).collect();
    let mut read: Vec<&str> =
        collected.reports.iter().map(|report| described(&report.source).0.name()).collect();
    read.dedup();
    list.iter()
        .map(|commune| {
            let own: &[&Merged] = by_commune.get(commune.insee.as_str()).map_or(&[], Vec::as_slice);
            let places: Vec<&Record> =
                own.iter().map(|one| &one.record).filter(|record| !record.procedure).collect();
            let procedures = own.len() - places.len() + shared;
            let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
            for place in &places {
                *kinds.entry(&place.kind).or_default() += 1;
            }
            let sources = sources(own, &files, collected);
            let mut names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
            names.dedup();
            if names.is_empty() {
                // That nothing is known of a commune is what these say.
                names.clone_from(&read);
            }
            Pack {
                schema: SCHEMA.into(),
                generated: publication.generated.clone(),
                owner: publication.owner.clone(),
                contact: publication.contact.clone(),
                next_update: publication.next_update.clone(),
                source: if publication.demo { super::demo::SOURCE.into() } else { names.join(", ") },
                licence: if publication.demo {
                    "Sans licence : lieux inventés pour la démonstration".into()
                } else {
                    licences(&sources)
                },
                coverage: coverage(places.len(), procedures),
                demo: publication.demo,
                commune: commune.clone(),
                time_zone: time_zone(&commune.insee).into(),
                index: "../index/".into(),
                // Known once the index is written.
                ids: String::new(),
                town_hall: town_hall(&places),
                help: help(&helps, commune),
                holidays: holidays.clone(),
                communes: neighbours(&list, commune),
                contour: communes
                    .contours
                    .get(&commune.insee)
                    .map(super::geo::Contour::outer)
                    .unwrap_or_default(),
                kinds: kinds.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect(),
                sources,
            }
        })
        .collect()
}

fn coverage(places: usize, procedures: usize) -> String {
    let count =
        |number: usize, word: &str| format!("{number}\u{a0}{word}{}", if number > 1 { "s" } else { "" });
    format!("{}, {}", count(places, "lieu").replace("lieus", "lieux"), count(procedures, "démarche"))
}

fn licences(sources: &[Source]) -> String {
    let mut licences: Vec<&str> =
        sources.iter().map(|source| source.licence.as_str()).filter(|licence| !licence.is_empty()).collect();
    licences.sort_unstable();
    licences.dedup();
    licences.join(", ")
}

/// The town hall itself before its offices and annexes: the commune's own word first, then the
/// directory's, then the plainest name.
fn town_hall(places: &[&Record]) -> Option<Record> {
    let rank = |record: &Record| {
        let origin = match record.sources.first().map(|origin| origin.0.as_str()) {
            Some("own") => 0,
            Some("dila") => 1,
            _ => 2,
        };
        let plain = crate::read::column::normal(&record.title);
        let named = plain.starts_with("mairie") || plain.starts_with("hotel_de_ville");
        (!named, origin, record.title.chars().count())
    };
    let halls = places.iter().filter(|record| record.kind == "mairie");
    halls.min_by_key(|record| (rank(record), &record.id)).map(|record| (**record).clone())
}

fn is_help(record: &Record) -> bool {
    !record.procedure
        && (matches!(record.kind.as_str(), "numerique" | "france-services")
            || record.events.iter().any(|event| event == "numerique"))
}

/// The place of digital help of the commune that is nearest to its centre, else the nearest of all.
fn help(helps: &[&Record], commune: &Commune) -> Option<Record> {
    let far = |record: &Record| match record.at.zip(commune.at) {
        Some((a, b)) => metres(a, b) as u64,
        None => 1_000_000,
    };
    let best = helps.iter().min_by_key(|record| (record.insee != commune.insee, far(record), &record.id))?;
    // Beyond a bus ride it helps nobody.
    (best.insee == commune.insee || far(best) < 30_000).then(|| (**best).clone())
}

/// A run of more communes than this is no metropole: a pack then lists those around its own only.
const METROPOLE: usize = 400;
/// Metres around a commune whose names and postcodes a resident may type.
const AROUND: f64 = 30_000.0;

fn neighbours(list: &[Commune], commune: &Commune) -> Vec<Commune> {
    if list.len() <= METROPOLE {
        return list.to_vec();
    }
    let near = |other: &&Commune| {
        other.insee == commune.insee || other.at.zip(commune.at).is_some_and(|(a, b)| metres(a, b) <= AROUND)
    };
    list.iter().filter(near).cloned().collect()
}

/// What the files of a run have in common for all communes.
struct Files {
    /// Rows of each file that are of every commune.
    shared: Vec<u32>,
    /// The newest date of a record of each file.
    newest: Vec<String>,
}

impl Files {
    fn of(collected: &Collected) -> Self {
        let mut shared = vec![0; collected.files.len()];
        let mut newest = vec![String::new(); collected.files.len()];
        for (draft, belongs) in collected.drafts.iter().zip(&collected.belongs) {
            // A file of the metropole's procedures has rows for every commune.
            shared[draft.file] += u32::from(*belongs == Belongs::All);
            let date = &draft.record.sources[0].3;
            if *date > newest[draft.file] && date.parse::<Date>().is_ok() {
                newest[draft.file].clone_from(date);
            }
        }
        Self { shared, newest }
    }
}

/// A source by its id, its address and its licence.
fn described(origin: &str) -> (Origins, &'static str, &'static str) {
    match origin {
        "dila" => (Origins::Dila, "https://lannuaire.service-public.fr/", "Licence Ouverte 2.0"),
        "acceslibre" => (Origins::Acceslibre, "https://acceslibre.beta.gouv.fr/", "Licence Ouverte 2.0"),
        "mednum" => (Origins::Mednum, "https://lamednum.coop/", "Licence Ouverte 2.0"),
        _ => (Origins::Own, "", ""),
    }
}

/// The files that a commune's records come from.
fn sources(own: &[&Merged], files: &Files, collected: &Collected) -> Vec<Source> {
    let mut rows = files.shared.clone();
    for one in own {
        for index in &one.drafts {
            rows[collected.drafts[*index].file] += 1;
        }
    }
    let mut sources = Vec::new();
    for (file, (report, rows)) in collected.reports.iter().zip(rows).enumerate() {
        if rows == 0 {
            continue;
        }
        let (origin, url, licence) = described(&report.source);
        sources.push(Source {
            name: origin.name().into(),
            url: url.into(),
            licence: licence.into(),
            owner: if origin == Origins::Dila { "DILA".into() } else { String::new() },
            date: files.newest[file].clone(),
            rows,
            bad_rows: u32::try_from(report.bad).unwrap_or(u32::MAX),
        });
    }
    sources
}
