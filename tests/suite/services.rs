//! `<commune-services>`: the first screen, the box, the results, what narrows them down, and what goes wrong.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Page, msg, msg_with};
use serde_json::{Value, json};
use serve::Reply;
use thirtyfour::Key;

use crate::fixtures::{asked, nothing_wrong, quiet, targets};
use crate::registry::scenarios;
use crate::services_pack::{IDS, INDEX, PHONE, index, page, services};

scenarios! {
    "the first screen of the services shows the town hall, open, with its telephone" => first_screen;
    "the index of the services is asked for at the first focus, not before" => not_before;
    "a service is found by keyboard alone, through a suggestion" => by_keyboard;
    "the keys of the box of services are those of a combobox" => box_keys;
    "while an input method composes, the box of services waits" => composing;
    "a suggestion of a service is taken by the mouse" => by_mouse;
    "more services are shown on a press, and the way back leads to the box" => more;
    "a service tells why it was found" => why;
    "old or unread hours of a service never say that it is open" => old_hours;
    "the hours of a service are a table with its exceptions, its accessibility a list with its source" => table;
    "the services speak Dutch and English, and mark what is French" => languages;
    "two widgets of services on a page answer for themselves" => twice;
    "one service is shown alone where the page names it, without the search" => alone;
    "another service is shown alone when the page names that one" => another;
    "a service that does not exist is told to the resident with the town hall's number, and to the webmaster" => unknown;
    "where the ids of the services do not come, one service is shown after another try" => without_ids;
    "a search of services is passed on as a link where the commune asked for that" => shared;
    "a service is copied, printed alone and reported" => copied_and_printed;
}

/// Puts the focus into the box of the n-th widget.
pub(crate) async fn focus_box(page: &Page, nth: usize) -> Result<()> {
    page.js("widget(args[0]).shadowRoot.getElementById('box').focus();", json!([nth])).await.map(drop)
}

/// Writes a text and searches for it by Enter.
pub(crate) async fn search(page: &Page, text: &str) -> Result<()> {
    focus_box(page, 0).await?;
    page.js("const box = widget().shadowRoot.getElementById('box'); box.select();", Value::Null).await?;
    page.type_text(text).await?;
    page.key(Key::Enter).await?;
    page.wait_for(&msg_with("services.results", &[("text", text)])?).await?;
    page.wait_gone(0, &msg("services.busy")?).await
}

/// The option that the keyboard is on, and its text.
async fn active(page: &Page) -> Result<Value> {
    let script = "const root = widget().shadowRoot; const box = root.getElementById('box'); \
        const id = box.getAttribute('aria-activedescendant'); \
        const option = id && root.getElementById(id); \
        return [box.getAttribute('aria-expanded'), option ? tidy(option.innerText) : null, \
          option?.getAttribute('aria-selected') ?? null, root.activeElement === box];";
    page.js(script, Value::Null).await
}

async fn first_screen(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for("Trouver un service à Wattignies").await?;
    for text in [msg("services.box")?, "Mairie de Wattignies".into(), msg("services.open")?, PHONE.into()] {
        ensure!(page.text(0).await?.contains(&text), "{text:?} is not in {}", page.text(0).await?);
    }
    ensure!(page.count(0, "a[href='tel:0320112233']").await? == 1, "the number is no link");
    ensure!(page.count(0, "label[for=box]").await? == 1, "the box has no label");
    page.wait_ready(1).await?;
    nothing_wrong(&page).await
}

async fn not_before(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    quiet(&page).await;
    let root = format!("{INDEX}root.bin");
    ensure!(asked(&page, &root) == 0 && asked(&page, "/pkg/search.js") == 0, "asked before the focus");
    focus_box(&page, 0).await?;
    quiet(&page).await;
    ensure!(asked(&page, &root) == 1 && asked(&page, "/pkg/search.js") == 1, "not asked at the focus");
    nothing_wrong(&page).await
}

