//! A bar chart by year: title, takeaway, picture, then its table and its download.
//!
//! The picture is one image to a screen reader. The keyboard stops on it once and reads its columns with
//! the arrows, and a pointer reads the column it touches, in the same line of text below.

use super::{
    size::use_canvas,
    svg::{line, rect, text},
};
use crate::messages::Msg;
use commune_chart::{
    Canvas,
    bars::{Column, Mark, MarkKind, Plot, layout},
};
use commune_ui::{
    Ui,
    frame::heading,
    i18n::Messages,
    icon,
    table::{DataTable, data_table},
};
use web_sys::KeyboardEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref, use_state};

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
    /// Saves the table.
    pub download: Callback<()>,
}

/// See the module.
#[component]
pub fn BarChart(props: &BarChartProps) -> Html {
    let m = &props.messages;
    let node = use_node_ref();
    let canvas = use_canvas(node.clone());
    let cursor = use_state(|| None::<usize>);
    let table = use_state(|| false);

    let longest = |ticks: &[commune_chart::bars::Tick]| {
        ticks.iter().map(|tick| tick_label(m, tick.value).chars().count()).max().unwrap_or(1)
    };
    // The labels decide the room for the plot, and the ticks do not depend on it.
    let first = layout(&props.columns, canvas, 1);
    let plot = layout(&props.columns, canvas, longest(&first.ticks));
    let reading = cursor.and_then(|index| props.rows.get(index)).map(|row| sentence(&props.head, row));

    let onkeydown = {
        let (cursor, count) = (cursor.clone(), props.columns.len());
        Callback::from(move |event: KeyboardEvent| {
            let last = count.saturating_sub(1);
            let next = match event.key().as_str() {
                "ArrowRight" => cursor.map_or(0, |index| (index + 1).min(last)),
                "ArrowLeft" => cursor.map_or(last, |index| index.saturating_sub(1)),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            cursor.set(Some(next));
        })
    };
    let read = {
        let cursor = cursor.clone();
        Callback::from(move |index| cursor.set(Some(index)))
    };
    let toggle = {
        let table = table.clone();
        Callback::from(move |_| table.set(!*table))
    };
    let download = props.download.clone();
    let (title_id, take_id) = (format!("{}-title", props.id), format!("{}-take", props.id));
    let table_id = format!("{}-table", props.id);

    html! {
        <figure part="chart" class="chart" role="group" aria-labelledby={title_id.clone()}>
            <div id={title_id.clone()}>{heading(props.level, "title2", None, props.title.clone())}</div>
            <p class="takeaway" id={take_id.clone()}>{props.takeaway.clone()}</p>
            <p class="muted">{props.unit.clone()}</p>
            {legend(m, props)}
            <div class="plot" ref={node} tabindex="0" role="group" {onkeydown}
                aria-label={m.with(Msg::ChartGroup, &[("title", &props.title)])}>
                {picture(m, props, &plot, *cursor, &read, &title_id, &take_id)}
            </div>
            <p class="reading" role="status">
                if let Some(reading) = reading {
                    {reading}
                } else {
                    <span class="muted hint">{m.text(Msg::ChartHint)}</span>
                }
            </p>
            <div class="actions">
                <button type="button" part="button" aria-expanded={table.to_string()} aria-controls={table_id.clone()} onclick={toggle}>
                    {icon::table()}{m.text(if *table { Ui::TableHide } else { Ui::TableShow })}
                </button>
                <button type="button" part="button" onclick={move |_| download.emit(())}>
                    {icon::download()}{m.text(Msg::DownloadCsv)}
                </button>
            </div>
            <div id={table_id}>
                if *table {
                    {data_table(DataTable {
                        id: &format!("{}-caption", props.id),
                        caption: format!("{} ({})", props.title, props.unit).into(),
                        columns: &props.head,
                        rows: &props.rows,
                    })}
                }
            </div>
        </figure>
    }
}

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

fn patterns(id: &str, series: usize) -> Html {
    let textures = (0..series).map(|index| {
        html! {
            <pattern id={pattern_id(id, index)} width="8" height="8" patternUnits="userSpaceOnUse">
                <path class="pattern" d={TEXTURES[index % TEXTURES.len()]} />
            </pattern>
        }
    });
    html! {
        <defs>
            {for textures}
            <pattern id={format!("{id}-masked")} width="8" height="8" patternUnits="userSpaceOnUse">
                <path class="pattern masked" d="M0 8 8 0M0 0 8 8" />
            </pattern>
        </defs>
    }
}

fn legend(m: &Messages, props: &BarChartProps) -> Html {
    use commune_chart::bars::Segment::{Amount, Masked};
    let any = |test: fn(&commune_chart::bars::Segment) -> bool| {
        props.columns.iter().any(|column| column.segments.iter().any(test))
    };
    let swatch = |class: String, fill: String, words: AttrValue| {
        html! {
            <li>
                <svg class={class} aria-hidden="true"><rect class="fill" width="100%" height="100%" /><rect class="texture" width="100%" height="100%" fill={fill} /></svg>
                {words}
            </li>
        }
    };
    let series = props.series.iter().enumerate().map(|(index, name)| {
        swatch(format!("swatch s{index}"), format!("url(#{})", pattern_id(&props.id, index)), name.clone())
    });
    html! {
        <ul class="legend">
            {for series}
            if any(|segment| matches!(segment, Masked)) {
                {swatch("swatch masked".to_owned(), format!("url(#{}-masked)", props.id), m.text(Msg::LegendMasked))}
            }
            if any(|segment| matches!(segment, Amount { at_least: true, .. })) {
                <li>{m.text(Msg::LegendAtLeast)}</li>
            }
        </ul>
    }
}

fn picture(
    m: &Messages,
    props: &BarChartProps,
    plot: &Plot,
    cursor: Option<usize>,
    read: &Callback<usize>,
    title_id: &str,
    take_id: &str,
) -> Html {
    let Canvas { width, height, em } = plot.canvas;
    let ticks = plot.ticks.iter().map(|tick| {
        let label = tick_label(m, tick.value).into();
        html! {
            <>
                {line("grid", plot.left, width, tick.y)}
                {text("tick", plot.left - em / 3, tick.y + em / 3, Some(label))}
            </>
        }
    });
    let slots = plot.slots.iter().enumerate().map(|(index, slot)| {
        let middle = slot.x + slot.width / 2;
        let total = props.totals.get(index).filter(|_| plot.direct_labels).cloned();
        let outline = [slot.x - 3, slot.top - 3, slot.width + 6, plot.baseline - slot.top + 6];
        let read = read.reform(move |_: web_sys::PointerEvent| index);
        html! {
            <g onpointerdown={read.clone()} onpointerenter={read}>
                {text("mid", middle, height - em / 2, Some(slot.label.clone().into()))}
                {text("mid", middle, slot.top - em / 2, total)}
                if cursor == Some(index) {
                    {rect("cursor", outline, None)}
                }
                {rect("hit", [slot.x - 4, 0, slot.width + 8, height], None)}
            </g>
        }
    });
    html! {
        <svg role="img" aria-labelledby={title_id.to_owned()} aria-describedby={take_id.to_owned()}
            viewBox={format!("0 0 {width} {height}")} preserveAspectRatio="xMinYMin meet">
            {patterns(&props.id, props.series.len())}
            {for ticks}
            {for plot.marks.iter().map(|mark| mark_shape(&props.id, mark))}
            {line("axis", plot.left, width, plot.baseline)}
            {for slots}
        </svg>
    }
}

fn mark_shape(id: &str, mark: &Mark) -> Html {
    let place = [mark.x, mark.y, mark.width, mark.height];
    let (class, texture) = if mark.kind == MarkKind::Masked {
        ("mark masked".to_owned(), format!("url(#{id}-masked)"))
    } else {
        (format!("mark s{}", mark.series), format!("url(#{})", pattern_id(id, mark.series)))
    };
    html! {
        <g class={class}>
            {rect("fill", place, None)}
            {rect("texture", place, Some(texture.into()))}
            if mark.kind == MarkKind::AtLeast {
                {line("open", mark.x, mark.x + mark.width, mark.y)}
            }
        </g>
    }
}
