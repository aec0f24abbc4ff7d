//! The plain page of a pack: what the widget shows, for those who read it without JavaScript or on paper.

use commune_consultation::data::pack::{Component, Kind, Pack, Process, Way};
use commune_consultation::model::act::{self, Act, Kinds};
use commune_consultation::model::filter::choices;
use commune_consultation::model::status::{self, Status};
use commune_consultation::model::text;
use commune_consultation::model::{link, order, qr, said, ways};
use maud::{Markup, html};

use super::parts::{files, heading, item, period, rich, timeline, words};
use super::roadmap;
use crate::date::french;
use crate::page::layout::{address, document};
use crate::page::sources::{Origin, origin};

/// The page, as a whole document.
pub(super) fn page(pack: &Pack) -> String {
    let of = |wanted: Status| -> Vec<&Process> {
        pack.processes.iter().filter(|process| status::of(process, &pack.generated) == wanted).collect()
    };
    let (open, upcoming, past) = (of(Status::Open), of(Status::Upcoming), of(Status::Past));
    let title = match pack.commune.as_ref().filter(|commune| !commune.name.is_empty()) {
        Some(commune) => format!("Donnez votre avis {}", crate::page::words::at(&commune.name)),
        None => "Donnez votre avis".to_owned(),
    };
    let body = html! {
        header {
            h1 { (title) }
            @if pack.demo {
                p class="band" {
                    strong { "Données de démonstration." } " Ces consultations sont inventées. Ne les citez pas."
                }
            }
            p class="takeaway" { (takeaway(open.len())) }
            p class="note" {
                "État des lieux du " (french(&pack.generated)) "."
                @if !pack.platform.url.is_empty() {
                    " Pour la suite, voyez " a href=(link::localised(&pack.platform, &pack.platform.url, "fr")) {
                        @if pack.platform.name.is_empty() { "la plateforme" } @else { (pack.platform.name) }
                    } "."
                }
            }
        }
        main {
            (inclusion(pack, &ways::of(&pack.inclusion, "", &pack.generated)))
            (themes(pack))
            (group(pack, "ouvertes", "Ce qui est ouvert", &open))
            (group(pack, "a-venir", "Ce qui va commencer", &upcoming))
            (group(pack, "terminees", "Ce qui a été décidé", &past))
            @if let Some(plan) = &pack.roadmap { (roadmap::roadmap(pack, plan)) }
            section aria-labelledby="sources" {
                h2 id="sources" { "D'où viennent ces informations" }
                (origin(&Origin {
                    source: &pack.source,
                    licence: &pack.licence,
                    generated: &pack.generated,
                    owner: &pack.owner,
                    contact: &pack.contact,
                    next_update: &pack.next_update,
                }))
            }
        }
    };
    document(&title, "../../packs.css", body)
}

fn takeaway(open: usize) -> String {
    match open {
        0 => "Aucun sujet ouvert. Voici ce qui a été décidé.".into(),
        1 => "Un sujet est ouvert.".into(),
        _ => format!("{open} sujets sont ouverts."),
    }
}

/// The ways to take part, online among them and no more than they are.
fn inclusion(pack: &Pack, ways: &[&Way]) -> Markup {
    html! {
        @if !ways.is_empty() {
            section aria-labelledby="participer" {
                h2 id="participer" { "Comment participer" }
                ul {
                    @for way in ways { li { (self::way(way)) } }
                    @if !pack.platform.url.is_empty() {
                        li { strong { "En ligne" } br; "Ouvrez un sujet ci-dessous, puis suivez son lien." }
                    }
                }
            }
        }
    }
}

fn way(way: &Way) -> Markup {
    let title = match way.kind.as_str() {
        "phone" => "Par téléphone",
        "paper" => "Sur papier",
        "dropIn" => "Sur place",
        "childcare" => "Garde d'enfants",
        "signLanguage" => "Langue des signes",
        "transport" => "Pour venir",
        "easyRead" => "Facile à lire et à comprendre",
        "reserve" => "Réserve citoyenne",
        "panel" => "Groupe d'usagers",
        _ => "",
    };
    html! {
        @if !title.is_empty() { strong { (title) } br; }
        @if !way.phone.is_empty() {
            a href={ "tel:" (way.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>()) } {
                (way.phone)
            }
            ". "
        }
        (words(&way.text))
        @if !way.address.is_empty() { " " (way.address) "." }
        @if !way.url.is_empty() { " " (address(&way.url)) }
        @if !way.until.is_empty() { " (jusqu'au " (french(&way.until)) ")" }
    }
}

fn themes(pack: &Pack) -> Markup {
    let list = |areas| {
        let names: Vec<String> =
            choices(&pack.processes, areas, "fr").into_iter().map(|(_, name)| name).collect();
        names.join(", ")
    };
    let (themes, areas) = (list(false), list(true));
    html! {
        @if !themes.is_empty() || !areas.is_empty() {
            dl {
                @if !themes.is_empty() { dt { "Thèmes" } dd { (themes) } }
                @if !areas.is_empty() { dt { "Lieux" } dd { (areas) } }
            }
        }
    }
}

fn group(pack: &Pack, id: &str, title: &str, processes: &[&Process]) -> Markup {
    html! {
        @if !processes.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) }
                @for process in processes { (self::process(pack, process)) }
            }
        }
    }
}