async fn by_keyboard(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    page.tab_to(&msg("services.box")?).await?;
    page.watch_focus().await?;
    page.type_text("media").await?;
    page.wait_for("Médiathèque du Centre").await?;
    ensure!(active(&page).await? == json!(["true", null, null, true]), "{}", active(&page).await?);
    page.key(Key::Down).await?;
    let script = "return widget().shadowRoot.getElementById('box').hasAttribute('aria-activedescendant');";
    page.wait_until("an active option", script, Value::Null).await?;
    ensure!(
        active(&page).await? == json!(["true", "Médiathèque du Centre", "true", true]),
        "{}",
        active(&page).await?
    );
    page.key(Key::Enter).await?;
    page.wait_for(&msg_with("services.results", &[("text", "Médiathèque du Centre")])?).await?;
    page.wait_for("Fermé. Ouvre").await?;
    // The count is announced after a short pause.
    let told =
        "return tidy(widget().shadowRoot.querySelector('[role=status]').textContent).includes('réponse');";
    page.wait_until("the announced count", told, Value::Null).await?;
    ensure!(active(&page).await? == json!(["false", null, null, true]), "{}", active(&page).await?);
    ensure!(page.lost_focus().await?.is_empty(), "the focus was lost: {:?}", page.lost_focus().await?);
    nothing_wrong(&page).await
}

async fn box_keys(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    focus_box(&page, 0).await?;
    page.type_text("salle").await?;
    page.wait_for("Salle de sport 1").await?;
    let options = page.count(0, "[role=option]").await?;
    ensure!(options == 6, "{options} suggestions");
    let state = async |key: Key| -> Result<Value> {
        page.key(key).await?;
        page.settle().await?;
        Ok(active(&page).await?[1].clone())
    };
    let last = state(Key::Up).await?;
    ensure!(last != Value::Null, "Up does not reach the last suggestion");
    let first = state(Key::Down).await?;
    ensure!(first != last && first != Value::Null, "Down does not come round: {first}");
    ensure!(state(Key::Home).await? == Value::Null, "Home does not go back to the text");
    page.key(Key::Escape).await?;
    page.settle().await?;
    ensure!(active(&page).await?[0] == "false", "Escape does not close");
    ensure!(box_value(&page).await? == "salle", "Escape empties the box at once");
    page.key_with(Key::Alt, Key::Down).await?;
    page.settle().await?;
    ensure!(active(&page).await? == json!(["true", null, null, true]), "Alt+Down: {}", active(&page).await?);
    page.key(Key::Escape).await?;
    page.key(Key::Escape).await?;
    ensure!(box_value(&page).await?.is_empty(), "a second Escape does not empty the box");
    nothing_wrong(&page).await
}

