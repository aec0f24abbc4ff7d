//! The plain pages of the quiz hold all that their packs hold, say in words what is right, and are sound HTML.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use commune_cyber_quiz::data::bank::{
    Answer, Bank, Body, Message, Module, Number, Pair, Question, Theme, Zone,
};
use commune_cyber_quiz::data::diagnosis::Diagnosis;
use commune_cyber_quiz::data::{Header, Source};
use commune_packs::quiz::assemble::{Packs, Publication, assemble};
use commune_packs::quiz::{content, embedded, plain};
use html5gum::{Token, Tokenizer};
use serde_json::Value;

/// What the pages call a right reply, a wrong one, and what is between a label and its text.
fn words(lang: &str) -> [&'static str; 4] {
    match lang {
        "nl" => ["Juist antwoord:", "Fout antwoord:", "Waar", "Niet waar"],
        "en" => ["Right answer:", "Wrong answer:", "True", "False"],
        _ => ["Bonne réponse :", "Mauvaise réponse :", "Vrai", "Faux"],
    }
}

fn packs() -> Packs {
    let publication = Publication {
        generated: "2026-11-24".into(),
        owner: "Essai".into(),
        licence: "EUPL-1.2".into(),
        ..Publication::default()
    };
    let (packs, told) = assemble(&content::read(&embedded()), &publication);
    assert!(told.iter().all(|one| !one.error));
    packs
}

/// Runs of white space, no-break spaces too, as one space.
fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page as it is read.
#[derive(Default)]
struct Page {
    lang: String,
    text: String,
    /// The text of each `article`, by its id.
    articles: BTreeMap<String, String>,
    headings: Vec<(u8, String)>,
    ids: Vec<String>,
    links: Vec<String>,
    alternates: BTreeSet<(String, String)>,
    names: BTreeSet<String>,
    /// What is not sound HTML.
    wrong: Vec<String>,
}

const VOID: [&str; 3] = ["meta", "link", "br"];
/// Elements within a line of text.
const INLINE: [&str; 4] = ["a", "code", "span", "strong"];

fn read(html: &str) -> Page {
    let mut page = Page::default();
    let (mut open, mut article): (Vec<String>, String) = (Vec::new(), String::new());
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = lossy(&tag.name);
                let get = |key: &str| {
                    tag.attributes
                        .iter()
                        .find(|(known, _)| known.as_slice() == key.as_bytes())
                        .map(|(_, value)| lossy(value))
                };
                if get("style").is_some() {
                    page.wrong.push(format!("style of {name}"));
                }
                page.ids.extend(get("id"));
                match name.as_str() {
                    "html" => page.lang = get("lang").unwrap_or_default(),
                    "article" => article = get("id").unwrap_or_default(),
                    "a" => page.links.extend(get("href")),
                    "link" if get("rel").as_deref() == Some("alternate") => {
                        page.alternates.insert((get("hreflang").unwrap(), get("href").unwrap()));
                    }
                    "p" if open.last().is_some_and(|parent| parent == "p") => {
                        page.wrong.push("p in p".into())
                    }
                    _ => {}
                }
                if let Some(level) = level(&name) {
                    page.headings.push((level, String::new()));
                }
                if !INLINE.contains(&name.as_str()) {
                    page.text.push(' ');
                    page.articles.entry(article.clone()).or_default().push(' ');
                }
                page.names.insert(name.clone());
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = lossy(&tag.name);
                let last = open.pop().unwrap_or_default();
                if last != name {
                    page.wrong.push(format!("</{name}> after <{last}>"));
                }
                if name == "article" {
                    article.clear();
                }
                if !INLINE.contains(&name.as_str()) {
                    page.text.push(' ');
                    page.articles.entry(article.clone()).or_default().push(' ');
                }
            }
            Token::String(text) => {
                let text = lossy(&text);
                if open.last().and_then(|name| level(name)).is_some() {
                    page.headings.last_mut().unwrap().1.push_str(&text);
                }
                page.text.push_str(&text);
                page.articles.entry(article.clone()).or_default().push_str(&text);
            }
            Token::Error(error) => page.wrong.push(format!("{error:?}")),
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    page.wrong.extend(open.into_iter().map(|name| format!("<{name}> stays open")));
    page.text = normal(&page.text);
    page.articles.values_mut().for_each(|text| *text = normal(text));
    page
}

