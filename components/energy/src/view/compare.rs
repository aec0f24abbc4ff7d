//! The commune beside the metropole and communes of like size.

use super::words;
use crate::{
    messages::Msg,
    model::{Figure, compare::Comparison, unit::Unit},
};
use commune_chart::scale::pixel;
use commune_ui::{frame::heading, i18n::Messages};
use yew::{AttrValue, Html, html};

/// The comparison.
pub struct Compare<'a> {
    /// The words.
    pub messages: &'a Messages,
    /// Level of its heading.
    pub level: u8,
    /// The commune's name.
    pub commune: &'a str,
    /// The figures.
    pub comparison: &'a Comparison,
    /// Whether the commune's place is left out.
    pub hide_rank: bool,
}

/// Width of the bars' own scale.
const SCALE: i32 = 1000;

/// Bars whose text says all that they show.
pub fn compare(props: Compare<'_>) -> Html {
    let (m, c) = (props.messages, props.comparison);
    let mut rows = vec![(AttrValue::from(props.commune.to_owned()), c.commune, true)];
    if c.metropole != Figure::Missing {
        rows.push((m.text(Msg::CompareMetropole), c.metropole, false));
    }
    if let Some(peers) = &c.peers {
        let whole = |n: u32| m.number(n.into(), 0);
        let fields = [
            ("n", &*whole(peers.count)),
            ("min", &whole(peers.population.0)),
            ("max", &whole(peers.population.1)),
        ];
        rows.push((m.with(Msg::ComparePeers, &fields), peers.mean, false));
    }
    let max = rows.iter().filter_map(|(_, figure, _)| figure.kwh()).fold(0.0, f64::max);
    let unit = Unit::of(max);
    let row = |(name, figure, own): (AttrValue, Figure, bool)| {
        let width = pixel(figure.kwh().unwrap_or(0.0), max, SCALE).to_string();
        let value = words::figure(m, figure, unit);
        html! {
            <li class={own.then_some("own")}>
                <span class="row"><span>{name}</span><span>{value}{"\u{a0}"}{unit.symbol()}</span></span>
                <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect class="bar" {width} height="10" /></svg>
            </li>
        }
    };
    let year = c.year.to_string();
    html! {
        <div class="part">
            {heading(props.level, "title2", None, m.text(Msg::CompareTitle))}
            <p class="muted">{m.with(Msg::CompareCaption, &[("year", &year)])}</p>
            <ul class="compare">{for rows.into_iter().map(row)}</ul>
            if let (Some((rank, of)), false) = (c.rank, props.hide_rank) {
                <p>{rank_sentence(m, rank, of)}</p>
            }
        </div>
    }
}

fn rank_sentence(m: &Messages, rank: u32, of: u32) -> AttrValue {
    let of = m.number(of.into(), 0);
    match rank {
        0 | 1 => m.with(Msg::RankFirst, &[("of", &of)]),
        _ => m.plural(Msg::Rank, rank - 1, &[("of", &of)]),
    }
}
