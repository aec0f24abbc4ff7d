//! From a platform's answers to records. What is missing, null or of another kind is left out: `data` and `errors`
//! come together, and the data stays.

use super::pack::{Attachment, Component, Item, Kind, Platform, Process, Question, Step, Tag, Text, Texts};
use crate::model::{html, link, time};
use commune_source::value::Value;

/// The translations of a field. Those without words are left out.
pub fn texts<V: Value>(json: &V) -> Texts {
    let mut out = Vec::new();
    for text in json.list("translations") {
        let words = text.text_or_empty("text");
        if !words.trim().is_empty() {
            out.push(Text { lang: text.text_or_empty("locale"), text: words, machine: machine(&text) });
        }
    }
    out
}

fn machine<V: Value>(json: &V) -> bool {
    json.field("machineTranslated").boolean().unwrap_or(false)
}

/// Marks the translations that a probe says a machine made.
fn mark<V: Value>(texts: &mut Texts, json: &V) {
    for translation in json.list("translations") {
        if machine(&translation) {
            let lang = translation.text_or_empty("locale");
            for text in texts.iter_mut().filter(|text| text.lang == lang) {
                text.machine = true;
            }
        }
    }
}

/// An address of the platform, absolute; empty where it leads elsewhere or is none.
fn own<V: Value>(json: &V, platform: &Platform) -> String {
    let url = json.text().and_then(|raw| html::href(&raw, &platform.url)).unwrap_or_default();
    if link::is_of(platform, &url) { url } else { String::new() }
}

fn flag<V: Value>(json: &V, name: &str) -> bool {
    json.field(name).boolean().unwrap_or(false)
}

fn count<V: Value>(json: &V, name: &str) -> Option<u32> {
    json.field(name).number().map(|number| number as u32)
}

/// The date that a date or an instant begins with.
fn date<V: Value>(json: &V, name: &str) -> String {
    time::date(&json.text_or_empty(name)).to_owned()
}

/// A process, of the list or by itself. Its components are empty: their content is asked for apart.
pub fn process<V: Value>(json: &V, platform: &Platform) -> Process {
    let get = |name: &str| texts(&json.field(name));
    let policy = html::Policy { base: &platform.url, image_hosts: &platform.image_hosts, images: 1 };
    let hero = json.text_or_empty("heroImage");
    let mut process = Process {
        id: json.text_or_empty("id"),
        slug: json.text_or_empty("slug"),
        title: get("title"),
        subtitle: get("subtitle"),
        summary: get("shortDescription"),
        description: get("description"),
        announcement: get("announcement"),
        area: get("localArea"),
        target: get("target"),
        scope: get("participatoryScope"),
        structure: get("participatoryStructure"),
        start: date(json, "startDate"),
        end: date(json, "endDate"),
        published: json.text_or_empty("publishedAt"),
        promoted: flag(json, "promoted"),
        image: html::image(&hero, &policy).unwrap_or_default(),
        group: texts(&json.field("participatoryProcessGroup").field("title")),
        ..Process::default()
    };
    let page = link::process_page(platform, &process);
    let mut steps: Vec<(f64, Step)> = Vec::new();
    for json in json.list("steps") {
        let position = json.field("position").number().unwrap_or(0.0);
        // Inserted where they belong: a sort for a handful of phases would weigh more.
        let at = steps.iter().position(|(other, _)| *other > position).unwrap_or(steps.len());
        steps.insert(at, (position, step(&json, &page, platform)));
    }
    process.steps = steps.into_iter().map(|(_, step)| step).collect();
    process.components = json.list("components").iter().map(component).collect();
    process
}

fn step<V: Value>(json: &V, page: &str, platform: &Platform) -> Step {
    // A path of the call to action is relative to the process, whatever it begins with, as Decidim builds it.
    let path = json.text_or_empty("callToActionPath");
    let action_url = if path.is_empty() || page.is_empty() {
        String::new()
    } else if path.contains("://") {
        html::href(&path, "").unwrap_or_default()
    } else {
        let path = [page, "/", path.trim_start_matches('/')].concat();
        html::href(&path, &platform.url).unwrap_or_default()
    };
    Step {
        title: texts(&json.field("title")),
        description: texts(&json.field("description")),
        start: date(json, "startDate"),
        end: date(json, "endDate"),
        active: flag(json, "active"),
        action_url,
        action: texts(&json.field("callToActionText")),
    }
}

