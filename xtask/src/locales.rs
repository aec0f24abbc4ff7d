//! Messages: each widget's file joined with the one that all widgets share.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::project::{Project, read, step, write};
use crate::workspace::Workspace;

/// Writes `pkg/locales/<widget>/<lang>.json` for every widget and language,
/// `pkg/locales/<widget>/<part>/<lang>.json` for every part of its own, and `pkg/locales/<module>/<lang>.json` for
/// every side module with words, which several widgets may open.
pub(crate) fn build(project: &Project, workspace: &Workspace) -> Result<()> {
    step("messages", || {
        for widget in workspace.widgets() {
            let package = workspace
                .package(&format!("commune-{widget}"))
                .with_context(|| format!("the widget `{widget}` has no crate commune-{widget}"))?;
            let own = package.folder.join("locales");
            let shared = project.path("components/ui/locales");
            for language in languages(&own)? {
                let file = format!("{language}.json");
                let merged = merge(&[&shared.join(&file), &own.join(&file)])?;
                write(&project.pkg("locales").join(&widget).join(&file), merged)?;
            }
            for part in folders(&own)? {
                alone(&own.join(&part), &project.pkg("locales").join(&widget).join(&part))?;
            }
        }
        for module in workspace.modules() {
            let package = workspace.package(&format!("commune-{}", module.name));
            if let Some(own) = package.map(|package| package.folder.join("locales"))
                && module.feature.is_none()
                && own.exists()
            {
                alone(&own, &project.pkg("locales").join(&module.name))?;
            }
        }
        Ok(())
    })
}

/// Writes the messages of one folder, joined with no others.
fn alone(own: &Path, target: &Path) -> Result<()> {
    for language in languages(own)? {
        let file = format!("{language}.json");
        write(&target.join(&file), merge(&[&own.join(&file)])?)?;
    }
    Ok(())
}

/// The folders inside a folder of messages: each is a part of the widget whose words are asked for only
/// when it opens.
fn folders(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found.sort();
    Ok(found)
}

/// The languages of a folder of messages.
fn languages(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        found.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    found.sort();
    Ok(found)
}

fn merge(files: &[&Path]) -> Result<String> {
    let mut parts = Vec::new();
    for file in files {
        // A language that the shared messages lack is an error, told by the missing file.
        parts.push((file.display().to_string(), read(file)?));
    }
    merge_texts(&parts)
}

/// Joins flat objects of strings, given as (name, JSON text), into one on a single line
/// with its keys sorted. A key that two of them have, or that holds anything else than a
/// string, is an error.
fn merge_texts(parts: &[(String, String)]) -> Result<String> {
    let mut merged = Map::new();
    for (name, text) in parts {
        let messages: Map<String, Value> =
            serde_json::from_str(text).with_context(|| format!("{name} is not a JSON object"))?;
        for (key, message) in messages {
            if !message.is_string() {
                bail!("{name}: `{key}` is not a string");
            }
            if merged.insert(key.clone(), message).is_some() {
                bail!("{name}: `{key}` is also a key of the shared messages");
            }
        }
    }
    Ok(serde_json::to_string(&merged)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(shared: &str, own: &str) -> Result<String> {
        merge_texts(&[("ui/fr.json".into(), shared.into()), ("w/fr.json".into(), own.into())])
    }

    #[test]
    fn messages_are_joined_on_one_line() {
        let text = merged(r#"{ "retry": "Réessayer" }"#, r#"{ "a": "é\n", "z": "" }"#).unwrap();
        assert_eq!(text, r#"{"a":"é\n","retry":"Réessayer","z":""}"#);
    }

    #[test]
    fn a_clash_or_a_nested_key_is_named() {
        let clash = merged(r#"{"a":"1"}"#, r#"{"a":"2"}"#).unwrap_err().to_string();
        assert!(clash.contains("w/fr.json") && clash.contains("`a`"), "{clash}");
        let nested = merged(r#"{}"#, r#"{"b":{"c":"1"}}"#).unwrap_err().to_string();
        assert!(nested.contains("`b`"), "{nested}");
        assert!(merged("[]", "{}").is_err());
    }
}
