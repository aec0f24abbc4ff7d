//! The commands of the quiz as they are run, and the content that comes with the tool.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a helper of tests fails by panicking, and says when it skips"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use commune_cyber_quiz::data::bank::Bank;
use commune_cyber_quiz::data::diagnosis::Diagnosis;
use commune_packs::quiz::assemble::{Publication, assemble};
use commune_packs::quiz::{content, embedded};

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../components/cyber-quiz/content");

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_commune-packs"))
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795478400")
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_content_has_no_error_and_what_is_embedded_is_all_of_it() {
    let files = content::files(Path::new(CONTENT)).unwrap();
    assert_eq!(files.keys().collect::<Vec<_>>(), embedded().keys().collect::<Vec<_>>());
    let (packs, told) = assemble(&content::read(&files), &Publication::default());
    assert!(told.is_empty(), "{}", told.iter().map(|one| format!("{one}\n")).collect::<String>());
    let count = |audience: &str, lang: &str| {
        let bank =
            packs.banks.iter().find(|bank| bank.audience == audience && bank.header.lang == lang).unwrap();
        (bank.questions.len(), bank.messages.len())
    };
    for lang in content::LANGS {
        assert!(
            count("residents", lang).0 >= 30
                && count("staff", lang).0 >= 20
                && count("elected", lang).0 >= 10
        );
    }
    assert_eq!((packs.banks.len(), packs.diagnoses.len()), (9, 3));
    // Nothing is signed off yet: a promoted release would hold nothing.
    let signed =
        assemble(&content::read(&files), &Publication { signed_only: true, ..Publication::default() }).0;
    let all_wait = packs.banks.iter().all(|bank| bank.questions.iter().all(|question| question.to_review));
    assert_eq!(signed.banks.is_empty(), all_wait);
}

#[test]
fn a_build_writes_packs_within_their_weight() {
    let folder = folder("quiz-build");
    let output = run(&folder, &["quiz", "build", CONTENT, "--out", "out", "--owner", "Essai"]);
    assert!(output.status.success(), "{}", stderr(&output));
    println!("{}", stderr(&output));
    let read = |name: &str| fs::read_to_string(folder.join("out/cyber-quiz/1").join(name)).unwrap();
    let bank: Bank = serde_json::from_str(&read("residents.fr.json")).unwrap();
    assert_eq!((bank.header.generated.as_str(), bank.header.owner.as_str()), ("2026-11-24", "Essai"));
    assert!(bank.questions.iter().all(|question| question.to_review));
    let five = bank.modules.iter().find(|module| module.id == "cinq").unwrap();
    assert_eq!(five.items.len(), 5);
    for lang in content::LANGS {
        let diagnosis: Diagnosis = serde_json::from_str(&read(&format!("commune.{lang}.json"))).unwrap();
        assert_eq!(diagnosis.themes.len(), 8);
    }
    let output = run(&folder, &["quiz", "build", CONTENT, "--out", "signed", "--signed-only"]);
    assert!(
        !output.status.success() && stderr(&output).contains("no item is signed off"),
        "{}",
        stderr(&output)
    );
    assert!(!folder.join("signed").exists());
}

