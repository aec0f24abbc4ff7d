//! A situation or a message: its text, its replies told in words, why, and what to remember.

use commune_cyber_quiz::data::Source;
use commune_cyber_quiz::data::bank::{Answer, Body, Message, Number, Pair, Question};
use commune_cyber_quiz::model::check::is_right;
use maud::{Markup, html};

use super::words::Said;
use super::{labelled, paragraphs, sources};

/// What a reply is worth, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    Right,
    Partly,
    Wrong,
}

impl Worth {
    fn of(right: bool, weight: f64) -> Self {
        match (right, weight > 0.0) {
            (true, _) => Self::Right,
            (false, true) => Self::Partly,
            (false, false) => Self::Wrong,
        }
    }

    fn words(self, said: &Said) -> &str {
        match self {
            Self::Right => said.shared("right-answer"),
            Self::Partly => said.shared("partly"),
            Self::Wrong => said.own.wrong,
        }
    }
}

/// A question. A text to read has no number and no heading.
pub(super) fn question(said: &Said, question: &Question, number: Option<usize>) -> Markup {
    let (first, rest) = question.text.split_once('\n').unwrap_or((&question.text, ""));
    html! {
        article id=(question.id) {
            @match number {
                Some(number) => h3 { (number) ". " (first) },
                None => p { (first) },
            }
            (paragraphs(rest))
            (replies(said, &question.body))
            (labelled(said, said.own.remember, &question.feedback))
            (source(said, &question.source))
        }
    }
}

/// The replies. Every type of question is told here: another one does not compile until it is.
fn replies(said: &Said, body: &Body) -> Markup {
    match body {
        Body::Single { answers } => list(said, body, answers),
        Body::Multiple { answers } => html! {
            p class="note" { (said.shared("several")) }
            (list(said, body, answers))
        },
        Body::TrueFalse { truth, right, wrong } => {
            let word = |value: bool| said.shared(if value { "true" } else { "false" });
            html! {
                p class="note" { (said.own.true_or_false) }
                ul class="answers" {
                    (reply(said, Worth::Right, word(*truth), right))
                    (reply(said, Worth::Wrong, word(!*truth), wrong))
                }
            }
        }
        Body::Matching { pairs } => matching(said, pairs),
        Body::Short { answers } => html! {
            p class="note" { (said.own.write_word) }
            (list(said, body, answers))
        },
        Body::Numeric { numbers, otherwise } => {
            let worth = |number: &Number| Worth::of(number.weight >= 100.0, number.weight);
            let mut sorted: Vec<&Number> = numbers.iter().collect();
            sorted.sort_by_key(|number| worth(number));
            html! {
                p class="note" { (said.own.write_number) }
                ul class="answers" {
                    @for number in sorted { (reply(said, worth(number), &number.text, &number.feedback)) }
                    @if !otherwise.is_empty() {
                        (reply(said, Worth::Wrong, said.own.other_number, otherwise))
                    }
                }
            }
        }
        // A text to read: it has been said.
        Body::Description => html! {},
    }
}

/// Answers, the right ones first.
fn list(said: &Said, body: &Body, answers: &[Answer]) -> Markup {
    let worth = |answer: &Answer| Worth::of(is_right(body, answer), answer.weight);
    let mut sorted: Vec<&Answer> = answers.iter().collect();
    sorted.sort_by_key(|answer| worth(answer));
    html! {
        ul class="answers" {
            @for answer in sorted { (reply(said, worth(answer), &answer.text, &answer.feedback)) }
        }
    }
}

fn reply(said: &Said, worth: Worth, text: &str, feedback: &str) -> Markup {
    html! {
        li {
            p { strong { (worth.words(said)) (said.own.colon) } (text) }
            (paragraphs(feedback))
        }
    }
}

fn matching(said: &Said, pairs: &[Pair]) -> Markup {
    html! {
        p { strong { (said.own.right_pairs) } }
        dl class="facts" {
            @for pair in pairs {
                dt { @if pair.left.is_empty() { (said.own.no_pair) } @else { (pair.left) } }
                dd { (pair.right) }
            }
        }
    }
}

/// A message to inspect.
pub(super) fn message(said: &Said, message: &Message, number: usize) -> Markup {
    let own = said.own;
    html! {
        article id=(message.id) {
            h3 { (number) ". " (message.title) }
            p class="note" { (said.named("channel", &message.channel)) }
            (paragraphs(&message.context))
            p { strong { (said.shared("inspect")) } }
            ul class="answers" {
                @for zone in &message.zones {
                    li {
                        p { strong { (said.named("zone", &zone.zone)) (own.colon) } (zone.text) }
                        @if !zone.real_address.is_empty() {
                            p { (said.shared("real-address-is")) " " code { (zone.real_address) } }
                        }
                        @let word = if zone.suspicious { own.suspicious } else { said.shared("zone-quiet") };
                        (labelled(said, word, &zone.reason))
                    }
                }
            }
            (labelled(said, if message.legitimate { own.genuine } else { own.fake }, &message.verdict))
            (labelled(said, own.remember, &message.what_to_do))
            (source(said, &message.source))
        }
    }
}

fn source(said: &Said, source: &Source) -> Markup {
    let template = said.shared(if source.measure > 0 { "source-measure" } else { "source" });
    let (before, after) = template.split_once("{title}").unwrap_or((template, ""));
    html! {
        @if !source.title.is_empty() {
            p class="note" {
                (before) (sources::linked(said.lang, &source.title)) (after.replace("{n}", &source.measure.to_string()))
            }
        }
    }
}
