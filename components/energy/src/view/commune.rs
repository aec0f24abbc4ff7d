//! The commune's view: the big number, the years, the comparison, what exists.

use super::{
    chart::{Chart, Reading, chart},
    compare::compare,
    inventory::inventory_panel,
    words,
};
use crate::{
    config::Config,
    data::pack::Pack,
    messages::Msg,
    model::{
        Figure, Measure, Query, carriers, change, compare::compare as beside_others, figure, has_corrected,
        has_sites, latest_year, sectors, total, unit::Unit,
    },
    state::State,
};
use commune_chart::{
    Canvas,
    bars::{Column, Segment},
};
use commune_ui::{
    Ui, frame,
    i18n::Messages,
    writer::{Choice, Writer},
};

/// Writes the view.
pub fn commune(
    w: &mut Writer<'_>,
    pack: &Pack,
    config: &Config,
    state: &State,
    reading: Reading,
    canvas: Canvas,
) {
    let level = config.common.heading_level + 1;
    headline(w, pack);
    super::meter::entry(w);
    w.open("div class=part");
    controls(w, pack, state);
    let years = years(w.m, pack, state);
    chart(w, &years, level, reading, canvas);
    w.close();
    if let Some(comparison) = beside_others(pack) {
        compare(w, level, &pack.commune.name, &comparison, config.hide_rank);
    }
    advice(w, config);
    inventory_panel(w, pack);
    frame::source(
        w,
        &[
            (Ui::Source, &pack.source),
            (Ui::Licence, &pack.licence),
            (Ui::Owner, &pack.owner),
            (Ui::Contact, &pack.contact),
            (Ui::Generated, &pack.generated),
            (Ui::NextUpdate, &pack.next_update),
        ],
    );
}

fn headline(w: &mut Writer<'_>, pack: &Pack) {
    let query = Query::default();
    let known = latest_year(pack, &query).map(|year| (pack.years[year], total(pack, &query, year)));
    let (year, kwh, at_least) = match known {
        Some((year, Figure::Known { kwh, at_least })) => (year, kwh, at_least),
        Some((_, Figure::Masked)) => return w.say("p class=figure", Msg::HeadlineMasked),
        _ => return w.say("p class=figure", Msg::HeadlineMissing),
    };
    let amount = words::amount(w.m, kwh);
    let amount = if at_least { w.m.with(Msg::AtLeast, &[("value", &amount)]) } else { amount };
    let sentence = w.m.with(Msg::Headline, &[("year", &year.to_string())]);
    let (before, after) = sentence.split_once("{value}").unwrap_or((&sentence, ""));
    w.open("p class=figure part=figure");
    w.text(before);
    w.leaf("strong", &amount);
    w.text(after);
    w.close();
}

fn controls(w: &mut Writer<'_>, pack: &Pack, state: &State) {
    let m = w.m;
    let query = &state.query;
    let sector = query.sector.as_deref();
    let mut every: Vec<Choice> = vec![("all".to_owned(), words::sector(m, None), sector.is_none())];
    for known in sectors(pack) {
        every.push((known.to_owned(), words::sector(m, Some(known)), sector == Some(known)));
    }
    let measure = query.effective_measure();
    let mut measures = Vec::new();
    for (possible, name, words, this) in [
        (true, "total", Msg::MeasureTotal, Measure::Total),
        (
            sector == Some(crate::model::HOUSING) && pack.commune.population > 0,
            "inhabitant",
            Msg::MeasureInhabitant,
            Measure::PerInhabitant,
        ),
        (has_sites(pack, sector), "meter", Msg::MeasureMeter, Measure::PerMeter),
    ] {
        if possible {
            measures.push((name.to_owned(), m.text(words), measure == this));
        }
    }
    let comparable = change::comparable_years(pack, query);
    let since = chosen_year(state, &comparable);
    let mut years = Vec::new();
    for year in comparable {
        let words = year.to_string();
        years.push((words.clone(), words, Some(year) == since));
    }
    w.open("div class=fields");
    w.select("sector", Msg::Sector, &every);
    w.select("measure", Msg::Measure, &measures);
    w.open("div");
    if !years.is_empty() {
        w.select("since", Msg::Since, &years);
    }
    w.close();
    w.open("div");
    if has_corrected(pack, sector) {
        w.check_box("corrected", Msg::Corrected, query.corrected);
    }
    w.close();
    w.close();
}

