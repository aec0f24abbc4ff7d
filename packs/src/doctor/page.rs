//! What a page holds that has to do with the widgets.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use url::Url;

/// The widgets, as the shell knows them.
pub(super) const KINDS: [&str; 4] = ["energy", "consultation", "services", "cyber-quiz"];

/// Characters of the page's text that are kept, to find code that is shown instead of run.
const MOST_TEXT: usize = 1 << 20;

/// A script tag.
#[derive(Clone, Debug, Default)]
pub(super) struct Script {
    pub(super) attributes: Vec<(String, String)>,
    /// What stands between its tags; kept of import maps only.
    pub(super) text: String,
}

impl Script {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }

    pub(super) fn is_import_map(&self) -> bool {
        self.get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("importmap"))
    }
}

/// An element of ours, or a `div` that stands for one.
#[derive(Clone, Debug)]
pub(super) struct Widget {
    /// `energy`…
    pub(super) kind: String,
    /// Attributes as the element has them: of a `div` without `data-`.
    pub(super) attributes: Vec<(String, String)>,
}

impl Widget {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.attributes.iter().any(|(known, value)| known == name && value.trim() != "false")
    }

    /// `energy 59648`.
    pub(super) fn name(&self) -> String {
        self.get("insee").map_or_else(|| self.kind.clone(), |insee| format!("{} {insee}", self.kind))
    }
}

/// A page.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) url: Url,
    /// What relative addresses start from: `<base href>`, else the page.
    pub(super) base: Url,
    /// `lang` of the page, or empty.
    pub(super) lang: String,
    pub(super) scripts: Vec<Script>,
    pub(super) widgets: Vec<Widget>,
    /// `div`s of ours that lack what makes them a widget.
    pub(super) bare_divs: Vec<Vec<(String, String)>>,
    /// Policies of `<meta http-equiv>`.
    pub(super) policies: Vec<String>,
    /// Addresses of links.
    pub(super) links: Vec<String>,
    /// Addresses of frames.
    pub(super) frames: Vec<String>,
    pub(super) text: String,
}

impl Page {
    /// The hashes that an import map of the page wants of an address; empty where there are none.
    pub(super) fn pinned(&self, url: &Url) -> String {
        let maps = self.scripts.iter().filter(|script| script.is_import_map());
        for map in maps.filter_map(|map| serde_json::from_str::<serde_json::Value>(&map.text).ok()) {
            for (address, hashes) in map["integrity"].as_object().into_iter().flatten() {
                if self.base.join(address).is_ok_and(|address| address == *url) {
                    return hashes.as_str().unwrap_or_default().to_owned();
                }
            }
        }
        String::new()
    }

    /// The kinds present that exist, each once.
    pub(super) fn kinds(&self) -> Vec<&'static str> {
        KINDS.into_iter().filter(|kind| self.widgets.iter().any(|widget| widget.kind == *kind)).collect()
    }
}

