//! Questions of every type, full of signs.
use commune_gift::{Answer, Body, Format, Interval, Number, Pair, Question, Text, Weight};
use proptest::prelude::*;

/// Words without blanks that reading would take away, full of signs.
fn words() -> impl Strategy<Value = String> {
    let signs = "(\\\\|#|=|~|\\{|\\}|:|%|\\[|\\]|/|-|>|\n|,|[a-c0-3]|é|html|50%|::|//| ){0,12}";
    signs.prop_map(|text| {
        let lines: Vec<String> = text
            .split('\n')
            .map(|line| line.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "))
            .collect();
        lines.join("\n").trim_matches([' ', '\n']).to_owned()
    })
}

fn some_words() -> impl Strategy<Value = String> {
    words().prop_map(|text| if text.is_empty() { "x".to_owned() } else { text })
}

fn text() -> impl Strategy<Value = Text> {
    (
        some_words(),
        prop_oneof![Just(Format::Moodle), Just(Format::Html), Just(Format::Plain), Just(Format::Markdown)],
    )
        .prop_map(|(text, format)| Text { text, format })
}

fn plain() -> impl Strategy<Value = Text> {
    some_words().prop_map(Text::new)
}

fn choice() -> impl Strategy<Value = Body> {
    (text(), text(), text(), any::<bool>()).prop_map(|(a, b, feedback, multiple)| {
        let answer = |text: &Text, weight| Answer { text: text.clone(), weight, feedback: feedback.clone() };
        let answers = if multiple {
            let third = Weight(3_333_333);
            vec![answer(&a, third), answer(&b, third), answer(&a, third), answer(&b, Weight::percent(-100))]
        } else {
            vec![answer(&a, Weight::NONE), answer(&b, Weight::FULL), answer(&a, Weight::percent(20))]
        };
        Body::Choice { multiple, answers }
    })
}

fn body() -> impl Strategy<Value = Body> {
    let number = (-1000i32..1000, 0u32..100, any::<bool>(), text()).prop_map(|(n, t, near, feedback)| {
        let (value, tolerance) = (f64::from(n) / 8.0, f64::from(t) / 16.0);
        let interval = if near {
            Interval::Near { value, tolerance }
        } else {
            Interval::Between { min: value, max: value + tolerance }
        };
        Number { interval, weight: Weight::FULL, feedback }
    });
    let arrowless = |text: Text| Text { text: text.text.replace("->", "→"), ..text };
    prop_oneof![
        Just(Body::Description),
        choice(),
        (any::<bool>(), text(), text()).prop_map(|(truth, wrong, right)| Body::TrueFalse {
            truth,
            wrong,
            right
        }),
        (plain(), text()).prop_map(move |(word, feedback)| {
            let answer =
                Answer { text: arrowless(word), weight: Weight::FULL, feedback: arrowless(feedback) };
            Body::Short(vec![answer.clone(), Answer { weight: Weight::percent(50), ..answer }])
        }),
        (text(), some_words()).prop_map(move |(left, right)| {
            Body::Matching(vec![
                Pair { left: arrowless(left), right: right.clone() },
                Pair { left: Text::default(), right },
            ])
        }),
        (number, text()).prop_map(|(number, otherwise)| Body::Numeric { numbers: vec![number], otherwise }),
    ]
}

pub(crate) fn question() -> impl Strategy<Value = Question> {
    (text(), words(), text(), body(), any::<bool>()).prop_map(|(text, name, feedback, body, metadata)| {
        let mut question = Question {
            line: 0,
            id: if metadata { "un-id".into() } else { String::new() },
            tags: if metadata { vec!["agent".into(), "source:Guide, fiche 2".into()] } else { Vec::new() },
            category: "cyber/test".into(),
            name: name.replace('\n', ""),
            text,
            feedback,
            body,
        };
        settle(&mut question);
        question
    })
}

/// What an empty text has: the format of the question; a description has no feedback.
fn settle(question: &mut Question) {
    let format = question.text.format;
    if question.body == Body::Description {
        question.feedback = Text::default();
        return;
    }
    let mut all: Vec<&mut Text> = vec![&mut question.feedback];
    if let Body::Matching(pairs) = &mut question.body {
        all.extend(pairs.iter_mut().map(|pair| &mut pair.left));
    }
    for text in all {
        if text.is_empty() {
            text.format = format;
        }
    }
}
