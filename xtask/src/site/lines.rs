//! The lines that a webmaster pastes. `www/generateur.js` writes the same ones: the browser suite compares them.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::html::escape;
use super::packs::Commune;
use crate::project::Project;

/// What can be pasted: a widget, or a widget with an attribute that makes another thing of it.
#[derive(Debug)]
pub(super) struct Choice {
    /// Its name on the site and in the generator.
    pub(super) id: &'static str,
    /// The widget: `commune-{kind}`.
    pub(super) kind: &'static str,
    /// What the site calls it.
    pub(super) name: &'static str,
    /// One sentence: what a resident does with it.
    pub(super) purpose: &'static str,
    /// Attributes of its own.
    attributes: &'static [(&'static str, &'static str)],
    /// The text of its link in French, Dutch and English; the commune's name follows in brackets where the
    /// link leads to a page of the commune.
    link: [&'static str; 3],
    /// Where the link leads: a path beside the script, with `{insee}`, or with `{audience}` and `{lang}`.
    href: &'static str,
    /// Another site that helps, with the text of the link, where the packs that were built lack a page of this kind
    /// that belongs to no commune: a release holds no page of content that nobody signed off.
    elsewhere: Option<(&'static str, [&'static str; 3])>,
}

/// The quiz's link for the audiences that have a text of their own.
const AUDIENCES: [(&str, [&str; 3]); 3] = [
    (
        "staff",
        [
            "Lire les bons réflexes au travail",
            "Lees de juiste reflexen op het werk",
            "Read the right reflexes at work",
        ],
    ),
    (
        "elected",
        [
            "Lire les bons réflexes des élus",
            "Lees de juiste reflexen voor verkozenen",
            "Read the right reflexes for elected members",
        ],
    ),
    ("commune", DIAGNOSIS),
];

const DIAGNOSIS: [&str; 3] =
    ["Lire le diagnostic en texte", "Lees de diagnose als tekst", "Read the diagnosis as text"];

const QUIZ: &str = "packs/cyber-quiz/1/{audience}.{lang}.html";

/// A link: its address, its text, and the language of what it leads to.
struct Target {
    href: String,
    text: String,
    hreflang: &'static str,
}

pub(super) const CHOICES: [Choice; 5] = [
    Choice {
        id: "energie",
        kind: "energy",
        name: "L'énergie",
        purpose: "Voir ce que la commune consomme. Comprendre sa propre consommation, sans envoyer son fichier.",
        attributes: &[],
        link: ["Les chiffres de l’énergie", "De energiecijfers", "The energy figures"],
        href: "packs/energy/1/{insee}.html",
        elsewhere: None,
    },
    Choice {
        id: "services",
        kind: "services",
        name: "Les services et les démarches",
        purpose: "Trouver le bon lieu ou la bonne démarche avec ses propres mots : ouvert, proche, accessible.",
        attributes: &[],
        link: ["La liste des services", "De lijst van diensten", "The list of services"],
        href: "packs/services/1/{insee}.html",
        elsewhere: None,
    },
    Choice {
        id: "consultation",
        kind: "consultation",
        name: "Donner son avis",
        purpose: "Voir les concertations ouvertes, et comment participer : en ligne, par téléphone, sur papier, sur place.",
        attributes: &[],
        link: ["Les concertations", "De inspraak", "The consultations"],
        href: "packs/consultation/1/{insee}.html",
        elsewhere: None,
    },
    Choice {
        id: "cyber",
        kind: "cyber-quiz",
        name: "Les arnaques en ligne",
        purpose: "Apprendre les bons réflexes : cinq situations, cinq minutes. Rien n'est envoyé.",
        attributes: &[],
        link: [
            "Lire les bons réflexes contre les arnaques",
            "Lees de juiste reflexen tegen oplichting",
            "Read the right reflexes against scams",
        ],
        href: QUIZ,
        elsewhere: Some((
            "https://17cyber.gouv.fr",
            [
                "Victime d’une arnaque ? 17cyber.gouv.fr",
                "Slachtoffer van oplichting? 17cyber.gouv.fr",
                "Victim of a scam? 17cyber.gouv.fr",
            ],
        )),
    },
    Choice {
        id: "diagnostic",
        kind: "cyber-quiz",
        name: "L'autodiagnostic de la commune",
        purpose: "Faire le point sur la sécurité informatique de la mairie, en réunion. Pour une page réservée aux agents.",
        attributes: &[("audience", "commune")],
        link: DIAGNOSIS,
        href: QUIZ,
        elsewhere: Some((
            "https://cyber.gouv.fr",
            ["Les conseils de l’ANSSI", "Het advies van ANSSI", "The advice of ANSSI"],
        )),
    },
];

