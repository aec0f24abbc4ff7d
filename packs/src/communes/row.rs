//! A row of the sheet → a configuration, or what is wrong with it.

use std::collections::BTreeMap;

use commune_element::link::safe_href;

use super::columns::LINKS;
use super::config::{Commune, Config, Decidim, SCHEMA, Tokens, TownHall};
use super::sheet::Row;
use super::tokens::{TOKENS, colour, default};
use super::{contrast, name};
use crate::read::column::normal;
use crate::read::problem::short;
use crate::territory::Territory;

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the sheet, from 1.
    pub line: u64,
    /// The commune as written, or empty.
    pub commune: String,
    /// The column, or empty for the whole row.
    pub column: String,
    /// What is wrong and what to do, in French.
    pub sentence: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ligne {}", self.line)?;
        if !self.commune.is_empty() {
            write!(f, ", {}", self.commune)?;
        }
        if !self.column.is_empty() {
            write!(f, ", colonne « {} »", self.column)?;
        }
        write!(f, " : {}", self.sentence)
    }
}

/// What every file of a run says of itself.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// ISO date of the build.
    pub generated: String,
    /// Who publishes.
    pub owner: String,
    /// How to reach the owner.
    pub contact: String,
    /// ISO date, or empty.
    pub next_update: String,
    /// True where the rows are made up.
    pub demo: bool,
}

/// Makes the configuration of a row.
///
/// # Errors
/// Everything that is wrong with the row, so that it is corrected in one go.
pub fn read(row: &Row, territory: &Territory, labels: &Labels) -> Result<Config, Vec<Fault>> {
    let mut reader = Reader { row, faults: Vec::new() };
    let commune = reader.commune(territory);
    let languages = reader.languages();
    let mut tokens = reader.tokens();
    for sentence in contrast::faults(&tokens) {
        reader.fault("", sentence);
    }
    complete(&mut tokens);
    let links = LINKS.iter().filter_map(|(column, attribute)| {
        let link = reader.link(column)?;
        Some(((*attribute).to_owned(), link))
    });
    let links: BTreeMap<String, String> = links.collect();
    let config = Config {
        schema: SCHEMA.into(),
        generated: labels.generated.clone(),
        owner: labels.owner.clone(),
        contact: labels.contact.clone(),
        next_update: labels.next_update.clone(),
        source: "Tableau des communes".into(),
        licence: String::new(),
        coverage: commune.name.clone(),
        demo: labels.demo,
        town_hall: TownHall {
            phone: reader.phone("telephone"),
            email: reader.email("courriel"),
            address: parts(row.get("adresse"), &['|', '\n']),
        },
        appearance: reader.appearance(),
        languages,
        decidim: Decidim {
            platform: reader.platform(),
            slug: reader.slug(),
            areas: parts(row.get("secteurs_decidim"), &['|', '\n']),
        },
        tokens,
        links,
        help_phone: reader.phone("telephone_aide"),
        hide_rank: reader.truth("masquer_le_rang"),
        commune,
    };
    if reader.faults.is_empty() { Ok(config) } else { Err(reader.faults) }
}

/// Gives a colour of one scheme its default in the other: a custom property has one value for both.
fn complete(tokens: &mut Tokens) {
    for token in TOKENS {
        let set = |scheme: &BTreeMap<String, String>| scheme.contains_key(token.property);
        for (scheme, here, there) in
            [(0, set(&tokens.light), set(&tokens.dark)), (1, set(&tokens.dark), set(&tokens.light))]
        {
            let value = default(token.inner, scheme).filter(|_| there && !here);
            if let Some(value) = value {
                let into = if scheme == 0 { &mut tokens.light } else { &mut tokens.dark };
                into.insert(token.property.to_owned(), format!("#{value:06x}"));
            }
        }
    }
}

