//! The page of the territorial picture.

use maud::html;

use super::merge::{ALL, Cell, Picture, TOO_FEW};
use crate::date::french;
use crate::page::layout::{document, figures};

/// The picture for people.
pub(super) fn page(picture: &Picture) -> String {
    let title = "Cybersécurité des communes : les diagnostics transmis";
    let mut themes: Vec<&Cell> = Vec::new();
    for cell in &picture.cells {
        if themes.iter().all(|known| known.theme != cell.theme) {
            themes.push(cell);
        }
    }
    let head = ["Communes", "Combien", "Au moins", "Au plus"].map(str::to_owned);
    let body = html! {
        header {
            h1 { (title) }
            p class="band" { strong { (picture.warning) "." } }
            p class="note" { "Établi le " (french(&picture.generated)) "." }
        }
        main {
            p class="takeaway" {
                (picture.communes) " communes ont transmis leur diagnostic. Il n'y a pas de note d'ensemble, ni de classement."
            }
            p {
                "Chaque commune a un intervalle par thème : ce qu'elle ne sait pas compte pour rien à gauche, pour tout à droite. "
                "Les chiffres sont des moyennes, en pour cent. Sous " (picture.minimum) " communes, rien n'est montré : « " (TOO_FEW) " »."
            }
            @for (at, theme) in themes.iter().enumerate() {
                (figures(&format!("theme-{at}"), &theme.title, &head, html! {
                    @for cell in picture.cells.iter().filter(|cell| cell.theme == theme.theme) {
                        tr {
                            th scope="row" { (band(&cell.band)) }
                            @match (cell.communes, cell.interval) {
                                (Some(communes), Some((low, high))) => {
                                    td class="figure" { (communes) }
                                    td class="figure" { (low) "\u{a0}%" }
                                    td class="figure" { (high) "\u{a0}%" }
                                }
                                _ => { td colspan="3" { (cell.note) } }
                            }
                        }
                    }
                }))
            }
        }
        footer {
            p class="note" {
                (picture.left_out) " fichiers laissés de côté, " (picture.repeated) " en double."
            }
        }
    };
    document(title, "packs.css", body)
}

fn band(id: &str) -> &str {
    match id {
        ALL => "Toutes",
        "under-2000" => "Moins de 2 000 habitants",
        "2000-4999" => "De 2 000 à 4 999 habitants",
        "5000-9999" => "De 5 000 à 9 999 habitants",
        "10000-19999" => "De 10 000 à 19 999 habitants",
        "20000-plus" => "20 000 habitants et plus",
        other => other,
    }
}
