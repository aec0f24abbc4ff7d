//! The widgets where communes write: embed pages in frames, real WordPress, real Hugo. What is not installed is
//! skipped, with a sentence.

mod frame;
mod hugo;
mod wordpress;
mod work;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Engine, Page};
use serde_json::{Value, json};
use serve::{Reply, Server};
use thirtyfour::By;

use crate::registry::scenarios;
use wordpress::WordPress;
use work::{INSEE, Work};

scenarios! {
    "an embed page draws in a sandboxed frame without an origin, which takes its height" => sandboxed;
    "a frame that stays lower than its content scrolls, and leads to the page without a frame" => low;
    "without leave for other origins, a sandboxed embed page keeps its link" => refused, only &[Engine::Chromium];
    "in WordPress, what an author and a contributor save draws: div, shortcode, block" => saved, only &[Engine::Chromium];
    "in WordPress, the address of an embed page draws, framed by WordPress or by the plugin" => pasted, only &[Engine::Chromium];
    "in WordPress's editor, a contributor chooses a commune by its name" => edited, only &[Engine::Chromium];
    "in Hugo, the shortcode draws" => hugo::shortcode, only &[Engine::Chromium];
}

const WIDTHS: [u32; 2] = [320, 1280];

/// A page of the commune around a frame, and the few lines that any site needs to follow its height.
fn around(src: &str, width: u32) -> Reply {
    Reply::with(
        200,
        "text/html; charset=utf-8",
        format!(
            "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Cadre</title>\
             <meta name=\"viewport\" content=\"width=device-width\"><body style=\"margin:0\">\
             <script>addEventListener('message', (e) => {{ const f = document.querySelector('iframe'); \
             if (e.source === f.contentWindow && e.data.message === 'height') f.style.height = e.data.value + 'px'; }});\
             </script><iframe title=\"Service\" sandbox=\"allow-scripts\" src=\"{src}\" \
             style=\"width:{width}px;border:0;display:block\"></iframe>"
        ),
    )
}

async fn sandboxed(browser: &mut Browser) -> Result<()> {
    let work = Work::new("embed")?;
    let host = work::host(&work.folder, true)?;
    for widget in ["energy", "consultation", "services", "cyber-quiz"] {
        for width in WIDTHS {
            // The frame is that wide, not the window: not every engine's window can be so small.
            let src = format!("{}/embed/{widget}/{INSEE}.html", host.origin());
            let site = Server::new().handle(move |_| Some(around(&src, width))).start(0)?;
            let page = frame::open(browser, &format!("{}/", site.origin()), 1320).await?;
            let (outer, inner) = frame::heights(browser, &page, "iframe").await?;
            ensure!(
                (outer - inner).abs() <= 1.0,
                "{widget} at {width}: a frame of {outer} px around {inner} px"
            );
            let (_, origin) = frame::origin(browser, &page, "iframe").await?;
            ensure!(origin == "null", "the sandboxed page has the origin {origin}");
            let offered = frame::whole(browser, &page, "iframe").await?;
            ensure!(!offered, "{widget} at {width}: the whole page is offered though all shows");
            eprintln!(
                "{}: {widget} at {width} px: frame {outer} px, content {inner:.1} px",
                browser.engine().name()
            );
        }
    }
    // Language and colours come from the address, and from nothing that is not known.
    let url = format!("{}/embed/energy/{INSEE}.html?lang=nl&appearance=dark", host.origin());
    let page = frame::open(browser, &url, 1280).await?;
    frame::drawn(&page, 0).await?;
    let told = page.js("return [widget().shadowRoot.querySelector('[lang]')?.lang, getComputedStyle(document.documentElement).colorScheme];", Value::Null).await?;
    ensure!(told == json!(["nl", "dark"]), "{told}");
    Ok(())
}

