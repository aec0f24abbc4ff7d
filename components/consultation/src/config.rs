//! Attributes → what the widget does.

use crate::data::pack::{Text, Way};
use commune_element::{
    Attributes, Common, Problem,
    config::read_link,
    doc::{AttributeDoc, ElementDoc, NameDoc},
    link::safe_href,
};
use commune_map::ground::{self, Ground};
use std::rc::Rc;

/// One element's configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// What every widget has.
    pub common: Common,
    /// `platform`: the origin of a Decidim platform, `https://host`; empty, it is the pack's.
    pub platform: String,
    /// `live`: the platform is asked without a press.
    pub live: bool,
    /// `process`: the slug of the only one that shows, or empty.
    pub process: String,
    /// `time-zone` of the meetings, an IANA name.
    pub time_zone: String,
    /// The ways to take part that the attributes name, each instead of the pack's of the same kind.
    pub ways: Vec<Way>,
    /// `tiles` and `tiles-attribution`: the ground of the maps and who made it.
    pub tiles: Option<Rc<Ground>>,
}

/// What the value of a way's attribute is.
#[derive(Clone, Copy)]
enum Form {
    /// A telephone number, as shown.
    Phone,
    /// A sentence.
    Words,
    /// A link.
    Link,
    /// A link, or else a sentence.
    Either,
}

/// The attributes that name a way, and the kind that it has in a pack.
const WAYS: [(&str, &str, Form); 9] = [
    ("phone", "phone", Form::Phone),
    ("paper", "paper", Form::Either),
    ("drop-in", "dropIn", Form::Words),
    ("childcare", "childcare", Form::Words),
    ("sign-language", "signLanguage", Form::Words),
    ("transport", "transport", Form::Words),
    ("easy-read", "easyRead", Form::Either),
    ("reserve", "reserve", Form::Link),
    ("panel", "panel", Form::Link),
];

impl Config {
    /// Reads the attributes; wrong ones are reported and replaced by their defaults.
    pub fn read(attributes: &Attributes) -> (Self, Vec<Problem>) {
        let (common, mut problems) = Common::read(attributes);
        let mut platform = String::new();
        if let Some(value) = attributes.get("platform") {
            match origin(value) {
                Some(origin) => origin.clone_into(&mut platform),
                None => problems.push(Problem {
                    attribute: "platform",
                    value: value.to_owned(),
                    key: "problem.link",
                    detail: "expected the origin of a Decidim platform, such as https://participer.example.org",
                }),
            }
        }
        let live = attributes.flag("live");
        if live && !platform.is_empty() {
            // A live platform stands in for a pack.
            problems.retain(|problem| problem.key != "problem.insee-missing");
        }
        let mut ways = Vec::new();
        for (name, kind, form) in WAYS {
            let Some(value) = attributes.get(name) else { continue };
            let mut way = Way { kind: kind.to_owned(), ..Way::default() };
            match form {
                Form::Phone => value.clone_into(&mut way.phone),
                Form::Link => match read_link(attributes, name, &mut problems) {
                    Some(href) => way.url = href,
                    None => continue,
                },
                Form::Either if looks_like_a_link(value) => value.clone_into(&mut way.url),
                Form::Either | Form::Words => {
                    way.text = vec![Text {
                        lang: common.lang.tag().to_owned(),
                        text: value.to_owned(),
                        machine: false,
                    }];
                }
            }
            ways.push(way);
        }
        let process = attributes.get("process").unwrap_or_default().to_owned();
        let time_zone = attributes.get("time-zone").unwrap_or(TIME_ZONE).to_owned();
        let tiles = ground::read(attributes, "consultation.problem-tiles", &mut problems).map(Rc::new);
        (Self { common, platform, live, process, time_zone, ways, tiles }, problems)
    }
}

/// The time zone of the metropole.
pub const TIME_ZONE: &str = "Europe/Paris";

/// The scheme and host of an http address, which is all that names a platform; `None` for anything else.
#[must_use]
pub fn origin(url: &str) -> Option<&str> {
    let url = safe_href(url)?;
    let scheme = if url.starts_with("https://") {
        8
    } else if url.starts_with("http://") {
        7
    } else {
        return None;
    };
    let end = url[scheme..].find(['/', '?', '#', '\\']).map_or(url.len(), |length| scheme + length);
    let host = &url[scheme..end];
    (!host.is_empty() && !host.contains(['@', ' '])).then_some(&url[..end])
}

fn looks_like_a_link(value: &str) -> bool {
    let starts = ["https://", "http://", "mailto:", "tel:", "/"].iter().any(|start| value.starts_with(start));
    starts && safe_href(value).is_some() && !value.contains(char::is_whitespace)
}

