//! The sources of the pages: `www/pages/*.md`, `www/pilote/*.md`, and `www/site.json`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::{Project, read};

/// What `www/site.json` says.
pub(super) struct Settings {
    /// Where the library is published, with a `/` at its end: what stands in the lines to paste until a script
    /// puts the real address there.
    pub(super) host: String,
    /// INSEE code of the commune of the examples.
    pub(super) commune: String,
    /// Pages of the menu, in order.
    pub(super) menu: Vec<String>,
}

impl Settings {
    pub(super) fn load(project: &Project) -> Result<Self> {
        let settings: Value = serde_json::from_str(&read(&project.path("www/site.json"))?)?;
        let text = |key: &str| {
            settings[key].as_str().map(str::to_owned).with_context(|| format!("www/site.json has no `{key}`"))
        };
        let menu = settings["menu"].as_array().context("www/site.json has no `menu`")?;
        let host = text("host")?;
        if !host.ends_with('/') {
            bail!("www/site.json: `host` must end with /");
        }
        Ok(Self {
            host,
            commune: text("commune")?,
            menu: menu.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    }
}

/// A page before it is HTML.
#[derive(Debug, PartialEq)]
pub(super) struct Source {
    /// `galerie` becomes `galerie.html`.
    pub(super) name: String,
    /// The page of the menu that it stands below; its own name as a rule.
    pub(super) below: String,
    pub(super) title: String,
    /// One sentence for search engines.
    pub(super) description: String,
    /// What the menu says; the title where it says nothing.
    pub(super) menu: String,
    /// Scripts of its own, beside the one that every page has.
    pub(super) scripts: Vec<String>,
    pub(super) markdown: String,
}

impl Source {
    /// Reads the lines `key: value` between two lines `---`, if there are any; the title is otherwise the
    /// first heading, and the description the first paragraph.
    pub(super) fn parse(name: &str, text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let (head, markdown) = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
            Some((head, body)) => (head, body.trim_start()),
            None => ("", text.trim_start()),
        };
        let value = |key: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
            line.map(|value| value.trim().trim_matches('"').to_owned())
        };
        let heading = markdown.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(name).trim();
        let paragraph = markdown
            .split("\n\n")
            .map(str::trim)
            .find(|part| part.starts_with(|c: char| c.is_alphabetic() || c == '*') && !part.is_empty());
        let title = value("title").unwrap_or_else(|| heading.to_owned());
        let plain = |text: &str| text.replace('\n', " ").replace(['*', '`'], "");
        Self {
            name: name.to_owned(),
            below: value("below").unwrap_or_else(|| name.to_owned()),
            description: value("description").unwrap_or_else(|| plain(paragraph.unwrap_or_default())),
            menu: value("menu").unwrap_or_else(|| title.clone()),
            scripts: value("scripts").iter().flat_map(|s| s.split_whitespace()).map(str::to_owned).collect(),
            markdown: if markdown.contains("# ") && markdown.lines().any(|line| line.starts_with("# ")) {
                markdown.to_owned()
            } else {
                format!("# {title}\n\n{markdown}")
            },
            title,
        }
    }
}

/// The pages, in the order of their files' names; those of the pilot under `pilote-…`, with `pilote` first
/// of them: its own page if the folder has `index.md` or `README.md`, else a list.
pub(super) fn pages(project: &Project) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for name in markdown_files(&project.path("www/pages"))? {
        let text = read(&project.path("www/pages").join(format!("{name}.md")))?;
        found.push(Source::parse(&name, &text));
    }
    let folder = project.path("www/pilote");
    for name in if folder.is_dir() { markdown_files(&folder)? } else { Vec::new() } {
        let text = read(&folder.join(format!("{name}.md")))?;
        let mut page = Source::parse(&pilot(&name), &text);
        page.below = "pilote".to_owned();
        page.markdown = page.markdown.replace("{{", "{\u{200b}{");
        found.push(page);
    }
    if !found.iter().any(|page| page.name == "pilote") {
        let pilots = found.iter().filter(|page| page.below == "pilote");
        let list: String = pilots
            .map(|page| format!("- [{}]({}.html) : {}\n", page.title, page.name, page.description))
            .collect();
        if !list.is_empty() {
            let text = format!(
                "---\ntitle: Le pilote\nmenu: Pilote\ndescription: Un mois avec trois communes, avant toutes \
                 les autres.\n---\n# Le pilote\n\nUn mois avec trois communes, avant toutes les autres. Voici \
                 ce qu'il faut pour le mener.\n\n{list}"
            );
            found.push(Source::parse("pilote", &text));
        }
    }
    Ok(found)
}

/// The page that a file of `www/pilote` becomes.
pub(super) fn pilot(file: &str) -> String {
    match file {
        "index" | "README" => "pilote".to_owned(),
        other => format!("pilote-{other}"),
    }
}

fn markdown_files(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".md").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_its_title_or_its_first_heading_does() {
        let page = Source::parse("a", "---\ntitle: Un titre\nscripts: a.js b.js\n---\nTexte.\n");
        assert_eq!((page.title.as_str(), page.menu.as_str()), ("Un titre", "Un titre"));
        assert_eq!(page.scripts, ["a.js", "b.js"]);
        assert_eq!(page.markdown, "# Un titre\n\nTexte.\n");
        let page = Source::parse("b", "# Deux\n\nUn *premier*\nparagraphe.\n\nUn autre.");
        assert_eq!((page.title.as_str(), page.description.as_str()), ("Deux", "Un premier paragraphe."));
    }
}
