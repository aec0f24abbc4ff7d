//! What a commune chose once for all its widgets: `packs/communes/1/<insee>.json` beside the shell.
//!
//! The shell fetches the file and hands it over as parsed; an element's own attributes win over it. The file is
//! data from a host, so only the attributes named here are taken from it, never one that names what is fetched
//! at once (`src`, `live`, `tiles`), and only colours written `#rrggbb`.

use commune_source::value::Value;

use crate::{Attributes, Lang};

/// A text of the file by its object and field, and the attribute that it stands for.
const TEXTS: &[(&str, &str, &str)] = &[
    ("", "appearance", "appearance"),
    ("", "helpPhone", "help-phone"),
    // Who named no place of digital help has a town hall that answers.
    ("townHall", "phone", "help-phone"),
    ("links", "help", "help"),
    ("links", "join", "join"),
    ("links", "opinion", "opinion"),
    ("links", "reserve", "reserve"),
    ("links", "panel", "panel"),
    ("links", "renovation", "renovation"),
    ("links", "advice", "advice"),
    ("decidim", "platform", "platform"),
    ("decidim", "slug", "process"),
];

/// The custom properties that a commune may set, without `--commune-`.
const COLOURS: &[&str] = &[
    "surface",
    "surface-soft",
    "text",
    "text-muted",
    "accent",
    "on-accent",
    "border",
    "danger",
    "success",
    "warning",
    "series-1",
    "series-2",
    "series-3",
    "series-4",
    "series-5",
    "series-6",
];

/// The settings of one commune.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    attributes: Vec<(&'static str, String)>,
    languages: Vec<Lang>,
    /// Custom properties: name, light value, dark value.
    tokens: Vec<(String, String, String)>,
}

impl Settings {
    /// Reads a parsed file. What is not as the format says is left out: a commune's page must not depend on it.
    pub fn read(file: &impl Value) -> Self {
        let mut attributes: Vec<(&str, String)> = Vec::new();
        for (object, field, attribute) in TEXTS {
            let text = if object.is_empty() {
                file.text_or_empty(field)
            } else {
                file.field(object).text_or_empty(field)
            };
            if !text.trim().is_empty() && !attributes.iter().any(|(name, _)| name == attribute) {
                attributes.push((attribute, text));
            }
        }
        if file.field("hideRank").boolean() == Some(true) {
            attributes.push(("hide-rank", String::new()));
        }
        let languages = file.list("languages").into_iter().filter_map(|tag| tag.text());
        let languages = languages.filter_map(|tag| Lang::from_tag(&tag)).collect();
        Self { attributes, languages, tokens: tokens(&file.field("tokens")) }
    }

    /// The element's attributes, completed. A blank one is an absent one.
    pub fn complete(&self, own: Vec<(String, String)>, page_lang: String) -> Attributes {
        let says = |name: &str| own.iter().any(|(own, value)| own == name && !value.trim().is_empty());
        let mut values: Vec<(String, String)> = Vec::new();
        for (name, value) in self.attributes.iter().filter(|(name, _)| !says(name)) {
            values.push(((*name).to_owned(), value.clone()));
        }
        values.extend(own);
        // The page's language where the commune offers it: its Dutch pages stay Dutch.
        let offered = Lang::from_tag(&page_lang).is_some_and(|lang| self.languages.contains(&lang));
        let lang = match self.languages.first() {
            Some(first) if !offered => first.tag().to_owned(),
            _ => page_lang,
        };
        Attributes::new(values, lang)
    }

    /// The custom properties that it sets.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|(name, ..)| name.as_str())
    }

    /// A style sheet for the shadow root, or nothing. `tokens`: with the commune's colours.
    ///
    /// The page's own rules for the element win over it, as rules for `:host` do
    /// (<https://www.w3.org/TR/css-scoping-1/#host-selector>).
    pub fn css(&self, tokens: bool) -> String {
        let mut css = String::new();
        if tokens && !self.tokens.is_empty() {
            let [mut both, mut light, mut dark] = [const { String::new() }; 3];
            for (name, one, other) in &self.tokens {
                let same = one == other;
                let value = if same { one.clone() } else { ["light-dark(", one, ",", other, ")"].concat() };
                both += &[name, ":", &value, ";"].concat();
                if !same {
                    light += &[name, ":", one, ";"].concat();
                    dark += &[name, ":", other, ";"].concat();
                }
            }
            css = [":host{", &both, "}@supports not (color:light-dark(#000,#fff)){:host{", &light].concat();
            css += &["}:host([appearance=dark]){", &dark, "}}"].concat();
        }
        let appearance = self.attributes.iter().find(|(name, _)| *name == "appearance");
        let scheme = match appearance.map_or("", |(_, value)| value.as_str()) {
            "light" => "light",
            "dark" => "dark",
            "auto" => "light dark",
            _ => "",
        };
        // What the widget's own sheet does for the attribute, which is not there.
        let bare = ":host(:not([appearance]))";
        if !scheme.is_empty() {
            css += &[bare, "{color-scheme:", scheme, "}"].concat();
        }
        if !scheme.is_empty() || (tokens && self.properties().any(|name| name == "--commune-surface")) {
            css += &[bare, " .widget{padding:1em}"].concat();
        }
        css
    }
}

