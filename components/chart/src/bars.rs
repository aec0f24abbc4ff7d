//! Stacked vertical bars: one column per year, one segment per series.

use crate::{
    Canvas,
    scale::{pixel, ticks},
};

/// What one series adds to a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Nothing known: nothing drawn.
    Missing,
    /// Withheld: a hatched mark of a fixed height, so that it is seen and read as no amount.
    Masked,
    /// An amount, complete or a lower bound.
    Amount {
        /// In the caller's unit; negative amounts are drawn as zero.
        value: f64,
        /// True for a lower bound: its top is drawn open.
        at_least: bool,
    },
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its label, under the axis.
    pub label: String,
    /// One segment per series, from the axis upwards.
    pub segments: Vec<Segment>,
}

/// A drawn segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Index of the column.
    pub column: usize,
    /// Index of the series.
    pub series: usize,
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height, at least one pixel.
    pub height: i32,
    /// How it is drawn.
    pub kind: MarkKind,
}

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Filled.
    Exact,
    /// Filled, its top edge dashed: the true value is higher.
    AtLeast,
    /// Hatched: a value that is withheld.
    Masked,
}

/// A line across the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Its height on the canvas.
    pub y: i32,
    /// Its value.
    pub value: f64,
}

/// A column's place on the canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Left edge of the bar.
    pub x: i32,
    /// Width of the bar.
    pub width: i32,
    /// Top of the stack, where a direct label stands.
    pub top: i32,
    /// The label, empty where there is no room for every label.
    pub label: String,
    /// The middle of the label: that of the bar, but never so far right that the label leaves the canvas.
    pub label_x: i32,
}

/// A laid-out chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// The canvas.
    pub canvas: Canvas,
    /// Left edge of the plot, right of the axis labels.
    pub left: i32,
    /// The axis.
    pub baseline: i32,
    /// Lines and their values, from zero upwards.
    pub ticks: Vec<Tick>,
    /// One per column.
    pub slots: Vec<Slot>,
    /// The segments.
    pub marks: Vec<Mark>,
    /// True where a direct label fits over each bar.
    pub direct_labels: bool,
}

/// Lays out columns of the same number of segments. `axis_chars` is the length, in characters, of the label
/// that a value gets on the axis: the longest one decides the room left of the plot.
pub fn layout(columns: &[Column], canvas: Canvas, axis_chars: &dyn Fn(f64) -> usize) -> Plot {
    let Canvas { width, height, em } = canvas;
    // A digit is about 0.6 em wide in the fonts of the web.
    let text_width = |chars: usize| (chars as i32 * em * 6 + 9) / 10;
    let baseline = height - em * 2;
    // Room for a direct label over the highest bar, and for masked marks, which stand outside the scale.
    let masked = columns.iter().map(masked_count).max().unwrap_or(0);
    let top = em * 3 / 2 * (1 + masked);
    let plot_height = (baseline - top).max(1);
    let ticks =
        ticks(columns.iter().map(stack_total).fold(0.0, f64::max), (plot_height / (em * 3)).max(1) as usize);
    let max = ticks[ticks.len() - 1];
    let left = text_width(ticks.iter().map(|value| axis_chars(*value)).max().unwrap_or(1)) + em / 2;

    let pitch = (width - left).max(1) / (columns.len().max(1) as i32);
    let bar = (pitch * 7 / 10).clamp(2, em * 5);
    let longest = columns.iter().map(|column| column.label.chars().count()).max().unwrap_or(0);
    let every = ((text_width(longest) + em / 2) / pitch.max(1) + 1).max(1) as usize;
    let last = columns.len().saturating_sub(1);

    let mut plot = Plot {
        canvas,
        left,
        baseline,
        ticks: ticks
            .iter()
            .map(|&value| Tick { y: baseline - pixel(value, max, plot_height), value })
            .collect(),
        slots: Vec::new(),
        marks: Vec::new(),
        direct_labels: pitch >= text_width(5),
    };
    for (index, column) in columns.iter().enumerate() {
        let x = left + pitch * index as i32 + (pitch - bar) / 2;
        let mut y = baseline;
        let mut sum = 0.0;
        for (series, segment) in column.segments.iter().enumerate() {
            let (bottom, kind) = (
                y,
                match segment {
                    Segment::Missing => continue,
                    Segment::Masked => {
                        // One and a half lines of text, never more than the room left.
                        y = (y - em * 3 / 2).max(0);
                        MarkKind::Masked
                    }
                    Segment::Amount { value, at_least } => {
                        // From the running sum, so that rounding never adds up.
                        let before = pixel(sum, max, plot_height);
                        sum += value.max(0.0);
                        y -= (pixel(sum, max, plot_height) - before).max(1);
                        if *at_least { MarkKind::AtLeast } else { MarkKind::Exact }
                    }
                },
            );
            plot.marks.push(Mark { column: index, series, x, y, width: bar, height: bottom - y, kind });
        }
        // Counted from the latest: the year that people look for keeps its label.
        let labelled = (last - index).is_multiple_of(every);
        let label = if labelled { column.label.clone() } else { String::new() };
        let room = width - text_width(label.chars().count()) / 2;
        plot.slots.push(Slot { x, width: bar, top: y, label_x: (x + bar / 2).min(room), label });
    }
    plot
}