async fn box_value(page: &Page) -> Result<String> {
    let value = page.js("return widget().shadowRoot.getElementById('box').value;", Value::Null).await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

async fn composing(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    focus_box(&page, 0).await?;
    quiet(&page).await;
    // Drivers have no input method: its events, as browsers send them.
    let script = "const box = widget().shadowRoot.getElementById('box'); box.value = args[0]; \
        const say = (event) => box.dispatchEvent(event); const all = { bubbles: true, composed: true }; \
        say(new InputEvent('input', { ...all, isComposing: true })); \
        say(new KeyboardEvent('keydown', { ...all, key: 'Enter', isComposing: true })); \
        say(new KeyboardEvent('keydown', { ...all, key: 'Process', keyCode: 229 }));";
    page.js(script, json!(["media"])).await?;
    quiet(&page).await;
    ensure!(page.count(0, "[role=option]").await? == 0, "suggestions while a word is composed");
    ensure!(page.count(0, "#results-title").await? == 0, "a search while a word is composed");
    let end = "widget().shadowRoot.getElementById('box').dispatchEvent(\
        new CompositionEvent('compositionend', { bubbles: true, composed: true }));";
    page.js(end, Value::Null).await?;
    page.wait_until(
        "the suggestions",
        "return widget().shadowRoot.querySelector('[role=option]') !== null;",
        Value::Null,
    )
    .await?;
    nothing_wrong(&page).await
}

async fn by_mouse(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    focus_box(&page, 0).await?;
    page.type_text("carte").await?;
    let shown = "const option = widget().shadowRoot.querySelector('[role=option]'); return option && visible(option);";
    page.wait_until("a suggestion", shown, Value::Null).await?;
    page.settle().await?;
    let name =
        page.js("return called(widget().shadowRoot.querySelector('[role=option]'));", Value::Null).await?;
    page.press(name.as_str().unwrap_or_default()).await?;
    page.wait_for("Une photo d’identité").await?;
    for text in ["Gratuit", "Trois semaines", &msg("services.bring")?, "Mairie de Wattignies"] {
        ensure!(page.text(0).await?.contains(text), "{text:?} is not in {}", page.text(0).await?);
    }
    ensure!(page.count(0, "a[href='https://www.example.fr/cni']").await? == 1, "no link to do it online");
    nothing_wrong(&page).await
}

async fn more(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    search(&page, "salle de sport").await?;
    ensure!(page.count(0, ".results > li").await? == 10, "{}", page.text(0).await?);
    page.press(&msg("services.more")?).await?;
    page.wait_until(
        "14 results",
        "return widget().shadowRoot.querySelectorAll('.results > li').length === 14;",
        Value::Null,
    )
    .await?;
    page.press(&msg("services.clear")?).await?;
    page.wait_for(&msg("services.often")?).await?;
    let script = "return widget().shadowRoot.activeElement?.id === 'box';";
    page.wait_until("the focus in the box", script, Value::Null).await?;
    nothing_wrong(&page).await
}

async fn why(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    search(&page, "mediateque").await?;
    let typo = msg_with("services.why-typo", &[("term", "Médiathèque"), ("words", "mediateque")])?;
    page.wait_for(&typo).await?;
    search(&page, "dechetterie").await?;
    page.wait_for(&msg_with("services.why-title", &[("words", "dechetterie")])?).await?;
    nothing_wrong(&page).await
}

async fn old_hours(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    search(&page, "déchetterie").await?;
    page.wait_for(&msg("services.check")?).await?;
    let status =
        "return tidy(widget().shadowRoot.querySelector('.results .status').innerText) === tidy(args[0]);";
    ensure!(
        page.js(status, json!([msg("services.check")?])).await? == json!(true),
        "old hours say something else"
    );
    // The commune may think otherwise.
    page.set_attribute(0, "hours-age", Some("120")).await?;
    page.wait_until("open", status, json!([msg("services.open")?])).await?;
    page.set_attribute(0, "hours-age", Some("jamais")).await?;
    page.wait_for(&msg_with(
        "services.problem-hours-age",
        &[("attribute", "hours-age"), ("value", "jamais")],
    )?)
    .await?;
    page.wait_for(&msg("services.check")?).await?;
    search(&page, "tilleuls").await?;
    page.press(&msg("services.hours")?).await?;
    page.wait_for("du lundi au vendredi sauf exception").await?;
    page.wait_for(&msg("services.unknown")?).await?;
    nothing_wrong(&page).await
}

async fn table(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    search(&page, "médiathèque").await?;
    page.press(&msg("services.hours")?).await?;
    page.wait_for("de 9 h à 12 h").await?;
    ensure!(page.count(0, ".results table tbody tr").await? == 7, "not seven days");
    page.wait_for("Fermée le 2e samedi du mois.").await?;
    page.wait_for(&msg("services.hours-differs")?).await?;
    page.press(&msg("services.access")?).await?;
    for text in [
        "Entrée sans marche : oui · selon acceslibre",
        "Toilettes adaptées : non · une marche de 12 cm",
        "Langue des signes : on ne sait pas",
    ] {
        page.wait_for(text).await?;
    }
    nothing_wrong(&page).await
}

async fn languages(browser: &mut Browser) -> Result<()> {
    for (lang, title, hall, call) in [
        ("nl", "Een dienst vinden in Wattignies", "Gemeentehuis van Wattignies", "Zoeken"),
        ("en", "Find a service in Wattignies", "Wattignies town hall", "Search"),
    ] {
        let page = browser.open(&page(&services(&format!("lang=\"{lang}\"")))?).await?;
        page.wait_for(title).await?;
        page.wait_for(hall).await?;
        focus_box(&page, 0).await?;
        page.type_text("carte").await?;
        page.press(call).await?;
        page.wait_for("Une photo d’identité").await?;
        // What is in French says so.
        ensure!(page.count(0, ".results [lang=fr]").await? >= 2, "French texts are not marked");
        nothing_wrong(&page).await?;
    }
    Ok(())
}

async fn twice(browser: &mut Browser) -> Result<()> {
    let body = [services("heading-level=\"2\""), services("kind=\"sport\" lang=\"en\"")].concat();
    let page = browser.open(&page(&body)?).await?;
    page.wait_for_in(0, PHONE).await?;
    page.scroll_to(1).await?;
    page.wait_for_in(1, PHONE).await?;
    focus_box(&page, 0).await?;
    page.type_text("mediatheque").await?;
    page.key(Key::Enter).await?;
    page.wait_for_in(0, "Médiathèque du Centre").await?;
    ensure!(
        !page.text(1).await?.contains("Médiathèque du Centre"),
        "the second widget answers for the first"
    );
    focus_box(&page, 1).await?;
    page.key(Key::Enter).await?;
    page.wait_for_in(1, "Results for").await?;
    page.wait_for_in(1, "Salle de sport").await?;
    ensure!(page.text(0).await?.contains("Médiathèque du Centre"), "the first widget forgets");
    nothing_wrong(&page).await
}

async fn alone(browser: &mut Browser) -> Result<()> {
    for (id, text) in [
        ("t:mairie", PHONE),
        ("t:mediatheque", "Fermée le 2e samedi du mois."),
        ("t:cni", "Une photo d’identité"),
    ] {
        let page = browser.open(&page(&services(&format!("place=\"{id}\"")))?).await?;
        page.wait_for(text).await?;
        ensure!(page.count(0, "input").await? == 0, "there is a box");
        ensure!(page.count(0, "article").await? == 1, "not one place alone");
        quiet(&page).await;
        let search = asked(&page, "/pkg/search.js") + asked(&page, &format!("{INDEX}root.bin"));
        ensure!(search == 0, "one place asks for the search: {:?}", targets(&page));
        ensure!(
            asked(&page, &format!("{INDEX}{IDS}")) == usize::from(id != "t:mairie"),
            "{:?}",
            targets(&page)
        );
        nothing_wrong(&page).await?;
        page.set_attribute(0, "place", None).await?;
        page.wait_for(&msg("services.box")?).await?;
        search_too(&page).await?;
    }
    Ok(())
}

/// The search works after one place has shown.
async fn search_too(page: &Page) -> Result<()> {
    search(page, "dechetterie").await?;
    page.wait_for("Déchetterie du Sud").await
}

async fn another(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services("place=\"t:mediatheque\""))?).await?;
    page.wait_for("Fermée le 2e samedi du mois.").await?;
    page.set_attribute(0, "place", Some("t:salle-3")).await?;
    page.wait_for("Salle de sport 3").await?;
    page.wait_gone(0, "Médiathèque du Centre").await?;
    page.set_attribute(0, "place", Some("t:mairie")).await?;
    page.wait_for(PHONE).await?;
    nothing_wrong(&page).await
}

