//! What the `[tag:…]` of a question say.

use commune_cyber_quiz::data::{AUDIENCES, Source};
use commune_gift::Question;

/// The document that is meant where a question names none.
const GUIDE: &str = "ANSSI, Guide d'hygiène informatique";

/// The tags of a question, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tags {
    /// Of [`AUDIENCES`].
    pub(crate) audiences: Vec<&'static str>,
    pub(crate) theme: String,
    pub(crate) skill: String,
    pub(crate) difficulty: u32,
    pub(crate) source: Source,
    pub(crate) modules: Vec<String>,
    /// The author wrote `relu-non`.
    pub(crate) unsigned: bool,
    /// What is missing or wrong, in French.
    pub(crate) problems: Vec<String>,
}

/// What follows one of these words and a `-` or `:`.
fn value<'t>(tag: &'t str, words: &[&str]) -> Option<&'t str> {
    let after = |word: &&str| tag.strip_prefix(*word)?.strip_prefix(['-', ':']);
    words.iter().find_map(after).map(str::trim)
}

/// Reads the tags of a question. Unknown ones are Moodle's, and left alone.
pub(crate) fn read(question: &Question) -> Tags {
    let mut tags = Tags::default();
    let mut wrong = Vec::new();
    for tag in &question.tags {
        let audience = match tag.as_str() {
            "habitant" | "habitants" | "residents" => Some(AUDIENCES[0]),
            "agent" | "agents" | "staff" => Some(AUDIENCES[1]),
            "elu" | "elus" | "elected" => Some(AUDIENCES[2]),
            _ => None,
        };
        let number =
            |text: &str, most: u32| text.parse::<u32>().ok().filter(|number| (1..=most).contains(number));
        if let Some(audience) = audience {
            tags.audiences.push(audience);
        } else if let Some(theme) = value(tag, &["theme"]) {
            theme.clone_into(&mut tags.theme);
        } else if let Some(skill) = value(tag, &["competence", "skill"]) {
            skill.clone_into(&mut tags.skill);
        } else if let Some(level) = value(tag, &["niveau", "difficulte", "difficulty"]) {
            match number(level, 5) {
                Some(level) => tags.difficulty = level,
                None => wrong.push(format!("« [tag:{tag}] » : le niveau va de 1 à 5.")),
            }
        } else if let Some(measure) = value(tag, &["anssi", "mesure", "measure"]) {
            match number(measure, 42) {
                Some(measure) => tags.source.measure = measure,
                None => wrong.push(format!("« [tag:{tag}] » : les mesures du guide vont de 1 à 42.")),
            }
        } else if let Some(title) = value(tag, &["source"]) {
            title.clone_into(&mut tags.source.title);
        } else if let Some(module) = value(tag, &["module"]) {
            tags.modules.push(module.to_owned());
        } else if tag == "relu-non" {
            tags.unsigned = true;
        }
    }
    if tags.source.title.is_empty() && tags.source.measure > 0 {
        GUIDE.clone_into(&mut tags.source.title);
    }
    let missing = [
        (question.id.is_empty(), "[id:…]"),
        (tags.audiences.is_empty(), "[tag:habitant], [tag:agent] ou [tag:elu]"),
        (tags.theme.is_empty(), "[tag:theme-…]"),
        (tags.difficulty == 0, "[tag:niveau-…]"),
        (tags.source.title.is_empty(), "[tag:source:…] ou [tag:anssi-…]"),
    ];
    let missing: Vec<&str> =
        missing.into_iter().filter(|(missing, _)| *missing).map(|(_, name)| name).collect();
    if !missing.is_empty() {
        wrong.push(format!("pour entrer dans une banque, il manque {}.", missing.join(", ")));
    }
    tags.problems = wrong;
    tags
}
