//! The table of pairs of colours (`src/communes/pairs.rs`) against the widgets' style sheets.
//!
//! What a rule of a sheet puts on what, as read here:
//!
//! - `color` and `fill` are fronts and may be text; `stroke`, `border…`, `outline…` and `accent-color` are fronts as marks;
//! - a `background` of the same rule is what its `color` stands on; without one it is either ground of the widget,
//!   since a sheet does not say what lies in what;
//! - an outline or a border stands on what is around as well, hence on either ground;
//! - a background that is no ground, in a rule without `color`, is a mark itself;
//! - the series are drawn on `surface` only, by `color`, `fill` or `stroke`, and are marks;
//! - `surface` as a front is a hatch on the marks of the series;
//! - hairlines are decoration, and print and forced colours have colours of their own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use commune_packs::communes::pairs::{GROUNDS, MARK, PAIRS, TEXT};

const SERIES: [&str; 6] = ["s1", "s2", "s3", "s4", "s5", "s6"];

/// Pairs that come from where a thing is drawn, which no rule says: the bar of an interval on its track.
const BY_PLACE: [(&str, &str); 1] = [("accent", "hairline")];

/// One front on one ground. Ratios are tenths, so that they can be compared.
type Used = BTreeSet<(String, String, u32)>;

fn sheets() -> Vec<(PathBuf, String)> {
    let components = Path::new(env!("CARGO_MANIFEST_DIR")).join("../components");
    let mut found = Vec::new();
    for component in fs::read_dir(components).unwrap() {
        let Ok(files) = fs::read_dir(component.unwrap().path().join("src")) else { continue };
        for file in files {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "css") {
                found.push((path.clone(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The rules of a sheet, selector and declarations, but for those of print and forced colours.
fn rules(sheet: &str) -> Vec<(String, String)> {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let mut out = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut piece = String::new();
    for character in text.chars() {
        match character {
            '{' => open.push(std::mem::take(&mut piece).trim().to_owned()),
            '}' => {
                let selector = open.pop().expect("a brace closes what was opened");
                let body = std::mem::take(&mut piece);
                let own = |outer: &String| outer.contains("print") || outer.contains("forced-colors");
                if !selector.starts_with('@') && !open.iter().any(own) {
                    out.push((selector, body));
                }
            }
            _ => piece.push(character),
        }
    }
    assert!(open.is_empty(), "every brace is closed");
    out
}

fn tokens(value: &str) -> Vec<String> {
    let names = value.split("var(--_").skip(1).map(|rest| rest.split([')', ',']).next().unwrap().to_owned());
    names.filter(|name| name != "radius").collect()
}

/// The pairs that one rule uses.
fn used(selector: &str, body: &str, out: &mut Used) {
    let declarations: Vec<(&str, Vec<String>)> = body
        .split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .map(|(property, value)| (property.trim(), tokens(value)))
        .filter(|(property, tokens)| !property.starts_with("--") && !tokens.is_empty())
        .collect();
    let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
        let found = declarations.iter().filter(|(property, _)| wanted(property));
        found.flat_map(|(_, tokens)| tokens.clone()).collect()
    };
    let backgrounds = of(&|property| property.starts_with("background"));
    let inks = of(&|property| ["color", "fill"].contains(&property));
    let strokes = of(&|property| property == "stroke");
    let colour = of(&|property| property == "color");
    let edges = of(&|property| {
        property.starts_with("border") || property.starts_with("outline") || property == "accent-color"
    });
    for (property, _) in &declarations {
        let known = ["color", "fill", "stroke", "accent-color"].contains(property)
            || ["background", "border", "outline"].iter().any(|start| property.starts_with(start));
        assert!(known, "{selector}: what is {property} to the contrast? Say it in this test");
    }
    let mut put = |front: &str, ground: &str, least: f64| {
        // A hatch in the ground's colour, with nothing said of where: it is on the marks.
        if front == "hairline" || front == ground || front == "surface" && GROUNDS.contains(&ground) {
            return;
        }
        let least = if SERIES.contains(&front) { MARK } else { least };
        if SERIES.contains(&front) && ground == "soft" {
            return;
        }
        out.insert((front.to_owned(), ground.to_owned(), (least * 10.0) as u32));
    };
    for front in inks.iter().chain(&strokes).filter(|front| *front == "surface") {
        for mark in SERIES {
            put(front, mark, MARK);
        }
    }
    for front in &inks {
        if backgrounds.is_empty() || !colour.contains(front) {
            for ground in GROUNDS {
                put(front, ground, TEXT);
            }
        }
        for ground in &backgrounds {
            put(front, ground, TEXT);
        }
    }
    for front in edges.iter().chain(&strokes) {
        for ground in GROUNDS.iter().copied().chain(backgrounds.iter().map(String::as_str)) {
            put(front, ground, MARK);
        }
    }
    for background in &backgrounds {
        // What shows by its ground alone: a mark, or the control that the ground fills.
        if !GROUNDS.contains(&background.as_str()) {
            for ground in GROUNDS {
                put(background, ground, MARK);
            }
        }
    }
}

fn missing(used: &Used) -> Vec<String> {
    let holds = |front: &str, ground: &str, least: u32| {
        PAIRS.iter().any(|pair| {
            pair.front == front && pair.grounds.contains(&ground) && (pair.least * 10.0) as u32 >= least
        })
    };
    let out = used.iter().filter(|(front, ground, least)| !holds(front, ground, *least));
    out.map(|(front, ground, least)| format!("{front} on {ground}, {least} tenths")).collect()
}

#[test]
fn every_pair_of_the_style_sheets_is_in_the_table_and_none_is_there_for_nothing() {
    let sheets = sheets();
    assert!(sheets.len() >= 5, "the sheets of ui and of the four widgets: {}", sheets.len());
    let mut all = Used::new();
    for (path, sheet) in &sheets {
        let mut here = Used::new();
        for (selector, body) in rules(sheet) {
            used(&selector, &body, &mut here);
        }
        let missing = missing(&here);
        assert!(
            missing.is_empty(),
            "{}: pairs that are not in src/communes/pairs.rs: {missing:#?}",
            path.display()
        );
        all.append(&mut here);
    }
    for pair in PAIRS {
        for ground in pair.grounds {
            let is_used = all.iter().any(|(front, on, _)| front == pair.front && on == ground);
            assert!(
                is_used || BY_PLACE.contains(&(pair.front, ground)),
                "{} on {ground} is in the table and in no style sheet",
                pair.front
            );
        }
    }
}

#[test]
fn no_rule_has_a_colour_that_is_no_token() {
    for (path, sheet) in sheets() {
        // The sheet that the printed page of a place gets: black on white.
        if path.ends_with("print.css") {
            continue;
        }
        for (selector, body) in rules(&sheet) {
            // A code for cameras is dark on white in every theme.
            if selector == ".qr" || selector.starts_with(":host") {
                continue;
            }
            for declaration in body.split(';') {
                let Some((property, value)) = declaration.split_once(':') else { continue };
                let value = value.trim();
                let literal = value.contains('#')
                    || ["rgb(", "hsl(", "white", "black", "oklch("].iter().any(|word| value.contains(word));
                assert!(!literal, "{}: {selector} {{ {} }}", path.display(), property.trim());
            }
        }
    }
}

#[test]
fn a_new_pair_in_a_style_sheet_is_missed_by_the_table() {
    for (rule, what) in [
        (".x { color: var(--_danger); background: var(--_accent); }", "danger on accent, 45 tenths"),
        (".x { color: var(--_border); }", "border on surface, 45 tenths"),
        (
            ".x { border: 1px solid var(--_border); background: var(--_accent); }",
            "border on accent, 30 tenths",
        ),
        (
            "@container (min-width: 1em) { .x { fill: var(--_on-accent); } }",
            "on-accent on surface, 45 tenths",
        ),
    ] {
        let mut found = Used::new();
        for (selector, body) in rules(rule) {
            used(&selector, &body, &mut found);
        }
        assert!(missing(&found).iter().any(|one| one == what), "{rule}: {found:?}");
    }
    let printed = "@media print { .x { color: var(--_on-accent); } }";
    assert!(rules(printed).is_empty());
}
