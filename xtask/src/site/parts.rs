//! The parts of a page that are made from something else than its text: lines `{{name arguments}}`.

use anyhow::{Context, Result, bail};
use commune_channel::bind::once;
use pulldown_cmark::{Parser, html::push_html};

use super::html::escape;
use super::lines::{CHOICES, Choice, Options, choice, script};
use super::markdown::block;
use super::packs::{Commune, Packs};
use super::reference::Reference;
use super::source::Settings;
use super::{conformance, weight};
use crate::project::{Project, read};
use crate::release::{Lines, Scripts};

/// What the parts are made of.
pub(super) struct Parts<'a> {
    pub(super) project: &'a Project,
    pub(super) settings: &'a Settings,
    pub(super) packs: &'a Packs,
    pub(super) reference: &'a Reference,
    /// The library's scripts and their hashes.
    pub(super) scripts: &'a Scripts,
    /// The commune of the examples.
    pub(super) commune: Commune,
}

/// Where the library is, seen from a page of the site.
const HERE: &str = "../";

impl Parts<'_> {
    /// The text with comments in the place of parts, and the parts in their order.
    pub(super) fn take(&self, markdown: &str, warnings: &mut Vec<String>) -> Result<(String, Vec<String>)> {
        let mut parts = Vec::new();
        let mut out = String::new();
        for line in markdown.lines() {
            match line.strip_prefix("{{").and_then(|line| line.strip_suffix("}}")) {
                Some(directive) => {
                    let html = self.part(directive.trim(), warnings);
                    parts.push(html.with_context(|| format!("in {line}"))?);
                    out += &format!("\n<!--part {}-->\n\n", parts.len() - 1);
                }
                None => {
                    let line = line.replace("{{host}}", &self.settings.host);
                    let line = line.replace("{{commune}}", &self.commune.name);
                    out += &line.replace("{{version}}", env!("CARGO_PKG_VERSION"));
                    out.push('\n');
                }
            }
        }
        Ok((out, parts))
    }

    fn part(&self, directive: &str, warnings: &mut Vec<String>) -> Result<String> {
        let (name, rest) = directive.split_once(' ').unwrap_or((directive, ""));
        let mut words = rest.split_whitespace();
        match name {
            "lines" => Ok(self.lines(choice(words.next().unwrap_or_default())?, &options(rest)?, false)),
            "div" => Ok(self.lines(choice(words.next().unwrap_or_default())?, &options(rest)?, true)),
            "form" => {
                let choice = choice(words.next().unwrap_or_default())?;
                let form = words.next().unwrap_or_default();
                let line = choice.form(form, &self.settings.host, &self.commune);
                let line = line.with_context(|| format!("{} has no form `{form}`", choice.id))?;
                Ok(block(if form == "iframe" { "html" } else { "line" }, &line))
            }
            "live" => Ok(self.live(choice(words.next().unwrap_or_default())?, &options(rest)?)),
            "cards" => Ok(cards()),
            "reference" => self.reference.tables(words.next().unwrap_or_default()),
            "generator" => self.generator(),
            "pinned" => self.pinned(),
            "all-lines" => Ok(self.all_lines()),
            "packs" => Ok(self.packs.summary()),
            "packs-by-commune" => Ok(self.packs.by_commune()),
            "weight" => weight::table(self.project),
            "conformance" => {
                let (html, lost) = conformance::render(self.project)?;
                warnings.extend(lost);
                Ok(html)
            }
            "exceptions" => conformance::exceptions(self.project),
            "scenarios" => Ok(format!(
                "<p class=\"figure\"><strong>{}</strong> essais décrits</p>",
                conformance::count(self.project)?
            )),
            "changelog" => self.changelog(),
            "search" => Ok(SEARCH.to_owned()),
            other => bail!("no part is called `{other}`"),
        }
    }

    /// The two lines, as a block to copy.
    fn lines(&self, choice: &Choice, options: &Given, div: bool) -> String {
        let host = &self.settings.host;
        let more = options.more();
        let given = options.given(&more);
        let element = if div {
            choice.div(self.project, host, &self.commune, given)
        } else {
            choice.element(self.project, host, &self.commune, given)
        };
        block("html", &format!("{}\n{element}", script(host)))
    }

    /// The widget itself.
    fn live(&self, choice: &Choice, options: &Given) -> String {
        let more = options.more();
        let element = choice.element(self.project, HERE, &self.commune, options.given(&more));
        format!("<div class=\"live\" data-search=\"no\">{element}</div>\n")
    }

    fn generator(&self) -> Result<String> {
        let form = read(&self.project.path("www/generateur.html"))?;
        let communes: String = self
            .packs
            .communes()
            .iter()
            .map(|commune| {
                let selected = if *commune == self.commune { " selected" } else { "" };
                format!("<option value=\"{}\"{selected}>{}</option>\n", commune.insee, escape(&commune.name))
            })
            .collect();
        let widgets: String = CHOICES
            .iter()
            .enumerate()
            .map(|(at, choice)| {
                let checked = if at == 0 { " checked" } else { "" };
                format!(
                    "<label><input type=\"radio\" name=\"service\" value=\"{}\"{checked}> {}</label>\n",
                    choice.id, choice.name
                )
            })
            .collect();
        Ok(form.replace("{{communes}}", &communes).replace("{{widgets}}", &widgets))
    }

    /// The lines that pin the library that the site is published with.
    fn pinned(&self) -> Result<String> {
        let lines = Lines::new(&self.settings.host, self.scripts)?;
        // Several screens of hashes: they scroll in their own box.
        let own = " class=\"tall\" role=\"region\" aria-label=\"Lignes qui figent la version\" tabindex=\"0\"><code>";
        let code = once(&block("html", &lines.html()), "><code>", own)?;
        Ok(format!("<div data-search=\"no\">{code}</div>"))
    }

    /// The lines of every widget for every commune, ready to copy without a script.
    fn all_lines(&self) -> String {
        let host = &self.settings.host;
        let communes = self.packs.communes();
        let mut out = String::from("<ul class=\"names\">\n");
        for commune in &communes {
            out += &format!("<li><a href=\"#c{}\">{}</a></li>\n", commune.insee, escape(&commune.name));
        }
        out += "</ul>\n";
        for commune in &communes {
            let elements: Vec<_> = CHOICES
                .iter()
                .filter(|choice| choice.id != "diagnostic")
                .map(|choice| choice.element(self.project, host, commune, Options::default()))
                .collect();
            out += &format!("<h2 id=\"c{}\">{}</h2>\n", commune.insee, escape(&commune.name));
            let code = block("html", &format!("{}\n{}", script(host), elements.join("\n")));
            out += &format!("<div data-search=\"no\">{code}</div>\n");
        }
        out
    }

    /// CHANGELOG.md without its title and its introduction, in English.
    fn changelog(&self) -> Result<String> {
        let text = read(&self.project.path("CHANGELOG.md"))?;
        let start = text.find("\n## ").context("CHANGELOG.md has no version")?;
        let mut html = String::new();
        push_html(&mut html, Parser::new(&text[start..]));
        Ok(format!("<div lang=\"en\">\n{html}</div>"))
    }
}

