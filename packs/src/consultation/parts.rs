//! The pieces of the plain page: texts, dates, phases, items.

use commune_consultation::data::pack::{Attachment, Component, Item, Kind, Pack, Process, Step, Text};
use commune_consultation::model::html::{Node, Policy, Tag, nodes};
use commune_consultation::model::said::{self, State};
use commune_consultation::model::status::{Phase, phases};
use commune_consultation::model::text::{Picked, pick};
use commune_consultation::model::view_items::{file_kind, file_name};
use commune_consultation::model::{link, time};
use maud::{Markup, html};

use crate::date::french;

/// The language of the page.
const LANG: &str = "fr";

/// What is said of a text that is not as it was written in French.
fn marks(picked: &Picked<'_>) -> Markup {
    html! {
        @if picked.machine { " " small { "(traduction automatique)" } }
    }
}

fn lang<'t>(picked: &Picked<'t>) -> Option<&'t str> {
    (!picked.lang.is_empty()).then_some(picked.lang)
}

/// A plain text.
pub(super) fn words(texts: &[Text]) -> Markup {
    html! {
        @if let Some(picked) = pick(texts, LANG) {
            span lang=[lang(&picked)] { (picked.text) } (marks(&picked))
        }
    }
}

/// A text in HTML, whose highest heading takes `level`. Its images are left out: the page asks no other host.
pub(super) fn rich(pack: &Pack, texts: &[Text], level: u8) -> Markup {
    let policy = Policy { base: &pack.platform.url, image_hosts: &[], images: 0 };
    html! {
        @if let Some(picked) = pick(texts, LANG) {
            div lang=[lang(&picked)] { (markup(&nodes(picked.text, &policy), level)) }
            @if picked.machine { p class="note" { "Traduction automatique." } }
        }
    }
}

fn markup(nodes: &[Node], level: u8) -> Markup {
    html! {
        @for node in nodes {
            @match node {
                Node::Text(text) => (text),
                Node::Break => br;,
                Node::Image { .. } => {},
                Node::Element { tag, href, children } => {
                    @let inner = markup(children, level);
                    @match tag {
                        Tag::Paragraph => p { (inner) },
                        Tag::List => ul { (inner) },
                        Tag::Numbered => ol { (inner) },
                        Tag::Item => li { (inner) },
                        Tag::Quote => blockquote { (inner) },
                        Tag::Strong => strong { (inner) },
                        Tag::Emphasis => em { (inner) },
                        Tag::Link => a href=(href) rel="nofollow ugc" { (inner) },
                        Tag::Heading(below) => (heading(level + below - 1, &inner)),
                    }
                },
            }
        }
    }
}

/// A heading of a level; below the sixth, a strong paragraph.
pub(super) fn heading(level: u8, inner: &Markup) -> Markup {
    html! {
        @match level {
            2 => h2 { (inner) },
            3 => h3 { (inner) },
            4 => h4 { (inner) },
            5 => h5 { (inner) },
            6 => h6 { (inner) },
            _ => p { strong { (inner) } },
        }
    }
}

/// `du 1er septembre 2026 au 31 janvier 2027`
pub(super) fn period(start: &str, end: &str) -> String {
    match (start.is_empty(), end.is_empty()) {
        (false, false) if start == end => format!("le {}", french(start)),
        (false, false) => format!("du {} au {}", french(start), french(end)),
        (false, true) => format!("à partir du {}", french(start)),
        (true, false) => format!("jusqu'au {}", french(end)),
        (true, true) => String::new(),
    }
}

/// `le 5 décembre 2026 de 10 h à 12 h`, in the clock of the place.
pub(super) fn when(item: &Item) -> String {
    let hour = |iso: &str| {
        let minutes = time::instant(iso)?.of_day() / 60;
        let (hour, minute) = (minutes / 60, minutes % 60);
        Some(if minute == 0 { format!("{hour}\u{a0}h") } else { format!("{hour}\u{a0}h\u{a0}{minute:02}") })
    };
    let (first, last) = (time::date(&item.start), time::date(&item.end));
    if let (Some(start), Some(end)) = (time::instant(&item.start), time::instant(&item.end))
        && time::whole_days(start, end).is_some()
    {
        return if first == last {
            format!("le {}, toute la journée", french(first))
        } else {
            format!("{}, toute la journée", period(first, last))
        };
    }
    match (hour(&item.start), hour(&item.end)) {
        (Some(from), Some(to)) if first == last && from != to => {
            format!("le {} de {from} à {to}", french(first))
        }
        (Some(from), Some(to)) if first != last => {
            format!("du {} à {from} au {} à {to}", french(first), french(last))
        }
        (Some(from), _) => format!("le {} à {from}", french(first)),
        _ => period(first, last),
    }
}

/// The timeline of phases or milestones.
pub(super) fn timeline(pack: &Pack, steps: &[Step], level: u8) -> Markup {
    let word = |phase| match phase {
        Phase::Done => "terminé",
        Phase::Current => "en cours",
        Phase::Coming => "à venir",
    };
    html! {
        ol {
            @for (step, phase) in steps.iter().zip(phases(steps, &pack.generated)) {
                li {
                    strong { (words(&step.title)) } " (" (word(phase)) ")"
                    @let period = period(&step.start, &step.end);
                    @if !period.is_empty() { ", " (period) }
                    (rich(pack, &step.description, level))
                }
            }
        }
    }
}

