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
use commune_ui::{download, i18n::Messages};
use std::rc::Rc;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};
use yew::{
    AttrValue, Callback, Html, Properties, Reducible, TargetCast, UseReducerHandle, component, html,
    use_reducer,
};

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(State::reduce(&self, action))
    }
}

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
    let state = use_reducer(State::default);
    let level = props.config.common.heading_level + 1;
    html! {
        <>
            {headline(m, pack)}
            <div class="part">
                {controls(m, pack, &state)}
                {year_chart(m, pack, &state, level)}
            </div>
            if let Some(comparison) = beside_others(pack) {
                {compare(Compare { messages: m, level, commune: &pack.commune.name, comparison: &comparison, hide_rank: props.config.hide_rank })}
            }
            {advice(m, &props.config)}
            {inventory_panel(m, pack)}
            {source(m, pack)}
        </>
    }
}

fn headline(m: &Messages, pack: &Pack) -> Html {
    let query = Query::default();
    let known = latest_year(pack, &query).map(|year| (pack.years[year], total(pack, &query, year)));
    let (year, kwh, at_least) = match known {
        Some((year, Figure::Known { kwh, at_least })) => (year, kwh, at_least),
        Some((_, Figure::Masked)) => return html! { <p class="figure">{m.text(Msg::HeadlineMasked)}</p> },
        _ => return html! { <p class="figure">{m.text(Msg::HeadlineMissing)}</p> },
    };
    let amount = words::amount(m, kwh);
    let amount = if at_least { m.with(Msg::AtLeast, &[("value", &amount)]) } else { amount.into() };
    let sentence = m.with(Msg::Headline, &[("year", &year.to_string())]);
    let (before, after) = sentence.split_once("{value}").unwrap_or((&sentence, ""));
    html! { <p class="figure" part="figure">{before.to_owned()}<strong>{amount}</strong>{after.to_owned()}</p> }
}

fn controls(m: &Messages, pack: &Pack, state: &UseReducerHandle<State>) -> Html {
    let query = &state.query;
    let sector = query.sector.as_deref();
    let on_sector = dispatch_value(state, |value| Action::Sector((value != "all").then_some(value)));
    let on_measure = dispatch_value(state, |value| {
        Action::Measure(match value.as_str() {
            "inhabitant" => Measure::PerInhabitant,
            "meter" => Measure::PerMeter,
            _ => Measure::Total,
        })
    });
    let on_since = dispatch_value(state, |value| Action::Since(value.parse().unwrap_or_default()));
    let on_corrected = {
        let dispatch = state.dispatcher();
        Callback::from(move |event: Event| {
            dispatch.dispatch(Action::Corrected(event.target_unchecked_into::<HtmlInputElement>().checked()));
        })
    };
    let mut all = vec![("all".to_owned(), words::sector(m, None), sector.is_none())];
    all.extend(
        sectors(pack).into_iter().map(|s| (s.to_owned(), words::sector(m, Some(s)), sector == Some(s))),
    );
    let chosen = query.effective_measure();
    let mut measures = vec![("total".to_owned(), m.text(Msg::MeasureTotal), chosen == Measure::Total)];
    if sector == Some(crate::model::HOUSING) && pack.commune.population > 0 {
        measures.push((
            "inhabitant".to_owned(),
            m.text(Msg::MeasureInhabitant),
            chosen == Measure::PerInhabitant,
        ));
    }
    if has_sites(pack, sector) {
        measures.push(("meter".to_owned(), m.text(Msg::MeasureMeter), chosen == Measure::PerMeter));
    }
    let years = change::comparable_years(pack, query);
    let since = chosen_year(state, &years);
    let years = years.iter().map(|y| (y.to_string(), AttrValue::from(y.to_string()), Some(*y) == since));
    let years: Vec<_> = years.collect();
    html! {
        <div class="fields">
            {select("sector", m.text(Msg::Sector), all, on_sector)}
            {select("measure", m.text(Msg::Measure), measures, on_measure)}
            if !years.is_empty() {
                {select("since", m.text(Msg::Since), years, on_since)}
            }
            if has_corrected(pack, sector) {
                <div class="check">
                    <input type="checkbox" id="corrected" checked={query.corrected} onchange={on_corrected} />
                    <label for="corrected">{m.text(Msg::Corrected)}</label>
                </div>
            }
        </div>
    }
}

fn dispatch_value(state: &UseReducerHandle<State>, action: fn(String) -> Action) -> Callback<Event> {
    let dispatch = state.dispatcher();
    Callback::from(move |event: Event| {
        dispatch.dispatch(action(event.target_unchecked_into::<HtmlSelectElement>().value()));
    })
}

type Choice = (String, AttrValue, bool);

fn select(id: &'static str, label: AttrValue, choices: Vec<Choice>, onchange: Callback<Event>) -> Html {
    let option = |(value, words, selected): Choice| html! { <option {value} {selected}>{words}</option> };
    html! {
        <div class="field">
            <label for={id}>{label}</label>
            <select {id} {onchange}>{for choices.into_iter().map(option)}</select>
        </div>
    }
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

fn advice(m: &Messages, config: &Config) -> Html {
    let link = |href: &Option<String>, words| {
        href.clone().map(|href| html! { <li><a {href}>{m.text(words)}</a></li> })
    };
    if config.advice.is_none() && config.renovation.is_none() {
        return Html::default();
    }
    html! {
        <ul class="links">
            {for link(&config.advice, Msg::Advice)}
            {for link(&config.renovation, Msg::Renovation)}
        </ul>
    }
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
    html! { <p class="source" part="source">{lines.join(". ")}{"."}</p> }
}