fn level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
}

/// Fields that hold no text for people, and those of which a test of its own looks for the words.
const NO_TEXT: [&str; 13] = [
    "id",
    "theme",
    "type",
    "skill",
    "schema",
    "channel",
    "zone",
    "requires",
    "generated",
    "lang",
    "audience",
    "items",
    "cost",
];

/// Every text of a document that a person is to read, line by line.
fn texts(json: &Value, out: &mut Vec<String>) {
    match json {
        Value::Object(fields) => {
            fields
                .iter()
                .filter(|(name, _)| !NO_TEXT.contains(&name.as_str()))
                .for_each(|(_, value)| texts(value, out));
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Value::String(text) => out.extend(text.lines().map(normal).filter(|line| !line.is_empty())),
        _ => {}
    }
}

/// What of a pack is not in its page: whatever its schema, each text of an item in the article of that item, each
/// other text anywhere.
fn missing(pack: &Value, page: &Page) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = pack.clone();
    for list in ["questions", "messages"] {
        for item in pack[list].as_array().into_iter().flatten() {
            let id = item["id"].as_str().unwrap();
            let article = page.articles.get(id).map_or("", String::as_str);
            let mut all = Vec::new();
            texts(item, &mut all);
            assert!(!all.is_empty());
            out.extend(
                all.into_iter().filter(|text| !article.contains(text)).map(|text| format!("{id}: {text}")),
            );
        }
        rest[list] = Value::Null;
    }
    let mut all = Vec::new();
    texts(&rest, &mut all);
    out.extend(all.into_iter().filter(|text| !page.text.contains(text)));
    out
}

/// The page without its articles.
fn bare(html: &str) -> String {
    let mut parts = html.split("<article ");
    let mut out = parts.next().unwrap().to_owned();
    out.extend(parts.map(|part| part.split_once("</article>").unwrap().1));
    out
}

/// That an item that is left out is missed, whichever it is: each has an article of its own.
fn missed<'a>(html: &str, pack: &Value, ids: impl Iterator<Item = &'a String>) -> usize {
    let told = missing(pack, &read(&bare(html)));
    ids.map(|id| assert!(told.iter().any(|one| one.starts_with(&format!("{id}: "))), "{id}")).count()
}

fn sound(page: &Page, lang: &str, name: &str) {
    assert!(page.wrong.is_empty(), "{name}: {:?}", page.wrong);
    assert_eq!(page.lang, lang, "{name}");
    assert!(!page.names.contains("script") && !page.names.contains("style"), "{name}");
    let ids: BTreeSet<&String> = page.ids.iter().collect();
    assert_eq!(ids.len(), page.ids.len(), "{name}: an id twice");
    for link in &page.links {
        match link.strip_prefix('#') {
            Some(id) => assert!(ids.contains(&id.to_owned()), "{name}: {link}"),
            None => assert!(!link.is_empty() && !link.contains(' '), "{name}: {link}"),
        }
    }
    assert_eq!(page.headings.first().map(|(level, _)| *level), Some(1), "{name}");
    assert_eq!(page.headings.iter().filter(|(level, _)| *level == 1).count(), 1, "{name}");
    for pair in page.headings.windows(2) {
        assert!(pair[1].0 <= pair[0].0 + 1, "{name}: {} after {}", pair[1].1, pair[0].1);
    }
    assert!(page.headings.iter().all(|(_, words)| !words.trim().is_empty()), "{name}");
    // A message of the widget that is not there is `{}`, and a field that nobody fills `{field}`.
    for sign in ["{", "}"] {
        assert!(!page.text.contains(sign), "{name}: {sign}");
    }
    // Help for victims comes before all the rest.
    let help = page.text.find("17cyber.gouv.fr").unwrap();
    let contents = page.text.find(page.headings[1].1.as_str()).unwrap();
    assert!(help < contents, "{name}");
}

