//! What is wrong with a config, as sentences in French with the line and the key.

use super::config::{Communes, Consultation, Energy, Next, Quiz, Services, Sources};
use crate::communes::wrong_link;

/// The line of an error of the `toml` crate, and its sentence.
pub(super) fn told(text: &str, error: &toml::de::Error) -> (usize, String) {
    let span = error.span().unwrap_or_default();
    let line = text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1;
    let table = table(text, line);
    let key = text.lines().nth(line - 1).and_then(|text| Some(text.split_once('=')?.0.trim())).unwrap_or("");
    let place = match (table, key) {
        ("", key) => key.to_owned(),
        (table, "") => format!("[{table}]"),
        (table, key) => format!("[{table}] {key}"),
    };
    // What is missing is at no line.
    let line = if error.message() == "missing field `common`" { 0 } else { line };
    (line, french(error.message(), &place, table))
}

/// The table that a line belongs to, or is the title of.
fn table(text: &str, line: usize) -> &str {
    let titles = text.lines().take(line).map(str::trim).filter(|text| text.starts_with('['));
    titles.last().unwrap_or("").trim_start_matches('[').split(']').next().unwrap_or("").trim()
}

/// The line of a table's title; 0 where it has none.
pub(super) fn line_of_table(text: &str, wanted: &str) -> usize {
    let title = format!("[{wanted}]");
    text.lines().position(|line| line.trim().starts_with(&title)).map_or(0, |index| index + 1)
}

/// A message of `toml` or serde; what is not known stays as it is.
fn french(message: &str, place: &str, table: &str) -> String {
    let names =
        |text: &str| -> Vec<String> { text.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    if message.starts_with("unknown field") {
        let mut names = names(message).into_iter();
        let unknown = names.next().unwrap_or_default();
        let known: Vec<String> = names.collect();
        let near = known.iter().map(|name| (strsim::jaro_winkler(name, &unknown), name));
        let near = near.filter(|(score, _)| *score > 0.7).max_by(|a, b| a.0.total_cmp(&b.0));
        let hint = match near {
            Some((_, name)) => format!(" Vouliez-vous dire « {name} » ?"),
            None => format!(" Ici, les clés sont : {}.", known.join(", ")),
        };
        return if table == unknown {
            format!("la table « [{unknown}] » n'est pas connue.{hint}")
        } else {
            format!("[{table}] : la clé « {unknown} » n'est pas connue.{hint}")
        };
    }
    if message.starts_with("missing field") {
        let name = names(message).pop().unwrap_or_default();
        return match table {
            "" => format!("il manque la table [{name}]."),
            _ if name == "common" => "il manque la table [common].".to_owned(),
            table => format!("[{table}] : il manque la clé « {name} »."),
        };
    }
    if message.starts_with("duplicate") {
        return format!("{place} : cette clé est là deux fois.");
    }
    if message.starts_with("invalid") {
        let expected = message.split_once(", expected ").map_or("", |(_, expected)| expected);
        let wanted = match expected {
            "a date" => "une date comme 2027-10-01",
            "a string" | "path string" | "borrowed string" => "un texte entre guillemets",
            "a sequence" => "une liste comme [\"un.csv\", \"deux.csv\"]",
            "a boolean" => "true ou false",
            "u32" | "usize" => "un nombre entier",
            _ => return format!("{place} : valeur refusée ({message})."),
        };
        return format!("{place} : il faut {wanted}.");
    }
    let at = if place.is_empty() { String::new() } else { format!("{place} : ") };
    format!("{at}ce n'est pas du TOML lisible ({message}).")
}

/// What tables need of each other: the table, and the sentence.
pub(super) fn together(sources: &Sources) -> Option<(&'static str, String)> {
    let Sources { common, energy, degree_days, services, consultation, quiz, communes, embed, catalogue } =
        sources;
    for (name, text) in [("owner", &common.owner), ("contact", &common.contact)] {
        if text.trim().is_empty() {
            return Some(("common", format!("[common] {name} est vide : chaque paquet le dit.")));
        }
    }
    let needs_communes =
        [("energy", energy.is_some()), ("communes", communes.is_some()), ("embed", embed.is_some())];
    if let Some((table, _)) =
        needs_communes.into_iter().find(|(_, there)| *there && common.communes.is_none())
    {
        let sentence = format!(
            "[{table}] demande la clé « communes » de [common] : le dossier du paquet npm @etalab/decoupage-administratif."
        );
        return Some((table, sentence));
    }
    let odd = |base: &String| {
        let url = url::Url::parse(base).ok();
        let right = |url: url::Url| {
            ["http", "https"].contains(&url.scheme()) && url.query().is_none() && url.fragment().is_none()
        };
        !url.is_some_and(right)
    };
    if common.base.as_ref().is_some_and(odd) {
        let sentence = "[common] base : il faut une adresse comme https://widgets.exemple.fr/.";
        return Some(("common", sentence.into()));
    }
    let needs_base = [("embed", embed.is_some()), ("catalogue", catalogue.is_some())];
    if let Some((table, _)) = needs_base.into_iter().find(|(_, there)| *there && common.base.is_none()) {
        let sentence =
            format!("[{table}] demande la clé « base » de [common] : l'adresse publique du dossier.");
        return Some((table, sentence));
    }
    let dates = [
        ("common", Some(common.next())),
        ("energy", energy.as_ref().map(Energy::next)),
        ("services", services.as_ref().map(Services::next)),
        ("consultation", consultation.as_ref().map(Consultation::next)),
        ("quiz", quiz.as_ref().map(Quiz::next)),
        ("communes", communes.as_ref().map(Communes::next)),
    ];
    let both = |next: &Option<Next>| next.is_some_and(|next| next.date.is_some() && next.days.is_some());
    if let Some((table, _)) = dates.into_iter().find(|(_, next)| both(next)) {
        let sentence = format!("[{table}] : gardez « next-update » ou « next-update-days », pas les deux.");
        return Some((table, sentence));
    }
    for (table, files) in [
        ("energy", energy.as_ref().map(|table| table.files.is_empty())),
        ("degree-days", degree_days.as_ref().map(|table| table.files.is_empty())),
        (
            "services",
            services
                .as_ref()
                .map(|t| [&t.own, &t.dila, &t.acceslibre, &t.mednum].into_iter().all(Vec::is_empty)),
        ),
    ] {
        if files == Some(true) {
            return Some((table, format!("[{table}] ne nomme aucun fichier.")));
        }
    }
    if let Some(consultation) = consultation
        && wrong_link(&consultation.platform).is_some()
    {
        let sentence = "[consultation] platform : il faut une adresse comme https://participer.exemple.fr.";
        return Some(("consultation", sentence.into()));
    }
    None
}
