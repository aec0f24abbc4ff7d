//! The directory of the administration (DILA): bulk files and answers of the Explore API, whose nested
//! fields are JSON inside strings.

use std::io::{self, BufRead};

use commune_services::data::{Known, Need};
use serde_json::Value;

use super::json::{End, each};
use super::kinds;
use super::report::FileReport;
use crate::read::LONGEST_RECORD;
use crate::read::problem::short;
use crate::services::draft::{Draft, Origins};
use crate::services::text::{cut, parts};

/// Reads a file to its end, or to where it stops being JSON.
pub(super) fn read(
    file: usize,
    input: &mut dyn BufRead,
    report: &mut FileReport,
    keep: &mut dyn FnMut(Draft) -> bool,
) -> io::Result<()> {
    let end = each(input, &mut |record| {
        report.rows += 1;
        let line = report.rows;
        match draft(&record, file, line) {
            Ok(draft) => *(if keep(draft) { &mut report.used } else { &mut report.outside }) += 1,
            Err((column, message)) => report.bad(line, column, message),
        }
    })?;
    report.stopped = match end {
        End::Whole(true) => None,
        End::Whole(false) => Some("Aucun enregistrement dans ce fichier.".into()),
        End::TooLong => Some(format!("Un enregistrement dépasse {LONGEST_RECORD} octets.")),
        End::Broken(line, column) => Some(format!(
            "Le JSON est coupé ou abîmé à la ligne {line}, colonne {column}. La suite n'est pas lue."
        )),
    };
    Ok(())
}