fn process(pack: &Pack, process: &Process) -> Markup {
    let url = link::process(&pack.platform, process, "fr");
    let own: Vec<&Way> = ways::of(&pack.inclusion, &process.slug, &pack.generated)
        .into_iter()
        .filter(|way| !way.process.is_empty())
        .collect();
    // Midnight of the snapshot's day: what is on later that day is still to come.
    let acts = act::now(&pack.platform, process, &format!("{}T00:00:00Z", pack.generated), "fr");
    html! {
        article {
            h3 {
                @if url.is_empty() { (words(&process.title)) } @else { a href=(url) { (words(&process.title)) } }
            }
            p class="note" {
                @let period = period(&process.start, &process.end);
                @if !period.is_empty() { (capital(&period)) ". " }
                @for tag in process.themes.iter().chain(&process.areas) { (words(&tag.name)) ". " }
            }
            (rich(pack, &process.announcement, 4))
            (rich(pack, &process.summary, 4))
            @if !acts.is_empty() {
                (heading(4, &html! { "Ce que vous pouvez faire" }))
                ul { @for act in &acts { li { (act_line(process, act, &pack.generated)) } } }
            }
            @if !own.is_empty() {
                (heading(4, &html! { "Aussi pour ce sujet" }))
                ul { @for way in own { li { (self::way(way)) } } }
            }
            @if !process.steps.is_empty() {
                (heading(4, &html! { "Les étapes" }))
                (timeline(pack, &process.steps, 5))
            }
            (did(process))
            @if !process.description.is_empty() {
                (heading(4, &html! { "En détail" }))
                (rich(pack, &process.description, 5))
            }
            (about(process))
            (files(&process.files))
            @for component in &process.components { (self::component(pack, process, component)) }
            @if let Some(code) = &process.qr {
                @let path = qr::path(code);
                @let side = code.size + 2 * qr::QUIET;
                @if !path.is_empty() {
                    figure {
                        svg role="img" aria-label="Code QR du sujet" width="160" height="160"
                            viewBox=(format!("0 0 {side} {side}")) {
                            rect width="100%" height="100%" fill="#ffffff" {}
                            path d=(path) fill="#000000" {}
                        }
                        figcaption class="note" { "Pour un panneau d'affichage\u{a0}: " (code.url) }
                    }
                }
            }
        }
    }
}

fn act_line(process: &Process, act: &Act, today: &str) -> Markup {
    // The platform's own words, where it has any.
    let call = status::current(&process.steps, today).filter(|_| act.kind == Kinds::Call);
    let call = call.map(|step| text::words(&step.action, "fr")).filter(|words| !words.is_empty());
    let component = act.component.map(|index| &process.components[index]);
    let name = component.map(|component| text::words(&component.name, "fr")).unwrap_or_default();
    let what = match act.kind {
        Kinds::Call => call.as_deref().unwrap_or("Participer à l'étape en cours"),
        Kinds::Come => "Venir à une rencontre",
        Kinds::Answer => "Répondre au questionnaire",
        Kinds::Propose => "Proposer une idée ou en soutenir une",
        Kinds::Debate => "Prendre part au débat",
        Kinds::Vote => "Voir les projets du budget et voter",
        Kinds::Read => "Lire les réponses et les résultats",
    };
    html! {
        @if act.url.is_empty() { (what) } @else { a href=(act.url) { (what) } }
        @if let (Some(component), Some(index)) = (component, act.item) {
            "\u{a0}: " (words(&component.items[index].title))
        } @else if !name.is_empty() {
            "\u{a0}: " (name)
        }
    }
}

/// 'You said, we did', in figures.
fn did(process: &Process) -> Markup {
    let tally = said::tally(process);
    let s = |count: u32| if count > 1 { "s" } else { "" };
    html! {
        @if tally.proposals + tally.results > 0 {
            (heading(4, &html! { "Vous avez dit, nous avons fait" }))
            ul {
                @if tally.proposals > 0 {
                    li {
                        @if tally.more { "Au moins " }
                        (tally.proposals) "\u{a0}proposition" (s(tally.proposals)) ", dont "
                        (tally.accepted) "\u{a0}retenue" (s(tally.accepted)) ", "
                        (tally.rejected) "\u{a0}non retenue" (s(tally.rejected)) " et "
                        (tally.evaluating) "\u{a0}à l'étude."
                    }
                    li { (tally.answered) "\u{a0}réponse" (s(tally.answered)) " de l'institution." }
                }
                @if tally.results > 0 {
                    li {
                        (tally.results) "\u{a0}résultat" (s(tally.results)) " suivi" (s(tally.results)) ", "
                        (tally.done) "\u{a0}terminé" (s(tally.done)) "."
                    }
                }
            }
        }
    }
}

fn about(process: &Process) -> Markup {
    let lines = [
        ("Où", &process.area),
        ("Qui peut participer", &process.target),
        ("Ce qui est décidé", &process.scope),
        ("Comment", &process.structure),
    ];
    html! {
        @if lines.iter().any(|(_, texts)| !texts.is_empty()) {
            dl {
                @for (title, texts) in lines {
                    @if !texts.is_empty() { dt { (title) } dd { (words(texts)) } }
                }
            }
        }
    }
}

fn component(pack: &Pack, process: &Process, component: &Component) -> Markup {
    let url = link::component(&pack.platform, process, component, "fr");
    let now = format!("{}T00:00:00Z", pack.generated);
    let indices: Vec<usize> = match component.kind {
        Kind::Meetings => order::meetings(&component.items, &now),
        Kind::Proposals => order::proposals(&component.items, order::Order::Supports),
        _ => (0..component.items.len()).collect(),
    };
    html! {
        (heading(4, &html! {
            @if url.is_empty() { (words(&component.name)) } @else { a href=(url) { (words(&component.name)) } }
        }))
        @if !indices.is_empty() {
            ul { @for index in indices { (item(pack, process, component, &component.items[index])) } }
        }
        @if component.more { p class="note" { "La suite est sur la plateforme." } }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