/// The choice of that name.
pub(super) fn choice(id: &str) -> Result<&'static Choice> {
    CHOICES.iter().find(|choice| choice.id == id).with_context(|| format!("no widget is called `{id}` here"))
}

/// What the visitor chose beside the widget and the commune.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Options<'a> {
    /// `fr`, `nl`, `en`; the page's where it is empty.
    pub(super) lang: &'a str,
    /// `light`, `dark`, `auto`; the page's where it is empty.
    pub(super) appearance: &'a str,
    /// Further attributes; one with an empty value is written without a value.
    pub(super) more: &'a [(&'a str, &'a str)],
}

/// The first of the two lines.
pub(super) fn script(host: &str) -> String {
    format!("<script type=\"module\" src=\"{host}commune-widgets.js\"></script>")
}

impl Choice {
    /// Where the link leads, and its text.
    fn target(&self, project: &Project, host: &str, commune: &Commune, options: Options<'_>) -> Target {
        let at = match options.lang {
            "nl" => 1,
            "en" => 2,
            _ => 0,
        };
        let Some((site, words)) = self.elsewhere else {
            let href = format!("{host}{}", self.href.replace("{insee}", &commune.insee));
            return Target { href, text: format!("{} ({})", self.link[at], commune.name), hreflang: "fr" };
        };
        let audience = self.attributes.iter().chain(options.more).find(|(name, _)| *name == "audience");
        let audience = audience.map_or("residents", |(_, value)| *value);
        let lang = ["fr", "nl", "en"][at];
        let page = self.href.replace("{audience}", audience).replace("{lang}", lang);
        if !project.pkg(&page).is_file() {
            return Target { href: site.to_owned(), text: words[at].to_owned(), hreflang: "fr" };
        }
        let own = AUDIENCES.iter().find(|(known, _)| *known == audience);
        let text = own.map_or(self.link, |(_, words)| *words)[at].to_owned();
        Target { href: format!("{host}{page}"), text, hreflang: lang }
    }

    fn link(&self, project: &Project, host: &str, commune: &Commune, options: Options<'_>) -> String {
        let Target { href, text, hreflang } = self.target(project, host, commune, options);
        let lang = options.lang;
        let foreign = matches!(lang, "nl" | "en");
        let marks = if foreign { format!(" lang=\"{lang}\" hreflang=\"{hreflang}\"") } else { String::new() };
        format!("<a href=\"{href}\"{marks}>{}</a>", escape(&text))
    }

    /// The element with its link, on one line.
    pub(super) fn element(
        &self,
        project: &Project,
        host: &str,
        commune: &Commune,
        options: Options<'_>,
    ) -> String {
        let attributes = self.written("", commune, options);
        let link = self.link(project, host, commune, options);
        format!("<commune-{kind}{attributes}>{link}</commune-{kind}>", kind = self.kind)
    }

    /// The `div` that stands for the element where a CMS strips unknown tags.
    pub(super) fn div(
        &self,
        project: &Project,
        host: &str,
        commune: &Commune,
        options: Options<'_>,
    ) -> String {
        let attributes = self.written("data-", commune, options);
        let link = self.link(project, host, commune, options);
        format!("<div class=\"commune-widget\" data-widget=\"{}\"{attributes}>{link}</div>", self.kind)
    }

