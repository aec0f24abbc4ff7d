//! An answer as JSON text, written by hand: whole numbers and texts, no formatting machinery.

use alloc::string::String;

use crate::query::{Answer, Hit, Hits, Why};

/// Appends a number in decimal.
pub(crate) fn push_number(out: &mut String, number: u32) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

fn key(out: &mut String, name: &str) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
    text(out, name);
    out.push(':');
}

fn number(out: &mut String, name: &str, number: u32) {
    key(out, name);
    push_number(out, number);
}

fn flag(out: &mut String, name: &str, value: bool) {
    key(out, name);
    out.push_str(if value { "true" } else { "false" });
}

/// Words, names and terms: they hold no control character, quote or backslash, which part words; should
/// damaged bytes bring one, a space stands for it.
fn text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        out.push(if c < ' ' || c == '"' || c == '\\' { ' ' } else { c });
    }
    out.push('"');
}

/// The answer in the form that the README tells.
#[must_use]
pub fn to_json(answer: &Answer) -> String {
    let mut out = String::from("{");
    match answer {
        Answer::Needs(names) => {
            key(&mut out, "needs");
            texts(&mut out, names);
        }
        Answer::Hits(hits) => write_hits(&mut out, hits),
    }
    out.push('}');
    out
}

fn texts(out: &mut String, list: &[String]) {
    out.push('[');
    for item in list {
        if !out.ends_with('[') {
            out.push(',');
        }
        text(out, item);
    }
    out.push(']');
}

fn write_hits(out: &mut String, hits: &Hits) {
    number(out, "total", hits.total);
    number(out, "complete", hits.complete);
    flag(out, "more", hits.more);
    key(out, "words");
    texts(out, &hits.words);
    key(out, "hits");
    out.push('[');
    for hit in &hits.hits {
        if !out.ends_with('[') {
            out.push(',');
        }
        write_hit(out, hit);
    }
    out.push(']');
}

fn write_hit(out: &mut String, hit: &Hit) {
    out.push('{');
    number(out, "doc", hit.doc);
    number(out, "score", hit.score);
    flag(out, "all", hit.all);
    if let Some(metres) = hit.metres {
        number(out, "metres", metres);
    }
    if let Some(entry) = &hit.entry {
        out.push(',');
        out.push_str(entry);
    }
    key(out, "why");
    out.push('[');
    for why in &hit.why {
        if !out.ends_with('[') {
            out.push(',');
        }
        write_why(out, why);
    }
    out.push_str("]}");
}

fn write_why(out: &mut String, why: &Why) {
    out.push('{');
    for (name, value) in [
        ("word", why.word.as_str()),
        ("term", &why.term),
        ("how", why.how.name()),
        ("field", why.field.name()),
    ] {
        key(out, name);
        text(out, value);
    }
    number(out, "edits", why.edits.into());
    out.push('}');
}