/// A copy of the French content, to be damaged.
fn copy(name: &str) -> PathBuf {
    let folder = folder(name);
    for (path, text) in embedded() {
        let path = folder.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn what_is_wrong_in_the_content_is_told_and_nothing_is_written() {
    for (file, from, to, words) in [
        ("fr/staff.gift", "[tag:niveau-2]", "[tag:niveau-9]", "le niveau va de 1 à 5"),
        ("fr/staff.gift", " [tag:theme-postes]", "", "il manque [tag:theme-…]"),
        ("fr/staff.gift", "[tag:theme-postes]", "[tag:theme-inconnu]", "theme inconnu is missing"),
        ("nl/staff.gift", "[tag:niveau-2]", "[tag:niveau-3]", "diffère de « fr »"),
        ("en/residents.gift", "[id:hab-colis]", "[id:hab-coli]", "« hab-colis » manque, il est en « fr »"),
        (
            "fr/inspection.json",
            "\"channel\": \"sms\"",
            "\"channel\": \"fax\"",
            "ne suit pas le schéma, en /messages/",
        ),
        ("fr/diagnosis.json", "\"weight\": 3", "\"weight\": 4", "ne suit pas le schéma, en /questions/"),
        ("fr/diagnosis.json", "\"lang\": \"fr\"", "\"lang\": \"en\"", "dit être en « en »"),
        ("fr/bank.json", "\"hab-colis\"", "\"hab-absent\"", "nomme « hab-absent »"),
        ("fr/bank.json", "{", "[", "JSON illisible"),
    ] {
        let folder = copy("quiz-damaged");
        let path = folder.join("content").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let output = run(&folder, &["quiz", "build", "content", "--out", "out"]);
        assert!(!output.status.success() && stderr(&output).contains(words), "{words}\n{}", stderr(&output));
        assert!(!folder.join("out").exists());
    }
}

#[test]
fn what_an_expert_signed_off_is_what_a_promoted_release_holds() {
    let folder = copy("quiz-signed");
    for (path, text) in embedded() {
        // The author's own note must agree.
        let text = text
            .replace("[tag:relu-non]", "[tag:relu-oui]")
            .replace("\"signedOff\": false", "\"signedOff\": true");
        let sign = |line: &str| {
            let signed =
                path == "REVIEW.md" && (line.contains("`hab-colis`") || line.contains("`msg-colis-sms`"));
            if signed { line.replacen("| no |", "| yes |", 1) } else { line.to_owned() }
        };
        let text: Vec<String> = text.lines().map(sign).collect();
        fs::write(folder.join("content").join(path), text.join("\n")).unwrap();
    }
    let output = run(&folder, &["quiz", "build", "content", "--out", "out", "--signed-only"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let names: Vec<_> =
        fs::read_dir(folder.join("out/cyber-quiz/1")).unwrap().map(|e| e.unwrap().file_name()).collect();
    // A pack and its page in each language.
    assert_eq!(names.len(), 6, "{names:?}");
    let bank: Bank =
        serde_json::from_str(&fs::read_to_string(folder.join("out/cyber-quiz/1/residents.fr.json")).unwrap())
            .unwrap();
    assert_eq!((bank.questions[0].id.as_str(), bank.questions[0].to_review), ("hab-colis", false));
    assert_eq!((bank.questions.len(), bank.messages.len()), (1, 1));
}

#[test]
fn check_explains_in_french_and_previews() {
    let folder = folder("quiz-check");
    fs::write(folder.join("bon.gift"), "Un <b> ?{~non#Non \\: <i> =oui}\n\nCombien ?{#15:2 #Oui}").unwrap();
    let output = run(&folder, &["quiz", "check", "bon.gift", "--preview", "vue/apercu.html"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("bon.gift : 2 questions : 1 à réponse unique, 1 nombre à écrire."));
    let page = fs::read_to_string(folder.join("vue/apercu.html")).unwrap();
    assert!(page.contains("Non : &lt;i&gt;") && page.contains("de 13 à 17") && !page.contains("<script"));
    assert!(folder.join("vue/packs.css").exists());

    fs::write(folder.join("faux.gift"), "Combien ?{#12,5}\n\n// [tag:agent]\nVrai ?\n{VRAI}").unwrap();
    let output = run(&folder, &["quiz", "check", "faux.gift", "bon.gift"]);
    let told = stderr(&output);
    assert!(!output.status.success());
    assert!(told.contains("faux.gift, ligne 1, erreur : virgule décimale : écrivez « 12.5 »."), "{told}");
    assert!(
        told.contains("faux.gift, ligne 5, erreur : « VRAI » serait lu comme un mot à écrire."),
        "{told}"
    );
    assert!(told.contains("2 questions ou lignes à corriger"));

    fs::write(folder.join("latin1.gift"), b"Une question\n\n\xe9t\xe9 {T}").unwrap();
    let output = run(&folder, &["quiz", "check", "latin1.gift"]);
    assert!(!output.status.success() && stderr(&output).contains("ligne 3 : le fichier n'est pas en UTF-8"));
}

#[test]
fn the_sample_of_the_facts_is_checked() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/quiz/cyber-commune.gift");
    if !path.exists() {
        println!("skipped: the folder of facts is not beside the project");
        return;
    }
    let output = run(&folder("quiz-sample"), &["quiz", "check", path.to_str().unwrap()]);
    let told = stderr(&output);
    assert!(told.contains("8 questions") && told.contains("une page ne peut pas la corriger"), "{told}");
}

#[test]
fn an_export_is_read_to_the_same_questions() {
    let folder = folder("quiz-export");
    for audience in ["residents", "staff", "elected"] {
        let output = run(
            &folder,
            &["quiz", "export", CONTENT, "--lang", "nl", "--audience", audience, "--out", "x.gift"],
        );
        assert!(output.status.success(), "{}", stderr(&output));
        let exported = commune_gift::read(&fs::read_to_string(folder.join("x.gift")).unwrap());
        let source = commune_gift::read(&embedded()[&format!("nl/{audience}.gift")]);
        let plain = |bank: commune_gift::Bank| -> Vec<commune_gift::Question> {
            bank.questions
                .into_iter()
                .map(|question| commune_gift::Question { line: 0, ..question })
                .collect()
        };
        assert!(exported.problems.is_empty());
        assert_eq!(plain(exported), plain(source));
    }
}

#[test]
fn hand_over_files_are_merged_from_five_communes_on() {
    let folder = folder("diagnosis-merge");
    let mut arguments = vec!["diagnosis".to_owned()];
    for n in 0..6 {
        let name = format!("commune-{n}.json");
        let text = format!(
            r#"{{"schema":"commune-widgets/cyber-handover/1","warning":"x","band":"under-2000","themes":[{{"id":"sauvegardes","low":{},"high":{}}}]}}"#,
            10 * n,
            10 * n + 40
        );
        fs::write(folder.join(&name), text).unwrap();
        arguments.push(name);
    }
    fs::write(folder.join("autre.json"), r#"{"schema":"commune-widgets/cyber-answers/1"}"#).unwrap();
    arguments.push("autre.json".to_owned());
    let merge = |count: usize| {
        let mut all: Vec<&str> = arguments[..count].iter().map(String::as_str).collect();
        all.extend(["--out", "carte.json"]);
        let output = run(&folder, &all);
        assert!(output.status.success(), "{}", stderr(&output));
        let json: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(folder.join("carte.json")).unwrap()).unwrap();
        (json, fs::read_to_string(folder.join("carte.html")).unwrap(), stderr(&output))
    };
    let cell = |json: &serde_json::Value, band: &str| {
        let cells = json["cells"].as_array().unwrap();
        cells.iter().find(|cell| cell["theme"] == "sauvegardes" && cell["band"] == band).unwrap().clone()
    };
    let (json, page, told) = merge(8);
    assert!(told.contains("autre.json: left out") && told.contains("6 communes, 1 files left out"), "{told}");
    assert_eq!(cell(&json, "under-2000")["interval"], serde_json::json!([25, 65]));
    assert_eq!(cell(&json, "20000-plus")["note"], "effectif insuffisant");
    assert!(page.contains("Document sensible, ne pas publier") && page.contains("effectif insuffisant"));
    // With four, nothing but the words.
    let (json, _, _) = merge(5);
    assert!(json["cells"].as_array().unwrap().iter().all(|cell| cell["note"] == "effectif insuffisant"));
    assert!(!serde_json::to_string(&json["cells"]).unwrap().contains("interval"));
}
