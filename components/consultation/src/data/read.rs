//! From a parsed pack to records.

use super::pack::{
    Attachment, Commune, Component, Initiative, Item, Kind, LocaleRule, Pack, Platform, Process, Qr,
    Question, Risk, Roadmap, SCHEMA, Step, Tag, Text, Texts, Way,
};
use commune_source::{FetchError, value::Value};

/// Reads a pack. The schema comes first: a later major version may not have this one's fields.
///
/// # Errors
/// [`FetchError::UnknownVersion`] for another major version, [`FetchError::Malformed`] for what is no pack.
pub fn read<V: Value>(json: &V) -> Result<Pack, FetchError> {
    let schema = json.text_or_empty("schema");
    if schema != SCHEMA {
        return Err(if schema.starts_with("commune-widgets/consultation/") {
            FetchError::UnknownVersion { schema }
        } else {
            FetchError::Malformed { detail: "not a consultation pack: no schema".to_owned() }
        });
    }
    let commune = json.field("commune");
    let platform = json.field("platform");
    let roadmap = json.field("roadmap");
    Ok(Pack {
        schema,
        generated: json.text_or_empty("generated"),
        owner: json.text_or_empty("owner"),
        contact: json.text_or_empty("contact"),
        next_update: json.text_or_empty("nextUpdate"),
        source: json.text_or_empty("source"),
        licence: json.text_or_empty("licence"),
        coverage: json.text_or_empty("coverage"),
        demo: flag(json, "demo"),
        commune: (!commune.is_absent())
            .then(|| Commune { insee: commune.text_or_empty("insee"), name: commune.text_or_empty("name") }),
        platform: Platform {
            url: platform.text_or_empty("url"),
            name: platform.text_or_empty("name"),
            version: platform.text_or_empty("version"),
            locale_rule: match platform.text_or_empty("localeRule").as_str() {
                "path" => LocaleRule::Path,
                _ => LocaleRule::Query,
            },
            locales: platform.list("locales").iter().filter_map(V::text).collect(),
            image_hosts: platform.list("imageHosts").iter().filter_map(V::text).collect(),
        },
        processes: json.list("processes").iter().map(process).collect(),
        inclusion: json.list("inclusion").iter().map(way).collect(),
        roadmap: (!roadmap.is_absent()).then(|| Roadmap {
            title: texts(&roadmap, "title"),
            summary: texts(&roadmap, "summary"),
            initiatives: roadmap.list("initiatives").iter().map(initiative).collect(),
        }),
    })
}

fn flag<V: Value>(json: &V, name: &str) -> bool {
    json.field(name).boolean().unwrap_or(false)
}

fn count<V: Value>(json: &V, name: &str) -> Option<u32> {
    json.field(name).number().map(|number| number as u32)
}

fn texts<V: Value>(json: &V, name: &str) -> Texts {
    translations(&json.field(name))
}

/// The texts of a list of translations.
fn translations<V: Value>(list: &V) -> Texts {
    let mut out = Vec::new();
    for text in list.items().unwrap_or_default() {
        out.push(Text {
            lang: text.text_or_empty("lang"),
            text: text.text_or_empty("text"),
            machine: flag(&text, "machine"),
        });
    }
    out
}

fn tags<V: Value>(json: &V, name: &str) -> Vec<Tag> {
    let tag = |json: &V| Tag { id: json.text_or_empty("id"), name: texts(json, "name") };
    json.list(name).iter().map(tag).collect()
}

fn process<V: Value>(json: &V) -> Process {
    let text = |name: &str| json.text_or_empty(name);
    let qr = json.field("qr");
    Process {
        id: text("id"),
        slug: text("slug"),
        url: text("url"),
        title: texts(json, "title"),
        subtitle: texts(json, "subtitle"),
        summary: texts(json, "summary"),
        description: texts(json, "description"),
        announcement: texts(json, "announcement"),
        area: texts(json, "area"),
        target: texts(json, "target"),
        scope: texts(json, "scope"),
        structure: texts(json, "structure"),
        start: text("start"),
        end: text("end"),
        published: text("published"),
        promoted: flag(json, "promoted"),
        image: text("image"),
        group: texts(json, "group"),
        themes: tags(json, "themes"),
        areas: tags(json, "areas"),
        steps: json.list("steps").iter().map(step).collect(),
        components: json.list("components").iter().map(component).collect(),
        files: files(json),
        qr: (!qr.is_absent()).then(|| Qr {
            url: qr.text_or_empty("url"),
            size: qr.count_or_zero("size"),
            bits: qr.text_or_empty("bits"),
        }),
    }
}

