//! The sample answers of `../shared/decidim`, decoded, partial errors and refusals included.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test says that it skips")]

use commune_consultation::client::{Failure, Found, Memory, Query, Task, Want};
use commune_consultation::data::pack::{Attachment, Kind, LocaleRule, Platform};
use commune_consultation::model::said::{State, state};
use serde_json::{Value, json};
use std::path::PathBuf;

fn sample(name: &str) -> Option<Value> {
    let path =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/decidim/fixtures")).join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no shared/decidim/fixtures/{name}");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

fn platform() -> Platform {
    Platform { url: "https://p.example.org".into(), ..Platform::default() }
}

fn first(want: Want, answer: &Value) -> Result<Found, Failure> {
    let mut task = Task::new(want, &platform());
    task.answer(&mut Memory::default(), answer).map(|()| task.found)
}

fn items(kind: Kind, name: &str) -> Option<Found> {
    Some(first(Want::Items(kind, "1".into(), String::new()), &sample(name)?).unwrap())
}

#[test]
fn the_platform_and_its_processes_are_read() {
    let Some(ping) = sample("01-ping.json") else { return };
    assert_eq!(first(Want::Platform, &ping).unwrap().platform.name, "Participer à Exemple");
    let found = first(Want::Processes, &sample("02-processes.json").unwrap()).unwrap();
    let process = &found.processes[0];
    assert_eq!((process.slug.as_str(), process.start.as_str()), ("place-du-marche", "2026-09-01"));
    assert_eq!(process.title.len(), 3);
    assert_eq!(process.image, "https://p.example.org/rails/active_storage/blobs/redirect/abc--def/hero.jpg");
    assert_eq!(found.platform.locales, ["fr", "nl", "en"]);
    let found = first(Want::Process("place-du-marche".into()), &sample("03-process.json").unwrap()).unwrap();
    let process = &found.processes[0];
    let kinds: Vec<Kind> = process.components.iter().map(|component| component.kind).collect();
    let all = [
        Kind::Pages,
        Kind::Proposals,
        Kind::Meetings,
        Kind::Debates,
        Kind::Surveys,
        Kind::Budgets,
        Kind::Results,
        Kind::Posts,
        Kind::Other,
    ];
    assert_eq!(kinds, all);
    assert_eq!(process.steps[0].end, "2026-10-31", "a DateTime is the day where it was written");
    assert!(process.announcement.is_empty(), "empty texts are no texts");
    assert!(process.steps[1].active);
}

#[test]
fn answers_with_partial_errors_keep_their_data() {
    let Some(found) = items(Kind::Proposals, "05-proposals.json") else { return };
    assert_eq!(found.items.len(), 3);
    assert_eq!(found.cursor, "Mw==");
    assert_eq!(found.items[2].at, None, "coordinates that came with an error");
    assert_eq!(found.items[0].at, Some([50.622, 3.1498]));
    assert_eq!(found.items[1].supports, None, "hidden supports are not zero");
    assert_eq!(state(&found.items[0]), State::Other);
    let found = items(Kind::Meetings, "07-meetings.json").unwrap();
    let meeting = &found.items[1];
    assert_eq!((meeting.seats, meeting.registration, meeting.mode.as_str()), (Some(12), true, "in_person"));
    assert_eq!(found.items[0].seats, None);
    assert_eq!(found.cursor, "", "the last page");
}

#[test]
fn each_kind_of_item_is_read() {
    if sample("06-proposal.json").is_none() {
        return;
    }
    let one = |kind, name: &str| {
        let want = Want::Item(kind, "1".into(), "2".into());
        first(want, &sample(name).unwrap()).unwrap().items.remove(0)
    };
    let proposal = one(Kind::Proposals, "06-proposal.json");
    assert_eq!((proposal.supports, proposal.answer.len()), (Some(42), 1));
    assert_eq!(one(Kind::Meetings, "08-meeting.json").start, "2026-12-05T10:00:00+01:00");
    let of = |kind, name| items(kind, name).unwrap().items;
    assert_eq!(of(Kind::Debates, "09-debates.json")[0].comments, Some(14));
    assert_eq!(of(Kind::Surveys, "10-surveys.json")[0].questions.len(), 2);
    let budget = &of(Kind::Budgets, "11-budgets.json")[0];
    assert_eq!(
        (budget.amount, budget.items[0].amount, budget.items[0].selected),
        (Some(50_000.0), Some(8_000.0), Some(true))
    );
    let result = &of(Kind::Results, "12-results.json")[0];
    assert_eq!(
        (result.progress, result.state.as_str(), result.state_name.len()),
        (Some(25.0), "en_cours", 3)
    );
    assert_eq!(of(Kind::Pages, "13-pages.json")[0].body.len(), 1);
    assert_eq!(of(Kind::Posts, "14-posts.json")[0].published, "2026-09-12T09:00:00+02:00");
    // The two that have no counterpart still are answers.
    for name in ["04-process-components-by-type.json", "15-process-groups.json", "16-process-one-locale.json"]
    {
        assert_eq!(Failure::of_answer(&sample(name).unwrap()), None, "{name}");
    }
}

