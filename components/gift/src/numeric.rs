//! Numbers to write: `#15`, `#15:2`, `#3..5`, `# =15:0 =%50%14:1 ~ #feedback of the others`.

use crate::answers::{parts, weighed, with_feedback};
use crate::model::{Body, Format, Interval, Number, Text, Weight};
use crate::piece::{self, Piece, find, trim};
use crate::problem::{Kind, Problem};

/// Reads what follows the `#`.
pub(crate) fn read(inside: &[Piece], format: Format, problems: &mut Vec<Problem>) -> Result<Body, Problem> {
    let start = piece::line(inside, 1);
    // What follows the first `~` is the feedback of all other numbers.
    let (inside, others) = match find(inside, '~') {
        Some(at) => (&inside[..at], Some(&inside[at + 1..])),
        None => (inside, None),
    };
    let mut otherwise = match others {
        Some(others) => with_feedback(others, format).1,
        None => Text { format, ..Text::default() },
    };
    if trim(inside).is_empty() {
        return Err(Problem { line: start, kind: Kind::NoNumber });
    }
    let mut numbers = Vec::new();
    for part in parts(inside, &['=']) {
        let line = part.line(start);
        let (weight, body) = weighed(part.after_equals(), Weight::FULL, problems)?;
        let (answer, feedback) = with_feedback(body, format);
        let answer = piece::text(answer, format).text;
        if answer == "*" {
            if weight != Weight::NONE {
                return Err(Problem { line, kind: Kind::AnyNumber });
            }
            otherwise = feedback;
            continue;
        }
        let interval = interval(&answer).map_err(|kind| Problem { line, kind })?;
        numbers.push(Number { interval, weight, feedback });
    }
    if numbers.iter().all(|number| number.weight != Weight::FULL) {
        return Err(Problem { line: start, kind: Kind::NoRightAnswer });
    }
    Ok(Body::Numeric { numbers, otherwise })
}

fn interval(text: &str) -> Result<Interval, Kind> {
    let is_positive = |at: &usize| *at > 0;
    if let Some(at) = text.find("..").filter(is_positive) {
        let (min, max) = (number(&text[..at], text)?, number(&text[at + 2..], text)?);
        return if min <= max { Ok(Interval::Between { min, max }) } else { Err(Kind::EmptyInterval) };
    }
    let (value, tolerance) = match text.find(':').filter(is_positive) {
        Some(at) => (number(&text[..at], text)?, number(&text[at + 1..], text)?),
        None => (number(text, text)?, 0.0),
    };
    if tolerance < 0.0 { Err(Kind::EmptyInterval) } else { Ok(Interval::Near { value, tolerance }) }
}

/// One number; `whole` is what the message quotes.
fn number(text: &str, whole: &str) -> Result<f64, Kind> {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let shape = |text: &str| {
        text.bytes().any(|b| b.is_ascii_digit())
            && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'+' | b'-' | b'e' | b'E'))
    };
    if shape(text)
        && let Ok(number) = text.parse::<f64>()
        && number.is_finite()
    {
        // `-0` is written `0`.
        return Ok(number + 0.0);
    }
    let with_point = text.replace(',', ".");
    if text.contains(',') && shape(&with_point) && with_point.parse::<f64>().is_ok() {
        return Err(Kind::DecimalComma { write: whole.replace(',', ".") });
    }
    Err(Kind::NotANumber { found: words_of(whole) })
}

/// At most forty characters of it.
fn words_of(text: &str) -> String {
    text.chars().take(40).collect()
}
