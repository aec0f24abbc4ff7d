//! Common French ways to write opening hours, rewritten in the OSM syntax.
//!
//! Strict on purpose: a word that is not known leaves the whole text unread, because hours that are
//! half understood send people to a closed door.

use std::fmt::Write as _;

use super::Unread;
use super::french_words::{PUBLIC, Token, tokens};

/// Rewrites a text.
///
/// # Errors
/// It says something else than days, times and seasons, or too little.
pub fn normalise(text: &str) -> Result<String, Unread> {
    let tokens = tokens(text);
    if tokens.contains(&Token::School) {
        return Err(Unread::SchoolHolidays);
    }
    let mut reader = Reader::default();
    let mut at = 0;
    while at < tokens.len() {
        at += reader.take(&tokens[at..]).ok_or(Unread::Words)?;
    }
    reader.finish().ok_or(Unread::Words)?;
    write(&reader.rules).ok_or(Unread::Words)
}

/// A day and, where only some of a month count, their numbers.
#[derive(Clone, Debug, PartialEq)]
struct DayOf {
    day: u8,
    nth: Vec<i8>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Rule {
    /// First and last month.
    season: Option<(u8, u8)>,
    days: Vec<DayOf>,
    /// Dates that are closed: day and month.
    dates: Vec<(u16, u8)>,
    times: Vec<u16>,
    closed: bool,
    appointment: bool,
    except: Vec<DayOf>,
}

impl Rule {
    fn is_complete(&self) -> bool {
        self.closed || !self.times.is_empty()
    }
}

#[derive(Default)]
struct Reader {
    rules: Vec<Rule>,
    rule: Rule,
    season: Option<(u8, u8)>,
    /// Ordinals that wait for their day.
    ordinals: Vec<i8>,
    /// Days that follow are closed, or left out.
    excluding: bool,
    including: bool,
    /// `fermé` came before its days.
    closed_first: bool,
    /// The last thing was a day, and may open a range.
    day_before: bool,
    /// The last thing was a connector of ranges.
    to: bool,
}

impl Reader {
    /// Takes what stands first, and says how many tokens that was.
    fn take(&mut self, tokens: &[Token]) -> Option<usize> {
        let (to, day_before) = (self.to, self.day_before);
        self.to = false;
        self.day_before = false;
        match &tokens[0] {
            Token::Unknown | Token::School => return None,
            Token::Filler | Token::And => {}
            Token::To => {
                self.to = true;
                self.day_before = day_before;
            }
            Token::Stop => {
                self.excluding = false;
                self.including = false;
                if self.rule.is_complete() || self.rule.appointment {
                    self.finish()?;
                }
            }
            Token::Appointment => self.rule.appointment = true,
            Token::Including => self.including = true,
            Token::Except => self.excluding = true,
            Token::Closed => self.closed(),
            Token::Ordinal(nth) => {
                // `1er mai` is a date.
                if let (1, Some(Token::Month(month))) = (*nth, tokens.get(1)) {
                    self.date(1, *month)?;
                    return Some(2);
                }
                self.ordinals.push(*nth);
            }
            Token::Day(day) => {
                let range = to && day_before && *day != PUBLIC && self.ordinals.is_empty();
                self.days(&[*day], range)?;
                self.day_before = true;
            }
            Token::Days(days) => self.days(days, false)?,
            Token::AllDay => self.times(&[0, 1440])?,
            Token::Month(first) => {
                let last = match (tokens.get(1), tokens.get(2)) {
                    (Some(Token::To), Some(Token::Month(last))) => Some(*last),
                    _ => None,
                };
                if self.rule.is_complete() || !self.rule.days.is_empty() {
                    self.finish()?;
                }
                self.season = Some((*first, last.unwrap_or(*first)));
                self.rule.season = self.season;
                return Some(if last.is_some() { 3 } else { 1 });
            }
            Token::Number(day) if matches!(tokens.get(1), Some(Token::Month(_))) => {
                let Some(Token::Month(month)) = tokens.get(1) else { return None };
                self.date(*day, *month)?;
                return Some(2);
            }
            Token::Time(_) | Token::Number(_) => return self.span(tokens),
        }
        Some(1)
    }

    /// `9h-12h`, `9 à 12h`.
    fn span(&mut self, tokens: &[Token]) -> Option<usize> {
        let between =
            tokens.iter().skip(1).take_while(|token| matches!(token, Token::To | Token::Filler)).count();
        if !tokens[1..=between].contains(&Token::To) {
            return None;
        }
        let (start, end) = match (&tokens[0], tokens.get(between + 1)?) {
            (Token::Time(start), Token::Time(end)) => (*start, *end),
            (Token::Number(start), Token::Time(end)) if *start < 24 => (*start * 60, *end),
            (Token::Time(start), Token::Number(end)) if *end <= 24 => (*start, *end * 60),
            _ => return None,
        };
        // `minuit` opens a day, and closes one.
        self.times(&[start % 1440, end])?;
        Some(between + 2)
    }

