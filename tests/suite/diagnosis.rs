//! `<commune-cyber-quiz audience="commune">`: a commune's self-diagnosis, its plan and its files.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Engine, Look, Page, msg, msg_with, root};
use serde_json::{Value, json};
use serve::Reply;
use thirtyfour::Key;

use crate::fixtures::{json as answer, nothing_wrong, quiet, targets};
use crate::registry::scenarios;

scenarios! {
    "the self-diagnosis is never shown to residents, and nothing of it is asked for" => never_to_residents;
    "a commune fills in its self-diagnosis by keyboard alone, and nothing is asked or lost on the way" => by_keyboard;
    "a question of the self-diagnosis is read aloud, before and after its answer" => read_aloud, only &[Engine::Chromium];
    "the plan of a diagnosis is the same whatever the order of the answers" => any_order;
    "the answers of a diagnosis are saved in a file, and read again" => saved_and_read;
    "a wrong file is refused by the diagnosis with its sentence, and what was answered stays" => refused;
    "last year's diagnosis is compared, theme by theme and question by question" => compared;
    "the file of a diagnosis to hand over is shown in full before it is saved, and names nobody" => handed_over;
    "the table of a diagnosis' plan is headed as sensitive" => table;
    "the self-diagnosis is printed alone" => printed;
    "on paper the self-diagnosis has its plan and what is folded, and no buttons" => on_paper, only &[Engine::Chromium];
    "another language keeps the answers of the self-diagnosis" => other_language;
    "without its words the self-diagnosis keeps the link, and a retry gets them" => without_words;
    "axe-core finds nothing, texts stand out and targets are large enough in any state of the self-diagnosis" => looks;
    "nothing of the self-diagnosis sticks out at 320 pixels, with normal and with doubled text" => narrow;
}

pub(crate) const PACK: &str = "/pkg/packs/cyber-quiz/1/commune.fr.json";
const WORDS: &str = "/pkg/locales/cyber-quiz/diagnosis/fr.json";

/// The real diagnosis under the header of a pack.
pub(crate) fn pack(lang: &str) -> Result<Value> {
    let file = root().join(format!("components/cyber-quiz/content/{lang}/diagnosis.json"));
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let mut pack: Value = serde_json::from_str(&text)?;
    pack["schema"] = json!("commune-widgets/cyber-diagnosis/1");
    pack["generated"] = json!("2026-01-01");
    pack["source"] = json!("ANSSI, MonAideCyber");
    Ok(pack)
}

fn element(attributes: &str) -> String {
    format!(
        "<commune-cyber-quiz {attributes}><a href=\"/index.html\">Le diagnostic en texte</a></commune-cyber-quiz>"
    )
}

fn case() -> Result<Case> {
    let pack = answer(&pack("fr")?.to_string());
    Ok(Case::new(&element("audience=\"commune\"")).answer(PACK, [pack]))
}

async fn opened(browser: &mut Browser, case: &Case) -> Result<Page> {
    let page = browser.open(case).await?;
    page.wait_for(&msg("cyber-quiz.d-nothing-sent")?).await?;
    Ok(page)
}

/// Goes to another screen by a control that is there, and waits for its heading.
async fn go(page: &Page, action: &str, heading: &str) -> Result<()> {
    let script = "widget().shadowRoot.querySelector(`[data-do='${args[0]}']`).click();";
    page.js(script, json!([action])).await?;
    page.wait_for(heading).await
}

/// Goes from the start to a theme, by the list of all themes.
async fn to_theme(page: &Page, pack: &Value, theme: usize) -> Result<()> {
    let title = pack["themes"][theme]["title"].as_str().unwrap_or_default();
    go(page, &format!("d-theme:{theme}"), &format!("Thème {} sur 8 : {title}", theme + 1)).await
}

