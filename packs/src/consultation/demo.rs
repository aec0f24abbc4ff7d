//! Demonstration packs, from `demo.json`.
//!
//! The file has the form of a pack, with three shorthands: a text is an object of languages (`"nl~"` where a machine
//! translated it), `@-12` is a date that many days from the build, `@11 18:30` an instant on that day by the clock of
//! Paris, and `{commune}`, `{de}` stand for the commune's name. The processes are invented; the initiatives of the
//! roadmap are the metropole's, their dates invented.

use std::path::Path;

use anyhow::{Context, Result, bail};
use commune_consultation::data::pack::{Commune, Pack, SCHEMA};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde_json::{Map, Value, json};

use super::{clean, write};
use crate::pack::Publication;
use crate::territory::Territory;

const DEMO: &str = include_str!("demo.json");

/// Writes a demonstration pack and its page for each commune, or for these ones.
///
/// # Errors
/// A file cannot be written.
pub fn write(out: &Path, territory: &Territory, publication: &Publication, only: &[String]) -> Result<()> {
    let wanted: Vec<usize> = only.iter().filter_map(|code| territory.index_of(code)).collect();
    let mut written = 0;
    for (index, commune) in territory.communes.iter().enumerate() {
        if only.is_empty() || wanted.contains(&index) {
            let pack = pack(&commune.insee, &commune.name, publication)?;
            write::pack(out, &commune.insee, &pack)?;
            written += 1;
        }
    }
    eprintln!("{written} demonstration packs written to {}", out.join("consultation/1").display());
    Ok(())
}

/// The demonstration pack of a commune.
///
/// # Errors
/// The date of the build is none.
pub fn pack(insee: &str, name: &str, publication: &Publication) -> Result<Pack> {
    let today: Date = publication.generated.parse().context("the date of the build")?;
    let mut value: Value = serde_json::from_str(DEMO)?;
    expand(&mut value, today, name)?;
    let mut pack: Pack = serde_json::from_value(value)?;
    let count = pack.processes.len();
    pack.schema = SCHEMA.into();
    pack.generated.clone_from(&publication.generated);
    pack.next_update.clone_from(&publication.next_update);
    pack.owner.clone_from(&publication.owner);
    pack.contact.clone_from(&publication.contact);
    pack.source = "Données de démonstration : consultations inventées".into();
    pack.licence = "Sans licence : contenu inventé pour la démonstration".into();
    pack.coverage = format!("{count} concertations");
    pack.demo = true;
    pack.commune = Some(Commune { insee: insee.into(), name: name.into() });
    clean::pack(&mut pack)?;
    Ok(pack)
}

