//! The attributes that every widget understands, typed.

use crate::{Attributes, Lang, doc::AttributeDoc, link::safe_href};

/// Every [`Problem::key`], so that a test can check that each has its sentence.
pub const PROBLEM_KEYS: &[&str] = &[
    "problem.lang",
    "problem.insee",
    "problem.insee-missing",
    "problem.appearance",
    "problem.heading-level",
    "problem.notice-until",
    "problem.link",
    "problem.choice",
];

/// What a wrong attribute is told as: in the widget (by `key`, a message of `commune-ui`), in the
/// console and by a `commune-error` event (by `detail`, in English, for the webmaster).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The attribute.
    pub attribute: &'static str,
    /// Its value as written; empty where it is missing.
    pub value: String,
    /// The message's key, `problem.<…>`; takes `{attribute}` and `{value}`.
    pub key: &'static str,
    /// What was expected.
    pub detail: &'static str,
}

/// Whose colours the widget takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Appearance {
    /// The page's own `color-scheme`: nothing was asked.
    #[default]
    Page,
    /// Light, whatever the visitor prefers.
    Light,
    /// Dark, whatever the visitor prefers.
    Dark,
    /// What the visitor's device prefers.
    Auto,
}

/// The common attributes of one element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Common {
    /// `lang`, else the page's, else French.
    pub lang: Lang,
    /// `insee`: the commune's code, checked for its shape only.
    pub insee: Option<String>,
    /// `src`: another pack or API.
    pub src: Option<String>,
    /// `appearance`; the style sheet reads the attribute itself.
    pub appearance: Appearance,
    /// `heading-level` of the widget's title, 1 to 5 so that its parts have a level below: 2 by default.
    pub heading_level: u8,
    /// `notice`, a message from the commune, until the end of `notice-until` (ISO date).
    pub notice: Option<Notice>,
    /// `help`: where a person helps, a safe link.
    pub help: Option<String>,
    /// `help-phone`: a telephone number, as shown.
    pub help_phone: Option<String>,
    /// `join`: 'Je veux aider', a safe link.
    pub join: Option<String>,
    /// `opinion`: 'Donner mon avis', a safe link.
    pub opinion: Option<String>,
}

/// A message from the commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The text, shown as text.
    pub text: String,
    /// The last day it shows, `YYYY-MM-DD`; without it the notice stays.
    pub until: Option<String>,
}

impl Notice {
    /// Whether it shows on `today` (`YYYY-MM-DD`; ISO dates sort as text).
    pub fn shows(&self, today: &str) -> bool {
        self.until.as_deref().is_none_or(|until| today <= until)
    }
}

impl Common {
    /// Reads the common attributes. A wrong one is reported and its default taken, so that a mistake
    /// never leaves a blank.
    pub fn read(attributes: &Attributes) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut wrong = |attribute, value: &str, key, detail| {
            problems.push(Problem { attribute, value: value.to_owned(), key, detail });
        };

        let lang = match attributes.get("lang") {
            None => Lang::from_tag(attributes.inherited_lang()).unwrap_or_default(),
            Some(tag) => Lang::from_tag(tag).unwrap_or_else(|| {
                wrong("lang", tag, "problem.lang", "expected fr, nl or en");
                Lang::from_tag(attributes.inherited_lang()).unwrap_or_default()
            }),
        };
        let src = attributes.get("src").map(str::to_owned);
        let insee = match attributes.get("insee") {
            Some(code) if is_insee(code) => Some(code.to_ascii_uppercase()),
            Some(code) => {
                wrong("insee", code, "problem.insee", "expected the five characters of an INSEE code");
                None
            }
            None => {
                if src.is_none() {
                    wrong("insee", "", "problem.insee-missing", "expected an INSEE code, or src");
                }
                None
            }
        };
        let appearance = match attributes.get("appearance") {
            None => Appearance::Page,
            Some("light") => Appearance::Light,
            Some("dark") => Appearance::Dark,
            Some("auto") => Appearance::Auto,
            Some(other) => {
                wrong("appearance", other, "problem.appearance", "expected light, dark or auto");
                Appearance::Page
            }
        };
        let heading_level = match attributes.get("heading-level") {
            None => 2,
            Some(text) => match text.parse() {
                Ok(level @ 1..=5) => level,
                _ => {
                    wrong("heading-level", text, "problem.heading-level", "expected a digit from 1 to 5");
                    2
                }
            },
        };
        let until = attributes.get("notice-until").and_then(|date| {
            if is_iso_date(date) {
                return Some(date.to_owned());
            }
            wrong("notice-until", date, "problem.notice-until", "expected a date as YYYY-MM-DD");
            None
        });
        let notice = attributes.get("notice").map(|text| Notice { text: text.to_owned(), until });
        let help_phone = attributes.get("help-phone").map(str::to_owned);
        let mut link = |name| read_link(attributes, name, &mut problems);
        let (help, join, opinion) = (link("help"), link("join"), link("opinion"));
        let common =
            Self { lang, insee, src, appearance, heading_level, notice, help, help_phone, join, opinion };
        (common, problems)
    }

    /// Documentation of these attributes, for the generated tables.
    pub const DOC: &'static [AttributeDoc] = &[
        AttributeDoc::new(
            "insee",
            "string",
            "The commune's INSEE code: five characters, such as `59350`. Required unless `src` is given.",
        ),
        AttributeDoc::new(
            "lang",
            "\"fr\" | \"nl\" | \"en\"",
            "Language of the widget; by default the page's, else French.",
        ),
        AttributeDoc::new("src", "string", "URL of another pack, in place of the one beside the script."),
        AttributeDoc::new(
            "appearance",
            "\"light\" | \"dark\" | \"auto\"",
            "Colours: `auto` follows the visitor's device; by default the page's own `color-scheme`.",
        ),
        AttributeDoc::new(
            "heading-level",
            "\"1\" | \"2\" | \"3\" | \"4\" | \"5\"",
            "Level of the widget's title in the page's outline; 2 by default.",
        ),
        AttributeDoc::new(
            "notice",
            "string",
            "A message from the commune, shown above the widget (a closure, an event).",
        ),
        AttributeDoc::new("notice-until", "string", "Last day of the notice, as `YYYY-MM-DD`."),
        AttributeDoc::new(
            "help",
            "string",
            "Link to where a person helps; by default the national map of places of digital help.",
        ),
        AttributeDoc::new("help-phone", "string", "Telephone number of that help."),
        AttributeDoc::new("join", "string", "Link of « Je veux aider »; without it the line is absent."),
        AttributeDoc::new("opinion", "string", "Link of « Donner mon avis »; without it the line is absent."),
    ];
}