/// What a press on the link leads to, where the page around may open windows and where it may not.
async fn low(browser: &mut Browser) -> Result<()> {
    let work = Work::new("low")?;
    let host = work::host(&work.folder, true)?;
    for (sandbox, opens) in [("allow-scripts allow-popups", true), ("allow-scripts", false)] {
        let src = format!("{}/embed/energy/{INSEE}.html?lang=en", host.origin());
        let around = format!(
            "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Cadre</title><body>\
             <iframe title=\"Service\" sandbox=\"{sandbox}\" src=\"{src}\" width=\"600\" height=\"700\"></iframe>"
        );
        let site = Server::new()
            .handle(move |_| Some(Reply::with(200, "text/html; charset=utf-8", around.clone())))
            .start(0)?;
        let page = frame::open(browser, &format!("{}/", site.origin()), 1320).await?;
        let (outer, inner) = frame::heights(browser, &page, "iframe").await?;
        ensure!(outer < inner, "{outer} px of {inner}");
        let session = browser.session().context("no session")?;
        let before = session.windows().await?;
        session.enter_frame(0).await?;
        page.wait_until("the link to the whole page", frame::WHOLE, Value::Null).await?;
        let scrolls = page.js("scrollTo(0, 300); return scrollY > 200;", Value::Null).await?;
        let link = session.find(By::Css(".whole")).await?;
        ensure!(link.text().await? == "See this service on a full page", "{}", link.text().await?);
        link.click().await?;
        ensure!(scrolls == json!(true), "the frame does not scroll");
        if opens {
            session.enter_default_frame().await?;
            let new = frame::opened(session, &before).await?;
            let own = session.window().await?;
            session.switch_to_window(new).await?;
            let told = frame::drawn(&page, 0).await;
            let address =
                page.js("return [location.href, !!document.querySelector('.whole')];", Value::Null).await;
            session.close_window().await?;
            session.switch_to_window(own).await?;
            told?;
            ensure!(address? == json!([src, false]), "the link led elsewhere");
        } else {
            let gone = "return !document.querySelector('.whole') && location.search === '?lang=en';";
            let gone = page.wait_until("the link that cannot lead anywhere to go", gone, Value::Null).await;
            session.enter_default_frame().await?;
            gone?;
        }
    }
    Ok(())
}

async fn refused(browser: &mut Browser) -> Result<()> {
    let work = Work::new("refused")?;
    let host = work::host(&work.folder, false)?;
    let src = format!("{}/embed/energy/{INSEE}.html", host.origin());
    let site = Server::new().handle(move |_| Some(around(&src, 1280))).start(0)?;
    let page = frame::open(browser, &format!("{}/", site.origin()), 1280).await?;
    page.wait_until(
        "the height of the link",
        "return document.querySelector('iframe').style.height;",
        Value::Null,
    )
    .await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let session = browser.session().context("no session")?;
    session.enter_frame(0).await?;
    let link = page.js("return [!widget().shadowRoot, tidy(widget().querySelector('a').innerText), widget().querySelector('a').getClientRects().length];", Value::Null).await;
    session.enter_default_frame().await?;
    ensure!(link? == json!([true, "Voir les chiffres de l’énergie à Wattignies", 1]), "the link is gone");
    Ok(())
}

/// Follows the link to the whole page, by WordPress, which forbids its frames to open windows.
async fn leave(browser: &Browser, page: &Page, selector: &str, address: &str) -> Result<()> {
    let session = browser.session().context("no session")?;
    frame::enter(session, page, selector).await?;
    session.find(By::Css(".whole")).await?.click().await?;
    session.enter_default_frame().await?;
    page.wait_until("the whole page", "return location.href === args;", json!(address)).await?;
    frame::drawn(page, 0).await
}

/// Starts WordPress, or says why not.
fn wordpress(port: u16) -> Result<Option<WordPress>> {
    if let Some(why) = wordpress::missing() {
        eprintln!("skipped, no WordPress to try: {why}");
        return Ok(None);
    }
    WordPress::start(port).map(Some)
}

