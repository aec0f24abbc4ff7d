//! Bodies of the property tests and of the fuzz target: any text, and what must hold of the answer. They panic when
//! it does not.

use crate::{Bank, Body, Interval, Question, Weight, export, read};

/// Any bytes as a bank: reading ends, tells lines that exist, and what is exported is read to the same questions.
pub fn any(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let bank = read(&text);
    let lines = text.replace("\r\n", "\n").replace('\r', "\n").split('\n').count();
    for problem in &bank.problems {
        assert!(problem.line >= 1 && problem.line as usize <= lines, "{problem:?} of {lines} lines");
        assert!(!problem.french().is_empty());
    }
    assert!(bank.problems.is_sorted_by_key(|problem| problem.line));
    bank.questions.iter().for_each(check);
    let again = read(&export(&bank.questions));
    let refused: Vec<_> = again.problems.iter().filter(|p| p.severity() == crate::Severity::Error).collect();
    assert!(refused.is_empty(), "{refused:?}\n{}", export(&bank.questions));
    assert_eq!(comparable(&again), comparable(&bank), "\n{}", export(&bank.questions));
}

/// What must hold of every question that was read.
fn check(question: &Question) {
    assert!(!question.text.is_empty());
    assert!(question.text.text == question.text.text.trim_matches([' ', '\n', '\t']));
    let _ = question.text.to_plain();
    let within = |weight: Weight| weight.0.abs() <= Weight::FULL.0;
    match &question.body {
        Body::Description | Body::TrueFalse { .. } => {}
        Body::Choice { answers, .. } => {
            assert!(answers.len() >= 2);
            assert!(answers.iter().all(|answer| within(answer.weight) && !answer.text.is_empty()));
            assert!(answers.iter().any(|answer| answer.weight > Weight::NONE));
        }
        Body::Short(answers) => {
            assert!(answers.iter().all(|answer| within(answer.weight) && !answer.text.is_empty()));
            assert!(answers.iter().any(|answer| answer.weight == Weight::FULL));
        }
        Body::Matching(pairs) => {
            assert!(pairs.len() >= 2 && pairs.iter().all(|pair| !pair.right.is_empty()));
        }
        Body::Numeric { numbers, .. } => {
            assert!(numbers.iter().any(|number| number.weight == Weight::FULL));
            for number in numbers {
                let (min, max) = number.interval.bounds();
                assert!(within(number.weight) && min <= max);
                if let Interval::Near { value, tolerance } = number.interval {
                    assert!(value.is_finite() && tolerance.is_finite());
                }
            }
        }
    }
}

/// The questions without what a rewriting changes: the lines, and arrows that GIFT cannot hold
/// in a short answer or in a left side.
fn comparable(bank: &Bank) -> Vec<String> {
    let one = |question: &Question| {
        let mut question = question.clone();
        question.line = 0;
        format!("{question:?}").replace("->", "→")
    };
    bank.questions.iter().map(one).collect()
}
