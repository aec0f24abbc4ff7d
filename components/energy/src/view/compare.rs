//! The commune beside the metropole and communes of like size.

use super::words;
use crate::{
    messages::Msg,
    model::{Figure, compare::Comparison, unit::Unit},
};
use commune_chart::scale::pixel;
use commune_ui::writer::Writer;

/// Width of the bars' own scale.
const SCALE: i32 = 1000;

/// Bars whose text says all that they show, then the commune's place unless it is to be left out.
pub fn compare(w: &mut Writer<'_>, level: u8, commune: &str, c: &Comparison, hide_rank: bool) {
    let m = w.m;
    let mut rows = vec![(commune.to_owned(), c.commune)];
    if c.metropole != Figure::Missing {
        rows.push((m.text(Msg::CompareMetropole), c.metropole));
    }
    if let Some(peers) = &c.peers {
        let whole = |n: u32| m.number(n.into(), 0);
        let fields = [
            ("n", &*whole(peers.count)),
            ("min", &whole(peers.population.0)),
            ("max", &whole(peers.population.1)),
        ];
        rows.push((m.with(Msg::ComparePeers, &fields), peers.mean));
    }
    let max = rows.iter().filter_map(|(_, figure)| figure.kwh()).fold(0.0, f64::max);
    let unit = Unit::of(max);
    w.part(level, "", Msg::CompareTitle);
    w.leaf("p class=muted", &m.with(Msg::CompareCaption, &[("year", &c.year.to_string())]));
    w.open("ul class=compare");
    for (rank, (name, figure)) in rows.iter().enumerate() {
        w.open(if rank == 0 { "li class=own" } else { "li" });
        w.open("span class=row");
        w.leaf("span", name);
        w.leaf("span", &[&*words::figure(m, *figure, unit), "\u{a0}", unit.symbol()].concat());
        w.close();
        w.open("svg preserveAspectRatio=none aria-hidden=true");
        w.set("viewBox", "0 0 1000 10");
        w.open("rect class=bar height=10");
        w.set_number("width", pixel(figure.kwh().unwrap_or(0.0), max, SCALE));
        w.close();
        w.close();
        w.close();
    }
    w.close();
    if let (Some((rank, of)), false) = (c.rank, hide_rank) {
        let of = m.number(of.into(), 0);
        w.leaf(
            "p",
            &match rank {
                0 | 1 => m.with(Msg::RankFirst, &[("of", &of)]),
                _ => m.plural(Msg::Rank, rank - 1, &[("of", &of)]),
            },
        );
    }
    w.close();
}
