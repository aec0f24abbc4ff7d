//! What the page of a commune says of its homes.

use commune_energy::data::pack::{Group, Pack, Series};
use maud::{Markup, html};

use super::commune::{head, year_rows};
use super::figures::{Shown, housing, housing_per_inhabitant, of};
use super::layout::figures;
use super::number::{quantity, whole};
use super::words;

/// Per inhabitant, beside the means, with the rank.
pub(super) fn compared(pack: &Pack) -> Markup {
    let comparison = &pack.comparison;
    let all = |group: &Option<Group>, year: usize| {
        let mean = group.as_ref()?.carriers.iter().find(|mean| mean.carrier == "all")?;
        Some(Shown::mean(mean, year))
    };
    let rank = comparison.ranks.iter().find(|rank| rank.carrier == "all");
    let place = |year: usize| match rank.map(|rank| (rank.rank.get(year), rank.of.get(year))) {
        Some((Some(Some(rank)), Some(of))) => {
            format!("{} sur {}", whole((*rank).into()), whole((*of).into()))
        }
        _ => "non classée".into(),
    };
    let titles = ["Cette commune", "Moyenne de la métropole", "Communes de taille proche", "Rang"];
    html! {
        section aria-labelledby="logements" {
            h2 id="logements" { "Les logements, par habitant" }
            (figures(
                "table-logements",
                "Consommation des logements, toutes énergies, en kWh par habitant et par an",
                &head(titles.map(str::to_owned)),
                year_rows(pack, |year| html! {
                    (housing_per_inhabitant(pack, year).cell())
                    (all(&comparison.metropole, year).unwrap_or(Shown::Absent).cell())
                    (all(&comparison.peers, year).unwrap_or(Shown::Absent).cell())
                    td class="figure" { (place(year)) }
                }),
            ))
            (by_carrier(pack))
            ul class="note" {
                @if let Some(peers) = &comparison.peers {
                    li {
                        "Communes de taille proche\u{a0}: "
                        (words::plural(peers.count.into(), "commune")) " de "
                        (whole(peers.min_population.into())) " à "
                        (whole(peers.max_population.into())) "\u{a0}habitants, sans celle-ci."
                    }
                } @else {
                    li { "Aucune commune de la métropole n'a une taille assez proche." }
                }
                li { "Rang\u{a0}1\u{a0}: la consommation la plus basse, parmi les communes dont le chiffre est complet." }
                li { "La population est la dernière population légale, pour toutes les années." }
            }
        }
    }
}

/// The same by carrier, where there is more than one: what the widget's first chart shows.
fn by_carrier(pack: &Pack) -> Markup {
    let people = pack.commune.population;
    let columns = housing_columns(pack, |_| people > 0);
    if columns.len() < 2 {
        return html! {};
    }
    figures(
        "table-logements-energies",
        "Consommation des logements, énergie par énergie, en kWh par habitant et par an",
        &head(columns.iter().map(|series| words::carrier(&series.carrier))),
        year_rows(pack, |year| {
            html! {
                @for series in &columns { (of(series, year).times(1000.0 / f64::from(people)).cell()) }
            }
        }),
    )
}

/// One column per housing series that `has` accepts; nothing where there is none.
fn housing_columns(pack: &Pack, has: impl Fn(&Series) -> bool) -> Vec<&Series> {
    housing(pack).filter(|series| has(series)).collect()
}

/// Corrected for climate.
pub(super) fn corrected(pack: &Pack) -> Markup {
    let columns = housing_columns(pack, |series| !series.corrected.is_empty());
    if columns.is_empty() {
        return html! {};
    }
    let cell = |series: &Series, year: usize| {
        let masked = series.masked.get(year).copied().unwrap_or(0) > 0;
        match series.corrected.get(year).copied().flatten() {
            Some(mwh) if masked => Shown::AtLeast(mwh),
            Some(mwh) => Shown::Known(mwh),
            None if of(series, year) == Shown::Masked => Shown::Masked,
            None => Shown::Absent,
        }
    };
    html! {
        section aria-labelledby="climat" {
            h2 id="climat" { "Comme si chaque hiver était moyen" }
            p { "Un hiver froid fait consommer plus. Ces chiffres retirent cet effet." }
            (figures(
                "table-climat",
                "Consommation des logements corrigée du climat, en MWh",
                &head(columns.iter().map(|series| words::carrier(&series.carrier))),
                year_rows(pack, |year| html! {
                    @for series in &columns { (cell(series, year).cell()) }
                }),
            ))
        }
    }
}

/// Per meter.
pub(super) fn meters(pack: &Pack) -> Markup {
    let columns = housing_columns(pack, |series| !series.sites.is_empty());
    if columns.is_empty() {
        return html! {};
    }
    let titles = columns.iter().flat_map(|series| {
        let carrier = words::carrier(&series.carrier);
        [format!("{carrier}\u{a0}: compteurs"), format!("{carrier}\u{a0}: kWh par compteur")]
    });
    let pair = |series: &Series, year: usize| {
        let sites = series.sites.get(year).copied().flatten().filter(|sites| *sites > 0);
        let each = match (of(series, year), sites) {
            // Withheld meters are not in the count: a share of them would say too much.
            (Shown::Known(mwh), Some(sites)) => quantity(mwh * 1000.0 / f64::from(sites)),
            _ => "non calculé".into(),
        };
        let count = sites.map_or_else(|| "absent".into(), |sites| whole(sites.into()));
        html! { td class="figure" { (count) } td class="figure" { (each) } }
    };
    html! {
        section aria-labelledby="compteurs" {
            h2 id="compteurs" { "Les logements, par compteur" }
            (figures(
                "table-compteurs",
                "Compteurs des logements, et consommation moyenne de chacun en kWh par an",
                &head(titles),
                year_rows(pack, |year| html! {
                    @for series in &columns { (pair(series, year)) }
                }),
            ))
        }
    }
}