async fn unknown(browser: &mut Browser) -> Result<()> {
    for id in ["t:parti", "t:piscine", "<b>x</b>"] {
        let page = browser.open(&page(&services(&format!("place=\"{id}\"")))?).await?;
        page.wait_for(&msg("services.place-missing")?).await?;
        page.wait_for(PHONE).await?;
        ensure!(page.fallback_shows(0).await?, "the link is gone");
        // What the webmaster reads, in the widget and in the console.
        let problem = msg_with("services.problem-place", &[("attribute", "place"), ("value", id)])?;
        page.wait_for(&problem).await?;
        let told = page.events("commune-error").await?;
        ensure!(
            told.len() == 1 && told[0].detail.to_string().contains("packs/services/index/id/"),
            "{told:?}"
        );
        // Another attribute changes nothing of it; a place that is there takes it away.
        page.set_attribute(0, "heading-level", Some("3")).await?;
        page.settle().await?;
        page.wait_for(&problem).await?;
        page.set_attribute(0, "place", Some("t:mediatheque")).await?;
        page.wait_for("Fermée le 2e samedi du mois.").await?;
        page.wait_gone(0, &problem).await?;
        nothing_wrong(&page).await?;
    }
    Ok(())
}

async fn without_ids(browser: &mut Browser) -> Result<()> {
    let gone = Reply::with(404, "text/plain", "no");
    let ids = index()?.into_iter().find(|(name, _)| name == IDS).map(|(_, bytes)| bytes);
    let there = Reply::with(200, "application/json", ids.unwrap_or_default());
    let case = page(&services("place=\"t:mediatheque\""))?.answer(&format!("{INDEX}{IDS}"), [gone, there]);
    let page = browser.open(&case).await?;
    page.wait_for(&msg("services.trouble-missing")?).await?;
    page.wait_for(PHONE).await?;
    ensure!(page.fallback_shows(0).await?, "the link is gone");
    page.press(&msg("ui.retry")?).await?;
    page.wait_for("Fermée le 2e samedi du mois.").await?;
    nothing_wrong(&page).await
}

