//! The default tokens of `ui.css`, light and dark: every pair that the widgets draw stands out.
//!
//! Contrast ratio and relative luminance: WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.

/// As it is written.
const CSS: &str = include_str!("../src/ui.css");

/// The two colours of a token, as `light-dark(#rrggbb, #rrggbb)` gives them.
fn token(name: &str) -> [u32; 2] {
    let declared = CSS.split(&format!("--_{name}: ")).nth(1).expect("the token is declared");
    let pair = declared.split("light-dark(").nth(1).expect("the token has two colours");
    let pair = pair.split(')').next().expect("light-dark() is closed");
    let colour = |text: &str| {
        let hex = text.trim().strip_prefix('#').expect("a colour is #rrggbb");
        u32::from_str_radix(hex, 16).expect("a colour is hexadecimal")
    };
    let (light, dark) = pair.split_once(',').expect("two colours");
    [colour(light), colour(dark)]
}

fn luminance(colour: u32) -> f64 {
    let channel = |shift: u32| {
        let value = f64::from((colour >> shift) & 0xff) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

fn contrast(a: u32, b: u32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn check(front: &str, back: &str, least: f64) {
    for (appearance, scheme) in ["light", "dark"].iter().enumerate() {
        let ratio = contrast(token(front)[appearance], token(back)[appearance]);
        assert!(ratio >= least, "{front} on {back}, {scheme}: {ratio:.2} is less than {least}");
    }
}

#[test]
fn text_stands_out_from_both_grounds() {
    for text in ["text", "muted", "accent", "danger", "success", "warning"] {
        check(text, "surface", 4.5);
        check(text, "soft", 4.5);
    }
    check("on-accent", "accent", 4.5);
}

#[test]
fn controls_and_marks_stand_out() {
    for mark in ["border", "s1", "s2", "s3", "s4", "s5", "s6"] {
        check(mark, "surface", 3.0);
    }
}

#[test]
fn the_ratio_is_that_of_the_recommendation() {
    assert!((contrast(0x00ff_ffff, 0) - 21.0).abs() < 1e-9);
    assert!((contrast(0x0000_518a, 0x00ff_ffff) - 8.3).abs() < 0.05, "the figure of the design");
}

#[test]
fn older_browsers_get_the_same_colours() {
    let (_, fallback) = CSS.split_once("@supports not").expect("the sheet has a fallback");
    for name in ["surface", "soft", "text", "muted", "accent", "on-accent", "border", "s1", "s6"] {
        for colour in token(name) {
            let hex = format!("#{colour:06x}");
            assert!(fallback.contains(&hex), "{name}: {hex} is not in the fallback");
        }
    }
}
