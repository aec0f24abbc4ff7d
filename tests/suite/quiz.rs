//! `<commune-cyber-quiz>`: five situations, every type of item by keyboard, the results, the file that a person keeps.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Engine, Look, Page, msg, msg_with};
use serde_json::{Value, json};
use serve::Reply;
use thirtyfour::Key;

use crate::fixtures::{FALLBACK, json as answer, nothing_wrong, quiet, targets};
use crate::registry::scenarios;

scenarios! {
    "the quiz promises five situations, and says where victims find help" => first_screen;
    "every type of item of the quiz is answered by keyboard alone, up to the results" => by_keyboard;
    "the quiz says the right answer after a wrong one, and its verdict takes the focus" => wrong;
    "the quiz asks again, in words, where nothing was chosen" => blank;
    "the quiz shows the real address of a link on a press, and the link does nothing" => real_address;
    "a message of the quiz with nothing checked is no answer, 'nothing suspicious' is one, by keyboard too" => nothing_suspicious;
    "the quiz asks how sure one is where one wants it, and tells it at the end" => sure;
    "the quiz asks nothing of any host once its bank is there" => silent;
    "the quiz reads the file that a person kept, and refuses a hostile one in words" => kept_file;
    "the quiz without its bank leaves the link and a way to try again" => missing;
    "in a meeting room the quiz is large, counts hands and shows the answer" => room;
    "axe-core finds nothing in any state of the quiz, nothing sticks out at 320 pixels" => states;
    "every type of item of the quiz reads as it was written down, before and after an answer" => read_aloud, only &[Engine::Chromium];
}

pub(crate) const BANK: &str = "/pkg/packs/cyber-quiz/1/residents.fr.json";
const BANK_TEXT: &str = include_str!("../pages/quiz.json");

fn quiz(attributes: &str) -> Case {
    let link = format!("<a href=\"/index.html\">{FALLBACK}</a>");
    Case::new(&format!("<commune-cyber-quiz {attributes}>{link}</commune-cyber-quiz>"))
        .answer(BANK, [answer(BANK_TEXT)])
}

/// As [`Page::text`] writes it.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn drawn(browser: &mut Browser, attributes: &str) -> Result<Page> {
    let page = browser.open(&quiz(attributes)).await?;
    page.wait_for(&msg("cyber-quiz.start")?).await?;
    Ok(page)
}

/// Where the focus is, by the id of the element.
async fn focus_on(page: &Page, id: &str) -> Result<()> {
    let script = "return deepActive()?.id === args[0];";
    page.wait_until(&format!("the focus on {id}"), script, json!([id])).await.map(drop)
}

async fn first_screen(browser: &mut Browser) -> Result<()> {
    let page = drawn(browser, "").await?;
    let text = page.text(0).await?;
    for key in ["cyber-quiz.promise", "cyber-quiz.victim", "cyber-quiz.title"] {
        ensure!(text.contains(&tidy(&msg(key)?)), "{key} is not there: {text}");
    }
    let link = page.js("return widget().shadowRoot.querySelector('.victim a').href;", Value::Null).await?;
    ensure!(link == json!("https://17cyber.gouv.fr/"), "{link}");
    page.wait_ready(1).await?;
    nothing_wrong(&page).await
}

/// Starts the module that has an item of each type.
async fn all_types(browser: &mut Browser, attributes: &str) -> Result<Page> {
    let page = drawn(browser, &format!("module=\"tout\" seed=\"s\" {attributes}")).await?;
    page.tab_to(&msg("cyber-quiz.start")?).await?;
    page.key(Key::Enter).await?;
    focus_on(&page, "screen").await?;
    Ok(page)
}

/// Answers by the main button and goes on from the verdict.
async fn go_on(page: &Page, button: &str) -> Result<()> {
    page.tab_to(&msg(button)?).await?;
    page.key(Key::Enter).await?;
    focus_on(page, "verdict").await
}

async fn next(page: &Page, button: &str) -> Result<()> {
    page.tab_to(&msg(button)?).await?;
    page.key(Key::Enter).await?;
    focus_on(page, "screen").await
}

async fn tick(page: &Page, name: &str) -> Result<()> {
    let found = |focus: &browser_tests::Focus| focus.name == name;
    page.tab_until(name, true, found).await?;
    page.type_text(" ").await
}

async fn verdict(page: &Page) -> Result<String> {
    let script = "return widget().shadowRoot.getElementById('verdict').textContent;";
    Ok(page.js(script, Value::Null).await?.as_str().unwrap_or_default().to_owned())
}

