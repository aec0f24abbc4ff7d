//! The page that a town clerk corrects from.

use maud::{Markup, html};

use crate::date::french;
use crate::page::layout::{document, table};
use crate::page::words::plural;
use crate::services::draft::Origins;
use crate::services::findings::{KINDS, Kind};
use crate::services::join::Why;
use crate::services::read::FileReport;
use crate::services::report::{Report, Told};

/// `report/<insee>.html`.
#[must_use]
pub fn report(report: &Report) -> String {
    let whom = if report.commune.is_empty() { "hors commune" } else { report.commune.as_str() };
    let title = format!("Qualité des données de services\u{a0}: {whom}");
    let serious = report.findings.iter().filter(|told| told.serious).count();
    let body = html! {
        header {
            h1 { (title) }
            p class="note" { "Vérification du " (french(&report.generated)) ". " (plural(report.records as u64, "fiche")) "." }
        }
        main {
            p class="takeaway" {
                @if report.findings.is_empty() {
                    "Rien à corriger."
                } @else if serious == 0 {
                    "Rien de grave. " (plural(report.findings.len() as u64, "point")) " à regarder quand vous aurez le temps."
                } @else {
                    (plural(serious as u64, "point")) " à corriger d'abord"
                    @if report.findings.len() > serious { ", puis " (report.findings.len() - serious) " à regarder" }
                    "."
                }
            }
            @for kind in KINDS { (of_kind(kind, report)) }
            (joins(report))
            @for (index, file) in report.files.iter().enumerate() { (read(file, index)) }
        }
        footer { p { a href="../index.html" { "Toutes les communes" } } }
    };
    document(&title, "../../../packs.css", body)
}

fn of_kind(kind: &Kind, report: &Report) -> Markup {
    let told: Vec<&Told> = report.findings.iter().filter(|told| told.finding.kind == kind.id).collect();
    let id = format!("table-{}", kind.id);
    html! {
        @if !told.is_empty() {
            section aria-labelledby=(kind.id) {
                h2 id=(kind.id) { (kind.what) " (" (told.len()) ")" }
                p { strong { "Comment corriger\u{a0}: " } (kind.how) }
                (table(
                    &id,
                    kind.what,
                    &["Fiche", "Ce qui a été vu", "Où corriger"].map(str::to_owned),
                    html! {
                        @for told in &told {
                            tr {
                                th scope="row" { (told.finding.title) }
                                td { (told.finding.seen) }
                                td { (place(told)) }
                            }
                        }
                    },
                ))
            }
        }
    }
}

/// In which source, and where in it.
fn place(told: &Told) -> Markup {
    let finding = &told.finding;
    html! {
        @match finding.source {
            "own" => { "Votre fichier " (finding.file) ", ligne " (finding.line) ", identifiant " (finding.id) }
            "dila" => { "L'annuaire du service public, fiche " (finding.id) ". La mairie peut demander la correction sur service-public.fr." }
            "acceslibre" => { "acceslibre, fiche " (finding.id) ". Chacun peut corriger sur acceslibre.beta.gouv.fr." }
            _ => { "La cartographie de la médiation numérique, fiche " (finding.id) " (ligne " (finding.line) " du fichier " (finding.file) ")" }
        }
    }
}

fn joins(report: &Report) -> Markup {
    let name = |id: &str| {
        [Origins::Own, Origins::Dila, Origins::Mednum, Origins::Acceslibre]
            .into_iter()
            .find(|origin| origin.id() == id)
            .map_or("", Origins::name)
    };
    html! {
        @if !report.joins.is_empty() {
            section aria-labelledby="rapprochements" {
                h2 id="rapprochements" { "Fiches réunies (" (report.joins.len()) ")" }
                p { "Ces fiches de deux sources décrivent le même lieu. Elles n'en font plus qu'une. Dites-nous si l'outil se trompe." }
                (table(
                    "table-rapprochements",
                    "Fiches réunies et pourquoi",
                    &["Fiche", "Réunie avec", "Pourquoi"].map(str::to_owned),
                    html! {
                        @for join in &report.joins {
                            tr {
                                th scope="row" { (join.sides[0].title) " (" (name(join.sides[0].source)) ")" }
                                td { (join.sides[1].title) " (" (name(join.sides[1].source)) ")" }
                                td {
                                    @match join.why {
                                        Why::Id => "une fiche cite l'identifiant de l'autre",
                                        Why::Siret => "même SIRET et noms proches",
                                        Why::NameAndPlace => "noms proches, même endroit",
                                    }
                                    @if let Some(metres) = join.metres { ", à " (metres) "\u{a0}m" }
                                }
                            }
                        }
                    },
                ))
            }
        }
    }
}

fn read(file: &FileReport, index: usize) -> Markup {
    let id = format!("fichier-{index}");
    let place = if file.source == "dila" { "Enregistrement" } else { "Ligne" };
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { "Lecture du fichier " (file.name) }
            @if let Some(why) = &file.stopped { p class="band" { strong { "Lecture arrêtée. " } (why) } }
            p {
                (plural(file.rows, "ligne")) " lues, " (file.used) " utilisées, " (file.outside)
                " d'autres communes ou sans service public, " (file.bad) " illisibles."
            }
            @if !file.missing_headers.is_empty() {
                p { "Colonnes nécessaires qui manquent\u{a0}: " (file.missing_headers.join(", ")) "." }
            }
            @if !file.unknown_headers.is_empty() {
                p { "Colonnes inconnues, laissées de côté\u{a0}:" }
                ul {
                    @for header in &file.unknown_headers {
                        li {
                            "« " (header.name) " »"
                            @if let Some(nearest) = &header.nearest { ", proche de « " (nearest) " »" }
                        }
                    }
                }
            }
            @if !file.problems.is_empty() {
                (table(
                    &format!("table-fichier-{index}"),
                    "Lignes illisibles, laissées de côté",
                    &[place, "Colonne", "Ce qui ne va pas"].map(str::to_owned),
                    html! {
                        @for problem in &file.problems {
                            tr {
                                th scope="row" { (problem.line) }
                                td { (problem.column) }
                                td { (problem.message) }
                            }
                        }
                    },
                ))
            }
        }
    }
}