/// Answers a question of the theme on screen: a statement, `u` or `n`.
async fn set(page: &Page, question: usize, what: &str) -> Result<()> {
    let script = "widget().shadowRoot.querySelector(`[data-on='d-set:${args[0]}.${args[1]}']`).click();";
    page.js(script, json!([question, what])).await.map(drop)
}

/// What is answered to the n-th question: every kind of answer comes.
fn answer_to(question: usize) -> &'static str {
    match question {
        1 => "u",
        2 => "n",
        7 => "3",
        _ => ["0", "2", "1", "3", "u"][question % 5],
    }
}

/// Answers all the questions, in that order, three to a theme, and opens the plan.
async fn fill(page: &Page, order: impl Iterator<Item = usize>) -> Result<()> {
    let pack = pack("fr")?;
    to_theme(page, &pack, 0).await?;
    for question in order {
        to_theme(page, &pack, question / 3).await?;
        set(page, question, answer_to(question)).await?;
    }
    go(page, "d-plan", &msg("cyber-quiz.d-plan-title")?).await?;
    page.wait_for(&msg("cyber-quiz.d-scores-title")?).await
}

async fn screen(page: &Page) -> Result<String> {
    let text =
        page.js("return tidy(widget().shadowRoot.querySelector('.screen').innerText);", Value::Null).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

fn file(name: &str, content: &str) -> Result<PathBuf> {
    crate::files::write(name, content.as_bytes())
}

/// Opens the start screen's part for a file and gives it one.
async fn load(page: &Page, file: &std::path::Path) -> Result<()> {
    page.js("widget().shadowRoot.querySelector('details').open = true;", Value::Null).await?;
    page.choose_file(file).await
}

/// What the page offers to save last.
async fn last_download(page: &Page) -> Result<browser_tests::Download> {
    page.downloads().await?.pop().context("nothing was offered to be saved")
}

async fn never_to_residents(browser: &mut Browser) -> Result<()> {
    let bank = root().join("components/cyber-quiz/tests/fixtures/residents.fr.json");
    let bank = answer(&fs::read_to_string(bank)?);
    let case = Case::new(&element("")).answer("/pkg/packs/cyber-quiz/1/residents.fr.json", [bank]);
    let page = browser.open(&case).await?;
    page.wait_for(&msg("cyber-quiz.promise")?).await?;
    quiet(&page).await;
    ensure!(
        !page.text(0).await?.contains(&msg("cyber-quiz.diagnosis-title")?),
        "residents see the diagnosis"
    );
    let asked = targets(&page);
    ensure!(
        !asked.iter().any(|target| target.contains("commune.fr") || target.contains("/diagnosis/")),
        "{asked:?}"
    );
    nothing_wrong(&page).await
}

async fn by_keyboard(browser: &mut Browser) -> Result<()> {
    let pack = pack("fr")?;
    let page = opened(browser, &case()?).await?;
    page.wait_ready(1).await?;
    quiet(&page).await;
    page.site().forget();
    page.tab_to(&msg("cyber-quiz.d-commune")?).await?;
    page.watch_focus().await?;
    page.type_text("Wattignies").await?;
    page.tab_to(&msg("cyber-quiz.d-begin")?).await?;
    page.key(Key::Enter).await?;
    for theme in 0..8 {
        let title = pack["themes"][theme]["title"].as_str().unwrap_or_default();
        page.wait_for(&format!("Thème {} sur 8 : {title}", theme + 1)).await?;
        let focus = page.focus().await?;
        ensure!(
            focus.id == "screen" && focus.seen,
            "the heading of theme {theme} has not the focus: {focus:?}"
        );
        for question in 3 * theme..3 * theme + 3 {
            let first = pack["questions"][question]["statements"][0].as_str().unwrap_or_default();
            let stops = page.tab_to(first).await?;
            let focus = stops.last().context("no stop")?;
            ensure!(focus.tag == "input" && focus.marked && focus.seen, "{focus:?}");
            page.key(Key::Space).await?;
            // Statements, then 'don't know' and 'does not apply', which asks why.
            let steps = [0, 4, 5][question % 3] - [0, 3, 4][question % 3] * usize::from(question > 2);
            for _ in 0..steps {
                page.key(Key::Down).await?;
            }
            let chosen = "return widget().shadowRoot.querySelector(`[data-on='d-set:${args[0]}.${args[1]}']`).checked;";
            let what = ["0", "1", "2", "3", "u", "n"][steps];
            page.wait_until("the answer to be chosen", chosen, json!([question, what])).await?;
            if what == "n" {
                page.tab_to(&msg("cyber-quiz.d-why")?).await?;
                page.type_text("Un agent s’en occupe").await?;
            }
        }
        let next = if theme < 7 { "cyber-quiz.d-next" } else { "cyber-quiz.d-to-plan" };
        page.tab_to(&msg(next)?).await?;
        page.key(Key::Enter).await?;
    }
    page.wait_for(&msg("cyber-quiz.d-plan-title")?).await?;
    ensure!(page.focus().await?.id == "screen", "the plan's heading has not the focus");
    let text = screen(&page).await?;
    let horizon = msg("cyber-quiz.d-horizon-30")?;
    for wanted in
        ["Wattignies", "24 questions sur 24 ont une réponse.", "Raison : Un agent s’en occupe", &horizon]
    {
        ensure!(text.contains(wanted), "{wanted:?} is not in the plan: {text}");
    }
    let lost = page.lost_focus().await?;
    ensure!(lost.is_empty(), "the focus was lost after {lost:?}");
    ensure!(targets(&page).is_empty(), "asked while filling in: {:?}", targets(&page));
    nothing_wrong(&page).await
}

async fn read_aloud(browser: &mut Browser) -> Result<()> {
    let page = opened(browser, &case()?).await?;
    to_theme(&page, &pack("fr")?, 0).await?;
    snapshot("diagnosis-theme-before.txt", &page.read_aloud(0).await?);
    set(&page, 0, "1").await?;
    set(&page, 1, "u").await?;
    set(&page, 2, "n").await?;
    page.wait_for(&msg("cyber-quiz.d-why")?).await?;
    snapshot("diagnosis-theme-after.txt", &page.read_aloud(0).await?);
    go(&page, "d-plan", &msg("cyber-quiz.d-plan-title")?).await?;
    // The day of the test is no part of what is read.
    let day = "return new Date().toLocaleDateString('fr', { dateStyle: 'long' }).replace(/^1 /, '1er ');";
    let day = page.js(day, Value::Null).await?;
    let plan = page.read_aloud(0).await?.replace(day.as_str().unwrap_or("?"), "(date)");
    snapshot("diagnosis-plan.txt", &plan);
    Ok(())
}

/// `UPDATE_EXPECT=1` writes the file anew; read the difference aloud before it is committed.
fn snapshot(name: &str, tree: &str) {
    let file = root().join("tests/snapshots").join(name);
    expect_test::expect_file![file].assert_eq(tree);
}

async fn any_order(browser: &mut Browser) -> Result<()> {
    let mut seen: Option<(String, String)> = None;
    // Forwards, backwards, and jumping about: 7 and 24 have no common divisor.
    let orders: [Vec<usize>; 3] =
        [(0..24).collect(), (0..24).rev().collect(), (0..24).map(|n| n * 7 % 24).collect()];
    for order in orders {
        let page = opened(browser, &case()?).await?;
        page.catch_downloads().await?;
        fill(&page, order.into_iter()).await?;
        let text = screen(&page).await?;
        page.press(&msg("cyber-quiz.d-save")?).await?;
        let now = (text, last_download(&page).await?.text);
        if let Some(before) = &seen {
            ensure!(*before == now, "another order, another plan:\n{before:?}\n{now:?}");
        }
        seen = Some(now);
    }
    let plan = seen.unwrap_or_default().0;
    let check = msg_with("cyber-quiz.d-check-line", &[("question", "")])?;
    for wanted in [&msg("cyber-quiz.d-rank-first")?, check.trim(), &msg("cyber-quiz.d-not-title")?] {
        ensure!(plan.contains(&browser_tidy(wanted)), "{wanted:?} is not in {plan}");
    }
    Ok(())
}

/// As the page's texts are compared: one plain blank for any.
fn browser_tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn saved_and_read(browser: &mut Browser) -> Result<()> {
    let page = opened(browser, &case()?).await?;
    page.catch_downloads().await?;
    fill(&page, 0..24).await?;
    page.wait_for(&msg("cyber-quiz.d-unsaved")?).await?;
    page.press(&msg("cyber-quiz.d-save")?).await?;
    page.wait_gone(0, &msg("cyber-quiz.d-unsaved")?).await?;
    let plan = screen(&page).await?;
    let saved = last_download(&page).await?;
    ensure!(saved.name.starts_with("autodiagnostic-"), "{}", saved.name);
    let read: Value = serde_json::from_str(&saved.text)?;
    ensure!(read["warning"] == "Document sensible, ne pas publier", "{read}");
    ensure!(read["answers"].as_array().map(Vec::len) == Some(24), "{read}");
    nothing_wrong(&page).await?;

    let page = opened(browser, &case()?).await?;
    load(&page, &file("diagnosis-answers.json", &saved.text)?).await?;
    page.wait_for(&msg("cyber-quiz.file-read")?).await?;
    page.wait_for("24 questions sur 24 ont une réponse.").await?;
    go(&page, "d-plan", &msg("cyber-quiz.d-plan-title")?).await?;
    page.wait_for(&msg("cyber-quiz.d-scores-title")?).await?;
    ensure!(screen(&page).await? == plan, "another plan after the file:\n{plan}\n{}", screen(&page).await?);
    nothing_wrong(&page).await
}

async fn refused(browser: &mut Browser) -> Result<()> {
    let page = opened(browser, &case()?).await?;
    to_theme(&page, &pack("fr")?, 0).await?;
    set(&page, 0, "2").await?;
    go(&page, "d-home", &msg("cyber-quiz.d-nothing-sent")?).await?;
    let answers = |schema: &str, list: Value| json!({"schema": schema, "answers": list}).to_string();
    let ours = "commune-widgets/cyber-answers/1";
    let huge = answers(ours, json!([{"id": "activites", "answer": 1, "why": "x".repeat(210_000)}]));
    let wrong = [
        ("torn.json", "{\"schema\":".to_owned(), "file-not-json"),
        ("progress.json", answers("commune-widgets/cyber-progress/1", json!([])), "file-not-ours"),
        ("list.json", "[1, null, {}]".to_owned(), "file-not-ours"),
        ("later.json", answers("commune-widgets/cyber-answers/2", json!([])), "file-later"),
        (
            "strange.json",
            answers(ours, json!([{"id": "__proto__", "answer": 1}, {"id": "activites", "answer": 9}])),
            "file-nothing",
        ),
        ("huge.json", huge, "file-too-large"),
    ];
    for (name, content, key) in wrong {
        load(&page, &file(name, &content)?).await?;
        let sentence = msg(&format!("cyber-quiz.{key}"))?;
        page.wait_for(&sentence).await.with_context(|| name.to_owned())?;
        ensure!(
            page.text(0).await?.contains("1 question sur 24 a une réponse."),
            "{name} took the answers away"
        );
    }
    // What can be read of a hostile file is text.
    let hostile = json!({"schema": ours, "commune": "<img src=x onerror=alert(1)>", "answers": [
        {"id": "activites", "answer": "na", "why": "<b>=cmd()</b>"}, {"id": "activites", "answer": 3}, 7,
    ]});
    load(&page, &file("hostile.json", &hostile.to_string())?).await?;
    page.wait_for(&msg("cyber-quiz.file-read")?).await?;
    page.wait_for("2 réponses du fichier n’ont pas été reconnues.").await?;
    go(&page, "d-plan", &msg("cyber-quiz.d-plan-title")?).await?;
    page.wait_for("<img src=x onerror=alert(1)>").await?;
    page.wait_for("<b>=cmd()</b>").await?;
    ensure!(page.count(0, "img").await? == 0, "a file became markup");
    nothing_wrong(&page).await
}

async fn compared(browser: &mut Browser) -> Result<()> {
    let page = opened(browser, &case()?).await?;
    fill(&page, 0..24).await?;
    // Theme 3 (questions 7 to 9 of the list) at the bottom last year, theme 8 at the top, the others unknown.
    let pack = pack("fr")?;
    let then: Vec<Value> = (0..24)
        .map(|question| {
            let was = match question / 3 {
                2 => json!(0),
                7 => json!(3),
                _ => json!("unknown"),
            };
            json!({"id": pack["questions"][question]["id"], "answer": was})
        })
        .collect();
    let last_year =
        json!({"schema": "commune-widgets/cyber-answers/1", "date": "2025-11-03", "answers": then});
    page.choose_file(&file("last-year.json", &last_year.to_string())?).await?;
    page.wait_for("Comparé au fichier du 3 novembre 2025.").await?;
    let script = "return [...widget().shadowRoot.querySelectorAll('table')].map((table) => \
        [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => tidy(cell.innerText))));";
    let tables = page.js(script, Value::Null).await?;
    let (themes, questions) = (&tables[0], &tables[1]);
    ensure!(themes.as_array().map(Vec::len) == Some(8), "{themes}");
    ensure!(questions.as_array().map(Vec::len) == Some(24), "{questions}");
    ensure!(themes[2][3] == msg("cyber-quiz.d-better")?.as_str(), "{}", themes[2]);
    ensure!(themes[7][3] == msg("cyber-quiz.d-worse")?.as_str(), "{}", themes[7]);
    ensure!(themes[1][3] == msg("cyber-quiz.d-cannot-tell")?.as_str(), "{}", themes[1]);
    ensure!(questions[7][3] == msg("cyber-quiz.d-better")?.as_str(), "{}", questions[7]);
    ensure!(questions[2][3] == msg("cyber-quiz.d-not-comparable")?.as_str(), "{}", questions[2]);
    page.press(&msg("cyber-quiz.d-compare-stop")?).await?;
    page.wait_gone(0, "Comparé au fichier").await?;
    ensure!(page.focus().await?.id == "d-compare", "{:?}", page.focus().await?);
    nothing_wrong(&page).await
}

async fn handed_over(browser: &mut Browser) -> Result<()> {
    let page = opened(browser, &case()?).await?;
    page.catch_downloads().await?;
    page.js(
        "const field = widget().shadowRoot.getElementById('d-commune'); field.value = 'Wattignies'; \
        field.dispatchEvent(new Event('change', { bubbles: true }));",
        Value::Null,
    )
    .await?;
    fill(&page, 0..24).await?;
    go(&page, "d-hand", &msg("cyber-quiz.d-give-to")?).await?;
    ensure!(page.focus().await?.id == "screen", "{:?}", page.focus().await?);
    for key in ["d-give-holds", "d-give-five", "d-give-band"] {
        page.wait_for(&msg(&format!("cyber-quiz.{key}"))?).await?;
    }
    ensure!(page.count(0, "[data-do=d-give]").await? == 0, "a file without its band can be saved");
    let choose = "const select = widget().shadowRoot.getElementById('d-band'); select.value = '10000-19999'; \
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    page.js(choose, Value::Null).await?;
    page.wait_for(&msg("cyber-quiz.d-give-show")?).await?;
    let shown = page.js("return widget().shadowRoot.querySelector('pre').textContent;", Value::Null).await?;
    page.press(&msg("cyber-quiz.d-give-save")?).await?;
    let saved = last_download(&page).await?;
    ensure!(shown == saved.text.as_str(), "shown {shown}, saved {}", saved.text);
    let read: Value = serde_json::from_str(&saved.text)?;
    let fields: Vec<&String> = read.as_object().context("no object")?.keys().collect();
    ensure!(
        fields == ["band", "schema", "themes", "warning"]
            || fields == ["schema", "warning", "band", "themes"],
        "{fields:?}"
    );
    ensure!(!saved.text.contains("Wattignies") && !saved.text.contains("activites"), "{}", saved.text);
    nothing_wrong(&page).await
}

async fn table(browser: &mut Browser) -> Result<()> {
    let page = opened(browser, &case()?).await?;
    page.catch_downloads().await?;
    fill(&page, 0..24).await?;
    page.press(&msg("cyber-quiz.d-csv")?).await?;
    let saved = last_download(&page).await?;
    let lines: Vec<&str> = saved.text.trim_start_matches('\u{feff}').lines().collect();
    ensure!(lines[0] == format!("\"{}\"", msg("cyber-quiz.d-sensitive")?), "{}", lines[0]);
    ensure!(lines[1].matches("\";\"").count() == 8, "{}", lines[1]);
    let ranks = page.count(0, "ol.plan > li").await?;
    ensure!(ranks > 10 && lines.len() == ranks + 2, "{ranks} ranks, {} lines", lines.len());
    Ok(())
}

async fn printed(browser: &mut Browser) -> Result<()> {
    let page = opened(browser, &case()?).await?;
    fill(&page, 0..24).await?;
    let script = "window.sheets = []; window.print = () => window.sheets.push([document.adoptedStyleSheets.length, \
        widget().hasAttribute('data-commune-print')]);";
    page.js(script, Value::Null).await?;
    page.press(&msg("cyber-quiz.d-print")?).await?;
    let seen = page.js("return [window.sheets, document.adoptedStyleSheets.length, widget().hasAttribute('data-commune-print')];", Value::Null).await?;
    ensure!(seen == json!([[[1, true]], 0, false]), "{seen}");
    nothing_wrong(&page).await
}

async fn on_paper(browser: &mut Browser) -> Result<()> {
    let page = opened(browser, &case()?).await?;
    let seen = paper(&page).await;
    // The session outlives the page, and what is emulated with it.
    page.cdp("Emulation.setEmulatedMedia", json!({"media": ""})).await?;
    seen
}

async fn paper(page: &Page) -> Result<()> {
    to_theme(page, &pack("fr")?, 0).await?;
    let paper = json!({"media": "print"});
    page.cdp("Emulation.setEmulatedMedia", paper).await?;
    let script = "return [...widget().shadowRoot.querySelectorAll(args[0])].filter((e) => visible(e) \
        && e.checkVisibility({ contentVisibilityAuto: true })).length;";
    let folded = page.js(script, json!([".answers dd"])).await?;
    ensure!(folded == 9, "{folded} of what is folded would be printed");
    page.cdp("Emulation.setEmulatedMedia", json!({"media": ""})).await?;
    fill(page, 0..24).await?;
    page.cdp("Emulation.setEmulatedMedia", json!({"media": "print"})).await?;
    let buttons = page.js(script, json!(["button, input, select"])).await?;
    ensure!(buttons == 0, "{buttons} controls would be printed");
    let plan = screen(page).await?;
    for key in ["d-sensitive", "d-horizon-30", "d-scores-title"] {
        ensure!(plan.contains(&msg(&format!("cyber-quiz.{key}"))?), "{key} is not on paper");
    }
    Ok(())
}

async fn other_language(browser: &mut Browser) -> Result<()> {
    let dutch = answer(&pack("nl")?.to_string());
    let page = opened(browser, &case()?.answer("/pkg/packs/cyber-quiz/1/commune.nl.json", [dutch])).await?;
    fill(&page, 0..24).await?;
    page.set_attribute(0, "lang", Some("nl")).await?;
    page.wait_for("Uw actieplan").await?;
    page.wait_for("24 van de 24 vragen zijn beantwoord.").await?;
    nothing_wrong(&page).await
}

async fn without_words(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&case()?.answer(WORDS, [Reply::new(404)])).await?;
    page.wait_for(&msg("error.not-found")?).await?;
    ensure!(page.fallback_shows(0).await?, "the link is gone");
    page.assert_axe_clean("diagnosis without words", Look::Light).await?;
    let words = fs::read_to_string(root().join("components/cyber-quiz/locales/diagnosis/fr.json"))?;
    page.site().answer(WORDS, [answer(&words)]);
    page.press(&msg("ui.retry")?).await?;
    page.wait_for(&msg("cyber-quiz.d-nothing-sent")?).await?;
    let focus = page.focus().await?;
    ensure!(focus.host == "commune-cyber-quiz", "the focus was lost: {focus:?}");
    Ok(())
}

