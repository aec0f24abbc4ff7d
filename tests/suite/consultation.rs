//! `<commune-consultation>` from its pack alone: the first screen, a consultation, its calendar and sheet.

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Page, msg, msg_with};
use serde_json::{Value, json as value};

use crate::fixtures::{asked, json, nothing_wrong, quiet, targets};
use crate::registry::scenarios;

scenarios! {
    "the consultations come from one file, and the first screen says how many are open" => first_screen;
    "the ways to take part stand beside 'online', and the commune's own words win" => ways;
    "a consultation opens with what one can do now, and the way back leads where one was" => one;
    "proposals show what became of them, sorted and limited as one likes" => proposals;
    "the documents of a consultation, of its proposals and of its meetings are links that say what they are" => documents;
    "a meeting and all of them go into one's own calendar" => calendar;
    "filters and words limit the consultations, and the count is said" => filters;
    "where nothing is open, what was decided comes first" => none_open;
    "the sheet for the notice board has the QR code and every way to take part" => sheet;
    "texts in another language are marked, translations of machines too" => languages;
    "a consultation that the page names shows alone" => alone;
    "a pack is no more trusted than a platform" => hostile_pack;
}

pub(crate) const PACK: &str = "/pkg/packs/consultation/1/59648.json";
pub(crate) const PACK_TEXT: &str = include_str!("../pages/consultation.json");

/// A `<commune-consultation>` with a fallback link and these attributes.
pub(crate) fn element(attributes: &str) -> String {
    format!(
        "<commune-consultation {attributes}><a href=\"/index.html\">Les concertations</a></commune-consultation>"
    )
}

/// A page with the widget of commune 59648 and these further attributes, answered by the hand-made pack.
pub(crate) fn page(attributes: &str) -> Case {
    Case::new(&element(&format!("insee=\"59648\" {attributes}"))).answer(PACK, [json(PACK_TEXT)])
}

/// Presses the title of the first consultation.
pub(crate) async fn enter(page: &Page) -> Result<()> {
    page.wait_for("sujets sont ouverts").await?;
    page.press("Réinventer la place").await?;
    page.wait_for(&msg("consultation.now-title")?).await
}

async fn first_screen(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    page.wait_for("sujets sont ouverts").await?;
    page.wait_ready(1).await?;
    let text = page.text(0).await?;
    for words in
        ["Donnez votre avis", "2 sujets sont ouverts.", "en ligne, par téléphone, sur papier ou sur place"]
    {
        ensure!(text.contains(words), "{words:?} is not in {text}");
    }
    quiet(&page).await;
    ensure!(asked(&page, PACK) == 1, "{:?}", targets(&page));
    let data = targets(&page).into_iter().filter(|target| target.contains("/packs/consultation/")).count();
    ensure!(data == 1, "the first content took {data} requests");
    ensure!(page.count(0, "img").await? == 0, "a picture before a press");
    // Where one is in time is said in words, and to assistive technology.
    ensure!(text.contains("En ce moment : Rencontres (étape 2 sur 3)"), "{text}");
    nothing_wrong(&page).await
}

async fn ways(browser: &mut Browser) -> Result<()> {
    let own = "phone=\"03 11 11 11 11\" transport=\"Une navette part de la gare.\" panel=\"https://example.org/panel\"";
    let page = browser.open(&page(own)).await?;
    page.wait_for("sujets sont ouverts").await?;
    page.press(&msg("consultation.how-to")?).await?;
    page.wait_for("Par téléphone").await?;
    let text = page.text(0).await?;
    for words in [
        "03 11 11 11 11",
        "Une navette part de la gare.",
        "À l’accueil de la mairie",
        "Le samedi, de 10 h à 12 h.",
    ] {
        ensure!(text.contains(words), "{words:?} is not in {text}");
    }
    ensure!(!text.contains("03 00 00 00 00"), "the pack's number beside the commune's own");
    // The same size of box and of heading for every way: none is bigger than another.
    let script = "return new Set([...deep(widget().shadowRoot, '.ways > li')].map((li) => { \
        const title = li.querySelector('.way'); const style = getComputedStyle(title ?? li); \
        return [title?.localName, style.fontSize, style.fontWeight, style.color, getComputedStyle(li).borderInlineStartWidth].join(); })).size;";
    ensure!(page.js(script, Value::Null).await? == 1, "the ways do not look alike");
    let script = "return [...deep(widget().shadowRoot, '.ways a')].map((a) => a.getAttribute('href'));";
    let links = page.js(script, Value::Null).await?;
    let links: Vec<String> = serde_json::from_value(links)?;
    for link in [
        "https://participer.example.org?locale=fr",
        "tel:0311111111",
        "https://example.org/panel",
        "https://example.org/reserve",
    ] {
        ensure!(links.iter().any(|known| known == link), "{link} is not in {links:?}");
    }
    page.press(&msg("consultation.how-to")?).await?;
    page.wait_gone(0, "Une navette part").await?;
    nothing_wrong(&page).await
}

