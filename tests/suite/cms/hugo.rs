//! A Hugo site built by Hugo, served as it is.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, root};
use serde_json::{Value, json};
use serve::Server;

use super::frame;
use super::work::{Work, output, plugin, program};

pub(super) async fn shortcode(browser: &mut Browser) -> Result<()> {
    let Some(hugo) = program("hugo") else {
        eprintln!("skipped, no Hugo to try: hugo not installed");
        return Ok(());
    };
    let work = Work::new("hugo")?;
    let site = work.folder.join("site");
    output(Command::new("cp").arg("-r").arg(root().join("www/integrations/hugo/site")).arg(&site))?;
    plugin("hugo", &site)?;
    let version = output(Command::new(&hugo).arg("version"))?;
    let server = Server::new().mount("/", site.join("public")).start(0)?;
    let base = format!("{}/", server.origin());
    output(Command::new(&hugo).arg("--source").arg(&site).args(["--baseURL", &base]))?;
    for width in [320, 1280] {
        let page = frame::open(browser, &base, width).await?;
        for nth in 0..3 {
            frame::drawn(&page, nth).await.with_context(|| format!("at {width} px"))?;
        }
        let told = page
            .js(
                "return { kinds: [...document.querySelectorAll(ELEMENTS)].map((e) => [e.localName, e.getAttribute('insee')]), \
                 scripts: document.querySelectorAll('script').length, level: widget(1).getAttribute('heading-level'), \
                 share: widget(1).hasAttribute('share'), notice: widget().getAttribute('notice'), \
                 own: performance.getEntriesByType('resource').every((e) => e.name.startsWith(location.origin)) };",
                Value::Null,
            )
            .await?;
        let expected = json!({"kinds": [["commune-energy", "59648"], ["commune-services", "59648"], ["commune-cyber-quiz", "59648"]],
            "scripts": 1, "level": "3", "share": true, "notice": "Fermé le \"lundi\" & le mardi", "own": true});
        ensure!(told == expected, "at {width} px: {told}");
    }
    eprintln!("{}: three shortcodes draw at 320 and 1280 px", version.trim());
    Ok(())
}
