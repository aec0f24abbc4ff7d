//! The page of the self-diagnosis: every question with its levels and what comes next, then the whole plan.

use commune_cyber_quiz::data::COMMUNE;
use commune_cyber_quiz::data::answers::{Answers, Given};
use commune_cyber_quiz::data::diagnosis::{Diagnosis, Question, References};
use commune_cyber_quiz::model::diagnosis::plan::{Rank, plan};
use commune_cyber_quiz::model::diagnosis_view::{HORIZONS, of_theme};
use maud::{Markup, html};

use super::words::{Said, fill};
use super::{Page, labelled, paragraphs, sources, turn_to};

/// The page beside `commune.<lang>.json`, as a whole document. `langs` are the languages of the diagnosis.
#[must_use]
pub fn diagnosis(diagnosis: &Diagnosis, langs: &[&str]) -> String {
    let said = Said::new(&diagnosis.header.lang);
    let own = said.own;
    let title = said.shared("diagnosis-title");
    let mut contents: Vec<(String, String)> =
        diagnosis.themes.iter().map(|theme| (format!("theme-{}", theme.id), theme.title.clone())).collect();
    contents.push(("part-plan".to_owned(), said.shared("d-order-title").to_owned()));
    let waiting = diagnosis.questions.iter().filter(|question| question.to_review).count();
    let length = [("questions", diagnosis.questions.len()), ("themes", diagnosis.themes.len())];
    let main = html! {
        @for (at, theme) in diagnosis.themes.iter().enumerate() {
            @let id = format!("theme-{}", theme.id);
            section aria-labelledby=(id) {
                h2 id=(id) { (theme.title) }
                (paragraphs(&theme.intro))
                @for index in of_theme(diagnosis, at) { (question(&said, diagnosis, index)) }
            }
        }
        (whole_plan(&said, diagnosis))
    };
    Page {
        said: &said,
        header: &diagnosis.header,
        name: COMMUNE,
        langs,
        title,
        lead: html! {
            p class="takeaway" { (fill(said.shared("d-length"), &length)) }
            p class="note" { (own.diagnosis_note) }
            p { (said.shared("d-together")) }
            ul { @for line in own.how { li { (line) } } }
        },
        contents,
        waiting: (waiting, diagnosis.questions.len()),
        main,
        help: turn_to(&own.commune_turns_to),
    }
    .document()
}

fn question(said: &Said, diagnosis: &Diagnosis, at: usize) -> Markup {
    let own = said.own;
    let question = &diagnosis.questions[at];
    let first = diagnosis.questions.iter().find(|other| other.id == question.requires);
    let top = question.statements.len().saturating_sub(1);
    html! {
        article id=(question.id) {
            h3 { (at + 1) ". " (question.question) }
            @if question.critical { p { strong { (said.shared("d-critical")) } } }
            @if let Some(first) = first {
                p class="note" { (own.comes_after) (own.colon) a href={ "#" (first.id) } { (first.question) } }
            }
            (labelled(said, said.shared("d-more-why"), &question.why))
            ul class="answers" {
                @for (level, statement) in question.statements.iter().enumerate() {
                    li { p { strong { (fill(own.level, &[("n", level)])) (own.colon) } (statement) } }
                }
            }
            (labelled(said, &fill(own.below, &[("n", top.saturating_sub(1))]), &question.measure.text))
            (labelled(said, &fill(own.at_top, &[("n", top)]), own.in_place))
            p {
                strong { (said.shared("d-unknown")) (own.colon) }
                (said.shared("d-state-check")) ". " (own.ask)
            }
            dl class="facts" {
                dt { (said.shared("d-more-proof")) }
                dd { (question.proof) }
                dt { (said.shared("d-horizon")) }
                dd { (said.named("d-horizon", &question.measure.horizon.to_string())) }
                dt { (said.shared("d-who")) }
                dd { (question.measure.who) }
                dt { (said.shared("d-cost")) }
                dd { (said.named("d-cost", &question.measure.cost)) }
                dt { (said.shared("d-effort")) }
                dd { (said.named("d-effort", &question.measure.effort.to_string())) }
                @if !question.measure.shared.is_empty() {
                    dt { (said.shared("d-shared")) }
                    dd { (question.measure.shared) }
                }
                dt { (said.shared("d-more-refs")) }
                (references(said, &question.references))
            }
        }
    }
}

fn references(said: &Said, references: &References) -> Markup {
    // The words name the publisher somewhere: it is the link.
    let line = |words: String, name: &str| {
        let (before, after) = words.split_once(name).unwrap_or((&words, ""));
        html! { (before) @if before.len() < words.len() { (sources::linked(said.lang, name)) } (after) }
    };
    html! {
        @for measure in &references.anssi {
            dd { (line(said.shared("d-anssi").replace("{n}", &measure.to_string()), "ANSSI")) }
        }
        @for id in &references.mac {
            dd { (line(said.shared("d-mac").replace("{id}", id), "MonAideCyber")) }
        }
        @if !references.law.is_empty() { dd { (sources::all(said.lang, &references.law)) } }
    }
}

/// Every measure, in the order that the plan gives them where each of them still has a step to go.
fn whole_plan(said: &Said, diagnosis: &Diagnosis) -> Markup {
    let given = diagnosis.questions.iter().map(|question| (question.id.clone(), Given::Statement(2)));
    let ranks = plan(diagnosis, &Answers { given: given.collect(), ..Answers::default() });
    html! {
        section aria-labelledby="part-plan" {
            h2 id="part-plan" { (said.shared("d-order-title")) }
            p { (said.own.plan_note) }
            @for days in HORIZONS {
                @let due: Vec<(usize, &Rank)> =
                    ranks.iter().enumerate().filter(|(_, rank)| rank.horizon == days).collect();
                @if !due.is_empty() {
                    h3 { (said.named("d-horizon", &days.to_string())) }
                    ol { @for (at, rank) in due { (planned(said, &diagnosis.questions[rank.question], at)) } }
                }
            }
        }
    }
}

fn planned(said: &Said, question: &Question, at: usize) -> Markup {
    html! {
        li value=(at + 1) {
            a href={ "#" (question.id) } { (question.measure.text) }
            @if question.critical { " " strong { "(" (said.shared("d-critical")) ")" } }
        }
    }
}