/// Reads an attribute that holds a link; one that the browser should not follow is reported and left out.
pub fn read_link(attributes: &Attributes, name: &'static str, problems: &mut Vec<Problem>) -> Option<String> {
    let value = attributes.get(name)?;
    let href = safe_href(value);
    if href.is_none() {
        problems.push(Problem {
            attribute: name,
            value: value.to_owned(),
            key: "problem.link",
            detail: "expected a link that opens with https:, http:, mailto: or tel:, or a path",
        });
    }
    href.map(str::to_owned)
}

/// The shape of an INSEE commune code: two digits, or `2A` and `2B` in Corsica, then three digits.
fn is_insee(code: &str) -> bool {
    let code = code.as_bytes();
    code.len() == 5
        && code[0].is_ascii_digit()
        && matches!(code[1], b'0'..=b'9' | b'A' | b'B' | b'a' | b'b')
        && code[2..].iter().all(u8::is_ascii_digit)
}

fn is_iso_date(date: &str) -> bool {
    let date = date.as_bytes();
    let digits = |range: std::ops::Range<usize>| date[range].iter().all(u8::is_ascii_digit);
    date.len() == 10
        && date[4] == b'-'
        && date[7] == b'-'
        && digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && (b"01".as_slice()..=b"12").contains(&&date[5..7])
        && (b"01".as_slice()..=b"31").contains(&&date[8..10])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (Common, Vec<&'static str>) {
        let pairs = pairs.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
        let (common, problems) = Common::read(&Attributes::new(pairs, "nl-BE".into()));
        (common, problems.iter().map(|p| p.key).collect())
    }

    #[test]
    fn insee_alone_is_enough() {
        let (common, problems) = read(&[("insee", "59648")]);
        assert_eq!(common.insee.as_deref(), Some("59648"));
        assert_eq!(common.lang, Lang::Nl, "the page's language");
        assert_eq!(common.heading_level, 2);
        assert!(problems.is_empty());
    }

    #[test]
    fn each_wrong_attribute_is_told_once_and_replaced_by_its_default() {
        let (common, problems) = read(&[
            ("insee", "5964"),
            ("lang", "de"),
            ("appearance", "pink"),
            ("heading-level", "6"),
            ("notice", "Fermé"),
            ("notice-until", "2026-13-01"),
        ]);
        assert_eq!(
            problems,
            [
                "problem.lang",
                "problem.insee",
                "problem.appearance",
                "problem.heading-level",
                "problem.notice-until"
            ]
        );
        assert_eq!(common.heading_level, 2);
        assert_eq!(common.notice, Some(Notice { text: "Fermé".into(), until: None }));
    }

    #[test]
    fn neither_insee_nor_src_is_told() {
        assert_eq!(read(&[]).1, ["problem.insee-missing"]);
        assert!(read(&[("src", "x.json")]).1.is_empty());
    }

    #[test]
    fn corsican_codes_are_codes() {
        assert!(is_insee("2A004") && is_insee("2b033") && is_insee("01004"));
        assert!(!is_insee("A2004") && !is_insee("59 35") && !is_insee("593500") && !is_insee("é350"));
    }

    #[test]
    fn a_notice_shows_to_the_end_of_its_last_day() {
        let notice = Notice { text: "x".into(), until: Some("2026-12-24".into()) };
        assert!(notice.shows("2026-12-24"));
        assert!(!notice.shows("2026-12-25"));
        assert!(Notice { until: None, ..notice }.shows("2030-01-01"));
    }
}
