//! What stands between the braces: which type it is, and the types that are short to read. The order of the tests is
//! Moodle's.

use crate::choice;
use crate::model::{Answer, Body, Format, Pair, Text, Weight};
use crate::numeric;
use crate::piece::{self, Piece, find, find_all, starts_with, trim, words};
use crate::problem::{Kind, Problem};

/// Reads the answers (not empty, trimmed, without the general feedback).
pub(crate) fn read(inside: &[Piece], format: Format, problems: &mut Vec<Problem>) -> Option<Body> {
    let kind = if starts_with(inside, "#") {
        numeric::read(&inside[1..], format, problems)
    } else if find(inside, '~').is_some() {
        choice::read(inside, format, problems)
    } else if find(inside, '=').is_some() && find_all(inside, "->").is_some() {
        matching(inside, format, problems)
    } else if let Some(truth) = truth(inside) {
        Ok(true_false(truth, inside, format))
    } else {
        short(inside, format, problems)
    };
    match kind {
        Ok(body) => Some(body),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// What one sign begins: the part with its sign, and all that precedes it.
pub(crate) struct Part<'a> {
    before: &'a [Piece],
    pub(crate) pieces: &'a [Piece],
}

impl<'a> Part<'a> {
    /// Without its `=`, if it has one.
    pub(crate) fn after_equals(&self) -> &'a [Piece] {
        if starts_with(self.pieces, "=") { &self.pieces[1..] } else { self.pieces }
    }

    /// The line of its first word.
    pub(crate) fn line(&self, or: u32) -> u32 {
        piece::line(trim(self.pieces), or)
    }
}

/// The parts that the signs begin. The first one has no sign where words precede all signs.
pub(crate) fn parts<'a>(pieces: &'a [Piece], signs: &[char]) -> Vec<Part<'a>> {
    let acts = |piece: &Piece| signs.iter().any(|sign| piece.is(*sign));
    let mut out = Vec::new();
    let mut start = 0;
    for at in 1..=pieces.len() {
        if pieces.get(at).is_none_or(acts) {
            out.push(Part { before: &pieces[..start], pieces: &pieces[start..at] });
            start = at;
        }
    }
    if out.first().is_some_and(|part| trim(part.pieces).is_empty()) {
        out.remove(0);
    }
    out
}

/// The words of an answer and its feedback, after its first `#`.
pub(crate) fn with_feedback(pieces: &[Piece], format: Format) -> (&[Piece], Text) {
    match find(pieces, '#') {
        Some(at) => (trim(&pieces[..at]), piece::text(&pieces[at + 1..], format)),
        None => (trim(pieces), Text { format, ..Text::default() }),
    }
}

/// A weight between `%`, and what follows it: `%50%`, `%-33.33333%`, as Moodle's regular expression has it.
pub(crate) enum Weighed<'a> {
    None,
    Unread,
    Some(Weight, &'a [Piece]),
}

/// Looks for a weight at the beginning.
pub(crate) fn weight(pieces: &[Piece]) -> Weighed<'_> {
    if !starts_with(pieces, "%") {
        return Weighed::None;
    }
    let Some(end) = pieces[1..].iter().take(12).position(|piece| piece.is('%')) else { return Weighed::None };
    let text: String = pieces[1..=end].iter().map(|piece| piece.ch).collect();
    let digits = text.trim_start_matches('-');
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let numeric = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || !numeric(whole) || !numeric(part) {
        return Weighed::Unread;
    }
    // Five decimals, as Moodle writes them; further ones change no mark.
    let mut units: i32 = 0;
    for digit in whole.bytes().chain(part.bytes().chain(std::iter::repeat(b'0')).take(5)) {
        units = units * 10 + i32::from(digit - b'0');
    }
    let units = if text.starts_with('-') { -units } else { units };
    Weighed::Some(Weight(units), &pieces[end + 2..])
}

/// Splits a weight off, telling what is wrong with it; `default` where there is none.
pub(crate) fn weighed<'a>(
    pieces: &'a [Piece],
    default: Weight,
    problems: &mut Vec<Problem>,
) -> Result<(Weight, &'a [Piece]), Problem> {
    let pieces = trim(pieces);
    let line = piece::line(pieces, 1);
    match weight(pieces) {
        Weighed::None => Ok((default, pieces)),
        Weighed::Unread => {
            problems.push(Problem { line, kind: Kind::UnreadWeight });
            Ok((default, pieces))
        }
        Weighed::Some(weight, rest) => {
            if weight.0.abs() > Weight::FULL.0 {
                return Err(Problem { line, kind: Kind::WeightRange });
            }
            if !is_usual(weight) {
                problems.push(Problem { line, kind: Kind::UnusualWeight(weight) });
            }
            Ok((weight, trim(rest)))
        }
    }
}

