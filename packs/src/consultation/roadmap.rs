//! The roadmap on the plain page: its initiatives, each with the timeline of the phases.

use commune_consultation::data::pack::{Pack, Roadmap};
use maud::{Markup, html};

use super::parts::{rich, timeline, words};

/// The section of the roadmap.
pub(super) fn roadmap(pack: &Pack, roadmap: &Roadmap) -> Markup {
    let level = |level: &str| match level {
        "high" => "Risque fort\u{a0}: ",
        "medium" => "Risque moyen\u{a0}: ",
        "low" => "Risque faible\u{a0}: ",
        _ => "Risque\u{a0}: ",
    };
    html! {
        section aria-labelledby="feuille-de-route" {
            h2 id="feuille-de-route" { (words(&roadmap.title)) }
            (rich(pack, &roadmap.summary, 3))
            @for initiative in &roadmap.initiatives {
                h3 { (words(&initiative.title)) }
                (rich(pack, &initiative.summary, 4))
                @if !initiative.teams.is_empty() {
                    p class="note" {
                        "Équipes\u{a0}: "
                        @for (index, team) in initiative.teams.iter().enumerate() {
                            @if index > 0 { ", " }
                            (words(team))
                        }
                    }
                }
                (timeline(pack, &initiative.steps, 4))
                @if !initiative.risks.is_empty() {
                    ul {
                        @for risk in &initiative.risks {
                            li { (level(&risk.level)) (words(&risk.text)) " " (words(&risk.answer)) }
                        }
                    }
                }
            }
        }
    }
}
