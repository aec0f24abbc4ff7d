//! Which proposals and meetings a view shows, and when they are.

use super::{
    order::{self, Order},
    said::{self, State},
    time,
};
use crate::data::pack::{Attachment, Component, Item};

/// Which proposals show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// All of them.
    #[default]
    All,
    /// Those that the institution answered in words.
    Answered,
    /// Those that it took up.
    Accepted,
    /// Those that it did not.
    Rejected,
    /// Those under study.
    Evaluating,
    /// Those that wait for an answer.
    Waiting,
}

/// All of them, by the names of a select.
pub const ANSWERS: [(&str, Answers); 6] = [
    ("all", Answers::All),
    ("answered", Answers::Answered),
    ("accepted", Answers::Accepted),
    ("rejected", Answers::Rejected),
    ("evaluating", Answers::Evaluating),
    ("waiting", Answers::Waiting),
];

/// The orders, by the names of a select.
pub const ORDERS: [(&str, Order); 4] = [
    ("recent", Order::Recent),
    ("supports", Order::Supports),
    ("comments", Order::Comments),
    ("answered", Order::Answered),
];

impl Answers {
    /// Whether a proposal passes.
    #[must_use]
    pub fn takes(self, item: &Item) -> bool {
        let state = said::state(item);
        match self {
            Answers::All => true,
            Answers::Answered => said::is_answered(item),
            Answers::Accepted => state == State::Accepted,
            Answers::Rejected => state == State::Rejected,
            Answers::Evaluating => state == State::Evaluating,
            Answers::Waiting => !said::is_answered(item) && matches!(state, State::Open | State::Evaluating),
        }
    }
}

/// Indices of the proposals that show, sorted.
#[must_use]
pub fn proposals(component: &Component, order: Order, answers: Answers) -> Vec<usize> {
    let mut sorted = order::proposals(&component.items, order);
    sorted.retain(|index| answers.takes(&component.items[*index]));
    sorted
}

/// When a meeting is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Whole days: the first and the last one, `YYYY-MM-DD`.
    Days(String, String),
    /// From one instant to another, ISO; the second is empty where there is none.
    Times(String, String),
    /// Not known.
    Unknown,
}

/// When a meeting or debate is. From the first minute of a day to the last one of a day it lasts whole days.
#[must_use]
pub fn when(item: &Item) -> When {
    let Some(start) = time::instant(&item.start) else {
        let day = time::date(&item.start);
        return if day.is_empty() { When::Unknown } else { When::Days(day.to_owned(), last(day, &item.end)) };
    };
    let end = time::instant(&item.end).filter(|end| end.seconds > start.seconds);
    match end {
        Some(end) if start.of_day() == 0 && end.of_day() >= 23 * 3_600 + 59 * 60 => {
            let day = time::date(&item.start);
            When::Days(day.to_owned(), last(day, &item.end))
        }
        Some(_) => When::Times(item.start.clone(), item.end.clone()),
        None => When::Times(item.start.clone(), String::new()),
    }
}

fn last(first: &str, end: &str) -> String {
    let end = time::date(end);
    if end > first { end } else { first }.to_owned()
}

/// The first words of a text, at most so many characters, cut between words.
#[must_use]
pub fn excerpt(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    [text[..end].trim_end_matches([',', ';', ':', '.', ' ']), "…"].concat()
}

/// What a file is called: the last part of its address.
#[must_use]
pub fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.rsplit('/').next().unwrap_or(path)
}

