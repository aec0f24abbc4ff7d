//! The reference of each element, from `custom-elements.json`, in the French of `www/reference.json`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use super::html::escape;
use crate::project::{Project, read};

/// The manifest and its French.
pub(super) struct Reference {
    manifest: Value,
    /// English sentence of the manifest → French sentence.
    french: BTreeMap<String, String>,
}

impl Reference {
    pub(super) fn load(project: &Project) -> Result<Self> {
        let manifest = serde_json::from_str(&read(&project.path("custom-elements.json"))?);
        let french = serde_json::from_str(&read(&project.path("www/reference.json"))?);
        Ok(Self {
            manifest: manifest.context("custom-elements.json")?,
            french: french.context("www/reference.json is not an object of sentences")?,
        })
    }

    /// Sentences of the manifest that have no French yet.
    pub(super) fn untranslated(&self) -> Vec<String> {
        let mut found = Vec::new();
        for element in self.elements() {
            for (kind, _) in TABLES {
                for row in element[kind].as_array().into_iter().flatten() {
                    let text = row["description"].as_str().unwrap_or_default();
                    if !self.french.contains_key(text) && !found.contains(&text.to_owned()) {
                        found.push(text.to_owned());
                    }
                }
            }
        }
        found
    }

    fn elements(&self) -> impl Iterator<Item = &Value> {
        self.manifest["modules"][0]["declarations"].as_array().into_iter().flatten()
    }

    /// Headings and tables of one element.
    pub(super) fn tables(&self, widget: &str) -> Result<String> {
        let tag = format!("commune-{widget}");
        let element = self.elements().find(|element| element["tagName"] == *tag);
        let element = element.with_context(|| format!("custom-elements.json has no {tag}"))?;
        let mut out = String::new();
        for (kind, [title, name, ty, meaning]) in TABLES {
            let typed = !ty.is_empty();
            let mut rows = String::new();
            for row in element[kind].as_array().into_iter().flatten() {
                let text = |key: &str| row[key].as_str().unwrap_or_default();
                rows += &format!("<tr><th scope=\"row\"><code>{}</code></th>", escape(text("name")));
                if typed {
                    let ty = row["type"]["text"].as_str().unwrap_or_default();
                    let ty = ty.trim_start_matches("CustomEvent<").trim_end_matches('>');
                    rows += &format!("<td>{}</td>", value(ty));
                }
                rows += &format!("<td>{}</td></tr>\n", self.say(text("description")));
            }
            if rows.is_empty() {
                continue;
            }
            let ty = if typed { format!("<th>{ty}</th>") } else { String::new() };
            out += &format!(
                "<h3>{title}</h3>\n<table><thead><tr><th>{name}</th>{ty}<th>{meaning}</th></tr></thead>\
                 <tbody>\n{rows}</tbody></table>\n"
            );
        }
        Ok(out)
    }

    /// A sentence in French, or as it is, marked as English.
    fn say(&self, english: &str) -> String {
        match self.french.get(english) {
            Some(french) => ticks(&escape(french)),
            None => format!("<span lang=\"en\">{}</span>", ticks(&escape(english))),
        }
    }
}

/// The lists of the manifest that the site shows: title of the table, and heads of its columns (the second one
/// empty where there is no type).
const TABLES: [(&str, [&str; 4]); 4] = [
    ("attributes", ["Les réglages (attributs)", "Nom", "Valeur", "Ce qu'il règle"]),
    ("events", ["Les événements", "Nom", "Détail", "Quand"]),
    ("cssProperties", ["Les couleurs et la forme (propriétés CSS)", "Nom", "", "Pour"]),
    ("cssParts", ["Les parties (::part)", "Nom", "", "Pour"]),
];

/// What may be written as a value: a word for a type, code for a list of values or a shape.
fn value(ty: &str) -> String {
    match ty {
        "string" => "texte".to_owned(),
        "number" => "nombre".to_owned(),
        "boolean" => "présent ou absent".to_owned(),
        other => {
            let values = other.replace(" | ", " ou ").replace(" or ", " ou ").replace('"', "");
            format!("<code>{}</code>", escape(&values))
        }
    }
}

/// Code between backticks.
fn ticks(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split('`').enumerate() {
        out += &if at % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_of_the_reference_has_its_french_and_none_is_left_over() {
        let reference = Reference::load(&Project::find().unwrap()).unwrap();
        assert_eq!(reference.untranslated(), Vec::<String>::new(), "www/reference.json lacks these");
        let manifest = reference.manifest.to_string();
        let unused: Vec<_> = reference
            .french
            .keys()
            .filter(|english| !manifest.contains(&Value::from(english.as_str()).to_string()))
            .collect();
        assert!(unused.is_empty(), "www/reference.json has what no element says: {unused:?}");
    }

    #[test]
    fn what_has_no_french_is_marked_as_english() {
        let reference =
            Reference { manifest: Value::Null, french: [("a `b`".into(), "c `d`".into())].into() };
        assert_eq!(reference.say("a `b`"), "c <code>d</code>");
        assert_eq!(reference.say("x"), "<span lang=\"en\">x</span>");
    }
}
