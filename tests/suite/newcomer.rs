//! The walk of a webmaster who has never heard of the library: from the site's first page to a page that works.

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Engine, Page};
use serde_json::{Value, json};
use thirtyfour::{By, Key};

use crate::fixtures::nothing_wrong;
use crate::registry::scenarios;
use crate::www::{open, paste};

// A list of WebKitGTK opens in a window of its own, where no driver types.
scenarios! {
    "a newcomer comes from the site's first page to a working page in five actions" => walk, only &[Engine::Chromium, Engine::Firefox];
}

/// What a person does with mouse and keyboard, counted.
struct Walk<'a> {
    page: Page,
    browser: &'a Browser,
    done: Vec<String>,
}

impl Walk<'_> {
    async fn press(&mut self, what: &str, by: By) -> Result<()> {
        let session = self.browser.session().context("no session")?;
        let found = session.find(by).await.with_context(|| what.to_owned())?;
        found.scroll_into_view().await?;
        found.click().await.with_context(|| what.to_owned())?;
        self.done.push(what.to_owned());
        Ok(())
    }

    /// One choice in a list, by the first letters of a name.
    async fn choose(&mut self, label: &str, name: &str) -> Result<()> {
        let script = "const label = [...document.querySelectorAll('label')].find((l) => tidy(l.innerText) === args[0]); \
            label.control.focus(); return document.activeElement === label.control;";
        let focused = self.page.js(script, json!([label])).await?;
        ensure!(focused == json!(true), "no list is named {label:?}");
        self.page.type_text(name).await?;
        let script = "const list = document.activeElement; return list.selectedOptions?.[0]?.text === args[0] \
            ? true : list.selectedOptions?.[0]?.text;";
        let chosen = self.page.js(script, json!([name])).await?;
        ensure!(chosen == json!(true), "{name:?} was typed, {chosen} is chosen");
        self.done.push(format!("{label}: {name}"));
        Ok(())
    }
}

async fn walk(browser: &mut Browser) -> Result<()> {
    let page = open(browser, "index.html").await?;
    let mut walk = Walk { page, browser, done: Vec::new() };
    walk.press("the generator", By::LinkText("le générateur")).await?;
    let ready = "return document.getElementById('resultat')?.hidden === false;";
    walk.page.wait_until("the generator", ready, Value::Null).await?;
    walk.choose("Votre commune", "Wasquehal").await?;
    walk.press("the service", By::XPath("//label[contains(., 'démarche')]")).await?;
    let copy = By::XPath("(//button[.='Copier ces lignes' and not(ancestor::details)])[1]");
    walk.press("the button that copies", copy).await?;
    walk.page
        .wait_until("what the button says", "return document.body.innerText.includes('Copié.');", Value::Null)
        .await?;

    // The webmaster's own editor: a box in a page of theirs.
    let Walk { mut done, .. } = walk;
    let editor = browser.open(&Case::new("<textarea id=\"page\" autofocus></textarea>").shells(&[])).await?;
    editor.js("document.getElementById('page').focus();", Value::Null).await?;
    let keys = browser.session().context("no session")?.action_chain();
    keys.key_down(Key::Control).send_keys("v").key_up(Key::Control).perform().await?;
    done.push("paste".to_owned());
    let pasted = editor.js("return document.getElementById('page').value;", Value::Null).await?;
    let pasted = pasted.as_str().unwrap_or_default().to_owned();
    ensure!(pasted.contains("<commune-services insee=\"59646\">"), "what was copied is {pasted:?}");
    nothing_wrong(&editor).await?;

    paste(browser, &pasted).await?;
    ensure!(done.len() <= 5, "the walk takes {} actions: {done:?}", done.len());
    Ok(())
}
