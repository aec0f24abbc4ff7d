//! A bar chart by year: title, takeaway, picture, then its table and its download.
//!
//! The picture is one image to a screen reader. The keyboard stops on it once and reads its columns with
//! the arrows, and a pointer reads the column it touches, in the same line of text below.

use super::{size::use_canvas, svg};
use crate::messages::Msg;
use commune_chart::{
    Canvas,
    bars::{Column, Mark, MarkKind, Plot, Segment, layout},
};
use commune_ui::{
    Ui,
    dom::{Handler, Keys, On, button, el, li, maybe, on, p, text, unfinished},
    frame::heading,
    hooks::use_local,
    i18n::Messages,
    icon,
    table::{DataTable, data_table},
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};
use yew::{AttrValue, Callback, Html, Properties, component, use_node_ref};

/// Distinct textures: the first series is plain.
const TEXTURES: [&str; 6] = ["", "M0 8 8 0", "M2 2h1v1h-1zM6 6h1v1h-1z", "M0 0 8 8", "M0 4h8", "M4 0v8"];

/// One chart. Every text is already in words.
#[derive(Clone, PartialEq, Properties)]
pub struct BarChartProps {
    /// The words.
    pub messages: Messages,
    /// Unique in the shadow root.
    pub id: AttrValue,
    /// Level of its heading.
    pub level: u8,
    /// What it shows.
    pub title: AttrValue,
    /// Its takeaway, in a sentence.
    pub takeaway: AttrValue,
    /// The unit of its axis, in words.
    pub unit: AttrValue,
    /// Its columns, in the unit of the axis.
    pub columns: Vec<Column>,
    /// The names of its series.
    pub series: Vec<AttrValue>,
    /// The direct label over each column, or empty.
    pub totals: Vec<AttrValue>,
    /// The names of the table's columns.
    pub head: Vec<AttrValue>,
    /// The table's rows, one per column of the chart.
    pub rows: Vec<Vec<AttrValue>>,
    /// What an open bar top means.
    #[prop_or(Msg::LegendAtLeast)]
    pub at_least: Msg,
    /// Saves the table.
    pub download: Callback<()>,
}

