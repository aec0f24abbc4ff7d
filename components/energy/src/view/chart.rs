//! A bar chart by year: title, takeaway, picture, then its table and its download.
//!
//! The picture is one image to a screen reader. The keyboard stops on it once and reads its columns with
//! the arrows, and a pointer reads the column it comes over, in the same line of text below.

use crate::messages::Msg;
use commune_chart::{
    Canvas,
    bars::{Column, MarkKind, Plot, Segment, layout},
};
use commune_ui::{Ui, i18n::Messages, icon, table::data_table, writer::Writer};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// Distinct textures: the first series is plain.
const TEXTURES: [&str; 6] = ["", "M0 8 8 0", "M2 2h1v1h-1zM6 6h1v1h-1z", "M0 0 8 8", "M0 4h8", "M4 0v8"];

/// One chart. Every text is already in words.
pub struct Chart {
    /// Unique in the shadow root.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// Its takeaway, in a sentence.
    pub takeaway: String,
    /// The unit of its axis, in words.
    pub unit: String,
    /// Its columns, in the unit of the axis.
    pub columns: Vec<Column>,
    /// The names of its series.
    pub series: Vec<String>,
    /// The direct label over each column, or empty.
    pub totals: Vec<String>,
    /// The names of the table's columns.
    pub head: Vec<String>,
    /// The table's rows, one per column of the chart.
    pub rows: Vec<Vec<String>>,
    /// What an open bar top means.
    pub at_least: Msg,
}

/// How a chart is being read.
#[derive(Clone, Copy, Default)]
pub struct Reading {
    /// The column in question.
    pub column: Option<usize>,
    /// Whether the table is open.
    pub table: bool,
}

