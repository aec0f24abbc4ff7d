//! What is kept of a failure.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use thirtyfour::WebDriver;

use crate::{Engine, Site, out};

/// A file name from a sentence.
#[must_use]
pub fn slug(sentence: &str) -> String {
    let mut slug = String::new();
    for letter in sentence.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(80);
    slug.trim_end_matches('-').to_owned()
}

/// Saves a picture of the page and a log beside it; gives back the files that could be written.
pub async fn save_evidence(engine: Engine, driver: &WebDriver, site: &Site, name: &str) -> Vec<PathBuf> {
    let base = out().join(format!("{}-{}", engine.name(), slug(name)));
    let mut files = Vec::new();
    let picture = base.with_extension("png");
    if driver.screenshot(&picture).await.is_ok() {
        files.push(picture);
    }
    let mut log = String::new();
    let script = "const { memories, ...probe } = window.communeProbe ?? {}; \
        return JSON.stringify({ url: location.href, probe }, null, 1);";
    match driver.execute(script, Vec::new()).await {
        Ok(answer) => log += answer.json().as_str().unwrap_or_default(),
        Err(error) => log += &format!("the page does not answer: {error}"),
    }
    log += "\n\nRequests to the site:\n";
    for request in site.all_requests() {
        writeln!(log, "{} {}", request.method, request.target).ok();
    }
    for request in site.other_requests() {
        writeln!(log, "{} {} (the other host)", request.method, request.target).ok();
    }
    for report in site.reports() {
        writeln!(log, "policy report: {report}").ok();
    }
    if engine == Engine::Chromium {
        log += "\nThe browser's log:\n";
        for entry in driver.browser_log().await.unwrap_or_default() {
            writeln!(log, "{} {}", entry.level, entry.message).ok();
        }
    }
    let text = base.with_extension("txt");
    if fs::write(&text, log).is_ok() {
        files.push(text);
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_becomes_a_file_name() {
        assert_eq!(slug("The fallback link shows, until…  drawn"), "the-fallback-link-shows-until-drawn");
    }
}
