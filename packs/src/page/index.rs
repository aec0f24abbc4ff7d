//! The page of the metropole: all communes, the totals, and what is missing.

use maud::{Markup, html};

use super::figures::Shown;
use super::layout::{demo_band, document, figures, table};
use super::number::whole;
use super::sources::{Origin, origin};
use super::words;
use crate::pack::{CommuneLine, Metropole, MetropoleSeries};

/// `index.html` beside the packs. `written` tells the communes that have a page.
#[must_use]
pub fn index(metropole: &Metropole, written: impl Fn(&str) -> bool) -> String {
    let title = format!("L'énergie dans les communes\u{a0}: {}", metropole.name);
    let body = html! {
        header {
            h1 { (title) }
            (demo_band(metropole.demo))
            p class="note" {
                (words::plural(metropole.communes.len() as u64, "commune")) ", "
                (whole(metropole.population.into())) "\u{a0}habitants. "
                @if !metropole.coverage.is_empty() { "Années\u{a0}: " (metropole.coverage) "." }
            }
        }
        main {
            (communes(metropole, &written))
            (totals(metropole))
            (gaps(metropole))
            section aria-labelledby="sources" {
                h2 id="sources" { "D'où viennent ces chiffres" }
                (origin(&Origin {
                    source: &metropole.source,
                    licence: &metropole.licence,
                    generated: &metropole.generated,
                    owner: &metropole.owner,
                    contact: &metropole.contact,
                    next_update: &metropole.next_update,
                }))
                ul {
                    li { a href="report.html" { "Compte rendu de lecture des fichiers" } }
                    li { a href="metropole.json" { "Les chiffres de la métropole (JSON)" } }
                }
            }
        }
    };
    document(&title, "../../packs.css", body)
}

/// The last year in which some commune has a figure.
fn last_year(metropole: &Metropole) -> Option<usize> {
    let group = metropole.housing.as_ref()?;
    let mean = group.carriers.iter().find(|mean| mean.carrier == "all")?;
    (0..metropole.years.len()).rev().find(|year| Shown::mean(mean, *year).value().is_some())
}

fn communes(metropole: &Metropole, written: &impl Fn(&str) -> bool) -> Markup {
    let last = last_year(metropole);
    let caption = match last {
        Some(year) => format!(
            "Consommation des logements en {}, toutes énergies, en kWh par habitant",
            metropole.years[year]
        ),
        None => "Les communes".into(),
    };
    let figure = |line: &CommuneLine| {
        let mean = line.housing.iter().find(|mean| mean.carrier == "all");
        match (mean, last) {
            (Some(mean), Some(year)) => Shown::mean(mean, year),
            _ => Shown::Absent,
        }
    };
    let mut sorted: Vec<&CommuneLine> = metropole.communes.iter().collect();
    sorted.sort_by_key(|line| crate::read::column::normal(&line.name));
    html! {
        section aria-labelledby="communes" {
            h2 id="communes" { "Les communes" }
            (figures(
                "table-communes",
                &caption,
                &["Commune", "Habitants", "kWh par habitant"].map(str::to_owned),
                html! {
                    @for line in sorted {
                        tr {
                            th scope="row" {
                                @if written(&line.insee) {
                                    a href={ (line.insee) ".html" } { (line.name) }
                                } @else {
                                    (line.name)
                                }
                            }
                            td class="figure" { (whole(line.population.into())) }
                            (figure(line).cell())
                        }
                    }
                },
            ))
            p class="note" {
                "« Au moins »\u{a0}: une partie est masquée pour protéger les personnes, ou absente. "
                "« Absent »\u{a0}: le chiffre est masqué en entier, ou les fichiers ne disent rien. "
                "La page de la commune le précise."
            }
        }
    }
}

fn totals(metropole: &Metropole) -> Markup {
    let shown = |series: &MetropoleSeries, year: usize| match (
        series.mwh[year],
        series.withheld[year] + series.missing[year],
    ) {
        (Some(mwh), 0) => Shown::Known(mwh),
        (Some(mwh), _) => Shown::AtLeast(mwh),
        (None, _) if series.withheld[year] > 0 => Shown::Masked,
        (None, _) => Shown::Absent,
    };
    html! {
        @if !metropole.series.is_empty() {
            section aria-labelledby="metropole" {
                h2 id="metropole" { "Toute la métropole" }
                (by_year(metropole, "table-metropole", "Consommation en MWh, par énergie et secteur", |series, year| {
                    shown(series, year).cell()
                }))
            }
        }
    }
}

fn gaps(metropole: &Metropole) -> Markup {
    let text = |series: &MetropoleSeries, year: usize| {
        let parts = [
            (series.complete[year], "connues", "connue"),
            (series.withheld[year], "masquées", "masquée"),
            (series.missing[year], "absentes", "absente"),
        ];
        let said: Vec<String> = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, many, one)| format!("{count}\u{a0}{}", if count > 1 { many } else { one }))
            .collect();
        said.join(", ")
    };
    html! {
        @if !metropole.series.is_empty() {
            section aria-labelledby="inventaire" {
                h2 id="inventaire" { "Ce qui est connu, masqué ou absent" }
                (by_year(metropole, "table-inventaire", "Nombre de communes selon leur chiffre, par énergie et secteur", |series, year| {
                    html! { td { (text(series, year)) } }
                }))
                p class="note" {
                    "« Masquée »\u{a0}: au moins un chiffre est masqué pour protéger les personnes. "
                    "« Absente »\u{a0}: la commune a un chiffre une autre année, pas celle-ci."
                }
            }
        }
    }
}

fn by_year(
    metropole: &Metropole,
    id: &str,
    caption: &str,
    cell: impl Fn(&MetropoleSeries, usize) -> Markup,
) -> Markup {
    let table = if id == "table-metropole" { figures } else { table };
    let head: Vec<String> = ["Énergie et secteur".to_owned()]
        .into_iter()
        .chain(metropole.years.iter().map(u16::to_string))
        .collect();
    table(
        id,
        caption,
        &head,
        html! {
            @for series in &metropole.series {
                tr {
                    th scope="row" {
                        (words::carrier(&series.carrier)) ", "
                        (words::sector(&series.sector).to_lowercase())
                    }
                    @for year in 0..metropole.years.len() { (cell(series, year)) }
                }
            }
        },
    )
}
