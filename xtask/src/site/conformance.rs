//! What was tried of each widget and what was not: French sentences of `www/conformite.json`, each resting on
//! scenarios of the browser suite by name. A sentence whose scenario is gone is left out and told.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::html::escape;
use crate::project::{Project, read};

/// A scenario of the browser suite.
#[derive(Debug, PartialEq)]
struct Scenario {
    /// The file of `tests/suite` without `.rs`.
    file: String,
    sentence: String,
    engines: Vec<String>,
}

const ENGINES: [&str; 3] = ["Chromium", "Firefox", "WebKit"];

/// The sections of the page, and what could not be said any more.
pub(super) fn render(project: &Project) -> Result<(String, Vec<String>)> {
    let scenarios = scenarios(project)?;
    let (mut out, mut lost) = (String::new(), Vec::new());
    let sections = sections(project)?;
    let all: BTreeSet<&str> = sections
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|section| section["files"].as_array().into_iter().flatten().filter_map(Value::as_str))
        .collect();
    for (at, section) in sections.as_array().into_iter().flatten().enumerate() {
        let text = |key: &str| section[key].as_str().unwrap_or_default();
        out += &format!("<h2 id=\"{}\">{}</h2>\n", escape(text("id")), escape(text("title")));
        let mut rows = String::new();
        for claim in section["claims"].as_array().into_iter().flatten() {
            match row(claim, &scenarios) {
                Ok(row) => rows += &row,
                Err(sentence) => lost.push(format!("no scenario says {sentence:?}")),
            }
        }
        out += &format!(
            "<h3>Ce que les essais vérifient</h3>\n<table><thead><tr><th>Ce qui est vérifié</th>\
             <th>Critères</th><th>Navigateurs</th></tr></thead><tbody>\n{rows}</tbody></table>\n"
        );
        let not: Vec<_> = section["not"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !not.is_empty() {
            let items: String = not.iter().map(|text| format!("<li>{}</li>\n", escape(text))).collect();
            out += &format!("<h3>Ce qui n'a pas été essayé</h3>\n<ul>\n{items}</ul>\n");
        }
        let files: Vec<_> =
            section["files"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        // What no section names concerns every widget.
        let homeless = |file: &str| at == 0 && !all.contains(file);
        let own: Vec<_> =
            scenarios.iter().filter(|s| files.contains(&&*s.file) || homeless(&s.file)).collect();
        let items: String = own
            .iter()
            .map(|s| format!("<li>{} <em>({})</em></li>\n", escape(&s.sentence), s.engines.join(", ")))
            .collect();
        out += &format!(
            "<details data-search=\"no\"><summary>Les {} essais, tels que le code les nomme (en anglais)\
             </summary><ul lang=\"en\">\n{items}</ul></details>\n",
            own.len()
        );
    }
    Ok((out, lost))
}

/// A row, or the sentence of a scenario that does not exist.
fn row(claim: &Value, scenarios: &[Scenario]) -> Result<String, String> {
    let mut engines = ENGINES.to_vec();
    for sentence in claim["scenarios"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let found = scenarios.iter().find(|scenario| scenario.sentence == sentence);
        let found = found.ok_or_else(|| sentence.to_owned())?;
        engines.retain(|engine| found.engines.iter().any(|own| own == engine));
    }
    let say = claim["say"].as_str().unwrap_or_default();
    let criteria = claim["criteria"].as_str().filter(|text| !text.is_empty()).unwrap_or("–");
    let engines = if engines.len() == 3 { "les trois".to_owned() } else { engines.join(", ") };
    Ok(format!("<tr><td>{}</td><td>{}</td><td>{engines}</td></tr>\n", escape(say), escape(criteria)))
}

/// How many scenarios there are.
pub(super) fn count(project: &Project) -> Result<usize> {
    Ok(scenarios(project)?.len())
}

/// What axe-core may leave undecided, with the reason that a person wrote.
pub(super) fn exceptions(project: &Project) -> Result<String> {
    let list: Value = serde_json::from_str(&read(&project.path("tests/axe-allow.json"))?)?;
    let mut items = String::new();
    for entry in list.as_array().into_iter().flatten() {
        let text = |key: &str| escape(entry[key].as_str().unwrap_or_default());
        let (rule, reason) = (text("rule"), text("reason"));
        items += &format!("<li><code>{rule}</code> <span lang=\"en\">{reason}</span></li>\n");
    }
    Ok(format!("<ul>\n{items}</ul>"))
}

fn sections(project: &Project) -> Result<Value> {
    let file = project.path("www/conformite.json");
    serde_json::from_str(&read(&file)?).with_context(|| format!("{} is not JSON", file.display()))
}

fn scenarios(project: &Project) -> Result<Vec<Scenario>> {
    let folder = project.path("tests/suite");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut found = Vec::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let file = path.file_stem().unwrap_or_default().to_string_lossy();
        found.extend(parse(&file, &read(path)?));
    }
    Ok(found)
}

/// The lines of `scenarios! { … }`: `"sentence" => function, only &[Engine::Chromium];`.
fn parse(file: &str, rust: &str) -> Vec<Scenario> {
    let Some((_, rest)) = rust.split_once("\nscenarios! {\n") else { return Vec::new() };
    let block = rest.split("\n}").next().unwrap_or_default();
    let mut found = Vec::new();
    for entry in block.split(";\n").chain(std::iter::once("")) {
        let Some((sentence, rest)) = entry.trim().strip_prefix('"').and_then(|e| e.split_once("\" =>"))
        else {
            continue;
        };
        let named: Vec<String> = ENGINES
            .iter()
            .filter(|engine| rest.to_lowercase().contains(&format!("engine::{}", engine.to_lowercase())))
            .map(|&engine| engine.to_owned())
            .collect();
        let all = || ENGINES.map(str::to_owned).to_vec();
        let engines = if named.is_empty() { all() } else { named };
        found.push(Scenario { file: file.to_owned(), sentence: sentence.to_owned(), engines });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenarios_are_read_with_their_engines() {
        let rust = "use x;\n\nscenarios! {\n    \"a b\" => one;\n    \"c\" => two, only &[Engine::Chromium, \
                    Engine::Firefox];\n}\n\nfn x() { \"no\" => 1; }\n";
        let found = parse("f", rust);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].sentence.as_str(), found[0].engines.len()), ("a b", 3));
        assert_eq!(found[1].engines, ["Chromium", "Firefox"]);
    }

    #[test]
    fn every_sentence_rests_on_a_scenario_and_every_scenario_is_listed() {
        let project = Project::find().unwrap();
        assert_eq!(render(&project).unwrap().1, Vec::<String>::new(), "www/conformite.json");
        let listed = render(&project).unwrap().0.matches(" <em>(").count();
        assert_eq!(listed, count(&project).unwrap());
        let sections = sections(&project).unwrap();
        for section in sections.as_array().unwrap() {
            for claim in section["claims"].as_array().unwrap() {
                assert!(!claim["scenarios"].as_array().unwrap().is_empty(), "rests on nothing: {claim}");
            }
        }
    }

    #[test]
    fn a_sentence_without_its_scenario_is_told() {
        let claim = serde_json::json!({"say": "x", "scenarios": ["gone"]});
        assert_eq!(row(&claim, &[]), Err("gone".to_owned()));
    }
}
