//! Writing GIFT that Moodle, gift-pegjs and [`crate::read`] all read to the same questions.

use std::fmt::Write as _;

use crate::model::{Answer, Body, Format, Interval, Number, Question, Text, Weight};

/// The characters that a backslash precedes. A line feed becomes `\n`, a carriage return is dropped.
pub const ESCAPED: [char; 7] = ['\\', '#', '=', '~', '{', '}', ':'];

/// What becomes of `->` where it would make a matching question: GIFT has no escape for it.
const ARROW: &str = "→";

/// Writes the questions, with a `$CATEGORY` line where the category changes.
#[must_use]
pub fn export(questions: &[Question]) -> String {
    let mut out = String::new();
    let mut category = "";
    for question in questions {
        if question.category != category {
            category = &question.category;
            let _ = write!(out, "$CATEGORY: {}\n\n", one_line(category));
        }
        out.push_str(&export_question(question));
        out.push('\n');
    }
    out
}

/// Writes one question, its metadata before it, without its category.
///
/// `->` becomes `→` in the answers and feedback of a short answer and in the left sides of a matching question.
#[must_use]
pub fn export_question(question: &Question) -> String {
    let mut out = String::new();
    metadata(&mut out, question);
    if !question.name.is_empty() {
        let _ = write!(out, "::{}::", escaped(&question.name));
    }
    let default = question.text.format;
    out.push_str(&written(&question.text, Format::Moodle));
    if question.body == Body::Description {
        out.push('\n');
        return out;
    }
    out.push('{');
    body(&mut out, &question.body, default);
    if !question.feedback.is_empty() {
        // A blank line would end the question.
        let end = if out.ends_with('\n') { "" } else { "\n" };
        let _ = writeln!(out, "{end}  ####{}", written(&question.feedback, default));
    }
    out.push_str("}\n");
    out
}

fn metadata(out: &mut String, question: &Question) {
    if question.id.is_empty() && question.tags.is_empty() {
        return;
    }
    out.push_str("//");
    let mut put = |name: &str, text: &str| {
        // A bracket would end it.
        let text = one_line(text).replace([']', '['], " ");
        let _ = write!(out, " [{name}:{}]", text.trim());
    };
    if !question.id.is_empty() {
        put("id", &question.id);
    }
    for tag in &question.tags {
        put("tag", tag);
    }
    out.push('\n');
}

fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

fn body(out: &mut String, body: &Body, default: Format) {
    match body {
        Body::Description => {}
        Body::Choice { multiple, answers } => {
            for answer in answers {
                let sign = match answer.weight {
                    Weight::FULL if !multiple => "=".to_owned(),
                    Weight::NONE => "~".to_owned(),
                    weight => format!("~%{weight}%"),
                };
                line(out, &sign, &written(&answer.text, default), &answer.feedback, default);
            }
        }
        Body::TrueFalse { truth, wrong, right } => {
            out.push_str(if *truth { "TRUE" } else { "FALSE" });
            if !wrong.is_empty() || !right.is_empty() {
                let _ = write!(out, "#{}", written(wrong, default));
            }
            if !right.is_empty() {
                let _ = write!(out, "#{}", written(right, default));
            }
        }
        Body::Matching(pairs) => {
            for pair in pairs {
                let left = written(&pair.left, default).replace("->", ARROW);
                let _ = write!(out, "\n  ={left} -> {}", escaped(&pair.right));
            }
            out.push('\n');
        }
        Body::Short(answers) => short(out, answers, default),
        Body::Numeric { numbers, otherwise } => numeric(out, numbers, otherwise, default),
    }
}

fn short(out: &mut String, answers: &[Answer], default: Format) {
    for answer in answers {
        let text = written(&answer.text, Format::Moodle).replace("->", ARROW);
        let text_of = &answer.feedback.text;
        let feedback = Text { text: text_of.replace("->", ARROW), format: answer.feedback.format };
        line(out, &format!("={}", weight_unless_full(answer.weight)), &text, &feedback, default);
    }
}

fn numeric(out: &mut String, numbers: &[Number], otherwise: &Text, default: Format) {
    out.push('#');
    for number in numbers {
        let text = match number.interval {
            Interval::Near { value, tolerance: 0.0 } => format!("{value}"),
            Interval::Near { value, tolerance } => format!("{value}:{tolerance}"),
            Interval::Between { min, max } => format!("{min}..{max}"),
        };
        line(out, &format!("={}", weight_unless_full(number.weight)), &text, &number.feedback, default);
    }
    if !otherwise.is_empty() {
        line(out, "~", "", otherwise, default);
    }
}

fn weight_unless_full(weight: Weight) -> String {
    if weight == Weight::FULL { String::new() } else { format!("%{weight}%") }
}

/// One answer on a line of its own.
fn line(out: &mut String, sign: &str, text: &str, feedback: &Text, default: Format) {
    if !out.ends_with('\n') {
        out.push('\n');
    }
    let _ = write!(out, "  {sign}{text}");
    if !feedback.is_empty() {
        let _ = write!(out, "#{}", written(feedback, default));
    }
    out.push('\n');
}

/// The words escaped, under their format where it is not `default`, or where they would be taken for something else.
fn written(text: &Text, default: Format) -> String {
    let words = escaped(&text.text);
    let like_a_format = words
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .is_some_and(|(name, _)| Format::of(name).is_some());
    // `%50%` would be a weight, `//` at the beginning of a line a comment.
    let mistaken = like_a_format || words.starts_with('%') || words.starts_with("//");
    if (text.format != default && !words.is_empty()) || mistaken {
        format!("[{}]{words}", text.format.name())
    } else {
        words
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for ch in text.chars() {
        match ch {
            '\r' => {}
            '\n' => out.push_str("\\n"),
            ch => {
                if ESCAPED.contains(&ch) {
                    out.push('\\');
                }
                out.push(ch);
            }
        }
    }
    out
}
