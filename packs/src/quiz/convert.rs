//! From a question of GIFT to a question of a pack: plain text only.

use commune_cyber_quiz::data::bank::{Answer, Body, Number, Pair, Question};
use commune_gift::{Interval, Text};

use super::tags::Tags;

/// The question of a pack. `lang` decides on the decimal comma.
pub(crate) fn question(gift: &commune_gift::Question, tags: &Tags, to_review: bool, lang: &str) -> Question {
    Question {
        id: gift.id.clone(),
        theme: tags.theme.clone(),
        skill: tags.skill.clone(),
        difficulty: tags.difficulty,
        source: tags.source.clone(),
        to_review,
        text: gift.text.to_plain(),
        feedback: gift.feedback.to_plain(),
        body: body(&gift.body, lang),
    }
}

fn body(gift: &commune_gift::Body, lang: &str) -> Body {
    use commune_gift::Body as Gift;
    match gift {
        Gift::Description => Body::Description,
        Gift::Choice { multiple: true, answers } => {
            Body::Multiple { answers: answers.iter().map(answer).collect() }
        }
        Gift::Choice { multiple: false, answers } => {
            Body::Single { answers: answers.iter().map(answer).collect() }
        }
        Gift::Short(answers) => Body::Short { answers: answers.iter().map(answer).collect() },
        Gift::TrueFalse { truth, wrong, right } => {
            Body::TrueFalse { truth: *truth, right: right.to_plain(), wrong: wrong.to_plain() }
        }
        Gift::Matching(pairs) => {
            let pair =
                |pair: &commune_gift::Pair| Pair { left: pair.left.to_plain(), right: pair.right.clone() };
            Body::Matching { pairs: pairs.iter().map(pair).collect() }
        }
        Gift::Numeric { numbers, otherwise } => Body::Numeric {
            numbers: numbers.iter().map(|number| accepted(number, lang)).collect(),
            otherwise: Text::to_plain(otherwise),
        },
    }
}

fn answer(gift: &commune_gift::Answer) -> Answer {
    Answer {
        text: gift.text.to_plain(),
        weight: gift.weight.as_percent(),
        feedback: gift.feedback.to_plain(),
    }
}

fn accepted(gift: &commune_gift::Number, lang: &str) -> Number {
    let (min, max) = gift.interval.bounds();
    let written = |number: f64| {
        let text = number.to_string();
        if lang == "en" { text } else { text.replace('.', ",") }
    };
    let text = match gift.interval {
        Interval::Near { value, tolerance: 0.0 } => written(value),
        _ => format!("{} – {}", written(min), written(max)),
    };
    Number { text, min, max, weight: gift.weight.as_percent(), feedback: gift.feedback.to_plain() }
}
