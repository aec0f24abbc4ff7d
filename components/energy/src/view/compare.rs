//! The commune beside the metropole and communes of like size.

use super::words;
use crate::{
    messages::Msg,
    model::{Figure, compare::Comparison, unit::Unit},
};
use commune_chart::scale::pixel;
use commune_ui::{
    dom::{el, p, text},
    frame::heading,
    i18n::Messages,
};
use yew::{AttrValue, Html};

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
        let value = format!("{}\u{a0}{}", words::figure(m, figure, unit), unit.symbol());
        let span = |words: AttrValue| el("span", &[], &[], vec![text(words)]);
        let bar = el("rect", &["class", "width", "height"], &["bar", &width, "10"], Vec::new());
        let keys = &["viewBox", "preserveAspectRatio", "aria-hidden"];
        let svg = el("svg", keys, &["0 0 1000 10", "none", "true"], vec![bar]);
        let row = el("span", &["class"], &["row"], vec![span(name), span(value.into())]);
        el("li", &["class"], &[if own { "own" } else { "" }], vec![row, svg])
    };
    let year = c.year.to_string();
    let rank = match (c.rank, props.hide_rank) {
        (Some((rank, of)), false) => p("", rank_sentence(m, rank, of)),
        _ => Html::default(),
    };
    let children = vec![
        heading(props.level, "title2", None, m.text(Msg::CompareTitle)),
        p("muted", m.with(Msg::CompareCaption, &[("year", &year)])),
        el("ul", &["class"], &["compare"], rows.into_iter().map(row).collect()),
        rank,
    ];
    el("div", &["class"], &["part"], children)
}

fn rank_sentence(m: &Messages, rank: u32, of: u32) -> AttrValue {
    let of = m.number(of.into(), 0);
    match rank {
        0 | 1 => m.with(Msg::RankFirst, &[("of", &of)]),
        _ => m.plural(Msg::Rank, rank - 1, &[("of", &of)]),
    }
}
