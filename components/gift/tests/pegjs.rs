//! What we write is read by npm `gift-pegjs` to the same questions: the whole bank of the widget, and generated
//! questions full of signs. Skips, and says so, where Node or the package is absent (`npm ci` at the root).

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a helper of tests fails by panicking, and says when it skips"
)]

mod common;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use commune_gift::{Answer, Body, Interval, Question, Severity, Text, Weight, export, read};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Parses each text of a JSON array on standard input; an answer is an array of questions or an error's words.
const SCRIPT: &str = "const { parse } = require('gift-pegjs');
const one = text => { try { return parse(text); } catch (e) { return String(e.message); } };
let all = ''; process.stdin.setEncoding('utf8');
process.stdin.on('data', d => all += d);
process.stdin.on('end', () => process.stdout.write(JSON.stringify(JSON.parse(all).map(one))));";

/// What gift-pegjs makes of each text; nothing where it cannot run.
fn pegjs(texts: &[String]) -> Option<Vec<Value>> {
    if !Path::new(ROOT).join("node_modules/gift-pegjs").is_dir() {
        println!("skipped: npm gift-pegjs is not installed (npm ci)");
        return None;
    }
    let child = Command::new("node")
        .args(["-e", SCRIPT])
        .current_dir(ROOT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        println!("skipped: node is not installed");
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let input = serde_json::to_vec(texts).unwrap();
    let writing = std::thread::spawn(move || stdin.write_all(&input).unwrap());
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The words as both readers mean them: gift-pegjs leaves placeholders in right sides and doubles blanks.
fn words(text: &str) -> String {
    let mut text = text.to_owned();
    for (code, sign) in [
        ("058;", ":"),
        ("035;", "#"),
        ("061;", "="),
        ("123;", "{"),
        ("125;", "}"),
        ("126;", "~"),
        ("010", "\n"),
        ("092;", "\\"),
    ] {
        text = text.replace(&format!("&&{code}"), sign);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ours(question: &Question) -> Value {
    let text = |text: &Text| json!({ "text": words(&text.text), "format": text.format.name() });
    let some = |t: &Text| if t.is_empty() { Value::Null } else { text(t) };
    let answer = |answer: &Answer, right: bool, weight: Option<Weight>| {
        json!([text(&answer.text), right, weight.map(Weight::as_percent), some(&answer.feedback)])
    };
    let body = match &question.body {
        Body::Description => json!(["Description"]),
        Body::Choice { multiple, answers } => {
            let one = |a: &Answer| {
                let right = !multiple && a.weight == Weight::FULL;
                answer(a, right, Some(a.weight).filter(|w| !right && *w != Weight::NONE))
            };
            json!(["MC", answers.iter().map(one).collect::<Vec<_>>()])
        }
        Body::Short(answers) => {
            let one = |a: &Answer| {
                let mut a = a.clone();
                a.text.format = question.text.format;
                answer(&a, true, Some(a.weight).filter(|w| *w != Weight::FULL))
            };
            json!(["Short", answers.iter().map(one).collect::<Vec<_>>()])
        }
        Body::TrueFalse { truth, wrong, right } => json!(["TF", truth, some(wrong), some(right)]),
        Body::Matching(pairs) => {
            let one = |pair: &commune_gift::Pair| json!([text(&pair.left), words(&pair.right)]);
            json!(["Matching", pairs.iter().map(one).collect::<Vec<_>>()])
        }
        Body::Numeric { numbers, otherwise } => {
            let mut all: Vec<Value> = Vec::new();
            for n in numbers {
                let interval = match n.interval {
                    Interval::Near { value, tolerance } => json!([value, tolerance]),
                    Interval::Between { min, max } => json!([min, max, "between"]),
                };
                let weight = Some(n.weight).filter(|w| *w != Weight::FULL).map(Weight::as_percent);
                all.push(json!([interval, true, weight, some(&n.feedback)]));
            }
            if !otherwise.is_empty() {
                all.push(json!(["*", false, Value::Null, some(otherwise)]));
            }
            json!(["Numerical", all])
        }
    };
    json!({
        "id": if question.id.is_empty() { Value::Null } else { json!(question.id) },
        "tags": if question.tags.is_empty() { Value::Null } else { json!(question.tags) },
        "title": words(&question.name),
        "stem": text(&question.text),
        "feedback": some(&question.feedback),
        "body": body,
    })
}

fn theirs(question: &Value) -> Value {
    let text = |v: &Value| {
        if v.is_null() {
            Value::Null
        } else {
            json!({ "text": words(v["text"].as_str().unwrap()), "format": v["format"] })
        }
    };
    let float = |v: &Value| v.as_f64().map_or(Value::Null, |n| json!(n));
    let choices = |each: &dyn Fn(&Value) -> Value| -> Vec<Value> {
        let one =
            |c: &Value| json!([each(&c["text"]), c["isCorrect"], float(&c["weight"]), text(&c["feedback"])]);
        question["choices"].as_array().unwrap().iter().map(one).collect()
    };
    let kind = question["type"].as_str().unwrap();
    let body = match kind {
        "Description" => json!([kind]),
        "MC" => json!([kind, choices(&text)]),
        "Short" => {
            let stem = &question["stem"]["format"];
            let plain = |v: &Value| json!({ "text": words(v["text"].as_str().unwrap()), "format": stem });
            json!([kind, choices(&plain)])
        }
        "TF" => {
            // Named by position: the first one is for a wrong response.
            json!([
                kind,
                question["isTrue"],
                text(&question["trueFeedback"]),
                text(&question["falseFeedback"])
            ])
        }
        "Matching" => {
            let one = |p: &Value| json!([text(&p["subquestion"]), words(p["subanswer"].as_str().unwrap())]);
            json!([kind, question["matchPairs"].as_array().unwrap().iter().map(one).collect::<Vec<_>>()])
        }
        _ => {
            let number = |v: &Value| match v["type"].as_str() {
                Some("range") => json!([float(&v["number"]), float(&v["range"])]),
                Some("high-low") => json!([float(&v["numberLow"]), float(&v["numberHigh"]), "between"]),
                Some(_) => json!([float(&v["number"]), 0.0]),
                None => v["text"].clone(),
            };
            json!([kind, choices(&number)])
        }
    };
    json!({
        "id": question["id"],
        "tags": question["tags"],
        "title": words(question["title"].as_str().unwrap_or_default()),
        "stem": text(&question["stem"]),
        "feedback": text(&question["globalFeedback"]),
        "body": body,
    })
}

/// Compares one written bank with what gift-pegjs read of it.
fn compare(name: &str, questions: &[Question], text: &str, parsed: &Value) {
    let parsed = parsed.as_array().unwrap_or_else(|| panic!("{name}: {parsed}\n{text}"));
    let theirs: Vec<Value> = parsed.iter().filter(|q| q["type"] != "Category").map(theirs).collect();
    assert_eq!(theirs.len(), questions.len(), "{name}\n{text}");
    for (question, theirs) in questions.iter().zip(theirs) {
        let mut ours = ours(question);
        if question.body == Body::Description {
            // gift-pegjs has no feedback there.
            ours["feedback"] = Value::Null;
        }
        assert_eq!(theirs, ours, "{name}\n{text}");
    }
}

fn gift_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            gift_files(&path, out);
        } else if path.extension().is_some_and(|end| end == "gift") {
            out.push(path);
        }
    }
    out.sort();
}

#[test]
fn the_whole_bank_is_read_by_gift_pegjs_and_by_us_to_the_same_questions() {
    let mut files = Vec::new();
    gift_files(&Path::new(ROOT).join("components/cyber-quiz/content"), &mut files);
    gift_files(&Path::new(ROOT).join("../shared/quiz"), &mut files);
    let banks: Vec<_> = files.iter().map(|path| read(&fs::read_to_string(path).unwrap())).collect();
    let texts: Vec<String> = banks.iter().map(|bank| export(&bank.questions)).collect();
    for ((path, bank), text) in files.iter().zip(&banks).zip(&texts) {
        let again = read(text);
        assert!(again.problems.is_empty(), "{}: {:?}", path.display(), again.problems);
        let questions = |bank: &commune_gift::Bank| -> Vec<Question> {
            bank.questions.iter().map(|q| Question { line: 0, ..q.clone() }).collect()
        };
        assert_eq!(questions(&again), questions(bank), "{}", path.display());
    }
    let Some(parsed) = pegjs(&texts) else { return };
    for (((path, bank), text), parsed) in files.iter().zip(&banks).zip(&texts).zip(&parsed) {
        let name = path.file_name().unwrap().to_string_lossy();
        println!("{}: {} questions", path.parent().unwrap().join(&*name).display(), bank.questions.len());
        compare(&name, &bank.questions, text, parsed);
    }
}

#[test]
fn generated_questions_are_read_by_gift_pegjs_to_the_same_questions() {
    let mut runner = TestRunner::deterministic();
    let strategy = common::question();
    let questions: Vec<Question> =
        (0..600).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect();
    let texts: Vec<String> = questions.iter().map(|q| export(std::slice::from_ref(q))).collect();
    let Some(parsed) = pegjs(&texts) else { return };
    for ((question, text), parsed) in questions.iter().zip(&texts).zip(&parsed) {
        assert!(read(text).problems.iter().all(|p| p.severity() == Severity::Warning));
        compare("generated", std::slice::from_ref(question), text, parsed);
    }
}