/// Writes the shorthands out.
fn expand(value: &mut Value, today: Date, commune: &str) -> Result<()> {
    match value {
        Value::String(text) => {
            if let Some(when) = text.strip_prefix('@') {
                *text = day(when, today)?;
            } else {
                *text = text.replace("{commune}", commune).replace("{de}", &of(commune));
            }
        }
        Value::Array(items) => {
            for item in items {
                expand(item, today, commune)?;
            }
        }
        Value::Object(fields) if is_text(fields) => {
            let mut texts = Vec::new();
            for (lang, text) in std::mem::take(fields) {
                let mut text = text;
                expand(&mut text, today, commune)?;
                let machine = lang.ends_with('~');
                texts.push(json!({"lang": lang.trim_end_matches('~'), "text": text, "machine": machine}));
            }
            // Maps are sorted by key; French is the language that the texts were written in.
            texts.sort_by_key(|text| text["lang"] != "fr");
            *value = Value::Array(texts);
        }
        Value::Object(fields) => {
            for field in fields.values_mut() {
                expand(field, today, commune)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn is_text(fields: &Map<String, Value>) -> bool {
    let lang = |key: &String| ["fr", "nl", "en"].contains(&key.trim_end_matches('~'));
    !fields.is_empty() && fields.keys().all(lang)
}

/// `-12` or `11 18:30`, from the day of the build.
fn day(when: &str, today: Date) -> Result<String> {
    let (days, clock) = when.split_once(' ').map_or((when, None), |(days, clock)| (days, Some(clock)));
    let span: Span = days.parse::<i64>().with_context(|| format!("@{when}"))?.days();
    let date = today.checked_add(span)?;
    let Some(clock) = clock else { return Ok(date.to_string()) };
    if clock.len() != 5 {
        bail!("@{when} has no clock as 18:30");
    }
    let offset = if is_summer(date) { "+02:00" } else { "+01:00" };
    Ok(format!("{date}T{clock}:00{offset}"))
}

/// Summer time in the European Union, by day: from the last Sunday of March to the one before the last of October.
fn is_summer(date: Date) -> bool {
    let last_sunday = |month: i8| {
        let last = jiff::civil::date(date.year(), month, 31);
        let back = i64::from(last.weekday().to_sunday_zero_offset());
        last.checked_sub(back.days()).unwrap_or(last)
    };
    last_sunday(3) <= date && date < last_sunday(10)
}

/// `de Lille`, `d'Armentières`, `du Maisnil`
fn of(commune: &str) -> String {
    let first = commune.chars().next().unwrap_or_default();
    if let Some(rest) = commune.strip_prefix("Le ") {
        format!("du {rest}")
    } else if let Some(rest) = commune.strip_prefix("Les ") {
        format!("des {rest}")
    } else if "AEIOUYÉÈÊÂÎH".contains(first) {
        format!("d'{commune}")
    } else {
        format!("de {commune}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commune_consultation::data::pack::Kind;
    use commune_consultation::model::act;
    use commune_consultation::model::status::{Status, of};

    fn demo(generated: &str) -> Pack {
        let publication = Publication { generated: generated.into(), ..Publication::default() };
        pack("59648", "Wattignies", &publication).unwrap()
    }

    #[test]
    fn the_demonstration_has_every_status_and_kind_whatever_the_day() {
        for generated in ["2026-11-24", "2027-03-27", "2028-02-29"] {
            let pack = demo(generated);
            let count =
                |status| pack.processes.iter().filter(|process| of(process, generated) == status).count();
            assert_eq!((count(Status::Open), count(Status::Upcoming), count(Status::Past)), (2, 1, 1));
            let first = &pack.processes[0];
            let kinds: Vec<Kind> = first.components.iter().map(|component| component.kind).collect();
            assert_eq!(kinds.len(), 9);
            assert!(kinds.contains(&Kind::Other) && kinds.contains(&Kind::Results));
            let acts = act::now(&pack.platform, first, &format!("{generated}T00:00:00Z"), "fr");
            assert!(acts.len() >= 6, "{acts:?}");
            assert_eq!(pack.roadmap.as_ref().unwrap().initiatives.len(), 4);
            assert!(pack.demo && pack.processes.iter().all(|process| process.qr.is_some()));
        }
    }

    #[test]
    fn the_shorthands_are_written_out() {
        let pack = demo("2026-11-24");
        let first = &pack.processes[0];
        assert_eq!(
            (first.start.as_str(), first.published.as_str()),
            ("2026-09-10", "2026-09-10T08:00:00+02:00")
        );
        assert_eq!(first.title[0].lang, "fr");
        assert!(first.description.iter().any(|text| text.lang == "nl" && text.machine));
        assert_eq!(pack.inclusion[2].address, "Mairie de Wattignies, salle du rez-de-chaussée");
        let json = serde_json::to_string(&pack).unwrap();
        assert!(!json.contains('{') || !json.contains("{commune}") && !json.contains("\"@"));
    }

    #[test]
    fn what_the_demonstration_writes_is_what_the_widget_reads() {
        let pack = demo("2026-11-24");
        let json = serde_json::to_value(&pack).unwrap();
        assert_eq!(commune_consultation::data::read(&json), Ok(pack));
    }

    #[test]
    fn summer_time_is_that_of_the_union() {
        for (date, summer) in [
            ("2026-03-28", false),
            ("2026-03-29", true),
            ("2026-10-24", true),
            ("2026-10-25", false),
            ("2026-12-01", false),
        ] {
            assert_eq!(is_summer(date.parse().unwrap()), summer, "{date}");
        }
    }
}