/// An item of a component.
pub(super) fn item(pack: &Pack, process: &Process, component: &Component, item: &Item) -> Markup {
    let url = link::item(&pack.platform, process, component, item, LANG);
    html! {
        li {
            @if url.is_empty() { strong { (words(&item.title)) } } @else { a href=(url) { (words(&item.title)) } }
            @if component.kind == Kind::Meetings || component.kind == Kind::Debates {
                @let when = when(item);
                @if !when.is_empty() { ", " (when) }
            }
            (facts(component.kind, item))
            (rich(pack, &item.body, 4))
            @if said::is_answered(item) {
                p { strong { (answer_title(component.kind)) } }
                (rich(pack, &item.answer, 4))
            }
            (files(&item.files))
            @if !item.questions.is_empty() {
                ol {
                    @for question in &item.questions {
                        li {
                            (rich(pack, &question.body, 4))
                            @if question.mandatory { p class="note" { "Réponse obligatoire." } }
                            @if !question.options.is_empty() {
                                ul { @for option in &question.options { li { (words(option)) } } }
                            }
                        }
                    }
                }
            }
            @if !item.items.is_empty() {
                ul {
                    @for part in &item.items {
                        li {
                            @if !part.start.is_empty() { (french(time::date(&part.start))) "\u{a0}: " }
                            (words(&part.title))
                            @if let Some(amount) = part.amount { ", " (euros(amount)) }
                            @match part.selected {
                                Some(true) => ", projet retenu",
                                Some(false) => ", projet non retenu",
                                None => {},
                            }
                            (rich(pack, &part.body, 4))
                        }
                    }
                }
            }
        }
    }
}

/// The documents that go with something, each a link that says what kind it is.
pub(super) fn files(files: &[Attachment]) -> Markup {
    html! {
        @if !files.is_empty() {
            p { strong { "Documents" } }
            ul {
                @for file in files {
                    @let kind = file_kind(file);
                    li {
                        a href=(file.url) rel="nofollow ugc" {
                            @if pick(&file.title, LANG).is_some() { (words(&file.title)) } @else { (name(file)) }
                        }
                        @if !kind.is_empty() { " (" (kind) ")" }
                    }
                }
            }
        }
    }
}

fn name(file: &Attachment) -> String {
    percent_encoding::percent_decode_str(file_name(&file.url)).decode_utf8_lossy().into_owned()
}

fn answer_title(kind: Kind) -> &'static str {
    match kind {
        Kind::Meetings => "Compte rendu",
        Kind::Debates => "Ce qui est nouveau",
        _ => "Réponse de l'institution",
    }
}

/// The state of a proposal in words; empty where there is none to tell.
pub(super) fn state(item: &Item) -> String {
    match said::state(item) {
        State::Accepted => "proposition retenue".into(),
        State::Rejected => "proposition non retenue".into(),
        State::Evaluating => "proposition à l'étude".into(),
        State::Withdrawn => "proposition retirée".into(),
        State::Open => String::new(),
        State::Other => said::own_name(item),
    }
}

/// What is to be known of an item in one line.
fn facts(kind: Kind, item: &Item) -> Markup {
    let mut facts: Vec<String> = Vec::new();
    let mut counted = |count: Option<u32>, one: &str, many: &str| {
        if let Some(count) = count {
            facts.push(format!("{count}\u{a0}{}", if count < 2 { one } else { many }));
        }
    };
    if kind == Kind::Proposals {
        counted(item.supports, "soutien", "soutiens");
    }
    counted(item.comments.filter(|count| *count > 0), "commentaire", "commentaires");
    counted(item.seats, "place restante", "places restantes");
    counted(item.attendees, "personne présente", "personnes présentes");
    let state = match kind {
        Kind::Proposals => state(item),
        _ => String::new(),
    };
    facts.extend([state].into_iter().filter(|state| !state.is_empty()));
    match item.mode.as_str() {
        "online" => facts.push("en ligne".into()),
        "hybrid" => facts.push("sur place et en ligne".into()),
        "in_person" => facts.push("sur place".into()),
        _ => {}
    }
    if item.registration {
        facts.push("sur inscription".into());
    }
    if item.private {
        facts.push("sur invitation".into());
    }
    if let Some(amount) = item.amount {
        facts.push(euros(amount));
    }
    if let Some(progress) = item.progress {
        facts.push(format!("fait à {progress:.0}\u{a0}%"));
    }
    html! {
        @if !item.place.is_empty() || !item.address.is_empty() {
            br; (words(&item.place))
            @if !item.place.is_empty() && !item.address.is_empty() { ", " }
            (item.address)
            @if !item.hints.is_empty() { " (" (words(&item.hints)) ")" }
        }
        @if !item.state_name.is_empty() { br; (words(&item.state_name)) }
        @if !facts.is_empty() { br; span class="note" { (facts.join(", ")) } }
    }
}

/// `8 000 €`
fn euros(amount: f64) -> String {
    format!("{}\u{a0}€", crate::page::number::whole(amount.max(0.0).round() as u64))
}
