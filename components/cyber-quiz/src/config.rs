//! Attributes → what the widget does.

use crate::data::{AUDIENCES, COMMUNE};
use commune_element::{
    Attributes, Common, Lang, Problem,
    doc::{AttributeDoc, ElementDoc, NameDoc},
    pack::PackPath,
};

/// One element's configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// What every widget has.
    pub common: Common,
    /// `audience`: one of [`AUDIENCES`], or [`COMMUNE`] for the self-diagnosis; residents by default.
    pub audience: String,
    /// `module`: the id of a fixed module that the main action starts.
    pub module: Option<String>,
    /// `seed`: the same order for everybody; without it each start has its own.
    pub seed: Option<String>,
    /// `room`: big type and a show of hands, for a meeting.
    pub room: bool,
    /// `review`: items that no expert has signed off say so.
    pub review: bool,
}

impl Config {
    /// Reads the attributes; wrong ones are reported and replaced by their defaults.
    pub fn read(attributes: &Attributes) -> (Self, Vec<Problem>) {
        let (common, mut problems) = Common::read(attributes);
        // The same questions for every commune: nothing is missing without its code.
        problems.retain(|problem| problem.key != "problem.insee-missing");
        let asked = attributes.get("audience").unwrap_or(AUDIENCES[0]);
        let known = AUDIENCES.iter().chain([&COMMUNE]).find(|audience| **audience == asked);
        if known.is_none() {
            problems.push(Problem {
                attribute: "audience",
                value: asked.to_owned(),
                key: "problem.choice",
                detail: "expected residents, staff, elected or commune",
            });
        }
        let text = |name| attributes.get(name).map(str::to_owned);
        let config = Self {
            common,
            audience: (*known.unwrap_or(&AUDIENCES[0])).to_owned(),
            module: text("module"),
            seed: text("seed"),
            room: attributes.flag("room"),
            review: attributes.flag("review"),
        };
        (config, problems)
    }

    /// Whether this is the self-diagnosis of a commune.
    pub fn is_diagnosis(&self) -> bool {
        self.audience == COMMUNE
    }

    /// Where the pack is: `src`, else beside the shell by audience and language.
    pub fn pack_path(&self, lang: Lang) -> PackPath {
        match &self.common.src {
            Some(src) => PackPath::Page(src.clone()),
            None => {
                let name = [&*self.audience, ".", lang.tag(), ".json"].concat();
                PackPath::Shell(["packs/cyber-quiz/1/", &name].concat())
            }
        }
    }
}

/// The widget's documentation; its README table, the manifest and the types are generated from it.
pub const DOC: ElementDoc = ElementDoc {
    kind: "cyber-quiz",
    class: "CommuneCyberQuizElement",
    summary: "The gestures of cyber-hygiene, and the self-diagnosis of a commune.",
    attributes: &[
        AttributeDoc::new(
            "audience",
            "\"residents\" | \"staff\" | \"elected\" | \"commune\"",
            "Whose questions: residents by default; `commune` is the self-diagnosis, whose files are sensitive.",
        ),
        AttributeDoc::new("module", "string", "Id of the fixed module that the main button starts."),
        AttributeDoc::new(
            "seed",
            "string",
            "Any word: the same order of questions and answers for everybody.",
        ),
        AttributeDoc::new("room", "boolean", "For a meeting: big type and a show of hands."),
        AttributeDoc::new("review", "boolean", "Marks what no expert has signed off, for the ISD."),
    ],
    events: &[],
    properties: &[],
    parts: &[
        NameDoc { name: "widget", description: "The whole widget" },
        NameDoc { name: "title", description: "Its title" },
        NameDoc { name: "figure", description: "The sentence of the result" },
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

    fn config(pairs: &[(&str, &str)]) -> (Config, Vec<Problem>) {
        let pairs = pairs.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
        Config::read(&Attributes::new(pairs, String::new()))
    }

    #[test]
    fn residents_are_asked_unless_somebody_else_is_named() {
        let (config_, problems) = config(&[]);
        assert_eq!((config_.audience.as_str(), problems.len()), ("residents", 0));
        assert!(!config_.is_diagnosis());
        assert!(config(&[("audience", "commune")]).0.is_diagnosis());
        let (config_, problems) = config(&[("audience", "voisins")]);
        assert_eq!((config_.audience.as_str(), problems[0].key), ("residents", "problem.choice"));
    }

    #[test]
    fn the_bank_is_that_of_the_audience_and_the_language() {
        let path = |pairs: &[(&str, &str)]| config(pairs).0.pack_path(Lang::Nl);
        let own = "packs/cyber-quiz/1/staff.nl.json";
        assert_eq!(path(&[("audience", "staff")]), PackPath::Shell(own.into()));
        assert_eq!(path(&[("src", "/mine.json")]), PackPath::Page("/mine.json".into()));
    }
}