/// Goes through every state of the self-diagnosis on one page, and looks at each.
async fn each_state(page: &Page, mut look: impl AsyncFnMut(&Page, &str) -> Result<()>) -> Result<()> {
    let pack = pack("fr")?;
    look(page, "start").await?;
    load(page, &file("torn.json", "{")?).await?;
    page.wait_for(&msg("cyber-quiz.file-not-json")?).await?;
    look(page, "start, file refused").await?;
    to_theme(page, &pack, 0).await?;
    look(page, "theme").await?;
    go(page, "d-plan", &msg("cyber-quiz.d-plan-none")?).await?;
    look(page, "plan, nothing answered").await?;
    go(page, "d-hand", &msg("cyber-quiz.d-give-none")?).await?;
    look(page, "hand-over, nothing known").await?;
    go(page, "d-plan", &msg("cyber-quiz.d-plan-none")?).await?;
    fill(page, 0..24).await?;
    to_theme(page, &pack, 0).await?;
    page.js(
        "for (const part of widget().shadowRoot.querySelectorAll('details')) part.open = true;",
        Value::Null,
    )
    .await?;
    look(page, "theme, answered and unfolded").await?;
    go(page, "d-plan", &msg("cyber-quiz.d-scores-title")?).await?;
    look(page, "plan").await?;
    let then = json!({"schema": "commune-widgets/cyber-answers/1", "date": "2025-11-03",
        "answers": [{"id": "activites", "answer": 0}]});
    page.choose_file(&file("last-year-short.json", &then.to_string())?).await?;
    page.wait_for("Comparé au fichier du 3 novembre 2025.").await?;
    look(page, "plan compared").await?;
    go(page, "d-hand", &msg("cyber-quiz.d-give-band")?).await?;
    look(page, "hand-over without band").await?;
    let choose = "const select = widget().shadowRoot.getElementById('d-band'); select.value = 'under-2000'; \
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    page.js(choose, Value::Null).await?;
    page.wait_for(&msg("cyber-quiz.d-give-show")?).await?;
    look(page, "hand-over").await
}

async fn looks(browser: &mut Browser) -> Result<()> {
    let mut faults = Vec::new();
    let engine = browser.engine();
    for look in [Look::Light, Look::Dark, Look::Forced].into_iter().filter(|look| look.works_in(engine)) {
        let page = opened(browser, &case()?.look(look)).await?;
        each_state(&page, async |page, state| {
            faults.extend(page.faults(&format!("diagnosis: {state}"), look).await?);
            Ok(())
        })
        .await?;
        nothing_wrong(&page).await?;
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

async fn narrow(browser: &mut Browser) -> Result<()> {
    let mut faults = Vec::new();
    let page = opened(browser, &case()?.size(320, 800)).await?;
    each_state(&page, async |page, state| {
        faults.extend(page.narrow_faults(state).await?);
        Ok(())
    })
    .await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}
