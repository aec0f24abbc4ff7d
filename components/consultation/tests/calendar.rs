//! Calendar files, read by the parser of crate `icalendar`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use commune_consultation::data::pack::{Component, Item, Kind, Platform, Process, Text};
use commune_consultation::model::ics::{Event, calendar, event};
use icalendar::parser::{read_calendar, unfold};
use icalendar::{
    Calendar, CalendarComponent, CalendarDateTime, Component as _, DatePerhapsTime, EventLike as _,
};
use proptest::prelude::*;

const NOW: &str = "2026-11-24T10:00:00+01:00";

fn read(text: &str) -> Vec<icalendar::Event> {
    let calendar: Calendar = text.parse().unwrap();
    let events = calendar.components.into_iter().map(|component| match component {
        CalendarComponent::Event(event) => event,
        other => panic!("{other:?}"),
    });
    events.collect()
}

fn utc(time: Option<DatePerhapsTime>) -> String {
    match time {
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(time))) => {
            time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
        }
        Some(DatePerhapsTime::Date(date)) => date.format("%Y-%m-%d").to_string(),
        other => panic!("{other:?}"),
    }
}

fn meeting(start: &str, end: &str) -> Item {
    let text = |lang: &str, text: &str| Text { lang: lang.into(), text: text.into(), machine: false };
    Item {
        id: "62".into(),
        title: vec![text("fr", "Balade ; la place, aujourd'hui \\ demain"), text("nl", "Buurtwandeling")],
        body: vec![text(
            "fr",
            "<p>Venez comme vous êtes.</p><p>Interprète LSF sur demande, accès de plain-pied ; goûter offert à tous les enfants.</p>",
        )],
        start: start.into(),
        end: end.into(),
        updated: "2026-10-01T09:00:00+02:00".into(),
        place: vec![text("fr", "Devant la mairie")],
        address: "Place de la Mairie, 59000 Exemple".into(),
        at: Some([50.621, 3.15]),
        ..Item::default()
    }
}

fn of(item: &Item, lang: &str) -> Event {
    let platform = Platform { url: "https://p.example.org".into(), ..Platform::default() };
    let process = Process { slug: "place".into(), ..Process::default() };
    let component = Component { id: "102".into(), kind: Kind::Meetings, ..Component::default() };
    event(&platform, &process, &component, item, lang).unwrap()
}

#[test]
fn a_meeting_is_read_back_by_a_parser_of_someone_elses() {
    let item = meeting("2026-12-05T10:00:00+01:00", "2026-12-05T12:00:00+01:00");
    let text = calendar(&[of(&item, "fr")], NOW);
    let events = read(&text);
    let event = &events[0];
    assert_eq!(event.get_uid(), Some("meeting-62@p.example.org"));
    assert_eq!(event.get_summary(), Some("Balade ; la place, aujourd'hui \\ demain"));
    assert_eq!(utc(event.get_start()), "2026-12-05T09:00:00Z");
    assert_eq!(utc(event.get_end()), "2026-12-05T11:00:00Z");
    assert_eq!(event.get_timestamp().unwrap().to_rfc3339(), "2026-10-01T07:00:00+00:00", "DTSTAMP");
    assert_eq!(event.get_location(), Some("Devant la mairie, Place de la Mairie, 59000 Exemple"));
    assert_eq!(event.property_value("GEO"), Some("50.621000;3.150000"));
    assert_eq!(event.get_url(), Some("https://p.example.org/processes/place/f/102/meetings/62?locale=fr"));
    assert!(event.get_description().unwrap().ends_with("tous les enfants."));
    let dutch = calendar(&[of(&item, "nl")], NOW);
    assert!(dutch.contains("SUMMARY;LANGUAGE=nl:Buurtwandeling\r\n"));
    assert_eq!(read(&dutch)[0].get_uid(), event.get_uid(), "the same meeting in another language");
    assert_eq!(calendar(&[of(&item, "fr")], "2027-01-01T00:00:00Z"), text, "made later, the same bytes");
}

#[test]
fn clock_changes_and_whole_days_are_right() {
    for (start, end, expected) in [
        // The night of the autumn change: two hours by the clock are three.
        (
            "2026-10-25T01:30:00+02:00",
            "2026-10-25T03:30:00+01:00",
            ("2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z"),
        ),
        // The hour that comes twice.
        (
            "2026-10-25T02:30:00+02:00",
            "2026-10-25T02:30:00+01:00",
            ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
        ),
        // The night of the spring change.
        (
            "2027-03-28T01:30:00+01:00",
            "2027-03-28T03:30:00+02:00",
            ("2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"),
        ),
        // A whole day, and the weekend of a change: the end is the day after.
        ("2026-12-05T00:00:00+01:00", "2026-12-05T23:59:59+01:00", ("2026-12-05", "2026-12-06")),
        ("2026-10-24T00:00:00+02:00", "2026-10-26T00:00:00+01:00", ("2026-10-24", "2026-10-26")),
    ] {
        let events = read(&calendar(&[of(&meeting(start, end), "fr")], NOW));
        assert_eq!(
            (utc(events[0].get_start()), utc(events[0].get_end())),
            (expected.0.into(), expected.1.into()),
            "{start}"
        );
    }
}

#[test]
fn all_meetings_go_into_one_file() {
    let items: Vec<Event> = (0..50)
        .map(|id| of(&Item { id: id.to_string(), ..meeting("2026-12-05T10:00:00+01:00", "") }, "fr"))
        .collect();
    let events = read(&calendar(&items, NOW));
    let mut uids: Vec<String> = events.iter().map(|event| event.get_uid().unwrap().to_owned()).collect();
    uids.dedup();
    assert_eq!(uids.len(), 50);
    assert!(read(&calendar(&[], NOW)).is_empty());
}

proptest! {
    #[test]
    fn any_text_is_folded_at_75_octets_and_read_back(title in "[^\\p{Cc}]{1,200}", body in "\\PC{0,300}") {
        let mut item = meeting("2026-12-05T10:00:00+01:00", "2026-12-05T12:00:00+01:00");
        item.title = vec![Text { lang: "fr".into(), text: title.replace(['<', '&'], "+"), machine: false }];
        item.body = vec![Text { lang: "fr".into(), text: body, machine: false }];
        let event = of(&item, "fr");
        let text = calendar(std::slice::from_ref(&event), NOW);
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
        prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
        let unfolded = unfold(&text);
        prop_assert!(read_calendar(&unfolded).is_ok());
        let events = read(&text);
        prop_assert_eq!(events.len(), 1);
        if !event.title.is_empty() {
            prop_assert_eq!(events[0].get_summary().unwrap_or_default(), event.title.as_str());
        }
    }
}
