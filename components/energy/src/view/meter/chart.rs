//! The bars of one level: what the chart on screen and the picture to keep have in common.

use super::words::{self, my};
use crate::{
    data::analysis::{Analysis, Bar},
    messages::Msg,
    meter_state::State,
    model::meter::{
        axis_label, month_of,
        picture::{self, Shape},
        window,
    },
    view::chart::Chart,
};
use commune_chart::bars::{Column, Segment};
use commune_ui::i18n::Messages;

/// A period by its name: `15 janvier 2024`, `semaine du 15 janvier 2024`, `janvier 2024`, `2024`.
fn name(m: &Messages, level: usize, bar: &Bar) -> String {
    let date = || m.date(&bar.start);
    match level {
        0 => date(),
        1 => m.with(Msg::MyWeek, &[("date", &date())]).to_string(),
        2 => month_of(&date()),
        _ => bar.label.clone(),
    }
}

fn state_of(m: &Messages, bar: &Bar) -> String {
    let (covered, days) = bar.covered;
    if bar.complete {
        m.text(Msg::MyComplete)
    } else if days == 0 {
        m.text(Msg::MyIncomplete)
    } else {
        m.with(Msg::MyPartial, &[("n", &covered.to_string()), ("of", &days.to_string())])
    }
}

/// The chart.
pub fn chart(m: &Messages, state: &State, analysis: &Analysis) -> Chart {
    let level = state.level;
    let bars = &analysis.levels[level];
    let bars = &bars[window(level, bars.len(), state.back)];
    let before = bars.iter().any(|bar| bar.before_wh.is_some());
    let mut head = vec![m.text(Msg::MyPeriod), m.text(Msg::MyUsed), m.text(Msg::MyState)];
    if before {
        head.push(m.text(Msg::MyBefore));
    }
    let row = |bar: &Bar| {
        let mut row = vec![name(m, level, bar), words::number(m, bar.wh / 1e3), state_of(m, bar)];
        if before {
            row.push(bar.before_wh.map_or_else(|| "–".to_owned(), |wh| words::number(m, wh / 1e3)));
        }
        row
    };
    let column = |bar: &Bar| Column {
        label: axis_label(level, bar),
        segments: vec![Segment::Amount { value: bar.wh / 1e3, at_least: !bar.complete }],
    };
    let (from, to) = &analysis.period;
    let fields =
        [("total", &*words::kwh(m, analysis.total_wh / 1e3)), ("from", &m.date(from)), ("to", &m.date(to))];
    Chart {
        id: "my-bars",
        title: m.with(Msg::MyChart, &[("by", &my(m, LEVELS[level]))]),
        takeaway: m.with(Msg::MyTotal, &fields),
        unit: m.with(Msg::UnitTotal, &[("unit", "kWh")]),
        series: vec![m.text(if analysis.gas { Msg::CarrierGas } else { Msg::CarrierElectricity })],
        at_least: Msg::MyOpen,
        columns: bars.iter().map(column).collect(),
        totals: bars.iter().map(|bar| words::number(m, bar.wh / 1e3)).collect(),
        rows: bars.iter().map(row).collect(),
        head,
    }
}

/// The ends of the keys of the levels' names.
pub const LEVELS: [&str; 4] = ["level-0", "level-1", "level-2", "level-3"];

/// The shapes of the picture to keep; none without readings.
pub fn picture(m: &Messages, state: &State) -> Vec<Shape> {
    let Some(analysis) = &state.analysis else { return Vec::new() };
    let chart = chart(m, state, analysis);
    let sample = if state.sample { m.text(Msg::MySampleNote) } else { String::default() };
    let open = m.text(Msg::MyHollow);
    let open = if analysis.levels[state.level].iter().all(|bar| bar.complete) { "" } else { &*open };
    let notes = [&*chart.unit, ". ", &chart.takeaway, " ", open, " ", &sample].concat();
    picture::shapes(&chart.columns, &chart.title, &notes, &|value| words::number(m, value))
}

/// The bars of one weekday: one path over a width of 240 and a height of 40.
pub fn day_path(hours: &[Option<f64>], max: f64) -> String {
    let mut path = String::new();
    for (hour, w) in hours.iter().enumerate() {
        let height = commune_chart::scale::pixel(w.unwrap_or(0.0), max, 40);
        let numbers = [(hour * 10 + 1).to_string(), height.to_string()];
        path.push_str(&["M", &numbers[0], " 40v-", &numbers[1], "h8v", &numbers[1], "z"].concat());
    }
    path
}