/// Moodle's fractions, in hundred-thousandths of a per cent (question/engine/bank.php, `fraction_options_full`).
fn is_usual(weight: Weight) -> bool {
    const USUAL: [i32; 20] = [
        10_000_000, 9_000_000, 8_333_333, 8_000_000, 7_500_000, 7_000_000, 6_666_667, 6_000_000, 5_000_000,
        4_000_000, 3_333_333, 3_000_000, 2_500_000, 2_000_000, 1_666_667, 1_428_571, 1_250_000, 1_111_111,
        1_000_000, 500_000,
    ];
    weight.0 == 0 || USUAL.iter().any(|usual| (weight.0.abs() - usual).abs() <= 5)
}

/// Whether it is `T`, `TRUE`, `F` or `FALSE`, with or without feedback.
fn truth(inside: &[Piece]) -> Option<bool> {
    match words(with_feedback(inside, Format::Moodle).0, false).as_str() {
        "T" | "TRUE" => Some(true),
        "F" | "FALSE" => Some(false),
        _ => None,
    }
}

fn true_false(truth: bool, inside: &[Piece], format: Format) -> Body {
    let mut parts = inside.splitn(3, |piece| piece.is('#')).skip(1);
    let mut next =
        || parts.next().map_or(Text { format, ..Text::default() }, |part| piece::text(part, format));
    // The first feedback is for a wrong response, also where 'true' is the wrong one.
    let wrong = next();
    Body::TrueFalse { truth, wrong, right: next() }
}

fn matching(inside: &[Piece], format: Format, problems: &mut Vec<Problem>) -> Result<Body, Problem> {
    let mut pairs = Vec::new();
    for part in parts(inside, &['=']) {
        let line = part.line(1);
        equals_in_address(&part)?;
        let body = part.after_equals();
        let Some(at) = find_all(body, "->") else { return Err(Problem { line, kind: Kind::Arrow }) };
        let left = piece::text(&body[..at], format);
        let right = words(&body[at + 2..], false);
        if find(body, '#').is_some() {
            problems.push(Problem { line, kind: Kind::FeedbackInMatching });
        }
        if right.is_empty() {
            return Err(Problem { line, kind: Kind::EmptyAnswer });
        }
        pairs.push(Pair { left, right });
    }
    if pairs.len() < 2 {
        return Err(Problem { line: piece::line(inside, 1), kind: Kind::Arrow });
    }
    Ok(Body::Matching(pairs))
}

fn short(inside: &[Piece], format: Format, problems: &mut Vec<Problem>) -> Result<Body, Problem> {
    let line = piece::line(inside, 1);
    if !starts_with(inside, "=")
        && let Some(write) = true_false_word(&words(with_feedback(inside, format).0, false))
    {
        let found = words(with_feedback(inside, format).0, false);
        return Err(Problem { line, kind: Kind::TrueFalseWord { found, write } });
    }
    let mut answers = Vec::new();
    for part in parts(inside, &['=']) {
        let line = part.line(1);
        equals_in_address(&part)?;
        let body = part.after_equals();
        let (weight, body) = weighed(body, Weight::FULL, problems)?;
        let (answer, feedback) = with_feedback(body, format);
        // A word to write has no format: Moodle keeps its text only.
        let text = Text::new(piece::text(answer, Format::Moodle).text);
        if text.is_empty() {
            return Err(Problem { line, kind: Kind::EmptyAnswer });
        }
        answers.push(Answer { text, weight, feedback });
    }
    if answers.iter().all(|answer| answer.weight != Weight::FULL) {
        return Err(Problem { line, kind: Kind::NoRightAnswer });
    }
    Ok(Body::Short(answers))
}

/// What a person who means true or false writes, and what is to be written.
fn true_false_word(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "vrai" | "v" | "true" | "t" | "waar" | "juist" => Some("TRUE"),
        "faux" | "f" | "false" | "onwaar" | "niet waar" | "onjuist" => Some("FALSE"),
        _ => None,
    }
}

/// A part that begins with an `=` glued to an address: both Moodle and gift-pegjs make an answer of the rest.
pub(crate) fn equals_in_address(part: &Part<'_>) -> Result<(), Problem> {
    let Some(first) = part.pieces.first().filter(|piece| piece.is('=')) else { return Ok(()) };
    let ends_word = |piece: &Piece| piece.is_space() || piece.is('~') || piece.is('#');
    let start = part.before.iter().rposition(ends_word).map_or(0, |at| at + 1);
    let word: String = part.before[start..].iter().map(|piece| piece.ch).collect();
    if !["//", "www.", "?", "&"].iter().any(|sign| word.contains(sign)) {
        return Ok(());
    }
    let answer = words(with_feedback(&part.pieces[1..], Format::Moodle).0, false);
    Err(Problem { line: first.line, kind: Kind::EqualsInAddress { answer } })
}
