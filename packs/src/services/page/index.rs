//! The page that lists the communes.

use maud::html;

use super::demo_band;
use crate::date::french;
use crate::page::layout::{document, figures};
use crate::page::words::plural;
use crate::services::build::Publication;
use crate::services::report::Report;

/// One commune of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// INSEE code.
    pub insee: String,
    /// Name.
    pub name: String,
    /// Its places.
    pub places: usize,
    /// Findings that mislead residents.
    pub serious: usize,
    /// All findings.
    pub findings: usize,
}

/// `index.html` beside the packs.
#[must_use]
pub fn index(lines: &[Line], metropole: &str, publication: &Publication, rest: &Report) -> String {
    let title = if metropole.is_empty() {
        "Les services des communes".to_owned()
    } else {
        format!("Les services des communes\u{a0}: {metropole}")
    };
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by_key(|line| crate::read::column::normal(&line.name));
    let body = html! {
        header {
            h1 { (title) }
            (demo_band(publication.demo))
            p class="note" { (plural(lines.len() as u64, "commune")) ". Pages préparées le " (french(&publication.generated)) "." }
        }
        main {
            (figures(
                "table-communes",
                "Les communes, et ce qui est à corriger dans leurs données",
                &["Commune", "Lieux", "À corriger", "À regarder"].map(str::to_owned),
                html! {
                    @for line in sorted {
                        tr {
                            th scope="row" { a href={ (line.insee) ".html" } { (line.name) } }
                            td class="figure" { (line.places) }
                            td class="figure" { a href={ "report/" (line.insee) ".html" } { (line.serious) } }
                            td class="figure" { (line.findings - line.serious) }
                        }
                    }
                },
            ))
            @if !rest.findings.is_empty() {
                p {
                    a href="report/sans-commune.html" {
                        (plural(rest.findings.len() as u64, "point")) " à regarder hors de toute commune"
                    }
                }
            }
        }
    };
    document(&title, "../../packs.css", body)
}