    /// The line for a CMS that takes no HTML: `iframe` of an embed page (`commune-packs embed`), or the words of
    /// the plugins of `www/integrations`. `None` where there is no such form.
    pub(super) fn form(&self, form: &str, host: &str, commune: &Commune) -> Option<String> {
        let name = &commune.name;
        let more = |around: &dyn Fn(&str, &str) -> String| -> String {
            self.attributes.iter().map(|(name, value)| around(name, value)).collect()
        };
        let quoted = |name: &str, value: &str| format!(" {name}=\"{value}\"");
        match form {
            "iframe" if self.attributes.is_empty() => Some(format!(
                "<iframe src=\"{host}embed/{}/{}.html\" title=\"{} ({})\" width=\"100%\" height=\"700\"></iframe>",
                self.kind,
                commune.insee,
                self.name.replace('\'', "’"),
                escape(name)
            )),
            "wordpress" => {
                let tag = self.kind.replace('-', "_");
                Some(format!("[commune_{tag} commune=\"{name}\"{}]", more(&quoted)))
            }
            "spip" => {
                let model = self.kind.replace("energy", "energie").replace('-', "_");
                let more = more(&|name, value| format!("|{name}={value}"));
                Some(format!("<commune_{model}|commune={name}{more}>"))
            }
            "hugo" => Some(format!(
                "{{{{< commune widget=\"{}\" commune=\"{name}\"{} >}}}}",
                self.kind,
                more(&quoted)
            )),
            _ => None,
        }
    }

    /// Attributes in the order of the generator.
    fn written(&self, prefix: &str, commune: &Commune, options: Options<'_>) -> String {
        let chosen = [("lang", options.lang), ("appearance", options.appearance)];
        let chosen = chosen.iter().filter(|(_, value)| !value.is_empty());
        let insee = [("insee", commune.insee.as_str())];
        let all = insee.iter().chain(self.attributes).chain(chosen).chain(options.more);
        all.map(|(name, value)| match *value {
            "" => format!(" {prefix}{name}"),
            value => format!(" {prefix}{name}=\"{}\"", escape(value)),
        })
        .collect()
    }
}