type Wrong = (&'static str, String);

/// A text, whatever holds it.
fn text(record: &Value, name: &str) -> String {
    match record.get(name) {
        Some(Value::String(text)) => cut(text, 4000),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The items of a field: an array, JSON in a string, or a bare text (`;` between several).
fn items(record: &Value, name: &'static str) -> Result<Vec<Value>, Wrong> {
    Ok(match record.get(name) {
        Some(Value::Array(items)) => items.clone(),
        Some(Value::String(text)) if text.trim_start().starts_with(['[', '{']) => {
            match serde_json::from_str(text) {
                Ok(Value::Array(items)) => items,
                Ok(other) => vec![other],
                Err(error) => {
                    let place = format!("ligne {}, colonne {}", error.line(), error.column());
                    return Err((
                        name,
                        format!("JSON illisible dans ce champ ({place}) : « {} »", short(text)),
                    ));
                }
            }
        }
        Some(Value::String(text)) => parts(text, &[';']).into_iter().map(Value::String).collect(),
        Some(object @ Value::Object(_)) => vec![object.clone()],
        _ => Vec::new(),
    })
}

/// The text of an item: a bare text, or its `valeur`.
fn value(item: &Value) -> String {
    match item {
        Value::String(text) => cut(text, 500),
        item => text(item, "valeur"),
    }
}

fn draft(record: &Value, file: usize, line: u64) -> Result<Draft, Wrong> {
    if !record.is_object() {
        return Err(("", "ce n'est pas un enregistrement".into()));
    }
    let (id, name) = (text(record, "id"), text(record, "nom"));
    if id.is_empty() {
        return Err(("id", "identifiant vide".into()));
    }
    if name.is_empty() {
        return Err(("nom", "nom vide".into()));
    }
    let mut draft = Draft::new(Origins::Dila, file, line, &id, &iso(&text(record, "date_modification")));
    let pivots = items(record, "pivot")?;
    let types: Vec<String> = pivots.iter().map(|pivot| text(pivot, "type_service_local")).collect();
    let kind = types.iter().find_map(|kind| kinds::of_dila(kind)).or_else(|| kinds::of_words(&name));
    draft.record.kind = kind.unwrap_or("autre").to_owned();
    draft.record.title = name;
    draft.record.description = text(record, "mission");
    draft.record.insee = text(record, "code_insee_commune");
    if draft.record.insee.is_empty() {
        // An answer names the communes that a service covers.
        let covered = pivots.first().and_then(|pivot| pivot.get("code_insee_commune")?.get(0)?.as_str());
        draft.record.insee = covered.unwrap_or_default().to_owned();
    }
    address(record, &mut draft)?;
    for phone in items(record, "telephone")? {
        draft.phone(&value(&phone));
    }
    for email in items(record, "adresse_courriel")? {
        for email in parts(&value(&email), &[';']) {
            draft.email(&email);
        }
    }
    for site in items(record, "site_internet")? {
        let label = text(&site, "libelle");
        draft.link(&value(&site), if label.is_empty() { "Site internet" } else { &label });
    }
    for form in items(record, "formulaire_contact")? {
        draft.link(&value(&form), "Formulaire de contact");
    }
    let page = text(record, "url_service_public");
    if let Some(page) = draft.web(&page) {
        draft.record.sources[0].4 = page;
    }
    // A directory sample holds sirets that are none; an empty one says nothing.
    draft.siret(&text(record, "siret"));
    hours(record, &mut draft)?;
    Ok(draft)
}

fn address(record: &Value, draft: &mut Draft) -> Result<(), Wrong> {
    let addresses = items(record, "adresse")?;
    let of = |kind: &str| addresses.iter().find(|address| text(address, "type_adresse") == kind);
    let Some(address) = of("Adresse").or_else(|| of("Adresse physique")).or_else(|| addresses.first()) else {
        return Ok(());
    };
    let street = [text(address, "complement1"), text(address, "complement2"), text(address, "numero_voie")];
    let street = street.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let town = text(address, "nom_commune");
    draft.place(&street, &text(address, "code_postal"), &town);
    draft.record.commune = town;
    draft.coordinates(&text(address, "longitude"), &text(address, "latitude"));
    let note = text(address, "note_accessibilite");
    // ACC: accessible; DEM: on demand; NAC: not accessible.
    let (known, note) = match text(address, "accessibilite").as_str() {
        "ACC" => (Some(true), note),
        "NAC" => (Some(false), note),
        "DEM" if note.is_empty() => (None, "Accès sur demande, appelez avant de venir".to_owned()),
        _ => (None, note),
    };
    if known.is_some() || !note.is_empty() {
        *draft.record.access.get_mut(Need::Entrance) = Some(Known(known, 0, note));
    }
    Ok(())
}

/// Words of a comment that narrow the hours beside it.
const NARROWING: [&str; 24] = [
    "uniquement",
    "seulement",
    "sauf",
    "hors",
    "vacances",
    "semaine",
    "semaines",
    "paire",
    "paires",
    "impaire",
    "impaires",
    "ferme",
    "fermee",
    "fermeture",
    "1er",
    "2e",
    "3e",
    "4e",
    "2eme",
    "3eme",
    "4eme",
    "premier",
    "dernier",
    "alternance",
];

/// The ranges become the OSM syntax, each comment on its day: a comment that narrows the hours makes
/// them 'unknown', for the hours beside it are then too wide.
fn hours(record: &Value, draft: &mut Draft) -> Result<(), Wrong> {
    let mut rules: Vec<String> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    let mut broken = false;
    for range in items(record, "plage_ouverture")? {
        let comment = text(&range, "commentaire").replace('"', "'").replace('\n', " ");
        if !comment.is_empty() && !draft.remarks.contains(&comment) {
            draft.remarks.push(comment.clone());
        }
        let (first, last) = (text(&range, "nom_jour_debut"), text(&range, "nom_jour_fin"));
        let mut times = Vec::new();
        for number in ["1", "2"] {
            let start = text(&range, &format!("valeur_heure_debut_{number}"));
            let end = text(&range, &format!("valeur_heure_fin_{number}"));
            match (clock(&start), clock(&end)) {
                (Some(start), Some(end)) => times.push(format!("{start}-{end}")),
                (None, None) if start.is_empty() && end.is_empty() => {}
                _ => broken = true,
            }
        }
        let words = if last.is_empty() || first == last {
            first.clone()
        } else {
            format!("{first} à {}", last.to_lowercase())
        };
        let (Some(first), Some(last)) = (day(&first), day(if last.is_empty() { &first } else { &last }))
        else {
            broken |= !times.is_empty();
            continue;
        };
        if times.is_empty() {
            continue;
        }
        let days = if first == last { first.to_owned() } else { format!("{first}-{last}") };
        let narrowed = crate::read::column::normal(&comment).split('_').any(|word| NARROWING.contains(&word));
        let modifier = match (comment.is_empty(), narrowed) {
            (true, _) => String::new(),
            (false, false) => format!(" open \"{comment}\""),
            (false, true) => format!(" unknown \"{comment}\""),
        };
        said.push(format!("{words} {}", times.join(", ")));
        rules.push(format!("{days} {}{modifier}", times.join(",")));
    }
    let general = text(record, "commentaire_plage_ouverture");
    if !general.is_empty() && !draft.remarks.contains(&general) {
        draft.remarks.push(general);
    }
    // Two ranges may speak of one day: they add up.
    draft.hours = said.join("; ");
    draft.osm = rules.join(", ");
    if broken {
        draft.hours.clear();
        draft.osm.clear();
        draft.doubts.push(("hours-unread", "heures de début ou de fin illisibles dans l'annuaire".into()));
    }
    Ok(())
}

/// `09:00:00` → `09:00`.
fn clock(text: &str) -> Option<String> {
    let mut parts = text.split(':');
    let hour: u8 = parts.next()?.trim().parse().ok()?;
    let minute: u8 = parts.next()?.trim().parse().ok()?;
    (hour < 24 && minute < 60 || hour == 24 && minute == 0).then(|| format!("{hour:02}:{minute:02}"))
}

fn day(name: &str) -> Option<&'static str> {
    Some(match crate::read::column::normal(name).as_str() {
        "lundi" => "Mo",
        "mardi" => "Tu",
        "mercredi" => "We",
        "jeudi" => "Th",
        "vendredi" => "Fr",
        "samedi" => "Sa",
        "dimanche" => "Su",
        _ => return None,
    })
}

/// `08/03/2021 14:14:36` → `2021-03-08`; an ISO date stays; empty for anything else.
fn iso(text: &str) -> String {
    let date = text.split([' ', 'T']).next().unwrap_or("");
    let parts: Vec<&str> = date.split('/').collect();
    let iso =
        if let [day, month, year] = parts[..] { format!("{year}-{month}-{day}") } else { date.to_owned() };
    if iso.parse::<jiff::civil::Date>().is_ok() { iso } else { String::new() }
}
