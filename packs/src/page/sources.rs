//! Where the figures come from.

use commune_energy::data::pack::Source;
use maud::{Markup, html};

use super::layout::{address, table};
use super::number::whole;
use crate::date::{french, in_words};

/// Who publishes the figures, from what, until when.
pub(crate) struct Origin<'p> {
    pub(crate) source: &'p str,
    pub(crate) licence: &'p str,
    pub(crate) generated: &'p str,
    pub(crate) owner: &'p str,
    pub(crate) contact: &'p str,
    pub(crate) next_update: &'p str,
}

/// The list of who, what and when, in French.
pub(crate) fn origin(origin: &Origin<'_>) -> Markup {
    origin_in("fr", origin)
}

/// The list of who, what and when, in a language.
pub(crate) fn origin_in(lang: &str, origin: &Origin<'_>) -> Markup {
    let [source, licence, generated, owner, contact, next] = match lang {
        "nl" => [
            "Bron",
            "Licentie",
            "Pagina gemaakt op",
            "Uitgegeven door",
            "Contact",
            "Volgende update verwacht op",
        ],
        "en" => {
            ["Source", "Licence", "Page prepared on", "Published by", "Contact", "Next update expected on"]
        }
        _ => [
            "Source",
            "Licence",
            "Page préparée le",
            "Publié par",
            "Contact",
            "Prochaine mise à jour prévue le",
        ],
    };
    html! {
        dl {
            dt { (source) } dd { (origin.source) }
            @if !origin.licence.is_empty() { dt { (licence) } dd { (origin.licence) } }
            dt { (generated) } dd { (in_words(lang, origin.generated)) }
            @if !origin.owner.is_empty() { dt { (owner) } dd { (origin.owner) } }
            @if !origin.contact.is_empty() { dt { (contact) } dd { (address(origin.contact)) } }
            @if !origin.next_update.is_empty() {
                dt { (next) } dd { (in_words(lang, origin.next_update)) }
            }
        }
    }
}

/// The files that the figures come from.
pub(super) fn files(sources: &[Source]) -> Markup {
    let head = ["Fichier", "Publié par", "Licence", "Date", "Lignes utilisées", "Lignes illisibles"]
        .map(str::to_owned);
    table(
        "table-sources",
        "Les fichiers d'où viennent ces chiffres",
        &head,
        html! {
            @for source in sources {
                tr {
                    th scope="row" {
                        (source.name)
                        @if !source.url.is_empty() { br; (address(&source.url)) }
                    }
                    td { (or_unknown(&source.owner)) }
                    td { (or_unknown(&source.licence)) }
                    td { (or_unknown(&french(&source.date))) }
                    td class="figure" { (whole(source.rows.into())) }
                    td class="figure" { (whole(source.bad_rows.into())) }
                }
            }
        },
    )
}

fn or_unknown(text: &str) -> &str {
    if text.is_empty() { "non précisé" } else { text }
}
