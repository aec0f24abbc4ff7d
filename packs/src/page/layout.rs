//! What all pages share: the document, the demonstration band, tables.

use maud::{DOCTYPE, Markup, html};

/// The French document around `body`. `css` is the address of `packs.css` seen from the page.
pub(crate) fn document(title: &str, css: &str, body: Markup) -> String {
    document_in("fr", &[], title, css, body)
}

/// The document in a language. `others` are the same page in other languages: each language and its address.
pub(crate) fn document_in(
    lang: &str,
    others: &[(&str, String)],
    title: &str,
    css: &str,
    body: Markup,
) -> String {
    html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                @for (lang, href) in others { link rel="alternate" hreflang=(lang) href=(href); }
                link rel="stylesheet" href=(css);
            }
            body { (body) }
        }
    }
    .into_string()
}

/// The band of demonstration figures.
pub(super) fn demo_band(demo: bool) -> Markup {
    html! {
        @if demo {
            p class="band" {
                strong { "Données de démonstration." }
                " Ces chiffres sont inventés à partir de la population. Ne les citez pas."
            }
        }
    }
}

/// A table whose columns hold figures, under titles that are aligned with them.
pub(crate) fn figures(id: &str, caption: &str, head: &[String], rows: Markup) -> Markup {
    any_table(id, caption, head, rows, Some("figures"))
}

/// A table of words.
pub(crate) fn table(id: &str, caption: &str, head: &[String], rows: Markup) -> Markup {
    any_table(id, caption, head, rows, None)
}

/// A table that scrolls by itself on narrow screens, by keyboard too. `id` is unique
/// in the page; `head` are the column titles, the first one over the row titles.
fn any_table(id: &str, caption: &str, head: &[String], rows: Markup, class: Option<&str>) -> Markup {
    html! {
        div class="scroll" role="region" aria-labelledby=(id) tabindex="0" {
            table class=[class] {
                caption id=(id) { (caption) }
                thead {
                    tr {
                        @for title in head { th scope="col" { (title) } }
                    }
                }
                tbody { (rows) }
            }
        }
    }
}

/// An address as a link where it is one (http, https or mail), else as text.
pub(crate) fn address(text: &str) -> Markup {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let mail = !web && text.contains('@') && !text.contains(char::is_whitespace);
    html! {
        @if web {
            a href=(text) { (text) }
        } @else if mail {
            a href={ "mailto:" (text.trim_start_matches("mailto:")) } {
                (text.trim_start_matches("mailto:"))
            }
        } @else {
            (text)
        }
    }
}
