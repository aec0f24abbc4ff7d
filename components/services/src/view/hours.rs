//! Whether a place is open, and its hours.

use super::{Scene, when, words};
use crate::{
    data::{Hours, Record},
    messages::Msg,
    model::{
        hours::{DAY, Day, Moment},
        standing::{Standing, checked, holiday_unsaid, is_old, standing},
    },
};
use commune_ui::{i18n::Messages, icon::icon, table::data_table, writer::Writer};

const TICK: &str = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12l3 3 5-6";
const BAR: &str = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12h8";
const ASK: &str = "M12 3 2 20h20zM12 10v4M12 17v.5";

/// Whether a place is open, in words; a class and an icon say it a second time.
pub fn standing_words(
    m: &Messages,
    scene: &Scene<'_>,
    record: &Record,
) -> Option<(String, &'static str, &'static str)> {
    let hours = record.hours.as_ref()?;
    let now = scene.now;
    let old = is_old(checked(record, hours), now.day, scene.config.hours_age);
    Some(match standing(hours, now, old) {
        Standing::Open(until) => (open_words(m, until, now), "open", TICK),
        Standing::Check(_) => (m.text(Msg::Check).to_string(), "doubt", ASK),
        Standing::Closed(None) => (m.text(Msg::Closed).to_string(), "shut", BAR),
        Standing::Closed(Some(next)) => {
            let when = when::when(m, next, now);
            (m.with(Msg::ClosedThen, &[("when", &when)]).to_string(), "shut", BAR)
        }
        Standing::Maybe => (m.text(Msg::Maybe).to_string(), "doubt", ASK),
        Standing::Unknown => (m.text(Msg::Unknown).to_string(), "doubt", ASK),
    })
}

fn open_words(m: &Messages, until: Option<Moment>, now: Moment) -> String {
    let Some(until) = until else { return m.text(Msg::Open).to_string() };
    // Midnight is still of the day that it ends.
    if until.day == now.day || (until.minute == 0 && until.day == now.day + 1) {
        return m.with(Msg::OpenUntil, &[("time", &when::time(m, until.minute))]).to_string();
    }
    m.with(Msg::OpenThen, &[("when", &when::when(m, until, now))]).to_string()
}

/// Writes whether a place is open, and what makes that doubtful.
pub fn status(w: &mut Writer<'_>, scene: &Scene<'_>, record: &Record) {
    let Some((words, class, path)) = standing_words(w.m, scene, record) else { return };
    w.open("p part=status");
    w.set("class", &["status ", class].concat());
    icon(w, path);
    w.leaf("strong", &words);
    w.close();
    let Some(hours) = &record.hours else { return };
    if let Some(name) = holiday_unsaid(hours, &scene.pack.holidays, scene.now.day) {
        w.open("p class=status");
        icon(w, ASK);
        let words = w.m.with(Msg::Holiday, &[("name", name)]);
        w.text(&words);
        w.close();
    }
}

/// Intervals in words.
pub fn intervals(m: &Messages, minutes: &[u16]) -> String {
    if minutes == [0, DAY] {
        return m.text(Msg::HoursAllDay).to_string();
    }
    let mut out = String::new();
    for pair in minutes.chunks_exact(2) {
        if !out.is_empty() {
            out.push_str(", ");
        }
        let (from, to) = (when::time(m, pair[0]), when::time(m, pair[1]));
        out.push_str(&m.with(Msg::HoursRange, &[("from", &from), ("to", &to)]));
    }
    out
}

/// What is said of one day.
pub fn day_words(m: &Messages, hours: &Hours, day: &Day<'_>, holidays: &[(i32, String)]) -> String {
    let mut line = String::new();
    if !day.open.is_empty() {
        words::add(&mut line, &intervals(m, day.open));
    }
    if !day.maybe.is_empty() {
        words::add(&mut line, &m.with(Msg::HoursMaybe, &[("hours", &intervals(m, day.maybe))]));
    }
    if line.is_empty() {
        line = m.text(if day.known { Msg::Closed } else { Msg::HoursNotKnown }).to_string();
    }
    if !day.said.is_empty() {
        words::add(&mut line, day.said);
    }
    if day.differs {
        words::add(&mut line, &m.text(Msg::HoursDiffers));
    }
    if let Some(name) = holiday_unsaid(hours, holidays, day.day) {
        words::add(&mut line, &m.with(Msg::Holiday, &[("name", name)]));
    }
    line
}

/// The seven days from today on: name and what is said of it.
pub fn week(m: &Messages, scene: &Scene<'_>, hours: &Hours) -> Vec<(String, String)> {
    let day = |offset| {
        let number = scene.now.day + offset;
        let name = when::weekday(m, number);
        let name = if offset == 0 { m.with(Msg::HoursTodayRow, &[("day", &name)]).to_string() } else { name };
        (name, day_words(m, hours, &hours.day(number), &scene.pack.holidays))
    };
    (0..7).map(day).collect()
}

/// Writes the hours: the table, the remarks, when they were checked.
pub fn hours(w: &mut Writer<'_>, scene: &Scene<'_>, record: &Record, hours: &Hours, id: &str, title: &str) {
    if hours.is_read() {
        let m = w.m;
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (name, words) in week(m, scene, hours) {
            rows.push(vec![name, words]);
        }
        w.open("div class=hours");
        let caption = m.with(Msg::HoursOf, &[("title", title)]);
        let columns = [m.text(Msg::HoursDay), m.text(Msg::HoursOpen)];
        data_table(w, &["hours-", id].concat(), &caption, &columns, &rows);
        w.close();
    } else if !hours.text.is_empty() {
        words::say(w, "p", Msg::HoursText, &[("text", &hours.text)]);
    }
    w.list("ul", &hours.remarks, &|remark| remark.clone());
    let date = checked(record, hours);
    let message = match is_old(date, scene.now.day, scene.config.hours_age) {
        true if date.is_empty() => Msg::CheckedNever,
        true => Msg::CheckedOld,
        false => Msg::Checked,
    };
    let date = w.m.date(date.get(..10).unwrap_or(date));
    words::say(w, "p class=muted", message, &[("date", &date)]);
}
