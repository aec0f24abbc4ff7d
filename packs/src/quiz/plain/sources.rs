//! The sources of an item as links: a pack names a document, whose publisher has an address that lasts.

use maud::{Markup, html};

/// Who publishes, as the titles of the sources begin, and where. Pages below these addresses come and go.
const PUBLISHERS: [(&str, &str); 9] = [
    ("17cyber.gouv.fr", "https://17cyber.gouv.fr"),
    ("33700.fr", "https://www.33700.fr"),
    ("ANSSI, MonAideCyber", "https://monaide.cyber.gouv.fr"),
    ("ANSSI", "https://cyber.gouv.fr"),
    ("MonAideCyber", "https://monaide.cyber.gouv.fr"),
    ("Code des assurances", "https://www.legifrance.gouv.fr"),
    ("Cybermalveillance.gouv.fr", "https://www.cybermalveillance.gouv.fr"),
    ("RGPD", "https://eur-lex.europa.eu/eli/reg/2016/679/oj"),
    ("Service-public.fr", "https://www.service-public.gouv.fr"),
];

/// The title of a source, the name of who publishes it as a link; a title of somebody unknown as text. Titles are French,
/// whatever the language of the page.
pub(super) fn linked(lang: &str, title: &str) -> Markup {
    let known = PUBLISHERS.iter().find_map(|(name, href)| Some((*name, *href, title.strip_prefix(name)?)));
    html! {
        span lang=[(lang != "fr").then_some("fr")] {
            @match known {
                Some((name, href, rest)) => { a href=(href) { (name) } (rest) }
                None => (title),
            }
        }
    }
}

/// Several titles with `;` between them.
pub(super) fn all(lang: &str, titles: &str) -> Markup {
    html! {
        @for (at, title) in titles.split(';').enumerate() {
            @if at > 0 { ";" }
            // The space after a semicolon stays outside of the link.
            @let trimmed = title.trim_start();
            (&title[..title.len() - trimmed.len()]) (linked(lang, trimmed))
        }
    }
}