async fn by_keyboard(browser: &mut Browser) -> Result<()> {
    let page = all_types(browser, "").await?;
    let right = msg("cyber-quiz.right")?;

    go_on(&page, "cyber-quiz.continue").await?;
    next(&page, "cyber-quiz.next").await?;

    // One radio button is one stop; the arrows choose, and how many steps depends on the seed.
    let script = "return [...widget().shadowRoot.querySelectorAll('.answer')].findIndex((a) => a.textContent.includes(args[0]));";
    let rank = page.js(script, json!(["Je tape"])).await?.as_u64().unwrap_or_default();
    page.tab_until("a radio button", true, |focus| focus.tag == "input").await?;
    page.type_text(" ").await?;
    for _ in 0..rank {
        page.key(Key::Down).await?;
    }
    go_on(&page, "cyber-quiz.answer").await?;
    ensure!(verdict(&page).await? == right, "one answer: {}", verdict(&page).await?);
    next(&page, "cyber-quiz.next").await?;

    tick(&page, "La messagerie").await?;
    let forward = order_after(&page, "La messagerie", "La banque").await?;
    page.tab_until("La banque", forward, |focus| focus.name == "La banque").await?;
    page.type_text(" ").await?;
    go_on(&page, "cyber-quiz.answer").await?;
    ensure!(verdict(&page).await? == right, "several answers: {}", verdict(&page).await?);
    next(&page, "cyber-quiz.next").await?;

    page.tab_until("true or false", true, |focus| focus.tag == "input").await?;
    page.type_text(" ").await?;
    page.key(Key::Down).await?;
    go_on(&page, "cyber-quiz.answer").await?;
    ensure!(verdict(&page).await? == right, "true or false: {}", verdict(&page).await?);
    next(&page, "cyber-quiz.next").await?;

    for (left, first) in [("SMS douteux", "3"), ("Victime", "17")] {
        page.tab_until(left, true, |focus| focus.name == left).await?;
        if page.engine() == Engine::Webkit {
            // WebKitGTK opens a list of its own, which WebDriver cannot reach.
            let script = "const select = deepActive(); select.selectedIndex = [...select.options].findIndex((o) => o.text.startsWith(args[0])); select.dispatchEvent(new Event('change', { bubbles: true, composed: true }));";
            page.js(script, json!([first])).await?;
        } else {
            page.type_text(first).await?;
        }
    }
    go_on(&page, "cyber-quiz.answer").await?;
    ensure!(verdict(&page).await? == right, "pairs: {}", verdict(&page).await?);
    next(&page, "cyber-quiz.next").await?;

    for (written, what) in [("17 CYBER", "a word"), ("72,0", "a number")] {
        page.tab_until(what, true, |focus| focus.id == "written").await?;
        page.type_text(written).await?;
        // Enter answers, as in a form.
        page.key(Key::Enter).await?;
        focus_on(&page, "verdict").await?;
        ensure!(verdict(&page).await? == right, "{what}: {}", verdict(&page).await?);
        next(&page, "cyber-quiz.next").await?;
    }

    page.tab_until("the link", true, |focus| focus.name.contains("fournisseur.example/payer")).await?;
    page.type_text(" ").await?;
    go_on(&page, "cyber-quiz.answer").await?;
    ensure!(verdict(&page).await? == right, "message: {}", verdict(&page).await?);
    next(&page, "cyber-quiz.to-results").await?;

    page.wait_for("7 bonnes réponses sur 7").await?;
    nothing_wrong(&page).await
}

/// Whether the second answer comes after the first one on screen.
async fn order_after(page: &Page, first: &str, second: &str) -> Result<bool> {
    let script = "const texts = [...widget().shadowRoot.querySelectorAll('.answer')].map((a) => a.textContent); \
        const rank = (words) => texts.findIndex((text) => text.includes(words)); return rank(args[1]) > rank(args[0]);";
    Ok(page.js(script, json!([first, second])).await? == json!(true))
}

async fn wrong(browser: &mut Browser) -> Result<()> {
    let page = all_types(browser, "review").await?;
    go_on(&page, "cyber-quiz.continue").await?;
    next(&page, "cyber-quiz.next").await?;
    page.press("Je paie").await?;
    go_on(&page, "cyber-quiz.answer").await?;
    ensure!(verdict(&page).await? == msg("cyber-quiz.wrong")?, "{}", verdict(&page).await?);
    let text = page.text(0).await?;
    for wanted in [
        "Je tape moi-même l’adresse",
        "Oui, une adresse connue.",
        "Non, la petite somme rassure.",
        "Transférez-le au 33700.",
        // Markup in a bank is text.
        "<b onclick=\"x\">Je réponds</b>",
        &msg("cyber-quiz.right-answer")?,
        &msg("cyber-quiz.your-answer")?,
        &msg("cyber-quiz.to-review")?,
        &msg_with("cyber-quiz.source-measure", &[("title", "Guide d’hygiène informatique"), ("n", "2")])?,
    ] {
        ensure!(text.contains(&tidy(wanted)), "{wanted:?} is not said: {text}");
    }
    nothing_wrong(&page).await
}

