//! The preview of GIFT files: a plain page with every answer and its feedback.

use commune_gift::{Answer, Bank, Body, Question, Text, Weight};
use maud::{Markup, html};

use super::check::{kind, summary};
use super::told::Told;
use crate::page::layout::document;

/// The page of some files.
pub(super) fn page(banks: &[(String, Bank, Vec<Told>)]) -> String {
    let title = "Aperçu des questions";
    let body = html! {
        header { h1 { (title) } }
        main {
            @for (name, bank, told) in banks {
                section {
                    h2 { (name) }
                    p class="takeaway" { (summary(bank)) "." }
                    @if !told.is_empty() {
                        h3 { "À corriger ou à vérifier" }
                        ul {
                            @for one in told {
                                li {
                                    strong { "Ligne " (one.line) @if one.error { ", erreur" } " : " }
                                    (one.words)
                                }
                            }
                        }
                    }
                    @for question in &bank.questions { (self::question(question)) }
                }
            }
        }
    };
    document(title, "packs.css", body)
}

fn question(question: &Question) -> Markup {
    let heading = if question.name.is_empty() { &question.id } else { &question.name };
    html! {
        article {
            h3 { (heading) }
            p class="note" {
                "Ligne " (question.line) ", " (kind(&question.body))
                @for tag in &question.tags { " · " (tag) }
            }
            (paragraphs(&question.text))
            (body(&question.body))
            @if !question.feedback.is_empty() { div { (paragraphs(&question.feedback)) } }
        }
    }
}

fn paragraphs(text: &Text) -> Markup {
    html! { @for line in text.to_plain().lines() { p { (line) } } }
}

fn body(body: &Body) -> Markup {
    let answers = |answers: &[Answer]| {
        html! {
            ul { @for answer in answers { li { (marked(answer.weight)) " " (answer.text.to_plain()) (said(&answer.feedback)) } } }
        }
    };
    html! {
        @match body {
            Body::Description => {}
            Body::Choice { answers: all, .. } | Body::Short(all) => (answers(all)),
            Body::TrueFalse { truth, wrong, right } => {
                p { strong { "Réponse : " @if *truth { "vrai" } @else { "faux" } } }
                ul { li { "Bonne réponse" (said(right)) } li { "Mauvaise réponse" (said(wrong)) } }
            }
            Body::Matching(pairs) => ul {
                @for pair in pairs {
                    li {
                        @if pair.left.is_empty() { "(rien)" } @else { (pair.left.to_plain()) }
                        " → " (pair.right)
                    }
                }
            },
            Body::Numeric { numbers, otherwise } => ul {
                @for number in numbers {
                    @let (min, max) = number.interval.bounds();
                    li {
                        (marked(number.weight)) " "
                        @if min == max { (min) } @else { "de " (min) " à " (max) }
                        (said(&number.feedback))
                    }
                }
                @if !otherwise.is_empty() { li { "Autre nombre" (said(otherwise)) } }
            },
        }
    }
}

fn marked(weight: Weight) -> Markup {
    html! {
        @if weight == Weight::FULL { strong { "Juste." } }
        @else if weight == Weight::NONE { "Faux." }
        @else { (weight.to_string()) "\u{a0}% :" }
    }
}

fn said(feedback: &Text) -> Markup {
    html! { @if !feedback.is_empty() { br; em { (feedback.to_plain()) } } }
}