fn component<V: Value>(json: &V) -> Component {
    Component {
        id: json.text_or_empty("id"),
        kind: kind(&json.text_or_empty("__typename")),
        name: texts(&json.field("name")),
        ..Component::default()
    }
}

/// What a type of component holds; an unknown one shows as a link.
fn kind(typename: &str) -> Kind {
    match typename {
        "Proposals" => Kind::Proposals,
        "Meetings" => Kind::Meetings,
        "Debates" => Kind::Debates,
        "Surveys" => Kind::Surveys,
        "Budgets" => Kind::Budgets,
        "Accountability" => Kind::Results,
        "Pages" => Kind::Pages,
        "Blogs" => Kind::Posts,
        _ => Kind::Other,
    }
}

/// Adds to a process what only some versions say of it.
pub fn process_extras<V: Value>(process: &mut Process, json: &V, platform: &Platform) {
    process.url = own(&json.field("url"), platform);
    process.files = files(json, platform);
    mark(&mut process.title, &json.field("title"));
    mark(&mut process.summary, &json.field("shortDescription"));
    mark(&mut process.description, &json.field("description"));
    for json in json.list("taxonomies") {
        if let Some((tag, is_area)) = taxonomy(&json) {
            if is_area { &mut process.areas } else { &mut process.themes }.push(tag);
        }
    }
    let scope = json.field("scope");
    if !scope.is_absent() {
        process.areas.push(tag(&scope, "s"));
    }
    for category in json.list("categories") {
        process.themes.push(tag(&category, "c"));
    }
    for json in json.list("components") {
        let id = json.text_or_empty("id");
        for component in process.components.iter_mut().filter(|component| component.id == id) {
            component.url = own(&json.field("url"), platform);
        }
    }
}

/// A tag, its id kept apart from those of other kinds by a letter.
fn tag<V: Value>(json: &V, letter: &str) -> Tag {
    Tag { id: [letter, &json.text_or_empty("id")].concat(), name: texts(&json.field("name")) }
}

/// A taxonomy, and whether it is an area: its root's name speaks of places. A root itself says nothing.
fn taxonomy<V: Value>(json: &V) -> Option<(Tag, bool)> {
    if flag(json, "isRoot") {
        return None;
    }
    let parent = texts(&json.field("parent").field("name"));
    let is_area = parent.iter().any(|name| speaks_of_places(&name.text));
    Some((tag(json, "t"), is_area))
}

/// Whether the name of a root is that of areas. The migration of 0.30 names it after scopes or areas, in the
/// platform's language; an administrator may have given it another name.
fn speaks_of_places(name: &str) -> bool {
    const WORDS: [&str; 18] = [
        "scope",
        "area",
        "territoire",
        "secteur",
        "commune",
        "quartier",
        "perimetre",
        "zone",
        "ville",
        "lieu",
        "portee",
        "gebied",
        "wijk",
        "gemeente",
        "district",
        "place",
        "neighbourhood",
        "localisation",
    ];
    let name = crate::model::filter::fold(name);
    WORDS.iter().any(|word| name.contains(word))
}

/// The items of a component, in the platform's order.
pub fn item<V: Value>(json: &V, kind: Kind) -> Item {
    let get = |name: &str| texts(&json.field(name));
    let text = |name: &str| json.text_or_empty(name);
    let mut item = Item {
        id: text("id"),
        title: get("title"),
        published: text("publishedAt"),
        updated: text("updatedAt"),
        comments: count(json, "totalCommentsCount"),
        open: flag(json, "acceptsNewComments"),
        ..Item::default()
    };
    // Proposals, pages and posts have a body, all others a description.
    let body = get("body");
    item.body = if body.is_empty() { get("description") } else { body };
    place(&mut item, json);
    match kind {
        Kind::Proposals => {
            item.state = text("state");
            item.answer = get("answer");
            item.answered = text("answeredAt");
            item.official = flag(json, "official");
            item.supports = count(json, "voteCount");
        }
        Kind::Meetings => {
            item.start = text("startTime");
            item.end = text("endTime");
            item.mode = text("typeOfMeeting");
            item.closed = flag(json, "closed");
            item.private = flag(json, "privateMeeting");
            item.registration = flag(json, "registrationsEnabled");
            item.seats = count(json, "remainingSlots").filter(|_| item.registration);
            item.attendees = count(json, "attendeeCount").filter(|_| item.closed);
            item.place = get("location");
            item.hints = get("locationHints");
            item.answer = get("closingReport");
            let agenda = json.field("agenda").list("items");
            item.items = agenda.iter().map(|json| self::item(json, Kind::Other)).collect();
        }
        Kind::Debates => {
            item.start = text("startTime");
            item.end = text("endTime");
            item.answer = get("informationUpdates");
        }
        Kind::Surveys => {
            let survey = json.field("questionnaire");
            item.title = texts(&survey.field("title"));
            item.body = texts(&survey.field("description"));
            item.published = text("createdAt");
            item.questions = survey.list("questions").iter().map(question).collect();
        }
        Kind::Budgets => {
            item.amount = json.field("total_budget").number();
            item.items = json.list("projects").iter().map(project).collect();
        }
        Kind::Results => {
            item.start = date(json, "startDate");
            item.end = date(json, "endDate");
            item.progress = json.field("progress").number();
            let status = json.field("status");
            item.state = status.text_or_empty("key");
            item.state_name = texts(&status.field("name"));
            item.parent = json.field("parent").text_or_empty("id");
            item.items = json.list("timelineEntries").iter().map(entry).collect();
        }
        Kind::Posts => item.published = text("createdAt"),
        Kind::Pages | Kind::Other => {}
    }
    item
}