#[test]
fn every_text_of_a_bank_is_in_its_page_and_its_right_replies_are_told() {
    let packs = packs();
    assert_eq!(packs.banks.len(), 9);
    let (mut right_replies, mut articles) = (0, 0);
    for bank in &packs.banks {
        let name = format!("{}.{}", bank.audience, bank.header.lang);
        let html = plain::bank(bank, &content::LANGS);
        let page = read(&html);
        sound(&page, &bank.header.lang, &name);
        let json = serde_json::to_value(bank).unwrap();
        assert_eq!(missing(&json, &page), [""; 0], "{name}");
        for question in &bank.questions {
            right_replies += replies(question, &page.articles[&question.id], words(&bank.header.lang));
        }
        let ids = bank.questions.iter().map(|one| &one.id).chain(bank.messages.iter().map(|one| &one.id));
        articles += missed(&html, &json, ids);
        // Every course leads to the items that have a number.
        for module in &bank.modules {
            let numbered = module.items.iter().filter(|id| {
                bank.questions
                    .iter()
                    .all(|question| question.id != **id || question.body != Body::Description)
            });
            for id in numbered {
                assert!(page.links.contains(&format!("#{id}")), "{name}: {id}");
            }
        }
    }
    assert!(right_replies > 300 && articles > 300, "{right_replies} {articles}");
}

/// Looks for the replies of a question with their words; how many are right.
fn replies(question: &Question, text: &str, [right, wrong, yes, no]: [&str; 4]) -> usize {
    let id = &question.id;
    let mut count = 0;
    let mut told = |is_right: bool, reply: &str| {
        let words = if is_right { right } else { wrong };
        assert!(text.contains(&format!("{words} {}", normal(reply))), "{id}: {words} {reply}\n{text}");
        count += usize::from(is_right);
    };
    match &question.body {
        Body::Single { answers } | Body::Short { answers } => {
            for answer in answers.iter().filter(|answer| answer.weight <= 0.0 || answer.weight >= 100.0) {
                told(answer.weight > 0.0, &answer.text);
            }
        }
        Body::Multiple { answers } => {
            answers.iter().for_each(|answer| told(answer.weight > 0.0, &answer.text));
        }
        Body::TrueFalse { truth, .. } => {
            told(true, if *truth { yes } else { no });
            told(false, if *truth { no } else { yes });
        }
        Body::Numeric { numbers, .. } => {
            numbers
                .iter()
                .filter(|number| number.weight >= 100.0)
                .for_each(|number| told(true, &number.text));
        }
        Body::Matching { pairs } => {
            for pair in pairs {
                assert!(text.contains(&normal(&format!("{} {}", pair.left, pair.right))), "{id}");
            }
            count += pairs.len();
        }
        Body::Description => {}
    }
    count
}

#[test]
fn every_text_of_the_diagnosis_is_in_its_page_with_its_levels_and_its_plan() {
    let packs = packs();
    assert_eq!(packs.diagnoses.len(), 3);
    for diagnosis in &packs.diagnoses {
        let lang = diagnosis.header.lang.as_str();
        let html = plain::diagnosis(diagnosis, &content::LANGS);
        let page = read(&html);
        sound(&page, lang, lang);
        let json = serde_json::to_value(diagnosis).unwrap();
        assert_eq!(missing(&json, &page), [""; 0], "{lang}");
        let level = if lang == "fr" || lang == "nl" { "Niveau" } else { "Level" };
        let colon = if lang == "fr" { " :" } else { ":" };
        for question in &diagnosis.questions {
            let article = &page.articles[&question.id];
            for (at, statement) in question.statements.iter().enumerate() {
                let line = normal(&format!("{level} {at}{colon} {statement}"));
                assert!(article.contains(&line), "{line}");
            }
            // Once in its article, once in the plan.
            assert_eq!(page.text.matches(&normal(&question.measure.text)).count(), 2, "{}", question.id);
        }
        missed(&html, &json, diagnosis.questions.iter().map(|question| &question.id));
    }
}

