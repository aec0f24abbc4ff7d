//! The languages say the same: same ids in the same order, same types, difficulties and right answers.

use commune_gift::Body;
use serde_json::Value;

use super::content::{Lang, Tagged};
use super::told::Told;

/// What must be the same of an item, in words, by its id.
type Outline = Vec<(String, String)>;

/// Tells where a language departs from the first one.
pub(crate) fn compare(langs: &[Lang], told: &mut Vec<Told>) {
    let Some((first, others)) = langs.split_first() else { return };
    for lang in others {
        for (name, outline) in [
            ("*.gift", questions as fn(&Lang) -> Outline),
            ("inspection.json", messages),
            ("diagnosis.json", diagnosis),
            ("bank.json", bank),
        ] {
            let file = format!("{}/{name}", lang.lang);
            let unread = |lang: &Lang| {
                let path = format!("{}/{name}", lang.lang);
                told.iter().any(|one| one.file == path && one.error)
            };
            // Of a file that could not be read everything would differ.
            if unread(first) || unread(lang) {
                continue;
            }
            differences(&first.lang, &outline(first), &outline(lang), &file, told);
        }
    }
}

fn differences(origin: &str, expected: &Outline, found: &Outline, file: &str, told: &mut Vec<Told>) {
    for (id, outline) in expected {
        match found.iter().find(|(other, _)| other == id) {
            None => told.push(Told::error(file, format!("« {id} » manque, il est en « {origin} »."))),
            Some((_, other)) if other != outline => told.push(Told::error(
                file,
                format!("« {id} » diffère de « {origin} » : {other} au lieu de {outline}."),
            )),
            Some(_) => {}
        }
    }
    for (id, _) in found.iter().filter(|(id, _)| expected.iter().all(|(known, _)| known != id)) {
        told.push(Told::error(file, format!("« {id} » n'est pas en « {origin} ».")));
    }
    let order = |outline: &Outline| outline.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    if told.iter().all(|one| one.file != file) && order(expected) != order(found) {
        told.push(Told::error(file, format!("l'ordre n'est pas celui de « {origin} ».")));
    }
}

fn questions(lang: &Lang) -> Outline {
    let one = |Tagged { question, tags, .. }: &Tagged| {
        let body = match &question.body {
            Body::Description => "texte".to_owned(),
            Body::Choice { multiple, answers } => {
                let weights: Vec<String> = answers.iter().map(|answer| answer.weight.to_string()).collect();
                format!("{} {}", if *multiple { "plusieurs" } else { "une" }, weights.join("/"))
            }
            // Words differ from one language to another, and so may the number of spellings.
            Body::Short(_) => "mot".to_owned(),
            Body::TrueFalse { truth, .. } => format!("vrai-faux {truth}"),
            Body::Matching(pairs) => format!("association {}", pairs.len()),
            Body::Numeric { numbers, .. } => {
                let bounds: Vec<String> =
                    numbers.iter().map(|number| format!("{:?}", number.interval.bounds())).collect();
                format!("nombre {}", bounds.join("/"))
            }
        };
        let outline = format!(
            "{body}, {}, niveau {}, mesure {}, {}",
            tags.theme,
            tags.difficulty,
            tags.source.measure,
            [tags.audiences.join("+"), tags.modules.join("+"), tags.skill.clone()].join(", "),
        );
        (question.id.clone(), outline)
    };
    lang.questions.iter().map(one).collect()
}

fn messages(lang: &Lang) -> Outline {
    let one = |raw: &super::content::RawMessage| {
        let message = &raw.message;
        let zone = |zone: &commune_cyber_quiz::data::bank::Zone| {
            format!(
                "{}{}{}",
                zone.zone,
                if zone.suspicious { "!" } else { "" },
                if zone.real_address.is_empty() { "" } else { "@" }
            )
        };
        let zones: Vec<String> = message.zones.iter().map(zone).collect();
        let facts =
            [message.channel.as_str(), &message.theme, &raw.audience.join("+"), &zones.join(" ")].join(", ");
        (
            message.id.clone(),
            format!("{facts}, niveau {}, légitime {}", message.difficulty, message.legitimate),
        )
    };
    lang.messages.iter().map(one).collect()
}

fn diagnosis(lang: &Lang) -> Outline {
    let Some(json) = &lang.diagnosis else { return Vec::new() };
    let list = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    let id = |value: &Value| value["id"].as_str().unwrap_or_default().to_owned();
    let mut out: Outline = list("themes").iter().map(|theme| (id(theme), "thème".to_owned())).collect();
    for question in list("questions") {
        let numbers = ["theme", "weight", "priority", "critical", "level", "requires"]
            .map(|name| question[name].to_string());
        let measure = ["cost", "effort", "horizon"].map(|name| question["measure"][name].to_string());
        let references = &question["references"];
        let outline = [
            numbers.join(" "),
            measure.join(" "),
            references["anssi"].to_string(),
            references["mac"].to_string(),
        ];
        out.push((id(&question), outline.join(", ")));
    }
    out
}

fn bank(lang: &Lang) -> Outline {
    let mut out: Outline =
        lang.themes.iter().map(|theme| (format!("theme-{}", theme.id), String::new())).collect();
    for module in &lang.modules {
        let facts = [module.audience.join("+"), module.minutes.to_string(), module.items.join(" ")];
        out.push((format!("module-{}", module.id), facts.join(", ")));
    }
    out
}