/// What stands after the name of a choice: `name="value"` or `name`.
struct Given(Vec<(String, String)>);

impl Given {
    fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    fn more(&self) -> Vec<(&str, &str)> {
        let apart = |name: &str| ["lang", "appearance"].contains(&name);
        let all = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(|(name, _)| !apart(name)).collect()
    }

    fn given<'a>(&'a self, more: &'a [(&'a str, &'a str)]) -> Options<'a> {
        Options { lang: self.value("lang"), appearance: self.value("appearance"), more }
    }
}

fn options(rest: &str) -> Result<Given> {
    let mut found = Vec::new();
    let mut rest = rest.split_once(' ').map_or("", |(_, rest)| rest).trim();
    while !rest.is_empty() {
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        let after = &rest[end..];
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').with_context(|| format!("{name} has no closing quote"))?,
            None => ("", after),
        };
        found.push((name, value.to_owned()));
        rest = after.trim_start();
    }
    Ok(Given(found))
}

/// A card for each widget.
fn cards() -> String {
    let card = |choice: &Choice| {
        format!(
            "<li><h3><a href=\"service-{}.html\">{}</a></h3><p>{}</p></li>\n",
            choice.id, choice.name, choice.purpose
        )
    };
    format!("<ul class=\"cards\">\n{}</ul>", CHOICES.iter().map(card).collect::<String>())
}

/// Without a script the form cannot search: the page then lists what there is.
const SEARCH: &str = "<form class=\"search\" role=\"search\" action=\"recherche.html\" method=\"get\" \
data-search=\"no\"><p><label for=\"q\">Chercher dans ce site</label> \
<input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\"> <button>Chercher</button></p>\
<p id=\"compte\" role=\"status\"></p></form><ol id=\"trouve\" class=\"found\" data-search=\"no\"></ol>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_with_their_quotes() {
        let given = options("energie lang=\"nl\" notice=\"La mairie ferme.\" live").unwrap();
        assert_eq!(given.value("lang"), "nl");
        assert_eq!(given.more(), [("notice", "La mairie ferme."), ("live", "")]);
        assert!(options("energie notice=\"x").is_err());
    }
}
