//! The picture that a resident keeps: the same shapes as SVG text and on a canvas. It is printed matter, in
//! fixed colours on white, whatever the page looks like.

use commune_chart::{
    Canvas,
    bars::{Column, MarkKind, layout},
};

/// Its size: half of an A4 page in landscape.
pub const SIZE: Canvas = Canvas { width: 960, height: 480, em: 16 };

/// Room above the plot for the title and the unit.
const TOP: i32 = 72;

/// What a shape is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The ground.
    Paper,
    /// A filled rectangle.
    Bar,
    /// An outlined rectangle: an incomplete period.
    Open,
    /// A thin line across, as a rectangle of one pixel.
    Rule,
    /// Text that starts at its point.
    Start,
    /// Text around its point.
    Middle,
    /// Text that ends at its point.
    End,
    /// The title.
    Title,
}

impl Look {
    /// Its fill, or the stroke of an outline.
    pub const fn colour(self) -> &'static str {
        match self {
            Look::Paper => "#ffffff",
            Look::Bar | Look::Open => "#00518a",
            Look::Rule => "#d5dbe1",
            _ => "#1b1f24",
        }
    }

    /// How text lies at its point, as SVG (and, for `end`, a canvas) says it; none for a rectangle.
    pub const fn anchor(self) -> Option<&'static str> {
        match self {
            Look::Paper | Look::Bar | Look::Open | Look::Rule => None,
            Look::Middle => Some("middle"),
            Look::End => Some("end"),
            Look::Start | Look::Title => Some("start"),
        }
    }

    /// The font of text on a canvas, as CSS says it.
    pub const fn font(self) -> &'static str {
        if matches!(self, Look::Title) { "bold 20px sans-serif" } else { "14px sans-serif" }
    }
}

/// One shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What it is.
    pub look: Look,
    /// x, y, width, height; text has no size.
    pub at: [i32; 4],
    /// Its words.
    pub text: String,
}

/// The shapes of a chart; `label` writes the value of a tick.
pub fn shapes(columns: &[Column], title: &str, notes: &str, label: &dyn Fn(f64) -> String) -> Vec<Shape> {
    let plot = layout(columns, Canvas { height: SIZE.height - TOP, ..SIZE }, &|_| 6);
    let mut out = Vec::new();
    let mut push = |look, at, text: &str| out.push(Shape { look, at, text: text.to_owned() });
    push(Look::Paper, [0, 0, SIZE.width, SIZE.height], "");
    push(Look::Title, [16, 30, 0, 0], title);
    push(Look::Start, [16, 56, 0, 0], notes);
    for tick in &plot.ticks {
        push(Look::Rule, [plot.left, tick.y + TOP, SIZE.width - plot.left, 1], "");
        push(Look::End, [plot.left - 6, tick.y + TOP + 5, 0, 0], &label(tick.value));
    }
    for mark in &plot.marks {
        let look = if mark.kind == MarkKind::Exact { Look::Bar } else { Look::Open };
        push(look, [mark.x, mark.y + TOP, mark.width, mark.height], "");
    }
    for slot in &plot.slots {
        push(Look::Middle, [slot.x + slot.width / 2, SIZE.height - 10, 0, 0], &slot.label);
    }
    out
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            _ => out.push(c),
        }
    }
    out
}

/// The shapes as an SVG document.
pub fn svg(shapes: &[Shape]) -> String {
    let mut out = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 480">"#);
    for Shape { look, at: [x, y, width, height], text } in shapes {
        let colour = look.colour();
        let numbers = [x, y, width, height].map(i32::to_string);
        let [x, y, width, height] = &numbers;
        match look.anchor() {
            Some(anchor) => {
                let escaped = escape(text);
                out.push_str(
                    &[
                        "<text x=\"",
                        x,
                        "\" y=\"",
                        y,
                        "\" text-anchor=\"",
                        anchor,
                        if *look == Look::Title {
                            "\" font-weight=\"bold\" font-size=\"20"
                        } else {
                            "\" font-size=\"14"
                        },
                        "\" font-family=\"sans-serif\" fill=\"",
                        colour,
                        "\">",
                        &escaped,
                        "</text>",
                    ]
                    .concat(),
                );
            }
            None => {
                let paint = if *look == Look::Open { "\" fill=\"none\" stroke=\"" } else { "\" fill=\"" };
                out.push_str(
                    &[
                        "<rect x=\"",
                        x,
                        "\" y=\"",
                        y,
                        "\" width=\"",
                        width,
                        "\" height=\"",
                        height,
                        paint,
                        colour,
                        "\"/>",
                    ]
                    .concat(),
                );
            }
        }
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use commune_chart::bars::Segment;

    #[test]
    fn the_picture_says_what_it_shows_and_outlines_what_is_incomplete() {
        let column = |label: &str, at_least| Column {
            label: label.into(),
            segments: vec![Segment::Amount { value: 10.0, at_least }],
        };
        let shapes = shapes(&[column("01/2024", false), column("02/2024", true)], "A < B", "kWh", &|v| {
            (v as i32).to_string()
        });
        let looks = |look| shapes.iter().filter(|shape| shape.look == look).count();
        assert_eq!((looks(Look::Bar), looks(Look::Open), looks(Look::Middle)), (1, 1, 2));
        for shape in &shapes {
            let [x, y, width, height] = shape.at;
            assert!(x >= 0 && y >= 0 && x + width <= SIZE.width && y + height <= SIZE.height, "{shape:?}");
        }
        let svg = svg(&shapes);
        assert!(svg.contains("A &lt; B") && svg.contains("fill=\"none\" stroke") && svg.ends_with("</svg>"));
    }
}
