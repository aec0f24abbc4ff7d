//! Markdown to HTML, with the site's own rules for code and links.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};

use super::html::escape;
use super::source::pilot;

/// Where a page's links may lead.
pub(super) struct Links<'a> {
    /// Names of the pages and their titles.
    pub(super) pages: &'a BTreeMap<String, String>,
    /// Paths of the other files of the site.
    pub(super) files: &'a BTreeSet<String>,
    /// Whether the page comes from `www/pilote`.
    pub(super) pilot: bool,
}

/// The HTML of a page. A link to a file that is not part of the site keeps its text only, and is told in
/// `lost`; one whose text is the name of a page's file takes the page's title.
pub(super) fn html(markdown: &str, links: &Links<'_>, lost: &mut Vec<String>) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut events = Vec::new();
    let mut code: Option<(String, String)> = None;
    let mut dropped = 0;
    // The name of a file that would be the text of its link, and the title that is.
    let mut named: Option<(String, String)> = None;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                code = Some((language, String::new()));
            }
            Event::Text(text) if code.is_some() => {
                if let Some((_, all)) = code.as_mut() {
                    all.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, text)) = code.take() {
                    events.push(Event::Html(block(&language, text.trim_end()).into()));
                }
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => match target(&dest_url, links) {
                Some(url) => {
                    let page = url.split(".html").next().and_then(|page| links.pages.get(page));
                    named = page.map(|title| (dest_url.to_string(), title.clone()));
                    events.push(Event::Start(Tag::Link { link_type, dest_url: url, title, id }));
                }
                None => {
                    lost.push(dest_url.into_string());
                    dropped += 1;
                }
            },
            Event::End(TagEnd::Link) if dropped > 0 => dropped -= 1,
            Event::Text(text) => match named.take().filter(|(file, _)| **file == *text) {
                Some((_, title)) => events.push(Event::Text(title.into())),
                None => events.push(Event::Text(text)),
            },
            event => events.push(event),
        }
    }
    let mut out = String::new();
    push_html(&mut out, events.into_iter());
    out
}

/// A block of code. A long line wraps: nothing to scroll at 320 pixels.
pub(super) fn block(language: &str, text: &str) -> String {
    let language = if language.is_empty() { "text" } else { language };
    format!("<pre data-code=\"{}\"><code>{}</code></pre>\n", escape(language), escape(text))
}

/// Where a link leads on the site: other sites and anchors as they are, `x.md` to its page.
fn target<'a>(url: &CowStr<'a>, links: &Links<'_>) -> Option<CowStr<'a>> {
    let outside = ["https://", "http://", "mailto:", "tel:", "#", "../"];
    let within_the_project = links.pilot && url.starts_with("../");
    if outside.iter().any(|start| url.starts_with(start)) && !within_the_project {
        return Some(url.clone());
    }
    let (path, anchor) = url.split_once('#').map_or((&**url, ""), |(path, anchor)| (path, anchor));
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    let file = path.trim_start_matches("./");
    let file =
        if links.pilot { file.trim_start_matches("../pages/") } else { file.trim_start_matches("pilote/") };
    if let Some(stem) = file.strip_suffix(".md").or_else(|| file.strip_suffix(".html")) {
        let own = Path::new(stem).file_name()?.to_string_lossy();
        let names = [pilot(&own), own.into_owned()];
        let names = if links.pilot {
            names
        } else {
            let [a, b] = names;
            [b, a]
        };
        let page = names.into_iter().find(|name| links.pages.contains_key(name))?;
        return Some(format!("{page}.html{anchor}").into());
    }
    let copied = if links.pilot { format!("pilote/{file}") } else { file.to_owned() };
    links.files.contains(&copied).then(|| format!("{copied}{anchor}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(markdown: &str, pilot: bool) -> (String, Vec<String>) {
        let pages =
            ["a", "pilote", "pilote-elus"].map(|name| (name.to_owned(), format!("Page {name}"))).into();
        let files = ["pilote/nginx.conf".to_owned()].into();
        let mut lost = Vec::new();
        (html(markdown, &Links { pages: &pages, files: &files, pilot }, &mut lost), lost)
    }

    #[test]
    fn links_lead_to_pages_and_files_of_the_site() {
        let (html, lost) = render("[e](elus.md#x) [n](nginx.conf) [r](README.md)", true);
        assert!(html.contains("\"pilote-elus.html#x\"") && html.contains("\"pilote/nginx.conf\""), "{html}");
        assert!(html.contains("\"pilote.html\"") && lost.is_empty(), "{html} {lost:?}");
        let (html, _) = render("[elus.md](elus.md)", true);
        assert_eq!(html, "<p><a href=\"pilote-elus.html\">Page pilote-elus</a></p>\n");
        let (html, _) = render("[a](a.html) [p](https://example.org) [k](../packs/x.html)", false);
        assert!(html.contains("\"a.html\"") && html.contains("\"../packs/x.html\""), "{html}");
    }

    #[test]
    fn a_link_that_leads_nowhere_keeps_its_text_and_is_told() {
        let (html, lost) = render("voir [le code](../../packs/src/x.rs).", true);
        assert_eq!(html, "<p>voir le code.</p>\n");
        assert_eq!(lost, ["../../packs/src/x.rs"]);
    }

    #[test]
    fn code_is_kept_as_it_is_written() {
        let (html, _) = render("```html\n<a b=\"c\">\n\nd\n```", false);
        assert_eq!(html, "<pre data-code=\"html\"><code>&lt;a b=&quot;c&quot;&gt;\n\nd</code></pre>\n");
    }
}
