//! The commune's view: the big number, the years, the comparison, what exists.

use super::{
    chart::BarChart,
    compare::{Compare, compare},
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
    state::{Action, State},
};
use commune_chart::bars::{Column, Segment};
use commune_ui::{
    dom::{Handler, On, all, el, link, maybe, on, option, p, text, unfinished},
    download,
    hooks::{Local, use_local},
    i18n::Messages,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// The view.
#[derive(Clone, PartialEq, Properties)]
pub struct CommuneProps {
    /// The words.
    pub messages: Messages,
    /// The pack.
    pub pack: Rc<Pack>,
    /// The element's configuration.
    pub config: Config,
}

/// See the module.
#[component]
pub fn CommuneView(props: &CommuneProps) -> Html {
    let (m, pack) = (&props.messages, &props.pack);
    let local = use_local(State::default);
    let state = local.get();
    let level = props.config.common.heading_level + 1;
    let beside = beside_others(pack).map_or_else(Html::default, |comparison| {
        let (commune, hide_rank) = (pack.commune.name.as_str(), props.config.hide_rank);
        compare(Compare { messages: m, level, commune, comparison: &comparison, hide_rank })
    });
    all(vec![
        headline(m, pack),
        super::meter::entry(m),
        el(
            "div",
            &["class"],
            &["part"],
            vec![controls(m, pack, &state, &local), year_chart(m, pack, &state, level)],
        ),
        beside,
        advice(m, &props.config),
        inventory_panel(m, pack),
        source(m, pack),
    ])
}

fn headline(m: &Messages, pack: &Pack) -> Html {
    let query = Query::default();
    let known = latest_year(pack, &query).map(|year| (pack.years[year], total(pack, &query, year)));
    let (year, kwh, at_least) = match known {
        Some((year, Figure::Known { kwh, at_least })) => (year, kwh, at_least),
        Some((_, Figure::Masked)) => return p("figure", m.text(Msg::HeadlineMasked)),
        _ => return p("figure", m.text(Msg::HeadlineMissing)),
    };
    let amount = words::amount(m, kwh);
    let amount = if at_least { m.with(Msg::AtLeast, &[("value", &amount)]) } else { amount.into() };
    let sentence = m.with(Msg::Headline, &[("year", &year.to_string())]);
    let (before, after) = sentence.split_once("{value}").unwrap_or((&sentence, ""));
    let number = el("strong", &[], &[], vec![text(amount)]);
    let children = vec![text(before.to_owned()), number, text(after.to_owned())];
    el("p", &["class", "part"], &["figure", "figure"], children)
}

fn controls(m: &Messages, pack: &Pack, state: &State, local: &Local<State>) -> Html {
    let query = &state.query;
    let sector = query.sector.as_deref();
    let on_sector = chosen(local, |value| Action::Sector((value != "all").then_some(value)));
    let on_measure = chosen(local, |value| {
        Action::Measure(match value.as_str() {
            "inhabitant" => Measure::PerInhabitant,
            "meter" => Measure::PerMeter,
            _ => Measure::Total,
        })
    });
    let on_since = chosen(local, |value| Action::Since(value.parse().unwrap_or_default()));
    let mut every = vec![("all".to_owned(), words::sector(m, None), sector.is_none())];
    every.extend(
        sectors(pack).into_iter().map(|s| (s.to_owned(), words::sector(m, Some(s)), sector == Some(s))),
    );
    let measure = query.effective_measure();
    let mut measures = vec![("total".to_owned(), m.text(Msg::MeasureTotal), measure == Measure::Total)];
    if sector == Some(crate::model::HOUSING) && pack.commune.population > 0 {
        measures.push((
            "inhabitant".to_owned(),
            m.text(Msg::MeasureInhabitant),
            measure == Measure::PerInhabitant,
        ));
    }
    if has_sites(pack, sector) {
        measures.push(("meter".to_owned(), m.text(Msg::MeasureMeter), measure == Measure::PerMeter));
    }
    let years = change::comparable_years(pack, query);
    let since = chosen_year(state, &years);
    let years = years.iter().map(|y| (y.to_string(), AttrValue::from(y.to_string()), Some(*y) == since));
    let years: Vec<_> = years.collect();
    let since = maybe(!years.is_empty(), || select("since", m.text(Msg::Since), years, on_since));
    let corrected = maybe(has_corrected(pack, sector), || corrected(m, state, local));
    let fields = vec![
        select("sector", m.text(Msg::Sector), every, on_sector),
        select("measure", m.text(Msg::Measure), measures, on_measure),
        since,
        corrected,
    ];
    el("div", &["class"], &["fields"], fields)
}

fn corrected(m: &Messages, state: &State, local: &Local<State>) -> Html {
    let local = local.clone();
    let changed: Handler = Rc::new(move |event: Event| {
        let checked = event.target().is_some_and(|t| t.unchecked_ref::<HtmlInputElement>().checked());
        local.set(local.get().reduce(Action::Corrected(checked)));
    });
    let mut input = unfinished("input", &["type", "id"], &["checkbox", "corrected"], Vec::new());
    input.set_checked(state.query.corrected);
    let input = on(input, On::Change, changed).into();
    let label = el("label", &["for"], &["corrected"], vec![text(m.text(Msg::Corrected))]);
    el("div", &["class"], &["check"], vec![input, label])
}

/// What a select does with the value chosen.
fn chosen(local: &Local<State>, action: fn(String) -> Action) -> Handler {
    let local = local.clone();
    Rc::new(move |event: Event| {
        if let Some(target) = event.target() {
            let value = target.unchecked_ref::<HtmlSelectElement>().value();
            local.set(local.get().reduce(action(value)));
        }
    })
}

type Choice = (String, AttrValue, bool);

fn select(id: &'static str, label: AttrValue, choices: Vec<Choice>, changed: Handler) -> Html {
    let option = |(value, words, selected): Choice| option(&value, words, selected);
    let options = choices.into_iter().map(option).collect();
    let select = on(unfinished("select", &["id"], &[id], options), On::Change, changed);
    let label = el("label", &["for"], &[id], vec![text(label)]);
    el("div", &["class"], &["field"], vec![label, select.into()])
}

fn chosen_year(state: &State, comparable: &[u16]) -> Option<u16> {
    state.since.filter(|year| comparable.contains(year)).or_else(|| comparable.first().copied())
}

fn year_chart(m: &Messages, pack: &Pack, state: &State, level: u8) -> Html {
    let query = &state.query;
    let carriers = carriers(pack);
    let years = 0..pack.years.len();
    let figures: Vec<Vec<Figure>> =
        years.clone().map(|year| carriers.iter().map(|c| figure(pack, query, c, year)).collect()).collect();
    let totals: Vec<Figure> = years.map(|year| total(pack, query, year)).collect();
    let summed = query.effective_measure() != Measure::PerMeter;
    let all = figures.iter().flatten().chain(&totals);
    let unit = Unit::of(all.filter_map(|figure| figure.kwh()).fold(0.0, f64::max));

    let segment = |figure: &Figure| match *figure {
        Figure::Missing => Segment::Missing,
        Figure::Masked => Segment::Masked,
        Figure::Known { kwh, at_least } => Segment::Amount { value: unit.scale(kwh), at_least },
    };
    let columns: Vec<_> = pack
        .years
        .iter()
        .zip(&figures)
        .map(|(year, figures)| Column {
            label: year.to_string(),
            segments: figures.iter().map(segment).collect(),
        })
        .collect();
    let series: Vec<AttrValue> = carriers.iter().map(|c| words::carrier(m, c)).collect();
    let mut head = vec![m.text(Msg::Year)];
    head.extend(series.iter().cloned());
    if summed {
        head.push(m.text(Msg::Total));
    }
    let rows: Vec<Vec<AttrValue>> = pack
        .years
        .iter()
        .zip(&figures)
        .zip(&totals)
        .map(|((year, figures), total)| {
            let mut row = vec![AttrValue::from(year.to_string())];
            row.extend(figures.iter().map(|figure| words::figure(m, *figure, unit)));
            if summed {
                row.push(words::figure(m, *total, unit));
            }
            row
        })
        .collect();
    let label = |total: &Figure| match *total {
        Figure::Known { kwh, at_least } => {
            let scaled = unit.scale(kwh);
            let value = m.number(scaled, Unit::digits(scaled));
            AttrValue::from(if at_least { format!("≥\u{a0}{value}") } else { value })
        }
        _ => AttrValue::default(),
    };
    let unit_words = match query.effective_measure() {
        Measure::Total => Msg::UnitTotal,
        Measure::PerInhabitant => Msg::UnitInhabitant,
        Measure::PerMeter => Msg::UnitMeter,
    };
    let sector = words::sector(m, query.sector.as_deref());
    let file = format!("{}-{}.csv", pack.commune.insee, query.sector.as_deref().unwrap_or("total"));
    let csv = download::csv(&head, &rows);
    html! {
        <BarChart messages={m.clone()} id="years" {level} title={m.with(Msg::ChartTitle, &[("sector", &sector)])}
            takeaway={takeaway(m, pack, state)} unit={m.with(unit_words, &[("unit", unit.symbol())])}
            {columns} {series} totals={totals.iter().map(label).collect::<Vec<_>>()} {head} {rows}
            download={Callback::from(move |()| download::save(&file, "text/csv", &csv))} />
    }
}

fn takeaway(m: &Messages, pack: &Pack, state: &State) -> AttrValue {
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
pub fn advice(m: &Messages, config: &Config) -> Html {
    let links = [(&config.advice, Msg::Advice), (&config.renovation, Msg::Renovation)];
    let item = |(href, words): (&Option<String>, Msg)| {
        Some(el("li", &[], &[], vec![link(href.as_ref()?, m.text(words))]))
    };
    let items: Vec<Html> = links.into_iter().filter_map(item).collect();
    maybe(!items.is_empty(), || el("ul", &["class"], &["links"], items))
}

fn source(m: &Messages, pack: &Pack) -> Html {
    let line = |words, field: &'static str, value: &str| {
        (!value.is_empty()).then(|| m.with(words, &[(field, value)]).to_string())
    };
    let date = |iso: &str| if iso.is_empty() { String::new() } else { m.date(iso) };
    let lines: Vec<String> = [
        line(Msg::Source, "source", &pack.source),
        line(Msg::Licence, "licence", &pack.licence),
        line(Msg::Owner, "owner", &pack.owner),
        line(Msg::Contact, "contact", &pack.contact),
        line(Msg::Generated, "date", &date(&pack.generated)),
        line(Msg::NextUpdate, "date", &date(&pack.next_update)),
    ]
    .into_iter()
    .flatten()
    .collect();
    el("p", &["class", "part"], &["source", "source"], vec![text(format!("{}.", lines.join(". ")))])
}