fn step<V: Value>(json: &V) -> Step {
    Step {
        title: texts(json, "title"),
        description: texts(json, "description"),
        start: json.text_or_empty("start"),
        end: json.text_or_empty("end"),
        active: flag(json, "active"),
        action_url: json.text_or_empty("actionUrl"),
        action: texts(json, "action"),
    }
}

fn component<V: Value>(json: &V) -> Component {
    Component {
        id: json.text_or_empty("id"),
        kind: match json.text_or_empty("kind").as_str() {
            "proposals" => Kind::Proposals,
            "meetings" => Kind::Meetings,
            "debates" => Kind::Debates,
            "surveys" => Kind::Surveys,
            "budgets" => Kind::Budgets,
            "results" => Kind::Results,
            "pages" => Kind::Pages,
            "posts" => Kind::Posts,
            _ => Kind::Other,
        },
        name: texts(json, "name"),
        url: json.text_or_empty("url"),
        items: json.list("items").iter().map(item).collect(),
        more: flag(json, "more"),
    }
}

fn item<V: Value>(json: &V) -> Item {
    let text = |name: &str| json.text_or_empty(name);
    Item {
        id: text("id"),
        url: text("url"),
        title: texts(json, "title"),
        body: texts(json, "body"),
        answer: texts(json, "answer"),
        answered: text("answered"),
        state: text("state"),
        state_name: texts(json, "stateName"),
        published: text("published"),
        updated: text("updated"),
        start: text("start"),
        end: text("end"),
        place: texts(json, "place"),
        hints: texts(json, "hints"),
        address: text("address"),
        at: match json.list("at").iter().map(V::number).collect::<Vec<_>>()[..] {
            [Some(latitude), Some(longitude)] => Some([latitude, longitude]),
            _ => None,
        },
        mode: text("mode"),
        closed: flag(json, "closed"),
        private: flag(json, "private"),
        official: flag(json, "official"),
        registration: flag(json, "registration"),
        open: flag(json, "open"),
        seats: count(json, "seats"),
        attendees: count(json, "attendees"),
        supports: count(json, "supports"),
        likes: count(json, "likes"),
        comments: count(json, "comments"),
        amount: json.field("amount").number(),
        selected: json.field("selected").boolean(),
        progress: json.field("progress").number(),
        parent: text("parent"),
        tags: tags(json, "tags"),
        questions: json.list("questions").iter().map(question).collect(),
        items: json.list("items").iter().map(item).collect(),
        files: files(json),
    }
}

fn files<V: Value>(json: &V) -> Vec<Attachment> {
    let file = |json: &V| Attachment {
        title: texts(json, "title"),
        url: json.text_or_empty("url"),
        kind: json.text_or_empty("type"),
    };
    json.list("files").iter().map(file).collect()
}

fn question<V: Value>(json: &V) -> Question {
    Question {
        id: json.text_or_empty("id"),
        body: texts(json, "body"),
        description: texts(json, "description"),
        kind: json.text_or_empty("kind"),
        mandatory: flag(json, "mandatory"),
        most: count(json, "most"),
        options: json.list("options").iter().map(translations).collect(),
    }
}

fn way<V: Value>(json: &V) -> Way {
    Way {
        kind: json.text_or_empty("kind"),
        text: texts(json, "text"),
        phone: json.text_or_empty("phone"),
        url: json.text_or_empty("url"),
        address: json.text_or_empty("address"),
        until: json.text_or_empty("until"),
        process: json.text_or_empty("process"),
    }
}

fn initiative<V: Value>(json: &V) -> Initiative {
    let risk = |json: &V| Risk {
        level: json.text_or_empty("level"),
        text: texts(json, "text"),
        answer: texts(json, "answer"),
    };
    Initiative {
        id: json.text_or_empty("id"),
        title: texts(json, "title"),
        summary: texts(json, "summary"),
        teams: json.list("teams").iter().map(translations).collect(),
        steps: json.list("steps").iter().map(step).collect(),
        risks: json.list("risks").iter().map(risk).collect(),
    }
}
