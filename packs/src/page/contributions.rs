//! The page of the volunteers' picture.

use commune_meter::Carrier;
use maud::{Markup, html};

use super::layout::{document, figures};
use super::number::{quantity, whole};
use super::words;
use crate::contributions::{CarrierPicture, Picture, ShapePicture};
use crate::date::{french, french_month};

const WEEKDAYS: [&str; 7] = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"];

/// The picture as a whole document; `packs.css` lies beside it.
#[must_use]
pub fn contributions(picture: &Picture) -> String {
    let title = "Ce que disent les foyers volontaires";
    let fewest = picture.fewest_households;
    let body = html! {
        header {
            h1 { (title) }
            p class="note" { "Préparé le " (french(&picture.generated)) "." }
        }
        main {
            p {
                "Des foyers ont transmis leur consommation par mois, sans nom ni numéro de compteur. "
                "Un chiffre n'est montré que s'il vient d'au moins " (fewest) "\u{a0}foyers."
            }
            p class="note" {
                "Fichiers reçus\u{a0}: " (picture.files) ". "
                "Illisibles\u{a0}: " (picture.broken_files) ". "
                "D'un foyer déjà compté\u{a0}: " (picture.repeated_files) "."
            }
            @if picture.carriers.is_empty() { p { "Aucun fichier lisible pour le moment." } }
            @for carrier in &picture.carriers { (one(carrier, fewest)) }
        }
    };
    document(title, "packs.css", body)
}

fn one(picture: &CarrierPicture, fewest: usize) -> Markup {
    let id = match picture.carrier {
        Carrier::Electricity => "electricity",
        Carrier::Gas => "gas",
    };
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (words::carrier(id)) }
            p { (words::plural(picture.households as u64, "foyer")) "." }
            @if picture.months.is_empty() {
                p { "Aucun mois n'a assez de foyers pour être montré." }
            } @else {
                (figures(
                    &format!("{id}-mois"),
                    "Consommation moyenne d'un foyer, par mois",
                    &["Mois", "kWh par foyer", "Foyers"].map(str::to_owned),
                    html! {
                        @for month in &picture.months {
                            tr {
                                th scope="row" { (french_month(&month.month)) }
                                td class="figure" { (quantity(month.mean_kwh)) }
                                td class="figure" { (whole(month.households as u64)) }
                            }
                        }
                    },
                ))
            }
            @if picture.withheld_months > 0 {
                p class="note" {
                    "Mois non montrés, avec moins de " (fewest) "\u{a0}foyers\u{a0}: "
                    (picture.withheld_months) "."
                }
            }
            @if let Some(shape) = &picture.shape { (week(id, shape)) }
            @if picture.shape_withheld {
                p class="note" {
                    "La semaine heure par heure n'est pas montrée\u{a0}: moins de "
                    (fewest) "\u{a0}foyers l'ont transmise."
                }
            }
        }
    }
}

fn week(id: &str, shape: &ShapePicture) -> Markup {
    let head: Vec<String> = std::iter::once("Heure").chain(WEEKDAYS).map(str::to_owned).collect();
    html! {
        (figures(
            &format!("{id}-semaine"),
            "La semaine heure par heure, 100 étant la moyenne de la semaine",
            &head,
            html! {
                @for hour in 0..24 {
                    tr {
                        th scope="row" { (hour) "\u{a0}h" }
                        @for cell in shape.cells.iter().skip(hour).step_by(24) {
                            td class="figure" { (whole((u64::from(*cell) + 5) / 10)) }
                        }
                    }
                }
            },
        ))
        p class="note" { "Moyenne de " (words::plural(shape.households as u64, "foyer")) "." }
    }
}
