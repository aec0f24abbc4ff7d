//! From a parsed JSON document to a bank.

use super::bank::{Answer, Bank, Body, Message, Module, Number, Pair, Question, SCHEMA, Theme, Zone};
use super::header::{self, flag, malformed, read_source};
use commune_source::{FetchError, value::Value};

/// Reads a bank.
///
/// # Errors
/// [`FetchError::UnknownVersion`] for another major version; [`FetchError::Malformed`] for what is no bank, has an
/// item that cannot be answered, or a module of items that do not exist. The detail names the item.
pub fn read<V: Value>(json: &V) -> Result<Bank, FetchError> {
    let header = header::read(json, SCHEMA)?;
    let questions: Result<_, _> = json.list("questions").iter().map(question).collect();
    let messages: Result<_, _> = json.list("messages").iter().map(message).collect();
    let bank = Bank {
        header,
        audience: json.text_or_empty("audience"),
        themes: json.list("themes").iter().map(theme).collect(),
        modules: json.list("modules").iter().map(module).collect(),
        questions: questions?,
        messages: messages?,
    };
    check(&bank)?;
    Ok(bank)
}

/// Ids are unique, themes and the items of modules exist.
fn check(bank: &Bank) -> Result<(), FetchError> {
    let items = || {
        let questions = bank.questions.iter().map(|question| (&question.id, &question.theme));
        questions.chain(bank.messages.iter().map(|message| (&message.id, &message.theme)))
    };
    if items().next().is_none() {
        return Err(malformed(&["no question"]));
    }
    for (at, (id, theme)) in items().enumerate() {
        if items().take(at).any(|(other, _)| other == id) {
            return Err(malformed(&[id, ": twice"]));
        }
        if bank.themes.iter().all(|known| known.id != *theme) {
            return Err(malformed(&[id, ": theme ", theme, " is missing"]));
        }
    }
    for module in &bank.modules {
        for item in &module.items {
            if items().all(|(id, _)| id != item) {
                return Err(malformed(&["module ", &module.id, ": ", item, " is missing"]));
            }
        }
    }
    Ok(())
}

fn theme<V: Value>(json: &V) -> Theme {
    let text = |name: &str| json.text_or_empty(name);
    Theme { id: text("id"), name: text("name"), next: text("next"), call: text("call") }
}

fn module<V: Value>(json: &V) -> Module {
    Module {
        id: json.text_or_empty("id"),
        title: json.text_or_empty("title"),
        minutes: json.count_or_zero("minutes"),
        items: json.list("items").iter().filter_map(V::text).collect(),
    }
}

fn question<V: Value>(json: &V) -> Result<Question, FetchError> {
    let text = |name: &str| json.text_or_empty(name);
    let id = text("id");
    let wrong = |what: &str| malformed(&["question ", &id, ": ", what]);
    let answers = || -> Vec<Answer> { json.list("answers").iter().map(answer).collect() };
    let kind = text("type");
    let body = match kind.as_str() {
        "single" => Body::Single { answers: answers() },
        "multiple" => Body::Multiple { answers: answers() },
        "short" => Body::Short { answers: answers() },
        "truefalse" => Body::TrueFalse {
            truth: json.field("truth").boolean().ok_or_else(|| wrong("no truth"))?,
            right: text("right"),
            wrong: text("wrong"),
        },
        "matching" => Body::Matching { pairs: json.list("pairs").iter().map(pair).collect() },
        "numeric" => Body::Numeric {
            numbers: json.list("numbers").iter().map(number).collect(),
            otherwise: text("otherwise"),
        },
        "description" => Body::Description,
        _ => return Err(wrong("unknown type")),
    };
    let enough = match &body {
        Body::Single { answers } => answers.len() > 1 && answers.iter().any(|answer| answer.weight >= 100.0),
        Body::Multiple { answers } => answers.len() > 1 && answers.iter().any(|answer| answer.weight > 0.0),
        Body::Short { answers } => answers.iter().any(|answer| answer.weight >= 100.0),
        Body::Matching { pairs } => pairs.iter().filter(|pair| !pair.left.is_empty()).count() > 1,
        Body::Numeric { numbers, .. } => numbers.iter().any(|number| number.weight >= 100.0),
        Body::TrueFalse { .. } | Body::Description => true,
    };
    let question = Question {
        theme: text("theme"),
        skill: text("skill"),
        difficulty: difficulty(json),
        source: read_source(&json.field("source")),
        to_review: flag(json, "toReview"),
        text: text("text"),
        feedback: text("feedback"),
        body,
        id: id.clone(),
    };
    if question.id.is_empty() || question.text.is_empty() {
        return Err(wrong("no id or no text"));
    }
    if !enough {
        return Err(wrong("no right answer, or too few answers"));
    }
    Ok(question)
}

fn difficulty<V: Value>(json: &V) -> u32 {
    json.count_or_zero("difficulty").clamp(1, 5)
}

fn float<V: Value>(json: &V, name: &str) -> f64 {
    json.field(name).number().unwrap_or(0.0)
}

fn answer<V: Value>(json: &V) -> Answer {
    let weight = float(json, "weight");
    Answer { text: json.text_or_empty("text"), weight, feedback: json.text_or_empty("feedback") }
}

fn pair<V: Value>(json: &V) -> Pair {
    Pair { left: json.text_or_empty("left"), right: json.text_or_empty("right") }
}

fn number<V: Value>(json: &V) -> Number {
    Number {
        text: json.text_or_empty("text"),
        min: float(json, "min"),
        max: float(json, "max"),
        weight: float(json, "weight"),
        feedback: json.text_or_empty("feedback"),
    }
}

fn message<V: Value>(json: &V) -> Result<Message, FetchError> {
    let text = |name: &str| json.text_or_empty(name);
    let message = Message {
        id: text("id"),
        channel: text("channel"),
        legitimate: flag(json, "legitimate"),
        theme: text("theme"),
        difficulty: difficulty(json),
        source: read_source(&json.field("source")),
        to_review: flag(json, "toReview"),
        title: text("title"),
        context: text("context"),
        zones: json.list("zones").iter().map(zone).collect(),
        verdict: text("verdict"),
        what_to_do: text("whatToDo"),
    };
    let marked = message.zones.iter().any(|zone| zone.suspicious);
    if message.id.is_empty() || message.zones.is_empty() || marked == message.legitimate {
        return Err(malformed(&[
            "message ",
            &message.id,
            ": no id, no zone, or a verdict that its zones deny",
        ]));
    }
    Ok(message)
}

fn zone<V: Value>(json: &V) -> Zone {
    Zone {
        zone: json.text_or_empty("zone"),
        text: json.text_or_empty("text"),
        real_address: json.text_or_empty("realAddress"),
        suspicious: flag(json, "suspicious"),
        reason: json.text_or_empty("reason"),
    }
}
