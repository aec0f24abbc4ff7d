//! The quality report and the joins, on packs of 5,000 records with planted faults, and on the sample files.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "the figures of the bars")]

#[path = "services/faults.rs"]
mod faults;
#[path = "services/generator.rs"]
mod generator;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use commune_packs::services::build::{Built, build};
use commune_packs::services::collect::Collected;
use commune_packs::services::communes::Communes;
use commune_packs::services::draft::Origins;
use commune_packs::services::findings::KINDS;
use generator::{World, communes, file};

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 24);

fn collect(communes: &mut Communes, files: &[(Origins, String)]) -> Collected {
    let mut collected = Collected::default();
    for (origin, text) in files {
        collected.take(communes, *origin, origin.id(), &mut text.as_bytes()).unwrap();
    }
    collected.settle(communes);
    collected
}

/// The worlds of three seeds and what became of them: both tests look at the same.
fn runs() -> &'static [(u64, World, Collected, Built)] {
    static RUNS: OnceLock<Vec<(u64, World, Collected, Built)>> = OnceLock::new();
    RUNS.get_or_init(|| {
        let one = |seed| {
            let world = World::generate(seed, 5000);
            let (collected, built) = run(&world);
            (seed, world, collected, built)
        };
        [1, 2, 3].map(one).into()
    })
}

fn run(world: &World) -> (Collected, Built) {
    let mut communes = communes();
    let files: Vec<(Origins, String)> = [Origins::Own, Origins::Dila, Origins::Mednum, Origins::Acceslibre]
        .into_iter()
        .map(|origin| (origin, file(origin, &world.rows[&origin])))
        .collect();
    let mut collected = collect(&mut communes, &files);
    for report in &collected.reports {
        assert_eq!((report.bad, &report.stopped), (0, &None), "{report:?}");
        assert!(report.unknown_headers.is_empty(), "{report:?}");
    }
    let built = build(&mut collected, &communes, TODAY, &BTreeMap::new(), false);
    (collected, built)
}

/// The place of each draft, as the generator knows it.
fn truth(world: &World, collected: &Collected) -> Vec<usize> {
    let of = |draft: &commune_packs::services::draft::Draft| {
        world.place_of[&(draft.origin, draft.record.sources[0].2.clone())]
    };
    collected.drafts.iter().map(of).collect()
}

#[test]
fn every_planted_fault_is_found() {
    for (seed, world, _, built) in runs() {
        let records: usize = world.rows.values().map(Vec::len).sum();
        let found: HashSet<(&str, &str)> =
            built.findings.iter().map(|finding| (finding.kind, finding.id.as_str())).collect();
        let missed: Vec<_> =
            world.planted.iter().filter(|(kind, id)| !found.contains(&(*kind, id.as_str()))).collect();
        let kinds: BTreeSet<&str> = world.planted.iter().map(|(kind, _)| *kind).collect();
        // What is told and was not planted, of the kinds that mislead residents.
        let planted: HashSet<(&str, &str)> =
            world.planted.iter().map(|(kind, id)| (*kind, id.as_str())).collect();
        let serious: HashSet<&str> = KINDS.iter().filter(|kind| kind.serious).map(|kind| kind.id).collect();
        let extra: Vec<_> = built
            .findings
            .iter()
            .filter(|one| serious.contains(one.kind) && !planted.contains(&(one.kind, one.id.as_str())))
            .map(|one| (one.kind, one.id.as_str(), one.seen.as_str()))
            .collect();
        println!(
            "seed {seed}: {records} records, {} faults of {} kinds planted, {} missed, {} serious ones told beside",
            world.planted.len(),
            kinds.len(),
            missed.len(),
            extra.len(),
        );
        assert!(records >= 5000);
        assert!(missed.is_empty(), "{missed:?}");
        assert!(extra.is_empty(), "{extra:?}");
        // All kinds but a dead link, which needs a network, a schedule of more patterns than letters, and
        // a maybe, which is no fault.
        assert_eq!(kinds.len(), KINDS.len() - 3);
    }
}