/// A bank of everything that a bank may hold, with signs that HTML has a use for.
fn odd() -> Bank {
    let answer =
        |text: &str, weight: f64| Answer { text: text.into(), weight, feedback: format!("Why {text}") };
    let number = |text: &str, weight: f64| Number {
        text: text.into(),
        weight,
        feedback: format!("Why {text}"),
        ..Number::default()
    };
    let bodies = [
        Body::Single {
            answers: vec![answer("none <b>", 0.0), answer("half", 50.0), answer("all & more", 100.0)],
        },
        Body::Multiple {
            answers: vec![answer("minus", -50.0), answer("plus", 50.0), answer("plus too", 50.0)],
        },
        Body::TrueFalse { truth: true, right: "It is\nso".into(), wrong: "It is not".into() },
        Body::Matching {
            pairs: vec![
                Pair { left: "left".into(), right: "right".into() },
                Pair { left: String::new(), right: "alone".into() },
            ],
        },
        Body::Short { answers: vec![answer("17*", 100.0), answer("seventeen", 20.0)] },
        Body::Numeric {
            numbers: vec![number("3 – 5", 100.0), number("6", 50.0)],
            otherwise: "Count again".into(),
        },
        Body::Description,
    ];
    let source = Source { title: "A guide <of nobody>".into(), measure: 0 };
    let question = |(at, body): (usize, Body)| Question {
        id: format!("q{at}"),
        theme: "t".into(),
        skill: String::new(),
        difficulty: 1,
        source: source.clone(),
        to_review: at == 0,
        text: format!("Question {at}?\nSecond \"line\" <script>alert({at})</script>"),
        feedback: format!("Gesture {at}\nand more"),
        body,
    };
    let zone = |name: &str, suspicious: bool| Zone {
        zone: name.into(),
        text: "Click <here>".into(),
        real_address: "javascript:alert(1)".into(),
        suspicious,
        reason: "A reason".into(),
    };
    Bank {
        header: Header {
            lang: "en".into(),
            generated: "2026-11-24".into(),
            source: "S".into(),
            ..Header::default()
        },
        audience: "residents".into(),
        themes: vec![Theme {
            id: "t".into(),
            name: "Theme".into(),
            next: "Next".into(),
            call: "Call".into(),
        }],
        modules: vec![Module {
            id: "m".into(),
            title: "Course".into(),
            minutes: 1,
            items: vec!["q0".into(), "m".into(), "q6".into()],
        }],
        questions: bodies.into_iter().enumerate().map(question).collect(),
        messages: vec![Message {
            id: "m".into(),
            channel: "pigeon".into(),
            legitimate: true,
            theme: "t".into(),
            title: "A message".into(),
            context: "A context".into(),
            zones: vec![zone("sender", false), zone("wing", true)],
            verdict: "A verdict".into(),
            what_to_do: "A gesture".into(),
            source,
            ..Message::default()
        }],
    }
}

#[test]
fn every_type_of_item_is_told_and_no_text_becomes_markup() {
    let bank = odd();
    let html = plain::bank(&bank, &["en"]);
    let page = read(&html);
    let json = serde_json::to_value(&bank).unwrap();
    assert_eq!(missing(&json, &page), [""; 0]);
    assert!(page.wrong.is_empty() && !page.names.contains("script"), "{:?}", page.wrong);
    assert!(page.links.iter().all(|link| !link.starts_with("javascript")));
    for question in &bank.questions {
        replies(question, &page.articles[&question.id], words("en"));
    }
    for (id, told) in [
        ("q0", "Right answer: all & more Why all & more Partly right: half Why half Wrong answer: none <b>"),
        ("q1", "Several answers are possible."),
        ("q2", "Right answer: True It is so"),
        ("q3", "Goes with nothing alone"),
        ("q4", "Right answer: 17* Why 17* Partly right: seventeen"),
        (
            "q5",
            "Right answer: 3 – 5 Why 3 – 5 Partly right: 6 Why 6 Wrong answer: any other number Count again",
        ),
        ("m", "pigeon A context"),
        ("m", "Sender: Click <here> Real address: javascript:alert(1) Normal: A reason"),
        ("m", "wing: Click <here> Real address: javascript:alert(1) Suspicious: A reason"),
        ("m", "Genuine message: A verdict"),
    ] {
        assert!(page.articles[id].contains(told), "{id}: {}", page.articles[id]);
    }
    // A text to read has no number: the courses do not name it.
    assert!(page.links.contains(&"#q0".to_owned()) && !page.links.contains(&"#q6".to_owned()));
    assert!(page.text.contains("Course (1 minute) 1, 7"), "{}", page.text);
    assert!(page.text.contains("Texts that an expert has yet to review: 1 of 8."));
    assert!(page.alternates.is_empty(), "the only language has no other");
}