async fn one(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    enter(&page).await?;
    let focus = page.focus().await?;
    ensure!(focus.id == "subject", "the focus is on {focus:?}");
    let script = "return [...deep(widget().shadowRoot, '.acts a')].map((a) => [tidy(a.innerText), a.getAttribute('href')]);";
    let acts: Vec<(String, String)> = serde_json::from_value(page.js(script, Value::Null).await?)?;
    let first: Vec<&str> = acts.iter().map(|(words, _)| words.as_str()).collect();
    ensure!(first[0] == "Venir en parler", "{first:?}");
    ensure!(first[1].starts_with("Venir à la rencontre « Balade »"), "{first:?}");
    ensure!(
        acts[1].1 == "https://participer.example.org/processes/place/f/102/meetings/62?locale=fr",
        "{acts:?}"
    );
    // In Paris, whatever the clock of the visitor: ten in summer for eight in Greenwich.
    ensure!(first[1].contains("10:00"), "{first:?}");
    ensure!(page.count(0, "[aria-current=step]").await? == 1, "one current phase");
    let text = page.text(0).await?;
    for words in [
        "Fait. Du 1er janvier 2020",
        "En ce moment",
        "À venir. À partir du 1er janvier 2099.",
        "La place est vieille.",
        "3 propositions, 2 réponses, 1 acceptée",
    ] {
        ensure!(text.contains(words), "{words:?} is not in {text}");
    }
    for (summary, words) in [
        ("Débats (1)", "12 commentaires"),
        ("Questionnaire (1)", "Comment venez-vous ?"),
        ("Budget (1)", "80 000 €"),
        ("Ce qui est fait (1)", "Avancement : 25 %"),
        ("Nouvelles (1)", "Vous étiez nombreux."),
        ("À savoir (1)", "Le marché reste."),
    ] {
        page.press(summary).await?;
        page.wait_for(words).await?;
    }
    let script = "return [...deep(widget().shadowRoot, 'a')].find((a) => a.innerText === 'Carnet de bord')?.getAttribute('href');";
    let link = page.js(script, Value::Null).await?;
    ensure!(link == "https://participer.example.org/processes/place/f/108?locale=fr", "{link}");
    page.press(&msg("consultation.back")?).await?;
    page.wait_for("sujets sont ouverts").await?;
    let focus = page.focus().await?;
    ensure!(focus.name == "Réinventer la place", "the focus is on {focus:?}");
    nothing_wrong(&page).await
}

/// The titles of the items that a component shows.
async fn titles(page: &Page) -> Result<Vec<String>> {
    let script = "return [...deep(widget().shadowRoot, 'details[open] .item-title')].map((title) => tidy(title.innerText));";
    Ok(serde_json::from_value(page.js(script, Value::Null).await?)?)
}

async fn choose(page: &Page, id: &str, option: &str) -> Result<()> {
    let script = "const select = [...deep(widget().shadowRoot, 'select')].find((select) => select.id.startsWith(args[0])); \
        select.value = args[1]; select.dispatchEvent(new Event('change', { bubbles: true, composed: true }));";
    page.js(script, value!([id, option])).await?;
    page.settle().await
}

async fn proposals(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    enter(&page).await?;
    page.press("Vos idées (3)").await?;
    page.wait_for("Douze tilleuls seront plantés.").await?;
    ensure!(
        titles(&page).await? == ["Een fontein (texte en néerlandais)", "Un parking", "Des tilleuls"],
        "newest first"
    );
    choose(&page, "order-101", "supports").await?;
    let sorted = titles(&page).await?;
    ensure!(sorted[0] == "Des tilleuls" && sorted[2] == "Un parking", "{sorted:?}");
    choose(&page, "answers-101", "rejected").await?;
    ensure!(titles(&page).await? == ["Un parking"], "{:?}", titles(&page).await?);
    let text = page.text(0).await?;
    ensure!(
        text.contains("Refusée") && text.contains("7 soutiens") && text.contains("sans voiture"),
        "{text}"
    );
    nothing_wrong(&page).await
}