/// Reads a page. Comments, templates and what is for browsers without scripts do not count.
pub(super) fn read(html: &str, url: &Url) -> Page {
    let mut page = Page {
        url: url.clone(),
        base: url.clone(),
        lang: String::new(),
        scripts: Vec::new(),
        widgets: Vec::new(),
        bare_divs: Vec::new(),
        policies: Vec::new(),
        links: Vec::new(),
        frames: Vec::new(),
        text: String::new(),
    };
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    // How deep in elements whose content is not part of the page.
    let mut hidden = 0_u32;
    let (mut in_code, mut in_script) = (false, false);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = lossy(&tag.name);
                let attributes: Vec<(String, String)> =
                    tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(value))).collect();
                if name == "template" || name == "noscript" {
                    hidden += u32::from(!tag.self_closing);
                } else if hidden == 0 {
                    in_script = name == "script";
                    in_code = in_script || name == "style";
                    start(&mut page, &name, attributes);
                }
            }
            Token::EndTag(tag) => {
                let name = lossy(&tag.name);
                if name == "template" || name == "noscript" {
                    hidden = hidden.saturating_sub(1);
                }
                if name == "script" || name == "style" {
                    in_code = false;
                }
            }
            Token::String(text) if hidden == 0 && in_code => {
                let map = page.scripts.last_mut().filter(|script| in_script && script.is_import_map());
                if let Some(map) = map {
                    map.text.push_str(&lossy(&text));
                }
            }
            Token::String(text) if hidden == 0 && page.text.len() < MOST_TEXT => {
                page.text.push_str(&lossy(&text));
            }
            _ => {}
        }
    }
    page
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn start(page: &mut Page, name: &str, attributes: Vec<(String, String)>) {
    let get = |wanted: &str| {
        let found = attributes.iter().find(|(known, _)| known == wanted);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    match name {
        "html" => page.lang = get("lang").unwrap_or_default().to_owned(),
        "base" => {
            if let Some(base) = get("href").and_then(|href| page.url.join(href).ok()) {
                page.base = base;
            }
        }
        "meta"
            if get("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy")) =>
        {
            page.policies.extend(get("content").map(str::to_owned));
        }
        "a" => page.links.extend(get("href").map(str::to_owned)),
        "iframe" => page.frames.extend(get("src").map(str::to_owned)),
        "script" => page.scripts.push(Script { attributes, text: String::new() }),
        "div"
            if get("class")
                .is_some_and(|class| class.split_ascii_whitespace().any(|c| c == "commune-widget")) =>
        {
            match get("data-widget").map(str::to_owned) {
                Some(kind) => {
                    let own = attributes.into_iter().filter_map(|(name, value)| {
                        let name = name.strip_prefix("data-")?.to_owned();
                        (name != "widget").then_some((name, value))
                    });
                    page.widgets.push(Widget { kind, attributes: own.collect() });
                }
                None => page.bare_divs.push(attributes),
            }
        }
        _ => {
            if let Some(kind) = name.strip_prefix("commune-") {
                page.widgets.push(Widget { kind: kind.to_owned(), attributes });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widgets_of_a_page_are_found_whatever_their_form() {
        let html = r#"<!doctype html><html lang="fr"><head><base href="/b/">
            <meta http-equiv="Content-Security-Policy" content="default-src 'self'">
            <script type=module src="w/commune-widgets.js"></script></head><body>
            <!-- <commune-services insee="1"></commune-services> -->
            <template><commune-services></commune-services></template>
            <noscript><commune-services></commune-services></noscript>
            <p><COMMUNE-Energy INSEE="59648"><a href="/e">E</a></COMMUNE-Energy>
            <div class="x commune-widget" data-widget="services" data-insee="59350" data-hide-rank></div>
            <div class="commune-widget"></div>
            <pre>&lt;commune-energy&gt;</pre><script>"<commune-consultation>"</script>"#;
        let page = read(html, &Url::parse("https://a.example/x/y").unwrap());
        let names: Vec<String> = page.widgets.iter().map(Widget::name).collect();
        assert_eq!(names, ["energy 59648", "services 59350"]);
        assert_eq!(page.kinds(), ["energy", "services"]);
        assert!(page.widgets[1].flag("hide-rank"));
        assert_eq!(page.base.as_str(), "https://a.example/b/");
        assert_eq!((page.lang.as_str(), page.scripts.len(), page.bare_divs.len()), ("fr", 2, 1));
        assert_eq!(page.policies, ["default-src 'self'"]);
        assert_eq!(page.links, ["/e"]);
        assert!(page.text.contains("<commune-energy>") && !page.text.contains("consultation"));
    }

    proptest::proptest! {
        #[test]
        fn no_page_makes_the_reader_fall(html in "(<|>|/|=|\"|!--|commune-|div|script|template|é| |class|data-widget|[a-z]){0,60}") {
            read(&html, &Url::parse("https://a.example/").unwrap());
        }
    }
}