impl Reading {
    /// What a key on the chart's reader means; `None` where nothing. The reader says how many columns there are.
    pub fn after_key(self, event: &Event, reader: &Element) -> Option<usize> {
        let last = reader.get_attribute("aria-valuemax")?.parse::<usize>().ok()?.saturating_sub(1);
        let next = match event.unchecked_ref::<web_sys::KeyboardEvent>().key().as_str() {
            "ArrowRight" => self.column.map_or(0, |column| (column + 1).min(last)),
            "ArrowLeft" => self.column.map_or(last, |column| column.saturating_sub(1)),
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        event.prevent_default();
        Some(next)
    }
}

/// Writes the chart under a heading of `level`. The widget hears the chart's id with a column's rank after `:`
/// where a pointer comes over it, alone at a key, and the actions `table` and `rows` with it.
pub fn chart(w: &mut Writer<'_>, chart: &Chart, level: u8, reading: Reading, canvas: Canvas) {
    let m = w.m;
    let plot = layout(&chart.columns, canvas, &|value| tick_label(m, value).chars().count());
    let sentence = reading.column.and_then(|rank| chart.rows.get(rank)).map(|row| sentence(&chart.head, row));
    let id = |end: &str| [chart.id, "-", end].concat();
    let (title, take, table) = (id("title"), id("take"), id("table"));

    w.open("figure part=chart class=chart role=group");
    w.set("aria-labelledby", &title);
    w.open("div");
    w.set("id", &title);
    w.heading(level, "title2", "", &chart.title);
    w.close();
    w.open("p class=takeaway");
    w.set("id", &take);
    w.text(&chart.takeaway);
    w.close();
    w.leaf("p class=muted", &chart.unit);
    legend(w, chart);

    w.open("div class=plot");
    w.open("svg role=img preserveAspectRatio=xMinYMin");
    w.set("aria-labelledby", &title);
    w.set("aria-describedby", &take);
    let size = ["0 0 ", &canvas.width.to_string(), " ", &canvas.height.to_string()].concat();
    w.set("viewBox", &size);
    picture(w, chart, &plot, reading.column);
    w.close();
    w.open("div class=reader role=slider tabindex=0 aria-valuemin=1");
    w.set("data-key", chart.id);
    w.set("aria-label", &m.with(Msg::ChartGroup, &[("title", &chart.title)]));
    w.set_number("aria-valuemax", chart.columns.len() as i32);
    w.set_number("aria-valuenow", reading.column.map_or(1, |column| column as i32 + 1));
    let hint = m.text(Msg::ChartHint);
    w.set("aria-valuetext", sentence.as_deref().unwrap_or(&hint));
    w.close();
    w.close();

    w.open("p class=reading");
    match &sentence {
        Some(sentence) => w.text(sentence),
        None => w.leaf("span class=muted", &hint),
    }
    w.close();

    w.open("div class=actions");
    w.open("button type=button part=button");
    w.set("data-do", &["table:", chart.id].concat());
    w.set_bool("aria-expanded", reading.table);
    w.set("aria-controls", &table);
    icon::table(w);
    w.text(&m.text(if reading.table { Ui::TableHide } else { Ui::TableShow }));
    w.close();
    w.open("button type=button part=button");
    w.set("data-do", &["rows:", chart.id].concat());
    icon::download(w);
    w.text(&m.text(Msg::DownloadCsv));
    w.close();
    w.close();

    w.open("div");
    w.set("id", &table);
    if reading.table {
        let caption = [&*chart.title, " (", &chart.unit, ")"].concat();
        data_table(w, &id("caption"), &caption, &chart.head, &chart.rows);
    }
    w.close();
    w.close();
}

/// A row of the table as a sentence: `2024 : Électricité 12,3 ; Gaz masqué`.
fn sentence(head: &[String], row: &[String]) -> String {
    let mut text = String::new();
    for (rank, (name, value)) in head.iter().zip(row).enumerate() {
        let parts: [&str; 4] = match rank {
            0 => [value, "\u{a0}: ", "", ""],
            1 => ["", name, " ", value],
            _ => ["\u{a0}; ", name, " ", value],
        };
        text.push_str(&parts.concat());
    }
    text
}

fn tick_label(m: &Messages, value: f64) -> String {
    let digits = if value.fract() == 0.0 {
        0
    } else if (value * 10.0).fract().abs() < 1e-6 {
        1
    } else {
        2
    };
    m.number(value, digits)
}

/// The id of a texture: that of a series, or that of masked values.
fn texture(chart: &Chart, series: Option<usize>) -> String {
    let end = series.map_or_else(|| "masked".to_owned(), |series| ["p", &series.to_string()].concat());
    [chart.id, "-", &end].concat()
}

fn class_of(start: &str, series: Option<usize>) -> String {
    match series {
        Some(series) => [start, " s", &series.to_string()].concat(),
        None => [start, " masked"].concat(),
    }
}

fn patterns(w: &mut Writer<'_>, chart: &Chart) {
    w.open("defs");
    for series in (0..chart.series.len()).map(Some).chain([None]) {
        w.open("pattern width=8 height=8 patternUnits=userSpaceOnUse");
        w.set("id", &texture(chart, series));
        w.open("path class=pattern");
        if series.is_none() {
            w.set("class", "pattern masked");
        }
        w.set("d", series.map_or("M0 8 8 0M0 0 8 8", |rank| TEXTURES[rank % TEXTURES.len()]));
        w.close();
        w.close();
    }
    w.close();
}

fn legend(w: &mut Writer<'_>, chart: &Chart) {
    let any =
        |test: fn(&Segment) -> bool| chart.columns.iter().any(|column| column.segments.iter().any(test));
    let masked = any(|segment| matches!(segment, Segment::Masked));
    w.open("ul class=legend");
    for series in (0..chart.series.len()).map(Some).chain(masked.then_some(None)) {
        w.open("li");
        w.open("svg aria-hidden=true");
        w.set("class", &class_of("swatch", series));
        w.leaf("rect class=fill width=100% height=100%", "");
        w.open("rect class=texture width=100% height=100%");
        w.set("fill", &["url(#", &texture(chart, series), ")"].concat());
        w.close();
        w.close();
        let masked = w.m.text(Msg::LegendMasked);
        w.text(series.map_or(&masked, |rank| &chart.series[rank]));
        w.close();
    }
    if any(|segment| matches!(segment, Segment::Amount { at_least: true, .. })) {
        w.say("li", chart.at_least);
    }
    w.close();
}

fn line(w: &mut Writer<'_>, spec: &'static str, x1: i32, x2: i32, y: i32) {
    w.open(spec);
    for (name, value) in [("x1", x1), ("x2", x2), ("y1", y), ("y2", y)] {
        w.set_number(name, value);
    }
    w.close();
}

fn rect(w: &mut Writer<'_>, spec: &'static str, place: [i32; 4], fill: &str) {
    w.open(spec);
    for (name, value) in ["x", "y", "width", "height"].into_iter().zip(place) {
        w.set_number(name, value);
    }
    if !fill.is_empty() {
        w.set("fill", fill);
    }
    w.close();
}

fn label(w: &mut Writer<'_>, spec: &'static str, x: i32, y: i32, words: &str) {
    w.open(spec);
    w.set_number("x", x);
    w.set_number("y", y);
    w.text(words);
    w.close();
}

fn picture(w: &mut Writer<'_>, chart: &Chart, plot: &Plot, cursor: Option<usize>) {
    let Canvas { width, height, em } = plot.canvas;
    patterns(w, chart);
    for tick in &plot.ticks {
        line(w, "line class=grid", plot.left, width, tick.y);
        let words = tick_label(w.m, tick.value);
        label(w, "text class=tick", plot.left - em / 3, tick.y + em / 3, &words);
    }
    for mark in &plot.marks {
        let place = [mark.x, mark.y, mark.width, mark.height];
        let series = (mark.kind != MarkKind::Masked).then_some(mark.series);
        w.open("g");
        w.set("class", &class_of("mark", series));
        rect(w, "rect class=fill", place, "");
        rect(w, "rect class=texture", place, &["url(#", &texture(chart, series), ")"].concat());
        if mark.kind == MarkKind::AtLeast {
            line(w, "line class=open", mark.x, mark.x + mark.width, mark.y);
        }
        w.close();
    }
    line(w, "line class=axis", plot.left, width, plot.baseline);
    for (rank, slot) in plot.slots.iter().enumerate() {
        label(w, "text class=mid", slot.label_x, height - em / 2, &slot.label);
        let total = chart.totals.get(rank).filter(|_| plot.direct_labels);
        label(
            w,
            "text class=mid",
            slot.x + slot.width / 2,
            slot.top - em / 2,
            total.map_or("", |words| words),
        );
        let outline = [slot.x - 3, slot.top - 3, slot.width + 6, plot.baseline - slot.top + 6];
        w.open("g");
        if cursor == Some(rank) {
            rect(w, "rect class=cursor", outline, "");
        }
        w.close();
        w.open("rect class=hit height=100%");
        w.set_number("x", slot.x - 4);
        w.set_number("width", slot.width + 8);
        w.set("data-over", &[chart.id, ":", &rank.to_string()].concat());
        w.close();
    }
}