#[test]
fn sample_errors_have_their_cases() {
    let Some(aliases) = sample("error-http-200-aliases.json") else { return };
    assert!(matches!(first(Want::Processes, &aliases), Err(Failure::Refused { .. })));
    let complexity = sample("error-http-200-complexity.json").unwrap();
    assert!(matches!(first(Want::Processes, &complexity), Err(Failure::Refused { .. })));
    let denied = sample("error-http-401-api-auth-forced.json").unwrap();
    assert_eq!(first(Want::Processes, &denied), Err(Failure::LoginWanted));
    let broken = sample("error-http-500.json").unwrap();
    assert!(first(Want::Processes, &broken).is_err(), "data without what was asked");
    let mut memory = Memory::default();
    memory.learn(Query::ProcessesExtras, &sample("error-http-200-unknown-field.json").unwrap());
    assert!(memory.refused("ParticipatoryProcess.url") && !memory.refused("ParticipatoryProcess.taxonomies"));
}

fn list() -> Value {
    json!({"data": {"participatoryProcesses": [
        {"id": "7", "slug": "a", "title": {"translations": [{"locale": "fr", "text": "A"}, {"locale": "nl", "text": "B"}]},
         "steps": [{"position": 1, "title": {"translations": []}, "callToActionPath": "f/12/"},
                   {"position": 0, "callToActionPath": "javascript://x"}]},
        null, "x",
    ]}})
}

fn unknown(fields: &[(&str, &str)]) -> Value {
    let error = |(kind, field): &(&str, &str)| json!({"message": "?", "extensions": {"typeName": kind, "fieldName": field}});
    json!({"errors": fields.iter().map(error).collect::<Vec<_>>()})
}

#[test]
fn a_list_takes_two_requests_of_the_newest_version() {
    let mut memory = Memory::default();
    let mut task = Task::new(Want::Processes, &platform());
    assert!(task.request(&memory).unwrap().body.starts_with("query=query+Processes+"));
    task.answer(&mut memory, &list()).unwrap();
    assert!(task.request(&memory).unwrap().body.contains("taxonomies"));
    let extras = json!({"data": {"participatoryProcesses": [{
        "id": "7", "url": "https://p.example.org/fr/processes/a",
        "title": {"translations": [{"locale": "nl", "machineTranslated": true}]},
        "taxonomies": [
            {"id": "1", "isRoot": false, "name": {"translations": [{"locale": "fr", "text": "Nature"}]}, "parent": {"name": {"translations": [{"locale": "fr", "text": "Thèmes"}]}}},
            {"id": "2", "isRoot": false, "name": {"translations": [{"locale": "fr", "text": "Nord"}]}, "parent": {"name": {"translations": [{"locale": "fr", "text": "Périmètres"}]}}},
            {"id": "3", "isRoot": true},
        ],
    }]}});
    task.answer(&mut memory, &extras).unwrap();
    assert_eq!(task.request(&memory), None);
    let process = &task.found.processes[0];
    assert_eq!(process.themes.len(), 1);
    assert_eq!(process.areas[0].id, "t2");
    assert!(process.title[1].machine && !process.title[0].machine);
    assert_eq!(process.steps[1].action_url, "https://p.example.org/processes/a/f/12/");
    assert_eq!(process.steps[0].action_url, "");
    assert_eq!(task.found.platform.locale_rule, LocaleRule::Path);
}

#[test]
fn files_come_with_a_process_and_with_the_items_that_have_them() {
    let words = |text: &str| json!({"translations": [{"locale": "fr", "text": text}]});
    let files = json!([
        {"url": "/uploads/a.pdf", "type": "application/pdf", "title": words("Note")},
        {"url": "https://stockage.example.org/b.png", "type": "image/png"},
        {"url": "javascript:x", "type": "text/html"}, null, {"type": "x"},
    ]);
    let seen = |files: &[Attachment]| {
        let one = |file: &Attachment| (file.url.clone(), file.title.len());
        files.iter().map(one).collect::<Vec<_>>()
    };
    let wanted = [
        ("https://p.example.org/uploads/a.pdf".to_owned(), 1),
        ("https://stockage.example.org/b.png".to_owned(), 0),
    ];
    for (kind, name) in [(Kind::Proposals, "proposals"), (Kind::Meetings, "meetings")] {
        let mut task = Task::new(Want::Items(kind, "1".into(), String::new()), &platform());
        let page = |node: Value| json!({"data": {"component": {name: {"edges": [{"node": node}]}}}});
        let mut memory = Memory::default();
        task.answer(&mut memory, &page(json!({"id": "2"}))).unwrap();
        assert!(task.request(&memory).unwrap().body.contains("attachments"), "{name}");
        task.answer(&mut memory, &page(json!({"id": "2", "attachments": files}))).unwrap();
        assert_eq!(seen(&task.found.items[0].files), wanted, "{name}");
        let one =
            json!({"data": {"component": {name.trim_end_matches('s'): {"id": "2", "attachments": files}}}});
        let found = first(Want::Item(kind, "1".into(), "2".into()), &one).unwrap();
        assert_eq!(seen(&found.items[0].files), wanted, "{name}");
    }
    let mut task = Task::new(Want::Process("a".into()), &platform());
    let mut memory = Memory::default();
    task.answer(&mut memory, &json!({"data": {"participatoryProcess": {"id": "7"}}})).unwrap();
    task.answer(&mut memory, &json!({"data": {"participatoryProcess": {"id": "7", "attachments": files}}}))
        .unwrap();
    assert_eq!(seen(&task.found.processes[0].files), wanted);
    // An old platform, which has no titles, is asked for its files all the same.
    let mut memory = Memory::default();
    for field in ["Meeting.url", "Meeting.withdrawn", "LocalizedString.machineTranslated", "Attachment.title"]
    {
        memory.refuse(field);
    }
    let text = Query::MeetingsExtras.text(&memory).unwrap();
    assert!(text.contains("attachments { url type }") && !text.contains("title"), "{text}");
}

