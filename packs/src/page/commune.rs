//! The page of a commune: what its pack holds, for everyone.

use commune_energy::data::pack::{Pack, Series};
use maud::{Markup, html};

use super::figures::{Shown, carriers, housing_per_inhabitant, of, sum};
use super::housing;
use super::layout::{demo_band, document, figures, table};
use super::number::whole;
use super::sources::{Origin, files, origin};
use super::words;

/// The page beside `<insee>.json`, as a whole document.
#[must_use]
pub fn commune(pack: &Pack, metropole: &str) -> String {
    let title = format!("L'énergie {}", words::at(&pack.commune.name));
    let insee = &pack.commune.insee;
    let body = html! {
        header {
            h1 { (title) }
            (demo_band(pack.demo))
            @if pack.commune.population > 0 {
                p class="note" {
                    (whole(pack.commune.population.into())) "\u{a0}habitants. Code INSEE\u{a0}: "
                    (insee) "."
                }
            }
        }
        main {
            @if pack.series.is_empty() {
                p {
                    "Aucun chiffre pour cette commune. "
                    "Les fichiers lus ne parlent pas d'elle."
                }
            } @else {
                (takeaway(pack))
                (totals(pack))
                (housing::compared(pack))
                (by_carrier(pack))
                (housing::corrected(pack))
                (housing::meters(pack))
                (inventory(pack))
            }
            section aria-labelledby="sources" {
                h2 id="sources" { "D'où viennent ces chiffres" }
                (origin(&Origin {
                    source: &pack.source,
                    licence: &pack.licence,
                    generated: &pack.generated,
                    owner: &pack.owner,
                    contact: &pack.contact,
                    next_update: &pack.next_update,
                }))
                (files(&pack.sources))
            }
            section aria-labelledby="fichiers" {
                h2 id="fichiers" { "Reprendre ces chiffres" }
                ul {
                    li { a href={ (insee) ".csv" } { "Les chiffres pour un tableur (CSV)" } }
                    li { a href={ (insee) ".json" } { "Les chiffres pour un programme (JSON)" } }
                }
            }
        }
        footer {
            p { a href="index.html" { "Toutes les communes\u{a0}: " (metropole) } }
        }
    };
    document(&title, "../../packs.css", body)
}

/// The sentence of the last year that has a figure.
fn takeaway(pack: &Pack) -> Markup {
    let last = (0..pack.years.len()).rev().find_map(|year| {
        let shown = housing_per_inhabitant(pack, year);
        shown.value().map(|_| (year, shown))
    });
    let Some((year, shown)) = last else {
        return html! {
            p class="takeaway" {
                "La consommation des logements n'est pas connue, ou son chiffre est masqué."
            }
        };
    };
    let beside = |group: Option<&commune_energy::data::pack::Group>| {
        let mean = group?.carriers.iter().find(|mean| mean.carrier == "all")?;
        Shown::mean(mean, year).value().map(|_| Shown::mean(mean, year).text())
    };
    html! {
        p class="takeaway" {
            "En\u{a0}" (pack.years[year]) ", les logements ont consommé "
            strong { (shown.text()) "\u{a0}kWh par habitant" } "."
        }
        @if let Some(mean) = beside(pack.comparison.metropole.as_ref()) {
            p { "La moyenne de la métropole est de " (mean) "\u{a0}kWh par habitant." }
        }
        @if let Some(mean) = beside(pack.comparison.peers.as_ref()) {
            p { "La moyenne des communes de taille proche est de " (mean) "\u{a0}kWh par habitant." }
        }
    }
}

pub(super) fn year_rows(pack: &Pack, cells: impl Fn(usize) -> Markup) -> Markup {
    html! {
        @for (index, year) in pack.years.iter().enumerate() {
            tr { th scope="row" { (year) } (cells(index)) }
        }
    }
}

pub(super) fn head(titles: impl IntoIterator<Item = String>) -> Vec<String> {
    std::iter::once("Année".to_owned()).chain(titles).collect()
}

fn totals(pack: &Pack) -> Markup {
    let carriers = carriers(pack);
    let titles = carriers.iter().map(|id| words::carrier(id)).chain([words::carrier("all")]);
    html! {
        section aria-labelledby="ensemble" {
            h2 id="ensemble" { "Toute la commune, année par année" }
            (figures(
                "table-ensemble",
                "Consommation de tous les secteurs, en MWh (1\u{a0}MWh = 1\u{202f}000\u{a0}kWh)",
                &head(titles),
                year_rows(pack, |year| html! {
                    @for carrier in &carriers {
                        (sum(pack.series.iter().filter(|s| s.carrier == *carrier), year).cell())
                    }
                    (sum(&pack.series, year).cell())
                }),
            ))
            (legend())
        }
    }
}

fn legend() -> Markup {
    html! {
        ul class="note" {
            li {
                strong { "Chiffre masqué" }
                "\u{a0}: chiffre masqué pour protéger les personnes. "
                "La source ne le publie pas, car trop peu de clients sont concernés. "
                "Ce n'est pas zéro."
            }
            li {
                strong { "Au moins" }
                "\u{a0}: une partie est masquée ou absente. Le vrai total est plus grand ou égal."
            }
            li { strong { "Absent" } "\u{a0}: les fichiers lus ne disent rien." }
        }
    }
}

fn by_carrier(pack: &Pack) -> Markup {
    html! {
        section aria-labelledby="secteurs" {
            h2 id="secteurs" { "Par énergie et par secteur" }
            @for carrier in carriers(pack) {
                @let series: Vec<&Series> =
                    pack.series.iter().filter(|series| series.carrier == carrier).collect();
                h3 { (words::carrier(carrier)) }
                (figures(
                    &format!("table-{carrier}"),
                    &format!("{}\u{a0}: consommation par secteur, en MWh", words::carrier(carrier)),
                    &head(series.iter().map(|s| words::sector(&s.sector).to_owned())),
                    year_rows(pack, |year| html! {
                        @for series in &series { (of(series, year).cell()) }
                    }),
                ))
            }
        }
    }
}

fn inventory(pack: &Pack) -> Markup {
    let word = |shown: Shown| match shown {
        Shown::Known(_) => "connu",
        Shown::AtLeast(_) => "masqué en partie",
        Shown::Masked => "masqué",
        Shown::Absent => "absent",
    };
    let titles: Vec<String> =
        ["Énergie et secteur".to_owned()].into_iter().chain(pack.years.iter().map(u16::to_string)).collect();
    html! {
        section aria-labelledby="inventaire" {
            h2 id="inventaire" { "Ce qui est connu, masqué ou absent" }
            (table(
                "table-inventaire",
                "Les chiffres disponibles, par énergie, secteur et année",
                &titles,
                html! {
                    @for series in &pack.series {
                        tr {
                            th scope="row" {
                                (words::carrier(&series.carrier)) ", "
                                (words::sector(&series.sector).to_lowercase())
                            }
                            @for year in 0..pack.years.len() {
                                td { (word(of(series, year))) }
                            }
                        }
                    }
                },
            ))
        }
    }
}
