//! The pages of a run: its report, and the list of what is there.

use std::path::Path;

use maud::{Markup, html};
use serde_json::Value;

use super::report::{Line, Outcome, Report};
use super::state::State;
use crate::date::french;
use crate::french::count;
use crate::page::layout::{document, table};

/// `rapport.html`.
pub(super) fn report(report: &Report) -> String {
    let title = "Compte rendu de la préparation des données";
    let wrong = report.steps.iter().filter(|line| line.outcome.is_failure()).count() as u64;
    let body = html! {
        header {
            h1 { (title) }
            p class="note" { "Préparation du " (french(&report.generated)) "." }
        }
        main {
            p class="takeaway" {
                @if wrong == 0 {
                    "Toutes les sources sont prêtes."
                } @else {
                    (count(wrong, "source")) " à corriger. Les autres sont prêtes."
                }
            }
            (table(
                "table-sources",
                "Les sources",
                &["Source", "État", "Paquets en place", "Fichiers"].map(str::to_owned),
                html! { @for line in &report.steps { (row(line)) } },
            ))
            @for line in &report.steps { (details(line)) }
            (due(report))
        }
        footer { p { a href="packs/index.html" { "Les données" } } }
    };
    document(title, "packs/packs.css", body)
}

fn row(line: &Line) -> Markup {
    html! {
        tr {
            th scope="row" { (line.title) }
            td { (line.state()) }
            td { @match &line.since { Some(since) => (french(since)), None => "aucun" } }
            td { (line.files) }
        }
    }
}

fn details(line: &Line) -> Markup {
    let told = !line.faults.is_empty() || !line.remarks.is_empty() || !line.stale.is_empty();
    let id = format!("source-{}", line.id);
    html! {
        @if told {
            section aria-labelledby=(id) {
                h2 id=(id) { (line.title) }
                @if !line.faults.is_empty() {
                    h3 { "À corriger" }
                    ul { @for fault in &line.faults { li { (fault) } } }
                    @if line.outcome == Outcome::Failed {
                        p class="note" { "Rien n'a été remplacé : les paquets précédents restent en ligne." }
                    }
                }
                @if !line.remarks.is_empty() {
                    h3 { "À savoir" }
                    ul { @for remark in &line.remarks { li { (remark) } } }
                }
                @if !line.stale.is_empty() {
                    h3 { "Fichiers qui ne sont plus écrits" }
                    p { "Ils restent, pour les pages qui y mènent. Enlevez-les s'ils ne servent plus." }
                    ul { @for name in &line.stale { li { (name) } } }
                }
            }
        }
    }
}

fn due(report: &Report) -> Markup {
    html! {
        @if !report.due.is_empty() {
            section aria-labelledby="a-renouveler" {
                h2 id="a-renouveler" { "À renouveler" }
                ul {
                    @for due in &report.due {
                        li {
                            (count(due.packs, "paquet")) " (" (due.example) "…) : mise à jour "
                            @if due.late { "attendue depuis le " } @else { "attendue le " }
                            (french(&due.next_update)) "."
                        }
                    }
                }
                p class="note" { "Donnez à la commande un export plus récent et la date du suivant." }
            }
        }
    }
}

/// `packs/index.html`: what is there, for people. It changes only with the files that are there.
pub(super) fn index(place: &Path, state: &State) -> String {
    let title = "Les données des widgets";
    let files: Vec<&str> = state
        .steps
        .values()
        .flat_map(|past| past.files.keys())
        .filter_map(|name| name.strip_prefix("packs/"))
        .collect();
    let has = |name: &str| files.contains(&name);
    let below = |folder: &str, end: &str| -> Vec<&str> {
        let mut names: Vec<&str> =
            files.iter().copied().filter(|name| name.starts_with(folder) && name.ends_with(end)).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let link = |name: &str, words: &str| html! { @if has(name) { li { a href=(name) { (words) } } } };
    let list = |heading: &str, id: &str, names: Vec<&str>| {
        html! {
            @if !names.is_empty() {
                section aria-labelledby=(id) {
                    h2 id=(id) { (heading) }
                    ul { @for name in names { li { a href=(name) { (words(place, name)) } } } }
                }
            }
        }
    };
    let body = html! {
        header { h1 { (title) } }
        main {
            ul {
                (link("energy/1/index.html", "L'énergie, par commune"))
                (link("services/1/index.html", "Les services et démarches, par commune"))
                (link("catalogue.jsonld", "Le catalogue (DCAT-AP)"))
            }
            (list("Les consultations", "consultations", below("consultation/1/", ".html")))
            (list("Le quiz", "quiz", below("cyber-quiz/1/", ".html")))
            (list("Les degrés-jours", "degres-jours", below("degree-days/1/", ".json")))
        }
    };
    document(title, "packs.css", body)
}

/// What a file is called: by its commune, else its platform or station, else its own name.
fn words(place: &Path, name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let bytes = std::fs::read(place.join(format!("packs/{stem}.json"))).unwrap_or_default();
    let json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let names =
        ["commune", "station", "platform"].into_iter().filter_map(|field| json[field]["name"].as_str());
    let known = names.map(str::trim).find(|name| !name.is_empty());
    known.map_or_else(|| stem.rsplit('/').next().unwrap_or(stem).to_owned(), str::to_owned)
}