async fn blank(browser: &mut Browser) -> Result<()> {
    let page = all_types(browser, "").await?;
    go_on(&page, "cyber-quiz.continue").await?;
    next(&page, "cyber-quiz.next").await?;
    page.tab_to(&msg("cyber-quiz.answer")?).await?;
    page.key(Key::Enter).await?;
    focus_on(&page, "blank").await?;
    ensure!(page.text(0).await?.contains(&msg("cyber-quiz.blank")?));
    nothing_wrong(&page).await
}

async fn real_address(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&quiz("module=\"tout\"").answer(BANK, [answer(&only("message"))])).await?;
    page.wait_for(&msg("cyber-quiz.start")?).await?;
    page.press(&msg("cyber-quiz.start")?).await?;
    page.wait_for("fournisseur.example/payer").await?;
    ensure!(!page.text(0).await?.contains("autre.example"), "the real address shows unasked");
    page.press(&msg("cyber-quiz.real-address")?).await?;
    page.wait_for("https://autre.example/x").await?;
    let links = "return [...widget().shadowRoot.querySelectorAll('.message a')].length;";
    ensure!(page.js(links, Value::Null).await? == json!(0), "a link in a message is alive");
    nothing_wrong(&page).await
}

/// The bank with a module of that item alone.
pub(crate) fn only(item: &str) -> String {
    let all =
        "[\"texte\", \"unique\", \"plusieurs\", \"vrai-faux\", \"paires\", \"mot\", \"nombre\", \"message\"]";
    BANK_TEXT.replace(all, &format!("[\"{item}\"]"))
}

/// The message alone, a true one.
fn genuine() -> Result<String> {
    let mut bank: Value = serde_json::from_str(&only("message"))?;
    let message = &mut bank["messages"][0];
    message["legitimate"] = json!(true);
    message["zones"][1]["suspicious"] = json!(false);
    Ok(bank.to_string())
}

/// The texts of what is checked.
async fn checked(page: &Page) -> Result<Value> {
    let script = "return [...widget().shadowRoot.querySelectorAll('.answer')].filter((a) => a.querySelector('input').checked).map((a) => tidy(a.textContent));";
    page.js(script, Value::Null).await
}

async fn nothing_suspicious(browser: &mut Browser) -> Result<()> {
    let case = quiz("module=\"tout\"").answer(BANK, [answer(&genuine()?)]);
    let nothing = msg("cyber-quiz.nothing")?;
    let page = browser.open(&case).await?;
    page.wait_for(&msg("cyber-quiz.start")?).await?;
    page.press(&msg("cyber-quiz.start")?).await?;
    page.wait_for(&nothing).await?;
    // Nothing checked: the page asks again.
    page.tab_to(&msg("cyber-quiz.answer")?).await?;
    page.key(Key::Enter).await?;
    focus_on(&page, "blank").await?;
    // The keyboard meets it after the zones, before the button.
    let stops = "return [...widget().shadowRoot.querySelectorAll('.screen input, .screen button')].map((e) => called(e));";
    let stops = page.js(stops, Value::Null).await?;
    let place = |name: &str| {
        let all = stops.as_array().into_iter().flatten();
        all.into_iter().position(|stop| stop.as_str().is_some_and(|stop| stop.contains(name)))
    };
    let real = msg("cyber-quiz.real-address")?;
    let order =
        ["compta@", "fournisseur.example/payer", &real, &nothing, &msg("cyber-quiz.answer")?].map(place);
    ensure!(order.iter().all(Option::is_some) && order.is_sorted(), "{stops}");
    // A zone and 'nothing suspicious' take each other back, and the focus stays.
    page.tab_until("a zone", false, |focus| focus.name.contains("compta@")).await?;
    page.type_text(" ").await?;
    page.settle().await?;
    page.tab_until(&nothing, true, |focus| focus.name == nothing).await?;
    page.type_text(" ").await?;
    page.settle().await?;
    ensure!(checked(&page).await? == json!([nothing]), "{}", checked(&page).await?);
    page.tab_until("a zone", false, |focus| focus.name.contains("compta@")).await?;
    page.type_text(" ").await?;
    page.settle().await?;
    let zones = checked(&page).await?;
    ensure!(zones[0] != json!(nothing) && zones[1] == Value::Null, "{zones}");
    tick(&page, &nothing).await?;
    page.settle().await?;
    ensure!(page.focus().await?.name == nothing, "the focus has gone: {:?}", page.focus().await?);
    go_on(&page, "cyber-quiz.answer").await?;
    ensure!(verdict(&page).await? == msg("cyber-quiz.right")?, "{}", verdict(&page).await?);
    nothing_wrong(&page).await
}