/// What a file is, such as `PDF`: the ending of its name, else of its media type; empty where neither is a word of
/// at most five letters.
#[must_use]
pub fn file_kind(file: &Attachment) -> String {
    let short = |kind: &&str| matches!(kind.len(), 1..6) && kind.bytes().all(|b| b.is_ascii_alphanumeric());
    let ending = file_name(&file.url).rsplit_once('.').map(|(_, ending)| ending);
    let media = file.kind.rsplit('/').next();
    ending.filter(short).or(media.filter(short)).unwrap_or_default().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::pack::{Kind, Text};

    #[test]
    fn proposals_are_limited_by_what_became_of_them() {
        let item = |state: &str, answer: &str, published: &str| Item {
            state: state.into(),
            answer: vec![Text { lang: "fr".into(), text: answer.into(), machine: false }],
            published: published.into(),
            ..Item::default()
        };
        let component = Component {
            kind: Kind::Proposals,
            items: vec![
                item("accepted", "Oui", "2026-09-01T00:00:00Z"),
                item("", "", "2026-09-03T00:00:00Z"),
                item("rejected", "Non", "2026-09-02T00:00:00Z"),
                item("evaluating", "", "2026-09-04T00:00:00Z"),
                item("withdrawn", "", "2026-09-05T00:00:00Z"),
            ],
            ..Component::default()
        };
        let of = |answers| proposals(&component, Order::Recent, answers);
        assert_eq!(of(Answers::All), [4, 3, 1, 2, 0]);
        assert_eq!(of(Answers::Answered), [2, 0]);
        assert_eq!(of(Answers::Accepted), [0]);
        assert_eq!(of(Answers::Waiting), [3, 1]);
    }

    #[test]
    fn whole_days_have_no_clock() {
        let of =
            |start: &str, end: &str| when(&Item { start: start.into(), end: end.into(), ..Item::default() });
        let days = |first: &str, last: &str| When::Days(first.into(), last.into());
        assert_eq!(
            of("2026-12-05T00:00:00+01:00", "2026-12-05T23:59:00+01:00"),
            days("2026-12-05", "2026-12-05")
        );
        assert_eq!(
            of("2026-12-05T00:00:00+01:00", "2026-12-06T23:59:59+01:00"),
            days("2026-12-05", "2026-12-06")
        );
        assert_eq!(of("2026-12-05", ""), days("2026-12-05", "2026-12-05"));
        let times = of("2026-12-05T10:00:00+01:00", "2026-12-05T12:00:00+01:00");
        assert_eq!(
            times,
            When::Times("2026-12-05T10:00:00+01:00".into(), "2026-12-05T12:00:00+01:00".into())
        );
        let backwards = of("2026-12-05T10:00:00+01:00", "2026-12-05T09:00:00+01:00");
        assert_eq!(backwards, When::Times("2026-12-05T10:00:00+01:00".into(), String::new()));
        assert_eq!(of("bientôt", ""), When::Unknown);
    }

    #[test]
    fn an_excerpt_ends_between_words() {
        assert_eq!(excerpt("Une place, plus fraîche", 100), "Une place, plus fraîche");
        assert_eq!(excerpt("Une place, plus fraîche", 12), "Une place…");
        assert_eq!(excerpt("éééééé", 3), "ééé…");
        assert_eq!(excerpt("", 3), "");
    }

    #[test]
    fn a_file_says_what_it_is() {
        let file = |url: &str, kind: &str| Attachment {
            url: url.into(),
            kind: kind.into(),
            ..Attachment::default()
        };
        for (url, kind, name, said) in [
            ("https://p.example.org/uploads/le%20plan.pdf", "application/pdf", "le%20plan.pdf", "PDF"),
            ("https://p.example.org/a/b.docx?x=1/2#3", "application/vnd.openxml.document", "b.docx", "DOCX"),
            ("https://p.example.org/blobs/abc--def/photo", "image/png", "photo", "PNG"),
            (
                "https://p.example.org/v1.20260901-final",
                "application/vnd.oasis.text",
                "v1.20260901-final",
                "",
            ),
            ("https://p.example.org/", "", "", ""),
            ("https://p.example.org/a", "jpg", "a", "JPG"),
        ] {
            assert_eq!((file_name(url), file_kind(&file(url, kind)).as_str()), (name, said), "{url}");
        }
    }
}