    fn times(&mut self, span: &[u16; 2]) -> Option<()> {
        if !self.ordinals.is_empty() || self.rule.closed {
            return None;
        }
        if self.excluding && !self.rule.times.is_empty() {
            // `9h-17h sauf mercredi 9h-12h`: whose are these?
            return None;
        }
        self.excluding = false;
        self.including = false;
        self.rule.times.extend(span);
        Some(())
    }

    fn closed(&mut self) {
        if self.rule.is_complete() || self.rule.days.is_empty() {
            // The days come after: `fermé le jeudi`.
            if self.rule.is_complete() {
                let _ = self.finish();
            }
            self.rule.closed = true;
            self.closed_first = true;
        } else {
            // `Lundi : fermé`.
            self.rule.closed = true;
        }
        self.excluding = false;
    }

    fn date(&mut self, day: u16, month: u8) -> Option<()> {
        if !self.rule.closed || !(1..=31).contains(&day) {
            return None;
        }
        self.rule.dates.push((day, month));
        Some(())
    }

    fn days(&mut self, days: &[u8], range: bool) -> Option<()> {
        if self.including {
            self.including = false;
            return Some(());
        }
        let nth = std::mem::take(&mut self.ordinals);
        if self.excluding {
            let list = &mut self.rule.except;
            return add(list, days, &nth, range);
        }
        if self.rule.is_complete() && !self.closed_first {
            self.finish()?;
        }
        add(&mut self.rule.days, days, &nth, range)
    }