fn place<V: Value>(item: &mut Item, json: &V) {
    let address = json.text_or_empty("address");
    if !address.is_empty() {
        item.address = address;
    }
    let coordinates = json.field("coordinates");
    let degrees = |name: &str| coordinates.field(name).number();
    if let (Some(latitude), Some(longitude)) = (degrees("latitude"), degrees("longitude"))
        && latitude.abs() <= 90.0
        && longitude.abs() <= 180.0
    {
        item.at = Some([latitude, longitude]);
    }
}

fn project<V: Value>(json: &V) -> Item {
    let mut project = item(json, Kind::Other);
    project.amount = json.field("budget_amount").number();
    project.selected = json.field("selected").boolean();
    project
}

fn entry<V: Value>(json: &V) -> Item {
    Item {
        id: json.text_or_empty("id"),
        start: date(json, "entryDate"),
        body: texts(&json.field("description")),
        ..Item::default()
    }
}

fn question<V: Value>(json: &V) -> Question {
    Question {
        id: json.text_or_empty("id"),
        body: texts(&json.field("body")),
        description: texts(&json.field("description")),
        kind: json.text_or_empty("questionType"),
        mandatory: flag(json, "mandatory"),
        most: count(json, "maxChoices").filter(|most| *most > 0),
        options: Vec::new(),
    }
}

/// The files of an item or a process. Their addresses may be paths of the platform.
pub fn files<V: Value>(json: &V, platform: &Platform) -> Vec<Attachment> {
    let mut files = Vec::new();
    for json in json.list("attachments") {
        if let Some(url) = html::href(&json.text_or_empty("url"), &platform.url) {
            let title = texts(&json.field("title"));
            files.push(Attachment { title, url, kind: json.text_or_empty("type") });
        }
    }
    files
}

/// Adds to an item what only some versions say of it.
pub fn item_extras<V: Value>(item: &mut Item, json: &V, kind: Kind, platform: &Platform) {
    item.url = own(&json.field("url"), platform);
    item.files = files(json, platform);
    mark(&mut item.title, &json.field("title"));
    mark(&mut item.body, &json.field("body"));
    mark(&mut item.body, &json.field("description"));
    if flag(json, "withdrawn") {
        "withdrawn".clone_into(&mut item.state);
    }
    item.likes = count(json, "likesCount").or(count(json, "endorsementsCount")).or(item.likes);
    for json in json.list("taxonomies") {
        if let Some((tag, _)) = taxonomy(&json) {
            item.tags.push(tag);
        }
    }
    let scope = json.field("scope");
    if !scope.is_absent() {
        item.tags.push(tag(&scope, "s"));
    }
    match kind {
        Kind::Surveys => {
            for json in json.field("questionnaire").list("questions") {
                let id = json.text_or_empty("id");
                for question in item.questions.iter_mut().filter(|question| question.id == id) {
                    let mut options = json.list("responseOptions");
                    if options.is_empty() {
                        options = json.list("answerOptions");
                    }
                    question.options = options.iter().map(|option| texts(&option.field("body"))).collect();
                }
            }
        }
        Kind::Budgets => {
            for json in json.list("projects") {
                let id = json.text_or_empty("id");
                for project in item.items.iter_mut().filter(|project| project.id == id) {
                    place(project, &json);
                }
            }
        }
        _ => {}
    }
}
