//! Attributes → what the widget does.

use commune_element::{
    Attributes, Common, Problem,
    config::read_link,
    doc::{AttributeDoc, ElementDoc, NameDoc},
};

/// One element's configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// What every widget has.
    pub common: Common,
    /// `hide-rank`: the commune would rather not show its place among the others.
    pub hide_rank: bool,
    /// `renovation`: advice on renovating a home, a safe link.
    pub renovation: Option<String>,
    /// `advice`: an energy consultation, a safe link.
    pub advice: Option<String>,
}

impl Config {
    /// Reads the attributes; wrong ones are reported and replaced by their defaults.
    pub fn read(attributes: &Attributes) -> (Self, Vec<Problem>) {
        let (common, mut problems) = Common::read(attributes);
        let renovation = read_link(attributes, "renovation", &mut problems);
        let advice = read_link(attributes, "advice", &mut problems);
        (Self { common, hide_rank: attributes.flag("hide-rank"), renovation, advice }, problems)
    }
}

/// The widget's documentation; its README table, the manifest and the types are generated from it.
pub const DOC: ElementDoc = ElementDoc {
    kind: "energy",
    class: "CommuneEnergyElement",
    summary: "What a commune consumes by carrier, sector and year, and one's own meter.",
    attributes: &[
        AttributeDoc::new(
            "hide-rank",
            "boolean",
            "Leaves out the commune's place among the communes of the metropole.",
        ),
        AttributeDoc::new("renovation", "string", "Link to advice on renovating a home."),
        AttributeDoc::new("advice", "string", "Link to the energy consultation (conseil) of the commune."),
    ],
    events: &[],
    properties: &[],
    parts: &[
        NameDoc { name: "widget", description: "The whole widget" },
        NameDoc { name: "title", description: "Its title" },
        NameDoc { name: "figure", description: "The big number and its sentence" },
        NameDoc { name: "chart", description: "A chart with its title, takeaway and actions" },
        NameDoc { name: "table", description: "A data table" },
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
    fn a_link_that_runs_is_told_and_left_out() {
        let (config, problems) =
            config(&[("insee", "59648"), ("renovation", "javascript:x"), ("advice", "/x")]);
        assert_eq!(config.renovation, None);
        assert_eq!(config.advice.as_deref(), Some("/x"));
        assert_eq!(problems[0].attribute, "renovation");
    }
}