    /// Ends the rule under way.
    fn finish(&mut self) -> Option<()> {
        let next = Rule { season: self.season, ..Rule::default() };
        let rule = std::mem::replace(&mut self.rule, next);
        self.closed_first = false;
        self.excluding = false;
        if !self.ordinals.is_empty() {
            return None;
        }
        if rule.is_complete() {
            if rule.closed && rule.days.is_empty() && rule.dates.is_empty() {
                return None;
            }
            self.rules.push(rule);
            return Some(());
        }
        // `9h-17h du lundi au vendredi`: the days come last.
        if let [first] = &mut self.rules[..]
            && (first.days.is_empty() && !first.closed)
            && (!rule.days.is_empty() && rule.except.is_empty())
        {
            first.days = rule.days;
            return Some(());
        }
        // Days by appointment only have no hours; days without anything are half a sentence.
        let nothing = rule.days.is_empty() && rule.except.is_empty();
        (nothing || rule.appointment).then_some(())
    }
}

/// Adds days to a list, or the range from its last one.
fn add(list: &mut Vec<DayOf>, days: &[u8], nth: &[i8], range: bool) -> Option<()> {
    if range {
        let last = list.last()?;
        if last.day == PUBLIC || !last.nth.is_empty() {
            return None;
        }
        let (mut day, end) = (last.day, days[0]);
        while day != end {
            day = (day + 1) % 7;
            list.push(DayOf { day, nth: Vec::new() });
        }
        return Some(());
    }
    if !nth.is_empty() && days.contains(&PUBLIC) {
        return None;
    }
    list.extend(days.iter().map(|day| DayOf { day: *day, nth: nth.to_vec() }));
    Some(())
}

/// The rules in the OSM syntax, where a later rule beats an earlier one on the same day.
fn write(rules: &[Rule]) -> Option<String> {
    let open: Vec<&Rule> = rules.iter().filter(|rule| !rule.closed).collect();
    if open.is_empty() {
        return None;
    }
    let mut out = String::new();
    let mut closed = String::new();
    // Holidays beat weekdays, and 'closed' beats all.
    let (mut normal, mut public): (Vec<(usize, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for (index, rule) in open.iter().enumerate() {
        let mut days: Vec<DayOf> = rule.days.clone();
        if days.is_empty() {
            days = (0..7).map(|day| DayOf { day, nth: Vec::new() }).collect();
        }
        for except in &rule.except {
            if except.nth.is_empty() && except.day != PUBLIC {
                days.retain(|day| day.day != except.day);
            } else {
                let _ = write!(closed, "; {}{} off", season(rule.season), day_text(except));
            }
        }
        let times = times(&rule.times)?;
        if days.iter().any(|day| day.day == PUBLIC) {
            public.push(format!("{}PH {times}", season(rule.season)));
            days.retain(|day| day.day != PUBLIC);
        }
        if !days.is_empty() {
            let list: Vec<String> = days.iter().map(day_text).collect();
            normal.push((index, format!("{}{} {times}", season(rule.season), list.join(","))));
        }
    }
    for (position, (index, text)) in normal.iter().enumerate() {
        if position > 0 {
            // `mardi 9h-12h, mardi 14h-17h` adds; `… vendredi 9h-17h` after a week that overlaps replaces.
            let adds = normal[..position].iter().any(|(other, _)| shares_a_day(open[*other], open[*index]));
            let overlaps = normal[..position].iter().any(|(other, _)| {
                shares_a_day(open[*other], open[*index]) && overlap(&open[*other].times, &open[*index].times)
            });
            out.push_str(if adds && !overlaps { ", " } else { "; " });
        }
        out.push_str(text);
    }
    for text in public {
        out.push_str(if out.is_empty() { "" } else { "; " });
        out.push_str(&text);
    }
    for rule in rules.iter().filter(|rule| rule.closed) {
        for day in &rule.days {
            let _ = write!(closed, "; {}{} off", season(rule.season), day_text(day));
        }
        for (day, month) in &rule.dates {
            let _ = write!(closed, "; {} {day:02} off", MONTHS[usize::from(month - 1)]);
        }
    }
    out.push_str(&closed);
    Some(out)
}

const DAYS: [&str; 8] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn day_text(day: &DayOf) -> String {
    let name = DAYS[usize::from(day.day)];
    if day.nth.is_empty() {
        return name.to_owned();
    }
    let numbers: Vec<String> = day.nth.iter().map(i8::to_string).collect();
    format!("{name}[{}]", numbers.join(","))
}

fn season(season: Option<(u8, u8)>) -> String {
    season.map_or_else(String::new, |(first, last)| {
        let name = |month: u8| MONTHS[usize::from(month - 1)];
        if first == last { format!("{} ", name(first)) } else { format!("{}-{} ", name(first), name(last)) }
    })
}

fn times(times: &[u16]) -> Option<String> {
    let spans: Option<Vec<String>> = times
        .chunks(2)
        .map(|span| {
            let [start, end] = span else { return None };
            (start != end)
                .then(|| format!("{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60))
        })
        .collect();
    spans.map(|spans| spans.join(","))
}

fn shares_a_day(a: &Rule, b: &Rule) -> bool {
    // Seasons that differ do not meet, as far as texts of this kind go.
    let every = |rule: &Rule| rule.days.is_empty();
    a.season == b.season
        && (every(a) || every(b) || a.days.iter().any(|day| b.days.iter().any(|other| other.day == day.day)))
}

fn overlap(a: &[u16], b: &[u16]) -> bool {
    a.chunks_exact(2).any(|a| b.chunks_exact(2).any(|b| a[0] < b[1] && b[0] < a[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_becomes_osm() {
        for (french, osm) in [
            (
                "lundi au vendredi 9h-12h et 14h-17h30, samedi 9h-12h",
                "Mo,Tu,We,Th,Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00",
            ),
            ("Lu-Ve 9h-12h", "Mo,Tu,We,Th,Fr 09:00-12:00"),
            ("2e et 4e samedis 9h-12h", "Sa[2,4] 09:00-12:00"),
            ("Dernier vendredi du mois 18h-20h", "Fr[-1] 18:00-20:00"),
            ("Tous les jours sauf le dimanche 9h-19h", "Mo,Tu,We,Th,Fr,Sa 09:00-19:00"),
            ("Lundi 9-12h", "Mo 09:00-12:00"),
            (
                "Tous les jours 9h-18h, fermé le 1er mai et le 25 décembre",
                "Mo,Tu,We,Th,Fr,Sa,Su 09:00-18:00; May 01 off; Dec 25 off",
            ),
            ("mardi 9h-12h, mardi 14h-17h", "Tu 09:00-12:00, Tu 14:00-17:00"),
            ("Fermé le lundi. Tous les jours 10h-18h", "Mo,Tu,We,Th,Fr,Sa,Su 10:00-18:00; Mo off"),
            ("dimanche et jours fériés 10h-12h", "Su 10:00-12:00; PH 10:00-12:00"),
            ("24h/24 7j/7", "Mo,Tu,We,Th,Fr,Sa,Su 00:00-24:00"),
            ("9h-12h et 14h-17h du lundi au mercredi", "Mo,Tu,We 09:00-12:00,14:00-17:00"),
            ("samedi au mardi 9h-12h", "Sa,Su,Mo,Tu 09:00-12:00"),
        ] {
            assert_eq!(normalise(french).as_deref(), Ok(osm), "{french}");
        }
    }

    #[test]
    fn half_understood_is_not_understood() {
        for text in [
            "",
            "fermé",
            "lundi",
            "lundi 9h",
            "9h 12h",
            "lundi au vendredi le matin",
            "lundi 9h-12h et mardi matin",
            "9h-17h sauf mercredi 9h-12h",
            "9h-12h lundi ; 14h-17h mardi",
            "à partir de 9h",
            "lundi 9h-12h selon affluence",
            "1er et 3e",
            "lundi 25h-26h",
            "lundi 9h-9h",
        ] {
            assert_eq!(normalise(text), Err(Unread::Words), "{text}");
        }
        assert_eq!(normalise("lundi 9h-12h hors vacances scolaires"), Err(Unread::SchoolHolidays));
    }
}
