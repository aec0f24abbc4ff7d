//! Opening hours against answers written by hand, and against the crate `opening-hours`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{NaiveDate, NaiveDateTime};
use commune_packs::services::hours::{self, Span};
use commune_services::data::Hours;
use commune_services::model::hours::{Moment, Now, civil, day_number};
use opening_hours::localization::Country;
use opening_hours::{Context, OpeningHours, RuleKind};

/// A text, and moments with their answers and as they are written.
type Schedule = (&'static str, Vec<(Moment, &'static str, &'static str)>);

/// The lines of `data/hours.tsv`.
fn schedules() -> Vec<Schedule> {
    include_str!("data/hours.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (text, answers) = line.split_once('\t').unwrap();
            let answers = answers.split("; ").map(|answer| {
                let (when, state) = answer.split_once(' ').unwrap();
                (moment(when), state, when)
            });
            (text, answers.collect())
        })
        .collect()
}

fn moment(text: &str) -> Moment {
    let when = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
    use chrono::{Datelike, Timelike};
    Moment {
        day: day_number(when.year(), when.month() as u8, when.day() as u8),
        minute: (when.hour() * 60 + when.minute()) as u16,
    }
}

fn span(date: (i16, i8, i8)) -> Span {
    Span::of_build(jiff::civil::date(date.0, date.1, date.2))
}

fn state(hours: &Hours, at: Moment) -> &'static str {
    match hours.at(at.day, at.minute) {
        Now::Open(_) => "open",
        Now::Closed => "closed",
        Now::Maybe => "maybe",
        Now::Unknown => "unread",
    }
}