#[test]
fn every_planted_join_is_found_and_few_others() {
    for (seed, world, collected, built) in runs() {
        let truth = truth(world, collected);
        let wrong: Vec<_> =
            built.joined.joins.iter().filter(|join| truth[join.pair.0] != truth[join.pair.1]).collect();
        let mut group_of = HashMap::new();
        for (group, drafts) in built.joined.groups.iter().enumerate() {
            for draft in drafts {
                group_of.insert(*draft, group);
            }
        }
        let mut by_place: HashMap<usize, Vec<usize>> = HashMap::new();
        for (draft, place) in truth.iter().enumerate() {
            by_place.entry(*place).or_default().push(draft);
        }
        let (mut planted, mut missed) = (0, Vec::new());
        for drafts in by_place.values() {
            for other in &drafts[1..] {
                // A copy in one source is a duplicate, which is told and not joined.
                if collected.drafts[*other].origin == collected.drafts[drafts[0]].origin {
                    continue;
                }
                planted += 1;
                if group_of[&drafts[0]] != group_of[other] {
                    missed.push((&collected.drafts[drafts[0]], &collected.drafts[*other]));
                }
            }
        }
        let made = built.joined.joins.len();
        println!(
            "seed {seed}: {planted} joins planted ({:?}), {} missed, {made} made, {} false ({:.2} %)",
            world.joins,
            missed.len(),
            wrong.len(),
            100.0 * wrong.len() as f64 / made as f64,
        );
        let names =
            |(a, b): &(&commune_packs::services::draft::Draft, &commune_packs::services::draft::Draft)| {
                format!(
                    "{:?} / {:?}",
                    (&a.record.title, a.record.at, &a.siret),
                    (&b.record.title, b.record.at, &b.siret)
                )
            };
        let missed: Vec<String> = missed.iter().map(names).collect();
        assert!(missed.is_empty(), "{}", missed[..missed.len().min(20)].join("\n"));
        let wrong: Vec<String> = wrong
            .iter()
            .map(|join| names(&(&collected.drafts[join.pair.0], &collected.drafts[join.pair.1])))
            .collect();
        println!("{}", wrong[..wrong.len().min(3)].join("\n"));
        assert!(wrong.len() * 100 <= made, "{}", wrong[..wrong.len().min(20)].join("\n"));
    }
}

fn shared(path: &str) -> Option<String> {
    let path = format!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/{}"), path);
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        println!("skipped: no shared/data beside the project");
    }
    text
}

#[test]
fn the_sample_files_pass_through() {
    let names = [
        (Origins::Dila, "lannuaire/bulk-2-mairies.json", 2),
        (Origins::Dila, "lannuaire/explore-v2.1-shape-DERIVED.json", 2),
        (Origins::Mednum, "mednum/exemple-valide.csv", 1),
        (Origins::Acceslibre, "acceslibre/exemple-valide.csv", 6),
    ];
    let mut both = Vec::new();
    for (origin, path, rows) in names {
        let Some(text) = shared(path) else { return };
        let mut communes = Communes::open(HashMap::new());
        let mut collected = collect(&mut communes, &[(origin, text)]);
        let report = collected.reports[0].clone();
        assert_eq!((report.rows, report.used, report.bad), (rows, rows, 0), "{report:?}");
        assert!(report.unknown_headers.is_empty(), "{report:?}");
        let built = build(&mut collected, &communes, TODAY, &BTreeMap::new(), false);
        assert_eq!(built.merged.len() as u64, rows);
        if origin == Origins::Dila {
            // The bulk file and the answer of the API are one directory.
            let hours: Vec<_> =
                built.merged.iter().map(|one| (&one.record.title, &one.record.hours)).collect();
            both.push(format!("{hours:?}"));
            let hall = &built.merged.iter().find(|one| one.record.insee == "45300").unwrap().record;
            assert_eq!(hall.kind, "mairie");
            let hours = hall.hours.as_ref().unwrap();
            assert!(hours.is_read());
            assert_eq!(hours.remarks, ["Accueil ouvert uniquement le 2e et 4e samedis de chaque mois."]);
            assert!(built.findings.iter().any(|finding| finding.kind == "link-insecure"));
        }
        if origin == Origins::Mednum {
            let place = &built.merged[0].record;
            assert_eq!(place.email.len(), 2);
            assert!(place.hours.as_ref().unwrap().is_read());
            assert_eq!(place.links.len(), 2);
        }
    }
    assert_eq!(both[0], both[1]);
}
