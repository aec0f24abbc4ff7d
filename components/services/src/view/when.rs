//! Moments in words, and what time it is in the commune.

use crate::{
    messages::Msg,
    model::hours::{DAY, Moment, civil, day_number},
};
use commune_source::value::Value;
use commune_ui::{
    i18n::Messages,
    js::{call, construct, global, object},
};
use wasm_bindgen::JsValue;

/// Milliseconds of a civil day in UTC, where days have no change of the clocks.
const DAY_MS: f64 = 86_400_000.0;

/// Now in a time zone by its IANA name; in the visitor's own where the browser does not know that one.
pub fn now(time_zone: &str) -> Moment {
    let date = construct(&global("Date"), &[]);
    let zone = object(&[("timeZone", time_zone.into())]);
    // Swedish writes 2026-11-24 09:05:00, with the digits of ISO and in every browser.
    let read =
        |options: &[JsValue]| call(&date, "toLocaleString", options).ok().and_then(|text| text.as_string());
    let text = read(&["sv-SE".into(), zone]).or_else(|| read(&["sv-SE".into()])).unwrap_or_default();
    let mut numbers = [0i32; 5];
    let mut rank = 0;
    let mut within = false;
    for c in text.bytes() {
        if c.is_ascii_digit() && rank < 5 {
            numbers[rank] = numbers[rank] * 10 + i32::from(c - b'0');
            within = true;
        } else if within {
            within = false;
            rank += 1;
        }
    }
    let [year, month, day, hour, minute] = numbers;
    // Some engines write midnight as 24.
    Moment { day: day_number(year, month as u8, day as u8), minute: ((hour % 24) * 60 + minute) as u16 }
}

/// The ISO date of a day.
pub fn iso(day: i32) -> String {
    let (year, month, date) = civil(day);
    [&*year.to_string(), "-", &*two(month.into()), "-", &*two(date.into())].concat()
}

fn two(n: u16) -> String {
    [if n < 10 { "0" } else { "" }, &*n.to_string()].concat()
}

/// A time of the day in words; minutes past 24 hours are of the next day.
pub fn time(m: &Messages, minute: u16) -> String {
    let minute = minute % DAY;
    let (hour, rest) = ((minute / 60).to_string(), minute % 60);
    match (minute, rest) {
        (0, _) => m.by_name("services.midnight"),
        (_, 0) => m.with(Msg::TimeHour, &[("h", &hour)]).to_string(),
        _ => m.with(Msg::Time, &[("h", &hour), ("m", &two(rest))]).to_string(),
    }
}

/// The name of a day of the week.
pub fn weekday(m: &Messages, day: i32) -> String {
    let date = construct(&global("Date"), &[(f64::from(day) * DAY_MS).into()]);
    let options = object(&[("weekday", "long".into()), ("timeZone", "UTC".into())]);
    let words = call(&date, "toLocaleDateString", &[m.lang().tag().into(), options]);
    words.ok().and_then(|words| words.text()).unwrap_or_default()
}

/// 'today at 9', 'tomorrow at 9', 'Monday at 9', 'on 3 December at 9'.
pub fn when(m: &Messages, moment: Moment, now: Moment) -> String {
    let time = time(m, moment.minute);
    let (message, name, words) = match moment.day - now.day {
        0 => (Msg::Today, "day", String::new()),
        1 => (Msg::Tomorrow, "day", String::new()),
        2..=6 => (Msg::Weekday, "day", weekday(m, moment.day)),
        _ => (Msg::OnDate, "date", m.date(&iso(moment.day))),
    };
    m.with(message, &[("time", &time), (name, &words)]).to_string()
}
