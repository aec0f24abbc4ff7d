//! The French sentences that scenarios look for, from the widgets' own message files.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::root;

static MESSAGES: LazyLock<Result<BTreeMap<String, String>, String>> =
    LazyLock::new(|| read("fr").map_err(|error| format!("{error:#}")));

fn read(lang: &str) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for part in [
        "ui/locales",
        "consultation/locales",
        "energy/locales",
        "energy/locales/meter",
        "services/locales",
        "map/locales",
        "cyber-quiz/locales",
        "cyber-quiz/locales/diagnosis",
    ] {
        let file = root().join(format!("components/{part}/{lang}.json"));
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let Value::Object(map) = serde_json::from_str(&text)? else {
            bail!("{} is not an object", file.display());
        };
        all.extend(map.into_iter().filter_map(|(key, value)| Some((key, value.as_str()?.to_owned()))));
    }
    Ok(all)
}

fn message(key: &str) -> Result<&'static str> {
    let all = MESSAGES.as_ref().map_err(|error| anyhow::anyhow!("no messages: {error}"))?;
    all.get(key).map(String::as_str).with_context(|| format!("no message has the key {key:?}"))
}

/// The French message of that key; of a message with `{placeholders}`, its longest stretch
/// without one, which is enough to recognise it.
///
/// # Errors
/// When no message has that key.
pub fn msg(key: &str) -> Result<String> {
    Ok(longest_stretch(message(key)?).to_owned())
}

/// [`msg`] as [`Page::text`](crate::Page::text) has it: with ordinary spaces.
///
/// # Errors
/// When no message has that key.
pub fn msg_text(key: &str) -> Result<String> {
    Ok(msg(key)?.replace('\u{a0}', " "))
}

/// The French message of that key, its `{placeholders}` filled in.
///
/// # Errors
/// When no message has that key.
pub fn msg_with(key: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut text = message(key)?.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    Ok(text)
}

fn longest_stretch(message: &str) -> &str {
    let parts = message.split('{').enumerate().map(|(index, part)| match (index, part.split_once('}')) {
        (0, _) | (_, None) => part,
        (_, Some((_, after))) => after,
    });
    parts.map(str::trim).fold("", |best, part| if part.len() > best.len() { part } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_recognised_by_what_is_the_same_each_time() {
        assert_eq!(longest_stretch("L’énergie à {commune}"), "L’énergie à");
        assert_eq!(longest_stretch("En {year}, {n} kWh par habitant."), "kWh par habitant.");
        assert_eq!(longest_stretch("Réessayer"), "Réessayer");
    }
}
