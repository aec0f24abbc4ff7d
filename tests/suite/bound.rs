//! The shell of a release, and scripts that are bound to it: each is compared with its hash before any of it runs.
//!
//! The module here is a few lines of JavaScript: what is tried is the shell and the browser.

use std::fs;

use anyhow::{Result, ensure};
use browser_tests::{Browser, Case, Engine, Page, root};
use commune_channel::bind::{self, Table};
use commune_channel::hash::{hashed, sum};
use serde_json::{Value, json};
use serve::Reply;

use crate::fixtures::{energy, nothing_wrong, quiet};
use crate::registry::scenarios;

scenarios! {
    "what was compared is what runs, though the server would send something else by then" => compared;
    "a server that sends something else once a script was compared is refused" => changed_mind, only &[Engine::Chromium, Engine::Firefox];
    "what a module imports is compared before it" => beside;
    "a module that the release does not have is not asked for" => unlisted;
    "a script that did not come is asked for three times more, and compared each time" => retried;
}

const TAMPERED: &str = "self.tampered = true; export const word = 'tampered';";

fn script(text: &str) -> Reply {
    Reply::with(200, "text/javascript", text)
}

/// An answer that no cache keeps.
fn fresh(text: &str) -> Reply {
    script(text).header("Cache-Control", "no-store")
}

/// A release of one small module that imports a script beside it: the paths of both, and the page.
struct Bound {
    glue: (String, String),
    beside: (String, String),
    shell: (String, String),
}

impl Bound {
    /// A release in a folder of its own: WebKit keeps scripts from one page to the next.
    fn new(folder: &str) -> Result<Self> {
        let beside = "export const word = 'Dessiné';";
        let beside_name = hashed("beside.js", beside.as_bytes());
        let glue = format!(
            "import {{ word }} from './{beside_name}'; export default async () => {{}}; \
             export const start = () => {{}}, update = start, release = start; \
             export const mount = (kind, element) => {{ \
               element.attachShadow({{ mode: 'open' }}).append(document.createElement('p')); \
               element.shadowRoot.firstChild.textContent = word; return 0; }};"
        );
        let mut table = Table::default();
        table.add("energy", &sum(glue.as_bytes()), Some("beside"));
        table.add("beside", &sum(beside.as_bytes()), None);
        let source = fs::read_to_string(root().join("components/element/src/shell.js"))?;
        Ok(Self {
            shell: (format!("/{folder}/commune-widgets.js"), bind::shell(&source, "1.0.0", &table)?),
            beside: (format!("/{folder}/{beside_name}"), beside.to_owned()),
            glue: (format!("/{folder}/{}", hashed("energy.js", glue.as_bytes())), glue),
        })
    }

    /// The page, with other answers for the two scripts.
    fn page(&self, glue: &[Reply], beside: &[Reply]) -> Case {
        Case::new(&energy(""))
            .shells(&[&self.shell.0])
            .answer(&self.shell.0, [script(&self.shell.1)])
            .answer(&self.glue.0, glue)
            .answer(&self.beside.0, beside)
    }
}

async fn not_tampered(page: &Page) -> Result<()> {
    quiet(page).await;
    let tampered = page.js("return self.tampered ?? null;", Value::Null).await?;
    ensure!(tampered.is_null(), "unverified code has run");
    nothing_wrong(page).await
}

async fn failed(page: &Page, times: usize) -> Result<()> {
    let script = "return communeProbe.events.filter((e) => e.detail.reason === 'load').length >= args[0];";
    page.wait_until("commune-error", script, json!([times])).await?;
    ensure!(page.fallback_shows(0).await?, "the link is gone");
    not_tampered(page).await
}

async fn compared(browser: &mut Browser) -> Result<()> {
    let bound = Bound::new("compared")?;
    // Once for the fetch and once for the preload: an import that asked again would get the third.
    let answers = |good: &str| [fresh(good), fresh(good), script(TAMPERED)];
    let page = browser.open(&bound.page(&answers(&bound.glue.1), &answers(&bound.beside.1))).await?;
    page.wait_for("Dessiné").await?;
    not_tampered(&page).await
}

/// WebKit 2.50 runs the second answer: see docs/THREATS.md.
async fn changed_mind(browser: &mut Browser) -> Result<()> {
    let bound = Bound::new("changed")?;
    let answers = [fresh(&bound.glue.1), script(TAMPERED)];
    let page = browser.open(&bound.page(&answers, &[fresh(&bound.beside.1)])).await?;
    failed(&page, 1).await
}

async fn beside(browser: &mut Browser) -> Result<()> {
    let bound = Bound::new("beside")?;
    let page = browser.open(&bound.page(&[script(&bound.glue.1)], &[script(TAMPERED)])).await?;
    failed(&page, 1).await?;
    let asked = page.site().requests().iter().any(|request| request.path() == bound.glue.0);
    ensure!(!asked, "the module is asked for though what it imports was refused");
    Ok(())
}

async fn unlisted(browser: &mut Browser) -> Result<()> {
    let bound = Bound::new("unlisted")?;
    let path = "/unlisted/services.js";
    let case =
        Case::new("<commune-services><a href=\"/index.html\">Les services en texte</a></commune-services>")
            .shells(&[&bound.shell.0])
            .answer(&bound.shell.0, [script(&bound.shell.1)])
            .answer(path, [script(TAMPERED)]);
    let page = browser.open(&case).await?;
    failed(&page, 1).await?;
    ensure!(!page.site().requests().iter().any(|request| request.path() == path), "it is asked for");
    Ok(())
}

async fn retried(browser: &mut Browser) -> Result<()> {
    let bound = Bound::new("retried")?;
    let (good, beside) = (script(&bound.glue.1), [script(&bound.beside.1)]);
    let gone = Reply::with(404, "text/plain", "gone");
    let page = browser.open(&bound.page(&[gone.clone(), script(TAMPERED), good], &beside)).await?;
    let retry = "await widget().retry();";
    failed(&page, 1).await?;
    page.js_async(retry, Value::Null).await?;
    failed(&page, 2).await?;
    page.js_async(retry, Value::Null).await?;
    page.wait_for("Dessiné").await?;
    not_tampered(&page).await?;
    // Where it never comes, there is an end to asking.
    let bound = Bound::new("never")?;
    let page = browser.open(&bound.page(&[gone], &beside)).await?;
    failed(&page, 1).await?;
    for _ in 0..6 {
        page.js_async(retry, Value::Null).await?;
    }
    failed(&page, 7).await?;
    let all = page.site().requests();
    let asked: Vec<_> = all.iter().filter(|r| r.path() == bound.glue.0).map(|r| &r.target).collect();
    let last = format!("{}?retry=3", bound.glue.0);
    ensure!(asked.contains(&&last) && asked.len() <= 4, "asked: {asked:?}");
    Ok(())
}