/// The documents that show: words and address, in order.
pub(crate) async fn listed(page: &Page) -> Result<Vec<(String, String)>> {
    let script = "for (const d of deep(widget().shadowRoot, 'details')) d.open = true; \
        const titles = [...deep(widget().shadowRoot, '.term')].filter((t) => tidy(t.innerText) === args[0]); \
        return titles.flatMap((t) => [...t.nextElementSibling.children]).map((li) => \
          [tidy(li.innerText), li.querySelector('a')?.getAttribute('href') ?? '']);";
    let list = page.js(script, value!([msg("consultation.documents")?])).await?;
    Ok(serde_json::from_value(list)?)
}

async fn documents(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    enter(&page).await?;
    let files = "https://participer.example.org/uploads/";
    let wanted: Vec<(String, String)> = [
        ("Dossier (PDF)", "dossier.pdf"),
        ("Croquis (PNG)", "croquis.png"),
        // A platform of old gives no titles.
        ("note d'ombre.pdf (PDF)", "note%20d%27ombre.pdf"),
        // An address that runs is none; a text in another language says so.
        ("Nota (texte en néerlandais) (HTML)", ""),
        ("Compte rendu (PDF)", "reunion"),
    ]
    .map(|(words, file)| {
        let url = if file.is_empty() { String::new() } else { [files, file].concat() };
        (words.to_owned(), url)
    })
    .into();
    let listed = listed(&page).await?;
    ensure!(listed == wanted, "{listed:?}");
    quiet(&page).await;
    // Nothing of them is asked for before a press, and only the commune's own host was asked at all.
    nothing_wrong(&page).await
}

async fn calendar(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    enter(&page).await?;
    page.press("Rencontres (3)").await?;
    page.wait_for("Sans marche").await?;
    let shown = titles(&page).await?;
    ensure!(shown == ["Balade", "Portes ouvertes", "Atelier de fin d’été"], "{shown:?}");
    let text = page.text(0).await?;
    for words in [
        "Devant la mairie, Place de la Mairie",
        "12 places restantes",
        "Sur place et en ligne",
        "Du 5 décembre 2099 au 6 décembre 2099",
        "31 personnes sont venues",
    ] {
        ensure!(text.contains(words), "{words:?} is not in {text}");
    }
    page.catch_downloads().await?;
    page.press(&msg_with("consultation.calendar-one", &[("title", "Balade")])?).await?;
    page.press(&msg("consultation.calendar-all")?).await?;
    let saved = page.downloads().await?;
    ensure!(saved.len() == 2 && saved[0].name == "place-62.ics" && saved[1].name == "place.ics", "{saved:?}");
    ensure!(saved[0].text.contains("UID:meeting-62@participer.example.org\r\n"), "{}", saved[0].text);
    ensure!(saved[0].text.contains("DTSTART:20990704T080000Z\r\n"), "{}", saved[0].text);
    ensure!(saved[0].text.matches("BEGIN:VEVENT").count() == 1, "{}", saved[0].text);
    ensure!(saved[1].text.matches("BEGIN:VEVENT").count() == 3, "{}", saved[1].text);
    ensure!(
        saved[1].text.contains("DTSTART;VALUE=DATE:20991205\r\nDTEND;VALUE=DATE:20991207"),
        "{}",
        saved[1].text
    );
    nothing_wrong(&page).await
}

async fn filters(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    page.wait_for("sujets sont ouverts").await?;
    let cards = "return [...deep(widget().shadowRoot, '.card-title')].map((title) => tidy(title.innerText));";
    let all = page.js(cards, Value::Null).await?;
    ensure!(
        all == value!([
            "Réinventer la place",
            "Aller à vélo",
            "De school (texte en néerlandais)",
            "Moins de restes"
        ]),
        "{all}"
    );
    choose(&page, "theme", "t2").await?;
    page.wait_for("1 sujet correspond.").await?;
    ensure!(page.js(cards, Value::Null).await? == value!(["Aller à vélo"]), "the theme");
    choose(&page, "theme", "").await?;
    choose(&page, "status", "past").await?;
    ensure!(page.js(cards, Value::Null).await? == value!(["Moins de restes"]), "the status");
    choose(&page, "status", "all").await?;
    page.js("[...deep(widget().shadowRoot, 'input')][0].focus();", Value::Null).await?;
    page.type_text("RÉINVENTER chaud").await?;
    page.wait_for("1 sujet correspond.").await?;
    let kept = page.js("return [...deep(widget().shadowRoot, 'input')][0].value;", Value::Null).await?;
    ensure!(kept == "RÉINVENTER chaud", "what is written is lost: {kept}");
    nothing_wrong(&page).await
}

