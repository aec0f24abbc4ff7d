//! The library's site, as `cargo xtask site` has written it to `pkg/www/`: its lines to paste, its generator,
//! its search, and what is left of it without scripts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Engine, Look, Page, Policy, out, root};
use serde_json::{Value, json};
use serve::Reply;

use crate::fixtures::{PACK, PER_INHABITANT, each_drawn, energy, nothing_wrong, pack};
use crate::registry::scenarios;

scenarios! {
    "every line to paste on the site draws its widget" => lines;
    "the lines of each commune on the site draw its four widgets" => communes, only &[Engine::Chromium];
    "the lines of the site that pin the library draw a widget" => pinned;
    "the frame that the site gives shows its widget" => frame;
    "the generator writes the site's own lines for the commune that is chosen by name" => generator;
    "the address of the generator opens it as it was filled in" => address;
    "the site's search finds a part of a page, with and without accents" => search;
    "every link of the site leads somewhere" => links, only &[Engine::Chromium];
    "without scripts the pages of the site have all their text" => without_scripts, only &[Engine::Chromium];
    "no page of the site sticks out at 320 pixels" => narrow;
    "axe-core finds nothing on the pages of the site" => axe, only &[Engine::Chromium];
}

/// Where the site is served.
const SITE: &str = "/pkg/www/";
/// The address that stands in the pages until a script puts the real one there.
const HOST: &str = "https://HOST/";

fn folder() -> PathBuf {
    let built = std::env::var_os("COMMUNE_PKG").map_or_else(|| root().join("pkg"), PathBuf::from);
    built.join("www")
}

/// The pages by file name, as they were written.
fn pages() -> Result<BTreeMap<String, String>> {
    let entries = std::fs::read_dir(folder()).context("no site: run `cargo xtask site`")?;
    let mut pages = BTreeMap::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".html") {
            pages.insert(name, std::fs::read_to_string(entry.path())?);
        }
    }
    ensure!(pages.len() > 10, "the site has too few pages: {:?}", pages.keys());
    Ok(pages)
}

/// A page of the site with the harness's scripts in its head.
fn case(name: &str, html: &str) -> Case {
    let scripts = "<head><script src=\"/t/probe.js\"></script><script src=\"/axe.js\"></script>";
    let path = format!("{SITE}{name}");
    let reply = Reply::with(200, "text/html; charset=utf-8", html.replacen("<head>", scripts, 1));
    Case::at(&path).answer(&path, [reply])
}

pub(crate) async fn open(browser: &mut Browser, name: &str) -> Result<Page> {
    let html = std::fs::read_to_string(folder().join(name)).with_context(|| format!("no page {name}"))?;
    browser.open(&case(name, &html)).await
}

/// The blocks of code of a page, as a reader copies them.
fn blocks(html: &str) -> Vec<String> {
    let code = html.split("<pre data-code=\"html\"").skip(1);
    let code = code.filter_map(|rest| rest.split_once("><code>")?.1.split("</code></pre>").next());
    code.map(|text| {
        let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        signs.iter().fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
    })
    .collect()
}

/// Every block with a widget in it, and where it stands; the same lines once.
fn snippets(name: impl Fn(&str) -> bool) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for (page, html) in pages()?.into_iter().filter(|(page, _)| name(page)) {
        for block in blocks(&html).into_iter().filter(|block| holds_widget(block)) {
            found.insert(block, page.clone());
        }
    }
    Ok(found)
}

fn holds_widget(block: &str) -> bool {
    block.contains("<commune-") || block.contains("class=\"commune-widget\"")
}

/// Pastes lines into an empty page and waits until each widget has drawn its first text.
pub(crate) async fn paste(browser: &mut Browser, block: &str) -> Result<()> {
    ensure!(block.contains("<script type=\"module\""), "the lines do not load the script");
    let body = block.replace(HOST, "/pkg/");
    let page = browser.open(&Case::new(&body).shells(&[])).await?;
    let count = page.js("return document.querySelectorAll(ELEMENTS).length;", Value::Null).await?;
    let count = usize::try_from(count.as_u64().unwrap_or(0))?;
    // A `div` is upgraded by the script, which comes a moment later.
    let count = count.max(block.matches("class=\"commune-widget\"").count());
    ensure!(count > 0, "there is no widget in these lines");
    let script = "return document.querySelectorAll(ELEMENTS).length >= args;";
    page.wait_until("the elements", script, json!(count)).await?;
    each_drawn(&page, 60).await?;
    page.wait_ready(count).await?;
    let errors = page.events("commune-error").await?;
    ensure!(errors.is_empty(), "{errors:?}");
    nothing_wrong(&page).await
}