/// What `www/generateur.js` needs to write the same lines: `generateur.json`.
pub(super) fn for_the_script(project: &Project) -> Value {
    let any = Commune { insee: "{insee}".to_owned(), name: "{nom}".to_owned() };
    let choices = CHOICES.iter().map(|choice| {
        let links = ["fr", "nl", "en"].map(|lang| {
            let options = Options { lang, ..Options::default() };
            let Target { href, text, hreflang } = choice.target(project, "{host}", &any, options);
            (lang.to_owned(), json!({"href": href, "text": text, "hreflang": hreflang}))
        });
        let links: serde_json::Map<_, _> = links.into_iter().collect();
        let title = choice.name.replace('\'', "’");
        let value =
            json!({ "kind": choice.kind, "title": title, "attributes": choice.attributes, "links": links });
        (choice.id.to_owned(), value)
    });
    Value::Object(choices.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_plugins_are_those_of_their_sources() {
        let project = Project::find().unwrap();
        let folder = project.path("www/integrations");
        let commune = Commune { insee: "59648".into(), name: "Wattignies".into() };
        for choice in &CHOICES {
            let spip = choice.form("spip", "", &commune).unwrap();
            let model = spip.trim_start_matches('<').split('|').next().unwrap();
            let file = folder.join(format!("spip/commune_widgets/modeles/{model}.html"));
            assert!(file.is_file(), "{} is not there", file.display());
        }
        let render = folder.join("wordpress/commune-widgets/includes/render.php");
        let render = std::fs::read_to_string(render).unwrap();
        assert!(render.contains("'commune_' . str_replace( '-', '_', $widget )"));
        assert!(folder.join("hugo/module/layouts/shortcodes/commune.html").is_file());
        assert_eq!(
            CHOICES[4].form("hugo", "", &commune).unwrap(),
            "{{< commune widget=\"cyber-quiz\" commune=\"Wattignies\" audience=\"commune\" >}}"
        );
    }

    #[test]
    fn an_element_and_its_div_have_the_same_attributes() {
        let project = Project::find().unwrap();
        let commune = Commune { insee: "59648".into(), name: "Wattignies".into() };
        let options = Options { lang: "nl", appearance: "dark", more: &[("hide-rank", "")] };
        let element = CHOICES[0].element(&project, "H/", &commune, options);
        assert_eq!(
            element,
            "<commune-energy insee=\"59648\" lang=\"nl\" appearance=\"dark\" hide-rank>\
             <a href=\"H/packs/energy/1/59648.html\" lang=\"nl\" hreflang=\"fr\">De energiecijfers \
             (Wattignies)</a></commune-energy>"
        );
        let div = CHOICES[0].div(&project, "H/", &commune, options);
        let data = " data-insee=\"59648\" data-lang=\"nl\" data-appearance=\"dark\" data-hide-rank>";
        assert!(div.contains(data), "{div}");
    }

    #[test]
    fn the_quiz_leads_to_the_page_of_its_audience_and_language() {
        let commune = Commune { insee: "59648".into(), name: "Wattignies".into() };
        let folder = std::env::temp_dir().join(format!("xtask-lines-{}", std::process::id()));
        let project = Project::find().unwrap().apart(&folder, None, false);
        let pages = project.pkg("packs/cyber-quiz/1");
        std::fs::create_dir_all(&pages).unwrap();
        let line = |choice: &Choice, lang, more| {
            choice.element(&project, "H/", &commune, Options { lang, more, ..Options::default() })
        };
        // Where a release lacks the page, the link leads to who helps.
        let without = line(&CHOICES[3], "", &[]);
        assert!(without.contains("<a href=\"https://17cyber.gouv.fr\">Victime d’une arnaque"), "{without}");
        assert!(line(&CHOICES[4], "", &[]).contains("<a href=\"https://cyber.gouv.fr\">"));
        for name in ["residents.fr", "residents.nl", "staff.en", "elected.fr", "commune.fr"] {
            std::fs::write(pages.join(format!("{name}.html")), "").unwrap();
        }
        for (choice, lang, more, link) in [
            (3, "", &[][..], "residents.fr.html\">Lire les bons réflexes contre les arnaques</a>"),
            (
                3,
                "nl",
                &[],
                "residents.nl.html\" lang=\"nl\" hreflang=\"nl\">Lees de juiste reflexen tegen oplichting</a>",
            ),
            (
                3,
                "en",
                &[("audience", "staff")],
                "staff.en.html\" lang=\"en\" hreflang=\"en\">Read the right reflexes at work</a>",
            ),
            (3, "fr", &[("audience", "elected")], "elected.fr.html\">Lire les bons réflexes des élus</a>"),
            (3, "fr", &[("audience", "commune")], "commune.fr.html\">Lire le diagnostic en texte</a>"),
            (4, "", &[], "commune.fr.html\">Lire le diagnostic en texte</a>"),
        ] {
            let line = line(&CHOICES[choice], lang, more);
            assert!(line.contains(&format!("<a href=\"H/packs/cyber-quiz/1/{link}")), "{line}");
        }
        let json = for_the_script(&project);
        assert_eq!(json["cyber"]["links"]["nl"]["href"], "{host}packs/cyber-quiz/1/residents.nl.html");
        assert_eq!(json["cyber"]["links"]["nl"]["hreflang"], "nl");
        assert_eq!(json["energie"]["links"]["nl"]["hreflang"], "fr");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
