//! From blocks to questions.

use std::collections::HashMap;

use crate::answers;
use crate::block::{Block, blocks, is_comment};
use crate::model::{Bank, Body, Format, Question, Text};
use crate::piece::{self, Piece, find, find_all, rfind_all, starts_with, trim, words};
use crate::problem::{Kind, Problem, Severity};

/// Metadata of the comments before a question.
#[derive(Default)]
struct Metadata {
    id: String,
    tags: Vec<String>,
}

/// Reads a bank. Never fails: what cannot be used is told beside the rest.
#[must_use]
pub fn read(text: &str) -> Bank {
    // Files that were joined have byte order marks inside too.
    let text = text.replace('\u{feff}', "").replace("\r\n", "\n").replace('\r', "\n");
    let mut bank = Bank::default();
    let mut category = String::new();
    let mut waiting: Option<(u32, Metadata)> = None;
    for block in blocks(&text) {
        let metadata = metadata(&block);
        let first = block.lines.first().map_or(1, |(number, _)| *number);
        if block.is_comments() {
            waiting = (!metadata.id.is_empty() || !metadata.tags.is_empty()).then_some((first, metadata));
            continue;
        }
        let mut found = Vec::new();
        if let Some((line, _)) = waiting.take() {
            found.push(Problem { line, kind: Kind::MetadataAlone });
        }
        let question = read_block(&block, &mut category, metadata, &mut found);
        let refused = found.iter().any(|problem| problem.severity() == Severity::Error);
        bank.questions.extend(question.filter(|_| !refused));
        bank.problems.append(&mut found);
    }
    refuse_repeated(&mut bank);
    bank.problems.sort_by_key(|problem| problem.line);
    bank
}

/// An id names one question: the second one is refused.
fn refuse_repeated(bank: &mut Bank) {
    let mut lines: HashMap<String, u32> = HashMap::new();
    let problems = &mut bank.problems;
    bank.questions.retain(|question| {
        if question.id.is_empty() {
            return true;
        }
        let first = *lines.entry(question.id.clone()).or_insert(question.line);
        if first != question.line {
            let kind = Kind::RepeatedId { id: question.id.clone(), first };
            problems.push(Problem { line: question.line, kind });
        }
        first == question.line
    });
}

/// `[id:…]` and `[tag:…]` of the comment lines, as Moodle and gift-pegjs look for them.
fn metadata(block: &Block<'_>) -> Metadata {
    let mut out = Metadata::default();
    for (_, line) in block.lines.iter().filter(|(_, line)| is_comment(line)) {
        if let Some(id) = bracketed(line, "[id:").next() {
            out.id = id;
        }
        out.tags.extend(bracketed(line, "[tag:"));
    }
    out
}

/// What stands between `open` and the next bracket; a bracket inside is a mistake, and could not be written back.
fn bracketed<'a>(line: &'a str, open: &'a str) -> impl Iterator<Item = String> + 'a {
    line.split(open)
        .skip(1)
        .filter_map(|rest| rest.split_once(']').map(|(inside, _)| inside))
        .filter(|inside| !inside.contains(char::is_control))
        .map(|inside| inside.replace('[', " ").trim().to_owned())
        .filter(|inside| !inside.is_empty())
}

fn read_block(
    block: &Block<'_>,
    category: &mut String,
    metadata: Metadata,
    problems: &mut Vec<Problem>,
) -> Option<Question> {
    let pieces = block.pieces(problems);
    let mut text = trim(&pieces);
    let first = piece::line(text, 1);
    if starts_with(text, "$CATEGORY:") {
        let end = text.iter().position(|piece| piece.is('\n')).unwrap_or(text.len());
        // As it stands: Moodle writes it without escapes.
        let line = block.lines.iter().find_map(|(_, line)| line.trim().strip_prefix("$CATEGORY:"));
        let line = line.unwrap_or_default();
        let words = line.split(|c: char| c == ' ' || c.is_control()).filter(|word| !word.is_empty());
        *category = words.collect::<Vec<_>>().join(" ");
        text = trim(&text[end..]);
        if text.is_empty() {
            return None;
        }
        problems.push(Problem { line: piece::line(text, first), kind: Kind::CategoryNotAlone });
    } else if is_category_in_lower_case(text) {
        problems.push(Problem { line: first, kind: Kind::CategoryCase });
    }
    let line = piece::line(text, first);
    let (name, text) = name(text, problems);
    let question = body(text, line, block.broken_at, problems)?;
    let Metadata { id, tags } = metadata;
    Some(Question { line, id, tags, category: category.clone(), name, ..question })
}

