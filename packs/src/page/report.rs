//! The page that says what was read, left out and doubted.

use maud::{Markup, html};

use super::layout::{document, figures, table};
use super::number::whole;
use super::words::plural;
use crate::date::french;
use crate::read::report::{FileReport, Report};

/// `report.html` beside `report.json`.
#[must_use]
pub fn report(report: &Report) -> String {
    let title = "Compte rendu de lecture des fichiers d'énergie";
    let body = html! {
        header {
            h1 { (title) }
            p class="note" { "Lecture du " (french(&report.generated)) "." }
        }
        main {
            p class="takeaway" {
                @if report.is_clean() {
                    "Tous les fichiers ont été lus en entier, sans doute ni ligne illisible."
                } @else {
                    "Des points sont à vérifier. Ils sont dits fichier par fichier."
                }
            }
            @for (index, file) in report.files.iter().enumerate() { (one(file, index)) }
        }
        footer { p { a href="index.html" { "Toutes les communes" } } }
    };
    document(title, "../../packs.css", body)
}

fn one(file: &FileReport, index: usize) -> Markup {
    let id = format!("fichier-{index}");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (file.name) }
            @if let Some(why) = &file.stopped { p class="band" { strong { "Lecture arrêtée. " } (why) } }
            (counts(file, index))
            (headers(file))
            (problems(file, index))
        }
    }
}

fn counts(file: &FileReport, index: usize) -> Markup {
    let lines = [
        ("Lignes lues", file.rows),
        ("Lignes utilisées", file.used),
        ("dont lignes masquées pour protéger les personnes, en tout ou partie", file.masked),
        ("Lignes d'autres communes", file.outside),
        ("Lignes illisibles, laissées de côté", file.bad),
        ("Doutes sur des lignes gardées", file.doubtful),
        ("Lignes qui ne sont pas en UTF-8, lues comme du Windows-1252", file.not_utf8),
    ];
    figures(
        &format!("table-lignes-{index}"),
        &format!("Lignes du fichier {}", file.name),
        &["Lignes", "Nombre"].map(str::to_owned),
        html! {
            @for (what, count) in lines {
                tr { th scope="row" { (what) } td class="figure" { (whole(count)) } }
            }
        },
    )
}

fn headers(file: &FileReport) -> Markup {
    html! {
        @if !file.missing_headers.is_empty() {
            h3 { "Colonnes nécessaires qui manquent" }
            ul { @for header in &file.missing_headers { li { (header) } } }
        }
        @if !file.unknown_headers.is_empty() {
            h3 { "Colonnes inconnues" }
            ul {
                @for header in &file.unknown_headers {
                    li {
                        "« " (header.name) " »"
                        @if let Some(nearest) = &header.nearest {
                            ", proche de « " (nearest) " »"
                        }
                    }
                }
            }
        }
        @if !file.repeated_headers.is_empty() {
            h3 { "Colonnes en double, la première est utilisée" }
            ul { @for header in &file.repeated_headers { li { "« " (header) " »" } } }
        }
    }
}

fn problems(file: &FileReport, index: usize) -> Markup {
    let place = if file.format == "json" { "Enregistrement" } else { "Ligne" };
    let total = file.bad + file.doubtful;
    html! {
        @if !file.problems.is_empty() {
            (table(
                &format!("table-problemes-{index}"),
                "Ce qui n'a pas pu être lu, ou qui fait douter",
                &[place, "Ce qui ne va pas", "Ce qui a été fait"].map(str::to_owned),
                html! {
                    @for problem in &file.problems {
                        tr {
                            th scope="row" { (whole(problem.place)) }
                            td { (problem.message) }
                            td { @if problem.left_out { "laissée de côté" } @else { "gardée" } }
                        }
                    }
                },
            ))
            @if total > file.problems.len() as u64 {
                p class="note" {
                    (plural(total - file.problems.len() as u64, "autre"))
                    " ne sont pas dits un par un."
                }
            }
        }
    }
}