async fn saved(browser: &mut Browser) -> Result<()> {
    let work = Work::new("saved")?;
    let host = work::host(&work.folder, true)?;
    let Some(site) = wordpress(host.port())? else { return Ok(()) };
    let local = json!({"source": "local", "host": "", "commune": "Wattignies"});
    site.plugin("on", &local)?;
    let content = format!(
        "<p>Le div :</p>\n<div class=\"commune-widget\" data-widget=\"energy\" data-insee=\"{INSEE}\">\
         <a href=\"/\">Chiffres</a></div><script>document.title = 'taken'</script>\n\n\
         [commune_services commune=\"wattignies\" heading-level=\"3\" help=\"javascript:alert(1)\" \
         src=\"https://elsewhere.example/x.json\" share]\n\n\
         <!-- wp:commune-widgets/cyber-quiz {{\"commune\":\"Wattignies\",\"headingLevel\":\"3\"}} /-->"
    );
    for user in ["author", "contributor"] {
        let (url, stored) = site.save(user, &content)?;
        ensure!(!stored.contains("<script"), "WordPress has not filtered what {user} saved: {stored}");
        for width in WIDTHS {
            let page = frame::open(browser, &url, width).await?;
            for nth in 0..3 {
                frame::drawn(&page, nth).await.with_context(|| format!("{user} at {width} px"))?;
            }
            let told = page
                .js(
                    "return { kinds: [...document.querySelectorAll(ELEMENTS)].map((e) => e.localName), \
                     scripts: document.querySelectorAll('script[src*=\"commune-widgets.js\"]').length, \
                     title: document.title.includes('taken'), wide: document.documentElement.scrollWidth > innerWidth, \
                     own: performance.getEntriesByType('resource').every((e) => e.name.startsWith(location.origin)), \
                     odd: [...document.querySelectorAll('.commune-widget')].some((e) => 'src' in e.dataset || 'help' in e.dataset) };",
                    Value::Null,
                )
                .await?;
            let expected = json!({"kinds": ["commune-energy", "commune-services", "commune-cyber-quiz"],
                "scripts": 1, "title": false, "wide": false, "own": true, "odd": false});
            ensure!(told == expected, "{user} at {width} px: {told}");
        }
        eprintln!("WordPress {}: div, shortcode and block of {user} draw at 320 and 1280 px", site.version);
    }
    // From the metropole's host: another one draws, from there alone.
    let remote = json!({"source": "host", "host": host.origin(), "commune": "Wattignies"});
    site.plugin("on", &remote)?;
    let (url, _) = site.save(
        "contributor",
        "[commune_energy commune=\"Comines\"]\n\n[commune_energy commune=\"Nulle-Part\"]",
    )?;
    let page = frame::open(browser, &url, 1280).await?;
    frame::drawn(&page, 0).await?;
    let told = page.js("return [widget().getAttribute('insee'), document.querySelector('script[src*=\"commune-widgets.js\"]').src.startsWith(args), !!document.querySelector('.commune-widgets-problem'), !!widget(1)];", json!(host.origin())).await?;
    ensure!(told == json!(["59152", true, false, true]), "from the metropole: {told}");
    site.plugin("uninstall", &Value::Null)?;
    ensure!(site.complaints().is_empty(), "{:?}", site.complaints());
    Ok(())
}