async fn none_open(browser: &mut Browser) -> Result<()> {
    let mut pack: Value = serde_json::from_str(PACK_TEXT)?;
    pack["processes"].as_array_mut().map(|list| list.drain(..2).count());
    let page = browser.open(&page("").answer(PACK, [json(&pack.to_string())])).await?;
    page.wait_for(&msg("consultation.none-open")?).await?;
    let text = page.text(0).await?;
    let (past, coming) = (text.find("Moins de restes"), text.find("De school"));
    ensure!(past < coming && past.is_some(), "{text}");
    ensure!(text.contains("1 proposition, 1 réponse, 1 acceptée."), "{text}");
    nothing_wrong(&page).await
}

async fn sheet(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    enter(&page).await?;
    page.press(&msg("consultation.sheet-open")?).await?;
    page.wait_for(&msg("consultation.print")?).await?;
    ensure!(page.focus().await?.id == "subject", "{:?}", page.focus().await?);
    let text = page.text(0).await?;
    for words in [
        "https://participer.example.org/processes/place",
        "03 00 00 00 00",
        "Sur papier",
        "Balade",
        "Wattignies. Fiche du",
    ] {
        ensure!(text.contains(words), "{words:?} is not in {text}");
    }
    ensure!(!text.contains("Atelier de fin d’été"), "a meeting that is over");
    ensure!(page.count(0, "svg.qr path").await? == 1, "no QR code");
    page.js("window.printed = 0; window.print = () => { window.printed += 1; };", Value::Null).await?;
    page.press(&msg("consultation.print")?).await?;
    page.wait_until("the print dialogue", "return window.printed === 1;", Value::Null).await?;
    page.press(&msg("consultation.sheet-back")?).await?;
    page.wait_for(&msg("consultation.sheet-open")?).await?;
    ensure!(page.focus().await?.id == "sheet", "{:?}", page.focus().await?);
    nothing_wrong(&page).await
}

async fn languages(browser: &mut Browser) -> Result<()> {
    for (lang, figure, mark) in [
        ("nl", "onderwerpen staan open", "(door een machine vertaald)"),
        ("en", "subjects are open", "(text in French)"),
    ] {
        let page = browser.open(&page(&format!("lang=\"{lang}\""))).await?;
        page.wait_for(figure).await?;
        let text = page.text(0).await?;
        ensure!(text.contains(mark), "{mark:?} is not in {text}");
        ensure!(!text.contains("consultation."), "a message without words: {text}");
        let script = "return [...deep(widget().shadowRoot, '.card-title button')].map((b) => [tidy(b.innerText), b.querySelector('[lang]')?.lang ?? '']);";
        let titles: Vec<(String, String)> = serde_json::from_value(page.js(script, Value::Null).await?)?;
        let expected = if lang == "nl" { ["", "fr", "", "fr"] } else { ["fr", "fr", "nl", "fr"] };
        let marks: Vec<&str> = titles.iter().map(|(_, lang)| lang.as_str()).collect();
        ensure!(marks == expected, "{titles:?}");
        nothing_wrong(&page).await?;
    }
    Ok(())
}

async fn alone(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("process=\"place\"")).await?;
    page.wait_for(&msg("consultation.now-title")?).await?;
    let text = page.text(0).await?;
    ensure!(!text.contains(&msg("consultation.back")?) && !text.contains("Aller à vélo"), "{text}");
    nothing_wrong(&page).await
}

async fn hostile_pack(browser: &mut Browser) -> Result<()> {
    let evil = PACK_TEXT
        .replace("https://participer.example.org\", \"name", "javascript:window.hostile=1//\", \"name")
        .replace("https://participer.example.org/processes/place/f/102", "javascript:window.hostile=1")
        .replace("https://example.org/reserve", "javascript:window.hostile=1")
        .replace("<p>Il y fait trop chaud.</p>", "<img src=x onerror='window.hostile=1'><script>window.hostile=1</script><svg onload='window.hostile=1'></svg><p>Il y fait trop chaud.");
    let page = browser.open(&page("").answer(PACK, [json(&evil)])).await?;
    enter(&page).await?;
    page.press(&msg("consultation.read-more")?).await?;
    page.wait_for("Il y fait trop chaud.").await?;
    let script = "return [window.hostile ?? null, [...deep(widget().shadowRoot, '[href], [src]')].map((e) => e.getAttribute('href') ?? e.getAttribute('src')).filter((url) => !/^(https:|tel:)/.test(url)), \
        [...deep(widget().shadowRoot, 'script, iframe, [onerror], [onload], [style]')].length];";
    let found = page.js(script, Value::Null).await?;
    ensure!(found == value!([null, [], 0]), "{found}");
    nothing_wrong(&page).await
}