fn is_category_in_lower_case(text: &[Piece]) -> bool {
    let start: String = text.iter().take(10).map(|piece| piece.ch.to_ascii_uppercase()).collect();
    start == "$CATEGORY:"
}

/// `::name::`, and what follows it.
fn name<'a>(text: &'a [Piece], problems: &mut Vec<Problem>) -> (String, &'a [Piece]) {
    if !starts_with(text, "::") {
        return (String::new(), text);
    }
    let rest = &text[2..];
    match find_all(rest, "::") {
        Some(end) => (words(&rest[..end], false), trim(&rest[end + 2..])),
        None => {
            problems.push(Problem { line: piece::line(text, 1), kind: Kind::UnclosedName });
            (String::new(), trim(rest))
        }
    }
}

/// The text, the answers and the feedback; name and metadata are filled in later.
fn body(text: &[Piece], line: u32, broken_at: Option<u32>, problems: &mut Vec<Problem>) -> Option<Question> {
    let mut tell = |line, kind| problems.push(Problem { line, kind });
    let metadata_in_text = |text: &Text| text.text.contains("[id:") || text.text.contains("[tag:");
    let (open, close) = match (find(text, '{'), find(text, '}')) {
        (None, None) => {
            let text = piece::text(text, Format::Moodle);
            if text.is_empty() {
                tell(line, Kind::NoText);
                return None;
            }
            if metadata_in_text(&text) {
                tell(line, Kind::MetadataInText);
            }
            return Some(question(text, Text::default(), Body::Description));
        }
        (Some(open), None) => {
            tell(text[open].line, Kind::Unclosed);
            return None;
        }
        (None, Some(close)) => {
            tell(text[close].line, Kind::Unopened);
            return None;
        }
        (Some(open), Some(close)) if close < open => {
            tell(text[close].line, Kind::Unopened);
            return None;
        }
        (Some(open), Some(close)) => (open, close),
    };
    let (opened, closed) = (text[open].line, text[close].line);
    if let Some(blank) = broken_at
        && opened <= blank
        && blank <= closed
    {
        // The rest of the question may be right: no other message would help.
        tell(blank, Kind::BlankLine { from: opened });
        return None;
    }
    let (inside, tail) = (&text[open + 1..close], trim(&text[close + 1..]));
    if let Some(brace) = find(inside, '{') {
        tell(inside[brace].line, Kind::NestedBrace);
        return None;
    }
    if let Some(brace) = tail.iter().find(|piece| piece.is('{') || piece.is('}')) {
        tell(brace.line, Kind::SecondGroup);
    }
    let stem = stem(&text[..open], &text[close + 1..]);
    if stem.is_empty() {
        tell(line, Kind::NoText);
        return None;
    }
    if metadata_in_text(&stem) {
        tell(line, Kind::MetadataInText);
    }
    let mut inside = trim(inside);
    let mut feedback = Text { format: stem.format, ..Text::default() };
    if let Some(at) = rfind_all(inside, "####") {
        let after = &inside[at + 4..];
        feedback = piece::text(after, stem.format);
        if let Some(stray) = stray_answer(after) {
            tell(stray, Kind::AnswerAfterFeedback);
        }
        inside = trim(&inside[..at]);
    }
    if inside.is_empty() {
        tell(opened, Kind::Essay);
        return None;
    }
    let body = answers::read(inside, stem.format, problems)?;
    Some(question(stem, feedback, body))
}

/// The question with `_____` in place of the answers, unless they end it.
fn stem(before: &[Piece], tail: &[Piece]) -> Text {
    let mut stem = before.to_vec();
    if let Some(last) = trim(tail).last() {
        if !last.is('}') {
            let blank = Piece { ch: '_', escaped: false, line: last.line };
            stem.extend([blank; 5]);
        }
        stem.extend(tail);
    }
    piece::text(&stem, Format::Moodle)
}

/// The line of a `~` or `=` that begins a line: an answer that stands too late.
fn stray_answer(pieces: &[Piece]) -> Option<u32> {
    let mut begins = false;
    for piece in pieces {
        if begins && (piece.is('~') || piece.is('=')) {
            return Some(piece.line);
        }
        begins = piece.is('\n') || (begins && piece.is_space());
    }
    None
}

fn question(text: Text, feedback: Text, body: Body) -> Question {
    Question {
        line: 0,
        id: String::new(),
        tags: Vec::new(),
        category: String::new(),
        name: String::new(),
        text,
        feedback,
        body,
    }
}
