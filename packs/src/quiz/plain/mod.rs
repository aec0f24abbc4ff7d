//! The plain page beside a pack: what `<commune-cyber-quiz>` holds, as text, where no script runs or on paper.
//!
//! Every text of the pack is in it, and says in words which replies are right. The words that the widget has too come
//! from its own messages (`words`), the addresses of the sources from the names of those who publish them (`sources`).

mod bank;
mod diagnosis;
mod item;
mod sources;
mod words;

use commune_cyber_quiz::data::Header;
use maud::{Markup, html};

use words::Said;

use crate::page::layout::document_in;
use crate::page::sources::{Origin, origin_in};

pub use bank::bank;
pub use diagnosis::diagnosis;

/// A page: its head, with the help for victims in sight, and its parts.
struct Page<'p> {
    said: &'p Said,
    header: &'p Header,
    /// `residents`, `commune`…: the first part of the file's name.
    name: &'p str,
    /// The languages that this page exists in, its own among them.
    langs: &'p [&'p str],
    title: &'p str,
    /// What it holds, and how to read it.
    lead: Markup,
    /// The links of its table of contents: an id and a title.
    contents: Vec<(String, String)>,
    /// Texts that wait for an expert, and all of them.
    waiting: (usize, usize),
    /// Its own sections.
    main: Markup,
    /// Where a person turns to.
    help: Markup,
}

impl Page<'_> {
    fn document(self) -> String {
        let Self { said, header, name, langs, title, lead, mut contents, waiting, main, help } = self;
        let own = said.own;
        contents.push(("part-help".to_owned(), own.help.to_owned()));
        contents.push(("part-origin".to_owned(), own.origin.to_owned()));
        let others: Vec<(&str, String)> = langs
            .iter()
            .filter(|lang| **lang != header.lang)
            .map(|lang| (*lang, format!("{name}.{lang}.html")))
            .collect();
        let body = html! {
            header {
                @if !others.is_empty() {
                    nav class="languages" aria-label=(own.languages) {
                        ul {
                            @for (lang, href) in &others {
                                li { a href=(href) lang=(lang) hreflang=(lang) { (own_name(lang)) } }
                            }
                        }
                    }
                }
                h1 { (title) }
                p class="band" {
                    strong { (said.shared("victim")) " " a href="https://17cyber.gouv.fr" { "17cyber.gouv.fr" } }
                    ". " (own.victim)
                }
                (lead)
            }
            nav aria-labelledby="part-contents" {
                h2 id="part-contents" { (own.contents) }
                ul { @for (id, title) in &contents { li { a href={ "#" (id) } { (title) } } } }
            }
            main {
                (main)
                section aria-labelledby="part-help" {
                    h2 id="part-help" { (own.help) }
                    (help)
                }
                section aria-labelledby="part-origin" {
                    h2 id="part-origin" { (own.origin) }
                    (origin_in(&header.lang, &Origin {
                        source: &header.source,
                        licence: &header.licence,
                        generated: &header.generated,
                        owner: &header.owner,
                        contact: &header.contact,
                        next_update: &header.next_update,
                    }))
                    @if waiting.0 > 0 {
                        p { (words::fill(own.waiting, &[("n", waiting.0), ("of", waiting.1)])) }
                    }
                    p { a href={ (name) "." (header.lang) ".json" } { (own.json) } }
                }
            }
        };
        let html = document_in(&header.lang, &others, title, "../../packs.css", body);
        if header.lang == "fr" { unbroken(&html) } else { html }
    }
}

/// French signs stay on the line of their word, wherever a content has a plain space before them.
fn unbroken(html: &str) -> String {
    [" ?", " !", " :", " ;", " »"]
        .into_iter()
        .fold(html.replace("« ", "«\u{a0}"), |html, sign| html.replace(sign, &sign.replace(' ', "\u{a0}")))
}

/// A language in itself.
fn own_name(lang: &str) -> &str {
    match lang {
        "fr" => "Français",
        "nl" => "Nederlands",
        "en" => "English",
        other => other,
    }
}

/// A text of a pack: each line is a paragraph.
fn paragraphs(text: &str) -> Markup {
    html! { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p { (line) } } }
}

/// A text of a pack under a label that its first paragraph opens with.
fn labelled(said: &Said, label: &str, text: &str) -> Markup {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    html! {
        @if !text.trim().is_empty() {
            p { strong { (label) (said.own.colon) } (first) }
            (paragraphs(rest))
        }
    }
}

/// A list of whom to turn to: what for, an address and its name.
fn turn_to(lines: &[(&str, &str, &str)]) -> Markup {
    html! { ul { @for (what, href, name) in lines { li { (what) " " a href=(href) { (name) } } } } }
}
