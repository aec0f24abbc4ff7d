//! The page of a commune: its places and procedures, for everyone.

use commune_services::data::{Known, NEEDS, PROCEDURE, Pack, Record};
use commune_services::model::hours::day_number;
use maud::{Markup, html};

use super::demo_band;
use super::hours::hours;
use crate::date::french;
use crate::page::layout::{address, document};
use crate::page::words::at;
use crate::services::words;

/// The page beside `<insee>.json`, as a whole document. `own` are the commune's records, `shared` those of
/// every commune.
#[must_use]
pub fn commune(pack: &Pack, own: &[&Record], shared: &[&Record]) -> String {
    let title = format!("Les services {}", at(&pack.commune.name));
    let today = day_of(&pack.generated);
    let mut kinds: Vec<&str> = pack.kinds.iter().map(|(kind, _)| kind.as_str()).collect();
    // The town hall opens the list, what has no name of its own ends it.
    kinds.sort_by_key(|kind| {
        (*kind != "mairie", *kind == "autre", crate::read::column::normal(words::kind(kind)))
    });
    let mut procedures: Vec<&Record> =
        own.iter().chain(shared).copied().filter(|record| record.procedure).collect();
    procedures.sort_by_key(|record| crate::read::column::normal(&record.title));
    let body = html! {
        header {
            h1 { (title) }
            (demo_band(pack.demo))
            p class="note" { (pack.coverage) "." }
        }
        main {
            @if let Some(hall) = &pack.town_hall {
                section aria-labelledby="mairie" {
                    h2 id="mairie" { "La mairie" }
                    (record(hall, today))
                }
            }
            @if let Some(help) = &pack.help {
                section aria-labelledby="aide" {
                    h2 id="aide" { "Se faire aider" }
                    p { "Besoin d'aide pour une démarche sur internet\u{a0}? Ce lieu vous reçoit." }
                    (record(help, today))
                }
            }
            @if !kinds.is_empty() {
                section aria-labelledby="lieux" {
                    h2 id="lieux" { "Les lieux" }
                    @for kind in kinds {
                        (of_kind(kind, own, pack, today))
                    }
                }
            }
            @if !procedures.is_empty() {
                section aria-labelledby="demarches" {
                    h2 id="demarches" { "Les démarches" }
                    @for procedure in procedures { (record(procedure, today)) }
                }
            }
            (origin(pack))
        }
        footer { p { a href="index.html" { "Toutes les communes" } } }
    };
    document(&title, "../../packs.css", body)
}

fn of_kind(kind: &str, own: &[&Record], pack: &Pack, today: i32) -> Markup {
    let is_shown = |record: &&&Record| {
        // The town hall has its own place above.
        let above = pack.town_hall.as_ref().is_some_and(|hall| hall.id == record.id);
        record.kind == kind && !record.procedure && !above
    };
    let mut places: Vec<&Record> = own.iter().filter(is_shown).copied().collect();
    places.sort_by_key(|record| crate::read::column::normal(&record.title));
    html! {
        @if !places.is_empty() {
            h3 { (words::kind(kind)) }
            @for place in places { (record(place, today)) }
        }
    }
}

fn day_of(date: &str) -> i32 {
    date.parse::<jiff::civil::Date>().map_or(0, |date| {
        day_number(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    })
}

fn line(title: &str, text: &str) -> Markup {
    html! { @if !text.is_empty() { p { strong { (title) "\u{a0}: " } (text) } } }
}

fn record(record: &Record, today: i32) -> Markup {
    html! {
        article {
            h4 { (record.title) }
            @if !record.description.is_empty() { p { (record.description) } }
            @if !record.address.is_empty() {
                p { @for (index, line) in record.address.iter().enumerate() { @if index > 0 { br; } (line) } }
            }
            @if !record.phone.is_empty() {
                p {
                    strong { "Téléphone\u{a0}: " }
                    @for (index, number) in record.phone.iter().enumerate() {
                        @if index > 0 { ", " }
                        a href={ "tel:" (dialled(number)) } { (number) }
                    }
                }
            }
            @for mail in &record.email { p { (address(mail)) } }
            @if let Some(found) = &record.hours { (hours(found, today)) }
            (line("Pour qui", &record.audience.join(", ")))
            (line("Prix", &record.cost))
            @if !record.bring.is_empty() {
                p { strong { "Ce qu'il faut apporter\u{a0}:" } }
                ul { @for item in &record.bring { li { (item) } } }
            }
            (line("Délai", &record.delay))
            @if !record.online.is_empty() { p { strong { "En ligne\u{a0}: " } (address(&record.online)) } }
            @if !record.appointment.is_empty() {
                p { strong { "Rendez-vous\u{a0}: " } (address(&record.appointment)) }
            }
            @for (link, label) in &record.links {
                p { a href=(link) { @if label.is_empty() { (link) } @else { (label) "\u{a0}: " (link) } } }
            }
            (access(record))
            (sources(record))
        }
    }
}

/// The digits of a number, for a link.
fn dialled(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

fn access(record: &Record) -> Markup {
    let known = NEEDS.iter().filter_map(|(need, name)| Some((*name, record.access.get(*need)?)));
    let known: Vec<(&str, &Known)> = known.collect();
    html! {
        @if record.kind != PROCEDURE {
            @if known.is_empty() {
                p class="note" { "Accessibilité\u{a0}: non renseignée." }
            } @else {
                p { strong { "Accessibilité\u{a0}:" } }
                ul {
                    @for (name, Known(yes, source, note)) in known {
                        li {
                            (words::need(name)) "\u{a0}: "
                            @match yes { Some(true) => "oui", Some(false) => "non", None => "non renseigné" }
                            @if !note.is_empty() { ", " (note) }
                            @if let Some(origin) = record.sources.get(usize::from(*source)) {
                                " (source\u{a0}: " (origin.1) ")"
                            }
                        }
                    }
                }
            }
        }
    }
}

fn sources(record: &Record) -> Markup {
    html! {
        @if !record.sources.is_empty() {
            p class="note" {
                "Source\u{a0}: "
                @for (index, origin) in record.sources.iter().enumerate() {
                    @if index > 0 { "\u{a0}; " }
                    (origin.1)
                    @if !origin.3.is_empty() { ", " (french(&origin.3)) }
                }
                "."
            }
        }
    }
}

fn origin(pack: &Pack) -> Markup {
    html! {
        section aria-labelledby="sources" {
            h2 id="sources" { "D'où viennent ces informations" }
            dl {
                dt { "Source" } dd { (pack.source) }
                @if !pack.licence.is_empty() { dt { "Licence" } dd { (pack.licence) } }
                dt { "Page préparée le" } dd { (french(&pack.generated)) }
                @if !pack.owner.is_empty() { dt { "Publié par" } dd { (pack.owner) } }
                @if !pack.contact.is_empty() { dt { "Contact" } dd { (address(&pack.contact)) } }
                @if !pack.next_update.is_empty() {
                    dt { "Prochaine mise à jour prévue le" } dd { (french(&pack.next_update)) }
                }
            }
            p { a href={ (pack.commune.insee) ".json" } { "Les informations pour un programme (JSON)" } }
        }
    }
}