async fn edited(browser: &mut Browser) -> Result<()> {
    let Some(site) = wordpress(1)? else { return Ok(()) };
    site.plugin("on", &json!({"source": "local", "host": "", "commune": ""}))?;
    let page = frame::open(browser, &format!("{}/wp-login.php", site.origin), 1280).await?;
    let login = "document.querySelector('#user_login').value = 'contributor'; \
        document.querySelector('#user_pass').value = 'contributor-for-tests'; \
        document.querySelector('#wp-submit').click();";
    page.js(login, Value::Null).await?;
    page.wait_until("the administration", "return location.pathname.startsWith('/wp-admin/');", Value::Null)
        .await?;
    let session = browser.session().context("no session")?;
    session.goto(format!("{}/wp-admin/post-new.php", site.origin)).await?;
    let there = "return ['energy', 'consultation', 'services', 'cyber-quiz'] \
        .every((name) => window.wp?.blocks?.getBlockType('commune-widgets/' + name)?.edit);";
    page.wait_until("the four blocks in the editor", there, Value::Null).await?;
    let insert = "wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false); \
        for (const name of ['energy', 'consultation', 'services', 'cyber-quiz']) \
          wp.data.dispatch('core/block-editor').insertBlocks(wp.blocks.createBlock('commune-widgets/' + name));";
    page.js(insert, Value::Null).await?;
    let field = "return document.querySelectorAll('[data-type^=\"commune-widgets/\"] input[role=combobox]').length === 4 \
        && !document.querySelector('.block-editor-warning');";
    page.wait_until("a field for the commune in each block", field, Value::Null).await?;
    let input = session.find(By::Css("[data-type='commune-widgets/energy'] input[role=combobox]")).await?;
    input.click().await?;
    input.send_keys("watti").await?;
    let option = "const found = [...document.querySelectorAll('[role=option]')].filter((o) => tidy(o.innerText) === 'Wattignies'); \
        found[0]?.click(); return found.length;";
    page.wait_until("the commune among the suggestions", option, Value::Null).await?;
    let save = "wp.data.dispatch('core/editor').editPost({ title: 'Bloc', status: 'pending' }); \
        await wp.data.dispatch('core/editor').savePost(); \
        const post = wp.data.select('core/editor').getCurrentPost(); return [post.id, post.status, post.content];";
    let saved = page.js_async(save, Value::Null).await?;
    let content = saved[2].as_str().unwrap_or_default();
    ensure!(
        saved[1] == "pending"
            && content.contains("<!-- wp:commune-widgets/energy {\"commune\":\"Wattignies\"} /-->"),
        "{saved}"
    );
    let id = saved[0].as_u64().context("no id")?;
    let (code, told) = site.post("admin", &format!("/wp/v2/posts/{id}"), &json!({"status": "publish"}))?;
    ensure!(code == 200, "{told}");
    // The contributor is still logged in: the blocks without a commune say so to them.
    let page = frame::open(browser, &format!("{}/?p={id}", site.origin), 1280).await?;
    frame::drawn(&page, 0).await?;
    let told =
        page.js("return document.querySelectorAll('.commune-widgets-problem').length;", Value::Null).await?;
    ensure!(told == json!(2), "{told} sentences about a missing commune");
    eprintln!("WordPress {}: four blocks in the editor, one commune chosen by its name", site.version);
    Ok(())
}

async fn pasted(browser: &mut Browser) -> Result<()> {
    let work = Work::new("pasted")?;
    let host = work::host(&work.folder, true)?;
    let Some(site) = wordpress(host.port())? else { return Ok(()) };
    for (settings, selector, limit) in [
        // WordPress alone: it finds the JSON by the page's link, sandboxes, and cuts at 1000 pixels.
        (None, "iframe.wp-embedded-content", 1000.0),
        (
            Some(json!({"source": "local", "host": host.origin(), "commune": ""})),
            "iframe.commune-embed",
            f64::MAX,
        ),
    ] {
        if let Some(settings) = &settings {
            site.plugin("on", settings)?;
        }
        for user in ["author", "contributor"] {
            for widget in ["energy", "cyber-quiz"] {
                let address = format!("{}/embed/{widget}/{INSEE}.html", host.origin());
                let (url, _) = site.save(user, &format!("<p>Voici :</p>\n\n{address}\n\n<p>Fin.</p>"))?;
                for width in WIDTHS {
                    let page = frame::open(browser, &url, width).await?;
                    let seen = frame::heights(browser, &page, selector).await;
                    let (outer, inner) =
                        seen.with_context(|| format!("{user}, {widget}, {width} px, {selector}"))?;
                    let wanted = inner.min(limit);
                    ensure!(
                        (outer - wanted).abs() <= 1.0,
                        "{user}, {widget}, {width} px, {selector}: a frame of {outer} px around {inner} px"
                    );
                    let offered = frame::whole(browser, &page, selector).await?;
                    ensure!(
                        offered == (inner > limit),
                        "{user}, {widget}, {width} px: offered is {offered} for {inner} px"
                    );
                    let (sandbox, origin) = frame::origin(browser, &page, selector).await?;
                    ensure!(
                        sandbox.starts_with("allow-scripts") && origin == "null",
                        "{sandbox:?}, origin {origin}"
                    );
                    let wide = page
                        .js("return document.documentElement.scrollWidth > innerWidth;", Value::Null)
                        .await?;
                    ensure!(wide == json!(false), "the frame is wider than {width} px");
                    eprintln!(
                        "WordPress {}, {selector}, {user}, {widget} at {width} px: frame {outer} px, content {inner:.1} px",
                        site.version
                    );
                    if offered {
                        leave(browser, &page, selector, &address).await?;
                    }
                }
            }
        }
    }
    ensure!(site.complaints().is_empty(), "{:?}", site.complaints());
    Ok(())
}