async fn lines(browser: &mut Browser) -> Result<()> {
    let snippets = snippets(|page| page != "lignes.html")?;
    ensure!(snippets.len() >= 15, "the site has too few lines to paste: {}", snippets.len());
    for (block, page) in &snippets {
        paste(browser, block).await.with_context(|| format!("{page}:\n{block}"))?;
    }
    Ok(())
}

async fn communes(browser: &mut Browser) -> Result<()> {
    let snippets = snippets(|page| page == "lignes.html")?;
    ensure!(snippets.len() >= 90, "too few communes: {}", snippets.len());
    for block in snippets.keys() {
        paste(browser, block).await.with_context(|| format!("lignes.html:\n{block}"))?;
    }
    Ok(())
}

async fn pinned(browser: &mut Browser) -> Result<()> {
    let html = pages()?.remove("webmestre.html").context("no guide for webmasters")?;
    let lines = blocks(&html).into_iter().find(|block| block.contains("type=\"importmap\""));
    let lines = lines.context("the guide does not say how to pin")?;
    ensure!(lines.contains(" integrity=\"sha384-"), "the script has no hash: {lines}");
    let body = format!("{}\n{}", lines.replace(HOST, "/pkg/"), energy("insee=\"59648\""));
    // The strict policy would want the hash of the map, which is another at each address: see pinned.rs.
    let case = Case::new(&body).shells(&[]).policy(Policy::None).answer(PACK, [pack()]);
    let page = browser.open(&case).await?;
    page.wait_for(PER_INHABITANT).await?;
    nothing_wrong(&page).await
}

/// The embed pages of one commune, made by the tool that a department runs. Each engine has its own: two may make
/// theirs at a time.
fn embed_pages(engine: Engine) -> Result<PathBuf> {
    let folder = out().join(engine.name()).join("www-embed");
    let mut command = if let Some(program) = std::env::var_os("COMMUNE_PACKS") {
        Command::new(program)
    } else {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["run", "--quiet", "--package", "commune-packs", "--"]);
        cargo
    };
    let done = command
        .current_dir(root())
        .args(["embed", "--base", HOST, "--insee", "59648", "--out"])
        .arg(&folder)
        .output()
        .context("commune-packs embed does not start")?;
    ensure!(done.status.success(), "commune-packs embed: {}", String::from_utf8_lossy(&done.stderr));
    Ok(folder)
}

async fn frame(browser: &mut Browser) -> Result<()> {
    let all: BTreeSet<String> = pages()?.values().flat_map(|html| blocks(html)).collect();
    let frames: Vec<_> = all.into_iter().filter(|block| block.starts_with("<iframe ")).collect();
    ensure!(!frames.is_empty(), "the site shows no frame");
    let folder = embed_pages(browser.engine())?;
    for block in frames {
        let path = block.split("src=\"https://HOST/embed/").nth(1).and_then(|rest| rest.split('"').next());
        let path = path.with_context(|| format!("no embed page: {block}"))?;
        // The policy of the test forbids frames, as the guide says.
        let mut case = Case::new(&block.replace(HOST, "/pkg/")).shells(&[]).policy(Policy::None);
        for (file, kind) in [(path, "text/html"), ("embed.css", "text/css"), ("embed.js", "text/javascript")]
        {
            let bytes = std::fs::read(folder.join("embed").join(file)).with_context(|| file.to_owned())?;
            case = case.answer(&format!("/pkg/embed/{file}"), [Reply::with(200, kind, bytes)]);
        }
        let page = browser.open(&case).await?;
        let script = "const inner = document.querySelector('iframe').contentDocument; \
            const embedded = inner?.querySelector(ELEMENTS); \
            return (embedded?.shadowRoot?.textContent ?? '').length > 200;";
        page.wait_until("the widget in the frame", script, Value::Null).await.context(block)?;
    }
    Ok(())
}