#[test]
fn a_list_takes_three_requests_of_an_old_version_and_two_after_that() {
    let mut memory = Memory::default();
    let mut task = Task::new(Want::Processes, &platform());
    task.answer(&mut memory, &list()).unwrap();
    let refusal = unknown(&[
        ("ParticipatoryProcess", "url"),
        ("ParticipatoryProcess", "taxonomies"),
        ("LocalizedString", "machineTranslated"),
    ]);
    task.answer(&mut memory, &refusal).unwrap();
    let third = task.request(&memory).unwrap().body;
    assert!(third.contains("scope") && !third.contains("taxonomies") && !third.contains("machineTranslated"));
    let scopes = json!({"data": {"participatoryProcesses": [{"id": "7",
        "scope": {"id": "3", "name": {"translations": [{"locale": "fr", "text": "Nord"}]}}, "categories": []}]}});
    task.answer(&mut memory, &scopes).unwrap();
    assert_eq!(task.request(&memory), None);
    assert_eq!(task.found.processes[0].areas[0].id, "s3");
    // The next list, and a process, never ask for those again.
    for want in [Want::Processes, Want::Process("a".into())] {
        let mut task = Task::new(want.clone(), &platform());
        let answer = if want == Want::Processes {
            list()
        } else {
            json!({"data": {"participatoryProcess": {"id": "7"}}})
        };
        task.answer(&mut memory, &answer).unwrap();
        let body = task.request(&memory).unwrap().body;
        assert!(
            body.contains("scope") && !body.contains("taxonomies") && !body.contains("machineTranslated"),
            "{want:?}"
        );
    }
}

#[test]
fn a_failure_of_the_extras_keeps_the_list() {
    for fails in [true, false] {
        let mut memory = Memory::default();
        let mut task = Task::new(Want::Processes, &platform());
        task.answer(&mut memory, &list()).unwrap();
        if fails {
            task.fail(Failure::TimedOut).unwrap();
        } else {
            // A refusal that names no field: what stands in for them is asked once, then nothing.
            for _ in 0..2 {
                assert!(task.request(&memory).is_some());
                task.answer(&mut memory, &json!({"errors": [{"message": "?"}]})).unwrap();
            }
        }
        assert_eq!(task.request(&memory), None);
        assert_eq!(task.found.processes.len(), 2, "and what is no object is an empty process");
    }
    let mut task = Task::new(Want::Processes, &platform());
    assert_eq!(task.fail(Failure::TimedOut), Err(Failure::TimedOut));
    assert_eq!(task.request(&Memory::default()), None);
}

#[test]
fn meetings_are_asked_one_page_at_a_time() {
    let memory = Memory::default();
    let task = Task::new(Want::Items(Kind::Meetings, "12".into(), "Mw==".into()), &platform());
    let body = task.request(&memory).unwrap().body;
    assert!(
        body.contains("%22after%22%3A%22Mw%3D%3D%22") && body.contains("%24first%3A+Int+%3D+50"),
        "{body}"
    );
}

#[test]
fn what_is_not_there_is_gone_and_an_empty_platform_is_no_failure() {
    let none = json!({"data": {"participatoryProcess": null}});
    assert_eq!(first(Want::Process("x".into()), &none), Err(Failure::Gone));
    let other = json!({"data": {"component": {"__typename": "Component", "id": "1"}}});
    assert_eq!(first(Want::Items(Kind::Meetings, "1".into(), String::new()), &other), Err(Failure::Gone));
    let empty = json!({"data": {"participatoryProcesses": []}});
    assert_eq!(first(Want::Processes, &empty).unwrap().processes, []);
}
