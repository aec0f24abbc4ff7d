//! Attributes → what the widget does.

use commune_element::{
    Attributes, Common, Problem,
    config::read_link,
    doc::{AttributeDoc, ElementDoc, NameDoc},
};
use commune_map::ground::{self, Ground};
use std::rc::Rc;

/// Months after which hours count as old, unless `hours-age` says otherwise.
pub const HOURS_AGE: u16 = 6;

/// One element's configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// What every widget has.
    pub common: Common,
    /// `place`: the id of the one place to show.
    pub place: Option<String>,
    /// `kind`: the kind chosen at first.
    pub kind: Option<String>,
    /// `share`: links to a search may be made, and the page's `#` is read at first.
    pub share: bool,
    /// `hours-age`: months after which hours count as old.
    pub hours_age: u16,
    /// `report`: where errors are told, a safe link; else the pack's contact.
    pub report: Option<String>,
    /// `tiles` and `tiles-attribution`: the ground of the map and who made it.
    pub tiles: Option<Rc<Ground>>,
}

impl Config {
    /// Reads the attributes; wrong ones are reported and replaced by their defaults.
    pub fn read(attributes: &Attributes) -> (Self, Vec<Problem>) {
        let (common, mut problems) = Common::read(attributes);
        let mut wrong = |attribute, value: &str, key, detail| {
            problems.push(Problem { attribute, value: value.to_owned(), key, detail });
        };
        let mut hours_age = HOURS_AGE;
        if let Some(text) = attributes.get("hours-age") {
            match text.parse() {
                Ok(months @ 1..=120) => hours_age = months,
                _ => wrong(
                    "hours-age",
                    text,
                    "services.problem-hours-age",
                    "expected a number of months from 1 to 120",
                ),
            }
        }
        let id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let kind = match attributes.get("kind") {
            Some(kind) if !kind.chars().all(id) => {
                wrong(
                    "kind",
                    kind,
                    "services.problem-kind",
                    "expected the id of a kind, such as mediatheque",
                );
                None
            }
            kind => kind.map(str::to_owned),
        };
        let tiles = ground::read(attributes, "services.problem-tiles", &mut problems).map(Rc::new);
        let report = read_link(attributes, "report", &mut problems);
        let place = attributes.get("place").map(str::to_owned);
        let share = attributes.flag("share");
        (Self { common, place, kind, share, hours_age, report, tiles }, problems)
    }

    /// That the record of `place` does not exist, which only the pack knows.
    pub fn unknown_place(&self) -> Option<Problem> {
        let value = self.place.clone()?;
        let detail = "no place or procedure of this commune has that id; the ids are in packs/services/index/id/<insee>.json";
        Some(Problem { attribute: "place", value, key: "services.problem-place", detail })
    }
}

/// The widget's documentation; its README table, the manifest and the types are generated from it.
pub const DOC: ElementDoc = ElementDoc {
    kind: "services",
    class: "CommuneServicesElement",
    summary: "The right public place or procedure, open now, near, accessible.",
    attributes: &[
        AttributeDoc::new(
            "place",
            "string",
            "The id of one place or procedure of the commune: the widget shows it alone, without a search.",
        ),
        AttributeDoc::new(
            "kind",
            "string",
            "The kind that is chosen at first, such as `mediatheque`; the ids are in the crate's PACK.md.",
        ),
        AttributeDoc::new(
            "share",
            "boolean",
            "Offers links to a search and to a result, and reads the part of the page's address after `#`.",
        ),
        AttributeDoc::new(
            "hours-age",
            "number",
            "Months after which hours no longer say 'open' but 'check by telephone'; 6 by default.",
        ),
        AttributeDoc::new(
            "report",
            "string",
            "Where errors are told: a link, such as `mailto:…`; by default the pack's contact.",
        ),
        ground::TILES,
        ground::ATTRIBUTION,
    ],
    events: &[],
    properties: &[],
    parts: &[
        NameDoc { name: "widget", description: "The whole widget" },
        NameDoc { name: "title", description: "Its title" },
        NameDoc { name: "box", description: "The box to write in" },
        NameDoc { name: "result", description: "A place or a procedure" },
        NameDoc { name: "status", description: "Whether a place is open" },
        NameDoc { name: "table", description: "A table of hours" },
        NameDoc { name: "button", description: "Every button" },
        NameDoc { name: "notice", description: "The commune's message" },
        NameDoc { name: "problem", description: "The list of wrong attributes" },
        NameDoc { name: "error", description: "The error panel" },
        NameDoc { name: "demo", description: "The demonstration band" },
        NameDoc { name: "source", description: "Source, licence and date" },
        NameDoc { name: "help", description: "The help at the end" },
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn config(pairs: &[(&str, &str)]) -> (Config, Vec<&'static str>) {
        let mut all = vec![("insee".to_owned(), "59648".to_owned())];
        all.extend(pairs.iter().map(|(n, v)| (n.to_string(), v.to_string())));
        let (config, problems) = Config::read(&Attributes::new(all, String::new()));
        (config, problems.iter().map(|problem| problem.attribute).collect())
    }

    #[test]
    fn nothing_but_the_commune_is_needed() {
        let (config, problems) = config(&[]);
        assert_eq!(config.unknown_place(), None);
        assert_eq!((config.hours_age, config.share, config.place), (6, false, None));
        assert!(problems.is_empty());
    }

    #[test]
    fn each_attribute_is_read() {
        let (config, problems) = config(&[
            ("place", "dila:1"),
            ("kind", "mediatheque"),
            ("share", ""),
            ("hours-age", "12"),
            ("report", "mailto:a@example.fr"),
        ]);
        assert!(problems.is_empty());
        assert_eq!(config.place.as_deref(), Some("dila:1"));
        assert_eq!(config.unknown_place().map(|problem| problem.value).as_deref(), Some("dila:1"));
        assert_eq!(config.kind.as_deref(), Some("mediatheque"));
        assert!(config.share);
        assert_eq!(config.hours_age, 12);
        assert_eq!(config.report.as_deref(), Some("mailto:a@example.fr"));
    }

    #[test]
    fn each_wrong_attribute_is_told_and_replaced_by_its_default() {
        let (config, problems) =
            config(&[("hours-age", "0"), ("kind", "La Poste"), ("report", "javascript:x")]);
        assert_eq!(problems, ["hours-age", "kind", "report"]);
        assert_eq!((config.hours_age, config.kind, config.report), (6, None, None));
        assert_eq!(self::config(&[("hours-age", "six")]).1, ["hours-age"]);
    }
}