/// What the generator shows as the lines of this form.
async fn written(page: &Page, form: &str) -> Result<String> {
    let text = page.js("return document.getElementById(args[0]).textContent;", json!([form])).await?;
    let base = format!("{}/pkg/", page.site().origin());
    Ok(text.as_str().unwrap_or_default().replace(&base, HOST))
}

/// Chooses in the form as a visitor does.
async fn choose(page: &Page, name: &str, value: &str) -> Result<()> {
    let script = "const field = document.getElementById('generateur').elements[args[0]]; \
        if (field.options) field.value = [...field.options].find((o) => o.text === args[1]).value; \
        else field.value = args[1]; \
        document.getElementById('generateur').dispatchEvent(new Event('change', { bubbles: true }));";
    page.js(script, json!([name, value])).await.map(drop)
}

async fn generator(browser: &mut Browser) -> Result<()> {
    let page = open(browser, "generateur.html").await?;
    let ready = "return !document.getElementById('resultat').hidden;";
    page.wait_until("the generator", ready, Value::Null).await?;
    let own = snippets(|page| page.starts_with("service-") || page == "webmestre.html")?;
    for service in ["energie", "services", "consultation", "cyber", "diagnostic"] {
        choose(&page, "service", service).await?;
        for form in ["element", "div"] {
            let lines = written(&page, form).await?;
            ensure!(own.contains_key(&lines), "{service}, {form}: the site has no such lines:\n{lines}");
        }
    }
    // The words of the plugins and the frame, as the guide shows them.
    choose(&page, "service", "energie").await?;
    let guide = std::fs::read_to_string(folder().join("webmestre.html"))?;
    for form in ["wordpress-ligne", "spip-ligne", "hugo-ligne", "iframe-ligne"] {
        let line = written(&page, form).await?;
        let escaped =
            line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        ensure!(guide.contains(&format!("<code>{escaped}</code>")), "the guide has no such line: {line}");
    }
    // Another commune, and the widget that one sees.
    choose(&page, "commune", "Comines").await?;
    let lines = written(&page, "element").await?;
    let ready_made = snippets(|page| page == "lignes.html")?;
    let (script, element) = lines.split_once('\n').context("the lines are two")?;
    ensure!(
        ready_made.keys().any(|block| block.starts_with(script) && block.contains(element)),
        "lignes.html has no such line:\n{element}"
    );
    page.scroll_to(0).await?;
    page.wait_for("Comines").await?;
    choose(&page, "lang", "nl").await?;
    ensure!(written(&page, "element").await?.contains(" lang=\"nl\""), "the language is not in the lines");
    let dutch = "return widget().shadowRoot.querySelector('[lang]')?.lang === 'nl';";
    page.wait_until("the widget in Dutch", dutch, Value::Null).await?;
    nothing_wrong(&page).await
}

async fn address(browser: &mut Browser) -> Result<()> {
    let html = std::fs::read_to_string(folder().join("generateur.html"))?;
    let opened = case("generateur.html", &html);
    let page = browser.open(&opened).await?;
    let go = "location.search = '?commune=59350&service=services&lang=en&appearance=dark';";
    page.js(go, Value::Null).await?;
    let script = "return document.getElementById('element')?.textContent.includes('appearance=\"dark\"');";
    page.wait_until("the lines of the address", script, Value::Null).await?;
    let lines = written(&page, "element").await?;
    ensure!(lines.contains("<commune-services insee=\"59350\" lang=\"en\" appearance=\"dark\">"), "{lines}");
    nothing_wrong(&page).await
}

async fn search(browser: &mut Browser) -> Result<()> {
    let page = open(browser, "recherche.html").await?;
    for (words, wanted) in [
        ("securite csp", "webmestre.html#la-politique-de-securite-csp"),
        ("Sécurité CSP", "webmestre.html#la-politique-de-securite-csp"),
        ("hide-rank", "service-energie.html#les-reglages-attributs"),
    ] {
        let script = "const box = document.getElementById('q'); box.value = args[0]; \
            box.dispatchEvent(new Event('input', { bubbles: true }));";
        page.js(script, json!([words])).await?;
        let script = "return [...document.querySelectorAll('#trouve a')].slice(0, 5)\
            .some((link) => link.getAttribute('href') === args[0]);";
        page.wait_until(&format!("{wanted} for {words:?}"), script, json!([wanted])).await?;
        let count = page.js("return document.getElementById('compte').textContent;", Value::Null).await?;
        ensure!(count.as_str().is_some_and(|text| text.contains("réponse")), "the count says {count}");
    }
    let script = "const box = document.getElementById('q'); box.value = 'xylophone'; \
        box.form.requestSubmit();";
    page.js(script, Value::Null).await?;
    let script = "return document.getElementById('compte').textContent.startsWith('Aucune réponse');";
    page.wait_until("no answer", script, Value::Null).await?;
    nothing_wrong(&page).await
}