#[test]
fn sixty_schedules_answer_as_written_by_hand() {
    let schedules = schedules();
    assert_eq!(schedules.len(), 60);
    let (mut answers, mut wrong) = (0, Vec::new());
    for (text, moments) in &schedules {
        // Written on 2026-11-24; one moment lies in the week before.
        let (hours, why) = hours::read(text, span((2026, 11, 16)));
        for (at, expected, when) in moments {
            answers += 1;
            let said = state(&hours, *at);
            if said != *expected {
                wrong.push(format!(
                    "{text:?} at {when}: {said}, by hand {expected} ({why:?}, {:?})",
                    hours::osm(text)
                ));
            }
        }
    }
    println!("60 schedules, {answers} answers, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// The crate's own answer, by its own way of asking.
fn of_crate(hours: &OpeningHours, at: Moment) -> &'static str {
    let (year, month, day) = civil(at.day);
    let when = NaiveDate::from_ymd_opt(year, month.into(), day.into())
        .unwrap()
        .and_hms_opt(u32::from(at.minute) / 60, u32::from(at.minute) % 60, 0)
        .unwrap();
    match hours.state(when).0 {
        RuleKind::Open => "open",
        RuleKind::Closed => "closed",
        RuleKind::Unknown => "maybe",
    }
}

/// Schedules of places: those by hand that can be read, and generated ones.
fn places(random: &mut Random) -> Vec<(String, OpeningHours)> {
    let mut texts: Vec<String> = schedules().iter().filter_map(|(text, _)| hours::osm(text).ok()).collect();
    let days = [
        "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "Mo-Fr", "Tu-Sa", "Mo,We,Fr", "Sa-Su", "Fr-Mo", "Sa[1,3]",
        "We[-1]",
    ];
    let times = [
        "09:00-12:00",
        "09:00-12:00,14:00-17:30",
        "08:15-19:45",
        "22:00-02:00",
        "18:00-26:30",
        "00:00-24:00",
        "10:00-12:00,13:00-14:00,16:00-20:00",
        "23:30-01:15",
        "02:00-03:00",
        "01:30-02:30",
    ];
    let ends = [
        "",
        "; PH off",
        "; PH 10:00-12:00",
        "; Dec 25 off; May 01 off",
        "; Jul-Aug off",
        "; easter off",
        "; Sa 10:00-11:00 unknown",
        "; week 30-33 off",
        "; Aug 01-20 Mo-Fr 10:00-12:00",
    ];
    let mut pick = |list: &[&'static str]| list[random.below(list.len() as u64) as usize];
    for _ in 0..300 {
        texts.push(format!(
            "{} {}; {} {}{}",
            pick(&days),
            pick(&times),
            pick(&days),
            pick(&times),
            pick(&ends)
        ));
    }
    texts
        .into_iter()
        .filter_map(|text| {
            let context = Context::default().with_holidays(Country::FR.holidays());
            let hours = text.parse::<OpeningHours>().ok()?.with_context(context);
            Some((text, hours))
        })
        .collect()
}

#[test]
fn ten_thousand_moments_agree_with_the_crate() {
    let mut random = Random(20_261_124);
    let places = places(&mut random);
    // Builds whose days together hold two whole years, with every holiday and four changes of clocks.
    let builds = [(2026, 1, 5), (2026, 12, 28)].map(span);
    let mut compact: Vec<(usize, Hours)> = Vec::new();
    let mut unread = 0;
    for (text, _) in &places {
        for (build, span) in builds.iter().enumerate() {
            let (hours, why) = hours::read(text, *span);
            if why.is_some() {
                unread += 1;
            }
            compact.push((build, hours));
        }
    }
    let clocks = ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"];
    let (mut asked, mut wrong) = (0_u32, Vec::new());
    let mut ask = |place: usize, at: Moment| {
        for (index, span) in builds.iter().enumerate() {
            if at.day < span.first || at.day >= span.first + span.count {
                continue;
            }
            let (_, hours) = &compact[place * builds.len() + index];
            if !hours.is_read() {
                continue;
            }
            asked += 1;
            let (ours, theirs) = (state(hours, at), of_crate(&places[place].1, at));
            if ours != theirs {
                wrong.push(format!(
                    "{} at {:?} {}: {ours}, the crate {theirs}",
                    places[place].0,
                    civil(at.day),
                    at.minute
                ));
            }
        }
    };
    for _ in 0..10_000 {
        let place = random.below(places.len() as u64) as usize;
        let day = day_number(2026, 1, 5) + random.below(720) as i32;
        ask(place, Moment { day, minute: random.below(1440) as u16 });
    }
    for place in 0..places.len() {
        for date in clocks {
            let day = moment(&format!("{date}T00:00")).day;
            for minute in [59, 90, 119, 120, 150, 179, 180, 210, 600] {
                ask(place, Moment { day, minute });
            }
        }
        for span in builds {
            for (day, _) in hours::holidays(span) {
                ask(place, Moment { day, minute: 570 + random.below(120) as u16 });
            }
        }
    }
    println!(
        "{} places ({unread} readings never open), {asked} answers, {} wrong",
        places.len(),
        wrong.len()
    );
    assert!(asked > 10_000);
    assert!(wrong.is_empty(), "{}", wrong[..wrong.len().min(20)].join("\n"));
}

#[test]
fn the_next_opening_is_the_first_minute_that_is_open() {
    let mut random = Random(7);
    let span = span((2026, 11, 24));
    for (text, _) in places(&mut random).iter().take(120) {
        let (hours, _) = hours::read(text, span);
        for _ in 0..6 {
            let at = Moment { day: span.first + random.below(300) as i32, minute: random.below(1440) as u16 };
            if !matches!(hours.at(at.day, at.minute), Now::Closed) {
                continue;
            }
            let Some(next) = hours.next_opening(at.day, at.minute) else { continue };
            assert!(matches!(hours.at(next.day, next.minute), Now::Open(_)), "{text} {at:?} {next:?}");
            let (mut day, mut minute) = (at.day, at.minute);
            while (Moment { day, minute }) < next {
                assert!(
                    !matches!(hours.at(day, minute), Now::Open(_)),
                    "{text}: {at:?} {next:?} {day} {minute}"
                );
                minute += 1;
                if minute == 1440 {
                    (day, minute) = (day + 1, 0);
                }
            }
        }
    }
}

#[test]
fn a_common_week_is_small() {
    let (hours, _) =
        hours::read("lundi au vendredi 9h-12h et 14h-17h30, samedi 9h-12h", span((2026, 11, 24)));
    assert!(hours.but.is_empty());
    assert_eq!(hours.weeks.len(), 1);
    let (hours, _) =
        hours::read("Apr-Sep Mo-Su 08:00-20:00; Oct-Mar Mo-Su 09:00-17:00; PH off", span((2026, 11, 24)));
    let json = serde_json::to_string(&hours).unwrap();
    println!("{} bytes: {json}", json.len());
    assert!(json.len() < 500, "{json}");
}

#[test]
fn instants_around_the_changes_of_clocks_agree_with_the_crate_in_paris() {
    use chrono::{DateTime, Datelike, Timelike, Utc};
    use chrono_tz::Europe::Paris;
    use opening_hours::localization::TzLocation;

    let mut random = Random(31);
    let places = places(&mut random);
    let span = span((2026, 1, 5));
    let compact: Vec<Hours> = places.iter().map(|(text, _)| hours::read(text, span).0).collect();
    // Both changes of 2026, at 01:00 UTC (Directive 2000/84/EC), then any instant of the year.
    let changes = [1_774_746_000_i64, 1_792_890_000];
    let mut instants: Vec<i64> =
        changes.iter().flat_map(|change| (-72..=72).map(move |step| change + step * 300)).collect();
    instants.extend((0..400).map(|_| 1_767_600_000 + (random.below(31_000_000) / 60 * 60) as i64));
    let mut asked = 0;
    for (place, (text, parsed)) in places.iter().enumerate() {
        if !compact[place].is_read() {
            continue;
        }
        let context = parsed.get_context().clone().with_locale(TzLocation::new(Paris));
        let there = parsed.clone().with_context(context);
        for instant in instants.iter().skip(place % 7).step_by(7) {
            let local = DateTime::<Utc>::from_timestamp(*instant, 0).unwrap().with_timezone(&Paris);
            let later = local + chrono::Duration::minutes(1);
            if later.naive_local() < local.naive_local() {
                // The crate asks for the minute from 02:59 to 02:00, which is none.
                continue;
            }
            let at = Moment {
                day: day_number(local.year(), local.month() as u8, local.day() as u8),
                minute: (local.hour() * 60 + local.minute()) as u16,
            };
            let theirs = match there.state(local).0 {
                RuleKind::Open => "open",
                RuleKind::Closed => "closed",
                RuleKind::Unknown => "maybe",
            };
            asked += 1;
            assert_eq!(state(&compact[place], at), theirs, "{text} at {local}");
        }
    }
    println!("{} places, {asked} instants", places.len());
    assert!(asked > 10_000);
}