fn chosen_year(state: &State, comparable: &[u16]) -> Option<u16> {
    state.since.filter(|year| comparable.contains(year)).or_else(|| comparable.first().copied())
}

/// The name of the file that the years are saved in.
pub fn file_name(pack: &Pack, state: &State) -> String {
    [&*pack.commune.insee, "-", state.query.sector.as_deref().unwrap_or("total"), ".csv"].concat()
}

/// The chart of the years.
pub fn years(m: &Messages, pack: &Pack, state: &State) -> Chart {
    let query = &state.query;
    let carriers = carriers(pack);
    let summed = query.effective_measure() != Measure::PerMeter;
    let mut figures = Vec::new();
    let mut max = 0.0;
    for year in 0..pack.years.len() {
        let parts: Vec<Figure> = carriers.iter().map(|carrier| figure(pack, query, carrier, year)).collect();
        let total = total(pack, query, year);
        for figure in parts.iter().chain([&total]) {
            max = figure.kwh().map_or(max, |kwh| kwh.max(max));
        }
        figures.push((parts, total));
    }
    let unit = Unit::of(max);
    let segment = |figure: &Figure| match *figure {
        Figure::Missing => Segment::Missing,
        Figure::Masked => Segment::Masked,
        Figure::Known { kwh, at_least } => Segment::Amount { value: unit.scale(kwh), at_least },
    };
    let (mut columns, mut rows, mut totals) = (Vec::new(), Vec::new(), Vec::new());
    for (year, (parts, total)) in pack.years.iter().zip(&figures) {
        let label = year.to_string();
        let mut row = vec![label.clone()];
        row.extend(parts.iter().map(|figure| words::figure(m, *figure, unit)));
        if summed {
            row.push(words::figure(m, *total, unit));
        }
        rows.push(row);
        columns.push(Column { label, segments: parts.iter().map(segment).collect() });
        totals.push(match *total {
            Figure::Known { kwh, at_least } => {
                let scaled = unit.scale(kwh);
                let start = if at_least { "≥\u{a0}" } else { "" };
                [start, &m.number(scaled, Unit::digits(scaled))].concat()
            }
            _ => String::default(),
        });
    }
    let series: Vec<String> = carriers.iter().map(|c| words::carrier(m, c)).collect();
    let mut head = vec![m.text(Msg::Year)];
    head.extend(series.iter().cloned());
    if summed {
        head.push(m.text(Msg::Total));
    }
    let unit_words = match query.effective_measure() {
        Measure::Total => Msg::UnitTotal,
        Measure::PerInhabitant => Msg::UnitInhabitant,
        Measure::PerMeter => Msg::UnitMeter,
    };
    let sector = words::sector(m, query.sector.as_deref());
    Chart {
        id: "years",
        title: m.with(Msg::ChartTitle, &[("sector", &sector)]),
        takeaway: takeaway(m, pack, state),
        unit: m.with(unit_words, &[("unit", unit.symbol())]),
        columns,
        series,
        totals,
        head,
        rows,
        at_least: Msg::LegendAtLeast,
    }
}

fn takeaway(m: &Messages, pack: &Pack, state: &State) -> String {
    let comparable = change::comparable_years(pack, &state.query);
    let since = chosen_year(state, &comparable);
    let Some(change) = since.and_then(|from| change::change_since(pack, &state.query, from)) else {
        return m.text(Msg::ChangeNone);
    };
    let (from, percent) = (change.from.to_string(), m.number(change.percent.abs(), 0));
    let key = match change.percent {
        p if p.abs() < 1.0 => Msg::ChangeFlat,
        p if p < 0.0 => Msg::ChangeDown,
        _ => Msg::ChangeUp,
    };
    m.with(key, &[("from", &from), ("percent", &percent)])
}

/// The commune's links to help with energy.
pub fn advice(w: &mut Writer<'_>, config: &Config) {
    w.open("ul class=links");
    for (href, words) in [(&config.advice, Msg::Advice), (&config.renovation, Msg::Renovation)] {
        if let Some(href) = href {
            w.open("li");
            let words = w.m.text(words);
            w.link(href, &words);
            w.close();
        }
    }
    w.close();
}
