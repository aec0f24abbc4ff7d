//! One embed page and its oEmbed JSON.

use anyhow::{Result, bail};
use commune_energy::data::pack::Commune;
use maud::{DOCTYPE, html};
use serde::Serialize;

use super::widget::Widget;

/// The sheet beside the folders of the widgets.
pub(super) const CSS: &str = include_str!("embed.css");
/// The script beside it: language, appearance, height, links.
pub(super) const JS: &str = include_str!("embed.js");

/// Height of a frame until the page has told its own, in CSS pixels.
const HEIGHT: u32 = 700;
/// What oEmbed asks for in pixels; the frame itself is as wide as its column.
const WIDTH: u32 = 600;
/// How long a consumer may keep the JSON, in seconds: a week.
const CACHE_AGE: u32 = 604_800;

/// Where the pages will be, and whose they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    /// The folder that holds `embed/`, `packs/` and the script, ends with `/`.
    pub(super) base: String,
    /// The script, as seen from an embed page.
    pub(super) shell: String,
    /// Who publishes them, or empty.
    pub(super) owner: String,
}

impl Site {
    /// Checks both addresses.
    ///
    /// # Errors
    /// `base` is no http(s) address of a folder, or `shell` neither one of a script nor a path below `base`.
    pub(super) fn new(base: &str, shell: &str, owner: &str) -> Result<Self> {
        let web = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        let odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>?#\\".contains(c);
        if !web(base) || base.contains(odd) || base.ends_with("//") {
            bail!("{base:?} is no address of a folder: https://HOST/ or https://HOST/folder/");
        }
        let below = !shell.is_empty()
            && !shell.starts_with('/')
            && !shell.contains(':')
            && shell.split('/').all(|part| part != "..");
        if shell.contains(odd) || !(web(shell) || below) {
            bail!("{shell:?} is neither an address of a script nor a path below the base");
        }
        Ok(Self {
            base: format!("{}/", base.trim_end_matches('/')),
            shell: if web(shell) { shell.to_owned() } else { format!("../../{shell}") },
            owner: owner.to_owned(),
        })
    }

    /// The address of a page without its ending.
    fn address(&self, widget: Widget, insee: &str) -> String {
        format!("{}embed/{}/{insee}", self.base, widget.name())
    }
}

/// The page: the widget and nothing else, safe under a strict policy.
pub(super) fn html(site: &Site, widget: Widget, commune: &Commune) -> String {
    let title = widget.title(&commune.name);
    let address = site.address(widget, &commune.insee);
    let (href, words) = widget.link(&commune.insee, &commune.name);
    // maud has no element whose name is a value.
    let element = format!("commune-{}", widget.name());
    let open = format!("<{element} insee=\"{}\" heading-level=\"1\">", commune.insee);
    html! {
        (DOCTYPE)
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="canonical" href={ (address) ".html" };
                link rel="alternate" type="application/json+oembed" href={ (address) ".json" } title=(title);
                link rel="stylesheet" href="../embed.css";
                script src="../embed.js" {}
                script type="module" src=(site.shell) {}
            }
            body {
                (maud::PreEscaped(open))
                a lang="fr" href=(href) { (words) }
                (maud::PreEscaped(format!("</{element}>")))
            }
        }
    }
    .into_string()
}

/// What oEmbed 1.0 calls a rich response (<https://oembed.com/#section2>).
#[derive(Debug, Serialize)]
pub(super) struct OEmbed {
    version: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    provider_name: String,
    provider_url: String,
    cache_age: u32,
    width: u32,
    height: u32,
    html: String,
}

/// The JSON beside a page. Its quotation is what WordPress shows until the frame has told its height, and
/// without JavaScript: without one, it never loads the script that listens (`wp_maybe_enqueue_oembed_host_js`).
pub(super) fn oembed(site: &Site, widget: Widget, commune: &Commune) -> OEmbed {
    let title = widget.title(&commune.name);
    let address = site.address(widget, &commune.insee);
    let (href, words) = widget.link(&commune.insee, &commune.name);
    let href = match href.strip_prefix("../../") {
        Some(path) => format!("{}{path}", site.base),
        None => href,
    };
    let html = html! {
        blockquote { a href=(href) { (words) } }
        iframe src={ (address) ".html" } title=(title) width="100%" height=(HEIGHT) frameborder="0" {}
    };
    OEmbed {
        version: "1.0",
        kind: "rich",
        title,
        provider_name: site.owner.clone(),
        provider_url: site.base.clone(),
        cache_age: CACHE_AGE,
        width: WIDTH,
        height: HEIGHT,
        html: html.into_string(),
    }
}
