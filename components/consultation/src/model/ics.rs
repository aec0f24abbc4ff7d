//! Calendar files: <https://www.rfc-editor.org/rfc/rfc5545>, made in the browser.
//!
//! Instants are written in UTC, so that no definition of a time zone is needed and a clock change moves nothing.
//! A meeting that lasts whole days where it was written is an all-day event.

use super::{html, link, text, time};
use crate::data::pack::{Component, Item, Platform, Process};

/// One event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// The same for ever, so that a second download replaces the first.
    pub uid: String,
    /// ISO instant, or date for an all-day event.
    pub start: String,
    /// ISO instant or date (the last day), or empty.
    pub end: String,
    /// ISO instant of the last change.
    pub stamp: String,
    /// Title.
    pub title: String,
    /// What it is about.
    pub body: String,
    /// Place and address.
    pub place: String,
    /// Latitude and longitude in degrees.
    pub at: Option<[f64; 2]>,
    /// Its page.
    pub url: String,
    /// Language of its texts.
    pub lang: String,
}

/// The event of a meeting; `None` where it has no start that can be read.
#[must_use]
pub fn event(
    platform: &Platform,
    process: &Process,
    component: &Component,
    item: &Item,
    lang: &str,
) -> Option<Event> {
    time::instant(&item.start)?;
    let mut place = text::words(&item.place, lang);
    if !item.address.is_empty() && !place.contains(&item.address) {
        if !place.is_empty() {
            place.push_str(", ");
        }
        place.push_str(&item.address);
    }
    let title = text::pick(&item.title, lang);
    Some(Event {
        uid: ["meeting-", &item.id, "@", link::host(&platform.url)].concat(),
        start: item.start.clone(),
        end: item.end.clone(),
        stamp: item.updated.clone(),
        title: title.map(|title| html::plain(title.text)).unwrap_or_default(),
        body: text::words(&item.body, lang),
        place,
        at: item.at,
        url: link::item(platform, process, component, item, lang),
        lang: title.filter(|title| title.fallback).map_or(lang, |title| title.lang).to_owned(),
    })
}

/// A calendar of events. `now` is the ISO instant of the making; it dates the events that have no date of their
/// last change.
#[must_use]
pub fn calendar(events: &[Event], now: &str) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//commune-widgets//consultation 1//FR");
    line(&mut out, "CALSCALE:GREGORIAN");
    for event in events {
        write(&mut out, event, now);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn write(out: &mut String, event: &Event, now: &str) {
    line(out, "BEGIN:VEVENT");
    text_line(out, "UID", "", &event.uid);
    let stamp = time::instant(&event.stamp).or_else(|| time::instant(now));
    let stamp = stamp.unwrap_or(time::Instant { seconds: 0, offset: 0 });
    line(out, &["DTSTAMP:", &stamp.basic_utc()].concat());
    times(out, event);
    text_line(out, "SUMMARY", &event.lang, &event.title);
    text_line(out, "DESCRIPTION", &event.lang, &event.body);
    text_line(out, "LOCATION", &event.lang, &event.place);
    if let Some([latitude, longitude]) = event.at
        && latitude.abs() <= 90.0
        && longitude.abs() <= 180.0
    {
        line(out, &["GEO:", &degrees(latitude), ";", &degrees(longitude)].concat());
    }
    if !event.url.is_empty() && !event.url.chars().any(char::is_control) {
        line(out, &["URL:", &event.url].concat());
    }
    line(out, "END:VEVENT");
}

/// The start and the end. The end of an all-day event is the day after its last one (section 3.6.1).
fn times(out: &mut String, event: &Event) {
    let (start, end) = (time::instant(&event.start), time::instant(&event.end));
    let days = match (start, end) {
        (Some(start), Some(end)) => time::whole_days(start, end),
        (None, _) => {
            let first = time::day_number(&event.start);
            first.map(|first| {
                (first, time::day_number(&event.end).map_or(first + 1, |last| last.max(first) + 1))
            })
        }
        _ => None,
    };
    match (days, start) {
        (Some((first, after)), _) => {
            line(out, &["DTSTART;VALUE=DATE:", &time::basic_date(first)].concat());
            line(out, &["DTEND;VALUE=DATE:", &time::basic_date(after)].concat());
        }
        (None, Some(start)) => {
            line(out, &["DTSTART:", &start.basic_utc()].concat());
            // An end that is not after the start is forbidden.
            if let Some(end) = end.filter(|end| end.seconds > start.seconds) {
                line(out, &["DTEND:", &end.basic_utc()].concat());
            }
        }
        (None, None) => {}
    }
}

/// Degrees with six decimals, without the float formatting of the standard library, which weighs kilobytes.
fn degrees(value: f64) -> String {
    let millionths = (value.abs() * 1e6 + 0.5) as u64;
    let fraction = (millionths % 1_000_000 + 1_000_000).to_string();
    let sign = if value < 0.0 && millionths > 0 { "-" } else { "" };
    [sign, &(millionths / 1_000_000).to_string(), ".", &fraction[1..]].concat()
}

/// A property of text, escaped (section 3.3.11); nothing where the text is empty.
fn text_line(out: &mut String, name: &str, lang: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let mut all = name.to_owned();
    if !lang.is_empty() && lang.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        all.push_str(";LANGUAGE=");
        all.push_str(lang);
    }
    all.push(':');
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => {
                all.push('\\');
                all.push(c);
            }
            '\n' => all.push_str("\\n"),
            c if c.is_control() => {}
            c => all.push(c),
        }
    }
    line(out, &all);
}

/// A content line, folded at 75 octets and never within a character (section 3.1).
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_written_without_float_formatting() {
        for (value, text) in [
            (50.621, "50.621000"),
            (-3.15, "-3.150000"),
            (0.0, "0.000000"),
            (-0.000_000_1, "0.000000"),
            (3.000_000_6, "3.000001"),
            (0.05, "0.050000"),
            (179.999_999_9, "180.000000"),
        ] {
            assert_eq!(degrees(value), text);
        }
    }

    #[test]
    fn whole_days_are_all_day_events() {
        let lines = |start: &str, end: &str| {
            let event = Event { start: start.into(), end: end.into(), ..Event::default() };
            let mut out = String::new();
            times(&mut out, &event);
            out.replace("\r\n", " ")
        };
        let day = "DTSTART;VALUE=DATE:20261205 DTEND;VALUE=DATE:20261206 ";
        assert_eq!(lines("2026-12-05T00:00:00+01:00", "2026-12-05T23:59:00+01:00"), day);
        assert_eq!(lines("2026-12-05T00:00:00+01:00", "2026-12-06T00:00:00+01:00"), day);
        assert_eq!(lines("2026-12-05", "2026-12-05"), day);
        assert_eq!(lines("2026-12-05", ""), day);
        // A weekend over a clock change has 49 hours, and is two days.
        let weekend = "DTSTART;VALUE=DATE:20261024 DTEND;VALUE=DATE:20261026 ";
        assert_eq!(lines("2026-10-24T00:00:00+02:00", "2026-10-25T23:59:59+01:00"), weekend);
        assert_eq!(
            lines("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
            "DTSTART:20261025T003000Z DTEND:20261025T013000Z "
        );
        assert_eq!(
            lines("2026-12-05T10:00:00+01:00", "2026-12-05T09:00:00+01:00"),
            "DTSTART:20261205T090000Z "
        );
        assert_eq!(lines("x", ""), "");
    }
}