async fn sure(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&quiz("module=\"tout\"").answer(BANK, [answer(&only("vrai-faux"))])).await?;
    page.wait_for(&msg("cyber-quiz.start")?).await?;
    page.press(&msg("cyber-quiz.ask-confidence")?).await?;
    page.press(&msg("cyber-quiz.start")?).await?;
    page.wait_for(&msg("cyber-quiz.sure")?).await?;
    page.press(&msg("cyber-quiz.true")?).await?;
    page.press(&msg("cyber-quiz.sure-2")?).await?;
    page.press(&msg("cyber-quiz.answer")?).await?;
    page.wait_for(&msg("cyber-quiz.wrong")?).await?;
    for _ in 0..2 {
        // What was missed comes back within the visit, twice at most.
        page.press(&msg("cyber-quiz.next")?).await?;
        page.wait_for(&msg("cyber-quiz.answer")?).await?;
        page.press(&msg("cyber-quiz.false")?).await?;
        page.press(&msg("cyber-quiz.answer")?).await?;
        page.wait_for(&msg("cyber-quiz.right")?).await?;
        if page.text(0).await?.contains(&msg("cyber-quiz.to-results")?) {
            break;
        }
    }
    page.press(&msg("cyber-quiz.to-results")?).await?;
    page.wait_for(&msg("cyber-quiz.sure-wrong")?).await?;
    nothing_wrong(&page).await
}

async fn silent(browser: &mut Browser) -> Result<()> {
    let page = drawn(browser, "").await?;
    quiet(&page).await;
    let before = targets(&page).len();
    page.press(&msg("cyber-quiz.start")?).await?;
    page.wait_for(&msg_with("cyber-quiz.place", &[("n", "1"), ("of", "5")])?).await?;
    page.press(&msg("cyber-quiz.stop")?).await?;
    page.wait_for(&msg("cyber-quiz.start")?).await?;
    quiet(&page).await;
    let after = targets(&page);
    ensure!(after.len() == before, "asked after the bank: {:?}", &after[before..]);
    nothing_wrong(&page).await
}

async fn kept_file(browser: &mut Browser) -> Result<()> {
    let page = drawn(browser, "").await?;
    page.press(&msg("cyber-quiz.kept-title")?).await?;
    let folder = browser_tests::out();
    std::fs::create_dir_all(&folder)?;
    for (name, text, said) in [
        ("words.json", "pas du JSON".to_owned(), "cyber-quiz.file-not-json"),
        ("other.json", "{\"schema\":\"autre\"}".to_owned(), "cyber-quiz.file-not-ours"),
        (
            "late.json",
            "{\"schema\":\"commune-widgets/cyber-progress/2\"}".to_owned(),
            "cyber-quiz.file-later",
        ),
        ("large.json", " ".repeat(300_000), "cyber-quiz.file-too-large"),
        (
            "mine.json",
            json!({"schema": "commune-widgets/cyber-progress/1", "audience": "residents", "visit": 1,
                "items": [{"id": "mot", "box": 0, "seen": 1, "right": 0, "due": 2}]})
            .to_string(),
            "cyber-quiz.file-read",
        ),
    ] {
        let file = folder.join(format!("{}-{name}", page.engine().name()));
        std::fs::write(&file, text)?;
        page.choose_file(&file).await?;
        page.wait_for(&msg(said)?).await?;
    }
    page.press(&msg("cyber-quiz.review")?).await?;
    page.wait_for("Quel service aide les victimes ?").await?;
    nothing_wrong(&page).await
}

async fn missing(browser: &mut Browser) -> Result<()> {
    let gone = Reply::with(404, "text/plain", "no");
    let page = browser.open(&quiz("").answer(BANK, [gone, answer(BANK_TEXT)])).await?;
    page.wait_for(&msg("ui.error-title")?).await?;
    ensure!(page.fallback_shows(0).await?, "the link is gone");
    page.press(&msg("ui.retry")?).await?;
    page.wait_for(&msg("cyber-quiz.start")?).await?;
    nothing_wrong(&page).await
}

