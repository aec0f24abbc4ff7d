//! What every page gets once it is HTML: anchors at its headings, tables that scroll by themselves.

use std::collections::BTreeSet;

use super::html::{Piece, attribute, escape, name, pieces, slug, text};

/// A part of a page, for the search.
#[derive(Debug, PartialEq)]
pub(super) struct Section {
    /// The anchor; empty for what stands before the first heading.
    pub(super) id: String,
    pub(super) heading: String,
    pub(super) text: String,
}

/// Gives each heading that has none an id, and puts each table in a region that scrolls by keyboard too:
/// at 320 pixels the page itself must not.
pub(super) fn anchors_and_tables(html: &str) -> String {
    let pieces = pieces(html);
    let mut out = String::with_capacity(html.len() + 1024);
    let (mut ids, mut labels) = (BTreeSet::new(), BTreeSet::new());
    let mut heading = String::new();
    // A table of Markdown with an empty first head: the first cell of each row is the row's head then.
    let (mut headed_rows, mut first_cell) = (false, false);
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Tag(tag) if is_heading(tag) && !tag.starts_with("</") => {
                heading = inner(&pieces[at + 1..], name(tag));
                match attribute(tag, "id") {
                    Some(id) => {
                        ids.insert(id.to_owned());
                        out.push_str(tag);
                    }
                    None => {
                        let id = unique(&mut ids, &slug(&heading));
                        out.push_str(&format!("{} id=\"{id}\">", &tag[..tag.len() - 1]));
                    }
                }
            }
            Piece::Tag(tag) if name(tag) == "table" && !tag.starts_with("</") => {
                let label = unique(&mut labels, &format!("Tableau, {heading}"));
                out.push_str(&format!(
                    "<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">{tag}",
                    escape(&label)
                ));
            }
            Piece::Tag("</table>") => {
                headed_rows = false;
                out.push_str("</table></div>");
            }
            Piece::Tag("<th>") if pieces.get(at + 1) == Some(&Piece::Tag("</th>")) => {
                headed_rows = true;
                out.push_str("<td>");
            }
            Piece::Tag("</th>") if at > 0 && pieces[at - 1] == Piece::Tag("<th>") => out.push_str("</td>"),
            Piece::Tag("<th>") => out.push_str("<th scope=\"col\">"),
            Piece::Tag("<tr>") => {
                first_cell = headed_rows;
                out.push_str("<tr>");
            }
            Piece::Tag("<td>") if first_cell => out.push_str("<th scope=\"row\">"),
            Piece::Tag("</td>") if first_cell => {
                first_cell = false;
                out.push_str("</th>");
            }
            Piece::Tag(tag) => out.push_str(tag),
        }
    }
    out
}

/// The parts of a finished page, from heading to heading. What says `data-search="no"` is left out with all
/// that it holds: the same lines on every page would be found everywhere.
pub(super) fn sections(html: &str) -> Vec<Section> {
    let mut found = vec![Section { id: String::new(), heading: String::new(), text: String::new() }];
    let pieces = pieces(html);
    let mut hidden: Option<(&str, usize)> = None;
    let mut in_heading = false;
    for (at, piece) in pieces.iter().enumerate() {
        match (piece, hidden) {
            (Piece::Tag(tag), Some((element, depth))) if name(tag) == element => {
                hidden = match (tag.starts_with("</"), depth) {
                    (true, 0) => None,
                    (true, depth) => Some((element, depth - 1)),
                    (false, depth) => Some((element, depth + 1)),
                };
            }
            (_, Some(_)) => {}
            (Piece::Tag(tag), None) if attribute(tag, "data-search") == Some("no") => {
                hidden = Some((name(tag), 0));
            }
            (Piece::Tag(tag), None) if is_heading(tag) => {
                in_heading = !tag.starts_with("</");
                if in_heading {
                    let id = attribute(tag, "id").unwrap_or_default().to_owned();
                    let heading = inner(&pieces[at + 1..], name(tag));
                    found.push(Section { id, heading, text: String::new() });
                }
            }
            (Piece::Text(part), None) if !in_heading => {
                if let Some(section) = found.last_mut() {
                    section.text += part;
                    section.text.push(' ');
                }
            }
            _ => {}
        }
    }
    for section in &mut found {
        section.text = text(&section.text).split_whitespace().collect::<Vec<_>>().join(" ");
    }
    found.retain(|section| !(section.heading.is_empty() && section.text.is_empty()));
    found
}

fn is_heading(tag: &str) -> bool {
    matches!(name(tag), "h1" | "h2" | "h3" | "h4")
}

/// The text up to the end of an element that is open.
fn inner(pieces: &[Piece<'_>], element: &str) -> String {
    let end = format!("</{element}>");
    let inside = pieces.iter().take_while(|piece| **piece != Piece::Tag(&end));
    let html: String = inside
        .map(|piece| match piece {
            Piece::Tag(t) | Piece::Text(t) => *t,
        })
        .collect();
    text(&html).trim().to_owned()
}

/// The name, or the name with a number where it is taken.
fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let name = if name.is_empty() { "partie" } else { name };
    let names = std::iter::once(name.to_owned()).chain((2..).map(|n| format!("{name}-{n}")));
    for name in names {
        if taken.insert(name.clone()) {
            return name;
        }
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_get_anchors_and_tables_a_region() {
        let html = anchors_and_tables("<h2>Où ?</h2><table><tr><th>A</th></tr></table><h2>Où ?</h2>");
        assert_eq!(
            html,
            "<h2 id=\"ou\">Où ?</h2><div class=\"scroll\" role=\"region\" aria-label=\"Tableau, Où ?\" \
             tabindex=\"0\"><table><tr><th scope=\"col\">A</th></tr></table></div><h2 id=\"ou-2\">Où ?</h2>"
        );
    }

    #[test]
    fn an_empty_head_makes_heads_of_the_rows() {
        let html = anchors_and_tables(
            "<table><thead><tr><th></th><th>A</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody></table>",
        );
        assert!(html.contains("<tr><td></td><th scope=\"col\">A</th></tr>"), "{html}");
        assert!(html.contains("<tr><th scope=\"row\">b</th><td>c</td></tr>"), "{html}");
    }

    #[test]
    fn sections_hold_what_is_written_below_their_heading() {
        let html = "<p>Avant</p><h2 id=\"a\">Un <em>b</em></h2><p>x &amp; y</p>\
                    <div data-search=\"no\"><div>caché</div> aussi</div><p>z</p>";
        let sections = sections(html);
        assert_eq!(sections.len(), 2);
        assert_eq!(sections[0].text, "Avant");
        assert_eq!((sections[1].id.as_str(), sections[1].heading.as_str()), ("a", "Un b"));
        assert_eq!(sections[1].text, "x & y z");
    }
}
