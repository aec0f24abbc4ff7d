//! French typography: the spaces that must not break a line, and the apostrophe.

use super::html::{Piece, attribute, name, opens, pieces};

const SPACE: char = '\u{a0}';
/// Signs that take a space before them which does not break.
const HIGH: [char; 6] = [':', ';', '!', '?', '»', '%'];
/// Units that stay on the line of their number.
const UNITS: [&str; 9] = ["kB", "ko", "Mo", "px", "kWh", "MWh", "secondes", "minutes", "jours"];

/// Sets the French texts of a page; code and what another `lang` marks stay as they are.
pub(super) fn french(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 32);
    // For each open element: whether its texts are set.
    let mut open = vec![true];
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) if open.last() == Some(&true) => out.push_str(&set(text)),
            Piece::Text(text) => out.push_str(text),
            Piece::Tag(tag) => {
                out.push_str(tag);
                if tag.starts_with("</") {
                    open.pop();
                } else if opens(tag) {
                    let code = ["code", "pre", "script", "style", "kbd", "textarea"].contains(&name(tag));
                    let inherited = open.last().copied().unwrap_or(true);
                    open.push(!code && attribute(tag, "lang").map_or(inherited, |lang| lang == "fr"));
                }
            }
        }
    }
    out
}

/// One text.
fn set(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        out.push(match c {
            '\'' => '’',
            ' ' if after.starts_with(HIGH) || out.ends_with('«') || in_number(&out, after) => SPACE,
            _ => c,
        });
        rest = after;
    }
    out
}

/// Whether a space stands between the digits of a number, or between a number and its unit.
fn in_number(before: &str, after: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let word = || after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let three = || after.chars().take_while(char::is_ascii_digit).count() == 3;
    digit(before.chars().next_back()) && (three() && digit(after.chars().next()) || UNITS.contains(&word()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_signs_keep_to_their_word() {
        let html = "<p>L'énergie : « oui » ! 1 200 kB</p>";
        assert_eq!(french(html), "<p>L’énergie\u{a0}: «\u{a0}oui\u{a0}»\u{a0}! 1\u{a0}200\u{a0}kB</p>");
    }

    #[test]
    fn a_sign_after_a_tag_keeps_to_it() {
        assert_eq!(french("<b>Non</b> : 5 % <br> ?"), "<b>Non</b>\u{a0}: 5\u{a0}% <br>\u{a0}?");
    }

    #[test]
    fn code_and_other_languages_stay() {
        let html = "<pre><code>a : 'b'</code></pre><p lang=\"en\">It's <b lang=\"fr\">l'eau</b> ?</p>";
        assert_eq!(french(html), html.replace("l'eau", "l’eau"));
    }
}