async fn links(browser: &mut Browser) -> Result<()> {
    let pages = pages()?;
    let mut wrong = Vec::new();
    for (name, html) in &pages {
        for href in html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
            if ["https:", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme)) {
                continue;
            }
            let target = if path.is_empty() { name } else { path };
            let found = folder().join(target).is_file();
            let anchored = anchor.is_empty()
                || pages.get(target).is_some_and(|html| html.contains(&format!(" id=\"{anchor}\"")));
            if !found || !anchored {
                wrong.push(format!("{name}: {href}"));
            }
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    // And a server answers them.
    let page = open(browser, "index.html").await?;
    let script = "const all = [...document.links].filter((link) => link.host === location.host); \
        const answers = await Promise.all(all.map((link) => fetch(link.href.split('#')[0]))); \
        return answers.filter((answer) => !answer.ok).map((answer) => answer.url);";
    let refused = page.js_async(script, Value::Null).await?;
    ensure!(refused == json!([]), "not answered: {refused}");
    Ok(())
}

async fn without_scripts(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::new("")).await?;
    page.cdp("Emulation.setScriptExecutionDisabled", json!({"value": true})).await?;
    let result = scriptless(browser).await;
    let page = browser.open(&Case::new("")).await?;
    page.cdp("Emulation.setScriptExecutionDisabled", json!({"value": false})).await?;
    result
}

async fn scriptless(browser: &mut Browser) -> Result<()> {
    for (name, html) in pages()? {
        let path = format!("{SITE}{name}");
        // No script of the harness either: the page as it is.
        let page = browser.open(&Case::at(&path)).await?;
        page.cdp("Emulation.setScriptExecutionDisabled", json!({"value": false})).await?;
        let script = "return [Boolean(customElements.get('commune-energy')), tidy(document.querySelector('main').innerText), \
            [...document.querySelectorAll('main pre')].filter((pre) => visible(pre)).length, \
            [...document.querySelectorAll('.live > * > a')].filter((a) => !visible(a)).length];";
        let seen = page.js(script, Value::Null).await?;
        page.cdp("Emulation.setScriptExecutionDisabled", json!({"value": true})).await?;
        ensure!(seen[0] == json!(false), "{name}: the library has run, so nothing was tried");
        let text = seen[1].as_str().unwrap_or_default();
        ensure!(text.split(' ').count() > 60, "{name} says next to nothing: {text}");
        let blocks = html.matches("<pre data-code=\"html\"").count() as u64;
        ensure!(seen[2].as_u64() >= Some(blocks), "{name} hides lines to paste");
        ensure!(seen[3] == json!(0), "{name} hides the link of a widget");
    }
    Ok(())
}

async fn narrow(browser: &mut Browser) -> Result<()> {
    let mut wrong = Vec::new();
    for (name, html) in pages()? {
        let page = browser.open(&case(&name, &html).size(320, 800)).await?;
        for doubled in [false, true] {
            if doubled {
                page.double_text().await?;
            }
            page.settle().await?;
            let (over, what) = page.overflow().await?;
            if over > 0.0 {
                wrong.push(format!("{name}, doubled {doubled}: {over} px too wide: {what:?}"));
            }
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

async fn axe(browser: &mut Browser) -> Result<()> {
    let mut found = Vec::new();
    for (name, html) in pages()? {
        for look in [Look::Light, Look::Dark] {
            let page = browser.open(&case(&name, &html).look(look)).await?;
            let script = "return widget() ? drawn(0).length > 60 : true;";
            page.wait_until("the first widget", script, Value::Null).await.with_context(|| name.clone())?;
            if let Err(error) = page.assert_axe_clean(&format!("www/{name}"), look).await {
                found.push(format!("{error:#}"));
            }
            nothing_wrong(&page).await.with_context(|| name.clone())?;
        }
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