/// The colours that both schemes have, and the radius.
fn tokens(file: &impl Value) -> Vec<(String, String, String)> {
    let (light, dark) = (file.field("light"), file.field("dark"));
    let mut tokens = Vec::new();
    for colour in COLOURS {
        let name = ["--commune-", colour].concat();
        let (one, other) = (light.text_or_empty(&name), dark.text_or_empty(&name));
        if is_colour(&one) && is_colour(&other) {
            tokens.push((name, one, other));
        }
    }
    let radius = file.text_or_empty("radius");
    if is_length(&radius) {
        tokens.push(("--commune-radius".to_owned(), radius.clone(), radius));
    }
    tokens
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `0`, or a number of px, em or rem.
fn is_length(text: &str) -> bool {
    let number = ["px", "rem", "em"].iter().find_map(|unit| text.strip_suffix(unit));
    text == "0"
        || number.is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn attributes(file: &Json, own: &[(&str, &str)], page: &str) -> Attributes {
        let own = own.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Settings::read(file).complete(own, page.to_owned())
    }

    fn file() -> Json {
        json!({
            "commune": { "insee": "59648", "name": "Wattignies" },
            "townHall": { "phone": "03 53 01 00 00" },
            "appearance": "dark",
            "languages": ["nl", "fr"],
            "decidim": { "platform": "https://participer.example.org", "slug": "marche", "areas": ["Centre"] },
            "links": { "help": "/aide", "join": "/aider", "src": "https://evil.example/" },
            "src": "https://evil.example/", "live": true, "hideRank": true
        })
    }

    #[test]
    fn an_element_with_nothing_but_its_commune_takes_what_the_commune_chose() {
        let all = attributes(&file(), &[("insee", "59648")], "");
        assert_eq!(all.get("insee"), Some("59648"));
        assert_eq!(all.get("help"), Some("/aide"));
        assert_eq!(all.get("help-phone"), Some("03 53 01 00 00"));
        assert_eq!(all.get("appearance"), Some("dark"));
        assert_eq!(all.get("platform"), Some("https://participer.example.org"));
        assert_eq!(all.get("process"), Some("marche"));
        assert!(all.flag("hide-rank"));
    }

    #[test]
    fn attributes_win_and_a_blank_one_is_none() {
        let own = [("help", "/mine"), ("join", " "), ("hide-rank", "false"), ("appearance", "light")];
        let all = attributes(&file(), &own, "");
        assert_eq!(all.get("help"), Some("/mine"));
        assert_eq!(all.get("join"), Some("/aider"));
        assert_eq!(all.get("appearance"), Some("light"));
        assert!(!all.flag("hide-rank"));
    }

    #[test]
    fn the_page_is_followed_in_each_language_that_the_commune_offers() {
        let lang = |page: &str| attributes(&file(), &[], page).inherited_lang().to_owned();
        assert_eq!(lang("fr-BE"), "fr-BE");
        assert_eq!(lang("en"), "nl", "the first one that it offers");
        assert_eq!(lang(""), "nl");
        assert_eq!(attributes(&json!({}), &[], "en").inherited_lang(), "en");
    }

    #[test]
    fn nothing_else_is_taken_from_the_file() {
        let all = attributes(&file(), &[], "");
        assert_eq!(all.get("src"), None);
        assert!(!all.flag("live"));
    }

    #[test]
    fn colours_become_a_sheet_for_both_schemes() {
        let file = json!({ "tokens": {
            "light": { "--commune-accent": "#8f2d1c", "--commune-text": "#2b1d16" },
            "dark": { "--commune-accent": "#ffab94" },
            "radius": "0.25em"
        } });
        let settings = Settings::read(&file);
        assert_eq!(settings.properties().collect::<Vec<_>>(), ["--commune-accent", "--commune-radius"]);
        assert_eq!(
            settings.css(true),
            ":host{--commune-accent:light-dark(#8f2d1c,#ffab94);--commune-radius:0.25em;}\
             @supports not (color:light-dark(#000,#fff)){:host{--commune-accent:#8f2d1c;}\
             :host([appearance=dark]){--commune-accent:#ffab94;}}"
        );
        assert_eq!(settings.css(false), "", "the page has colours of its own");
    }

    #[test]
    fn a_ground_of_its_own_gets_a_margin() {
        let ground = json!({ "--commune-surface": "#fffaf3" });
        let settings = Settings::read(&json!({ "tokens": { "light": ground, "dark": ground } }));
        assert!(settings.css(true).starts_with(":host{--commune-surface:#fffaf3;}"));
        assert!(settings.css(true).ends_with(":host(:not([appearance])) .widget{padding:1em}"));
        assert_eq!(settings.css(false), "");
    }

    #[test]
    fn an_appearance_is_a_sheet_too() {
        assert_eq!(
            Settings::read(&json!({ "appearance": "auto" })).css(true),
            ":host(:not([appearance])){color-scheme:light dark}:host(:not([appearance])) .widget{padding:1em}"
        );
        assert_eq!(Settings::read(&json!({ "appearance": "pink" })).css(true), "");
    }

    #[test]
    fn a_sheet_holds_nothing_but_colours_and_lengths() {
        let evil = "#00518a;}*{display:none";
        let file = json!({ "tokens": {
            "light": { "--commune-accent": evil, "--commune-text": "red" },
            "dark": { "--commune-accent": "#ffab94", "--commune-text": "#é3456" },
            "radius": "1px;}"
        } });
        assert_eq!(Settings::read(&file).css(true), "");
        for broken in
            [json!(null), json!([]), json!("x"), json!({ "links": 3, "tokens": [], "languages": {} })]
        {
            assert_eq!(Settings::read(&broken), Settings::default());
        }
    }
}