/// The widget's documentation; its README table, the manifest and the types are generated from it.
pub const DOC: ElementDoc = ElementDoc {
    kind: "consultation",
    class: "CommuneConsultationElement",
    summary: "The open consultations, proposals and meetings of a Decidim platform, and how to take part.",
    attributes: &[
        AttributeDoc::new(
            "platform",
            "string",
            "Origin of the Decidim platform, such as `https://participer.example.org`; by default the pack's. It is \
             asked when a visitor presses « Mettre à jour », or at once with `live`.",
        ),
        AttributeDoc::new(
            "live",
            "boolean",
            "Asks the platform without a press, and shows its pictures. With `platform`, no pack is needed.",
        ),
        AttributeDoc::new("process", "string", "Slug of a consultation, which is then shown alone."),
        AttributeDoc::new(
            "time-zone",
            "string",
            "Time zone of the meetings, an IANA name; `Europe/Paris` by default.",
        ),
        AttributeDoc::new("phone", "string", "Telephone number by which one can take part."),
        AttributeDoc::new("paper", "string", "Where the paper form is: a link, or a sentence."),
        AttributeDoc::new(
            "drop-in",
            "string",
            "Where and when one can come without an appointment, a sentence.",
        ),
        AttributeDoc::new("childcare", "string", "Childcare during the meetings, a sentence."),
        AttributeDoc::new("sign-language", "string", "Sign language at the meetings, a sentence."),
        AttributeDoc::new("transport", "string", "Help to come to the meetings, a sentence."),
        AttributeDoc::new("easy-read", "string", "An easy-to-read summary: a link, or the summary itself."),
        AttributeDoc::new("reserve", "string", "Link to the citizens' reserve."),
        AttributeDoc::new("panel", "string", "Link to the user panel."),
        ground::TILES,
        ground::ATTRIBUTION,
    ],
    events: &[],
    properties: &[],
    parts: &[
        NameDoc { name: "widget", description: "The whole widget" },
        NameDoc { name: "title", description: "Its title" },
        NameDoc { name: "figure", description: "How many subjects are open" },
        NameDoc { name: "card", description: "A consultation of the list" },
        NameDoc { name: "timeline", description: "The phases of a consultation" },
        NameDoc { name: "ways", description: "The ways to take part" },
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

    fn read(pairs: &[(&str, &str)]) -> (Config, Vec<&'static str>) {
        let pairs = pairs.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
        let (config, problems) = Config::read(&Attributes::new(pairs, "fr".to_owned()));
        (config, problems.iter().map(|problem| problem.attribute).collect())
    }

    #[test]
    fn a_platform_is_its_origin() {
        for (value, expected) in [
            ("https://p.example.org", Some("https://p.example.org")),
            ("https://p.example.org/", Some("https://p.example.org")),
            ("https://p.example.org/processes?x#y", Some("https://p.example.org")),
            ("http://127.0.0.1:4080/api", Some("http://127.0.0.1:4080")),
            ("javascript:alert(1)//https://x", None),
            ("p.example.org", None),
            ("https://", None),
            ("https://a@b.example", None),
            ("mailto:a@b.example", None),
            ("/x", None),
        ] {
            assert_eq!(origin(value), expected, "{value}");
        }
        let (config, problems) = read(&[("insee", "59648"), ("platform", "ftp://x")]);
        assert_eq!((config.platform.as_str(), problems), ("", vec!["platform"]));
    }

    #[test]
    fn a_live_platform_needs_no_commune() {
        assert_eq!(read(&[("platform", "https://p.example.org")]).1, ["insee"]);
        assert!(read(&[("platform", "https://p.example.org"), ("live", "")]).1.is_empty());
        assert_eq!(read(&[("live", "")]).1, ["insee"]);
    }

    #[test]
    fn the_ways_of_the_attributes_have_the_kinds_of_a_pack() {
        let (config, problems) = read(&[
            ("insee", "59648"),
            ("phone", "03 00 00 00 00"),
            ("paper", "/formulaire.pdf"),
            ("easy-read", "La place est vieille. https://x"),
            ("reserve", "javascript:x"),
            ("panel", "https://example.org/panel"),
        ]);
        assert_eq!(problems, ["reserve"]);
        let kinds: Vec<&str> = config.ways.iter().map(|way| way.kind.as_str()).collect();
        assert_eq!(kinds, ["phone", "paper", "easyRead", "panel"]);
        assert_eq!(config.ways[0].phone, "03 00 00 00 00");
        assert_eq!(config.ways[1].url, "/formulaire.pdf");
        assert_eq!(config.ways[2].text[0].text, "La place est vieille. https://x");
        assert_eq!(config.ways[3].url, "https://example.org/panel");
        for (_, kind, _) in WAYS {
            assert!(crate::model::ways::KINDS.contains(&kind), "{kind}");
        }
    }
}