/// See the module.
#[component]
pub fn BarChart(props: &BarChartProps) -> Html {
    let m = &props.messages;
    let node = use_node_ref();
    let canvas = use_canvas(node.clone());
    // The column that is being read, and whether the table is open.
    let local = use_local(|| (None::<usize>, false));
    let (cursor, open) = local.get();

    let longest = |ticks: &[commune_chart::bars::Tick]| {
        ticks.iter().map(|tick| tick_label(m, tick.value).chars().count()).max().unwrap_or(1)
    };
    // The labels decide the room for the plot, and the ticks do not depend on it.
    let first = layout(&props.columns, canvas, 1);
    let plot = layout(&props.columns, canvas, longest(&first.ticks));
    let reading = cursor.and_then(|index| props.rows.get(index)).map(|row| sentence(&props.head, row));

    let keyed: Handler = {
        let (local, count) = (local.clone(), props.columns.len());
        Rc::new(move |event: Event| {
            let (cursor, open) = local.get();
            let last = count.saturating_sub(1);
            let key = event.unchecked_ref::<KeyboardEvent>().key();
            let next = match key.as_str() {
                "ArrowRight" => cursor.map_or(0, |index| (index + 1).min(last)),
                "ArrowLeft" => cursor.map_or(last, |index| index.saturating_sub(1)),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            local.set((Some(next), open));
        })
    };
    let pointed: Handler = {
        let local = local.clone();
        Rc::new(move |event: Event| {
            // Each column's rectangle says which it is.
            let index = event
                .target()
                .and_then(|target| target.unchecked_ref::<Element>().get_attribute("data-column"));
            if let Some(index) = index.and_then(|index| index.parse().ok()) {
                local.set((Some(index), local.get().1));
            }
        })
    };
    let toggle: Handler = {
        let local = local.clone();
        Rc::new(move |_| local.set((local.get().0, !local.get().1)))
    };
    let download = props.download.clone();
    let (title_id, take_id) = (format!("{}-title", props.id), format!("{}-take", props.id));
    let table_id = format!("{}-table", props.id);

    let picture = picture(m, props, &plot, cursor, &title_id, &take_id);
    let hint = m.text(Msg::ChartHint);
    let label = m.with(Msg::ChartGroup, &[("title", &props.title)]);
    let (count, now) = (props.columns.len().to_string(), cursor.map_or(1, |index| index + 1).to_string());
    let values = ["reader", "slider", "0", &label, "1", &count, &now, reading.as_deref().unwrap_or(&hint)];
    let reader = on(unfinished("div", READER, &values, Vec::new()), On::KeyDown, keyed);
    let mut plot = unfinished("div", &["class"], &["plot"], vec![picture, reader.into()]);
    plot.node_ref = node;
    for kind in [On::PointerDown, On::PointerMove] {
        plot = on(plot, kind, pointed.clone());
    }
    let told = match reading {
        Some(reading) => text(reading),
        None => el("span", &["class"], &["muted hint"], vec![text(hint)]),
    };
    let expanded = if open { "true" } else { "false" };
    let words = text(m.text(if open { Ui::TableHide } else { Ui::TableShow }));
    let keys = &["type", "part", "aria-expanded", "aria-controls"];
    let toggler =
        unfinished("button", keys, &["button", "button", expanded, &table_id], vec![icon::table(), words]);
    let save = vec![icon::download(), text(m.text(Msg::DownloadCsv))];
    let save = button("", save, Rc::new(move |_| download.emit(())));
    let actions = vec![on(toggler, On::Click, toggle).into(), save];
    let table = maybe(open, || {
        data_table(DataTable {
            id: &format!("{}-caption", props.id),
            caption: format!("{} ({})", props.title, props.unit).into(),
            columns: &props.head,
            rows: &props.rows,
        })
    });
    let title = heading(props.level, "title2", None, props.title.clone());
    let children = vec![
        el("div", &["id"], &[&title_id], vec![title]),
        el("p", &["class", "id"], &["takeaway", &take_id], vec![text(props.takeaway.clone())]),
        p("muted", props.unit.clone()),
        legend(m, props),
        plot.into(),
        el("p", &["class"], &["reading"], vec![told]),
        el("div", &["class"], &["actions"], actions),
        el("div", &["id"], &[&table_id], vec![table]),
    ];
    el(
        "figure",
        &["part", "class", "role", "aria-labelledby"],
        &["chart", "chart", "group", &title_id],
        children,
    )
}

/// The control that reads the chart by keyboard: a slider over its columns, whose value is a sentence.
const READER: Keys = &[
    "class",
    "role",
    "tabindex",
    "aria-label",
    "aria-valuemin",
    "aria-valuemax",
    "aria-valuenow",
    "aria-valuetext",
];

/// A row of the table as a sentence: `2024 : Électricité 12,3 ; Gaz masqué`.
fn sentence(head: &[AttrValue], row: &[AttrValue]) -> String {
    let mut text = row.first().map(|label| format!("{label}\u{a0}: ")).unwrap_or_default();
    for (index, (name, value)) in head.iter().zip(row).enumerate().skip(1) {
        if index > 1 {
            text.push_str("\u{a0}; ");
        }
        text.push_str(name);
        text.push(' ');
        text.push_str(value);
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

fn pattern_id(id: &str, series: usize) -> String {
    format!("{id}-p{series}")
}

fn texture(id: &str, series: Option<usize>) -> String {
    match series {
        Some(series) => format!("url(#{})", pattern_id(id, series)),
        None => format!("url(#{id}-masked)"),
    }
}

fn patterns(id: &str, series: usize) -> Html {
    let pattern = |id: &str, class: &str, d: &str| {
        let path = el("path", &["class", "d"], &[class, d], Vec::new());
        el(
            "pattern",
            &["id", "width", "height", "patternUnits"],
            &[id, "8", "8", "userSpaceOnUse"],
            vec![path],
        )
    };
    let textures = (0..series).map(|i| pattern(&pattern_id(id, i), "pattern", TEXTURES[i % TEXTURES.len()]));
    let mut children: Vec<Html> = textures.collect();
    children.push(pattern(&format!("{id}-masked"), "pattern masked", "M0 8 8 0M0 0 8 8"));
    el("defs", &[], &[], children)
}

fn legend(m: &Messages, props: &BarChartProps) -> Html {
    let any =
        |test: fn(&Segment) -> bool| props.columns.iter().any(|column| column.segments.iter().any(test));
    let swatch = |class: &str, fill: &str, words: AttrValue| {
        let square = |class, fill| {
            el("rect", &["class", "width", "height", "fill"], &[class, "100%", "100%", fill], Vec::new())
        };
        let squares = vec![square("fill", ""), square("texture", fill)];
        let svg = el("svg", &["class", "aria-hidden"], &[class, "true"], squares);
        el("li", &[], &[], vec![svg, text(words)])
    };
    let series = props.series.iter().enumerate();
    let mut items: Vec<Html> = series
        .map(|(index, name)| {
            swatch(&format!("swatch s{index}"), &texture(&props.id, Some(index)), name.clone())
        })
        .collect();
    if any(|segment| matches!(segment, Segment::Masked)) {
        items.push(swatch("swatch masked", &texture(&props.id, None), m.text(Msg::LegendMasked)));
    }
    if any(|segment| matches!(segment, Segment::Amount { at_least: true, .. })) {
        items.push(li(m.text(props.at_least)));
    }
    el("ul", &["class"], &["legend"], items)
}

fn picture(
    m: &Messages,
    props: &BarChartProps,
    plot: &Plot,
    cursor: Option<usize>,
    title_id: &str,
    take_id: &str,
) -> Html {
    let Canvas { width, height, em } = plot.canvas;
    let mut children = vec![patterns(&props.id, props.series.len())];
    for tick in &plot.ticks {
        children.push(svg::line("grid", plot.left, width, tick.y));
        children.push(svg::text("tick", plot.left - em / 3, tick.y + em / 3, tick_label(m, tick.value)));
    }
    children.extend(plot.marks.iter().map(|mark| mark_shape(&props.id, mark)));
    children.push(svg::line("axis", plot.left, width, plot.baseline));
    for (index, slot) in plot.slots.iter().enumerate() {
        let middle = slot.x + slot.width / 2;
        children.push(svg::text("mid", slot.label_x, height - em / 2, slot.label.clone()));
        let total = props.totals.get(index).filter(|_| plot.direct_labels).cloned();
        children.push(svg::text("mid", middle, slot.top - em / 2, total.unwrap_or_default()));
        let outline = [slot.x - 3, slot.top - 3, slot.width + 6, plot.baseline - slot.top + 6];
        children.push(maybe(cursor == Some(index), || svg::rect("cursor", outline, "")));
        let hit =
            ["hit", &(slot.x - 4).to_string(), &(slot.width + 8).to_string(), "100%", &index.to_string()];
        children.push(el("rect", &["class", "x", "width", "height", "data-column"], &hit, Vec::new()));
    }
    let keys = &["role", "aria-labelledby", "aria-describedby", "viewBox", "preserveAspectRatio"];
    let view_box = format!("0 0 {width} {height}");
    el("svg", keys, &["img", title_id, take_id, &view_box, "xMinYMin meet"], children)
}

fn mark_shape(id: &str, mark: &Mark) -> Html {
    let place = [mark.x, mark.y, mark.width, mark.height];
    let masked = mark.kind == MarkKind::Masked;
    let class = if masked { "mark masked".to_owned() } else { format!("mark s{}", mark.series) };
    let fill = texture(id, (!masked).then_some(mark.series));
    let top =
        maybe(mark.kind == MarkKind::AtLeast, || svg::line("open", mark.x, mark.x + mark.width, mark.y));
    el(
        "g",
        &["class"],
        &[&class],
        vec![svg::rect("fill", place, ""), svg::rect("texture", place, &fill), top],
    )
}