async fn shared(browser: &mut Browser) -> Result<()> {
    let case = page(&services("share"))?;
    let opened = browser.open(&case).await?;
    opened.wait_for(PHONE).await?;
    search(&opened, "médiathèque").await?;
    // Writing to the clipboard may need a permission that drivers do not give.
    let stub = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } });";
    opened.js(stub, Value::Null).await?;
    opened.press(&msg("services.share-search")?).await?;
    opened.wait_for(&msg("services.shared")?).await?;
    let link = opened.js("return window.copied;", Value::Null).await?;
    let link = link.as_str().unwrap_or_default().to_owned();
    ensure!(link.ends_with("#services?q=m%C3%A9diath%C3%A8que"), "{link}");
    let hash = link.split_once('#').map_or("", |(_, hash)| hash);
    // Back on the page with that address, the search is there.
    opened.js("location.hash = args[0]; const old = widget(); const anew = old.cloneNode(true); old.replaceWith(anew);", json!([hash])).await?;
    opened.wait_for("Médiathèque du Centre").await?;
    ensure!(box_value(&opened).await? == "médiathèque", "the box is empty");
    // Without the attribute the page's address is nothing to the widget.
    opened.js("const anew = widget().cloneNode(true); anew.removeAttribute('share'); widget().replaceWith(anew);", Value::Null).await?;
    opened.wait_for(&msg("services.often")?).await?;
    nothing_wrong(&opened).await
}

async fn copied_and_printed(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page(&services(""))?).await?;
    page.wait_for(PHONE).await?;
    search(&page, "médiathèque").await?;
    let stub = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { window.copied = text; } } }); \
        const real = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow').get; \
        Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get() { const inner = real.call(this); \
          return { document: inner.document, CSSStyleSheet: inner.CSSStyleSheet, \
            print() { window.printed = [inner.document.title, tidy(inner.document.body.innerText)]; } }; } });";
    page.js(&format!("window.tidy = tidy; {stub}"), Value::Null).await?;
    let name = |action: &str| -> Result<String> {
        msg_with("services.action-on", &[("action", &msg(action)?), ("title", "Médiathèque du Centre")])
    };
    page.press(&msg("services.actions")?).await?;
    page.press(&name("services.copy")?).await?;
    page.wait_for(&msg_with("services.copied", &[("title", "Médiathèque du Centre")])?).await?;
    let copied = page.js("return window.copied;", Value::Null).await?;
    for text in ["Médiathèque du Centre", "1 rue d’Essai", "Fermée le 2e samedi"] {
        ensure!(copied.as_str().unwrap_or_default().contains(text), "{text:?} is not in {copied}");
    }
    page.press(&name("services.print")?).await?;
    let printed = page.wait_until("the print", "return window.printed;", Value::Null).await?;
    ensure!(printed[0] == "Médiathèque du Centre", "{printed}");
    let sheet = printed[1].as_str().unwrap_or_default();
    for text in [
        "Trouver un service à Wattignies",
        "1 rue d’Essai",
        "Fermée le 2e samedi",
        "Imprimé le",
        "Service-Public.gouv.fr",
    ] {
        ensure!(sheet.contains(text), "{text:?} is not printed: {sheet}");
    }
    ensure!(!sheet.contains(&msg("services.report")?), "the buttons are printed: {sheet}");
    let report = page.js("return [...widget().shadowRoot.querySelectorAll('a[href^=\"mailto:services@\"]')].map((a) => a.href);", Value::Null).await?;
    ensure!(
        report[0]
            .as_str()
            .is_some_and(|href| href.contains("subject=Erreur") && href.contains("t%3Amediatheque")),
        "{report}"
    );
    // A device without a clipboard gets a sentence.
    page.js("Object.defineProperty(navigator, 'clipboard', { value: undefined });", Value::Null).await?;
    page.press(&name("services.copy")?).await?;
    page.wait_for(&msg("services.copy-failed")?).await?;
    nothing_wrong(&page).await
}