async fn room(browser: &mut Browser) -> Result<()> {
    let case = quiz("module=\"tout\" room").answer(BANK, [answer(&only("unique"))]);
    let page = browser.open(&case).await?;
    page.wait_for(&msg("cyber-quiz.start")?).await?;
    page.press(&msg("cyber-quiz.start")?).await?;
    page.wait_for(&msg("cyber-quiz.hands")?).await?;
    page.tab_until("the hands", true, |focus| focus.id.starts_with("hands-")).await?;
    page.type_text("12").await?;
    page.press(&msg("cyber-quiz.reveal")?).await?;
    page.wait_for(&msg_with("cyber-quiz.hands-up", &[("n", "12")])?).await?;
    let size = page
        .js(
            "return parseFloat(getComputedStyle(widget().shadowRoot.querySelector('.screen')).fontSize);",
            Value::Null,
        )
        .await?;
    ensure!(size.as_f64().is_some_and(|size| size >= 20.0), "the type is small: {size}");
    nothing_wrong(&page).await
}

/// Each item and its verdict, then the results, at 320 pixels.
async fn states(browser: &mut Browser) -> Result<()> {
    let mut wrong = Vec::new();
    for look in [Look::Light, Look::Dark] {
        let mut case = quiz("module=\"tout\" seed=\"s\"").look(look);
        if look == Look::Light {
            case = case.size(320, 800);
        }
        let page = browser.open(&case).await?;
        page.wait_for(&msg("cyber-quiz.start")?).await?;
        if look == Look::Light {
            page.double_text().await?;
        }
        let mut state = String::from("start");
        for round in 0..60 {
            page.assert_axe_clean(&format!("quiz {state}"), look).await?;
            let (over, what) = page.overflow().await?;
            if over > 0.0 {
                wrong.push(format!("{state}: {over} px too wide: {what:?}"));
            }
            wrong.extend(page.unreadable().await?.iter().map(|what| format!("{state}: {what}")));
            // Ticks the first choice and presses the main button, whatever is on screen.
            let script = "const root = widget().shadowRoot; \
                const last = root.querySelector('[data-do=home].main'); if (last) return 'end'; \
                root.querySelector('.answer input:not(:checked)')?.click(); \
                const field = root.getElementById('written'); if (field) field.value = 'x'; \
                for (const select of root.querySelectorAll('.screen select')) { select.selectedIndex = 1; \
                  select.dispatchEvent(new Event('change', { bubbles: true, composed: true })); } \
                root.querySelector('.screen button.main').click(); return 'more';";
            if page.js(script, Value::Null).await? == json!("end") {
                break;
            }
            page.settle().await?;
            state = format!("screen {round}");
        }
        page.wait_for(&msg("cyber-quiz.results-note")?).await?;
        nothing_wrong(&page).await?;
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// `UPDATE_EXPECT=1` writes the files anew; read the difference aloud before it is committed.
async fn read_aloud(browser: &mut Browser) -> Result<()> {
    let wrong = "widget().shadowRoot.querySelector('.answer input').click();";
    let join = "for (const select of widget().shadowRoot.querySelectorAll('.screen select')) { select.selectedIndex = 1; \
        select.dispatchEvent(new Event('change', { bubbles: true, composed: true })); }";
    let write = "widget().shadowRoot.getElementById('written').value = '72';";
    let nothing = "[...widget().shadowRoot.querySelectorAll('.answer input')].at(-1).click();";
    for (item, fill) in [
        ("texte", ""),
        ("unique", wrong),
        ("plusieurs", wrong),
        ("vrai-faux", wrong),
        ("paires", join),
        ("mot", write),
        ("nombre", write),
        ("message", nothing),
    ] {
        let bank = answer(&only(item));
        let page = browser.open(&quiz("module=\"tout\" seed=\"s\"").answer(BANK, [bank])).await?;
        page.wait_for(&msg("cyber-quiz.start")?).await?;
        page.press(&msg("cyber-quiz.start")?).await?;
        focus_on(&page, "screen").await?;
        snapshot(&format!("quiz-{item}-before"), &page.read_aloud(0).await?);
        page.js(fill, Value::Null).await?;
        let button = if item == "texte" { "cyber-quiz.continue" } else { "cyber-quiz.answer" };
        page.press(&msg(button)?).await?;
        focus_on(&page, "verdict").await?;
        snapshot(&format!("quiz-{item}-after"), &page.read_aloud(0).await?);
        nothing_wrong(&page).await?;
    }
    Ok(())
}

fn snapshot(name: &str, tree: &str) {
    let file = browser_tests::root().join("tests/snapshots").join([name, ".txt"].concat());
    expect_test::expect_file![file].assert_eq(tree);
}
