//! The page of an audience's bank: theme by theme, what to do, then every situation and message.

use commune_cyber_quiz::data::bank::{Bank, Body, Module, Theme};
use maud::{Markup, html};

use super::words::{Said, count, fill};
use super::{Page, item, labelled, turn_to};

/// The page beside `<audience>.<lang>.json`, as a whole document. `langs` are the languages of that audience.
#[must_use]
pub fn bank(bank: &Bank, langs: &[&str]) -> String {
    let said = Said::new(&bank.header.lang);
    let own = said.own;
    let title = match bank.audience.as_str() {
        "staff" => own.staff,
        "elected" => own.elected,
        _ => said.shared("title"),
    };
    let numbers = numbers(bank);
    let themes = html! {
        @for theme in &bank.themes { (self::theme(&said, bank, theme, &numbers)) }
    };
    let mut contents: Vec<(String, String)> =
        bank.themes.iter().map(|theme| (id(theme), theme.name.clone())).collect();
    let courses = courses(&said, &bank.modules, &numbers);
    if !bank.modules.is_empty() {
        contents.insert(0, ("part-courses".to_owned(), own.courses.to_owned()));
    }
    let waiting = bank.questions.iter().filter(|question| question.to_review).count()
        + bank.messages.iter().filter(|message| message.to_review).count();
    Page {
        said: &said,
        header: &bank.header,
        name: &bank.audience,
        langs,
        title,
        lead: html! {
            p class="takeaway" { (holds(&said, bank)) }
            p class="note" { (own.bank_note) }
        },
        contents,
        waiting: (waiting, bank.questions.len() + bank.messages.len()),
        main: html! { (courses) (themes) },
        help: turn_to(&own.turn_to),
    }
    .document()
}

fn id(theme: &Theme) -> String {
    format!("theme-{}", theme.id)
}

/// The ids of what has a number, in the order of the page.
fn numbers(bank: &Bank) -> Vec<&str> {
    let mut out = Vec::new();
    for theme in &bank.themes {
        let questions = bank.questions.iter().filter(|question| question.theme == theme.id);
        out.extend(
            questions
                .filter(|question| question.body != Body::Description)
                .map(|question| question.id.as_str()),
        );
        let messages = bank.messages.iter().filter(|message| message.theme == theme.id);
        out.extend(messages.map(|message| message.id.as_str()));
    }
    out
}

/// From 1; `None` for a text to read.
fn number(numbers: &[&str], id: &str) -> Option<usize> {
    numbers.iter().position(|known| *known == id).map(|at| at + 1)
}

/// How much there is to read.
fn holds(said: &Said, bank: &Bank) -> String {
    let own = said.own;
    let situations = bank.questions.iter().filter(|question| question.body != Body::Description).count();
    let mut parts = Vec::new();
    for (n, words) in [(situations, own.situations), (bank.messages.len(), own.messages)] {
        if n > 0 {
            parts.push(count(words, n));
        }
    }
    fill(own.holds, &[("what", parts.join(own.and))])
}

/// The fixed lists, which lead to their items.
fn courses(said: &Said, modules: &[Module], numbers: &[&str]) -> Markup {
    html! {
        @if !modules.is_empty() {
            section aria-labelledby="part-courses" {
                h2 id="part-courses" { (said.own.courses) }
                p { (said.own.courses_note) }
                dl {
                    @for module in modules {
                        dt {
                            (module.title)
                            @if module.minutes > 0 { " (" (said.minutes(module.minutes)) ")" }
                        }
                        dd {
                            @for (at, (id, number)) in module
                                .items
                                .iter()
                                .filter_map(|id| Some((id, number(numbers, id)?)))
                                .enumerate()
                            {
                                @if at > 0 { ", " }
                                a href={ "#" (id) } { (number) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn theme(said: &Said, bank: &Bank, theme: &Theme, numbers: &[&str]) -> Markup {
    let id = id(theme);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (theme.name) }
            (labelled(said, said.own.act, &theme.next))
            (labelled(said, said.own.call, &theme.call))
            @for question in bank.questions.iter().filter(|question| question.theme == theme.id) {
                (item::question(said, question, number(numbers, &question.id)))
            }
            @for message in bank.messages.iter().filter(|message| message.theme == theme.id) {
                (item::message(said, message, number(numbers, &message.id).unwrap_or_default()))
            }
        }
    }
}