fn parts(text: &str, separators: &[char]) -> Vec<String> {
    text.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

struct Reader<'r> {
    row: &'r Row,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, column: &str, sentence: impl Into<String>) {
        self.faults.push(Fault {
            line: self.row.line,
            commune: short(self.row.get("commune")),
            column: column.to_owned(),
            sentence: sentence.into(),
        });
    }

    fn commune(&mut self, territory: &Territory) -> Commune {
        let written = self.row.get("commune");
        if written.is_empty() {
            self.fault("commune", "le nom de la commune manque.");
            return Commune::default();
        }
        match name::resolve(territory, written) {
            Ok(index) => {
                let found = &territory.communes[index];
                Commune { insee: found.insee.clone(), name: found.name.clone() }
            }
            Err(sentence) => {
                self.fault("commune", sentence);
                Commune::default()
            }
        }
    }

    /// A telephone number as people write it, short numbers (`3939`) too.
    fn phone(&mut self, column: &str) -> String {
        let text = self.row.get(column);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let written = |c: char| c.is_ascii_digit() || " +.-()/\u{a0}\u{202f}".contains(c);
        if !text.is_empty() && (!(3..=15).contains(&digits) || !text.chars().all(written)) {
            let sentence = format!(
                "« {} » n'est pas un numéro de téléphone. Écrivez par exemple 03 20 00 00 00.",
                short(text)
            );
            self.fault(column, sentence);
        }
        text.to_owned()
    }

    fn email(&mut self, column: &str) -> String {
        let text = self.row.get(column);
        let right = text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
                && text.matches('@').count() == 1
        });
        if !text.is_empty() && !right {
            let sentence = format!(
                "« {} » n'est pas une adresse électronique. Écrivez par exemple mairie@exemple.fr.",
                short(text)
            );
            self.fault(column, sentence);
        }
        text.to_owned()
    }

    fn link(&mut self, column: &str) -> Option<String> {
        let text = self.row.get(column);
        if text.is_empty() {
            return None;
        }
        if let Some(sentence) = wrong_link(text) {
            self.fault(column, sentence);
        }
        Some(text.to_owned())
    }

    /// The origin of the platform: an address of one of its pages is cut.
    fn platform(&mut self) -> String {
        let text = self.row.get("plateforme_decidim");
        if text.is_empty() {
            return String::new();
        }
        let host =
            text.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
        match host
            .filter(|host| host.contains('.') && !host.contains(char::is_whitespace) && !host.contains('@'))
        {
            Some(host) => format!("https://{host}"),
            None => {
                let sentence = format!(
                    "« {} » n'est pas l'adresse d'une plateforme. Écrivez par exemple https://participer.exemple.fr.",
                    short(text)
                );
                self.fault("plateforme_decidim", sentence);
                String::new()
            }
        }
    }

    fn slug(&mut self) -> String {
        let text = self.row.get("concertation_decidim");
        let right = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if !right {
            let sentence = format!(
                "« {} » n'est pas l'identifiant d'une concertation. C'est la fin de son adresse : \
                 pour …/processes/place-du-marche, écrivez place-du-marche.",
                short(text)
            );
            self.fault("concertation_decidim", sentence);
        }
        text.to_owned()
    }

    fn languages(&mut self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for part in parts(self.row.get("langues"), &['|', ',', ' ', '/', '+', '\n']) {
            let code = match normal(&part).as_str() {
                "fr" | "francais" => "fr",
                "nl" | "neerlandais" => "nl",
                "en" | "anglais" => "en",
                _ => {
                    let sentence = format!(
                        "« {} » n'est pas une langue des widgets. Écrivez français, néerlandais ou anglais.",
                        short(&part)
                    );
                    self.fault("langues", sentence);
                    continue;
                }
            };
            if !found.iter().any(|known| known == code) {
                found.push(code.to_owned());
            }
        }
        found
    }

    fn appearance(&mut self) -> String {
        let text = self.row.get("apparence");
        match normal(text).as_str() {
            "" => "",
            "clair" | "claire" | "light" => "light",
            "sombre" | "dark" => "dark",
            "auto" | "automatique" => "auto",
            _ => {
                let sentence = format!(
                    "« {} » n'est pas une apparence. Écrivez clair, sombre, auto, ou rien.",
                    short(text)
                );
                self.fault("apparence", sentence);
                ""
            }
        }
        .to_owned()
    }

    fn truth(&mut self, column: &'static str) -> bool {
        let text = self.row.get(column);
        match normal(text).as_str() {
            "oui" | "vrai" | "true" | "1" | "x" => true,
            "" | "non" | "faux" | "false" | "0" => false,
            _ => {
                self.fault(column, format!("« {} » n'est ni oui, ni non, ni vide.", short(text)));
                false
            }
        }
    }

    fn tokens(&mut self) -> Tokens {
        let mut tokens = Tokens::default();
        for token in TOKENS {
            for (column, dark) in [(token.column, false), (token.dark_column, true)] {
                let text = self.row.get(column);
                if text.is_empty() {
                    continue;
                }
                // Spreadsheets and colour pickers leave the sign out.
                let hash = if text.starts_with('#') { text.to_owned() } else { format!("#{text}") };
                match colour(&hash) {
                    Some(colour) => {
                        let map = if dark { &mut tokens.dark } else { &mut tokens.light };
                        map.insert(token.property.to_owned(), format!("#{colour:06x}"));
                    }
                    None => {
                        let sentence = format!(
                            "« {} » n'est pas une couleur. Écrivez par exemple #00518a.",
                            short(text)
                        );
                        self.fault(column, sentence);
                    }
                }
            }
        }
        let radius = self.row.get("arrondi");
        let radius =
            radius.strip_suffix(" px").map_or_else(|| radius.to_owned(), |number| format!("{number}px"));
        if !radius.is_empty() && !is_length(&radius) {
            let sentence =
                format!("« {} » n'est pas un arrondi. Écrivez par exemple 0, 4px ou 0.25em.", short(&radius));
            self.fault("arrondi", sentence);
        }
        tokens.radius = radius;
        tokens
    }
}

/// Why an address cannot be a link, as a sentence; `None` where it can.
pub(crate) fn wrong_link(text: &str) -> Option<String> {
    let shown = short(text);
    if safe_href(text).is_none() {
        return Some(format!(
            "« {shown} » ne peut pas être un lien : seuls http, https, mailto, tel et les chemins comme /aide sont permis."
        ));
    }
    let lower = text.to_ascii_lowercase();
    if text.contains(char::is_whitespace) {
        return Some(format!("« {shown} » contient une espace : ce n'est pas une adresse."));
    }
    let whole =
        ["http://", "https://", "mailto:", "tel:", "/", "#"].iter().any(|start| lower.starts_with(start));
    if !whole {
        return Some(format!(
            "« {shown} » serait lu comme une page de votre site : écrivez l'adresse entière, par exemple https://{}.",
            shown.trim_start_matches('/')
        ));
    }
    let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    if host.is_some_and(|host| host.is_empty() || host.starts_with(['/', '?', '#', ':'])) {
        return Some(format!("« {shown} » n'a pas de nom de site."));
    }
    None
}

/// A CSS length of a corner: `0`, or a number of px, em or rem.
fn is_length(text: &str) -> bool {
    let number = ["px", "rem", "em"].iter().find_map(|unit| text.strip_suffix(unit));
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    text == "0" || number.is_some_and(|number| digits(number) && number.parse::<f64>().is_ok())
}
