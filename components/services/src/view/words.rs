//! Records in words.

use crate::{
    data::Record,
    messages::Msg,
    model::why::{Why, reasons},
};
use commune_ui::{i18n::Messages, messages::fill, writer::Writer};

/// An element that holds a message with its fields filled.
#[inline(never)]
pub fn say(w: &mut Writer<'_>, spec: &'static str, message: Msg, fields: &[(&str, &str)]) {
    let words = w.m.with(message, fields);
    w.leaf(spec, &words);
}

/// A text in the language of the widget where there is one, else in French; true where it is French in a widget
/// of another language.
fn spoken<'r>(m: &Messages, french: &'r str, others: &'r [(String, String)]) -> (&'r str, bool) {
    let lang = m.lang().tag();
    match others.iter().find(|(code, _)| code == lang) {
        Some((_, text)) => (text, false),
        None => (french, lang != "fr"),
    }
}

/// The title of a record, and whether it is French in a widget of another language.
pub fn title<'r>(m: &Messages, record: &'r Record) -> (&'r str, bool) {
    spoken(m, &record.title, &record.titles)
}

/// Its description, the same way.
pub fn description<'r>(m: &Messages, record: &'r Record) -> (&'r str, bool) {
    spoken(m, &record.description, &record.descriptions)
}

/// The name of a kind; an unknown one stands for itself.
pub fn kind(m: &Messages, id: &str) -> String {
    let key = ["services.kind-", id].concat();
    let words = m.by_name(&key);
    if words == key { id.to_owned() } else { words }
}

/// What a record is.
pub fn sort(m: &Messages, record: &Record) -> String {
    if record.procedure { m.text(Msg::Procedure).to_string() } else { kind(m, &record.kind) }
}

/// A distance: metres below a kilometre, in hundreds.
pub fn distance(m: &Messages, metres: u32) -> String {
    if metres < 950 {
        let rounded = ((metres + 50) / 100 * 100).max(100);
        return m.with(Msg::DistanceShort, &[("m", &rounded.to_string())]).to_string();
    }
    let km = f64::from(metres) / 1000.0;
    m.with(Msg::Distance, &[("km", &m.number(km, usize::from(metres < 10_000)))]).to_string()
}

/// Why a result was found, in sentences.
pub fn why(m: &Messages, all: &[Why]) -> String {
    let mut out = String::new();
    for (which, words, term) in reasons(all) {
        let (words, term) = (composed(&words), composed(&term));
        let sentence = m.by_name(&["services.why-", which].concat());
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&fill(&sentence, &[("words", &words), ("term", &term)]));
    }
    out
}

/// Letters and their accents as one sign each: the index takes and gives them apart.
fn composed(text: &str) -> String {
    normal(text, "NFC")
}

/// A text in lower case, accents apart.
pub fn plain(text: &str) -> String {
    let lower = js_sys::JsString::from(normal(text, "NFD")).to_lower_case();
    lower.into()
}

/// A text in a normal form of Unicode: <https://www.unicode.org/reports/tr15/>.
pub fn normal(text: &str, form: &str) -> String {
    js_sys::JsString::from(text).normalize(form).into()
}

/// `a` after `b` in an address, with all that has a meaning there escaped.
pub fn escaped(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// The address of a call; empty where the text has no digit.
pub fn tel(phone: &str) -> String {
    let mut out = String::new();
    for c in phone.chars().filter(|c| c.is_ascii_digit() || *c == '+') {
        if out.is_empty() {
            out.push_str("tel:");
        }
        out.push(c);
    }
    out
}

/// Adds a part to a line, after a dot in the middle where there is one already.
pub fn add(line: &mut String, part: &str) {
    if !line.is_empty() {
        line.push_str(" · ");
    }
    line.push_str(part);
}

/// Degrees as they stand in an address.
pub fn degrees(number: f64) -> String {
    js_sys::Number::from(number).to_fixed(5).map_or_else(|_| String::new(), String::from)
}
