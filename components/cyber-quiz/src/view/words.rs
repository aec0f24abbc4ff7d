//! Keys of messages by what they are about.

use crate::{
    data::kept::FileError,
    messages::Msg,
    model::{check::Grade, inspection::Found, run::Confidence},
    state::Page,
};
use commune_ui::writer::Writer;

/// A name for each screen, to tell one from the next.
pub fn page(page: Page) -> &'static str {
    match page {
        Page::Start => "start",
        Page::Item => "item-",
        Page::Verdict => "verdict-",
        Page::Results => "results",
    }
}

/// The verdict in words.
pub fn grade(grade: Grade) -> Msg {
    match grade {
        Grade::Right => Msg::Right,
        Grade::Partly => Msg::Partly,
        Grade::Wrong => Msg::Wrong,
        Grade::Unmarked => Msg::Read,
    }
}

/// How sure.
pub fn confidence(confidence: Confidence) -> Msg {
    match confidence {
        Confidence::Sure => Msg::Sure2,
        Confidence::Rather => Msg::Sure1,
        Confidence::Guess => Msg::Sure0,
    }
}

/// What became of a zone.
pub fn found(found: Found) -> Msg {
    match found {
        Found::Hit => Msg::ZoneHit,
        Found::Missed => Msg::ZoneMissed,
        Found::FalseAlarm => Msg::ZoneFalse,
        Found::Quiet => Msg::ZoneQuiet,
    }
}

/// Why a file was refused.
pub fn refused(error: &FileError) -> &'static str {
    match error {
        FileError::TooLarge => "cyber-quiz.file-too-large",
        FileError::NotJson => "cyber-quiz.file-not-json",
        FileError::NotOurs => "cyber-quiz.file-not-ours",
        FileError::LaterVersion => "cyber-quiz.file-later",
        FileError::NothingKnown => "cyber-quiz.file-nothing",
    }
}

/// A message by the end of its key; the end itself where there is none.
pub fn named(w: &Writer<'_>, start: &str, end: &str) -> String {
    let key = [start, end].concat();
    let words = w.m.by_name(&key);
    if words == key { end.to_owned() } else { words }
}

/// Text of the bank: a line feed begins a new paragraph.
pub fn paragraphs(w: &mut Writer<'_>, spec: &'static str, text: &str) {
    for line in text.split('\n') {
        if !line.is_empty() {
            w.leaf(spec, line);
        }
    }
}