fn masked_count(column: &Column) -> i32 {
    column.segments.iter().filter(|segment| **segment == Segment::Masked).count() as i32
}

fn stack_total(column: &Column) -> f64 {
    let amount = |segment: &Segment| match segment {
        Segment::Amount { value, .. } => value.max(0.0),
        _ => 0.0,
    };
    column.segments.iter().map(amount).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CANVAS: Canvas = Canvas { width: 300, height: 200, em: 14 };

    fn amount(value: f64) -> Segment {
        Segment::Amount { value, at_least: false }
    }

    fn column(label: &str, segments: &[Segment]) -> Column {
        Column { label: label.into(), segments: segments.to_vec() }
    }

    #[test]
    fn a_stack_stands_on_the_axis_and_its_segments_touch() {
        let plot = layout(&[column("2024", &[amount(10.0), amount(20.0)])], CANVAS, &|_| 2);
        let [a, b] = plot.marks[..] else { panic!("two marks") };
        assert_eq!(a.y + a.height, plot.baseline);
        assert_eq!(b.y + b.height, a.y);
        assert_eq!(plot.slots[0].top, b.y);
        assert!((b.height - 2 * a.height).abs() <= 1);
    }

    #[test]
    fn masked_is_seen_and_missing_is_not() {
        let plot = layout(&[column("2024", &[Segment::Masked, Segment::Missing])], CANVAS, &|_| 2);
        assert_eq!(plot.marks.len(), 1);
        assert_eq!(plot.marks[0].kind, MarkKind::Masked);
        assert!(plot.marks[0].height > 0);
    }

    #[test]
    fn where_labels_do_not_fit_the_latest_keeps_its_own() {
        let columns: Vec<_> = (2000..2025).map(|year| column(&year.to_string(), &[amount(1.0)])).collect();
        let plot = layout(&columns, CANVAS, &|_| 2);
        assert_eq!(plot.slots[24].label, "2024");
        assert!(plot.slots[23].label.is_empty());
        assert!(!plot.direct_labels);
    }

    #[test]
    fn no_columns_is_an_empty_plot() {
        let plot = layout(&[], CANVAS, &|_| 2);
        assert!(plot.slots.is_empty() && plot.marks.is_empty() && plot.ticks.len() >= 2);
    }

    fn segment() -> impl Strategy<Value = Segment> {
        prop_oneof![
            Just(Segment::Missing),
            Just(Segment::Masked),
            (0.0..1e7f64, any::<bool>()).prop_map(|(value, at_least)| Segment::Amount { value, at_least }),
        ]
    }

    proptest! {
        #[test]
        fn every_mark_stays_on_the_canvas(
            stacks in prop::collection::vec(prop::collection::vec(segment(), 3), 0..30),
            width in 160i32..1400,
            em in 12i32..32,
        ) {
            let columns: Vec<_> = stacks.iter().map(|s| column("2024", s)).collect();
            let plot = layout(&columns, Canvas { width, height: em * 16, em }, &|_| 5);
            for mark in &plot.marks {
                prop_assert!(mark.height >= 1 && mark.width >= 2);
                prop_assert!(mark.x >= plot.left && mark.x + mark.width <= width.max(plot.left + 60));
                prop_assert!(mark.y >= 0 && mark.y + mark.height <= plot.baseline, "{mark:?}");
            }
        }
    }
}
