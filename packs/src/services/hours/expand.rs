//! From the OSM syntax to the intervals of each day, by the crate `opening-hours`.

use opening_hours::localization::Country;
use opening_hours::{Context, OpeningHours, RuleKind};

use super::Unread;
use super::calendar::{Span, date};

const DAY: u16 = 1440;
/// A night ends before noon: an interval past midnight that does belongs to the evening before.
const NOON: u16 = 720;

/// The hours of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DayHours {
    /// `open, close…` in minutes; a close past 1440 is on the next day.
    pub open: Vec<u16>,
    /// The minutes at which the text says 'unknown'.
    pub maybe: Vec<u16>,
    /// The comments of the day, joined.
    pub said: String,
}

/// The hours of every day of a span.
#[derive(Clone, Debug, PartialEq)]
pub struct Expanded {
    /// The days.
    pub span: Span,
    /// One entry per day.
    pub days: Vec<DayHours>,
}

/// The text as the crate reads it, with the public holidays of France.
#[must_use]
pub fn parse(text: &str) -> Option<OpeningHours> {
    let hours: OpeningHours = text.parse().ok()?;
    Some(hours.with_context(Context::default().with_holidays(Country::FR.holidays())))
}

/// True where the crate reads the text.
pub(super) fn parses(text: &str) -> bool {
    // A comment alone is a rule of every day to the crate: it says no hours.
    text.bytes().any(|byte| byte.is_ascii_digit() || byte == b'-') && parse(text).is_some()
}

/// Expands a text of the OSM syntax.
///
/// # Errors
/// It does not parse, or depends on what is not known here.
pub fn expand(osm: &str, span: Span) -> Result<Expanded, Unread> {
    let hours = parse(osm).ok_or(Unread::Words)?;
    let bare = without_comments(osm).to_ascii_lowercase();
    let words = || bare.split(|c: char| !c.is_ascii_alphabetic());
    if words().any(|word| word == "sh") {
        return Err(Unread::SchoolHolidays);
    }
    if words().any(|word| ["dawn", "sunrise", "sunset", "dusk"].contains(&word)) {
        return Err(Unread::Sun);
    }
    let mut days = Vec::new();
    for day in span.first..span.first + span.count {
        let date = date(day).ok_or(Unread::Words)?;
        days.push(day_hours(&hours, date));
    }
    for next in 1..days.len() {
        let (before, after) = days.split_at_mut(next);
        join_night(&mut before[next - 1], &mut after[0]);
    }
    Ok(Expanded { span, days })
}

fn day_hours(hours: &OpeningHours, date: chrono::NaiveDate) -> DayHours {
    let mut day = DayHours::default();
    for range in hours.schedule_at(date) {
        let start = range.range.start.mins_from_midnight().min(DAY);
        let end = range.range.end.mins_from_midnight().min(DAY);
        if !range.comment.is_empty() && !day.said.contains(&*range.comment) {
            if !day.said.is_empty() {
                day.said.push_str(", ");
            }
            day.said.push_str(&range.comment);
        }
        let list = match range.kind {
            RuleKind::Open => &mut day.open,
            RuleKind::Unknown => &mut day.maybe,
            RuleKind::Closed => continue,
        };
        if start >= end {
            continue;
        }
        // Two rules that touch, with comments of their own, are one opening.
        if list.last() == Some(&start) {
            list.pop();
        } else {
            list.push(start);
        }
        list.push(end);
    }
    day
}

/// Gives the small hours of a night to the evening that they follow.
fn join_night(before: &mut DayHours, after: &mut DayHours) {
    if before.open.last() == Some(&DAY) && after.open.first() == Some(&0) && after.open[1] <= NOON {
        if let Some(close) = before.open.last_mut() {
            *close = DAY + after.open[1];
        }
        after.open.drain(..2);
        if after.open.is_empty() && after.maybe.is_empty() && after.said == before.said {
            after.said.clear();
        }
    }
}

fn without_comments(text: &str) -> String {
    text.split('"').step_by(2).collect::<Vec<_>>().join(" ")
}