#[test]
fn the_command_writes_a_page_beside_each_pack_that_leads_to_the_others() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quiz-pages");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/../components/cyber-quiz/content");
    let output = Command::new(env!("CARGO_BIN_EXE_commune-packs"))
        .args([
            "quiz",
            "build",
            content,
            "--out",
            "out",
            "--owner",
            "Essai",
            "--contact",
            "dsi@exemple.example",
        ])
        .current_dir(&folder)
        .env("SOURCE_DATE_EPOCH", "1795478400")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let below = folder.join("out/cyber-quiz/1");
    let mut pages = 0;
    for audience in ["residents", "staff", "elected", "commune"] {
        for lang in content::LANGS {
            let html = fs::read_to_string(below.join(format!("{audience}.{lang}.html"))).unwrap();
            let page = read(&html);
            let json = fs::read_to_string(below.join(format!("{audience}.{lang}.json"))).unwrap();
            assert_eq!(missing(&serde_json::from_str(&json).unwrap(), &page), [""; 0], "{audience}.{lang}");
            let others = content::LANGS.into_iter().filter(|other| *other != lang);
            let others: BTreeSet<(String, String)> =
                others.map(|other| (other.to_owned(), format!("{audience}.{other}.html"))).collect();
            assert_eq!(page.alternates, others);
            let beside = page.links.iter().filter(|link| !link.contains(':') && !link.starts_with('#'));
            for link in beside {
                assert!(below.join(link).is_file(), "{link}");
            }
            assert!(others.iter().all(|(_, href)| page.links.contains(href)));
            let date = ["24 novembre 2026", "24 november 2026", "24 November 2026"];
            assert!(date.iter().any(|date| page.text.contains(date)) && page.text.contains("EUPL-1.2"));
            assert!(page.links.contains(&"mailto:dsi@exemple.example".to_owned()));
            assert!(page.links.contains(&"https://17cyber.gouv.fr".to_owned()));
            pages += 1;
        }
    }
    assert_eq!(pages, 12);
    assert!(folder.join("out/packs.css").is_file());
}

#[test]
fn every_source_has_its_link() {
    let packs = packs();
    let titles: BTreeSet<String> = packs
        .banks
        .iter()
        .flat_map(|bank| {
            let questions = bank.questions.iter().map(|question| question.source.title.clone());
            questions.chain(bank.messages.iter().map(|message| message.source.title.clone()))
        })
        .collect();
    assert!(titles.len() > 15);
    let source = |title: &String| {
        let mut bank = odd();
        bank.messages.clear();
        bank.modules.clear();
        bank.questions.truncate(1);
        bank.questions[0].source.title.clone_from(title);
        let html = plain::bank(&bank, &["en"]);
        let from = html.find("Source: ").unwrap();
        html[from..].starts_with("Source: <span lang=\"fr\"><a href=\"https://")
    };
    let without: Vec<&String> = titles.iter().filter(|title| !source(title)).collect();
    assert!(without.is_empty(), "{without:?}");
    let laws = packs.diagnoses.iter().flat_map(|diagnosis: &Diagnosis| &diagnosis.questions);
    for law in laws.map(|question| &question.references.law).filter(|law| !law.is_empty()) {
        assert!(law.split("; ").all(|law| source(&law.trim().to_owned())), "{law}");
    }
}
